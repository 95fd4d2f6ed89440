/* SPDX-License-Identifier: GPL-3.0-or-later */
/* subscript.cc - elements whose subscript is one of two, by a condition on indices.

   Assumes an extraction at work, and a load whose address is no polynomial, or one
   with the quotient of a remainder.  Where that is for a minimum, maximum or absolute
   value of polynomials, one of two or three by conditions on such, or a remainder that
   is at most one turn away,

	left = x > 0 ? x - 1 : 0;		in[y][max (x - 1, 0)]
	right = (x + 1) % w;			in[y][(x - 1) & 255]

   what is read is a choice between two elements,

	select (x - 1 >= 0, in[y][x - 1], in[y][0])

   and border.c makes statements of the two.  It does so where one of the two is that
   of a few iterations of one loop, in each of a loop of few, as a window is, or the
   condition is about parameters alone; any other would stay a choice in the loop, and
   is none here.  Leaves true that each element is read only where C reads it. */
#include "gcc-compat.h"
#include "extract.h"

/* So many iterations are few, as for border.c; so far apart at most is what one and the
   next take; so many names are followed to find what an address is made of. */
enum { FEW = 8, MOST_STEP = 8, MOST_NAMES = 40 };

/* A value that is "u" where "when" is 0, if "equal", or not negative, and else
   "v"; "turned": or "w", if that has an index, where "turned" is not negative, too.
   It is asked first. */
struct alternative {
	const ta_idx *when, *turned;
	bool equal;
	ta_value u, v, w;
};

/* Whether "idx" >= 0 is known in loop "at": also because a trip that is made is one
   of those that there are. */
static bool is_known(ta_extraction *x, const ta_idx *idx, class loop *at)
{
	class loop *l;

	if (ta_x_proved_over(x, idx, at))
		return true;
	for (l = at; l; l = ta_x_outer(x, l)) {
		const ta_idx *trip = ta_x_info(x, l)->trip;

		if (ta_x_proved_over(x, ta_idx_addk(x->a,
				     ta_idx_sub(x->a, idx, trip), 1), at))
			return true;
	}
	return false;
}

/* Whether "idx" is known to be no more than "most", where "loop" makes a trip. */
static bool is_at_most(ta_extraction *x, const ta_idx *idx, int64_t most,
		       class loop *loop)
{
	int64_t k;

	if (!idx || ta_idx_is_const(idx, &k))
		return idx && k <= most;
	return is_known(x, ta_idx_addk(x->a, ta_idx_scale(x->a, idx, -1), most),
			loop);
}

/* Whether "when" >= 0 in a few trips of "loop", or not in a few: it is a multiple of
   the trip, and parameters. */
static bool splits_few(ta_extraction *x, const ta_idx *when, class loop *loop)
{
	const ta_loop_info *info = ta_x_info(x, loop);
	const ta_idx *rest = ta_idx_without(x->a, when, info->depth);
	const ta_idx *coef = ta_idx_coef(x->a, when, info->depth), *to_end;
	int64_t k, size;

	if (!rest || ta_idx_uses_iters(rest) || !ta_idx_is_const(coef, &k)
	    || !k || k > MOST_STEP || k < -MOST_STEP)
		return false;
	size = k < 0 ? -k : k;
	rest = ta_idx_scale(x->a, rest, k / size);
	if (is_at_most(x, ta_idx_scale(x->a, rest, -1), FEW * size, loop))
		return true;
	to_end = ta_idx_add(x->a, ta_idx_scale(x->a, info->trip, size), rest);
	return is_at_most(x, to_end, FEW * size, loop);
}

/* Whether "loop" makes a few trips, "trips" of them. */
static bool has_few(ta_extraction *x, class loop *loop, int64_t *trips)
{
	return ta_idx_is_const(ta_x_info(x, loop)->trip, trips)
	       && *trips > 0 && *trips <= FEW;
}

/* Whether "when" >= 0, in loop "at", is a condition to choose by: it splits a few
   trips from the others of one loop, in each trip of others that make a few, or is the
   same in all trips of one that makes many. */
