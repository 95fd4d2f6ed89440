/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expand.c - a vector that every iteration of a loop writes anew is one for
   each.

   Assumes a loop, or loops inside each other, that nothing but such vectors
   keeps from running in any order:

	for r: for q:
	  for p: t[p] = 0
	  for p: for s: t[p] += A[r][q][s] * C[s][p]
	  for p: A[r][q][p] = t[p]

   Of a panel of the innermost of them, each iteration has a row of scratch
   memory for the vector; the body of the panel loop is planned as a program of
   its own, in which these rows are a matrix: then what was a product of a
   vector is one of matrices, and the loops around run in threads.  The last
   iteration leaves its row in the vector, as the source does.

   Leaves the program as it was, and plans nothing where no call comes of it. */
#include "plan.h"

/* The iterations of a panel; the most vectors of one loop. */
enum { PANEL = 128, MOST_VECTORS = 4 };

/* A vector: elements lo to below hi of "array" where that has the offset "base"
   plus an index; "to": the scratch array for it. */
struct vector {
	int array, to;
	const ta_idx *base, *lo, *hi, *size;
};

/* Loops in the making: the first "depth" loops of all statements "set" of "pl",
   from lo[d] to below hi[d].  The body is "q": outer[d], "begin" and "end" are
   its parameters; part[t] is what its statement t is. */
struct expand {
	struct ta_planner *pl;
	const struct ta_set *set;
	int depth, nvectors;
	struct vector vector[MOST_VECTORS];
	const ta_idx *lo[TA_MAX_DEPTH], *hi[TA_MAX_DEPTH];
	ta_program *q;
	int outer[TA_MAX_DEPTH], begin, end;
	struct ta_part *part;
};

/* Return the vector of "x" that is "array", or NULL. */
static const struct vector *vector_of(const struct expand *x, int array)
{
	int i;

	for (i = 0; i < x->nvectors; i++)
		if (x->vector[i].array == array)
			return &x->vector[i];
	return NULL;
}

/* Return the iterator that steps through the vector of the access "acc" of "s",
   an element at a time, from "lo" to below "hi" as no loop of "x" changes them,
   or -1. */
static int step_iter(const struct expand *x, const ta_stmt *s,
		     const ta_access *acc, const ta_idx **lo, const ta_idx **hi)
{
	ta_arena *a = x->pl->a;
	int d, found = -1;

	if (!acc->offset)
		return -1;
	for (d = 0; d < s->depth; d++) {
		if (!ta_idx_uses(acc->offset, d))
			continue;
		if (found >= 0 || d < x->depth
		    || !ta_idx_is_one(ta_idx_coef(a, acc->offset, d)))
			return -1;
		found = d;
	}
	if (found < 0 || !ta_simple_bounds(x->pl->p, s, found, lo, hi)
	    || ta_idx_uses_iters(*lo) || ta_idx_uses_iters(*hi))
		return -1;
	return found;
}

/* Look at the accesses of statement "s" for vector "v": "fits" as long as all
   of them go through all of it. */
struct look {
	const struct expand *x;
	const struct vector *v;
	const ta_stmt *first, *s;
};

/* Return whether "acc" of the look "data" is of another array, or goes
   through the vector from its first element to its last; in the loop of the
   statement that writes it first, which has not written all of it yet, along
   with that. */
static bool fits(void *data, ta_access *acc)
{
	struct look *l = (struct look *)data;
	const ta_idx *lo, *hi;
	int d;

	if (acc->array != l->v->array)
		return true;
	d = step_iter(l->x, l->s, acc, &lo, &hi);
	return d >= 0
	       && (d == l->x->depth
		   || ta_common_loops(l->s, l->first) == l->x->depth)
	       && ta_idx_equal(lo, l->v->lo)
	       && ta_idx_equal(hi, l->v->hi)
	       && ta_idx_equal(ta_idx_without(l->x->pl->a, acc->offset, d),
			       l->v->base);
}

