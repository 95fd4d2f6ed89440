/* What is too large for the cache is stored past it, and there is a fence where
   the kernel ends.  If this fails, memory is read only to be written over, or
   another thread may see it too late.  */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-options "-O2" } */
/* { dg-final { scan-assembler "movntdq" } } */
/* { dg-final { scan-assembler "mfence" } } */
void scale(long n, double *restrict y, const double *x, double a)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		y[i] = a * x[i] + 1;
}
