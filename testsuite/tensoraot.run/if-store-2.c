/* Both branches write the same elements, and one reads back what it has written,
   with a store in between that for all that the compiler knows changes it.  If
   this fails, the two stores of an element became one behind that read.  */
#include <string.h>
#include "path.h"

enum { N = 20000 };

#define DEFINE(name, how)                                                   \
	__attribute__((noipa)) static void name(long n, int *m, int *z,     \
						int *y, const int *x)       \
	{                                                                   \
		how for (long i = 0; i < n; i++)                            \
			if (x[i] > 0) {                                     \
				m[i] = x[i];                                \
				z[i] = 3;                                   \
				y[i] = m[i] + 1;                            \
			} else {                                            \
				m[i] = -x[i];                               \
				z[i] = 4;                                   \
				y[i] = 5;                                   \
			}                                                   \
	}                                                                   \
	__attribute__((noipa)) static void name##_last(                     \
		long n, int *m, int *z, int *y, const int *x)               \
	{                                                                   \
		how for (long i = 0; i < n; i++)                            \
			if (x[i] > 0) {                                     \
				m[i] = 7;                                   \
				z[i] = 4;                                   \
				y[i] = 5;                                   \
			} else {                                            \
				m[i] = x[i];                                \
				z[i] = 3;                                   \
				y[i] = m[i] + 1;                            \
			}                                                   \
	}

DEFINE(kernel, _Pragma("tensoraot kernel"))
DEFINE(plain, )

typedef void function(long, int *, int *, int *, const int *);

static void compare(function *f, function *g)
{
	static int a[2][3][N], x[N];

	memset(a, 0, sizeof a);
	for (int i = 0; i < N; i++)
		x[i] = i * 7 % 13 - 6;
	f(N, a[0][0], a[0][1], a[0][2], x);
	went(LOWERED);
	g(N, a[1][0], a[1][1], a[1][2], x);
	if (memcmp(a[0], a[1], sizeof a[0]))
		abort();
	f(N, a[0][0], a[0][0], a[0][2], x);
	went(GUARD);
	g(N, a[1][0], a[1][0], a[1][2], x);
	if (memcmp(a[0], a[1], sizeof a[0]))
		abort();
}

int main(void)
{
	compare(kernel, plain);
	compare(kernel_last, plain_last);
	return 0;
}
