/* Every form of a loop over n elements is the same domain and the same
   access.  If this fails, a spelling of the loop reaches the planner as
   something else than 0 <= i < n.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */
/* { dg-final { scan-ir-times {.0 <= i < n.\n    y.i. = mul@?[0-9]* \(x.i.@?[0-9]*, 2:f32\)} 7 } } */

#define KERNEL(NAME, PARMS)                                                  \
	_Pragma("tensoraot kernel") void NAME(PARMS n, float *restrict y,    \
					      const float *restrict x)

KERNEL(loop_for, int)
{
	for (int i = 0; i < n; i++)
		y[i] = x[i] * 2;
}

KERNEL(loop_while, int)
{
	int i = 0;

	while (i < n) {
		y[i] = x[i] * 2;
		i++;
	}
}

KERNEL(loop_le, long)
{
	for (long i = 0; i <= n - 1; ++i)
		y[i] = x[i] * 2;
}

KERNEL(loop_ne, int)
{
	for (int i = 0; i != n; i++)
		y[i] = x[i] * 2;
}

KERNEL(loop_do, int)
{
	int i = 0;

	do {
		y[i] = x[i] * 2;
	} while (++i < n);
}

KERNEL(loop_pointers, int)
{
	for (int i = 0; i < n; i++)
		*y++ = *x++ * 2;
}

KERNEL(loop_twice, unsigned)
{
	for (unsigned i = 0; i < n; i++) {
		float t = x[i];

		t = t * 2;
		y[i] = t;
	}
}
