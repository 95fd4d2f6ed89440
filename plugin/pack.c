/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack.c - a product of matrices one of which is copied first: by which panels.

   Assumes a contraction with an operand that is no matrix where it lies: the
   image of a convolution, or one whose indices do not nest.  For a panel of the
   index that it shares with the output, as many of it as a bounded piece of
   memory has room for, its elements are copied there as a matrix, and the
   library multiplies that:

	for (p = 0; p < oh; p += 14)
	  for (q = 0; q < ci; q += 32)
	    {
	      T[q .. q + 32][kh][kw][0 .. 14][ow]
		= in[q .. q + 32][p .. p + 14 + kh][ow + kw];
	      out[co][p .. p + 14][ow] += w[co][q .. q + 32, kh, kw] * T;
	    }

   A chunk of the sum is about what the library packs at a time: the panels may be
   so wide then that it packs the other operand a few times only.

   The panels run in several threads, or where there are few of them, the copy
   and the library do.  What the memory is too small for is left to loops, and
   so is an operand whose elements are used but a few times each.  The plan of
   that is made in pack_plan.c.  Changes nothing. */
#include "pack.h"

#include <string.h>

/* Return the extent of iterator "d" of "k", or NULL. */
const ta_idx *ta_pack_extent(const struct ta_pack *k, int d)
{
	return ta_idx_sub(k->pl->a, k->hi[d], k->lo[d]);
}

/* Return whether "x" is the constant "value". */
static bool is_value(const ta_idx *x, int64_t value)
{
	int64_t c;

	return x && ta_idx_is_const(x, &c) && c == value;
}

/* Return whether the bounds of iterator "d" of "k" are plain, of an extent over
   parameters, and it steps through the operand "o" by "step" or back, or runs
   once. */
static bool steps_by(struct ta_pack *k, int d, const ta_operand *o,
		     const ta_idx *step)
{
	ta_arena *a = k->pl->a;
	const ta_idx *x = ta_idx_coef(a, o->access->offset, d);

	if (!ta_box_bounds(k->pl->p, k->s, d, k->op->nwhen, k->op->when,
			   &k->lo[d], &k->hi[d])
	    || !ta_pack_extent(k, d) || ta_idx_uses_iters(ta_pack_extent(k, d)) || !x)
		return false;
	if (is_value(ta_pack_extent(k, d), 1))
		return true;
	k->flip[d] = ta_idx_equal(x, ta_idx_scale(a, step, -1));
	return k->flip[d] || ta_idx_equal(x, step);
}

/* Return the iterator of class "cls" of "k", not in "used", that steps through
   "o" by "step", or -1; of two, not the one that runs once. */
static int find_step(struct ta_pack *k, enum ta_class cls, unsigned used,
		     const ta_operand *o, const ta_idx *step)
{
	int d, found = -1;

	for (d = 0; step && d < k->s->depth; d++)
		if (k->con->cls[d] == cls && !(used >> d & 1)
		    && steps_by(k, d, o, step)
		    && (found < 0 || !is_value(ta_pack_extent(k, d), 1)))
			found = d;
	return found;
}

/* Set "it" to the iterators of class "cls" of "k", outermost first, as they
   nest in "o", where neighbours are "unit" apart; return how many they are, or
   -1 when they do not nest. */
static int find_chain(struct ta_pack *k, enum ta_class cls, const ta_operand *o,
		      const ta_idx *unit, int *it)
{
	ta_arena *a = k->pl->a;
	const ta_idx *pos = ta_idx_const(a, 1);
	unsigned used = 0;
	int d, i, n = 0, inner[TA_MAX_DEPTH];

	for (i = 0; i < k->s->depth; i++)
		n += k->con->cls[i] == cls;
	for (i = 0; i < n; i++) {
		d = find_step(k, cls, used, o, ta_idx_mul(a, unit, pos));
		if (d < 0)
			return -1;
		used |= 1u << d;
		inner[i] = d;
		k->pos[d] = pos;
		pos = ta_idx_mul(a, pos, ta_pack_extent(k, d));
		if (!pos)
			return -1;
	}
	for (i = 0; i < n; i++)
		it[i] = inner[n - 1 - i];
	return n;
}

/* Set "k" to the product of "con"; return whether the indices of the copy
   nest in the operands that are not copied. */
