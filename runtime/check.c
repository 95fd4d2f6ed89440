/* SPDX-License-Identifier: MIT */
/* check.c - both versions of a kernel are run, and what they leave compared.

   Assumes a kernel compiled with the argument "check", whose guards hold.  It
   calls tensoraot_check_begin before it writes anything: the elements that the
   loops write are saved, these and no others.  After it has run,
   tensoraot_check_swap sets its results aside and puts back what was there;
   the loops as written run, and tensoraot_check_end compares.  What stays is
   what the loops as written left.  Each call has its own memory, so kernels may
   be checked in several threads at once; where there is no memory that is said
   once, and the loops as written run.  TENSORAOT_CHECK in the environment is
   "off", "continue" or "abort", or as it was compiled.  */
#include "check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What TENSORAOT_CHECK asks for. */
static enum { AS_COMPILED, OFF, CONTINUE, ABORT } mode;

/* Read the environment. */
static void __attribute__((constructor(101))) start(void)
{
	const char *s = getenv("TENSORAOT_CHECK");

	if (!s || !*s)
		mode = AS_COMPILED;
	else if (!strcmp(s, "off") || !strcmp(s, "0"))
		mode = OFF;
	else if (!strcmp(s, "continue"))
		mode = CONTINUE;
	else if (!strcmp(s, "abort"))
		mode = ABORT;
	else
		fprintf(stderr, "tensoraot: TENSORAOT_CHECK=%s is none of off, "
			"continue and abort\n", s);
}

/* Note the "n" elements, "step" apart, from "first" on in the range of the
   array "data". */
static void widen(void *data, int64_t first, int64_t step, int64_t n)
{
	struct check_array *a = data;
	int64_t last = first + (n - 1) * step;
	int64_t low = first < last ? first : last;
	int64_t high = first < last ? last : first;

	if (!a->span) {
		a->low = low;
		a->span = high - low + 1;
		return;
	}
	if (high - a->low + 1 > a->span)
		a->span = high - a->low + 1;
	if (low < a->low) {
		a->span += a->low - low;
		a->low = low;
	}
}

/* Note the same elements as touched. */
static void mark(void *data, int64_t first, int64_t step, int64_t n)
{
	struct check_array *a = data;
	int64_t at = first - a->low;

	for (; n > 0; n--, at += step) {
		while (step == 1 && at % 64 == 0 && n > 64) {
			a->touched[at / 64] = ~0ull;
			at += 64;
			n -= 64;
		}
		a->touched[at / 64] |= 1ull << at % 64;
	}
}

/* Whether element "i" of the range of "a" is touched. */
static int touched(const struct check_array *a, int64_t i)
{
	return a->touched[i / 64] >> i % 64 & 1;
}

/* Find the first run of touched elements of "a" from "*from" on, up to before
   "*to"; false if there is none. */
static int next_run(const struct check_array *a, int64_t *from, int64_t *to)
{
	int64_t i = *from;

	while (i < a->span && !touched(a, i))
		i = a->touched[i / 64] >> i % 64 ? i + 1 : (i / 64 + 1) * 64;
	*from = i;
	while (i < a->span && touched(a, i))
		i++;
	*to = i;
	return *from < i;
}

/* The number of elements of "a" that are touched. */
static int64_t count(const struct check_array *a)
{
	int64_t from, to, n = 0;

	for (from = 0; next_run(a, &from, &to); from = to)
		n += to - from;
	return n;
}

/* Copy the touched elements of "a" to "copy", or from there with "back". */
static void copy(const struct check_array *a, char *copy, int back)
{
	int64_t size = tensoraot_type_size(a->type), from, to;

	for (from = 0; next_run(a, &from, &to); from = to) {
		char *at = a->base + (a->low + from) * size;
		size_t n = (size_t)((to - from) * size);

		if (back)
			memcpy(at, copy, n);
		else
			memcpy(copy, at, n);
		copy += n;
	}
}

