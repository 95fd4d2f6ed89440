/* The sums of a tile stay where they are, also where a factor of theirs is used for
   the last time: with three vectors side by side none is put into memory while the
   loop runs, nor moved from one register to another.  A tile of one vector side by
   side has nothing that says so, as its factors are in memory.  If this fails,
   products of known sizes are up to 5 % slower.  */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-options "-O3 -mavx512f -mavx512vl -mavx512dq -mavx512bw -mfma -mprefer-vector-width=512 -fplugin-arg-tensoraot-emit=out" } */
/* { dg-final { scan-assembler "vfmadd" } } */
/* { dg-final { scan-assembler-not "vmova\[^\n\]*zmm\[^\n\]*\[sb\]p\\)" } } */
/* { dg-final { scan-file out/tensoraot_three.c "__asm__ __volatile__" } } */
/* { dg-final { scan-file-not out/tensoraot_one.c "__asm__ __volatile__" } } */

#define PRODUCT(name, M, N, K)                                              \
void name (double (*a)[K], double (*b)[N], double (*c)[N])                  \
{                                                                           \
  _Pragma ("tensoraot kernel disjoint")                                     \
  for (int i = 0; i < M; i++)                                               \
    for (int j = 0; j < N; j++)                                             \
      {                                                                     \
	double s = 0;                                                       \
	for (int p = 0; p < K; p++)                                         \
	  s += a[i][p] * b[p][j];                                           \
	c[i][j] = s;                                                        \
      }                                                                     \
}

PRODUCT (three, 24, 24, 24)
PRODUCT (one, 24, 8, 24)
