/* SPDX-License-Identifier: GPL-3.0-or-later */
/* parse_expr.c - names, polynomials, accesses and expressions from text.

   Assumes the parameters, arrays and statements declared so far, and the
   iterators that "ta_parse_scope" let in.  Leaves true that every number in
   what is returned is in range. */
#include "parse.h"

#include <string.h>

/* Let the "n" iterators "iter" be in scope. */
void ta_parse_scope(struct ta_parser *t, int n, const char *const *iter)
{
	int i;

	memset(t->iter, 0, sizeof(t->iter));
	t->niters = n;
	for (i = 0; i < n; i++)
		t->iter[i] = iter[i];
}

/* Return the first of the "n" names equal to "word", or -1. */
static int find_name(const char *word, const char *const *names, int n)
{
	int i;

	for (i = 0; i < n; i++)
		if (names[i] && !strcmp(names[i], word))
			return i;
	return -1;
}

/* Return the entry of the "n" names, those of "what"s, that the current token
   refers to, by name or "%" and number, and move on; -1 after an error. */
static int reference(struct ta_parser *t, const char *what,
		     const char *const *names, int n)
{
	int i;

	if (ta_lex_accept(t, "%")) {
		if (!n)
			ta_text_error(t, "there is no %s", what);
		i = (int)ta_lex_int(t, 0, n - 1, what);
		return t->failed ? -1 : i;
	}
	if (t->tok != TA_TOK_NAME) {
		ta_text_expected(t, what);
		return -1;
	}
	i = find_name(t->text, names, n);
	if (i < 0)
		ta_text_unknown(t, what, t->text, names, n);
	ta_lex_next(t);
	return t->failed ? -1 : i;
}

/* Return the parameter that the current token refers to, and move on. */
int ta_parse_param(struct ta_parser *t)
{
	return reference(t, "parameter", t->param, t->p->nparams);
}

/* Return the array that the current token refers to, and move on. */
int ta_parse_array(struct ta_parser *t)
{
	return reference(t, "array", t->array, t->p->narrays);
}

/* Return the statement that the current token refers to, and move on. */
int ta_parse_stmt_ref(struct ta_parser *t)
{
	return reference(t, "statement", t->stmt, t->p->nstmts);
}

/* Return the type that the current token names, and move on. */
enum ta_type ta_parse_type(struct ta_parser *t)
{
	static const char *const names[] = {
#define X(code, name, bytes, cls) name,
#include "types.def"
#undef X
	};

	return (enum ta_type)ta_lex_word(t, "type", names, TA_NTYPES);
}

/* Return the operator that the current token names, and move on. */
enum ta_op ta_parse_op(struct ta_parser *t)
{
	static const char *const names[] = {
#define X(code, name, nargs) name,
#include "ops.def"
#undef X
	};

	return (enum ta_op)ta_lex_word(t, "operator", names, TA_NOPS);
}

/* Return the reason that the current token names, and move on. */
enum ta_reason ta_parse_reason(struct ta_parser *t)
{
	static const char *const names[] = {
		"NONE",
#define X(code, text, advice) #code,
#include "reasons.def"
#undef X
	};

	return (enum ta_reason)ta_lex_word(t, "reason", names, TA_NREASONS);
}

/* Return the iterator that "$" and a number, the current tokens, or the name
   at the current token refers to, and move on; -1 if it is none. */
int ta_parse_iterator(struct ta_parser *t)
{
	int i;

	if (ta_lex_accept(t, "$"))
		return (int)ta_lex_int(t, 0, TA_PARAM0 - 1, "an iterator");
	if (t->tok != TA_TOK_NAME)
		return -1;
	i = find_name(t->text, t->iter, t->niters);
	if (i >= 0)
		ta_lex_next(t);
	return i;
}

/* Report that the name at the current token is none of an iterator or
   parameter. */
static void unknown_var(struct ta_parser *t)
{
	int n = t->niters + t->p->nparams, i;
	const char **names = TA_NEWV(t->a, const char *, n);

	for (i = 0; i < n; i++)
		names[i] = i < t->niters ? t->iter[i]
					 : t->param[i - t->niters];
	ta_text_unknown(t, "iterator or parameter", t->text, names, n);
}

/* Return the variable that the current token names, as a polynomial, and
   move on; NULL after an error. */
static const ta_idx *parse_var(struct ta_parser *t)
{
	int i = ta_parse_iterator(t);

	if (t->failed)
		return NULL;
	if (i >= 0)
		return ta_idx_var(t->a, i);
	if (t->tok == TA_TOK_NAME
	    && find_name(t->text, t->param, t->p->nparams) < 0) {
		unknown_var(t);
		return NULL;
	}
	i = ta_parse_param(t);
	if (i >= 0 && t->p->param[i].known)
		return ta_idx_const(t->a, t->p->param[i].value);
	return i < 0 ? NULL : ta_idx_param(t->a, i);
}