static bool is_border(ta_extraction *x, const ta_idx *when, class loop *at)
{
	class loop *l;
	int64_t trips;
	bool same = false;

	if (!when)
		return false;
	if (!ta_idx_uses_iters(when))
		return true;
	for (l = at; l; l = ta_x_outer(x, l)) {
		int d = ta_x_info(x, l)->depth;
		const ta_idx *to[TA_MAX_DEPTH] = { NULL }, *first;

		if (!ta_idx_uses(when, d)) {
			same = same || !has_few(x, l, &trips);
			continue;
		}
		if (!has_few(x, l, &trips))
			return same || splits_few(x, when, l);
		to[d] = ta_idx_const(x->a, 0);
		first = ta_idx_subst(x->a, when, d + 1, to);
		to[d] = ta_idx_const(x->a, trips - 1);
		return is_border(x, first, at)
		       && is_border(x, ta_idx_subst(x->a, when, d + 1, to), at);
	}
	return false;
}

/* The polynomial that is the value of "op" in loop "at", NULL if it has none or may
   wrap around. */
static const ta_idx *exact(ta_extraction *x, tree op, class loop *at)
{
	ta_value v = ta_x_eval_at(x, op, at);

	if (!v.idx || v.base >= 0
	    || !ta_x_exact(x, v, TREE_TYPE(op), at))
		return NULL;
	return v.idx;
}

/* The integer "idx". */
static ta_value integer(const ta_idx *idx)
{
	ta_value v = { -1, idx, true };

	return v;
}

/* "u" without what of it is a multiple of "m", a parameter or a constant. */
static const ta_idx *reduced(ta_extraction *x, const ta_idx *u, const ta_idx *m)
{
	const ta_idx *coef = NULL;
	int64_t k, c = ta_idx_constant(u);

	if (ta_idx_is_const(m, &k))
		return k > 0 ? ta_idx_addk(x->a, u, (c % k + k) % k - c) : u;
	if (ta_idx_sole_var(m) >= 0)
		coef = ta_idx_coef(x->a, u, ta_idx_sole_var(m));
	if (!coef || !ta_idx_is_const(coef, &k))
		return u;
	return ta_idx_sub(x->a, u, ta_idx_scale(x->a, m, k));
}

/* Set "alt" to the remainder of "u" by "m" in loop "at", as C has it if "u" is not
   negative, and else, for a "mask", from 0 to "m" - 1, if "u" less a multiple of "m" is
   at most one turn away. */
static bool of_remainder(ta_extraction *x, const ta_idx *u, const ta_idx *m,
			 bool mask, class loop *at, alternative *alt)
{
	const ta_idx *r = m ? reduced(x, u, m) : NULL;
	const ta_idx *end = r ? ta_idx_addk(x->a, ta_idx_sub(x->a, m, r), -1)
			      : NULL;

	if (!end || (!mask && !is_known(x, u, at))
	    || !is_known(x, ta_idx_add(x->a, end, m), at)
	    || !is_known(x, ta_idx_add(x->a, r, m), at))
		return false;
	alt->when = end;
	alt->u = integer(r);
	alt->v = integer(ta_idx_sub(x->a, r, m));
	if (!is_known(x, r, at)) {
		alt->turned = ta_idx_addk(x->a, ta_idx_scale(x->a, r, -1), -1);
		alt->w = integer(ta_idx_add(x->a, r, m));
	}
	return true;
}

/* Set "alt" to what "g" computes in loop "at", if that is one of two. */
static bool of_assign(ta_extraction *x, gassign *g, class loop *at,
		      alternative *alt)
{
	enum tree_code code = gimple_assign_rhs_code(g);
	const ta_idx *u = exact(x, gimple_assign_rhs1(g), at), *v = NULL;
	ta_arena *a = x->a;
	int64_t k;

	if (u && code != ABS_EXPR)
		v = exact(x, gimple_assign_rhs2(g), at);
	if (!u || (code != ABS_EXPR && !v))
		return false;
	alt->u = integer(u);
	alt->v = integer(v);
	switch (code) {
	case MIN_EXPR:
		alt->when = ta_idx_sub(a, v, u);
		return true;
	case MAX_EXPR:
		alt->when = ta_idx_sub(a, u, v);
		return true;
	case ABS_EXPR:
		alt->when = u;
		alt->v = integer(ta_idx_scale(a, u, -1));
		return alt->v.idx != NULL;
	case BIT_AND_EXPR:
		return ta_idx_is_const(v, &k) && k > 0 && k < INT64_MAX &&
		       !(k & (k + 1)) &&
		       of_remainder(x, u, ta_idx_addk(a, v, 1), true, at, alt);
	default:
		return of_remainder(x, u, v, false, at, alt);
	}
}

