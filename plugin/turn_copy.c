/* SPDX-License-Identifier: GPL-3.0-or-later */
/* turn_copy.c - a panel that is turned has a copy of its rows, turned.

   Assumes a loop that may be turned (turn.c), in which loops go through a row of each
   iteration, for each of others, as of the coordinates of a point, however many these are:

	for i: for j:
	  d = 0
	  for t: d += (x[i][t] - c[j][t]) ^ 2
	  ...

   In a panel of i, what is read at i and t is in a copy, in which elements of the panel
   are side by side, so that the loop over i can be one of vectors inside of that over t:

	loop i by 64		parallel
	  locals d[64], copy
	  loop t: loop i: copy[64 * t + i - begin] = x[i][t]
	  loop j
	    loop i: d[i] = 0
	    loop t: loop i: d[i] += (copy[64 * t + i - begin] - c[j][t]) ^ 2
	    ...

   Each sum is in order, with as many side by side as hide how long an addition takes.
   Leaves true that only elements are read that the source reads, and none that something
   in the loop writes; where there is no memory for the copy, the loops are not turned. */
#include "plan.h"

/* The most copies. */
enum { MOST_COPIES = 4 };

/* What statement "of" of a panel reads, as "access" says, or others in the same loops, is
   copied to the scratch array "to".  "size": of a row. */
struct copy {
	int of, to;
	const ta_access *access;
	const ta_idx *size;
};

/* The copies of a panel of "step" iterations; "t": the iterator that is turned. */
struct ta_turn_copies {
	struct ta_planner *pl;
	const struct ta_piece *piece;
	int t, n, of;
	int64_t step;
	struct copy copy[MOST_COPIES];
};

/* Return whether a statement of the piece of "x" writes "array". */
static bool is_written(const struct ta_turn_copies *x, int array)
{
	int i;

	for (i = 0; i < x->piece->set.n; i++)
		if (x->pl->p->stmt[x->piece->set.s[i]]->write->array == array)
			return true;
	return false;
}

/* Return the copy of "x" that "acc" is read in, or NULL. */
static const struct copy *copy_of(const struct ta_turn_copies *x,
				  const ta_access *acc)
{
	int i;

	for (i = 0; i < x->n; i++)
		if (ta_access_equal(x->copy[i].access, acc))
			return &x->copy[i];
	return NULL;
}

/* Return how long the loop over iterator "d" of "s" is, which begins at 0 and is one for
   all values of other iterators, or NULL. */
static const ta_idx *length_of(const ta_program *p, const ta_stmt *s, int d)
{
	const ta_idx *lo, *hi;
	int64_t k;

	if (!ta_range(p, s, 0, ta_idx_var(p->arena, d), &lo, &hi)
	    || !ta_idx_is_const(lo, &k) || k)
		return NULL;
	return ta_idx_addk(p->arena, hi, 1);
}

/* Note in "data" what "acc" takes: nothing if it is one element for all of a panel, or
   beside that of the next one; else a copy.  False if it may have none. */
static bool note(void *data, ta_access *acc)
{
	struct ta_turn_copies *x = data;
	const ta_program *p = x->pl->p;
	const ta_stmt *s = p->stmt[x->of];
	struct copy copy = { .of = x->of, .access = acc };
	const ta_idx **cons = NULL;
	int n = 0;

	if (!acc->offset || !ta_idx_uses(acc->offset, x->t) || copy_of(x, acc))
		return true;
	if (ta_factor(p->arena, acc->offset, x->t) == 1)
		return true;
	if (ta_idx_uses(acc->offset, x->t + 1))
		return false;
	if (!ta_uses_from(acc->offset, x->t + 1))
		return true;
	copy.size = length_of(p, s, x->t + 2);
	if (!copy.size || !acc->sure || x->n == MOST_COPIES
	    || s->depth != x->t + 3 || is_written(x, acc->array)
	    || !ta_where_loop_runs(p->arena, s, x->t + 1, &cons, &n)
	    || ta_type_is_complex(p->array[acc->array].elem))
		return false;
	x->copy[x->n++] = copy;
	return true;
}

/* Return whether "s" runs in one box of iterators from "t" on: no bound ties one of these
   to another. */
static bool is_box(const ta_stmt *s, int t)
{
	int d;

	for (d = t; d < s->depth; d++)
		if (ta_stmt_tied(s, d))
			return false;
	return true;
}

/* Return the size of the elements of copy "i" of "x", in bytes. */
static int elem_size(const struct ta_turn_copies *x, int i)
{
	return ta_type_size(x->pl->p->array[x->copy[i].access->array].elem);
}

