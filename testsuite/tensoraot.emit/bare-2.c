/* The same of matrices that may overlap: what asks goes on to what runs by a jump, and
   has no frame either; what records says in its record what the answer was.  The loops
   as written stay for when they do.  If this fails, they are multiplied as if they did
   not, or a call takes twice as long as what it does.  */
/* { dg-options "-O2 -mavx512f -mavx512vl -mfma -fplugin-arg-tensoraot-emit=." } */
/* { dg-final { scan-file-not tensoraot_k.c "tensoraot_enter|tensoraot_leave|goto" } } */
/* { dg-final { scan-file-not tensoraot_k_2.c "tensoraot_enter|tensoraot_leave" } } */
/* { dg-final { scan-file tensoraot_k_2.c "  tensoraot_k \\(c, a, b\\);" } } */
/* { dg-final { scan-file tensoraot_k_2.c "return 0" } } */
/* { dg-final { scan-file tensoraot_k_3.c "tensoraot_enter" } } */
/* { dg-final { scan-file tensoraot_k_3.c "tensoraot_leave .*path" } } */
/* { dg-final { scan-assembler {call[ \t]+tensoraot_k_2\M} } } */
/* { dg-final { scan-assembler {v(mul|fmadd[0-9]+)ss} } } */
void
k (float c[4][4], float a[4][4], float b[4][4])
{
#pragma tensoraot kernel
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++)
      {
	float sum = 0;
	for (int k = 0; k < 4; k++)
	  sum += a[i][k] * b[k][j];
	c[i][j] = sum;
      }
}
