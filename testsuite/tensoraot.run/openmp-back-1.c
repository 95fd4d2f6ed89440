/* Loops under OpenMP's directives in a kernel are taken back to plain loops:
   every clause about variables, loops that were collapsed, run down or over
   pointers, work that one thread does, regions with several loops.  What is
   private keeps its value outside, what is given back has the last one.  If this
   fails, a variable of the construct is another one in the plain copy.  */
/* { dg-do run { target fopenmp } } */
/* { dg-additional-options "-fopenmp -fplugin-arg-tensoraot-eager" } */
/* { dg-set-target-env-var OMP_NUM_THREADS 3 } */
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))
#define CHECK(x) do if (!(x)) abort(); while (0)
#define K _Pragma("tensoraot kernel")

enum { N = 240, M = 130 };
static double a[N][M], b[N][M], c[N][M], x[N], y[N];
static int count[N];
static int t = 7, shared;

/* Private, first and last ones, whether they run in a loop or not; one at file
   scope too. */
NOINLINE static double variables(int n, int m, int *last, double *kept)
{
	int i = -5, j = -6, l = -1;
	double s = 1, q = 3, p = 4;

	K {
#pragma omp parallel for private(j, p, t) firstprivate(q) reduction(+ : s)
		for (i = 0; i < n; i++) {
			p = q + i;
			t = i;
			for (j = 0; j < m; j++)
				a[i][j] = p * j + t;
			s += p;
		}
#pragma omp parallel for lastprivate(l) schedule(static, 8)
		for (i = 0; i < n; i++) {
			l = 2 * i;
			x[i] = l;
		}
	}
	CHECK(i == -5 && j == -6 && q == 3 && p == 4 && t == 7);
	*last = l;
	*kept = p;
	return s;
}

/* Loops that are one, a step, a `continue', an unsigned one that runs down. */
NOINLINE static void loops(int n, int m, unsigned k)
{
	int i, j;

	K {
#pragma omp parallel for collapse(2) schedule(dynamic)
		for (i = 0; i < n; i++)
			for (j = 1; j <= m - 1; j += 3) {
				if (j % 2)
					continue;
				b[i][j] = a[i][j] - a[i][j - 1];
			}
#pragma omp parallel for
		for (unsigned u = k; u > 0; u--)
			y[u - 1] = x[u - 1] * 2;
#pragma omp parallel for
		for (double *p = x; p < x + k; p++)
			*p += 1;
	}
}

/* A region with loops, a variable of each thread, sums that threads add up, one
   thread's work, and a label. */
NOINLINE static double region(int n)
{
	double total = 0;

	K
#pragma omp parallel
	{
		double mine = 0;

#pragma omp for nowait
		for (int i = 0; i < n; i++)
			mine += x[i];
#pragma omp critical
		total += mine;
#pragma omp barrier
#pragma omp single
		{
			x[0] = -1;
			if (total < 0)
				goto out;
			x[1] = -2;
out:;
		}
#pragma omp for simd
		for (int i = 2; i < n; i++)
			x[i] = x[i] * 3 + 1;
#pragma omp master
		y[0] = total;
	}
	return total;
}

/* The number of elements of each row above "least", counted up one at a time,
   and their sum by lanes. */
NOINLINE static double counts(int n, int m, double least)
{
	double s = 0;

	K {
#pragma omp parallel for
		for (int i = 0; i < n; i++)
			for (int j = 0; j < m; j++)
				if (a[i][j] > least) {
#pragma omp atomic
					count[i]++;
				}
#pragma omp simd reduction(+ : s)
		for (int i = 0; i < n; i++)
			s += count[i];
	}
	return s;
}

/* A product with arrays of variable size. */
NOINLINE static void product(int n, int m, double p[n][m], double q[m][n],
			     double r[n][n])
{
	K
#pragma omp parallel for collapse(2) if (n > 2)
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++) {
			double s = 0;

#pragma omp simd reduction(+ : s)
			for (int k = 0; k < m; k++)
				s += p[i][k] * q[k][j];
			r[i][j] = s;
		}
}

