/* SPDX-License-Identifier: GPL-3.0-or-later */
/* parse.h - what the files that read the text form share (see ir.txt).

   After the first error the current token is the end of the text and stays
   it, so that every loop over tokens ends; functions may then return NULL or
   nonsense, which only "ta_program_parse" must not pass on. */
#ifndef TA_PARSE_H
#define TA_PARSE_H

#include "ta.h"

enum ta_tok {
	TA_TOK_EOF,
	TA_TOK_NAME,
	TA_TOK_STRING,
	TA_TOK_INT,	/* without sign */
	TA_TOK_FLOAT,	/* without sign, with a "." or an exponent */
	TA_TOK_PUNCT
};

/* The text from "s" on is yet to be read; "tok" is the token before it, at
   "line": its text, and the value of an INT (in "f" too) or FLOAT. "iter":
   the names of the "niters" iterators in scope; "param", "array", "stmt":
   those of what the program has so far, by number. */
struct ta_parser {
	ta_arena *a;
	ta_diag *diag;
	ta_program *p;
	const char *s;
	int line, next_line;
	bool failed, phase_said;
	int depth;
	enum ta_tok tok;
	const char *text;
	uint64_t i;
	double f;
	int niters;
	const char *iter[TA_PARAM0];
	const char **param, **array, **stmt;
};

/* How deep expressions and plans may nest. */
enum { TA_TEXT_DEPTH = 1000 };

/* lex.c: tokens. */
void ta_lex_next(struct ta_parser *t);
void ta_text_error(struct ta_parser *t, const char *fmt, ...) TA_PRINTF(2, 3);
void ta_text_unknown(struct ta_parser *t, const char *what, const char *word,
		     const char *const *names, int n);
void ta_text_expected(struct ta_parser *t, const char *what);
bool ta_lex_is(const struct ta_parser *t, const char *text);
bool ta_lex_accept(struct ta_parser *t, const char *text);
void ta_lex_expect(struct ta_parser *t, const char *text);
const char *ta_lex_name(struct ta_parser *t, const char *what);
const char *ta_lex_string(struct ta_parser *t);
int64_t ta_lex_int(struct ta_parser *t, int64_t lo, int64_t hi,
		   const char *what);
uint64_t ta_lex_loc(struct ta_parser *t);
int ta_lex_word(struct ta_parser *t, const char *what,
		const char *const *names, int n);
bool ta_text_enter(struct ta_parser *t);
void ta_text_leave(struct ta_parser *t);

/* parse_expr.c: names, polynomials, accesses, expressions. */
int ta_parse_param(struct ta_parser *t);
int ta_parse_array(struct ta_parser *t);
int ta_parse_stmt_ref(struct ta_parser *t);
enum ta_type ta_parse_type(struct ta_parser *t);
enum ta_op ta_parse_op(struct ta_parser *t);
enum ta_reason ta_parse_reason(struct ta_parser *t);
const ta_idx *ta_parse_idx(struct ta_parser *t);
const ta_idx *ta_parse_braced(struct ta_parser *t);
void ta_parse_cons(struct ta_parser *t, int *n, const ta_idx ***cons);
double ta_parse_float(struct ta_parser *t);
ta_access *ta_parse_access(struct ta_parser *t, ta_loc outer);
int ta_parse_iterator(struct ta_parser *t);
ta_expr *ta_parse_expr(struct ta_parser *t, ta_loc outer);
void ta_parse_scope(struct ta_parser *t, int n, const char *const *iter);

/* parse_plan.c: what deps and the later phases add. */
void ta_parse_dep(struct ta_parser *t);
void ta_parse_group(struct ta_parser *t);
ta_guard *ta_parse_guard(struct ta_parser *t);
void ta_parse_plan(struct ta_parser *t);

#endif
