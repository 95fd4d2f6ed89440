/* Arrays that are shorter than a vector, and loops over them whose length is not known:
   nothing is to be said of what would be behind them, since no vector is made of so few.
   If this fails, the compiler warns of code that its user has not written.  */
/* { dg-do compile { target x86_64-*-* } } */
/* { dg-options "-O3 -march=x86-64-v4 -Wall -Wextra -fplugin-arg-tensoraot-eager" } */
static double w[6][5], v[6][5];
static unsigned char c[9][40], d[9][40];

void global(int n, int m)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			w[i][j] = v[i][j] * 2 + i;
}
void bytes(int n, int m)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			c[i][j] = d[i][j] + 3;
}
static void __attribute__((noinline)) passed(int n, int m, double *a, const double *b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			a[i * m + j] = b[i * m + j] + j;
}
double local(int n, int m)
{
	double x[6], s = 0;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < m; j++)
			x[j] = i * j;
		for (int j = 0; j < m; j++)
			s += x[j] * v[i][j];
	}
	passed(n, m, w[0], v[0]);
	return s;
}
unsigned char use(int i)
{
	return c[i][i] + v[i][i];
}
