/* SPDX-License-Identifier: MIT */
/* blas.c - what brings OpenBLAS to the programs that need it, and only to them:
   to load it takes a program two to five milliseconds, and much memory.

   Generated code calls BLAS by weak symbols, for which no linker adds a library.
   A file with such calls has the common symbol tensoraot_calls_blas besides.
   Linkers (ld, lld, mold; not gold) search archives for one that defines a common
   symbol: it is in the archive of this object alone, and the strong reference
   here then keeps OpenBLAS.  Like every archive it comes behind the files that
   need it; verbose.c tells of a program where it did not. */
extern char tensoraot_calls_blas;
char tensoraot_calls_blas = 0;

__asm__(".globl openblas_get_parallel");
