/* SPDX-License-Identifier: GPL-3.0-or-later */
/* convert.c - a product of matrices that a library has only of another type.

   Assumes a nest in which each element of a matrix is made of a sum of products
   that is kept apart, of operands that are converted to the type of the sum:

	for i: for j:
	  double s = 0
	  for p: s += (double) A[i][p] * (double) B[p][j]
	  C[i][j] = s

   No routine adds floats up in doubles.  Tiles of A and B are copied, converted,
   and those of all sums of a tile of C kept, in memory that is bounded:

	loop i by 64			parallel
	  locals TA, TB, TC
	  loop j by 64
	    TC = 0
	    loop p by 64
	      TB = (double) B;  TA = (double) A;  TC += TA TB
	    C = TC

   What is done with a sum before and after stays what it was, and so does its
   type; only the order of its terms is the library's.  Where there is too little
   to do, the loops run.  Leaves the program as it was. */
#include "plan.h"

#include <string.h>

enum { ROW, COL, SUM, NINDEX };
enum { LEFT, RIGHT, OUT, NTILES };

/* Each row of a tile has so many elements more than are used. */
enum { PAD = 8 };

/* The two indices of each tile, in the order of the matrix. */
static const int index_of[NTILES][2] = {
	[LEFT] = { ROW, SUM },
	[RIGHT] = { SUM, COL },
	[OUT] = { ROW, COL },
};

/* A product in the making: statement "update" sums up factor[LEFT] *
   factor[RIGHT] in the virtual array "sum", which "init" begins and "store"
   reads.  Iterator x of the update, lo[x] to below hi[x], is index x, by
   step[x]; tile[t]: the scratch arrays, turned[t] stored by columns. */
struct convert {
	struct ta_planner *pl;
	int init, update, store, sum;
	bool negate;
	ta_expr *factor[2];
	const ta_idx *lo[NINDEX], *hi[NINDEX];
	int64_t step[NINDEX];
	int tile[NTILES];
	bool turned[NTILES];
};

/* ------------------------------------------------------------ matching -- */

/* Return the only read of "e", a read that may be converted, or NULL. */
static const ta_access *converted(const ta_program *p, const ta_expr *e)
{
	while (e->op == TA_OP_CAST)
		e = e->arg[0];
	return e->op == TA_OP_READ && e->u.access->offset
			       && !p->array[e->u.access->array].is_virtual
		       ? e->u.access
		       : NULL;
}

/* Take the product "e" apart into the factors of "c"; return whether it is one
   of two. */
static bool take_product(struct convert *c, ta_expr *e)
{
	if (e->op == TA_OP_MUL)
		return take_product(c, e->arg[0]) && take_product(c, e->arg[1]);
	if (e->op == TA_OP_NEG) {
		c->negate = !c->negate;
		return take_product(c, e->arg[0]);
	}
	if (!converted(c->pl->p, e) || c->factor[RIGHT])
		return false;
	c->factor[c->factor[LEFT] ? RIGHT : LEFT] = e;
	return true;
}

/* Return whether the factor of "c" on "side" has the indices of that. */
static bool has_indices(const struct convert *c, int side)
{
	const ta_access *acc = converted(c->pl->p, c->factor[side]);
	unsigned want = 1u << index_of[side][0] | 1u << index_of[side][1];

	return ta_idx_iters(acc->offset, NINDEX) == want;
}

/* Return whether the update of "c" sums up products of two matrices. */
static bool find_factors(struct convert *c)
{
	const ta_stmt *s = c->pl->p->stmt[c->update];
	ta_expr *e;

	if ((s->reduce != TA_OP_ADD && s->reduce != TA_OP_SUB)
	    || s->rest->type != c->pl->p->array[c->sum].elem)
		return false;
	c->negate = s->reduce == TA_OP_SUB;
	if (!take_product(c, s->rest) || !c->factor[RIGHT])
		return false;
	if (!has_indices(c, LEFT)) {
		e = c->factor[LEFT];
		c->factor[LEFT] = c->factor[RIGHT];
		c->factor[RIGHT] = e;
	}
	return has_indices(c, LEFT) && has_indices(c, RIGHT);
}

