/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every path is counted where it belongs, each guard by itself, and the
   table says all of it. */
/* { dg-do run } */
/* { dg-set-target-env-var TENSORAOT_VERBOSE 1 } */
/* { dg-set-target-env-var OPENBLAS_CORETYPE Prescott } */
/* { dg-output "kernel +where +calls +time ms +GFLOP/s +path\[\r\n\]+" } */
/* { dg-output "mix +mix.c:12 +6 +\[0-9.\]+ +\[0-9.\]+ +both\[\r\n\]+" } */
/* { dg-output " +2 of 6 calls: cblas_sgemm . map\[\r\n\]+" } */
/* { dg-output " +guard failed 1 times: A and C may overlap\[\r\n\]+" } */
/* { dg-output " +too small to pay: loops as written ran 1 times\[\r\n\]+" } */
/* { dg-output " +no BLAS linked: loops as written ran 2 times\[\r\n\]+" } */
/* { dg-output "never +mix.c:30 +2 +- +- +as written\[\r\n\]+" } */
/* { dg-output " +guard failed in EVERY call of mix.c:30: n fits an int\[\r\n\]+" } */
/* { dg-output " +every call failed a guard: this kernel never ran as " } */
/* { dg-output "loops\[\r\n\]+$" } */
#include "tensoraot_rt.h"

#include <stdlib.h>

static const char *const texts[] = { "n fits an int", "A and C may overlap" };
static uint64_t mix_failed[2], never_failed[2];

static struct tensoraot_record mix = {
	.version = TENSORAOT_ABI, .nguards = 2, .line = 12,
	.name = "mix", .file = "some/folder/mix.c",
	.what = "cblas_sgemm + map", .guards = texts,
	.guard_failed = mix_failed,
};

static struct tensoraot_record never = {
	.version = TENSORAOT_ABI, .nguards = 2, .line = 30,
	.name = "never", .file = "mix.c", .what = "loops",
	.guards = texts, .guard_failed = never_failed,
};

/* One call of "record" that takes "path" and, where lowered, lasts. */
static void call(struct tensoraot_record *record, int path)
{
	uint64_t start = tensoraot_enter(record);
	volatile int i;

	for (i = 0; i < 100000 && path == TENSORAOT_LOWERED; i++)
		;
	tensoraot_leave(record, start, path,
			path == TENSORAOT_LOWERED ? 1e6 : 0);
}

int main(void)
{
	if (!tensoraot_active)
		abort();
	call(&mix, TENSORAOT_LOWERED);
	call(&mix, TENSORAOT_LOWERED);
	call(&mix, TENSORAOT_GUARD | 1 << 8);
	call(&mix, TENSORAOT_SMALL);
	call(&mix, TENSORAOT_NO_BLAS);
	call(&mix, TENSORAOT_NO_BLAS);
	call(&never, TENSORAOT_GUARD | 0 << 8);
	call(&never, TENSORAOT_GUARD | 0 << 8);

	if (mix.calls != 6 || mix.lowered != 2 || mix.guarded != 1 ||
	    mix.too_small != 1 || mix.no_blas != 2 || mix.flops != 2e6)
		abort();
	if (mix_failed[0] != 0 || mix_failed[1] != 1)
		abort();
	if (never.calls != 2 || never.guarded != 2 || never.lowered != 0)
		abort();
	if (never_failed[0] != 2 || never_failed[1] != 0)
		abort();
	if (mix.nanoseconds == 0 || never.nanoseconds != 0)
		abort();
	return 0;
}
