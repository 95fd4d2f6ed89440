/* A loop tested at its end, inside another, that a condition in front of it
   skips where it has no trip: that is the loop tested at its beginning, and
   what it sums is the same on both ways.  If this fails, such a loop is
   refused, or is taken for one where the condition says something else.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */

#pragma tensoraot kernel name(memory)
void memory(int n, int m, float *restrict y, const float *x)
{
	for (int i = 0; i < n; i++) {
		int j = 0;

		if (j < m)
			do
				y[i] += x[j];
			while (++j < m);
	}
}
/* { dg-final { scan-ir {kernel memory (.*\n)*?    .0 <= i < n; 0 <= j < m.\n    y.i. = add \(y.i., x.j.\)} } } */

#pragma tensoraot kernel name(scalar)
void scalar(long n, float *restrict y, const float *x)
{
	for (long i = 0; i < n; i++) {
		float s = y[i];
		long j = 0;

		if (j < i)
			do
				s += x[j];
			while (++j < i);
		y[i] = s;
	}
}
/* { dg-final { scan-ir {kernel scalar (.*\n)*?    .0 <= i < n.\n    s.i. = y.i.\n(.*\n)*?    .0 <= i < n; 0 <= j < i.\n    s.i. = add \(x.j., s.i.@0\)\n(.*\n)*?    .0 <= i < n.\n    y.i. = s.i.} } } */

#pragma tensoraot kernel name(twice)
void twice(unsigned n, unsigned m, float *restrict y, const float *x)
{
	for (unsigned i = 0; i < n; i++) {
		float sum = 0;
		unsigned j = 0;

		if (n)
			do {
				unsigned k = 0;

				if (m)
					do
						sum += x[k] * x[j];
					while (++k != m);
			} while (++j < n);
		y[i] = sum;
	}
}
/* { dg-final { scan-ir {    .0 <= i < n.\n    y.i. = sum.i.} } } */

/* What the sum starts from is read only where there is a trip. */
#pragma tensoraot kernel name(inner_start)
void inner_start(int n, int m, float *restrict y, const float *x, const float *z)
{
	for (int i = 0; i < n; i++) {
		float u = 0;

		if (0 < m) {
			int j = 0;

			u = z[i];
			do
				u += x[j];
			while (++j < m);
		}
		y[i] = u;
	}
}
/* { dg-final { scan-ir {    .0 <= i < n; m - 1 >= 0.\n    u.i. = z.i.} } } */

/* Skipped, the result is another one. */
#pragma tensoraot kernel name(other)
void other(int n, int m, float *restrict y, const float *x)
{
	for (int i = 0; i < n; i++) {
		float v = 7;

		if (0 < m) {
			int j = 0;

			v = 1;
			do
				v += x[j];
			while (++j < m);
		}
		y[i] = v;
	}
}
/* { dg-final { scan-ir {    y.i. = select@[0-9]+ \(gt \(m, 0:i32\), v.i.@[0-9]+, 7:f32\)} } } */

/* The condition is not that of the loop, which runs once where m is 0. */
#pragma tensoraot kernel name(wider)
void wider(int n, int m, float *restrict y, const float *x)
{
	for (int i = 0; i < n; i++) {
		int j = 0;

		if (m >= 0)
			do
				y[i] += x[j];
			while (++j < m);
	}
}
/* { dg-final { scan-ir {kernel wider (.*\n)*?  guard ge0 .m - 1. .m - 1 >= 0: the loop body runs at least once} } } */