/* Return whether "acc" is to element [ROW][COL] of an array. */
static bool is_element(const struct convert *c, const ta_access *acc)
{
	ta_arena *a = c->pl->a;

	return acc->nsubs == 2 && ta_idx_equal(acc->sub[0], ta_idx_var(a, ROW))
	       && ta_idx_equal(acc->sub[1], ta_idx_var(a, COL));
}

/* Return whether "acc" is to no virtual array, or to an element of the sum that
   "data" makes. */
static bool reads_sum(void *data, ta_access *acc)
{
	const struct convert *c = (const struct convert *)data;

	return !c->pl->p->array[acc->array].is_virtual
	       || (acc->array == c->sum && is_element(c, acc));
}

/* Return whether all of the three statements of "c" meet the sum of their own
   iteration, and nothing else that is not in memory. */
static bool find_sum(struct convert *c)
{
	const ta_program *p = c->pl->p;
	const ta_stmt *s = p->stmt[c->update], *t = p->stmt[c->store];
	const ta_array *v = &p->array[s->write->array];

	c->sum = s->write->array;
	return v->is_virtual && v->ndims == 2 && !v->live_out
	       && ta_type_is_float(v->elem)
	       && p->stmt[c->init]->write->array == c->sum
	       && is_element(c, p->stmt[c->init]->write)
	       && is_element(c, s->write)
	       && !ta_expr_touches(p->stmt[c->init]->rhs, c->sum)
	       && ta_expr_reads(p->stmt[c->init]->rhs, reads_sum, c)
	       && t->write->offset && ta_expr_touches(t->rhs, c->sum)
	       && ta_expr_reads(t->rhs, reads_sum, c);
}

/* Return whether iterator "x" of statement "s" is over a range of parameters,
   and nothing else bounds it, the same that "c" has if it has one. */
static bool take_range(struct convert *c, const ta_stmt *s, int x)
{
	const ta_idx *lo, *hi;

	if (!ta_simple_bounds(c->pl->p, s, x, &lo, &hi) || ta_idx_uses_iters(lo)
	    || ta_idx_uses_iters(hi)
	    || (c->lo[x] && (!ta_idx_equal(lo, c->lo[x])
			     || !ta_idx_equal(hi, c->hi[x]))))
		return false;
	c->lo[x] = lo;
	c->hi[x] = hi;
	return true;
}

/* Return whether the statements of "c" are over a box. */
static bool find_ranges(struct convert *c)
{
	const int s[] = { c->init, c->update, c->store };
	int i, x;

	for (i = 0; i < TA_ARRAY_LEN(s); i++) {
		const ta_stmt *st = c->pl->p->stmt[s[i]];

		if (st->ncons != 2 * st->depth)
			return false;
		for (x = 0; x < st->depth; x++)
			if (!take_range(c, st, x))
				return false;
	}
	return true;
}

/* Return whether the rows and columns of "set" may be in any order. */
static bool in_any_order(const struct ta_planner *pl, const struct ta_set *set)
{
	int i;

	for (i = 0; i < pl->p->ndeps; i++) {
		const ta_dep *d = &pl->p->dep[i];

		if (ta_in_set(set, d->src) && ta_in_set(set, d->dst)
		    && (d->common < 2 || (d->levels & 3)))
			return false;
	}
	return true;
}

/* Set "c" to the product that the statements "set" of "pl" are; return whether
   they are one. */
static bool match(struct convert *c, struct ta_planner *pl,
		  const struct ta_set *set)
{
	const ta_program *p = pl->p;

	memset(c, 0, sizeof(*c));
	c->pl = pl;
	if (set->n != 3)
		return false;
	c->init = set->s[0];
	c->update = set->s[1];
	c->store = set->s[2];
	return p->stmt[c->init]->depth == 2 && p->stmt[c->update]->depth == 3
	       && p->stmt[c->store]->depth == 2 && find_sum(c)
	       && find_factors(c) && find_ranges(c) && in_any_order(pl, set);
}

/* -------------------------------------------------------------- copies -- */

/* Return the extent of index "x" of "c". */
static const ta_idx *extent(const struct convert *c, int x)
{
	return ta_idx_sub(c->pl->a, c->hi[x], c->lo[x]);
}

/* Return by how many elements index "i" (0 or 1) of tile "t" of "c" steps
   through it: rows that are a page apart would share a few lines of the
   cache. */
static int64_t pitch(const struct convert *c, int t, int i)
{
	return c->turned[t] == !i ? 1 : c->step[index_of[t][!i]] + PAD;
}

