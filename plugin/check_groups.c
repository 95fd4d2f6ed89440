/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_groups.c - do reductions, dependences and groups hold what they promise?

   Assumes that the statements passed the rules of check.c.  Leaves the
   program alone. */
#include "blas.h"
#include "check.h"
#include "plan.h"

#include <string.h>

/* Is "op" one that a reduction may have? */
bool ta_check_reduces(enum ta_op op)
{
	switch (op) {
	case TA_OP_ADD:
	case TA_OP_SUB:
	case TA_OP_MUL:
	case TA_OP_MIN:
	case TA_OP_MAX:
	case TA_OP_AND:
	case TA_OP_OR:
	case TA_OP_XOR:
		return true;
	default:
		return false;
	}
}

/* Is the access that "data" points to another one than "acc"? */
static bool other_access(void *data, ta_access *acc)
{
	return !ta_access_equal((const ta_access *)data, acc);
}

/* Is "s", which is said to be a sum in place, one? */
static void check_in_place(struct ta_checker *c, const ta_stmt *s)
{
	const ta_program *p = c->p;
	enum ta_op op = s->in_place;

	if (p->done < TA_PHASE_DEPS)
		ta_wrong(c, "%s is a sum in place before deps", s->name);
	else if (s->reduce != TA_OP_NONE || (op != TA_OP_ADD && op != TA_OP_SUB)
		 || !ta_type_rounds(s->rhs->type) || p->fp == TA_FP_STRICT)
		ta_wrong(c, "%s is no sum in place of floats in any order",
			 s->name);
	else if (ta_sum_in_place(p, s) != op)
		ta_wrong(c, "%s is no sum in place", s->name);
}

/* Is what "s" is said to add up its right side without the old value? */
static void check_reduction(struct ta_checker *c, const ta_stmt *s)
{
	const ta_program *p = c->p;

	if (s->in_place != TA_OP_NONE)
		check_in_place(c, s);
	if (s->reduce == TA_OP_NONE)
		return;
	if (p->done < TA_PHASE_DEPS)
		ta_wrong(c, "%s is a reduction before deps", s->name);
	else if (!ta_check_reduces(s->reduce))
		ta_wrong(c, "%s reduces by %s", s->name,
			 ta_op_name(s->reduce));
	else if (!ta_check_expr(c, s->name, s->rest, s->depth))
		return;
	else if (s->rest->type != s->rhs->type
		 && (!ta_is_flag(s) || s->rest->type != TA_BOOL))
		ta_wrong(c, "%s adds up another type than it stores", s->name);
	else if (ta_expr_reads(s->rhs, other_access, s->write))
		ta_wrong(c, "%s is a reduction, but does not read the old"
			    " value",
			 s->name);
	else if (!ta_reads_apart(p, s, s->rest))
		ta_wrong(c, "%s adds up what it writes", s->name);
	else if (p->fp == TA_FP_STRICT && ta_type_rounds(s->rhs->type)
		 && !ta_is_flag(s))
		ta_wrong(c, "%s reorders a float sum under fp strict",
			 s->name);
	else if (s->reduce == TA_OP_MUL && ta_type_is_complex(s->rhs->type))
		ta_wrong(c, "%s reorders a complex product", s->name);
}

/* Do the ends of "d" make the accesses that its kind says? */
static bool check_dep_accesses(struct ta_checker *c, const ta_dep *d)
{
	const ta_stmt *s = c->p->stmt[d->src], *t = c->p->stmt[d->dst];
	bool from = d->kind == TA_DEP_ANTI ? ta_expr_touches(s->rhs, d->array)
					   : s->write->array == d->array;
	bool to = d->kind == TA_DEP_FLOW ? ta_expr_touches(t->rhs, d->array)
					 : t->write->array == d->array;

	if (from && to)
		return true;
	return ta_wrong(c, "the dependence of %s on %s is not through %s",
			t->name, s->name, c->p->array[d->array].name);
}

