/* An "off" that the plugin fails on: the kernels of its function are left as
   written, since they might hold what was to be left alone. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-fault=check:2" } */
void
f (int n, double *a, double *b)
{
#pragma tensoraot kernel
  {
    for (int i = 0; i < n; i++)
      a[i] = 2 * a[i];
#pragma tensoraot off /* { dg-warning "this pragma is ignored, and kernels that depend on it are left as written" } */
    for (int i = 0; i < n; i++)
      b[i] = 2 * b[i];
  }
}

void
g (int n, double *a)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    a[i] = 3 * a[i];
}
/* { dg-final { scan-assembler-not "tensoraot_f" } } */
/* { dg-final { scan-assembler "tensoraot_g" } } */
