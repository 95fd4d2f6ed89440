/* Loops under conditions on data: where they are one loop the one around is taken with them,
   and the loop asks before it runs (rows), once for a nest (sums); a product or a matrix that
   is turned there stays with its routine, and the loop around with C (batch, turned).  If
   this fails, products are loops, or the loop around is left to one thread. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-report=report.txt -fplugin-arg-tensoraot-emit=made" } */
/* { dg-final { scan-file report.txt ":18: rows +\\+ parallel loop" } } */
/* { dg-final { scan-file "made/tensoraot_rows.c" "if \\(0 < hi && .*on.* != 0\\)" } } */
/* { dg-final { scan-file-times "made/tensoraot_sums.c" "\\)on " 1 } } */
/* { dg-final { scan-file report.txt ":28: sums +\\+ parallel loop" } } */
/* { dg-final { scan-file report.txt ":39: batch +- .*\\\[CONDITION\\\]" } } */
/* { dg-final { scan-file report.txt ":41: batch +\\+ replaced by cblas_sgemm" } } */
/* { dg-final { scan-file report.txt ":51: turned +- .*\\\[CONDITION\\\]" } } */
/* { dg-final { scan-file report.txt ":53: turned +\\+ .*that turns squares" } } */
void rows(int n, int m, const int *restrict on, float (*restrict a)[m],
	  float *restrict y)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		if (on[i])
			for (int j = 0; j < m; j++)
				y[i] += a[i][j];
}

void sums(int n, int m, const int *restrict on, float (*restrict a)[m][m],
	  float *restrict y)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		if (on[i])
			for (int j = 0; j < m; j++)
				for (int k = 0; k < m; k++)
					y[i] += a[i][j][k] > 0 ? a[i][j][k] : 0;
}

void batch(int b, int n, const int *on, float (*restrict c)[n][n],
	   float (*restrict a)[n][n], float (*restrict d)[n][n])
{
#pragma tensoraot kernel
	for (int l = 0; l < b; l++)
		if (on[l])
			for (int i = 0; i < n; i++)
				for (int j = 0; j < n; j++)
					for (int k = 0; k < n; k++)
						c[l][i][j] += a[l][i][k] * d[l][k][j];
}

void turned(int b, int n, const int *on, float (*restrict y)[n][n],
	    float (*restrict x)[n][n])
{
#pragma tensoraot kernel
	for (int l = 0; l < b; l++)
		if (on[l])
			for (int i = 0; i < n; i++)
				for (int j = 0; j < n; j++)
					y[l][i][j] = x[l][j][i];
}
