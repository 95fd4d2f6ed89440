/* A value that is computed once and used twice in a term of a sum of sums is there
   when the sum is another's: if this fails, the sum adds what nothing has
   computed.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <stdlib.h>

enum { N = 300 };
static float x[N], y[2];

__attribute__((noipa)) static void clamped(unsigned n, float beta,
					   const float *restrict a,
					   float *restrict r)
{
	float t;

#pragma tensoraot kernel fp(relaxed)
	for (int i = 4; i-- > 0;) {
		t = 0;
		for (unsigned j = 0; j < n; j++)
			t += a[j] > erff(3 + beta) ? a[j] : erff(3 + beta);
		r[0] += t;
	}
}

int main(void)
{
	for (int i = 0; i < N; i++)
		x[i] = i * 37 % 41 * .25f;
	for (unsigned n = 0; n <= N; n += 1 + n / 3) {
		double s = 1;

		for (unsigned j = 0; j < n; j++)
			s += 4 * fmax(x[j], erf(3.5));
		y[0] = 1;
		clamped(n, .5f, x, y);
		if (fabs(y[0] - s) > 1e-4 * s)
			abort();
	}
	return 0;
}
