/* Where the largest or smallest element is: with the value or without, the first
   or the last of equal ones, over rows, in blocks and at their edges; with NaN
   first, among others, and nothing else, zeros of both signs, infinities, a
   start that is larger than all or NaN, and empty.  If this fails, another of
   equal elements is told, or NaN is compared in its own way.  */
#include <limits.h>
#include <math.h>
#include <string.h>
#include "path.h"

enum { N = 20011, ROWS = 7 };

struct found {
	float largest, least;
	int first, last, low, whole;
	long most, up;
};

#define DEFINE(name, how)                                                   \
	__attribute__((noipa)) static struct found name(                    \
		int n, const float *x, const int *m, struct found r)        \
	{                                                                   \
		float largest = r.largest, least = r.least;                 \
		float other = r.largest;                                    \
		int first = r.first, last = r.last, low = r.low;            \
		int whole = r.whole;                                        \
		long most = r.most, up = r.up;                              \
		how {                                                       \
			for (int i = 0; i < n; i++)                         \
				if (x[i] > largest) {                       \
					largest = x[i];                     \
					first = i;                          \
				}                                           \
			for (int i = 0; i < n; i++)                         \
				if (x[i] >= other) {                        \
					other = x[i];                       \
					last = i + 3;                       \
				}                                           \
			for (int i = 1; i < n; i++)                         \
				if (!(x[i] >= least)) {                     \
					least = x[i];                       \
					low = i;                            \
				}                                           \
			for (long i = 0; i < n; i++)                        \
				if (m[i] > whole) {                         \
					whole = m[i];                       \
					most = i;                           \
				}                                           \
			for (long i = n - 1; i >= 0; i--)                   \
				if (whole >= m[i] * 2) {                    \
					whole = m[i] * 2;                   \
					up = i;                             \
				}                                           \
		}                                                           \
		return (struct found){ largest, least, first, last, low,    \
				       whole, most, up };                   \
	}                                                                   \
	__attribute__((noipa)) static void name##_rows(                     \
		int n, int w, const float *x, int *at, int *till,           \
		float *best)                                                \
	{                                                                   \
		how {                                                       \
			for (int i = 0; i < n; i++) {                       \
				float b = x[i * w], c = INFINITY;           \
				int a = 0;                                  \
				till[i] = -7;                               \
				for (int j = 1; j < w; j++)                 \
					if (x[i * w + j] > b) {             \
						b = x[i * w + j];           \
						a = j;                      \
					}                                   \
				for (int j = 0; j < w; j++)                 \
					if (x[i * w + j] <= c) {            \
						c = x[i * w + j];           \
						till[i] = j;                \
					}                                   \
				at[i] = a;                                  \
				best[i] = b;                                \
			}                                                   \
		}                                                           \
	}

DEFINE(parallel, _Pragma("tensoraot kernel"))
DEFINE(serial, _Pragma("tensoraot kernel serial"))
DEFINE(strict, _Pragma("tensoraot kernel fp(strict)"))
DEFINE(plain, )

static float x[N];
static int m[N];

typedef struct found kernel(int, const float *, const int *, struct found);
typedef void rows(int, int, const float *, int *, int *, float *);

/* Stop unless "a" is "b", of zeros either.  */
static void same(float a, float b)
{
	if (a != b && (a == a || b == b))
		abort();
}

static void run(int n, float start)
{
	static kernel *const some[] = { parallel, serial, strict };
	static rows *const with[] = { parallel_rows, serial_rows,
				      strict_rows };
	struct found r = { start, start, -1, -2, -3, INT_MIN, -4, -5 }, q, s;
	static int at[2][ROWS], till[2][ROWS];
	static float best[2][ROWS];

	for (int k = 0; k < 3; k++) {
		q = some[k](n, x, m, r);
		s = plain(n, x, m, r);
		same(q.largest, s.largest);
		same(q.least, s.least);
		if (q.first != s.first || q.last != s.last || q.low != s.low
		    || q.most != s.most || q.up != s.up || q.whole != s.whole)
			abort();
		with[k](ROWS, n / ROWS, x, at[0], till[0], best[0]);
		plain_rows(ROWS, n / ROWS, x, at[1], till[1], best[1]);
		for (int i = 0; i < ROWS; i++) {
			same(best[0][i], best[1][i]);
			if (at[0][i] != at[1][i] || till[0][i] != till[1][i])
				abort();
		}
	}
}

int main(void)
{
	static const int sizes[] = { 0,	   1,	 2,    40,    1000, 4095,
				     4096, 4097, 8192, 12290, N };
	static const float special[] = { NAN, -0.0f, INFINITY, -INFINITY };
	static const float starts[] = { -INFINITY, 0, -0.0f, 3, 16, INFINITY,
					NAN };

	for (int wild = 0; wild < 6; wild++) {
		for (int i = 0; i < N; i++) {
			x[i] = (float)(i * 7 % 31 - 15);
			m[i] = i * 3 % 11 - 5;
			if (wild == 1)
				x[i] = (float)(i - 9000);
			if (wild == 2)
				x[i] = i % 2 ? 0.0f : -0.0f;
			if (wild == 3 && (!i || i * 7 % 11 == 3))
				x[i] = special[i * 5 % 13 & 3];
			if (wild == 4)
				x[i] = NAN;
			if (wild == 5)
				x[i] = -INFINITY;
		}
		for (int i = 0; i < 11; i++)
			for (int k = 0; k < 7; k++)
				run(sizes[i], starts[k]);
	}
	return 0;
}
