/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack_copy.c - a product of matrices one of which is copied first: the copy.

   Assumes the panels of pack.c.  The elements of one are copied by a planned
   statement to a scratch array, in loops over its indices.  Where there are
   conditions with zeros beyond them, these are bounds and tests of the loops,
   and zeros are put in first, a row of the matrix at a time:

	for (q = 0; q < 8 * ow; q++)
	  T[ci][kh][kw][q] = 0;
	for (y = p; y < p + 8; y++)
	  if (0 <= y + kh - 1 && y + kh - 1 < h)
	    for (x = max (0, 1 - kw); x < min (ow, w + 1 - kw); x++)
	      T[ci][kh][kw][y - p][x] = in[ci][y + kh - 1][x + kw - 1];

   Where a run of elements is copied as it lies, it is a call of memcpy.  Leaves true
   that nothing is read but what the loops as written read. */
#include "pack.h"

/* Return a loop over iterator "d" of "k" from "lo" to "hi" as variable
   "var". */
static ta_node *new_loop(const struct ta_pack *k, int d, const ta_idx *lo,
			 const ta_idx *hi, int var)
{
	return ta_range_loop(k->pl->a, ta_loop_loc(k->pl->p, k->s, d),
			     k->s->iter[d], var, lo, hi);
}

/* Return the bound "x" of an iterator of "k" over plan variables. */
const ta_idx *ta_pack_bound(const struct ta_pack *k, const ta_idx *x)
{
	return ta_plan_idx(k->pl, k->update, x);
}

/* Return the index that iterator "d" of "k" has in the copy, over the iterators
   of the statement that makes it, where it begins at "lo" and ends before
   "hi". */
static const ta_idx *own_index(const struct ta_pack *k, int d, const ta_idx *lo,
			       const ta_idx *hi)
{
	ta_arena *a = k->pl->a;
	const ta_idx *i = ta_idx_var(a, d);

	i = k->flip[d] ? ta_idx_addk(a, ta_idx_sub(a, hi, i), -1)
		       : ta_idx_sub(a, i, lo);
	return ta_idx_mul(a, i, k->pos[d]);
}

/* Return the index of the panel "v" of "k" that its iterators have in the copy,
   over those of the statement that makes it, where the panel begins at
   "begin". */
static const ta_idx *far_index(const struct ta_pack *k,
			       const struct ta_panels *v, const ta_idx *begin)
{
	ta_arena *a = k->pl->a;
	const ta_idx *far = ta_idx_const(a, 0);
	int i;

	for (i = v->at; i < k->nfar; i++) {
		int d = k->far_it[i];

		far = ta_idx_add(a, far,
				 own_index(k, d, i > v->at ? k->lo[d] : begin,
					   k->hi[d]));
	}
	return far;
}

/* Return the same of the index of the sum, of which what is copied begins at
   "begin" (NULL: where it does). */
static const ta_idx *sum_index(const struct ta_pack *k, const ta_idx *begin)
{
	ta_arena *a = k->pl->a;
	const ta_idx *sum = ta_idx_const(a, 0);
	int i;

	for (i = 0; i < k->nk; i++) {
		int d = k->k_it[i];

		sum = ta_idx_add(a, sum,
				 own_index(k, d, i || !begin ? k->lo[d] : begin,
					   k->hi[d]));
	}
	return sum;
}

/* Return where in the copy "v" the element at "far" and "sum" is. */
static const ta_idx *place_in_copy(const struct ta_pack *k,
				   const struct ta_panels *v,
				   const ta_idx *far, const ta_idx *sum)
{
	ta_arena *a = k->pl->a;

	return ta_idx_add(a, ta_idx_mul(a, far, v->far_step),
			  ta_idx_mul(a, sum, v->k_step));
}

