/* SPDX-License-Identifier: GPL-3.0-or-later */
/* validate.c - does the validation of plans accept what is right and refuse
   what is wrong?  The programs named on the command line, and random ones, are
   planned and validated; none may be refused.  Then each plan is spoiled in
   one place, in each of several ways; where that changes what a plan does at
   all, it has to be refused nearly always. */
#include "interp.h"
#include "random.h"
#include "unit.h"

#include <stdlib.h>
#include <time.h>

static long valid, unvalidated, spoiled, refused, missed;
static double slowest;
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

/* Spoil "node" in the way "way", if it has what that is about: a loop begins
   or ends elsewhere, a statement has another iterator, a call another size,
   place, or scalar, a test is turned round. */
static bool spoil(ta_arena *a, ta_node *node, int way)
{
	switch (way) {
	case 0:
		if (node->kind != TA_NODE_LOOP)
			return false;
		node->upper[0].num = ta_idx_addk(a, node->upper[0].num,
						 -node->upper[0].den);
		return true;
	case 1:
		if (node->kind != TA_NODE_LOOP)
			return false;
		node->lower[0].num = ta_idx_addk(a, node->lower[0].num,
						 node->lower[0].den);
		return true;
	case 2:
		if (node->kind != TA_NODE_STMT || !node->iter
		    || !node->iter[0])
			return false;
		node->iter[0] = ta_idx_addk(a, node->iter[0], 1);
		return true;
	case 3:
		if (node->kind != TA_NODE_CALL)
			return false;
		node->arg[node->nargs - 2].idx = ta_idx_addk(
			a, node->arg[node->nargs - 2].idx, 1);
		return true;
	case 4:
		if (node->kind != TA_NODE_CALL || node->nargs < 14)
			return false;
		node->arg[3].idx = ta_idx_addk(a, node->arg[3].idx, -1);
		return true;
	default:
		if (node->kind != TA_NODE_CALL || node->nargs < 14)
			return false;
		node->arg[6].expr = ta_expr_float(a, node->arg[6].expr->type,
						  2);
		return true;
	}
}

/* Spoil the "n"-th node of "node" that way "way" is about; false if there are
   not so many. */
static bool spoil_nth(ta_arena *a, ta_node *node, int way, int *n)
{
	int i;

	if (!node)
		return false;
	if (*n == 0 && spoil(a, node, way))
		return true;
	if (*n > 0 && (node->kind == TA_NODE_LOOP ? way < 2
		       : node->kind == TA_NODE_STMT ? way == 2
		       : node->kind == TA_NODE_CALL && way > 2))
		--*n;
	for (i = 0; i < node->nchildren; i++)
		if (spoil_nth(a, node->child[i], way, n))
			return true;
	return false;
}

/* Return the program "text" in "a", planned as "opt" says into *planned; NULL
   when it has no plan. */
static ta_program *plan(ta_arena *a, const char *text, const ta_options *opt,
			ta_program **planned)
{
	ta_diag diag = { quiet, NULL, 0 };
	ta_program *p = ta_program_parse(a, text, &diag);

	*planned = ta_program_parse(a, text, &diag);
	if (!p || !*planned || ta_check(p) || p->done >= TA_PHASE_PLAN
	    || !ta_pipeline(*planned, opt, &diag, NULL, NULL)
	    || !(*planned)->plan)
		return NULL;
	return p;
}

/* Validate the plan "q" of "p", which is right; false if it was not
   validated. */
static bool accept(const ta_program *p, const ta_program *q, const char *text)
{
	const char *why = NULL;
	clock_t before = clock();
	enum ta_validity validity = ta_validate(p, q, &why);
	double took = (double)(clock() - before) / CLOCKS_PER_SEC;

	slowest = took > slowest ? took : slowest;
	valid += validity == TA_VALID;
	unvalidated += validity == TA_UNVALIDATED;
	if (!TEST(validity != TA_INVALID))
		printf("  %s: %s\n%s", file_name, why, text);
	return validity == TA_VALID;
}

/* Spoil the plan of "p" that "planned" prints in way "way" at the "n"-th place
   and validate it; false if there is no such place. */
static bool reject(const ta_program *p, const char *planned, int way, int n)
{
	ta_diag diag = { quiet, NULL, 0 };
	ta_arena *a = ta_arena_new();
	const char *why = NULL;
	ta_program *q = ta_program_parse(a, planned, &diag);
	bool there = TEST(q != NULL) && spoil_nth(a, q->plan, way, &n);

	if (there) {
		spoiled++;
		if (ta_validate(p, q, &why) == TA_INVALID)
			refused++;
		else
			missed++;
	}
	ta_arena_free(a);
	return there;
}

/* Test the program "text". */
static void test_text(const char *text)
{
	ta_options opt = { .simd_bytes = 32, .blas = true };
	ta_arena *a = ta_arena_new();
	ta_program *q, *p;
	ta_buf planned;
	int way, n;

	opt.stop_after = (enum ta_phase)(TA_NPHASES - 1);
	p = plan(a, text, &opt, &q);
	if (p && accept(p, q, text)) {
		ta_buf_init(&planned, a);
		ta_program_print(&planned, q);
		for (way = 0; way < 6; way++)
			for (n = 0; n < 3 && reject(p, planned.s, way, n); n++)
				;
	}
	ta_arena_free(a);
}

/* Test the program in the file "name". */
static void test_file(const char *name)
{
	char *text = calloc(1, 1 << 16);
	FILE *f = fopen(name, "rb");

	file_name = name;
	if (TEST(f != NULL)) {
		TEST(fread(text, 1, (1 << 16) - 1, f) > 0);
		fclose(f);
		test_text(text);
	}
	free(text);
}

/* Test the random program "seed". */
static void test_random(int seed)
{
	ta_arena *a = ta_arena_new();

	unit_seed = UNIT_FIRST_SEED + (uint64_t)seed * 7919u;
	unit_random(2);
	file_name = ta_sprintf(a, "random program %d", seed);
	test_text(random_program(a));
	ta_arena_free(a);
}

/* Test as many random programs as the first argument says, and the files that
   follow; the status to exit with. */
int main(int argc, char **argv)
{
	int i;

	for (i = 1; i <= atoi(argv[1]); i++)
		test_random(i);
	for (i = 2; i < argc; i++)
		test_file(argv[i]);
	printf("%ld plans validated, %ld not; %ld spoiled, %ld refused, %ld"
	       " not; the slowest took %.3f s\n",
	       valid, unvalidated, spoiled, refused, missed, slowest);
	TEST(valid > 50 && unvalidated * 20 <= valid);
	TEST(refused * 4 >= spoiled * 3);
	return unit_done();
}
