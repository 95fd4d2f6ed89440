/* SPDX-License-Identifier: GPL-3.0-or-later */
/* selfcheck.c - what the runtime library has to know of a kernel to check its
   calls: what the loops as written touch and compute.

   Assumes a program as extracted, with subscripts and reductions.  The result
   does not depend on what later phases make of it, which is what is checked.
   runtime/check.def is the form. */
#include "plan.h"

#include <string.h>

enum {
#define TENSORAOT_NODE(name, nargs) NODE_##name,
#include "check.def"
	NNODES
};
enum {
#define TENSORAOT_KIND(name) KIND_##name,
#include "check.def"
	NKINDS
};
enum {
#define TENSORAOT_FLAG(name, bit) FLAG_##name = bit,
#include "check.def"
};

/* The words so far, of statement "s"; "failed": why something has none. */
struct words {
	const ta_program *p;
	ta_selfcheck *c;
	const ta_stmt *s;
	const char *failed;
};

/* Note "why" something has no words in "w", unless something else has none. */
static void fail(struct words *w, const char *why)
{
	if (!w->failed)
		w->failed = why;
}

/* Append a word of "kind" to "w". */
static ta_word *word(struct words *w, enum ta_word_kind kind)
{
	ta_word next = { .kind = kind };

	TA_PUSH(w->p->arena, w->c->word, w->c->nwords, next);
	return &w->c->word[w->c->nwords - 1];
}

/* Append the number "i" to "w". */
static void put(struct words *w, int64_t i)
{
	word(w, TA_WORD_INT)->i = i;
}

/* Append the value of "x", a polynomial over parameters, to "w". */
static void put_idx(struct words *w, const ta_idx *x)
{
	if (!x || ta_idx_uses_iters(x))
		fail(w, "its bounds or places are not linear");
	word(w, TA_WORD_IDX)->idx = x;
}

/* Append the constant of "x" and its coefficients, for every iterator of the
   statement, to "w". */
static void put_linear(struct words *w, const ta_idx *x)
{
	int d;

	put_idx(w, x ? ta_idx_without_iters(w->p->arena, x) : NULL);
	for (d = 0; d < w->s->depth; d++)
		put_idx(w, x ? ta_idx_coef(w->p->arena, x, d) : NULL);
}

/* Return whether "x" is linear in the iterators of the statement. */
static bool is_linear(const struct words *w, const ta_idx *x)
{
	int d;

	for (d = 0; d < w->s->depth; d++) {
		const ta_idx *c = ta_idx_coef(w->p->arena, x, d);

		if (!c || ta_idx_uses_iters(c))
			return false;
	}
	return true;
}

/* Return the code of "type" in the runtime library. */
static int type_code(enum ta_type type)
{
	return (int)type - TA_BOOL;
}

/* Append the access "acc", a write or not, to "w": what is in no memory has a
   coefficient of one for each iterator that it depends on.  What is only written
   where the data says so cannot be saved before: it may not be there, or be
   another thread's. */
static void put_access(struct words *w, const ta_access *acc, bool write)
{
	const ta_array *a = &w->p->array[acc->array];
	bool linear = a->is_virtual || is_linear(w, acc->offset);
	int d, i;

	put(w, acc->array);
	put(w, acc->sure && linear);
	if (!a->is_virtual && write && !(acc->sure && linear))
		fail(w, "what it writes is not known before it runs");
	if (!a->is_virtual && linear) {
		put_linear(w, acc->offset);
		return;
	}
	put(w, 0);
	for (d = 0; d < w->s->depth; d++) {
		bool uses = false;

		for (i = 0; i < acc->nsubs; i++)
			uses = uses || ta_idx_uses(acc->sub[i], d);
		put(w, uses);
	}
}

/* Append "node" of the type of "e" to "w". */
static void put_node(struct words *w, int node, const ta_expr *e)
{
	put(w, node);
	put(w, type_code(e->type));
}

/* Append the double "f" to "w" as a value of the type of "e". */
static void put_value(struct words *w, const ta_expr *e, double f)
{
	put_node(w, NODE_VALUE, e);
	word(w, TA_WORD_FLOAT)->f = f;
}