/* Return the product at the current token, negated if "negative", and move
   on. */
static const ta_idx *parse_term(struct ta_parser *t, bool negative)
{
	const ta_idx *x = ta_idx_const(t->a, negative ? -1 : 1);

	do {
		if (t->tok == TA_TOK_INT && t->i == (uint64_t)INT64_MAX + 1
		    && ta_idx_equal(x, ta_idx_const(t->a, -1))) {
			x = ta_idx_const(t->a, INT64_MIN);
			ta_lex_next(t);
		} else if (t->tok == TA_TOK_INT) {
			x = ta_idx_scale(t->a, x,
					 ta_lex_int(t, 0, INT64_MAX,
						    "a coefficient"));
		} else {
			x = ta_idx_mul(t->a, x, parse_var(t));
		}
	} while (ta_lex_accept(t, "*"));
	return x;
}

/* Return the polynomial at the current token, and move on; NULL after an
   error. */
const ta_idx *ta_parse_idx(struct ta_parser *t)
{
	const ta_idx *x = ta_idx_const(t->a, 0);
	bool negative = ta_lex_accept(t, "-");

	for (;;) {
		x = ta_idx_add(t->a, x, parse_term(t, negative));
		negative = ta_lex_is(t, "-");
		if (!negative && !ta_lex_is(t, "+"))
			break;
		ta_lex_next(t);
	}
	if (!x)
		ta_text_error(t, "a polynomial is too large");
	return t->failed ? NULL : x;
}

/* Return the polynomial in braces at the current token, and move on. */
const ta_idx *ta_parse_braced(struct ta_parser *t)
{
	const ta_idx *x;

	ta_lex_expect(t, "{");
	x = ta_parse_idx(t);
	ta_lex_expect(t, "}");
	return x;
}

/* Return the polynomial that is >= 0 exactly where "x" "rel" "y" holds. */
static const ta_idx *relation(ta_arena *a, const ta_idx *x, const char *rel,
			      const ta_idx *y)
{
	const ta_idx *z = rel[0] == '<' ? ta_idx_sub(a, y, x)
					: ta_idx_sub(a, x, y);

	return rel[1] ? z : ta_idx_addk(a, z, -1);
}

/* Append to the "n" constraints "cons" those of the relation or chain of
   relations at the current token, and move on. */
void ta_parse_cons(struct ta_parser *t, int *n, const ta_idx ***cons)
{
	const ta_idx *x = ta_parse_idx(t), *y, *z;
	bool first = true;

	for (;; x = y, first = false) {
		const char *rel = t->text;

		if (!ta_lex_accept(t, "<") && !ta_lex_accept(t, "<=")
		    && !ta_lex_accept(t, ">") && !ta_lex_accept(t, ">=")
		    && !ta_lex_accept(t, "==")) {
			if (first)
				ta_text_expected(t, "a comparison");
			return;
		}
		y = ta_parse_idx(t);
		z = relation(t->a, x, rel, y);
		if (!z)
			ta_text_error(t, "a constraint is too large");
		if (t->failed)
			return;
		TA_PUSH(t->a, *cons, *n, z);
		if (rel[0] == '=')
			TA_PUSH(t->a, *cons, *n, ta_idx_sub(t->a, y, x));
	}
}

/* Return the NaN whose bits follow in parentheses, the usual one if none
   do, and move on. */
static double parse_nan(struct ta_parser *t)
{
	double x = __builtin_nan("");
	uint64_t bits;

	if (!ta_lex_accept(t, "("))
		return x;
	bits = ta_lex_loc(t);
	memcpy(&x, &bits, sizeof(x));
	if (x == x)
		ta_text_error(t, "these are not the bits of a NaN");
	ta_lex_expect(t, ")");
	return x;
}

/* Return the number without sign at the current token, and move on. */
static double parse_unsigned(struct ta_parser *t)
{
	double x = t->f;

	if (ta_lex_accept(t, "nan"))
		return parse_nan(t);
	if (ta_lex_accept(t, "inf"))
		return __builtin_inf();
	if (t->tok != TA_TOK_INT && t->tok != TA_TOK_FLOAT)
		ta_text_expected(t, "a number");
	ta_lex_next(t);
	return x;
}

/* Return the floating-point number at the current token, and move on. */
double ta_parse_float(struct ta_parser *t)
{
	bool negative = ta_lex_accept(t, "-");
	double x = parse_unsigned(t);

	return negative ? -x : x;
}

/* Return the location after "@" at the current token, and move on, or
   "implied" if there is no "@". */
