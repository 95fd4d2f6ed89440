/* Rows that change under a condition that is the same for all, of which a loop over some
   elements comes first, that is empty for some rows, and what then changes one element is
   not; the same the other way round, and two such loops: of all sizes about these.  If
   this fails, a row is left as it was.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <complex.h>
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))
enum { MOST = 40, ROW = 45 };
typedef float complex c64;

#define FORMS(name, pragma)                                                   \
	KEEP static void name##_up(int k, int n, int m, const float *in, c64 *out) \
	{                                                                     \
		pragma                                                        \
		for (int i = k - 1; i >= 0; i--)                              \
			if (in[0] <= in[1])                                   \
				for (int j = 0; j < n; j++) {                 \
					for (int l = m; l-- > i + 1;)         \
						out[j * ROW + l] = in[2];     \
					out[j * ROW + 2] *= I;                \
				}                                             \
	}                                                                     \
	KEEP static void name##_down(int k, int n, int m, const float *in, c64 *out) \
	{                                                                     \
		pragma                                                        \
		for (int i = 0; i < k; i++)                                   \
			if (in[0] <= in[1])                                   \
				for (int j = 0; j < n; j++) {                 \
					out[j * ROW + 2] *= I;                \
					for (int l = 0; l < i - k + m; l++)   \
						out[j * ROW + l] = in[2];     \
				}                                             \
	}                                                                     \
	KEEP static void name##_two(int k, int n, int m, const float *in, c64 *out) \
	{                                                                     \
		pragma                                                        \
		for (int i = 0; i < k; i++)                                   \
			if (in[0] <= in[1])                                   \
				for (int j = 0; j < n; j++) {                 \
					for (int l = 0; l < i - k + m; l++)   \
						out[j * ROW + l] *= I;        \
					for (int l = i; l < k - m; l++)       \
						out[j * ROW + l] = in[2];     \
				}                                             \
	}

#define NOTHING
FORMS(kernel, _Pragma("tensoraot kernel fp(strict) disjoint"))
FORMS(plain, NOTHING)

static c64 out[2][MOST * ROW];

#define TRY(name)                                                             \
	for (int i = 0; i < MOST * ROW; i++)                                  \
		out[0][i] = out[1][i] = i % 7 + i % 3 * I;                    \
	kernel_##name(k, n, m, in, out[0]);                                   \
	plain_##name(k, n, m, in, out[1]);                                    \
	if (memcmp(out[0], out[1], sizeof out[0]))                            \
		abort();

int main(void)
{
	static const int sizes[] = { 0, 1, 2, 5, 17, 40 };

	for (int on = 0; on < 2; on++)
		for (int q = 0; q < 6 * 6 * 6; q++) {
			int k = sizes[q % 6], n = sizes[q / 6 % 6], m = sizes[q / 36];
			const float in[] = { 1, on, 3 };

			TRY(up)
			TRY(down)
			TRY(two)
		}
	return 0;
}
