/* A short loop whose iterations are independent, in one whose are not: GCC 12 makes
   vectors of the loop around where the one inside is a simd loop, as of every loop
   inside whose length it does not know.  If this fails, elements have what an
   earlier iteration wrote last.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>

enum { N = 40 };

__attribute__((noipa)) void window(int n, float *restrict a, const float *restrict b,
				   const float *restrict c)
{
#pragma tensoraot kernel fp(strict) serial
	for (int i = 0; i < n; i++)
		for (int j = 0; j < 3; j++)
			a[i + j] = b[j] < c[j] ? b[j] : c[j];
}

int main(void)
{
	static const float b[3] = { 1, 2, 3 }, c[3] = { 5, 5, 5 };
	float a[N + 2];

	window(N, a, b, c);
	for (int i = 0; i < N + 2; i++)
		if (a[i] != (i < N ? 1 : i - N + 2))
			abort();
	return 0;
}
