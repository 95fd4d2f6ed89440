/* A factor that is infinite makes terms of both signs a NaN, and a factor that
   is NaN everything.  If this fails, the sum of the terms is multiplied by the
   factor, which leaves an infinity.  */
#include <math.h>
#include <stdlib.h>

enum { N = 48 };
static float a[N][N], b[N][N], c[N][N], x[N], y[N];

__attribute__((noipa)) void product(int n, float alpha)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			for (int p = 0; p < n; p++)
				c[i][j] -= alpha * (a[i][p] * b[p][j]);
}

__attribute__((noipa)) void vector(int n, float alpha)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			y[i] += alpha * a[i][j] * x[j];
}

static void fill(void)
{
	for (int i = 0; i < N; i++) {
		x[i] = i % 3 ? 2 : -3;
		y[i] = 1;
		for (int j = 0; j < N; j++) {
			a[i][j] = i < 4 ? 1 : (j & 1) - 0.75f;
			b[i][j] = 1;
			c[i][j] = 1;
		}
	}
}

int main(void)
{
	static const float alpha[] = { INFINITY, -INFINITY, NAN, 2 };

	for (int k = 0; k < 4; k++) {
		fill();
		product(N, alpha[k]);
		vector(N, alpha[k]);
		if (k == 3 ? c[0][0] != 1 - 2 * N : k == 2 ? !isnan(c[0][0])
						   : c[0][0] != -alpha[k])
			abort();
		if (k == 3 ? c[9][9] != 1 + N / 2 : !isnan(c[9][9]))
			abort();
		if (k == 3 ? y[0] != 1 + 2 * N / 3 : !isnan(y[0]))
			abort();
	}
	return 0;
}
