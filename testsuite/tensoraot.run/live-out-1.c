/* What a kernel leaves behind besides arrays: sums used by the code after it,
   final values of indices and moving pointers, scalars that pass from one
   kernel to the next.  If this fails, the two ways round the kernel do not
   meet in the same values.  */
#include <stdlib.h>

enum { N = 9000 };
static float x[N], y[N];

__attribute__((noinline)) float mean_scale(int n, float *x, float *y)
{
	float s = 0, q = 0;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		s += x[i];
	s = s / 2;
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		y[i] = x[i] - s;
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		q += y[i] * 2;
	return q + s;
}

__attribute__((noinline)) long indices(int n, float *x)
{
	int i, last;
	float *p = x;

#pragma tensoraot kernel
	for (i = 3; i < n; i += 4)
		x[i] = i;
	last = i;
#pragma tensoraot kernel
	{
		int left = n;
		while (left-- > 0)
			*p++ += 1;
	}
	return last * 100000l + (p - x);
}

__attribute__((noinline)) int loop_of_kernels(int steps, int n, int *x)
{
	int t = 0, s = 0;

	for (t = 0; t < steps; t++) {
		int m = 0;
#pragma tensoraot kernel
		for (int i = 0; i < n; i++)
			m = x[i] > m ? x[i] : m;
		if (m > 1000)
			break;
#pragma tensoraot kernel
		for (int i = 0; i < n; i++)
			x[i] = x[i] + m;
		s += m;
	}
	return s * 100 + t;
}

static float check(int n)
{
	float s = 0, q = 0;

	for (int i = 0; i < n; i++)
		s += x[i];
	s = s / 2;
	for (int i = 0; i < n; i++)
		q += (x[i] - s) * 2;
	return q + s;
}

int main(void)
{
	static int v[N];

	for (int n = 0; n <= N; n = n * 5 + 1) {
		int last = n <= 3 ? 3 : 3 + (n - 3 + 3) / 4 * 4;

		for (int i = 0; i < N; i++)
			x[i] = i % 3 - 1;
		if (mean_scale(n, x, y) != check(n))
			abort();
		if (indices(n, x) != last * 100000l + n)
			abort();
		for (int i = 0; i < N; i++) {
			float old = i % 3 - 1;

			if (i >= 3 && i < n && i % 4 == 3)
				old = i;
			if (x[i] != old + (i < n))
				abort();
		}
	}
	for (int i = 0; i < N; i++)
		v[i] = i % 7;
	if (loop_of_kernels(50, N, v) != (6 + 12 + 24 + 48 + 96 + 192 + 384 +
					  768) * 100 + 8)
		abort();
	return 0;
}
