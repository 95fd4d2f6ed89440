/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wave.c - rows that wait for each other run one behind the other, as vectors.

   Assumes a plan.  Of two loops around statements neither may be vectors where an
   element is made of those left of it and above it, as in tables of dynamic
   programs and sweeps of Gauss and Seidel:

	for i: for j: c[i][j] = max (c[i-1][j], c[i][j-1], c[i-1][j-1] + (x[i] == y[j]));

   But those on a diagonal do not wait for each other.  Of as many rows as a vector
   has elements each is one column behind the one above, so that a vector holds what
   lies on a diagonal; the next one is made of it, of the same one moved down by an
   element, and of what that was before:

	for i by V: for t: k-th element: (i + k, t - k)

   (Lamport, "The parallel execution of DO loops", 1974: the hyperplane method.)
   What a diagonal stores and reads is turned in squares of V by V elements, so that
   memory is met along rows.  There may be several statements: each writes a table of its
   own, a scalar that goes along a row, one of an iteration, or an array of an element for
   each column that all rows change; of alignments whose gaps have two costs:

	for i: { e = -inf; for j: { e = max (e - 1, h[i][j-1] - 5);
	  f[j] = max (f[j] - 1, h[i-1][j] - 5);
	  h[i][j] = max (h[i-1][j-1] + (x[i] == y[j]), e, f[j]); } }

   Finds, before statements are put in loops of their own, which stay in one for that
   (ta_find_waves); marks such loops (ta_node's wave), and leaves the plan
   as it is: each instance runs once, after all that it needs. */
#include "plan.h"
#include "wave.h"

/* An expression has so many different parts at most: a vector for each is to be in
   registers, or nearly; and with what is there several times so many. */
enum { MOST_PARTS = 64, MOST_SIZE = 400 };

/* Of elements that are shorter than those of a vector, so many bytes at least lie side by
   side in a square: the target has vectors of these. */
enum { LEAST_BYTES = 8 };

/* ------------------------------------------------------- what is read -- */

/* Return the write of statement "k" of "w". */
static const ta_access *written(const struct ta_wave *w, int k)
{
	return w->p->stmt[w->stmt[k]]->write;
}

/* Return the number in "w" of the statement that writes "array", or -1. */
int ta_wave_writer(const struct ta_wave *w, int array)
{
	int k;

	for (k = 0; k < w->n; k++)
		if (written(w, k)->array == array)
			return k;
	return -1;
}

/* Return what statement "k" of "w" writes. */
enum ta_wave_kind ta_wave_kind(const struct ta_wave *w, int k)
{
	const ta_access *acc = written(w, k);

	if (w->p->array[acc->array].is_virtual)
		return ta_access_uses(acc, w->col) ? TA_WAVE_LOCAL : TA_WAVE_CARRIED;
	return ta_access_uses(acc, w->row) ? TA_WAVE_TABLE : TA_WAVE_FRONT;
}

/* Return offset "x" of an access of a statement of "w" where it is "up" rows and "left"
   columns before. */
static const ta_idx *before(const struct ta_wave *w, const ta_idx *x, int up,
			    int left)
{
	ta_arena *a = w->p->arena;
	const ta_idx *iter[TA_MAX_DEPTH];
	int d, depth = w->p->stmt[w->stmt[0]]->depth;

	for (d = 0; d < depth; d++)
		iter[d] = ta_idx_var(a, d);
	iter[w->row] = ta_idx_addk(a, iter[w->row], -up);
	iter[w->col] = ta_idx_addk(a, iter[w->col], -left);
	return ta_idx_subst(a, x, depth, iter);
}

/* Return 1 where elements of "acc" lie side by side along a row, -1 where they do from
   its end on, else 0. */
int ta_wave_way(const struct ta_wave *w, const ta_access *acc)
{
	int64_t k;

	if (!ta_idx_is_const(ta_idx_coef(w->p->arena, acc->offset, w->col), &k))
		return 0;
	return k == 1 || k == -1 ? (int)k : 0;
}

/* Return what a read of the element "acc" of the table "to" of "w" is, in an iteration
   that has not written it yet.  What is read under a condition may be read without one
   where the loops have stored it, but for the row above the first. */
static enum ta_wave_read of_table(const struct ta_wave *w, const ta_access *to,
				  const ta_access *acc)
{
	static const struct {
		int up, left;
		enum ta_wave_read read;
	} of[] = { { 0, 1, TA_WAVE_LEFT },    { 1, 0, TA_WAVE_ABOVE },
		   { 1, 1, TA_WAVE_CORNER },  { 0, 0, TA_WAVE_SQUARE },
		   { 0, -1, TA_WAVE_SQUARE }, { -1, 0, TA_WAVE_SQUARE },
		   { -1, -1, TA_WAVE_SQUARE }, { -1, 1, TA_WAVE_SQUARE } };
	size_t i;

	for (i = 0; i < sizeof(of) / sizeof(*of); i++)
		if (ta_idx_equal(acc->offset,
				 before(w, to->offset, of[i].up, of[i].left)))
			return acc->sure || of[i].up + of[i].left > 0
				       ? of[i].read : TA_WAVE_NONE;
	return TA_WAVE_NONE;
}

/* Return what a read "acc" by statement "at" of "w" is, of the array that statement "by"
   of it writes. */
static enum ta_wave_read of_written(const struct ta_wave *w, int at, int by,
				    const ta_access *acc)
{
	const ta_access *to = written(w, by);
	bool same = ta_access_equal(acc, to);

	if (same && by < at)
		return TA_WAVE_HERE;
	switch (ta_wave_kind(w, by)) {
	case TA_WAVE_TABLE:
		return acc->offset ? of_table(w, to, acc) : TA_WAVE_NONE;
	case TA_WAVE_FRONT:
		if (same)
			return TA_WAVE_ABOVE;
		return acc->offset
				       && ta_idx_equal(acc->offset,
						       before(w, to->offset, 0, 1))
			       ? TA_WAVE_LEFT : TA_WAVE_NONE;
	case TA_WAVE_CARRIED:
		return same ? TA_WAVE_LEFT : TA_WAVE_NONE;
	default:
		return TA_WAVE_NONE;
	}
}

/* Return what the read "acc" by statement "at" of "w" is. */
enum ta_wave_read ta_wave_read(const struct ta_wave *w, int at,
			       const ta_access *acc)
{
	int by = ta_wave_writer(w, acc->array);
	bool row, col;

	if (by >= 0)
		return of_written(w, at, by, acc);
	if (!acc->offset || w->p->array[acc->array].is_virtual || !acc->sure)
		return TA_WAVE_NONE;
	row = ta_idx_uses(acc->offset, w->row);
	col = ta_idx_uses(acc->offset, w->col);
	if (row && col)
		return ta_wave_way(w, acc) ? TA_WAVE_SQUARE : TA_WAVE_NONE;
	return col ? TA_WAVE_COLUMN : TA_WAVE_ROW;
}

/* ------------------------------------------------- what is made of it -- */

/* Return whether "x" is the same in all of a column ("col"; else: in a row), and
   may be made whether it is chosen or not. */
static bool is_line(const struct ta_wave *w, const ta_expr *x, bool col)
{
	int i, other = col ? w->row : w->col;

	if (x->op == TA_OP_CALL || x->op == TA_OP_KEEP
	    || ((x->op == TA_OP_DIV || x->op == TA_OP_MOD)
		&& !ta_type_rounds(x->type)))
		return false;
	if (x->op == TA_OP_ITER && ta_idx_uses(x->u.idx, other))
		return false;
	if (x->op == TA_OP_READ) {
		enum ta_wave_read r = ta_wave_read(w, 0, x->u.access);

		if (r != TA_WAVE_ROW && (r != TA_WAVE_COLUMN || !col))
			return false;
		if (col && ta_idx_uses(x->u.access->offset, other))
			return false;
	}
	for (i = 0; i < x->nargs; i++)
		if (!is_line(w, x->arg[i], col))
			return false;
	return true;
}

/* Return whether elements of "type" are those of a vector of "w", or integers that such
   an element holds. */
static bool is_lane(const struct ta_wave *w, enum ta_type type)
{
	if (type == TA_BOOL)
		return true;
	if (ta_type_is_complex(type))
		return false;
	return ta_type_size(type) == w->size
	       || (ta_type_is_integer(type) && ta_type_size(type) < w->size);
}

/* Return whether "x" is one for all of a row or a column, and how: it is no part of a
   diagonal. */
enum ta_wave_read ta_wave_line(const struct ta_wave *w, const ta_expr *x)
{
	if (!is_lane(w, x->type))
		return TA_WAVE_NONE;
	if (is_line(w, x, false))
		return is_line(w, x, true) ? TA_WAVE_SAME : TA_WAVE_ROW;
	return is_line(w, x, true) ? TA_WAVE_COLUMN : TA_WAVE_NONE;
}

/* Return whether vectors have the operator of "x", which is of elements, or a
   condition. */
static bool has_vectors(const ta_expr *x)
{
	bool real = ta_type_rounds(x->type), truth = x->type == TA_BOOL;

	if (ta_op_compares(x->op))
		return true;
	switch (x->op) {
	case TA_OP_ADD:
	case TA_OP_SUB:
	case TA_OP_MUL:
	case TA_OP_MIN:
	case TA_OP_MAX:
	case TA_OP_NEG:
		return !truth;
	case TA_OP_SELECT:
		return !truth;
	case TA_OP_ABS:
	case TA_OP_DIV:
		return real;
	case TA_OP_AND:
	case TA_OP_OR:
	case TA_OP_XOR:
	case TA_OP_NOT:
		return !real;
	case TA_OP_CAST:
		return !truth
		       && (x->arg[0]->type == TA_BOOL
			   || (ta_type_is_integer(x->type)
			       && ta_type_is_integer(x->arg[0]->type)));
	default:
		return false;
	}
}

/* Return whether a vector can be made of "x", which is of statement "at" of "w"; note
   there what it waits for. */
static bool fits(struct ta_wave *w, int at, const ta_expr *x)
{
	enum ta_wave_read r;
	int i;

	if (ta_wave_line(w, x) != TA_WAVE_NONE)
		return true;
	if (!is_lane(w, x->type))
		return false;
	if (x->op == TA_OP_READ) {
		r = ta_wave_read(w, at, x->u.access);
		w->left |= r == TA_WAVE_LEFT;
		w->above |= r == TA_WAVE_ABOVE || r == TA_WAVE_CORNER;
		w->maybe |= !x->u.access->sure;
		return r >= TA_WAVE_SQUARE;
	}
	if (!has_vectors(x)
	    || (ta_op_compares(x->op) && x->arg[0]->type == TA_BOOL))
		return false;
	for (i = 0; i < x->nargs; i++)
		if (!fits(w, at, x->arg[i]))
			return false;
	return true;
}

/* Add the parts of "x" to the "n" different ones in "part"; return how many there are
   then, more than MOST_PARTS if there are too many. */
static int add_parts(const ta_expr *x, const ta_expr **part, int n)
{
	int i;

	for (i = 0; i < n; i++)
		if (ta_expr_equal(part[i], x))
			return n;
	if (n == MOST_PARTS)
		return n + 1;
	part[n++] = x;
	for (i = 0; i < x->nargs && n <= MOST_PARTS; i++)
		n = add_parts(x->arg[i], part, n);
	return n;
}

/* Return whether what the statements of "w" compute has few parts that are different. */
static bool is_short(const struct ta_wave *w)
{
	const ta_expr *part[MOST_PARTS];
	int k, n = 0;

	for (k = 0; k < w->n && n <= MOST_PARTS; k++) {
		const ta_expr *x = w->p->stmt[w->stmt[k]]->rhs;

		if (ta_expr_size(x) > MOST_SIZE)
			return false;
		n = add_parts(x, part, n);
	}
	return n <= MOST_PARTS;
}

/* Return whether a condition of "s" is about the row and the column. */
static bool has_corners(const ta_stmt *s, int row, int col)
{
	int c;

	for (c = 0; c < s->ncons; c++)
		if (ta_idx_uses(s->cons[c], row) && ta_idx_uses(s->cons[c], col))
			return true;
	return false;
}

/* Return whether what statement "k" of "w" writes can be made by vectors of "bytes": it
   is written by nothing else, always, and along rows. */
static bool writes_along(const struct ta_wave *w, int k, int bytes)
{
	const ta_access *to = written(w, k);
	const ta_array *a = &w->p->array[to->array];
	const ta_stmt *s = w->p->stmt[w->stmt[k]];
	int size = ta_type_size(a->elem), lanes = bytes / w->size;

	if (!to->sure || a->is_scratch || ta_expr_has_op(s->rhs, TA_OP_LOOKUP)
	    || ta_expr_has_op(s->rhs, TA_OP_CODE) || s->rhs->type != a->elem
	    || a->elem == TA_BOOL || !is_lane(w, a->elem)
	    || ta_wave_writer(w, to->array) != k)
		return false;
	if (a->is_virtual)
		return true;
	return to->offset && s->reduce == TA_OP_NONE && ta_wave_way(w, to)
	       && (size == w->size || lanes * size >= LEAST_BYTES);
}

/* Set w->size: that of the widest element that is written, and enough for squares. */
static void find_size(struct ta_wave *w)
{
	int k, size;

	w->size = 4;
	for (k = 0; k < w->n; k++) {
		size = ta_type_size(w->p->array[written(w, k)->array].elem);
		w->size = size > w->size ? size : w->size;
	}
}

/* Return whether the "n" statements stmt[] of "p", which share their loops, can be run
   so along their iterators "row" and "col", by vectors of "bytes", as far as what they
   are made of goes; set "w" to them. */
bool ta_wave_fits(const ta_program *p, int n, const int *stmt, int row, int col,
		  int bytes, struct ta_wave *w)
{
	int k;

	*w = (struct ta_wave){ .p = p, .row = row, .col = col };
	if (n > TA_WAVE_STMTS)
		return false;
	for (k = 0; k < n; k++)
		w->stmt[w->n++] = stmt[k];
	find_size(w);
	if (bytes / w->size < 4 || w->size > 8 || !is_short(w))
		return false;
	for (k = 0; k < n; k++)
		if (!ta_same_domain(p->stmt[stmt[0]], p->stmt[stmt[k]],
				    p->stmt[stmt[0]]->depth)
		    || !writes_along(w, k, bytes)
		    || !fits(w, k, p->stmt[stmt[k]]->rhs))
			return false;
	return w->left && w->above
	       && !(w->maybe && has_corners(p->stmt[stmt[0]], row, col));
}

/* ------------------------------------------------------------ the loops -- */

/* Return whether the loop "node" runs its iterations in order, as they are. */
static bool is_plain(const ta_node *node)
{
	return node->kind == TA_NODE_LOOP && node->step == 1
	       && !node->nreductions && !node->split && !node->parallel
	       && !node->simd && !node->columns && !node->holds
	       && !node->transposes && !node->nbypass && node->abreast < 2
	       && node->collapse < 2;
}

/* Return the loop over columns in "node", one over rows: all that is in it, or the last
   one behind statements; NULL: there is none. */
const ta_node *ta_wave_columns(const ta_node *node)
{
	const ta_node *in = node->child[0];
	int i;

	if (in->kind == TA_NODE_SEQ && in->nchildren) {
		for (i = 0; i < in->nchildren - 1; i++)
			if (in->child[i]->kind != TA_NODE_STMT)
				return NULL;
		in = in->child[in->nchildren - 1];
	}
	return in->kind == TA_NODE_LOOP ? in : NULL;
}

/* Return whether "array" is one of the locals of the loop "node". */
static bool is_local(const ta_node *node, int array)
{
	int i;

	for (i = 0; i < node->nlocals; i++)
		if (node->local[i] == array)
			return true;
	return false;
}

/* Return whether scalars of "w" live where they have to: in an iteration of the loop
   "cols", or of "rows". */
static bool have_homes(const struct ta_wave *w, const ta_node *rows,
		       const ta_node *cols)
{
	int k;

	for (k = 0; k < w->n; k++) {
		enum ta_wave_kind kind = ta_wave_kind(w, k);
		int array = written(w, k)->array;

		if ((kind == TA_WAVE_LOCAL && !is_local(cols, array))
		    || (kind == TA_WAVE_CARRIED && !is_local(rows, array)))
			return false;
	}
	return true;
}

/* Set stmt[] to the statements in the loop "cols", in one over "rows", at most
   TA_WAVE_STMTS; return how many, or 0 if there is something else, or "row" and "col",
   which are set to their iterators, are not the same ones of all. */
static int find_stmts(const ta_program *p, const ta_node *rows,
		      const ta_node *cols, int *stmt, int *row, int *col)
{
	const ta_node *in = cols->child[0];
	int i, r, c, n = in->kind == TA_NODE_SEQ ? in->nchildren : 1;

	for (i = 0; i < n && n <= TA_WAVE_STMTS; i++) {
		const ta_node *of = in->kind == TA_NODE_SEQ ? in->child[i] : in;

		if (of->kind != TA_NODE_STMT || of->ncovers)
			return 0;
		r = ta_iter_of_var(p, of, rows->var);
		c = ta_iter_of_var(p, of, cols->var);
		if (r < 0 || c < 0 || (i && (r != *row || c != *col)))
			return 0;
		*row = r;
		*col = c;
		stmt[i] = of->stmt;
	}
	return n <= TA_WAVE_STMTS ? n : 0;
}

/* Return whether the loop "node" is one over rows, around one over columns, around
   statements, that vectors of "bytes" can run one behind the other, as far as
   what is computed goes; set "w" to them. */
bool ta_wave_loops(const ta_program *p, const ta_node *node, int bytes,
		   struct ta_wave *w)
{
	const ta_node *in = node->child[0];
	const ta_node *cols = is_plain(node) ? ta_wave_columns(node) : NULL;
	int stmt[TA_WAVE_STMTS], row = 0, col = 0, n, i;

	if (!cols || !is_plain(cols))
		return false;
	n = find_stmts(p, node, cols, stmt, &row, &col);
	if (!n || !ta_wave_fits(p, n, stmt, row, col, bytes, w)
	    || !have_homes(w, node, cols))
		return false;
	if (in == cols)
		return true;
	if (in->nchildren > TA_WAVE_STMTS)
		return false;
	for (i = 0; i < in->nchildren - 1; i++) {
		if (in->child[i]->ncovers
		    || ta_iter_of_var(p, in->child[i], node->var) != row)
			return false;
		w->before[w->nbefore++] = in->child[i]->stmt;
	}
	return true;
}

/* --------------------------------------------------- which stay together -- */

/* Return whether statement "s", which is in a loop over rows at "level", is one of the
   loop over columns: one that adds up something of all rows can stay out of it. */
static bool is_inside(const ta_stmt *s, int level)
{
	return s->depth == level + 2
	       && (s->reduce == TA_OP_NONE || ta_access_uses(s->write, level));
}

/* Return whether some dependence is between statement "s" and others of "set". */
static bool is_tied(const ta_program *p, const struct ta_set *set, int s)
{
	int i;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *x = &p->dep[i];

		if ((x->src == s) != (x->dst == s) && ta_in_set(set, x->src)
		    && ta_in_set(set, x->dst))
			return true;
	}
	return false;
}

