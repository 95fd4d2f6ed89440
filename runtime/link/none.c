/* SPDX-License-Identifier: MIT */
/* none.c - takes OpenBLAS's place where there is none at link time.

   The linker finds it last (SEARCH_DIR in libtensoraot.so).  It answers what
   blas.c asks for and nothing else: the cblas functions stay null, and the
   loops as written run. */

/* 0, as an OpenBLAS that runs on one thread says. */
int openblas_get_parallel(void);
int openblas_get_parallel(void)
{
	return 0;
}
