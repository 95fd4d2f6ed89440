/* SPDX-License-Identifier: MIT */
/* 05-guards.c - what cannot be proved is tested while the program runs.

   The arguments of this function are plain pointers.  They may overlap, the
   sizes may be zero or negative, the pitch may be smaller than a row: C
   gives each of these a meaning, and the plugin keeps it.  The generated
   kernel tests first whether it may run; if not, the loops as written run.
   Run with TENSORAOT_VERBOSE=1 to see which calls took which path, and why.

   Every line must be the same with and without the plugin.  */
#include <stdio.h>

/* C += A B for n by k A and k by m B, rows "pitch" apart in all three. */
#pragma tensoraot kernel
static void multiply_add(int n, int m, int k, int pitch, const double *a,
			 const double *b, double *c)
{
	for (int i = 0; i < n; i++)
		for (int p = 0; p < k; p++)
			for (int j = 0; j < m; j++)
				c[i * pitch + j] +=
					a[i * pitch + p] * b[p * pitch + j];
}

enum { N = 64, SIZE = 3 * N * N };

static double memory[SIZE];

/* Fill memory with small numbers that make every sum exact. */
static void fill(void)
{
	for (int i = 0; i < SIZE; i++)
		memory[i] = (7 * i + i / N) % 5 - 2;
}

/* Print what memory holds as one number, as the result of "what". */
static void show(const char *what)
{
	double sum = 0;

	for (int i = 0; i < SIZE; i++)
		sum += memory[i] * (i % 17);
	printf("%-24s %.17g\n", what, sum);
}

int main(void)
{
	double *a = memory, *b = memory + N * N, *c = memory + 2 * N * N;

	fill();
	multiply_add(N, N, N, N, a, b, c);
	show("disjoint");

	fill();
	multiply_add(N, N, 4, N, a, b, b + 1);
	show("C overlaps B");

	fill();
	multiply_add(0, N, N, N, a, b, c);
	multiply_add(N, -3, N, N, a, b, c);
	show("zero and negative sizes");

	fill();
	multiply_add(N, 32, 32, 16, a, b, c);
	show("rows overlap");
	return 0;
}
