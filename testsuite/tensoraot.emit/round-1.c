/* Without an instruction that rounds vectors an integer is found without the function
   that rounds; with one there are these two instructions. */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-options "-O2 -ffast-math -mno-sse4.1 -fopt-info" } */
/* { dg-final { scan-assembler "cvttps2dq" } } */
/* { dg-final { scan-assembler "cvtdq2ps" } } */
/* { dg-final { scan-assembler-not "call\[\\t \]+floorf" } } */
#include <math.h>
void down (int n, const float *x, int *y)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-optimized "parallel simd loop" } */
    y[i] = (int) floorf (x[i] * 3);
}