/* Give the memory of "c" back. */
static void discard(struct tensoraot_check *c)
{
	int i;

	for (i = 0; c->array && i < c->narrays; i++) {
		free(c->array[i].touched);
		free(c->array[i].saved);
		free(c->array[i].ours);
	}
	free(c->array);
	free(c->stmt);
	free(c->read);
	free(c->words);
	free(c);
}

/* Count a read. */
static void count_read(void *data, const int64_t *acc)
{
	(void)acc;
	++*(int *)data;
}

/* Read the arrays and statements from "w"; their end. */
static const int64_t *read_words(struct tensoraot_check *c, const int64_t *w,
				 const char *const *name, void *const *base)
{
	int i;

	for (i = 0; i < c->narrays; i++) {
		struct check_array *a = &c->array[i];

		a->name = name[i];
		a->base = base[i];
		a->type = (int)*w++;
		a->ndims = (int)*w++;
		a->extent = w;
		w += a->ndims > 1 ? a->ndims - 1 : 0;
	}
	for (i = 0; i < c->nstmts; i++) {
		struct check_stmt *s = &c->stmt[i];

		s->depth = (int)*w++;
		s->ncons = (int)*w++;
		s->cons = w;
		w += s->ncons * (s->depth + 1);
		s->kind = (int)*w++;
		s->access = w;
		s->expr = w + 3 + s->depth;
		c->array[s->access[0]].written = 1;
		w = tensoraot_each_read(s->expr, s->depth, count_read,
					&c->nreads);
	}
	return w;
}

/* A check of a call of "record", of which there are "nwords" "words"; NULL:
   no memory. */
static struct tensoraot_check *make(struct tensoraot_record *record,
				    const char *const *name,
				    void *const *base, const int64_t *words)
{
	struct tensoraot_check *c = calloc(1, sizeof *c);
	size_t size = (size_t)words[0] * sizeof *words;

	if (!c)
		return NULL;
	c->record = record;
	c->narrays = (int)words[1];
	c->nstmts = (int)words[2];
	c->exact = (int)words[3];
	c->flags = (int)words[4];
	c->array = calloc((size_t)c->narrays + 1, sizeof *c->array);
	c->stmt = calloc((size_t)c->nstmts + 1, sizeof *c->stmt);
	c->words = malloc(size);
	if (c->array && c->stmt && c->words) {
		memcpy(c->words, words, size);
		read_words(c, c->words + 5, name, base);
		c->read = calloc((size_t)c->nreads + 1, sizeof *c->read);
		if (c->read)
			return c;
	}
	discard(c);
	return NULL;
}

/* Walk what statement "s" writes to "a". */
static int walk(const struct check_stmt *s, struct check_array *a,
		void (*fn)(void *data, int64_t first, int64_t step, int64_t n))
{
	struct check_walk w = { .s = s, .access = s->access, .fn = fn,
				.data = a };

	return tensoraot_walk(&w);
}

/* Walk all that "c" writes of memory. */
static int walk_all(struct tensoraot_check *c,
		    void (*fn)(void *data, int64_t first, int64_t step,
			       int64_t n))
{
	int i, ok = 1;

	for (i = 0; i < c->nstmts; i++) {
		struct check_array *a = &c->array[c->stmt[i].access[0]];

		ok = ok && (!a->base || walk(&c->stmt[i], a, fn));
	}
	return ok;
}

/* Get the memory in which elements of "a" are kept. */
static int room(struct check_array *a)
{
	size_t n;

	if (a->count > INT64_MAX / 32)
		return 0;
	n = (size_t)a->count * (size_t)tensoraot_type_size(a->type) + 1;
	a->saved = malloc(n);
	a->ours = malloc(n);
	return a->saved && a->ours;
}

