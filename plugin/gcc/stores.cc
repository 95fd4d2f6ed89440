/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stores.cc - the stores of the region as statements.

   Assumes that the stores are collected, in program order.  A store under a
   condition on iterators and parameters gets that into its domain.  If under
   any other condition it has a twin in the other branch that writes the same
   element, the two are one statement that selects the value:

	if (x[i] < 0) y[i] = 0;		y[i] = select (x[i] < 0, 0, x[i])
	else y[i] = x[i];

	if (x[i] < 0) x[i] = 0;		x[i] = select (x[i] < 0, 0, keep)

   Otherwise the statement selects between the value and none.  Leaves true that
   a statement writes just what C wrote, and when: no store is made up that
   another thread, or memory that is read only, might see. */
#include "gcc-compat.h"
#include "extract.h"

/* Return true if "a" and "b" store the two parts of one complex number, and
   memory is not touched in between. */
static bool both_parts(gimple *a, gimple *b)
{
	tree u = gimple_get_lhs(a), v = gimple_get_lhs(b);
	gimple_stmt_iterator i = gsi_for_stmt(a);

	if (!ta_x_part(u) || !ta_x_part(v) || TREE_CODE(u) == TREE_CODE(v)
	    || !operand_equal_p(TREE_OPERAND(u, 0), TREE_OPERAND(v, 0), 0))
		return false;
	do
		gsi_next(&i);
	while (!gsi_end_p(i) && !gimple_vuse(gsi_stmt(i)));
	return !gsi_end_p(i) && gsi_stmt(i) == b;
}

/* Make store "i" and the one after it one of a complex number, if that is what
   they are in an array of such. */
static void join_parts(ta_extraction *x, unsigned i)
{
	ta_store *s = &x->stores[i];
	tree lhs = gimple_get_lhs(s->stmt);

	if (i + 1 == x->stores.length() || x->stores[i + 1].fill
	    || ta_x_whole_ref(x, lhs, s->loop) == lhs
	    || !both_parts(s->stmt, x->stores[i + 1].stmt))
		return;
	x->stores[i + 1].other = s->stmt;
	x->stores.ordered_remove(i);
}

/* Return what "s" writes to. */
static tree store_ref(const ta_store *s)
{
	tree lhs = gimple_get_lhs(s->stmt);

	return s->other ? TREE_OPERAND(lhs, 0) : lhs;
}

/* Return what "s" writes, at "place". */
static ta_expr *stored(ta_extraction *x, const ta_store *s, ta_place *place)
{
	gimple *re = s->stmt, *im = s->other;
	ta_expr *u, *v;

	if (!s->other)
		return ta_x_expr(x, gimple_assign_rhs1(s->stmt), place);
	if (TREE_CODE(gimple_get_lhs(re)) == IMAGPART_EXPR)
		std::swap(re, im);
	u = ta_x_expr(x, gimple_assign_rhs1(re), place);
	v = u ? ta_x_expr(x, gimple_assign_rhs1(im), place) : NULL;
	return v ? ta_expr_new(x->a, TA_OP_COMPLEX, ta_type_of_parts(u->type),
			       gimple_location(s->stmt), 2, u, v)
		 : NULL;
}

/* Find what the stores write to. */
bool ta_x_stores(ta_extraction *x)
{
	unsigned i;

	for (i = 0; i < x->stores.length(); i++) {
		ta_store *s;
		ta_access *acc;

		if (x->stores[i].fill) {
			if (!ta_x_find_fill(x, &x->stores[i]))
				return false;
			continue;
		}
		join_parts(x, i);
		s = &x->stores[i];
		if (ta_x_scatters(x, s))
			continue;
		acc = ta_x_access(x, store_ref(s), s->stmt, true);

		if (!acc)
			return false;
		s->memory = true;
		s->array = acc->array;
		s->offset = acc->offset;
	}
	return true;
}

/* Return true if what "st" stores is computed for it, in its loop, and can be
   read back from there until the iteration ends. */
