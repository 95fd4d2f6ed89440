/* What is no affine nest is left alone, each with its own reason at the loop's
   line.  If this fails, something is extracted that is not what C says, or
   the user is told the wrong thing.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-report=report.txt" } */

float sink(float);
volatile float port;
struct bits {
	unsigned a : 3, b : 5;
};
struct __attribute__((packed)) packed {
	char c;
	float f;
};

#pragma tensoraot kernel
void exits(int n, float *y)
{
	for (int i = 0; i < n; i++) {
		if (y[i] > 0)
			break;
		y[i] = 1;
	}
}
/* { dg-final { scan-file report.txt {:19:.*\[SEVERAL_EXITS\]} } } */

#pragma tensoraot kernel
void converge(float x, float *y)
{
	int i = 0;

	while (x > 1e-3f) {
		x = x / 2;
		y[i++] = x;
	}
}
/* { dg-final { scan-file report.txt {:32:.*\[TRIP_COUNT\]} } } */

#pragma tensoraot kernel
void call(int n, float *y)
{
	for (int i = 0; i < n; i++)
		y[i] = sink(y[i]);
}
/* { dg-final { scan-file report.txt {:42:.*sink.*\[CALL\]} } } */

#pragma tensoraot kernel
void device(int n, float *y)
{
	for (int i = 0; i < n; i++)
		y[i] = port;
}
/* { dg-final { scan-file report.txt {:50:.*\[VOLATILE\]} } } */

#pragma tensoraot kernel
void assembly(int n, float *y)
{
	for (int i = 0; i < n; i++) {
		__asm__ volatile("" : : : "memory");
		y[i] = 1;
	}
}
/* { dg-final { scan-file report.txt {:58:.*\[ASM\]} } } */

#pragma tensoraot kernel
void scatter(int n, float *restrict y, const float *x, const int *at)
{
	for (int i = 0; i < n; i++)
		y[at[i]] = x[i];
}
/* { dg-final { scan-file report.txt {:68:.*\[NON_AFFINE\]} } } */

#pragma tensoraot kernel
void square(int n, float *y)
{
	for (int i = 0; i < n; i++)
		y[i * i] = 1;
}
/* { dg-final { scan-file report.txt {:76:.*\[NON_AFFINE\]} } } */

#pragma tensoraot kernel
void complex_numbers(int n, _Complex int *y)
{
	for (int i = 0; i < n; i++)
		y[i] = y[i] * y[i];
}
/* { dg-final { scan-file report.txt {:84:.*\[BAD_TYPE\]} } } */

#pragma tensoraot kernel
void fields(int n, struct bits *y)
{
	for (int i = 0; i < n; i++)
		y[i].b = i;
}
/* { dg-final { scan-file report.txt {:92:.*\[BAD_TYPE\]} } } */

#pragma tensoraot kernel
void unaligned(int n, struct packed *y)
{
	for (int i = 0; i < n; i++)
		y[i].f = i;
}
/* { dg-final { scan-file report.txt {:100:.*\[BAD_TYPE\]} } } */

#pragma tensoraot kernel
void stride(int n, char *y)
{
	for (int i = 0; i < n; i++)
		*(float *)(y + 6 * i) = i;
}
/* { dg-final { scan-file report.txt {:108:.*\[BAD_STRIDE\]} } } */

#pragma tensoraot kernel
void views(int n, float *y)
{
	for (int i = 0; i < n; i++)
		((unsigned *)y)[i] = y[i] > 0;
}
/* { dg-final { scan-file report.txt {:116:.*\[MIXED_TYPES\]} } } */

#pragma tensoraot kernel
void steps(int n, int *restrict y, const int *restrict x)
{
	for (int i = 0; i < n; i++) {
		int v = x[i]; /* each step asks five times what the last one gave */

#define STEP(k) if (v & k) v = v * v + 3 * v
		STEP(1); STEP(2); STEP(4); STEP(8); STEP(16); STEP(32);
		y[i] = v;
	}
}
/* { dg-final { scan-file report.txt {:124:.*\[DEPTH\]} } } */

#pragma tensoraot kernel
void bound(int *n, int *y)
{
	for (int i = 0; i < *n; i++)
		y[i] = 1;
}
/* { dg-final { scan-file report.txt {:137:.*\[INVARIANT\]} } } */

int strided(int n, int m, float *y)
{
	int i;

#pragma tensoraot kernel
	for (i = 0; i < (n < m ? n : m); i += 3)
		y[i] = 1;
	return i;
}
/* { dg-final { scan-file report.txt {:147:.*\[LIVE_OUT\]} } } */

#pragma tensoraot kernel
void wrapping(unsigned n, float *y)
{
	for (unsigned i = n; i < 100; i--)
		y[i] = 1;
}
/* { dg-final { scan-file report.txt {:156:.*\[TRIP_COUNT\]} } } */

struct scale {
	float by, *of;
};

#pragma tensoraot kernel
void absent(int n, float *y, const struct scale *s)
{
	for (int i = 0; i < n; i += 2)
		if (3 * i > n)
			y[i] = s->of[0];
}
/* { dg-final { scan-file report.txt {:168:.*\[ABSENT\]} } } */
