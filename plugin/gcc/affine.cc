/* SPDX-License-Identifier: GPL-3.0-or-later */
/* affine.cc - integers and addresses as polynomials over trips and parameters.

   Assumes an extraction whose region is set.  Follows SSA definitions
   backwards; a header PHI is init + step * trips when its latch value minus
   itself does not change in the loop, where "itself" is a placeholder while
   that is found out, so that a pointer which an inner loop moves and an outer
   one carries is seen through.  Leaves true that a value depends only on
   iterators of the loops around its definition, and that what had to be
   assumed is in the program's guards. */
#include "gcc-compat.h"
#include "extract.h"

/* Return the value that is not known as a polynomial. */
static ta_value no_value(void)
{
	ta_value v = { -1, NULL, false };

	return v;
}

/* Return the value "idx" without a base. */
static ta_value value_of(const ta_idx *idx, bool exact)
{
	ta_value v = { -1, idx, exact };

	return v;
}

/* Return true if "idx" mentions a PHI whose evolution is being found. */
bool ta_x_busy(const ta_idx *idx)
{
	int i, j;

	for (i = 0; idx && i < idx->nterms; i++)
		for (j = 0; j < idx->term[i].nvars; j++)
			if (idx->term[i].var[j] >= TA_PHI0
			    && idx->term[i].var[j] < TA_PHI1)
				return true;
	return false;
}

/* Return true if values of "type" can be followed: integers of up to 64 bits
   that are no truth values, and addresses. */
static bool followed(tree type)
{
	if (POINTER_TYPE_P(type))
		return true;
	return INTEGRAL_TYPE_P(type) && TYPE_PRECISION(type) > 1
	       && TYPE_PRECISION(type) <= 64;
}

/* Return the constant "cst". */
static ta_value eval_const(ta_extraction *x, tree cst)
{
	widest_int w = wi::to_widest(cst);

	if (TYPE_PRECISION(TREE_TYPE(cst)) > 64)
		return no_value();
	if (wi::fits_shwi_p(w))
		return value_of(ta_idx_const(x->a, w.to_shwi()), true);
	return value_of(ta_idx_const(x->a, (int64_t)tree_to_uhwi(cst)), false);
}

/* Return the operand "op" of arithmetic in "type" and loop "at": a large
   constant of an unsigned type stands for the negative one that means the same
   modulo 2^precision. */
static ta_value eval_operand(ta_extraction *x, tree op, tree type,
			     class loop *at)
{
	if (TREE_CODE(op) == INTEGER_CST && TYPE_UNSIGNED(type)
	    && TYPE_PRECISION(TREE_TYPE(op)) == TYPE_PRECISION(type)
	    && TYPE_PRECISION(type) <= 64 && tree_int_cst_sign_bit(op))
		return value_of(ta_idx_const(x->a,
					     wi::to_wide(op).to_shwi()),
				false);
	return ta_x_eval_at(x, op, at);
}

/* Return true if arithmetic of "type" is exact whenever the program is
   correct. */
static bool exact_type(tree type)
{
	return INTEGRAL_TYPE_P(type) && TYPE_OVERFLOW_UNDEFINED(type);
}

/* Return "v", of type "from" and in loop "at", converted to "to". */
static ta_value eval_cast(ta_extraction *x, ta_value v, tree from, tree to,
			  class loop *at)
{
	if (POINTER_TYPE_P(from) && POINTER_TYPE_P(to))
		return v;
	if (!INTEGRAL_TYPE_P(from) || !followed(from) || !INTEGRAL_TYPE_P(to)
	    || !followed(to))
		return no_value();
	if (TYPE_PRECISION(to) > TYPE_PRECISION(from)) {
		if (!ta_x_exact(x, v, from, at))
			return no_value();
		v.exact = TYPE_UNSIGNED(from) || !TYPE_UNSIGNED(to);
		return v;
	}
	if (TYPE_PRECISION(to) < TYPE_PRECISION(from)
	    || TYPE_UNSIGNED(to) != TYPE_UNSIGNED(from)) {
		int64_t k;

		v.exact = ta_idx_is_const(v.idx, &k) && k >= 0
			  && TYPE_PRECISION(to) > 7 && k < 128;
	}
	return v;
}

