/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trips.cc - how often loops go round.

   Assumes loops with preheaders and single latches.  A loop has one exit,
   tested before or after the body, or two that are tested together; its condition, with the values of the
   indices put in, becomes constraints on the trip counter.  A test with `!='
   is taken to be met, a test after the body to hold once before it, unless a
   condition in front of the loop says so: both are left to guards.  Leaves
   true that under the guards the constraints describe exactly the trips
   made. */
#include "gcc-compat.h"
#include "extract.h"

/* Return "q" with the common divisor of its coefficients taken out, the
   constant rounded down: as a constraint >= 0 over integers it says the
   same. */
static const ta_idx *tighten(ta_extraction *x, const ta_idx *q)
{
	int64_t g = 0, k, r;
	int i;

	for (i = 0; q && i < q->nterms; i++)
		if (q->term[i].nvars)
			g = std::abs(std::__gcd(g, q->term[i].coef));
	if (g < 2)
		return q;
	k = ta_idx_constant(q);
	r = ((k % g) + g) % g;
	return ta_idx_divk(x->a, ta_idx_addk(x->a, q, -r), g);
}

/* Return "q" with the counter of trips, variable "d", replaced by itself plus
   "k" (or by "k" alone if "fixed"). */
static const ta_idx *shift_trip(ta_extraction *x, const ta_idx *q, int d,
				int64_t k, bool fixed)
{
	const ta_idx *to[TA_MAX_DEPTH] = { NULL };

	to[d] = ta_idx_const(x->a, k);
	if (!fixed)
		to[d] = ta_idx_add(x->a, to[d], ta_idx_var(x->a, d));
	return ta_idx_subst(x->a, q, d + 1, to);
}

/* Return true if "bb" has no statement that does anything. */
static bool block_empty(basic_block bb)
{
	gimple_stmt_iterator i = gsi_start_nondebug_after_labels_bb(bb);

	return gsi_end_p(i) && gimple_seq_empty_p(phi_nodes(bb));
}

/* Return true if nothing but the way back follows the edge "on" in "loop". */
static bool nothing_follows(class loop *loop, edge on)
{
	basic_block bb = on->dest;

	while (bb != loop->header) {
		if (!single_succ_p(bb) || !block_empty(bb)
		    || bb->loop_father != loop)
			return false;
		bb = single_succ(bb);
	}
	return true;
}

/* Return true if no store, call or inner loop comes before the test of
   "loop", which goes on along "on". */
static bool nothing_precedes(ta_extraction *x, class loop *loop, edge on)
{
	basic_block *body = get_loop_body(loop);
	bool ok = single_pred_p(on->dest);
	unsigned i;

	for (i = 0; ok && i < loop->num_nodes; i++) {
		gimple_stmt_iterator g;

		if (dominated_by_p(CDI_DOMINATORS, body[i], on->dest))
			continue;
		ok = body[i]->loop_father == loop;
		for (g = gsi_start_bb(body[i]); ok && !gsi_end_p(g);
		     gsi_next(&g))
			ok = is_gimple_debug(gsi_stmt(g))
			     || !gimple_vdef(gsi_stmt(g))
			     || ta_x_pure_call(x, gsi_stmt(g));
	}
	free(body);
	return ok;
}

/* Return the induction variable of "loop" that "op" is computed from by casts
   and constant steps, or NULL. */
static gphi *tested_index(class loop *loop, tree op)
{
	while (TREE_CODE(op) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF(op)) {
		gimple *def = SSA_NAME_DEF_STMT(op);

		if (gphi *phi = dyn_cast<gphi *>(def))
			return gimple_bb(def) == loop->header ? phi : NULL;
		if (!is_gimple_assign(def) || gimple_assign_load_p(def)
		    || (gimple_num_ops(def) > 2
			&& TREE_CODE(gimple_assign_rhs2(def)) != INTEGER_CST))
			return NULL;
		op = gimple_assign_rhs1(def);
	}
	return NULL;
}

/* Give "info" the name of the index that its test compares, "a" or "b", and
   make that the iterator if it counts up by 1. */
static void find_index(ta_extraction *x, ta_loop_info *info, tree a, tree b)
{
	gphi *phi = tested_index(info->loop, a);
	ta_phi_info *pi;
	int64_t k;
	tree name;

	if (!phi)
		phi = tested_index(info->loop, b);
	if (!phi || info->name)
		return;
	name = gimple_phi_result(phi);
	info->name = ta_x_name(x, name, "i");
	pi = ta_x_phi(x, phi);
	if (INTEGRAL_TYPE_P(TREE_TYPE(name)) && pi->affine && !pi->busy
	    && ta_idx_is_const(pi->step, &k) && k == 1)
		info->lower = pi->init.idx;
}

/* Return the edge of a condition that alone leads to "loop" from the trip of
   the loop around it, or NULL. */
static edge only_entry(ta_extraction *x, class loop *loop)
{
	basic_block bb = loop_preheader_edge(loop)->src;

	for (;;) {
		edge e = single_pred_p(bb) ? single_pred_edge(bb) : NULL;

		if (!e || !bitmap_bit_p(x->bbs, bb->index)
		    || !bitmap_bit_p(x->bbs, e->src->index)
		    || ta_x_loop(x, e->src) != ta_x_outer(x, loop))
			return NULL;
		if (!single_succ_p(e->src))
			return safe_dyn_cast<gcond *>(ta_last_stmt(e->src))
				       ? e
				       : NULL;
		bb = e->src;
	}
}

/* Note in "info" which condition in front of its loop says among others that
   "first", what has to be >= 0 for the first trip, is; false if none does. */
static bool guarded(ta_extraction *x, ta_loop_info *info, const ta_idx *first)
{
	ta_stmt *s = TA_NEW(x->a, ta_stmt);
	edge e = only_entry(x, info->loop);
	bool found = false;
	int i;

	if (!e
	    || !ta_x_add_condition(x, s, as_a<gcond *>(ta_last_stmt(e->src)), e,
				   ta_x_outer(x, info->loop)))
		return false;
	first = tighten(x, first);
	for (i = 0; i < s->ncons && i < 32 && first; i++)
		if (ta_idx_equal(tighten(x, s->cons[i]), first)) {
			info->guard = e;
			info->guard_met |= 1u << i;
			found = true;
		}
	info->guard_says = s->ncons;
	return found;
}

/* Let the guard of "info" be none if it says more than that there is a first
   trip: then it is a condition like others. */
static void drop_guard(ta_loop_info *info)
{
	if (info->guard && (info->guard_says > 31
			    || info->guard_met + 1 != 1u << info->guard_says))
		info->guard = NULL;
}

/* Turn q != 0 into a constraint of "info" that q >= 1, "q" falling by 1 with
   each trip: NULL if that is not its form or cannot be assumed. */
static const ta_idx *meets_zero(ta_extraction *x, ta_loop_info *info,
				const ta_idx *q)
{
	const ta_idx *c = ta_idx_coef(x->a, q, info->depth), *first;
	int64_t k;

	if (!c || !ta_idx_is_const(c, &k) || !k || ta_x_late(x, info->loop))
		return NULL;
	q = ta_idx_divk(x->a, q, -k);
	if (!q)
		return NULL;
	if (info->bottom)
		q = shift_trip(x, q, info->depth, -1, false);
	first = shift_trip(x, q, info->depth, 0, true);
	if (info->bottom)
		first = ta_idx_addk(x->a, first, -1);
	if (!ta_x_busy(q) && !(info->bottom && guarded(x, info, first))
	    && !ta_x_assume_over(x, first, ta_x_outer(x, info->loop),
				 "the loop meets its end"))
		return NULL;
	return ta_idx_addk(x->a, q, -1);
}

/* Return true if "c", over parameters, may be taken to be less than 0: a loop over
   tiles whose size is a parameter goes on by that. */
static bool falls_by(ta_extraction *x, const ta_idx *c)
{
	return !ta_idx_uses_iters(c)
	       && ta_x_assume(x, ta_idx_addk(x->a, ta_idx_scale(x->a, c, -1),
					     -1),
			      "tiles have a size");
}

/* Return true if "q", what has to be >= 0 for a trip of "info", may be taken to be so
   in the first one: at each of the bounds at the greatest of which the loop begins. */
static bool runs_once(ta_extraction *x, ta_loop_info *info, const ta_idx *q)
{
	const ta_late *late = ta_x_late(x, info->loop);

	for (int k = 0; k < (late ? late->n : 1); k++) {
		const ta_idx *to[TA_MAX_DEPTH] = { NULL }, *first;

		to[info->depth] = k ? ta_x_late_trip(x, late, info->loop, k)
				    : ta_idx_const(x->a, 0);
		if (!to[info->depth])
			return false;
		first = ta_idx_subst(x->a, q, info->depth + 1, to);
		if (!guarded(x, info, first)
		    && !ta_x_assume_over(x, first, ta_x_outer(x, info->loop),
					 "the loop body runs at least once"))
			return false;
	}
	return true;
}

/* Turn q >= 0, tested in every trip, into a constraint of "info"; NULL if "q"
   does not fall from trip to trip. */
static const ta_idx *falls(ta_extraction *x, ta_loop_info *info,
			   const ta_idx *q)
{
	const ta_idx *c = ta_idx_coef(x->a, q, info->depth);
	int64_t k;

	if (!c || (ta_idx_is_const(c, &k) ? k >= 0 : !falls_by(x, c)))
		return NULL;
	if (!info->bottom)
		return ta_x_in_steps(x, info, tighten(x, q));
	q = tighten(x, shift_trip(x, q, info->depth, -1, false));
	return ta_x_busy(q) || runs_once(x, info, q)
		       ? ta_x_in_steps(x, info, q)
		       : NULL;
}

/* Turn q == 0, tested before the body in every trip, into a constraint of
   "info", if "q" is 0 in the first trip and in no other: NULL if that is not
   its form. */
static const ta_idx *is_once(ta_extraction *x, ta_loop_info *info,
			     const ta_idx *q)
{
	const ta_idx *c = ta_idx_coef(x->a, q, info->depth);
	int64_t k;

	if (info->bottom || !c || !ta_idx_is_const(c, &k) || !k
	    || ta_x_late(x, info->loop)
	    || !ta_idx_is_const(shift_trip(x, q, info->depth, 0, true), &k)
	    || k)
		return NULL;
	return ta_idx_scale(x->a, ta_idx_var(x->a, info->depth), -1);
}

/* Return what has to be >= 0 for "u" code "v"; EQ_EXPR, NE_EXPR: what has to be
   0, or other than that; NULL for other codes. */
const ta_idx *ta_x_compared(ta_extraction *x, enum tree_code code, ta_value u,
			    ta_value v)
{
	switch (code) {
	case LT_EXPR:
		return ta_idx_addk(x->a, ta_idx_sub(x->a, v.idx, u.idx), -1);
	case LE_EXPR:
		return ta_idx_sub(x->a, v.idx, u.idx);
	case GT_EXPR:
		return ta_idx_addk(x->a, ta_idx_sub(x->a, u.idx, v.idx), -1);
	case GE_EXPR:
	case EQ_EXPR:
	case NE_EXPR:
		return ta_idx_sub(x->a, u.idx, v.idx);
	default:
		return NULL;
	}
}

/* Return the distance from pointer parameter "from" to "to", both of "type", in
   bytes: a parameter for the number of elements between, times their size.
   NULL if that is not known. */
static const ta_idx *distance(ta_extraction *x, int from, int to, tree type)
{
	tree size = TYPE_SIZE_UNIT(TREE_TYPE(type));
	tree p = x->r->handles[x->p->param[from].handle];
	tree q = x->r->handles[x->p->param[to].handle], n;

	if (!size || !tree_fits_shwi_p(size) || !tree_to_shwi(size)
	    || TREE_CODE(p) != SSA_NAME || TREE_CODE(q) != SSA_NAME)
		return NULL;
	n = build2(EXACT_DIV_EXPR, ssizetype,
		   build2(POINTER_DIFF_EXPR, ssizetype, q, p),
		   fold_convert(ssizetype, size));
	return ta_idx_scale(x->a,
			    ta_idx_param(x->a, ta_x_leaf(x, n, n, true)),
			    tree_to_shwi(size));
}

/* Let "u" and "v", two addresses of "type" with different bases, have the base
   of "u"; false if that is not possible. */
static bool common_base(ta_extraction *x, ta_value *u, ta_value *v, tree type)
{
	const ta_idx *d;

	if (u->base == v->base)
		return true;
	if (u->base < 0 || v->base < 0 || !POINTER_TYPE_P(type))
		return false;
	d = distance(x, u->base, v->base, type);
	v->idx = ta_idx_add(x->a, v->idx, d);
	v->base = u->base;
	return v->idx != NULL;
}

/* Set *u and *v to the exact values of "a" and "b" in loop "at"; false if
   they have none or no common base. */
bool ta_x_operands(ta_extraction *x, tree a, tree b, class loop *at,
		   ta_value *u, ta_value *v)
{
	*u = ta_x_eval_at(x, a, at);
	*v = ta_x_eval_at(x, b, at);
	return u->idx && v->idx && common_base(x, u, v, TREE_TYPE(a))
	       && ta_x_exact(x, *u, TREE_TYPE(a), at)
	       && ta_x_exact(x, *v, TREE_TYPE(b), at);
}

/* Add to "info" that it goes on while "a" code "b" + "plus". */
static bool add_test(ta_extraction *x, ta_loop_info *info, enum tree_code code,
		     tree a, tree b, int64_t plus)
{
	bool less = code == LT_EXPR || code == LE_EXPR;
	class loop *at = info->loop;
	const ta_idx *q;
	ta_value u, v;
	int64_t k = 0;
	tree arg[2];

	if ((code == GT_EXPR || code == GE_EXPR) && !plus
	    && ta_x_extreme_plus(x, a, MIN_EXPR, at, arg, &k))
		return add_test(x, info, swap_tree_comparison(code), b, a, 0);
	if (less && ta_x_extreme_plus(x, b, MIN_EXPR, at, arg, &k))
		return add_test(x, info, code, a, arg[0], plus + k)
		       && add_test(x, info, code, a, arg[1], plus + k);
	find_index(x, info, a, b);
	if (!ta_x_operands(x, a, b, info->loop, &u, &v)) {
		if (x->why != TA_REASON_INVARIANT
		    && x->why != TA_REASON_ABSENT && x->why != TA_REASON_WRAP
		    && x->why != TA_REASON_VOLATILE)
			ta_x_note(x, TA_REASON_TRIP_COUNT, NULL);
		return false;
	}
	v.idx = ta_idx_addk(x->a, v.idx, plus);
	q = v.idx ? ta_x_compared(x, code, u, v) : NULL;
	if (q)
		q = code == NE_EXPR   ? meets_zero(x, info, q)
		    : code == EQ_EXPR ? is_once(x, info, q)
				      : falls(x, info, q);
	if (!q) {
		ta_x_note(x, TA_REASON_TRIP_COUNT, NULL);
		return false;
	}
	TA_PUSH(x->a, info->cons, info->ncons, q);
	return true;
}

/* Find the number of trips of "info" from its constraint, if it is one and
   falls by one from trip to trip, or all is constant. */
static void find_trip(ta_extraction *x, ta_loop_info *info)
{
	const ta_idx *c, *first;
	int64_t k, n;

	if (info->ncons != 1 || ta_x_late(x, info->loop))
		return;
	c = ta_idx_coef(x->a, info->cons[0], info->depth);
	first = shift_trip(x, info->cons[0], info->depth, 0, true);
	if (!c || !ta_idx_is_const(c, &k))
		return;
	if (ta_idx_is_const(first, &n)) {
		info->trip = ta_idx_const(x->a, n < 0 ? 0 : n / -k + 1);
		info->trip_assumed = true;
	} else if (k == -1) {
		info->trip = ta_idx_addk(x->a, first, 1);
		info->trip_assumed = info->bottom;
	}
}

/* Check what the test of "info" used, now that its trips are known: over all
   of them and one more. */
static void check_tested(ta_extraction *x, ta_loop_info *info)
{
	ta_stmt *s = TA_NEW(x->a, ta_stmt), *outer = TA_NEW(x->a, ta_stmt);
	class loop *out = ta_x_outer(x, info->loop);
	int i;

	if (info->pending.is_empty())
		return;
	outer->depth = ta_x_dims(x, out);
	s->depth = info->depth + 1;
	info->ok = ta_x_domain(x, outer, out) && ta_x_domain(x, s, out)
		   && ta_x_late_domain(x, s, info->loop);
	TA_PUSH(x->a, s->cons, s->ncons, ta_idx_var(x->a, info->depth));
	for (i = 0; i < info->ncons; i++) {
		const ta_idx *q = info->cons[i];

		if (!info->bottom)
			q = shift_trip(x, q, info->depth, -1, false);
		TA_PUSH(x->a, s->cons, s->ncons, q);
	}
	if (info->ok)
		ta_x_check_pending(x, info, s, outer);
}

/* Return the edge that stays where "exit" leaves. */
static edge other_way(edge exit)
{
	edge on = EDGE_SUCC(exit->src, 0);

	return on == exit ? EDGE_SUCC(exit->src, 1) : on;
}

/* Add to "info" the condition under which its loop is not left by "exit". */
static bool add_exit(ta_extraction *x, ta_loop_info *info, edge exit)
{
	enum tree_code code;
	tree a, b;

	ta_x_condition(as_a<gcond *>(ta_last_stmt(exit->src)), &code, &a, &b);
	if (!INTEGRAL_TYPE_P(TREE_TYPE(a)) && !POINTER_TYPE_P(TREE_TYPE(a)))
		return false;
	if (other_way(exit)->flags & EDGE_FALSE_VALUE)
		code = invert_tree_comparison(code, false);
	return add_test(x, info, code, a, b, 0);
}

/* Fill in "info" from the conditions at the sources of its exits. */
static bool find_test(ta_extraction *x, ta_loop_info *info)
{
	edge exit = info->exit, on;

	ta_x_note(x, TA_REASON_IRREDUCIBLE, NULL);
	if (!safe_dyn_cast<gcond *>(ta_last_stmt(exit->src))
	    || !dominated_by_p(CDI_DOMINATORS, info->loop->latch, exit->src))
		return false;
	on = other_way(exit);
	info->bottom = nothing_follows(info->loop, on);
	if (!info->bottom && !nothing_precedes(x, info->loop, on))
		return false;
	ta_x_note(x, TA_REASON_TRIP_COUNT, NULL);
	if (add_exit(x, info, exit)
	    && (!info->also || add_exit(x, info, info->also))) {
		drop_guard(info);
		return true;
	}
	if (info->also)
		ta_x_note(x, TA_REASON_SEVERAL_EXITS, NULL);
	return false;
}

/* Return true if "bb" stores nothing and calls nothing that might. */
static bool block_pure(ta_extraction *x, basic_block bb)
{
	gimple_stmt_iterator g;

	for (g = gsi_start_bb(bb); !gsi_end_p(g); gsi_next(&g))
		if (!is_gimple_debug(gsi_stmt(g)) && gimple_vdef(gsi_stmt(g))
		    && !ta_x_pure_call(x, gsi_stmt(g)))
			return false;
	return true;
}

/* Return true if the second exit is tested right after the first, of two that
   leave everything the same. */
static bool tested_together(ta_extraction *x, edge first, edge second)
{
	gphi_iterator i;

	if (first->dest != second->dest || !single_pred_p(second->src)
	    || single_pred(second->src) != first->src
	    || !safe_dyn_cast<gcond *>(ta_last_stmt(first->src))
	    || first->flags & EDGE_COMPLEX || !block_pure(x, second->src))
		return false;
	for (i = gsi_start_phis(first->dest); !gsi_end_p(i); gsi_next(&i))
		if (!operand_equal_p(PHI_ARG_DEF_FROM_EDGE(i.phi(), first),
				     PHI_ARG_DEF_FROM_EDGE(i.phi(), second), 0))
			return false;
	return true;
}

/* Find the normal way out of the loop of "info", or two that are tested
   together; return true if there are no others. */
static bool find_exit(ta_extraction *x, ta_loop_info *info)
{
	auto_vec<edge> exits = get_loop_exit_edges(info->loop);
	unsigned n = exits.length(), last = 0;

	ta_x_note(x, n ? TA_REASON_SEVERAL_EXITS : TA_REASON_TRIP_COUNT, NULL);
	if (!n || n > 2)
		return false;
	if (n == 2) {
		last = dominated_by_p(CDI_DOMINATORS, exits[1]->src,
				      exits[0]->src);
		info->also = exits[!last];
		if (!tested_together(x, info->also, exits[last]))
			return false;
	}
	info->exit = exits[last];
	ta_x_note(x, TA_REASON_IRREDUCIBLE, NULL);
	return !(info->exit->flags & EDGE_COMPLEX)
	       && !(info->loop->header->flags & BB_IRREDUCIBLE_LOOP);
}

/* Return true if "info" depends on a PHI that is being looked at. */
static bool info_busy(const ta_loop_info *info)
{
	int i;

	for (i = 0; i < info->ncons; i++)
		if (ta_x_busy(info->cons[i]))
			return true;
	return ta_x_busy(info->lower);
}

/* Return true if "info" may be told again: it says nothing of a PHI or a test
   that is being looked at, and did not fail because of one. */
static bool lasting(ta_extraction *x, const ta_loop_info *info)
{
	class loop *l;

	for (l = ta_x_outer(x, info->loop); l && !info->ok;
	     l = ta_x_outer(x, l)) {
		ta_loop_info **outer = x->infos.get(l);

		if (outer && (*outer)->testing)
			return false;
	}
	return !x->nbusy || (info->ok && !info_busy(info));
}

/* Return what is known of "loop"; not "ok", with the reason noted, if that is
   not enough.  While its test is looked at, "testing" is set. */
ta_loop_info *ta_x_info(ta_extraction *x, class loop *loop)
{
	ta_loop_info **known = x->infos.get(loop), *info;

	if (known)
		return *known;
	info = new ta_loop_info();
	x->all_infos.safe_push(info);
	x->infos.put(loop, info);
	info->loop = loop;
	info->depth = ta_x_depth(x, loop);
	info->testing = true;
	ta_x_note(x, TA_REASON_DEPTH, NULL);
	if (info->depth < TA_MAX_DEPTH - 1
	    && find_exit(x, info))
		info->ok = find_test(x, info);
	info->testing = false;
	if (info->ok)
		find_trip(x, info);
	if (info->ok && !info_busy(info))
		check_tested(x, info);
	if (!info->ok) {
		info->why = x->why;
		info->why_detail = x->why_detail;
	}
	if (!lasting(x, info))
		x->infos.remove(loop);
	return info;
}

/* Return the trip counter of "loop" as it is after the loop, where values of
   its header (or, tested at the end, of its body) are used; NULL if that is
   not known. */
const ta_idx *ta_x_last(ta_extraction *x, class loop *loop)
{
	ta_loop_info *info = ta_x_info(x, loop);

	if (info->ok && !info->trip && !ta_x_late(x, loop))
		ta_x_divide_trip(x, info);
	if (!info->ok || !info->trip) {
		ta_x_note(x, TA_REASON_TRIP_COUNT, NULL);
		return NULL;
	}
	if (!info->trip_assumed && !ta_x_busy(info->trip)) {
		if (!ta_x_assume_over(x, info->trip, ta_x_outer(x, loop),
				      "the number of trips"))
			return NULL;
		info->trip_assumed = true;
	}
	return info->bottom ? ta_idx_addk(x->a, info->trip, -1) : info->trip;
}

/* Add to "s" the constraints of "loop" and the loops around it; false if they
   are not known. */
bool ta_x_domain(ta_extraction *x, ta_stmt *s, class loop *loop)
{
	ta_loop_info *info;
	int i;

	if (!loop)
		return true;
	if (!ta_x_domain(x, s, ta_x_outer(x, loop)))
		return false;
	info = ta_x_info(x, loop);
	if (!info->ok)
		return false;
	TA_PUSH(x->a, s->cons, s->ncons, ta_idx_var(x->a, info->depth));
	for (i = 0; i < info->ncons; i++)
		TA_PUSH(x->a, s->cons, s->ncons, info->cons[i]);
	ta_x_quotient_domain(x, s, loop);
	return ta_x_late_domain(x, s, loop);
}
