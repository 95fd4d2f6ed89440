/* SPDX-License-Identifier: GPL-3.0-or-later */
/* once.c - a matrix that is read by rows and by columns is read once.

   Assumes pieces one behind the other, the one a product of a matrix with a
   vector, or loops over the rows of that matrix; the other a product of its
   transpose, in which the elements of a row are added to a vector:

	t = A * x;	for (i...)  t[i] += A[i][j] * x[j]
	y += A' * t;	for (i...)  y[j] += A[i][j] * t[i]

   Each would read the matrix from memory.  Together, a few rows at a time, the
   second finds them in cache.  In threads, the rows are shared out in chunks,
   always as many, however many threads there are; each has a vector of its own
   to add to, and these are added to y in their order:

	loop c		parallel	each chunk of rows
	  part[c] = 0
	  loop i by 4			its rows, a few at a time
	    t[i .. i+3] = ...
	    part[c] += the sum of these rows times t
	loop c
	  y += part[c]

   That needs a sum whose order is free, and nothing that ties different rows
   together.  Leaves true that with too little to do for that, or no memory, the
   rows are added to y itself, and that short rows are left to the pieces, one
   after the other. */
#include "plan.h"

#include <string.h>

/* How many chunks of rows there are, and how many rows are added up at a
   time. */
enum { CHUNKS = 16, ROWS = 4 };

/* Two pieces in the making of one pass: "rows" runs over the rows, first if
   "first"; "call" is the group of the other one, whose statement "update" runs
   over row lo[0] to below hi[0] by its iterator it[0], and likewise over the
   columns; "part" is the scratch array, -1 where the output is added to. */
struct ta_once {
	struct ta_piece rows;
	bool first;
	int call, update, it[2];
	const ta_idx *lo[2], *hi[2], *size[2];
	int part;
};

/* Where a pass is in the plan: "chunk" is the variable of the chunk (-1: there
   is but one), "panel" the first one of the panel of rows.  "some" and "one"
   are the statements that add up ROWS rows, and one. */
struct pass {
	int chunk, panel, some, one;
};

/* Return whether "x" is the bound "b". */
static bool is_bound(const ta_bound *b, const ta_idx *x)
{
	return b->den == 1 && ta_idx_equal(b->num, x);
}

/* Set "o" to what the call "piece" is if it adds up the rows of a matrix, each
   times an element of a vector; return whether it does. */
static bool adds_rows(struct ta_planner *pl, const struct ta_piece *piece,
		      struct ta_once *o)
{
	const ta_contraction *con;
	const ta_stmt *s;
	int d, k;

	if (piece->kind != TA_NODE_CALL || piece->nconds
	    || pl->p->group[piece->call].idiom != TA_IDIOM_GEMV)
		return false;
	o->call = piece->call;
	con = pl->p->group[o->call].con;
	o->update = con->update;
	s = pl->p->stmt[o->update];
	if (s->depth != 2 || con->left.packed || !ta_idx_is_one(con->left.row)
	    || ta_idx_is_one(con->left.col)
	    || !ta_idx_is_one(con->out.row)
	    || ta_type_is_complex(s->rhs->type)
	    || pl->p->array[s->write->array].is_virtual)
		return false;
	for (d = 0; d < 2; d++) {
		k = con->cls[d] == TA_CLASS_K ? 0 : 1;
		o->it[k] = d;
		if (!ta_simple_bounds(pl->p, s, d, &o->lo[k], &o->hi[k])
		    || ta_idx_uses_iters(o->lo[k])
		    || ta_idx_uses_iters(o->hi[k]))
			return false;
		o->size[k] = ta_idx_sub(pl->a, o->hi[k], o->lo[k]);
	}
	return con->cls[0] != con->cls[1] && o->size[0] && o->size[1];
}

/* The matrix that statements are asked about: "array", whose rows iterator "d"
   runs over if they are "pitch" apart; "found": one of them is read. */
struct reader {
	ta_arena *a;
	int array, d;
	const ta_idx *pitch;
	bool found;
};