/* Return "u" plus "v" scaled by "sign", which at most one base has. */
static ta_value eval_sum(ta_extraction *x, ta_value u, ta_value v, int sign)
{
	ta_value w;

	if (v.base >= 0)
		return no_value();
	w.base = u.base;
	w.idx = ta_idx_add(x->a, u.idx, ta_idx_scale(x->a, v.idx, sign));
	w.exact = u.exact && v.exact;
	return w;
}

/* Return u << v. */
static ta_value eval_shift(ta_extraction *x, ta_value u, ta_value v)
{
	int64_t k;

	if (!ta_idx_is_const(v.idx, &k) || k < 0 || k > 62)
		return no_value();
	return value_of(ta_idx_scale(x->a, u.idx, (int64_t)1 << k), u.exact);
}

/* Return "u" / "v", known to leave no remainder: every term of "u" must be
   divisible by the one term of "v". */
static ta_value eval_exact_div(ta_extraction *x, ta_value u, ta_value v)
{
	int64_t k;

	if (!ta_idx_is_const(v.idx, &k) || !k)
		return no_value();
	return value_of(ta_idx_divk(x->a, u.idx, k), u.exact);
}

/* Return u >> v for "u" of "type", in loop "at", where it leaves no remainder:
   from GCC 15 on, the rows of an array of variable size are divided by their
   elements this way.  A "u" that has wrapped around would lose its upper bits,
   so it must not. */
static ta_value eval_right_shift(ta_extraction *x, ta_value u, ta_value v,
				 tree type, class loop *at)
{
	const ta_idx *q;
	int64_t k;

	if (!ta_idx_is_const(v.idx, &k) || k < 0 || k > 62)
		return no_value();
	q = ta_idx_divk(x->a, u.idx, (int64_t)1 << k);
	if (!q || !ta_x_exact(x, u, type, at))
		return no_value();
	return value_of(q, true);
}

/* Return the value of the operation "code" on "u" and "v" in "type". */
static ta_value eval_binary(ta_extraction *x, enum tree_code code, ta_value u,
			    ta_value v, tree type)
{
	ta_value w;

	switch (code) {
	case POINTER_PLUS_EXPR:
		w = eval_sum(x, u, v, 1);
		w.exact = true;
		return w;
	case POINTER_DIFF_EXPR:
		if (u.base != v.base)
			return no_value();
		return value_of(ta_idx_sub(x->a, u.idx, v.idx), true);
	case PLUS_EXPR:
		w = eval_sum(x, u, v, 1);
		break;
	case MINUS_EXPR:
		w = eval_sum(x, u, v, -1);
		break;
	case MULT_EXPR:
		w = value_of(ta_idx_mul(x->a, u.idx, v.idx),
			     u.exact && v.exact);
		break;
	case LSHIFT_EXPR:
		w = eval_shift(x, u, v);
		break;
	case EXACT_DIV_EXPR:
		return eval_exact_div(x, u, v);
	default:
		return no_value();
	}
	w.exact = w.exact && exact_type(type);
	return w;
}

/* Return the value of the unary "code" on "u" in "type". */
static ta_value eval_unary(ta_extraction *x, enum tree_code code, ta_value u,
			   tree type)
{
	const ta_idx *neg = ta_idx_scale(x->a, u.idx, -1);

	if (code == NEGATE_EXPR)
		return value_of(neg, u.exact && exact_type(type));
	if (code == BIT_NOT_EXPR)
		return value_of(ta_idx_addk(x->a, neg, -1),
				u.exact && !TYPE_UNSIGNED(type));
	return no_value();
}