/* Return whether the statements "part" of a loop over rows at "level" can run as rows
   one behind the other if they stay together; leave out of it those that need not. */
static bool may_stay(struct ta_planner *pl, struct ta_set *part, int level)
{
	const ta_program *p = pl->p;
	int i, n = 0, nbefore = 0, stmt[TA_WAVE_STMTS], before[TA_WAVE_STMTS];
	struct ta_wave w;

	for (i = 0; i < part->n; i++) {
		const ta_stmt *s = p->stmt[part->s[i]];

		if (s->depth == level + 1 && !n && nbefore < TA_WAVE_STMTS)
			before[nbefore++] = part->s[i];
		else if (n < TA_WAVE_STMTS && is_inside(s, level)
			 && (!n || ta_common_loops(s, p->stmt[stmt[0]])
					   == level + 2))
			stmt[n++] = part->s[i];
		else if (!s->reduce)
			return false;
	}
	if (n + nbefore < 2
	    || !ta_wave_fits(p, n, stmt, level, level + 1, pl->opt->simd_bytes,
			     &w))
		return false;
	for (i = 0; i < nbefore; i++)
		w.before[w.nbefore++] = before[i];
	for (part->n = i = 0; i < nbefore; i++)
		part->s[part->n++] = before[i];
	for (i = 0; i < n; i++)
		part->s[part->n++] = stmt[i];
	for (i = 0; i < part->n; i++)
		if (!is_tied(p, part, part->s[i]))
			return false;
	return ta_poly_wave(p, &w);
}

