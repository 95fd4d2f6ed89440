/* What is unordered is not equal to itself: one comparison of what is compared with
   itself, or with a number, two of what is not.  A sign is asked for by what has it,
   where only its being there matters; the number that stands for it is not one that
   C says.  If this fails, math.h is not understood, or an operand is forgotten.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract -fplugin-arg-tensoraot-report=report.txt" } */
#include <math.h>

#pragma tensoraot kernel name(self)
void self(int n, const float *restrict a, float *restrict b)
{
	for (int i = 0; i < n; i++)
		b[i] = isnan(a[i]) ? 0 : a[i];
}
/* { dg-final { scan-ir {b.i. = select \((ne \(a.i., a.i.\), 0:f32, a.i.|eq \(a.i., a.i.\), a.i., 0:f32)\)} } } */

#pragma tensoraot kernel name(constant)
void constant(int n, const double *restrict c, double *restrict d)
{
	for (int i = 0; i < n; i++)
		d[i] = isunordered(2, c[i]) ? 0 : c[i];
}
/* { dg-final { scan-ir {d.i. = select \((ne \(c.i., c.i.\), 0:f64, c.i.|eq \(c.i., c.i.\), c.i., 0:f64)\)} } } */

#pragma tensoraot kernel name(two)
int two(int n, const float *restrict e, const float *restrict f)
{
	int s = 0;

	for (int i = 0; i < n; i++)
		s += isunordered(e[i], f[i]) ? 1 : 0;
	return s;
}
/* { dg-final { scan-ir {or \(ne \(e.i., e.i.\), ne \(f.i., f.i.\)\)} } } */

#pragma tensoraot kernel name(apart)
void apart(int n, const float *restrict g, float *restrict h)
{
	for (int i = 0; i < n; i++)
		h[i] = islessgreater(g[i], 3) ? 1 : g[i];
}
/* { dg-final { scan-ir {or \(lt \(g.i., 3:f32\), gt \(g.i., 3:f32\)\)|and \(unle \(g.i., 3:f32\), unge \(g.i., 3:f32\)\)} } } */

#pragma tensoraot kernel name(sign)
void sign(int n, const float *restrict k, float *restrict l)
{
	for (int i = 0; i < n; i++)
		l[i] = signbit(k[i]) ? -1 : 1;
}
/* { dg-final { scan-ir {lt \(call copysignf:f32 \(1:f32, k.i.\), 0:f32\)} } } */

#pragma tensoraot kernel name(number)
void number(int n, const float *restrict o, int *restrict p)
{
	for (int i = 0; i < n; i++)
		p[i] = signbit(o[i]);
}
/* { dg-final { scan-file report.txt {:54: number +- .*__builtin_signbit \[CALL\]} } } */
