/* Products of a few columns more than vectors have: where there are 32 registers,
   vectors go down the columns, and what they are multiplied by is turned.  Columns
   that fill vectors, or all but fill them, fewer rows or terms than a vector has, more
   columns than there are registers for and a left matrix by columns are no such
   products.  The same for the last columns of more, which fill no vector along a row: 2
   of 18 floats and 4 of 100.  If this fails, 10 columns take a fifth longer, 64 by 18 by
   100 floats a quarter, and 100 by 100 by 100 2 %.  */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-options "-O2 -mavx512f -mavx512vl -mavx512dq -mavx512bw -mfma -fplugin-arg-tensoraot-emit=out" } */
/* { dg-final { scan-file out/tensoraot_ten.c "VEC_PERM" } } */
/* { dg-final { scan-file-not out/tensoraot_ten.c "MASK_" } } */
/* { dg-final { scan-file out/tensoraot_floats.c "VEC_PERM" } } */
/* { dg-final { scan-file out/tensoraot_floats.c "MASK_STORE" } } */
/* { dg-final { scan-file out/tensoraot_rest.c "VEC_PERM" } } */
/* { dg-final { scan-file out/tensoraot_seventeen.c "VEC_PERM" } } */
/* { dg-final { scan-file-not out/tensoraot_whole.c "VEC_PERM" } } */
/* { dg-final { scan-file-not out/tensoraot_most.c "VEC_PERM" } } */
/* { dg-final { scan-file-not out/tensoraot_low.c "VEC_PERM" } } */
/* { dg-final { scan-file-not out/tensoraot_brief.c "VEC_PERM" } } */
/* { dg-final { scan-file-not out/tensoraot_wide.c "VEC_PERM" } } */
/* { dg-final { scan-file-not out/tensoraot_turned.c "VEC_PERM" } } */
/* { dg-final { scan-file out/tensoraot_eighteen.c "VEC_PERM" } } */
/* { dg-final { scan-file out/tensoraot_hundred.c "VEC_PERM" } } */
/* { dg-final { scan-file-not out/tensoraot_thirty.c "VEC_PERM" } } */
/* { dg-final { scan-file-not out/tensoraot_fifteen.c "VEC_PERM" } } */
/* { dg-final { scan-file-not out/tensoraot_filled.c "VEC_PERM" } } */

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

PRODUCT (ten, double, 64, 10, 100, 100, a[i][p])
PRODUCT (floats, float, 64, 10, 100, 100, a[i][p])
PRODUCT (rest, double, 67, 9, 30, 30, a[i][p])
PRODUCT (seventeen, double, 64, 17, 100, 100, a[i][p])
PRODUCT (whole, double, 64, 16, 100, 100, a[i][p])
PRODUCT (most, double, 64, 14, 100, 100, a[i][p])
PRODUCT (low, double, 7, 10, 100, 100, a[i][p])
PRODUCT (brief, double, 64, 10, 7, 7, a[i][p])
PRODUCT (wide, double, 64, 25, 100, 100, a[i][p])
PRODUCT (turned, double, 64, 10, 100, 64, a[p][i])
PRODUCT (eighteen, float, 64, 18, 100, 100, a[i][p])
PRODUCT (hundred, float, 100, 100, 100, 100, a[i][p])
PRODUCT (thirty, float, 64, 30, 100, 100, a[i][p])
PRODUCT (fifteen, float, 15, 18, 100, 100, a[i][p])
PRODUCT (filled, float, 64, 32, 100, 100, a[i][p])