/* Note in "data" whether "acc" is in a row of its matrix. */
static bool note_row(void *data, ta_access *acc)
{
	struct reader *r = (struct reader *)data;

	if (acc->array == r->array && acc->offset)
		r->found |= ta_idx_equal(ta_idx_coef(r->a, acc->offset, r->d),
					 r->pitch);
	return true;
}

/* Return whether the loop "rows" reads the matrix of "o" row by row. */
static bool reads_rows(struct ta_planner *pl, const struct ta_once *o,
		       const struct ta_piece *rows)
{
	const ta_contraction *con = pl->p->group[o->call].con;
	struct reader r = { .a = pl->a, .array = con->left.access->array,
			    .pitch = con->left.col };
	int i;

	for (i = 0; i < rows->set.n; i++) {
		const ta_stmt *s = pl->p->stmt[rows->set.s[i]];

		r.d = rows->it[i];
		note_row(&r, s->write);
		ta_expr_reads(s->rhs, note_row, &r);
	}
	return r.found;
}

/* Set o->rows to "piece" as a loop over the rows of the matrix of "o"; return
   whether it is one. */
static bool take_rows(struct ta_planner *pl, const struct ta_piece *piece,
		      struct ta_once *o, int level)
{
	struct ta_piece *rows = &o->rows;

	if (piece->kind == TA_NODE_CALL) {
		if (pl->p->group[piece->call].idiom != TA_IDIOM_GEMV
		    || !ta_rows_of_call(pl, piece, level, rows))
			return false;
	} else {
		*rows = *piece;
	}
	return rows->kind == TA_NODE_LOOP && rows->step == 1 && !rows->once
	       && !rows->nconds && !rows->alone && rows->legal
	       && !rows->nreductions
	       && rows->nlower == 1 && rows->nupper == 1
	       && is_bound(rows->lower, o->lo[0])
	       && is_bound(rows->upper, o->hi[0]) && reads_rows(pl, o, rows);
}

/* Return whether statement "s" is of the group of "o". */
static bool is_of_call(const struct ta_planner *pl, const struct ta_once *o,
		       int s)
{
	return pl->group[s] == o->call;
}

/* Return whether the dependence "d" leaves the rows of "o" apart: between the
   two pieces it is of one row with itself. */
static bool leaves_apart(const struct ta_planner *pl, const struct ta_once *o,
			 const ta_dep *d)
{
	int src = ta_piece_iter(&o->rows, d->src);
	int dst = ta_piece_iter(&o->rows, d->dst);
	int depth = pl->p->stmt[d->dst]->depth;

	if (!(src >= 0 && is_of_call(pl, o, d->dst))
	    && !(dst >= 0 && is_of_call(pl, o, d->src)))
		return true;
	if (!o->first || src < 0 || d->dst != o->update)
		return false;
	return d->dir[src * depth + o->it[0]] == TA_DIR_EQ;
}

/* Return whether the two pieces of "o" may run row by row. */
static bool may_run_once(const struct ta_planner *pl, const struct ta_once *o)
{
	const ta_program *p = pl->p;
	int i;

	for (i = 0; i < o->rows.set.n; i++)
		if (ta_stmt_touches(p->stmt[o->rows.set.s[i]],
				    p->stmt[o->update]->write->array))
			return false;
	for (i = 0; i < p->ndeps; i++)
		if (!leaves_apart(pl, o, &p->dep[i]))
			return false;
	return true;
}

/* Set "one" to the pieces "x" and "y" in one pass over a matrix; return whether
   they can be. */
static bool join(struct ta_planner *pl, const struct ta_piece *x,
		 const struct ta_piece *y, int level, struct ta_piece *one)
{
	struct ta_once *o = TA_NEW(pl->a, struct ta_once);
	struct ta_piece *alt = TA_NEWV(pl->a, struct ta_piece, 2);

	o->first = adds_rows(pl, y, o) && take_rows(pl, x, o, level);
	if (!o->first && (!adds_rows(pl, x, o) || !take_rows(pl, y, o, level)))
		return false;
	if (!may_run_once(pl, o))
		return false;
	alt[0] = *x;
	alt[1] = *y;
	memset(one, 0, sizeof(*one));
	one->kind = TA_NODE_LOOP;
	one->set = ta_set_union(pl, &x->set, &y->set);
	one->once = o;
	one->alone = true;
	one->alt = alt;
	one->nalt = 2;
	return true;
}