/* Return whether different statements of "part", of a loop over rows at "level", wait for
   each other in other rows or columns, and are in one of the "n" parts "apart" that
   statements are in which must stay together.  Others are better apart: rows of each can
   be vectors, or for threads. */
static bool are_coupled(const ta_program *p, const struct ta_set *part,
			const struct ta_set *apart, int n, int level)
{
	int i, k;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *x = &p->dep[i];

		if (x->src == x->dst || !(x->levels >> level & 3)
		    || x->common < level + 2 || !ta_in_set(part, x->src)
		    || !ta_in_set(part, x->dst))
			continue;
		for (k = 0; k < n; k++)
			if (ta_in_set(&apart[k], x->src)
			    && ta_in_set(&apart[k], x->dst))
				return true;
	}
	return false;
}

/* Note in the planner which statements of "set", within the first "level" loops, stay
   together in one loop over rows, where the "n" parts "apart" must: pl->wave of each is
   the number of their group, or 0.  Return whether there are such. */
bool ta_find_waves(struct ta_planner *pl, const struct ta_set *set, int level,
		   const struct ta_set *apart, int n)
{
	struct ta_set *part;
	bool found = false;
	int i, j, k;

	if (pl->opt->terse || pl->is_part || pl->failed)
		return false;
	part = ta_source_order(pl, set, level, &k);
	for (i = 0; i < k; i++) {
		if (part[i].n < 2
		    || !are_coupled(pl->p, &part[i], apart, n, level)
		    || !may_stay(pl, &part[i], level))
			continue;
		found = true;
		for (j = 0; j < part[i].n; j++)
			pl->wave[part[i].s[j]] = i + 1;
	}
	return found;
}

/* Return whether the plan "node" of a loop over rows is one that can run so. */
bool ta_is_wave(struct ta_planner *pl, const ta_node *node)
{
	struct ta_wave w;

	return node->kind == TA_NODE_LOOP
	       && ta_wave_loops(pl->p, node, pl->opt->simd_bytes, &w);
}

/* ----------------------------------------------------------------- marks -- */

/* Mark the loops in "node" that run so. */
static void mark(struct ta_planner *pl, ta_node *node)
{
	struct ta_wave w;
	int i;

	if (!node)
		return;
	if (node->kind == TA_NODE_LOOP
	    && ta_wave_loops(pl->p, node, pl->opt->simd_bytes, &w)
	    && ta_poly_wave(pl->p, &w)) {
		node->wave = true;
		return;
	}
	for (i = 0; i < node->nchildren; i++)
		mark(pl, node->child[i]);
}

/* Mark in the plan of "pl" which rows run one behind the other. */
void ta_waves(struct ta_planner *pl)
{
	if (!pl->opt->identity && !pl->opt->terse)
		mark(pl, pl->p->plan);
}
