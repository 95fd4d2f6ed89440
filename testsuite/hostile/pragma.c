/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pragma.c - does the parser of pragmas survive any line?  The input is split
   into the tokens of C as a front end would; the line after the first newline,
   if there is one, gives the defaults that the first is merged with.  Errors
   must be where a token is.  Crashes, leaks and hangs are for the sanitizers
   and the fuzzer to see; an internal error aborts. */
#include "hostile.h"
#include "pragma.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* One line: its text from "at" to "end", and its tokens. */
struct line {
	ta_arena *arena;
	const char *text, *end, *at;
	int ntokens;
	ta_token *token;
};

/* Check that the message "text" is one, at a place "loc" of the input, of as
   many bytes as "data" points to. */
static void check(void *data, enum ta_severity severity, ta_loc loc,
		  const char *text)
{
	const size_t *size = data;

	(void)severity;
	if (loc > *size + 1 || !*text)
		abort();
}

/* Set in "t", a number, what its spelling says. */
static void set_number(ta_token *t)
{
	char *end;

	t->value = (int64_t)strtoull(t->text, &end, 0);
	t->integer = !*end && t->value >= 0;
}

/* Return the length of the punctuator at "l". */
static int punctuator_length(const struct line *l)
{
	static const char *const long_ones[] = {
		"->", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "++",
		"--", "..."
	};
	int i, n;

	for (i = 0; i < TA_ARRAY_LEN(long_ones); i++) {
		n = (int)strlen(long_ones[i]);
		if (l->end - l->at >= n && !strncmp(l->at, long_ones[i],
						    (size_t)n))
			return n;
	}
	return 1;
}

/* Return the length of the string literal at "l". */
static int string_length(const struct line *l)
{
	const char *s = l->at + 1;

	while (s < l->end && *s != '"')
		s++;
	return (int)(s - l->at) + (s < l->end);
}

/* Return the length of the word or number at "l". */
static int word_length(const struct line *l)
{
	const char *s = l->at;

	while (s < l->end && (isalnum((unsigned char)*s) || *s == '_'
			      || *s == '.'))
		s++;
	return (int)(s - l->at);
}

/* Append the token at "l". */
static void put_token(struct line *l)
{
	unsigned char c = (unsigned char)*l->at;
	ta_token t = { .kind = TA_TOK_PUNCT };
	int n;

	if (isalpha(c) || c == '_') {
		t.kind = TA_TOK_NAME;
		for (n = 1; l->at + n < l->end
			    && (isalnum((unsigned char)l->at[n])
				|| l->at[n] == '_'); n++)
			;
	} else if (isdigit(c)) {
		t.kind = TA_TOK_NUMBER;
		n = word_length(l);
	} else if (c == '"') {
		t.kind = TA_TOK_STRING;
		n = string_length(l);
	} else {
		n = punctuator_length(l);
	}
	t.text = ta_strndup(l->arena, l->at, (size_t)n);
	t.loc = (ta_loc)(l->at - l->text) + 1;
	if (t.kind == TA_TOK_NUMBER)
		set_number(&t);
	TA_PUSH(l->arena, l->token, l->ntokens, t);
	l->at += n;
}

/* Parse the line "l"; its directive, or NULL. */
static ta_directive *parse(struct line *l, ta_diag *diag)
{
	ta_token end = { .kind = TA_TOK_END, .text = "" };

	while (l->at < l->end)
		if (isspace((unsigned char)*l->at) || !*l->at)
			l->at++;
		else
			put_token(l);
	end.loc = (ta_loc)(l->end - l->text) + 1;
	TA_PUSH(l->arena, l->token, l->ntokens, end);
	return ta_pragma_parse(l->arena, l->token, diag);
}

/* Have the expression "e" as text, and that text parsed again. */
static void print_expr(ta_arena *arena, const ta_cexpr *e)
{
	if (e && !*ta_cexpr_text(arena, e))
		abort();
}

/* Use the directive "d" as the front end does. */
static void use(struct line *l, ta_directive *d, const ta_directive *defaults,
		ta_diag *diag)
{
	int i, j;

	ta_directive_merge(l->arena, d, defaults);
	ta_directive_check(d, diag);
	for (i = 0; i < d->nshapes; i++)
		for (j = 0; j < d->shape[i].ndims; j++) {
			print_expr(l->arena, d->shape[i].extent[j]);
			print_expr(l->arena, d->shape[i].pitch[j]);
		}
	for (i = 0; i < d->nfacts; i++)
		print_expr(l->arena, d->fact[i].expr);
	print_expr(l->arena, d->threads);
}

/* Parse and use the input "data" of "size" bytes. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ta_arena *arena = ta_arena_new();
	const char *text = ta_strndup(arena, (const char *)data, size);
	const char *newline = memchr(text, '\n', size);
	struct line first = { .arena = arena }, second = { .arena = arena };
	ta_diag diag = { check, &size, 0 };
	ta_directive *d, *defaults = NULL;

	first.text = first.at = text;
	first.end = newline ? newline : text + size;
	if (newline) {
		second.text = second.at = newline + 1;
		second.end = text + size;
		defaults = parse(&second, &diag);
	}
	d = parse(&first, &diag);
	if (!d && !diag.nerrors)
		abort();
	if (d)
		use(&first, d, defaults, &diag);
	ta_arena_free(arena);
	return 0;
}