/* Return the value that "g", in loop "at", computes. */
static ta_value eval_assign(ta_extraction *x, gassign *g, class loop *at)
{
	enum tree_code code = gimple_assign_rhs_code(g);
	tree type = TREE_TYPE(gimple_assign_lhs(g));
	tree op = gimple_assign_rhs1(g);
	ta_value u, v, w;

	if (!followed(type) || gimple_assign_load_p(g))
		return no_value();
	if (code == ADDR_EXPR)
		return ta_x_address(x, TREE_OPERAND(op, 0), at);
	if (TREE_CODE_CLASS(code) == tcc_comparison
	    || gimple_num_ops(g) > 3)
		return no_value();
	u = ta_x_eval_at(x, op, at);
	if (!u.idx)
		return no_value();
	if (code == SSA_NAME || code == INTEGER_CST)
		return u;
	if (CONVERT_EXPR_CODE_P(code))
		return eval_cast(x, u, TREE_TYPE(op), type, at);
	if (gimple_num_ops(g) == 2)
		return eval_unary(x, code, u, type);
	v = eval_operand(x, gimple_assign_rhs2(g), type, at);
	if (!v.idx)
		return no_value();
	w = code == RSHIFT_EXPR
		    ? eval_right_shift(x, u, v, TREE_TYPE(op), at)
		    : eval_binary(x, code, u, v, type);
	if (!w.idx && (code == TRUNC_MOD_EXPR || code == TRUNC_DIV_EXPR))
		w = ta_x_quotient(x, g, u, v, at);
	if (!w.idx)
		w = ta_x_divided(x, code, u, v, type, at);
	return w.idx || x->more_divided ? w : ta_x_multiple(x, code, u, v, type,
							    at);
}

/* Return the name "name" as a parameter whose value on entry is "handle". */
static ta_value leaf_value(ta_extraction *x, tree name, tree handle)
{
	tree type = TREE_TYPE(name);
	ta_value v;
	int n;

	if (POINTER_TYPE_P(type)) {
		v.base = ta_x_base(x, handle);
		v.idx = ta_idx_const(x->a, 0);
		v.exact = true;
		return v;
	}
	n = ta_x_leaf(x, name, handle, true);
	if (n < 0)
		return no_value();
	return value_of(ta_idx_param(x->a, n),
			!TYPE_UNSIGNED(type) || TYPE_PRECISION(type) < 64);
}

/* Return true if "name" was computed in a loop that has ended before the
   region.  What it was made from there is no value of the code after that
   loop, which a kernel may have replaced. */
static bool left_behind(ta_extraction *x, tree name)
{
	basic_block bb = gimple_bb(SSA_NAME_DEF_STMT(name));

	return bb && !flow_bb_inside_loop_p(bb->loop_father, x->r->entry->src);
}

/* Return the value of "name", defined before the region: taken apart where
   that is exact or counts modulo 2^64 like addresses do, else a parameter. */
static ta_value eval_outside(ta_extraction *x, tree name)
{
	gimple *def = SSA_NAME_DEF_STMT(name);
	ta_value v = no_value();

	if (!SSA_NAME_IS_DEFAULT_DEF(name) && is_gimple_assign(def)
	    && !left_behind(x, name))
		v = eval_assign(x, as_a<gassign *>(def), NULL);
	if (v.idx
	    && (v.exact || POINTER_TYPE_P(TREE_TYPE(name))
		|| TYPE_PRECISION(TREE_TYPE(name)) == 64))
		return v;
	return leaf_value(x, name, name);
}

/* Return the value of a PHI that joins branches: known if all arguments have
   the same. */
static ta_value eval_join(ta_extraction *x, gphi *phi, class loop *at)
{
	ta_value u = no_value(), v;
	unsigned i;

	for (i = 0; i < gimple_phi_num_args(phi); i++) {
		v = ta_x_eval_at(x, gimple_phi_arg_def(phi, i), at);
		if (!v.idx
		    || (i && (v.base != u.base || !ta_idx_equal(v.idx, u.idx))))
			return no_value();
		u.exact = i ? u.exact && v.exact : v.exact;
		u.base = v.base;
		u.idx = v.idx;
	}
	return u;
}

