/* Vectors that the program declares itself.  If this fails, a vector is taken
   for an element, or its lanes for elements that they are not.  */
/* { dg-do run } */
#include "life.h"

typedef float v4 __attribute__((vector_size(16)));
typedef int i4 __attribute__((vector_size(16)));
enum { N = 5000 };
static v4 x[N], y[N];
static float z[4 * N];

NOINLINE void map(int n, v4 *restrict b, const v4 *restrict a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		b[i] = a[i] * 2 + 1;
}

NOINLINE v4 sum(int n, const v4 *a)
{
	v4 s = { 0 };

#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		s += a[i];
	return s;
}

/* A scalar loop over memory that holds vectors. */
NOINLINE void lanes(int n, v4 *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < 4; j++)
			a[i][j] = a[i][j] * 2 + j;
}

/* One lane of each. */
NOINLINE void lane(int n, v4 *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		a[i][2] = 9;
}

/* Comparisons and choices by lane. */
NOINLINE void choose(int n, v4 *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) { /* { dg-missed {\[BAD_TYPE\]} } */
		i4 m = a[i] > 5;

		a[i] = (v4)((i4)a[i] & m);
	}
}

/* A vector that does not change, one of whose lanes is used. */
NOINLINE void broadcast(int n, float *a, v4 f)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		a[i] = f[1] * i;
}

int main(void)
{
	v4 s;

	for (int i = 0; i < N; i++)
		for (int j = 0; j < 4; j++)
			x[i][j] = DATA(i, j);
	map(N, y, x);
	s = sum(N, x);
	for (int j = 0; j < 4; j++) {
		float t = 0;

		for (int i = 0; i < N; i++) {
			CHECK(y[i][j] == DATA(i, j) * 2 + 1);
			t += DATA(i, j);
		}
		CHECK(s[j] == t);
	}
	lanes(N, x);
	lane(N, x);
	choose(N, y);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < 4; j++) {
			float t = DATA(i, j) * 2 + 1;

			CHECK(x[i][j] == (j == 2 ? 9 : DATA(i, j) * 2 + j));
			CHECK(y[i][j] == (t > 5 ? t : 0));
		}
	broadcast(4 * N, z, (v4){ 1, 2, 3, 4 });
	for (int i = 0; i < 4 * N; i++)
		CHECK(z[i] == 2 * i);
	return 0;
}
