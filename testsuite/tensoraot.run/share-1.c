/* What takes long and several statements of a loop need, the first of which sets a scalar
   that the others choose by: fluxes between cells, by the fastest waves to either side,
   in structures, with one to three choices; one where a statement in between changes what
   it is made of, and one in which only one statement needs it.  If this fails, it is read
   before it is computed.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <stdlib.h>

#define KEEP __attribute__((noipa))
enum { MOST = 70 };
typedef struct {
	double r, m, e;
} state;

#define FORMS(name, pragma)                                                   \
	KEEP static void name##_two(int n, const state *q, state *f, double *o) \
	{                                                                     \
		pragma                                                        \
		for (int i = 0; i < n; i++) {                                 \
			double ul = q[i].m / q[i].r, ur = q[i].e / q[i].r;    \
			double al = sqrt(q[i].r), sl = ul - al, sr = ur + al; \
			if (sl >= 0) {                                        \
				f[i].r = ul;                                  \
				f[i].m = 2 * ul;                              \
			} else {                                              \
				double w = 1 / (sr - sl);                     \
				f[i].r = w * (sr * ul - sl * ur);             \
				f[i].m = w * (sr * ul + sl * ur + ul * ur);   \
			}                                                     \
		}                                                             \
	}                                                                     \
	KEEP static void name##_three(int n, const state *q, state *f, double *o) \
	{                                                                     \
		pragma                                                        \
		for (int i = 0; i < n; i++) {                                 \
			double ul = q[i].m / q[i].r, ur = q[i + 1].m / q[i + 1].r; \
			double al = sqrt(fabs(q[i].e)), ar = sqrt(fabs(q[i + 1].e)); \
			double sl = fmin(ul - al, ur - ar);                   \
			double sr = fmax(ul + al, ur + ar);                   \
			if (sl >= 0)                                          \
				f[i] = q[i];                                  \
			else if (sr <= 0)                                     \
				f[i] = q[i + 1];                              \
			else {                                                \
				double w = 1 / (sr - sl);                     \
				f[i].r = w * (sr * ul - sl * ur);             \
				f[i].m = w * (sr * ul * ul - sl * ur * ur);   \
				f[i].e = w * (sr * q[i].e - sl * q[i + 1].e); \
			}                                                     \
			o[i] = sl + sr;                                       \
		}                                                             \
	}                                                                     \
	KEEP static void name##_between(int n, const state *q, state *f, double *o) \
	{                                                                     \
		pragma                                                        \
		for (int i = 0; i < n; i++) {                                 \
			double u = o[i] / q[i].r, s = u - 1;                  \
			o[i] = s;                                             \
			f[i].r = s > 0 ? o[i] / q[i].r : 3 / q[i].r;          \
			f[i].m = s > 1 ? o[i] / q[i].r + 1 : 3 / q[i].r - 1;  \
		}                                                             \
	}                                                                     \
	KEEP static void name##_one(int n, const state *q, state *f, double *o) \
	{                                                                     \
		pragma                                                        \
		for (int i = 0; i < n; i++) {                                 \
			double u = q[i].m / q[i].r;                           \
			f[i].r = u > 0 ? u : q[i].e;                          \
		}                                                             \
	}

#define NOTHING
FORMS(kernel, _Pragma("tensoraot kernel"))
FORMS(plain, NOTHING)

/* Whether numbers of "x" and "y", "n" of them, are not as near as their rounding. */
static int differ(const double *x, const double *y, int n)
{
	for (int i = 0; i < n; i++)
		if (x[i] != y[i] && (x[i] == x[i] || y[i] == y[i])
		    && !(fabs(x[i] - y[i]) <= 1e-12 * (1 + fabs(y[i]))))
			return 1;
	return 0;
}

static state q[MOST + 1], f[2][MOST + 1];
static double o[2][MOST];

static void fill(void)
{
	for (int i = 0; i <= MOST; i++) {
		q[i].r = 1 + i % 3;
		q[i].m = i * 5 % 7 - 3;
		q[i].e = i * 3 % 11 - 4;
		for (int k = 0; k < 2; k++)
			f[k][i].r = f[k][i].m = f[k][i].e = -9;
		if (i < MOST)
			o[0][i] = o[1][i] = i * 7 % 9 - 3;
	}
}

#define TRY(name)                                                             \
	fill();                                                               \
	kernel_##name(n, q, f[0], o[0]);                                      \
	plain_##name(n, q, f[1], o[1]);                                       \
	if (differ(&f[0][0].r, &f[1][0].r, 3 * (MOST + 1)) || differ(o[0], o[1], MOST)) \
		abort();

int main(void)
{
	static const int sizes[] = { 0, 1, 2, 7, 8, 16, 33, MOST };

	for (int i = 0; i < 8; i++) {
		int n = sizes[i];

		TRY(two)
		TRY(three)
		TRY(between)
		TRY(one)
	}
	return 0;
}
