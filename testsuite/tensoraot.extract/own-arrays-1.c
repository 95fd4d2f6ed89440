/* Small arrays that one loop of a kernel uses, by numbers and loops of a few iterations, are
   scalars of it; larger ones, such as go on from one iteration to the next, whose elements
   data choose, and loops too long to be written out are memory, as they were.  If this
   fails, one array of all iterations keeps them in order.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */

#pragma tensoraot kernel name(near)
void near(int n, const float *restrict p, float *restrict y)
{
	for (int i = 0; i < n; i++) {
		float d[3], r = 0;
		for (int c = 0; c < 3; c++)
			d[c] = p[3 * i + c] - p[c];
		for (int c = 0; c < 3; c++)
			r += d[c] * d[2 - c];
		y[i] = r;
	}
}
/* { dg-final { scan-ir-not {array d : } } } */
/* { dg-final { scan-ir {y.i. = } } } */

#pragma tensoraot kernel name(far)
void far(int n, const float *restrict p, float *restrict y)
{
	for (int i = 0; i < n; i++) {
		float e[17];
		for (int c = 0; c < 17; c++)
			e[c] = p[17 * i + c];
		y[i] = e[3] + e[16];
	}
}
/* { dg-final { scan-ir {array e : f32} } } */

#pragma tensoraot kernel name(stays)
void stays(int n, const float *restrict p, float *restrict y)
{
	float g[3] = { 0, 0, 0 };

	for (int i = 0; i < n; i++)
		for (int c = 0; c < 3; c++) {
			g[c] = p[3 * i + c] - g[c];
			y[3 * i + c] = g[c];
		}
	y[0] = g[1];
}
/* { dg-final { scan-ir {array g : f32} } } */

#pragma tensoraot kernel name(long_loop)
void long_loop(int n, int m, const float *restrict p, float *restrict y)
{
	for (int i = 0; i < n; i++) {
		float h[8] = { 0 };
		for (int c = 0; c < m; c++)
			h[c] = p[8 * i + c];
		y[i] = h[1] - h[7];
	}
}
/* { dg-final { scan-ir {array h : f32} } } */
