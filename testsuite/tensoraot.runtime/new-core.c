/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Not told of an OpenBLAS that knows the processor, where no kernel has called it,
   and where somebody asked for an old one.  If this fails, what is right is
   complained of. */
/* { dg-do run } */
/* { dg-set-target-env-var TENSORAOT_VERBOSE 1 } */
#include "tensoraot_rt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct tensoraot_record record = {
	.version = TENSORAOT_ABI, .line = 7, .name = "product",
	.file = "new-core.c", .what = "map",
};

static char name[] = "Prescott";

char *openblas_get_corename(void);
char *openblas_get_corename(void)
{
	return name;
}

/* Whether the report says that the processor is not known. */
static int is_told(void)
{
	static char text[10000];
	int pipes[2], err = dup(2);
	ssize_t n;

	if (pipe(pipes))
		exit(0);
	dup2(pipes[1], 2);
	tensoraot_report();
	fflush(stderr);
	dup2(err, 2);
	close(pipes[1]);
	n = read(pipes[0], text, sizeof text - 1);
	text[n > 0 ? n : 0] = 0;
	close(pipes[0]);
	return strstr(text, "does not know") != NULL;
}

int main(void)
{
	unsetenv("OPENBLAS_CORETYPE");
	tensoraot_leave(&record, tensoraot_enter(&record), TENSORAOT_LOWERED, 0);
	if (is_told())
		abort();
	record.what = "cblas_dgemm";
	setenv("OPENBLAS_CORETYPE", "Prescott", 1);
	if (is_told())
		abort();
	unsetenv("OPENBLAS_CORETYPE");
	strcpy(name, "Haswell");
	if (is_told())
		abort();
	return 0;
}
