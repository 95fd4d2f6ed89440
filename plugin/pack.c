/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack.c - a product of matrices one of which is copied first.

   Assumes a contraction with an operand that is no matrix where it lies: the
   image of a convolution, or one whose indices do not nest.  For a panel of the
   index that it shares with the output, as many of it as a bounded piece of
   memory has room for, its elements are copied there as a matrix, and the
   library multiplies that:

	for (p = 0; p < oh; p += 8)
	  {
	    T[ci][kh][kw][0 .. 8][ow] = in[ci][p .. p + 8 + kh][ow + kw];
	    out[co][p .. p + 8][ow] += w[co][ci, kh, kw] * T;
	  }

   The panels run in several threads, or where there are few of them, the copy
   and the library do.  What the memory is too small for is left to loops, and
   so is an operand whose elements are used but a few times each.  Leaves true
   that nothing is read but what the loops as written read. */
#include "pack.h"

#include <string.h>

/* Panels: of far_it["at"], by "step"; iterators before it are loops around,
   "inner" is the extent of those after it together.  "size": how many elements
   the scratch array "array" has; far_step, k_step: the strides of its two
   indices.  "outer": the loop whose iterations are threads, among far_it, or -1
   for none; the library has several then, unless "inside" a parallel region.
   They are for when all of "cond" is >= 0. */
struct panels {
	int at, outer, array;
	bool inside;
	int64_t step;
	const ta_idx *inner, *size, *far_step, *k_step;
	int nconds, ntexts;
	const ta_idx **cond;
	const char **text;
};

/* Return the extent of iterator "d" of "k", or NULL. */
static const ta_idx *extent(const struct ta_pack *k, int d)
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
	    || !extent(k, d) || ta_idx_uses_iters(extent(k, d)) || !x)
		return false;
	if (is_value(extent(k, d), 1))
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
		    && (found < 0 || !is_value(extent(k, d), 1)))
			found = d;
	return found;
}

/* Set "it" to the iterators of class "cls" of "k", outermost first, as they nest
   in "o", where neighbours are "unit" apart; return how many they are, or -1
   when they do not nest. */
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
		pos = ta_idx_mul(a, pos, extent(k, d));
		if (!pos)
			return -1;
	}
	for (i = 0; i < n; i++)
		it[i] = inner[n - 1 - i];
	return n;
}

/* Set "k" to the product of "con"; return whether the indices of the copy
   nest in the operands that are not copied. */
