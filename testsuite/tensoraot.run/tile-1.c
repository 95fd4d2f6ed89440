/* Products whose sizes are constants run as tiles of registers made for them.
   Every element must be computed once, from its own row and column, also in
   the last rows and columns, where tiles are lower and vectors shorter, and
   where the right matrix has to be turned first; what is between the rows
   must stay.  If this fails, an edge is wrong.  */
#include <stdlib.h>

#define KEEP __attribute__((noinline, noclone))

enum { PITCH = 140, ROWS = 130 };

static long products;

/* C = A B by rows of PITCH; A is transposed when TA, B when TB.  */
#define PRODUCT(T, M, N, K, TA, TB, id)                                     \
static KEEP void run_##id(T (*a)[PITCH], T (*b)[PITCH], T (*c)[PITCH])      \
{                                                                           \
	_Pragma("tensoraot kernel disjoint")                                \
	for (int i = 0; i < M; i++)                                         \
		for (int j = 0; j < N; j++) {                               \
			T s = 0;                                            \
			for (int p = 0; p < K; p++)                         \
				s += (TA ? a[p][i] : a[i][p])               \
				     * (TB ? b[j][p] : b[p][j]);            \
			c[i][j] = s;                                        \
		}                                                           \
}                                                                           \
static void test_##id(void)                                                 \
{                                                                           \
	static T a[ROWS][PITCH], b[ROWS][PITCH], c[ROWS][PITCH];            \
	for (int i = 0; i < ROWS; i++)                                      \
		for (int j = 0; j < PITCH; j++) {                           \
			a[i][j] = (i * 7 + j * 3) % 11 - 5;                 \
			b[i][j] = (i * 5 + j) % 9 - 4;                      \
			c[i][j] = -77;                                      \
		}                                                           \
	run_##id(a, b, c);                                                  \
	for (int i = 0; i < ROWS; i++)                                      \
		for (int j = 0; j < PITCH; j++) {                           \
			T s = 0;                                            \
			for (int p = 0; i < M && j < N && p < K; p++)       \
				s += (TA ? a[p][i] : a[i][p])               \
				     * (TB ? b[j][p] : b[p][j]);            \
			if (c[i][j] != (i < M && j < N ? s : -77))          \
				abort();                                    \
		}                                                           \
	products++;                                                         \
}

/* C = alpha A B + beta C, in place. */
#define UPDATE(T, M, N, K, id)                                              \
static KEEP void update_##id(T alpha, T beta, T (*a)[PITCH], T (*b)[PITCH], \
			     T (*c)[PITCH])                                 \
{                                                                           \
	_Pragma("tensoraot kernel disjoint")                                \
	for (int i = 0; i < M; i++)                                         \
		for (int j = 0; j < N; j++) {                               \
			T s = 0;                                            \
			for (int p = 0; p < K; p++)                         \
				s += a[i][p] * b[p][j];                     \
			c[i][j] = alpha * s + beta * c[i][j];               \
		}                                                           \
}                                                                           \
static void test_update_##id(void)                                          \
{                                                                           \
	static T a[ROWS][PITCH], b[ROWS][PITCH], c[ROWS][PITCH],            \
		d[ROWS][PITCH];                                             \
	for (int i = 0; i < ROWS; i++)                                      \
		for (int j = 0; j < PITCH; j++) {                           \
			a[i][j] = (i * 3 + j) % 7 - 3;                      \
			b[i][j] = (i + j * 2) % 5 - 2;                      \
			c[i][j] = d[i][j] = (i + j) % 4;                    \
		}                                                           \
	update_##id(2, -3, a, b, c);                                        \
	for (int i = 0; i < M; i++)                                         \
		for (int j = 0; j < N; j++) {                               \
			T s = 0;                                            \
			for (int p = 0; p < K; p++)                         \
				s += a[i][p] * b[p][j];                     \
			d[i][j] = 2 * s - 3 * d[i][j];                      \
		}                                                           \
	for (int i = 0; i < ROWS; i++)                                      \
		for (int j = 0; j < PITCH; j++)                             \
			if (c[i][j] != d[i][j])                             \
				abort();                                    \
	products++;                                                         \
}

#define BOTH(M, N, K, id)                                                   \
	PRODUCT(float, M, N, K, 0, 0, f##id)                                \
	PRODUCT(double, M, N, K, 0, 0, d##id)                               \
	PRODUCT(float, M, N, K, 1, 0, ft##id)                               \
	PRODUCT(double, M, N, K, 0, 1, dn##id)                              \
	PRODUCT(float, M, N, K, 1, 1, ftt##id) UPDATE(double, M, N, K, d##id)

#define SHAPES(X)                                                           \
	X(8, 8, 8, 0) X(5, 7, 19, 1) X(31, 33, 17, 2) X(3, 127, 5, 3)       \
	X(64, 10, 30, 4) X(12, 48, 16, 5) X(25, 97, 11, 6) X(128, 3, 7, 7)  \
	X(3, 3, 3, 8) X(1, 5, 25, 9) X(64, 64, 64, 10)

SHAPES(BOTH)

#define CALL(M, N, K, id)                                                   \
	test_f##id(); test_d##id(); test_ft##id(); test_dn##id();           \
	test_ftt##id(); test_update_d##id();

int main(void)
{
	SHAPES(CALL)
	return products != 66;
}
