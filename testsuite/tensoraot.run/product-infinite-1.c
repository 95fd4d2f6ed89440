/* The library multiplies a triangle's other half, as zeros, with what is there:
   an infinity or NaN in one row would reach rows that do not read it.  If this
   fails, the routine is called for them all the same.  */
#include <math.h>
#include <stdlib.h>

enum { N = 72 };
static double l[N][N], b[N][N];

__attribute__((noipa)) void product(int n, double a[n][n], double x[n][n])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			for (int k = i + 1; k < n; k++)
				x[i][j] += a[i][k] * x[k][j];
}

int main(void)
{
	static const double odd[] = { INFINITY, -INFINITY, NAN, 4 };

	for (int t = 0; t < 4; t++)
		for (int row = 0; row < N; row += 5) {
			for (int i = 0; i < N; i++)
				for (int j = 0; j < N; j++) {
					l[i][j] = j > i ? 1 : NAN;
					b[i][j] = 1;
				}
			b[row][7] = odd[t];
			product(N, l, b);
			for (int i = 0; i < N; i++)
				for (int j = 0; j < N; j++) {
					double x = N - i;

					if (j == 7 && i <= row)
						x += odd[t] - 1;
					if (isnan(x) ? !isnan(b[i][j])
						     : b[i][j] != x)
						abort();
				}
		}
	return 0;
}
