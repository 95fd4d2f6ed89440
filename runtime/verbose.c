/* SPDX-License-Identifier: MIT */
/* verbose.c - the table of kernels that TENSORAOT_VERBOSE asks for.

   Assumes the records that record.c collected.  Prints them to stderr when
   the program ends, or when tensoraot_report is called; changes no counter
   and leaves every record in the list.  */
#include "private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

extern int openblas_get_parallel(void) __attribute__((weak));
extern char *openblas_get_corename(void) __attribute__((weak));
extern char tensoraot_calls_blas __attribute__((weak));

/* Whether "a" comes before "b" in the table: the one that took longer, then
   by file and line. */
static int comes_before(const struct tensoraot_record *a,
			const struct tensoraot_record *b)
{
	int order;

	if (a->nanoseconds != b->nanoseconds)
		return a->nanoseconds > b->nanoseconds;
	order = strcmp(a->file, b->file);
	return order ? order < 0 : a->line < b->line;
}

/* The records of "list", linked in the order of the table. */
static struct tensoraot_record *sorted(struct tensoraot_record *list)
{
	struct tensoraot_record *result = NULL, *record, **at;

	while (list) {
		record = list;
		list = list->next;
		for (at = &result; *at && comes_before(*at, record);
		     at = &(*at)->next)
			;
		record->next = *at;
		*at = record;
	}
	return result;
}

/* The longer of "width" and the length of "s". */
static int widest(int width, const char *s)
{
	int length = (int)strlen(s);

	return length > width ? length : width;
}

/* Write "file:line" of "record" to "text" of "size" bytes, without the
   folders of "file"; return "text". */
static const char *where(const struct tensoraot_record *record, char *text,
			 size_t size)
{
	const char *slash = strrchr(record->file, '/');

	snprintf(text, size, "%s:%d", slash ? slash + 1 : record->file,
		 (int)record->line);
	return text;
}

/* What became of the calls of "record", in a word for the table. */
static const char *path_taken(const struct tensoraot_record *record)
{
	if (record->lowered == record->calls)
		return record->what;
	if (record->lowered)
		return "both";
	return "as written";
}

/* Print that guard "i" of "record" failed in "n" calls.  One that failed in
   every call is worth a look at the place that calls: where that is, is said
   again. */
static void print_guard(const struct tensoraot_record *record, int i,
			unsigned long long n)
{
	const char *text = record->guards ? record->guards[i] : NULL;
	char place[256];

	if (!text)
		text = "(no text)";
	if (n == record->calls)
		fprintf(stderr, "    guard failed in EVERY call of %s: %s\n",
			where(record, place, sizeof place), text);
	else
		fprintf(stderr, "    guard failed %llu times: %s\n", n, text);
}

/* Print the lines under the row of "record": calls that ran the loops as
   written, and why. */
static void print_reasons(const struct tensoraot_record *record)
{
	unsigned long long unnamed = record->guarded, n;
	int i;

	if (record->lowered && record->lowered != record->calls)
		fprintf(stderr, "    %llu of %llu calls: %s\n",
			(unsigned long long)record->lowered,
			(unsigned long long)record->calls, record->what);
	for (i = 0; record->guard_failed && i < record->nguards; i++) {
		n = record->guard_failed[i];
		unnamed -= n;
		if (n)
			print_guard(record, i, n);
	}
	if (unnamed)
		fprintf(stderr, "    guard failed %llu times\n", unnamed);
	if (record->too_small)
		fprintf(stderr, "    too small to pay: loops as written ran "
			"%llu times\n", (unsigned long long)record->too_small);
	if (record->no_blas)
		fprintf(stderr, "    no BLAS linked: loops as written ran "
			"%llu times\n", (unsigned long long)record->no_blas);
	if (record->checked)
		fprintf(stderr, "    %llu calls checked, %llu differed from the "
			"loops as written\n",
			(unsigned long long)record->checked,
			(unsigned long long)record->differed);
	if (record->unchecked)
		fprintf(stderr, "    no memory for the check: loops as written "
			"ran %llu times\n",
			(unsigned long long)record->unchecked);
	if (record->guarded && record->guarded == record->calls)
		fprintf(stderr, "    every call failed a guard: this kernel "
			"never ran as %s\n", record->what);
}

/* Print the row of "record" with columns of "name_width" and "where_width",
   and the lines that belong to it. */
