/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bounds.cc - loops between the greatest and the least of several bounds.

   Assumes a loop whose index begins at a maximum, or ends at a minimum, as it does in a
   band of a matrix or a full convolution:

	for (j = max (1, i - w); j <= min (m, i + w); j++)

   where either may be made by a branch.  What is compared with a minimum is compared
   with both of its arguments (trips.cc).  Where a loop begins at a maximum, trips are
   counted from the first of its arguments on, as if the index began there, and those
   before the others are none: what begins elsewhere has no value in terms of this
   count.  Leaves true that the constraints of the domain describe exactly the trips
   made. */
#include "gcc-compat.h"
#include "extract.h"

/* ------------------------------------------------------- minima, maxima -- */

/* Return the statement that computes "op", of an inner loop too that is left
   by then, or NULL. */
static gimple *computed_by(tree op)
{
	gimple *def = NULL;

	while (TREE_CODE(op) == SSA_NAME) {
		def = SSA_NAME_DEF_STMT(op);
		if (gimple_code(def) != GIMPLE_PHI
		    || gimple_phi_num_args(def) != 1)
			return def;
		op = gimple_phi_arg_def(def, 0);
	}
	return NULL;
}

/* Set arg[0] and arg[1] to what the join "phi" is where the condition "cond", which
   decides between them, holds, and where not; false if it has others. */
static bool joined(gphi *phi, gcond *cond, tree *arg)
{
	basic_block top = gimple_bb(cond);

	if (gimple_phi_num_args(phi) != 2)
		return false;
	arg[0] = arg[1] = NULL_TREE;
	for (int i = 0; i < 2; i++) {
		edge e = gimple_phi_arg_edge(phi, i);

		if (e->src != top) {
			if (!single_pred_p(e->src) || !single_succ_p(e->src)
			    || single_pred(e->src) != top)
				return false;
			e = single_pred_edge(e->src);
		}
		arg[!(e->flags & EDGE_TRUE_VALUE)] = gimple_phi_arg_def(phi, i);
	}
	return arg[0] && arg[1];
}

/* Set "v" to the exact value of "op" in loop "at"; false if it has none. */
static bool exactly(ta_extraction *x, tree op, class loop *at, ta_value *v)
{
	*v = ta_x_eval_at(x, op, at);
	return v->idx && v->base < 0 && ta_x_exact(x, *v, TREE_TYPE(op), at);
}

/* Whether arg[0] where "a" "code" "b" and arg[1] elsewhere, in loop "at", is the lesser
   of the two, as of "a + 3 < n ? a + 4 : n"; the greater of the two if "most", as of
   "n <= a ? a + 1 : n". */
static bool is_extreme(ta_extraction *x, enum tree_code code, tree a, tree b,
		       const tree *arg, class loop *at, bool most)
{
	const ta_idx *d;
	ta_value u, v, p, q;
	int64_t k;

	if ((code != LT_EXPR && code != LE_EXPR) || !exactly(x, a, at, &u)
	    || !exactly(x, b, at, &v) || !exactly(x, arg[most], at, &p)
	    || !exactly(x, arg[!most], at, &q))
		return false;
	d = ta_idx_sub(x->a, ta_idx_sub(x->a, p.idx, u.idx),
		       ta_idx_sub(x->a, q.idx, v.idx));
	return d && ta_idx_is_const(d, &k)
	       && (k == 0 || k == (code == LT_EXPR ? 1 : -1));
}

/* Whether the join "phi" in loop "at" is a minimum, a maximum if "most"; set "arg" to
   what of. */
static bool is_joined(ta_extraction *x, gphi *phi, class loop *at, bool most,
		      tree *arg)
{
	basic_block bb = gimple_bb(phi);
	enum tree_code code;
	gcond *cond;
	tree a, b;

	if (!bitmap_bit_p(x->bbs, bb->index) || bb->loop_father->header == bb)
		return false;
	cond = safe_dyn_cast<gcond *>(ta_last_stmt(
		get_immediate_dominator(CDI_DOMINATORS, bb)));
	if (!cond || !joined(phi, cond, arg))
		return false;
	ta_x_condition(cond, &code, &a, &b);
	if (!INTEGRAL_TYPE_P(TREE_TYPE(a))
	    || !INTEGRAL_TYPE_P(TREE_TYPE(gimple_phi_result(phi))))
		return false;
	if (code == GT_EXPR || code == GE_EXPR) {
		std::swap(a, b);
		code = swap_tree_comparison(code);
	}
	return is_extreme(x, code, a, b, arg, at, most);
}

