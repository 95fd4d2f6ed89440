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

/* Require of "p" that "x" is a multiple of "k", unless that is a guard
   already. */
void ta_guard_multiple(ta_program *p, const ta_idx *x, int64_t k)
{
	ta_arena *a = p->arena;
	ta_expr *value = ta_expr_new(a, TA_OP_ITER, TA_I64, 0, 0), *test;
	int i;

	value->u.idx = x;
	test = ta_expr_new(a, TA_OP_MOD, TA_I64, 0, 2, value,
			   ta_expr_int(a, TA_I64, k));
	test = ta_expr_new(a, TA_OP_EQ, TA_BOOL, 0, 2, test,
			   ta_expr_int(a, TA_I64, 0));
	for (i = 0; i < p->nguards; i++)
		if (p->guard[i]->kind == TA_GUARD_ASSUME
		    && ta_expr_equal(p->guard[i]->expr, test))
			return;
	add_guard(p, TA_GUARD_ASSUME,
		  ta_sprintf(a, "%s is a multiple of %lld", ta_idx_text(p, x),
			     (long long)k))->expr = test;
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

	if (p->array[array].looked) {
		r.lo[0] = ta_idx_const(p->arena, 0);
		r.hi[0] = ta_idx_addk(p->arena, p->array[array].looked, -1);
		r.n = 1;
	}
	for (i = 0; i < p->nstmts; i++) {
		r.s = p->stmt[i];
		if (r.s->planned)
			continue;
		add_region(&r, r.s->write);
		ta_reads_where(p, &r.s, add_region, &r);
	}
	return r;
}

/* What is touched of an array inside its rows: elements [lo, hi] after each
   multiple of "period". */
struct rows {
	ta_program *p;
	const ta_stmt *s;
	int array, dim;
	const ta_idx *period, *lo, *hi;
	bool failed;
};

/* Return how far elements that differ by one in subscript "dim" of array "x"
   are apart, or NULL. */
static const ta_idx *stride(const ta_program *p, const ta_array *x, int dim)
{
	const ta_idx *s = ta_idx_const(p->arena, 1);
	int d;

	for (d = dim + 1; d < x->ndims; d++)
		s = x->extent[d] ? ta_idx_mul(p->arena, s, x->extent[d]) : NULL;
	return s;
}

/* Return the part of the offset of "acc" that the subscripts after "dim"
   make, or NULL. */
static const ta_idx *inner_offset(const ta_program *p, const ta_access *acc,
				  int dim)
{
	const ta_array *x = &p->array[acc->array];
	const ta_idx *sum = ta_idx_const(p->arena, 0);
	int d;

	if (acc->nsubs != x->ndims)
		return NULL;
	for (d = dim + 1; d < x->ndims; d++)
		sum = ta_idx_add(p->arena, sum,
				 ta_idx_mul(p->arena, acc->sub[d],
					    stride(p, x, d)));
	return sum;
}

/* Return the one of "x" and "y" that is the larger, times "sign", or NULL
   when that is not known. */
static const ta_idx *outer_bound(const ta_program *p, const ta_idx *x,
				 const ta_idx *y, int sign)
{
	const ta_idx *d = ta_idx_scale(p->arena, ta_idx_sub(p->arena, x, y),
				       sign);

	if (ta_known_nonneg(p, d))
		return x;
	return ta_known_nonneg(p, ta_idx_scale(p->arena, d, -1)) ? y : NULL;
}

/* Widen the rows "data" by what "acc" touches. */
static bool add_row(void *data, ta_access *acc)
{
	struct rows *r = data;
	const ta_idx *x, *lo, *hi;

	if (acc->array != r->array || r->failed)
		return true;
	x = inner_offset(r->p, acc, r->dim);
	r->failed = !x || !ta_range(r->p, r->s, 0, x, &lo, &hi);
	if (r->failed)
		return true;
	r->lo = r->lo ? outer_bound(r->p, r->lo, lo, -1) : lo;
	r->hi = r->hi ? outer_bound(r->p, r->hi, hi, 1) : hi;
	r->failed = !r->lo || !r->hi;
	return true;
}

/* Set "r" to what the statements of "p" touch inside the rows that subscript
   "dim" of "array" counts; return false when that cannot be told, or is the
   whole row. */
static bool find_rows(ta_program *p, int array, int dim, struct rows *r)
{
	int i;

	memset(r, 0, sizeof(*r));
	r->p = p;
	r->array = array;
	r->dim = dim;
	r->period = stride(p, &p->array[array], dim);
	for (i = 0; i < p->nstmts; i++) {
		r->s = p->stmt[i];
		if (r->s->planned)
			continue;
		add_row(r, r->s->write);
		ta_reads_where(p, &r->s, add_row, r);
	}
	if (!r->period || r->failed || !r->lo || p->array[array].looked)
		return false;
	return !ta_known_nonneg(p, ta_idx_addk(p->arena,
			ta_idx_sub(p->arena, ta_idx_sub(p->arena, r->hi, r->lo),
				   r->period), 1));
}

