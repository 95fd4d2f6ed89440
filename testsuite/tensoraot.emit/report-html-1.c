/* The report as HTML: the source with the fates beside it. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-report=r.html" } */
/* { dg-final { scan-file "r.html" "<td>9</td><td><pre> *for \\(long i = 0; i &lt; n; i\\+\\+\\)</pre></td><td><p class=yes><b>f</b>: parallel simd loop, large results past the cache</p>" } } */
/* { dg-final { scan-file "r.html" "<td>10</td>" } } */
void
f (long n, float *x, float *y)
{
#pragma tensoraot kernel
  for (long i = 0; i < n; i++)
    y[i] = x[i] * 2 + 1;
}
