/* What the next row reads is fetched to the second-level cache, a line at a time.  If
   this fails, a stencil and layer norm take a fifth longer, or each page is waited
   for.  */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-options "-O2" } */
/* { dg-final { scan-assembler "prefetcht1" } } */
/* { dg-final { scan-assembler-not "prefetcht0" } } */
void stencil(int n, int m, const double x[restrict n][m],
	     double y[restrict n][m])
{
#pragma tensoraot kernel
	for (int i = 1; i < n - 1; i++)
		for (int j = 1; j < m - 1; j++)
			y[i][j] = 0.2 * (x[i][j] + x[i][j - 1] + x[i][j + 1]
					 + x[i - 1][j] + x[i + 1][j]);
}
