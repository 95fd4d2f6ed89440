/* Results too large for the cache are made in blocks and stored past it: each
   element once and in its place, wherever the first one is in a line of the
   cache, and nothing next to them.  If this fails, a block is cut wrongly, the
   ends of a row are, or a row goes on into the next one.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <stdint.h>
#include <stdlib.h>

#define KEEP __attribute__((noipa))

/* From 48 MiB on.  */
enum { LARGE = (48 << 20) + 12345, EDGE = 128 };

KEEP static void line(long n, double *restrict y, const int8_t *x)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		y[i] = 2.0 * x[i] + 1;
}

KEEP static void line_alone(long n, int16_t *restrict y, const int8_t *x)
{
#pragma tensoraot kernel serial
	for (long i = 0; i < n; i++)
		y[i] = 3 * x[i] + 7;
}

KEEP static void rows(long n, long m, long pitch, float *restrict y,
		      const int8_t *x)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++) {
		int s = 0;

		for (long j = 0; j < m; j++)
			s += x[i + j];
		for (long j = 0; j < m; j++)
			y[i * pitch + j] = s + 5 * x[i + j];
	}
}

KEEP static void pair(long n, _Complex float *restrict y, int8_t *restrict z,
		      const int8_t *x)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++) {
		y[i] = x[i] - 2.0f * x[i + 1] * 1.0if;
		z[i] = x[i] ^ 5;
	}
}

/* The sign of what is read: the result may have the place of its argument.  */
KEEP static void same(long n, float *y, const float *x)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		y[i] = -x[i];
}

static int8_t *x;

/* Element "i" of what is read.  */
static int at(long i)
{
	return (int)(i * 7 % 251) - 125;
}

/* "bytes" of memory, all 77, from "off" bytes behind a line of the cache on.  */
static char *memory(size_t bytes, int off)
{
	char *p = aligned_alloc(64, (bytes + 2 * EDGE + 127) & ~(size_t)63);

	if (!p)
		exit(0);
	for (size_t i = 0; i < bytes + 2 * EDGE; i++)
		p[i] = 77;
	return p + EDGE / 2 + off;
}

/* Are the bytes around the "bytes" that begin at "p" as they were?  Gives all back
   that "memory" gave with "off".  */
static void give_back(char *p, size_t bytes, int off)
{
	for (int i = 1; i <= EDGE / 2; i++)
		if (p[-i] != 77 || p[bytes + i - 1] != 77)
			abort();
	free(p - EDGE / 2 - off);
}

static void test_lines(long n, int off)
{
	char *y = memory(n * sizeof(double), off * sizeof(double));

	line(n, (double *)y, x);
	for (long i = 0; i < n; i++)
		if (((double *)y)[i] != 2.0 * at(i) + 1)
			abort();
	give_back(y, n * sizeof(double), off * sizeof(double));
	y = memory(4 * n * sizeof(int16_t), off * sizeof(int16_t));
	line_alone(4 * n, (int16_t *)y, x);
	for (long i = 0; i < 4 * n; i++)
		if (((int16_t *)y)[i] != 3 * at(i) + 7)
			abort();
	give_back(y, 4 * n * sizeof(int16_t), off * sizeof(int16_t));
}

static void test_rows(long n, long m, long pitch, int off)
{
	size_t size = n * pitch * sizeof(float);
	char *y = memory(size, off * sizeof(float));
	float *f = (float *)y;

	rows(n, m, pitch, f, x);
	for (long i = 0; i < n; i++) {
		int s = 0;

		for (long j = 0; j < m; j++)
			s += at(i + j);
		for (long j = 0; j < m; j++)
			if (f[i * pitch + j] != s + 5 * at(i + j))
				abort();
		for (char *p = (char *)&f[i * pitch + m];
		     p < (char *)&f[(i + 1) * pitch]; p++)
			if (*p != 77)
				abort();
	}
	give_back(y, size, off * sizeof(float));
}

static void test_pair(long n, int off)
{
	char *y = memory(n * sizeof(_Complex float), off * sizeof(float));
	char *z = memory(n, off);
	float *f = (float *)y;

	pair(n, (_Complex float *)y, (int8_t *)z, x);
	for (long i = 0; i < n; i++)
		if (f[2 * i] != at(i) || f[2 * i + 1] != -2.0f * at(i + 1)
		    || (int8_t)z[i] != (at(i) ^ 5))
			abort();
	give_back(y, n * sizeof(_Complex float), off * sizeof(float));
	give_back(z, n, off);
}

static void test_same(long n, int off)
{
	char *y = memory(n * sizeof(float), off * sizeof(float));
	float *f = (float *)y;

	for (long i = 0; i < n; i++)
		f[i] = at(i);
	same(n, f, f);
	for (long i = 0; i < n; i++)
		if (f[i] != -at(i))
			abort();
	give_back(y, n * sizeof(float), off * sizeof(float));
}

int main(void)
{
	static const long small[] = { 0, 1, 15, 16, 17, 64, 129, 1000, 70000 };

	x = malloc(LARGE);
	if (!x)
		return 0;
	for (long i = 0; i < LARGE; i++)
		x[i] = at(i);
	for (unsigned i = 0; i < sizeof(small) / sizeof(*small); i++)
		for (int off = 0; off < 3; off++) {
			test_lines(small[i], off);
			test_rows(7, small[i], small[i] + 3, off);
			test_pair(small[i], off);
			test_same(small[i], off);
		}
	test_lines(LARGE / 8, 3);
	test_rows(300, LARGE / 4 / 300, LARGE / 4 / 300 + 5, 1);
	test_pair(LARGE / 8, 1);
	test_same(LARGE / 4, 5);
	return 0;
}
