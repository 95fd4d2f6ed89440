/* Conditions: on indices they bound the domain, on data they choose a value,
   and reads that only one side makes are marked.  If this fails, a value is
   read where C does not read it, or a store made where C makes none.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */

#pragma tensoraot kernel name(bound)
void bound(int n, int k, float *y)
{
	for (int i = 0; i < n; i++)
		if (i < k)
			y[i] = 1;
}
/* { dg-final { scan-ir {.0 <= i < n; i < k.\n    y.i. = 1:f32} } } */

#pragma tensoraot kernel name(choose)
void choose(int n, const float *restrict x, float *restrict y)
{
	for (int i = 0; i < n; i++)
		y[i] = x[i] > 2 && x[i + 1] < 3 ? 4 : 5;
}
/* { dg-final { scan-ir {lt \(maybe x.i \+ 1., 3:f32\)} } } */

#pragma tensoraot kernel name(twins)
void twins(int n, const float *restrict x, float *restrict y)
{
	for (int i = 0; i < n; i++)
		if (x[i] > 6)
			y[i] = x[i + 2];
		else
			y[i] = 7;
}
/* { dg-final { scan-ir {y.i.@?[0-9]* = select@?[0-9]* \(gt \(x.i., 6:f32\), maybe x.i \+ 2.@?[0-9]*, 7:f32\)} } } */

#pragma tensoraot kernel name(nan)
void nan_kept(int n, const float *restrict x, float *restrict y)
{
	for (int i = 0; i < n; i++)
		y[i] = !(x[i] < 8) ? 9 : x[i];
}
/* { dg-final { scan-ir {select \((unge \(x.i., 8:f32\), 9:f32, x.i.|lt \(x.i., 8:f32\), x.i., 9:f32)\)} } } */

#pragma tensoraot kernel name(summed)
void summed(int n, int m, const float *restrict x, float *restrict y)
{
	for (int i = 0; i < n; i++) {
		float s = 0;

		for (int j = 0; j < m; j++)
			if (x[i * m + j] > 0)
				s += x[i * m + j];
		y[i] = s;
	}
}
/* { dg-final { scan-ir {s\[i\] = select@[0-9]+ \(gt@?[0-9]* \(x.i\*m \+ j.@?[0-9]*, 0:f32\), add@?[0-9]* \(x.i\*m \+ j.@?[0-9]*, s\[i\]@0\), s\[i\]@0\)} } } */

#pragma tensoraot kernel name(diagonal)
void diagonal(int n, float *restrict y, const float *restrict x)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			if (i == j)
				y[i * n + j] = y[i * n + j] + 10;
			else
				y[i * n + j] = x[j];
}
/* { dg-final { scan-ir-times {    y.i\*n \+ j.@?[0-9]* = } 1 } } */