/* Return true if "step" may be the step of a PHI of "loop": it does not
   change there, nor with a PHI of it or of an inner loop; 1 where the loop begins at
   the greatest of bounds, as the trips in front of that are trips of its index. */
static bool step_fits(ta_extraction *x, const ta_idx *step, class loop *loop)
{
	int64_t k;
	int i;

	if (ta_x_uses_own(x, step, loop)
	    || (ta_x_late(x, loop) && (!ta_idx_is_const(step, &k) || k != 1)))
		return false;
	for (i = 0; i < x->nbusy; i++)
		if (ta_idx_uses(step, TA_PHI0 + i)
		    && ta_x_in(x->busy_loop[i], loop))
			return false;
	return true;
}

/* Find the step of "phi" in "loop", whose init is known, by evaluating its
   latch value with a placeholder for itself. */
static void find_step(ta_extraction *x, gphi *phi, class loop *loop,
		      ta_phi_info *info)
{
	tree arg = PHI_ARG_DEF_FROM_EDGE(phi, loop_latch_edge(loop));
	tree type = TREE_TYPE(gimple_phi_result(phi));
	ta_value latch;

	info->var = TA_PHI0 + x->nbusy;
	if (info->var >= TA_PHI1)
		return;
	x->busy_loop.safe_push(loop);
	x->busy_values.safe_push(new hash_map<tree, ta_value>);
	x->nbusy++;
	latch = ta_x_eval_at(x, arg, loop);
	if (latch.idx && latch.base == info->init.base)
		info->step = ta_idx_sub(x->a, latch.idx,
					ta_idx_var(x->a, info->var));
	info->affine = info->step && step_fits(x, info->step, loop);
	x->nbusy--;
	x->busy_loop.pop();
	delete x->busy_values.pop();
	info->init.exact = info->init.exact && latch.exact
			   && (exact_type(type) || POINTER_TYPE_P(type));
}

/* Return true if "loop" goes on while "phi", of its header, has the constant
   "first", and after that "then", another constant, once at most: what GCC
   makes of the index of a loop of one trip. */
static bool is_single_trip(class loop *loop, gphi *phi, tree first, tree then)
{
	edge exit = single_exit(loop);
	gcond *cond = exit ? safe_dyn_cast<gcond *>(ta_last_stmt(exit->src))
			   : NULL;
	enum tree_code code;

	if (!cond || gimple_cond_lhs(cond) != gimple_phi_result(phi))
		return false;
	code = gimple_cond_code(cond);
	if (exit->flags & EDGE_TRUE_VALUE)
		code = invert_tree_comparison(code, false);
	return code == EQ_EXPR
	       && operand_equal_p(gimple_cond_rhs(cond), first, 0)
	       && !operand_equal_p(first, then, 0);
}

/* Give "phi" of "loop", whose values before and after the first trip are
   constants, the step between them, if there is no other trip. */
static void find_single_step(ta_extraction *x, gphi *phi, class loop *loop,
			     ta_phi_info *info)
{
	tree first = PHI_ARG_DEF_FROM_EDGE(phi, loop_preheader_edge(loop));
	tree then = PHI_ARG_DEF_FROM_EDGE(phi, loop_latch_edge(loop));

	if (TREE_CODE(first) != INTEGER_CST || TREE_CODE(then) != INTEGER_CST
	    || !tree_fits_shwi_p(first) || !tree_fits_shwi_p(then)
	    || !is_single_trip(loop, phi, first, then))
		return;
	info->step = ta_idx_sub(x->a, ta_idx_const(x->a, tree_to_shwi(then)),
				info->init.idx);
	info->affine = info->step != NULL;
}

/* Return the value "first" of a header PHI of "loop" in its trip 0. */
static ta_value value_before(ta_extraction *x, class loop *loop, tree first)
{
	const ta_late *late = ta_x_late(x, loop);

	return late ? ta_x_late_init(x, late, loop, first)
		    : ta_x_eval_at(x, first, ta_x_outer(x, loop));
}