/* Return what is to be copied for panels of "piece", over iterator "t", or NULL: nothing,
   or it may not be. */
struct ta_turn_copies *ta_turn_copies(struct ta_planner *pl,
				      const struct ta_piece *piece, int t)
{
	struct ta_turn_copies *x = TA_NEW(pl->a, struct ta_turn_copies);
	int i, size = 1;

	x->pl = pl;
	x->piece = piece;
	x->t = t;
	for (i = 0; i < piece->set.n; i++) {
		const ta_stmt *s = pl->p->stmt[piece->set.s[i]];

		x->of = piece->set.s[i];
		if (s->depth > t + 3 || !is_box(s, t)
		    || ta_expr_has_op(s->rhs, TA_OP_CODE)
		    || ta_expr_has_op(s->rhs, TA_OP_LOOKUP)
		    || !note(x, s->write)
		    || !ta_expr_reads(s->rhs, note, x))
			return NULL;
	}
	for (i = 0; i < x->n; i++)
		if (elem_size(x, i) > size)
			size = elem_size(x, i);
	x->step = ta_cost_turned_vectors * (int64_t)pl->opt->simd_bytes / size;
	return x->n ? x : NULL;
}

/* Return how many iterations a panel of "x" has. */
int64_t ta_turn_step(const struct ta_turn_copies *x)
{
	return x->step;
}

/* Return whether statement "s" adds up floats along a row in order. */
static bool is_in_order(const struct ta_turn_copies *x, int s)
{
	const ta_stmt *st = x->pl->p->stmt[s];

	return st->reduce == TA_OP_NONE && ta_type_rounds(st->rhs->type)
	       && ta_expr_touches(st->rhs, st->write->array);
}

/* Return what is >= 0 where "more" iterations, than a part of a panel at least is to have,
   are enough for that with the copies of "x": a part takes as long as all of it, while sums
   along rows, if their order is free, take less for each element the longer these are. */
const ta_idx *ta_turn_pays(const struct ta_turn_copies *x, const ta_idx *more)
{
	enum { EACH = 16 };

	if (is_in_order(x, x->copy[0].of))
		return more;
	return ta_idx_sub(x->pl->a, ta_idx_scale(x->pl->a, more, EACH),
			  x->copy[0].size);
}

/* Let "piece" be run by panels with the copies of "x" only where these are few bytes;
   return whether they may be. */
bool ta_test_copies(const struct ta_turn_copies *x, struct ta_piece *piece)
{
	ta_arena *a = x->pl->a;
	int64_t k, most;
	int i;

	for (i = 0; i < x->n; i++) {
		const ta_idx *room;

		most = ta_cost_turned_row(x->pl->opt->simd_bytes,
					  x->n * elem_size(x, i) * x->step,
					  is_in_order(x, x->copy[i].of));
		room = ta_idx_addk(a, ta_idx_scale(a, x->copy[i].size, -1),
				   most);
		if (!ta_idx_is_const(room, &k))
			TA_PUSH(a, piece->enough, piece->nenough, room);
		else if (k < 0)
			return false;
	}
	return true;
}

/* ------------------------------------------------------------ the plan -- */

/* Return an access to the copy "c" of "x", of iterators "t" and u, where the panel begins
   at iterator "begin". */
static ta_access *in_copy(const struct ta_turn_copies *x, const struct copy *c,
			  int u, int begin)
{
	ta_arena *a = x->pl->a;
	const ta_idx *at = ta_idx_sub(a, ta_idx_var(a, x->t),
				      ta_idx_var(a, begin));

	at = ta_idx_add(a, at, ta_idx_scale(a, ta_idx_var(a, u), x->step));
	return ta_access_new(a, c->to, at, 0, NULL, c->access->loc);
}

/* Return a new planned statement like statement "number", with where the panel begins for
   one more iterator; sets *planned to its number. */
static ta_stmt *planned_like(const struct ta_turn_copies *x, int number,
			     int *planned)
{
	const ta_stmt *of = x->pl->p->stmt[number];
	ta_arena *a = x->pl->a;
	ta_stmt *s = ta_planned_stmt(x->pl, of, 1, planned);
	const ta_idx *in = ta_idx_sub(a, ta_idx_var(a, x->t),
				      ta_idx_var(a, of->depth));

	s->iter[of->depth] = "begin";
	s->loop[of->depth] = of->loop[x->t];
	s->cons = (const ta_idx **)ta_copy_list(a, of->cons, of->ncons,
						sizeof(*s->cons));
	TA_PUSH(a, s->cons, s->ncons, in);
	TA_PUSH(a, s->cons, s->ncons,
		ta_idx_addk(a, ta_idx_scale(a, in, -1), x->step - 1));
	return s;
}