/* Let neighbours of the "n" pieces "piece" at "at" that read one matrix do so
   in one pass. */
void ta_find_once(struct ta_planner *pl, struct ta_piece *piece, int *n,
		  struct ta_place at)
{
	struct ta_piece one;
	int i;

	if (at.level || pl->is_part || pl->p->fp == TA_FP_STRICT
	    || pl->p->lower != TA_LOWER_AUTO
	    || (pl->p->require & TA_REQUIRE_BLAS))
		return;
	for (i = 0; i + 1 < *n; i++)
		if (join(pl, &piece[i], &piece[i + 1], at.level, &one))
			ta_replace_pieces(piece, n, i, 2, &one);
}

/* ---------------------------------------------------------- statements -- */

/* Return a new statement of the plan at the place of the update of "o", with
   "depth" iterators, each like from[d] of the update, or -1: over chunks, but
   that the outermost one's loop is that of its nest; its number is *number. */
static ta_stmt *new_stmt(struct ta_planner *pl, const struct ta_once *o,
			 int depth, const int *from, int *number)
{
	ta_arena *a = pl->a;
	const ta_stmt *u = pl->p->stmt[o->update];
	ta_stmt *s = TA_NEW(a, ta_stmt);
	int d;

	s->name = ta_sprintf(a, "P%d", pl->npacks);
	s->depth = depth;
	s->iter = TA_NEWV(a, const char *, depth);
	s->loop = TA_NEWV(a, int, depth);
	s->order = TA_NEWV(a, int, depth + 1);
	for (d = 0; d < depth; d++) {
		s->iter[d] = from[d] < 0 ? "chunk" : u->iter[from[d]];
		s->loop[d] = u->loop[!d ? 0 : from[d] < 0 ? o->it[0] : from[d]];
	}
	s->order[0] = u->order[0];
	s->order[1] = INT16_MAX + pl->npacks;
	s->reduce = TA_OP_NONE;
	s->planned = true;
	s->loc = u->loc;
	*number = pl->nstmts + pl->npacks;
	TA_PUSH(a, pl->pack, pl->npacks, s);
	return s;
}

/* Return the access to what a chunk adds to: iterators "chunk" and "col" are
   the chunk and the column; to the output itself if there are no parts. */
static ta_access *sum_at(struct ta_planner *pl, const struct ta_once *o,
			 int chunk, int col)
{
	ta_arena *a = pl->a;
	const ta_stmt *u = pl->p->stmt[o->update];
	const ta_idx *to[TA_MAX_DEPTH] = { NULL }, *x;

	if (chunk < 0) {
		to[o->it[0]] = o->lo[0];
		to[o->it[1]] = ta_idx_var(a, col);
		return ta_access_subst(a, u->write, u->depth, to);
	}
	x = ta_idx_mul(a, ta_idx_var(a, chunk), o->size[1]);
	x = ta_idx_add(a, x, ta_idx_sub(a, ta_idx_var(a, col), o->lo[1]));
	return ta_access_new(a, o->part, x, 0, NULL, u->loc);
}

/* Add the statement over chunks and columns that clears the parts, or adds them
   to the output if "gather"; return its number. */
static int add_over_parts(struct ta_planner *pl, const struct ta_once *o,
			  bool gather)
{
	ta_arena *a = pl->a;
	const ta_stmt *u = pl->p->stmt[o->update];
	const int from[2] = { -1, o->it[1] };
	ta_stmt *s;
	int number;

	s = new_stmt(pl, o, 2, from, &number);
	ta_stmt_confine(pl->a, s, 0, ta_idx_const(a, 0), ta_idx_const(a, CHUNKS));
	ta_stmt_confine(pl->a, s, 1, o->lo[1], o->hi[1]);
	s->write = sum_at(pl, o, gather ? -1 : 0, 1);
	s->rhs = ta_expr_float(a, u->rhs->type, 0);
	if (gather)
		s->rhs = ta_expr_new(a, TA_OP_ADD, u->rhs->type, u->loc, 2,
				     ta_expr_read(pl->p, sum_at(pl, o, -1, 1)),
				     ta_expr_read(pl->p, sum_at(pl, o, 0, 1)));
	return number;
}

