/* With require, a kernel that the plugin fails on is an error like any other
   that is not replaced: the user asked to be told so. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-fault=emit:1" } */
void
first (int n, double *a)
{
#pragma tensoraot kernel require (lowered) /* { dg-warning "internal inconsistency" } */
/* { dg-error "the kernel misses what it requires: the plugin failed on it" "" { target *-*-* } .-1 } */
  for (int i = 0; i < n; i++)
    a[i] = 2 * a[i];
}
