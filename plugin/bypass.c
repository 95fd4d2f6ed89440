/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bypass.c - what is too large for the cache is not written through it.

   Assumes a plan.  To write an element, a processor first reads the line of
   memory that it is in, unless all of the line is written by stores that are
   made for that (non-temporal ones).  A loop of vectors then moves two thirds
   of the memory for y[i] = a * x[i], and half as much for a matrix that is
   transposed.  What is written so is not in cache afterwards, so that it only
   pays where it would not be in any case, and where memory is waited for: not behind
   a function of libm, which takes longer (exp of 4 million doubles 3.2 ms, in blocks
   3.9).

	for i:	y[i] = a * x[i], in blocks past the cache, from 3e7 bytes on

   The processor reads ahead in one page of memory, not in the next one.  Where a loop
   around goes from row to row, the loop fetches, a block at a time, what the next
   row reads and this one does not, if rows are short enough to stay in cache that
   long.  (Layer norm of 4096 by 2048 floats 2.7 ms, 3.3 without; a stencil of as many
   doubles 6.1 and 8.7.)

   A block of what is written is made in cache and then stored from there
   (plugin/gcc/emit-bypass.cc): later than the loop would have, which is the
   same where its iterations are independent.  Leaves the loops and statements
   of the plan as they are, and marks those of which that can be asked. */
#include "plan.h"

#include <stdlib.h>

/* What is around a node: "unit" is the outermost loop, step[v] how long the
   panels are that begin at variable "v", or 0; "around" the nearest loop. */
struct view {
	struct ta_planner *pl;
	const ta_node *unit, *around;
	int64_t step[TA_PARAM0];
};

/* An array, and how often something reads or writes what it has in common with
   others: memory of one base. */
struct uses {
	const ta_program *p;
	int base, n;
};

/* Note the access "acc" in "data". */
static bool note_use(void *data, ta_access *acc)
{
	struct uses *u = data;
	const ta_array *a = &u->p->array[acc->array];

	if (!a->is_virtual && !a->is_scratch && a->base == u->base)
		u->n++;
	return true;
}

/* Note in "u" the accesses of all that "node" does. */
static void note_uses(struct uses *u, const ta_node *node)
{
	int i;

	if (!node)
		return;
	if (node->kind == TA_NODE_STMT) {
		const ta_stmt *s = u->p->stmt[node->stmt];

		note_use(u, s->write);
		ta_expr_reads(s->rhs, note_use, u);
	}
	for (i = 0; i < node->nargs; i++) {
		const ta_arg *arg = &node->arg[i];

		if (arg->kind == TA_ARG_PTR
		    && u->p->array[arg->array].base == u->base)
			u->n++;
	}
	for (i = 0; i < node->nchildren; i++)
		note_uses(u, node->child[i]);
}

/* Return whether only one access in "unit" is to memory that "array" has a part
   in. */
static bool touched_once(const ta_program *p, const ta_node *unit, int array)
{
	struct uses u = { p, p->array[array].base, 0 };

	note_uses(&u, unit);
	return u.n == 1;
}

/* Return whether the instance "node" of a statement copies what is side by side,
   or fills memory: the compiler calls the C library, which knows best. */
static bool is_copy(struct ta_planner *pl, const ta_node *node, int var)
{
	const ta_expr *rhs = pl->p->stmt[node->stmt]->rhs;

	if (rhs->op == TA_OP_CONST)
		return true;
	return rhs->op == TA_OP_READ && rhs->u.access->offset
	       && ta_factor(pl->a, ta_offset_at(pl->p, rhs->u.access, node),
			    var) == 1;
}

/* Return whether the instance "node" of a statement in a loop over variable "var"
   writes, to memory, one element after the other, and each once. */
static bool writes_row(struct ta_planner *pl, const ta_node *node, int var)
{
	const ta_stmt *s = pl->p->stmt[node->stmt];
	const ta_array *a = &pl->p->array[s->write->array];
	int d;

	if (!s->write->sure || !s->write->offset || a->is_virtual
	    || a->is_scratch || node->ncovers)
		return false;
	for (d = 0; d < s->depth; d++)
		if (!ta_idx_uses(s->write->offset, d))
			return false;
	return ta_factor(pl->a, ta_offset_at(pl->p, s->write, node), var) == 1;
}

/* Return how many bytes the instances of "s" write at most, over the parameters,
   or NULL. */