/* Add the statement that adds what the update of "o" does in "rows" rows to the
   part of their chunk, or to the output; return its number. */
static int add_rows(struct ta_planner *pl, const struct ta_once *o, int rows)
{
	ta_arena *a = pl->a;
	const ta_stmt *u = pl->p->stmt[o->update];
	const int from[3] = { 0, 1, -1 };
	int number, k, chunk = o->part < 0 ? -1 : 2;
	ta_stmt *s = new_stmt(pl, o, o->part < 0 ? 2 : 3, from, &number);
	const ta_idx *to[2] = { NULL };
	ta_expr *sum = NULL, *e;

	ta_stmt_confine(pl->a, s, o->it[0], o->lo[0],
		ta_idx_addk(a, o->hi[0], 1 - rows));
	ta_stmt_confine(pl->a, s, o->it[1], o->lo[1], o->hi[1]);
	if (chunk >= 0)
		ta_stmt_confine(pl->a, s, chunk, ta_idx_const(a, 0),
			ta_idx_const(a, CHUNKS));
	for (k = 0; k < rows; k++) {
		to[o->it[0]] = ta_idx_addk(a, ta_idx_var(a, o->it[0]), k);
		e = ta_expr_subst(a, u->rest, 2, to);
		sum = sum ? ta_expr_new(a, TA_OP_ADD, e->type, u->loc, 2, sum, e)
			  : e;
	}
	s->write = sum_at(pl, o, chunk, o->it[1]);
	s->rhs = ta_expr_new(a, u->reduce, u->rhs->type, u->loc, 2,
			     ta_expr_read(pl->p, sum_at(pl, o, chunk,
							o->it[1])),
			     sum);
	return number;
}

/* --------------------------------------------------------------- nodes -- */

/* Return a loop "name" from "lo" to "hi", both divided by "den", as variable
   "var". */
static ta_node *new_loop(struct ta_planner *pl, const struct ta_once *o,
			 const char *name, int var, const ta_idx *lo,
			 const ta_idx *hi, int64_t den)
{
	ta_node *node = ta_range_loop(pl->a, pl->p->stmt[o->update]->loc, name,
				      var, lo, hi);

	node->lower[0].den = node->upper[0].den = den;
	return node;
}

/* Return the loop over the columns of "o" as variable "var", in which statement
   "stmt" runs, iterator d of its "n" at iter[d]. */
static ta_node *over_columns(struct ta_planner *pl, const struct ta_once *o,
			     int var, int stmt, const ta_idx **iter, int n)
{
	const ta_stmt *u = pl->p->stmt[o->update];
	ta_node *loop = new_loop(pl, o, u->iter[o->it[1]], var, o->lo[1],
				 o->hi[1], 1);
	ta_node *node = ta_node_new(pl->a, TA_NODE_STMT, u->loc);

	loop->simd = true;
	node->stmt = stmt;
	node->iter = ta_memdup(pl->a, iter, sizeof(*iter) * (size_t)n);
	ta_node_add(pl->a, loop, node);
	return loop;
}

/* Return the loop over columns, variable "var", that clears or gathers the part
   of the chunk that is variable "chunk" by statement "stmt". */
static ta_node *over_part(struct ta_planner *pl, const struct ta_once *o,
			  int stmt, int chunk, int var)
{
	const ta_idx *iter[2] = { ta_idx_var(pl->a, chunk),
				  ta_idx_var(pl->a, var) };

	return over_columns(pl, o, var, stmt, iter, 2);
}

/* Return the loop over the columns, variable "var", that adds the row "row" of
   pass "at" and those after it that statement "stmt" takes. */
