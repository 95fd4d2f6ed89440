/* Products of a few columns: where vectors have masks, those of which both sides
   lie without gaps are multiplied several rows a vector, and rows that fill no
   vector under a mask.  A pitch between rows, or rows of half a vector, are no such
   products.  If this fails, 4 by 4 matrices take twice as long.  */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-options "-O2 -mavx512f -mavx512vl -mavx512dq -mavx512bw -mfma -fplugin-arg-tensoraot-emit=out" } */
/* { dg-final { scan-file out/tensoraot_narrow.c "VEC_PERM" } } */
/* { dg-final { scan-file out/tensoraot_narrow.c "MASK_STORE" } } */
/* { dg-final { scan-file-not out/tensoraot_apart.c "VEC_PERM" } } */
/* { dg-final { scan-file out/tensoraot_apart.c "MASK_STORE" } } */
/* { dg-final { scan-file-not out/tensoraot_half.c "VEC_PERM" } } */
/* { dg-final { scan-file-not out/tensoraot_half.c "MASK_STORE" } } */

#define PRODUCT(name, M, N, K, PITCH)                                       \
void name (float (*a)[K], float (*b)[N], float (*c)[PITCH])                 \
{                                                                           \
  _Pragma ("tensoraot kernel disjoint")                                     \
  for (int i = 0; i < M; i++)                                               \
    for (int j = 0; j < N; j++)                                             \
      {                                                                     \
	float s = 0;                                                        \
	for (int p = 0; p < K; p++)                                         \
	  s += a[i][p] * b[p][j];                                           \
	c[i][j] = s;                                                        \
      }                                                                     \
}

PRODUCT (narrow, 10, 3, 4, 3)
PRODUCT (apart, 10, 3, 4, 5)
PRODUCT (half, 8, 8, 4, 8)
