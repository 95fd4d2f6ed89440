/* In the mode that takes every function as a kernel the compiler's flags alone
   say what may be lost, and these keep infinities.  If this fails, a call is made
   that GCC's own optimisers may not make.  */
/* { dg-options "-O2 -fassociative-math -fno-signed-zeros -fno-trapping-math -fno-math-errno -funsafe-math-optimizations -ftree-parallelize-loops=2 -fopt-info-optimized -fplugin-arg-tensoraot-auto" } */
/* { dg-final { scan-assembler-not "cblas_zgemm" } } */
typedef _Complex double Z;

void none(int n, Z *restrict a, Z *restrict b, Z *restrict c)
{
	for (int i = 0; i < n; i++) /* { dg-optimized "loop" } */
		for (int j = 0; j < n; j++)
			for (int p = 0; p < n; p++)
				c[i * n + j] += a[i * n + p] * b[p * n + j];
}
