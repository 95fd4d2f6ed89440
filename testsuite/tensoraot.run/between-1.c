/* A later run of nests starts from a value that was computed between the
   nests of an earlier run.  If this fails, the way round the earlier kernel
   left that value out.  */
/* { dg-additional-options "-fwrapv" } */
#include <stdlib.h>
#include <string.h>

#define BODY                                                               \
	{                                                                  \
		unsigned s = 1;                                            \
		KERNEL                                                     \
		{                                                          \
			for (int j = 1; j < m - 1; j++)                    \
				for (long i = n - 2; i >= 1; i--) {        \
					b[i][j] = c[i][j] + 1;             \
					c[i][j] = a[i - 1][j] - a[i + 1][j]; \
				}                                          \
			for (long i = n - 2; i >= 1; i--)                  \
				for (int j = 1; j < m - 1; j++)            \
					s = s > d[i][j] ? s : d[i][j];     \
			for (int i = 1; i < n - 1; i++)                    \
				for (int j = 1; j < m - 1; j++)            \
					s = (s << 1) ^ (unsigned)(i + j);  \
			for (long i = n - 2; i >= 1; i--)                  \
				for (int j = 1; j < m - 1; j++)            \
					d[i][j] = b[i][j];                 \
		}                                                          \
		return s;                                                  \
	}
#define ARGS int n, int m, unsigned a[n][m], unsigned b[n][m],             \
	     unsigned c[n][m], unsigned d[n][m]

#define KERNEL _Pragma("tensoraot kernel")
__attribute__((noinline)) unsigned lowered(ARGS) BODY
#undef KERNEL
#define KERNEL
__attribute__((noinline)) unsigned plain(ARGS) BODY

enum { N = 300, M = 200 };
static unsigned x[4][N * M], y[4][N * M];

static void run(int n, int m)
{
	unsigned r, s;

	for (int k = 0; k < 4; k++)
		for (int i = 0; i < N * M; i++)
			x[k][i] = y[k][i] = (i * 7 + k) % 13;
	r = lowered(n, m, (void *)x[0], (void *)x[1], (void *)x[2],
		    (void *)x[3]);
	s = plain(n, m, (void *)y[0], (void *)y[1], (void *)y[2],
		  (void *)y[3]);
	if (r != s || memcmp(x, y, sizeof x))
		abort();
}

int main(void)
{
	run(N, M);
	run(2, 2);
	run(3, 3);
	run(5, 90);
	return 0;
}
