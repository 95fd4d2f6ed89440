/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unroll.c - short loops are written out, in the loop around.

   Assumes a program after the dependence phase, with subscripts.  A maximum or
   sum over a window of a few elements, as of pooling,

	for (j = 0; j < w; j++) {
		m = x[2 * j];
		for (v = 0; v < 2; v++)
			if (x[2 * j + v] > m)
				m = x[2 * j + v];
		y[j] = m;
	}

   is too short for vectors along v, and as a loop inside of that over j keeps
   this from being one of vectors.  Its iterations become statements of the loop
   around, in the order in which they were, so that nothing is reordered.  So do
   those of loops over the few elements of a point or pixel, which are less than a
   vector, and not side by side with those of the next one everywhere:

	for (i = 0; i < n; i++)
		for (c = 0; c < 3; c++)
			y[3 * i + c] = w[c] * x[3 * i + c];

   Products of matrices are left to those who know them.  Leaves true that every
   instance runs where it did; dependences have to be found anew when something
   changed. */
#include <stdlib.h>
#include "plan.h"

/* At most so many statements are made of a loop's, more where conditions on indices are
   in them, of which window.c makes one; and a loop around it that is known to be
   shorter is none for vectors. */
enum { FEW_INSTANCES = 16, MOST_INSTANCES = 32, FEWEST_AROUND = 8 };

/* The bytes of the longest vectors; and the elements of a row that is taken apart. */
enum { LONGEST = 64, FEW_APART = 8 };

/* One instance of statement "of", the iterators from that of the loop on being
   value[]. */
struct instance {
	const ta_stmt *of;
	int64_t value[TA_MAX_DEPTH];
};

/* The loop of iterator "d" of "first", and what is made of it: of statement i,
   if in[i], iterators from d on run from lo[i][] to hi[i][].  "points": it is over the
   coordinates of two points (coordinates.c). */
struct unroll {
	ta_program *p;
	ta_arena *a;
	const ta_options *opt;
	int d;
	const ta_stmt *first;
	bool *in, points;
	int64_t (*lo)[TA_MAX_DEPTH], (*hi)[TA_MAX_DEPTH];
	int n;
	struct instance list[MOST_INSTANCES];
};

/* Set "lo" and "hi" to the first and last value of iterator "d" of "s" that
   constraints on it alone allow; return whether there are both. */
static bool constant_range(ta_arena *a, const ta_stmt *s, int d, int64_t *lo,
			   int64_t *hi)
{
	bool lower = false, upper = false;
	int i;

	for (i = 0; i < s->ncons; i++) {
		int64_t k = ta_factor(a, s->cons[i], d), c;

		if ((k != 1 && k != -1)
		    || !ta_idx_is_const(ta_idx_without(a, s->cons[i], d), &c)
		    || c < -MOST_INSTANCES || c > MOST_INSTANCES)
			continue;
		if (k > 0 && (!lower || -c > *lo)) {
			*lo = -c;
			lower = true;
		}
		if (k < 0 && (!upper || c < *hi)) {
			*hi = c;
			upper = true;
		}
	}
	return lower && upper && *lo <= *hi;
}

/* Return whether "acc" uses an iterator from "d" on. */
static bool varies(const ta_access *acc, int d)
{
	int i;

	for (i = 0; i < acc->nsubs; i++)
		if (ta_uses_from(acc->sub[i], d))
			return true;
	return false;
}

/* The loop of a struct unroll, and whether vectors along the one around it suit
   what is read: "gap" elements between two of it at most. */
struct reads {
	const struct unroll *u;
	bool suit;
	int64_t gap;
};

/* Note in "data" whether "acc" is, from one iteration around the loop to the
   next, one element, or one not far away; and return whether it is kept where
   the loop is. */
static bool look_at(void *data, ta_access *acc)
{
	struct reads *r = data;
	const ta_array *x = &r->u->p->array[acc->array];
	int around = r->u->d - 1;

	if (x->is_virtual)
		return x->ndims <= r->u->d;
	if (ta_idx_uses(acc->offset, around)
	    && !ta_moves_little(r->u->a, acc->offset, around, r->gap))
		r->suit = false;
	return true;
}

