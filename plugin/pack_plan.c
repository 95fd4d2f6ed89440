/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack_plan.c - a product of matrices one of which is copied first: its plan.

   Assumes the panels of pack.c: of each the elements are copied by a planned
   statement to a scratch array, which the library multiplies.  Leaves true that
   nothing is read but what the loops as written read, and that these run where
   the panels do not suit. */
#include "pack.h"

#include <string.h>

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
		to[d] = ta_pack_bound(k, k->flip[d] ? ta_idx_addk(a, k->hi[d], -1)
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

/* Return the call for "con" of the panel "v" of "k", which is of "far" and "sum";
   what has to be tested for it is added to "test". */
static ta_node *product_node(const struct ta_pack *k, const struct ta_panels *v,
			     const ta_contraction *con,
			     const struct ta_span *far,
			     const struct ta_span *sum, ta_node *test)
{
	ta_arena *a = k->pl->a;
	const ta_idx **iter = &k->pl->iter[k->update][k->k_it[0]];
	struct ta_product x = { .con = con };
	const ta_idx *width = ta_idx_sub(a, far->end, far->begin);

	width = ta_idx_mul(a, width, v->inner);
	x.m = x.mmax = con->m;
	x.n = x.nmax = con->n;
	x.k = x.kmax = con->k;
	if (k->far == TA_CLASS_N)
		x.n = width;
	else
		x.m = width;
	if (v->chunk) {
		x.k = ta_idx_mul(a, ta_idx_sub(a, sum->end, sum->begin),
				 ta_pack_rest(k));
		*iter = sum->begin;
	}
	set_matrix(k, v, &x, 0, &k->con->left, far->begin);
	set_matrix(k, v, &x, 1, &k->con->right, far->begin);
	set_matrix(k, v, &x, 2, &k->con->out, far->begin);
	*iter = NULL;
	return ta_plan_product(k->pl, &x, test);
}

/* Return the calls for the panel "v" of "piece", which is of "far" and "sum": of
   chunks of the sum all but the first add to what is there; what has to be tested
   for them is added to "test". */
static ta_node *product_nodes(const struct ta_pack *k, const struct ta_panels *v,
			      const struct ta_piece *piece,
			      const struct ta_span *far,
			      const struct ta_span *sum, ta_node *test)
{
	ta_arena *a = k->pl->a;
	ta_contraction more = *k->con;
	ta_node *none = ta_node_new(a, TA_NODE_IF, k->s->loc);
	ta_node *call[2], *first = ta_node_new(a, TA_NODE_IF, k->s->loc);
	int i, j, n = v->chunk && k->con->beta ? 2 : 1;
	const ta_idx *lo = ta_pack_bound(k, k->lo[k->k_it[0]]);

	more.beta = NULL;
	call[0] = product_node(k, v, k->con, far, sum, test);
	if (n > 1)
		call[1] = product_node(k, v, &more, far, sum, none);
	for (i = 0; i < n; i++)
		for (j = 0; j < piece->set.n; j++)
			TA_PUSH(a, call[i]->cover, call[i]->ncovers,
				piece->set.s[j]);
	if (n == 1)
		return call[0];
	ta_node_test(a, first, TA_GUARD_GE0, "the first terms of a sum")->idx =
		ta_idx_sub(a, lo, sum->begin);
	ta_node_add(a, first, call[0]);
	ta_node_add(a, first, call[1]);
	return first;
}

/* Put a loop over iterator "d" of "k" into "nest", by "step"; return what one
   iteration is of. */
static struct ta_span panel_loop(const struct ta_pack *k,
				 struct ta_pack_nest *nest, int d, int64_t step)
{
	ta_arena *a = k->pl->a;
	struct ta_span x;

	ta_pack_loop(k, nest, d, ta_pack_bound(k, k->lo[d]),
		     ta_pack_bound(k, k->hi[d]));
	nest->last->step = step;
	x.begin = ta_idx_var(a, nest->var - 1);
	x.end = step > 1 ? ta_idx_var(a, nest->var++)
			 : ta_idx_addk(a, x.begin, 1);
	return x;
}

/* Return the loops of the panels "v" of "piece" around their copies and calls,
   at "at"; what has to be tested for them is added to "test". */
static ta_node *panel_nodes(const struct ta_pack *k, const struct ta_panels *v,
			    const struct ta_piece *piece, struct ta_place at,
			    ta_node *test)
{
	struct ta_planner *pl = k->pl;
	ta_arena *a = pl->a;
	struct ta_pack_nest nest = { NULL, NULL, at.var };
	ta_node *seq = ta_node_new(a, TA_NODE_SEQ, k->s->loc), *call;
	int i, c = k->k_it[0];
	struct ta_span far, sum = { ta_pack_bound(k, k->lo[c]),
				    ta_pack_bound(k, k->hi[c]) };

	for (i = 0; i <= v->at; i++) {
		far = panel_loop(k, &nest, k->far_it[i],
				 i == v->at ? v->step : 1);
		nest.last->parallel = i == v->outer;
	}
	TA_PUSH(a, nest.last->local, nest.last->nlocals, v->array);
	if (v->chunk)
		sum = panel_loop(k, &nest, c, v->chunk);
	pl->iter[k->update][k->far_it[v->at]] = NULL;
	pl->iter[k->update][c] = NULL;
	call = product_nodes(k, v, piece, &far, &sum, test);
	ta_node_add(a, seq, ta_pack_copy(k, v, &far, &sum, nest.var));
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
		g->limit = ta_enough(k->pl->opt, ta_cost_pack_uses);
	}
	for (i = 0; i < v->nconds; i++)
		ta_node_test(k->pl->a, test, TA_GUARD_GE0, v->text[i])->idx = v->cond[i];
	node = panel_nodes(k, v, piece, at, test);
	ta_node_test(k->pl->a, test, TA_GUARD_SCRATCH, "there is memory for the copy")
		->array[0] = v->array;
	ta_node_add(k->pl->a, test, node);
	return test;
}

/* Return whether what "con" copies, if anything, is used often enough, as far as that
   is known, or the user wants a call. */
bool ta_used_enough(const struct ta_planner *pl, const ta_contraction *con)
{
	const ta_program *p = pl->p;
	int64_t n;

	return (!con->left.packed && !con->right.packed)
	       || p->lower == TA_LOWER_BLAS || (p->require & TA_REQUIRE_BLAS)
	       || pl->opt->eager
	       || !ta_idx_is_const(con->right.packed ? con->m : con->n, &n)
	       || (double)n >= ta_cost_pack_uses;
}

/* Return "node", the product of "k", and after it the exit for the guard of its
   zeros, if that is asked late. */
static ta_node *with_exit(const struct ta_pack *k, ta_node *node)
{
	ta_node *seq, *out;

	if (!k->numbers || !k->numbers->late)
		return node;
	seq = ta_node_new(k->pl->a, TA_NODE_SEQ, k->s->loc);
	out = ta_node_new(k->pl->a, TA_NODE_EXIT, k->s->loc);
	TA_PUSH(k->pl->a, out->cond, out->nconds, k->numbers);
	out->array = k->s->write->array;
	ta_pack_results(k, &out->lo, &out->hi);
	ta_node_add(k->pl->a, seq, node);
	ta_node_add(k->pl->a, seq, out);
	return seq;
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
	    && ta_used_enough(pl, k.con)) {
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
	return n ? with_exit(&k, top) : top;
}