bool ta_find_pack(struct ta_planner *pl, const ta_contraction *con,
		  struct ta_pack *k)
{
	bool right = con->right.packed;
	int near_it[TA_MAX_DEPTH];

	memset(k, 0, sizeof(*k));
	k->pl = pl;
	k->con = con;
	k->update = con->update;
	k->s = pl->p->stmt[con->update];
	k->op = right ? &con->right : &con->left;
	k->far = right ? TA_CLASS_N : TA_CLASS_M;
	k->near = right ? con->m : con->n;
	k->nfar = find_chain(k, k->far, &con->out,
			     right ? con->out.col : con->out.row, k->far_it);
	k->nk = find_chain(k, TA_CLASS_K, right ? &con->left : &con->right,
			   right ? con->left.col : con->right.row, k->k_it);
	return k->nfar > 0 && k->nk > 0
	       && find_chain(k, right ? TA_CLASS_M : TA_CLASS_N, &con->out,
			     right ? con->out.row : con->out.col, near_it) > 0
	       && !ta_idx_uses_iters(k->near)
	       && !ta_idx_uses_iters(con->k);
}

/* ------------------------------------------------------------- panels --- */

/* Require "x" >= 0 for "v"; returns false when it is known not to be. */
static bool need(const struct ta_pack *k, struct ta_panels *v, const ta_idx *x,
		 const char *text)
{
	int64_t c;

	if (!x || (ta_idx_is_const(x, &c) && c < 0))
		return false;
	if (ta_known_nonneg(k->pl->p, x)
	    || ta_idx_listed(x, v->nconds, v->cond))
		return true;
	TA_PUSH(k->pl->a, v->text, v->ntexts, text);
	TA_PUSH(k->pl->a, v->cond, v->nconds, x);
	return true;
}

/* Return the product of the extents of k->far_it from "i" on, or NULL. */
static const ta_idx *far_extent(const struct ta_pack *k, int i)
{
	const ta_idx *x = ta_idx_const(k->pl->a, 1);

	for (; i < k->nfar; i++)
		x = ta_idx_mul(k->pl->a, x, ta_pack_extent(k, k->far_it[i]));
	return x;
}

/* Return the product of the extents of the iterators of the sum of "k" but the
   outermost, or NULL. */
const ta_idx *ta_pack_rest(const struct ta_pack *k)
{
	const ta_idx *x = ta_idx_const(k->pl->a, 1);
	int i;

	for (i = 1; i < k->nk; i++)
		x = ta_idx_mul(k->pl->a, x, ta_pack_extent(k, k->k_it[i]));
	return x;
}

/* Return how many elements may be copied at a time. */
static int64_t room(const struct ta_pack *k, int64_t bytes)
{
	const ta_program *p = k->pl->p;

	return bytes / ta_type_size(p->array[k->op->access->array].elem);
}

/* Return by how many elements iterator "d" of "k" steps through the copied
   operand. */
const ta_idx *ta_pack_step(const struct ta_pack *k, int d)
{
	return ta_idx_coef(k->pl->a, k->op->access->offset, d);
}

/* Return whether iterator "d" of "k" steps through the copied operand by one
   element, as vectors do. */
bool ta_pack_is_row(const struct ta_pack *k, int d)
{
	return is_value(ta_pack_step(k, d), 1);
}

/* Return the variables of which some term of "x" has one, parameters only, and
   if "all" those of which every term has. */
static uint64_t variables(const ta_idx *x, bool all)
{
	uint64_t found = all ? UINT64_MAX : 0, term;
	int i, j;

	for (i = 0; i < x->nterms; i++) {
		for (term = j = 0; j < x->term[i].nvars; j++)
			if (x->term[i].var[j] >= TA_PARAM0)
				term |= (uint64_t)1
					<< ((x->term[i].var[j] - TA_PARAM0) % 64);
		found = all ? found & term : found | term;
	}
	return found;
}

/* Return whether iterator "d" of the sum of "k" runs over channels, and is not
   of a window: its step through the copied operand is a pitch that no far index
   has a part in, or it is one element, and all other steps are pitches of the
   same. */