/* Return whether a choice by indices is in "e". */
static bool asks_indices(const ta_expr *e)
{
	int i;

	if (e->op == TA_OP_SELECT && ta_expr_has_op(e->arg[0], TA_OP_ITER))
		return true;
	for (i = 0; i < e->nargs; i++)
		if (asks_indices(e->arg[i]))
			return true;
	return false;
}

/* How many elements a row of a statement of a loop has, of which this is the data of a
   walk over its accesses. */
struct row {
	const struct unroll *u;
	int64_t n;
};

/* Return whether what "acc" accesses in one iteration around the loop is followed by
   what it does in the next, as if the two loops were one; or is not of memory. */
static bool goes_on(void *data, ta_access *acc)
{
	const struct row *r = data;
	ta_arena *a = r->u->a;

	return r->u->p->array[acc->array].is_virtual
	       || ta_factor(a, acc->offset, r->u->d - 1)
			  == r->n * ta_factor(a, acc->offset, r->u->d);
}

/* Return false if "acc" of the loop of "data" goes from one array to another in the loop,
   and along it in the one around. */
static bool stays(void *data, ta_access *acc)
{
	const struct row *r = data;
	int d = r->u->d;

	int64_t k = llabs(ta_factor(r->u->a, acc->offset, d));

	return r->u->p->array[acc->array].is_virtual
	       || !ta_idx_uses(acc->offset, d) || (k && k <= TA_MAX_GAP)
	       || llabs(ta_factor(r->u->a, acc->offset, d - 1)) != 1;
}

/* Return whether what "acc" of the loop of "data" accesses is in one iteration around the
   loop beside what it is in the next, or the same. */
static bool is_beside(void *data, ta_access *acc)
{
	const struct row *r = data;
	int d = r->u->d;

	return r->u->p->array[acc->array].is_virtual
	       || !ta_idx_uses(acc->offset, d - 1)
	       || llabs(ta_factor(r->u->a, acc->offset, d - 1)) == 1;
}

/* Return how many elements of "size" bytes a row of what "s" of the loop "r->u" writes may
   have for vectors along the rows around it to be better than along it: less than one of
   the shortest vectors, or than two where there are longer ones, of which more than 4
   elements that fill one are as good; more where rows are put together from arrays of
   their elements, or, if "apart", taken apart to such, as long as these are not better
   made one after the other, or made of what lies in such arrays, too.  Vectors that are no longer than the shortest may not have what puts elements of
   less than 4 bytes in another order. */
static int64_t most_of_row(struct row *r, ta_stmt *s, int size, bool apart)
{
	bool wide = r->u->opt->simd_bytes > TA_SHORTEST_VECTOR;

	if (apart && ta_expr_reads(s->rhs, is_beside, r))
		return FEW_INSTANCES;
	if (!wide && size < 4)
		return 0;
	if (apart)
		return wide ? FEW_APART : 0;
	if (!ta_expr_reads(s->rhs, stays, r))
		return wide ? FEW_INSTANCES : 4 * TA_SHORTEST_VECTOR / size;
	if (r->n * size == TA_SHORTEST_VECTOR && r->n > 4)
		return 0;
	return ((wide ? 2 : 1) * TA_SHORTEST_VECTOR - 1) / size;
}

/* Return whether statement "i" of the loop "u" writes the "n" elements of a row, so few
   that vectors should go along the rows around it: rows do not overlap, and where all are
   side by side, they are one loop anyway. */
static bool writes_short_row(struct unroll *u, int i, int64_t n)
{
	ta_stmt *s = u->p->stmt[i];
	struct row r = { u, n };
	bool apart;
	int64_t unit;

	if (s->depth != u->d + 1 || !s->write->offset)
		return false;
	apart = !stays(&r, s->write);
	if (n > most_of_row(&r, s, ta_type_size(u->p->array[s->write->array].elem),
			    apart))
		return false;
	if (apart)
		return true;
	unit = llabs(ta_factor(u->a, s->write->offset, u->d));
	if (!unit || llabs(ta_factor(u->a, s->write->offset, u->d - 1)) < n * unit)
		return false;
	return !goes_on(&r, s->write) || !ta_expr_reads(s->rhs, goes_on, &r)
	       || ta_expr_has_op(s->rhs, TA_OP_ITER);
}