static ta_node *add_from(struct ta_planner *pl, const struct ta_once *o,
			 const struct pass *at, int stmt, const ta_idx *row,
			 int var)
{
	const ta_idx *iter[3];
	ta_node *loop, *node;

	iter[o->it[0]] = row;
	iter[o->it[1]] = ta_idx_var(pl->a, var);
	iter[2] = at->chunk < 0 ? NULL : ta_idx_var(pl->a, at->chunk);
	loop = over_columns(pl, o, var, stmt, iter, at->chunk < 0 ? 2 : 3);
	node = loop->child[0];
	TA_PUSH(pl->a, node->cover, node->ncovers, o->update);
	return loop;
}

/* Return the choice whether the panel of pass "at" is full. */
static ta_node *if_full(struct ta_planner *pl, const struct ta_once *o,
			const struct pass *at)
{
	ta_arena *a = pl->a;
	ta_node *test = ta_node_new(a, TA_NODE_IF, pl->p->stmt[o->update]->loc);

	ta_node_test(a, test, TA_GUARD_GE0, "a panel is full")->idx =
		ta_idx_addk(a, ta_idx_sub(a, ta_idx_var(a, at->panel + 1),
					  ta_idx_var(a, at->panel)), -ROWS);
	return test;
}

/* Return what adds all rows of the full panel of pass "at". */
static ta_node *add_full(struct ta_planner *pl, const struct ta_once *o,
			 const struct pass *at)
{
	return add_from(pl, o, at, at->some, ta_idx_var(pl->a, at->panel),
			at->panel + 2);
}

/* Return what adds the rows of the panel of pass "at" one by one. */
static ta_node *add_each(struct ta_planner *pl, const struct ta_once *o,
			 const struct pass *at)
{
	ta_arena *a = pl->a;
	ta_node *rows = new_loop(pl, o, pl->p->stmt[o->update]->iter[o->it[0]],
				 at->panel + 2, ta_idx_var(a, at->panel),
				 ta_idx_var(a, at->panel + 1), 1);

	ta_node_add(a, rows, add_from(pl, o, at, at->one,
				      ta_idx_var(a, at->panel + 2),
				      at->panel + 3));
	return rows;
}

/* Return whether nothing that the rows of "o" do depends on its update, nor that
   on them. */
static bool are_apart(const struct ta_planner *pl, const struct ta_once *o)
{
	int i;

	for (i = 0; i < pl->p->ndeps; i++) {
		const ta_dep *d = &pl->p->dep[i];

		if ((ta_in_set(&o->rows.set, d->src) && d->dst == o->update)
		    || (d->src == o->update
			&& ta_in_set(&o->rows.set, d->dst)))
			return false;
	}
	return true;
}

/* Return the plan of what o->rows does in the panel that variables "panel" and
   the next one delimit. */
static ta_node *rows_in_panel(struct ta_planner *pl, const struct ta_once *o,
			      struct ta_place at, int panel)
{
	bool call = o->rows.call >= 0;
	ta_node *node;

	at.var = panel;
	ta_set_panel(pl, &o->rows, at, true);
	at.var += 2;
	at.inside = true;
	if (call)
		pl->nocall[o->rows.call] = true;
	node = ta_plan_set(pl, &o->rows.set, at);
	if (call)
		pl->nocall[o->rows.call] = false;
	at.var = panel;
	ta_set_panel(pl, &o->rows, at, false);
	return node;
}

/* Return the loop over the panels of pass "at" from row "lo" to below "hi",
   both divided by "den". */
