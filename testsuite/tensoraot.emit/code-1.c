/* A loop whose trips nobody can tell is a function of what it uses, made once, which
   threads call in turns, by rows of an image or 64 at a time: nobody knows how long each
   takes.  It is a part of the kernel again when that is compiled, and has the options of
   it, but that its sum has an order.  If this fails, one thread does all the work there
   is in the middle of an image, or a call takes longer than a short row.  */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=out" } */
/* { dg-final { scan-file out/tensoraot_image.c "schedule.static,1." } } */
/* { dg-final { scan-file out/tensoraot_sparse.c "schedule.static,64." } } */
/* { dg-final { scan-file-not out/tensoraot_sparse.c "omp simd" } } */
/* { dg-final { scan-assembler-not "call\[\t \]+tensoraot.loop" } } */

#pragma tensoraot kernel
void image(int n, int m, int *y)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++) {
			double r = 0, s = 0;
			int k = 0;

			while (k < 255 && r * r + s * s < 4) {
				double t = r * r - s * s + 0.01 * j;

				s = 2 * r * s + 0.01 * i;
				r = t;
				k++;
			}
			y[i * m + j] = k;
		}
}

#pragma tensoraot kernel
void sparse(int n, double *restrict y, const double *v, const int *r,
	    const int *p, const double *x)
{
	for (int i = 0; i < n; i++) {
		double s = 0;

		for (int k = r[i]; k < r[i + 1]; k++)
			s += v[k] * x[p[k]];
		y[i] = s;
	}
}