bool ta_pack_is_channel(const struct ta_pack *k, int d)
{
	uint64_t far = 0, common = UINT64_MAX;
	const ta_idx *x;
	int i;

	for (i = 0; i < k->nfar + k->nk; i++) {
		int e = i < k->nfar ? k->far_it[i] : k->k_it[i - k->nfar];

		x = ta_pack_step(k, e);
		if (e == d || !x)
			continue;
		common &= variables(x, true);
		if (i < k->nfar)
			far |= variables(x, false);
	}
	x = ta_pack_step(k, d);
	return x && (ta_pack_is_row(k, d) ? common != 0
				  : (variables(x, false) & ~far) != 0);
}

/* Return whether rows of the window that "k" sums are so short, and those of the
   image, of which every few elements are wanted, so much longer that these are
   copied faster: vectors take the elements out of a few lines. */
static bool has_narrow_window(const struct ta_pack *k, int far, int sum)
{
	enum { STEP = 4, NARROW = 16, TIMES = 4 };
	const ta_idx *x = ta_pack_extent(k, far);
	int64_t step, narrow, n;

	return ta_idx_is_const(ta_pack_step(k, far), &step) && step > 0
	       && step <= STEP && ta_idx_is_const(ta_pack_extent(k, sum), &narrow)
	       && narrow < NARROW
	       && (!x || !ta_idx_is_const(x, &n) || n >= TIMES * narrow);
}

/* Return whether the copy of a panel "width" wide is stored by rows of the far
   indices: where what is copied is, or may be when the run comes to it, being
   rows of an image.  A row of one element would have the pitch of a column, of
   which the routine is told nothing. */
static bool by_rows(const struct ta_pack *k, const ta_idx *width)
{
	int far = k->far_it[k->nfar - 1], sum = k->k_it[k->nk - 1];
	int64_t step;

	if (is_value(k->con->k, 1))
		return true;
	if (is_value(width, 1))
		return false;
	return ta_pack_is_row(k, far) || !ta_pack_is_row(k, sum)
	       || has_narrow_window(k, far, sum)
	       || (!ta_idx_is_const(ta_pack_step(k, far), &step)
		   && !ta_pack_is_channel(k, sum));
}

/* Set the rest of "v", panels of k->far_it[at] by "step", and of the sum by
   "chunk" (0: all of it), none of which needs more than "most" elements; return
   whether they can be. */
static bool set_panels(const struct ta_pack *k, struct ta_panels *v, int at,
		       int64_t step, int64_t chunk, int64_t most)
{
	ta_arena *a = k->pl->a;
	const ta_idx *one = ta_idx_const(a, 1), *width, *sum, *rest;
	bool rows;

	memset(v, 0, sizeof(*v));
	if (k->flip[k->far_it[at]])
		return false;
	v->at = at;
	v->outer = -1;
	v->step = step;
	v->chunk = chunk;
	v->depth = chunk ? ta_idx_scale(a, ta_pack_rest(k), chunk) : k->con->k;
	v->inner = far_extent(k, at + 1);
	width = ta_idx_scale(a, v->inner, step);
	rows = by_rows(k, width);
	v->size = ta_idx_mul(a, width, v->depth);
	v->far_step = rows ? one : v->depth;
	v->k_step = rows ? width : one;
	sum = ta_idx_addk(a, ta_pack_extent(k, k->k_it[0]), -1);
	rest = ta_idx_addk(a, ta_pack_rest(k), -1);
	return (!chunk || (need(k, v, sum, "a size is not empty")
			   && need(k, v, rest, "a size is not empty")))
	       && need(k, v, ta_idx_addk(a, v->inner, -1),
		    "a size is not empty")
	       && need(k, v, ta_idx_addk(a, ta_idx_scale(a, v->size, -1), most),
		       "what is copied has room");
}

/* Return the step of panels of an index of "n" (0: not known), of which "most"
   have room: as even as can be, and a number of threads can share.  Each of its
   iterations is of "width" elements: of few, there may be one panel. */
static int64_t even_step(int64_t n, int64_t most, int64_t width)
{
	const int64_t wide = 512;

	int64_t panels;

	if (most < 1)
		return 1;
	if (!n)
		return most;
	panels = (n + most - 1) / most;
	if (panels == 1 && n * width >= wide)
		panels = 2;
	if (panels > 2)
		panels = (panels + 3) / 4 * 4;
	return (n + panels - 1) / panels;
}