/* Return what is known of the evolution of the header PHI "phi"; while its
   step is being found, "busy" is set and "var" stands for it.  The initial
   value comes first: on the way to it this PHI may be met in the latch value
   of an outer one. */
ta_phi_info *ta_x_phi(ta_extraction *x, gphi *phi)
{
	class loop *loop = gimple_bb(phi)->loop_father;
	ta_phi_info **known = x->phis.get(phi), *info;
	tree type = TREE_TYPE(gimple_phi_result(phi));

	if (known)
		return *known;
	info = TA_NEW(x->a, ta_phi_info);
	info->init = no_value();
	if (followed(type) && gimple_phi_num_args(phi) == 2)
		info->init = value_before(
			x, loop,
			PHI_ARG_DEF_FROM_EDGE(phi, loop_preheader_edge(loop)));
	known = x->phis.get(phi);
	if (known)
		return *known;
	info->busy = true;
	x->phis.put(phi, info);
	if (info->init.idx)
		find_step(x, phi, loop, info);
	if (info->init.idx && !info->affine)
		find_single_step(x, phi, loop, info);
	info->busy = false;
	if (!x->chosen.is_empty()
	    || (x->nbusy
		&& (!info->affine || ta_x_busy(info->init.idx)
		    || ta_x_busy(info->step))))
		x->phis.remove(phi);
	return info;
}

/* Return the value of the header PHI "phi" in its loop. */
static ta_value eval_header(ta_extraction *x, gphi *phi)
{
	ta_phi_info *info = ta_x_phi(x, phi);
	class loop *loop = gimple_bb(phi)->loop_father;
	ta_value v;

	if (info->busy) {
		if (!info->var)
			return no_value();
		v.base = info->init.base;
		v.idx = ta_idx_var(x->a, info->var);
		v.exact = true;
		return v;
	}
	if (!info->affine) {
		ta_x_note(x, TA_REASON_CARRIED,
			  ta_x_name(x, gimple_phi_result(phi), NULL));
		return no_value();
	}
	v.base = info->init.base;
	v.exact = info->init.exact;
	v.idx = ta_idx_add(x->a, info->init.idx,
			   ta_idx_mul(x->a, info->step,
				      ta_idx_var(x->a, ta_x_depth(x, loop))));
	return v;
}

/* Return the value of "name", defined in the region. */
static ta_value eval_inside(ta_extraction *x, tree name)
{
	gimple *def = SSA_NAME_DEF_STMT(name);
	class loop *at = ta_x_loop(x, gimple_bb(def));
	ta_value v = no_value();
	tree handle;

	if (gphi *phi = dyn_cast<gphi *>(def)) {
		if (at && at->header == gimple_bb(def))
			return eval_header(x, phi);
		return eval_join(x, phi, at);
	}
	if (gassign *g = dyn_cast<gassign *>(def))
		v = eval_assign(x, g, at);
	if (v.idx)
		return v;
	handle = ta_x_invariant(x, name);
	if (handle)
		return leaf_value(x, name, handle);
	if (gassign *g = dyn_cast<gassign *>(def))
		return gimple_assign_load_p(g) ? ta_x_row(x, g) : no_value();
	return no_value();
}

/* Return the value of "name", not known so far, by its definition, and keep
   it: what mentions placeholders as long as these stand for the same, and what a
   choice may be in not at all.  The work that this is has a limit, and so has its depth. */
static ta_value eval_name(ta_extraction *x, tree name)
{
	ta_value v;

	if (x->evals++ > 100000 || x->eval_depth > 1000) {
		ta_x_note(x, TA_REASON_DEPTH, NULL);
		return no_value();
	}
	x->eval_depth++;
	v = ta_x_inside(x, name) ? eval_inside(x, name)
				 : eval_outside(x, name);
	x->eval_depth--;
	if (!x->chosen.is_empty())
		return v;
	if (v.idx && !ta_x_busy(v.idx))
		x->values.put(name, v);
	else if (v.idx && x->nbusy)
		x->busy_values.last()->put(name, v);
	return v;
}

