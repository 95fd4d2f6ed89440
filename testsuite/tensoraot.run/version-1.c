/* Loops at places that data say, in loops that stay, which are there twice: with sizes
   about what a kernel is called for, and one that only loops that run may compute, in two
   loops, with what is used after them, with two kernels in one, with sizes that change,
   and one kernel in a loop of the program.  If this fails, a copy of the loops leaves
   something out, a kernel is called where it should not be, or a division traps that the
   program does not make.  */
#include <stdlib.h>
#include <string.h>

/* The program is its own library, which may record calls or not.  */
int tensoraot_active;

unsigned long tensoraot_enter(void *record)
{
	return record != NULL;
}

void tensoraot_leave(void *record, unsigned long start, int path, double flops)
{
	if (!record || !start || path < 0 || flops < 0)
		abort();
}

enum { MAX = 1200, ROWS = 5, PLACES = 3 };

static float g[ROWS * MAX], w[2][PLACES * MAX], v[2][PLACES * MAX];
static int t[ROWS] = { 2, 0, 2, 1, 0 };
static volatile int at[2];

#define ROW(to, size, scale)							\
	for (int j = 0; j < (size); j++)					\
		to[(long)t[i] * (size) + j] += g[i * (size) + j] * scale;

#define DEFINE(name, how)							\
	__attribute__((noipa)) static void name##_rows(int n, int d,		\
		const int *restrict t, const float *restrict g,			\
		float *restrict w)						\
	{									\
		how								\
		for (int i = 0; i < n; i++)					\
			ROW(w, d, 2)						\
	}									\
	__attribute__((noipa)) static int name##_counted(int n, int d,		\
		const int *restrict t, const float *restrict g,			\
		float *restrict w)						\
	{									\
		int k = 0;							\
		how								\
		for (int i = 0; i < n; i++) {					\
			k = k * 3 + t[i];					\
			ROW(w, d, 3)						\
		}								\
		return k;							\
	}									\
	__attribute__((noipa)) static void name##_two(int n, int d, int e,	\
		const int *restrict t, const float *restrict g,			\
		float *restrict w, float *restrict v, volatile int *at)		\
	{									\
		how								\
		for (int i = 0; i < n; i++) {					\
			ROW(w, d, 4)						\
			*at += i;						\
			ROW(v, e, 5)						\
		}								\
	}									\
	__attribute__((noipa)) static void name##_again(int n, int d, int times,\
		const int *restrict t, const float *restrict g,			\
		float *restrict w)						\
	{									\
		how								\
		for (int k = 0; k < times; k++)					\
			for (int i = 0; i < n; i++)				\
				ROW(w, d, k)					\
	}									\
	__attribute__((noipa)) static void name##_shrinks(int n, int d,		\
		const int *restrict t, const float *restrict g,			\
		float *restrict w)						\
	{									\
		for (; d > 1; d -= d / 2) {					\
			how							\
			for (int i = 0; i < n; i++)				\
				ROW(w, d, 6)					\
		}								\
	}									\
	__attribute__((noipa)) static void name##_until(int n, int d,		\
		const int *restrict t, const float *restrict g,			\
		float *restrict w)						\
	{									\
		how								\
		for (int i = 0; i < n; i++) {					\
			if (t[i] == 1)						\
				break;						\
			ROW(w, d, 7)						\
		}								\
	}									\
	__attribute__((noipa)) static void name##_shared(int n, int d, int e,	\
		const int *restrict t, const float *restrict g,			\
		float *restrict w)						\
	{									\
		how								\
		for (int i = 0; i < n; i++)					\
			ROW(w, d / e, 8)					\
	}

/* Sums of products in a loop that counts down past 0: how much there is to do is asked in
   two ways.  */
#define DEFINE_SUMS(name, how)							\
	__attribute__((noipa)) static void name##_sums(unsigned n, unsigned m,	\
		unsigned k, double *c, const double *a, const double *b)	\
	{									\
		double s = 0;							\
		how								\
		for (unsigned i = n - 1; i < n; i--)				\
			for (unsigned j = 0; j != m; j++) {			\
				s = 0;						\
				for (unsigned l = 0; l < k; l++)		\
					s = s - a[i * k + l] * b[j * k + l];	\
				c[j * n + i] = s;				\
			}							\
	}

#define NOTHING
DEFINE_SUMS(kernel, _Pragma("tensoraot kernel"))
DEFINE_SUMS(plain, NOTHING)
DEFINE(kernel, _Pragma("tensoraot kernel"))
DEFINE(plain, NOTHING)

static void same(void)
{
	if (at[0] != at[1])
		abort();
	if (memcmp(w[0], w[1], sizeof(w[0])) || memcmp(v[0], v[1], sizeof(v[0])))
		abort();
}

/* All of them with "n" rows of "d" and "e" elements.  */
static void all(int n, int d, int e)
{
	kernel_rows(n, d, t, g, w[0]);
	plain_rows(n, d, t, g, w[1]);
	same();
	if (kernel_counted(n, d, t, g, w[0]) != plain_counted(n, d, t, g, w[1]))
		abort();
	same();
	kernel_two(n, d, e, t, g, w[0], v[0], &at[0]);
	plain_two(n, d, e, t, g, w[1], v[1], &at[1]);
	same();
	kernel_again(n, d, 3, t, g, w[0]);
	plain_again(n, d, 3, t, g, w[1]);
	same();
	kernel_shrinks(n, d, t, g, w[0]);
	plain_shrinks(n, d, t, g, w[1]);
	same();
	kernel_until(n, d, t, g, w[0]);
	plain_until(n, d, t, g, w[1]);
	same();
	if (e || !n) {
		kernel_shared(n, d, e, t, g, w[0]);
		plain_shared(n, d, e, t, g, w[1]);
		same();
	}
}

/* The sums of "n" by "m" products of "k" terms, which are whole numbers.  */
static void sums(unsigned n, unsigned m, unsigned k)
{
	static double a[60 * 60], b[60 * 60], c[2][60 * 60];

	for (int i = 0; i < 60 * 60; i++) {
		a[i] = i % 5 - 1;
		b[i] = i % 3;
	}
	kernel_sums(n, m, k, c[0], a, b);
	plain_sums(n, m, k, c[1], a, b);
	for (int i = 0; i < 60 * 60; i++)
		if (c[0][i] != c[1][i])
			abort();
}

int main(void)
{
	static const int size[] = { 0, 1, 17, 799, 800, 999, 1000, MAX };

	for (int i = 0; i < ROWS * MAX; i++)
		g[i] = i % 7 - 3;
	for (tensoraot_active = 0; tensoraot_active < 2; tensoraot_active++)
		for (int n = 0; n <= ROWS; n++)
			for (int i = 0; i < 8; i++)
				for (int j = 0; j < 8; j++)
					all(n, size[i], size[j]);
	for (unsigned n = 0; n <= 60; n += 15)
		for (unsigned m = 0; m <= 60; m += 20)
			sums(n, m, 50);
	return 0;
}
