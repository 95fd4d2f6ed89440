/* Strips of columns of which registers hold the sums, and the row that is taken from
   all others: vectors that are made orthogonal, of sizes about a strip, and with no
   row at all.  If this fails, a sum is lost or added twice where a strip ends, or
   what a row holds is not what the one before left.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))

#define GRAM(name, T, root, pragma)                                            \
	KEEP static void name(int n, int m, T a[n][m], T r[m][m], T q[n][m])   \
	{                                                                      \
		pragma                                                         \
		for (int k = 0; k < m; k++) {                                  \
			T norm = 0;                                            \
			for (int i = 0; i < n; i++)                            \
				norm += a[i][k] * a[i][k];                     \
			r[k][k] = root(norm + 1);                              \
			for (int i = 0; i < n; i++)                            \
				q[i][k] = a[i][k] / r[k][k];                   \
			for (int j = k + 1; j < m; j++) {                      \
				r[k][j] = 0;                                   \
				for (int i = 0; i < n; i++)                    \
					r[k][j] += q[i][k] * a[i][j];          \
				for (int i = 0; i < n; i++)                    \
					a[i][j] -= q[i][k] * r[k][j];          \
			}                                                      \
		}                                                              \
	}

/* What it does, one column after the other.  */
#define PLAIN(name, T, root)                                                   \
	KEEP static void plain_##name(int n, int m, T *a, T *r, T *q)          \
	{                                                                      \
		for (int k = 0; k < m; k++) {                                  \
			T norm = 0;                                            \
			for (int i = 0; i < n; i++)                            \
				norm += a[i * m + k] * a[i * m + k];           \
			r[k * m + k] = root(norm + 1);                         \
			for (int i = 0; i < n; i++)                            \
				q[i * m + k] = a[i * m + k] / r[k * m + k];    \
			for (int j = k + 1; j < m; j++) {                      \
				T sum = 0;                                     \
				for (int i = 0; i < n; i++)                    \
					sum += q[i * m + k] * a[i * m + j];    \
				r[k * m + j] = sum;                            \
				for (int i = 0; i < n; i++)                    \
					a[i * m + j] -= q[i * m + k] * sum;    \
			}                                                      \
		}                                                              \
	}

#define TEST(name, T, bound)                                                   \
	static void test_##name(int n, int m)                                  \
	{                                                                      \
		size_t na = (size_t)n * m, nr = (size_t)m * m;                 \
		T *a = malloc((2 * na + nr + 1) * sizeof(T)), *q = a + na;     \
		T *r = q + na, *b = malloc((2 * na + nr + 1) * sizeof(T));     \
		if (!a || !b)                                                  \
			exit(0);                                               \
		for (size_t i = 0; i <= 2 * na + nr; i++)                      \
			a[i] = b[i] = (T)((int)(i * 7919 % 997) - 498) / 997;  \
		name(n, m, (void *)a, (void *)r, (void *)q);                   \
		plain_##name(n, m, b, b + 2 * na, b + na);                     \
		for (size_t i = 0; i <= 2 * na + nr; i++)                      \
			if (!(fabs((double)(a[i] - b[i])) < bound))            \
				abort();                                       \
		free(a);                                                       \
		free(b);                                                       \
	}

GRAM(gram, double, sqrt, _Pragma("tensoraot kernel"))
PLAIN(gram, double, sqrt)
TEST(gram, double, 1e-9)
GRAM(gramf, float, sqrtf, _Pragma("tensoraot kernel"))
PLAIN(gramf, float, sqrtf)
TEST(gramf, float, 1e-2)

int main(void)
{
	static const int rows[] = { 0, 1, 3, 8, 70 };
	static const int columns[] = { 1, 20, 63, 64, 65, 128, 129, 200, 256, 600 };

	for (unsigned i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		for (unsigned j = 0; j < sizeof(columns) / sizeof(*columns); j++) {
			test_gram(rows[i], columns[j]);
			test_gramf(rows[i], columns[j]);
		}
	return 0;
}