/* Return whether rows of "n" elements that "s" of the loop "u" adds up, of which no loop
   around goes through some again, are one of the longest vectors each: as many of them are
   turned by fewer instructions than each takes to be added up by itself. */
static bool is_square(const struct unroll *u, const ta_stmt *s, int64_t n)
{
	return u->d == 1 && u->opt->simd_bytes == LONGEST
	       && n * ta_type_size(u->p->array[s->write->array].elem)
			  == LONGEST;
}

/* Return whether statement "i" of the loop "u" is one that accumulates, or writes a
   row, over so few iterations, known to the compiler, that writing it out suits it. */
static bool fits(struct unroll *u, int i)
{
	const ta_stmt *s = u->p->stmt[i];
	struct reads r = { u, true, TA_MAX_GAP };
	int64_t n = 1, most;
	int d;

	most = asks_indices(s->rhs) || u->points ? MOST_INSTANCES
						 : FEW_INSTANCES;
	if (u->points && ta_is_pair_scalar(u->p, s->write->array))
		most = TA_SHORT_ROW - 1;
	if (ta_stmt_branches(u->p, s))
		return false;
	for (d = u->d; d < s->depth; d++) {
		if (!constant_range(u->a, s, d, &u->lo[i][d], &u->hi[i][d]))
			return false;
		n *= u->hi[i][d] - u->lo[i][d] + 1;
		if (n > most)
			return false;
	}
	if (varies(s->write, u->d)) {
		if (!writes_short_row(u, i, n))
			return false;
		r.gap = n > r.gap ? n : r.gap;
	} else if (is_square(u, s, n)) {
		r.gap = n;
	}
	return look_at(&r, s->write) && ta_expr_reads(s->rhs, look_at, &r)
	       && (r.suit || u->points);
}

/* Return whether the loop around "u", or over points, is one for vectors: it is not known
   to be short. */
static bool long_around(const struct unroll *u)
{
	const ta_idx *lo, *hi;
	int d = u->points ? u->d - 2 : u->d - 1;
	int64_t n;

	return !ta_range(u->p, u->first, d, ta_idx_var(u->a, d), &lo, &hi)
	       || !ta_idx_is_const(ta_idx_sub(u->a, hi, lo), &n)
	       || n + 1 >= FEWEST_AROUND;
}

/* Return whether "x" runs before "y", both of the loop over iterator "d". */
static bool runs_before(const struct instance *x, const struct instance *y,
			int d)
{
	for (;; d++) {
		if (x->of->order[d] != y->of->order[d])
			return x->of->order[d] < y->of->order[d];
		if (d == x->of->depth || d == y->of->depth)
			return false;
		if (x->value[d] != y->value[d])
			return x->value[d] < y->value[d];
	}
}

/* Put "x" where it belongs among the instances of "u"; return whether there is
   room. */
static bool add_instance(struct unroll *u, const struct instance *x)
{
	int i;

	if (u->n == MOST_INSTANCES)
		return false;
	for (i = u->n++; i && runs_before(x, &u->list[i - 1], u->d); i--)
		u->list[i] = u->list[i - 1];
	u->list[i] = *x;
	return true;
}

/* Add to "u" the instances of statement "i" whose iterators before "d" are as in
   "x"; return whether there is room. */
static bool add_instances(struct unroll *u, int i, int d, struct instance *x)
{
	const ta_stmt *s = u->p->stmt[i];

	if (d == s->depth)
		return add_instance(u, x);
	for (x->value[d] = u->lo[i][d]; x->value[d] <= u->hi[i][d];
	     x->value[d]++)
		if (!add_instances(u, i, d + 1, x))
			return false;
	return true;
}

/* Return whether statement "i" of "p" is for those who know products: of matrices, or
   of a matrix and a vector, but for sums of a few terms, as of a window for each image
   and channel. */
