/* memset, memcpy and memmove in loops, between other loops, under conditions on indices
   and data, of rows of all lengths and types, of zeros and other bytes; values read
   before and after; rows of one array copied to others of it; local rows.  The same
   source without a pragma says what has to come out.  If this fails, a fill is done at
   another time, for other elements, or where none was.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(c) ((c) ? (void)0 : abort())
#define NOINLINE __attribute__((noinline, noclone))
#define KERNEL_(text) _Pragma(#text)
#define KERNEL(...) KERNEL_(tensoraot kernel __VA_ARGS__)
#define NONE(...)

enum { N = 40, SIZE = 4096 };

#define TYPED(p, T, PRAGMA)                                                   \
NOINLINE void p##zero_##T(int n, int m, T *restrict y, const T *restrict a)   \
{                                                                             \
	PRAGMA(require(lowered))                                              \
	for (int i = 0; i < n; i++) {                                         \
		memset(y + i * m, 0, m * sizeof *y);                          \
		for (int k = 0; k < n; k++)                                   \
			for (int j = 0; j < m; j++)                           \
				y[i * m + j] += a[i * n + k] * a[k * m + j];  \
	}                                                                     \
}                                                                             \
NOINLINE void p##copy_##T(int n, long m, T *restrict y, const T *restrict a)  \
{                                                                             \
	PRAGMA(require(lowered))                                              \
	for (int i = 0; i < n; i++) {                                         \
		memcpy(&y[i * m], &a[(n - 1 - i) * m], sizeof(T) * m);        \
		for (int j = 0; j < m; j++)                                   \
			y[i * m + j] += a[j];                                 \
	}                                                                     \
}                                                                             \
NOINLINE void p##triangle_##T(int n, T *restrict y, const T *restrict a)      \
{                                                                             \
	PRAGMA(require(lowered))                                              \
	for (int i = 0; i < n; i++) {                                         \
		memcpy(y + i * n, a + i * n, (i + 1) * sizeof(T));            \
		memset(y + i * n + i + 1, 0, (n - 1 - i) * sizeof(T));        \
		y[i * n] = y[i * n] * 2;                                      \
	}                                                                     \
}                                                                             \
NOINLINE void p##passed_##T(int n, int m, T *restrict y, const T *restrict a) \
{                                                                             \
	PRAGMA()                                                              \
	for (int i = 0; i < n; i++) {                                         \
		if (a[i] > 3)                                                 \
			memset(y + i * m, 0, m * sizeof(T));                  \
		else if (a[i] < 2)                                            \
			memcpy(y + i * m, a + i, m * sizeof(T));              \
		else                                                          \
			y[i * m] = 1;                                         \
		if (i > n / 2)                                                \
			memset(y + i * m, 1, sizeof(T) * 4);                  \
	}                                                                     \
}                                                                             \
NOINLINE void p##before_##T(int n, int m, T *y, const T *a)                   \
{                                                                             \
	PRAGMA()                                                              \
	for (int i = 0; i < n; i++) {                                         \
		T old = y[i * m + 1];                                         \
                                                                              \
		memset(y + i * m, 0, m * sizeof(T));                          \
		y[i * m] += old + a[i];                                       \
		memcpy(y + (n - i) * m, y + i * m, m * sizeof(T));            \
	}                                                                     \
}                                                                             \
NOINLINE void p##moved_##T(int n, T *y)                                       \
{                                                                             \
	PRAGMA()                                                              \
	for (int i = 0; i < 3; i++) {                                         \
		memmove(y + 1, y, n * sizeof(T));                             \
		y[0] = 7;                                                     \
	}                                                                     \
}                                                                             \
NOINLINE void p##local_##T(int n, int m, T *y, const T *restrict a)           \
{                                                                             \
	T all[m];                                                             \
                                                                              \
	PRAGMA()                                                              \
	for (int i = 0; i < n; i++) {                                         \
		T row[N];                                                     \
                                                                              \
		memset(row, 0, sizeof row);                                   \
		memset(all, 0, m * sizeof *all);                              \
		for (int k = 0; k < n; k++)                                   \
			for (int j = 0; j < m; j++) {                         \
				row[j] += a[i * n + k];                       \
				all[j] += a[k * m + j];                       \
			}                                                     \
		memcpy(y + i * m, row, m * sizeof(T));                        \
		for (int j = 0; j < m; j++)                                   \
			y[i * m + j] += all[j];                               \
	}                                                                     \
}

#define OTHERS(p, PRAGMA)                                                     \
NOINLINE void p##most(int n, int m, int *restrict y, const int *restrict a)   \
{                                                                             \
	PRAGMA(require(lowered))                                              \
	for (int i = 0; i < n; i++) {                                         \
		memset(y + i * m, 0x7f, m * sizeof *y);                       \
		for (int j = 0; j < m; j++)                                   \
			if (a[j * n + i] < y[i * m + j])                      \
				y[i * m + j] = a[j * n + i];                  \
	}                                                                     \
}                                                                             \
NOINLINE void p##ones(int n, int m, long *restrict y, float *restrict z,      \
		      unsigned short *restrict s, signed char *restrict c)    \
{                                                                             \
	PRAGMA(require(lowered))                                              \
	for (int i = 0; i < n; i++) {                                         \
		memset(y + i * m, -1, m * sizeof *y);                         \
		memset(z + i * m, 65, m * sizeof *z);                         \
		memset(s + i * m, 0x80, m * sizeof *s);                       \
		memset(c + i * m, i * 11, m);                                 \
		y[i * m] += 2;                                                \
		z[i * m] *= 2;                                                \
		s[i * m] /= 2;                                                \
		c[i * m] >>= 1;                                               \
	}                                                                     \
}                                                                             \
NOINLINE void p##part(int n, int m, float *restrict y)                        \
{                                                                             \
	PRAGMA()                                                              \
	for (int i = 0; i < n; i++) {                                         \
		memset(y + i * m, 0, 2 * m);                                  \
		y[i * m] += 1;                                                \
	}                                                                     \
}                                                                             \
NOINLINE long p##used(int n, int m, float *restrict y)                        \
{                                                                             \
	long s = 0;                                                           \
                                                                              \
	PRAGMA()                                                              \
	for (int i = 0; i < n; i++) {                                         \
		float *q = memset(y + i * m, 0, m * 4);                       \
                                                                              \
		s += q == y;                                                  \
		q[1] = 4;                                                     \
	}                                                                     \
	return s;                                                             \
}                                                                             \
NOINLINE void p##sizes(int n, const unsigned *restrict k, int *restrict y)    \
{                                                                             \
	PRAGMA()                                                              \
	for (int i = 0; i < n; i++) {                                         \
		memset(y + i * 8, 0, (k[i] & 7) * sizeof *y);                 \
		y[i * 8 + 7] = 3;                                             \
	}                                                                     \
}                                                                             \
NOINLINE void p##whole(int n, void *y, const void *a)                         \
{                                                                             \
	PRAGMA()                                                              \
	for (int i = 0; i < n; i++)                                           \
		memcpy((char *)y + i * 33, (const char *)a + i * 31, 29);     \
}                                                                             \
NOINLINE void p##bits(int n, float *restrict y, int *restrict a)              \
{                                                                             \
	PRAGMA()                                                              \
	for (int i = 0; i < n; i++) {                                         \
		memcpy(y + i * 5, a + i * 5, 5 * sizeof *y);                  \
		y[i * 5] += 1;                                                \
		a[i * 5] += 1;                                                \
	}                                                                     \
}                                                                             \
NOINLINE void p##sign(int n, unsigned *restrict y, const int *restrict a)     \
{                                                                             \
	PRAGMA(require(lowered))                                              \
	for (int i = 0; i < n; i++) {                                         \
		memcpy(y + i * 5, a + i * 5, 5 * sizeof *y);                  \
		y[i * 5] += a[i];                                             \
	}                                                                     \
}

#define ALL(X) X(float) X(double) X(int) X(int8_t) X(uint16_t) X(int64_t)
#define BOTH(T) TYPED(k_, T, KERNEL) TYPED(p_, T, NONE)
ALL(BOTH)
OTHERS(k_, KERNEL)
OTHERS(p_, NONE)

static char u[4][SIZE * 8] __attribute__((aligned(64)));
static char v[4][SIZE * 8] __attribute__((aligned(64)));

/* Put small numbers of type T everywhere. */
#define FILL(T)                                                               \
	for (int b = 0; b < 4; b++)                                           \
		for (int i = 0; i < SIZE; i++)                                \
			((T *)u[b])[i] = ((T *)v[b])[i] =                     \
				(T)((i * 7 + b * 3) % 5);

