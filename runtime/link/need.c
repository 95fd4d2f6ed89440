/* SPDX-License-Identifier: MIT */
/* need.c - the object that -ltensoraot adds to every program, for the linker
   alone: it holds no code and no data.

   Generated code refers to this library by weak symbols, so that a program
   links without it.  A linker that drops libraries which only weak symbols ask
   for (--as-needed, which Debian's GCC passes) would drop it always.  The strong
   reference here keeps it. */
__asm__(".globl tensoraot_active");
