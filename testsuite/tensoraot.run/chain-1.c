/* Chains of nests in one kernel, with temporaries and scalars that pass from
   one to the next.  If this fails, fusion has moved a read before its write,
   or a scalar did not reach the later nest.  */
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 40, M = 700 };

#define BODY                                                               \
	{                                                                  \
		float top = 0;                                             \
		for (int i = 0; i < n; i++)                                \
			for (int j = 0; j < m; j++)                        \
				t[i][j] = x[i][j] * 2 + 1;                 \
		for (int i = 0; i < n; i++)                                \
			for (int j = 0; j < m; j++)                        \
				y[i][j] = t[i][j] > 40 ? t[i][j] - 40 : 0; \
		for (int i = 0; i < n; i++)                                \
			for (int j = 0; j < m; j++)                        \
				top = y[i][j] > top ? y[i][j] : top;       \
		for (int i = 0; i < n; i++)                                \
			for (int j = 0; j < m; j++)                        \
				y[i][j] = top - y[i][j];                   \
		for (int j = 0; j < m; j++)                                \
			s[j] = 0;                                          \
		for (int i = 0; i < n; i++)                                \
			for (int j = 0; j < m; j++)                        \
				s[j] += y[i][j];                           \
		for (int i = 1; i < n; i++)                                \
			for (int j = 0; j < m; j++)                        \
				x[i][j] = y[i - 1][j] + s[j];              \
	}

__attribute__((noinline)) void chain(int n, int m, float x[n][m],
				     float t[n][m], float y[n][m], float s[m])
{
#pragma tensoraot kernel
	BODY
}

__attribute__((noinline)) void chain_check(int n, int m, float x[n][m],
					   float t[n][m], float y[n][m],
					   float s[m])
	BODY

static float a[4][N * M], b[4][N * M];

static void run(int n, int m)
{
	for (int k = 0; k < 4; k++)
		for (int i = 0; i < N * M; i++)
			a[k][i] = b[k][i] = (i * 31 + k) % 97;
	chain(n, m, (float (*)[m])a[0], (float (*)[m])a[1],
	      (float (*)[m])a[2], a[3]);
	chain_check(n, m, (float (*)[m])b[0], (float (*)[m])b[1],
		    (float (*)[m])b[2], b[3]);
	if (memcmp(a, b, sizeof a))
		abort();
}

int main(void)
{
	run(N, M);
	run(1, M);
	run(N, 1);
	run(3, 5);
	return 0;
}