/* What a planned statement reads in copies: its panel begins at iterator "begin". */
struct use {
	const struct ta_turn_copies *x;
	int begin;
};

/* If "acc" is read in a copy of "data", let it be to that. */
static bool use_copy(void *data, ta_access *acc)
{
	const struct use *use = data;
	const struct copy *c = copy_of(use->x, acc);

	if (c)
		*acc = *in_copy(use->x, c, use->x->t + 2, use->begin);
	return true;
}

/* Return whether "acc" is not read in a copy of "data". */
static bool is_no_copy(void *data, ta_access *acc)
{
	return !copy_of(data, acc);
}

/* Let the instances of statements in "node" that read what "x" copies be of planned ones,
   that stand for those of planned[], and read the copies; "var": that of the panel.  The
   loops of vectors that they are in are such. */
static void use_copies(struct ta_turn_copies *x, ta_node *node, int *planned,
		       int var)
{
	ta_arena *a = x->pl->a;
	const ta_stmt *of;
	int i;

	for (i = 0; i < node->nchildren; i++) {
		if (node->child[i])
			use_copies(x, node->child[i], planned, var);
		if (node->kind == TA_NODE_LOOP && node->child[i]
		    && node->child[i]->kind == TA_NODE_STMT
		    && node->child[i]->ncovers)
			node->simd = true;
	}
	if (node->kind != TA_NODE_STMT)
		return;
	of = x->pl->p->stmt[node->stmt];
	if (ta_expr_reads(of->rhs, is_no_copy, x))
		return;
	if (planned[node->stmt] < 0) {
		struct use use = { x, of->depth };
		ta_stmt *s = planned_like(x, node->stmt, &planned[node->stmt]);

		ta_expr_reads(s->rhs, use_copy, &use);
		s->reduce = of->reduce;
		if (of->rest) {
			s->rest = ta_expr_subst(a, of->rest, 0, NULL);
			ta_expr_reads(s->rest, use_copy, &use);
		}
	}
	TA_PUSH(a, node->cover, node->ncovers, node->stmt);
	node->iter = (const ta_idx **)ta_copy_list(a, node->iter, of->depth,
						   sizeof(*node->iter));
	i = of->depth;
	TA_PUSH(a, node->iter, i, ta_idx_var(a, var));
	node->stmt = planned[node->stmt];
}

/* Return the instance, in the panel of variable "var" and loops over the next but one and
   that behind it, of a new planned statement that makes an element of the copy "c" of "x",
   which is *made. */
static ta_node *copy_element(const struct ta_turn_copies *x,
			     const struct copy *c, int var, ta_stmt **made)
{
	ta_arena *a = x->pl->a;
	const ta_stmt *of = x->pl->p->stmt[c->of];
	const ta_idx **cons = NULL, *other = ta_idx_var(a, x->t + 1);
	int number, i, ncons = 0, u = x->t + 2;
	ta_stmt *s = planned_like(x, c->of, &number);
	ta_node *node = ta_node_new(a, TA_NODE_STMT, c->access->loc);

	if (!ta_where_loop_runs(a, s, x->t + 1, &cons, &ncons))
		ta_bug("a row is copied where nobody can tell that it is read");
	TA_PUSH(a, cons, ncons, other);
	TA_PUSH(a, cons, ncons, ta_idx_scale(a, other, -1));
	s->cons = cons;
	s->ncons = ncons;
	s->write = in_copy(x, c, u, of->depth);
	s->rhs = ta_expr_read(x->pl->p, ta_access_subst(a, c->access, 0, NULL));
	node->stmt = number;
	node->iter = TA_NEWV(a, const ta_idx *, s->depth);
	for (i = 0; i < x->t; i++)
		node->iter[i] = x->pl->iter[c->of][i];
	node->iter[x->t] = ta_idx_var(a, var + 2);
	node->iter[x->t + 1] = ta_idx_const(a, 0);
	node->iter[u] = ta_idx_var(a, var + 3);
	node->iter[of->depth] = ta_idx_var(a, var);
	*made = s;
	return node;
}

/* Return "node", which copies for "x" by statement "s", like statement "of", under what has
   to hold for the loop of others to run at all. */
