/* Factors, sizes and pitches that the loops change, since they are read from
   the very memory that is written; sizes of a byte, and subscripts of an
   unsigned or a narrow type that wrap around; operands behind tables whose rows
   are one, in another order, or overlap.  If this fails, a factor or a size is
   read once for all, or 200 is taken for more than -56, or rows for those of a
   matrix.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>
#include <string.h>

enum { N = 48, LD = 50, SIZE = 70000 };

/* NAME with its loops as a kernel and as written. */
#define BOTH(name, args, ...)                                                \
	__attribute__((noipa)) static void name args                         \
	{                                                                    \
		_Pragma("tensoraot kernel") __VA_ARGS__                      \
	}                                                                    \
	__attribute__((noipa)) static void name##_plain args                 \
	{                                                                    \
		__VA_ARGS__                                                  \
	}

BOTH(product, (int n, const double *f, const double *a, const double *b,
	       double *c),
     for (int i = 0; i < n; i++)
	     for (int j = 0; j < n; j++)
		     for (int k = 0; k < n; k++)
			     c[i * LD + j] += *f * a[i * LD + k]
					      * b[k * LD + j];)

BOTH(scaled, (int n, const double *f, const double *a, const double *b,
	      double *c),
     for (int i = 0; i < n; i++)
	     for (int j = 0; j < n; j++) {
		     double s = 0;
		     for (int k = 0; k < n; k++)
			     s += a[i * LD + k] * b[k * LD + j];
		     c[i * LD + j] = *f * s + f[1] * c[i * LD + j];
	     })

BOTH(vector, (int n, const double *f, const double *a, const double *b,
	      double *c),
     for (int i = 0; i < n; i++) {
	     double s = 0;
	     for (int k = 0; k < n; k++)
		     s += a[i * LD + k] * b[k];
	     c[i] = *f * s + c[i];
     })

BOTH(outer, (int n, const double *f, const double *a, const double *b,
	     double *c),
     for (int i = 0; i < n; i++)
	     for (int j = 0; j < n; j++)
		     c[i * LD + j] += *f * a[i] * b[j];)

BOTH(scale, (int n, const double *f, const double *a, const double *b,
	     double *c),
     for (int i = 0; i < n * LD; i++)
	     c[i] *= *f;)

typedef void reads(int n, const double *f, const double *a, const double *b,
		   double *c);

static reads *const with_factor[][2] = {
	{ product, product_plain }, { scaled, scaled_plain },
	{ vector, vector_plain },   { outer, outer_plain },
	{ scale, scale_plain },
};

/* The sizes are in the matrix, and decrease. */
BOTH(own_size, (int *c, const int *n, const int *k, const int *ld,
		const int *b),
     for (int i = 0; i < *n; i++)
	     for (int j = 0; j < 20; j++)
		     for (int p = 0; p < *k; p++)
			     c[i * *ld + j] -= (i + p) % 3 * b[p * 20 + j];)

/* Sizes of one byte, as they are handed over. */
BOTH(signed_bytes, (signed char n, signed char k, const float *a,
		    const float *b, float *c),
     for (signed char i = 0; i < n; i++)
	     for (int j = 0; j < k; j++)
		     for (signed char p = 0; p < k; p++)
			     c[i * k + j] += a[i * k + p] * b[p * k + j];)

/* Element numbers that wrap around: those of bytes go on below zero. */
BOTH(byte_at, (signed char n, signed char k, const float *a, const float *b,
	       float *c),
     for (int i = 0; i < n; i++)
	     for (int j = 0; j < k; j++)
		     for (int p = 0; p < k; p++)
			     c[i * k + j] += a[(signed char)(i * k + p)]
					     * b[p * k + j];)

BOTH(short_at, (unsigned n, unsigned k, const float *a, const float *b,
		float *c),
     for (unsigned i = 0; i < n; i++)
	     for (unsigned j = 0; j < k; j++)
		     for (unsigned p = 0; p < k; p++)
			     c[i * k + j] += a[(unsigned short)(i * 2000 + p)]
					     * b[p * k + j];)

/* All even rows of a pitch of half of the numbers are the first one. */
BOTH(unsigned_at, (unsigned n, unsigned k, const float *a, unsigned lda,
		   const float *b, float *c),
     for (unsigned i = 0; i < n; i++)
	     for (unsigned j = 0; j < k; j++)
		     for (unsigned p = 0; p < k; p++)
			     c[i * k + j] += a[2 * i * lda + p]
					     * b[p * k + j];)

