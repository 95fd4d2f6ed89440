/* A kernel with increments that only the run tells asks first whether they are 1, and
   calls a function of its own then, of which the parameters are the same. */
/* { dg-options "-O2 -fopt-info -fplugin-arg-tensoraot-emit=out" } */
/* { dg-final { scan-file out/tensoraot_axpy.c "incy == 1 && incx == 1.* && tensoraot_axpy_unit .n, " } } */
/* { dg-final { scan-file-not out/tensoraot_axpy_unit.c "incy == 1" } } */
/* { dg-final { scan-file out/tensoraot_axpy_unit.c "omp simd" } } */
void axpy (int n, float a, const float *x, int incx, float *y, int incy)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-optimized "if incy = incx = 1: parallel simd loop" } */
    y[i * incy] += a * x[i * incx];
}