/* Set how large the tiles of "c" are, and how they are stored: as the elements
   that are copied lie.  Add the scratch arrays. */
static void add_tiles(struct convert *c)
{
	ta_program *p = c->pl->p;
	int64_t n;
	int t, x;

	for (x = 0; x < NINDEX; x++) {
		c->step[x] = ta_cost_converted(c->pl->opt->eager);
		if (ta_idx_is_const(extent(c, x), &n) && n > 1
		    && n < c->step[x])
			c->step[x] = n;
	}
	for (t = 0; t < NTILES; t++) {
		if (t != OUT)
			c->turned[t] = ta_idx_is_one(ta_idx_coef(
				p->arena,
				converted(p, c->factor[t])->offset,
				index_of[t][0]));
		n = c->step[index_of[t][c->turned[t]]]
		    * pitch(c, t, c->turned[t]);
		c->tile[t] = ta_program_scratch(p, c->sum, "tile",
						ta_idx_const(p->arena, n));
	}
}

/* Return where in tile "t" of "c" the element is that a statement of "depth"
   iterators finds there for them, when those behind are where the two indices
   of the tile begin. */
static const ta_idx *place(const struct convert *c, int t, int depth)
{
	ta_arena *a = c->pl->a;
	const ta_idx *sum = ta_idx_const(a, 0), *x;
	int i;

	for (i = 0; i < 2; i++) {
		x = ta_idx_sub(a, ta_idx_var(a, index_of[t][i]),
			       ta_idx_var(a, depth + i));
		sum = ta_idx_add(a, sum, ta_idx_scale(a, x, pitch(c, t, i)));
	}
	return sum;
}

/* Add a planned statement like "of" with two iterators more, which are where the
   indices of tile "t" begin; what it does is left to the caller.  Its number is
   in *number. */
static ta_stmt *planned_like(struct convert *c, const ta_stmt *of, int t,
			     int *number)
{
	ta_stmt *s = ta_planned_stmt(c->pl, of, 2, number);
	ta_arena *a = c->pl->a;
	int n = of->depth, i;

	for (i = 0; i < 2; i++) {
		int x = index_of[t][i];
		const ta_idx *in = ta_idx_sub(a, ta_idx_var(a, x),
					      ta_idx_var(a, n + i));

		s->iter[n + i] = ta_sprintf(a, "%s_0", c->pl->p
					    ->stmt[c->update]->iter[x]);
		s->loop[n + i] = c->pl->p->stmt[c->update]->loop[x];
		TA_PUSH(a, s->cons, s->ncons, in);
		TA_PUSH(a, s->cons, s->ncons,
			ta_idx_addk(a, ta_idx_scale(a, in, -1),
				    c->step[x] - 1));
	}
	return s;
}

/* Return an access to tile "t" of "c" of a statement whose own iterators are
   "depth". */
static ta_access *in_tile(const struct convert *c, int t, int depth, ta_loc loc)
{
	return ta_access_new(c->pl->a, c->tile[t], place(c, t, depth), 0, NULL,
			     loc);
}

/* Return the number of a new statement that copies what factor "t" of "c" reads
   to its tile. */
static int add_copy(struct convert *c, int t)
{
	const ta_stmt *of = c->pl->p->stmt[c->update];
	int number;
	ta_stmt *s = planned_like(c, of, t, &number);

	s->write = in_tile(c, t, of->depth, of->loc);
	s->rhs = ta_expr_subst(c->pl->a, c->factor[t], 0, NULL);
	return number;
}

/* Return the number of a new statement that begins a sum in its tile as "c"
   does. */
static int add_init(struct convert *c)
{
	const ta_stmt *of = c->pl->p->stmt[c->init];
	int number;
	ta_stmt *s = planned_like(c, of, OUT, &number);

	s->write = in_tile(c, OUT, of->depth, of->loc);
	return number;
}

/* Return the number of a new statement that stores what "c" makes of a sum, from
   its tile. */
static int add_store(struct convert *c)
{
	const ta_program *p = c->pl->p;
	const ta_stmt *of = p->stmt[c->store];
	int number;
	ta_stmt *s = planned_like(c, of, OUT, &number);

	s->rhs = ta_expr_replace(p, of->rhs, c->sum,
				 ta_expr_read(p, in_tile(c, OUT, of->depth,
							 of->loc)));
	return number;
}

