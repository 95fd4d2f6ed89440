/* Functions whose sizes are the same in every call, directly, handed on by others,
   computed, and by one that calls itself; and those of which another call gives another,
   or of which somebody has the address.  If this fails, a kernel was made for sizes with
   which it is not always called.  */
/* { dg-additional-options "-Wno-unknown-pragmas -ffp-contract=off" } */
#include <stdlib.h>

enum { N = 40, M = 70 };
static double a[N][M], b[N][M], w[N];
static volatile int two = 2;

/* Only with N and M.  */
static void scale(int n, int m, double (*restrict x)[M], double (*restrict y)[M])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			y[i][j] = x[i][j] * 2 + i;
}

/* Hands on what it is given, and half of it.  */
static void both(int n, int m)
{
	scale(n, m, a, b);
	scale(n / 2 * 2, m, b, a);
}

/* With N - 1, and then with what is one more.  */
static void differ(int n, double *restrict x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		x[i] = x[i] * 3 + i;
}

/* With 8 from outside, and with that again from itself, while "times" goes down.  */
static void again(int n, int times, double *restrict x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n * 4; i++)
		x[i] = x[i] + n;
	if (times)
		again(n, times - 1, x);
}

/* With 8 from outside, and with less from itself.  */
static void less(int n, double *restrict x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n * 4; i++)
		x[i] = x[i] + n;
	if (n)
		less(n - 1, x);
}

/* By its address, too.  */
static void known(int n, double *restrict x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		x[i] = x[i] + 5;
}

/* Negative: there is nothing to do.  */
static void nothing(int n, double *restrict x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		x[i] = 0;
}

/* By more callers than are followed.  */
static void deep0(int n, double *restrict x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		x[i] = x[i] * 0.5;
}

static void deep1(int n) { deep0(n, w); }
static void deep2(int n) { deep1(n + 1); }
static void deep3(int n) { deep2(n + 1); }
static void deep4(int n) { deep3(n + 1); }
static void deep5(int n) { deep4(n + 1); }
static void deep6(int n) { deep5(n + 1); }

static void (*volatile pointer)(int, double *) = known;

static void is(double x, double y)
{
	if (x != y)
		abort();
}

int main(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < M; j++)
			a[i][j] = i + 2 * j;
	both(N, M);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < M; j++) {
			is(b[i][j], (i + 2 * j) * 2 + i);
			is(a[i][j], b[i][j] * 2 + i);
		}
	for (int i = 0; i < N; i++)
		w[i] = 1;
	differ(N - 1, w);
	is(w[N - 2], 3 + N - 2);
	is(w[N - 1], 1);
	differ(N, w);
	is(w[N - 1], 3 + N - 1);
	for (int i = 0; i < N; i++)
		w[i] = 1;
	again(8, two, w);
	is(w[31], 1 + 3 * 8);
	is(w[32], 1);
	less(8, w);
	is(w[31], 1 + 3 * 8 + 8);
	is(w[3], 1 + 3 * 8 + 36);
	for (int i = 0; i < N; i++)
		w[i] = 1;
	known(10, w);
	pointer(20, w);
	is(w[9], 11);
	is(w[10], 6);
	is(w[19], 6);
	is(w[20], 1);
	nothing(-5, w);
	nothing(-5, w + 1);
	is(w[0], 11);
	for (int i = 0; i < N; i++)
		w[i] = 8;
	deep6(30);
	is(w[34], 4);
	is(w[35], 8);
	return 0;
}
