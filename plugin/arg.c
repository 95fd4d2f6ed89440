/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arg.c - where the largest or smallest element is, and which one fmax gives.

   Assumes a program after the dependence phase, in which the old values of both
   are compared once:

	for (i = 0; i < n; i++)
		if (x[i] > best) {
			best = x[i];
			at = i;
		}

   Each iteration needs what the one before it left.  Block by block, the largest
   element is found first, and then, in cache, the first one that is as large:

	for (b = 0; b < n; b += 4096)
		m = -inf;
		for (i in the block) m = max (m, x[i]);
		k = INT_MAX;
		for (i in the block) k = min (k, x[i] == m ? i : INT_MAX);
		if (m > best) { at = k; best = m; }

   both of which are loops of vectors.  With ">=" it is the last one.  An element
   that is NaN wins no comparison, here and there, and nothing does against a
   "best" that is.

   "best = fmax (best, x[i])" gives a "best" that is NaN away for any number, which
   the maximum m of a block, as above, would not: it is joined by fmax, and is NaN
   where all elements are.

		k = 0;
		for (i in the block) k = x[i] == x[i] ? 1 : k;
		m = k ? m : NaN;
		best = best >= m || m != m ? best : m;

   Leaves true that "at" gets the index it would have got; of
   zeros of both signs "best" may be the other one, as of any maximum. */
#include "plan.h"

/* The loop of iterator "d" of statements "at" and "best" of "p", between lo and
   hi, with the elements "x", of which one wins by comparison "op"; "first": of
   those that are as large, the one with the least "index" counts. */
struct arg {
	ta_program *p;
	ta_arena *a;
	int d;
	ta_stmt *at, *best;
	const ta_idx *lo, *hi;
	ta_expr *x, *index;
	enum ta_op op;
	bool first;
};

/* What statements of a block are made with: iterators of the loop become to[];
   "m" and "k" are the virtual arrays of the largest element and its index. */
struct block {
	const struct arg *g;
	const ta_idx *to[TA_MAX_DEPTH];
	int m, k, n;
};

/* Return whether computing "e" again gives the same bits: an element, or what
   is exact. */
static bool is_exact(const ta_expr *e)
{
	int i;

	if (e->op == TA_OP_CALL || e->op == TA_OP_SELECT
	    || (ta_type_rounds(e->type) && e->nargs && e->op != TA_OP_NEG
		&& e->op != TA_OP_ABS && e->op != TA_OP_CAST))
		return false;
	for (i = 0; i < e->nargs; i++)
		if (!is_exact(e->arg[i]))
			return false;
	return true;
}

/* Return whether all that "acc" reads for "data", a struct arg, lies side by
   side in its loop, or is one element. */
static bool is_dense(void *data, ta_access *acc)
{
	const struct arg *g = data;
	int64_t k;

	if (!acc->offset || !acc->sure)
		return false;
	if (!ta_idx_uses(acc->offset, g->d))
		return true;
	k = ta_factor(g->a, acc->offset, g->d);
	return k == 1 || k == -1;
}

/* Return whether statement "s" is in the loop of "g". */
static bool in_loop(const struct arg *g, const ta_stmt *s)
{
	return s == g->best || ta_common_loops(s, g->best) > g->d;
}

/* Return whether the statements of "g" are alone in their loop. */
static bool alone(const struct arg *g)
{
	int i;

	for (i = 0; i < g->p->nstmts; i++)
		if (in_loop(g, g->p->stmt[i]) && g->p->stmt[i] != g->at
		    && g->p->stmt[i] != g->best)
			return false;
	return true;
}

/* Return whether "g" chooses by index in the direction in which its loop runs,
   or the other; sets "first". */
static bool find_index(struct arg *g)
{
	const ta_expr *e = g->at->rhs;
	int old = ta_is_old(g->at, e->arg[2]) ? 2 : 1;
	bool earliest = g->op == TA_OP_GT || g->op == TA_OP_LT;
	int64_t k;

	g->index = e->arg[3 - old];
	if (!ta_is_old(g->at, e->arg[old]) || g->index->op != TA_OP_ITER
	    || g->index->type == TA_BOOL || !ta_type_is_integer(g->index->type))
		return false;
	k = ta_factor(g->a, g->index->u.idx, g->d);
	g->first = earliest == (k > 0);
	return k && (earliest || ta_type_is_signed(g->index->type));
}

/* Return whether the comparison by which g->at chooses is that of g->best. */
static bool same_test(const struct arg *g)
{
	const ta_expr *x = g->at->rhs, *y = g->best->rhs;
	bool chosen = ta_is_old(g->at, x->arg[2]);

	return ta_expr_equal(x->arg[0], y->arg[0])
	       && chosen == ta_is_old(g->best, y->arg[2]);
}

