/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clauses.cc - the C expressions of the pragma's clauses in the program.

   Assumes a directive whose leaves are numbered arguments of the begin marker,
   integers or pointers.  Expressions are computed in 64 bits, as the pragma
   language says; a division by what is not positive gives 0, and fails the
   assumption it is in.  Leaves true that every comparison of polynomials that
   proofs use is tested exactly, unless it is trusted. */
#include "gcc-compat.h"
#include "extract.h"

/* Return the integer "e" over parameters, or NULL if it is no polynomial. */
const ta_idx *ta_x_clause_size(ta_extraction *x, const ta_cexpr *e)
{
	const ta_idx *u, *v;
	tree arg;
	int64_t k;

	if (ta_cexpr_const(e, &k))
		return ta_idx_const(x->a, k);
	if (ta_cexpr_is_leaf(e)) {
		arg = ta_region_arg(x->r, e->argno);
		if (!arg || !INTEGRAL_TYPE_P(TREE_TYPE(arg)))
			return NULL;
		return ta_x_eval(x, arg).idx;
	}
	if (e->kind != TA_CEXPR_UNARY && e->kind != TA_CEXPR_BINARY)
		return NULL;
	u = ta_x_clause_size(x, e->arg[0]);
	if (e->kind == TA_CEXPR_UNARY)
		return e->op == TA_COP_PLUS  ? u
		       : e->op == TA_COP_NEG ? ta_idx_scale(x->a, u, -1)
					     : NULL;
	v = ta_x_clause_size(x, e->arg[1]);
	switch (e->op) {
	case TA_COP_ADD:
		return ta_idx_add(x->a, u, v);
	case TA_COP_SUB:
		return ta_idx_sub(x->a, u, v);
	case TA_COP_MUL:
		return ta_idx_mul(x->a, u, v);
	default:
		return NULL;
	}
}

/* Return the core's operator for "op", with the type of its result. */
static enum ta_op clause_op(enum ta_cop op, enum ta_type *type)
{
	*type = TA_BOOL;
	switch (op) {
	case TA_COP_LOR:
		return TA_OP_OR;
	case TA_COP_LAND:
		return TA_OP_AND;
	case TA_COP_EQ:
		return TA_OP_EQ;
	case TA_COP_NE:
		return TA_OP_NE;
	case TA_COP_LT:
		return TA_OP_LT;
	case TA_COP_LE:
		return TA_OP_LE;
	case TA_COP_GT:
		return TA_OP_GT;
	case TA_COP_GE:
		return TA_OP_GE;
	default:
		break;
	}
	*type = TA_I64;
	switch (op) {
	case TA_COP_ADD:
		return TA_OP_ADD;
	case TA_COP_SUB:
		return TA_OP_SUB;
	case TA_COP_MUL:
		return TA_OP_MUL;
	case TA_COP_DIV:
		return TA_OP_DIV;
	case TA_COP_MOD:
		return TA_OP_MOD;
	case TA_COP_NEG:
		return TA_OP_NEG;
	default:
		return TA_OP_NONE;
	}
}

/* Return "e" as a truth value, if "truth", or as an integer of 64 bits. */
static ta_expr *as_type(ta_extraction *x, ta_expr *e, bool truth)
{
	if (!e || (e->type == TA_BOOL) == truth)
		return e;
	if (truth)
		return ta_expr_new(x->a, TA_OP_NE, TA_BOOL, e->loc, 2, e,
				   ta_expr_int(x->a, TA_I64, 0));
	return ta_expr_new(x->a, TA_OP_CAST, TA_I64, e->loc, 1, e);
}

/* Return "a" && or || "b" (already an operator "op") where "b" is evaluated
   only if needed, as C says. */
static ta_expr *short_circuit(ta_extraction *x, enum ta_op op, ta_expr *a,
			      ta_expr *b, ta_loc loc)
{
	ta_expr *k = ta_expr_int(x->a, TA_BOOL, op == TA_OP_OR);

	if (op == TA_OP_OR)
		return ta_expr_new(x->a, TA_OP_SELECT, TA_BOOL, loc, 3, a, k,
				   b);
	return ta_expr_new(x->a, TA_OP_SELECT, TA_BOOL, loc, 3, a, b, k);
}

/* Return the value of the leaf "e" of a clause as an integer of 64 bits, or
   NULL if it cannot be had. */
static ta_expr *leaf_expr(ta_extraction *x, const ta_cexpr *e)
{
	tree arg = ta_region_arg(x->r, e->argno);
	ta_expr *u;
	int n;

	if (!arg || !INTEGRAL_TYPE_P(TREE_TYPE(arg)))
		return NULL;
	if (TREE_CODE(arg) == INTEGER_CST)
		return tree_fits_shwi_p(arg)
			       ? ta_expr_int(x->a, TA_I64, tree_to_shwi(arg))
			       : NULL;
	n = ta_x_leaf(x, arg, arg, true);
	if (n < 0)
		return NULL;
	u = ta_expr_param(x->p, n);
	if (u->type == TA_I64)
		return u;
	return ta_expr_new(x->a, TA_OP_CAST, TA_I64, e->loc, 1, u);
}

/* Return "v" > 0. */
static ta_expr *positive(ta_extraction *x, ta_expr *v)
{
	return ta_expr_new(x->a, TA_OP_GT, TA_BOOL, v->loc, 2, v,
			   ta_expr_int(x->a, TA_I64, 0));
}

/* Return "u" op "v" in 64 bits, for a division 0 where "v" is not positive:
   a clause must not trap. */
