/* require: the build fails with the reason at the nest, and the word that
   asks for it. */
/* { dg-options "-O2" } */
extern int more (void);
void f (long n, float *x, float *y)
{
#pragma tensoraot kernel require(lowered)   /* { dg-note "required here" } */
  for (long i = 0; i < n; i++)   /* { dg-error "not replaced: it calls a function.*more.*\\\[CALL\\\]" } */
    y[i] = x[i] * more ();
}
void g (long n, float *x, float *y)
{
#pragma tensoraot kernel require(blas)   /* { dg-note "required here" } */
  for (long i = 0; i < n; i++)   /* { dg-error "not a library call: parallel simd loop" } */
    y[i] = x[i] * 2;
}
void h (long n, float *x, float *y)
{
#pragma tensoraot kernel require(fused)   /* { dg-note "required here" } */
  for (long i = 0; i < n; i++)   /* { dg-error "not fused: parallel simd loop" } */
    y[i] = x[i] * 2;
}
