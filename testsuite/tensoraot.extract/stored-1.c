/* A value that has just been stored is read back rather than computed again,
   as long as nothing may have been stored over it.  If this fails, a costly
   value is computed in every loop that uses it, or an old one is read.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */

float expf(float);

#pragma tensoraot kernel name(back)
float back(int n, float *restrict x)
{
	float s = 0;

	for (int i = 0; i < n; i++) {
		x[i] = expf(x[i]);
		s += x[i];
	}
	return s;
}
/* { dg-final { scan-ir {s\[\] = add@?[0-9]* \((x.i.[^,]*, s\[\]|s\[\][^,]*, x.i.)} } } */

#pragma tensoraot kernel name(over)
void over(int n, float *restrict y, float *restrict z)
{
	for (int i = 0; i < n; i++) {
		float e = expf(z[i]);

		y[i] = e;
		y[n - i] = 0;
		z[i] = e;
	}
}
/* { dg-final { scan-ir {z.i.@?[0-9]* = e\[i\]} } } */
