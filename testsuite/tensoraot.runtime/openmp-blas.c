/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An OpenBLAS that runs in the threads of OpenMP is not complained of.  If
   this fails, the right library is complained of. */
/* { dg-do run } */
/* { dg-set-target-env-var TENSORAOT_VERBOSE 1 } */
/* { dg-output "^tensoraot: no kernel was called\[\r\n\]*$" } */
int openblas_get_parallel(void);
int openblas_get_parallel(void)
{
	return 2;
}

int main(void)
{
	return 0;
}