/* Append the parameter that "e" is to "w". */
static void put_param(struct words *w, const ta_expr *e)
{
	int parts = ta_type_is_complex(e->type) ? 2 : 1, i;

	if (parts == 2)
		put_node(w, NODE_PAIR, e);
	for (i = 0; i < parts; i++) {
		ta_word *v;

		put_node(w, NODE_VALUE, e);
		v = word(w, TA_WORD_PARAM);
		v->param = e->u.param;
		v->i = i;
	}
}

/* Return whether "e" is 0 where "x" is, and not much if that is not. */
static bool vanishes(const ta_expr *e, const ta_expr *x)
{
	int i;

	if (ta_expr_equal(e, x) || ta_expr_is_value(e, 0))
		return true;
	if (e->op == TA_OP_NEG || e->op == TA_OP_CAST)
		return ta_type_rounds(e->type) && vanishes(e->arg[0], x);
	if (e->op == TA_OP_MUL)
		for (i = 0; i < 2; i++)
			if (vanishes(e->arg[i], x)
			    && ta_expr_invariant(e->arg[1 - i]))
				return true;
	return false;
}

/* Return whether the branches of the selection "e" meet where its condition, a
   comparison, changes. */
static bool bends(const ta_expr *e)
{
	const ta_expr *c = e->arg[0], *x, *y;
	int i;

	if (c->nargs != 2 || !ta_op_compares(c->op) || c->op == TA_OP_EQ
	    || c->op == TA_OP_NE)
		return false;
	for (i = 0; i < 2; i++) {
		x = c->arg[i];
		y = c->arg[1 - i];
		if (ta_expr_equal(e->arg[1], x) && ta_expr_equal(e->arg[2], y))
			return true;
		if (ta_expr_is_value(y, 0) && vanishes(e->arg[1], x)
		    && vanishes(e->arg[2], x))
			return true;
	}
	return false;
}

/* Return the node of a conversion to the type of "e". */
static int cast_node(const ta_expr *e)
{
	enum ta_type from = e->arg[0]->type;

	if (!ta_type_rounds(e->type))
		return ta_type_rounds(from) ? NODE_STEP : NODE_SAME;
	if (!ta_type_rounds(from) || ta_type_size(e->type) >= ta_type_size(from))
		return NODE_SAME;
	return NODE_ROUND;
}

/* Return the node of a function: what "e" calls. */
static int call_node(const ta_expr *e)
{
	static const char *const gentle[] = {
		"sin", "cos", "tanh", "erf", "atan"
	};
	const char *fn = e->u.fn;
	size_t n = strlen(fn);
	int i;

	if (n > 1 && fn[n - 1] == 'f' && strcmp(fn, "erf"))
		n--;
	if (n == 3 && !strncmp(fn, "exp", n))
		return NODE_EXP;
	if ((n == 4 && (!strncmp(fn, "fmin", n) || !strncmp(fn, "fmax", n)))
	    && e->nargs == 2)
		return NODE_EXTREME;
	for (i = 0; i < TA_ARRAY_LEN(gentle); i++)
		if (n == strlen(gentle[i]) && !strncmp(fn, gentle[i], n))
			return NODE_GENTLE;
	return NODE_FUNCTION;
}

/* Return the node that "e", which has arguments, is. */
static int node_of(const ta_expr *e)
{
	switch (e->op) {
	case TA_OP_NEG:
	case TA_OP_ABS:
	case TA_OP_REAL:
	case TA_OP_IMAG:
	case TA_OP_CONJ:
		return NODE_SAME;
	case TA_OP_CAST:
		return cast_node(e);
	case TA_OP_SELECT:
		return bends(e) ? NODE_BEND : NODE_CHOOSE;
	case TA_OP_MIN:
	case TA_OP_MAX:
		return NODE_EXTREME;
	case TA_OP_CALL:
		return call_node(e);
	default:
		break;
	}
	if (!ta_type_rounds(e->type))
		return NODE_STEP;
	switch (e->op) {
	case TA_OP_ADD:
	case TA_OP_SUB:
		return NODE_ADD;
	case TA_OP_MUL:
		return NODE_MUL;
	case TA_OP_DIV:
		return NODE_DIV;
	case TA_OP_FMA:
		return NODE_FMA;
	case TA_OP_COMPLEX:
		return NODE_PAIR;
	default:
		return NODE_FUNCTION;
	}
}