static ta_loc parse_at(struct ta_parser *t, ta_loc implied)
{
	return ta_lex_accept(t, "@") ? ta_lex_loc(t) : implied;
}

/* Read the subscripts, offset and location of an access to "array" that an
   expression at "outer" makes. */
static ta_access *access_rest(struct ta_parser *t, int array, bool sure,
			      ta_loc outer)
{
	const ta_idx *sub[TA_MAX_DEPTH], *offset = NULL;
	ta_access *acc;
	int n = 0;

	while (ta_lex_accept(t, "[")) {
		if (!n && ta_lex_accept(t, "]"))
			break;
		if (n == TA_MAX_DEPTH)
			ta_text_error(t, "more than %d subscripts", n);
		if (t->failed)
			break;
		sub[n++] = ta_parse_idx(t);
		ta_lex_expect(t, "]");
	}
	if (ta_lex_is(t, "{"))
		offset = ta_parse_braced(t);
	acc = ta_access_new(t->a, array, offset, n, sub, 0);
	acc->sure = sure;
	acc->loc = parse_at(t, outer);
	return acc;
}

/* Return the access at the current token, made by what is at "outer", and
   move on; NULL after an error. */
ta_access *ta_parse_access(struct ta_parser *t, ta_loc outer)
{
	bool sure = !ta_lex_accept(t, "maybe");
	int array = ta_parse_array(t);

	return t->failed ? NULL : access_rest(t, array, sure, outer);
}

/* Return the read of the access "acc". */
static ta_expr *read_of(struct ta_parser *t, ta_access *acc)
{
	ta_expr *e = ta_expr_read(t->p, acc);

	if (ta_lex_accept(t, ":"))
		e->type = ta_parse_type(t);
	return e;
}

/* Return the constant at the current token, and move on; NULL after an
   error. */
static ta_expr *parse_const(struct ta_parser *t)
{
	bool negative = ta_lex_accept(t, "-");
	bool whole = t->tok == TA_TOK_INT;
	uint64_t i = t->i;
	double f = parse_unsigned(t);
	enum ta_type type;
	ta_expr *e;

	ta_lex_expect(t, ":");
	type = ta_parse_type(t);
	if (!ta_type_is_float(type)
	    && (!whole || i > (uint64_t)INT64_MAX + negative))
		ta_text_error(t, "a constant of type %s must be a whole number"
				 " of 64 bits",
			      ta_type_name(type));
	if (t->failed)
		return NULL;
	e = ta_expr_int(t->a, type, (int64_t)(negative ? -i : i));
	if (ta_type_is_float(type))
		e->u.f = negative ? -f : f;
	e->loc = parse_at(t, 0);
	return e;
}

/* Return the value over iterators in braces at the current token, and move
   on. */
static ta_expr *parse_iter(struct ta_parser *t)
{
	ta_expr *e = ta_expr_new(t->a, TA_OP_ITER, TA_VOID, 0, 0);

	e->u.idx = ta_parse_braced(t);
	ta_lex_expect(t, ":");
	e->type = ta_parse_type(t);
	e->loc = parse_at(t, 0);
	return e;
}

/* Return what is left as it is, after "keep", and move on. */
static ta_expr *parse_keep(struct ta_parser *t)
{
	ta_expr *e = ta_expr_new(t->a, TA_OP_KEEP, TA_VOID, 0, 0);

	ta_lex_expect(t, ":");
	e->type = ta_parse_type(t);
	e->loc = parse_at(t, 0);
	return e;
}

/* Read the operands of "e" in parentheses. */
static void parse_args(struct ta_parser *t, ta_expr *e)
{
	ta_lex_expect(t, "(");
	if (ta_lex_accept(t, ")"))
		return;
	do {
		ta_expr *arg = ta_parse_expr(t, e->loc);

		if (t->failed)
			return;
		TA_PUSH(t->a, e->arg, e->nargs, arg);
	} while (ta_lex_accept(t, ","));
	ta_lex_expect(t, ")");
}

/* Return "op", the call of a library function after "call" or the value of a loop after
   "code", and move on. */
static ta_expr *parse_call(struct ta_parser *t, enum ta_op op, ta_loc outer)
{
	ta_expr *e = ta_expr_new(t->a, op, TA_VOID, 0, 0);

	e->u.fn = ta_lex_name(t, "the name of a function");
	if (!e->u.fn)
		ta_text_error(t, "a function has no name");
	ta_lex_expect(t, ":");
	e->type = ta_parse_type(t);
	e->loc = parse_at(t, outer);
	parse_args(t, e);
	return e;
}

/* Return the operator called "word" in the text, or TA_OP_NONE. */
static enum ta_op find_op(const char *word)
{
	int op;

