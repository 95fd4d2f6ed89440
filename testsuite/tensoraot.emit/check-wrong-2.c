/* The same with "abort": the program ends at the first difference.  If this
   fails, it runs on. */
/* { dg-shouldfail "the check aborts" } */
/* { dg-output "tensoraot: check: kernel mm at \[^\n\]*: c.3..5. is 11, as written 10" } */
/* { dg-do run } */
/* { dg-options "-O2 -fplugin-arg-tensoraot-eager -fplugin-arg-tensoraot-check=abort" } */
/* { dg-additional-sources "wrong-blas.c" } */
#include "check-wrong.h"

int main (void)
{
  return !leaves (10);
}
