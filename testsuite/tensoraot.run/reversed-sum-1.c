/* A sum that is kept in order over short rows from their ends: GCC 12 takes such
   elements in the wrong order when it makes vectors of the loops around, and is
   kept from it.  If this fails, strict sums are not what the C says.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>

enum { ROWS = 3 };

__attribute__((noipa)) static void taps(unsigned short n, float *s,
					const float *w)
{
#pragma tensoraot kernel fp(strict)
	for (unsigned short i = n - 1; i < n; i--)
		for (int k = 0; k < ROWS; k++)
			for (int l = 3 - 1; l >= 0; l--)
				s[i] += w[9 * i + 3 * k + l];
}

__attribute__((noipa)) static double pairs(int n, const double (*a)[5])
{
	double s = 0;

#pragma tensoraot kernel fp(strict)
	for (int i = 0; i < n; i++)
		for (int j = 1; j >= 0; j--)
			s += a[i][j + 2];
	return s;
}

/* The sums one after the other, of which no vectors are made.  */
static void check(unsigned short n)
{
	static float w[9 * 40], s[40];
	static double a[40][5];
	volatile double d = 0;

	for (int i = 0; i < 9 * 40; i++)
		w[i] = (float)(rand() % 1000) / 7 * (i % 3 ? 1 : 1e6f);
	for (int i = 0; i < 40; i++) {
		s[i] = (float)i;
		for (int j = 0; j < 5; j++)
			a[i][j] = rand() % 1000 / 7.0 * (j % 2 ? 1 : 1e14);
	}
	taps(n, s, w);
	for (int i = 0; i < n; i++) {
		volatile float t = (float)i;

		for (int k = 0; k < ROWS; k++)
			for (int l = 2; l >= 0; l--)
				t = t + w[9 * i + 3 * k + l];
		if (t != s[i])
			abort();
	}
	for (int i = 0; i < n; i++) {
		d = d + a[i][3];
		d = d + a[i][2];
	}
	if (pairs(n, a) != d)
		abort();
}

int main(void)
{
	for (unsigned short n = 0; n < 40; n++)
		check(n);
	return 0;
}
