/* Stores under a condition on data: nothing is written where it does not hold,
   what only they read is marked, and a value that is read before its place is
   written is kept.  If this fails, a store is made that C does not make, or a
   condition sees what was stored under it.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */

#pragma tensoraot kernel name(relu)
void relu(int n, float *x)
{
	for (int i = 0; i < n; i++)
		if (x[i] < 11)
			x[i] = 12;
}
/* { dg-final { scan-ir {    maybe x.i. = select@?[0-9]* \(lt \(x.i., 11:f32\), 12:f32, keep:f32\)} } } */

#pragma tensoraot kernel name(masked)
void masked(int n, const int *restrict m, const float *restrict a, float *restrict y)
{
	for (int i = 0; i < n; i++) {
		if (!m[i])
			continue;
		y[i] += a[i] * 13;
	}
}
/* { dg-final { scan-ir {maybe y.i. = select@?[0-9]* \(.*m.i..*maybe y.i..*maybe a.i..*13:f32} } } */

#pragma tensoraot kernel name(either)
void either(int n, const float *restrict a, const float *restrict b, float *restrict y)
{
	for (int i = 0; i < n; i++)
		if (a[i] < 14 || b[i] < 15)
			y[i] = 16;
}
/* { dg-final { scan-ir {select@?[0-9]* \(lt@?[0-9]* \(a.i., 14:f32\), 1:bool, lt@?[0-9]* \(maybe b.i., 15:f32\)\), 16:f32, keep:f32} } } */

#pragma tensoraot kernel name(order)
void order(int n, float *restrict x, float *restrict y)
{
	for (int i = 0; i < n; i++)
		if (x[i] > 17) {
			x[i] = 18;
			y[i] = 19;
		}
}
/* { dg-final { scan-ir {maybe y.i. = select@?[0-9]* \(gt@?[0-9]* \(t\[i\], 17:f32\), 19:f32, keep} } } */

#pragma tensoraot kernel name(both)
void both(int n, int k, const float *restrict x, float *restrict y)
{
	for (int i = 0; i < n; i++)
		if (i < k)
			if (x[i] > 20)
				y[i] = 21;
}
/* { dg-final { scan-ir {.0 <= i < n; i < k.\n    maybe y.i. = select@?[0-9]* \(gt@?[0-9]* \(x.i., 20:f32\), 21:f32, keep} } } */

#pragma tensoraot kernel name(kept)
void kept(int n, float *restrict a, float *restrict b)
{
	for (int i = 0; i < n; i++)
		if (b[i] > 22) {
			float t = a[i];

			a[i] = b[i];
			b[i] = t;
		}
}
/* { dg-final { scan-ir {t\[i\] = select@?[0-9]* \(gt@?[0-9]* \(b.i., 22:f32\), maybe a.i.@?[0-9]*, 0:f32\)} } } */

/* The step makes a condition of the indices that bounds no domain: it is one like
   those on data, and no constraint that ta_check would refuse.  */
#pragma tensoraot kernel name(stepped)
void stepped(int n, int s, int p, const float *restrict x, float *restrict y)
{
	for (int i = 0; i < n; i++)
		if (i * s - p >= 0)
			y[i] += x[i] + 23;
}
/* { dg-final { scan-ir {.0 <= i < n.\n    maybe y.i. = select@?[0-9]* \(ge@?[0-9]* \(sub@?[0-9]* \(mul \(.i.:i32, s\), p\), 0:i32\), add@?[0-9]* \(maybe y.i.,[^\n]*23[^\n]*, keep:f32\)} } } */
