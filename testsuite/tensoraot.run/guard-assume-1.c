/* What an assumption says is tested on entry: the kernel runs when it holds, and
   the loops as written run, with the right result, when it does not.  One
   that is trusted is not tested.  */
#include "path.h"
#include <string.h>

enum { N = 4096 };
static float x[N], y[N];

#define MAP                               \
	for (int i = 0; i < n; i++)       \
		a[i] = a[i] * 2 + (float)n;

__attribute__((noipa)) void tested(int n, int m, float *a)
{
#pragma tensoraot kernel assume (n % 8 == 0) assume (m > 0 && n / m >= 4)
	MAP
}

__attribute__((noipa)) void trusted(int n, int m, float *a)
{
#pragma tensoraot kernel assume (n % 8 == 0 && m > 0, trust)
	MAP
}

__attribute__((noipa)) void plain(int n, float *a)
{
	MAP
}

static void try(void (*kernel)(int n, int m, float *a), int n, int m, int path)
{
	for (int i = 0; i < N; i++)
		x[i] = y[i] = i % 31;
	kernel(n, m, x);
	plain(n, y);
	went(path);
	if (memcmp(x, y, sizeof x))
		abort();
}

int main(void)
{
	try(tested, 4000, 1000, LOWERED);
	try(tested, 4000, 1001, GUARD);
	try(tested, 4001, 10, GUARD);
	try(tested, 4000, 0, GUARD);
	try(tested, 4000, -1, GUARD);
	try(trusted, 4000, 1, LOWERED);
	return 0;
}
