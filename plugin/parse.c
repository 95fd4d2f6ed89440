/* SPDX-License-Identifier: GPL-3.0-or-later */
/* parse.c - a tensor program from text (ir.txt says how it looks).

   Assumes any text.  Reports the first thing wrong in it, with its line, and
   then gives no program.  Leaves true that every number in a program is in
   range, so that it can be printed; whether it means something is for
   "ta_check" to say. */
#include "parse.h"

#include <string.h>

/* Return the name at the current token, which something must have, and move
   on. */
static const char *required_name(struct ta_parser *t, const char *what)
{
	const char *name = ta_lex_name(t, what);

	if (!name)
		ta_text_error(t, "'?' cannot be the name of anything here");
	return name ? name : "";
}

/* Return the location after "loc" at the current token, 0 if there is none,
   and move on. */
static ta_loc parse_loc(struct ta_parser *t)
{
	return ta_lex_accept(t, "loc") ? ta_lex_loc(t) : 0;
}

/* Read "fp", "lower", ... : what the pragma asks for.  False if the current
   token is none of these words. */
static bool parse_clause(struct ta_parser *t)
{
	static const char *const fp[] = { "strict", "reassociate", "relaxed" };
	static const char *const lower[] = { "auto", "blas", "loops" };
	static const char *const require[] = { "lowered", "blas", "parallel",
					       "vector", "fused" };
	ta_program *p = t->p;

	if (ta_lex_accept(t, "fp")) {
		p->fp = (enum ta_fp)ta_lex_word(t, "contract", fp, 3);
	} else if (ta_lex_accept(t, "lower")) {
		p->lower = (enum ta_lower)ta_lex_word(t, "way to lower",
						      lower, 3);
	} else if (ta_lex_accept(t, "require")) {
		do
			p->require |= 1u << ta_lex_word(t, "requirement",
							require, 5);
		while (ta_lex_accept(t, ","));
	} else if (ta_lex_accept(t, "serial")) {
		p->serial = true;
	} else if (ta_lex_accept(t, "deterministic")) {
		p->deterministic = true;
	} else if (ta_lex_accept(t, "cx_limited")) {
		p->cx_limited = true;
	} else if (ta_lex_accept(t, "traps")) {
		p->traps = true;
	} else if (ta_lex_accept(t, "libm")) {
		p->libm = true;
	} else if (ta_lex_accept(t, "threads")) {
		p->threads = ta_parse_expr(t, 0);
	} else if (ta_lex_accept(t, "assume")) {
		ta_expr *e = ta_parse_expr(t, 0);

		TA_PUSH(t->a, p->assume, p->nassumes, e);
	} else {
		return false;
	}
	return true;
}

/* Read a parameter after "param". */
static void parse_param(struct ta_parser *t)
{
	const char *name = required_name(t, "the name of a parameter");
	ta_program *p = t->p;
	ta_param *param;
	int n = p->nparams;

	ta_lex_expect(t, ":");
	if (n >= INT16_MAX - TA_PARAM0)
		ta_text_error(t, "too many parameters");
	ta_program_param(p, name, ta_parse_type(t), -1, 0);
	TA_PUSH(t->a, t->param, n, name);
	param = &p->param[p->nparams - 1];
	param->nonneg = ta_lex_accept(t, "nonneg");
	param->moves = ta_lex_accept(t, "moves");
	if (ta_lex_accept(t, "value")) {
		param->known = true;
		param->value = ta_lex_int(t, INT64_MIN, INT64_MAX, "a value");
		param->always = ta_lex_accept(t, "always");
	}
	if (ta_lex_accept(t, "handle"))
		param->handle = (int)ta_lex_int(t, INT32_MIN, INT32_MAX,
						"a handle");
	param->loc = parse_loc(t);
}

/* Return the polynomial at the current token, NULL for "?", and move on. */
static const ta_idx *parse_extent(struct ta_parser *t)
{
	return ta_lex_accept(t, "?") ? NULL : ta_parse_idx(t);
}

/* Return how many extents in brackets are at the current token, and move on.
   They become "extent", and "pitch" (may be NULL) where it is said. */
static int parse_extents(struct ta_parser *t, const ta_idx ***extent,
			 const ta_idx ***pitch)
{
	int n = 0, m = 0;

	while (ta_lex_accept(t, "[")) {
		const ta_idx *x = parse_extent(t), *y = x;

		if (pitch && ta_lex_accept(t, ":"))
			y = parse_extent(t);
		ta_lex_expect(t, "]");
		if (n == TA_MAX_DEPTH)
			ta_text_error(t, "more than %d dimensions", n);
		if (t->failed)
			return 0;
		TA_PUSH(t->a, *extent, n, x);
		if (pitch)
			TA_PUSH(t->a, *pitch, m, y);
	}
	if (!n)
		ta_text_expected(t, "'['");
	return n;
}

/* Return the shape after "declared" or "clause", and move on. */
static const ta_shape *parse_shape(struct ta_parser *t, bool clause)
{
	ta_shape *shape = TA_NEW(t->a, ta_shape);

	shape->clause = clause;
	shape->ndims = parse_extents(t, &shape->extent, &shape->pitch);
	if (ta_lex_accept(t, "at"))
		shape->loc = ta_lex_loc(t);
	return shape;
}