BOTH(tables, (int n, double **a, double **b, double **c),
     for (int i = 0; i < n; i++)
	     for (int j = 0; j < n; j++)
		     for (int k = 0; k < n; k++)
			     c[i][j] += a[i][k] * b[k][j];)

static double x[2][4 * N * LD];
static int words[2][SIZE];
static float a[SIZE], b[SIZE], c[2][SIZE];

/* "f" next to, in and behind what is written; beta is behind alpha. */
static void try_factor(reads *const both[2], int at)
{
	enum { C = 2 * N * LD };

	for (int way = 0; way < 2; way++) {
		double *m = x[way];

		for (int i = 0; i < 4 * N * LD; i++)
			m[i] = (i * 7 + i / LD) % 5 % 3 - 1;
		m[C + at] = m[C + at + 1] = 2;
		both[way](N, m + C + at, m, m + N * LD, m + C);
	}
	if (memcmp(x[0], x[1], sizeof x[0]))
		abort();
}

static void try_size(int n, int k, int ld)
{
	for (int way = 0; way < 2; way++) {
		int *m = words[way];

		for (int i = 0; i < SIZE; i++)
			m[i] = 0;
		m[n] = 9;
		m[k] = 12;
		m[ld] = 400;
		for (int i = 0; i < 1000; i++)
			m[SIZE - 1000 + i] = i / 3 % 2;
		(way ? own_size_plain : own_size)(m, m + n, m + k, m + ld,
						  m + SIZE - 1000);
	}
	if (memcmp(words[0], words[1], sizeof words[0]))
		abort();
}

#define TRY(name, ...)                                                       \
	do {                                                                 \
		for (int i = 0; i < SIZE; i++) {                             \
			a[i] = (float)(i % 11 - 5);                          \
			b[i] = (float)(i % 7 - 3);                           \
			c[0][i] = c[1][i] = (float)(i % 3);                  \
		}                                                            \
		name(__VA_ARGS__, c[0]);                                     \
		name##_plain(__VA_ARGS__, c[1]);                             \
		if (memcmp(c[0], c[1], sizeof c[0]))                         \
			abort();                                             \
	} while (0)

/* Rows of the operands that are "place" apart, every "step"-th of one and each
   twice of the other, and of the result that are "apart". */
static void try_tables(int n, int step, int place, int apart)
{
	double *row[3][N];

	for (int way = 0; way < 2; way++) {
		double *m = x[way];

		for (int i = 0; i < 4 * N * LD; i++)
			m[i] = i * 5 % 7 - 3;
		for (int i = 0; i < n; i++) {
			row[0][i] = m + i * step % n * place;
			row[1][i] = m + N * LD + (i / 2) * place;
			row[2][i] = m + 2 * N * LD + i * apart;
		}
		(way ? tables_plain : tables)(n, row[0], row[1], row[2]);
	}
	if (memcmp(x[0], x[1], sizeof x[0]))
		abort();
}

int main(void)
{
	static const int at[] = { 0, 3, 4, N - 1, LD, 5 * LD + 7, N * LD - 5,
				  N * LD + 5 };

	for (int i = 0; i < 5; i++)
		for (int k = 0; k < 8; k++)
			try_factor(with_factor[i], at[k]);
	try_size(9000, 9001, 9002);
	try_size(405, 9001, 9002);
	try_size(9000, 803, 9002);
	try_size(9000, 9001, 1207);
	try_size(405, 803, 1207);
	TRY(signed_bytes, 48, 48, a, b);
	TRY(signed_bytes, (signed char)200, 48, a, b);
	TRY(signed_bytes, 48, (signed char)200, a, b);
	TRY(signed_bytes, 127, 127 - 1, a, b);
	TRY(byte_at, 60, 40, a + 128, b);
	TRY(byte_at, 3, 40, a + 128, b);
	TRY(short_at, 48, 48, a, b);
	TRY(short_at, 20, 48, a, b);
	TRY(unsigned_at, 48, 48, a, 0x80000000u, b);
	TRY(unsigned_at, 48, 48, a, 48, b);
	TRY(unsigned_at, 48, 48, a, 0x80000001u, b);
	for (int n = 0; n <= N; n += 12) {
		try_tables(n, 1, LD, LD);
		try_tables(n, 5, LD, LD);
		try_tables(n, 1, LD, 0);
		try_tables(n, 7, N - 9, LD);
		try_tables(n, 1, LD, N - 9);
		try_tables(n, 5, 0, 1);
	}
	return 0;
}