/* The value that "phi" has when control leaves the block before it by "e"; NULL if
   more happens on the way. */
static tree value_along(gphi *phi, edge e)
{
	basic_block bb = gimple_bb(phi);

	if (e->dest != bb
	    && (!single_pred_p(e->dest) || !single_succ_p(e->dest)
		|| single_succ(e->dest) != bb))
		return NULL_TREE;
	if (e->dest != bb)
		e = single_succ_edge(e->dest);
	return PHI_ARG_DEF_FROM_EDGE(phi, e);
}

/* What is not negative just where "d" compares to 0 as "code" says in loop "at"; NULL
   where there is no such thing, as for an equality within the values of "d". */
static const ta_idx *as_bound(ta_extraction *x, const ta_idx *d,
			      enum tree_code code, class loop *at)
{
	const ta_idx *less = ta_idx_scale(x->a, d, -1);
	bool equal = code == EQ_EXPR || code == NE_EXPR;

	if (equal && is_known(x, d, at))
		code = code == EQ_EXPR ? LE_EXPR : GT_EXPR;
	else if (equal && is_known(x, less, at))
		code = code == EQ_EXPR ? GE_EXPR : LT_EXPR;
	switch (code) {
	case GE_EXPR:
		return d;
	case GT_EXPR:
		return ta_idx_addk(x->a, d, -1);
	case LE_EXPR:
		return less;
	case LT_EXPR:
		return ta_idx_addk(x->a, less, -1);
	default:
		return NULL;
	}
}

/* Make of "alt" the alternative that is "u" where "when" compares to 0 as "code"
   says in loop "at", and else "v"; return whether there is such a comparison. */
static bool set_code(ta_extraction *x, alternative *alt, enum tree_code code,
		     class loop *at)
{
	const ta_idx *bound = as_bound(x, alt->when, code, at);

	alt->equal = !bound;
	if (bound)
		alt->when = bound;
	else if (code == NE_EXPR)
		std::swap(alt->u, alt->v);
	return bound || code == EQ_EXPR || code == NE_EXPR;
}

/* The difference of what the condition at the end of "bb" compares, integers, in loop
   "at", with *code what it asks of that and 0; NULL if there is none. */
static const ta_idx *compared(ta_extraction *x, basic_block bb, class loop *at,
			      enum tree_code *code)
{
	gcond *cond = bb ? safe_dyn_cast<gcond *>(ta_last_stmt(bb)) : NULL;

	if (!cond || !bitmap_bit_p(x->bbs, bb->index)
	    || !INTEGRAL_TYPE_P(TREE_TYPE(gimple_cond_lhs(cond))))
		return NULL;
	*code = gimple_cond_code(cond);
	return ta_idx_sub(x->a, exact(x, gimple_cond_lhs(cond), at),
			  exact(x, gimple_cond_rhs(cond), at));
}

/* Set the values of "alt" to what "phi" has by the condition at the end of "bb", in
   loop "at", if that is one of two polynomials by a comparison of such. */
static bool by_condition(ta_extraction *x, gphi *phi, basic_block bb,
			 class loop *at, alternative *alt)
{
	enum tree_code code;
	tree u, v;
	edge t, f;

	alt->when = compared(x, bb, at, &code);
	if (!alt->when)
		return false;
	extract_true_false_edges_from_block(bb, &t, &f);
	u = value_along(phi, t);
	v = value_along(phi, f);
	alt->u = integer(u ? exact(x, u, at) : NULL);
	alt->v = integer(v ? exact(x, v, at) : NULL);
	return alt->u.idx && alt->v.idx && set_code(x, alt, code, at);
}

/* Set "alt" to what "phi" joins in loop "at", if that is one of two, or of three where
   one is chosen first. */
static bool of_phi(ta_extraction *x, gphi *phi, class loop *at,
		   alternative *alt)
{
	basic_block from = get_immediate_dominator(CDI_DOMINATORS,
						   gimple_bb(phi));
	enum tree_code code;
	const ta_idx *d;
	tree u, v;
	edge t, f;

	if (gimple_phi_num_args(phi) == 2)
		return by_condition(x, phi, from, at, alt);
	d = gimple_phi_num_args(phi) == 3 ? compared(x, from, at, &code) : NULL;
	if (!d)
		return false;
	extract_true_false_edges_from_block(from, &t, &f);
	u = value_along(phi, t);
	v = value_along(phi, f);
	if (!u == !v)
		return false;
	if (v) {
		std::swap(t, f);
		code = invert_tree_comparison(code, false);
		u = v;
	}
	alt->turned = as_bound(x, d, code, at);
	alt->w = integer(exact(x, u, at));
	return alt->turned && alt->w.idx && single_pred_p(f->dest)
	       && by_condition(x, phi, f->dest, at, alt);
}