/* Return the first statement of "x" that touches "array", or NULL. */
static const ta_stmt *first_touch(const struct expand *x, int array)
{
	const ta_stmt *first = NULL, *s;
	int i, c;

	for (i = 0; i < x->set->n; i++) {
		s = x->pl->p->stmt[x->set->s[i]];
		if (!ta_stmt_touches(s, array))
			continue;
		c = first ? ta_common_loops(s, first) : 0;
		if (!first || s->order[c] < first->order[c])
			first = s;
	}
	return first;
}

/* Return whether statement "s" runs in all iterations of the loops of "x" in
   which any statement does: what it asks of parameters, all ask. */
static bool always_runs(const struct expand *x, const ta_stmt *s)
{
	const ta_stmt *t;
	int c, i;

	for (c = 0; c < s->ncons; c++) {
		if (ta_idx_uses_iters(s->cons[c]))
			continue;
		for (i = 0; i < x->set->n; i++) {
			t = x->pl->p->stmt[x->set->s[i]];
			if (!ta_idx_listed(s->cons[c], t->ncons, t->cons))
				return false;
		}
	}
	return true;
}

/* Return whether "array" is a vector that every iteration of the loops of "x"
   writes before it reads it; adds it to "x". */
static bool add_vector(struct expand *x, int array)
{
	const ta_stmt *first = first_touch(x, array);
	struct vector v = { .array = array };
	struct look l = { x, &v, first, first };
	int i, d;

	if (vector_of(x, array))
		return true;
	if (x->nvectors == MOST_VECTORS || !first
	    || x->pl->p->array[array].is_virtual
	    || first->write->array != array || !first->write->sure
	    || first->depth != x->depth + 1
	    || ta_expr_touches(first->rhs, array) || !always_runs(x, first))
		return false;
	d = step_iter(x, first, first->write, &v.lo, &v.hi);
	if (d < 0)
		return false;
	v.base = ta_idx_without(x->pl->a, first->write->offset, d);
	v.size = ta_idx_sub(x->pl->a, v.hi, v.lo);
	for (i = 0; i < x->set->n; i++) {
		l.s = x->pl->p->stmt[x->set->s[i]];
		if (!fits(&l, l.s->write) || !ta_expr_reads(l.s->rhs, fits, &l))
			return false;
	}
	x->vector[x->nvectors++] = v;
	return v.size != NULL;
}

/* Set the loops of "x" to those that all its statements share, as far as their
   bounds are parameters; return whether there are any, and more inside. */
static bool find_loops(struct expand *x)
{
	const ta_program *p = x->pl->p;
	const ta_stmt *s = p->stmt[x->set->s[0]];
	int i, c;

	x->depth = s->depth - 1;
	for (i = 1; i < x->set->n; i++) {
		c = ta_common_loops(s, p->stmt[x->set->s[i]]);
		if (c < x->depth)
			x->depth = c;
	}
	for (c = 0; c < x->depth; c++)
		for (i = 0; i < x->set->n; i++) {
			const ta_idx *lo, *hi;

			if (!ta_simple_bounds(p, p->stmt[x->set->s[i]], c, &lo,
					      &hi)
			    || ta_idx_uses_iters(lo) || ta_idx_uses_iters(hi)
			    || (i && (!ta_idx_equal(lo, x->lo[c])
				      || !ta_idx_equal(hi, x->hi[c]))))
				return false;
			x->lo[c] = lo;
			x->hi[c] = hi;
		}
	return x->depth > 0;
}

/* Find what keeps the loops of "x" from running in any order; return whether
   that is vectors alone. */
static bool find_vectors(struct expand *x)
{
	const ta_program *p = x->pl->p;
	int i;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *d = &p->dep[i];

		if (ta_in_set(x->set, d->src) && ta_in_set(x->set, d->dst)
		    && (d->levels & ((1u << x->depth) - 1))
		    && !add_vector(x, d->array))
			return false;
	}
	return x->nvectors > 0;
}

/* ------------------------------------------------------------ the body -- */