/* Return 2 when the rows of "x" and "y" are equally long in bytes, 1 when they
   may be, and 0 when they are not. */
static int equal_periods(const struct rows *x, const struct rows *y)
{
	ta_program *p = x->p;
	const ta_idx *d = ta_idx_sub(p->arena,
		ta_idx_scale(p->arena, x->period,
			     ta_type_size(p->array[x->array].elem)),
		ta_idx_scale(p->arena, y->period,
			     ta_type_size(p->array[y->array].elem)));
	int64_t k;

	if (!d)
		return 0;
	if (ta_idx_is_const(d, &k))
		return k ? 0 : 2;
	return 1;
}

/* Set "g", about two arrays of "p", to let them interleave: columns of one
   matrix, or the parts of one array of pairs. */
static void add_periods(ta_program *p, ta_guard *g)
{
	struct rows x, y;
	int d, e, fit, best = 0;

	for (d = 0; d + 1 < p->array[g->array[0]].ndims; d++)
		for (e = 0; e + 1 < p->array[g->array[1]].ndims; e++) {
			if (!find_rows(p, g->array[0], d, &x)
			    || !find_rows(p, g->array[1], e, &y))
				continue;
			fit = equal_periods(&x, &y);
			if (fit <= best)
				continue;
			best = fit;
			g->period[0] = x.period;
			g->row_lo[0] = x.lo;
			g->row_hi[0] = x.hi;
			g->period[1] = y.period;
			g->row_lo[1] = y.lo;
			g->row_hi[1] = y.hi;
		}
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

/* Return whether a call in "node" is given both arrays "a" and "b". */
static bool call_has_both(const ta_node *node, int a, int b)
{
	bool has_a = false, has_b = false;
	int i;

	if (!node)
		return false;
	for (i = 0; i < node->nargs; i++) {
		bool ptr = node->arg[i].kind == TA_ARG_PTR;

		has_a = has_a || (ptr && node->arg[i].array == a);
		has_b = has_b || (ptr && node->arg[i].array == b);
	}
	for (i = 0; i < node->nchildren; i++)
		if (call_has_both(node->child[i], a, b))
			return true;
	return has_a && has_b;
}

/* Add the guard that region "i" of "x" and region "j" of "y" do not meet, or
   are one array when "equal". */
static void add_disjoint(const struct regions *x, int i,
			 const struct regions *y, int j, bool equal)
{
	ta_program *p = x->p;
	ta_guard *g = add_guard(p, TA_GUARD_DISJOINT, NULL);

	g->array[0] = x->array;
	g->array[1] = y->array;
	g->lo[0] = x->lo[i];
	g->hi[0] = x->hi[i];
	g->lo[1] = y->lo[j];
	g->hi[1] = y->hi[j];
	g->equal = equal;
	add_periods(p, g);
	g->text = ta_sprintf(p->arena, equal ? "%s and %s are the same or do "
			     "not overlap" : "%s and %s do not overlap",
			     p->array[x->array].name, p->array[y->array].name);
}

/* Guard that the arrays of "alias" do not overlap; false when what they touch
   cannot be told before the loops run. */
static bool guard_alias(ta_program *p, const ta_alias *alias)
{
	struct regions x = find_regions(p, alias->a);
	struct regions y = find_regions(p, alias->b);
	bool equal = alias->coincident
		     && !call_has_both(p->plan, alias->a, alias->b);
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
			add_disjoint(&x, i, &y, j, equal);
	return true;
}

/* Return whether "node" is a call of the library. */
bool ta_node_needs_library(const ta_node *node)
{
	return node->kind == TA_NODE_CALL && !node->in_line && !node->own;
}

/* Return whether "node" is a call of the library or of a function of the
   file. */
static bool is_product(const ta_node *node)
{
	return node->kind == TA_NODE_CALL && !node->in_line;
}

/* Return whether "node" (NULL: nothing) or what is in it is as "is" says. */
static bool has_node(const ta_node *node, bool (*is)(const ta_node *))
{
	int i;

	if (!node || is(node))
		return node;
	for (i = 0; i < node->nchildren; i++)
		if (has_node(node->child[i], is))
			return true;
	return false;
}

/* Return whether "node" makes a call of the library. */
bool ta_plan_has_call(const ta_node *node)
{
	return has_node(node, ta_node_needs_library);
}

/* Return whether "node" makes a call, of the library or of a function of the
   file. */
bool ta_plan_has_product(const ta_node *node)
{
	return has_node(node, is_product);
}

/* Return whether the plan "node" of "p" (NULL: none) copies a matrix turned, as the source
   does. */
bool ta_plan_transposes(const ta_program *p, const ta_node *node)
{
	int i;

	if (!node)
		return false;
	if (node->transposes)
		return !p->stmt[ta_turned_copy(p, node)->stmt]->planned;
	for (i = 0; i < node->nchildren; i++)
		if (ta_plan_transposes(p, node->child[i]))
			return true;
	return false;
}

/* Return the number of the guard "g" of "p", or -1 if it is none of it. */
int ta_guard_number(const ta_program *p, const ta_guard *g)
{
	int i;

	for (i = 0; i < p->nguards; i++)
		if (p->guard[i] == g)
			return i;
	return -1;
}

/* Return whether there is an exit in "node" that asks "g". */
bool ta_plan_asks(const ta_node *node, const ta_guard *g)
{
	int i;

	if (node && node->kind == TA_NODE_EXIT && node->cond[0] == g)
		return true;
	for (i = 0; node && i < node->nchildren; i++)
		if (ta_plan_asks(node->child[i], g))
			return true;
	return false;
}

/* Let guards of "p" from number "first" on that look at numbers do so only where
   "x" >= 0: what they are for is in a branch that asks that. */
void ta_look_only_where(ta_program *p, int first, const ta_idx *x)
{
	for (; first < p->nguards; first++)
		if (p->guard[first]->kind == TA_GUARD_NUMBERS)
			TA_PUSH(p->arena, p->guard[first]->when,
				p->guard[first]->nwhen, x);
}

/* Drop the guards of "p" that are asked late by what did not come into its
   plan. */
static void drop_unasked(ta_program *p)
{
	int i, n = 0;

	for (i = 0; i < p->nguards; i++)
		if (!p->guard[i]->late || ta_plan_asks(p->plan, p->guard[i]))
			p->guard[n++] = p->guard[i];
	p->nguards = n;
}

/* Return part "i" of the body of "loop", NULL behind the last. */
const ta_node *ta_loop_part(const ta_node *loop, int i)
{
	const ta_node *body = loop->child[0];

	if (body->kind != TA_NODE_SEQ)
		return i ? NULL : body;
	return i < body->nchildren ? body->child[i] : NULL;
}

/* Return the first instance of statement "stmt" in "node", or NULL. */
const ta_node *ta_plan_instance(const ta_node *node, int stmt)
{
	const ta_node *found = NULL;
	int i;

	if (node && node->kind == TA_NODE_STMT && node->stmt == stmt)
		return node;
	for (i = 0; node && !found && i < node->nchildren; i++)
		found = ta_plan_instance(node->child[i], stmt);
	return found;
}

/* Guard that "p" has enough to do for a kernel of its own, unless there is
   such a guard. */
static void guard_work(ta_program *p, const ta_options *opt)
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
		g->limit = ta_enough(opt, worth[i].limit);
		if (worth[i].known != worth[i].limit)
			g->known = ta_enough(opt, worth[i].known);
	}
}

