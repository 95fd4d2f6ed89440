/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Without TENSORAOT_VERBOSE the library is off and prints nothing, even when
   something was counted. */
/* { dg-do run } */
/* { dg-output "^done\[\r\n\]*$" } */
#include "tensoraot_rt.h"

#include <stdio.h>
#include <stdlib.h>

static struct tensoraot_record record = {
	.version = TENSORAOT_ABI, .name = "k", .file = "k.c", .what = "map",
};

int main(void)
{
	if (tensoraot_active)
		abort();
	tensoraot_leave(&record, tensoraot_enter(&record),
			TENSORAOT_LOWERED, 1);
	puts("done");
	return 0;
}
