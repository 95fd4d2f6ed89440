/* A sum that begins as -0 and has no term, since a condition on indices never holds or
   the loop has no iteration, is a zero, of either sign where sums may be reordered.  Under
   fp(strict) it is -0; and so is a copy of it, and an element that is set to it under a
   condition, in any mode.  If this fails, one of these has lost its sign, or the sum is
   no zero. */
#include <math.h>
#include <stdlib.h>

enum { N = 24, M = 9 };
static double start[N], x[M], out[N];

__attribute__((noipa)) void strict(int n, int m, int k, const double *restrict s,
				   const double *restrict a, double *restrict o)
{
#pragma tensoraot kernel fp(strict)
	for (int i = 0; i < n; i++) {
		double t = s[i];

		for (int j = 0; j < m; j++)
			if (k >= 6)
				t += a[j] * a[j];
		o[i] = t;
	}
}

__attribute__((noipa)) void loose(int n, int m, int k, const double *restrict s,
				  const double *restrict a, double *restrict o)
{
#pragma tensoraot kernel fp(reassociate)
	for (int i = 0; i < n; i++) {
		double t = s[i];

		for (int j = 0; j < m; j++)
			if (k >= 6)
				t += a[j] * a[j];
		o[i] = t;
	}
}

__attribute__((noipa)) void copy(int n, int k, const double *restrict s,
				 double *restrict o)
{
#pragma tensoraot kernel fp(reassociate)
	for (int i = 0; i < n; i++) {
		double t = s[i];

		o[i] = t;
		if (k >= 6)
			o[i] = 1;
	}
}

/* Whether out[] holds zeros only, and if "sign" those below 0; fills it. */
static int zeros(int sign)
{
	int ok = 1;

	for (int i = 0; i < N; i++) {
		ok &= out[i] == 0 && (!sign || signbit(out[i]));
		out[i] = 7;
	}
	return ok;
}

int main(void)
{
	for (int i = 0; i < N; i++)
		start[i] = -0.0;
	for (int i = 0; i < M; i++)
		x[i] = i - 4;
	for (int m = 0; m <= M; m += M) {
		strict(N, m, m ? 5 : 6, start, x, out);
		if (!zeros(1))
			abort();
		loose(N, m, m ? 5 : 6, start, x, out);
		if (!zeros(0))
			abort();
		copy(N, 5, start, out);
		if (!zeros(1))
			abort();
	}
	return 0;
}