static bool find_pack(struct ta_planner *pl, const ta_contraction *con,
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
static bool need(const struct ta_pack *k, struct panels *v, const ta_idx *x,
		 const char *text)
{
	int64_t c;

	if (!x || (ta_idx_is_const(x, &c) && c < 0))
		return false;
	if (ta_known_nonneg(k->pl->p, x))
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
		x = ta_idx_mul(k->pl->a, x, extent(k, k->far_it[i]));
	return x;
}

/* Return how many elements may be copied at a time. */
static int64_t room(const struct ta_pack *k, int64_t bytes)
{
	const ta_program *p = k->pl->p;

	return bytes / ta_type_size(p->array[k->op->access->array].elem);
}

/* Return whether iterator "d" of "k" steps through the copied operand by one
   element, as vectors do. */
static bool is_row(const struct ta_pack *k, int d)
{
	return is_value(ta_idx_coef(k->pl->a, k->op->access->offset, d), 1);
}

/* Return whether the copy of a panel "width" wide is stored by rows of the far
   indices, as what is copied is: a row of one element would have the pitch of a
   column, of which the routine is told nothing. */
static bool by_rows(const struct ta_pack *k, const ta_idx *width)
{
	if (is_value(k->con->k, 1))
		return true;
	return !is_value(width, 1)
	       && (is_row(k, k->far_it[k->nfar - 1])
		   || !is_row(k, k->k_it[k->nk - 1]));
}

/* Set the rest of "v", panels of k->far_it[at] by "step", none of which needs
   more than "most" elements; return whether they can be. */
static bool set_panels(const struct ta_pack *k, struct panels *v, int at,
		       int64_t step, int64_t most)
{
	ta_arena *a = k->pl->a;
	const ta_idx *one = ta_idx_const(a, 1), *width;
	bool rows;

	memset(v, 0, sizeof(*v));
	if (k->flip[k->far_it[at]])
		return false;
	v->at = at;
	v->outer = -1;
	v->step = step;
	v->inner = far_extent(k, at + 1);
	width = ta_idx_scale(a, v->inner, step);
	rows = by_rows(k, width);
	v->size = ta_idx_mul(a, width, k->con->k);
	v->far_step = rows ? one : k->con->k;
	v->k_step = rows ? width : one;
	return need(k, v, ta_idx_addk(a, v->inner, -1),
		    "a size is not empty")
	       && need(k, v, ta_idx_addk(a, ta_idx_scale(a, v->size, -1), most),
		       "what is copied has room");
}

/* Return the step of panels of an index of "n" (0: not known), of which "most"
   have room: as even as can be, and a number of threads can share. */
static int64_t even_step(int64_t n, int64_t most)
{
	int64_t panels;

	if (most < 1)
		return 1;
	if (!n)
		return most;
	panels = (n + most - 1) / most;
	if (panels > 2)
		panels = (panels + 3) / 4 * 4;
	return (n + panels - 1) / panels;
}

/* Set "v" to panels for a product whose sum is of "sum" terms, and for which so
   many of the innermost indices are known that all room is taken; return how
   many. */
static int known_panels(const struct ta_pack *k, struct panels *v, int64_t sum)
{
	bool eager = k->pl->opt->eager;
	int64_t most = room(k, ta_cost_scratch(eager)), n = 0, x;
	int64_t inner = sum;
	int at;

	for (at = k->nfar - 1; at >= 0; at--) {
		if (!ta_idx_is_const(extent(k, k->far_it[at]), &n))
			n = 0;
		x = most / (inner ? inner : 1);
		if (!at || !n || x < n)
			break;
		inner *= n;
	}
	x = even_step(n, most / (inner ? inner : 1));
	return set_panels(k, v, at, x, room(k, ta_cost_scratch_most(eager)));
}

/* Set "v" to panels for a product of sizes that are not known; return how
   many. */
static int unknown_panels(const struct ta_pack *k, struct panels *v)
{
	bool eager = k->pl->opt->eager;
	int64_t most = room(k, ta_cost_scratch(eager));
	int64_t limit = room(k, ta_cost_scratch_most(eager));
	int rows = k->nfar > 1
		   && !is_value(extent(k, k->far_it[k->nfar - 2]), 1);
	int at = k->nfar - 1 - rows, n = 0;
	int64_t step = eager ? 3 : rows ? 8 : 256;

	n += set_panels(k, &v[n], at, step, 2 * most);
	n += set_panels(k, &v[n], at, rows ? 1 : 16, limit);
	return n;
}

/* Set "v" to the panels of "k" in the order in which they are to be tried;
   return how many. */
static int find_panels(const struct ta_pack *k, struct panels *v)
{
	int64_t sum, inner;

	if (ta_idx_is_const(k->con->k, &sum)
	    && (k->nfar == 1
		|| ta_idx_is_const(extent(k, k->far_it[k->nfar - 1]), &inner)))
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
   tested. */
static bool share_panels(const struct ta_pack *k, struct panels *v)
{
	enum { ENOUGH = 4 };
	const ta_idx *x = NULL, *work = operations(k);
	int64_t n;
	int i;

	for (i = 0; i <= v->at; i++) {
		n = i < v->at ? ENOUGH : (ENOUGH - 1) * v->step + 1;
		x = ta_idx_addk(k->pl->a, extent(k, k->far_it[i]), -n);
		if (i == v->at || !ta_idx_is_const(x, &n) || n >= 0)
			break;
	}
	v->outer = i;
	if (k->pl->p->deterministic)
		return true;
	if (k->pl->opt->eager)
		return need(k, v, x, "enough panels for threads");
	return need(k, v, x, "enough panels for threads")
	       && need(k, v, ta_idx_addk(k->pl->a, work,
					 -(int64_t)ta_cost_parallel(true)),
		       "enough to do for threads");
}

/* Let "v" be for images that have some place where the window is inside, which
   "n" conditions "inside" say; return whether there may be one. */
static bool need_inside(const struct ta_pack *k, struct panels *v, int n,
			const ta_idx *const *inside)
{
	int i;

	for (i = 0; i < n; i++)
		if (!need(k, v, inside[i], "the window has room in the image"))
			return false;
	return true;
}

/* Return a copy of "v" with conditions of its own. */
static struct panels copy_panels(const struct ta_pack *k, const struct panels *v)
{
	struct panels copy = *v;
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
static int all_panels(const struct ta_pack *k, struct ta_place at,
		      struct panels *v)
{
	const ta_program *p = k->pl->p;
	bool zeros = k->op->nwhen && !k->op->exact;
	const ta_idx **inside = NULL;
	struct panels some[2], few;
	int i, n, ninside = 0, m = 0;

	if (zeros && !ta_pack_inside(k, &ninside, &inside))
		return 0;
	n = find_panels(k, some);
	for (i = 0; i < n; i++) {
		if (!need_inside(k, &some[i], ninside, inside))
			return 0;
		few = copy_panels(k, &some[i]);
		few.inside = at.inside || p->serial;
		if (!few.inside && share_panels(k, &some[i]))
			v[m++] = some[i];
		if (!m || v[m - 1].nconds > few.nconds || few.inside)
			v[m++] = few;
	}
	return m && zeros && !ta_pack_guard(k, ninside, inside) ? 0 : m;
}

/* --------------------------------------------------------------- nodes -- */

/* Return a loop over iterator "d" of "k" from "lo" to "hi" as variable
   "var". */
static ta_node *new_loop(const struct ta_pack *k, int d, const ta_idx *lo,
			 const ta_idx *hi, int var)
{
	ta_node *node = ta_node_new(k->pl->a, TA_NODE_LOOP, k->s->loc);
	ta_bound b = { .den = 1 };

	if (k->s->loop[d] >= 0)
		node->loc = k->pl->p->loop[k->s->loop[d]].loc;
	node->name = k->s->iter[d];
	node->var = var;
	b.num = lo;
	TA_PUSH(k->pl->a, node->lower, node->nlower, b);
	b.num = hi;
	TA_PUSH(k->pl->a, node->upper, node->nupper, b);
	return node;
}

/* Return the bound "x" of an iterator of "k" over plan variables. */
static const ta_idx *plan_bound(const struct ta_pack *k, const ta_idx *x)
{
	return ta_plan_idx(k->pl, k->update, x);
}

/* Return the index that iterator "d" of "k" has in the copy, over the iterators
   of the statement that makes it, where it begins at "lo" and ends before
   "hi". */
static const ta_idx *own_index(const struct ta_pack *k, int d, const ta_idx *lo,
			       const ta_idx *hi)
{
	ta_arena *a = k->pl->a;
	const ta_idx *i = ta_idx_var(a, d);

	i = k->flip[d] ? ta_idx_addk(a, ta_idx_sub(a, hi, i), -1)
		       : ta_idx_sub(a, i, lo);
	return ta_idx_mul(a, i, k->pos[d]);
}

/* Return where in the copy "v" an element is that the statement of "k" reads
   for its iterators and "begin", the beginning of the panel. */
static const ta_idx *place_in_copy(const struct ta_pack *k,
				   const struct panels *v, const ta_idx *begin)
{
	ta_arena *a = k->pl->a;
	const ta_idx *far = ta_idx_const(a, 0), *sum = ta_idx_const(a, 0);
	int i, d;

	for (i = v->at; i < k->nfar; i++) {
		d = k->far_it[i];
		far = ta_idx_add(a, far,
				 own_index(k, d, i > v->at ? k->lo[d] : begin,
					   k->hi[d]));
	}
	for (i = 0; i < k->nk; i++) {
		d = k->k_it[i];
		sum = ta_idx_add(a, sum, own_index(k, d, k->lo[d], k->hi[d]));
	}
	return ta_idx_add(a, ta_idx_mul(a, far, v->far_step),
			  ta_idx_mul(a, sum, v->k_step));
}

/* Add the scratch array of "v" to the program. */
static void add_array(const struct ta_pack *k, struct panels *v)
{
	ta_program *p = k->pl->p;
	const ta_array *of = &p->array[k->op->access->array];
	ta_array *x;

	v->array = ta_program_array(p, ta_sprintf(p->arena, "%s_packed%d",
						  of->name, p->narrays),
				    of->elem, -1, k->s->loc);
	x = &p->array[v->array];
	x->is_virtual = false;
	x->is_scratch = x->read = x->written = true;
	x->ndims = 1;
	x->extent = TA_NEW(p->arena, const ta_idx *);
	x->extent[0] = v->size;
}

/* Return the condition that all of "n" polynomials "x" are >= 0. */
static ta_expr *all_hold(ta_arena *a, int n, const ta_idx *const *x)
{
	ta_expr *all = NULL, *e;
	int i;

	for (i = 0; i < n; i++) {
		e = ta_expr_new(a, TA_OP_ITER, TA_I64, 0, 0);
		e->u.idx = x[i];
		e = ta_expr_new(a, TA_OP_GE, TA_BOOL, 0, 2, e,
				ta_expr_int(a, TA_I64, 0));
		all = all ? ta_expr_new(a, TA_OP_AND, TA_BOOL, 0, 2, all, e) : e;
	}
	return all;
}

/* Return what is copied for "k". */
static ta_expr *copied(const struct ta_pack *k)
{
	ta_arena *a = k->pl->a;
	const ta_operand *op = k->op;
	ta_access *read = (ta_access *)ta_memdup(a, op->access, sizeof(*read));
	ta_expr *e;

	read->sure = !op->nwhen;
	e = ta_expr_read(k->pl->p, read);
	if (op->conj)
		e = ta_expr_new(a, TA_OP_CONJ, e->type, k->s->loc, 1, e);
	if (!op->nwhen)
		return e;
	return ta_expr_new(a, TA_OP_SELECT, e->type, k->s->loc, 3,
			   all_hold(a, op->nwhen, op->when), e,
			   ta_expr_float(a, e->type, 0));
}

/* Return the number of the statement that copies what the update of "k" reads
   to the array of "v": its iterators are those of the update, and after them
   the beginning of the panel.  NULL arithmetic on sizes has been refused. */
static int add_copy(const struct ta_pack *k, const struct panels *v)
{
	struct ta_planner *pl = k->pl;
	ta_arena *a = pl->a;
	const ta_stmt *of = k->s;
	int d = k->far_it[v->at], depth = of->depth + 1, i;
	const ta_idx *begin = ta_idx_var(a, of->depth);
	const ta_idx *in = ta_idx_sub(a, ta_idx_var(a, d), begin);
	ta_stmt *s = ta_stmt_copy(a, of, of->order[0]);

	s->name = ta_sprintf(a, "P%d", pl->npacks);
	s->depth = depth;
	s->iter = TA_NEWV(a, const char *, depth);
	s->loop = TA_NEWV(a, int, depth);
	s->order = TA_NEWV(a, int, depth + 1);
	for (i = 0; i < of->depth; i++) {
		s->iter[i] = of->iter[i];
		s->loop[i] = of->loop[i];
		s->order[i] = of->order[i];
	}
	s->iter[i] = ta_sprintf(a, "%s_0", of->iter[d] ? of->iter[d] : "p");
	s->loop[i] = of->loop[d];
	s->order[i] = INT16_MAX + pl->npacks;
	s->cons = NULL;
	s->ncons = 0;
	for (i = 0; i < of->ncons; i++)
		if (!ta_idx_listed(of->cons[i], k->op->nwhen, k->op->when))
			TA_PUSH(a, s->cons, s->ncons, of->cons[i]);
	TA_PUSH(a, s->cons, s->ncons, in);
	TA_PUSH(a, s->cons, s->ncons,
		ta_idx_addk(a, ta_idx_scale(a, in, -1), v->step - 1));
	s->write = ta_access_new(a, v->array, place_in_copy(k, v, begin), 0,
				 NULL, of->loc);
	s->rhs = copied(k);
	s->reduce = TA_OP_NONE;
	s->rest = NULL;
	s->planned = true;
	TA_PUSH(a, pl->pack, pl->npacks, s);
	return pl->nstmts + pl->npacks - 1;
}

/* The loops of a copy in the making: "top" is the outermost, "last" the
   innermost; "var" is the next variable. */
struct nest {
	ta_node *top, *last;
	int var;
};

/* Put a loop over iterator "d" of "k" from "lo" to "hi" into "nest". */
static void add_loop(const struct ta_pack *k, struct nest *nest, int d,
		     const ta_idx *lo, const ta_idx *hi)
{
	ta_node *node = new_loop(k, d, lo, hi, nest->var);

	k->pl->iter[k->update][d] = ta_idx_var(k->pl->a, nest->var++);
	if (nest->last)
		ta_node_add(k->pl->a, nest->last, node);
	else
		nest->top = node;
	nest->last = node;
}

/* Put the loops over k->far_it of the panel "v" from "begin" to "end" into
   "nest". */
static void add_far(const struct ta_pack *k, const struct panels *v,
		    struct nest *nest, const ta_idx *begin, const ta_idx *end)
{
	int i, d;

	add_loop(k, nest, k->far_it[v->at], begin, end);
	for (i = v->at + 1; i < k->nfar; i++) {
		d = k->far_it[i];
		add_loop(k, nest, d, plan_bound(k, k->lo[d]),
			 plan_bound(k, k->hi[d]));
	}
}

/* Put the loops over k->k_it into "nest". */
static void add_sum(const struct ta_pack *k, struct nest *nest)
{
	int i, d;

	for (i = 0; i < k->nk; i++) {
		d = k->k_it[i];
		add_loop(k, nest, d, plan_bound(k, k->lo[d]),
			 plan_bound(k, k->hi[d]));
	}
}

/* Let the outermost loop of the copy "node" of "v" run in several threads where
   the library does too. */
static void share_copy(const struct ta_pack *k, const struct panels *v,
		       ta_node *node)
{
	int64_t n;

	if (v->outer >= 0 || v->inside)
		return;
	node->parallel = true;
	node->par_limit = k->pl->opt->eager ? 0 : ta_cost_parallel(true);
	node->work = ta_idx_scale(k->pl->a, v->size, 2);
	if (!ta_idx_is_const(node->work, &n))
		return;
	node->work = NULL;
	node->parallel = (double)n >= node->par_limit;
}

/* Return the plan of the copy of the panel "v" from "begin" to "end", by the
   statement "stmt", over variables from "var" on. */
static ta_node *copy_node(const struct ta_pack *k, const struct panels *v,
			  int stmt, const ta_idx *begin, const ta_idx *end,
			  int var)
{
	struct nest nest = { NULL, NULL, var };
	const ta_idx **iter = k->pl->iter[k->update];
	ta_node *node = ta_node_new(k->pl->a, TA_NODE_STMT, k->s->loc);
	int d;

	if (is_value(v->far_step, 1)) {
		add_sum(k, &nest);
		add_far(k, v, &nest, begin, end);
	} else {
		add_far(k, v, &nest, begin, end);
		add_sum(k, &nest);
	}
	node->stmt = stmt;
	node->iter = TA_NEWV(k->pl->a, const ta_idx *, k->s->depth + 1);
	for (d = 0; d < k->s->depth; d++)
		node->iter[d] = iter[d] ? iter[d] : plan_bound(k, k->lo[d]);
	node->iter[d] = begin;
	for (d = v->at; d < k->nfar; d++)
		iter[k->far_it[d]] = NULL;
	for (d = 0; d < k->nk; d++)
		iter[k->k_it[d]] = NULL;
	ta_node_add(k->pl->a, nest.last, node);
	nest.last->simd = true;
	share_copy(k, v, nest.top);
	return nest.top;
}

/* Return the first element of "o" that the product for the panel from "begin"
   on uses, over plan variables. */
static const ta_idx *first_element(const struct ta_pack *k,
				   const struct panels *v, const ta_operand *o,
				   const ta_idx *begin)
{
	ta_arena *a = k->pl->a;
	const ta_idx *to[TA_MAX_DEPTH];
	int d;

	for (d = 0; d < k->s->depth; d++) {
		to[d] = k->pl->iter[k->update][d];
		if (to[d])
			continue;
		to[d] = plan_bound(k, k->flip[d] ? ta_idx_addk(a, k->hi[d], -1)
						 : k->lo[d]);
	}
	to[k->far_it[v->at]] = begin;
	return ta_idx_subst(a, o->access->offset, k->s->depth, to);
}

/* Set matrix "i" of "x" to operand "o" for the panel "v" from "begin" on. */
static void set_matrix(const struct ta_pack *k, const struct panels *v,
		       struct ta_product *x, int i, const ta_operand *o,
		       const ta_idx *begin)
{
	bool right = k->op == &k->con->right;

	x->array[i] = o->access->array;
	x->conj[i] = o->conj && !o->packed;
	x->row[i] = o->row;
	x->col[i] = o->col;
	if (!o->packed) {
		x->offset[i] = first_element(k, v, o, begin);
		return;
	}
	x->array[i] = v->array;
	x->offset[i] = ta_idx_const(k->pl->a, 0);
	x->row[i] = right ? v->k_step : v->far_step;
	x->col[i] = right ? v->far_step : v->k_step;
}

/* Return the call for the panel "v" from "begin" to "end"; what has to be tested
   for it is added to "test". */
static ta_node *product_node(const struct ta_pack *k, const struct panels *v,
			     const ta_idx *begin, const ta_idx *end,
			     ta_node *test)
{
	const ta_contraction *con = k->con;
	struct ta_product x = { .con = con };
	const ta_idx *width;

	width = ta_idx_mul(k->pl->a, ta_idx_sub(k->pl->a, end, begin),
			   v->inner);
	x.m = x.mmax = con->m;
	x.n = x.nmax = con->n;
	x.k = con->k;
	if (k->far == TA_CLASS_N)
		x.n = width;
	else
		x.m = width;
	set_matrix(k, v, &x, 0, &con->left, begin);
	set_matrix(k, v, &x, 1, &con->right, begin);
	set_matrix(k, v, &x, 2, &con->out, begin);
	return ta_plan_product(k->pl, &x, test);
}

/* Return the loops of the panels "v" of "piece" around their copies and calls, at
   "at"; what has to be tested for them is added to "test". */
static ta_node *panel_nodes(const struct ta_pack *k, const struct panels *v,
			    const struct ta_piece *piece, struct ta_place at,
			    ta_node *test)
{
	struct ta_planner *pl = k->pl;
	ta_arena *a = pl->a;
	struct nest nest = { NULL, NULL, at.var };
	ta_node *seq = ta_node_new(a, TA_NODE_SEQ, k->s->loc), *call;
	const ta_idx *begin, *end;
	int i, stmt;

	for (i = 0; i <= v->at; i++) {
		int d = k->far_it[i];

		add_loop(k, &nest, d, plan_bound(k, k->lo[d]),
			 plan_bound(k, k->hi[d]));
		nest.last->parallel = i == v->outer;
	}
	nest.last->step = v->step;
	TA_PUSH(a, nest.last->local, nest.last->nlocals, v->array);
	begin = ta_idx_var(a, nest.var - 1);
	end = v->step > 1 ? ta_idx_var(a, nest.var++) : ta_idx_addk(a, begin, 1);
	pl->iter[k->update][k->far_it[v->at]] = NULL;
	stmt = add_copy(k, v);
	call = product_node(k, v, begin, end, test);
	for (i = 0; i < piece->set.n; i++)
		TA_PUSH(a, call->cover, call->ncovers, piece->set.s[i]);
	ta_node_add(a, seq, copy_node(k, v, stmt, begin, end, nest.var));
	ta_node_add(a, seq, call);
	ta_node_add(a, nest.last, seq);
	for (i = 0; i < v->at; i++)
		pl->iter[k->update][k->far_it[i]] = NULL;
	return nest.top;
}

/* Return a test that is added to those of "test". */
static ta_guard *add_test(const struct ta_pack *k, ta_node *test,
			  enum ta_guard_kind kind, const char *text)
{
	ta_guard *g = TA_NEW(k->pl->a, ta_guard);

	g->kind = kind;
	g->text = text;
	TA_PUSH(k->pl->a, test->cond, test->nconds, g);
	return g;
}

/* Return the panels "v" of "piece" at "at" under their conditions; what runs
   otherwise is yet to be added. */
static ta_node *tested_panels(const struct ta_pack *k, struct panels *v,
			      const struct ta_piece *piece,
			      struct ta_place at)
{
	ta_node *test = ta_node_new(k->pl->a, TA_NODE_IF, k->s->loc), *node;
	ta_guard *g;
	int64_t n;
	int i;

	add_array(k, v);
	if (!ta_idx_is_const(k->near, &n)) {
		g = add_test(k, test, TA_GUARD_WORK,
			     "enough uses of what is copied");
		g->idx = k->near;
		g->limit = ta_cost_pack_uses;
	}
	for (i = 0; i < v->nconds; i++)
		add_test(k, test, TA_GUARD_GE0, v->text[i])->idx = v->cond[i];
	node = panel_nodes(k, v, piece, at, test);
	add_test(k, test, TA_GUARD_SCRATCH, "there is memory for the copy")
		->array[0] = v->array;
	ta_node_add(k->pl->a, test, node);
	return test;
}

/* Return whether what is copied for "k" is used often enough, as far as that is
   known, or the user wants a call. */
static bool used_enough(const struct ta_pack *k)
{
	const ta_program *p = k->pl->p;
	int64_t n;

	return p->lower == TA_LOWER_BLAS || (p->require & TA_REQUIRE_BLAS)
	       || k->pl->opt->eager || !ta_idx_is_const(k->near, &n)
	       || (double)n >= ta_cost_pack_uses;
}

/* Return the plan of "piece", a contraction one of whose operands is copied, at
   "at": its loops where that does not pay. */
ta_node *ta_plan_packed(struct ta_planner *pl, const struct ta_piece *piece,
			struct ta_place at)
{
	enum { MOST = 4 };
	struct panels v[MOST];
	struct ta_pack k;
	ta_node *top = NULL, *last = NULL, *node;
	int i, n = 0;

	if (!pl->is_part && find_pack(pl, pl->p->group[piece->call].con, &k)
	    && used_enough(&k))
		n = all_panels(&k, at, v);
	for (i = 0; i < n; i++) {
		node = tested_panels(&k, &v[i], piece, at);
		if (last)
			ta_node_add(pl->a, last, node);
		else
			top = node;
		last = node;
	}
	node = ta_plan_loops(pl, &piece->set, piece->call, at);
	if (!last)
		return node;
	ta_node_add(pl->a, last, node);
	return top;
}
