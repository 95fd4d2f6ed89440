/* "disjoint" is said of the arrays of the source: a pointer that moves through
   one of them is no other array.  Where only the loops inside are lowered, as
   an index of the outer ones is not linear, that pointer and the array were
   taken to be apart, and a sum read its own result too late.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>

enum { N = 33 };

__attribute__((noipa)) void half(int n, const double *b, double *a)
{
#pragma tensoraot kernel disjoint
	for (int i = 0; i < n; i++) {
		double *q = &a[i * n];
		for (int j = 0; j < n; j++, q++)
			for (int k = 0; k < n; k++)
				*q = *q + (b[k] + a[i * n + (j + 2) / 2]);
	}
}

__attribute__((noipa)) void masked(int n, const double *b, double *a)
{
	double *p = a;

#pragma tensoraot kernel disjoint
	for (int i = 0; i < n; i++, p += n + 1) {
		double *q = &a[i];
		for (int j = 0; j < n; j++, q += n)
			for (int k = 0; k < n; k++)
				*q += *p * b[k] * a[i * n + (i & 7)];
	}
}

static double *start(void)
{
	double *p = malloc(N * N * sizeof(double));

	for (int i = 0; i < N * N; i++)
		p[i] = i % 3 == 1;
	return p;
}

int main(void)
{
	double *a = start(), *c = start(), b[N];

	for (int i = 0; i < N; i++)
		b[i] = i % 4 == 0;
	half(N, b, a);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			for (int k = 0; k < N; k++) {
				volatile double *q = &c[i * N + j];
				double x = *q + (b[k] + c[i * N + (j + 2) / 2]);
				*q = x;
			}
	for (int i = 0; i < N * N; i++)
		if (a[i] != c[i])
			abort();
	a = start();
	c = start();
	for (int i = 0; i < N; i++)
		b[i] = i == 0 || i == 7;
	masked(N, b, a);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			for (int k = 0; k < N; k++) {
				volatile double *q = &c[j * N + i];
				double x = c[i * N + i] * b[k]
					   * c[i * N + (i & 7)];
				*q = *q + x;
			}
	for (int i = 0; i < N * N; i++)
		if (a[i] != c[i] && (a[i] == a[i] || c[i] == c[i]))
			abort();
	return 0;
}