/* Return whether the loop of "g" is known to be too short for vectors. */
static bool is_short(const struct arg *g)
{
	int64_t n;

	return ta_idx_is_const(ta_idx_sub(g->a, g->hi, g->lo), &n)
	       && n < ta_cost_arg_least;
}

/* Return whether g->at and g->best keep the largest or smallest element of a
   loop and where it is; sets the rest of "g". */
static bool find_arg(struct arg *g)
{
	const ta_stmt *s = g->best, *t = g->at;

	g->d = s->depth - 1;
	if (s->depth < 1 || t->depth != s->depth || t == s
	    || s->depth + 1 > TA_MAX_DEPTH
	    || ta_common_loops(s, t) != s->depth
	    || t->order[s->depth] > s->order[s->depth]
	    || s->rhs->op != TA_OP_SELECT || t->rhs->op != TA_OP_SELECT
	    || !s->write->sure || !t->write->sure
	    || s->write->array == t->write->array
	    || ta_access_uses(s->write, g->d) || ta_access_uses(t->write, g->d))
		return false;
	g->op = ta_extreme_test(s, s->rhs, &g->x);
	return g->op != TA_OP_NONE && is_exact(g->x)
	       && ta_expr_reads(g->x, is_dense, g)
	       && ta_reads_apart(g->p, s, g->x) && ta_reads_apart(g->p, t, g->x)
	       && find_index(g) && same_test(g) && alone(g)
	       && ta_same_domain(s, t, s->depth)
	       && ta_simple_bounds(g->p, s, g->d, &g->lo, &g->hi)
	       && !is_short(g);
}

/* Return how many values iterator "d" of the loops around that of "g" has at
   most, or, if it is that of the blocks, may have; NULL if that is not known. */
static const ta_idx *length_of(const struct arg *g, int d)
{
	const ta_idx *lo, *hi;

	if (!ta_range(g->p, g->best, 0, ta_idx_var(g->a, d), &lo, &hi))
		return NULL;
	return ta_idx_addk(g->a, d < g->d ? hi : ta_idx_sub(g->a, hi, lo), 1);
}

/* Return a new virtual array like what "s" of "b" writes, one for each block,
   called after it. */
static int new_array(const struct block *b, const ta_stmt *s, const char *what)
{
	ta_program *p = b->g->p;
	const ta_array *like = &p->array[s->write->array];
	const ta_idx **extent = TA_NEWV(b->g->a, const ta_idx *, b->g->d + 1);
	int d;

	for (d = 0; d <= b->g->d; d++)
		extent[d] = length_of(b->g, d);
	return ta_program_virtual(p, ta_sprintf(b->g->a, "%s_%s", like->name,
						what),
				  like->elem, b->g->d + 1, extent, s->loc);
}

/* Return an access to the virtual array "v" of "b". */
static ta_access *access_to(const struct block *b, int v)
{
	return ta_access_virtual(b->g->p, v, b->g->best->loc);
}

/* Return a read of the virtual array "v" of "b". */
static ta_expr *read_of(const struct block *b, int v)
{
	return ta_expr_read(b->g->p, access_to(b, v));
}

/* Return "op" of "x" and "y". */
static ta_expr *two(const struct block *b, enum ta_op op, ta_expr *x,
		    ta_expr *y)
{
	enum ta_type type = ta_op_compares(op) ? TA_BOOL : x->type;

	return ta_expr_new(b->g->a, op, type, b->g->best->loc, 2, x, y);
}

/* Return "c" ? "x" : "y". */
static ta_expr *choose(const struct block *b, ta_expr *c, ta_expr *x,
		       ta_expr *y)
{
	return ta_expr_new(b->g->a, TA_OP_SELECT, x->type, b->g->best->loc, 3,
			   c, x, y);
}

/* Return "e" of the loop of "b" as it is in a block. */
static ta_expr *of_block(const struct block *b, const ta_expr *e)
{
	return ta_expr_subst(b->g->a, e, b->g->d + 1, b->to);
}

/* Give "s" of "b", of a block, or in the loop over its elements if "inner", its
   domain. */
static void set_domain(const struct block *b, ta_stmt *s, bool inner)
{
	const struct arg *g = b->g;
	ta_arena *a = g->a;
	const ta_idx *end = ta_idx_addk(a, ta_idx_sub(a, g->hi, g->lo), -1);
	const ta_idx *it = ta_idx_var(a, g->d), *l = ta_idx_var(a, g->d + 1);
	int i;

	for (i = 0; i < g->best->ncons; i++)
		if (!ta_uses_from(g->best->cons[i], g->d))
			TA_PUSH(a, s->cons, s->ncons, g->best->cons[i]);
	end = ta_idx_sub(a, end, ta_idx_scale(a, it, ta_cost_arg_block));
	TA_PUSH(a, s->cons, s->ncons, it);
	TA_PUSH(a, s->cons, s->ncons, end);
	if (!inner)
		return;
	TA_PUSH(a, s->cons, s->ncons, l);
	TA_PUSH(a, s->cons, s->ncons,
		ta_idx_addk(a, ta_idx_scale(a, l, -1), ta_cost_arg_block - 1));
	TA_PUSH(a, s->cons, s->ncons, ta_idx_sub(a, end, l));
}

