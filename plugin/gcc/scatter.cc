/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scatter.cc - stores that change an element at a place that data say: h[p[i]] += w[i].

   Assumes an extraction at work, and a store whose address is no polynomial over
   iterators, of a value that is made of what was there.  Such a store is a statement
   with one more iterator, over all places there are, of which it takes the one that
   is asked for:

	h[place] = select (eq (place, p[i]), add (h[place], w[i]), keep)

   (see scatter.c of the core).  Rows at places that data say, h[p[i] * d + j], have
   the number of the row as that iterator.  Leaves true that the place is looked for
   under the conditions under which C computes it. */
#include "gcc-compat.h"
#include "extract.h"

/* ----------------------------------------------------- is it a scatter? -- */

static bool same_value(ta_extraction *x, tree u, tree v, int depth);

/* Return true if "u" and "v" refer to one element. */
static bool same_ref(ta_extraction *x, tree u, tree v, int depth)
{
	if (operand_equal_p(u, v, 0))
		return true;
	if (TREE_CODE(u) != TREE_CODE(v)
	    || !types_compatible_p(TREE_TYPE(u), TREE_TYPE(v)))
		return false;
	if (TREE_CODE(u) == ARRAY_REF)
		return same_ref(x, TREE_OPERAND(u, 0), TREE_OPERAND(v, 0),
				depth)
		       && same_value(x, TREE_OPERAND(u, 1),
				     TREE_OPERAND(v, 1), depth);
	if (TREE_CODE(u) == COMPONENT_REF)
		return TREE_OPERAND(u, 1) == TREE_OPERAND(v, 1)
		       && same_ref(x, TREE_OPERAND(u, 0), TREE_OPERAND(v, 0),
				   depth);
	return TREE_CODE(u) == MEM_REF
	       && operand_equal_p(TREE_OPERAND(u, 1), TREE_OPERAND(v, 1), 0)
	       && same_value(x, TREE_OPERAND(u, 0), TREE_OPERAND(v, 0), depth);
}

/* Return true if something is stored between positions "from" and "to": to "array", as far
   as it is known, or if that is -1 to any. */
static bool stored_between(ta_extraction *x, int from, int to, int array)
{
	unsigned i;

	for (i = 0; i < x->stores.length(); i++) {
		const ta_store *s = &x->stores[i];

		if (s->pos > from && s->pos < to
		    && (array < 0 || (s->memory && s->array == array)))
			return true;
	}
	return false;
}

/* Return true if the loads "g" and "h", of one element, of one loop, find the same: nothing
   is stored between them. */
static bool same_load(ta_extraction *x, gassign *g, gassign *h)
{
	int u = *x->pos.get(g), v = *x->pos.get(h);

	return ta_x_loop(x, gimple_bb(g)) == ta_x_loop(x, gimple_bb(h))
	       && !stored_between(x, MIN(u, v), MAX(u, v), -1);
}

/* Return true if "u" and "v" are computed from the same values in the same way: the
   compiler has not looked for such where it does not optimise. */
static bool same_value(ta_extraction *x, tree u, tree v, int depth)
{
	gassign *g, *h;
	unsigned i;

	if (operand_equal_p(u, v, 0))
		return true;
	if (TREE_CODE(u) != SSA_NAME || TREE_CODE(v) != SSA_NAME || depth > 8
	    || !ta_x_inside(x, u) || !ta_x_inside(x, v))
		return false;
	g = dyn_cast<gassign *>(SSA_NAME_DEF_STMT(u));
	h = dyn_cast<gassign *>(SSA_NAME_DEF_STMT(v));
	if (g && h && gimple_assign_load_p(g) && gimple_assign_load_p(h))
		return same_ref(x, gimple_assign_rhs1(g),
				gimple_assign_rhs1(h), depth + 1)
		       && same_load(x, g, h);
	if (!g || !h || gimple_assign_load_p(g) || gimple_assign_load_p(h)
	    || gimple_assign_rhs_code(g) != gimple_assign_rhs_code(h)
	    || gimple_num_ops(g) != gimple_num_ops(h)
	    || !types_compatible_p(TREE_TYPE(u), TREE_TYPE(v)))
		return false;
	for (i = 1; i < gimple_num_ops(g); i++)
		if (!same_value(x, gimple_op(g, i), gimple_op(h, i), depth + 1))
			return false;
	return true;
}

