/* A matrix that is copied turned to itself: what an element becomes may be what
   another is made of, and the order of the loops is kept.  If this fails, squares
   of such a copy were turned as if it were between two matrices.  */
/* { dg-additional-options "-Wno-unknown-pragmas -fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>

#define KEEP __attribute__((noipa))
enum { MOST = 90 };

#define COPY(name, ...)                                                       \
	KEEP static void kernel_##name(long n, double *a, long ld)            \
	{                                                                     \
		_Pragma("tensoraot kernel")                                   \
		__VA_ARGS__                                                   \
	}                                                                     \
	KEEP static void plain_##name(long n, double *volatile at, long ld)   \
	{                                                                     \
		double *a = at;                                               \
		__VA_ARGS__                                                   \
	}

COPY(mirror,
	for (long i = 0; i < n; i++)
		for (long j = 0; j < n; j++)
			a[j * ld + i] = a[i * ld + j];)
COPY(shifted,
	for (long i = 0; i < n; i++)
		for (long j = 0; j < n; j++)
			a[j * ld + i] = a[(i + 1) * ld + j];)
COPY(once,
	for (int w = 1; w > 0; w--)
		for (long i = 0; i < n; i++)
			for (long j = 0; j < n; j++)
				a[j * ld + i] = a[(i + 1) * ld + j];)
COPY(right,
	for (long i = 0; i < n; i++)
		for (long j = 0; j < n; j++)
			a[j * ld + i + 1] = a[i * ld + j];)
COPY(triangle,
	for (long i = 0; i < n; i++)
		for (long j = 0; j < i; j++)
			a[j * ld + i] = a[i * ld + j];)
COPY(again,
	for (int w = 0; w < 3; w++)
		for (long i = 0; i < n; i++)
			for (long j = 0; j < n; j++)
				a[j * ld + i] = a[(n + i) * ld + j];)
COPY(blocks,
	for (int w = 0; w < 2; w++)
		for (long i = 0; i < n; i++)
			for (long j = 0; j < n; j++)
				a[((w + 1) * n + j) * ld + i] =
					a[(w * n + i) * ld + j];)

typedef void copy(long n, double *a, long ld);

static copy *const copies[][2] = {
	{plain_mirror, kernel_mirror},	   {plain_shifted, kernel_shifted},
	{plain_once, kernel_once},	   {plain_right, kernel_right},
	{plain_triangle, kernel_triangle}, {plain_again, kernel_again},
	{plain_blocks, kernel_blocks},
};

static double wanted[4 * MOST * (MOST + 2)], is[4 * MOST * (MOST + 2)];

int main(void)
{
	static const int sizes[] = { 1, 3, 8, 17, 40, 65, MOST };
	enum { N = sizeof(wanted) / sizeof(*wanted) };

	for (unsigned c = 0; c < sizeof(copies) / sizeof(*copies); c++)
		for (unsigned s = 0; s < sizeof(sizes) / sizeof(*sizes); s++)
			for (int more = 1; more < 3; more++) {
				for (int i = 0; i < N; i++)
					wanted[i] = is[i] = i;
				copies[c][0](sizes[s], wanted, sizes[s] + more);
				copies[c][1](sizes[s], is, sizes[s] + more);
				for (int i = 0; i < N; i++)
					if (wanted[i] != is[i])
						abort();
			}
	return 0;
}