static void print_record(const struct tensoraot_record *record,
			 int name_width, int where_width)
{
	double seconds = (double)record->nanoseconds * 1e-9;
	char text[256];

	fprintf(stderr, "%-*s  %-*s %10llu", name_width, record->name,
		where_width, where(record, text, sizeof text),
		(unsigned long long)record->calls);
	if (record->lowered)
		fprintf(stderr, " %12.3f", seconds * 1e3);
	else
		fprintf(stderr, " %12s", "-");
	if (record->lowered && record->flops > 0 && seconds > 0)
		fprintf(stderr, " %9.2f", record->flops / seconds * 1e-9);
	else
		fprintf(stderr, " %9s", "-");
	fprintf(stderr, "  %s\n", path_taken(record));
	print_reasons(record);
}

/* Say so if kernels call BLAS and the linker has not brought any, or if the BLAS
   that is linked runs threads of its own: they get in the way of those of OpenMP,
   which kernels use. */
static void print_blas(void)
{
	enum { PTHREADS = 1 };

	if (&tensoraot_calls_blas && !openblas_get_parallel)
		fprintf(stderr, "tensoraot: kernels of this program call BLAS, and "
			"none is linked; -ltensoraot brings it if it comes "
			"behind the files with kernels in the linker's command "
			"(with gold -Wl,--no-as-needed -lopenblas does)\n");

	if (openblas_get_parallel && openblas_get_parallel() == PTHREADS)
		fprintf(stderr, "tensoraot: the OpenBLAS that is linked has "
			"threads of its own, beside those of OpenMP; link the "
			"one built for OpenMP (libopenblas0-openmp)\n");
}

/* The name by which OpenBLAS calls a processor of which the one that this runs on has
   the vectors, or NULL where it has none longer than 16 bytes. */
static const char *known_core(void)
{
#ifdef __x86_64__
	if (__builtin_cpu_supports("avx512vl") &&
	    __builtin_cpu_supports("avx512dq"))
		return "SkylakeX";
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
		return "Haswell";
#endif
	return NULL;
}

/* Say so if the OpenBLAS that kernels of "list" have called did not know the
   processor, and computes as if it had no vectors longer than 16 bytes, where
   nobody asked for that. */
static void print_core(const struct tensoraot_record *list)
{
	static const char *const old[] = { "Prescott", "Core2", "Penryn",
					   "Dunnington", "Nehalem", "Opteron",
					   "Opteron_SSE3", "Barcelona" };
	const char *asked = getenv("OPENBLAS_CORETYPE"), *core = known_core();
	size_t i;

	while (list && !(list->lowered && strstr(list->what, "cblas")))
		list = list->next;
	if (!list || !core || (asked && *asked) || !openblas_get_corename)
		return;
	for (i = 0; i < sizeof(old) / sizeof(*old); i++)
		if (!strcasecmp(openblas_get_corename(), old[i]))
			fprintf(stderr, "tensoraot: the OpenBLAS that is linked "
				"does not know this processor, and uses a part "
				"of it (%s); OPENBLAS_CORETYPE=%s in the "
				"environment makes it use more\n", old[i], core);
}

/* Print the table of every kernel that was called so far to stderr.  The
   list is taken out while it is sorted and printed. */
TENSORAOT_EXPORT void tensoraot_report(void)
{
	struct tensoraot_record *list, *record;
	int name_width = 6, where_width = 5;
	char text[256];

	list = sorted(tensoraot_take_records());
	for (record = list; record; record = record->next) {
		name_width = widest(name_width, record->name);
		where_width = widest(where_width,
				     where(record, text, sizeof text));
	}
	if (list)
		fprintf(stderr, "tensoraot: time is that of generated code, "
			"all threads that called it together\n%-*s  %-*s %10s "
			"%12s %9s  %s\n", name_width, "kernel", where_width,
			"where", "calls", "time ms", "GFLOP/s", "path");
	else
		fprintf(stderr, "tensoraot: no kernel was called\n");
	for (record = list; record; record = record->next)
		print_record(record, name_width, where_width);
	if (tensoraot_foreign)
		fprintf(stderr, "tensoraot: %d kernels were compiled for "
			"another version of libtensoraot; rebuild them to see "
			"them here\n", tensoraot_foreign);
	print_blas();
	print_core(list);
	tensoraot_put_records(list);
}

/* Say on stderr of which kernels several checked calls differed from the loops
   as written: the first was told when it was found. */
void tensoraot_tell_differences(void)
{
	struct tensoraot_record *list = tensoraot_take_records(), *record;
	char text[256];

	for (record = list; record; record = record->next)
		if (record->differed > 1)
			fprintf(stderr, "tensoraot: check: %llu of %llu checked "
				"calls of kernel %s at %s differed\n",
				(unsigned long long)record->differed,
				(unsigned long long)record->checked,
				record->name,
				where(record, text, sizeof text));
	tensoraot_put_records(list);
}
