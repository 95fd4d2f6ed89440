/* Columns of rows that are divided by what is computed for each, which is inverted once then:
   by zero, numbers without a normal inverse, infinity and NaN, of both signs; and multiplied
   by a root of it, as -Ofast makes of a division by one.  No more than 1.5 ULP from what C
   gives where both are normal numbers, and the same infinity, zero or NaN; for no, one and
   many rows and columns.  If this fails, a quotient of small numbers is infinite, or one of
   large ones zero. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#define KEEP __attribute__((noipa))
enum { ROWS = 40, COLUMNS = 70 };

#define DIVIDE(name, T, fn, pragma)                                            \
	KEEP static void name##_by(int n, int m, const T *z, T *x)             \
	{                                                                      \
		pragma                                                         \
		for (int j = 0; j < m; j++) {                                  \
			T d = fn(z[j]);                                        \
			d = j % 3 ? d : -d;                                    \
			for (int i = 0; i < n; i++)                            \
				x[i * m + j] = x[i * m + j] / d;               \
		}                                                              \
	}                                                                      \
	KEEP static void name##_root(int n, int m, const T *z, T *x)           \
	{                                                                      \
		pragma                                                         \
		for (int j = 0; j < m; j++) {                                  \
			T d = fn(z[j]);                                        \
			for (int i = 0; i < n; i++)                            \
				x[i * m + j] = x[i * m + j] * (T)sqrt(d / n);  \
		}                                                              \
	}

#define TEST(name, T, fn, pragma, normal, ulp, low, step)                      \
	DIVIDE(name, T, fn, pragma)                                            \
	DIVIDE(plain_##name, T, fn, )                                          \
	static T name##_x[2][ROWS * COLUMNS], name##_z[COLUMNS];               \
	static void check_##name(int size)                                     \
	{                                                                      \
		for (int i = 0; i < size; i++) {                               \
			T got = name##_x[0][i], want = name##_x[1][i];         \
			if (isnan(want) ? !isnan(got) : got != want &&         \
			    !(fabs(want) >= normal && isfinite(want) &&        \
			      fabs((double)got - want) <=                      \
				      3 * ulp * fabs(want)) &&                 \
			    !(fabs(want) < normal &&                           \
			      fabs((double)got - want) <= 2 * ulp * normal))   \
				abort();                                       \
			if (want == 0 && got == 0 && !signbit(want) != !signbit(got)) \
				abort();                                       \
		}                                                              \
	}                                                                      \
	static void test_##name(int n, int m)                                  \
	{                                                                      \
		void (*f[2][2])(int, int, const T *, T *) = {                  \
			{ name##_by, plain_##name##_by },                      \
			{ name##_root, plain_##name##_root },                  \
		};                                                             \
		for (int j = 0; j < m; j++)                                    \
			name##_z[j] = j % 17 == 16 ? (T)NAN                    \
						   : (T)(low + step * j);      \
		for (int w = 0; w < 2; w++) {                                  \
			for (int v = 0; v < 2; v++) {                          \
				for (int i = 0; i < n * m; i++)                \
					name##_x[v][i] =                       \
						i % 23 == 22 ? (T)INFINITY     \
						: i % 29 == 28 ? (T)-0.0       \
						: i % 31 == 30 ? (T)NAN        \
						: fn((T)(low + step * (i % 67))) \
						  * (i % 2 ? 1 : -1);          \
				f[w][v](n, m, name##_z, name##_x[v]);          \
			}                                                      \
			check_##name(n * m);                                   \
		}                                                              \
	}

TEST(floats, float, expf, _Pragma("tensoraot kernel disjoint"), FLT_MIN,
     FLT_EPSILON, -106, 3)
TEST(doubles, double, exp, _Pragma("tensoraot kernel disjoint"), DBL_MIN,
     DBL_EPSILON, -748, 22)

int main(void)
{
	static const int rows[] = { 0, 1, 2, ROWS }, columns[] = { 0, 1, 16, COLUMNS };

	for (int i = 0; i < 4; i++)
		for (int j = 0; j < 4; j++) {
			test_floats(rows[i], columns[j]);
			test_doubles(rows[i], columns[j]);
		}
	return 0;
}
