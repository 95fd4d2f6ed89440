/* SPDX-License-Identifier: GPL-3.0-or-later */
/* strip.c - what a loop goes through again and again stays in cache.

   Assumes a loop whose iterations are to stay in order, over statements that
   each go through a matrix in every one of them, and that do with a column
   only what other columns have no part in:

	for k:
	  for j: for i: R[k][j] += Q[i][k] * A[i][j]
	  for i: for j: A[i][j] -= Q[i][k] * R[k][j]

   A strip of columns is then run through all of the loop before the next one,
   and is in cache all but the first time; other strips may be run by other
   threads at the same time.  What happens to an element, and in which order,
   is as it was.  Only dependences are asked, and the bounds: those of the
   columns may depend on no other loop, and no other loop's on them.  Where
   they do (k < j < m), there may be panels of the loop (block.c), after each of
   which the columns behind it are strips.

   Leaves the program as it was, and plans nothing where there are calls
   without strips. */
#include "plan.h"

#include <string.h>

/* Return whether every constraint of statement "s" that bounds its iterator "d"
   is about that alone. */
static bool stands_alone(const ta_stmt *s, int d)
{
	int c;

	for (c = 0; c < s->ncons; c++)
		if (ta_idx_uses(s->cons[c], d)
		    && ta_idx_iters(s->cons[c], s->depth) != 1u << d)
			return false;
	return true;
}

/* Return whether the columns of the statements of "piece", by the iterators
   that it runs, are a range that is the same for all and in every iteration of
   other loops; sets its bounds. */
bool ta_columns_range(struct ta_planner *pl, struct ta_piece *piece)
{
	const ta_idx *lo, *hi, *first_lo = NULL, *first_hi = NULL;
	int i;

	for (i = 0; i < piece->set.n; i++) {
		const ta_stmt *s = pl->p->stmt[piece->set.s[i]];

		if (!stands_alone(s, piece->it[i])
		    || !ta_simple_bounds(pl->p, s, piece->it[i], &lo, &hi)
		    || (i && (!ta_idx_equal(lo, first_lo)
			      || !ta_idx_equal(hi, first_hi))))
			return false;
		first_lo = lo;
		first_hi = hi;
	}
	return ta_find_bounds(pl, piece) && piece->nlower == 1
	       && piece->nupper == 1;
}

/* Return the first iterator of "t" from "first" on that "d", a dependence between
   statements of which the other one runs iterator "it", leaves where that is;
   "to": t is its target.  -1: there is none. */
static int same_column(const struct ta_planner *pl, const ta_dep *d, int first,
		       int it, bool to)
{
	int n = pl->p->stmt[d->dst]->depth, e;
	int depth = pl->p->stmt[to ? d->dst : d->src]->depth;

	for (e = first; e < depth; e++)
		if (d->dir[to ? it * n + e : e * n + it] == TA_DIR_EQ)
			return e;
	return -1;
}

/* Let "piece", of whose iterators those that are not -1 are known to run over
   columns, run those of one more statement that depends on them, or on which
   they depend, from iterator "first" on; return whether there is one. */
bool ta_spread_columns(const struct ta_planner *pl, struct ta_piece *piece,
		       int first)
{
	const struct ta_set *set = &piece->set;
	int i, x, y;

	for (i = 0; i < pl->p->ndeps; i++) {
		const ta_dep *d = &pl->p->dep[i];

		for (x = 0; x < set->n && set->s[x] != d->src; x++)
			;
		for (y = 0; y < set->n && set->s[y] != d->dst; y++)
			;
		if (x == set->n || y == set->n
		    || (piece->it[x] < 0) == (piece->it[y] < 0))
			continue;
		if (piece->it[x] < 0)
			x = piece->it[x] = same_column(pl, d, first,
						       piece->it[y], false);
		else
			x = piece->it[y] = same_column(pl, d, first,
						       piece->it[x], true);
		return x >= 0;
	}
	return false;
}

/* Let "piece" run iterator "d" of its first statement and of each other one
   that which dependences leave in place with it; return whether there is
   one of each. */
static bool find_columns(struct ta_planner *pl, struct ta_piece *piece, int d)
{
	int i, left;

	ta_set_iters(pl, piece, -1);
	piece->it[0] = d;
	for (left = 1; left < piece->set.n; left++)
		if (!ta_spread_columns(pl, piece, 1))
			return false;
	for (i = 0; i < piece->set.n; i++)
		if (piece->it[i] < 1)
			return false;
	return true;
}