/* Read what is said of the array "x" after its type. */
static void parse_array_rest(struct ta_parser *t, ta_array *x)
{
	if (ta_lex_accept(t, "base"))
		x->base = ta_parse_param(t);
	x->read = ta_lex_accept(t, "read");
	x->written = ta_lex_accept(t, "write");
	x->live_out = ta_lex_accept(t, "live_out");
	if (ta_lex_accept(t, "dims"))
		x->ndims = (int)ta_lex_int(t, 0, TA_MAX_DEPTH,
					   "a number of dimensions");
	if (ta_lex_accept(t, "extents")
	    && parse_extents(t, &x->extent, NULL) != x->ndims)
		ta_text_error(t,
			      "%s has %d dimensions, but not as many extents",
			      x->name, x->ndims);
	if (ta_lex_accept(t, "clause"))
		x->declared = parse_shape(t, true);
	else if (ta_lex_accept(t, "declared"))
		x->declared = parse_shape(t, false);
	if (ta_lex_accept(t, "looked")) {
		ta_lex_expect(t, "[");
		x->looked = ta_parse_idx(t);
		ta_lex_expect(t, "]");
	}
	if (ta_lex_accept(t, "handle"))
		x->handle = (int)ta_lex_int(t, INT32_MIN, INT32_MAX,
					    "a handle");
	x->loc = parse_loc(t);
}

/* Read an array after "array", "virtual" or "scratch". */
static void parse_array(struct ta_parser *t, bool is_virtual, bool is_scratch)
{
	const char *name = required_name(t, "the name of an array");
	ta_program *p = t->p;
	int n = p->narrays;

	ta_lex_expect(t, ":");
	ta_program_array(p, name, ta_parse_type(t), -1, 0);
	TA_PUSH(t->a, t->array, n, name);
	p->array[n - 1].is_virtual = is_virtual;
	p->array[n - 1].is_scratch = is_scratch;
	parse_array_rest(t, &p->array[n - 1]);
}

/* Read two arrays after "alias". */
static void parse_alias(struct ta_parser *t)
{
	ta_alias alias;

	alias.a = ta_parse_array(t);
	ta_lex_expect(t, ",");
	alias.b = ta_parse_array(t);
	alias.coincident = ta_lex_accept(t, "coincident");
	if (!t->failed)
		TA_PUSH(t->a, t->p->alias, t->p->naliases, alias);
}

/* Read a loop after "loop". */
static void parse_loop(struct ta_parser *t)
{
	ta_loop loop;

	loop.name = ta_lex_name(t, "the name of a loop");
	loop.loc = parse_loc(t);
	loop.tiled = ta_lex_accept(t, "tiled");
	TA_PUSH(t->a, t->p->loop, t->p->nloops, loop);
}

/* Read a nest after "nest". */
static void parse_nest(struct ta_parser *t)
{
	ta_nest nest = { .loc = 0 };
	ta_program *p = t->p;

	ta_lex_int(t, p->nnests, p->nnests, "the number of this nest");
	nest.loc = parse_loc(t);
	nest.lowered = ta_lex_accept(t, "lowered");
	nest.blas = ta_lex_accept(t, "blas");
	nest.parallel = ta_lex_accept(t, "parallel");
	nest.vector = ta_lex_accept(t, "vector");
	nest.fused = ta_lex_accept(t, "fused");
	if (ta_lex_accept(t, "what"))
		nest.what = ta_lex_string(t);
	if (ta_lex_accept(t, "reason"))
		nest.reason = ta_parse_reason(t);
	if (ta_lex_accept(t, "detail"))
		nest.detail = ta_lex_string(t);
	TA_PUSH(t->a, p->nest, p->nnests, nest);
}

/* Read the iterators of a statement, up to "]", into "iter" and "loop" and
   return how many there are. */
static int parse_iters(struct ta_parser *t, const char **iter, int *loop)
{
	int n = 0;

	if (ta_lex_accept(t, "]"))
		return 0;
	do {
		if (n == TA_MAX_DEPTH) {
			ta_text_error(t, "more than %d iterators", n);
			return 0;
		}
		iter[n] = ta_lex_name(t, "the name of an iterator");
		ta_lex_expect(t, ":");
		loop[n++] = (int)ta_lex_int(t, -1, INT32_MAX, "a loop");
	} while (ta_lex_accept(t, ","));
	ta_lex_expect(t, "]");
	return n;
}

/* Read the place of "s" in the original order. */
static void parse_order(struct ta_parser *t, ta_stmt *s)
{
	int d;

	ta_lex_expect(t, "order");
	ta_lex_expect(t, "(");
	for (d = 0; d <= s->depth; d++) {
		if (d)
			ta_lex_expect(t, ",");
		s->order[d] = (int)ta_lex_int(t, INT32_MIN, INT32_MAX,
					      "a place");
	}
	ta_lex_expect(t, ")");
}