/* Return the condition that all of "n" polynomials "x" are >= 0. */
static ta_expr *all_hold(ta_arena *a, int n, const ta_idx *const *x)
{
	ta_expr *all = NULL, *e;
	int i;

	for (i = 0; i < n; i++) {
		e = ta_expr_new(a, TA_OP_ITER, TA_I64, 0, 0);
		e->u.idx = x[i];
		e = ta_expr_new(a, TA_OP_GE, TA_BOOL, 0, 2, e,
				ta_expr_int(a, TA_I64, 0));
		all = all ? ta_expr_new(a, TA_OP_AND, TA_BOOL, 0, 2, all, e) : e;
	}
	return all;
}

/* Return what is copied for "k": where its conditions do not hold zero, unless
   they are known to ("inside").  The step of iterator "d" is "step", if not 0, which
   the run has found. */
static ta_expr *copied(const struct ta_pack *k, bool inside, int d, int64_t step)
{
	ta_arena *a = k->pl->a;
	const ta_operand *op = k->op;
	ta_access *read = (ta_access *)ta_memdup(a, op->access, sizeof(*read));
	ta_expr *e;

	read->sure = inside || !op->nwhen;
	if (step) {
		read->offset = ta_idx_add(
			a, ta_idx_without(a, read->offset, d),
			ta_idx_scale(a, ta_idx_var(a, d), step));
		read->nsubs = 0;
	}
	e = ta_expr_read(k->pl->p, read);
	if (op->conj)
		e = ta_expr_new(a, TA_OP_CONJ, e->type, k->s->loc, 1, e);
	if (read->sure)
		return e;
	return ta_expr_new(a, TA_OP_SELECT, e->type, k->s->loc, 3,
			   all_hold(a, op->nwhen, op->when), e,
			   ta_expr_float(a, e->type, 0));
}

/* Return a new planned statement for the panel "v" of "k": its iterators are
   those of the update, and after them "n" of the names "name", over the box of
   the update.  Sets *number to its number. */
static ta_stmt *new_stmt(const struct ta_pack *k, const struct ta_panels *v,
			 int n, const char *const *name, int *number)
{
	const ta_stmt *of = k->s;
	ta_stmt *s = ta_planned_stmt(k->pl, of, n, number);
	int i;

	for (i = 0; i < n; i++) {
		s->iter[of->depth + i] = name[i];
		s->loop[of->depth + i] = of->loop[k->far_it[v->at]];
	}
	s->cons = NULL;
	s->ncons = 0;
	for (i = 0; i < of->ncons; i++)
		if (!ta_idx_listed(of->cons[i], k->op->nwhen, k->op->when))
			TA_PUSH(k->pl->a, s->cons, s->ncons, of->cons[i]);
	return s;
}

/* Let "x", over the iterators of "s", a statement for "k", be from 0 to
   "n" - 1. */
static void bound_last(const struct ta_pack *k, ta_stmt *s, const ta_idx *x,
		       const ta_idx *n)
{
	ta_arena *a = k->pl->a;

	TA_PUSH(a, s->cons, s->ncons, x);
	TA_PUSH(a, s->cons, s->ncons, ta_idx_addk(a, ta_idx_sub(a, n, x), -1));
}

/* Return a name for where iterator "d" of "k", or "name", begins. */
static const char *begin_name(const struct ta_pack *k, int d, const char *name)
{
	return ta_sprintf(k->pl->a, "%s_0",
			  k->s->iter[d] ? k->s->iter[d] : name);
}

/* Return the number of the statement that copies what the update of "k" reads
   to the array of "v", or if "inside" does so where all conditions hold: its
   last iterators are the beginnings of the panel and the chunk, if there are
   any.  The step of iterator "e" is "step", if not 0.  NULL arithmetic on sizes has
   been refused. */
