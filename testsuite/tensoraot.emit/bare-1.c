/* A product of 4 by 4 of which nothing has to be asked: what runs has no record of its
   calls, and no frame for that; another function has it, called where calls are
   recorded.  The loops as written are gone.  If this fails, a call takes twice as long
   as what it does.  */
/* { dg-options "-O2 -mavx512f -mavx512vl -mfma -fplugin-arg-tensoraot-emit=." } */
/* { dg-final { scan-file-not tensoraot_k.c "tensoraot_enter|tensoraot_leave|watch" } } */
/* { dg-final { scan-file tensoraot_k_2.c "tensoraot_enter" } } */
/* { dg-final { scan-file tensoraot_k_2.c "  tensoraot_k \\(c, a, b\\);" } } */
/* { dg-final { scan-file tensoraot_k_2.c "tensoraot_leave" } } */
/* { dg-final { scan-assembler {jmp[ \t]+tensoraot_k\M} } } */
/* { dg-final { scan-assembler {jmp[ \t]+tensoraot_k_2\M} } } */
/* { dg-final { scan-assembler-not {v(mul|fmadd[0-9]+)ss} } } */
void
k (float c[4][4], float a[4][4], float b[4][4])
{
#pragma tensoraot kernel disjoint
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++)
      {
	float sum = 0;
	for (int k = 0; k < 4; k++)
	  sum += a[i][k] * b[k][j];
	c[i][j] = sum;
      }
}