/* Save what the loops of "c" write; false if there is no memory for it. */
static int save(struct tensoraot_check *c)
{
	int i;

	if (!walk_all(c, widen))
		return 0;
	for (i = 0; i < c->narrays; i++) {
		struct check_array *a = &c->array[i];

		if (!a->base || !a->written)
			continue;
		if (a->span < 0 || a->span > INT64_MAX / 64)
			return 0;
		a->touched = calloc((size_t)a->span / 64 + 1, 8);
		if (!a->touched)
			return 0;
	}
	walk_all(c, mark);
	for (i = 0; i < c->narrays; i++) {
		struct check_array *a = &c->array[i];

		if (!a->touched)
			continue;
		a->count = count(a);
		if (!room(a))
			return 0;
		copy(a, a->saved, 0);
	}
	return 1;
}

/* Say once that "record" cannot be checked. */
static void no_memory(struct tensoraot_record *record)
{
	static int said;

	__atomic_fetch_add(&record->unchecked, 1, __ATOMIC_RELAXED);
	if (!__atomic_exchange_n(&said, 1, __ATOMIC_RELAXED))
		fprintf(stderr, "tensoraot: check: no memory to check kernel "
			"%s: the loops as written run\n", record->name);
}

/* Begin to check a call of "record": "words" say what it does (check.def), to
   the arrays with names "name" at "base".  Set "*check" to what is kept until
   the end, NULL: this call is not checked.  0: nor can it be, and the loops as
   written are to run. */
TENSORAOT_EXPORT int32_t tensoraot_check_begin(struct tensoraot_record *record,
					       const char *const *name,
					       void **base, int64_t *words,
					       void **check)
{
	struct tensoraot_check *c;

	*check = NULL;
	if (mode == OFF || record->version != TENSORAOT_ABI)
		return 1;
	tensoraot_know(record);
	c = make(record, name, base, words);
	if (!c || !save(c)) {
		if (c)
			discard(c);
		no_memory(record);
		return 0;
	}
	tensoraot_measure(c);
	*check = c;
	return 1;
}

/* The kernel of "check" has run: set its results aside, and put back what was
   there before. */
TENSORAOT_EXPORT void tensoraot_check_swap(void *check)
{
	struct tensoraot_check *c = check;
	int i;

	for (i = 0; i < c->narrays; i++)
		if (c->array[i].touched)
			copy(&c->array[i], c->array[i].ours, 0);
	for (i = 0; i < c->narrays; i++)
		if (c->array[i].touched)
			copy(&c->array[i], c->array[i].saved, 1);
}

/* Find how large the elements of "a" were before, and are as the loops left
   them. */
static void find_largest(struct check_array *a)
{
	int64_t size = tensoraot_type_size(a->type), from, to, i, k = 0;

	for (from = 0; next_run(a, &from, &to); from = to)
		for (i = from; i < to; i++, k++) {
			double x = tensoraot_magnitude(a->type,
					a->saved + k * size);
			double y = tensoraot_magnitude(a->type,
					a->base + (a->low + i) * size);

			a->largest = x > a->largest ? x : a->largest;
			a->largest = y > a->largest ? y : a->largest;
		}
}

/* Append the subscripts of element "i" of "a" to "s" of "size" bytes. */
static void element_text(const struct check_array *a, int64_t i, char *s,
			 int size)
{
	int64_t sub[MAX_DEPTH];
	int d, n, dims = a->ndims;

	if (!dims) {
		snprintf(s, size, "%s", a->name);
		return;
	}
	for (d = 0; d < dims - 1; d++)
		if (a->extent[d] <= 0 || i < 0 || dims > MAX_DEPTH)
			dims = 1;
	for (d = dims - 1; d > 0; d--) {
		sub[d] = i % a->extent[d - 1];
		i /= a->extent[d - 1];
	}
	sub[0] = i;
	n = snprintf(s, size, "%s", a->name);
	for (d = 0; d < dims && n < size; d++)
		n += snprintf(s + n, (size_t)(size - n), "[%lld]",
			      (long long)sub[d]);
}

