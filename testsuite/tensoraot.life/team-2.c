/* More threads asked for than there are, under an OpenMP library that may give fewer:
   OpenBLAS waits for those that it does not get.  If this fails, a kernel waits
   for ever whose loops did not.  */
/* { dg-do run } */
/* { dg-set-target-env-var OMP_NUM_THREADS 8 } */
/* { dg-set-target-env-var OMP_DYNAMIC true } */
#define KERNEL _Pragma("tensoraot kernel require(blas)")
#include "team.h"

int main(void)
{
	return is_wrong();
}
