/* Loops that were cut into tiles by hand, with the end of a tile written in each
   usual way, are one product, and one that is no contraction keeps its tiles.  If
   this fails, code that was tuned by hand is slower than the same without.  */
/* { dg-options "-O2 -fplugin-arg-tensoraot-report=r.txt" } */
/* { dg-final { scan-file "r.txt" "known  *. replaced by cblas_dgemm" } } */
/* { dg-final { scan-file "r.txt" "both  *. replaced by cblas_dgemm" } } */
/* { dg-final { scan-file "r.txt" "turn  *. parallel simd loop" } } */
/* { dg-final { scan-file "r.txt" "3 of 3 loop nests replaced" } } */
#define LEAST(x, y) ((x) < (y) ? (x) : (y))

#pragma tensoraot kernel
void known (double a[250][250], double b[250][250], double c[250][250])
{
  for (int it = 0; it < 250; it += 32)
    for (int kt = 0; kt < 250; kt += 32)
      for (int i = it; i < LEAST (it + 32, 250); i++)
	for (int k = kt; k < LEAST (kt + 32, 250); k++)
	  for (int j = 0; j < 250; j++)
	    c[i][j] += a[i][k] * b[k][j];
}

#pragma tensoraot kernel
void both (int n, double a[n][n], double b[n][n], double c[n][n])
{
  for (int it = 0; it < n; it += 32)
    for (int jt = 0; jt < n; jt += 32) {
      for (int i = it; i < LEAST (it + 32, n); i++)
	for (int j = jt; j < LEAST (jt + 32, n); j++)
	  c[i][j] = 0;
      for (int kt = 0; kt < n; kt += 32)
	for (int i = it; i < LEAST (it + 32, n); i++)
	  for (int j = jt; j < LEAST (jt + 32, n); j++)
	    for (int k = kt; k < LEAST (kt + 32, n); k++)
	      c[i][j] += a[i][k] * b[k][j];
    }
}

#pragma tensoraot kernel
void turn (int n, double a[n][n], double b[n][n])
{
  for (int it = 0; it < n; it += 32)
    for (int jt = 0; jt < n; jt += 32)
      for (int i = it; i < LEAST (it + 32, n); i++)
	for (int j = jt; j < LEAST (jt + 32, n); j++)
	  b[j][i] = a[i][j];
}