static ta_node *over_panels(struct ta_planner *pl, const struct ta_once *o,
			    struct ta_place place, const struct pass *at,
			    const ta_idx *lo, const ta_idx *hi, int64_t den)
{
	ta_arena *a = pl->a;
	ta_node *loop = new_loop(pl, o, "panel", at->panel, lo, hi, den);
	ta_node *rows = rows_in_panel(pl, o, place, at->panel);
	ta_node *body = ta_node_new(a, TA_NODE_SEQ, loop->loc);
	ta_node *test = if_full(pl, o, at), *full = add_full(pl, o, at), *side;
	bool joined;

	loop->step = ROWS;
	side = ta_rows_abreast(pl, rows, at->panel, ROWS,
			       are_apart(pl, o) ? full : NULL, &joined);
	if (side) {
		if (!joined)
			ta_node_add(a, side, full);
		ta_node_add(a, test, side);
		ta_node_add(a, body, rows);
		ta_node_add(a, body, add_each(pl, o, at));
		ta_node_add(a, test, body);
		ta_node_add(a, loop, test);
		return loop;
	}
	ta_node_add(a, test, full);
	ta_node_add(a, test, add_each(pl, o, at));
	ta_node_add(a, body, rows);
	ta_node_add(a, body, test);
	ta_node_add(a, loop, body);
	return loop;
}

/* Return the loop over the chunks of "o" as variable "var", in threads. */
static ta_node *over_chunks(struct ta_planner *pl, const struct ta_once *o,
			    struct ta_place place, int var)
{
	ta_arena *a = pl->a;
	ta_node *node = new_loop(pl, o, "chunk", var, ta_idx_const(a, 0),
				 ta_idx_const(a, CHUNKS), 1);
	ta_node *seq = ta_node_new(a, TA_NODE_SEQ, node->loc);
	int clear = add_over_parts(pl, o, false);
	struct pass at = { var, var + 1, add_rows(pl, o, ROWS),
			   add_rows(pl, o, 1) };
	const ta_idx *lo = ta_idx_add(a, ta_idx_scale(a, o->lo[0], CHUNKS),
				      ta_idx_mul(a, ta_idx_var(a, var),
						 o->size[0]));

	node->split = true;
	node->parallel = true;
	ta_node_add(a, seq, over_part(pl, o, clear, var, var + 1));
	ta_node_add(a, seq, over_panels(pl, o, place, &at, lo,
					ta_idx_add(a, lo, o->size[0]),
					CHUNKS));
	ta_node_add(a, node, seq);
	return node;
}

/* Return the pass over the matrix of "o" at "place" by chunks. */
static ta_node *pass_by_chunks(struct ta_planner *pl, struct ta_once *o,
			       struct ta_place place)
{
	ta_arena *a = pl->a;
	ta_node *all = new_loop(pl, o, "pass", place.var, ta_idx_const(a, 0),
				ta_idx_const(a, 1), 1);
	ta_node *seq = ta_node_new(a, TA_NODE_SEQ, all->loc), *gather;

	TA_PUSH(a, all->local, all->nlocals, o->part);
	ta_node_add(a, seq, over_chunks(pl, o, place, place.var + 1));
	gather = new_loop(pl, o, "chunk", place.var + 1, ta_idx_const(a, 0),
			  ta_idx_const(a, CHUNKS), 1);
	ta_node_add(a, gather, over_part(pl, o, add_over_parts(pl, o, true),
					 place.var + 1, place.var + 2));
	ta_node_add(a, seq, gather);
	ta_node_add(a, all, seq);
	return all;
}

/* Return the pass over the matrix of "o" at "place" that adds to the output. */
static ta_node *plain_pass(struct ta_planner *pl, struct ta_once *o,
			   struct ta_place place)
{
	struct pass at = { .chunk = -1, .panel = place.var };
	ta_node *node;

	o->part = -1;
	at.some = add_rows(pl, o, ROWS);
	at.one = add_rows(pl, o, 1);
	node = over_panels(pl, o, place, &at, o->lo[0], o->hi[0], 1);
	node->split = true;
	return node;
}

/* Return the plan of the statements of the call of "o" besides its update,
   which come first, or NULL. */
static ta_node *before_pass(struct ta_planner *pl, const struct ta_once *o,
			    struct ta_place at)
{
	const ta_group *g = &pl->p->group[o->call];
	struct ta_set set = { 0, TA_NEWV(pl->a, int, g->nstmts) };
	ta_node *node = NULL;
	int i;

