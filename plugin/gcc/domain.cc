/* SPDX-License-Identifier: GPL-3.0-or-later */
/* domain.cc - in which trips of its loop a block runs.

   Assumes an extraction at work, and loops whose trips are found.  Conditions on indices
   and parameters on the way to a block become constraints of a domain; those that are
   none, about data, are ways (predicate.cc). */
#include "gcc-compat.h"
#include "extract.h"

/* Return true if, from "from" on, loop "in" can get to its next trip, or out
   of the region, without passing "to". */
static bool can_avoid(ta_extraction *x, basic_block from, basic_block to,
		      class loop *in)
{
	auto_vec<basic_block> work;
	auto_bitmap seen;
	edge_iterator ei;
	edge e;

	work.safe_push(from);
	while (!work.is_empty()) {
		basic_block bb = work.pop();

		FOR_EACH_EDGE(e, ei, bb->succs) {
			if (e->dest == to)
				continue;
			if (e == x->r->exit
			    || (in && (e->dest == in->header
				       || !flow_bb_inside_loop_p(in, e->dest))))
				return true;
			if (bitmap_set_bit(seen, e->dest->index))
				work.safe_push(e->dest);
		}
	}
	return false;
}

/* Add to "s" that "a" code "b" in loop "in"; false if that is no constraint. */
static bool add_compared(ta_extraction *x, ta_stmt *s, enum tree_code code,
			 tree a, tree b, class loop *in)
{
	bool less = code == LT_EXPR || code == LE_EXPR;
	const ta_idx *q;
	ta_value u, v;
	int64_t k;
	tree arg[2];

	if (code == GT_EXPR || code == GE_EXPR)
		return add_compared(x, s, swap_tree_comparison(code), b, a, in);
	if (less && ta_x_extreme(x, a, MAX_EXPR, in, arg))
		return add_compared(x, s, code, arg[0], b, in)
		       && add_compared(x, s, code, arg[1], b, in);
	if (less && ta_x_extreme(x, b, MIN_EXPR, in, arg))
		return add_compared(x, s, code, a, arg[0], in)
		       && add_compared(x, s, code, a, arg[1], in);
	if (!ta_x_operands(x, a, b, in, &u, &v))
		return false;
	if (code == EQ_EXPR) {
		q = ta_idx_sub(x->a, u.idx, v.idx);
		TA_PUSH(x->a, s->cons, s->ncons, q);
		code = LE_EXPR;
	}
	if (code == NE_EXPR) {
		if (!ta_idx_is_const(v.idx, &k) || k
		    || (!TYPE_UNSIGNED(TREE_TYPE(a))
			&& !ta_x_proved_over(x, u.idx, in)))
			return false;
		code = GT_EXPR;
	}
	q = ta_x_compared(x, code, u, v);
	TA_PUSH(x->a, s->cons, s->ncons, q);
	return q != NULL;
}

/* Add to "s" the condition under which the block of "cond", in loop "in",
   leaves by edge "e"; false if it is no constraint. */
bool ta_x_add_condition(ta_extraction *x, ta_stmt *s, gcond *cond, edge e,
			class loop *in)
{
	enum tree_code code;
	tree a, b;

	ta_x_condition(cond, &code, &a, &b);
	if (!INTEGRAL_TYPE_P(TREE_TYPE(a))
	    || TYPE_PRECISION(TREE_TYPE(a)) < 2)
		return false;
	if (e->flags & EDGE_FALSE_VALUE)
		code = invert_tree_comparison(code, false);
	return add_compared(x, s, code, a, b, in);
}

/* Return the edge from "from" that alone leads to "bb", or NULL. */
static edge only_way(basic_block from, basic_block bb)
{
	return single_pred_p(bb) && single_pred(bb) == from
		       ? single_pred_edge(bb)
		       : NULL;
}

/* Add to "s" the condition under which the block "from" leads to "bb" in a trip
   of loop "in"; false if it is no constraint of a domain, which is affine. */
static bool add_way(ta_extraction *x, ta_stmt *s, basic_block from,
		    basic_block bb, class loop *in)
{
	gcond *cond = safe_dyn_cast<gcond *>(ta_last_stmt(from));
	edge e = only_way(from, bb);
	int had = s->ncons, i;
	bool ok = cond && e && ta_x_add_condition(x, s, cond, e, in);

	for (i = had; ok && i < s->ncons; i++)
		ok = ta_idx_affine(s->cons[i]);
	if (!ok)
		s->ncons = had;
	return ok;
}

/* Return true if "bb" tests whether the loop of "info" is left. */
static bool tests(const ta_loop_info *info, basic_block bb)
{
	return (info->exit && bb == info->exit->src)
	       || (info->also && bb == info->also->src);
}

/* Add to "s" (which may be NULL: only look) the conditions under which "bb" is
   executed in a trip of loop "in", and those that are no constraints to "ways"
   in front of what is there; false if there are such and "ways" is NULL, or any
   and "s" is NULL. */
static bool find_conditions(ta_extraction *x, ta_stmt *s, basic_block bb,
			    class loop *in, vec<ta_way> *ways, unsigned at)
{
	basic_block top = in ? in->header : x->r->entry->dest, from;
	const ta_loop_info *info = in ? ta_x_info(x, in) : NULL;

	if (!bitmap_bit_p(x->bbs, bb->index))
		return true;
	for (; bb != top; bb = from) {
		ta_way way = { NULL, bb, in };
		class loop *l;

		from = get_immediate_dominator(CDI_DOMINATORS, bb);
		l = ta_x_loop(x, from);
		if (l != in) {
			while (ta_x_outer(x, l) != in)
				l = ta_x_outer(x, l);
			from = l->header;
			continue;
		}
		if (single_succ_p(from) || (info && tests(info, from))
		    || !can_avoid(x, from, bb, in))
			continue;
		if (!s)
			return false;
		if (add_way(x, s, from, bb, in))
			continue;
		if (!ways)
			return false;
		way.from = from;
		ways->safe_insert(at, way);
	}
	return true;
}

/* Add to "s" the conditions under which "bb", in loop "in", is executed, from
   the outermost loop inwards; those that are no constraints to "ways", false if
   there are such and "ways" is NULL.  The guard of a loop says what its trips
   say. */
bool ta_x_predicate(ta_extraction *x, ta_stmt *s, basic_block bb,
		    class loop *in, vec<ta_way> *ways)
{
	edge guard = in ? ta_x_info(x, in)->guard : NULL;

	if (in
	    && !ta_x_predicate(x, s, guard ? guard->src : in->header,
			       ta_x_outer(x, in), ways))
		return false;
	return find_conditions(x, s, bb, in, ways, ways ? ways->length() : 0);
}

/* Return true if "bb" is executed only in some trips of loop "in". */
bool ta_x_predicated(ta_extraction *x, basic_block bb, class loop *in)
{
	return !find_conditions(x, NULL, bb, in, NULL, 0);
}
