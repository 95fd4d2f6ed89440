/* Points and centres of as many coordinates as an argument says: the nearest centre, the
   least distance, a sum over every other centre of the largest difference, where two clouds
   are looked at in one, and how far all points are from their centres, which is a whole
   number; in order, so that every bit counts, with NaN, for few and no points,
   centres and coordinates, as many as a copy of a panel has room for and more, and without
   memory for a copy.  Points that are stored by coordinates need no copy.  If this fails,
   a panel is read of points that are not in it, or before it was copied, or what one centre
   left is taken for the next one's. */
/* { dg-additional-options "-Wno-unknown-pragmas -ffp-contract=off" } */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))
enum { POINTS = 200, CENTRES = 9, COORDINATES = 40, LONG = 3000 };

static int no_memory;

void *aligned_alloc(size_t alignment, size_t size)
{
	void *p;

	return no_memory || posix_memalign(&p, alignment, size) ? NULL : p;
}

#define MEASURES(name, T, pragma)                                              \
	KEEP static void name##_nearest(int n, int k, int dd, const T *x,      \
					const T *c, int *label, T *out)        \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			T best = (T)1e30;                                      \
			int at = -1;                                           \
			for (int j = 0; j < k; j++) {                          \
				T d = 0;                                       \
				for (int t = 0; t < dd; t++) {                 \
					T e = x[i * dd + t] - c[j * dd + t];   \
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
	KEEP static void name##_sum(int n, int k, int dd, const T *x,          \
				    const T *c, int *label, T *out)            \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			T s = 1;                                               \
			for (int j = 0; j < k; j += 2) {                       \
				T d = -2;                                      \
				for (int t = 0; t < dd; t++) {                 \
					T e = x[i * dd + t] - c[j * dd + t];   \
					e = e < 0 ? -e : e;                    \
					d = e > d ? e : d;                     \
				}                                              \
				s += d * d;                                    \
			}                                                      \
			out[i] = s;                                            \
			label[i] = i;                                          \
		}                                                              \
	}                                                                      \
	KEEP static void name##_two(int n, int k, int dd, const T *x,          \
				    const T *c, int *label, T *out)            \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			T best = (T)1e30;                                      \
			for (int j = 0; j < k; j++) {                          \
				T d = 0;                                       \
				for (int t = 0; t < dd; t++)                   \
					d += (x[i * dd + t] - c[j * dd + t]) * \
					     x[(n - 1 - i) * dd + t];          \
				best = d < best ? d : best;                    \
			}                                                      \
			out[i] = best;                                         \
			label[i] = 5;                                          \
		}                                                              \
	}                                                                      \
	KEEP static void name##_stored(int n, int k, int dd, const T *x,       \
				       const T *c, int *label, T *out)         \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			T best = (T)1e30;                                      \
			for (int j = 0; j < k; j++) {                          \
				T d = 0;                                       \
				for (int t = 0; t < dd; t++) {                 \
					T e = x[t * n + i] - c[j * dd + t];    \
					d += e * e;                            \
				}                                              \
				best = d < best ? d : best;                    \
			}                                                      \
			out[i] = best;                                         \
			label[i] = 6;                                          \
		}                                                              \
	}

#define ERRORS(name, T, pragma)                                                \
	KEEP static void name##_error(int n, int k, int dd, const T *x,        \
				      const T *c, int *label, T *out)          \
	{                                                                      \
		T e = 3;                                                       \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			T best = (T)1000000;                                   \
			int at = -1;                                           \
			for (int j = 0; j < k; j++) {                          \
				T d = 0;                                       \
				for (int t = 0; t < dd; t++)                   \
					d += (x[i * dd + t] - c[j * dd + t]) * \
					     (x[i * dd + t] - c[j * dd + t]);  \
				if (d < best) {                                \
					best = d;                              \
					at = j;                                \
				}                                              \
			}                                                      \
			label[i] = at;                                         \
			e += best;                                             \
		}                                                              \
		out[0] = e;                                                    \
	}

#define TEST(name, T)                                                          \
	MEASURES(name, T, _Pragma("tensoraot kernel fp(strict) disjoint"))     \
	MEASURES(plain_##name, T, )                                            \
	ERRORS(name, T, _Pragma("tensoraot kernel disjoint"))                  \
	ERRORS(plain_##name, T, )                                              \
	static T name##_x[POINTS * COORDINATES], name##_c[CENTRES * LONG],     \
		name##_out[2][POINTS + 1];                                     \
	static int name##_label[2][POINTS + 1];                                \
	static void test_##name(int n, int k, int dd)                          \
	{                                                                      \
		void (*f[][2])(int, int, int, const T *, const T *, int *,     \
			       T *) = {                                        \
			{ name##_nearest, plain_##name##_nearest },            \
			{ name##_sum, plain_##name##_sum },                    \
			{ name##_two, plain_##name##_two },                    \
			{ name##_stored, plain_##name##_stored },              \
			{ name##_error, plain_##name##_error },                \
		};                                                             \
		if (n * dd > POINTS * COORDINATES || k * dd > CENTRES * LONG)  \
			return;                                                \
		for (int i = 0; i < n * dd; i++)                               \
			name##_x[i] = (T)(i * 31 % 23 - 11);                   \
		for (int i = 0; i < k * dd; i++)                               \
			name##_c[i] = (T)(i * 17 % 19 - 9);                    \
		if (n * dd > 20 && (T)0.5 != 0)                                \
			name##_x[20] = (T)NAN;                                 \
		for (int w = 0; w < 5; w++) {                                  \
			for (int v = 0; v < 2; v++) {                          \
				for (int i = 0; i <= POINTS; i++) {            \
					name##_label[v][i] = -3;               \
					name##_out[v][i] = -3;                 \
				}                                              \
				f[w][v](n, k, dd, k ? name##_x : NULL,         \
					name##_c, name##_label[v],             \
					name##_out[v]);                        \
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

TEST(floats, float)
TEST(doubles, double)
TEST(ints, int)

int main(void)
{
	static const int points[] = { 0, 1, 2, 7, 15, 16, 31, 32, 33, 63, 65, 200 };
	static const int centres[] = { 0, 1, 2, 9 };
	static const int coordinates[] = { 0, 1, 2, 5, 16, 31, 40, LONG };

	for (int i = 0; i < 12; i++)
		for (int j = 0; j < 4; j++)
			for (int k = 0; k < 8; k++)
				for (no_memory = 0; no_memory < 2; no_memory++) {
					test_floats(points[i], centres[j],
						    coordinates[k]);
					test_doubles(points[i], centres[j],
						     coordinates[k]);
					test_ints(points[i], centres[j],
						  coordinates[k]);
				}
	return 0;
}
