/* Rows of a few elements, from 2 to 17, as of coordinates and channels: added up, also
   with weights, squared, into doubles, compared, multiplied; scaled, put together from
   arrays of their elements and taken apart to such; in any order of sums and in that of
   the source, for no row and some, with what is behind the rows left alone.  If this
   fails, a row that is held in registers or written out loses an element or takes one
   twice, or sums change that have an order.  */
/* { dg-additional-options "-Wno-unknown-pragmas -ffp-contract=off" } */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))
enum { MOST = 70, SUMS = 5 };

/* What is done with "n" rows of W elements: sums of s[0] to s[4], and three arrays.  */
#define ROWS(name, T, S, W, pragma)                                            \
	KEEP static void name(int n, T (*restrict x)[W], T *restrict w,        \
			      S s[restrict SUMS][W], T (*restrict y)[W],       \
			      T *restrict parts, T (*restrict z)[W])           \
	{                                                                      \
		pragma                                                         \
		{                                                              \
			for (int i = 0; i < n; i++)                            \
				for (int c = 0; c < W; c++)                    \
					s[0][c] += x[i][c];                    \
			for (int i = 0; i < n; i++)                            \
				for (int c = 0; c < W; c++)                    \
					s[1][c] -= w[i] * (S)x[i][c];          \
			for (int i = 0; i < n; i++)                            \
				for (int c = 0; c < W; c++) {                  \
					s[2][c] += x[i][c] * x[i][c];          \
					s[3][c] = x[i][c] > s[3][c] ?          \
						  x[i][c] : s[3][c];           \
				}                                              \
			for (int i = W; i < n; i++)                            \
				for (int c = 0; c < W; c++)                    \
					s[4][c] += w[i] * (S)w[i - c];         \
			for (int i = 0; i < n; i++)                            \
				for (int c = 0; c < W; c++)                    \
					y[i][c] = x[i][c] * w[c] + w[i];       \
			for (int i = 0; i < n; i++)                            \
				for (int c = 0; c < W; c++)                    \
					parts[c * n + i] = x[i][c] + w[i];     \
			for (int i = 0; i < n; i++)                            \
				for (int c = 0; c < W; c++)                    \
					z[i][c] = parts[c * n + i] - w[i];     \
		}                                                              \
	}

/* Compares the kernel "name" with its loops, of which sums may differ by "bound".  */
#define TEST(name, T, S, W, fp, bound)                                         \
	ROWS(name, T, S, W, _Pragma(fp))                                       \
	ROWS(plain_##name, T, S, W, )                                          \
	static void test_##name(int n)                                         \
	{                                                                      \
		static T x[MOST][W], w[MOST], y[2][MOST + 1][W];               \
		static T parts[2][MOST * W + 1], z[2][MOST + 1][W];            \
		static S s[2][SUMS][W];                                        \
		for (int i = 0; i < MOST; i++) {                               \
			w[i] = (T)((i * 31 % 17 - 8) / (T)4);                  \
			for (int c = 0; c < W; c++)                            \
				x[i][c] = (T)((i * 7 + c * 13) % 23 - 11) /    \
					  (T)3;                                \
		}                                                              \
		memset(y, 1, sizeof(y));                                       \
		memset(z, 1, sizeof(z));                                       \
		memset(parts, 1, sizeof(parts));                               \
		for (int k = 0; k < SUMS; k++)                                 \
			for (int c = 0; c < W; c++)                            \
				s[0][k][c] = s[1][k][c] = (S)(k - c);          \
		name(n, x, w, s[0], y[0], parts[0], z[0]);                     \
		plain_##name(n, x, w, s[1], y[1], parts[1], z[1]);             \
		if (memcmp(y[0], y[1], sizeof(y[0])) ||                        \
		    memcmp(z[0], z[1], sizeof(z[0])) ||                        \
		    memcmp(parts[0], parts[1], sizeof(parts[0])))              \
			abort();                                               \
		for (int k = 0; k < SUMS; k++)                                 \
			for (int c = 0; c < W; c++)                            \
				if (!(fabs((double)(s[0][k][c] - s[1][k][c])) \
				      <= bound))                               \
					abort();                               \
	}

#define ANY "tensoraot kernel"
#define ORDERED "tensoraot kernel fp(strict)"
#define EACH(X)                                                                \
	X(f2, float, float, 2, ANY, 1e-3)                                      \
	X(f3, float, float, 3, ANY, 1e-3)                                      \
	X(f4, float, float, 4, ANY, 1e-3)                                      \
	X(f5, float, double, 5, ANY, 1e-9)                                     \
	X(f8, float, float, 8, ANY, 1e-3)                                      \
	X(f16, float, float, 16, ANY, 1e-3)                                    \
	X(f17, float, float, 17, ANY, 1e-3)                                    \
	X(d3, double, double, 3, ANY, 1e-12)                                   \
	X(d6, double, double, 6, ANY, 1e-12)                                   \
	X(d8, double, double, 8, ANY, 1e-12)                                   \
	X(o2, float, float, 2, ORDERED, 0)                                     \
	X(o3, float, double, 3, ORDERED, 0)                                    \
	X(o4, double, double, 4, ORDERED, 0)                                   \
	X(o7, float, double, 7, ORDERED, 0)                                    \
	X(o8, float, double, 8, ORDERED, 0)                                    \
	X(o12, double, double, 12, ORDERED, 0)                                 \
	X(i3, short, int, 3, ANY, 0)                                           \
	X(i7, signed char, int, 7, ANY, 0)                                     \
	X(u4, unsigned char, unsigned, 4, ANY, 0)                              \
	X(l5, int, long long, 5, ANY, 0)

EACH(TEST)

int main(void)
{
	for (int n = 0; n <= MOST; n += n < 36 ? 1 : 17) {
#define CALL(name, T, S, W, fp, bound) test_##name(n);
		EACH(CALL)
	}
	return 0;
}
