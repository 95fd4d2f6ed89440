/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An OpenBLAS that says it has threads of its own is told with the table.  If
   this fails, two sets of threads fight for the processors unseen. */
/* { dg-do run } */
/* { dg-set-target-env-var TENSORAOT_VERBOSE 1 } */
/* { dg-output "the OpenBLAS that is linked has threads of its own" } */
int openblas_get_parallel(void);
int openblas_get_parallel(void)
{
	return 1;
}

int main(void)
{
	return 0;
}
