/* Points and centres of one to 32 coordinates: the nearest centre of each point, the
   first of several as near, the least distance, a sum over all centres, and the largest
   of another measure; with NaN, infinities and equal distances, for few and no points and
   centres.  The sums of a distance are in order, so that every bit counts.  Where
   there are no centres, there may be no points either.  If this fails, points that go side
   by side as vectors take each other's distance or centre, or the last of several centres
   in place of the first, or coordinates are read that no loop reads.  */
/* { dg-additional-options "-Wno-unknown-pragmas -ffp-contract=off" } */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))
enum { POINTS = 300, CENTRES = 40 };

#define MEASURES(name, T, D, pragma)                                           \
	KEEP static void name##_nearest(int n, int k, T (*restrict x)[D],      \
					T (*restrict c)[D],                    \
					int *restrict label, T *restrict out)  \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			T best = (T)1e30;                                      \
			int at = -1;                                           \
			for (int j = 0; j < k; j++) {                          \
				T d = 0;                                       \
				for (int t = 0; t < D; t++) {                  \
					T e = x[i][t] - c[j][t];               \
					d += e * e;                            \
				}                                              \
				if (d < best) {                                \
					best = d;                              \
					at = j;                                \
				}                                              \
			}                                                      \
			label[i] = at;                                         \
			out[i] = best;                                         \
		}                                                              \
	}                                                                      \
	KEEP static void name##_least(int n, int k, T (*restrict x)[D],        \
				      T (*restrict c)[D], int *restrict label, \
				      T *restrict out)                         \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			T best = (T)1e30;                                      \
			for (int j = 0; j < k; j++) {                          \
				T d = 0;                                       \
				for (int t = 0; t < D; t++) {                  \
					T e = x[i][t] - c[j][t];               \
					d += e < 0 ? -e : e;                   \
				}                                              \
				best = d < best ? d : best;                    \
			}                                                      \
			out[i] = best;                                         \
			label[i] = i;                                          \
		}                                                              \
	}                                                                      \
	KEEP static void name##_sum(int n, int k, T (*restrict x)[D],          \
				    T (*restrict c)[D], int *restrict label,   \
				    T *restrict out)                           \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			T s = 0;                                               \
			for (int j = 0; j < k; j++) {                          \
				T d = 1;                                       \
				for (int t = 0; t < D; t++)                    \
					d += x[i][t] * c[j][t];                \
				s += d * d;                                    \
			}                                                      \
			out[i] = s;                                            \
			label[i] = 7;                                          \
		}                                                              \
	}

#define TEST(name, T, D)                                                       \
	MEASURES(name, T, D, _Pragma("tensoraot kernel fp(strict)"))           \
	MEASURES(plain_##name, T, D, )                                         \
	static T name##_x[POINTS][D], name##_c[CENTRES][D],                    \
		name##_out[2][POINTS + 1];                                     \
	static int name##_label[2][POINTS + 1];                                \
	static void test_##name(int n, int k, double odd)                      \
	{                                                                      \
		void (*f[][2])(int, int, T (*)[D], T (*)[D], int *, T *) = {   \
			{ name##_nearest, plain_##name##_nearest },            \
			{ name##_least, plain_##name##_least },                \
			{ name##_sum, plain_##name##_sum },                    \
		};                                                             \
		for (int i = 0; i < POINTS * D; i++)                           \
			name##_x[i / D][i % D] = (T)(i * 31 % 23 - 11);        \
		for (int i = 0; i < CENTRES * D; i++)                          \
			name##_c[i / D][i % D] = (T)(i * 17 % 19 - 9);         \
		name##_x[5][D - 1] = (T)odd;                                   \
		name##_c[2][0] = (T)odd;                                       \
		for (int w = 0; w < 3; w++) {                                  \
			for (int v = 0; v < 2; v++) {                          \
				for (int i = 0; i <= POINTS; i++) {            \
					name##_label[v][i] = -3;               \
					name##_out[v][i] = -3;                 \
				}                                              \
				f[w][v](n, k, k ? name##_x : 0, name##_c,      \
					name##_label[v], name##_out[v]);       \
			}                                                      \
			if (memcmp(name##_label[0], name##_label[1],           \
				   sizeof(name##_label[0])))                   \
				abort();                                       \
			for (int i = 0; i <= POINTS; i++)                      \
				if (name##_out[0][i] != name##_out[1][i] &&    \
				    (name##_out[0][i] == name##_out[0][i] ||   \
				     name##_out[1][i] == name##_out[1][i]))    \
					abort();                               \
		}                                                              \
	}

TEST(floats1, float, 1)
TEST(floats3, float, 3)
TEST(doubles4, double, 4)
TEST(doubles8, double, 8)
TEST(floats13, float, 13)
TEST(floats32, float, 32)

int main(void)
{
	static const int points[] = { 0, 1, 7, 9, 15, 16, 17, 100, 300 };
	static const int centres[] = { 0, 1, 2, 7, 40 };
	static const double odd[] = { 1, NAN, INFINITY, -INFINITY };

	for (int i = 0; i < 9; i++)
		for (int j = 0; j < 5; j++)
			for (int k = 0; k < 4; k++) {
				test_floats1(points[i], centres[j], odd[k]);
				test_floats3(points[i], centres[j], odd[k]);
				test_doubles4(points[i], centres[j], odd[k]);
				test_doubles8(points[i], centres[j], odd[k]);
				test_floats13(points[i], centres[j], odd[k]);
				test_floats32(points[i], centres[j], odd[k]);
			}
	return 0;
}
