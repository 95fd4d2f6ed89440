/* A zero in the row of a triangular product that is no sum gets the sign of the
   factor or of the diagonal, also where that is what makes it zero: if this fails, the library has added zeros to it,
   though the guard that looks for such rows has run.  */
#include <math.h>
#include <stdlib.h>

enum { N = 40 };
static float l[N][N], b[N][N];

__attribute__((noipa)) void diagonal(int n, float a[n][n], float x[n][n])
{
#pragma tensoraot kernel fp(reassociate)
	for (int j = 0; j < n; j++)
		for (int i = 0; i < n; i++) {
			x[i][j] *= a[i][i];
			for (int k = i + 1; k < n; k++)
				x[i][j] += a[i][k] * x[k][j];
		}
}

__attribute__((noipa)) void factor(int n, float alpha, float a[n][n],
				   float x[n][n])
{
#pragma tensoraot kernel fp(reassociate)
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++) {
			for (int k = i + 1; k < n; k++)
				x[i][j] += a[i][k] * x[k][j];
			x[i][j] *= alpha;
		}
}

int main(void)
{
	for (int t = 0; t < 3; t++) {
		for (int i = 0; i < N; i++)
			for (int j = 0; j < N; j++) {
				l[i][j] = i == j ? -1 : 1;
				b[i][j] = i == N - 1 ? 0 : 1;
			}
		for (int j = 0; t == 2 && j < N; j++) {
			l[N - 1][N - 1] = 0;
			b[N - 1][j] = -3;
		}
		if (t == 1)
			factor(N, -2, l, b);
		else
			diagonal(N, l, b);
		for (int j = 0; j < N; j++)
			if (!signbit(b[N - 1][j]))
				abort();
	}
	return 0;
}
