/* Rows of a table of complex numbers of which whole elements and parts are read, each by
   an address that is made anew in every attempt to read them one way: after some attempts
   the loop stays as written.  If this fails, the compiler never ends, or says nothing.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-report=report.txt" } */
typedef _Complex float number;

#pragma tensoraot kernel
void rows(int n, number **restrict a, number *restrict b, number c)
{
	for (int i = 0; i < n; i++)
		b[i] = a[i][0] - c + __imag__ a[i][0];
}
/* { dg-final { scan-file report.txt {:10:.*\[MIXED_TYPES\]} } } */

/* An array that is no table is read whole.  */
#pragma tensoraot kernel
void plain(int n, number *restrict a, number *restrict b, number c)
{
	for (int i = 0; i < n; i++)
		b[i] = a[i] - c + __imag__ a[i];
}
/* { dg-final { scan-file report.txt {:19:.*\+ } } } */
