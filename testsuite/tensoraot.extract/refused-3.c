/* Arithmetic that a sanitizer instruments is left to it.  If this fails, an
   overflow that the user asked to be told of goes by in silence.  */
/* { dg-options "-O2 -fsanitize=undefined -fplugin-arg-tensoraot-report=report.txt" } */

#pragma tensoraot kernel
void sum(int n, int *restrict y, const int *restrict x)
{
	for (int i = 0; i < n; i++)
		y[i] = x[i] + 1;
}
/* { dg-final { scan-file report.txt {:8:.*\[SANITIZED\]} } } */
