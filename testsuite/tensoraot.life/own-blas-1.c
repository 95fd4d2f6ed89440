/* A file that has a cblas_dgemm of its own, whose loops are the very thing
   that would be lowered to a call of it.  If this fails, it calls itself until
   the stack ends, or the program's own routine is not used.  */
/* { dg-do run } */
#include "life.h"

enum { N = 60 };
static double a[N][N], b[N][N], c[N][N];
static int calls;

/* Part of the routine, out of line. */
NOINLINE static void product(int n, int m, int k, double alpha,
			     const double *p, int ldp, const double *q,
			     int ldq, double beta, double *r, int ldr)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "loop" } */
		for (int j = 0; j < m; j++) {
			double s = 0;

			for (int l = 0; l < k; l++)
				s += p[i * ldp + l] * q[l * ldq + j];
			r[i * ldr + j] = alpha * s + beta * r[i * ldr + j];
		}
}

void cblas_dgemm(int order, int ta, int tb, int n, int m, int k, double alpha,
		 const double *p, int ldp, const double *q, int ldq,
		 double beta, double *r, int ldr)
{
	(void)order, (void)ta, (void)tb;
	calls++;
	product(n, m, k, alpha, p, ldp, q, ldq, beta, r, ldr);
}

NOINLINE void multiply(int n, double p[n][n], double q[n][n], double r[n][n])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++) {
			double s = 0;

			for (int k = 0; k < n; k++)
				s += p[i][k] * q[k][j];
			r[i][j] = s;
		}
}

int main(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			a[i][j] = DATA(i * N + j, 1);
			b[i][j] = DATA(i * N + j, 2);
			c[i][j] = 1;
		}
	cblas_dgemm(101, 111, 111, N, N, N, 2, &a[0][0], N, &b[0][0], N, 3,
		    &c[0][0], N);
	CHECK(calls == 1);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			double s = 0;

			for (int k = 0; k < N; k++)
				s += a[i][k] * b[k][j];
			CHECK(c[i][j] == 2 * s + 3);
		}
	multiply(N, a, b, c);
	CHECK(calls == 1 && c[3][4] != 0);
	return 0;
}