/* Add the scratch arrays of the vectors of "x" to the program: a row for each
   iteration of a panel. */
static void add_arrays(struct expand *x)
{
	ta_program *p = x->pl->p;
	int i;

	for (i = 0; i < x->nvectors; i++) {
		struct vector *v = &x->vector[i];

		v->to = ta_program_scratch(p, v->array, "rows",
					   ta_idx_scale(p->arena, v->size,
							PANEL));
	}
}

/* Add the fact "e" >= 0 to the body. */
static void add_fact(struct expand *x, const ta_idx *e)
{
	TA_PUSH(x->q->arena, x->q->fact, x->q->nfacts, e);
}

/* Add a parameter "name" to the body, that is from "lo" to at most "hi" plus
   "more"; return its number. */
static int add_param(struct expand *x, const char *name, const ta_idx *lo,
		     const ta_idx *hi, int more)
{
	ta_arena *a = x->q->arena;
	int n = ta_program_param(x->q, name, TA_I64, -1, x->q->loc);
	const ta_idx *v = ta_idx_param(a, n);

	add_fact(x, ta_idx_sub(a, v, lo));
	add_fact(x, ta_idx_addk(a, ta_idx_sub(a, hi, v), more));
	x->q->param[n].nonneg = ta_known_nonneg(x->pl->p, lo);
	return n;
}

/* Add the parameters of the body, and what is known of them. */
static void add_params(struct expand *x)
{
	ta_arena *a = x->q->arena;
	const ta_idx *begin, *end, *panel;
	int d, in = x->depth - 1;

	for (d = 0; d < in; d++)
		x->outer[d] = add_param(x, "outer", x->lo[d], x->hi[d], -1);
	x->begin = add_param(x, "begin", x->lo[in], x->hi[in], -1);
	begin = ta_idx_param(a, x->begin);
	x->end = add_param(x, "end", ta_idx_addk(a, begin, 1), x->hi[in], 0);
	x->q->param[x->end].nonneg = x->q->param[x->begin].nonneg;
	end = ta_idx_param(a, x->end);
	panel = ta_idx_sub(a, end, begin);
	add_fact(x, ta_idx_addk(a, ta_idx_scale(a, panel, -1), PANEL));
}

/* Let the scratch arrays be matrices in memory, as the body sees them. */
static void make_matrices(struct expand *x)
{
	ta_arena *a = x->q->arena;
	int i;

	for (i = 0; i < x->nvectors; i++) {
		ta_array *e = &x->q->array[x->vector[i].to];

		e->is_scratch = false;
		e->read = e->written = true;
		e->base = ta_program_param(x->q, e->name, TA_PTR, -1, e->loc);
		e->ndims = 2;
		e->extent = TA_NEWV(a, const ta_idx *, 2);
		e->extent[0] = NULL;
		e->extent[1] = x->vector[i].size;
	}
}

/* Where the rows of a panel are, as a statement sees it: its iterator "row"
   minus "begin" is the row; "flat": they are no matrix. */
struct rows {
	const struct expand *x;
	ta_arena *a;
	int row;
	const ta_idx *begin;
	bool flat;
};

/* Let "acc" be to the row of its iteration if it is to a vector. */
static bool to_rows(void *data, ta_access *acc)
{
	const struct rows *r = (const struct rows *)data;
	const struct vector *v = vector_of(r->x, acc->array);
	const ta_idx *sub[2];

	if (!v)
		return true;
	sub[0] = ta_idx_sub(r->a, ta_idx_var(r->a, r->row), r->begin);
	sub[1] = ta_idx_sub(r->a, ta_idx_sub(r->a, acc->offset, v->base),
			    v->lo);
	acc->array = v->to;
	acc->nsubs = r->flat ? 0 : 2;
	acc->sub = (const ta_idx **)ta_memdup(r->a, sub, sizeof(sub));
	acc->offset = ta_idx_add(r->a, ta_idx_mul(r->a, sub[0], v->size),
				 sub[1]);
	return true;
}

