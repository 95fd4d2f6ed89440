/* What is read at a place that data say may not be in an array that the loop changes, not
   even in another row of it, which the compiler can tell apart; in another array it may.
   If this fails, the plugin takes such a loop and finds its own program wrong, or leaves
   one as written that it need not.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-report=report.txt" } */

#pragma tensoraot kernel disjoint
void own_row(signed char n, float a[][296], const float *x)
{
	for (signed char i = 0; i < n; i++) {
		if (!(a[1][(unsigned char)(i + 201)] <= 2.0f))
			continue;
		a[2][i] = x[0];
	}
}
/* { dg-final { scan-file report.txt {:10: own_row +- .*that it changes: a \[OWN_PLACES\]} } } */

#pragma tensoraot kernel disjoint
void other(signed char n, float a[][296], const float b[][296], const float *x)
{
	for (signed char i = 0; i < n; i++) {
		if (!(b[1][(unsigned char)(i + 201)] <= 2.0f))
			continue;
		a[2][i] = x[0];
	}
}
/* { dg-final { scan-file report.txt {:21: other +\+ } } } */