/* Append "e" to "w". */
static void put_expr(struct words *w, const ta_expr *e)
{
	static const int nargs[NNODES] = {
#define TENSORAOT_NODE(name, nargs) nargs,
#include "check.def"
	};
	int i, node;

	if (e->op == TA_OP_CONST) {
		put_value(w, e, ta_type_rounds(e->type) ? e->u.f
							: (double)e->u.i);
	} else if (e->op == TA_OP_PARAM && e->type != TA_PTR) {
		put_param(w, e);
	} else if (e->op == TA_OP_READ) {
		put_node(w, NODE_READ, e);
		put_access(w, e->u.access, false);
	} else if (!e->nargs) {
		put_node(w, NODE_INDEX, e);
	} else {
		node = node_of(e);
		put_node(w, node, e);
		for (i = 0; i < nargs[node] && i < e->nargs; i++)
			put_expr(w, e->arg[i]);
		for (; i < nargs[node]; i++)
			put_value(w, e, 0);
		if (e->op == TA_OP_LOOKUP)
			fail(w, "it reads at places that are not linear in the loop indices");
		else if (e->op == TA_OP_CODE)
			fail(w, "a loop in it is as written");
		else if (e->nargs > nargs[node])
			fail(w, "a function in it has too many arguments");
	}
}

/* Return how statement "s" changes what it writes. */
static int kind_of(const ta_stmt *s)
{
	switch (s->reduce) {
	case TA_OP_NONE:
	case TA_OP_AND:
	case TA_OP_OR:
	case TA_OP_XOR:
		return KIND_SET;
	case TA_OP_ADD:
	case TA_OP_SUB:
		return KIND_SUM;
	case TA_OP_MUL:
	case TA_OP_DIV:
		return KIND_PRODUCT;
	default:
		return KIND_LIMIT;
	}
}

/* Append the statement "s" to "w". */
static void put_stmt(struct words *w, const ta_stmt *s)
{
	int i;

	w->s = s;
	put(w, s->depth);
	put(w, s->ncons);
	for (i = 0; i < s->ncons; i++)
		put_linear(w, s->cons[i]);
	put(w, kind_of(s));
	put_access(w, s->write, true);
	put_expr(w, kind_of(s) == KIND_SET || !s->rest ? s->rhs : s->rest);
}

/* Append the array "a" to "w": its extents, or those of its rows in memory that
   were declared for it. */
static void put_array(struct words *w, const ta_array *a)
{
	bool declared = a->declared && a->declared->ndims > 1;
	int n = a->is_virtual ? 0 : a->ndims > 0 ? a->ndims : 1, d;

	if (declared && !a->is_virtual)
		n = a->declared->ndims;
	put(w, a->elem == TA_PTR ? type_code(TA_U64) : type_code(a->elem));
	put(w, n);
	for (d = 1; d < n; d++)
		put_idx(w, declared ? a->declared->pitch[d] : a->extent[d]);
}

/* Return what the runtime library has to know of "p", or NULL, and set "why". */
ta_selfcheck *ta_self_check(const ta_program *p, const ta_options *opt,
			    const char **why)
{
	struct words w = { .p = p, .c = TA_NEW(p->arena, ta_selfcheck) };
	int i;

	w.c->narrays = p->narrays;
	put(&w, 0);
	put(&w, p->narrays);
	put(&w, p->nstmts);
	put(&w, p->fp == TA_FP_STRICT && !opt->contracts);
	put(&w, (opt->check_abort ? FLAG_ABORT : 0)
		 | (opt->finite_only ? FLAG_OPEN : 0));
	for (i = 0; i < p->narrays; i++)
		put_array(&w, &p->array[i]);
	for (i = 0; i < p->nstmts; i++)
		put_stmt(&w, p->stmt[i]);
	w.c->word[0].i = w.c->nwords;
	*why = w.failed;
	return w.failed ? NULL : w.c;
}
