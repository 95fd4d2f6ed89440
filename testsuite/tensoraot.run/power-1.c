/* A number that is doubled, or multiplied by a constant, again and again: zero stays zero
   and what is tiny does not become infinite on the way, as it would where powers of the
   factor were found first.  Found by a random program.  A product of many numbers is one of
   several parts still.  */
/* { dg-additional-options "-Wno-unknown-pragmas -ffp-contract=off" } */
#include <math.h>
#include <stdlib.h>

#define KEEP __attribute__((noipa))

KEEP static void doubled(int n, float *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		x[0] = x[0] + x[0];
}
KEEP static void grown(int n, double *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		x[0] *= 1e10;
}
KEEP static double all(int n, const double *x)
{
	double p = 1;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		p *= x[i];
	return p;
}

int main(void)
{
	static double a[64];
	float x = -0.0f, y = ldexpf(1, -140);
	double z = 1e-300;

	doubled(4000, &x);
	doubled(200, &y);
	grown(60, &z);
	for (int i = 0; i < 64; i++)
		a[i] = i % 2 ? 2 : 0.25;
	if (x != 0 || !signbit(x) || y != ldexpf(1, 60) || !(z > 1e299 && z < 1e301) ||
	    all(64, a) != ldexp(1, -32))
		abort();
	return 0;
}
