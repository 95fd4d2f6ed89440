/* A loop over tiles whose size is a parameter, and the loop in a tile, are one, if
   the tiles lie side by side: its bounds are affine then, and where its iterations
   did not run in this order the loops are marked.  If this fails, such loops are
   refused, or there are others in their place, or other guards.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */

/* In the order that they ran in. */
#pragma tensoraot kernel name(one)
void one(int n, int b, float *restrict y, const float *x)
{
	for (int t = 0; t < n; t += b)
		for (int i = t; i < t + b && i < n; i++)
			y[i] += x[i];
}
/* { dg-final { scan-ir {kernel one (.*\n)*?  loop i loc 12\n} } } */
/* { dg-final { scan-ir {kernel one (.*\n)*?  stmt S0 .i:1. .*\n    .i < n; 0 <= i.\n} } } */
/* { dg-final { scan-ir {kernel one (.*\n)*?  guard ge0 .b - 1. "b - 1 >= 0: tiles have a size"} } } */

/* Not in this order. */
#pragma tensoraot kernel name(two)
void two(long n, long m, long b, float *restrict y, const float *x)
{
	for (long t = 0; t < n; t += b)
		for (long j = 0; j < m; j++)
			for (long u = 0; u < b && t + u < n; u++)
				y[t + u] += x[j];
}
/* { dg-final { scan-ir {kernel two (.*\n)*?  loop j loc [0-9]+ tiled\n  loop u loc [0-9]+ tiled\n} } } */
/* { dg-final { scan-ir {kernel two (.*\n)*?  stmt S0 .u:2, j:1. .*\n    .0 <= j < m; u < n; 0 <= u.\n    y.u. = add \(y.u., x.j.\)} } } */

/* Whole tiles only. */
#pragma tensoraot kernel name(whole)
void whole(long n, long b, float *restrict y, const float *x)
{
	for (long t = 0; t < n / b * b; t += b)
		for (long i = t; i < t + b; i++)
			y[i] += x[i];
}
/* { dg-final { scan-ir {kernel whole (.*\n)*?  stmt S0 .i:1. .*\n    .0 <= i < b\*v.\n} } } */

/* Tiles that may wrap around. */
#pragma tensoraot kernel name(wraps)
void wraps(unsigned n, unsigned b, float *restrict y, const float *x)
{
	for (unsigned t = 0; t < n; t += b)
		for (unsigned i = t; i < t + b && i < n; i++)
			y[i] += x[i];
}
/* { dg-final { scan-ir {kernel wraps (.*\n)*?  guard ge0 .-b - n \+ 4294967296. .*an index does not wrap around} } } */

/* A gap, an overlap, a tile that begins elsewhere, and one where the tiles alone have
   a bound. */
#pragma tensoraot kernel name(gap)
void gap(int n, int b, float *restrict y, const float *x)
{
	for (int t = 0; t < n; t += b)
		for (int i = t; i < t + b - 1 && i < n; i++)
			y[i] += x[i];
}

#pragma tensoraot kernel name(overlap)
void overlap(int n, int b, int c, float *restrict y, const float *x)
{
	for (int t = 0; t < n; t += b)
		for (int i = t; i < t + c && i < n; i++)
			y[i] += x[i];
}

#pragma tensoraot kernel name(later)
void later(int n, int b, float *restrict y, const float *x)
{
	for (int t = 0; t < n; t += b)
		for (int i = t + 1; i < t + b && i < n; i++)
			y[i] += x[i];
}

#pragma tensoraot kernel name(bound)
void bound(int n, int m, int b, float *restrict y, const float *x)
{
	for (int t = 0; t < m; t += b)
		for (int i = t; i < t + b && i < n; i++)
			y[i] += x[i];
}
/* { dg-final { scan-ir-not {kernel (gap|overlap|later|bound) } } } */