static bool readable_later(ta_extraction *x, const ta_store *st,
			   const ta_access *acc)
{
	tree name = gimple_assign_rhs1(st->stmt);
	basic_block bb = gimple_bb(st->stmt);
	ta_place end = { st->loop, bb,
			 st->loop ? *x->loop_end.get(st->loop) : x->npos, 0 };
	gimple *def;

	if (st->other || TREE_CODE(name) != SSA_NAME || !ta_x_inside(x, name)
	    || x->virtuals.get(name) || ta_x_predicated(x, bb, st->loop))
		return false;
	def = SSA_NAME_DEF_STMT(name);
	return gimple_code(def) != GIMPLE_PHI
	       && ta_x_loop(x, gimple_bb(def)) == st->loop
	       && !ta_x_same_store(x, st->stmt, acc, &end);
}

/* Let "s", under the conditions "ways" on data, keep what it writes where they
   do not hold. */
bool ta_x_keep_otherwise(ta_extraction *x, const vec<ta_way> &ways, ta_stmt *s,
			 const ta_place *place)
{
	if (!s->rhs || ways.is_empty())
		return s->rhs != NULL;
	s->rhs = ta_x_under(x, ways, s->rhs,
			    ta_expr_new(x->a, TA_OP_KEEP, s->rhs->type, 0, 0),
			    place);
	s->write->sure = false;
	return s->rhs != NULL;
}

/* Make a statement of the store "st" in "bb". */
static bool extract_store(ta_extraction *x, const ta_store *st,
			  basic_block bb)
{
	auto_vec<ta_way> ways;
	ta_stmt *s = ta_x_stmt(x, bb, st->loop, st->pos,
			       gimple_location(st->stmt), &ways);
	ta_place place = ta_x_place_under(ways, bb, st->loop, st->pos);

	if (!s)
		return false;
	s->write = ta_x_access(x, store_ref(st), st->stmt, true);
	if (!s->write)
		return false;
	if (readable_later(x, st, s->write))
		s->rhs = ta_x_def(x, gimple_assign_rhs1(st->stmt), &place);
	else
		s->rhs = stored(x, st, &place);
	return ta_x_keep_otherwise(x, ways, s, &place);
}

/* Collect the stores of "bb" in "stores". */
static void stores_of(ta_extraction *x, basic_block bb,
		      vec<const ta_store *> &stores)
{
	unsigned i;

	for (i = 0; i < x->stores.length(); i++)
		if (gimple_bb(x->stores[i].stmt) == bb)
			stores.safe_push(&x->stores[i]);
}

/* Return true if one of "stores" is a call. */
static bool has_fill(const vec<const ta_store *> &stores)
{
	unsigned i;

	for (i = 0; i < stores.length(); i++)
		if (stores[i]->fill)
			return true;
	return false;
}

/* Return true if "bb" is executed under conditions that are constraints. */
static bool constrained(ta_extraction *x, basic_block bb, class loop *in)
{
	ta_stmt *s = TA_NEW(x->a, ta_stmt);

	return ta_x_predicate(x, s, bb, in, NULL);
}

/* Return the other branch of the condition that leads to "bb" alone, if both
   go on to the same place; else NULL. */
static basic_block other_branch(basic_block bb)
{
	basic_block from, other;
	edge t, f;

	if (!single_pred_p(bb) || !single_succ_p(bb))
		return NULL;
	from = single_pred(bb);
	if (EDGE_COUNT(from->succs) != 2
	    || !safe_dyn_cast<gcond *>(ta_last_stmt(from)))
		return NULL;
	extract_true_false_edges_from_block(from, &t, &f);
	other = t->dest == bb ? f->dest : t->dest;
	if (!single_pred_p(other) || !single_succ_p(other)
	    || single_succ(other) != single_succ(bb))
		return NULL;
	return other;
}

/* Return true if the array that "st" writes may be read between it and the end
   of its block. */
static bool read_later(ta_extraction *x, const ta_store *st)
{
	gimple_stmt_iterator i = gsi_for_stmt(st->stmt);

	for (gsi_next(&i); !gsi_end_p(i); gsi_next(&i)) {
		ta_value v;

		if (!gimple_assign_load_p(gsi_stmt(i)))
			continue;
		v = ta_x_address(x, gimple_assign_rhs1(gsi_stmt(i)), st->loop);
		if (!v.idx || v.base < 0
		    || v.base == x->arrays[st->array]->param)
			return true;
	}
	return false;
}

