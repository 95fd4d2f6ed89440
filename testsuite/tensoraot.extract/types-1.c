/* Element types from 8 to 64 bits, promotions and conversions as C makes
   them.  If this fails, arithmetic is done in another type than C's.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */
#include <stdint.h>

#pragma tensoraot kernel name(bytes)
void bytes(int n, const uint8_t *restrict a, int8_t *restrict b)
{
	for (int i = 0; i < n; i++)
		b[i] = (a[i] + 1) >> 1;
}
/* { dg-final { scan-ir {array b : i8 } } } */
/* { dg-final { scan-ir {shr \(add \(cast:i32 \(a.i.\), 1:i32\), 1:i32\)} } } */

#pragma tensoraot kernel name(mixed)
void mixed(int n, const int16_t *restrict c, const int64_t *restrict d,
	   double *restrict e)
{
	for (int i = 0; i < n; i++)
		e[i] = c[i] * d[i] + 0.5f;
}
/* { dg-final { scan-ir {mul \((cast:i64 \(c.i.\), d.i.|d.i., cast:i64 \(c.i.\))\)} } } */

#pragma tensoraot kernel name(counted)
void counted(int n, float *f)
{
	for (int i = 0; i < n; i++)
		f[i] = i * 3;
}
/* { dg-final { scan-ir {f.i. = cast:f32 \(mul \(.i.:i32, 3:i32\)\)} } } */

#pragma tensoraot kernel name(widened)
float widened(int n, const float *g)
{
	double s = 0;

	for (int i = 0; i < n; i++)
		s += g[i];
	return s;
}
/* { dg-final { scan-ir {virtual s : f64 } } } */
/* { dg-final { scan-ir {cast:f64 \(g.i.\)} } } */
