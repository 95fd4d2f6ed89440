/* A call of memset or memcpy in a loop is a statement over elements; not one whose size
   is none of whole elements, or not known, whose result is used, that moves what is
   within one array, or takes elements for others.  If this fails, a fill is another
   than C's, or the user is told the wrong thing.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract -fplugin-arg-tensoraot-report=report.txt" } */
#include <string.h>

#pragma tensoraot kernel name(zero)
void zero(int n, int m, float *restrict a, const float *restrict b)
{
	for (int i = 0; i < n; i++) {
		memset(a + i * m, 0, m * sizeof *a);
		for (int j = 0; j < m; j++)
			a[i * m + j] += b[j * n + i];
	}
}
/* { dg-final { scan-ir {stmt S0 .i:0, k:1. order \(0, 0, 0\) .*\n *.0 <= i < n; 0 <= k < m.\n *a.{1,4}i.m . k. = 0:f32} } } */

#pragma tensoraot kernel name(copy)
void copy(int n, int m, int *restrict c, const unsigned *restrict d)
{
	for (int i = 0; i < n; i++) {
		memcpy(c + i * m, d, (i + 2) * sizeof *d);
		c[i * m] = 5;
	}
}
/* { dg-final { scan-ir {.0 <= i < n; 0 <= k < i \+ 2.\n *c.i.m . k. = cast:i32 \(d.k.} } } */

#pragma tensoraot kernel name(bytes)
void bytes(int n, int m, short *restrict e)
{
	for (int i = 0; i < n; i++) {
		memset(e + i * m, 0x7f, 2 * m);
		e[i * m] = 5;
	}
}
/* { dg-final { scan-ir { = 32639:i16} } } */

#pragma tensoraot kernel name(passed)
void passed(int n, int m, float *restrict f, const float *restrict g)
{
	for (int i = 0; i < n; i++)
		if (g[i] > 0)
			memset(f + i * m, 0, m * sizeof *f);
}
/* { dg-final { scan-ir {maybe f.i.m . k. = select.* \(gt \(g.i., 0:f32\), 0:f32, keep:f32\)} } } */

#pragma tensoraot kernel name(part)
void part(int n, int m, float *restrict h)
{
	for (int i = 0; i < n; i++) {
		memset(h + i * m, 0, m);
		h[i * m] += 1;
	}
}
/* { dg-final { scan-file report.txt {:51: part +- .*: memset \[BAD_STRIDE\]} } } */

#pragma tensoraot kernel name(used)
int used(int n, int m, float *restrict h, float **p)
{
	int s = 0;

	for (int i = 0; i < n; i++) {
		s += memset(p[i], 0, m * sizeof *h) == h;
		h[i * m] += 1;
	}
	return s;
}
/* { dg-final { scan-file report.txt {:63: used +- .*: memset \[CALL\]} } } */

#pragma tensoraot kernel name(within)
void within(int n, float *restrict h)
{
	for (int i = 0; i < n; i++) {
		memmove(h + 1, h, n * sizeof *h);
		h[0] = i;
	}
}
/* { dg-final { scan-file report.txt {:74: within +- .*: memmove within one array \[CALL\]} } } */

#pragma tensoraot kernel name(size)
void size(int n, const int *restrict k, float *restrict h)
{
	for (int i = 0; i < n; i++) {
		memset(h + i * 8, 0, (k[i] & 7) * sizeof *h);
		h[i * 8 + 7] = i;
	}
}
/* { dg-final { scan-file report.txt {:84: size +- .*: memset of an unknown size \[CALL\]} } } */

#pragma tensoraot kernel name(bits)
void bits(int n, float *restrict h, int *restrict k)
{
	for (int i = 0; i < n; i++) {
		memcpy(h + i * 5, k + i * 5, 5 * sizeof *h);
		h[i * 5] += 1;
		k[i * 5] += 1;
	}
}
/* { dg-final { scan-file report.txt {:94: bits +- .*: h \[MIXED_TYPES\]} } } */

#pragma tensoraot kernel name(value)
void value(int n, int v, int *restrict k)
{
	for (int i = 0; i < n; i++) {
		memset(k + i * 5, v, 5 * sizeof *k);
		k[i * 5] += 1;
	}
}
/* { dg-final { scan-file report.txt {:105: value +- .*: memset of that value \[BAD_TYPE\]} } } */
