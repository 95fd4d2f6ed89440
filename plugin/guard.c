/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guard.c - what must hold at run time for the plan.

   Assumes the plan; extraction, delin and the planner may have left guards
   already.  Afterwards p->guard has everything that the kernel tests before
   it touches memory, each with a text that names what failed. */
#include "plan.h"

#include <string.h>

/* The regions of one array in a guard: at most so many of them. */
enum { MAX_REGIONS = 6 };

/* Return whether "x" uses an iterator or a variable of the plan. */
bool ta_plan_vars(const ta_idx *x)
{
	return ta_idx_uses_iters(x);
}

/* Return "x" over the parameters of "p", as text. */
const char *ta_idx_text(const ta_program *p, const ta_idx *x)
{
	const char **name = TA_NEWV(p->arena, const char *, p->nparams);
	const char *iter[TA_MAX_DEPTH];
	ta_buf b;
	int i;

	for (i = 0; i < p->nparams; i++)
		name[i] = p->param[i].name;
	for (i = 0; i < TA_MAX_DEPTH; i++)
		iter[i] = "i";
	ta_buf_init(&b, p->arena);
	ta_idx_print(&b, x, iter, name);
	return b.s ? b.s : "";
}

/* Add a guard of "kind" to "p". */
static ta_guard *add_guard(ta_program *p, enum ta_guard_kind kind,
			   const char *text)
{
	ta_guard *g = TA_NEW(p->arena, ta_guard);

	g->kind = kind;
	g->text = text;
	TA_PUSH(p->arena, p->guard, p->nguards, g);
	return g;
}

/* Require "x" >= 0 of "p", unless that is a guard already. */
void ta_guard_ge0(ta_program *p, const ta_idx *x, const char *text)
{
	int i;

	for (i = 0; i < p->nguards; i++)
		if (p->guard[i]->kind == TA_GUARD_GE0
		    && ta_idx_equal(p->guard[i]->idx, x))
			return;
	add_guard(p, TA_GUARD_GE0, text)->idx = x;
}

/* What is touched of an array: "n" regions [lo, hi]; "failed": more than can
   be said. */
struct regions {
	ta_program *p;
	const ta_stmt *s;
	int array, n;
	const ta_idx *lo[MAX_REGIONS], *hi[MAX_REGIONS];
	bool failed;
};

/* Return whether region [lo, hi] is inside region "i" of "r"; widens that
   when it is the other way round. */
static bool absorbed(struct regions *r, int i, const ta_idx *lo,
		     const ta_idx *hi)
{
	ta_arena *a = r->p->arena;
	bool above = ta_known_nonneg(r->p, ta_idx_sub(a, lo, r->lo[i]));
	bool below = ta_known_nonneg(r->p, ta_idx_sub(a, r->lo[i], lo));
	bool inside = ta_known_nonneg(r->p, ta_idx_sub(a, r->hi[i], hi));
	bool over = ta_known_nonneg(r->p, ta_idx_sub(a, hi, r->hi[i]));

	if ((!above && !below) || (!inside && !over))
		return false;
	if (!above)
		r->lo[i] = lo;
	if (!inside)
		r->hi[i] = hi;
	return true;
}

/* Add what "acc" of the statement touches to the regions "data". */
static bool add_region(void *data, ta_access *acc)
{
	struct regions *r = data;
	const ta_idx *lo, *hi;
	int i;

	if (acc->array != r->array || r->failed)
		return true;
	if (!ta_range(r->p, r->s, 0, acc->offset, &lo, &hi)) {
		r->failed = true;
		return true;
	}
	for (i = 0; i < r->n; i++)
		if (absorbed(r, i, lo, hi))
			return true;
	if (r->n == MAX_REGIONS) {
		r->failed = true;
		return true;
	}
	r->lo[r->n] = lo;
	r->hi[r->n++] = hi;
	return true;
}

/* Find what the statements of "p" touch of "array". */
static struct regions find_regions(ta_program *p, int array)
{
	struct regions r = { .p = p, .array = array };
	int i;

