/* Many scalars that go on from one loop to the next, in the same arrays: if this
   fails, the compiler crashes or some go on with the value of another, as what
   was looked up in a table was used after the table had grown.  Which that
   would be depends on addresses, so there are several numbers of them.  */
/* { dg-skip-if "the plans are those of -O3" { *-*-* } { "-Os" "-Og" "-flto" } } */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <stdlib.h>

enum { N = 9, MOST = 40 };

#define SET(k) float s##k = k;
#define ADD(k) s##k += a[k * N + j];
#define SUB(k) s##k -= b[j] * k;
#define PUT(k) y[k * N + i] = s##k;

#define EIGHT(X, p) X(p##0) X(p##1) X(p##2) X(p##3) X(p##4) X(p##5) X(p##6)  \
	X(p##7)
#define UP_TO_6(X) X(0) X(1) X(2) X(3) X(4) X(5)
#define UP_TO_9(X) EIGHT(X, ) X(8)
#define UP_TO_18(X) EIGHT(X, ) EIGHT(X, 1) X(8) X(9)
#define UP_TO_28(X) UP_TO_18(X) EIGHT(X, 2) X(18) X(19)
#define UP_TO_38(X) UP_TO_28(X) EIGHT(X, 3) X(28) X(29)

#define KERNEL(pre, count, pragma)                                           \
	__attribute__((noipa)) static void pre##_##count(                    \
		int n, int m, int l, float *restrict y,                      \
		const float *restrict a, const float *restrict b)            \
	{                                                                    \
		pragma for (int i = 0; i < n; i++) {                         \
			UP_TO_##count(SET)                                   \
			for (int j = 0; j < m; j++) {                        \
				UP_TO_##count(ADD)                           \
			}                                                    \
			for (int j = 0; j < l; j++) {                        \
				UP_TO_##count(SUB)                           \
			}                                                    \
			UP_TO_##count(PUT)                                   \
		}                                                            \
	}

#define ALL(X) X(6) X(9) X(18) X(28) X(38)
#define BOTH(count)                                                          \
	KERNEL(kernel, count, _Pragma("tensoraot kernel"))                   \
	KERNEL(plain, count, )
ALL(BOTH)

static float y[2][MOST * N], a[MOST * N], b[N];

int main(void)
{
	static void (*const run[][2])(int, int, int, float *, const float *,
				      const float *) = {
#define ROW(count) { plain_##count, kernel_##count },
		ALL(ROW)
	};

	for (int i = 0; i < MOST * N; i++)
		a[i] = (float)(i * 7 % 11 - 5);
	for (int i = 0; i < N; i++)
		b[i] = (float)(i % 4 - 1);
	for (unsigned w = 0; w < sizeof run / sizeof *run; w++) {
		for (int k = 0; k < 2; k++)
			run[w][k](N, N, N - 2, y[k], a, b);
		for (int i = 0; i < MOST * N; i++)
			if (y[0][i] != y[1][i])
				abort();
	}
	return 0;
}
