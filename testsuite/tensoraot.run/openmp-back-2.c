/* Constructs of OpenMP in a kernel that are not one thread's plain loops stay as
   they are: what each thread has or calls for itself, a reduction that the
   program defines, tasks, sections, an ordered loop, a number of threads; and a
   construct of a region around the kernel, which shares its loop out.  If this
   fails, threads are one where the program can tell.  */
/* { dg-do run { target fopenmp } } */
/* { dg-additional-options "-fopenmp" } */
/* { dg-set-target-env-var OMP_NUM_THREADS 3 } */
/* { dg-set-target-env-var OMP_DYNAMIC false } */
#include <omp.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))
#define CHECK(x) do if (!(x)) abort(); while (0)
#define K _Pragma("tensoraot kernel")

enum { N = 3000 };
static float y[N], z[N];
static int own, order[N], threads, sum;
#pragma omp threadprivate(own)

static NOINLINE void here(void)
{
#pragma omp atomic
	threads++;
}

/* Each thread has a variable of its own. */
NOINLINE static void each_variable(int n)
{
	K
#pragma omp parallel
	{
		own = 5;
#pragma omp for
		for (int i = 0; i < n; i++)
			y[i] = own;
	}
}

/* Each thread calls, and is asked for its part of a loop. */
NOINLINE static void each_call(int n)
{
	K
#pragma omp parallel
	{
		int me = omp_get_thread_num(), all = omp_get_num_threads();

		here();
		for (int i = n * me / all; i < n * (me + 1) / all; i++)
			z[i] += 1;
	}
}

struct pair {
	double sum;
	int terms;
};

static void add(struct pair *p, const struct pair *q)
{
	p->sum += q->sum;
	p->terms += q->terms;
}

#pragma omp declare reduction(both : struct pair : add(&omp_out, &omp_in)) \
	initializer(omp_priv = { 0, 0 })

NOINLINE static struct pair defined(int n)
{
	struct pair p = { 1, 1 };

	K
#pragma omp parallel for reduction(both : p)
	for (int i = 0; i < n; i++) {
		p.sum += y[i];
		p.terms++;
	}
	return p;
}

NOINLINE static void tasks(int n)
{
	K
#pragma omp parallel
#pragma omp single
	for (int i = 0; i < n; i += 100)
#pragma omp task firstprivate(i)
		for (int j = i; j < i + 100; j++)
			z[j] += 2;
}

NOINLINE static void sections(int n)
{
	K
#pragma omp parallel sections
	{
#pragma omp section
		for (int i = 0; i < n; i++)
			y[i] += 1;
#pragma omp section
		for (int i = 0; i < n; i++)
			z[i] += 1;
	}
}

NOINLINE static int ordered(int n)
{
	int at = 0;

	K
#pragma omp parallel for ordered
	for (int i = 0; i < n; i++) {
#pragma omp ordered
		order[at++] = i;
	}
	return at;
}

/* Tasks share the sum of sections, which has to end.  Called last: libgomp of
   GCC 12 may wait for ever in a parallel region behind it, with the plugin and
   without. */
NOINLINE static void shared_sum(int n)
{
	K {
#pragma omp sections reduction(task, + : sum)
		{
			for (int i = 0; i < n; i++)
				y[i] += 1;
#pragma omp section
			{
				for (int i = 0; i < n; i++)
					y[i] -= 1;
				sum++;
			}
		}
	}
}

NOINLINE static int team(int n)
{
	int most = 0;

	K
#pragma omp parallel for num_threads(2) reduction(max : most)
	for (int i = 0; i < n; i++) {
		y[i] -= 1;
		most = omp_get_num_threads() > most ? omp_get_num_threads()
						    : most;
	}
	return most;
}

NOINLINE static void shared_out(int n)
{
#pragma omp parallel
	{
		K
#pragma omp for
		for (int i = 0; i < n; i++)
			z[i] *= 2;
	}
}

int main(void)
{
	int wrong = 0;
	struct pair p;

	each_variable(N);
#pragma omp parallel reduction(+ : wrong)
	wrong += own != 5;
	CHECK(!wrong && y[0] == 5 && y[N - 1] == 5);
	each_call(N);
	CHECK(threads == 3);
	p = defined(N);
	CHECK(p.terms == N + 1 && p.sum == 5 * N + 1);
	tasks(N);
	sections(N);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 6 && z[i] == 4);
	CHECK(ordered(N) == N);
	for (int i = 0; i < N; i++)
		CHECK(order[i] == i);
	CHECK(team(N) == 2);
	shared_out(N);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 5 && z[i] == 8);
	shared_sum(N);
	CHECK(sum == 1);
	return 0;
}
