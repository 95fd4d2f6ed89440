/* Sums of rows of three go along the loop around them, as vectors, in a kernel that
   is compiled with -O2, too.  If this fails, they are as slow as GCC's -O2, which makes
   no vectors of such loops, leaves them: an eighth of what they may be.  */
/* { dg-do compile { target x86_64-*-* } } */
/* { dg-options "-O2 -mavx2 -mno-avx512f" } */

#pragma tensoraot kernel disjoint name(sum)
void sum (int n, double (*x)[3], double *s)
{
  for (int i = 0; i < n; i++)
    for (int c = 0; c < 3; c++)
      s[c] += x[i][c];
}

/* { dg-final { scan-assembler {vaddpd\t[^\n]*%ymm} } } */
