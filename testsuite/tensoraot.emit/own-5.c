/* The other side of own-4.c: where vectors are wide, small products are made by the
   function of the file.  If this fails, they take twice as long. */
/* { dg-options "-O2 -mavx2 -mfma -fplugin-arg-tensoraot-report=report.txt" } */
/* { dg-require-effective-target libmvec } */
/* { dg-final { scan-file report.txt "mm +\\+ replaced by cblas_dgemm" } } */
/* { dg-final { scan-assembler "\ntensoraot.dgemm:" } } */
#include "own-4.c"
