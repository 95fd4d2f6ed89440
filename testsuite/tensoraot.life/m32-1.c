/* 32-bit programs: kernels stay as written, and say why; nothing of the
   library is asked for.  If this fails, the compiler stops, or the program
   lacks a library that there is none of.  */
/* { dg-do compile { target m32 } } */
/* { dg-additional-options "-m32" } */
/* { dg-final { scan-assembler-not "tensoraot_|cblas|GOMP" } } */
void mm(int n, double *a, double *b, double *c)
{
#pragma tensoraot kernel disjoint
	for (int i = 0; i < n; i++) /* { dg-missed {\[TARGET\]} } */
		for (int j = 0; j < n; j++) {
			double s = 0;

			for (int k = 0; k < n; k++)
				s += a[i * n + k] * b[k * n + j];
			c[i * n + j] = s;
		}
}

float sum(long long n, float *a)
{
	float s = 0;

#pragma tensoraot kernel
	for (long long i = 0; i < n; i++) /* { dg-missed {\[TARGET\]} } */
		s += a[i];
	return s;
}
