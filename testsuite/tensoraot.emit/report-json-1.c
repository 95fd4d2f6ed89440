/* The report as JSON: each nest once, in the order of the source. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-report=r.json" } */
/* { dg-final { scan-file-times "r.json" "\"line\":" 3 } } */
/* { dg-final { scan-file "r.json" "\"line\": 12, \"function\": \"f\", \"kernel\": \"named\", \"lowered\": true, \"reason\": \"\", \"what\": \"parallel simd loop, large results past the cache\"" } } */
/* { dg-final { scan-file "r.json" "\"line\": 14, \[^\n\]*\"lowered\": false, \"reason\": \"\[A-Z_\]+\"" } } */
/* { dg-final { scan-file "r.json" "\"line\": 20, \[^\n\]*\"kernel\": \"g\"" } } */
extern int more (void);
void f (long n, float *x, float *y)
{
#pragma tensoraot kernel name(named)
  {
    for (long i = 0; i < n; i++)
      y[i] = x[i] * 2 + 1;
    for (long i = 0; i < n; i++)
      y[i] = x[i] * more ();
  }
}
#pragma tensoraot kernel
void g (long n, double *x)
{ for (long i = 0; i < n; i++) x[i] = 0; }