/* Return the value of "op" in terms of the loops around its definition. */
ta_value ta_x_eval(ta_extraction *x, tree op)
{
	ta_value *known;

	if (TREE_CODE(op) == INTEGER_CST && !POINTER_TYPE_P(TREE_TYPE(op)))
		return eval_const(x, op);
	if (TREE_CODE(op) == ADDR_EXPR)
		return ta_x_address(x, TREE_OPERAND(op, 0), NULL);
	if (TREE_CODE(op) != SSA_NAME || !followed(TREE_TYPE(op)))
		return no_value();
	known = x->chosen.get(op);
	if (!known)
		known = x->values.get(op);
	if (!known && x->nbusy)
		known = x->busy_values.last()->get(op);
	if (known && !x->chosen.is_empty() && ta_x_has_turn(x, known->idx))
		known = x->chosen.get(op);
	return known ? *known : eval_name(x, op);
}

/* Return the value of "op" as seen in loop "at" (NULL: in the region outside
   all loops): what inner loops compute has its value after them. */
ta_value ta_x_eval_at(ta_extraction *x, tree op, class loop *at)
{
	ta_value v = ta_x_eval(x, op);
	class loop *in;

	if (!v.idx || TREE_CODE(op) != SSA_NAME || !ta_x_inside(x, op))
		return v;
	in = ta_x_loop(x, gimple_bb(SSA_NAME_DEF_STMT(op)));
	for (; in && !ta_x_in(at, in); in = ta_x_outer(x, in)) {
		const ta_idx *to[TA_MAX_DEPTH] = { NULL };
		int d = ta_x_depth(x, in);

		if (!ta_x_uses_own(x, v.idx, in))
			continue;
		if (ta_x_uses_quotient(x, v.idx, in))
			return no_value();
		to[d] = ta_x_last(x, in);
		if (!to[d])
			return no_value();
		v.idx = ta_idx_subst(x->a, v.idx, d + 1, to);
	}
	return v;
}

/* Return the value of the size "op", an SSA name, a constant, or a product of
   such, in loop "at". */
static ta_value eval_size(ta_extraction *x, tree op, class loop *at)
{
	if (TREE_CODE(op) == MULT_EXPR)
		return eval_binary(x, MULT_EXPR,
				   eval_size(x, TREE_OPERAND(op, 0), at),
				   eval_size(x, TREE_OPERAND(op, 1), at),
				   TREE_TYPE(op));
	return ta_x_eval_at(x, op, at);
}

/* Return the offset in bytes of the ARRAY_REF "ref" from its array. */
static const ta_idx *array_offset(ta_extraction *x, tree ref, class loop *at)
{
	tree index = TREE_OPERAND(ref, 1), low = array_ref_low_bound(ref);
	ta_value i = ta_x_eval_at(x, index, at);
	ta_value lo = eval_size(x, low, at);
	ta_value size = eval_size(x, array_ref_element_size(ref), at);

	if (!i.idx || !lo.idx || !size.idx
	    || !ta_x_exact(x, i, TREE_TYPE(index), at))
		return NULL;
	return ta_idx_mul(x->a, ta_idx_sub(x->a, i.idx, lo.idx), size.idx);
}

/* Return true if the member "ref" is always at the same place in its object:
   what follows an array of variable size is not. */
bool ta_x_fixed_member(tree ref)
{
	return !TREE_OPERAND(ref, 2)
	       && TREE_CODE(DECL_FIELD_OFFSET(TREE_OPERAND(ref, 1)))
			  == INTEGER_CST;
}

