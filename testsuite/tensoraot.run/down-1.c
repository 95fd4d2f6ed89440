/* Products of known sizes with a few columns, or a few more than vectors along a row have,
   by vectors down the columns: matrices end, or begin, where memory does, rows and terms are left over
   that fill no square, in place and with factors, and with rows of the left matrix
   and of the result apart and the right matrix turned.  If this fails, an element has
   the terms of another, some twice, or what is beyond a matrix is touched (the program
   ends by a signal).  */
#include "edges.h"

/* The same where a row of A or C is followed by others, and B is by columns.  */
#define APART(T, M, N, K, id)                                               \
static KEEP void apart_##id(T (*a)[K + 3], T (*b)[K], T (*c)[N + 5])        \
{                                                                           \
	_Pragma("tensoraot kernel disjoint")                                \
	for (int i = 0; i < M; i++)                                         \
		for (int j = 0; j < N; j++)                                 \
			for (int p = 0; p < K; p++)                         \
				c[i][j] += a[i][p] * b[j][p];               \
}                                                                           \
static void test_apart_##id(void)                                           \
{                                                                           \
	static T a[M][K + 3], b[N][K], c[M][N + 5];                         \
	for (int i = 0; i < M; i++)                                         \
		for (int p = 0; p < K + 3; p++)                             \
			a[i][p] = (i * 5 + p * 2) % 11 - 5;                 \
	for (int j = 0; j < N; j++)                                         \
		for (int p = 0; p < K; p++)                                 \
			b[j][p] = (p * 3 + j) % 9 - 4;                      \
	for (int i = 0; i < M; i++)                                         \
		for (int j = 0; j < N + 5; j++)                             \
			c[i][j] = i + j;                                    \
	apart_##id(a, b, c);                                                \
	for (int i = 0; i < M; i++)                                         \
		for (int j = 0; j < N + 5; j++) {                           \
			T s = i + j;                                        \
			for (int p = 0; p < K && j < N; p++)                \
				s += a[i][p] * b[j][p];                     \
			if (c[i][j] != s)                                   \
				abort();                                    \
		}                                                           \
}

#define SHAPES(X)                                                           \
	X(8, 9, 8) X(16, 10, 16) X(64, 10, 20) X(67, 9, 31) X(23, 11, 24)   \
	X(33, 3, 40) X(64, 5, 17) X(35, 12, 33) X(72, 17, 39) X(80, 18, 25) \
	X(31, 19, 16) X(48, 1, 32) X(40, 10, 47) X(9, 9, 9) X(64, 17, 20)   \
	X(37, 34, 18) X(50, 35, 33) X(16, 18, 16) X(70, 19, 41)             \
	X(48, 50, 24) X(33, 65, 17) X(15, 18, 20)
#define BOTH(M, N, K)                                                       \
	PRODUCT(float, M, N, K, f##M##_##N##_##K)                           \
	PRODUCT(double, M, N, K, d##M##_##N##_##K)                          \
	APART(float, M, N, K, f##M##_##N##_##K)                             \
	APART(double, M, N, K, d##M##_##N##_##K)
#define CALL(M, N, K)                                                       \
	test_f##M##_##N##_##K(front); test_d##M##_##N##_##K(front);         \
	test_apart_f##M##_##N##_##K(); test_apart_d##M##_##N##_##K();

SHAPES(BOTH)

int main(void)
{
	page = (size_t)sysconf(_SC_PAGESIZE);
	for (int front = 0; front < 2; front++) {
		SHAPES(CALL)
	}
	return 0;
}
