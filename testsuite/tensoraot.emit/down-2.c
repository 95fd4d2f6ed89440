/* The last columns of a product, which fill no vector along a row, by vectors down
   them: 2 of 18 floats and 4 of 100.  Columns that all but fill a vector, fewer rows
   than it has, and whole vectors are no such products.  If this fails, 100 by 100 by
   100 floats take 2 % longer, and 64 by 18 by 100 a quarter.  */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-options "-O2 -mavx512f -mavx512vl -mavx512dq -mavx512bw -mfma -fplugin-arg-tensoraot-emit=out" } */
/* { dg-final { scan-file out/tensoraot_eighteen.c "VEC_PERM" } } */
/* { dg-final { scan-file out/tensoraot_hundred.c "VEC_PERM" } } */
/* { dg-final { scan-file-not out/tensoraot_most.c "VEC_PERM" } } */
/* { dg-final { scan-file-not out/tensoraot_low.c "VEC_PERM" } } */
/* { dg-final { scan-file-not out/tensoraot_whole.c "VEC_PERM" } } */

#define PRODUCT(name, T, M, N, K, COLUMNS, LEFT)                             \
void name (T (*a)[COLUMNS], T (*b)[N], T (*c)[N])                           \
{                                                                           \
  _Pragma ("tensoraot kernel disjoint")                                     \
  for (int i = 0; i < M; i++)                                               \
    for (int j = 0; j < N; j++)                                             \
      {                                                                     \
	T s = 0;                                                            \
	for (int p = 0; p < K; p++)                                         \
	  s += LEFT * b[p][j];                                              \
	c[i][j] = s;                                                        \
      }                                                                     \
}

PRODUCT (eighteen, float, 64, 18, 100, 100, a[i][p])
PRODUCT (hundred, float, 100, 100, 100, 100, a[i][p])
PRODUCT (most, float, 64, 30, 100, 100, a[i][p])
PRODUCT (low, float, 15, 18, 100, 100, a[i][p])
PRODUCT (whole, float, 64, 32, 100, 100, a[i][p])