	for (i = 0; i < p->nstmts; i++) {
		r.s = p->stmt[i];
		add_region(&r, r.s->write);
		ta_expr_reads(r.s->rhs, add_region, &r);
	}
	return r;
}

/* Leave all nests of "p" as written, because of "detail". */
static void give_up(ta_program *p, const char *detail)
{
	int i;

	p->plan = NULL;
	for (i = 0; i < p->nnests; i++) {
		p->nest[i].lowered = p->nest[i].blas = false;
		p->nest[i].parallel = p->nest[i].vector = false;
		p->nest[i].fused = false;
		p->nest[i].what = NULL;
		p->nest[i].reason = TA_REASON_DEPENDENCE;
		p->nest[i].detail = detail;
	}
}

/* Add the guard that region "i" of "x" and region "j" of "y" do not meet. */
static void add_disjoint(const struct regions *x, int i,
			 const struct regions *y, int j)
{
	ta_program *p = x->p;
	ta_guard *g = add_guard(p, TA_GUARD_DISJOINT, NULL);

	g->array[0] = x->array;
	g->array[1] = y->array;
	g->lo[0] = x->lo[i];
	g->hi[0] = x->hi[i];
	g->lo[1] = y->lo[j];
	g->hi[1] = y->hi[j];
	g->text = ta_sprintf(p->arena, "%s and %s do not overlap",
			     p->array[x->array].name, p->array[y->array].name);
}

/* Guard that the arrays of "alias" do not overlap; false when what they touch
   cannot be told before the loops run. */
static bool guard_alias(ta_program *p, const ta_alias *alias)
{
	struct regions x = find_regions(p, alias->a);
	struct regions y = find_regions(p, alias->b);
	int i, j;

	if (x.failed || y.failed) {
		give_up(p, ta_sprintf(p->arena,
				      "%s and %s may overlap, and what is "
				      "touched of them is not known before "
				      "the loops run",
				      p->array[alias->a].name,
				      p->array[alias->b].name));
		return false;
	}
	for (i = 0; i < x.n; i++)
		for (j = 0; j < y.n; j++)
			add_disjoint(&x, i, &y, j);
	return true;
}

/* Return whether "node" makes a call of the library: what is made in line
   does not. */
bool ta_plan_has_call(const ta_node *node)
{
	int i;

	if (!node)
		return false;
	if (node->kind == TA_NODE_CALL && !node->in_line)
		return true;
	for (i = 0; i < node->nchildren; i++)
		if (ta_plan_has_call(node->child[i]))
			return true;
	return false;
}

/* Guard that "p" has enough to do for a kernel of its own, unless there is
   such a guard. */
static void guard_work(ta_program *p)
{
	struct ta_worth worth[TA_MAX_WORTH];
	int i, n = ta_cost_kernel(p, worth);
	ta_guard *g;
	int64_t k;

	for (i = 0; i < p->nguards; i++)
		if (p->guard[i]->kind == TA_GUARD_WORK)
			return;
	for (i = 0; i < n; i++) {
		if (!worth[i].x || ta_idx_is_const(worth[i].x, &k))
			continue;
		g = add_guard(p, TA_GUARD_WORK,
			      i ? "rows long enough to add up as vectors"
				: "enough to do");
		g->idx = worth[i].x;
		g->limit = worth[i].limit;
		if (worth[i].known != worth[i].limit)
			g->known = worth[i].known;
	}
}

/* Add the guards of "p" for its plan. */
void ta_guards(ta_program *p, const ta_options *opt)
{
	int i;

	if (!p->plan)
		return;
	for (i = 0; i < p->naliases; i++)
		if (!guard_alias(p, &p->alias[i]))
			return;
	for (i = 0; i < p->nassumes; i++)
		add_guard(p, TA_GUARD_ASSUME,
			  "what the pragma assumes holds")->expr =
			p->assume[i];
	if (ta_plan_has_call(p->plan))
		add_guard(p, TA_GUARD_BLAS, "a BLAS library is linked");
	if (!opt->identity && !opt->eager)
		guard_work(p);
}