/* Whether "op" is a minimum, or a maximum ("code"), in loop "at"; set "arg" to what
   of. */
bool ta_x_extreme(ta_extraction *x, tree op, enum tree_code code, class loop *at,
		  tree *arg)
{
	gimple *def = computed_by(op);

	if (!def)
		return false;
	if (gphi *phi = dyn_cast<gphi *>(def))
		return is_joined(x, phi, at, code == MAX_EXPR, arg);
	if (!is_gimple_assign(def) || gimple_assign_rhs_code(def) != code)
		return false;
	arg[0] = gimple_assign_rhs1(def);
	arg[1] = gimple_assign_rhs2(def);
	return true;
}

/* The same, but for a constant that is added to "*plus". */
bool ta_x_extreme_plus(ta_extraction *x, tree op, enum tree_code code,
		       class loop *at, tree *arg, int64_t *plus)
{
	gimple *def = computed_by(op);

	if (def && TYPE_OVERFLOW_UNDEFINED(TREE_TYPE(op))
	    && is_gimple_assign(def) && gimple_assign_rhs_code(def) == PLUS_EXPR
	    && tree_fits_shwi_p(gimple_assign_rhs2(def))) {
		if (!ta_x_extreme(x, gimple_assign_rhs1(def), code, at, arg))
			return false;
		*plus += tree_to_shwi(gimple_assign_rhs2(def));
		return true;
	}
	return ta_x_extreme(x, op, code, at, arg);
}

/* ------------------------------------------------ beginning at a maximum -- */

/* Whether "op", perhaps by way of a shorter type, is the maximum of arg[0] and arg[1],
   which are set, but for a constant that is added to "*plus", in front of "loop". */
static bool maximum(ta_extraction *x, tree op, class loop *loop, tree *arg,
		    int64_t *plus)
{
	tree from;
	gimple *def;

	if (TREE_CODE(op) != SSA_NAME || !ta_x_inside(x, op)
	    || ta_x_invariant(x, op) || !INTEGRAL_TYPE_P(TREE_TYPE(op))
	    || !TYPE_OVERFLOW_UNDEFINED(TREE_TYPE(op)))
		return false;
	def = SSA_NAME_DEF_STMT(op);
	if (gphi *phi = dyn_cast<gphi *>(def))
		return is_joined(x, phi, ta_x_outer(x, loop), true, arg);
	if (!is_gimple_assign(def))
		return false;
	from = TREE_TYPE(gimple_assign_rhs1(def));
	switch (gimple_assign_rhs_code(def)) {
	case MAX_EXPR:
		arg[0] = gimple_assign_rhs1(def);
		arg[1] = gimple_assign_rhs2(def);
		return true;
	case PLUS_EXPR:
		if (!tree_fits_shwi_p(gimple_assign_rhs2(def)))
			return false;
		*plus += tree_to_shwi(gimple_assign_rhs2(def));
		return maximum(x, gimple_assign_rhs1(def), loop, arg, plus);
	CASE_CONVERT:
		if (!INTEGRAL_TYPE_P(from)
		    || TYPE_PRECISION(from) > TYPE_PRECISION(TREE_TYPE(op)))
			return false;
		return maximum(x, gimple_assign_rhs1(def), loop, arg, plus);
	default:
		return false;
	}
}

/* Add what "op" + "plus" is the greatest of in front of "loop" to "late"; false if that
   is too much. */
static bool add_bounds(ta_extraction *x, ta_late *late, class loop *loop, tree op,
		       int64_t plus)
{
	int64_t more = plus;
	tree arg[2];

	if (maximum(x, op, loop, arg, &more))
		return add_bounds(x, late, loop, arg[0], more)
		       && add_bounds(x, late, loop, arg[1], more);
	if (late->n == TA_MAX_LATE)
		return false;
	late->plus[late->n] = plus;
	late->bound[late->n++] = op;
	return true;
}