/* Return the load, in the same trip of its loop, of what "st" stores to, the last one
   before it, or NULL. */
static gimple *old_value(ta_extraction *x, const ta_store *st)
{
	basic_block bb = gimple_bb(st->stmt);
	tree ref = gimple_get_lhs(st->stmt);

	for (; bb && bitmap_bit_p(x->bbs, bb->index)
	       && ta_x_in(ta_x_loop(x, bb), st->loop);
	     bb = get_immediate_dominator(CDI_DOMINATORS, bb)) {
		if (ta_x_loop(x, bb) != st->loop)
			continue;
		for (gimple_stmt_iterator i = gsi_last_bb(bb); !gsi_end_p(i);
		     gsi_prev(&i)) {
			gimple *g = gsi_stmt(i);

			if (gimple_assign_load_p(g)
			    && *x->pos.get(g) < st->pos
			    && same_ref(x, gimple_assign_rhs1(g), ref, 0))
				return g;
		}
	}
	return NULL;
}

/* If "st" changes an element at a place that data say, note what of, and return true. */
bool ta_x_scatters(ta_extraction *x, ta_store *st)
{
	tree ref = gimple_get_lhs(st->stmt);
	enum ta_type type = ta_x_type(TREE_TYPE(ref));
	location_t loc = gimple_location(st->stmt);
	ta_place place = { st->loop, gimple_bb(st->stmt), st->pos, 0 };
	int base, array;

	if (st->other || !st->loop || type == TA_VOID || type == TA_PTR
	    || ta_type_is_complex(type) || ta_x_part(ref)
	    || ta_x_bad_ref(ref, st->stmt) != TA_REASON_NONE
	    || ta_x_linear(x, ref, st->loop) || x->more_divided)
		return false;
	st->old = old_value(x, st);
	base = st->old ? ta_x_place_of(x, ref, NULL, &place) : -1;
	array = base < 0 ? -1 : ta_x_array(x, base, type, loc);
	if (array < 0 || x->p->array[array].elem != type) {
		st->old = NULL;
		return false;
	}
	ta_x_note_ref(x, array, ref, true);
	ta_x_note_ref(x, array, gimple_assign_rhs1(st->old), false);
	st->memory = true;
	st->array = array;
	st->offset = NULL;
	return true;
}

/* Return true if "g" loads what the store of the scatter that is being made changes, as it
   is right before that. */
bool ta_x_is_old(ta_extraction *x, gimple *g)
{
	const ta_store *st = x->scatter;

	return st && ta_x_loop(x, gimple_bb(g)) == st->loop
	       && *x->pos.get(g) <= st->pos
	       && same_ref(x, gimple_assign_rhs1(g),
			   gimple_get_lhs(st->stmt), 0)
	       && !stored_between(x, *x->pos.get(g), st->pos, st->array);
}

/* ------------------------------------------------------------ its place -- */

/* A number taken apart: "row" (NULL: 0) times "by", and "rest" more. */
struct taken {
	ta_expr *row;
	const ta_idx *by, *rest;
};

