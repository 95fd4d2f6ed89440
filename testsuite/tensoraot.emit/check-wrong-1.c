/* A library that is linked in is wrong: the check names the kernel, its place,
   the element and both values, counts, goes on, and leaves what the loops as
   written give.  If this fails, a wrong result is not found, or is kept. */
/* { dg-do run } */
/* { dg-options "-O2 -fplugin-arg-tensoraot-eager -fplugin-arg-tensoraot-check" } */
/* { dg-additional-sources "wrong-blas.c" } */
/* { dg-set-target-env-var TENSORAOT_VERBOSE "1" } */
/* { dg-output "tensoraot: check: kernel mm at \[^\n\]*check-wrong.h:7, replaced by cblas_dgemm: c.3..5. is 11, as written 10 \[^\n\]*; 1 of 240 elements differ.*4 calls checked, 4 differed from the loops as written" } */
#include "check-wrong.h"

int main (void)
{
  return !leaves (10);
}
