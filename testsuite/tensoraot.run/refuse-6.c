/* Macros, types and variables of the program that have the names of a library's
   declarations, and more threads of either kind asked for than there are: the
   calls are made all the same, and right.  If this fails, a header of the
   library is included behind the program's back, or a call is made with what
   the program calls by that name.  */
/* { dg-set-target-env-var OMP_NUM_THREADS 5 } */
/* { dg-set-target-env-var OPENBLAS_NUM_THREADS 3 } */
/* { dg-set-target-env-var GOTO_NUM_THREADS 2 } */
#include "path.h"

#define N 100
#define M (N + 3)
#define K 90
#define A a
#define alpha -1
#define lda 7
#define CblasRowMajor 77
#define CblasNoTrans 78
#define CBLAS_ORDER 5
#define blasint signed char
#define cblas_dgemm(x) wrong name
#define cblas_dgemv wrong name
#define omp_get_max_threads() wrong name
#define size_t short
#define double_t wrong name

typedef char CBLAS_LAYOUT, openblas_complex_double;
enum CBLAS_TRANSPOSE { CblasTrans = 4, CblasConjTrans };

int tensoraot_product = 4;
static double a[N][K], b[K][M], c[N][M], x[K], y[N];
static float f[N][K], g[K][M], h[N][M];

__attribute__((noipa)) static void product(void)
{
#pragma tensoraot kernel
	for (int i = 0; i < N; i++)
		for (int j = 0; j < M; j++) {
			double s = 0;
			for (int k = 0; k < K; k++)
				s += a[i][k] * b[k][j];
			c[i][j] = s;
		}
}

__attribute__((noipa)) static void single(int n, int m, int k)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			for (int p = 0; p < k; p++)
				h[i][j] += f[i][p] * g[p][j];
}

__attribute__((noipa)) static void vector(int n, int m)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		double s = 0;
		for (int j = 0; j < m; j++)
			s += a[i][j] * x[j];
		y[i] = s * alpha;
	}
}

int main(void)
{
	for (int k = 0; k < K; k++) {
		x[k] = k % 7 - 3;
		for (int i = 0; i < N; i++)
			f[i][k] = a[i][k] = (i * 7 + k * 3) % 5 - 1;
		for (int j = 0; j < M; j++)
			g[k][j] = b[k][j] = (k * 5 + j) % 7 - 2;
	}
	product();
	went(LOWERED);
	single(N, M, K);
	went(LOWERED);
	vector(N, K);
	went(LOWERED);
	for (int i = 0; i < N; i++) {
		double t = 0;

		for (int j = 0; j < M; j++) {
			double s = 0;

			for (int k = 0; k < K; k++)
				s += a[i][k] * b[k][j];
			if (c[i][j] != s || h[i][j] != s)
				abort();
		}
		for (int k = 0; k < K; k++)
			t += a[i][k] * x[k];
		if (y[i] != -t)
			abort();
	}
	return tensoraot_product - CblasTrans;
}