/* Set "alt" to what "name" is in loop "at", if that is one of a few values. */
static bool of_name(ta_extraction *x, tree name, class loop *at,
		    alternative *alt)
{
	gimple *def = SSA_NAME_DEF_STMT(name);
	gassign *g = dyn_cast<gassign *>(def);

	if (gphi *phi = dyn_cast<gphi *>(def))
		return of_phi(x, phi, at, alt);
	switch (g ? gimple_assign_rhs_code(g) : ERROR_MARK) {
	case MIN_EXPR:
	case MAX_EXPR:
	case ABS_EXPR:
	case BIT_AND_EXPR:
	case TRUNC_MOD_EXPR:
		return of_assign(x, g, at, alt);
	default:
		return false;
	}
}

/* Whether the conditions of "alt" in loop "at" are such to choose by. */
static bool has_borders(ta_extraction *x, const alternative *alt, class loop *at)
{
	return is_border(x, alt->when, at)
	       && (!alt->turned || is_border(x, alt->turned, at));
}

/* Set "alt" to what "name" is in loop "at", if that is one of a few by conditions to
   choose by. */
static bool is_either(ta_extraction *x, tree name, class loop *at,
		      alternative *alt)
{
	alt->equal = false;
	alt->turned = NULL;
	return INTEGRAL_TYPE_P(TREE_TYPE(name)) && of_name(x, name, at, alt)
	       && has_borders(x, alt, at);
}

/* Whether "q" is the quotient of a remainder that may be a choice. */
static bool is_turn(ta_extraction *x, const ta_quotient *q)
{
	alternative alt = {};

	return of_remainder(x, q->whole, ta_idx_const(x->a, q->by), false, q->in,
			    &alt)
	       && has_borders(x, &alt, q->in);
}

/* Return whether "idx" has the quotient of a remainder that may be a choice. */
bool ta_x_has_turn(ta_extraction *x, const ta_idx *idx)
{
	for (unsigned i = 0; i < x->quotients.length(); i++)
		if (ta_idx_uses(idx, x->quotients[i].var)
		    && is_turn(x, &x->quotients[i]))
			return true;
	return false;
}

/* Whether "v" is a polynomial in which nothing may be a choice. */
static bool has_no_choice(ta_extraction *x, ta_value v)
{
	return v.idx && !ta_x_has_turn(x, v.idx);
}

static tree find_either(ta_extraction *x, tree op, class loop *at,
			alternative *alt, int *names);

/* The same of the operands of "g". */
static tree in_operands(ta_extraction *x, gimple *g, class loop *at,
			alternative *alt, int *names)
{
	use_operand_p use;
	ssa_op_iter i;
	tree found;

	if (gphi *phi = dyn_cast<gphi *>(g)) {
		for (unsigned n = 0; n < gimple_phi_num_args(phi); n++) {
			found = find_either(x, gimple_phi_arg_def(phi, n), at,
					    alt, names);
			if (found)
				return found;
		}
		return NULL_TREE;
	}
	FOR_EACH_SSA_USE_OPERAND(use, g, i, SSA_OP_USE) {
		found = find_either(x, USE_FROM_PTR(use), at, alt, names);
		if (found)
			return found;
	}
	return NULL_TREE;
}

/* Return a name that "op" is made from, itself among them, which is one of two in
   loop "at" as "alt" then says; of several the innermost.  NULL if there is none, or
   "op" is a polynomial without a choice. */
static tree find_either(ta_extraction *x, tree op, class loop *at,
			alternative *alt, int *names)
{
	gimple *def;
	tree found;

	if (TREE_CODE(op) != SSA_NAME || !ta_x_inside(x, op)
	    || ++*names > MOST_NAMES
	    || has_no_choice(x, ta_x_eval_at(x, op, at)))
		return NULL_TREE;
	def = SSA_NAME_DEF_STMT(op);
	if (gimple_code(def) == GIMPLE_PHI
		    ? bb_loop_header_p(gimple_bb(def))
		    : !is_gimple_assign(def) || gimple_assign_load_p(def))
		return NULL_TREE;
	found = in_operands(x, def, at, alt, names);
	if (found)
		return found;
	return is_either(x, op, at, alt) ? op : NULL_TREE;
}

