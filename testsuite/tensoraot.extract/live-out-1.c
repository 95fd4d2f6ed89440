/* What is used after the loops: final values of indices and pointers in
   closed form, scalars in an array of one element.  If this fails, the code
   after the kernel sees another value than after the loops.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */

int last(int n, float *y)
{
	int i;

#pragma tensoraot kernel name(last)
	for (i = 0; i < n; i++)
		y[i] = 1;
	return i;
}
/* { dg-final { scan-ir {kernel last (.*\n)*?  guard ge0 .n. "n >= 0: the number of trips"} } } */

float best(int n, const float *x)
{
	float m = x[0];

#pragma tensoraot kernel name(best)
	for (int i = 1; i < n; i++)
		if (x[i] > m)
			m = x[i];
	return m;
}
/* { dg-final { scan-ir {virtual m : f32 read write live_out} } } */
/* { dg-final { scan-ir {m\[\] = select@?[0-9]* \(gt \(x.i.[^,]*, m\[\][^)]*\), x.i.[^,]*, m\[\]} } } */

float both(int n, float *x)
{
	float s = 0;

#pragma tensoraot kernel name(both)
	{
		for (int i = 0; i < n; i++)
			s += x[i];
		s = s / n;
		for (int i = 0; i < n; i++)
			x[i] -= s;
	}
	return s;
}
/* { dg-final { scan-ir {s_2\[\] = div \(s\[\]@0, cast:f32@?[0-9]* \(n\)\)} } } */
/* { dg-final { scan-ir {x.i. = sub \(x.i., s_2\[\]@?[0-9]*\)} } } */
/* { dg-final { scan-ir {virtual s_[23] : f32 read write live_out} } } */
