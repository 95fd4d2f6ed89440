/* An index shifted to the right: exact where nothing was lost, and the low
   bits of a 32-bit product where something was.  If this fails, a shift is
   taken for a division of a number that wraps around.  */
#include <stdlib.h>
#include <string.h>

#define SCALE                                     \
	for (unsigned i = 0; i < n; i++)          \
		a[(i * 16 + start * 48) >> 4] += b[i];

__attribute__((noinline)) void kernel(unsigned n, unsigned start,
				      int *a, const int *b)
{
#pragma tensoraot kernel disjoint
	SCALE
}

__attribute__((noinline)) void plain(unsigned n, unsigned start,
				     int *a, const int *b)
{
	SCALE
}

enum { N = 20000 };
static int x[N], y[N], b[N];

int main(void)
{
	for (int i = 0; i < N; i++)
		b[i] = i * 7 % 100;
	for (unsigned high = 0; high < 3; high++) {
		kernel(N, high << 28, x, b);
		plain(N, high << 28, y, b);
		kernel(N / 2, high << 29, x, b);
		plain(N / 2, high << 29, y, b);
	}
	return memcmp(x, y, sizeof x) ? (abort(), 1) : 0;
}
