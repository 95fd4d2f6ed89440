/* What is read again, what fits the cache, and all that is to be small is stored
   as ever.  If this fails, it is fetched from memory the next time.  */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-options "-O2" } */
/* { dg-final { scan-assembler "tensoraot_twice" } } */
/* { dg-final { scan-assembler-not "movnt" } } */
/* { dg-final { scan-assembler-not "mfence" } } */
void twice(long n, double *restrict y, const double *x, double a)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		y[i] = a * y[i] + x[i];
}

void small(double *restrict y, const double *x, double a)
{
#pragma tensoraot kernel
	for (long i = 0; i < 1000000; i++)
		y[i] = a * x[i] + 1;
}

__attribute__((optimize("Os")))
void short_code(long n, double *restrict y, const double *x, double a)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		y[i] = a * x[i] + 1;
}
