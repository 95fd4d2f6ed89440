/* Scalars that a loop carries are arrays over the loops around, one for all
   the loops that hand the value on; what only lives in an iteration is put
   in.  If this fails, sums have copies between them that hide the
   reduction, or a value is read after it has changed.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */

#pragma tensoraot kernel name(rows)
void rows(int n, int m, const double *restrict a, double *restrict r)
{
	for (int i = 0; i < n; i++) {
		double s = 0;

		for (int j = 0; j < m; j++)
			s += a[i * m + j];
		r[i] = s;
	}
}
/* { dg-final { scan-ir {virtual s : f64 read write dims 1 extents \[n\]} } } */
/* { dg-final { scan-ir {s\[i\] = add \((s\[i\]@0, a.i\*m \+ j.|a.i\*m \+ j., s\[i\]@0)\)} } } */
/* { dg-final { scan-ir {r.i. = s\[i\]@0} } } */

double total(int n, int m, const double *a)
{
	double all = 0;

#pragma tensoraot kernel name(total)
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			all += a[i * m + j];
	return all;
}
/* { dg-final { scan-ir {virtual all : f64 read write live_out} } } */
/* { dg-final { scan-ir-times {    all\[\] = } 2 } } */

long fibonacci(int n, long *f)
{
	long p = 0, q = 1;

#pragma tensoraot kernel name(fibonacci)
	for (int i = 0; i < n; i++) {
		long t = p + q;

		f[i] = p;
		p = q;
		q = t;
	}
	return p;
}
/* { dg-final { scan-ir {p_2\[i\] = q\[\]@0\n} } } */

#pragma tensoraot kernel name(swap)
void swap(int n, float *restrict x, float *restrict y)
{
	for (int i = 0; i < n; i++) {
		float t = x[i];

		x[i] = y[i];
		y[i] = t;
	}
}
/* { dg-final { scan-ir {t\[i\] = x.i.\n(.*\n)*?    x.i. = y.i.\n(.*\n)*?    y.i. = t\[i\]} } } */

#pragma tensoraot kernel name(butterfly)
void butterfly(int n, float *z)
{
	for (int i = 0; i < n; i++) {
		float a = z[2 * i], b = z[2 * i + 1];

		z[2 * i] = a + b;
		z[2 * i + 1] = a - b;
	}
}
/* { dg-final { scan-ir {z.2\*i \+ 1. = sub \(a\[i\]@?[0-9]*, z.2\*i \+ 1.@?[0-9]*\)} } } */

float expf(float);
#pragma tensoraot kernel name(once)
void once(int n, int m, const float *restrict v, float *restrict w)
{
	for (int i = 0; i < n; i++) {
		float e = expf(v[i]);

		for (int j = 0; j < m; j++)
			w[i * m + j] = e;
	}
}
/* { dg-final { scan-ir {e\[i\] = call expf:f32 \(v.i.\)\n(.*\n)*?    w.i\*m \+ j. = e\[i\]} } } */

#pragma tensoraot kernel name(factor)
void factor(int n, int m, float alpha, const float *restrict A,
	    const float *restrict B, float *restrict C)
{
	for (int i = 0; i < n; i++)
		for (int p = 0; p < m; p++) {
			float t = alpha * A[i * m + p];

			for (int j = 0; j < m; j++)
				C[i * m + j] += t * B[p * m + j];
		}
}
/* { dg-final { scan-ir {C.i\*m \+ j. = add \(C.i\*m \+ j., mul \(B.p\*m \+ j., mul@?[0-9]* \(A.i\*m \+ p., alpha\)\)\)} } } */
