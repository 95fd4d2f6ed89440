/* What takes a product in blocks that is too large for an int is a function that the
   kernels of a file share, for each way its operands lie; sizes that are ints need
   none, nor do panels of rows with these.  If this fails, every call is there five
   times.  */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=made" } */
/* { dg-final { scan-file-times "made/tensoraot_long_.c" "tensoraot.blocks.cblas_dgemm.101.111.111 \\(" 1 } } */
/* { dg-final { scan-file-times "made/tensoraot_again.c" "tensoraot.blocks.cblas_dgemm.101.111.111 \\(" 1 } } */
/* { dg-final { scan-file-times "made/tensoraot_turned.c" "tensoraot.blocks.cblas_dgemm.101.111.112 \\(" 1 } } */
/* { dg-final { scan-file-not "made/tensoraot_ints.c" "tensoraot.blocks" } } */
/* { dg-final { scan-file "made/tensoraot_panels.c" "cblas_dgemm \\(101, 111, 111, \\(int\\) \\(end - i\\)" } } */
/* { dg-final { scan-file-not "made/tensoraot_panels.c" "tensoraot.blocks" } } */
/* { dg-final { scan-file-times "made/tensoraot_long_panels.c" "tensoraot.blocks.cblas_dgemm.101.111.111 \\(end - i" 1 } } */
/* { dg-final { scan-file "made/tensoraot.blocks.cblas_dgemm.101.111.111.c" "cblas_dgemm \\(101, 111, 111" } } */
/* { dg-final { file-exists "made/tensoraot.blocks.cblas_dgemm.101.111.112.c" } } */
#define KERNEL(name, type, right)                                             \
	void name(type n, double (*restrict c)[n], double (*restrict a)[n],   \
		  double (*restrict b)[n])                                    \
	{                                                                     \
		_Pragma("tensoraot kernel")                                   \
		for (type i = 0; i < n; i++)                                  \
			for (type j = 0; j < n; j++)                          \
				for (type k = 0; k < n; k++)                  \
					c[i][j] += a[i][k] * right;           \
	}

KERNEL(long_, long, b[k][j])
KERNEL(again, long, b[k][j])
KERNEL(turned, long, b[j][k])
KERNEL(ints, int, b[k][j])

#define PANELS(name, type)                                                    \
	void name(type m, type n, type k, double (*restrict c)[n],            \
		  double (*restrict a)[k], double (*restrict b)[n])           \
	{                                                                     \
		_Pragma("tensoraot kernel")                                   \
		{                                                             \
			for (type i = 0; i < m; i++)                          \
				for (type j = 0; j < n; j++)                  \
					for (type p = 0; p < k; p++)          \
						c[i][j] += a[i][p] * b[p][j]; \
			for (type i = 0; i < m; i++)                          \
				for (type j = 0; j < n; j++)                  \
					c[i][j] = c[i][j] > 0 ? c[i][j] : 0;  \
		}                                                             \
	}

PANELS(panels, int)
PANELS(long_panels, long)