/* Take note that a call that "c" checks differs; true if it is the first of its
   kernel, which is told. */
static int is_first(struct tensoraot_check *c)
{
	if (c->differs)
		return 0;
	c->differs = 1;
	return !__atomic_fetch_add(&c->record->differed, 1, __ATOMIC_RELAXED);
}

/* Say that in a call that "c" checks "what" is "ours", and as written "theirs";
   "more" is said after. */
static void tell(const struct tensoraot_check *c, const char *what,
		 const char *ours, const char *theirs, const char *more)
{
	fprintf(stderr, "tensoraot: check: kernel %s at %s:%d, replaced by %s: "
		"%s is %s, as written %s%s\n", c->record->name, c->record->file,
		(int)c->record->line, c->record->what, what, ours, theirs,
		more);
}

/* Say of "a", of which "n" elements differ by more than "bound", that element
   "i", the "k"-th touched, is the first. */
static void tell_element(const struct tensoraot_check *c,
			 const struct check_array *a, int64_t i, int64_t k,
			 int64_t n, double bound)
{
	int64_t size = tensoraot_type_size(a->type);
	char what[256], ours[80], theirs[80], more[120];

	element_text(a, a->low + i, what, sizeof what);
	tensoraot_value_text(a->type, a->ours + k * size, ours, sizeof ours);
	tensoraot_value_text(a->type, a->base + (a->low + i) * size, theirs,
			     sizeof theirs);
	if (bound > 0)
		snprintf(more, sizeof more, " (%.3g apart is allowed; %lld of "
			 "%lld elements differ)", bound, (long long)n,
			 (long long)a->count);
	else
		snprintf(more, sizeof more, " (%lld of %lld elements differ)",
			 (long long)n, (long long)a->count);
	tell(c, what, ours, theirs, more);
}

/* Compare what "c" set aside of "a" with what the loops left. */
static void compare(struct tensoraot_check *c, struct check_array *a)
{
	int64_t size = tensoraot_type_size(a->type), from, to, i, k = 0;
	int64_t first = 0, first_k = 0, n = 0;
	double bound = c->exact ? -1 : tensoraot_bound(a);
	int open = c->flags & FLAG_OPEN || tensoraot_may_overflow(a);

	if (a->jumps && !c->exact)
		return;
	for (from = 0; next_run(a, &from, &to); from = to)
		for (i = from; i < to; i++, k++) {
			if (tensoraot_close(a->type, a->ours + k * size,
					    a->base + (a->low + i) * size,
					    bound, open))
				continue;
			if (!n++) {
				first = i;
				first_k = k;
			}
		}
	if (n && is_first(c))
		tell_element(c, a, first, first_k, n, bound);
}

/* A value that the kernel of "check" was said to leave in "name" is "ours", and
   as the loops left it "theirs". */
TENSORAOT_EXPORT void tensoraot_check_value(void *check, const char *name,
					    uint64_t ours, uint64_t theirs)
{
	char x[32], y[32];

	if (ours == theirs || !is_first(check))
		return;
	snprintf(x, sizeof x, "%lld", (long long)ours);
	snprintf(y, sizeof y, "%lld", (long long)theirs);
	tell(check, name, x, y, "");
}

/* The loops as written have run: compare, and end the check. */
TENSORAOT_EXPORT void tensoraot_check_end(void *check)
{
	struct tensoraot_check *c = check;
	int i, stop;

	__atomic_fetch_add(&c->record->checked, 1, __ATOMIC_RELAXED);
	for (i = 0; i < c->narrays; i++)
		if (c->array[i].touched)
			find_largest(&c->array[i]);
	tensoraot_bounds(c);
	for (i = 0; i < c->narrays; i++)
		if (c->array[i].touched)
			compare(c, &c->array[i]);
	stop = c->differs && (mode == ABORT || (mode == AS_COMPILED
						&& c->flags & FLAG_ABORT));
	discard(c);
	if (stop)
		abort();
}
