/* Calls with little work go round the kernel, but are counted when the
   runtime library records calls; so are those that a guard turns away. */
/* { dg-do run } */
/* { dg-options "-O2" } */
/* { dg-set-target-env-var TENSORAOT_VERBOSE "1" } */
/* { dg-output "scale +\[^\n\]*verbose-1.c:11 +7 .*4 of 7 calls: parallel simd loop.*too small to pay: loops as written ran 2 times" } */
static float v[200000];
__attribute__((noinline)) void scale (long n, float *x, float *y)
{
#pragma tensoraot kernel
  for (long i = 0; i < n; i++)
    y[i] = x[i] * 2 + 1;
}
int main (void)
{
  scale (100000, v, v + 100000);
  for (int i = 0; i < 3; i++)
    scale (5000, v, v + 5000);
  scale (10, v, v + 10);
  scale (0, v, v);
  scale (9000, v, v + 1);
  return v[199999] != 1;
}