#define SAME() CHECK(!memcmp(u, v, sizeof u))

#define TEST(T)                                                               \
static void test_##T(void)                                                    \
{                                                                             \
	T *y = (T *)u[0], *a = (T *)u[1], *z = (T *)v[0], *b = (T *)v[1];     \
                                                                              \
	for (int n = 0; n < N; n += 1 + n / 4)                                \
		for (int m = 1; m < N; m += 1 + m / 3) {                      \
			FILL(T)                                               \
			k_zero_##T(n, m, y, a);                               \
			p_zero_##T(n, m, z, b);                               \
			SAME();                                               \
			k_copy_##T(n, m, y, a);                               \
			p_copy_##T(n, m, z, b);                               \
			SAME();                                               \
			FILL(T)                                               \
			k_triangle_##T(n, y, a);                              \
			p_triangle_##T(n, z, b);                              \
			k_passed_##T(n, m, y + 9, a);                         \
			p_passed_##T(n, m, z + 9, b);                         \
			SAME();                                               \
			FILL(T)                                               \
			k_before_##T(n, m, y, a);                             \
			p_before_##T(n, m, z, b);                             \
			k_before_##T(n, m, y, y + 3 * m);                     \
			p_before_##T(n, m, z, z + 3 * m);                     \
			SAME();                                               \
			FILL(T)                                               \
			k_moved_##T(n, y);                                    \
			p_moved_##T(n, z);                                    \
			k_local_##T(n, m, y, a);                              \
			p_local_##T(n, m, z, b);                              \
			SAME();                                               \
		}                                                             \
}
ALL(TEST)
#define RUN(T) test_##T();

