/* Loops whose iterations threads share in parts of those inside: of any number of
   threads, iterations and parts each instance is run, and run once.  If this
   fails, a part begins where another has not ended, or the last one is lost.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <stdlib.h>

#define KEEP __attribute__((noipa))

/* Adds, so that what is run twice is seen.  */
KEEP static void scale(int t, int n, int c, int m, float y[n][c][m],
		       float x[n][c][m], const float *g)
{
#pragma tensoraot kernel threads(t)
	for (int s = 0; s < n; s++)
		for (int k = 0; k < c; k++)
			for (int j = 0; j < m; j++)
				y[s][k][j] += x[s][k][j] * g[k];
}

KEEP static void blur(int t, int n, int h, int w, int ld, double *restrict y,
		      const double *x)
{
#pragma tensoraot kernel threads(t)
	for (int s = 0; s < n; s++)
		for (int i = 1; i < h - 1; i++)
			for (int j = 1; j < w - 1; j++)
				y[(s * h + i) * ld + j] +=
					x[(s * h + i - 1) * ld + j]
					+ x[(s * h + i + 1) * ld + j]
					+ x[(s * h + i) * ld + j - 1]
					+ x[(s * h + i) * ld + j + 1];
}

KEEP static void sums(int t, int n, int c, int m, float r[n][c],
		      float x[n][c][m], const float *g)
{
#pragma tensoraot kernel threads(t)
	for (int s = 0; s < n; s++)
		for (int k = 0; k < c; k++)
			for (int j = 0; j < m; j++)
				r[s][k] += x[s][k][j] * g[k];
}

static void test(int t, int n, int c, int m)
{
	size_t size = (size_t)n * c * m;
	float *x = malloc((size + 1) * sizeof(*x)), *g = malloc((c + 1) * sizeof(*g));
	float *y = calloc(size + 1, sizeof(*y)), *r = calloc(n * c + 1, sizeof(*r));
	double *a = malloc((size + 1) * sizeof(*a));
	double *b = calloc(size + 1, sizeof(*b));

	if (!x || !y || !g || !r || !a || !b)
		exit(0);
	for (size_t i = 0; i <= size; i++)
		a[i] = x[i] = (int)(i * 7 % 11) - 5;
	for (int k = 0; k <= c; k++)
		g[k] = k % 5 - 2;
	scale(t, n, c, m, (void *)y, (void *)x, g);
	for (size_t i = 0; i < size; i++)
		if (y[i] != x[i] * g[i / m % c])
			abort();
	sums(t, n, c, m, (void *)r, (void *)x, g);
	for (int i = 0; i < n * c; i++) {
		float s = 0;

		for (int j = 0; j < m; j++)
			s += x[(size_t)i * m + j];
		if (r[i] != s * g[i % c])
			abort();
	}
	blur(t, n, c, m - 3, m, b, a);
	for (int i = 0; i < n * c; i++)
		for (int j = 0; j < m; j++) {
			size_t at = (size_t)i * m + j;
			double s = 0;

			if (i % c && i % c < c - 1 && j && j < m - 4)
				s = a[at - m] + a[at + m] + a[at - 1]
				    + a[at + 1];
			if (b[at] != s)
				abort();
		}
	if (y[size] || r[n * c] || b[size])
		abort();
	free(x), free(y), free(g), free(r), free(a), free(b);
}

int main(void)
{
	static const int sizes[][3] = {
		{ 1, 1, 400001 }, { 1, 3, 70001 }, { 2, 1, 100003 },
		{ 1, 64, 3137 },  { 3, 5, 20011 }, { 1, 3000, 70 },
		{ 5000, 1, 45 },  { 7, 100, 301 }, { 0, 3, 7 },
		{ 3, 0, 7 },	  { 1, 2, 5 },	   { 40, 50, 129 }
	};

	for (unsigned i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		for (int t = 1; t < 10; t += t < 3 ? 1 : 3)
			test(t, sizes[i][0], sizes[i][1], sizes[i][2]);
	return 0;
}