/* Return true if "a" and "b" write the same element, and where the later of the
   two is the earlier may be. */
static bool is_twin(ta_extraction *x, const ta_store *a, const ta_store *b)
{
	return a->array == b->array && !a->old && !b->old
	       && ta_idx_equal(a->offset, b->offset)
	       && !read_later(x, a->pos < b->pos ? a : b);
}

/* Return true if all of the stores "a" and "b" are twins, in their order. */
static bool twins(ta_extraction *x, const vec<const ta_store *> &a,
		  const vec<const ta_store *> &b)
{
	unsigned i;

	if (a.length() != b.length())
		return false;
	for (i = 0; i < a.length(); i++)
		if (!is_twin(x, a[i], b[i]))
			return false;
	return true;
}

/* Return the only one of "stores" to "array", or NULL. */
static const ta_store *only_store(const vec<const ta_store *> &stores,
				  int array)
{
	const ta_store *found = NULL;
	unsigned i;

	for (i = 0; i < stores.length(); i++) {
		if (stores[i]->array != array)
			continue;
		if (found)
			return NULL;
		found = stores[i];
	}
	return found;
}

/* Return the store of "there", the other branch, that is one with "a" of
   "here", where not all of both are twins, or NULL. */
static const ta_store *twin_of(ta_extraction *x,
			       const vec<const ta_store *> &here,
			       const ta_store *a,
			       const vec<const ta_store *> &there)
{
	const ta_store *b = only_store(there, a->array);

	return b && only_store(here, a->array) == a && is_twin(x, a, b) ? b
									: NULL;
}

/* Make a statement of the stores "a" and "b" of the branches that the block
   "from" leads to, "a" where its condition holds. */
static bool extract_twins(ta_extraction *x, basic_block from,
			  const ta_store *a, const ta_store *b)
{
	gcond *cond = as_a<gcond *>(ta_last_stmt(from));
	int pos = MAX(a->pos, b->pos);
	location_t loc = gimple_location(cond);
	auto_vec<ta_way> ways;
	ta_stmt *s = ta_x_stmt(x, from, a->loop, pos, loc, &ways);
	ta_place place = ta_x_place_under(ways, from, a->loop, pos);
	enum tree_code code;
	ta_expr *c, *u, *v;
	tree lhs, rhs;

	ta_x_condition(cond, &code, &lhs, &rhs);
	c = s ? ta_x_compare(x, code, lhs, rhs, &place, loc)
	      : NULL;
	u = c ? stored(x, a, &place) : NULL;
	v = u ? stored(x, b, &place) : NULL;
	if (!v)
		return false;
	s->rhs = ta_expr_new(x->a, TA_OP_SELECT, u->type, loc, 3, c, u, v);
	s->write = ta_x_access(x, store_ref(a), a->stmt, true);
	return s->write && ta_x_keep_otherwise(x, ways, s, &place);
}

/* Make statements of the stores in "bb" of loop "in". */
bool ta_x_block(ta_extraction *x, basic_block bb, class loop *in)
{
	auto_vec<const ta_store *> here, there;
	basic_block other;
	bool ok = true, all = false;
	unsigned i;
	edge t, f;

	stores_of(x, bb, here);
	if (here.is_empty())
		return true;
	other = other_branch(bb);
	if (other && constrained(x, bb, in) && constrained(x, other, in))
		other = NULL;
	if (other) {
		stores_of(x, other, there);
		if (has_fill(here) || has_fill(there))
			other = NULL;
	}
	if (other) {
		all = twins(x, here, there);
		extract_true_false_edges_from_block(single_pred(bb), &t, &f);
	}
	for (i = 0; i < here.length() && ok; i++) {
		const ta_store *s = here[i], *twin = NULL;

		if (other)
			twin = all ? there[i] : twin_of(x, here, s, there);
		if (s->old)
			ok = ta_x_scatter(x, s, bb);
		else if (s->fill)
			ok = ta_x_fill(x, s, bb);
		else if (!twin)
			ok = extract_store(x, s, bb);
		else if (s->pos > twin->pos)
			ok = extract_twins(x, single_pred(bb),
					   t->dest == bb ? s : twin,
					   t->dest == bb ? twin : s);
	}
	return ok;
}
