/* Products of few rows are a function of the file, which all kernels share; not where
   the right operand is stored by columns.  If this fails, every product has loops of its
   own for that, which read the right operand once for each row.  */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=made" } */
/* { dg-final { scan-file-times "made/tensoraot_one.c" "tensoraot.few.dgemm \\(" 1 } } */
/* { dg-final { scan-file-times "made/tensoraot_other.c" "tensoraot.few.dgemm \\(" 1 } } */
/* { dg-final { scan-file-not "made/tensoraot_turned.c" "tensoraot.few" } } */
/* { dg-final { file-exists "made/tensoraot.few.dgemm.c" } } */
/* { dg-final { scan-assembler-times "tensoraot.few.dgemm:" 1 } } */
#define KERNEL(name, right)                                                   \
	void name(int n, int m, int k, double (*restrict c)[m],               \
		  double (*restrict a)[k], double *restrict b)                \
	{                                                                     \
		_Pragma("tensoraot kernel")                                   \
		for (int i = 0; i < n; i++)                                   \
			for (int j = 0; j < m; j++)                           \
				for (int p = 0; p < k; p++)                   \
					c[i][j] += a[i][p] * right;           \
	}

KERNEL(one, b[p * m + j])
KERNEL(other, b[p * m + j])
KERNEL(turned, b[j * k + p])
