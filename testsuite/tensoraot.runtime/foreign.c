/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record of another ABI is not touched beyond being noted, and the table
   says so; with no other kernel it says that too. */
/* { dg-do run } */
/* { dg-set-target-env-var TENSORAOT_VERBOSE 1 } */
/* { dg-output "no kernel was called\[\r\n\]+" } */
/* { dg-output "tensoraot: 1 kernels were compiled for another version" } */
#include "tensoraot_rt.h"

#include <stdlib.h>

static struct tensoraot_record record = {
	.version = TENSORAOT_ABI + 1, .nguards = -1,
};

int main(void)
{
	int i;

	for (i = 0; i < 3; i++)
		tensoraot_leave(&record, tensoraot_enter(&record),
				TENSORAOT_GUARD | 5 << 8, 1);
	if (record.calls || record.guarded || record.next)
		abort();
	return 0;
}
