/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shapes.c - is an error about an extent always right?  Random programs with
   declared shapes go through the phase shape; where it reports an access, that
   access must leave its extent in every run that makes it.  How often an
   access that leaves its extent in a run was not reported is counted: that is
   allowed, but should not be always. */
#include "interp.h"
#include "random.h"
#include "unit.h"

#include <stdlib.h>

enum { MAX_LOC = 1000, NRUNS = 40 };

static bool reported[MAX_LOC], made[MAX_LOC], left[MAX_LOC];
static long errors, confirmed, silent, runs;

/* Note the location of an error. */
static void note(void *data, enum ta_severity severity, ta_loc loc,
		 const char *text)
{
	(void)data;
	(void)text;
	if (severity == TA_ERROR) {
		errors++;
		TEST(loc < MAX_LOC);
		reported[loc < MAX_LOC ? loc : 0] = true;
	}
}

/* Note that the access "acc" is made, and whether it leaves the extents of its
   array.  A matrix is taken apart by its row pitch, the inner extent, which is
   a parameter. */
static void watch(void *data, ta_interp *r, const ta_access *acc,
		  const int64_t *iter)
{
	const ta_shape *s = r->p->array[acc->array].declared;
	const ta_idx *sub[2] = { acc->offset, NULL };
	int d, pitch;

	(void)data;
	made[acc->loc] = true;
	if (s && s->ndims == 2) {
		pitch = s->pitch[1]->term[0].var[0];
		sub[0] = ta_idx_coef(r->arena, acc->offset, pitch);
		sub[1] = ta_idx_without(r->arena, acc->offset, pitch);
	}
	for (d = 0; s && d < s->ndims; d++) {
		__int128 at = ta_idx_value(r, sub[d], iter);

		left[acc->loc] |= at < 0
				  || at >= ta_idx_value(r, s->extent[d], iter);
	}
}

/* Run "p" once for random sizes and compare with what was reported. */
static void run_once(const ta_program *p, const char *text)
{
	ta_arena *a = ta_arena_new();
	ta_interp r;
	int i;

	ta_interp_init(&r, a, p);
	r.watch = watch;
	memset(made, 0, sizeof(made));
	memset(left, 0, sizeof(left));
	for (i = 0; i < p->nparams; i++)
		r.param[i].i = (int64_t)unit_random(9)
			       - (p->param[i].nonneg ? 0 : 1);
	ta_run_written(&r);
	for (i = 1; i < MAX_LOC && !r.bad; i++) {
		if (!made[i])
			continue;
		confirmed += reported[i] && left[i];
		silent += !reported[i] && left[i];
		if (!TEST(!reported[i] || left[i]))
			printf("access @%d in:\n%s", i, text);
	}
	runs += !r.bad;
	ta_arena_free(a);
}

/* Test the random program that "seed" gives. */
static void test(int seed)
{
	ta_options opt = { .stop_after = TA_PHASE_SHAPE, .simd_bytes = 32 };
	ta_arena *a = ta_arena_new();
	ta_diag diag = { note, NULL, 0 };
	const char *text;
	ta_program *p;
	int i;

	unit_seed = UNIT_FIRST_SEED + (uint64_t)seed * 7919u;
	unit_random(2);
	text = random_program(a);
	memset(reported, 0, sizeof(reported));
	p = ta_program_parse(a, text, &diag);
	if (TEST(p && !ta_check(p))) {
		ta_pipeline(p, &opt, &diag, NULL, NULL);
		for (i = 0; i < NRUNS; i++)
			run_once(p, text);
	}
	ta_arena_free(a);
}

/* Test as many random programs as the argument says; the status to exit
   with. */
int main(int argc, char **argv)
{
	int n = argc > 1 ? atoi(argv[1]) : 200, i;

	random_shapes = true;
	for (i = 1; i <= n; i++)
		test(i);
	printf("%ld errors, %ld runs: %ld accesses left as reported, %ld left"
	       " unreported\n",
	       errors, runs, confirmed, silent);
	return unit_done() || !errors || !confirmed;
}
