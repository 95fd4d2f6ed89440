/* The row of a triangular product that no other row is added to is no sum: its
   zeros keep their signs.  If this fails, the library has added zeros to it.  */
#include <math.h>
#include <stdlib.h>

enum { N = 40 };
static float l[N][N], b[N][N];

__attribute__((noipa)) void rows(int n, float a[n][n], float x[n][n])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			for (int k = i + 1; k < n; k++)
				x[i][j] += a[i][k] * x[k][j];
}

__attribute__((noipa)) void columns(int n, float a[n][n], float x[n][n])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = n - 1; j >= 0; j--)
			for (int k = 0; k < j; k++)
				x[i][j] += x[i][k] * a[k][j];
}

int main(void)
{
	for (int t = 0; t < 2; t++) {
		for (int i = 0; i < N; i++)
			for (int j = 0; j < N; j++) {
				l[i][j] = 1;
				b[i][j] = (t ? j == 0 : i == N - 1) ? -0.f : 1;
			}
		if (t)
			columns(N, l, b);
		else
			rows(N, l, b);
		for (int i = 0; i < N; i++)
			if (!signbit(t ? b[i][0] : b[N - 1][i]))
				abort();
	}
	return 0;
}
