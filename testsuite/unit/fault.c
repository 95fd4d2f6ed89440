/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fault.c - is the fence left clean, whatever fails behind it?  The programs
   named on the command line are parsed, run through all phases and printed
   while the N-th allocation, check or question to isl fails, for many N; then
   without a fault, when the result has to be what it was. */
#include "fence.h"
#include "ta.h"
#include "unit.h"

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

/* Run over "text" with the N-th of "kind" failing, for N from 1 in steps that
   make about "many", until none fails; how many did. */
static long sweep(const char *text, const char *kind, int many)
{
	struct attempt t = { text, NULL };
	unsigned long n, step = 1;
	char spec[40];
	long faults = 0;

	for (n = 1;; n += step) {
		bool done;

		snprintf(spec, sizeof(spec), "%s:%lu", kind, n);
		TEST(ta_fault_arm(spec));
		t.made = NULL;
		done = ta_fence(run, &t);
		free(t.made);
		TEST(!ta_owned_any());
		if (ta_faults[TA_FAULT_ALLOC] || ta_faults[TA_FAULT_CHECK]
		    || ta_faults[TA_FAULT_ISL])
			break;
		if (strcmp(kind, "isl"))
			TEST(!done);
		faults++;
		if (many && n > (unsigned long)many)
			step = 1 + n / (unsigned long)many;
	}
	memset(ta_faults, 0, sizeof(ta_faults));
	return faults;
}

/* Test the program in file "name". */
static long test_file(const char *name, int many)
{
	struct attempt before = { NULL, NULL }, after;
	char *text = calloc(1, 1 << 16);
	FILE *f = fopen(name, "rb");
	long faults = 0;

	if (TEST(f != NULL)) {
		TEST(fread(text, 1, (1 << 16) - 1, f) > 0);
		fclose(f);
		before.text = text;
		after = before;
		TEST(ta_fence(run, &before));
		faults += sweep(text, "check", many);
		faults += sweep(text, "isl", many);
		faults += sweep(text, "alloc", many);
		TEST(ta_fence(run, &after));
		TEST(before.made && after.made
		     && !strcmp(before.made, after.made));
		free(before.made);
		free(after.made);
	}
	free(text);
	return faults;
}

/* Test the files "argv" after the first argument, which says how many faults
   of each kind about: 0 for all. */
int main(int argc, char **argv)
{
	long faults = 0;
	int i;

	for (i = 2; i < argc; i++)
		faults += test_file(argv[i], atoi(argv[1]));
	printf("%ld faults in %d programs\n", faults, argc - 2);
	return unit_done() || !faults;
}