/* Put the rows "r" in the place of vectors in "s". */
static void use_rows(const struct rows *r, ta_stmt *s)
{
	to_rows((void *)r, s->write);
	ta_expr_reads(s->rhs, to_rows, (void *)r);
}

/* Return whether "cons" of a statement with "depth" iterators bounds one of the
   loops of "x". */
static bool bounds_loop(const struct expand *x, const ta_idx *cons, int depth)
{
	unsigned iters = ta_idx_iters(cons, depth);

	return iters && !(iters >> x->depth);
}

/* Add statement "of" to the body: its outer loops are parameters. */
static void add_to_body(struct expand *x, const ta_stmt *of)
{
	ta_arena *a = x->q->arena;
	int in = x->depth - 1, d, i;
	struct rows r = { x, a, 0, ta_idx_param(a, x->begin), false };
	const ta_idx *to[TA_MAX_DEPTH], *v = ta_idx_var(a, 0);
	ta_stmt *s = ta_stmt_copy(a, of, of->order[0]);

	for (d = 0; d < s->depth; d++)
		to[d] = d < in ? ta_idx_param(a, x->outer[d])
			       : ta_idx_var(a, d - in);
	s->cons = NULL;
	s->ncons = 0;
	TA_PUSH(a, s->cons, s->ncons, ta_idx_sub(a, v, r.begin));
	TA_PUSH(a, s->cons, s->ncons,
		ta_idx_addk(a, ta_idx_sub(a, ta_idx_param(a, x->end), v), -1));
	for (i = 0; i < of->ncons; i++)
		if (!bounds_loop(x, of->cons[i], of->depth))
			TA_PUSH(a, s->cons, s->ncons,
				ta_idx_subst(a, of->cons[i], of->depth, to));
	s->write = ta_access_subst(a, of->write, of->depth, to);
	s->rhs = ta_expr_subst(a, of->rhs, of->depth, to);
	use_rows(&r, s);
	s->depth -= in;
	for (d = 0; d < s->depth; d++) {
		s->iter[d] = s->iter[d + in];
		s->loop[d] = s->loop[d + in];
	}
	s->loop[0] = of->loop[0];
	for (d = 1; d <= s->depth; d++)
		s->order[d] = s->order[d + in];
	TA_PUSH(a, x->q->stmt, x->q->nstmts, s);
}

/* Return a new planned statement like "of", with the beginning of the panel for
   one more iterator, and its number in *number. */
static ta_stmt *planned_like(struct expand *x, const ta_stmt *of, int *number)
{
	ta_stmt *s = ta_planned_stmt(x->pl, of, 1, number);

	s->iter[of->depth] = "begin";
	s->loop[of->depth] = of->loop[x->depth - 1];
	return s;
}

/* Confine iterator "begin" of "s" to where a panel begins that iterator "row"
   is in. */
static void confine(struct expand *x, ta_stmt *s, int row, int begin)
{
	ta_arena *a = x->pl->a;
	const ta_idx *in = ta_idx_sub(a, ta_idx_var(a, row),
				      ta_idx_var(a, begin));

	TA_PUSH(a, s->cons, s->ncons, in);
	TA_PUSH(a, s->cons, s->ncons,
		ta_idx_addk(a, ta_idx_scale(a, in, -1), PANEL - 1));
}

/* Add a planned statement that does what statement "number" does, with rows in
   the place of vectors; return what the statement of the body is then. */
static struct ta_part add_planned(struct expand *x, int number)
{
	const ta_stmt *of = x->pl->p->stmt[number];
	struct rows r = { x, x->pl->a, x->depth - 1,
			  ta_idx_var(x->pl->a, of->depth), true };
	struct ta_part part = { .planned = true };
	ta_stmt *s = planned_like(x, of, &part.of);

	confine(x, s, x->depth - 1, of->depth);
	use_rows(&r, s);
	TA_PUSH(x->pl->a, part.more, part.nmore, number);
	return part;
}