static const ta_idx *volume(struct ta_planner *pl, const ta_stmt *s)
{
	const ta_idx *x = ta_idx_const(pl->a, ta_type_size(
			pl->p->array[s->write->array].elem)), *lo, *hi;
	int d;

	for (d = 0; d < s->depth; d++) {
		if (!ta_range(pl->p, s, 0, ta_idx_var(pl->a, d), &lo, &hi))
			return NULL;
		x = ta_idx_mul(pl->a, x,
			       ta_idx_addk(pl->a, ta_idx_sub(pl->a, hi, lo),
					   1));
	}
	return x;
}

/* Return how many bytes statement "stmt" of the unit "unit" writes, over the
   parameters, if that may be too much for the cache, and the unit touches them
   nowhere else, or NULL. */
const ta_idx *ta_large_volume(struct ta_planner *pl, const ta_node *unit,
			      int stmt)
{
	const ta_stmt *s = pl->p->stmt[stmt];
	const ta_idx *x = volume(pl, s);
	int64_t k;

	if (!x || (ta_idx_is_const(x, &k)
		   && (double)k < ta_cost_bypass(pl->opt->eager))
	    || !touched_once(pl->p, unit, s->write->array))
		return NULL;
	return x;
}

/* Return how often the loop "node" runs at most, or INT64_MAX where that is not
   known. */
static int64_t longest(const struct view *v, const ta_node *node)
{
	int64_t n, most = INT64_MAX;
	int i, j;

	for (i = 0; i < node->nupper; i++)
		for (j = 0; j < node->nlower; j++) {
			const ta_idx *hi = node->upper[i].num;
			const ta_idx *lo = node->lower[j].num;
			int var;

			if (node->upper[i].den != 1 || node->lower[j].den != 1)
				continue;
			for (var = 0; var < node->var; var++)
				if (v->step[var] && v->step[var] < most
				    && ta_factor(v->pl->a, hi, var + 1) == 1
				    && ta_factor(v->pl->a, lo, var) == 1)
					most = v->step[var];
			if (ta_idx_is_const(ta_idx_sub(v->pl->a, hi, lo), &n)
			    && n < most)
				most = n;
		}
	return most;
}

/* What the instance "at" of a statement in the loop "node" of "p" reads; "ahead": the
   variable of a loop around; the "n" reads that were found, "most" at most. */
struct reads {
	const ta_program *p;
	const ta_node *node, *at, **of;
	int ahead, n, most;
	const ta_access **acc;
	bool near;
	const ta_idx *x;
	int array;
};

/* Return whether the offsets "x" and "y" into one array of "p" are, for sure, less than
   a line of the cache apart. */
static bool same_line(const ta_program *p, int array, const ta_idx *x,
		      const ta_idx *y)
{
	int64_t k;

	return ta_idx_is_const(ta_idx_sub(p->arena, x, y), &k)
	       && llabs(k) * ta_type_size(p->array[array].elem) < TA_LINE;
}

/* Return the offset of "acc", an access of the instance "at", in the next iteration of
   the loop over variable "ahead". */
static const ta_idx *next_offset(const ta_program *p, const ta_access *acc,
				 const ta_node *at, int ahead)
{
	ta_arena *a = p->arena;
	const ta_idx *x = ta_offset_at(p, acc, at);

	return ta_idx_add(a, x, ta_idx_coef(a, x, ahead));
}

/* Note in "data" whether "acc" reads what lies near r->x. */
static bool note_near(void *data, ta_access *acc)
{
	struct reads *r = (struct reads *)data;

	if (acc->array == r->array && acc->offset)
		r->near |= same_line(r->p, r->array, r->x,
				     ta_offset_at(r->p, acc, r->at));
	return true;
}

/* Call "f" with "r" for each read of the statements in the loop r->node. */
static void each_read(struct reads *r, bool (*f)(void *, ta_access *))
{
	const ta_node *body = r->node->child[0];
	int i, n = body->kind == TA_NODE_SEQ ? body->nchildren : 1;

	for (i = 0; i < n; i++) {
		r->at = body->kind == TA_NODE_SEQ ? body->child[i] : body;
		if (r->at->kind == TA_NODE_STMT)
			ta_expr_reads(r->p->stmt[r->at->stmt]->rhs, f, r);
	}
}

/* Note "acc" in "data" if the next iteration of the loop around reads by it, one
   element after the other, what this one does not. */