/* --------------------------------------------------------------- loops -- */

/* Return a loop over index "x" of "c" from "lo" to below "hi" as variable
   "var". */
static ta_node *new_loop(const struct convert *c, int x, const ta_idx *lo,
			 const ta_idx *hi, int var)
{
	const ta_stmt *s = c->pl->p->stmt[c->update];

	return ta_range_loop(c->pl->a, ta_loop_loc(c->pl->p, s, x), s->iter[x],
			     var, lo, hi);
}

/* Return a loop over tiles of index "x" of "c" as variable "var" and the next,
   and in begin[x] and end[x] where one begins and ends. */
static ta_node *tile_loop(const struct convert *c, int x, int var,
			  const ta_idx **begin, const ta_idx **end)
{
	ta_node *node = new_loop(c, x, c->lo[x], c->hi[x], var);

	node->step = c->step[x];
	begin[x] = ta_idx_var(c->pl->a, var);
	end[x] = ta_idx_var(c->pl->a, var + 1);
	return node;
}

/* Return the loops over all of tile "t" of "c", which begins and ends there, of
   statement "number", which stands for statement "of" (-1: for none), as
   variables from "var" on. */
static ta_node *over_tile(const struct convert *c, int t, int number, int of,
			  const ta_idx **begin, const ta_idx **end, int var)
{
	ta_arena *a = c->pl->a;
	const ta_stmt *s = c->pl->pack[number - c->pl->nstmts];
	ta_node *node = ta_node_new(a, TA_NODE_STMT, s->loc), *outer, *inner;
	int x = index_of[t][c->turned[t]], y = index_of[t][!c->turned[t]], d;

	node->stmt = number;
	node->iter = TA_NEWV(a, const ta_idx *, s->depth);
	for (d = 0; d < s->depth - 2; d++)
		node->iter[d] = c->lo[d];
	node->iter[x] = ta_idx_var(a, var);
	node->iter[y] = ta_idx_var(a, var + 1);
	node->iter[s->depth - 2] = begin[index_of[t][0]];
	node->iter[s->depth - 1] = begin[index_of[t][1]];
	if (of >= 0)
		TA_PUSH(a, node->cover, node->ncovers, of);
	outer = new_loop(c, x, begin[x], end[x], var);
	inner = new_loop(c, y, begin[y], end[y], var + 1);
	inner->simd = !ta_stmt_branches(c->pl->p, s);
	ta_node_add(a, inner, node);
	ta_node_add(a, outer, inner);
	return outer;
}

/* Return the call that multiplies the tiles of "c" that begin and end there. */
static ta_node *multiply(const struct convert *c, const ta_idx **begin,
			 const ta_idx **end)
{
	ta_arena *a = c->pl->a;
	ta_contraction *con = TA_NEW(a, ta_contraction);
	struct ta_product x = { .con = con, .aside = true };
	ta_node *test = ta_node_new(a, TA_NODE_IF, 0), *call;
	int t;

	con->idiom = TA_IDIOM_GEMM;
	con->update = c->update;
	con->init = con->scale = con->diag = con->mirror = con->after = -1;
	con->negate = c->negate;
	x.m = ta_idx_sub(a, end[ROW], begin[ROW]);
	x.n = ta_idx_sub(a, end[COL], begin[COL]);
	x.k = ta_idx_sub(a, end[SUM], begin[SUM]);
	x.mmax = ta_idx_const(a, c->step[ROW]);
	x.nmax = ta_idx_const(a, c->step[COL]);
	for (t = 0; t < NTILES; t++) {
		x.array[t] = c->tile[t];
		x.offset[t] = ta_idx_const(a, 0);
		x.row[t] = ta_idx_const(a, pitch(c, t, 0));
		x.col[t] = ta_idx_const(a, pitch(c, t, 1));
	}
	call = ta_plan_product(c->pl, &x, test);
	TA_PUSH(a, call->cover, call->ncovers, c->update);
	if (!test->nconds)
		return call;
	ta_node_add(a, test, call);
	return test;
}

/* Return what "c" does for a tile of its rows and columns, which begins and ends
   there, as variables from "var" on. */