/* The same of the address of "ref". */
static tree find_in_address(ta_extraction *x, tree ref, class loop *at,
			    alternative *alt)
{
	int names = 0;
	tree found = NULL_TREE;

	for (; !found && handled_component_p(ref); ref = TREE_OPERAND(ref, 0))
		if (TREE_CODE(ref) == ARRAY_REF)
			found = find_either(x, TREE_OPERAND(ref, 1), at, alt,
					    &names);
	if (!found && TREE_CODE(ref) == MEM_REF)
		found = find_either(x, TREE_OPERAND(ref, 0), at, alt, &names);
	return found;
}

/* What is loaded into "name", at "place", where "which" is "v". */
static ta_expr *loaded_with(ta_extraction *x, tree name, ta_place *place,
			    tree which, ta_value v)
{
	ta_expr *e;

	x->chosen.put(which, v);
	e = ta_x_def(x, name, place);
	x->chosen.remove(which);
	return e;
}

/* Whether it is known in loop "at" which of the two "alt" is; *value is that. */
static bool is_settled(ta_extraction *x, const alternative *alt,
		       class loop *at, ta_value *value)
{
	const ta_idx *less = ta_idx_addk(x->a, ta_idx_scale(x->a, alt->when, -1),
					 -1);

	*value = alt->v;
	if (less && is_known(x, less, at))
		return true;
	if (alt->equal)
		return is_known(x, ta_idx_addk(x->a, alt->when, -1), at);
	*value = alt->u;
	return is_known(x, alt->when, at);
}

/* The choice between "u" and "v" where "when" is not negative or, if "equal", is 0. */
static ta_expr *choice(ta_extraction *x, const ta_idx *when, bool equal,
		       ta_expr *u, ta_expr *v, location_t loc)
{
	ta_expr *c = ta_expr_new(x->a, TA_OP_ITER, TA_I64, loc, 0);

	c->u.idx = when;
	c = ta_expr_new(x->a, equal ? TA_OP_EQ : TA_OP_GE, TA_BOOL, loc, 2, c,
			ta_expr_int(x->a, TA_I64, 0));
	return ta_expr_new(x->a, TA_OP_SELECT, u->type, loc, 3, c, u, v);
}

/* What is loaded into "name", at "place" in loop "at", where "which" is what "alt"
   says; NULL after a failure. */
static ta_expr *loaded_by(ta_extraction *x, tree name, ta_place *place,
			  class loop *at, tree which, const alternative *alt)
{
	location_t loc = gimple_location(SSA_NAME_DEF_STMT(name));
	ta_expr *u, *v, *w;
	ta_value value;

	if (is_settled(x, alt, at, &value)) {
		u = loaded_with(x, name, place, which, value);
	} else {
		u = loaded_with(x, name, place, which, alt->u);
		v = u ? loaded_with(x, name, place, which, alt->v) : NULL;
		u = v ? choice(x, alt->when, alt->equal, u, v, loc) : NULL;
	}
	if (!u || !alt->turned)
		return u;
	w = loaded_with(x, name, place, which, alt->w);
	return w ? choice(x, alt->turned, false, w, u, loc) : NULL;
}

/* Set "e" to what the load "g" of "ref" into "name" gives at "place", if an element
   of two by a condition on indices, and return true; "e" is NULL after a failure. */
bool ta_x_either_element(ta_extraction *x, tree name, gassign *g, tree ref,
			 ta_place *place, ta_expr **e)
{
	class loop *at = ta_x_loop(x, gimple_bb(g));
	alternative alt;
	tree which;

	if (has_no_choice(x, ta_x_address(x, ref, at)))
		return false;
	which = find_in_address(x, ref, at, &alt);
	if (!which)
		return false;
	*e = NULL;
	place->nodes += 20;
	if (place->nodes > 4000)
		return !ta_x_fail(x, at, gimple_location(g),
				  TA_REASON_NON_AFFINE, NULL);
	*e = loaded_by(x, name, place, at, which, &alt);
	return true;
}
