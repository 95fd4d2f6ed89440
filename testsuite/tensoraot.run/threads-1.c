/* serial and threads (expr) keep their word, also for what runs after the
   kernel, and a kernel inside the user's own parallel region is right.  */
#include <stdlib.h>

extern int omp_get_max_threads(void) __attribute__((weak));
enum { N = 200 };
static double a[N][N], b[N][N], c[N][N], d[N][N];

__attribute__((noinline)) void one(int n)
{
#pragma tensoraot kernel serial
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++) {
			double s = 0;
			for (int k = 0; k < n; k++)
				s += a[i][k] * b[k][j];
			c[i][j] = s;
		}
}

__attribute__((noinline)) void some(int n, int t)
{
#pragma tensoraot kernel threads(t)
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++) {
			double s = 0;
			for (int k = 0; k < n; k++)
				s += a[i][k] * b[k][j];
			d[i][j] = s + 1;
		}
}

int main(void)
{
	int before = omp_get_max_threads ? omp_get_max_threads() : 1;

	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			a[i][j] = i + j;
			b[i][j] = i - j;
		}
	one(N);
	for (int t = -1; t < 4; t++) {
		some(N, t);
		for (int i = 0; i < N; i++)
			for (int j = 0; j < N; j++)
				if (d[i][j] != c[i][j] + 1)
					abort();
	}
	if (omp_get_max_threads && omp_get_max_threads() != before)
		abort();
#pragma omp parallel for
	for (int i = 0; i < 4; i++) {
		int n = N / 4;
		double *row = a[n * i];
#pragma tensoraot kernel
		for (int j = 0; j < n * N; j++)
			row[j] = -row[j];
	}
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			if (a[i][j] != -(i + j))
				abort();
	return 0;
}