/* Take the number "e" apart in "t"; return false if there is no such way. */
static bool take_apart(ta_extraction *x, ta_expr *e, taken *t)
{
	taken u, v;

	t->row = NULL;
	t->by = ta_idx_const(x->a, 1);
	t->rest = ta_idx_const(x->a, 0);
	switch (e->op) {
	case TA_OP_ITER:
		t->rest = e->u.idx;
		return true;
	case TA_OP_CONST:
		t->rest = ta_idx_const(x->a, e->u.i);
		return true;
	case TA_OP_PARAM:
		t->rest = ta_idx_param(x->a, e->u.param);
		return ta_type_is_integer(e->type);
	case TA_OP_CAST:
		if (e->arg[0]->op == TA_OP_PARAM)
			return take_apart(x, e->arg[0], t);
		t->row = e;
		return true;
	case TA_OP_ADD:
	case TA_OP_SUB:
		if (!take_apart(x, e->arg[0], &u)
		    || !take_apart(x, e->arg[1], &v) || (u.row && v.row)
		    || (v.row && e->op == TA_OP_SUB))
			return false;
		*t = u.row ? u : v;
		t->rest = e->op == TA_OP_ADD
				  ? ta_idx_add(x->a, u.rest, v.rest)
				  : ta_idx_sub(x->a, u.rest, v.rest);
		return t->rest != NULL;
	case TA_OP_MUL:
		if (!take_apart(x, e->arg[0], &u)
		    || !take_apart(x, e->arg[1], &v))
			return false;
		if (u.row)
			std::swap(u, v);
		if (u.row || ta_idx_uses_iters(u.rest))
			return false;
		t->row = v.row;
		t->by = ta_idx_mul(x->a, v.by, u.rest);
		t->rest = ta_idx_mul(x->a, v.rest, u.rest);
		return t->by && t->rest;
	default:
		t->row = e;
		return true;
	}
}

/* Set "t" to the rows that "index", in "at", runs along one of, if that is so: of a
   length that is known, so that no element is in two of them; else to the element. */
static void find_row(ta_extraction *x, ta_expr *index, class loop *at, taken *t)
{
	const ta_idx *after;

	if (take_apart(x, index, t) && t->row && !ta_idx_is_one(t->by)) {
		after = ta_idx_addk(x->a, ta_idx_sub(x->a, t->by, t->rest), -1);
		if (after && ta_x_proved_over(x, t->rest, at)
		    && ta_x_proved_over(x, after, at))
			return;
	}
	t->row = index;
	t->by = ta_idx_const(x->a, 1);
	t->rest = ta_idx_const(x->a, 0);
}

/* -------------------------------------------------------- the statement -- */

/* Give "s" one more iterator, whose values are not below 0; return its number. */
int ta_x_add_iterator(ta_extraction *x, ta_stmt *s)
{
	int d = s->depth++;

	s->iter = TA_NEWV(x->a, const char *, s->depth);
	s->loop = TA_NEWV(x->a, int, s->depth);
	s->order = TA_NEWV(x->a, int, s->depth + 1);
	TA_PUSH(x->a, s->cons, s->ncons, ta_idx_var(x->a, d));
	return d;
}

/* Return "e", the value of "s", with "test" for its place where no condition around
   knows of the element. */
static ta_expr *with_test(ta_extraction *x, const ta_stmt *s, ta_expr *e,
			  ta_expr *test)
{
	int arm = ta_written_arm(e);
	ta_expr *keep;

	if (!arm || ta_expr_touches(e->arg[0], s->write->array)) {
		keep = ta_expr_new(x->a, TA_OP_KEEP, e->type, 0, 0);
		return ta_expr_new(x->a, TA_OP_SELECT, e->type, s->loc, 3, test,
				   e, keep);
	}
	e->arg[arm] = with_test(x, s, e->arg[arm], test);
	return e;
}

/* Let "s", a statement for "st" under "ways", change what is at "index"; false after a
   failure. */
