/* Where no pragma asks for kernels, a small function is copied into a loop when that
   leaves no call in it: not beside another call, not if it is large, not outside of
   loops, and not if it has a loop. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-auto -fplugin-arg-tensoraot-report=report.txt" } */
/* { dg-final { scan-file report.txt "values +\\+ simd loop" } } */
/* { dg-final { scan-file report.txt "beside +- loop nest left.*CALL" } } */
/* { dg-final { scan-file report.txt "large_values +- loop nest left.*CALL" } } */
/* { dg-final { scan-file report.txt "rows +- loop nest left.*CALL" } } */
/* { dg-final { scan-assembler-times "(call|jmp)\[\\t \]+mix" 3 { target { x86_64-*-* && lp64 } } } } */
extern int more (int);
__attribute__ ((noclone)) int mix (int a, int b)
{
  int t = a * 3 + b;
  t = t > 1 ? t * t - a * (b + 2) : t + a * (b - 1) * (a + 7);
  return t < -5 ? t * b : t + a * a * 5 - b * b * 25 + (a ^ b) * 3;
}
void values (int n, int *y, const int *x)
{
  for (int i = 0; i < n; i++)
    y[i] = mix (x[i], y[i]);
}
void beside (int n, int *y, const int *x)
{
  for (int i = 0; i < n; i++)
    y[i] = mix (x[i], y[i]) + more (i);
}
int outside (int n, int *y, const int *x)
{
  for (int i = 0; i < n; i++)
    y[i] = x[i] + 1;
  return mix (y[0], 3) + mix (y[1], 4);
}
#define TWICE(m) m m
static int large (int a, int b)
{
  int t = a;
  TWICE (TWICE (TWICE (t = t > b ? t * a + t * (b + t) : t - a * (t * b + 3);)))
  return t;
}
void large_values (int n, int *y, const int *x)
{
  for (int i = 0; i < n; i++)
    y[i] = large (x[i], y[i]);
}
int first (const int *x, int n)
{
  int s = 0;
  for (int i = 0; i < n; i++)
    s += x[i] * 3;
  return s;
}
void rows (int m, int n, int *y, const int *x)
{
  for (int i = 0; i < m; i++)
    y[i] = first (x + i * n, n) + 1;
}
