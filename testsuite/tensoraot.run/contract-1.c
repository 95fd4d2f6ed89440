/* strict sums keep their order: a sum whose terms cancel gives what the plain
   loop gives, bit for bit.  */
#include <stdlib.h>

enum { N = 3000 };
static float x[N], c[N];

__attribute__((noinline)) float strict(int n, float *x)
{
	float s = 0;
#pragma tensoraot kernel fp(strict)
	for (int i = 0; i < n; i++)
		s += x[i];
	return s;
}

__attribute__((noinline)) float plain(int n, float *x)
{
	float s = 0;
	for (int i = 0; i < n; i++)
		s += x[i];
	return s;
}

int main(void)
{
	for (int i = 0; i < N; i++)
		x[i] = (i % 2 ? 1e8f : -1e8f) + i * 0.37f;
	for (int n = 0; n <= N; n += 37)
		if (strict(n, x) != plain(n, x))
			abort();
	return c[0];
}