/* Is the dependence "d" one? */
static void check_dep(struct ta_checker *c, const ta_dep *d)
{
	const ta_program *p = c->p;
	const ta_stmt *s, *t;

	if (!ta_check_stmt_number(c, "a dependence", d->src)
	    || !ta_check_stmt_number(c, "a dependence", d->dst)
	    || !ta_check_array_number(c, "a dependence", d->array))
		return;
	s = p->stmt[d->src];
	t = p->stmt[d->dst];
	if (d->common != ta_common_loops(s, t))
		ta_wrong(c, "the dependence of %s on %s says %d common loops,"
			    " there are %d",
			 t->name, s->name, d->common, ta_common_loops(s, t));
	else if (!d->levels || d->levels >> (d->common + 1))
		ta_wrong(c, "the dependence of %s on %s is carried by no"
			    " common loop",
			 t->name, s->name);
	else if (s->depth && t->depth && !d->dir)
		ta_wrong(c, "the dependence of %s on %s has no directions",
			 t->name, s->name);
	else if (d->commutes
		 && (s == t || s->write->array != d->array
		     || t->write->array != d->array))
		ta_wrong(c, "the dependence of %s on %s commutes, but they do"
			    " not both write %s",
			 t->name, s->name, c->p->array[d->array].name);
	else if (d->reduction
		 && (s != t || (s->reduce == TA_OP_NONE
				&& s->in_place == TA_OP_NONE)))
		ta_wrong(c, "the dependence of %s on %s is of a reduction,"
			    " but they are none",
			 t->name, s->name);
	else
		check_dep_accesses(c, d);
}

/* Are the dependences and reductions ones? */
void ta_check_deps(struct ta_checker *c)
{
	const ta_program *p = c->p;
	int i;

	if (p->ndeps && p->done < TA_PHASE_DEPS)
		ta_wrong(c, "there are dependences before deps");
	for (i = 0; i < p->nstmts && !c->wrong; i++)
		check_reduction(c, p->stmt[i]);
	for (i = 0; i < p->ndeps && !c->wrong; i++)
		check_dep(c, &p->dep[i]);
}

/* Is "stmt" (-1: none) one of the statements of "g"? */
static bool member(const ta_group *g, int stmt)
{
	int i;

	for (i = 0; i < g->nstmts; i++)
		if (g->stmt[i] == stmt)
			return true;
	return stmt == -1;
}

/* Is the operand "o" of the update "s" one? */
static bool check_operand(struct ta_checker *c, const char *what,
			  const ta_operand *o, const ta_stmt *s)
{
	const char *where = ta_sprintf(c->p->arena, "the %s operand of %s",
				       what, s->name);

	if (!o->access || o->access->array < 0
	    || o->access->array >= c->p->narrays)
		return ta_wrong(c, "%s is missing", where);
	if (o->conj
	    && !ta_type_is_complex(c->p->array[o->access->array].elem))
		return ta_wrong(c, "%s is conjugated, but not complex", where);
	if (o->packed && (o->offset || o->row || o->col))
		return ta_wrong(c, "%s is copied, but has strides", where);
	if (o->nwhen && !o->packed)
		return ta_wrong(c, "%s has conditions, but is not copied",
				where);
	if (!ta_check_when(c, where, o->nwhen, o->when, s->depth)
	    || (o->offset && !ta_check_idx(c, where, o->offset, s->depth)))
		return false;
	if (o->row && !ta_check_idx(c, where, o->row, 0))
		return false;
	return !o->col || ta_check_idx(c, where, o->col, 0);
}

/* Is the expression "e" of "g" (NULL: none) one over parameters? */
static bool check_factor(struct ta_checker *c, const char *what,
			 const ta_expr *e)
{
	if (!e)
		return true;
	if (!ta_check_expr(c, what, e, 0))
		return false;
	return ta_expr_invariant(e)
	       || ta_wrong(c, "%s is not over parameters", what);
}