static ta_expr *arithmetic(ta_extraction *x, enum ta_op op, enum ta_type type,
			   ta_expr *u, ta_expr *v, ta_loc loc)
{
	ta_expr *e = ta_expr_new(x->a, op, type, loc, 2, u, v);

	if ((op != TA_OP_DIV && op != TA_OP_MOD)
	    || (v->op == TA_OP_CONST && v->u.i > 0))
		return e;
	return ta_expr_new(x->a, TA_OP_SELECT, type, loc, 3, positive(x, v), e,
			   ta_expr_int(x->a, type, 0));
}

/* Return the expression "e" of a clause, or NULL if it cannot be built. */
static ta_expr *clause_expr(ta_extraction *x, const ta_cexpr *e)
{
	enum ta_type type;
	enum ta_op op;
	ta_expr *u, *v;
	bool truth;
	int64_t k;

	if (ta_cexpr_const(e, &k))
		return ta_expr_int(x->a, TA_I64, k);
	if (ta_cexpr_is_leaf(e))
		return leaf_expr(x, e);
	u = clause_expr(x, e->arg[0]);
	if (u && e->op == TA_COP_NOT && e->kind == TA_CEXPR_UNARY)
		return ta_expr_new(x->a, TA_OP_EQ, TA_BOOL, e->loc, 2,
				   as_type(x, u, false),
				   ta_expr_int(x->a, TA_I64, 0));
	if (u && e->op == TA_COP_PLUS && e->kind == TA_CEXPR_UNARY)
		return as_type(x, u, false);
	op = clause_op(e->op, &type);
	truth = op == TA_OP_AND || op == TA_OP_OR;
	u = as_type(x, u, truth);
	if (!u || op == TA_OP_NONE)
		return NULL;
	if (e->kind == TA_CEXPR_UNARY)
		return ta_expr_new(x->a, op, type, e->loc, 1, u);
	v = as_type(x, clause_expr(x, e->arg[1]), truth);
	if (!v)
		return NULL;
	return truth ? short_circuit(x, op, u, v, e->loc)
		     : arithmetic(x, op, type, u, v, e->loc);
}

/* Add that "idx" >= 0, which "e" says: a fact if that is trusted, a guard if
   not. */
static void add_fact(ta_extraction *x, const ta_idx *idx, const ta_cexpr *e,
		     bool trust)
{
	ta_guard *g;

	if (!idx)
		return;
	if (trust) {
		TA_PUSH(x->a, x->p->fact, x->p->nfacts, idx);
		return;
	}
	g = TA_NEW(x->a, ta_guard);
	g->kind = TA_GUARD_GE0;
	g->idx = idx;
	g->text = ta_sprintf(x->a, "assume (%s)", ta_cexpr_text(x->a, e));
	TA_PUSH(x->a, x->p->guard, x->p->nguards, g);
}

/* Add what "e", which is assumed, or known if "trust", says of polynomials. */
static void add_facts(ta_extraction *x, const ta_cexpr *e, bool trust)
{
	const ta_idx *u, *v;

	if (e->kind != TA_CEXPR_BINARY)
		return;
	if (e->op == TA_COP_LAND) {
		add_facts(x, e->arg[0], trust);
		add_facts(x, e->arg[1], trust);
		return;
	}
	u = ta_x_clause_size(x, e->arg[0]);
	v = ta_x_clause_size(x, e->arg[1]);
	if (e->op == TA_COP_EQ || e->op == TA_COP_GE)
		add_fact(x, ta_idx_sub(x->a, u, v), e, trust);
	if (e->op == TA_COP_EQ || e->op == TA_COP_LE)
		add_fact(x, ta_idx_sub(x->a, v, u), e, trust);
	if (e->op == TA_COP_GT)
		add_fact(x, ta_idx_addk(x->a, ta_idx_sub(x->a, u, v), -1), e,
			 trust);
	if (e->op == TA_COP_LT)
		add_fact(x, ta_idx_addk(x->a, ta_idx_sub(x->a, v, u), -1), e,
			 trust);
}

/* Let the kernel run only where every divisor in "e" is positive. */
static void assume_divisors(ta_extraction *x, const ta_cexpr *e)
{
	ta_expr *v;
	int64_t k;

	if (e->kind != TA_CEXPR_UNARY && e->kind != TA_CEXPR_BINARY)
		return;
	assume_divisors(x, e->arg[0]);
	if (e->kind == TA_CEXPR_UNARY)
		return;
	assume_divisors(x, e->arg[1]);
	if ((e->op != TA_COP_DIV && e->op != TA_COP_MOD)
	    || ta_cexpr_const(e->arg[1], &k))
		return;
	v = as_type(x, clause_expr(x, e->arg[1]), false);
	if (v)
		TA_PUSH(x->a, x->p->assume, x->p->nassumes, positive(x, v));
}

/* Put the facts and the number of threads that the pragma gives into the
   program. */
void ta_x_clauses(ta_extraction *x)
{
	const ta_directive *d = x->directive;
	int i;

	if (d->threads)
		x->p->threads = clause_expr(x, d->threads);
	for (i = 0; i < d->nfacts; i++) {
		ta_expr *e = as_type(x, clause_expr(x, d->fact[i].expr), true);

		add_facts(x, d->fact[i].expr, d->fact[i].trust);
		if (d->fact[i].trust || !e)
			continue;
		assume_divisors(x, d->fact[i].expr);
		TA_PUSH(x->a, x->p->assume, x->p->nassumes, e);
	}
}
