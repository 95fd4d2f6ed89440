/* A program that asks for more threads than its limit lets it have, itself, once it
   runs: OpenBLAS waits for those that it does not get.  If this fails, a kernel
   waits for ever whose loops did not.  */
/* { dg-do run } */
/* { dg-set-target-env-var OMP_THREAD_LIMIT 1 } */
#define KERNEL _Pragma("tensoraot kernel require(blas)")
#include "team.h"

extern void omp_set_num_threads(int n) __attribute__((weak));

int main(void)
{
	if (omp_set_num_threads)
		omp_set_num_threads(8);
	return is_wrong();
}