/* Make the body of the panel loop of "x" as a program; the statements that its
   plan runs are planned ones. */
static void make_body(struct expand *x)
{
	ta_program *p = x->pl->p;
	int i, n = 0, nest = p->stmt[x->set->s[0]]->order[0];

	x->q = ta_program_nests(p, nest, nest);
	add_params(x);
	make_matrices(x);
	x->q->stmt = NULL;
	x->q->nstmts = 0;
	for (i = 0; i < x->set->n; i++) {
		add_to_body(x, p->stmt[x->set->s[i]]);
		TA_PUSH(x->pl->a, x->part, n, add_planned(x, x->set->s[i]));
	}
}

/* ------------------------------------------------------------ the loop -- */

/* Return a loop over the loop "d" of "x" as variable "var". */
static ta_node *new_loop(const struct expand *x, int d, int var)
{
	const ta_stmt *s = x->pl->p->stmt[x->set->s[0]];

	return ta_range_loop(x->pl->a, ta_loop_loc(x->pl->p, s, d), s->iter[d],
			     var, x->lo[d], x->hi[d]);
}

/* Return the loop that leaves the last row of vector "v" in the vector, in the
   panel that begins at variable "panel"; its own variable is panel + 2. */
static ta_node *leave_row(struct expand *x, const struct vector *v, int panel)
{
	ta_arena *a = x->pl->a;
	const ta_stmt *first = first_touch(x, v->array);
	int in = x->depth - 1, number, d;
	struct rows r = { x, a, in, ta_idx_var(a, first->depth), true };
	ta_stmt *s = planned_like(x, first, &number);
	ta_node *loop = ta_range_loop(a, first->loc, first->iter[x->depth],
				      panel + 2, v->lo, v->hi);
	ta_node *node = ta_node_new(a, TA_NODE_STMT, first->loc);
	ta_access *row = ta_access_subst(a, first->write, 0, NULL);

	confine(x, s, in, first->depth);
	to_rows(&r, row);
	s->rhs = ta_expr_read(x->pl->p, row);
	node->stmt = number;
	node->iter = TA_NEWV(a, const ta_idx *, s->depth);
	for (d = 0; d < x->depth; d++)
		node->iter[d] = ta_idx_addk(a, x->hi[d], -1);
	node->iter[d] = ta_idx_var(a, panel + 2);
	node->iter[d + 1] = ta_idx_var(a, panel);
	loop->simd = true;
	ta_node_add(a, loop, node);
	return loop;
}

/* Return what the last of all iterations does besides: the vectors get their
   rows. */
static ta_node *leave_rows(struct expand *x, int var)
{
	ta_arena *a = x->pl->a;
	int in = x->depth - 1, panel = var + in, d, i;
	ta_node *test = ta_node_new(a, TA_NODE_IF, 0);
	ta_node *seq = ta_node_new(a, TA_NODE_SEQ, 0);

	for (d = 0; d <= in; d++) {
		const ta_idx *v = ta_idx_var(a, var + d + (d == in));

		ta_node_test(a, test, TA_GUARD_GE0, "the last iteration")->idx =
			ta_idx_addk(a, ta_idx_sub(a, v, x->hi[d]), d != in);
	}
	for (i = 0; i < x->nvectors; i++)
		ta_node_add(a, seq, leave_row(x, &x->vector[i], panel));
	ta_node_add(a, test, seq);
	return test;
}