static int add_copy(const struct ta_pack *k, const struct ta_panels *v,
		    bool inside, int e, int64_t step)
{
	ta_arena *a = k->pl->a;
	int d = k->far_it[v->at], c = k->k_it[0], i, number;
	const ta_idx *begin = ta_idx_var(a, k->s->depth);
	const ta_idx *chunk = v->chunk ? ta_idx_var(a, k->s->depth + 1) : NULL;
	const char *name[] = { begin_name(k, d, "p"), begin_name(k, c, "c") };
	ta_stmt *s = new_stmt(k, v, 1 + (chunk != NULL), name, &number);

	bound_last(k, s, ta_idx_sub(a, ta_idx_var(a, d), begin),
		   ta_idx_const(a, v->step));
	if (chunk)
		bound_last(k, s, ta_idx_sub(a, ta_idx_var(a, c), chunk),
			   ta_idx_const(a, v->chunk));
	for (i = 0; inside && i < k->op->nwhen; i++)
		if (ta_idx_affine(k->op->when[i]))
			TA_PUSH(a, s->cons, s->ncons, k->op->when[i]);
	s->write = ta_access_new(a, v->array,
				 place_in_copy(k, v, far_index(k, v, begin),
					       sum_index(k, chunk)),
				 0, NULL, k->s->loc);
	s->rhs = copied(k, inside, e, step);
	return number;
}

/* Return the number of the statement that puts zeros in the array of "v": its
   last iterator is where. */
static int add_zero(const struct ta_pack *k, const struct ta_panels *v)
{
	ta_arena *a = k->pl->a;
	const ta_idx *at = ta_idx_var(a, k->s->depth);
	const char *name[] = { "at" };
	int number;
	ta_stmt *s = new_stmt(k, v, 1, name, &number);

	bound_last(k, s, at, v->size);
	s->write = ta_access_new(a, v->array, at, 0, NULL, k->s->loc);
	s->rhs = ta_expr_float(a, k->pl->p->array[v->array].elem, 0);
	return number;
}

/* Put a loop over iterator "d" of "k" from "lo" to "hi" into "nest". */
void ta_pack_loop(const struct ta_pack *k, struct ta_pack_nest *nest, int d,
		  const ta_idx *lo, const ta_idx *hi)
{
	ta_node *node = new_loop(k, d, lo, hi, nest->var);

	k->pl->iter[k->update][d] = ta_idx_var(k->pl->a, nest->var++);
	if (nest->last)
		ta_node_add(k->pl->a, nest->last, node);
	else
		nest->top = node;
	nest->last = node;
}

/* Return what iterator "d" of "k" runs over in the copy of the panel "v", which
   is of "far" and "sum". */
static struct ta_span span(const struct ta_pack *k, const struct ta_panels *v,
			   const struct ta_span *far,
			   const struct ta_span *sum, int d)
{
	if (d == k->far_it[v->at])
		return *far;
	if (d == k->k_it[0])
		return *sum;
	return (struct ta_span){ ta_pack_bound(k, k->lo[d]),
				 ta_pack_bound(k, k->hi[d]) };
}

/* Put the loops over all but the innermost of the iterators of the panel "v" of
   "k", which is of "far" and "sum", into "nest", or if "inner" those of the sum;
   of "all" of them the innermost too. */
static void add_loops(const struct ta_pack *k, const struct ta_panels *v,
		      struct ta_pack_nest *nest, bool inner, bool all,
		      const struct ta_span *far, const struct ta_span *sum)
{
	const int *it = inner ? k->k_it : k->far_it;
	int i = inner ? 0 : v->at, n = (inner ? k->nk : k->nfar) - !all;

	for (; i < n; i++) {
		struct ta_span x = span(k, v, far, sum, it[i]);

		ta_pack_loop(k, nest, it[i], x.begin, x.end);
	}
}

/* Return whether rows of the copy of "v" are as long as vectors pay for, as far as
   that is known: of those that have conditions some are cut short. */
