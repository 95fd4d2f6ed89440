/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run.c - do the plans of the programs named on the command line compute what
   the programs say?  Each is planned with and without a library, and run for
   random sizes and data, loops that may run in any order backwards too; the
   guards say which sizes a plan must be right for.  Where only some nests
   have a plan, each is tried alone. */
#include "interp.h"
#include "random.h"
#include "unit.h"

#include <setjmp.h>
#include <stdlib.h>

static jmp_buf after_bug;
static long plans, runs, calls, refused, steps;
static const char *file_name;

/* Nothing is said about errors in programs here. */
static void quiet(void *data, enum ta_severity severity, ta_loc loc,
		  const char *text)
{
	(void)data;
	(void)severity;
	(void)loc;
	(void)text;
}

/* An internal inconsistency is a failure, not the end. */
static void caught(const char *text)
{
	TEST(!"internal error");
	printf("  %s: %s\n", file_name, text);
	longjmp(after_bug, 1);
}

/* A random number of "type". */
static ta_value random_value(enum ta_type type)
{
	ta_value v = { 0 };

	if (!ta_type_rounds(type))
		v.i = type == TA_BOOL ? (int64_t)unit_random(2)
		      : ta_type_is_signed(type)
			      ? (int64_t)unit_random(9) - 4
			      : (int64_t)unit_random(9);
	else
		v.f = (double)unit_random(17) / 4 - 2;
	if (ta_type_is_complex(type))
		v.im = (double)unit_random(17) / 4 - 2;
	return v;
}

/* Choose parameters of "r" for which the facts hold; false if that fails. */
static bool choose_params(ta_interp *r)
{
	const ta_program *p = r->p;
	int64_t none[TA_PARAM0] = { 0 };
	int i, tries;

	for (tries = 0; tries < 50; tries++) {
		int most = 1 + (int)unit_random(9);

		for (i = 0; i < p->nparams; i++) {
			r->param[i] = random_value(p->param[i].type);
			if (ta_type_is_integer(p->param[i].type))
				r->param[i].i = (int64_t)unit_random(
							(uint64_t)most + 2)
						- !p->param[i].nonneg;
			if (!strncmp(p->param[i].name, "ld", 2)
			    && unit_random(4))
				r->param[i].i = most + 2;
			if (ta_type_rounds(p->param[i].type)
			    && !unit_random(4))
				r->param[i].f = (double)unit_random(2);
		}
		for (i = 0; i < p->nfacts; i++)
			if (ta_idx_value(r, p->fact[i], none) < 0)
				break;
		if (i == p->nfacts)
			return true;
	}
	return false;
}

/* Say for which parameters the plan of "r" is wrong. */
static void show(const ta_interp *r)
{
	int i;

	printf("  %s:", file_name);
	for (i = 0; i < r->p->nparams; i++)
		if (ta_type_is_float(r->p->param[i].type))
			printf(" %s=%g", r->p->param[i].name, r->param[i].f);
		else if (r->p->param[i].type != TA_PTR)
			printf(" %s=%ld", r->p->param[i].name,
			       (long)r->param[i].i);
	printf("%s%s\n", r->backwards ? " backwards" : "",
	       r->work == TA_WORK_MUCH ? " much"
	       : r->work == TA_WORK_MIXED ? " mixed" : "");
}

/* Is what the runs "a" and "b" left equal where it can be seen? */
static bool same(ta_interp *a, ta_interp *b)
{
	int64_t key;
	int array;

	if (ta_same_results(a, b, a->p->fp == TA_FP_STRICT, &array, &key))
		return true;
	printf("  %s differs at %ld\n", a->p->array[array].name, (long)key);
	return false;
}

/* Do all guards of the plan of "r" hold, but those on the amount of work? */
static bool all_hold(ta_interp *r)
{
	static const int64_t none[TA_PARAM0];
	int i;

	for (i = 0; i < r->p->nguards; i++)
		if (r->p->guard[i]->kind != TA_GUARD_WORK
		    && !ta_guard_holds(r, r->p->guard[i], none))
			return false;
	return true;
}

/* Run "a" as written and "b" as planned, and compare. */
static void compare_runs(ta_interp *a, ta_interp *b)
{
	b->backwards = unit_random(2);
	b->work = (enum ta_work)unit_random(3);
	a->most_steps = b->most_steps = 20000000;
	ta_run_written(a);
	if (!TEST(!a->cannot) || a->bad)
		return;
	runs++;
	ta_run_planned(b);
	calls += b->calls;
	steps += a->steps + b->steps;
	if (!TEST(!b->bad && !b->cannot)) {
		printf("  %s\n", b->bad ? b->bad : b->cannot);
		show(b);
	} else if (!TEST(same(a, b))) {
		show(b);
	}
}

