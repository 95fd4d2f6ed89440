/* The same, with names that are not there. */
/* { dg-do compile } */

#pragma tensoraot kernel shape(a[count])	/* { dg-error "34:'count' is not declared here; did you mean 'counts'" } */
void body(int counts, float *a)
{
	int count = counts;

	for (int i = 0; i < count; i++)
		a[i] = 0;
}

#pragma tensoraot kernel shape(b[n])	/* { dg-error "32:'b' is not declared here" } */
void missing(int n, float *a)
{
	for (int i = 0; i < n; i++)
		a[i] = 0;
}