int main(void)
{
	ALL(RUN)
	for (int n = 0; n < N; n += 1 + n / 4)
		for (int m = 2; m < N; m += 1 + m / 3) {
			FILL(int)
			k_most(n, m, (int *)u[0], (int *)u[1]);
			p_most(n, m, (int *)v[0], (int *)v[1]);
			k_ones(n, m, (long *)u[0], (float *)u[1],
			       (unsigned short *)u[2], (signed char *)u[3]);
			p_ones(n, m, (long *)v[0], (float *)v[1],
			       (unsigned short *)v[2], (signed char *)v[3]);
			SAME();
			FILL(float)
			k_part(n, m, (float *)u[0]);
			p_part(n, m, (float *)v[0]);
			CHECK(k_used(n, m, (float *)u[1])
			      == p_used(n, m, (float *)v[1]));
			SAME();
			FILL(int)
			k_sizes(n, (unsigned *)u[1], (int *)u[0]);
			p_sizes(n, (unsigned *)v[1], (int *)v[0]);
			k_whole(n, u[2] + 1, u[3] + 3);
			p_whole(n, v[2] + 1, v[3] + 3);
			k_bits(n, (float *)u[0], (int *)u[1]);
			p_bits(n, (float *)v[0], (int *)v[1]);
			k_sign(n, (unsigned *)u[2], (int *)u[3]);
			p_sign(n, (unsigned *)v[2], (int *)v[3]);
			SAME();
		}
	return 0;
}
