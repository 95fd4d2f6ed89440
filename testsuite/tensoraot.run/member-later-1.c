/* A member that is used in later trips only: whether its structure is there on
   entry is whether any trip uses it, not the first one.  If this fails, a kernel
   takes the member from a structure of zeros although it is used, or from
   one that is not there.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>

struct scale {
	long n;
	double *by;
};

__attribute__((noipa)) void later(long m, double *a, const struct scale *s)
{
#pragma tensoraot kernel
	for (long i = 0; i < m; i++)
		if (i >= 4)
			a[i] = a[i] * s->by[2];
}

__attribute__((noipa)) void corner(int n, int m, double *a,
				   const struct scale *s)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = i; j < m; j++)
			if (i + j > 6)
				a[j] = a[j] + s->by[1];
}

__attribute__((noipa)) void even(int n, double *a, const struct scale *s)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i += 2)
		if (3 * i > n)
			a[i] = a[i] - s->by[0];
}

int main(void)
{
	double by[] = { 1, 2, 3 }, a[40], b[40];
	struct scale s = { 3, by };

	for (int n = 0; n < 9; n++)
		for (int m = 0; m < 30; m++) {
			for (int i = 0; i < 40; i++)
				a[i] = b[i] = i + 1;
			later(m, a, m > 4 ? &s : NULL);
			for (int i = 4; i < m; i++)
				b[i] *= 3;
			corner(n, m, a, n > 0 && m > 0 && 2 * m - 2 > 6 &&
			       (m - 1) + (n < m ? n : m) - 1 > 6 ? &s : NULL);
			for (int i = 0; i < n; i++)
				for (int j = i; j < m; j++)
					if (i + j > 6)
						b[j] += 2;
			even(n, a, n > 1 && 3 * (n - 1 - (n - 1) % 2) > n
					   ? &s : NULL);
			for (int i = 0; i < n; i += 2)
				if (3 * i > n)
					b[i] -= 1;
			for (int i = 0; i < 40; i++)
				if (a[i] != b[i])
					abort();
		}
	return 0;
}