/* A statement whose columns are iterator "column", seen from a loop around it:
   "again": it goes through a matrix in each iteration of that, column by
   column; "through": it goes through more memory than that. */
struct course {
	int depth, column;
	bool again, through;
};

/* Note in the course "data" what the access "acc" goes through. */
static bool note_course(void *data, ta_access *acc)
{
	struct course *c = (struct course *)data;
	unsigned all = (1u << c->depth) - 1, it;

	if (!acc->offset)
		return true;
	it = ta_idx_iters(acc->offset, c->depth);
	c->through |= it == all;
	c->again |= !(it & 1) && it >> c->column & 1 && it != 1u << c->column;
	return true;
}

/* Return whether statement "s" writes a scalar of a column in one iteration of
   the loop around: rows would be run along by vectors of that (turn.c). */
static bool has_scalar(const ta_program *p, const ta_stmt *s)
{
	const ta_array *x = &p->array[s->write->array];

	return x->is_virtual && x->ndims > 1;
}

/* Return whether strips of the columns that "piece" runs pay: the statements go
   through matrices again in each iteration of the loop around, and vectors suit
   them. */
static bool strips_pay(struct ta_planner *pl, const struct ta_piece *piece)
{
	int i, score = 0, found = 0;

	for (i = 0; i < piece->set.n; i++) {
		const ta_stmt *s = pl->p->stmt[piece->set.s[i]];
		struct course c = { .depth = s->depth,
				    .column = piece->it[i] };

		if (has_scalar(pl->p, s))
			return false;
		score += ta_stride_score(pl->p, s, piece->it[i]);
		if (s->depth < 3)
			continue;
		note_course(&c, s->write);
		ta_expr_reads(s->rhs, note_course, &c);
		if (!c.again || c.through)
			return false;
		found++;
	}
	return found && score >= 0;
}

/* Set "piece" to strips of the loop that it is; return whether there can be
   any, and pay. */
static bool make_strips(struct ta_planner *pl, struct ta_piece *piece)
{
	int d, depth = pl->p->stmt[piece->set.s[0]]->depth;

	for (d = 1; d < depth; d++) {
		if (!find_columns(pl, piece, d)
		    || !ta_columns_range(pl, piece))
			continue;
		ta_find_legal(pl, piece, 0);
		if (piece->legal && !piece->nreductions
		    && strips_pay(pl, piece))
			break;
	}
	piece->step = ta_cost_strip(pl->opt->eager);
	return d < depth;
}

/* A statement that adds to a row, of which a loop runs iterator "around", and "column"
   goes along the row: the data of a walk over what it reads.  "moves": some of that is
   further in the next iteration. */
struct filter {
	ta_arena *a;
	int around, column;
	bool moves;
};

/* Return whether what "acc" of the statement of "data" accesses in one iteration of the
   loop around is nearly what it does in the next. */
static bool moves_little(void *data, ta_access *acc)
{
	struct filter *f = data;

	if (!acc->offset || !ta_idx_uses(acc->offset, f->column)
	    || !ta_idx_uses(acc->offset, f->around))
		return true;
	f->moves = true;
	return ta_moves_little(f->a, acc->offset, f->around, TA_MAX_GAP);
}

/* Set "piece", a loop in each iteration of which its statement adds to the elements of
   a row what it reads along others, a little further each time, as a filter does, to
   strips of that row, which registers can hold all the time; return whether it is one. */
static bool make_filter(struct ta_planner *pl, struct ta_piece *piece)
{
	const ta_stmt *s = pl->p->stmt[piece->set.s[0]];
	struct filter f = { pl->a, piece->it[0], 1 - piece->it[0], false };

	if (piece->set.n != 1 || s->depth != 2 || !s->write->offset
	    || ta_idx_uses(s->write->offset, f.around)
	    || ta_factor(pl->a, s->write->offset, f.column) != 1
	    || !ta_expr_reads(s->rhs, moves_little, &f) || !f.moves)
		return false;
	ta_set_iters(pl, piece, f.column);
	if (!ta_columns_range(pl, piece))
		return false;
	ta_find_legal(pl, piece, 0);
	piece->step = ta_cost_strip(pl->opt->eager);
	return piece->legal && !piece->nreductions
	       && ta_stride_score(pl->p, s, f.column) >= 0;
}

