/* SPDX-License-Identifier: MIT */
/* need.c - the object that -ltensoraot adds to every program, for the linker
   alone: it holds no code and no data.

   Generated code refers to BLAS and to this library by weak symbols, so that
   a program links without them.  A linker that drops libraries which only
   weak symbols ask for (--as-needed, which Debian's GCC passes) would drop
   them always.  The two strong references here keep them. */
__asm__(".globl openblas_get_parallel\n\t.globl tensoraot_active");
