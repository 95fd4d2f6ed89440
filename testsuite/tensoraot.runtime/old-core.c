/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An OpenBLAS that does not know the processor, and computes as an old one would, is
   told with the table where a kernel has called it.  If this fails, products take
   twice as long as they could, and nobody is told why. */
/* { dg-do run { target x86_64-*-* } } */
/* { dg-set-target-env-var TENSORAOT_VERBOSE 1 } */
/* { dg-output "(does not know this processor, and uses a part of it .Prescott.; OPENBLAS_CORETYPE=(Haswell|SkylakeX)|no long vectors)" } */
#include "tensoraot_rt.h"

#include <stdio.h>
#include <stdlib.h>

static struct tensoraot_record record = {
	.version = TENSORAOT_ABI, .line = 7, .name = "product",
	.file = "old-core.c", .what = "cblas_dgemm",
};

char *openblas_get_corename(void);
char *openblas_get_corename(void)
{
	static char name[] = "Prescott";

	return name;
}

int main(void)
{
	unsetenv("OPENBLAS_CORETYPE");
	if (!__builtin_cpu_supports("avx2"))
		fprintf(stderr, "no long vectors\n");
	tensoraot_leave(&record, tensoraot_enter(&record), TENSORAOT_LOWERED, 0);
	return 0;
}