static bool is_product(ta_program *p, int i)
{
	enum ta_reason reason;
	const char *detail;
	ta_contraction *con = ta_match_contraction(p, i, &reason, &detail);

	return con ? con->n || con->half : ta_is_product(p, i);
}

/* Return whether all that is in the loop "u" fits, and there are few enough
   instances, which are found. */
static bool find_instances(struct unroll *u)
{
	ta_program *p = u->p;
	int i;

	u->points = ta_is_of_points(p, u->first, u->d);
	for (i = 0; i < p->nstmts; i++) {
		struct instance x = { p->stmt[i], { 0 } };

		u->in[i] = p->stmt[i] == u->first
			   || ta_common_loops(u->first, p->stmt[i]) > u->d;
		if (u->in[i] && (!fits(u, i) || is_product(p, i)
				 || !add_instances(u, i, u->d, &x)))
			return false;
	}
	return long_around(u);
}

/* Set "s", a copy of the statement of "x", to that instance of the loop "u";
   return whether it ever runs. */
static bool become_instance(const struct unroll *u, const struct instance *x,
			    ta_stmt *s)
{
	const ta_idx *to[TA_MAX_DEPTH];
	int i, n = 0;
	int64_t k;

	for (i = 0; i < s->depth; i++)
		to[i] = i < u->d ? ta_idx_var(u->a, i)
				 : ta_idx_const(u->a, x->value[i]);
	for (i = 0; i < s->ncons; i++) {
		s->cons[n] = ta_idx_subst(u->a, s->cons[i], s->depth, to);
		if (!ta_idx_is_const(s->cons[n], &k))
			n++;
		else if (k < 0)
			return false;
	}
	s->ncons = n;
	s->write = ta_access_subst(u->a, s->write, s->depth, to);
	s->rhs = ta_expr_subst(u->a, s->rhs, s->depth, to);
	s->depth = u->d;
	return true;
}

/* Put the instances of "u" in the place of the loop. */
static void replace(struct unroll *u)
{
	ta_program *p = u->p;
	int i, place = u->first->order[u->d], n = 0;

	ta_make_place(p, u->first, u->d, u->n);
	for (i = 0; i < u->n; i++) {
		ta_stmt *s = ta_stmt_copy(u->a, u->list[i].of, 0);

		if (!become_instance(u, &u->list[i], s))
			continue;
		s->name = ta_sprintf(u->a, "%s_%d", s->name, n);
		s->order[u->d] = place + n++;
		TA_PUSH(u->a, p->stmt, p->nstmts, s);
	}
	ta_program_drop(p, u->in);
	if (u->points)
		ta_keep_coordinates(p, p->nstmts - n, u->d - 1);
}

/* Write out the outermost loop around statement "i" of "p" that may be; return
   whether there was one. */
static bool unroll_one(ta_program *p, const ta_options *opt, int i)
{
	size_t n = (size_t)p->nstmts;
	struct unroll *u = TA_NEW(p->arena, struct unroll);

	u->p = p;
	u->a = p->arena;
	u->opt = opt;
	u->first = p->stmt[i];
	u->in = TA_NEWV(u->a, bool, 2 * p->nstmts + MOST_INSTANCES);
	u->lo = ta_alloc(u->a, n * sizeof(*u->lo));
	u->hi = ta_alloc(u->a, n * sizeof(*u->hi));
	for (u->d = 1; u->d < u->first->depth; u->d++) {
		u->n = 0;
		if (!find_instances(u))
			continue;
		replace(u);
		return true;
	}
	return false;
}

/* Write out the short loops of "p" that accumulate or are less than a vector; return
   whether there were any. */
bool ta_unroll(ta_program *p, const ta_options *opt)
{
	bool any = false;
	int i = 0;

	while (i < p->nstmts) {
		if (p->stmt[i]->depth > 1 && unroll_one(p, opt, i)) {
			any = true;
			ta_sort_stmts(p);
			i = 0;
		} else {
			i++;
		}
	}
	return any;
}
