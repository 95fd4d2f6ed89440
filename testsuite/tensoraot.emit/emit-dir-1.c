/* emit=DIR writes the kernel as readable C, with what became of each nest and
   the guards. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=made" } */
/* { dg-final { scan-file "made/tensoraot_scale.c" "Kernel scale of .*emit-dir-1.c" } } */
/* { dg-final { scan-file "made/tensoraot_scale.c" "line 13: parallel simd loop" } } */
/* { dg-final { scan-file "made/tensoraot_scale.c" "guard 0:" } } */
/* { dg-final { scan-file "made/tensoraot_scale.c" "static _Bool tensoraot_scale \\(" } } */
/* { dg-final { scan-file "made/tensoraot_scale.c" "#pragma omp parallel" } } */
/* { dg-final { scan-file "made/tensoraot_scale.c" "return 0;" } } */
void scale (long n, float *x, float *y)
{
#pragma tensoraot kernel
  for (long i = 0; i < n; i++)
    y[i] = x[i] * 2 + 1;
}
