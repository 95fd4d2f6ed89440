/* SPDX-License-Identifier: GPL-3.0-or-later */
/* passes.c - several passes over a matrix, one after the other, are one.

   Assumes pieces one behind the other that go through a matrix too large for the
   cache, and that do with a column what other columns have no part in:

	for i: for j: mean[j] += A[i][j]
	for j: mean[j] /= n
	for i: for j: A[i][j] -= mean[j]

   A strip of columns is then run through all of them before the next one, and
   is in cache from the second pass on; threads share the strips:

	loop j by 64		parallel
	  loop i: loop j: mean[j] += A[i][j]		of the strip
	  ...

   Only dependences are asked, and bounds, which have to be those of all columns in
   all pieces (strip.c).  Leaves true that what happens to an element, and in which
   order, is as it was, and that the pieces run as they were where the matrix is in
   cache anyway, or a strip of it is not. */
#include "plan.h"

#include <string.h>

/* How often "array" is gone through: "passes" times so far, in different loops; now
   by statement "s", whose column is iterator "column", and last by "last" (NULL: by
   none yet). */
struct walk {
	struct ta_planner *pl;
	int array, passes;
	const ta_stmt *s, *last;
	int column;
};

/* Count the access "acc" of the statement of the walk "data", if it goes through its
   array, one column beside the other. */
static bool count_pass(void *data, ta_access *acc)
{
	struct walk *w = (struct walk *)data;
	unsigned column = 1u << w->column, it;
	const ta_idx *step;

	if (acc->array != w->array || !acc->offset)
		return true;
	it = ta_idx_iters(acc->offset, w->s->depth);
	step = ta_idx_coef(w->pl->a, acc->offset, w->column);
	if (!(it & column) || it == column || !step || !ta_idx_is_one(step))
		return true;
	if (!w->last || ta_common_loops(w->last, w->s) < w->s->depth)
		w->passes++;
	w->last = w->s;
	return true;
}

/* Return how often the statements of "piece", over columns, go through "array". */
static int count_passes(struct ta_planner *pl, const struct ta_piece *piece,
			int array)
{
	struct walk w = { .pl = pl, .array = array };
	int i;

	for (i = 0; i < piece->set.n; i++) {
		w.s = pl->p->stmt[piece->set.s[i]];
		w.column = piece->it[i];
		count_pass(&w, w.s->write);
		ta_expr_reads(w.s->rhs, count_pass, &w);
	}
	return w.passes;
}

/* Return an array in memory that "piece", over columns, goes through more than
   once, or -1. */
static int gone_through(struct ta_planner *pl, const struct ta_piece *piece)
{
	int a;

	for (a = 0; a < pl->p->narrays; a++)
		if (!pl->p->array[a].is_virtual
		    && count_passes(pl, piece, a) > 1)
			return a;
	return -1;
}

/* Return whether vectors over its columns suit "piece". */
static bool columns_suit(struct ta_planner *pl, const struct ta_piece *piece)
{
	int i;

	for (i = 0; i < piece->set.n; i++) {
		const ta_stmt *s = pl->p->stmt[piece->set.s[i]];

		if (ta_stride_score(pl->p, s, piece->it[i]) < 0
		    || ta_stmt_branches(pl->p, s))
			return false;
	}
	return true;
}

/* Require "x" >= 0 for the strips of "one"; return false when it is not. */
static bool need(struct ta_planner *pl, struct ta_piece *one, const ta_idx *x)
{
	int64_t k;

	if (!x || ta_of_panel(pl, x))
		return false;
	if (ta_idx_is_const(x, &k))
		return k >= 0;
	if (!ta_idx_listed(x, one->nenough, one->enough))
		TA_PUSH(pl->a, one->enough, one->nenough, x);
	return true;
}

/* Return the rows of the longest columns of "one", if that can be told. */
static const ta_idx *most_rows(struct ta_planner *pl, const struct ta_piece *one)
{
	const ta_idx *most = NULL, *x;
	int i;

	for (i = 0; i < one->set.n; i++) {
		x = ta_column_rows(pl, pl->p->stmt[one->set.s[i]], one->it[i],
				   0);
		if (x && (!most || ta_idx_degree(x) > ta_idx_degree(most)))
			most = x;
	}
	return most;
}

/* Return whether strips of "one", which goes through "array", pay, as far as that is
   known; what has to hold besides is added to it. */
