/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gemm.c - a lowered matrix product against a direct call of cblas.

   Arguments: sizes n.  Both run in this process, in turn, on the same
   arrays; the results are compared.  */
#include "bench.h"

#include <string.h>

enum { ROW_MAJOR = 101, NO_TRANS = 111 };

void cblas_dgemm(int, int, int, int, int, int, double, const double *, int,
		 const double *, int, double, double *, int);
void cblas_sgemm(int, int, int, int, int, int, float, const float *, int,
		 const float *, int, float, float *, int);
void cblas_zgemm(int, int, int, int, int, int, const void *, const void *, int,
		 const void *, int, const void *, void *, int);
void cblas_cgemm(int, int, int, int, int, int, const void *, const void *, int,
		 const void *, int, const void *, void *, int);

struct problem {
	int n;
	void *a, *b, *c;
};

/* "letter": of the routine; "pass": how it is given a scalar; "im": the
   imaginary unit, or 0.  */
#define PRECISION(type, letter, pass, im, error)                              \
	KEEP static void letter##kernel(int n, type a[n][n], type b[n][n],    \
					type c[n][n])                         \
	{                                                                     \
		_Pragma("tensoraot kernel")                                   \
		for (int i = 0; i < n; i++)                                   \
			for (int j = 0; j < n; j++) {                         \
				type sum = 0;                                 \
				for (int k = 0; k < n; k++)                   \
					sum += a[i][k] * b[k][j];             \
				c[i][j] = sum;                                \
			}                                                     \
	}                                                                     \
	static void letter##lowered(void *arg)                                \
	{                                                                     \
		struct problem *p = arg;                                      \
		letter##kernel(p->n, p->a, p->b, p->c);                       \
	}                                                                     \
	static void letter##direct(void *arg)                                 \
	{                                                                     \
		struct problem *p = arg;                                      \
		cblas_##letter##gemm(ROW_MAJOR, NO_TRANS, NO_TRANS, p->n,     \
				     p->n, p->n, pass { 1 }, p->a, p->n,        \
				     p->b, p->n, pass { 0 }, p->c, p->n);     \
	}                                                                     \
	static void letter##compare(int n)                                    \
	{                                                                     \
		size_t size = (size_t)n * n * sizeof(type);                   \
		struct problem p = { n, bench_alloc(size), bench_alloc(size), \
				     bench_alloc(size) };                     \
		type *a = p.a, *b = p.b, *c = p.c, *d = bench_alloc(size);    \
		char what[64];                                                \
		for (int i = 0; i < n * n; i++) {                             \
			a[i] = i * 7 % 13 / 13. - .5 + i % 7 * im;            \
			b[i] = i * 5 % 11 / 11. - .5 - i % 5 * im;            \
		}                                                             \
		letter##direct(&p);                                           \
		memcpy(d, c, size);                                           \
		letter##lowered(&p);                                          \
		for (int i = 0; i < n * n; i++) {                             \
			bench_same(__real__ c[i], __real__ d[i], error);      \
			bench_same(__imag__ c[i], __imag__ d[i], error);      \
		}                                                             \
		snprintf(what, sizeof what, #letter "gemm n=%d", n);          \
		bench_compare("gemm", what, 1, letter##lowered,               \
			      letter##direct, &p);                            \
		free(p.a);                                                    \
		free(p.b);                                                    \
		free(p.c);                                                    \
		free(d);                                                      \
	}

PRECISION(double, d, (double), 0, 1e-12)
PRECISION(float, s, (float), 0, 1e-4)
PRECISION(_Complex double, z, &(_Complex double), 1.i, 1e-12)
PRECISION(_Complex float, c, &(_Complex float), 1.if, 1e-4)

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		scompare(atoi(argv[i]));
		dcompare(atoi(argv[i]));
		ccompare(atoi(argv[i]));
		zcompare(atoi(argv[i]));
	}
	return 0;
}