static bool has_long_rows(const struct ta_pack *k, const struct ta_panels *v)
{
	enum { LONG = 16 };
	int d = ta_idx_is_one(v->far_step) ? k->far_it[k->nfar - 1]
					     : k->k_it[k->nk - 1];
	int64_t n;

	return ta_idx_is_const(ta_pack_extent(k, d), &n) ? n >= LONG
							 : !k->op->nwhen;
}

/* Let the outermost loop of the copy "node" of "v" run in several threads where
   the library does too. */
static void share_copy(const struct ta_pack *k, const struct ta_panels *v,
		       ta_node *node)
{
	int64_t n;

	if (v->outer >= 0 || v->inside)
		return;
	node->parallel = true;
	node->par_limit = ta_enough(k->pl->opt,
				    ta_cost_parallel(has_long_rows(k, v)));
	node->work = ta_idx_scale(k->pl->a, v->size, 2);
	if (!ta_idx_is_const(node->work, &n))
		return;
	node->work = NULL;
	node->parallel = (double)n >= node->par_limit;
}

/* ---------------------------------------------------------- the loops --- */

/* The steps through a row that have loops of their own are up to this. */
enum { MOST_STEP = 2 };

/* The copy of a panel in the making: "v" of "k", which is of "far" and "sum"; "e"
   is the iterator of the innermost loop, variable "var", over "last".  copy[1 + s]
   is the statement that copies where all conditions hold and the step is "s", or
   for 0 whatever it is, copy[0] the one that asks for them, -1: there is none yet. */
struct copy {
	const struct ta_pack *k;
	const struct ta_panels *v;
	const struct ta_span *far, *sum;
	struct ta_span last;
	int e, var, copy[2 + MOST_STEP];
};

/* Return the node of one instance of the statement "stmt" of "c", whose last
   iterators are the beginnings of the panel; those that no loop runs are at their
   first value. */
static ta_node *instance(const struct copy *c, int stmt)
{
	const struct ta_pack *k = c->k;
	const ta_idx **iter = k->pl->iter[k->update];
	ta_node *node = ta_node_new(k->pl->a, TA_NODE_STMT, k->s->loc);
	int d;

	node->stmt = stmt;
	node->iter = TA_NEWV(k->pl->a, const ta_idx *, k->s->depth + 2);
	for (d = 0; d < k->s->depth; d++)
		node->iter[d] = iter[d] ? iter[d] : ta_pack_bound(k, k->lo[d]);
	if (!iter[k->far_it[c->v->at]])
		node->iter[k->far_it[c->v->at]] = c->far->begin;
	if (!iter[k->k_it[0]])
		node->iter[k->k_it[0]] = c->sum->begin;
	node->iter[d] = c->far->begin;
	node->iter[d + 1] = c->sum->begin;
	return node;
}

/* Return the innermost loop of "c", which copies where all conditions hold if
   "inside", and the step is then "step", if not 0. */
static ta_node *innermost(struct copy *c, bool inside, int64_t step)
{
	const struct ta_pack *k = c->k;
	ta_node *node = new_loop(k, c->e, c->last.begin, c->last.end, c->var);
	const ta_idx **iter = &k->pl->iter[k->update][c->e];
	int *copy = &c->copy[inside ? 1 + step : 0];

	if (*copy < 0)
		*copy = add_copy(k, c->v, inside, c->e, step);
	*iter = ta_idx_var(k->pl->a, c->var);
	ta_node_add(k->pl->a, node, instance(c, *copy));
	*iter = NULL;
	node->simd = true;
	return node;
}

/* Let the loop "node" of "c" run only where "x", a condition over its iterator by
   the constant "coef", is >= 0. */
static void add_bound(const struct copy *c, ta_node *node, const ta_idx *x,
		      int64_t coef)
{
	ta_arena *a = c->k->pl->a;
	const ta_idx *rest = ta_pack_bound(c->k, ta_idx_without(a, x, c->e));

	ta_node_bound(a, node, rest, coef);
}