/* Read the domain of "s" in braces. */
static void parse_domain(struct ta_parser *t, ta_stmt *s)
{
	ta_lex_expect(t, "{");
	if (ta_lex_accept(t, "}"))
		return;
	do
		ta_parse_cons(t, &s->ncons, &s->cons);
	while (ta_lex_accept(t, ";"));
	ta_lex_expect(t, "}");
}

/* Read an iterator after "scatter" and return 1 + its number. */
static int parse_scatter(struct ta_parser *t)
{
	int d = ta_parse_iterator(t);

	if (d < 0)
		ta_text_error(t, "scatter names no iterator of the statement");
	return d + 1;
}

/* Read a statement after "stmt". */
static void parse_stmt(struct ta_parser *t)
{
	const char *name = required_name(t, "the name of a statement");
	const char *iter[TA_MAX_DEPTH];
	int loop[TA_MAX_DEPTH], n = t->p->nstmts, depth, d;
	ta_stmt *s;

	ta_lex_expect(t, "[");
	depth = parse_iters(t, iter, loop);
	if (t->failed)
		return;
	s = ta_program_stmt(t->p, depth, 0);
	s->name = name;
	TA_PUSH(t->a, t->stmt, n, name);
	for (d = 0; d < depth; d++) {
		s->iter[d] = iter[d];
		s->loop[d] = loop[d];
	}
	parse_order(t, s);
	s->loc = parse_loc(t);
	s->planned = ta_lex_accept(t, "planned");
	ta_parse_scope(t, depth, s->iter);
	parse_domain(t, s);
	s->write = ta_parse_access(t, s->loc);
	ta_lex_expect(t, "=");
	s->rhs = ta_parse_expr(t, s->loc);
	if (ta_lex_accept(t, "reduce")) {
		s->reduce = ta_parse_op(t);
		s->rest = ta_parse_expr(t, s->loc);
	} else if (ta_lex_accept(t, "in_place")) {
		s->in_place = ta_parse_op(t);
	}
	if (ta_lex_accept(t, "scatter"))
		s->scatter = parse_scatter(t);
	ta_parse_scope(t, 0, NULL);
}

/* Read a guard after "guard". */
static void parse_guard(struct ta_parser *t)
{
	ta_guard *guard = ta_parse_guard(t);

	TA_PUSH(t->a, t->p->guard, t->p->nguards, guard);
}

/* Read the line at the current token; false if it begins none. */
static bool parse_line(struct ta_parser *t)
{
	ta_program *p = t->p;

	if (ta_lex_accept(t, "param"))
		parse_param(t);
	else if (ta_lex_accept(t, "array"))
		parse_array(t, false, false);
	else if (ta_lex_accept(t, "virtual"))
		parse_array(t, true, false);
	else if (ta_lex_accept(t, "scratch"))
		parse_array(t, false, true);
	else if (ta_lex_accept(t, "alias"))
		parse_alias(t);
	else if (ta_lex_accept(t, "fact"))
		ta_parse_cons(t, &p->nfacts, &p->fact);
	else if (ta_lex_accept(t, "loop"))
		parse_loop(t);
	else if (ta_lex_accept(t, "nest"))
		parse_nest(t);
	else if (ta_lex_accept(t, "stmt"))
		parse_stmt(t);
	else if (ta_lex_accept(t, "dep"))
		ta_parse_dep(t);
	else if (ta_lex_accept(t, "group"))
		ta_parse_group(t);
	else if (ta_lex_accept(t, "guard"))
		parse_guard(t);
	else if (ta_lex_accept(t, "plan"))
		ta_parse_plan(t);
	else
		return parse_clause(t);
	return true;
}

/* Read the kernel at the current token. */
static void parse_kernel(struct ta_parser *t)
{
	static const char *const words[] = {
		"param", "array", "virtual", "scratch", "alias", "fact",
		"loop", "nest", "stmt", "dep", "group", "guard", "plan", "fp", "lower",
		"require", "serial", "deterministic", "cx_limited", "traps",
		"libm", "threads", "assume",
	};

	ta_lex_expect(t, "kernel");
	t->p->name = required_name(t, "the name of the kernel");
	t->p->loc = parse_loc(t);
	ta_lex_expect(t, "{");
	while (!ta_lex_is(t, "}") && !t->failed)
		if (!parse_line(t))
			ta_lex_word(t, "line", words, TA_ARRAY_LEN(words));
	ta_lex_expect(t, "}");
	if (t->tok != TA_TOK_EOF)
		ta_text_expected(t, "the end of the text");
}

/* Return the program that "text" says, in "a", or NULL after reporting to
   "diag" what is wrong and in which line. */
ta_program *ta_program_parse(ta_arena *a, const char *text, ta_diag *diag)
{
	struct ta_parser *t = TA_NEW(a, struct ta_parser);

	t->a = a;
	t->diag = diag;
	t->s = text;
	t->line = t->next_line = 1;
	t->text = "";
	t->p = ta_program_new(a, "", 0);
	ta_lex_next(t);
	t->phase_said = true;
	parse_kernel(t);
	return t->failed ? NULL : t->p;
}
