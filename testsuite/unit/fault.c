/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fault.c - is the fence left clean, whatever fails behind it?  The programs
   named on the command line are parsed, run through all phases and printed
   while the N-th allocation, check or question to isl fails, for some N spread
   over all of them, each program's others; then without a fault, when the
   result has to be what it was. */
#include "fence.h"
#include "ta.h"
#include "unit.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One run of all phases over "text"; "made": the result as text, or NULL. */
struct attempt {
	const char *text;
	char *made;
};

/* Messages are of no interest here. */
static void quiet(void *data, enum ta_severity severity, ta_loc loc,
		  const char *text)
{
	(void)data;
	(void)severity;
	(void)loc;
	(void)text;
}

/* Do the attempt "data". */
static void run(void *data)
{
	struct attempt *t = data;
	ta_arena *a = ta_arena_new();
	ta_diag diag = { quiet, NULL, 0 };
	ta_options opt = { .blas = true, .simd_bytes = 32 };
	ta_program *p = ta_program_parse(a, t->text, &diag);
	ta_buf b;

	opt.stop_after = (enum ta_phase)(TA_NPHASES - 1);
	if (p && !ta_check(p))
		ta_pipeline(p, &opt, &diag, NULL, NULL);
	ta_buf_init(&b, a);
	if (p)
		ta_program_print(&b, p);
	t->made = strdup(b.s);
	ta_arena_free(a);
}

/* Run over "text" with the "n"-th of "kind" failing. */
static void fail_at(const char *text, enum ta_fault kind, unsigned long n)
{
	struct attempt t = { text, NULL };
	bool done;

	ta_faults[kind] = n;
	done = ta_fence(run, &t);
	free(t.made);
	TEST(!ta_faults[kind]);
	TEST(!ta_owned_any());
	if (kind != TA_FAULT_ISL)
		TEST(!done);
}

/* Run over "text" with "many" of the "count" faults of "kind" in turn, or with
   all if "many" is 0, at even distances, the first at "part" of one; how many
   did. */
static long sweep(const char *text, enum ta_fault kind, unsigned long count,
		  unsigned long many, double part)
{
	unsigned long i;

	if (!many || many > count)
		many = count;
	for (i = 0; i < many; i++)
		fail_at(text, kind, 1 + (unsigned long)(((double)i + part)
							* (double)count
							/ (double)many));
	return (long)many;
}

/* Do "t"; in count[K], how many faults of kind K there were to inject. */
static void count_faults(struct attempt *t, unsigned long count[TA_NFAULTS])
{
	int kind;

	for (kind = 0; kind < TA_NFAULTS; kind++)
		ta_faults[kind] = ULONG_MAX;
	TEST(ta_fence(run, t));
	for (kind = 0; kind < TA_NFAULTS; kind++) {
		count[kind] = ULONG_MAX - ta_faults[kind];
		ta_faults[kind] = 0;
	}
}

/* Test the program in file "name", the "nth"; how many faults were injected. */
static long test_file(const char *name, int nth, unsigned long many)
{
	static const enum ta_fault kind[] = { TA_FAULT_CHECK, TA_FAULT_ISL,
					      TA_FAULT_ALLOC };
	struct attempt before = { NULL, NULL }, after;
	char *text = calloc(1, 1 << 16);
	FILE *f = fopen(name, "rb");
	unsigned long count[TA_NFAULTS];
	double part = fmod(nth * 0.6180339887, 1);
	long faults = 0;
	int k;

	if (TEST(f != NULL)) {
		TEST(fread(text, 1, (1 << 16) - 1, f) > 0);
		fclose(f);
		before.text = text;
		after = before;
		count_faults(&before, count);
		for (k = 0; k < 3; k++)
			faults += sweep(text, kind[k], count[kind[k]], many,
					part);
		TEST(ta_fence(run, &after));
		TEST(before.made && after.made
		     && !strcmp(before.made, after.made));
		free(before.made);
		free(after.made);
	}
	free(text);
	return faults;
}

/* Test the files "argv" after the first argument, which says with how many
   faults of each kind: 0 for all. */
int main(int argc, char **argv)
{
	long faults = 0;
	int i;

	for (i = 2; i < argc; i++)
		faults += test_file(argv[i], i,
				    strtoul(argv[1], NULL, 10));
	printf("%ld faults in %d programs\n", faults, argc - 2);
	return unit_done() || !faults;
}