/* Return "x" with "value" for the parameter "param" (-1: none). */
static const ta_idx *with_value(const struct ta_pack *k, const ta_idx *x,
				int param, int64_t value)
{
	ta_arena *a = k->pl->a;
	const ta_idx **to;

	if (param < 0)
		return x;
	to = TA_NEWV(a, const ta_idx *, param + 1);
	to[param] = ta_idx_const(a, value);
	return ta_idx_subst(a, x, param + 1, to);
}

/* Return what copies a row of "c" where all conditions hold, as bounds of its
   loop and as tests around it, where the step, the parameter "param" (-1: none), is
   "value", or NULL when they are of no such form. */
static ta_node *inner_row(struct copy *c, int param, int64_t value)
{
	const struct ta_pack *k = c->k;
	ta_arena *a = k->pl->a;
	ta_node *loop = innermost(c, true, value);
	ta_node *test = ta_node_new(a, TA_NODE_IF, k->s->loc);
	int64_t n;
	int i;

	for (i = 0; i < k->op->nwhen; i++) {
		const ta_idx *x = with_value(k, k->op->when[i], param, value);
		const ta_idx *coef = x ? ta_idx_coef(a, x, c->e) : NULL;

		if (!coef || (coef->nterms && !ta_idx_is_const(coef, &n)))
			return NULL;
		if (coef->nterms)
			add_bound(c, loop, x, n);
		else
			ta_node_test(a, test, TA_GUARD_GE0,
				     "the window is inside the image")
				->idx = ta_pack_bound(k, x);
	}
	if (!test->nconds)
		return loop;
	ta_node_add(a, test, loop);
	return test;
}

/* Return the variable of the parameter that "x" is, or -1. */
static int is_param(const ta_idx *x)
{
	int v = ta_idx_sole_var(x);

	return v < TA_PARAM0 ? -1 : v;
}

/* Return what copies a row of "c": where its conditions can be bounds, only what
   is inside of them.  Of rows by a step that the run knows there is one loop
   where their elements lie side by side, one where every other one is copied, and
   one for the rest: the compiler makes vectors of the first two. */
static ta_node *row_node(struct copy *c)
{
	const struct ta_pack *k = c->k;
	const ta_idx *step = ta_pack_step(k, c->e);
	bool when = k->op->nwhen > 0;
	ta_node *loop = when ? inner_row(c, -1, 0) : innermost(c, true, 0), *test;
	int64_t i;

	if (loop && (ta_idx_is_const(step, &i) || !ta_idx_is_one(c->v->far_step)
		     || !ta_pack_is_row(k, k->k_it[k->nk - 1])))
		return loop;
	if (!loop)
		loop = innermost(c, false, 0);
	loop->simd = false;
	for (i = when && is_param(step) < 0 ? 0 : MOST_STEP; i >= 1; i--) {
		const ta_idx *more = ta_idx_addk(k->pl->a, step, -i);
		ta_node *row = when ? inner_row(c, is_param(step), i)
				    : innermost(c, true, i);

		if (!row)
			break;
		test = ta_node_new(k->pl->a, TA_NODE_IF, k->s->loc);
		ta_node_test(k->pl->a, test, TA_GUARD_GE0, "a step that is known")
			->idx = more;
		ta_node_test(k->pl->a, test, TA_GUARD_GE0, "a step that is known")
			->idx = ta_idx_scale(k->pl->a, more, -1);
		ta_node_add(k->pl->a, test, row);
		ta_node_add(k->pl->a, test, loop);
		loop = test;
	}
	return loop;
}

/* Return the loop that puts zeros in a row of the copy "c", or if "rows" a
   column, which is what lies side by side. */
