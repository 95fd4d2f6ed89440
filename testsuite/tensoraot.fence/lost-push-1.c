/* A push that the plugin fails on may have asked for fp (strict): the kernels
   up to its pop are left as written, those after it are not.  If this failed,
   sums would be reordered against the user's word. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-fault=check:1" } */
#pragma tensoraot push fp (strict) /* { dg-warning "this pragma is ignored, and kernels that depend on it are left as written" } */
double
sum (int n, const double *a)
{
  double s = 0;
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    s += a[i];
  return s;
}
#pragma tensoraot push serial
double
inner (int n, const double *a)
{
  double s = 0;
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    s += a[i];
  return s;
}
#pragma tensoraot pop
#pragma tensoraot pop

double
after (int n, const double *a)
{
  double s = 0;
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    s += a[i];
  return s;
}
/* { dg-final { scan-assembler-not "tensoraot_(sum|inner)" } } */
/* { dg-final { scan-assembler "tensoraot_after" } } */
