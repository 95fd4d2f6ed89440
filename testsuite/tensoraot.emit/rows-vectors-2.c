/* Sums of rows of three, as in rows-vectors-1, where the user has said -fno-tree-vectorize:
   that is kept to.  If this fails, a kernel has vectors that the user has forbidden.  */
/* { dg-do compile { target x86_64-*-* } } */
/* { dg-options "-O2 -mavx2 -mno-avx512f -fno-tree-vectorize" } */

#include "rows-vectors-1.c"

/* { dg-final { scan-assembler {vaddsd} } } */
/* { dg-final { scan-assembler-not {vaddpd\t[^\n]*%ymm} } } */