/* Add to the program of "b" the next statement of a block, or of the loop over
   its elements: "write" = "rhs". */
static void add(struct block *b, bool inner, ta_access *write, ta_expr *rhs)
{
	const ta_stmt *like = b->g->best;
	ta_arena *a = b->g->a;
	ta_stmt *s = TA_NEW(a, ta_stmt);
	int d;

	s->depth = b->g->d + 1 + inner;
	s->name = ta_sprintf(a, "%s_%d", like->name, b->n);
	s->iter = TA_NEWV(a, const char *, s->depth);
	s->loop = TA_NEWV(a, int, s->depth);
	s->order = TA_NEWV(a, int, s->depth + 1);
	for (d = 0; d < s->depth; d++) {
		int e = d < b->g->d ? d : b->g->d;

		s->iter[d] = d < b->g->d ? like->iter[d]
			     : ta_sprintf(a, "%s_%s", like->iter[e],
					  d == e ? "block" : "at");
		s->loop[d] = like->loop[e];
		s->order[d] = like->order[e];
	}
	s->order[b->g->d + 1] = b->n++;
	if (inner)
		s->order[b->g->d + 2] = 0;
	set_domain(b, s, inner);
	s->reduce = TA_OP_NONE;
	s->loc = like->loc;
	s->write = write;
	s->rhs = rhs;
	TA_PUSH(a, b->g->p->stmt, b->g->p->nstmts, s);
}

/* Add the statements that find the largest element of a block of "b". */
static void add_extreme(struct block *b)
{
	const struct arg *g = b->g;
	bool most = g->op == TA_OP_GT || g->op == TA_OP_GE;
	enum ta_op op = most ? TA_OP_MAX : TA_OP_MIN;
	ta_expr *x = of_block(b, g->x), *y;

	add(b, false, access_to(b, b->m), ta_neutral(g->a, op, x->type));
	if (ta_type_is_float(x->type)) {
		y = two(b, most ? TA_OP_GT : TA_OP_LT, x, read_of(b, b->m));
		y = choose(b, y, of_block(b, g->x), read_of(b, b->m));
	} else {
		y = two(b, op, read_of(b, b->m), x);
	}
	add(b, true, access_to(b, b->m), y);
}

/* Add the statements that find where in a block of "b" that is. */
static void add_index(struct block *b)
{
	const struct arg *g = b->g;
	enum ta_op op = g->first ? TA_OP_MIN : TA_OP_MAX;
	enum ta_type type = g->index->type;
	ta_expr *x = two(b, TA_OP_EQ, of_block(b, g->x), read_of(b, b->m));

	x = choose(b, x, of_block(b, g->index), ta_neutral(g->a, op, type));
	add(b, false, access_to(b, b->k), ta_neutral(g->a, op, type));
	add(b, true, access_to(b, b->k), two(b, op, read_of(b, b->k), x));
}

/* Add the statements that go on with what a block of "b" has, where it wins and
   there was an element that did. */
static void add_end(struct block *b)
{
	const struct arg *g = b->g;
	enum ta_op op = g->first ? TA_OP_MIN : TA_OP_MAX;
	ta_access *best = g->best->write, *at = g->at->write;
	ta_expr *old = ta_expr_read(g->p, ta_access_subst(g->a, best, 0, NULL));
	ta_expr *c = two(b, g->op, read_of(b, b->m), old), *d;

	d = ta_expr_subst(g->a, c, 0, NULL);
	if (g->op == TA_OP_GE || g->op == TA_OP_LE)
		d = two(b, TA_OP_AND, d,
			two(b, TA_OP_NE, read_of(b, b->k),
			    ta_neutral(g->a, op, g->index->type)));
	add(b, false, ta_access_subst(g->a, at, 0, NULL),
	    choose(b, d, read_of(b, b->k),
		   ta_expr_read(g->p, ta_access_subst(g->a, at, 0, NULL))));
	add(b, false, ta_access_subst(g->a, best, 0, NULL),
	    choose(b, c, read_of(b, b->m),
		   ta_expr_subst(g->a, old, 0, NULL)));
}

/* Return how the loop of "g" goes block by block, with the arrays for it. */
static struct block begin_blocks(const struct arg *g)
{
	struct block b = { .g = g };
	int d;