/* Has the contraction "con" the indices of "idiom", and the half of a square
   that it is over? */
static bool has_indices(const ta_contraction *con, enum ta_idiom idiom)
{
	const struct ta_routine *r = ta_find_routine(idiom, TA_F64, false);
	bool square = con->m && con->half;

	if (!r || !con->k || con->idiom != idiom)
		return false;
	if (r->domain == TA_DOMAIN_OUT)
		return square && con->n && ta_idx_equal(con->m, con->n);
	if (r->domain != TA_DOMAIN_BOX)
		return square && !con->n == !strchr(r->args, 'n')
		       && ta_idx_equal(con->m, con->k);
	return !con->half && !con->m == !strpbrk(r->args, "mr")
	       && !con->n == !strchr(r->args, 'n');
}

/* Is the contraction of the group "g" one of its idiom, over its
   statements? */
static void check_contraction(struct ta_checker *c, const ta_group *g)
{
	const ta_contraction *con = g->con;
	const ta_stmt *s;

	if (!ta_check_stmt_number(c, "a contraction", con->update))
		return;
	s = c->p->stmt[con->update];
	if (!member(g, con->update) || !member(g, con->init)
	    || !member(g, con->scale) || !member(g, con->diag)
	    || !member(g, con->mirror) || !member(g, con->after))
		ta_wrong(c, "the contraction of %s is not of its group",
			 s->name);
	else if (s->reduce != TA_OP_ADD && s->reduce != TA_OP_SUB
		 && !ta_in_place(con->idiom))
		ta_wrong(c, "the contraction of %s adds nothing up", s->name);
	else if (!has_indices(con, g->idiom))
		ta_wrong(c, "the contraction of %s has not the extents of its"
			    " idiom",
			 s->name);
	else if (check_operand(c, "output", &con->out, s)
		 && check_operand(c, "left", &con->left, s)
		 && check_operand(c, "right", &con->right, s)
		 && check_factor(c, "alpha", con->alpha)
		 && check_factor(c, "beta", con->beta)
		 && check_factor(c, "times", con->times)
		 && !con->times != (con->after < 0))
		ta_wrong(c, "what the sum of %s is multiplied by has no"
			    " statement, or that no factor",
			 s->name);
}

/* Is the group "g" one?  Its statements are marked in "seen". */
static void check_group(struct ta_checker *c, const ta_group *g, bool *seen)
{
	bool contracts = ta_find_routine(g->idiom, TA_F64, false) != NULL;
	int i;

	for (i = 0; i < g->nstmts; i++) {
		if (!ta_check_stmt_number(c, "a group", g->stmt[i]))
			return;
		if (seen[g->stmt[i]]) {
			ta_wrong(c, "%s is in two groups",
				 c->p->stmt[g->stmt[i]]->name);
			return;
		}
		seen[g->stmt[i]] = true;
	}
	if (!g->nstmts)
		ta_wrong(c, "a group is empty");
	else if (contracts != (g->con != NULL))
		ta_wrong(c, "the group of %s %s",
			 c->p->stmt[g->stmt[0]]->name,
			 contracts ? "lacks its contraction"
				   : "is none, but has a contraction");
	else if (g->con)
		check_contraction(c, g);
}

/* Is every statement in exactly one group after idiom? */
void ta_check_groups(struct ta_checker *c)
{
	const ta_program *p = c->p;
	bool *seen = TA_NEWV(p->arena, bool, p->nstmts);
	int i;

	if (p->done < TA_PHASE_IDIOM) {
		if (p->ngroups)
			ta_wrong(c, "there are groups before idiom");
		return;
	}
	for (i = 0; i < p->ngroups && !c->wrong; i++)
		check_group(c, &p->group[i], seen);
	for (i = 0; i < p->nstmts && !c->wrong; i++)
		if (!seen[i] && !p->stmt[i]->planned)
			ta_wrong(c, "%s is in no group", p->stmt[i]->name);
}
