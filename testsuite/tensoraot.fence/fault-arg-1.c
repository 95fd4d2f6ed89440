/* A fault that there is none of is an error of the user's, who would think he
   had tested something. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-fault=check:0" } */
/* { dg-prune-output "failed to initialize plugin" } */
/* { dg-error "'check:0' is not a fault and a number, KIND:N" "" { target *-*-* } 0 } */
int x;