/* A size that is computed once, before the construct, though "m" changes. */
NOINLINE static double changed(int n, int m)
{
	double (*p)[m] = malloc(sizeof(*p) * n), s = 0;
	int k = m;

	m = 2;
	K
#pragma omp parallel for
	for (int i = 0; i < n; i++)
		for (int j = 0; j < k; j++)
			p[i][j] = i + j;
	for (int i = 0; i < n * k; i++)
		s += ((double *)p)[i];
	free(p);
	return s + m;
}

/* Sums of columns, which the threads add up one for each. */
NOINLINE static void columns(int n, int m, double h[m], double p[n][m])
{
	K
#pragma omp parallel for reduction(+ : h[:m])
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			h[j] += p[i][j];
}

/* What a variable held before is what each has first, and the last one's is kept;
   branches by number; lanes that are not a construct of their own. */
NOINLINE static int both(int n, int *k)
{
	int f = 3, g = 4, sum = 0;

	shared = 0;
	K {
#pragma omp parallel for firstprivate(f) lastprivate(f)
		for (int i = 0; i < n; i++) {
			count[i] = f * 0 + i;
			f = i;
		}
#pragma omp parallel
		{
#pragma omp for firstprivate(g) lastprivate(g) private(f)
			for (int i = 0; i < n; i++) {
				f = i + 1;
				g = f;
				count[i] += f;
			}
		}
#pragma omp parallel for reduction(+ : sum)
		for (int i = 0; i < n; i++)
			switch (count[i] & 3) {
			case 1:
				sum += 10;
				break;
			case 3:
				sum += 1;
				break;
			}
#pragma omp for simd reduction(+ : shared)
		for (int i = 0; i < n; i++)
			shared += count[i];
	}
	*k = g;
	return sum + shared + f;
}

/* Regions in a region, and in a loop that is not OpenMP's. */
NOINLINE static void nested(int n, int m, int times)
{
	K
	for (int s = 0; s < times; s++) {
#pragma omp parallel for firstprivate(s)
		for (int i = 0; i < n; i++) {
			s += i;
#pragma omp parallel for
			for (int j = 0; j < m; j++)
				c[i][j] += i + j;
		}
	}
}

int main(void)
{
	int last;
	double kept, s, w[3][4], v[4][3], r[3][3];

	s = variables(N, M, &last, &kept);
	CHECK(s == 1 + 3 * N + N * (N - 1) / 2 && last == 2 * (N - 1)
	      && kept == 4);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < M; j++)
			CHECK(a[i][j] == (3 + i) * j + i && x[i] == 2 * i);
	CHECK(variables(0, M, &last, &kept) == 1);
	loops(N, M, N);
	for (int i = 0; i < N; i++) {
		CHECK(y[i] == 4 * i && x[i] == 2 * i + 1);
		for (int j = 0; j < M; j++)
			CHECK(b[i][j] == (j % 3 == 1 && j % 2 == 0 ? 3 + i
								    : 0));
	}
	loops(0, 0, 0);
	CHECK(region(N) == (double)N * N);
	CHECK(y[0] == (double)N * N && x[0] == -1 && x[1] == -2
	      && x[2] == 16 && x[N - 1] == 3 * (2 * (N - 1) + 1) + 1);
	CHECK(counts(N, M, -1) == N * M && count[3] == M);
	CHECK(counts(1, M, 1e9) == M);
	for (int i = 0; i < 12; i++) {
		w[i / 4][i % 4] = i;
		v[i / 3][i % 3] = i % 5;
	}
	product(3, 4, w, v, r);
	for (int i = 0; i < 3; i++)
		for (int j = 0; j < 3; j++) {
			double sum = 0;

			for (int k = 0; k < 4; k++)
				sum += w[i][k] * v[k][j];
			CHECK(r[i][j] == sum);
		}
	CHECK(changed(20, 30) == 20 * 30 * 19 / 2 + 20 * 30 * 29 / 2 + 2);
	for (int i = 0; i < N; i++)
		y[i] = 1;
	for (int i = 0; i < N; i++)
		for (int j = 0; j < M; j++)
			a[i][j] = i;
	columns(N, M, y, a);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 1 + (i < M) * N * (N - 1) / 2);
	CHECK(both(N, &last) == N * N + 10 * N / 2 + N / 2 + N - 1
	      && last == N);
	nested(N, M, 2);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < M; j++)
			CHECK(c[i][j] == 2 * (i + j));
	return 0;
}