/* Let "a" and "b" begin with the same data, which guards may look at. */
static void choose_data(ta_interp *a, ta_interp *b)
{
	int i;

	a->wild = b->wild = unit_random(3) == 0 && !ta_loses_infinities(a->p);
	a->seed = b->seed = unit_random(1u << 30);
	for (i = 0; i < b->p->narrays; i++)
		ta_forget(b, i);
}

/* Run "p" as written and its plan in "q" once, with random data. */
static void compare(const ta_program *p, const ta_program *q)
{
	ta_arena *arena = ta_arena_new();
	ta_interp a, b;
	int i;

	ta_interp_init(&a, arena, p);
	ta_interp_init(&b, arena, q);
	b.param = a.param;
	for (i = 0; i < 20; i++) {
		choose_data(&a, &b);
		if (choose_params(&a) && all_hold(&b))
			break;
	}
	if (i == 20)
		refused++;
	else
		compare_runs(&a, &b);
	ta_arena_free(arena);
}

/* Compare "p" with its plan in "q" "n" times, if it has one; less often if that
   takes many steps. */
static bool compare_all(const ta_program *p, const ta_program *q, int n)
{
	long most = steps + 4000000;
	int i;

	if (!q->plan)
		return false;
	plans++;
	for (i = 0; i < n && !unit_failures && steps < most; i++)
		compare(p, q);
	return true;
}

/* Plan the program "text" as "opt" says and compare. */
static void test_text(const char *text, const ta_options *opt, int n)
{
	ta_arena *a = ta_arena_new();
	ta_diag diag = { quiet, NULL, 0 };
	ta_program *p = ta_program_parse(a, text, &diag);
	ta_program *q = ta_program_parse(a, text, &diag), *one;
	int i;

	if (TEST(p && q && !ta_check(p)) && p->done < TA_PHASE_PLAN
	    && ta_pipeline(q, opt, &diag, NULL, NULL)
	    && !compare_all(p, q, n))
		for (i = 0; i < p->nnests && p->done <= TA_PHASE_SHAPE; i++) {
			q = ta_program_parse(a, text, &diag);
			one = ta_program_nests(q, i, i);
			if (ta_pipeline(one, opt, &diag, NULL, NULL))
				compare_all(ta_program_nests(p, i, i), one, n);
		}
	ta_arena_free(a);
}

/* Test the program in the file "name". */
static void test_file(const char *name)
{
	ta_options opt = { .simd_bytes = 32 };
	FILE *f = fopen(name, "rb");
	char *text = calloc(1, 1 << 16);

	file_name = name;
	unit_seed = UNIT_FIRST_SEED;
	if (TEST(f != NULL)) {
		opt.stop_after = (enum ta_phase)(TA_NPHASES - 1);
		TEST(fread(text, 1, (1 << 16) - 1, f) > 0);
		fclose(f);
		for (opt.blas = true;; opt.blas = false) {
			test_text(text, &opt, 30);
			if (!opt.blas)
				break;
		}
		opt.identity = true;
		test_text(text, &opt, 5);
	}
	free(text);
}

/* Test the random program that "seed" gives. */
static void test_random(long seed)
{
	static const ta_options plain = { .simd_bytes = 32 };
	ta_options opt = plain;
	ta_arena *a = ta_arena_new();
	const char *text;

	unit_seed = UNIT_FIRST_SEED + (uint64_t)seed * 7919u;
	unit_random(2);
	text = random_program(a);
	file_name = ta_sprintf(a, "random program %ld", seed);
	opt.stop_after = (enum ta_phase)(TA_NPHASES - 1);
	opt.blas = unit_random(4) != 0;
	opt.identity = unit_random(6) == 0;
	test_text(text, &opt, 6);
	if (unit_failures)
		printf("%s", text);
	ta_arena_free(a);
}

/* Test the file "name", or random program "seed" if that is NULL; how many
   tests failed. */
static int attempt(const char *name, long seed)
{
	unit_failures = 0;
	if (!setjmp(after_bug)) {
		if (name)
			test_file(name);
		else
			test_random(seed);
	}
	return unit_failures;
}

/* Test the programs in the files "argv"; an argument N stands for the random
   programs 1 to N, and M,N for M to N.  The status to exit with. */
int main(int argc, char **argv)
{
	int i, failed = 0;

	ta_bug_handler(caught);
	for (i = 1; i < argc; i++) {
		char *end;
		long first = 1, last = strtol(argv[i], &end, 10);

		if (end == argv[i])
			failed += attempt(argv[i], 0);
		if (*end == ',') {
			first = last;
			last = strtol(end + 1, NULL, 10);
		}
		for (; first <= last; first++)
			failed += attempt(NULL, first);
	}
	printf("%ld plans, %ld runs, %ld library calls, %ld never in guard\n",
	       plans, runs, calls, refused);
	unit_failures = failed;
	return unit_done() || !runs || !calls;
}
