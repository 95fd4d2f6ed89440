/* A call whose array argument contradicts what the callee declares, by
   constants: rows of another length, or too few elements.  Each is an error
   at the argument, before and after the callee's definition.  */
/* { dg-do compile } */

void mm (int n, int m, int k, double a[n][k], double b[k][m],
	 double c[n][m]);

double A[4][5], B[7][6], C[4][6], D[6][6], E[4][7];

void
early (void)
{
  double V[4][5];

  mm (4, 6, 7, V, B, C);	/* { dg-error "rows of 'V' are 5 long, but this call makes those of parameter 'a' 7 long" } */
}

void
mm (int n, int m, int k, double a[n][k], double b[k][m], double c[n][m])
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++)
      {
	c[i][j] = 0;
	for (int p = 0; p < k; p++)
	  c[i][j] += a[i][p] * b[p][j];
      }
}

void
late (int r, int s, double X[r][s], double Y[s][r + 1])
{
  mm (4, 6, 7, A, B, C);	/* { dg-error "rows of 'A' are 5 long" } */
  mm (4, 6, 7, E, D, C);	/* { dg-error "'D' has 36 elements, but this call makes parameter 'b' have 42" } */
  mm (4, 6, 7, &E[1], B, C);	/* { dg-error "argument 4 has 21 elements, but this call makes parameter 'a' have 28" } */
  mm (r, r, s, X, Y, 0);	/* { dg-error "rows of 'Y' are r . 1 long, but this call makes those of parameter 'b' r long" } */
  mm (3, 6, 10, (double (*)[10]) A, 0, C);	/* { dg-error "'A' has 20 elements, but this call makes parameter 'a' have 30" } */
  {
    int q = 7;
    double V[4][q];

    mm (4, 6, q + 1, V, 0, C);	/* { dg-error "rows of 'V' are q long, but this call makes those of parameter 'a' q . 1 long" } */
  }
}

/* { dg-message "parameter 'a' is declared here" "" { target *-*-* } 6 } */
/* { dg-message "parameter 'a' is declared here" "" { target *-*-* } 20 } */
/* { dg-message "parameter 'b' is declared here" "" { target *-*-* } 20 } */
