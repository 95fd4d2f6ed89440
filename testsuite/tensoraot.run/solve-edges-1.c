/* Of a triangular system no more is touched than the loops touch: nothing of one
   row whose diagonal is 1, and of the triangle, what is looked at for infinities
   before included, only what is below or above the diagonal, which may lie at the
   edge of the memory that there is.  If this fails, a right program crashes.  */
/* { dg-do run { target mmap } } */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST = 37, M = 5 };
#define NOINLINE __attribute__((noipa))

/* Each solves for the "m" columns of x; the triangle has rows of "n". */
#define SYSTEMS(T)                                                             \
	NOINLINE static void lower_unit_##T(int n, int m, const T *a, T *x)    \
	{                                                                      \
		_Pragma("tensoraot kernel")                                    \
		for (int i = 0; i < n; i++)                                    \
			for (int k = 0; k < i; k++)                            \
				for (int j = 0; j < m; j++)                    \
					x[i * m + j] -= a[i * n + k]           \
							* x[k * m + j];        \
	}                                                                      \
	NOINLINE static void upper_unit_##T(int n, int m, const T *a, T *x)    \
	{                                                                      \
		_Pragma("tensoraot kernel")                                    \
		for (int i = n - 1; i >= 0; i--)                               \
			for (int k = i + 1; k < n; k++)                        \
				for (int j = 0; j < m; j++)                    \
					x[i * m + j] -= a[i * n + k]           \
							* x[k * m + j];        \
	}                                                                      \
	NOINLINE static void turned_unit_##T(int n, int m, const T *a, T *x)   \
	{                                                                      \
		_Pragma("tensoraot kernel")                                    \
		for (int i = 0; i < n; i++)                                    \
			for (int k = 0; k < i; k++)                            \
				for (int j = 0; j < m; j++)                    \
					x[i * m + j] -= a[k * n + i]           \
							* x[k * m + j];        \
	}                                                                      \
	NOINLINE static void lower_##T(int n, int m, const T *a, T *x)         \
	{                                                                      \
		_Pragma("tensoraot kernel")                                    \
		for (int i = 0; i < n; i++)                                    \
			for (int j = 0; j < m; j++) {                          \
				for (int k = 0; k < i; k++)                    \
					x[i * m + j] -= a[i * n + k]           \
							* x[k * m + j];        \
				x[i * m + j] /= a[i * n + i];                  \
			}                                                      \
	}                                                                      \
	NOINLINE static void right_unit_##T(int n, int m, const T *a, T *x)    \
	{                                                                      \
		_Pragma("tensoraot kernel")                                    \
		for (int j = 0; j < m; j++)                                    \
			for (int i = 0; i < n; i++)                            \
				for (int k = 0; k < i; k++)                    \
					x[j * n + i] -= a[i * n + k]           \
							* x[j * n + k];        \
	}

/* Call them with a triangle of "n" rows of which the first and the last element
   that are read are the first and the last of the memory that there is. */
#define TEST(T)                                                                \
	NOINLINE static void test_##T(char *first, char *end, int n)           \
	{                                                                      \
		static T x[MOST * M];                                          \
		T *at_end = (T *)end - n * n;                                  \
		T *at_first = (T *)first;                                      \
		int unit = n > 1;                                              \
                                                                               \
		lower_unit_##T(n, M, unit ? at_first - n : NULL,               \
			       unit ? x : NULL);                               \
		lower_unit_##T(n, M, unit ? at_end + 1 : NULL,                 \
			       unit ? x : NULL);                               \
		upper_unit_##T(n, M, unit ? at_first - 1 : NULL,               \
			       unit ? x : NULL);                               \
		upper_unit_##T(n, M, unit ? at_end + n : NULL,                 \
			       unit ? x : NULL);                               \
		turned_unit_##T(n, M, unit ? at_first - 1 : NULL,              \
				unit ? x : NULL);                              \
		turned_unit_##T(n, M, unit ? at_end + n : NULL,                \
				unit ? x : NULL);                              \
		right_unit_##T(n, M, unit ? at_first - n : NULL,               \
			       unit ? x : NULL);                               \
		right_unit_##T(n, M, unit ? at_end + 1 : NULL,                 \
			       unit ? x : NULL);                               \
		lower_##T(n, M, at_first, x);                                  \
		lower_##T(n, M, at_end, x);                                    \
	}

#define ALL(T) SYSTEMS(T) TEST(T)
ALL(float)
ALL(double)

int main(void)
{
	long page = sysconf(_SC_PAGESIZE);
	long room = (MOST * MOST * sizeof(double) / page + 1) * page;
	char *all = mmap(NULL, room + 2 * page, PROT_NONE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *first = all + page, *end = first + room;

	if (all == MAP_FAILED
	    || mprotect(first, room, PROT_READ | PROT_WRITE))
		abort();
	for (int type = 0; type < 2; type++) {
		for (long i = 0; i < room; i += type ? 8 : 4)
			if (type)
				*(double *)(first + i) = 1;
			else
				*(float *)(first + i) = 1;
		for (int n = 1; n <= MOST; n++)
			if (type)
				test_double(first, end, n);
			else
				test_float(first, end, n);
	}
	return 0;
}
