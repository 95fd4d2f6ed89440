/* A loop of two iterations may take steps of more than half a row: they are not
   rounded up to a row and some columns back, which would be outside.  */
/* { dg-do compile } */

struct grid { float at[13][5]; };

void
f (float (*a)[3], float x)
{
#pragma tensoraot kernel
  for (int i = 0; i < 8; i++)
    for (int j = 0; j < 3; j += 2)
      a[i][j] = a[i][j] * x;
}

void
g (struct grid *g, float (*a)[3])
{
#pragma tensoraot kernel
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 5; j += 3)
      for (int k = 2; k >= 0; k -= 2)
	g->at[i][j] = g->at[i][j] + a[i + j][k];
}

void
h (float (*a)[3], float x)	/* { dg-message "'a' is declared here" } */
{
#pragma tensoraot kernel
  for (int i = 0; i < 8; i++)
    for (int j = 0; j < 5; j += 2)
      a[i][j] = x;	/* { dg-error "leaves the extent of .a." } */
}
