/* Sums, counts, products and extremes of what meets a condition on data: with
   NaN and infinities that do not meet it, of nothing, of zeros of either sign;
   in a scalar, and in an element that is set before, or is not and must not be
   touched where nothing meets it.  If this fails, what a condition leaves out
   takes part, or a sum of nothing changes what was there.  */
#include <math.h>
#include <string.h>
#include "path.h"

enum { N = 40003, ROWS = 37 };

struct result {
	double sum, less, product, largest, least;
	float single;
	int count, ints, most;
	unsigned char narrow;
};

#define DEFINE(name, how)                                                   \
	__attribute__((noipa)) static struct result name(                   \
		long n, const double *x, const float *y, const int *m,      \
		double t, struct result r)                                  \
	{                                                                   \
		double sum = r.sum, less = r.less, product = r.product;     \
		double largest = r.largest, least = r.least;                \
		float single = r.single;                                    \
		int count = r.count, ints = r.ints, most = r.most;          \
		unsigned char narrow = r.narrow;                            \
		how {                                                       \
			for (long i = 0; i < n; i++) {                      \
				if (x[i] > t) {                             \
					sum += x[i];                        \
					count++;                            \
				} else {                                    \
					less -= 0.5;                        \
				}                                           \
				if (m[i] == 3)                              \
					single += y[i];                     \
			}                                                   \
			for (long i = 0; i < n; i++) {                      \
				if (m[i] > 2 && x[i] == 2)                  \
					product *= x[i];                    \
				if (m[i] & 1) {                             \
					if (x[i] > largest)                 \
						largest = x[i];             \
					ints += m[i];                       \
				} else if (x[i] < least) {                  \
					least = x[i];                       \
				}                                           \
			}                                                   \
			for (long i = 0; i < n; i++) {                      \
				if (x[i] < t && m[i] > most)                \
					most = m[i];                        \
				if (!(y[i] < 3))                            \
					narrow++;                           \
			}                                                   \
		}                                                           \
		r = (struct result){ sum, less, product, largest, least,    \
				     single, count, ints, most, narrow };   \
		return r;                                                   \
	}                                                                   \
	__attribute__((noipa)) static void name##_rows(                     \
		long n, long w, const double *x, double t, double *set,     \
		double *kept, int *counts)                                  \
	{                                                                   \
		how {                                                       \
			for (long i = 0; i < n; i++) {                      \
				set[i] = 0;                                 \
				counts[i] = 0;                              \
				for (long j = 0; j < w; j++)                \
					if (x[i * w + j] > t) {             \
						set[i] += x[i * w + j];     \
						counts[i]++;                \
					}                                   \
			}                                                   \
			for (long i = 0; i < n; i++)                        \
				for (long j = 0; j < w; j++)                \
					if (x[i * w + j] < t)               \
						kept[i] += x[i * w + j];    \
		}                                                           \
	}

DEFINE(parallel, _Pragma("tensoraot kernel"))
DEFINE(serial, _Pragma("tensoraot kernel serial"))
DEFINE(strict, _Pragma("tensoraot kernel fp(strict)"))
DEFINE(plain, )

static double x[N];
static float y[N];
static int m[N];

/* Stop unless "a" is "b"; which zero a sum in another order is, is open.  */
static void same(double a, double b, int zeros)
{
	if (memcmp(&a, &b, sizeof a) && (a == a || b == b)
	    && (zeros || a != b))
		abort();
}

typedef struct result kernel(long, const double *, const float *, const int *,
			     double, struct result);
typedef void rows(long, long, const double *, double, double *, double *,
		  int *);

static void run(long n, double t, double start)
{
	static kernel *const some[] = { parallel, serial, strict };
	static rows *const with[] = { parallel_rows, serial_rows,
				      strict_rows };
	struct result r = { start, -start, start == 0 ? -0.0 : 1, start, start,
			    (float)start, 1, 2, -3, 250 }, q, s;
	static double set[2][ROWS], kept[2][ROWS];
	static int counts[2][ROWS];

	for (int k = 0; k < 3; k++) {
		q = some[k](n, x, y, m, t, r);
		s = plain(n, x, y, m, t, r);
		same(q.sum, s.sum, k == 2);
		same(q.less, s.less, k == 2);
		same(q.product, s.product, k == 2);
		same(q.largest, s.largest, k == 2);
		same(q.least, s.least, k == 2);
		same((double)q.single, (double)s.single, k == 2);
		if (q.count != s.count || q.ints != s.ints || q.most != s.most
		    || q.narrow != s.narrow)
			abort();
		for (int i = 0; i < 2 * ROWS; i++) {
			set[i & 1][i / 2] = kept[i & 1][i / 2] = start;
			counts[i & 1][i / 2] = 9;
		}
		with[k](ROWS, n / ROWS, x, t, set[0], kept[0], counts[0]);
		plain_rows(ROWS, n / ROWS, x, t, set[1], kept[1], counts[1]);
		for (int i = 0; i < ROWS; i++) {
			same(set[0][i], set[1][i], k == 2);
			same(kept[0][i], kept[1][i], 1);
			if (counts[0][i] != counts[1][i])
				abort();
		}
	}
}

int main(void)
{
	static const long sizes[] = { 0, 1, 2, 7, 33, 40, 1000, N };
	static const double special[] = { NAN, -0.0, INFINITY, 3 };

	for (int wild = 0; wild < 3; wild++) {
		for (long i = 0; i < N; i++) {
			x[i] = (double)(i * 7 % 31 - 15);
			y[i] = (float)(i * 5 % 7 - 3);
			m[i] = (int)(i * 3 % 11 - 5);
			if (wild && i * 7 % 11 == 3)
				x[i] = special[i * 5 % 13 & (wild == 1 ? 1 : 3)];
		}
		for (int i = 0; i < 8; i++) {
			run(sizes[i], 5, 0);
			run(sizes[i], 100, -0.0);
			run(sizes[i], -0.0, -0.0);
			run(sizes[i], -3, 1);
			run(sizes[i], NAN, -0.0);
		}
	}
	return 0;
}