	for (d = 0; d < g->d; d++)
		b.to[d] = ta_idx_var(g->a, d);
	b.to[g->d] = ta_idx_add(
		g->a, ta_idx_add(g->a, g->lo, ta_idx_var(g->a, g->d + 1)),
		ta_idx_scale(g->a, ta_idx_var(g->a, g->d), ta_cost_arg_block));
	b.m = new_array(&b, g->best, "block");
	b.k = new_array(&b, g->at, g->at == g->best ? "any" : "block");
	return b;
}

/* Take the statements of "g" out of its program. */
static void drop_loop(const struct arg *g)
{
	bool *drop = TA_NEWV(g->a, bool, g->p->nstmts);
	int i;

	for (i = 0; i < g->p->nstmts; i++)
		drop[i] = g->p->stmt[i] == g->at || g->p->stmt[i] == g->best;
	ta_program_drop(g->p, drop);
}

/* Let the loop of "g" go block by block. */
static void by_blocks(const struct arg *g)
{
	struct block b = begin_blocks(g);

	add_extreme(&b);
	add_index(&b);
	add_end(&b);
	drop_loop(g);
}

/* Return whether g->best is the larger, or smaller, of what it was and the elements
   of a loop, by fmax or fmin; sets the rest of "g". */
static bool find_fmax(struct arg *g)
{
	const ta_stmt *s = g->best;
	const ta_expr *e = s->rhs;
	int sign = ta_extreme_call(e), old;

	g->d = s->depth - 1;
	if (!sign || s->depth < 1 || s->depth + 1 > TA_MAX_DEPTH
	    || !s->write->sure || ta_access_uses(s->write, g->d))
		return false;
	old = ta_is_old(s, e->arg[0]) ? 0 : 1;
	g->op = sign > 0 ? TA_OP_GT : TA_OP_LT;
	g->x = e->arg[1 - old];
	return ta_is_old(s, e->arg[old]) && is_exact(g->x)
	       && ta_expr_reads(g->x, is_dense, g)
	       && ta_reads_apart(g->p, s, g->x) && alone(g)
	       && ta_simple_bounds(g->p, s, g->d, &g->lo, &g->hi)
	       && !is_short(g);
}

/* Add the statements that find whether a block of "b" has an element that is no
   NaN. */
static void add_any(struct block *b)
{
	ta_arena *a = b->g->a;
	ta_expr *x = of_block(b, b->g->x), *y = of_block(b, b->g->x);

	add(b, false, access_to(b, b->k), ta_expr_int(a, TA_I32, 0));
	add(b, true, access_to(b, b->k),
	    choose(b, two(b, TA_OP_EQ, x, y), ta_expr_int(a, TA_I32, 1),
		   read_of(b, b->k)));
}

/* Add the statements that join the largest element of a block of "b" to what there
   was, as fmax does. */
static void add_joined(struct block *b)
{
	const struct arg *g = b->g;
	int sign = g->op == TA_OP_GT ? 1 : -1;
	ta_access *best = g->best->write;
	ta_expr *old = ta_expr_read(g->p, ta_access_subst(g->a, best, 0, NULL));
	ta_expr *c;

	c = two(b, TA_OP_NE, read_of(b, b->k), ta_expr_int(g->a, TA_I32, 0));
	add(b, false, access_to(b, b->m),
	    choose(b, c, read_of(b, b->m),
		   ta_expr_float(g->a, g->x->type, __builtin_nan(""))));
	add(b, false, ta_access_subst(g->a, best, 0, NULL),
	    ta_extreme_choice(g->a, sign, old, read_of(b, b->m),
			      g->best->loc));
}

/* Let the loop of "g", of fmax or fmin, go block by block. */
static void fmax_by_blocks(const struct arg *g)
{
	struct block b = begin_blocks(g);

	g->p->array[b.k].elem = TA_I32;
	add_extreme(&b);
	add_any(&b);
	add_joined(&b);
	drop_loop(g);
	g->p->libm = true;
}

/* Let every loop of "p" that looks for the largest or smallest element, and for
   where it is, or for what fmax or fmin gives, go block by block; return whether
   there was one. */
bool ta_args(ta_program *p)
{
	bool any = false;
	int i, j;

	for (i = 0; p->fp != TA_FP_STRICT && i < p->nstmts; i++)
		for (j = 0; j < p->nstmts; j++) {
			struct arg g = { .p = p, .a = p->arena };

			g.best = p->stmt[i];
			g.at = p->stmt[j];
			if (!find_arg(&g))
				continue;
			by_blocks(&g);
			any = true;
			i = -1;
			break;
		}
	for (i = 0; p->fp != TA_FP_STRICT && i < p->nstmts; i++) {
		struct arg g = { .p = p, .a = p->arena };

		g.best = g.at = p->stmt[i];
		if (find_fmax(&g)) {
			fmax_by_blocks(&g);
			any = true;
			i = -1;
		}
	}
	return any;
}
