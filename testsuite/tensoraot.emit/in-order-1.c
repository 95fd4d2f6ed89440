/* The steps of a loop of a kernel stay each by itself, also where all sizes are constant:
   the compiler would do two of them together in the loop of vectors inside, and make no
   vectors any more.  If this fails, such a kernel takes four times as long as with sizes
   that nobody knows.  */
/* { dg-options "-O3 -fopt-info-optimized -fplugin-arg-tensoraot-report=report.txt" } */
/* { dg-final { scan-file report.txt ":11: legendre +\\+ simd loop" } } */
void legendre(const double *restrict x, double *restrict p)
{
	enum { N = 256, M = 12 };
#pragma tensoraot kernel
	for (int i = 0; i < N; i++) {
		double p0 = 1, p1 = x[i];

		p[i] = p0;
		p[N + i] = p1;
		for (int l = 2; l <= M; l++) { /* { dg-bogus "unroll and jam" } */
			double p2 = ((2 * l - 1) * x[i] * p1 - (l - 1) * p0) / l;

			p[l * N + i] = p2;
			p0 = p1;
			p1 = p2;
		}
	}
}
