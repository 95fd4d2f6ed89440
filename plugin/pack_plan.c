/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack_plan.c - a product of matrices one of which is copied first: its plan.

   Assumes the panels of pack.c: of each the elements are copied by a planned
   statement to a scratch array, which the library multiplies.  Leaves true that
   nothing is read but what the loops as written read, and that these run where
   the panels do not suit. */
#include "pack.h"

#include <string.h>

/* Return a loop over iterator "d" of "k" from "lo" to "hi" as variable
   "var". */
static ta_node *new_loop(const struct ta_pack *k, int d, const ta_idx *lo,
			 const ta_idx *hi, int var)
{
	return ta_range_loop(k->pl->a, ta_loop_loc(k->pl->p, k->s, d),
			     k->s->iter[d], var, lo, hi);
}

/* Return the bound "x" of an iterator of "k" over plan variables. */
static const ta_idx *plan_bound(const struct ta_pack *k, const ta_idx *x)
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

/* Return where in the copy "v" an element is that the statement of "k" reads
   for its iterators and "begin", the beginning of the panel. */
static const ta_idx *place_in_copy(const struct ta_pack *k,
				   const struct ta_panels *v, const ta_idx *begin)
{
	ta_arena *a = k->pl->a;
	const ta_idx *far = ta_idx_const(a, 0), *sum = ta_idx_const(a, 0);
	int i, d;

	for (i = v->at; i < k->nfar; i++) {
		d = k->far_it[i];
		far = ta_idx_add(a, far,
				 own_index(k, d, i > v->at ? k->lo[d] : begin,
					   k->hi[d]));
	}
	for (i = 0; i < k->nk; i++) {
		d = k->k_it[i];
		sum = ta_idx_add(a, sum, own_index(k, d, k->lo[d], k->hi[d]));
	}
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

/* Return what is copied for "k". */
static ta_expr *copied(const struct ta_pack *k)
{
	ta_arena *a = k->pl->a;
	const ta_operand *op = k->op;
	ta_access *read = (ta_access *)ta_memdup(a, op->access, sizeof(*read));
	ta_expr *e;

	read->sure = !op->nwhen;
	e = ta_expr_read(k->pl->p, read);
	if (op->conj)
		e = ta_expr_new(a, TA_OP_CONJ, e->type, k->s->loc, 1, e);
	if (!op->nwhen)
		return e;
	return ta_expr_new(a, TA_OP_SELECT, e->type, k->s->loc, 3,
			   all_hold(a, op->nwhen, op->when), e,
			   ta_expr_float(a, e->type, 0));
}

/* Return the number of the statement that copies what the update of "k" reads
   to the array of "v": its iterators are those of the update, and after them
   the beginning of the panel.  NULL arithmetic on sizes has been refused. */
static int add_copy(const struct ta_pack *k, const struct ta_panels *v)
{
	struct ta_planner *pl = k->pl;
	ta_arena *a = pl->a;
	const ta_stmt *of = k->s;
	int d = k->far_it[v->at], depth = of->depth + 1, i;
	const ta_idx *begin = ta_idx_var(a, of->depth);
	const ta_idx *in = ta_idx_sub(a, ta_idx_var(a, d), begin);
	ta_stmt *s = ta_stmt_copy(a, of, of->order[0]);

	s->name = ta_sprintf(a, "P%d", pl->npacks);
	s->depth = depth;
	s->iter = TA_NEWV(a, const char *, depth);
	s->loop = TA_NEWV(a, int, depth);
	s->order = TA_NEWV(a, int, depth + 1);
	for (i = 0; i < of->depth; i++) {
		s->iter[i] = of->iter[i];
		s->loop[i] = of->loop[i];
		s->order[i] = of->order[i];
	}
	s->iter[i] = ta_sprintf(a, "%s_0", of->iter[d] ? of->iter[d] : "p");
	s->loop[i] = of->loop[d];
	s->order[i] = INT16_MAX + pl->npacks;
	s->cons = NULL;
	s->ncons = 0;
	for (i = 0; i < of->ncons; i++)
		if (!ta_idx_listed(of->cons[i], k->op->nwhen, k->op->when))
			TA_PUSH(a, s->cons, s->ncons, of->cons[i]);
	TA_PUSH(a, s->cons, s->ncons, in);
	TA_PUSH(a, s->cons, s->ncons,
		ta_idx_addk(a, ta_idx_scale(a, in, -1), v->step - 1));
	s->write = ta_access_new(a, v->array, place_in_copy(k, v, begin), 0,
				 NULL, of->loc);
	s->rhs = copied(k);
	s->reduce = TA_OP_NONE;
	s->rest = NULL;
	s->planned = true;
	TA_PUSH(a, pl->pack, pl->npacks, s);
	return pl->nstmts + pl->npacks - 1;
}

/* The loops of a copy in the making: "top" is the outermost, "last" the
   innermost, in "around" (NULL: in none); "var" is the next variable. */
struct nest {
	ta_node *top, *around, *last;
	int var;
};

/* Put a loop over iterator "d" of "k" from "lo" to "hi" into "nest". */
static void add_loop(const struct ta_pack *k, struct nest *nest, int d,
		     const ta_idx *lo, const ta_idx *hi)
{
	ta_node *node = new_loop(k, d, lo, hi, nest->var);

	k->pl->iter[k->update][d] = ta_idx_var(k->pl->a, nest->var++);
	if (nest->last)
		ta_node_add(k->pl->a, nest->last, node);
	else
		nest->top = node;
	nest->around = nest->last;
	nest->last = node;
}

/* Put the loops over k->far_it of the panel "v" from "begin" to "end" into
   "nest". */
static void add_far(const struct ta_pack *k, const struct ta_panels *v,
		    struct nest *nest, const ta_idx *begin, const ta_idx *end)
{
	int i, d;

	add_loop(k, nest, k->far_it[v->at], begin, end);
	for (i = v->at + 1; i < k->nfar; i++) {
		d = k->far_it[i];
		add_loop(k, nest, d, plan_bound(k, k->lo[d]),
			 plan_bound(k, k->hi[d]));
	}
}

/* Put the loops over k->k_it into "nest". */
static void add_sum(const struct ta_pack *k, struct nest *nest)
{
	int i, d;

	for (i = 0; i < k->nk; i++) {
		d = k->k_it[i];
		add_loop(k, nest, d, plan_bound(k, k->lo[d]),
			 plan_bound(k, k->hi[d]));
	}
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
	node->par_limit = k->pl->opt->eager ? 0 : ta_cost_parallel(true);
	node->work = ta_idx_scale(k->pl->a, v->size, 2);
	if (!ta_idx_is_const(node->work, &n))
		return;
	node->work = NULL;
	node->parallel = (double)n >= node->par_limit;
}

/* Let the innermost loop of "nest", over rows of "k", be one loop where their
   elements lie side by side, one where every other one is copied, and one for
   the rest, unless that is known: the compiler makes vectors of the first
   two. */
static void fix_step(const struct ta_pack *k, struct nest *nest)
{
	enum { MOST = 2 };
	ta_arena *a = k->pl->a;
	const ta_idx *step = ta_pack_step(k, k->far_it[k->nfar - 1]);
	ta_node *loop = nest->last, *around = nest->around, *test;
	int64_t i;

	if (ta_idx_is_const(step, &i) || !around
	    || !ta_pack_is_row(k, k->k_it[k->nk - 1]))
		return;
	around->nchildren = 0;
	around->child = NULL;
	for (i = 1; i <= MOST; i++) {
		const ta_idx *more = ta_idx_addk(a, step, -i);

		test = ta_node_new(a, TA_NODE_IF, k->s->loc);
		ta_node_test(a, test, TA_GUARD_GE0, "a step that is known")
			->idx = more;
		ta_node_test(a, test, TA_GUARD_GE0, "a step that is known")
			->idx = ta_idx_scale(a, more, -1);
		ta_node_add(a, test, ta_memdup(a, loop, sizeof(*loop)));
		ta_node_add(a, around, test);
		around = test;
	}
	loop->simd = false;
	ta_node_add(a, around, loop);
}

/* Return the plan of the copy of the panel "v" from "begin" to "end", by the
   statement "stmt", over variables from "var" on. */
static ta_node *copy_node(const struct ta_pack *k, const struct ta_panels *v,
			  int stmt, const ta_idx *begin, const ta_idx *end,
			  int var)
{
	struct nest nest = { NULL, NULL, NULL, var };
	const ta_idx **iter = k->pl->iter[k->update];
	ta_node *node = ta_node_new(k->pl->a, TA_NODE_STMT, k->s->loc);
	bool far = ta_idx_is_one(v->far_step);
	int d;

	if (far) {
		add_sum(k, &nest);
		add_far(k, v, &nest, begin, end);
	} else {
		add_far(k, v, &nest, begin, end);
		add_sum(k, &nest);
	}
	node->stmt = stmt;
	node->iter = TA_NEWV(k->pl->a, const ta_idx *, k->s->depth + 1);
	for (d = 0; d < k->s->depth; d++)
		node->iter[d] = iter[d] ? iter[d] : plan_bound(k, k->lo[d]);
	node->iter[d] = begin;
	for (d = v->at; d < k->nfar; d++)
		iter[k->far_it[d]] = NULL;
	for (d = 0; d < k->nk; d++)
		iter[k->k_it[d]] = NULL;
	ta_node_add(k->pl->a, nest.last, node);
	nest.last->simd = true;
	if (far)
		fix_step(k, &nest);
	share_copy(k, v, nest.top);
	return nest.top;
}

/* Return the first element of "o" that the product of "k" uses, over plan
   variables, where iterator "at" (-1: none) begins at "begin". */
const ta_idx *ta_pack_first(const struct ta_pack *k, const ta_operand *o,
			    int at, const ta_idx *begin)
{
	ta_arena *a = k->pl->a;
	const ta_idx *to[TA_MAX_DEPTH];
	int d;

	for (d = 0; d < k->s->depth; d++) {
		to[d] = k->pl->iter[k->update][d];
		if (to[d])
			continue;
		to[d] = plan_bound(k, k->flip[d] ? ta_idx_addk(a, k->hi[d], -1)
						 : k->lo[d]);
	}
	if (at >= 0)
		to[at] = begin;
	return ta_idx_subst(a, o->access->offset, k->s->depth, to);
}

/* Set matrix "i" of "x" to operand "o" for the panel "v" from "begin" on. */
static void set_matrix(const struct ta_pack *k, const struct ta_panels *v,
		       struct ta_product *x, int i, const ta_operand *o,
		       const ta_idx *begin)
{
	bool right = k->op == &k->con->right;

	x->array[i] = o->access->array;
	x->conj[i] = o->conj && !o->packed;
	x->row[i] = o->row;
	x->col[i] = o->col;
	if (!o->packed) {
		x->offset[i] = ta_pack_first(k, o, k->far_it[v->at], begin);
		return;
	}
	x->array[i] = v->array;
	x->offset[i] = ta_idx_const(k->pl->a, 0);
	x->row[i] = right ? v->k_step : v->far_step;
	x->col[i] = right ? v->far_step : v->k_step;
}

/* Return the call for the panel "v" from "begin" to "end"; what has to be
   tested for it is added to "test". */
static ta_node *product_node(const struct ta_pack *k, const struct ta_panels *v,
			     const ta_idx *begin, const ta_idx *end,
			     ta_node *test)
{
	const ta_contraction *con = k->con;
	struct ta_product x = { .con = con };
	const ta_idx *width;

	width = ta_idx_mul(k->pl->a, ta_idx_sub(k->pl->a, end, begin),
			   v->inner);
	x.m = x.mmax = con->m;
	x.n = x.nmax = con->n;
	x.k = con->k;
	if (k->far == TA_CLASS_N)
		x.n = width;
	else
		x.m = width;
	set_matrix(k, v, &x, 0, &con->left, begin);
	set_matrix(k, v, &x, 1, &con->right, begin);
	set_matrix(k, v, &x, 2, &con->out, begin);
	return ta_plan_product(k->pl, &x, test);
}

/* Return the loops of the panels "v" of "piece" around their copies and calls,
   at "at"; what has to be tested for them is added to "test". */
static ta_node *panel_nodes(const struct ta_pack *k, const struct ta_panels *v,
			    const struct ta_piece *piece, struct ta_place at,
			    ta_node *test)
{
	struct ta_planner *pl = k->pl;
	ta_arena *a = pl->a;
	struct nest nest = { NULL, NULL, NULL, at.var };
	ta_node *seq = ta_node_new(a, TA_NODE_SEQ, k->s->loc), *call;
	const ta_idx *begin, *end;
	int i, stmt;

	for (i = 0; i <= v->at; i++) {
		int d = k->far_it[i];

		add_loop(k, &nest, d, plan_bound(k, k->lo[d]),
			 plan_bound(k, k->hi[d]));
		nest.last->parallel = i == v->outer;
	}
	nest.last->step = v->step;
	TA_PUSH(a, nest.last->local, nest.last->nlocals, v->array);
	begin = ta_idx_var(a, nest.var - 1);
	end = v->step > 1 ? ta_idx_var(a, nest.var++) : ta_idx_addk(a, begin, 1);
	pl->iter[k->update][k->far_it[v->at]] = NULL;
	stmt = add_copy(k, v);
	call = product_node(k, v, begin, end, test);
	for (i = 0; i < piece->set.n; i++)
		TA_PUSH(a, call->cover, call->ncovers, piece->set.s[i]);
	ta_node_add(a, seq, copy_node(k, v, stmt, begin, end, nest.var));
	ta_node_add(a, seq, call);
	ta_node_add(a, nest.last, seq);
	for (i = 0; i < v->at; i++)
		pl->iter[k->update][k->far_it[i]] = NULL;
	return nest.top;
}

/* Return the panels "v" of "piece" at "at" under their conditions; what runs
   otherwise is yet to be added. */
static ta_node *tested_panels(const struct ta_pack *k, struct ta_panels *v,
			      const struct ta_piece *piece,
			      struct ta_place at)
{
	ta_node *test = ta_node_new(k->pl->a, TA_NODE_IF, k->s->loc), *node;
	ta_guard *g;
	int64_t n;
	int i;

	v->array = ta_program_scratch(k->pl->p, k->op->access->array, "packed",
				      v->size);
	if (!ta_idx_is_const(k->near, &n)) {
		g = ta_node_test(k->pl->a, test, TA_GUARD_WORK,
			     "enough uses of what is copied");
		g->idx = k->near;
		g->limit = ta_cost_pack_uses;
	}
	for (i = 0; i < v->nconds; i++)
		ta_node_test(k->pl->a, test, TA_GUARD_GE0, v->text[i])->idx = v->cond[i];
	node = panel_nodes(k, v, piece, at, test);
	ta_node_test(k->pl->a, test, TA_GUARD_SCRATCH, "there is memory for the copy")
		->array[0] = v->array;
	ta_node_add(k->pl->a, test, node);
	return test;
}

/* Return whether what is copied for "k" is used often enough, as far as that is
   known, or the user wants a call. */
static bool used_enough(const struct ta_pack *k)
{
	const ta_program *p = k->pl->p;
	int64_t n;

	return p->lower == TA_LOWER_BLAS || (p->require & TA_REQUIRE_BLAS)
	       || k->pl->opt->eager || !ta_idx_is_const(k->near, &n)
	       || (double)n >= ta_cost_pack_uses;
}

/* Return the plan of "piece", a contraction one of whose operands is copied, at
   "at": its loops where that does not pay. */
ta_node *ta_plan_packed(struct ta_planner *pl, const struct ta_piece *piece,
			struct ta_place at)
{
	enum { MOST = 4 };
	struct ta_panels v[MOST];
	struct ta_pack k;
	ta_node *top = NULL, *last = NULL, *node;
	int i, n = 0;

	if (!pl->is_part && ta_find_pack(pl, pl->p->group[piece->call].con, &k)
	    && used_enough(&k)) {
		n = ta_pack_panels(&k, at, v);
		top = last = ta_pack_direct(&k, piece);
	}
	for (i = 0; i < n; i++) {
		node = tested_panels(&k, &v[i], piece, at);
		if (last)
			ta_node_add(pl->a, last, node);
		else
			top = node;
		last = node;
	}
	node = ta_plan_loops(pl, &piece->set, piece->call, at);
	if (!last)
		return node;
	ta_node_add(pl->a, last, node);
	return top;
}