/* Return how many elements the index that "k" shares with the output has, 0 if
   that is not known. */
static int64_t far_size(const struct ta_pack *k)
{
	int64_t n;

	return ta_idx_is_const(far_extent(k, 0), &n) ? n : 0;
}

/* Return by how many of k->k_it[0] a sum of "sum" terms is to be copied, of which
   "most" elements have room, or 0 for all: where the panels would be narrow
   otherwise. */
static int64_t known_chunk(const struct ta_pack *k, int64_t sum, int64_t most)
{
	int64_t depth = ta_cost_chunk(k->pl->opt->eager), n, chunks;

	if (far_size(k) && most / far_size(k) > depth)
		depth = most / far_size(k);

	if (k->flip[k->k_it[0]] || sum < depth * 4 / 3
	    || (far_size(k) && far_size(k) * sum <= most)
	    || !ta_idx_is_const(ta_pack_extent(k, k->k_it[0]), &n))
		return 0;
	chunks = (sum + depth - 1) / depth;
	depth = (n + chunks - 1) / chunks;
	return depth < n ? depth : 0;
}

/* Set "v" to panels for a product whose sum is of "sum" terms, and for which so
   many of the innermost indices are known that all room is taken; return how
   many. */
static int known_panels(const struct ta_pack *k, struct ta_panels *v, int64_t sum)
{
	bool eager = k->pl->opt->eager;
	int64_t most = room(k, ta_cost_scratch(eager)), n = 0, x;
	int64_t chunk = known_chunk(k, sum, most), inner = sum, width = 1;
	int at;

	if (chunk)
		ta_idx_is_const(ta_idx_scale(k->pl->a, ta_pack_rest(k), chunk),
				&inner);

	for (at = k->nfar - 1; at >= 0; at--) {
		if (!ta_idx_is_const(ta_pack_extent(k, k->far_it[at]), &n))
			n = 0;
		x = most / (inner ? inner : 1);
		if (!at || !n || x < n)
			break;
		inner *= n;
		width *= n;
	}
	x = even_step(n, most / (inner ? inner : 1), width);
	return set_panels(k, v, at, x, chunk,
			  room(k, ta_cost_scratch_most(eager)));
}

/* Return by how many of k->k_it[0] a sum of an unknown number of terms is to be
   copied, 0 for all: so many channels, with windows of 3 by 3 or 5 by 5 about as
   many terms as there should be. */
static int64_t unknown_chunk(const struct ta_pack *k)
{
	int d = k->k_it[0];

	if (k->flip[d] || is_value(ta_pack_extent(k, d), 1)
	    || !ta_pack_is_channel(k, d))
		return 0;
	return k->pl->opt->eager ? 2 : 32;
}

/* Set "v" to panels for a product of sizes that are not known; return how
   many.  Images in networks have 7, 14, 28 rows and so on. */
static int unknown_panels(const struct ta_pack *k, struct ta_panels *v)
{
	bool eager = k->pl->opt->eager;
	int64_t limit = room(k, ta_cost_scratch_most(eager));
	int rows = k->nfar > 1
		   && !is_value(ta_pack_extent(k, k->far_it[k->nfar - 2]), 1);
	int at = k->nfar - 1 - rows, n = 0;
	int64_t step = eager ? 3 : rows ? 14 : 256, chunk = unknown_chunk(k);

	n += set_panels(k, &v[n], at, step, chunk, limit);
	n += set_panels(k, &v[n], at, rows ? 1 : 16, chunk, limit);
	return n;
}

/* Set "few" to the panels "v" of "k" for where there are too few of them for
   threads: of an image so small that more of the sum has room, when it is not
   known how much that is, so that threads meet less often.  Return whether there
   can be such. */
static bool few_panels(const struct ta_pack *k, const struct ta_panels *v,
		       struct ta_panels *few)
{
	enum { TIMES = 8 };
	bool eager = k->pl->opt->eager;
	int64_t n, chunk = v->chunk;

	if (chunk && !ta_idx_is_const(ta_pack_extent(k, k->k_it[0]), &n))
		chunk *= TIMES;
	return set_panels(k, few, v->at, v->step, chunk,
			  room(k, ta_cost_scratch_most(eager)));
}

/* Set "v" to the panels of "k" in the order in which they are to be tried;
   return how many. */
