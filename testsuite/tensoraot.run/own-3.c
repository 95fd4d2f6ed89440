/* Products that no library makes, of matrices that end, and of others that begin,
   where memory does: nothing outside of them is touched.  If this fails, a program
   without a BLAS crashes now and then.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-blas=none" } */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { DEEP = 270 };

__attribute__((noinline)) static void nn(int m, int n, int k, const float *a,
					 const float *b, float *c)
{
#pragma tensoraot kernel require(lowered) disjoint
	for (int i = 0; i < m; i++)
		for (int j = 0; j < n; j++)
			for (int p = 0; p < k; p++)
				c[i * n + j] += a[i * k + p] * b[p * n + j];
}

__attribute__((noinline)) static void tt(int m, int n, int k, const double *a,
					 const double *b, double *c)
{
#pragma tensoraot kernel require(lowered) disjoint
	for (int i = 0; i < m; i++)
		for (int j = 0; j < n; j++) {
			double s = 0;
			for (int p = 0; p < k; p++)
				s += a[p * m + i] * b[j * k + p];
			c[i * n + j] = s;
		}
}

/* Memory for "size" bytes with nothing behind it, or if "front" before it. */
static void *edge(size_t size, int front)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t room = (size + page - 1) / page * page;
	char *p = mmap(0, room + 2 * page, PROT_NONE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED
	    || mprotect(p + page, room, PROT_READ | PROT_WRITE))
		_exit(0);
	return p + page + (front ? 0 : room - size);
}

int main(void)
{
	static const int size[] = { 1, 2, 4, 5, 7, 9, 13, 16, 23, 32, 45 };

	for (int front = 0; front < 2; front++)
		for (int i = 0; i < 11; i++)
			for (int j = 0; j < 11; j++) {
				int m = size[i], n = size[j];
				int k = i == j ? DEEP : size[(i * 3 + j) % 11];
				size_t mk = (size_t)m * k, kn = (size_t)k * n;
				size_t mn = (size_t)m * n;
				float *a = edge(mk * sizeof(float), front);
				float *b = edge(kn * sizeof(float), front);
				float *c = edge(mn * sizeof(float), front);
				double *d = edge(mk * sizeof(double), front);
				double *e = edge(kn * sizeof(double), front);
				double *f = edge(mn * sizeof(double), front);

				for (size_t x = 0; x < mk; x++)
					a[x] = d[x] = 1;
				for (size_t x = 0; x < kn; x++)
					b[x] = e[x] = 2;
				nn(m, n, k, a, b, c);
				tt(m, n, k, d, e, f);
				for (size_t x = 0; x < mn; x++)
					if (c[x] != 2 * k || f[x] != 2 * k)
						abort();
			}
	return 0;
}