/* Guard that several threads may run "p", which gains nothing else, and say so. */
static void guard_threads(ta_program *p)
{
	int i;

	add_guard(p, TA_GUARD_THREADS, "several threads may run");
	for (i = 0; i < p->nnests; i++)
		if (p->nest[i].parallel)
			ta_nest_add(p, i, "one thread runs it as written");
}

/* Make the tests of the amount of work of "p" as cheap as they can be. */
static void simplify_work(ta_program *p)
{
	int i;

	for (i = 0; i < p->nguards; i++) {
		ta_guard *g = p->guard[i];
		const ta_idx *x = g->idx;

		if (g->kind != TA_GUARD_WORK)
			continue;
		g->idx = ta_work_test(p->arena, x, &g->limit);
		if (g->known)
			ta_work_test(p->arena, x, &g->known);
	}
}

/* Add the guards of "p" for its plan. */
void ta_guards(ta_program *p, const ta_options *opt)
{
	int i;

	if (!p->plan)
		return;
	drop_unasked(p);
	for (i = 0; i < p->naliases; i++)
		if (!guard_alias(p, &p->alias[i]))
			return;
	for (i = 0; i < p->nassumes; i++)
		add_guard(p, TA_GUARD_ASSUME,
			  "what the pragma assumes holds")->expr =
			p->assume[i];
	if (ta_plan_has_call(p->plan))
		add_guard(p, TA_GUARD_BLAS, "a BLAS library is linked");
	if (!opt->identity && !ta_unasked(opt))
		guard_work(p, opt);
	if (!opt->identity && !opt->eager && !p->deterministic
	    && ta_only_threads(p))
		guard_threads(p);
	simplify_work(p);
}
