/* Functions of libm in maps: within 4 ULP of the scalar functions, and bit
   for bit under fp (strict).  */
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 4000 };
static float x[N], y[N], z[N];
static double u[N], v[N], w[N];

__attribute__((noinline)) void relaxed(int n)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		y[i] = expf(x[i]) + sqrtf(fabsf(x[i]));
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		v[i] = tanh(u[i]) * fmax(u[i], 0.5) + pow(fabs(u[i]), 1.5);
}

__attribute__((noinline)) void strict(int n)
{
#pragma tensoraot kernel fp(strict)
	for (int i = 0; i < n; i++)
		y[i] = expf(x[i]) + sqrtf(fabsf(x[i]));
#pragma tensoraot kernel fp(strict)
	for (int i = 0; i < n; i++)
		v[i] = tanh(u[i]) * fmax(u[i], 0.5) + pow(fabs(u[i]), 1.5);
}

__attribute__((noinline)) void check(int n)
{
	for (int i = 0; i < n; i++)
		z[i] = expf(x[i]) + sqrtf(fabsf(x[i]));
	for (int i = 0; i < n; i++)
		w[i] = tanh(u[i]) * fmax(u[i], 0.5) + pow(fabs(u[i]), 1.5);
}

int main(void)
{
	for (int i = 0; i < N; i++) {
		x[i] = (i - 2000) / 100.f;
		u[i] = (i - 2000) / 300.;
	}
	check(N);
	relaxed(N);
	for (int i = 0; i < N; i++) {
		if (fabsf(y[i] - z[i]) > 6e-7f * fabsf(z[i]))
			abort();
		if (fabs(v[i] - w[i]) > 3e-15 * fabs(w[i]) + 1e-15)
			abort();
	}
	strict(N);
	if (memcmp(y, z, sizeof y) || memcmp(v, w, sizeof v))
		abort();
	return 0;
}
