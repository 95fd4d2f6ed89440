/* Every function as a kernel: bit for bit what the functions next to them,
   which are switched off, compute, errno too, on NaN, infinities and numbers
   whose sum depends on its order.  If this fails, auto has reordered a sum,
   lost errno, or taken a loop for another.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-auto -Wno-unknown-pragmas" } */
/* { dg-skip-if "sums are another program's there" { *-*-* } { "-march=native" } { "" } } */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 5000, M = 71 };
static float x[N], y[N], z[N];
static double a[M][M], b[M][M], c[M][M];
static int k[N], m[N];

#define EACH(F)                                                         \
	F(scale, {                                                      \
		for (int i = 0; i < n; i++)                             \
			y[i] = x[i] * 2.5f + 1;                         \
	})                                                              \
	F(sum, {                                                        \
		float s = 0;                                            \
		for (int i = 0; i < n; i++)                             \
			s += x[i];                                      \
		y[0] = s;                                               \
	})                                                              \
	F(most, {                                                       \
		float s = x[0];                                         \
		for (int i = 1; i < n; i++)                             \
			s = x[i] > s ? x[i] : s;                        \
		y[0] = s;                                               \
	})                                                              \
	F(divide, {                                                     \
		for (int i = 0; i < n; i++)                             \
			m[i] = k[i] ? 1000 / k[i] : -1;                 \
	})                                                              \
	F(count, {                                                      \
		int s = 0;                                              \
		for (int i = 0; i < n; i++)                             \
			s += k[i] > 3;                                  \
		m[0] = s;                                               \
	})                                                              \
	F(logs, {                                                       \
		for (int i = 0; i < n; i++)                             \
			y[i] = logf(x[i]);                              \
	})                                                              \
	F(chain, {                                                      \
		for (int i = 0; i < n; i++)                             \
			z[i] = x[i] - 1;                                \
		for (int i = 0; i < n; i++)                             \
			y[i] = z[n - 1 - i] * x[i];                     \
	})                                                              \
	F(shift, {                                                      \
		for (int i = 1; i < n; i++)                             \
			x[i - 1] = x[i] / 3;                            \
	})                                                              \
	F(scan, {                                                       \
		for (int i = 1; i < n; i++)                             \
			k[i] += k[i - 1];                               \
	})                                                              \
	F(product, {                                                    \
		int d = n < M ? n : M;                                  \
		for (int i = 0; i < d; i++)                             \
			for (int j = 0; j < d; j++) {                   \
				double s = 0;                           \
				for (int p = 0; p < d; p++)             \
					s += a[i][p] * b[p][j];         \
				c[i][j] = s;                            \
			}                                               \
	})

#define TAKEN(name, body)                                               \
	__attribute__((noinline)) static void name(int n) body
#define LEFT(name, body)                                                \
	_Pragma("tensoraot off")                                        \
	__attribute__((noinline)) static void name##_left(int n) body
EACH(TAKEN)
EACH(LEFT)

static const struct {
	void (*taken)(int), (*left)(int);
} each[] = {
#define ROW(name, body) { name, name##_left },
	EACH(ROW)
};

static void fill(void)
{
	for (int i = 0; i < N; i++) {
		x[i] = (i * 7919 % 1000 - 499) * (i % 3 ? 1e-3f : 1e4f);
		y[i] = z[i] = i;
		k[i] = i * 31 % 11 - 4;
		m[i] = i;
	}
	x[17] = INFINITY;
	x[33] = -INFINITY;
	x[40] = -0.0f;
	x[51] = NAN;
	for (int i = 0; i < M * M; i++) {
		a[i / M][i % M] = (i * 37 % 100) * 1e-3;
		b[i / M][i % M] = i % 7 ? 1e9 / (i + 1) : -3;
		c[i / M][i % M] = 1;
	}
}

static struct {
	float x[N], y[N], z[N];
	double c[M * M];
	int k[N], m[N], e;
} state[2];

static void run(int which, void (*fn)(int), int n)
{
	fill();
	errno = 0;
	fn(n);
	state[which].e = errno;
	memcpy(state[which].x, x, sizeof(x));
	memcpy(state[which].y, y, sizeof(y));
	memcpy(state[which].z, z, sizeof(z));
	memcpy(state[which].c, c, sizeof(c));
	memcpy(state[which].k, k, sizeof(k));
	memcpy(state[which].m, m, sizeof(m));
}

int main(void)
{
	static const int sizes[] = { 0, 1, 2, 30, M, 1000, N };

	for (int i = 0; i < (int)(sizeof(each) / sizeof(each[0])); i++)
		for (int s = 0; s < 7; s++) {
			run(0, each[i].taken, sizes[s]);
			run(1, each[i].left, sizes[s]);
			if (memcmp(&state[0], &state[1], sizeof(state[0])))
				abort();
		}
	run(0, logs, N);
	if (state[0].e != EDOM && (math_errhandling & MATH_ERRNO))
		abort();
	return 0;
}