static bool note_ahead(void *data, ta_access *acc)
{
	struct reads *r = (struct reads *)data;
	const ta_array *a = &r->p->array[acc->array];
	const ta_node *at = r->at;
	const ta_idx *x;
	int i;

	if (a->is_virtual || a->is_scratch || !acc->offset || r->n == r->most)
		return true;
	x = ta_offset_at(r->p, acc, at);
	if (ta_factor(r->p->arena, x, r->node->var) != 1
	    || !ta_idx_coef(r->p->arena, x, r->ahead))
		return true;
	x = next_offset(r->p, acc, at, r->ahead);
	r->array = acc->array;
	r->x = x;
	r->near = false;
	each_read(r, note_near);
	r->at = at;
	for (i = 0; i < r->n; i++)
		r->near |= r->acc[i]->array == acc->array
			   && same_line(r->p, acc->array, x,
					next_offset(r->p, r->acc[i], r->of[i],
						    r->ahead));
	if (!r->near) {
		r->of[r->n] = at;
		r->acc[r->n++] = acc;
	}
	return true;
}

/* Put into "at" and "acc", of "most" places, instances in the loop "node" and reads of
   theirs that are of other lines of memory in the next iteration of the loop over
   variable "ahead" than all reads are in this one; return how many there are. */
int ta_ahead(const ta_program *p, const ta_node *node, int ahead,
	     const ta_node **at, const ta_access **acc, int most)
{
	struct reads r = { .p = p, .node = node, .of = at, .ahead = ahead,
			   .most = most, .acc = acc };

	each_read(&r, note_ahead);
	return r.n;
}

/* Let the loop "node", which writes past the cache, fetch what the next iteration of
   the loop around reads, if there is anything. */
static void try_ahead(const struct view *v, ta_node *node)
{
	const ta_access *acc;
	const ta_node *at;

	if (!node->nbypass || !v->around || v->around->step != 1
	    || !ta_ahead(v->pl->p, node, v->around->var, &at, &acc, 1))
		return;
	node->fetches = true;
	node->ahead = v->around->var;
	node->near = ta_cost_near(v->pl->opt->eager)
		     / ta_type_size(v->pl->p->array[acc->array].elem);
}

/* Let the loop "node", a loop of vectors, write past the cache what the instance
   "at" of a statement in it writes, if that may pay. */
static void try_instance(const struct view *v, ta_node *node,
			 const ta_node *at)
{
	ta_arena *a = v->pl->a;
	const ta_array *to =
		&v->pl->p->array[v->pl->p->stmt[at->stmt]->write->array];
	double limit = ta_cost_bypass(v->pl->opt->eager);
	int64_t row = ta_cost_bypass_row(v->pl->opt->eager);
	int64_t block = ta_cost_bypass_block(v->pl->opt->eager), k;
	const ta_idx *x;

	row /= ta_type_size(to->elem);
	block /= ta_type_size(to->elem);
	if (longest(v, node) < row || !writes_row(v->pl, at, node->var)
	    || is_copy(v->pl, at, node->var)
	    || ta_expr_calls(v->pl->p->stmt[at->stmt]->rhs)
	    || ta_expr_has_op(v->pl->p->stmt[at->stmt]->rhs, TA_OP_LOOKUP))
		return;
	x = ta_large_volume(v->pl, v->unit, at->stmt);
	if (!x)
		return;
	if (ta_idx_is_const(x, &k))
		x = ta_idx_const(a, (int64_t)limit);
	if (node->nbypass && !ta_idx_equal(x, node->volume))
		return;
	TA_PUSH(a, node->bypass, node->nbypass, at->stmt);
	node->volume = x;
	node->volume_limit = limit;
	if (node->nbypass == 1 || block < node->block)
		node->block = block;
	if (node->nbypass == 1 || row > node->row)
		node->row = row;
}

/* Look at the loops of vectors in "node", with "v" of what is around it. */
static void look(struct view *v, ta_node *node)
{
	struct view in = *v;
	const ta_node *body;
	int i;

	if (!node || node->scheduled || node->transposes)
		return;
	body = node->kind == TA_NODE_LOOP ? node->child[0] : NULL;
	if (body && !v->unit)
		in.unit = node;
	if (body && node->step > 1)
		in.step[node->var] = node->step;
	if (body)
		in.around = node;
	if (!body || !node->simd || node->step != 1 || node->nreductions) {
		for (i = 0; i < node->nchildren; i++)
			look(&in, node->child[i]);
		return;
	}
	if (body->kind == TA_NODE_STMT)
		try_instance(&in, node, body);
	for (i = 0; body->kind == TA_NODE_SEQ && i < body->nchildren; i++)
		if (body->child[i]->kind == TA_NODE_STMT)
			try_instance(&in, node, body->child[i]);
	try_ahead(v, node);
}

/* Mark in the plan of "pl" what is to be written past the cache. */
void ta_bypass(struct ta_planner *pl)
{
	struct view v = { .pl = pl };

	if (pl->p->plan && !pl->opt->identity && !pl->opt->terse
	    && pl->opt->nontemporal)
		look(&v, pl->p->plan);
}
