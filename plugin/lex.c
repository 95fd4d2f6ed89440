/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lex.c - the tokens of the text form (see ir.txt).

   Assumes a NUL-terminated text of any bytes.  Leaves true that the current
   token is the end of the text from the first error on, and that only this
   error is reported. */
#include "parse.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Report "fmt ..." at the current token, unless there was an error before,
   and end the text there. */
void ta_text_error(struct ta_parser *t, const char *fmt, ...)
{
	va_list ap;

	if (!t->failed) {
		va_start(ap, fmt);
		ta_report(t->diag, TA_ERROR, (ta_loc)t->line, "%s",
			  ta_vsprintf(t->a, fmt, ap));
		va_end(ap);
	}
	t->failed = true;
	t->tok = TA_TOK_EOF;
	t->text = "the end of the text";
}

/* Report that "word" names no "what"; one of "names" (n of them, NULL entries
   are none) may have been meant. */
void ta_text_unknown(struct ta_parser *t, const char *what, const char *word,
		     const char *const *names, int n)
{
	const char **some = TA_NEWV(t->a, const char *, n), *near;
	int m = 0, i;

	for (i = 0; i < n; i++)
		if (names[i])
			some[m++] = names[i];
	near = ta_nearest(word, some, m);
	if (near)
		ta_text_error(t, "no %s is named '%s'; did you mean '%s'?",
			      what, word, near);
	else
		ta_text_error(t, "no %s is named '%s'", what, word);
}

/* Report that "what" should be at the current token. */
void ta_text_expected(struct ta_parser *t, const char *what)
{
	if (t->tok == TA_TOK_EOF)
		ta_text_error(t, "expected %s before the end of the text",
			      what);
	else
		ta_text_error(t, "expected %s before '%s'", what, t->text);
}

/* Is "c" a digit? */
static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Can "c" begin a name? */
static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Take the phase named by the comment "s", if it is "# after PHASE" and the
   first of that kind. */
static void read_phase(struct ta_parser *t, const char *s)
{
	static const char *const names[] = {
#define X(code, name) name,
#include "phases.def"
#undef X
	};
	const char *word;
	size_t n;
	int i;

	if (t->phase_said || strncmp(s, "# after ", 8))
		return;
	t->phase_said = true;
	for (n = 0, s += 8; letter(s[n]); n++)
		;
	word = ta_strndup(t->a, s, n);
	for (i = 0; i < TA_NPHASES; i++)
		if (!strcmp(names[i], word)) {
			t->p->done = (enum ta_phase)i;
			return;
		}
	t->line = t->next_line;
	ta_text_unknown(t, "phase", word, names, TA_NPHASES);
}

/* Move over white space and comments. */
static void skip_space(struct ta_parser *t)
{
	for (;; t->s++) {
		if (*t->s == '\n') {
			t->next_line++;
		} else if (*t->s == '#') {
			read_phase(t, t->s);
			t->s += strcspn(t->s, "\n");
			t->s -= *t->s ? 1 : 0;
			if (!*t->s)
				return;
		} else if (*t->s != ' ' && *t->s != '\t' && *t->s != '\r') {
			return;
		}
	}
}

/* Make the next "n" characters the current token, of kind "tok". */
static void take(struct ta_parser *t, enum ta_tok tok, size_t n)
{
	t->tok = tok;
	t->text = ta_strndup(t->a, t->s, n);
	t->s += n;
}

