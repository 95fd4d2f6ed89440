/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program.c - does the core survive any text as a tensor program?  What parses
   is printed and must parse as itself; what ta_check accepts goes through all
   phases, with a small limit on isl's work and with verification, and is
   printed and parsed again.  An internal error about a program that was
   accepted aborts: either ta_check has to refuse it, or a phase is wrong. */
#include "hostile.h"
#include "ta.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* libFuzzer's own: change the "size" bytes of "data", at most "most" after. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most,
			       unsigned seed);

/* Let the message "text" count. */
static void count(void *data, enum ta_severity severity, ta_loc loc,
		  const char *text)
{
	(void)data;
	(void)severity;
	(void)loc;
	if (!*text)
		abort();
}

/* Return "p" as text. */
static const char *text_of(const ta_program *p)
{
	ta_buf b;

	ta_buf_init(&b, p->arena);
	ta_program_print(&b, p);
	return b.s;
}

/* End unless the text of "p" parses as what prints as the same. */
static void round_trip(const ta_program *p, ta_diag *diag, const char *when)
{
	const char *text = text_of(p);
	const ta_program *q = ta_program_parse(p->arena, text, diag);

	if (q && !strcmp(text, text_of(q)))
		return;
	fprintf(stderr, "%s: not read back:\n%s", when, text);
	if (q)
		fprintf(stderr, "but as:\n%s", text_of(q));
	abort();
}

/* Run the phases over "p" as the bits of "how" say. */
static void run(ta_program *p, unsigned how, ta_diag *diag)
{
	ta_options opt = { .max_operations = 3000, .simd_bytes = 32 };

	opt.stop_after = (enum ta_phase)(TA_NPHASES - 1);
	opt.blas = how & 1;
	opt.identity = (how & 6) == 6;
	opt.verify = (how & 24) == 24;
	ta_pipeline(p, &opt, diag, NULL, NULL);
	round_trip(p, diag, "after the phases");
}

/* Do all that with the input "data" of "size" bytes. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ta_arena *arena = ta_arena_new();
	const char *text = ta_strndup(arena, (const char *)data, size);
	ta_diag diag = { count, NULL, 0 };
	ta_program *p = ta_program_parse(arena, text, &diag);
	unsigned how = 0;
	size_t i;

	for (i = 0; i < size; i++)
		how = how * 31 + data[i];
	if (!p && !diag.nerrors)
		abort();
	if (p && !ta_check(p)) {
		round_trip(p, &diag, "as parsed");
		if (p->nstmts <= 6 && p->narrays <= 8 && p->nparams <= 12)
			run(p, how >> 7, &diag);
	}
	ta_arena_free(arena);
	return 0;
}

#ifdef FUZZ
/* Return the next random number below "n"; "state" is changed. */
static size_t below(unsigned *state, size_t n)
{
	*state = *state * 1103515245u + 12345u;
	return (*state >> 8) % n;
}

/* Is "c" part of a word or number? */
static bool is_word(uint8_t c)
{
	return isalnum(c) || c == '_' || c == '.';
}

/* Set [*from, *to) to a token of the "size" bytes "data", from a random place
   on; a word, a number, or one other character.  False if there is none. */
static bool some_token(const uint8_t *data, size_t size, unsigned *state,
		       size_t *from, size_t *to)
{
	size_t at = below(state, size);

	while (at < size && isspace(data[at]))
		at++;
	if (at == size)
		return false;
	while (at > 0 && is_word(data[at]) && is_word(data[at - 1]))
		at--;
	*from = at;
	*to = at + 1;
	while (is_word(data[at]) && *to < size && is_word(data[*to]))
		++*to;
	return true;
}

/* Set [*from, *to) to a line of the "size" bytes "data". */
static void some_line(const uint8_t *data, size_t size, unsigned *state,
		      size_t *from, size_t *to)
{
	*from = below(state, size);
	while (*from > 0 && data[*from - 1] != '\n')
		--*from;
	*to = *from;
	while (*to < size && data[(*to)++] != '\n')
		;
}

/* Put the bytes [from, to) of "data" in the place of [at, end); return the new
   size. */
static size_t put(uint8_t *data, size_t size, size_t most, size_t at,
		  size_t end, size_t from, size_t to)
{
	size_t n = to - from;
	uint8_t copy[256];

	if (n > sizeof(copy) || size - (end - at) + n > most)
		return size;
	memcpy(copy, data + from, n);
	memmove(data + at + n, data + end, size - end);
	memcpy(data + at, copy, n);
	return size - (end - at) + n;
}

/* Change the text "data": mostly a token or line becomes another of the same
   text, goes, or comes twice, so that much of what comes out still parses. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most,
			       unsigned seed)
{
	size_t a, b, c, d;
	int how = (int)below(&seed, 10);

	if (size < 10 || how == 0)
		return LLVMFuzzerMutate(data, size, most);
	if (how <= 6) {
		if (!some_token(data, size, &seed, &a, &b)
		    || !some_token(data, size, &seed, &c, &d))
			return size;
		if (how <= 2 && isdigit(data[a])) {
			data[a] = (uint8_t)('0' + below(&seed, 10));
			return size;
		}
		return put(data, size, most, a, b, c, how == 6 ? c : d);
	}
	some_line(data, size, &seed, &a, &b);
	some_line(data, size, &seed, &c, &d);
	if (how == 7)
		return put(data, size, most, a, b, a, a);
	return put(data, size, most, a, how == 8 ? a : b, c, d);
}
#endif
