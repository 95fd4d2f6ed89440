/* Complex numbers are numbers of their own, whose parts are read where C says so,
   and an array that is accessed by nothing but parts is one of floats, as the
   compiler made it.  If this fails, a product of complex numbers is no longer one
   operator, or whole and parts of an element are two places.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */
/* { dg-additional-options "-fplugin-arg-tensoraot-report=report.txt" } */
#include <complex.h>

#pragma tensoraot kernel name(products)
void products(int n, const _Complex float *restrict a, _Complex float *b,
	      _Complex float c)
{
	for (int i = 0; i < n; i++)
		b[i] -= conjf(a[i]) * c;
}
/* { dg-final { scan-ir {param c : c64 } } } */
/* { dg-final { scan-ir {array b : c64 } } } */
/* { dg-final { scan-ir {b.i. = sub \(b.i., mul \((conj \(a.i.\), c|c, conj \(a.i.\))\)\)} } } */

#pragma tensoraot kernel name(constants)
void constants(int n, _Complex double *d)
{
	for (int i = 0; i < n; i++)
		d[i] = 2 - 3 * I;
}
/* { dg-final { scan-ir {d.i. = complex[@0-9]* \(2:f64, -3:f64\)} } } */

#pragma tensoraot kernel name(total)
_Complex double total(int n, const _Complex double *e)
{
	_Complex double all = 0;

	for (int i = 0; i < n; i++)
		all += e[i] / 3;
	return all;
}
/* { dg-final { scan-ir {virtual all : c128 read write live_out} } } */

/* Read and stored by its parts and no other way.  */
#pragma tensoraot kernel name(scaled)
void scaled(int n, _Complex double *f, double r)
{
	for (int i = 0; i < n; i++)
		f[i] = r * f[i];
}
/* { dg-final { scan-ir {array f : f64 } } } */
/* { dg-final { scan-ir {f.2\*i \+ 1. = mul} } } */

/* Stored by its parts, then read whole: two stores are one.  */
#pragma tensoraot kernel name(squared)
void squared(int n, _Complex double *restrict g, const _Complex double *h,
	     double r)
{
	for (int i = 0; i < n; i++)
		g[i] = r * h[i];
	for (int i = 0; i < n; i++)
		g[i] = g[i] * g[i];
}
/* { dg-final { scan-ir {array g : c128 } } } */
/* { dg-final { scan-ir {array h : f64 } } } */
/* { dg-final { scan-ir {g.i. = complex \(mul} } } */

/* Stored whole, then one part read.  */
#pragma tensoraot kernel name(norms)
void norms(int n, _Complex double *restrict k, double *restrict l)
{
	for (int i = 0; i < n; i++) {
		k[i] = k[i] * k[i];
		l[i] = cimag(k[i]);
	}
}
/* { dg-final { scan-ir {array k : c128 } } } */
/* { dg-final { scan-ir {l.i. = imag@0 \(k.i.} } } */

/* Only one part of an array of whole ones is stored.  */
#pragma tensoraot kernel
void one_part(int n, _Complex double *y)
{
	for (int i = 0; i < n; i++) {
		__real__ y[i] = i;
		y[i] = y[i] * y[i];
	}
}
/* { dg-final { scan-file report.txt {:79:.*\[MIXED_TYPES\]} } } */

/* Doubles that are no part of a complex number to C.  */
#pragma tensoraot kernel
void doubles(int n, _Complex double *y)
{
	double *p = (double *)y;

	for (int i = 0; i < n; i++)
		y[i] = y[i] * y[i] + p[2 * i];
}
/* { dg-final { scan-file report.txt {:92:.*\[MIXED_TYPES\]} } } */

#pragma tensoraot kernel
void long_doubles(int n, _Complex long double *y)
{
	for (int i = 0; i < n; i++)
		y[i] = y[i] * y[i];
}
/* { dg-final { scan-file report.txt {:100:.*\[BAD_TYPE\]} } } */

/* libm of complex numbers is a call.  */
#pragma tensoraot kernel
void exponentials(int n, _Complex double *y)
{
	for (int i = 0; i < n; i++)
		y[i] = cexp(y[i]);
}
/* { dg-final { scan-file report.txt {:109:.*\[CALL\]} } } */
