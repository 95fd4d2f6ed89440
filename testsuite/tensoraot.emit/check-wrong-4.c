/* TENSORAOT_CHECK=off: nothing is checked, and the kernel's results stay, which
   are wrong here.  If this fails, there is no way to run a checked program at
   its speed. */
/* { dg-set-target-env-var TENSORAOT_CHECK "off" } */
/* { dg-output "^$" } */
/* { dg-do run } */
/* { dg-options "-O2 -fplugin-arg-tensoraot-eager -fplugin-arg-tensoraot-check=abort" } */
/* { dg-additional-sources "wrong-blas.c" } */
#include "check-wrong.h"

int main (void)
{
  return !leaves (11);
}
