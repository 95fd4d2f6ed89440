/* Tiles of a size that is a parameter are one loop, however they end, if they have
   a size, nothing wraps around, and the dependences allow the order of either.  If
   this fails, iterations were left out, or done twice, or one came too early.  The
   last ones overlap, or leave a gap, or look at where the tile begins; or they go
   back in one loop while they go on in another.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum { MAX = 60 };

typedef unsigned char byte;

#define ARGUMENTS(T) T n, T m, T l, T bs, float *c, const float *a,           \
	const float *b

#define KERNEL(T, pre, name, pragma, ...)                                    \
	__attribute__((noipa)) static void pre##_##T##_##name(ARGUMENTS(T))  \
	{                                                                    \
		pragma { __VA_ARGS__ }                                       \
	}

#define C(i, j) c[(i) * MAX + (j)]
#define A(i, k) a[(i) * MAX + (k)]
#define B(k, j) b[(k) * MAX + (j)]
#define LEAST(x, y) ((x) < (y) ? (x) : (y))
#define ADD() C(i, j) += A(i, p) * B(p, j)

#define KERNELS(T, pre, pragma, some)                                        \
	KERNEL(T, pre, lesser, pragma(),                                     \
	       for (T ti = 0; ti < n; ti += bs)                              \
		       for (T tj = 0; tj < m; tj += bs)                      \
			       for (T i = ti; i < LEAST(ti + bs, n); i++)    \
				       for (T j = tj; j < LEAST(tj + bs, m); \
					    j++)                             \
					       for (T p = 0; p < l; p++)     \
						       ADD();)               \
	KERNEL(T, pre, both, pragma(),                                       \
	       for (T ti = 0; ti < n; ti += bs)                              \
		       for (T tp = 0; tp < l; tp += bs)                      \
			       for (T i = ti; i < ti + bs && i < n; i++)     \
				       for (T j = 0; j < m; j++)             \
					       for (T p = tp;                \
						    p < tp + bs && p < l;    \
						    p++)                     \
						       ADD();)               \
	KERNEL(T, pre, bound, pragma(),                                      \
	       for (T i = 0; i < n; i++)                                     \
		       for (T j = 0; j < m; j++) {                           \
			       float s = 0;                                  \
			       for (T tp = 0; tp < l; tp += bs) {            \
				       T e = tp + bs, p = tp;                \
				       if (e > l)                            \
					       e = l;                        \
				       if (p < e)                            \
					       do                            \
						       s += A(i, p)          \
							    * B(p, j);       \
					       while (++p < e);              \
			       }                                             \
			       C(i, j) = s;                                  \
		       })                                                    \
	KERNEL(T, pre, starts, pragma(),                                     \
	       for (T ti = 0; ti < n; ti += bs)                              \
		       for (T tj = 0; tj < n; tj += 4)                       \
			       for (T u = 0; u < bs && ti + u < n; u++) {    \
				       T i = ti + u;                         \
				       for (T v = 0;                         \
					    v < 4 && tj + v < i + 1; v++) {  \
					       T j = tj + v;                 \
					       for (T p = 0; p < l; p++)     \
						       C(i, j) += A(i, p)    \
								  * A(j, p); \
				       }                                     \
			       })                                            \
	KERNEL(T, pre, whole, pragma(),                                      \
	       if (bs > 0) {                                                 \
		       for (T ti = 0; ti < n / bs * bs; ti += bs)            \
			       for (T i = ti; i < ti + bs; i++)              \
				       for (T j = 0; j < m; j++)             \
					       for (T p = 0; p < l; p++)     \
						       ADD();                \
	       })                                                            \
	KERNEL(T, pre, solve, some(),                                        \
	       for (T i = 0; i < LEAST(n, 13); i++) {                        \
		       float s = B(0, i);                                    \
		       for (T tp = 0; tp < i; tp += bs)                      \
			       for (T p = tp; p < tp + bs && p < i; p++)     \
				       s -= A(i, p) * C(0, p);               \
		       C(0, i) = s;                                          \
	       })                                                            \
	KERNEL(T, pre, forward, pragma(),                                    \
	       for (T ti = 1; ti < n; ti += bs)                              \
		       for (T tj = 0; tj < m; tj += bs)                      \
			       for (T i = ti; i < LEAST(ti + bs, n); i++)    \
				       for (T j = tj; j < LEAST(tj + bs, m); \
					    j++)                             \
					       C(i, j) = C(i - 1, j) * .5f   \
							 + A(i, j);)         \
	KERNEL(T, pre, back, some(),                                         \
	       for (T ti = 1; ti < n; ti += bs)                              \
		       for (T tj = 0; tj < m; tj += bs)                      \
			       for (T i = ti; i < LEAST(ti + bs, n); i++)    \
				       for (T j = tj; j < LEAST(tj + bs, m); \
					    j++)                             \
					       C(i, j) = C(i - 1, j + 1)     \
							 * .5f + A(i, j);)   \
	KERNEL(T, pre, overlap, some(),                                      \
	       for (T ti = 0; ti < n; ti += bs)                              \
		       for (T i = ti; i < LEAST(ti + bs + 1, n); i++)        \
			       for (T j = 0; j < m; j++)                     \
				       C(i, j) += A(i, j);)                  \
	KERNEL(T, pre, gap, some(),                                          \
	       for (T ti = 0; ti < n; ti += bs)                              \
		       for (T i = ti; i + 1 < ti + bs && i < n; i++)         \
			       for (T j = 0; j < m; j++)                     \
				       C(i, j) += A(i, j);)                  \
	KERNEL(T, pre, looked, some(),                                       \
	       for (T ti = 0; ti < n; ti += bs)                              \
		       for (T i = ti; i < LEAST(ti + bs, n); i++)            \
			       for (T j = 0; j < m; j++)                     \
				       C(i, j) += A(ti, j);)                 \
	KERNEL(T, pre, parts, some(),                                        \
	       for (T ti = 0; ti < n; ti += bs) {                            \
		       for (T i = ti; i < LEAST(ti + bs, n); i++)            \
			       C(i, 0) = A(i, 0);                            \
		       for (T i = ti; i < LEAST(ti + bs, n); i++)            \
			       C(i, 1) = i + 1 < n ? C(i + 1, 0) : 0;        \
	       })

#define LOWERED() _Pragma("tensoraot kernel require(lowered)")
#define SOME() _Pragma("tensoraot kernel")
#define NOTHING()

#define TYPES(X) X(int) X(unsigned) X(long) X(size_t) X(byte)
#define BOTH(T)                                                              \
	KERNELS(T, kernel, LOWERED, SOME) KERNELS(T, plain, NOTHING, NOTHING)
TYPES(BOTH)

#define ALL(X, T) X(T, lesser) X(T, both) X(T, bound) X(T, starts)           \
	X(T, whole) X(T, solve) X(T, forward) X(T, back) X(T, overlap)       \
	X(T, gap) X(T, looked) X(T, parts)
#define ROW(T, name) { plain_##T##_##name, kernel_##T##_##name },

static float a[MAX * MAX], b[MAX * MAX], c[2][MAX * MAX];

static void fill(int k)
{
	for (int i = 0; i < MAX * MAX; i++)
		c[k][i] = (float)(i % 3);
}

static void compare(void)
{
	for (int i = 0; i < MAX * MAX; i++)
		if (c[0][i] != c[1][i])
			abort();
}

#define RUN(T)                                                               \
	static void run_##T(int n, int m, int l, T bs)                       \
	{                                                                    \
		typedef void run(ARGUMENTS(T));                              \
		static run *const runs[][2] = { ALL(ROW, T) };               \
                                                                             \
		for (unsigned w = 0; w < sizeof runs / sizeof *runs; w++) {  \
			for (int k = 0; k < 2; k++) {                        \
				fill(k);                                     \
				runs[w][k]((T)n, (T)m, (T)l, bs, c[k], a,    \
					   b);                               \
			}                                                    \
			compare();                                           \
		}                                                            \
	}
TYPES(RUN)

int main(void)
{
	static const int size[] = { 0, 1, 2, 5, 7, 8, 16, 33, 58 };
	static const int tile[] = { 1, 2, 3, 5, 8, 16, 100 };
	enum { SIZES = sizeof size / sizeof *size,
	       TILES = sizeof tile / sizeof *tile };

	for (int i = 0; i < MAX * MAX; i++) {
		a[i] = (float)(i * 7 % 3 - 1);
		b[i] = (float)(i * 5 % 7 - 3);
	}
	for (int s = 0; s < SIZES; s++)
		for (int t = 0; t < TILES; t++) {
			int n = size[s], m = size[(s + 3 * t) % SIZES];
			int l = size[(s * 5 + t) % SIZES];

			run_int(n, m, l, tile[t]);
			run_unsigned(n, m, l, (unsigned)tile[t]);
			run_long(n, m, l, tile[t]);
			run_size_t(n, m, l, (size_t)tile[t]);
			run_byte(n, m, l, (byte)tile[t]);
		}
	run_int(0, 0, 0, 0);
	run_int(0, 0, 0, -3);
	run_int(-5, -7, -1, -3);
	run_long(0, 0, 0, LONG_MIN);
	run_int(9, 20, 7, INT_MAX - 100);
	run_unsigned(9, 20, 7, UINT_MAX - 8);
	run_size_t(9, 20, 7, SIZE_MAX - 8);
	run_size_t(9, 20, 7, SIZE_MAX / 2 + 1);
	run_byte(50, 50, 50, 240);
	return 0;
}