static ta_node *tile_node(struct convert *c, const ta_idx **begin,
			  const ta_idx **end, int var)
{
	ta_arena *a = c->pl->a;
	ta_node *seq = ta_node_new(a, TA_NODE_SEQ, 0);
	ta_node *sum = tile_loop(c, SUM, var, begin, end);
	ta_node *step = ta_node_new(a, TA_NODE_SEQ, 0);
	int t;

	ta_node_add(a, seq, over_tile(c, OUT, add_init(c), c->init, begin, end,
				      var));
	for (t = LEFT; t <= RIGHT; t++)
		ta_node_add(a, step, over_tile(c, t, add_copy(c, t), -1, begin,
					       end, var + 2));
	ta_node_add(a, step, multiply(c, begin, end));
	ta_node_add(a, sum, step);
	ta_node_add(a, seq, sum);
	ta_node_add(a, seq, over_tile(c, OUT, add_store(c), c->store, begin,
				      end, var));
	return seq;
}

/* Return all tiles of "c" at "at"; rows of them run in threads, where there are
   several. */
static ta_node *all_tiles(struct convert *c, struct ta_place at)
{
	ta_arena *a = c->pl->a;
	const ta_idx *begin[NINDEX], *end[NINDEX];
	ta_node *rows = tile_loop(c, ROW, at.var, begin, end);
	ta_node *cols = tile_loop(c, COL, at.var + 2, begin, end);
	int64_t n;
	int t;

	for (t = 0; t < NTILES; t++)
		TA_PUSH(a, rows->local, rows->nlocals, c->tile[t]);
	ta_node_add(a, cols, tile_node(c, begin, end, at.var + 4));
	ta_node_add(a, rows, cols);
	rows->split = true;
	rows->parallel = !c->pl->p->serial;
	rows->par_limit = (double)c->step[ROW] + 1;
	if (!c->pl->p->deterministic)
		rows->work = extent(c, ROW);
	if (rows->work && ta_idx_is_const(rows->work, &n)) {
		rows->parallel &= n > c->step[ROW];
		rows->work = NULL;
	}
	return rows;
}

/* Return the choice that there is enough for the tiles of "c" to pay, and memory
   for them; NULL if there is known not to be. */
static ta_node *choose(const struct convert *c)
{
	ta_arena *a = c->pl->a;
	ta_node *test = ta_node_new(a, TA_NODE_IF,
				    c->pl->p->stmt[c->update]->loc);
	const ta_idx *work = ta_idx_const(a, 1);
	ta_guard *g;
	int64_t k;
	int x, t;

	for (x = 0; x < NINDEX; x++)
		work = ta_idx_mul(a, work, extent(c, x));
	if (!work)
		return NULL;
	for (x = 0; x <= NINDEX && !ta_unasked(c->pl->opt); x++) {
		double least = ta_enough(c->pl->opt,
					 x < NINDEX ? ta_cost_gemm_rows
						    : ta_cost_converting);
		const ta_idx *n = x < NINDEX ? extent(c, x) : work;

		if (ta_idx_is_const(n, &k) && (double)k < least)
			return NULL;
		if (ta_idx_is_const(n, &k))
			continue;
		g = ta_node_test(a, test, TA_GUARD_WORK,
				 "enough to do for converted tiles");
		g->idx = n;
		g->limit = least;
	}
	for (t = 0; t < NTILES; t++)
		ta_node_test(a, test, TA_GUARD_SCRATCH,
			     "there is memory for converted tiles")
			->array[0] = c->tile[t];
	return test;
}

/* Return the plan of the loop "piece" at "at", if it is a product whose operands
   are to be converted, by tiles; what runs where these do not pay is yet to be
   added.  NULL if it is no such loop. */
ta_node *ta_plan_converted(struct ta_planner *pl, const struct ta_piece *piece,
			   struct ta_place at)
{
	ta_program *p = pl->p;
	int narrays = p->narrays;
	struct convert c;
	ta_node *test;

	if (piece->kind != TA_NODE_LOOP || piece->step > 1 || piece->nconds
	    || at.level || at.inside || pl->is_part || pl->opt->identity
	    || !ta_has_products(pl) || p->fp == TA_FP_STRICT
	    || !match(&c, pl, &piece->set))
		return NULL;
	add_tiles(&c);
	test = choose(&c);
	if (!test) {
		p->narrays = narrays;
		return NULL;
	}
	ta_node_add(pl->a, test, all_tiles(&c, at));
	return test;
}
