/* Whether any element, or every one, meets a condition, as a flag, as bits, as a
   value that is kept or not, for rows; with NaN, of nothing, and with a flag
   that begins set.  If this fails, one that meets it is missed, or the old value
   is lost where none does.  */
#include <math.h>
#include <stdbool.h>
#include <string.h>
#include "path.h"

enum { N = 40003, ROWS = 37 };

struct flags {
	int any, all, none, some;
	unsigned bits;
	short odd;
	bool met, every;
	float mark;
	unsigned char mask;
	float _Complex pole;
};

#define DEFINE(name, how)                                                   \
	__attribute__((noipa)) static struct flags name(                    \
		long n, const float *x, const unsigned *m, float t,         \
		float k, struct flags r)                                    \
	{                                                                   \
		int any = r.any, all = r.all, none = r.none;                \
		int some = r.some;                                          \
		unsigned bits = r.bits;                                     \
		short odd = r.odd;                                          \
		bool met = r.met, every = r.every;                          \
		float mark = r.mark;                                        \
		unsigned char mask = r.mask;                                \
		float _Complex pole = r.pole;                               \
		how {                                                       \
			for (long i = 0; i < n; i++)                        \
				if (x[i] > t)                               \
					any = 1;                            \
			for (long i = 0; i < n; i++)                        \
				all &= x[i] > t;                            \
			for (long i = 0; i < n; i++)                        \
				if (!(x[i] < t))                            \
					none = 0;                           \
			for (long i = 0; i < n; i++)                        \
				some |= x[i] == t;                          \
			for (long i = 0; i < n; i++) {                      \
				bits |= m[i];                               \
				odd ^= (short)m[i];                         \
				mask &= (unsigned char)(m[i] >> 3);         \
			}                                                   \
			for (long i = 0; i < n; i++) {                      \
				if (x[i] == t)                              \
					met = true;                         \
				if (x[i] != x[i])                           \
					every = false;                      \
				mark = x[i] < t ? mark : k;                 \
				if (x[i] == t)                              \
					pole = 2;                           \
			}                                                   \
		}                                                           \
		r = (struct flags){ any, all, none, some, bits,	odd, met,   \
				    every, mark, mask, pole };              \
		return r;                                                   \
	}                                                                   \
	__attribute__((noipa)) static void name##_rows(                     \
		long n, long w, const float *x, float t, int *any,          \
		int *kept)                                                  \
	{                                                                   \
		how {                                                       \
			for (long i = 0; i < n; i++) {                      \
				any[i] = 0;                                 \
				for (long j = 0; j < w; j++)                \
					if (x[i * w + j] > t)               \
						any[i] = (int)i;            \
			}                                                   \
			for (long i = 0; i < n; i++)                        \
				for (long j = 0; j < w; j++)                \
					if (x[i * w + j] > t)               \
						kept[i] = 1;                \
		}                                                           \
	}

DEFINE(parallel, _Pragma("tensoraot kernel"))
DEFINE(serial, _Pragma("tensoraot kernel serial"))
DEFINE(strict, _Pragma("tensoraot kernel fp(strict)"))
DEFINE(plain, )

static float x[N];
static unsigned m[N];

typedef struct flags kernel(long, const float *, const unsigned *, float,
			    float, struct flags);
typedef void rows(long, long, const float *, float, int *, int *);

static void run(long n, float t, int start)
{
	static kernel *const some[] = { parallel, serial, strict };
	static rows *const with[] = { parallel_rows, serial_rows,
				      strict_rows };
	struct flags r = { start, start, start, start, 5, 6, start & 1,
			   start & 1, -0.0f, 255, 1 };
	static int any[2][ROWS], kept[2][ROWS];

	for (int k = 0; k < 3; k++) {
		struct flags q = some[k](n, x, m, t, 2, r);
		struct flags s = plain(n, x, m, t, 2, r);

		if (q.any != s.any || q.all != s.all || q.none != s.none
		    || q.some != s.some || q.bits != s.bits || q.odd != s.odd
		    || q.met != s.met || q.every != s.every
		    || memcmp(&q.mark, &s.mark, sizeof q.mark)
		    || q.mask != s.mask || q.pole != s.pole)
			abort();
		for (int i = 0; i < 2 * ROWS; i++)
			any[i & 1][i / 2] = kept[i & 1][i / 2] = start;
		with[k](ROWS, n / ROWS, x, t, any[0], kept[0]);
		plain_rows(ROWS, n / ROWS, x, t, any[1], kept[1]);
		for (int i = 0; i < ROWS; i++)
			if (any[0][i] != any[1][i] || kept[0][i] != kept[1][i])
				abort();
	}
}

int main(void)
{
	static const long sizes[] = { 0, 1, 2, 7, 33, 40, 1000, N };

	for (int wild = 0; wild < 3; wild++) {
		for (long i = 0; i < N; i++) {
			x[i] = (float)(i * 7 % 31 - 15);
			m[i] = (unsigned)(i % 3 << 4) | 8;
			if (wild && i * 7 % 11 == 3)
				x[i] = wild == 1 ? NAN : INFINITY;
		}
		x[N - 1] = 30;
		for (int i = 0; i < 8; i++)
			for (int start = 0; start < 4; start++) {
				run(sizes[i], 5, start);
				run(sizes[i], 20, start);
				run(sizes[i], -100, start);
				run(sizes[i], NAN, start);
			}
	}
	return 0;
}
