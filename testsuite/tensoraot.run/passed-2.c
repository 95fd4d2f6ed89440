/* Sums over all but one, of what is divided by the difference of two whole numbers, which is
   zero for that one: computed for all others only, or so that nothing traps, however few
   there are.  If this fails, the program ends with a division by zero. */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>

enum { MOST = 100 };

#define KERNEL(name, pragma)                                                   \
	__attribute__((noipa)) static void name(int n, const int *restrict x,  \
						const double *restrict m,      \
						double *restrict a,            \
						double *restrict b)            \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			double s = 0, t = 0;                                   \
			for (int j = 0; j < n; j++) {                          \
				if (j == i)                                    \
					continue;                              \
				double w = m[j] / (200 + 100 / (x[j] - x[i])); \
				s += w;                                        \
				t += w * m[j];                                 \
			}                                                      \
			a[i] = s;                                              \
			b[i] = t;                                              \
		}                                                              \
	}

KERNEL(kernel, _Pragma("tensoraot kernel fp(strict)"))
KERNEL(plain, )

int main(void)
{
	static int x[MOST];
	static double m[MOST], a[MOST], b[MOST], c[MOST], d[MOST];

	for (int i = 0; i < MOST; i++) {
		x[i] = i * 3 - 50;
		m[i] = i % 7 - 2;
	}
	for (int n = 0; n < MOST; n += n < 20 ? 1 : 13) {
		kernel(n, x, m, a, b);
		plain(n, x, m, c, d);
		for (int i = 0; i < n; i++)
			if (a[i] != c[i] || b[i] != d[i])
				abort();
	}
	return 0;
}