/* Whether an exit of "loop" compares "name". */
static bool is_tested(class loop *loop, tree name)
{
	for (edge e : get_loop_exit_edges(loop)) {
		gcond *cond = safe_dyn_cast<gcond *>(ta_last_stmt(e->src));

		if (cond && (gimple_cond_lhs(cond) == name
			     || gimple_cond_rhs(cond) == name))
			return true;
	}
	return false;
}

/* Whether the header PHI "phi" of "loop" counts up by one, and decides when it is
   left. */
static bool counts(class loop *loop, gphi *phi)
{
	tree then = PHI_ARG_DEF_FROM_EDGE(phi, loop_latch_edge(loop));
	gimple *def;

	if (TREE_CODE(then) != SSA_NAME)
		return false;
	def = SSA_NAME_DEF_STMT(then);
	return is_gimple_assign(def) && gimple_assign_rhs_code(def) == PLUS_EXPR
	       && gimple_assign_rhs1(def) == gimple_phi_result(phi)
	       && integer_onep(gimple_assign_rhs2(def))
	       && (is_tested(loop, then)
		   || is_tested(loop, gimple_phi_result(phi)));
}

/* Return the bounds at the greatest of which the index of "loop" begins, or NULL. */
const ta_late *ta_x_late(ta_extraction *x, class loop *loop)
{
	ta_late **known = x->lates.get(loop), *late = NULL;

	if (known)
		return *known;
	for (gphi_iterator i = gsi_start_phis(loop->header);
	     !late && !gsi_end_p(i); gsi_next(&i)) {
		gphi *phi = i.phi();
		tree first, arg[2];
		int64_t plus = 0;

		if (gimple_phi_num_args(phi) != 2 || !counts(loop, phi))
			continue;
		first = PHI_ARG_DEF_FROM_EDGE(phi, loop_preheader_edge(loop));
		if (!maximum(x, first, loop, arg, &plus))
			continue;
		late = TA_NEW(x->a, ta_late);
		late->first = first;
		if (!add_bounds(x, late, loop, first, 0))
			late->n = 0;
	}
	/* A bound may depend on what an outer loop carries, and that on this index. */
	known = x->lates.get(loop);
	if (known)
		return *known;
	x->lates.put(loop, late);
	return late;
}

/* The value of bound "k" of "late" in front of "loop". */
static ta_value bound_value(ta_extraction *x, const ta_late *late, int k,
			    class loop *loop)
{
	class loop *out = ta_x_outer(x, loop);
	ta_value v = ta_x_eval_at(x, late->bound[k], out);

	if (v.idx && (v.base >= 0
		      || !ta_x_exact(x, v, TREE_TYPE(late->bound[k]), out)))
		v.idx = NULL;
	v.idx = v.idx ? ta_idx_addk(x->a, v.idx, late->plus[k]) : NULL;
	return v;
}

/* Return the value that the index of "loop", which begins at the greatest of the bounds
   "late", has in trip 0, and "init" for it; what begins at "first" elsewhere has
   none. */
ta_value ta_x_late_init(ta_extraction *x, const ta_late *late, class loop *loop,
			tree first)
{
	ta_value none = {};

	none.base = -1;
	if (first != late->first || !late->n)
		return none;
	return bound_value(x, late, 0, loop);
}

/* Return the trip in which the index of "loop" would be bound "k" of "late": trip 0 for
   the first, maybe less for the others; NULL if that is not known. */
const ta_idx *ta_x_late_trip(ta_extraction *x, const ta_late *late,
			     class loop *loop, int k)
{
	ta_value first = bound_value(x, late, 0, loop);
	ta_value v = bound_value(x, late, k, loop);

	return first.idx && v.idx ? ta_idx_sub(x->a, v.idx, first.idx) : NULL;
}

/* Add to "s" which trips of "loop" there are not, as it begins later; false if that is
   not known. */
bool ta_x_late_domain(ta_extraction *x, ta_stmt *s, class loop *loop)
{
	const ta_late *late = ta_x_late(x, loop);

	for (int k = 1; late && k < late->n; k++) {
		const ta_idx *trip = ta_x_late_trip(x, late, loop, k);

		trip = trip ? ta_idx_sub(x->a,
					 ta_idx_var(x->a, ta_x_depth(x, loop)),
					 trip) : NULL;
		if (!trip)
			return false;
		TA_PUSH(x->a, s->cons, s->ncons, trip);
	}
	return true;
}
