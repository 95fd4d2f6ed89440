/* TENSORAOT_CHECK in the environment decides: here it aborts nevertheless.  If
   this fails, the variable is not heeded. */
/* { dg-shouldfail "the check aborts" } */
/* { dg-set-target-env-var TENSORAOT_CHECK "abort" } */
/* { dg-output "tensoraot: check: kernel mm at \[^\n\]*: c.3..5. is 11, as written 10" } */
/* { dg-do run } */
/* { dg-options "-O2 -fplugin-arg-tensoraot-eager -fplugin-arg-tensoraot-check" } */
/* { dg-additional-sources "wrong-blas.c" } */
#include "check-wrong.h"

int main (void)
{
  return !leaves (10);
}