/* Return the offset in bytes of the COMPONENT_REF "ref", or NULL. */
static const ta_idx *field_offset(ta_extraction *x, tree ref)
{
	tree field = TREE_OPERAND(ref, 1);
	tree off = DECL_FIELD_OFFSET(field);
	tree bit = DECL_FIELD_BIT_OFFSET(field);

	if (!ta_x_fixed_member(ref)) {
		ta_x_note(x, TA_REASON_BAD_TYPE,
			  "a member after one of variable size");
		return NULL;
	}
	if (DECL_BIT_FIELD(field) || !tree_fits_shwi_p(off)
	    || !tree_fits_shwi_p(bit) || tree_to_shwi(bit) % BITS_PER_UNIT) {
		ta_x_note(x, TA_REASON_BAD_TYPE, "a bit-field");
		return NULL;
	}
	return ta_idx_const(x->a, tree_to_shwi(off)
					  + tree_to_shwi(bit) / BITS_PER_UNIT);
}

/* Return the offset in bytes of the imaginary part "ref" of a complex
   number. */
static const ta_idx *part_offset(ta_extraction *x, tree ref)
{
	return ta_idx_const(x->a, tree_to_shwi(TYPE_SIZE_UNIT(TREE_TYPE(ref))));
}

/* Return true if "ref" is a member, of array type, of one object that does
   not change in the region: an array of its own. */
bool ta_x_array_member(ta_extraction *x, tree ref)
{
	if (TREE_CODE(ref) != COMPONENT_REF
	    || TREE_CODE(TREE_TYPE(ref)) != ARRAY_TYPE)
		return false;
	while (TREE_CODE(ref) == COMPONENT_REF) {
		if (TREE_CODE(TREE_TYPE(TREE_OPERAND(ref, 0))) != RECORD_TYPE
		    || !ta_x_fixed_member(ref))
			return false;
		ref = TREE_OPERAND(ref, 0);
	}
	if (TREE_CODE(ref) == MEM_REF)
		return ta_x_invariant(x, TREE_OPERAND(ref, 0)) != NULL_TREE;
	return DECL_P(ref);
}

/* Return the address of the object at the bottom of "ref", a declaration or
   what a pointer points to. */
static ta_value object_address(ta_extraction *x, tree ref, class loop *at)
{
	ta_value v = no_value();

	if (TREE_CODE(ref) == MEM_REF) {
		v = ta_x_eval_at(x, TREE_OPERAND(ref, 0), at);
		if (v.idx && v.base >= 0)
			v.idx = ta_idx_addk(
				x->a, v.idx,
				mem_ref_offset(ref).force_shwi().to_constant());
		return v;
	}
	if (DECL_P(ref) || ta_x_array_member(x, ref)) {
		ref = ta_x_invariant_ref(x, ref);
		v.base = ta_x_base(x, build_fold_addr_expr(ref));
		v.idx = ta_idx_const(x->a, 0);
		v.exact = true;
	}
	return v;
}

/* Return the address of "ref" in loop "at". */
ta_value ta_x_address(ta_extraction *x, tree ref, class loop *at)
{
	const ta_idx *off = ta_idx_const(x->a, 0);
	ta_value v;

	while (!ta_x_array_member(x, ref) && handled_component_p(ref)) {
		if (TREE_CODE(ref) == ARRAY_REF)
			off = ta_idx_add(x->a, off, array_offset(x, ref, at));
		else if (TREE_CODE(ref) == COMPONENT_REF)
			off = ta_idx_add(x->a, off, field_offset(x, ref));
		else if (TREE_CODE(ref) == IMAGPART_EXPR)
			off = ta_idx_add(x->a, off, part_offset(x, ref));
		else if (TREE_CODE(ref) != VIEW_CONVERT_EXPR
			 && TREE_CODE(ref) != REALPART_EXPR)
			off = NULL;
		ref = TREE_OPERAND(ref, 0);
	}
	if (!off)
		return no_value();
	v = object_address(x, ref, at);
	if (v.base < 0)
		return no_value();
	v.idx = ta_idx_add(x->a, v.idx, off);
	return v;
}

/* Return the size "op" at the start of the region, or NULL. */
const ta_idx *ta_x_size(ta_extraction *x, tree op)
{
	ta_value v = eval_size(x, op, NULL);

	return v.idx && !ta_idx_uses_iters(v.idx) ? v.idx : NULL;
}
