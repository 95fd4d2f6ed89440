/* goto into a loop, out of it, around it, and computed.  If this fails, a way
   into the loop that skips its beginning, or one that leaves it early, is
   forgotten.  */
/* { dg-do run } */
#include "life.h"

enum { N = 5000 };
static float y[N];

NOINLINE void into(int n, int start, float *a)
{
	int i = start;

#pragma tensoraot kernel
	{
		if (start > 0)
			goto middle;
		for (i = 0; i < n; i++) {
			a[i] += 1; /* { dg-missed {\[IRREDUCIBLE\]} } */
		middle:
			a[i] += 2;
		}
	}
}

NOINLINE int out(int n, float *a)
{
	int i;

#pragma tensoraot kernel
	for (i = 0; i < n; i++) { /* { dg-missed {\[SEVERAL_EXITS\]} } */
		if (a[i] > 100)
			goto found;
		a[i] += 1;
	}
	return -1;
found:
	return i;
}

NOINLINE int out_of_two(int n, float *a)
{
	int i, j;

#pragma tensoraot kernel
	for (i = 0; i < n; i++) /* { dg-missed {\[SEVERAL_EXITS\]} } */
		for (j = 0; j < n; j++) {
			if (a[i * n + j] > 100)
				goto found;
			a[i * n + j] += 1;
		}
	return -1;
found:
	return i * n + j;
}

/* A loop made of goto is a loop. */
NOINLINE void made_of_goto(int n, float *a)
{
	int i = 0;

#pragma tensoraot kernel require(lowered)
	{
again:
		if (i < n) { /* { dg-optimized "" } */
			a[i] = a[i] * 2 + 1;
			i++;
			goto again;
		}
	}
}

/* Two ways in, neither the head. */
NOINLINE void irreducible(int n, int way, float *a)
{
	int i = 0;

#pragma tensoraot kernel
	{
		if (way)
			goto two;
	one:
		a[i] += 1; /* { dg-missed {\[IRREDUCIBLE\]} } */
	two:
		a[i] += 2;
		if (++i < n)
			goto one;
	}
}

NOINLINE void computed(int n, const unsigned char *code, float *a)
{
	static const void *const to[] = { &&add, &&mul, &&end };
	int i = 0, k = 0;

#pragma tensoraot kernel
	{
		goto *to[code[k++]];
	add:
		for (i = 0; i < n; i++)
			a[i] += 1;
		goto *to[code[k++]];
	mul:
		for (i = 0; i < n; i++)
			a[i] *= 2;
		goto *to[code[k++]];
	}
end:
	return;
}

/* A label whose address is taken in the loop's body. */
NOINLINE void label_address(int n, void **where, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		*where = &&here;
	here:
		a[i] = 3;
	}
}

/* switch in the body, some cases falling through. */
NOINLINE void choose(int n, int what, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		switch (what) {
		case 0:
			a[i] += 1;
			/* Falls through. */
		case 1:
			a[i] += 2;
			break;
		default:
			a[i] = 0;
		}
}

int main(void)
{
	static const unsigned char code[] = { 0, 1, 0, 2 };
	void *where;

	for (int i = 0; i < N; i++)
		y[i] = 0;
	into(N, 0, y);
	into(N, 500, y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == (i < 500 ? 3 : i == 500 ? 5 : 6));
	y[900] = 200;
	CHECK(out(N, y) == 900 && y[0] == 4 && y[899] == 7 && y[901] == 6);
	CHECK(out_of_two(31, y) == 900 && y[0] == 5 && y[899] == 8);
	y[900] = 6;
	CHECK(out(N, y) == -1);
	for (int i = 0; i < N; i++)
		y[i] = i;
	made_of_goto(N, y);
	irreducible(N, 1, y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 2 * i + 1 + (i ? 3 : 2));
	for (int i = 0; i < N; i++)
		y[i] = i;
	computed(N, code, y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == (i + 1) * 2 + 1);
	label_address(N, &where, y);
	choose(N, 0, y);
	choose(N, 1, y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 8);
	choose(N, 2, y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 0);
	return 0;
}