static ta_node *where_others_are(const struct ta_turn_copies *x,
				 const ta_stmt *s, int of, ta_node *node)
{
	const ta_stmt *old = x->pl->p->stmt[of];
	const ta_idx **list = NULL;
	int i, n = 0;

	for (i = 0; i < s->ncons; i++) {
		const ta_idx *cons = s->cons[i];

		if (!ta_uses_from(cons, x->t)
		    && (!ta_uses_from(cons, 0)
			|| !ta_idx_listed(cons, old->ncons, old->cons)))
			TA_PUSH(x->pl->a, list, n,
				ta_plan_idx(x->pl, of, cons));
	}
	return ta_under_conds(x->pl, n, list, "a condition of the source",
			      node);
}

/* Return the loops that make the copy "c" of "x" of the panel of variable "var". */
static ta_node *make_copy(const struct ta_turn_copies *x, const struct copy *c,
			  int var)
{
	ta_arena *a = x->pl->a;
	const ta_stmt *of = x->pl->p->stmt[c->of];
	ta_node *rows, *columns;
	ta_stmt *s;

	rows = ta_range_loop(a, of->loc, of->iter[x->t], var + 2,
			     ta_idx_var(a, var), ta_idx_var(a, var + 1));
	columns = ta_range_loop(a, of->loc, of->iter[x->t + 2], var + 3,
				ta_idx_const(a, 0),
				ta_plan_idx(x->pl, c->of, c->size));
	ta_node_add(a, columns, copy_element(x, c, var, &s));
	ta_node_add(a, rows, columns);
	rows->transposes = ta_may_turn(x->pl->opt) && ta_is_copy_loop(a, rows)
			   && ta_is_copy_loop(a, columns)
			   && ta_is_turned_copy(x->pl->p, s, x->t, x->t + 2);
	return where_others_are(x, s, c->of, rows);
}

/* Add to the loop "panels", whose body is "body", the copies of "x". */
void ta_add_copies(struct ta_turn_copies *x, ta_node *panels, ta_node *body)
{
	ta_program *p = x->pl->p;
	ta_node *seq = ta_node_new(x->pl->a, TA_NODE_SEQ, panels->loc);
	int *planned = TA_NEWV(x->pl->a, int, p->nstmts), i;

	for (i = 0; i < p->nstmts; i++)
		planned[i] = -1;
	for (i = 0; i < x->n; i++) {
		x->copy[i].to = ta_program_scratch(
			p, x->copy[i].access->array, "turned",
			ta_idx_scale(x->pl->a, x->copy[i].size, x->step));
		TA_PUSH(x->pl->a, panels->local, panels->nlocals,
			x->copy[i].to);
		ta_node_add(x->pl->a, seq, make_copy(x, &x->copy[i],
						     panels->var));
	}
	use_copies(x, body, planned, panels->var);
	ta_node_add(x->pl->a, seq, body);
	ta_node_add(x->pl->a, panels, seq);
}

/* Let "test" ask for the memory of the copies of "x". */
void ta_ask_for_copies(const struct ta_turn_copies *x, ta_node *test)
{
	int i;

	for (i = 0; i < x->n; i++)
		ta_node_test(x->pl->a, test, TA_GUARD_SCRATCH,
			     "there is memory for rows that are turned")
			->array[0] = x->copy[i].to;
}

/* Let no loop in "node" make vectors of a sum. */
static void add_one_by_one(ta_node *node)
{
	int i;

	if (node->kind == TA_NODE_LOOP && node->nreductions && node->simd) {
		node->simd = false;
		node->streams = 0;
		node->least = 0;
	}
	for (i = 0; i < node->nchildren; i++)
		if (node->child[i])
			add_one_by_one(node->child[i]);
}

/* Return the plan of what runs at "at" in place of "piece" with the copies of "x": the loops
   as they are; rows that are too short for vectors are added up one element after the
   other. */
ta_node *ta_plan_uncopied(const struct ta_turn_copies *x,
			  const struct ta_piece *piece, struct ta_place at)
{
	struct ta_planner *pl = x->pl;
	ta_node *alt = ta_plan_pieces(pl, piece->alt, piece->nalt, at), *again;
	ta_node *test = ta_node_new(pl->a, TA_NODE_IF, alt->loc);
	int64_t k;
	int i;

	for (i = 0; i < x->n; i++) {
		const ta_idx *more = ta_idx_addk(pl->a, x->copy[i].size,
						 -ta_cost_vector_sum(pl->p));

		if (ta_idx_is_const(more, &k))
			return alt;
		ta_node_test(pl->a, test, TA_GUARD_GE0,
			     "rows are long enough for vectors")->idx = more;
	}
	again = ta_plan_pieces(pl, piece->alt, piece->nalt, at);
	add_one_by_one(again);
	ta_node_add(pl->a, test, alt);
	ta_node_add(pl->a, test, again);
	return test;
}
