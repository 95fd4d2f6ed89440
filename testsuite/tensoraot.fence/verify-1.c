/* A plan that leaves out the last iteration is legal in the eyes of the
   verifier of plans, but gives another result when it is run: it is refused,
   with a warning and a reason.  If this failed, a wrong plan would be used. */
/* { dg-options "-O2 -fopt-info-missed -fplugin-arg-tensoraot-verify -fplugin-arg-tensoraot-fault=plan:1" } */
/* { dg-prune-output "scalar_type: " } */
void
scale (int n, double *a, const double *b)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++) /* { dg-warning "the plan of kernel scale gave another result than its loops: a is another at \[0-9\]+ for n = \[0-9\]+; the kernel is left as written; please report this" } */
/* { dg-missed "its plan gave another result than the loops: .* .VERIFY.; report the bug" "" { target *-*-* } .-1 } */
    a[i] = 2 * b[i];
}

void
other (int n, double *a, const double *b)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    a[i] = 3 * b[i];
}
/* { dg-final { scan-assembler-not "tensoraot_scale" } } */
/* { dg-final { scan-assembler "tensoraot_other" } } */
