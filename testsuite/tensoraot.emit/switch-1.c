/* A switch on an argument is taken out of the loop: each case has one.  One on what
   changes there, or of more cases than a table would have, is none to choose by. */
/* { dg-options "-O2 -ffast-math -fopt-info-optimized-missed -fplugin-arg-tensoraot-emit=out" } */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-final { scan-file out/tensoraot_activate.c "mode > 2|mode >= 3|3 - mode|mode - 3|mode == 3|mode <= 3" } } */
/* { dg-final { scan-file-not out/tensoraot_activate.c "\\? MEM" } } */
/* { dg-final { scan-assembler "_ZGVbN4v_tanhf" } } */
#include <math.h>
enum mode { LINEAR, RELU, LOGISTIC, TANH };
static float one (float x, enum mode m)
{
  switch (m)
    {
    case LINEAR: return x;
    case RELU: return x * (x > 0);
    case LOGISTIC: return 1.f / (1.f + expf (-x));
    case TANH: return tanhf (x);
    }
  return 0;
}
void activate (int n, float *x, enum mode mode)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-optimized "parallel simd loop" } */
    x[i] = one (x[i], mode);
}
void changes (int n, int *x, const int *mode)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    switch (mode[i])   /* { dg-missed "control flow is no plain loop nest" "" { target *-*-* } .-1 } */
      {
      case 1: x[i] = 3; break;
      case 4: x[i] *= 7; break;
      case 9: x[i] -= 2; break;
      case 12: x[i] ^= 5; break;
      }
}
void long_one (int n, int *x, int mode)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
#define C(k) case k: x[i] = x[i] * k + (k ^ 7); break;
#define CC(k) C (k) C (k + 1) C (k + 2) C (k + 3) C (k + 4)
    switch (mode)   /* { dg-missed "control flow is no plain loop nest" "" { target *-*-* } .-3 } */
      {
      CC (0) CC (5) CC (10) CC (15)
      }
}
