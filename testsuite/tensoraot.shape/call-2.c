/* Calls that fit, or may: no complaint.  Constants that agree; sizes that
   agree by name; a size that changes between the array and the call; a cast
   to rows of another length; part of a larger array; a pointer, of which
   nothing is known; a call that is never made; and a callee without a
   kernel.  */
/* { dg-do compile } */

void mm (int n, int m, int k, double a[n][k], double b[k][m],
	 double c[n][m]);
void plain (int n, int k, double a[n][k]);
void fixed (int n, float x[8], float y[static 2][3]);

double A[4][5], B[7][6], C[4][6], E[4][7];
extern double U[];

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
calls (int r, int s, double X[r][s], double Y[s][r + 1], double *p)
{
  mm (4, 6, 7, E, B, C);
  mm (3, 6, 7, &E[1], B, C);
  mm (2, 6, 7, E, B, C);
  mm (r, r + 1, s, X, Y, 0);
  mm (r, s, s, X, X, X);
  mm (2, 6, 10, (double (*)[10]) A, 0, C);
  mm (4, 6, 7, (void *) p, B, C);
  mm (4, 6, 7, (void *) U, B, C);
  if (0)
    mm (4, 6, 7, A, B, C);
  plain (4, 7, A);
  {
    int q = 5;
    double V[4][q];

    q++;
    mm (4, 6, q, V, 0, C);
    mm (4, q, 7, E, 0, V);
  }
}
