/* What is taken from the diagonal of a matrix is a sum over its own row: of a panel of
   rows, what is left of the panel is a dot product, which is taken from the element, not
   added to it.  If this fails, a factorisation has the other sign there.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <stdlib.h>

enum { N = 140 };

#define KEEP __attribute__((noipa))
#define DIAGONAL(name, pragma)                                                \
	KEEP static void name(int n, double a[n][n])                          \
	{                                                                     \
		pragma                                                        \
		for (int i = 1; i < n; i++) {                                 \
			for (int j = 1; j < i; j++)                           \
				for (int k = 0; k <= j; k++)                  \
					a[i][j] += a[i][k] * a[k][j];         \
			for (int k = 0; k < i; k++)                           \
				a[i][i] -= a[i][k] * a[i][k];                 \
		}                                                             \
	}

DIAGONAL(kernel, _Pragma("tensoraot kernel lower(blas)"))
DIAGONAL(plain, )

int main(void)
{
	static double a[N * N], b[N * N];
	static const int size[] = { 0, 1, 2, 3, 17, 64, 65, 100, 140 };

	for (unsigned s = 0; s < sizeof size / sizeof *size; s++) {
		int n = size[s];

		for (int i = 0; i < N * N; i++)
			a[i] = b[i] = i * 7 % 11 * 1e-3;
		kernel(n, (double (*)[n])a);
		plain(n, (double (*)[n])b);
		for (int i = 0; i < N * N; i++)
			if (!(fabs(a[i] - b[i]) <= 1e-12))
				abort();
	}
	return 0;
}
