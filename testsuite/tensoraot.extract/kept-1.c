/* What a division by something unknown makes, for two statements, is made once: the
   second would make it anew, as what the first stored may be what is divided.  What a
   constant divides is a product, and a quotient that one statement alone takes is a part
   of it.  If this fails, either takes another division, or loops are tied together that
   need not be.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */

#pragma tensoraot kernel name(twice)
void twice(int n, int m, double (*restrict b)[m], double (*restrict d)[m],
	   double (*restrict a)[m], double (*restrict c)[m])
{
	for (int i = 1; i < n; i++)
		for (int j = 0; j < m; j++) {
			double w = a[i][j] / b[i - 1][j];

			b[i][j] -= w * c[i - 1][j];
			d[i][j] -= w * d[i - 1][j];
		}
}
/* { dg-final { scan-ir {kernel twice (.*\n)*?  virtual w : f64} } } */
/* { dg-final { scan-ir {kernel twice (.*\n)*?    w\[i - 1\]\[j\] = div } } } */
/* { dg-final { scan-ir {kernel twice (.*\n)*?    b.* = sub .*w\[i - 1\]\[j\]} } } */

#pragma tensoraot kernel name(known)
void known(int n, double *restrict b, double *restrict d, const double *a)
{
	for (int i = 1; i < n; i++) {
		double w = a[i] / 3;

		b[i] -= w * 2;
		d[i] -= w * 5;
	}
}
/* { dg-final { scan-ir-not {kernel known (.*\n)*?  virtual w} } } */

#pragma tensoraot kernel name(once)
void once(int n, double *restrict b, const double *restrict a)
{
	for (int i = 1; i < n; i++)
		b[i] = a[i] / a[i - 1];
}
/* { dg-final { scan-ir-not {kernel once (.*\n)*?  virtual} } } */