static ta_node *zero_node(const struct copy *c, bool rows, int var)
{
	const struct ta_pack *k = c->k;
	ta_arena *a = k->pl->a;
	const struct ta_span *x = rows ? c->far : c->sum;
	const ta_idx *n, *zero = ta_idx_const(a, 0), *first;
	ta_node *node, *stmt = instance(c, add_zero(k, c->v));
	int d = k->s->depth;

	n = ta_idx_mul(a, ta_idx_sub(a, x->end, x->begin),
		       rows ? c->v->inner : ta_pack_rest(k));
	if (rows) {
		first = sum_index(k, c->v->chunk ? ta_idx_var(a, d + 1) : NULL);
		first = place_in_copy(k, c->v, zero, first);
	} else {
		first = far_index(k, c->v, ta_idx_var(a, d));
		first = place_in_copy(k, c->v, first, zero);
	}
	first = ta_idx_subst(a, first, d + 2, stmt->iter);
	stmt->iter[d] = ta_idx_add(a, first, ta_idx_var(a, var));
	node = ta_range_loop(a, k->s->loc, "q", var, zero, n);
	ta_node_add(a, node, stmt);
	node->simd = true;
	return node;
}

/* Return the plan of the copy of the panel "v" of "k", which is of "far" of its
   index that is cut into panels and "sum" of the outermost one of the sum, over
   variables from "var" on. */
ta_node *ta_pack_copy(const struct ta_pack *k, const struct ta_panels *v,
		      const struct ta_span *far, const struct ta_span *sum,
		      int var)
{
	ta_arena *a = k->pl->a;
	bool rows = ta_idx_is_one(v->far_step);
	struct ta_pack_nest around = { NULL, NULL, var }, nest;
	ta_node *seq = ta_node_new(a, TA_NODE_SEQ, k->s->loc), *row;
	struct copy c = { .k = k, .v = v, .far = far, .sum = sum,
			  .copy = { -1, -1, -1, -1 } };
	int d;

	add_loops(k, v, &around, rows, true, far, sum);
	if (k->op->nwhen)
		ta_node_add(a, seq, zero_node(&c, rows, around.var));
	nest = (struct ta_pack_nest){ NULL, NULL, around.var };
	add_loops(k, v, &nest, !rows, false, far, sum);
	c.e = rows ? k->far_it[k->nfar - 1] : k->k_it[k->nk - 1];
	c.var = nest.var;
	c.last = span(k, v, far, sum, c.e);
	row = row_node(&c);
	if (nest.last)
		ta_node_add(a, nest.last, row);
	ta_node_add(a, seq, nest.last ? nest.top : row);
	ta_node_add(a, around.last, seq->nchildren > 1 ? seq : seq->child[0]);
	for (d = v->at; d < k->nfar; d++)
		k->pl->iter[k->update][k->far_it[d]] = NULL;
	for (d = 0; d < k->nk; d++)
		k->pl->iter[k->update][k->k_it[d]] = NULL;
	share_copy(k, v, around.top);
	return around.top;
}

/* Return whether the loop "node" does no more than copy elements that lie side by side
   to a scratch array, where they do too. */
bool ta_copies_run(const ta_program *p, const ta_node *node)
{
	const ta_node *at = node->child[0];
	const ta_access *from;
	const ta_stmt *s;

	if (node->kind != TA_NODE_LOOP || !node->simd || node->step != 1
	    || node->nreductions || node->nlocals || !at
	    || at->kind != TA_NODE_STMT || at->ncovers)
		return false;
	s = p->stmt[at->stmt];
	if (s->rhs->op != TA_OP_READ)
		return false;
	from = s->rhs->u.access;
	return s->write->offset && p->array[s->write->array].is_scratch
	       && from->offset && !p->array[from->array].is_virtual
	       && from->array != s->write->array
	       && p->array[from->array].elem == p->array[s->write->array].elem
	       && ta_factor(p->arena, ta_offset_at(p, s->write, at),
			    node->var) == 1
	       && ta_factor(p->arena, ta_offset_at(p, from, at),
			    node->var) == 1;
}
