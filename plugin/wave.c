/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wave.c - rows that wait for each other run one behind the other, as vectors.

   Assumes a plan.  Of two loops around one statement neither may be vectors where an
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
   memory is met along rows.  Marks such loops (ta_node's wave), and leaves the plan
   as it is: each instance runs once, after all that it needs. */
#include "plan.h"
#include "wave.h"

/* An expression has so many different parts at most: a vector for each is to be in
   registers, or nearly; and with what is there several times so many. */
enum { MOST_PARTS = 40, MOST_SIZE = 400 };

/* ------------------------------------------------------- what is read -- */

/* Return offset "x" of an access of the statement that "w" is about where it is
   "up" rows and "left" columns before. */
static const ta_idx *before(const struct ta_wave *w, const ta_idx *x, int up,
			    int left)
{
	ta_arena *a = w->p->arena;
	const ta_idx *iter[TA_MAX_DEPTH];
	int d;

	for (d = 0; d < w->s->depth; d++)
		iter[d] = ta_idx_var(a, d);
	iter[w->row] = ta_idx_addk(a, iter[w->row], -up);
	iter[w->col] = ta_idx_addk(a, iter[w->col], -left);
	return ta_idx_subst(a, x, w->s->depth, iter);
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

/* Return what a read of the element "acc" that the statement writes in another
   iteration is.  What is read under a condition may be read without one where the
   loops have stored it, but for the row above the first. */
static enum ta_wave_read of_written(const struct ta_wave *w, const ta_access *acc)
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
		if (ta_idx_equal(acc->offset, before(w, w->s->write->offset,
						     of[i].up, of[i].left)))
			return acc->sure || of[i].up + of[i].left > 0
				       ? of[i].read : TA_WAVE_NONE;
	return TA_WAVE_NONE;
}

/* Return what the read "acc" of the statement that "w" is about is. */
enum ta_wave_read ta_wave_read(const struct ta_wave *w, const ta_access *acc)
{
	bool row, col;

	if (!acc->offset || w->p->array[acc->array].is_virtual)
		return TA_WAVE_NONE;
	if (acc->array == w->s->write->array)
		return of_written(w, acc);
	if (!acc->sure)
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
		enum ta_wave_read r = ta_wave_read(w, x->u.access);

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

/* Return whether elements of "type" are those of a vector of what is written, or
   integers that such an element holds. */
static bool is_lane(const struct ta_wave *w, enum ta_type type)
{
	enum ta_type elem = w->p->array[w->s->write->array].elem;

	if (type == TA_BOOL)
		return true;
	if (ta_type_is_complex(type))
		return false;
	return ta_type_size(type) == ta_type_size(elem)
	       || (ta_type_is_integer(type)
		   && ta_type_size(type) < ta_type_size(elem));
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

/* Return whether a vector can be made of "x"; note in "w" what it waits for. */
static bool fits(struct ta_wave *w, const ta_expr *x)
{
	enum ta_type elem = w->p->array[w->s->write->array].elem;
	enum ta_wave_read r;
	int i;

	if (ta_wave_line(w, x) != TA_WAVE_NONE)
		return true;
	if (x->type != TA_BOOL && ta_type_size(x->type) != ta_type_size(elem))
		return false;
	if (x->op == TA_OP_READ) {
		r = ta_wave_read(w, x->u.access);
		w->left |= r == TA_WAVE_LEFT;
		w->above |= r == TA_WAVE_ABOVE || r == TA_WAVE_CORNER;
		w->maybe |= !x->u.access->sure;
		return r >= TA_WAVE_SQUARE;
	}
	if (!has_vectors(x)
	    || (ta_op_compares(x->op) && x->arg[0]->type == TA_BOOL))
		return false;
	for (i = 0; i < x->nargs; i++)
		if (!fits(w, x->arg[i]))
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

/* Return whether "x" has few parts that are different. */
static bool is_short(const ta_expr *x)
{
	const ta_expr *part[MOST_PARTS];

	return ta_expr_size(x) <= MOST_SIZE
	       && add_parts(x, part, 0) <= MOST_PARTS;
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

/* Return whether statement "stmt" of "p" can be run so along its iterators "row" and
   "col", by vectors of "bytes", as far as what it is made of goes; set "w" to it. */
bool ta_wave_fits(const ta_program *p, int stmt, int row, int col, int bytes,
		  struct ta_wave *w)
{
	const ta_stmt *s = p->stmt[stmt];
	const ta_array *a = &p->array[s->write->array];
	int size = ta_type_size(a->elem), lanes = bytes / size;

	*w = (struct ta_wave){ .p = p, .s = s, .stmt = stmt, .row = row,
			       .col = col };
	if (!s->write->sure || !s->write->offset || a->is_virtual
	    || a->is_scratch || s->reduce != TA_OP_NONE
	    || ta_expr_has_op(s->rhs, TA_OP_LOOKUP)
	    || ta_expr_has_op(s->rhs, TA_OP_CODE)
	    || ta_type_is_complex(a->elem) || (size != 4 && size != 8)
	    || lanes < 4 || s->rhs->type != a->elem || !is_short(s->rhs)
	    || !ta_wave_way(w, s->write) || !ta_idx_uses(s->write->offset, row))
		return false;
	return fits(w, s->rhs) && w->left && w->above
	       && !(w->maybe && has_corners(s, row, col));
}

/* ------------------------------------------------------------ the loops -- */

/* Return whether the loop "node" runs its iterations in order, as they are. */
static bool is_plain(const ta_node *node)
{
	return ta_is_plain_loop(node) && !node->parallel && !node->simd
	       && !node->columns && !node->holds && !node->transposes
	       && !node->nbypass && node->abreast < 2 && node->collapse < 2;
}

/* Return whether the loop "node" is one over rows, around one over columns,
   around one statement, that vectors of "bytes" can run one behind the other, as far as
   what is computed goes; set "w" to it. */
bool ta_wave_loops(const ta_program *p, const ta_node *node, int bytes,
		   struct ta_wave *w)
{
	const ta_node *in = node->child[0], *of;
	int row, col;

	if (!is_plain(node) || !is_plain(in))
		return false;
	of = in->child[0];
	if (of->kind != TA_NODE_STMT || of->ncovers)
		return false;
	row = ta_iter_of_var(p, of, node->var);
	col = ta_iter_of_var(p, of, in->var);
	return row >= 0 && col >= 0
	       && ta_wave_fits(p, of->stmt, row, col, bytes, w);
}

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
