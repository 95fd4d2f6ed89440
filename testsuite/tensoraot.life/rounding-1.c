/* A rounding mode that the program has set, with -frounding-math: it is the
   calling thread's, and every operation is rounded by it.  If this fails, some
   are rounded to nearest by threads that know nothing of it.  */
/* { dg-do run } */
/* { dg-additional-options "-frounding-math" } */
#include "life.h"
#include <fenv.h>

enum { N = 400000 };
static float x[N], y[N];

NOINLINE void third(int n, float *restrict a, const float *restrict b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[FENV\]} } */
		a[i] = b[i] / 3;
}

/* No arithmetic in it: nothing is rounded. */
NOINLINE void copy(int n, float *restrict a, const float *restrict b)
{
#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++)
		a[i] = b[n - 1 - i];
}

int main(void)
{
	static const int mode[] = { FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO,
				    FE_TONEAREST };

	for (int m = 0; m < 4; m++) {
		for (int i = 0; i < N; i++)
			x[i] = i;
		CHECK(!fesetround(mode[m]));
		third(N, y, x);
		for (int i = 0; i < N; i++) {
			volatile float a = x[i], b = a / 3;

			CHECK(y[i] == b);
		}
		copy(N, x, y);
		CHECK(x[0] == y[N - 1] && x[N - 1] == y[0]);
	}
	return 0;
}
