/* A parameter that points to rows of variable length.  If this fails, the type
   that GCC makes up for it is taken for a declaration between the pragma and
   its function.  */
/* { dg-do compile } */
/* { dg-options "-O1 -Wall -Wextra -fopt-info" } */

#pragma tensoraot kernel shape (b[n][m])
void f(int n, int m, float (*a)[m], float (**c)[m + 1], float *b)
{
	for (int i = 0; i < n; i++) /* { dg-optimized "parallel" } */
		for (int j = 0; j < m; j++)
			a[i][j] = b[i * m + j] + (c != 0);
}