/* Return the plan "body" in the loops of "x" from variable "var" on. */
static ta_node *put_in_loops(struct expand *x, const ta_node *body, int var)
{
	ta_arena *a = x->pl->a;
	struct ta_graft g = { .part = x->part };
	ta_node *top = NULL, *last = NULL, *node, *seq;
	int d, in = x->depth - 1, panel = var + in;

	for (d = 0; d < x->depth; d++) {
		node = new_loop(x, d, var + d);
		if (last)
			ta_node_add(a, last, node);
		else
			top = node;
		last = node;
	}
	last->step = PANEL;
	for (d = 0; d < x->nvectors; d++)
		TA_PUSH(a, last->local, last->nlocals, x->vector[d].to);
	ta_graft_panel(&g, a, x->q, x->begin, x->end, panel);
	g.outer = TA_NEWV(a, const ta_idx *, in + 1);
	for (d = 0; d < in; d++)
		g.outer[g.nouter++] = g.to[TA_PARAM0 + x->outer[d]] =
			ta_idx_var(a, var + d);
	g.last = ta_idx_var(a, panel);
	seq = ta_node_new(a, TA_NODE_SEQ, last->loc);
	ta_node_add(a, seq, ta_graft_node(&g, body));
	ta_node_add(a, seq, leave_rows(x, var));
	ta_node_add(a, last, seq);
	top->split = true;
	return top;
}

/* Let the loop "top" of "x" run in threads where there is enough to do. */
static void share(const struct expand *x, ta_node *top)
{
	ta_arena *a = x->pl->a;
	const ta_idx *work = ta_work(x->pl, x->set);

	top->parallel = !x->pl->p->serial;
	top->par_limit = ta_enough(x->pl->opt, ta_cost_parallel(true));
	if (work && top->parallel)
		top->work = ta_work_test(a, work, &top->par_limit);
}

/* Return the plan of the body of "x", or NULL when it makes no call. */
static ta_node *plan_body(struct expand *x)
{
	int64_t block[TA_MAX_DEPTH] = { 0 };
	ta_node *body;

	if (!ta_part_deps(x->q, x->pl->opt))
		return NULL;
	body = ta_plan_part(x->q, x->pl, block, true);
	return body && ta_plan_has_product(body) ? body : NULL;
}

/* Return the choice that there is memory for the rows of "x", and not too
   much. */
static ta_node *choose(const struct expand *x)
{
	ta_arena *a = x->pl->a;
	ta_node *test = ta_node_new(a, TA_NODE_IF,
				    x->pl->p->stmt[x->set->s[0]]->loc);
	int64_t most = ta_cost_scratch_most(x->pl->opt->eager);
	int i;

	for (i = 0; i < x->nvectors; i++) {
		const struct vector *v = &x->vector[i];
		int size = ta_type_size(x->pl->p->array[v->array].elem);

		ta_node_test(a, test, TA_GUARD_GE0,
			     "rows of a vector have room")->idx =
			ta_idx_addk(a, ta_idx_scale(a, v->size, -1),
				    most / (PANEL * size));
		ta_node_test(a, test, TA_GUARD_SCRATCH,
			     "there is memory for rows of a vector")
			->array[0] = v->to;
	}
	return test;
}

/* Return the plan of the loop "piece" at "at", which nothing but vectors
   keeps from running in any order, with a row for each iteration where that
   gives calls; what runs otherwise is yet to be added.  NULL if it is no
   such loop. */
ta_node *ta_plan_expanded(struct ta_planner *pl, const struct ta_piece *piece,
			  struct ta_place at)
{
	struct expand x = { .pl = pl, .set = &piece->set };
	ta_program *p = pl->p;
	int narrays = p->narrays, npacks = pl->npacks;
	ta_node *body, *test, *top;

	if (piece->legal || piece->step > 1 || piece->set.n < 2 || at.level
	    || at.inside || pl->is_part || pl->opt->identity
	    || !ta_has_products(pl) || p->fp == TA_FP_STRICT
	    || !find_loops(&x) || !find_vectors(&x)
	    || !ta_one_more_body(pl, piece->set.s[0]))
		return NULL;
	add_arrays(&x);
	make_body(&x);
	body = plan_body(&x);
	if (!body || !ta_graft_guards(p, x.q)) {
		p->narrays = narrays;
		pl->npacks = npacks;
		return NULL;
	}
	test = choose(&x);
	top = put_in_loops(&x, body, at.var);
	share(&x, top);
	ta_node_add(pl->a, test, top);
	return test;
}
