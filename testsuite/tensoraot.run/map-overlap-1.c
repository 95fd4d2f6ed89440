/* A map whose arrays overlap, by every distance: the guard must send it to
   the loop as written, which reads what it has written before.  */
#include <stdlib.h>
#include <string.h>

enum { N = 3000 };

__attribute__((noinline)) void add(long n, float *x, float *y, float *z)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		z[i] = x[i] + y[i] + 1;
}

__attribute__((noinline)) void add_check(long n, float *x, float *y, float *z)
{
	for (long i = 0; i < n; i++)
		z[i] = x[i] + y[i] + 1;
}

static float a[3 * N], b[3 * N];

static void run(long n, long x, long y, long z)
{
	for (int i = 0; i < 3 * N; i++)
		a[i] = b[i] = i % 11;
	add(n, a + x, a + y, a + z);
	add_check(n, b + x, b + y, b + z);
	if (memcmp(a, b, sizeof a))
		abort();
}

int main(void)
{
	for (long d = -20; d <= 20; d++) {
		run(N, N, N, N + d);
		run(N, N + d, 0, N);
		run(20, N, N + 20 + d, N + d);
	}
	run(N, 0, N, 2 * N);
	run(N, 0, 2 * N, N);
	run(0, N, N, N);
	run(-5, N, N, N + 1);
	return 0;
}
