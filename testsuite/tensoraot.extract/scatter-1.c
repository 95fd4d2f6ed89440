/* What changes an element at a place that data say is a scatter where it is known how many
   there are: by a shape clause, the variable, or the type of the place; along a row whose
   number data say, the place is the row.  What depends on the order, of floats that may
   not be reordered, and where nobody knows how many there are says so.  If this fails,
   such loops are left to one thread without a reason, or what C stores in an order is
   stored in another.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-report=report.txt" } */
#include <stdint.h>

#pragma tensoraot kernel shape(h[m])
void shaped(int n, int m, int *restrict h, const int *restrict p)
{
	for (int i = 0; i < n; i++)
		h[p[i]]++;
}
/* { dg-final { scan-file report.txt {:13: shaped +\+ parallel loop, threads with copies} } } */
/* { dg-final { scan-file out.ta {m - 1 >= 0: there are places} } } */
/* { dg-final { scan-file out.ta {0 <= place < m\x7d\s+maybe h\S+ = select \(eq} } } */

#pragma tensoraot kernel
void bytes(int n, int *restrict h, const uint8_t *restrict p)
{
	for (int i = 0; i < n; i++)
		h[p[i]] += 2;
}
/* { dg-final { scan-file report.txt {:23: bytes +\+ parallel} } } */
/* { dg-final { scan-file out.ta {0 <= place < 256\x7d\s+maybe h} } } */

#pragma tensoraot kernel shape(s[k][d])
void rows(int n, int k, int d, float *restrict s, const float *restrict x,
	  const int *restrict p)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < d; j++)
			s[p[i] * d + j] += x[i * d + j];
}
/* { dg-final { scan-file report.txt {:33: rows +\+ parallel simd loop, threads with copies} } } */
/* { dg-final { scan-file out.ta {place < k\x7d\s+maybe s\S*\x7bplace\*d \+ j\x7d = select \(eq \(\x7bplace\x7d:u64\S*, cast:u64 \(p} } } */

static double table[30][7];

#pragma tensoraot kernel
void variable(int n, const double *restrict x, const int *restrict p)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < 7; j++)
			table[p[i] / 3][j] -= x[i];
}
/* { dg-final { scan-file report.txt {:45: variable +\+ parallel} } } */
/* { dg-final { scan-file out.ta {place < 30\x7d\s+maybe \S*table\[place\]\[j\]\x7bj \+ 7\*place\x7d} } } */

#pragma tensoraot kernel shape(h[m])
void branched(int n, int m, double *restrict h, const double *restrict x)
{
	for (int i = 0; i < n; i++)
		h[(int) (x[i] < 0 ? -x[i] * 2 : x[i])] += 1;
}
/* { dg-final { scan-file report.txt {:55: branched +\+ parallel} } } */

#pragma tensoraot kernel
void unknown(int n, int *restrict h, const int *restrict p)
{
	for (int i = 0; i < n; i++)
		h[p[i]]++;
}
/* { dg-final { scan-file report.txt {:63: unknown +- .*how many there are is not known: h \[SCATTER\]; say `shape} } } */

#pragma tensoraot kernel
void more(int n, int h[restrict static 40], const int *restrict p)
{
	for (int i = 0; i < n; i++)
		h[p[i]]++;
}
/* { dg-final { scan-file report.txt {:71: more +- .*is not known: h \[SCATTER\]} } } */

#pragma tensoraot kernel shape(h[m]) fp(strict)
void floats(int n, int m, float *restrict h, const int *restrict p)
{
	for (int i = 0; i < n; i++)
		h[p[i]] += 0.1f;
}
/* { dg-final { scan-file report.txt {:79: floats +- .* \[SCATTER\]} } } */

#pragma tensoraot kernel shape(h[m])
void order(int n, int m, float *restrict h, const int *restrict p)
{
	for (int i = 0; i < n; i++)
		h[p[i]] = h[p[i]] * 2 + 1;
}
/* { dg-final { scan-file report.txt {:87: order +- .* \[SCATTER\]} } } */

#pragma tensoraot kernel shape(h[m]) serial
void alone(int n, int m, int *restrict h, const int *restrict p)
{
	for (int i = 0; i < n; i++)
		h[p[i]]++;
}
/* { dg-final { scan-file report.txt {:95: alone +- .* \[DEPENDENCE\]} } } */

#pragma tensoraot kernel shape(c[m])
void ranks(int n, int m, int *restrict r, int *restrict c, const int *restrict p)
{
	for (int i = 0; i < n; i++)
		r[i] = c[p[i]]++;
}
/* { dg-final { scan-file report.txt {:103: ranks +- .* \[OWN_PLACES\]} } } */
