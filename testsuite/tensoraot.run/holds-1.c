/* Strips of columns of which registers hold the sums, and the row that is taken from all
   others, and through whose rows each iteration goes twice: its second pass and the
   first one of the next iteration are one where no row needs one behind it, as where the
   same row is summed up, or the one before; where it is the row behind they are not.  If
   this fails, a sum is lost or added twice where a strip ends, a row is summed up before
   it is changed, or a pass is missing at either end.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))

/* Vectors in columns, each made up to those behind it by what rows "from" to n - "to"
   of it and of these, "on" rows further, have in common.  */
#define GRAM(name, T, root, from, to, on, pragma)                              \
	KEEP static void name(int n, int m, T a[n][m], T r[m][m], T q[n][m])   \
	{                                                                      \
		pragma                                                         \
		for (int k = 0; k < m; k++) {                                  \
			T norm = 0;                                            \
			for (int i = 0; i < n; i++)                            \
				norm += a[i][k] * a[i][k];                     \
			r[k][k] = root(norm + 999);                             \
			for (int i = 0; i < n; i++)                            \
				q[i][k] = a[i][k] / r[k][k];                   \
			for (int j = k + 1; j < m; j++) {                      \
				r[k][j] = 0;                                   \
				for (int i = from; i < n - to; i++)            \
					r[k][j] += q[i][k] * a[i + (on)][j];   \
				for (int i = from; i < n - to; i++)            \
					a[i][j] -= q[i][k] * r[k][j];          \
			}                                                      \
		}                                                              \
	}

#define TEST(name, T, root, from, to, on, bound)                               \
	GRAM(name, T, root, from, to, on, _Pragma("tensoraot kernel"))         \
	GRAM(plain_##name, T, root, from, to, on, )                            \
	static void test_##name(int n, int m)                                  \
	{                                                                      \
		size_t na = (size_t)n * m, nr = (size_t)m * m, all;            \
		T *a = malloc((2 * na + nr + 1) * sizeof(T)), *q = a + na;     \
		T *r = q + na, *b = malloc((2 * na + nr + 1) * sizeof(T));     \
		all = 2 * na + nr;                                             \
		if (!a || !b)                                                  \
			exit(0);                                               \
		for (size_t i = 0; i <= all; i++)                              \
			a[i] = b[i] = (T)((int)(i * 7919 % 997) - 498) / 997;  \
		name(n, m, (void *)a, (void *)r, (void *)q);                   \
		plain_##name(n, m, (void *)b, (void *)(b + 2 * na),            \
			     (void *)(b + na));                                \
		for (size_t i = 0; i <= all; i++)                              \
			if (!(fabs((double)(a[i] - b[i])) < bound))            \
				abort();                                       \
		free(a);                                                       \
		free(b);                                                       \
	}

TEST(same, double, sqrt, 0, 0, 0, 1e-9)
TEST(before, double, sqrt, 1, 0, -1, 1e-9)
TEST(behind, double, sqrt, 0, 1, 1, 1e-9)
TEST(samef, float, sqrtf, 0, 0, 0, 1e-2)
TEST(beforef, float, sqrtf, 1, 0, -1, 1e-2)
TEST(behindf, float, sqrtf, 0, 1, 1, 1e-2)

int main(void)
{
	static const int rows[] = { 0, 1, 2, 9, 70 };
	static const int columns[] = { 1, 17, 63, 64, 65, 128, 129, 200, 256, 600 };

	for (unsigned i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		for (unsigned j = 0; j < sizeof(columns) / sizeof(*columns); j++) {
			test_same(rows[i], columns[j]);
			test_before(rows[i], columns[j]);
			test_behind(rows[i], columns[j]);
			test_samef(rows[i], columns[j]);
			test_beforef(rows[i], columns[j]);
			test_behindf(rows[i], columns[j]);
		}
	return 0;
}