static int find_panels(const struct ta_pack *k, struct ta_panels *v)
{
	int64_t sum, inner;

	if (ta_idx_is_const(k->con->k, &sum)
	    && (k->nfar == 1
		|| ta_idx_is_const(ta_pack_extent(k, k->far_it[k->nfar - 1]), &inner)))
		return known_panels(k, v, sum);
	return unknown_panels(k, v);
}

/* Return the number of products of "k", twice, or NULL. */
static const ta_idx *operations(const struct ta_pack *k)
{
	ta_arena *a = k->pl->a;
	const ta_idx *x = ta_idx_mul(a, far_extent(k, 0), k->con->k);

	return ta_idx_scale(a, ta_idx_mul(a, x, k->near), 2);
}

/* Let the panels of "v" run in threads: return whether there are enough of
   them, and enough to do, as far as that is known; adds what is to be
   tested, nothing if they are the "last" resort, being of much each. */
static bool share_panels(const struct ta_pack *k, struct ta_panels *v, bool last)
{
	enum { ENOUGH = 2 };
	const ta_idx *x = NULL, *work = operations(k);
	int64_t n;
	int i;

	for (i = 0; i <= v->at; i++) {
		n = i < v->at ? ENOUGH : (ENOUGH - 1) * v->step + 1;
		x = ta_idx_addk(k->pl->a, ta_pack_extent(k, k->far_it[i]), -n);
		if (i == v->at || !ta_idx_is_const(x, &n) || n >= 0)
			break;
	}
	v->outer = i;
	if (k->pl->p->deterministic || last)
		return true;
	if (k->pl->opt->eager)
		return need(k, v, x, "enough panels for threads");
	return need(k, v, x, "enough panels for threads")
	       && need(k, v, ta_idx_addk(k->pl->a, work,
					 -(int64_t)ta_cost_parallel(true)),
		       "enough to do for threads");
}

/* Let "v" be for images that have some place where the window is inside, and
   which all windows meet where that counts: "n" conditions "inside" say so, the
   first "room" of them the former; return whether there may be one. */
static bool need_inside(const struct ta_pack *k, struct ta_panels *v, int n,
			int room, const ta_idx *const *inside)
{
	int i;

	for (i = 0; i < n; i++)
		if (!need(k, v, inside[i],
			  i < room ? "the window has room in the image"
				   : "every window meets the image"))
			return false;
	return true;
}

/* Return a copy of "v" with conditions of its own. */
static struct ta_panels copy_panels(const struct ta_pack *k, const struct ta_panels *v)
{
	struct ta_panels copy = *v;
	int i;

	copy.nconds = copy.ntexts = 0;
	copy.cond = NULL;
	copy.text = NULL;
	for (i = 0; i < v->nconds; i++)
		need(k, &copy, v->cond[i], v->text[i]);
	return copy;
}

/* Set "v" to the panels of "k" at "at" in the order in which they are to be
   tried; return how many.  Zeros that are not in the source make a guard. */
int ta_pack_panels(struct ta_pack *k, struct ta_place at,
		   struct ta_panels *v)
{
	const ta_program *p = k->pl->p;
	bool zeros = k->op->nwhen && !k->op->exact;
	const ta_idx **inside = NULL;
	struct ta_panels some[2], few;
	int i, n, ninside = 0, nroom, m = 0;

	if (zeros && !ta_pack_inside(k, &ninside, &inside))
		return 0;
	nroom = ninside;
	if (zeros && !ta_pack_meets(k, &ninside, &inside))
		return 0;
	n = find_panels(k, some);
	for (i = 0; i < n; i++) {
		if (!need_inside(k, &some[i], ninside, nroom, inside))
			return 0;
		if (at.inside)
			few = copy_panels(k, &some[i]);
		else if (!few_panels(k, &some[i], &few)
			 || !need_inside(k, &few, ninside, nroom, inside))
			return 0;
		few.inside = at.inside || p->serial;
		if (!few.inside && share_panels(k, &some[i], i > 0))
			v[m++] = some[i];
		if (!m || v[m - 1].nconds > few.nconds || few.inside)
			v[m++] = few;
	}
	return m && zeros && !ta_pack_guard(k, at, ninside, inside) ? 0 : m;
}
