/* What is read at a place that data say is looked up, unless what is written may be
   there: by the word of restrict or the pragma, or by a guard where it is known how much
   there is.  A table of constants that says where is for the compiler, which knows it
   when the loop is unrolled; a matrix somewhere is a nest of its own; what is written at
   such places is none.  If this fails, loops are left as written whose iterations may be
   shared, or are shared though one writes what another reads.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-report=report.txt" } */
#include <stdint.h>

#pragma tensoraot kernel
void promised(int n, double *restrict y, const double *x, const int *p)
{
	for (int i = 0; i < n; i++)
		y[i] = x[p[i]];
}
/* { dg-final { scan-file report.txt {:13: promised +\+ parallel} } } */

#pragma tensoraot kernel disjoint(x, y)
void said(int n, double *y, const double *x, const int *p)
{
	for (int i = 0; i < n; i++)
		y[i] = x[p[i]];
}
/* { dg-final { scan-file report.txt {:21: said +\+ parallel} } } */

#pragma tensoraot kernel
void unknown(int n, double *y, const double *x, const int *p)
{
	for (int i = 0; i < n; i++)
		y[i] = x[p[i]];
}
/* { dg-final { scan-file report.txt {:29: unknown +- .* may be what it writes: y \[LOOKUP\]} } } */

#pragma tensoraot kernel shape(x[m])
void shaped(int n, int m, double *y, const double *x, const int *p)
{
	for (int i = 0; i < n; i++)
		y[i] = x[p[i]];
}
/* { dg-final { scan-file report.txt {:37: shaped +\+ parallel} } } */
/* { dg-final { scan-file out.ta {array x : f64 base x dims 1 .* looked \[m\]} } } */
/* { dg-final { scan-file out.ta {m - 1 >= 0: there is something to look up} } } */

#pragma tensoraot kernel
void short_places(int n, float *y, const float *table, const uint8_t *p)
{
	for (int i = 0; i < n; i++)
		y[i] = table[p[i] + 2];
}
/* { dg-final { scan-file report.txt {:47: short_places +\+ parallel} } } */
/* { dg-final { scan-file out.ta {array table : f32 base table dims 1 .* looked \[258\]} } } */

#pragma tensoraot kernel
void in_place(int n, double *y, const int *p)
{
	for (int i = 0; i < n; i++)
		y[i] = y[p[i]];
}
/* { dg-final { scan-file report.txt {:56: in_place +- .* of an array that it changes: y \[OWN_PLACES\]; write to another array} } } */

#pragma tensoraot kernel disjoint
void also(int n, double *y, double *x, const int *p)
{
	for (int i = 0; i < n; i++) {
		y[i] = x[p[i]];
		x[i] = 0;
	}
}
/* { dg-final { scan-file report.txt {:64: also +- .* of an array that it changes: x \[OWN_PLACES\]} } } */

#pragma tensoraot kernel disjoint
void matrices(int n, double *y, const double *x, const int *p)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			for (int k = 0; k < n; k++)
				y[i * n + j] += x[p[i] * n * n + j * n + k];
}
/* { dg-final { scan-file report.txt {:74: matrices +- loop kept around .*\[NON_AFFINE\]} } } */

static const int step[4] = { 0, 2, 1, 3 };

#pragma tensoraot kernel disjoint
void constants(int n, double *y, const double *x)
{
	for (int i = 0; i < n; i++)
		for (int k = 0; k < 4; k++)
			y[4 * i + k] = x[4 * i + step[k]];
}
/* { dg-final { scan-file report.txt {:86: constants +- .*\[NON_AFFINE\]} } } */

#pragma tensoraot kernel disjoint
void scattered(int n, double *y, const double *x, const int *p)
{
	for (int i = 0; i < n; i++)
		y[p[i]] = x[i];
}
/* { dg-final { scan-file report.txt {:95: scattered +- .*\[NON_AFFINE\]} } } */

#pragma tensoraot kernel
void sparse(int n, double *restrict y, const double *v, const int *r)
{
	for (int i = 0; i < n; i++) {
		double s = 0;

		for (int k = r[i]; k < r[i + 1]; k++)
			s += v[k];
		y[i] = s;
	}
}
/* { dg-final { scan-file report.txt {:103: sparse +\+ parallel loop around a loop as written .one thread runs it as written.} } } */
/* { dg-final { scan-file out.ta {code loop0:f64} } } */

#pragma tensoraot kernel
void not_apart(int n, double *y, const double *v, const int *r)
{
	for (int i = 0; i < n; i++) {
		double s = 0;

		for (int k = r[i]; k < r[i + 1]; k++)
			s += v[k];
		y[i] = s;
	}
}
/* { dg-final { scan-file report.txt {:117: not_apart +- .*\[(LOOKUP|TRIP_COUNT)\]} } } */

#pragma tensoraot kernel disjoint
void two_values(int n, double *y, double *z, const double *v, const int *r)
{
	for (int i = 0; i < n; i++) {
		double s = 0;
		int k = r[i];

		while (v[k] > 0)
			s += v[k++];
		y[i] = s;
		z[i] = k;
	}
}
/* { dg-final { scan-file report.txt {:130: two_values +- .*\[TRIP_COUNT\]} } } */

#pragma tensoraot kernel disjoint
void two_places(int n, int m, double *y, const double *v)
{
	for (int i = 0; i < n; i++) {
		double s = 0;

		for (int j = 0; j < m; j++) {
			if (v[j] > i)
				goto high;
			if (v[j] < -i)
				goto low;
		}
		continue;
	high:
		s = 1;
	low:
		y[i] = s;
	}
}
/* { dg-final { scan-file report.txt {:145: two_places +- .*\[SEVERAL_EXITS\]} } } */

/* Places that a division by what only the run tells makes: no data say them. */
#pragma tensoraot kernel
void repeated(int n, int s, float *y, const float *x)
{
	for (int i = 0; i < n; i++)
		y[i] = x[i / s];
}
/* { dg-final { scan-file report.txt {:167: repeated +- .*: what it reads at places that are not linear in the loop indices may be what it writes: y \[LOOKUP\]; say .disjoint. or restrict} } } */

#pragma tensoraot kernel disjoint
void repeated_apart(int n, int s, float *y, const float *x)
{
	for (int i = 0; i < n; i++)
		y[i] = x[i / s];
}
/* { dg-final { scan-file report.txt {:175: repeated_apart +\+ } } } */

#pragma tensoraot kernel
void turned(int n, int m, int l, float *y)
{
	for (int i = 0; i < n; i++)
		y[i] = y[i * m % l];
}
/* { dg-final { scan-file report.txt {:183: turned +- .*: it reads elements at places that are not linear in the loop indices of an array that it changes: y \[OWN_PLACES\]} } } */