static bool make_scatter(ta_extraction *x, const ta_store *st, ta_stmt *s,
			 const vec<ta_way> &ways, ta_expr *index,
			 ta_place *place)
{
	ta_scattered site = { s, st->array, NULL, ta_x_most(index), st->loop,
			      gimple_location(st->stmt) };
	ta_expr *at, *rest;
	const ta_idx *k;
	taken t;

	find_row(x, index, st->loop, &t);
	k = ta_idx_var(x->a, ta_x_add_iterator(x, s));
	s->scatter = s->depth;
	x->items.last().spread = true;
	site.by = t.by;
	if (!ta_idx_is_one(t.by))
		site.most = -1;
	s->write = ta_access_new(
		x->a, st->array,
		ta_idx_add(x->a, ta_idx_mul(x->a, k, t.by), t.rest), 0, NULL,
		site.loc);
	s->write->sure = false;
	x->scatter = st;
	x->old_element = s->write;
	s->rhs = ta_x_expr(x, gimple_assign_rhs1(st->stmt), place);
	ta_x_keep_otherwise(x, ways, s, place);
	x->scatter = NULL;
	if (!s->rhs)
		return false;
	at = ta_expr_new(x->a, TA_OP_ITER, TA_U64, site.loc, 0);
	at->u.idx = k;
	at = ta_expr_new(x->a, TA_OP_EQ, TA_BOOL, site.loc, 2, at, t.row);
	s->rhs = with_test(x, s, s->rhs, at);
	x->scattered.safe_push(site);
	return !ta_scatter_wrong(x->p, s)
	       && ta_scatter_op(x->p, s, &rest) != TA_OP_NONE;
}

/* Make a statement of the store "st" in "bb", which changes an element at a place that
   data say. */
bool ta_x_scatter(ta_extraction *x, const ta_store *st, basic_block bb)
{
	location_t loc = gimple_location(st->stmt);
	auto_vec<ta_way> ways;
	ta_stmt *s = ta_x_stmt(x, bb, st->loop, st->pos, loc, &ways);
	ta_place place = ta_x_place_under(ways, bb, st->loop, st->pos);
	ta_expr *index = NULL;
	int base;

	if (!s)
		return false;
	base = ta_x_place_of(x, gimple_get_lhs(st->stmt), &index, &place);
	if (x->failed)
		return false;
	if (base < 0 || !index || base != x->arrays[st->array]->param
	    || !make_scatter(x, st, s, ways, index, &place))
		return ta_x_fail(x, st->loop, loc, TA_REASON_SCATTER,
				 x->p->array[st->array].name);
	return true;
}

/* Return how many values the iterator of "site" has, or NULL.  What the type of a place
   tells may be more than there are elements, of which those alone that are changed are
   touched then: of the least and greatest, copies begin with all. */
static const ta_idx *places(ta_extraction *x, const ta_scattered *site)
{
	const ta_idx *n = ta_x_span(x, site->array);
	enum ta_op op;
	ta_expr *rest;
	int64_t k;

	if (n && !ta_idx_is_one(site->by))
		return ta_idx_quotient(x->a, n, site->by);
	op = ta_scatter_op(x->p, site->stmt, &rest);
	if (!n && (op == TA_OP_MIN || op == TA_OP_MAX))
		return NULL;
	if (site->most >= 0
	    && (!n || (ta_idx_is_const(n, &k) && k > site->most)))
		return ta_idx_const(x->a, site->most + 1);
	return n;
}

/* Bound the iterators of scatters, now that shapes are known; false after a failure. */
bool ta_x_scatter_bounds(ta_extraction *x)
{
	unsigned i;

	for (i = 0; i < x->scattered.length(); i++) {
		const ta_scattered *site = &x->scattered[i];
		ta_stmt *s = site->stmt;
		const ta_idx *n = places(x, site);

		if (!n)
			return ta_x_fail(x, site->loop, site->loc,
					 TA_REASON_SCATTER,
					 x->p->array[site->array].name);
		if (!ta_x_assume(x, ta_idx_addk(x->a, n, -1),
				 "there are places"))
			return ta_x_fail_why(x, site->loop, site->loc);
		TA_PUSH(x->a, s->cons, s->ncons,
			ta_idx_addk(x->a,
				    ta_idx_sub(x->a, n,
					       ta_idx_var(x->a, s->scatter - 1)),
				    -1));
	}
	return true;
}
