/* A function of libm whose value is chosen or not is called for all elements of a
   vector where it has a vector form and what it reads may be read: not under fp(strict),
   and not where an element may not be there. */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-options "-O2" } */
/* { dg-final { scan-assembler "_ZGVbN4v_expf" } } */
/* { dg-final { scan-assembler-not "_ZGVbN4v_logf" } } */
/* { dg-final { scan-assembler-not "_ZGVbN4v_sinf" } } */
#include <math.h>
void elu (int n, float *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    x[i] = x[i] >= 0 ? x[i] : expf (x[i]) - 1;
}
void strict (int n, float *x)
{
#pragma tensoraot kernel fp(strict)
  for (int i = 0; i < n; i++)
    x[i] = x[i] >= 1 ? logf (x[i]) : x[i];
}
void absent (int n, float *restrict x, const float *restrict y)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    x[i] = x[i] >= 1 ? sinf (y[i]) : x[i];
}
