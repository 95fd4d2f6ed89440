/* Scalars from which an inner loop starts anew each time: they are computed before
   the loop around it, and keep their value.  If this fails, the second time it
   starts from what the first left.  Where the loop around hands the value on, it
   does.  */
/* { dg-additional-options "-Wno-unknown-pragmas -fplugin-arg-tensoraot-eager" } */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MAX = 12 };

struct data {
	uint32_t u[MAX], v[MAX], w[MAX];
	double x[MAX], y[MAX][MAX], z[MAX], t[MAX][MAX];
};

/* A maximum, and sums that start from it. */
#define FROM_MAX                                                             \
	uint32_t top = 0;                                                    \
	for (int i = n - 1; i >= 0; i--)                                     \
		if (d->u[i] >= top)                                          \
			top = d->u[i];                                       \
	for (int i = 0; i < m; i += 3) {                                     \
		uint32_t s = top;                                            \
		for (int j = 0; j < k; j++)                                  \
			s += 4;                                              \
		d->v[i] = s;                                                 \
	}

/* A sum, and sums that start from it, in another array each time or the same. */
#define FROM_SUM                                                             \
	double first = 1;                                                    \
	for (int i = 0; i < n; i++)                                          \
		first += d->x[i];                                            \
	for (int i = 0; i < m; i++) {                                        \
		double s = first;                                            \
		for (int j = 0; j < k; j++)                                  \
			s += d->y[i][j];                                     \
		d->z[i] = s;                                                 \
	}

/* What an outer loop carries, from which the loops of each row start. */
#define FROM_OUTER                                                           \
	double all = 0;                                                      \
	for (int i = 0; i < n; i++) {                                        \
		for (int j = 0; j < m; j++) {                                \
			double s = all;                                      \
			for (int p = 0; p < k; p++)                          \
				s += d->y[j][p];                             \
			d->t[i][j] = s;                                      \
		}                                                            \
		all += d->x[i];                                              \
	}                                                                    \
	d->z[0] = all;

/* What the loop around hands on. */
#define ONWARD                                                               \
	double s = 0;                                                        \
	for (int i = 0; i < n; i++)                                          \
		s += d->x[i];                                                \
	for (int i = 0; i < m; i++) {                                        \
		for (int j = 0; j < k; j++)                                  \
			s += d->y[i][j];                                     \
		d->z[i] = s;                                                 \
	}

/* The last of a loop's values, if it runs. */
#define FROM_LAST                                                            \
	uint32_t last = 7;                                                   \
	for (int i = 0; i < n; i++)                                          \
		last = d->u[i] * 3 + i;                                      \
	for (int i = 0; i < m; i++)                                          \
		for (int p = 0; p < 2; p++) {                                \
			uint32_t s = last;                                   \
			for (int j = 0; j < k; j++)                          \
				s = s * 5 + d->w[j];                         \
			d->v[i] += s;                                        \
		}

#define BOTH(name, body)                                                     \
	__attribute__((noipa)) static void name##_kernel(                    \
		int n, int m, int k, struct data *restrict d)                \
	{                                                                    \
		_Pragma("tensoraot kernel fp(strict)") { body }              \
	}                                                                    \
	__attribute__((noipa)) static void name##_plain(                     \
		int n, int m, int k, struct data *restrict d)                \
	{                                                                    \
		body                                                         \
	}

BOTH(from_max, FROM_MAX)
BOTH(from_sum, FROM_SUM)
BOTH(from_outer, FROM_OUTER)
BOTH(onward, ONWARD)
BOTH(from_last, FROM_LAST)

static void fill(struct data *d)
{
	memset(d, 0, sizeof *d);
	for (int i = 0; i < MAX; i++) {
		d->u[i] = (uint32_t)i * 2654435761u;
		d->w[i] = (uint32_t)(i * i);
		d->x[i] = i * 7 % 5 - 2;
		for (int j = 0; j < MAX; j++)
			d->y[i][j] = (i * 3 + j * 5) % 11 - 5;
	}
}

int main(void)
{
	static void (*const run[][2])(int, int, int, struct data *) = {
#define ROW(name) { name##_plain, name##_kernel }
		ROW(from_max), ROW(from_sum), ROW(from_outer), ROW(onward),
		ROW(from_last)
	};
	static struct data d[2];

	for (int w = 0; w < 5; w++)
		for (int at = 0; at < MAX * MAX * MAX; at++) {
			int n = at % MAX, m = at / MAX % MAX;
			int k = at / MAX / MAX;

			for (int i = 0; i < 2; i++) {
				fill(&d[i]);
				run[w][i](n, m, k, &d[i]);
			}
			if (memcmp(&d[0], &d[1], sizeof *d)) {
				printf("program %d, sizes %d, %d, %d\n", w, n,
				       m, k);
				return 1;
			}
		}
	return 0;
}
