/* Rows of each length from none to past three vectors, of bytes, shorts, floats and
   doubles, which begin anywhere; of maps, with neighbours, with two results and a scalar
   between, and with what may not be done twice: a row that is changed in place, one whose
   elements are all one, and a condition.  If this fails, the last vector of a row, which
   overlaps the one before, does again what changes by that, or writes before its row.  */
/* { dg-additional-options "-Wno-unknown-pragmas -ffp-contract=off" } */
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))
enum { ROWS = 3, MOST = 210, PITCH = 2 * MOST + 40 };

#define MAPS(name, T, pragma)                                                  \
	KEEP static void name(int first, int last, T (*restrict x)[PITCH],     \
			      T (*restrict y)[PITCH], T (*restrict z)[PITCH],  \
			      T *restrict one)                                 \
	{                                                                      \
		pragma                                                         \
		{                                                              \
			for (int i = 0; i < ROWS; i++)                         \
				for (int j = first; j < last; j++)             \
					y[i][j] = x[i][j] * 3 + 1;             \
			for (int i = 0; i < ROWS; i++)                         \
				for (int j = first; j < last; j++)             \
					x[i][j] = x[i][j] / 2 + y[i][j];       \
			for (int i = 1; i < ROWS; i++)                         \
				for (int j = first + 1; j < last - 1; j++) {   \
					T t = x[i - 1][j - 1] + x[i][j + 1];   \
					y[i][j] = t + 5;                       \
					z[i][j] = t - 5;                       \
				}                                              \
			for (int i = 0; i < ROWS; i++)                         \
				for (int j = first; j < last; j++)             \
					one[i] = x[i][j] + j;                  \
			for (int i = 0; i < ROWS; i++)                         \
				for (int j = first; j < last; j++)             \
					if (x[i][j] > 40)                      \
						z[i][j] = y[i][j];             \
			for (int i = 0; i < ROWS; i++)                         \
				for (int j = first; j < last; j++)             \
					y[i][2 * j - first] = z[i][j] + 9;     \
		}                                                              \
	}

#define TEST(name, T)                                                          \
	MAPS(name, T, _Pragma("tensoraot kernel"))                             \
	MAPS(plain_##name, T, )                                                \
	static T name##_x[2][ROWS][PITCH], name##_y[2][ROWS][PITCH],       \
		name##_z[2][ROWS][PITCH], name##_one[2][ROWS];                 \
	static void test_##name(int first, int last)                           \
	{                                                                      \
		for (int k = 0; k < 2; k++)                                    \
			for (int i = 0; i < ROWS; i++) {                       \
				for (int j = 0; j < PITCH; j++) {              \
					name##_x[k][i][j] =                    \
						(T)((i * 77 + j) * 31 % 97);   \
					name##_y[k][i][j] = (T)j;              \
					name##_z[k][i][j] = (T)(j + 3);        \
				}                                              \
				name##_one[k][i] = 2;                          \
			}                                                      \
		name(first, last, name##_x[0], name##_y[0], name##_z[0],       \
		     name##_one[0]);                                           \
		plain_##name(first, last, name##_x[1], name##_y[1],            \
			     name##_z[1], name##_one[1]);                      \
		if (memcmp(name##_x[0], name##_x[1], sizeof(name##_x[0])) ||   \
		    memcmp(name##_y[0], name##_y[1], sizeof(name##_y[0])) ||   \
		    memcmp(name##_z[0], name##_z[1], sizeof(name##_z[0])) ||   \
		    memcmp(name##_one[0], name##_one[1],                       \
			   sizeof(name##_one[0])))                             \
			abort();                                               \
	}

TEST(bytes, unsigned char)
TEST(shorts, short)
TEST(floats, float)
TEST(doubles, double)

int main(void)
{
	for (int n = 0; n <= MOST; n++)
		for (int first = 0; first < 20; first += n % 2 ? 7 : 13) {
			test_bytes(first, first + n);
			test_shorts(first, first + n);
			test_floats(first, first + n);
			test_doubles(first, first + n);
		}
	return 0;
}
