/* What the plugin fails on is left as written, with a warning where the kernel
   begins, and reported with a reason of its own; the other kernel is done.  If
   this failed, an error of ours would end the compilation, or go unsaid. */
/* { dg-options "-O2 -fopt-info-optimized-missed -fplugin-arg-tensoraot-fault=emit:1" } */
/* { dg-prune-output "scalar_type: double" } */
void
first (int n, double *a)
{
#pragma tensoraot kernel /* { dg-warning "internal inconsistency: .*the function emitted is wrong.*; the kernel is left as written; please report this" } */
/* { dg-missed "loop nests left as written: the plugin failed on it .INTERNAL.; report the bug with the source" "" { target *-*-* } .-1 } */
  for (int i = 0; i < n; i++)
    a[i] = 2 * a[i];
}

void
second (int n, double *a)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++) /* { dg-optimized "parallel simd loop" } */
    a[i] = 3 * a[i];
}
/* { dg-final { scan-assembler-not "tensoraot_first" } } */
/* { dg-final { scan-assembler "tensoraot_second" } } */