static bool strips_pay(struct ta_planner *pl, struct ta_piece *one, int array)
{
	int bytes = ta_type_size(pl->p->array[array].elem), i, n;
	const ta_idx *columns = ta_idx_sub(pl->a, one->upper->num,
					   one->lower->num);
	const ta_idx *rows = most_rows(pl, one), **when = NULL;

	if (!columns_suit(pl, one) || !ta_strips_fit(pl, one, 0, &n, &when)
	    || !need(pl, one, ta_idx_addk(pl->a, columns,
					  -ta_cost_strips * one->step)))
		return false;
	for (i = 0; i < n; i++)
		if (!need(pl, one, when[i]))
			return false;
	return pl->opt->eager
	       || need(pl, one, ta_idx_addk(pl->a, ta_idx_mul(pl->a, rows,
							      columns),
					    -ta_cost_passes_bytes / bytes));
}

/* Let the statements of "one", made of the "n" pieces "piece", that share the loop
   of a piece with one whose column that runs, run it too; return whether some do
   that ran nothing. */
static bool share_column(const struct ta_piece *piece, int n,
			 struct ta_piece *one)
{
	bool some = false;
	int i, j, k, first = 0;

	for (i = 0; i < n; first += piece[i].set.n, i++)
		for (j = 0; j < piece[i].set.n; j++)
			for (k = 0; k < piece[i].set.n; k++) {
				if (one->it[first + j] != piece[i].it[j]
				    || one->it[first + k] >= 0)
					continue;
				one->it[first + k] = piece[i].it[k];
				some = true;
			}
	return some;
}

/* Let "one", made of the "n" pieces "piece", run iterator "d" of its first statement
   and of each other one that which is the same column; return whether there is one
   of each. */
static bool find_columns(struct ta_planner *pl, const struct ta_piece *piece,
			 int n, struct ta_piece *one, int d)
{
	int i;

	ta_set_iters(pl, one, -1);
	one->it[0] = d;
	while (share_column(piece, n, one) || ta_spread_columns(pl, one, 0))
		;
	for (i = 0; i < one->set.n; i++)
		if (one->it[i] < 0)
			return false;
	return true;
}

/* Set "one" to a loop over the columns of the "n" pieces "piece"; return whether its
   iterations have nothing to do with one another. */
static bool join(struct ta_planner *pl, const struct ta_piece *piece, int n,
		 struct ta_piece *one)
{
	int d, i, depth = pl->p->stmt[piece->set.s[0]]->depth;

	memset(one, 0, sizeof(*one));
	one->set = piece->set;
	for (i = 0; i < n; i++) {
		if (i)
			one->set = ta_set_union(pl, &one->set, &piece[i].set);
		one->turned |= piece[i].turned;
	}
	for (d = 0; d < depth; d++) {
		if (!find_columns(pl, piece, n, one, d)
		    || !ta_columns_range(pl, one))
			continue;
		ta_find_legal(pl, one, 0);
		if (one->legal && !one->nreductions)
			return true;
	}
	return false;
}

/* Make of "one", a loop over the columns of the "n" pieces "piece", strips; return
   whether that pays. */
static bool make_strips(struct ta_planner *pl, const struct ta_piece *piece,
			int n, struct ta_piece *one)
{
	int array = gone_through(pl, one);

	one->strips = true;
	one->step = ta_cost_strip(pl->opt->eager);
	if (array < 0 || !strips_pay(pl, one, array))
		return false;
	one->nalt = n;
	one->alt = (struct ta_piece *)ta_memdup(pl->a, piece,
						sizeof(*piece) * (size_t)n);
	return true;
}

/* Return whether "piece" may be part of a pass. */
static bool is_plain(const struct ta_piece *piece)
{
	return piece->kind == TA_NODE_LOOP
	       && (piece->step <= 1 || piece->turned) && !piece->nconds
	       && !piece->around && !piece->solve && !piece->once
	       && !piece->scatter;
}

/* Let pieces of the "n" pieces "piece" at "at" that go through one matrix run by
   strips of columns, as many as may be. */
void ta_find_passes(struct ta_planner *pl, struct ta_piece *piece, int *n,
		    struct ta_place at)
{
	struct ta_piece one, best;
	int i, j, k;

	if (at.level || at.var || at.inside || pl->is_part || pl->opt->identity
	    || pl->failed)
		return;
	for (i = 0; i < *n; i++) {
		k = 0;
		for (j = i; j < *n && is_plain(&piece[j])
			    && join(pl, piece + i, j - i + 1, &one); j++)
			if (j > i && make_strips(pl, piece + i, j - i + 1,
						 &one)) {
				best = one;
				k = j - i + 1;
			}
		if (k)
			ta_replace_pieces(piece, n, i, k, &best);
	}
}