/* Return the value of the hexadecimal digit "c", or -1. */
static int hex_digit(char c)
{
	if (digit(c))
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Make the hexadecimal number after "0x" the current token. */
static void lex_hex(struct ta_parser *t)
{
	size_t n = 2;

	t->i = 0;
	for (; hex_digit(t->s[n]) >= 0; n++) {
		if (t->i >> 60) {
			ta_text_error(t, "a number does not fit 64 bits");
			return;
		}
		t->i = t->i * 16 + (uint64_t)hex_digit(t->s[n]);
	}
	take(t, TA_TOK_INT, n);
	t->f = (double)t->i;
}

/* Return the number of characters of an exponent at "s", 0 if none. */
static size_t exponent(const char *s)
{
	size_t n = 1;

	if (*s != 'e')
		return 0;
	n += s[n] == '+' || s[n] == '-';
	if (!digit(s[n]))
		return 0;
	while (digit(s[n]))
		n++;
	return n;
}

/* Make the number at the text the current token. */
static void lex_number(struct ta_parser *t)
{
	bool wide = false, whole = true;
	size_t n = 0;

	if (t->s[0] == '0' && t->s[1] == 'x') {
		lex_hex(t);
		return;
	}
	for (t->i = 0; digit(t->s[n]); n++)
		wide |= __builtin_mul_overflow(t->i, 10, &t->i)
			|| __builtin_add_overflow(t->i, t->s[n] - '0', &t->i);
	if (t->s[n] == '.' && digit(t->s[n + 1])) {
		for (whole = false, n++; digit(t->s[n]); n++)
			;
	}
	if (exponent(t->s + n))
		whole = false;
	n += exponent(t->s + n);
	take(t, whole ? TA_TOK_INT : TA_TOK_FLOAT, n);
	t->f = strtod(t->text, NULL);
	if (whole && wide)
		ta_text_error(t, "a number does not fit 64 bits");
}

/* Append to "b" the character that the escape at "s", a backslash, stands
   for; return how long it is, 0 if it is none. */
static size_t lex_escape(ta_buf *b, const char *s)
{
	int hi, lo;

	if (s[1] == '"' || s[1] == '\\') {
		ta_buf_printf(b, "%c", s[1]);
		return 2;
	}
	if (s[1] != 'x')
		return 0;
	hi = hex_digit(s[2]);
	lo = hi < 0 ? -1 : hex_digit(s[3]);
	if (lo < 0 || !(hi * 16 + lo))
		return 0;
	ta_buf_printf(b, "%c", hi * 16 + lo);
	return 4;
}

/* Make the string at the text the current token. */
static void lex_string(struct ta_parser *t)
{
	const char *s = t->s + 1;
	size_t n;
	ta_buf b;

	ta_buf_init(&b, t->a);
	while (*s != '"') {
		n = 1;
		if (!*s || *s == '\n') {
			ta_text_error(t, "a string does not end in its line");
			return;
		}
		if (*s == '\\')
			n = lex_escape(&b, s);
		else
			ta_buf_printf(&b, "%c", *s);
		if (!n) {
			ta_text_error(t, "unknown escape in a string");
			return;
		}
		s += n;
	}
	t->s = s + 1;
	t->tok = TA_TOK_STRING;
	t->text = b.s;
}

/* Return the length of the punctuation at "s": 1 or 2. */
static size_t punct_length(const char *s)
{
	static const char *const two[] = { "->", "<=", ">=", "<>", "==" };
	int i;

	for (i = 0; i < TA_ARRAY_LEN(two); i++)
		if (!strncmp(s, two[i], 2))
			return 2;
	return 1;
}

/* Make the token that follows the current one the current one. */
void ta_lex_next(struct ta_parser *t)
{
	size_t n = 0;

	if (t->failed)
		return;
	skip_space(t);
	if (t->failed)
		return;
	t->line = t->next_line;
	if (!*t->s) {
		t->tok = TA_TOK_EOF;
		t->text = "the end of the text";
	} else if (digit(*t->s)) {
		lex_number(t);
	} else if (*t->s == '"') {
		lex_string(t);
	} else if (letter(*t->s)) {
		while (letter(t->s[n]) || digit(t->s[n]) || t->s[n] == '.')
			n++;
		take(t, TA_TOK_NAME, n);
	} else if (strchr("{}[]()<>=:;,.*+-/@%$?", *t->s)) {
		take(t, TA_TOK_PUNCT, punct_length(t->s));
	} else {
		ta_text_error(t, "unexpected character (code %d)",
			      (unsigned char)*t->s);
	}
}

/* Is the current token the name or punctuation "text"? */
bool ta_lex_is(const struct ta_parser *t, const char *text)
{
	return (t->tok == TA_TOK_NAME || t->tok == TA_TOK_PUNCT)
	       && !strcmp(t->text, text);
}

/* Move on if the current token is "text"; return whether it was. */
bool ta_lex_accept(struct ta_parser *t, const char *text)
{
	if (!ta_lex_is(t, text))
		return false;
	ta_lex_next(t);
	return true;
}

/* Move on from the current token, which must be "text". */
void ta_lex_expect(struct ta_parser *t, const char *text)
{
	if (!ta_lex_accept(t, text))
		ta_text_expected(t, ta_sprintf(t->a, "'%s'", text));
}

/* Return the name, plain or in quotes, of "what" that is the current token,
   and move on; NULL for "?". */
const char *ta_lex_name(struct ta_parser *t, const char *what)
{
	const char *name = t->text;

	if (ta_lex_accept(t, "?"))
		return NULL;
	if (t->tok != TA_TOK_NAME && t->tok != TA_TOK_STRING) {
		ta_text_expected(t, what);
		return "";
	}
	ta_lex_next(t);
	return name;
}

/* Return the string that is the current token, and move on. */
const char *ta_lex_string(struct ta_parser *t)
{
	const char *s = t->text;

	if (t->tok != TA_TOK_STRING) {
		ta_text_expected(t, "a string");
		return "";
	}
	ta_lex_next(t);
	return s;
}

/* Return the number "what" from "lo" to "hi" with an optional sign, and move
   on; "lo" after an error. */
int64_t ta_lex_int(struct ta_parser *t, int64_t lo, int64_t hi,
		   const char *what)
{
	bool negative = ta_lex_accept(t, "-");
	uint64_t limit = (uint64_t)INT64_MAX + negative;
	int64_t v;

	if (t->tok != TA_TOK_INT) {
		ta_text_expected(t, what);
		return lo;
	}
	v = (int64_t)(negative ? -t->i : t->i);
	if (t->i > limit || v < lo || v > hi) {
		ta_text_error(t,
			      "%s must be from %" PRId64 " to %" PRId64, what,
			      lo, hi);
		return lo;
	}
	ta_lex_next(t);
	return v;
}

/* Return the location that is the current token, and move on. */
uint64_t ta_lex_loc(struct ta_parser *t)
{
	uint64_t loc = t->i;

	if (t->tok != TA_TOK_INT) {
		ta_text_expected(t, "a location");
		return 0;
	}
	ta_lex_next(t);
	return loc;
}

/* Return which of the "n" words "names" (NULL entries are none) the current
   token is, and move on; 0 after an error, which calls it a "what". */
int ta_lex_word(struct ta_parser *t, const char *what,
		const char *const *names, int n)
{
	int i;

	for (i = 0; i < n; i++)
		if (ta_lex_accept(t, names[i]))
			return i;
	if (t->tok == TA_TOK_NAME)
		ta_text_unknown(t, what, t->text, names, n);
	else
		ta_text_expected(t, what);
	return 0;
}

/* Go one step deeper into an expression or plan; false if that is too
   deep. */
bool ta_text_enter(struct ta_parser *t)
{
	if (++t->depth > TA_TEXT_DEPTH)
		ta_text_error(t, "it nests more than %d deep", TA_TEXT_DEPTH);
	return !t->failed;
}

/* Undo "ta_text_enter". */
void ta_text_leave(struct ta_parser *t)
{
	t->depth--;
}
