/* SPDX-License-Identifier: MIT */
/* team.c - an OpenBLAS that gets fewer threads than it asked for.

   OpenBLAS built for OpenMP cuts a product for as many threads as
   omp_get_max_threads tells, each of which waits for what the others copy.  Where
   OMP_THREAD_LIMIT or OMP_DYNAMIC let a team be smaller, it waits for ever, and
   so would a kernel that calls it.  So, where such an OpenBLAS is linked, before
   the program starts: the number of threads is no more than what the limit gives
   anyway, and teams are as large as was asked for, which OpenMP leaves to its
   library.  Assumes that the OpenMP library has read the environment; sets
   nothing where nothing of this was asked for.  Where a program sets these later
   itself, its kernels ask before they call the library.  */

enum { OPENMP = 2 };

extern int openblas_get_parallel(void) __attribute__((weak));
extern int omp_get_dynamic(void) __attribute__((weak));
extern void omp_set_dynamic(int on) __attribute__((weak));
extern int omp_get_max_threads(void) __attribute__((weak));
extern int omp_get_thread_limit(void) __attribute__((weak));
extern void omp_set_num_threads(int n) __attribute__((weak));

static void __attribute__((constructor(101))) start(void)
{
	int limit;

	if (!openblas_get_parallel || openblas_get_parallel() != OPENMP)
		return;
	if (omp_get_dynamic && omp_set_dynamic && omp_get_dynamic())
		omp_set_dynamic(0);
	if (!omp_get_max_threads || !omp_get_thread_limit ||
	    !omp_set_num_threads)
		return;
	limit = omp_get_thread_limit();
	if (limit > 0 && limit < omp_get_max_threads())
		omp_set_num_threads(limit);
}