	for (i = 0; i < g->nstmts; i++)
		if (g->stmt[i] != o->update)
			set.s[set.n++] = g->stmt[i];
	pl->nocall[o->call] = true;
	if (set.n)
		node = ta_plan_set(pl, &set, at);
	pl->nocall[o->call] = false;
	return node;
}

/* Add the condition "x" >= 0 to "test", unless that is known. */
static void need(struct ta_planner *pl, ta_node *test, const ta_idx *x,
		 const char *text)
{
	if (!ta_known_nonneg(pl->p, x))
		ta_node_test(pl->a, test, TA_GUARD_GE0, text)->idx = x;
}

/* Return the choice whether there are rows, without which the output is not
   touched, and enough to do for threads in the pass of "o" at "place"; it is
   that of its chunks. */
static ta_node *choose_chunks(struct ta_planner *pl, struct ta_once *o,
			      struct ta_place place)
{
	ta_arena *a = pl->a;
	ta_node *test = ta_node_new(a, TA_NODE_IF,
				    pl->p->stmt[o->update]->loc);
	const ta_idx *work = ta_idx_scale(a, ta_idx_mul(a, o->size[0],
							o->size[1]), 4);
	ta_guard *g;

	o->part = ta_program_scratch(pl->p,
				     pl->p->stmt[o->update]->write->array,
				     "part",
				     ta_idx_scale(a, o->size[1], CHUNKS));
	need(pl, test,
	     ta_idx_addk(a, o->size[0],
			 pl->opt->eager ? -1 : -ta_cost_once_rows),
	     "enough rows for chunks");
	if (!ta_unasked(pl->opt)) {
		g = ta_node_test(a, test, TA_GUARD_WORK,
				 "enough to do for threads");
		g->limit = ta_enough(pl->opt, ta_cost_parallel(true));
		g->idx = ta_work_test(a, work, &g->limit);
		g->known = g->limit;
	}
	ta_node_test(a, test, TA_GUARD_SCRATCH,
		     "there is memory for the sums of each chunk")
		->array[0] = o->part;
	ta_node_add(a, test, pass_by_chunks(pl, o, place));
	return test;
}

/* Say of the nests of "set" that they are one pass over the matrix of "o". */
static void note_pass(struct ta_planner *pl, const struct ta_once *o,
		      const struct ta_set *set)
{
	ta_program *p = pl->p;
	const ta_contraction *con = p->group[o->call].con;
	int i;

	for (i = 0; i < set->n; i++)
		ta_add_what(p, &p->nest[p->stmt[set->s[i]]->order[0]],
			    ta_sprintf(p->arena, "one pass over %s",
				       p->array[con->left.access->array].name));
}

/* Return the plan of "piece" at "place", which ta_find_once has made: one pass
   over a matrix whose rows are long enough, else the pieces that it was made
   of. */
ta_node *ta_plan_once(struct ta_planner *pl, const struct ta_piece *piece,
		      struct ta_place place)
{
	struct ta_once *o = piece->once;
	ta_loc loc = pl->p->stmt[o->update]->loc;
	ta_node *test = ta_node_new(pl->a, TA_NODE_IF, loc);
	ta_node *seq = ta_node_new(pl->a, TA_NODE_SEQ, loc), *before, *chunks;

	if (!pl->opt->eager)
		need(pl, test, ta_idx_addk(pl->a, o->size[1],
					   -ta_cost_once_cols),
		     "rows are long enough for one pass");
	note_pass(pl, o, &piece->set);
	before = before_pass(pl, o, place);
	if (before)
		ta_node_add(pl->a, seq, before);
	if (place.inside || pl->p->serial) {
		ta_node_add(pl->a, seq, plain_pass(pl, o, place));
	} else {
		chunks = choose_chunks(pl, o, place);
		ta_node_add(pl->a, chunks, plain_pass(pl, o, place));
		ta_node_add(pl->a, seq, chunks);
	}
	if (!test->nconds)
		return seq;
	ta_node_add(pl->a, test, seq);
	ta_node_add(pl->a, test, ta_plan_pieces(pl, piece->alt, piece->nalt,
						place));
	return test;
}
