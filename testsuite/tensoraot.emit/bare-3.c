/* Calls of what runs without a record of its own are counted where calls are, with the
   values of a live-out.  If this fails, TENSORAOT_VERBOSE does not know the kernel, or a
   value is lost on the way.  */
/* { dg-do run } */
/* { dg-options "-O2" } */
/* { dg-set-target-env-var TENSORAOT_VERBOSE "1" } */
/* { dg-output "product +\[^\n\]*bare-3.c:16 +9 +\[0-9.\]+ +\[0-9.\]+ +product in registers" } */
static float a[8][8], b[8][8], c[8][8];
static int last;

__attribute__((noinline)) static void product (float f)
{
  int i;
  a[0][0] = f;
#pragma tensoraot kernel
  for (i = 0; i < 8; i++)
    for (int j = 0; j < 8; j++)
      {
	float sum = 0;
	for (int k = 0; k < 8; k++)
	  sum += a[i][k] * b[k][j];
	c[i][j] = sum;
      }
  last = i;
}

int main (void)
{
  for (int i = 0; i < 8; i++)
    a[i][i] = b[i][i] = 1;
  for (int i = 1; i < 10; i++)
    {
      product (i);
      if (c[0][0] != i || c[7][7] != 1 || c[1][0] != 0 || last != 8)
	return 1;
    }
  return 0;
}