	for (op = TA_OP_NEG; op < TA_OP_CALL; op++)
		if (!strcmp(word, ta_op_name((enum ta_op)op)))
			return (enum ta_op)op;
	return TA_OP_NONE;
}

/* Return the operator named "word", whose type and location, if the text says
   them, are "type" and "loc", with its operands at the current token, and move
   on; NULL after an error. */
static ta_expr *parse_operator(struct ta_parser *t, const char *word,
			       bool typed, enum ta_type type, ta_loc loc)
{
	enum ta_op op = find_op(word);
	ta_expr *e = ta_expr_new(t->a, op, type, loc, 0);

	if (op == TA_OP_NONE)
		ta_text_error(t, "'%s' is no operator", word);
	parse_args(t, e);
	if (!t->failed && e->nargs != ta_op_nargs(op))
		ta_text_error(t, "'%s' takes %d operands, not %d", word,
			      ta_op_nargs(op), e->nargs);
	if (!t->failed && !typed
	    && (op == TA_OP_CAST || op == TA_OP_LOOKUP))
		ta_text_error(t, "'%s' needs a type: '%s:f64 (...)'", word,
			      word);
	if (t->failed)
		return NULL;
	if (!typed)
		e->type = ta_op_result(e);
	return e;
}

/* Return the parameter "param" whose type and location are "type" and "loc",
   if the text says them. */
static ta_expr *param_of(struct ta_parser *t, int param, bool typed,
			 enum ta_type type, ta_loc loc)
{
	const ta_param *x = &t->p->param[param];
	ta_expr *e = x->known ? ta_expr_int(t->a, x->type, x->value) :
				ta_expr_param(t->p, param);

	if (typed)
		e->type = type;
	e->loc = loc;
	return e;
}

/* Return the read, parameter or operator that begins with the name or "%" at
   the current token, and move on; NULL after an error. */
static ta_expr *parse_named(struct ta_parser *t, ta_loc outer)
{
	bool numbered = ta_lex_accept(t, "%"), typed, at;
	const char *word = t->text;
	int number = (int)(t->i & INT16_MAX), i;
	enum ta_type type = TA_VOID;
	ta_loc loc;

	if (t->tok != (numbered ? TA_TOK_INT : TA_TOK_NAME)
	    || (numbered && t->i > INT16_MAX)) {
		ta_text_expected(t, "an expression");
		return NULL;
	}
	ta_lex_next(t);
	if (ta_lex_is(t, "[") || ta_lex_is(t, "{")) {
		i = numbered ? number
			     : find_name(word, t->array, t->p->narrays);
		if (i < 0 || i >= t->p->narrays)
			ta_text_unknown(t, "array", word, t->array,
					t->p->narrays);
		if (t->failed)
			return NULL;
		return read_of(t, access_rest(t, i, true, outer));
	}
	typed = ta_lex_accept(t, ":");
	if (typed)
		type = ta_parse_type(t);
	at = ta_lex_is(t, "@");
	loc = parse_at(t, outer);
	if (!numbered && ta_lex_is(t, "("))
		return parse_operator(t, word, typed, type, loc);
	i = numbered ? number : find_name(word, t->param, t->p->nparams);
	if (i < 0 || i >= t->p->nparams)
		ta_text_unknown(t, "parameter", word, t->param,
				t->p->nparams);
	return t->failed ? NULL : param_of(t, i, typed, type, at ? loc : 0);
}

/* Return the expression at the current token, part of what is at "outer",
   and move on; NULL after an error. */
ta_expr *ta_parse_expr(struct ta_parser *t, ta_loc outer)
{
	ta_expr *e = NULL;
	ta_access *acc;

	if (!ta_text_enter(t))
		return NULL;
	if (t->tok == TA_TOK_INT || t->tok == TA_TOK_FLOAT
	    || ta_lex_is(t, "-") || ta_lex_is(t, "inf")
	    || ta_lex_is(t, "nan")) {
		e = parse_const(t);
	} else if (ta_lex_is(t, "{")) {
		e = parse_iter(t);
	} else if (ta_lex_is(t, "maybe")) {
		acc = ta_parse_access(t, outer);
		e = t->failed ? NULL : read_of(t, acc);
	} else if (ta_lex_accept(t, "keep")) {
		e = parse_keep(t);
	} else if (ta_lex_accept(t, "call")) {
		e = parse_call(t, TA_OP_CALL, outer);
	} else if (ta_lex_accept(t, "code")) {
		e = parse_call(t, TA_OP_CODE, outer);
	} else {
		e = parse_named(t, outer);
	}
	ta_text_leave(t);
	return t->failed ? NULL : e;
}
