/* A BLAS that is wrong by one at (3, 5), for check-wrong-*.c. */
void cblas_dgemm (int order, int ta, int tb, int m, int n, int k,
		  double alpha, const double *a, int lda, const double *b,
		  int ldb, double beta, double *c, int ldc)
{
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++) {
      double sum = 0;

      for (int p = 0; p < k; p++)
	sum += a[i * lda + p] * b[p * ldb + j];
      c[i * ldc + j] = alpha * sum + (beta ? beta * c[i * ldc + j] : 0) +
		       (i == 3 && j == 5);
    }
  (void) order, (void) ta, (void) tb;
}
