/* What runs without a record stores large results past the cache, too, and waits until
   they are in memory before it returns.  If this fails, another thread may be told that
   they are before they are.  */
/* { dg-options "-O2" } */
/* { dg-final { scan-assembler {movnt} { target { x86_64-*-* } } } } */
/* { dg-final { scan-assembler {[ms]fence} { target { x86_64-*-* } } } } */
/* { dg-final { scan-assembler {jmp[ \t]+tensoraot_scale_2\M} { target { x86_64-*-* } } } } */
static float x[40000000], y[40000000];

void
scale (void)
{
#pragma tensoraot kernel serial
  for (int i = 0; i < 40000000; i++)
    y[i] = x[i] * 2;
}
