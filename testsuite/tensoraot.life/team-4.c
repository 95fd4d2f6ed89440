/* A program that lets OpenMP give it fewer threads than it asks for, itself, once it
   runs: OpenBLAS waits for those that it does not get.  If this fails, a kernel
   waits for ever whose loops did not.  */
/* { dg-do run } */
#define KERNEL _Pragma("tensoraot kernel require(blas)")
#include "team.h"

extern void omp_set_num_threads(int n) __attribute__((weak));
extern void omp_set_dynamic(int on) __attribute__((weak));

int main(void)
{
	if (omp_set_num_threads)
		omp_set_num_threads(8);
	if (omp_set_dynamic)
		omp_set_dynamic(1);
	return is_wrong();
}