/* Return how many rows a column of statement "s" has at most, over parameters,
   where iterator "column" is the column: of all loops but the outermost
   "around"; NULL where that cannot be told. */
const ta_idx *ta_column_rows(struct ta_planner *pl, const ta_stmt *s,
			     int column, int around)
{
	const ta_idx *rows = ta_idx_const(pl->a, 1), *lo, *hi;
	int d;

	for (d = around; d < s->depth; d++) {
		if (d == column)
			continue;
		if (!ta_range(pl->p, s, 0, ta_idx_var(pl->a, d), &lo, &hi))
			return NULL;
		rows = ta_idx_mul(pl->a, rows,
				  ta_idx_addk(pl->a, ta_idx_sub(pl->a, hi, lo),
					      1));
	}
	return rows;
}

/* Set when[0 .. *n - 1] to what has to be >= 0 for the strips of "piece", in
   "around" loops, to stay in cache; return whether that can be. */
bool ta_strips_fit(struct ta_planner *pl, const struct ta_piece *piece,
		   int around, int *n, const ta_idx ***when)
{
	int i, bytes;

	for (*n = i = 0; i < piece->set.n; i++) {
		const ta_stmt *s = pl->p->stmt[piece->set.s[i]];
		const ta_idx *x = ta_column_rows(pl, s, piece->it[i], around);
		int64_t k;

		bytes = ta_type_size(pl->p->array[s->write->array].elem);
		x = x ? ta_idx_addk(pl->a, ta_idx_scale(pl->a, x, -1),
				    ta_cost_strip_bytes / bytes / piece->step)
		      : NULL;
		if (!x || ta_of_panel(pl, x)
		    || (ta_idx_is_const(x, &k) && k < 0))
			return false;
		if (!ta_idx_is_const(x, &k) && !ta_idx_listed(x, *n, *when))
			TA_PUSH(pl->a, *when, *n, x);
	}
	return true;
}

/* Return the choice between "strips" of "piece", when there are enough of them
   that stay in cache, by the "n" conditions "when" and others, and "plain". */
static ta_node *choose(struct ta_planner *pl, const struct ta_piece *piece,
		       int n, const ta_idx **when, ta_node *strips,
		       ta_node *plain)
{
	ta_node *test = ta_node_new(pl->a, TA_NODE_IF, strips->loc);
	const ta_idx *x = ta_idx_sub(pl->a, piece->upper->num,
				     piece->lower->num);
	int64_t k;
	int i;

	x = ta_idx_addk(pl->a, x, -ta_cost_strips * piece->step);
	if (ta_idx_is_const(x, &k) && k < 0)
		return plain;
	if (!ta_idx_is_const(x, &k))
		TA_PUSH(pl->a, when, n, x);
	if (!n)
		return strips;
	for (i = 0; i < n; i++)
		ta_node_test(pl->a, test, TA_GUARD_GE0, "strips pay")->idx =
			when[i];
	ta_node_add(pl->a, test, strips);
	ta_node_add(pl->a, test, plain);
	return test;
}

/* Return the plan of the loop "piece" at "at" by strips, NULL where it is to
   have none; "plain" is its plan without.  In a part, what has to hold for them
   to pay is left to those who take it. */
ta_node *ta_plan_strips(struct ta_planner *pl, const struct ta_piece *piece,
			struct ta_place at, ta_node *plain)
{
	struct ta_piece strips = *piece, filter = *piece;
	const ta_idx **when = NULL;
	int i, n = 0;

	if (piece->kind != TA_NODE_LOOP || piece->step > 1 || piece->legal
	    || piece->around || at.level || at.var || pl->opt->identity
	    || pl->failed || ta_plan_has_product(plain))
		return NULL;
	if (make_filter(pl, &filter))
		strips = filter;
	else if (!make_strips(pl, &strips)
		 || !ta_strips_fit(pl, &strips, 1, &n, &when))
		return NULL;
	at.inside = pl->inside;
	strips.again = pl->is_part;
	if (!pl->is_part)
		return choose(pl, &strips, n, when,
			      ta_plan_panels(pl, &strips, at), plain);
	for (i = 0; i < n; i++)
		TA_PUSH(pl->a, *pl->fit, *pl->nfit, when[i]);
	++*pl->nstrips;
	return ta_plan_panels(pl, &strips, at);
}
