/* Rows and columns of a global array exchanged.  */
/* { dg-do compile } */
/* { dg-options "-O2 -Wno-aggressive-loop-optimizations" } */

float g[64][128];	/* { dg-message "'g' is declared here" } */

void
f (void)
{
#pragma tensoraot kernel
  for (int i = 0; i < 64; i++)
    for (int j = 0; j < 128; j++)
      g[j][i] = 0;	/* { dg-error "index 'j' reaches 127, the extent is 64" } */
}
