/* SPDX-License-Identifier: GPL-3.0-or-later */
/* exprs.cc - scalar values as expressions over reads, parameters, iterators.

   Assumes an extraction at work: accesses known, scalars that loops carry in
   virtual arrays.  What an iteration computes on the way to a store is put in
   where it is used, unless a store may come between, or that would repeat a
   costly computation: then it is kept in a virtual array.  Leaves true that an
   expression means at its place what C computed. */
#include "gcc-compat.h"
#include "extract.h"

/* Record that "op" cannot be an expression because of its type. */
static ta_expr *bad_type(ta_extraction *x, ta_place *place, location_t loc)
{
	ta_x_fail(x, place->loop, loc, TA_REASON_BAD_TYPE, NULL);
	return NULL;
}

/* Return the constant "cst". */
static ta_expr *constant(ta_extraction *x, tree cst, ta_place *place)
{
	enum ta_type type = ta_x_type(TREE_TYPE(cst));
	int64_t word[4] = { 0 };
	long buf[4] = { 0 };
	ta_expr *re, *im;
	double d;

	if (TREE_CODE(cst) == COMPLEX_CST) {
		re = constant(x, TREE_REALPART(cst), place);
		im = re ? constant(x, TREE_IMAGPART(cst), place) : NULL;
		return im ? ta_expr_new(x->a, TA_OP_COMPLEX, type, 0, 2, re,
					im)
			  : NULL;
	}
	if (TREE_CODE(cst) == INTEGER_CST && ta_type_is_integer(type))
		return ta_expr_int(x->a, type,
				   (int64_t)TREE_INT_CST_LOW(cst));
	if (TREE_CODE(cst) != REAL_CST || !ta_type_is_float(type))
		return bad_type(x, place, UNKNOWN_LOCATION);
	real_to_target(buf, TREE_REAL_CST_PTR(cst), DFmode);
	word[0] = FLOAT_WORDS_BIG_ENDIAN
			  ? ((int64_t)buf[0] << 32) | (buf[1] & 0xffffffffL)
			  : ((int64_t)buf[1] << 32) | (buf[0] & 0xffffffffL);
	memcpy(&d, word, sizeof(d));
	return ta_expr_float(x->a, type, d);
}

/* Return the name "name", fixed over the region with the value "handle" on
   entry. */
static ta_expr *parameter(ta_extraction *x, tree name, tree handle,
			  ta_place *place)
{
	int n = ta_x_leaf(x, name, handle, false);

	if (n < 0)
		return bad_type(x, place, UNKNOWN_LOCATION);
	return ta_expr_param(x->p, n);
}

/* Return the comparison "a" code "b" of pointers as a parameter: it has to be
   the same all the time. */
static ta_expr *compare_pointers(ta_extraction *x, enum tree_code code, tree a,
				 tree b, ta_place *place, location_t loc)
{
	tree u = ta_x_invariant(x, a), v = ta_x_invariant(x, b);

	if (!u || !v)
		return bad_type(x, place, loc);
	u = build2(code, boolean_type_node, unshare_expr(u), unshare_expr(v));
	return parameter(x, u, u, place);
}

/* Return whether "u" is a NaN, or with "code" ORDERED_EXPR whether it is none: only a
   NaN is not equal to itself. */
static ta_expr *compare_self(ta_extraction *x, enum tree_code code, ta_expr *u,
			     location_t loc)
{
	enum ta_op op = code == ORDERED_EXPR ? TA_OP_EQ : TA_OP_NE;

	if (u->op == TA_OP_CONST && u->u.f == u->u.f)
		return ta_expr_int(x->a, TA_BOOL, code == ORDERED_EXPR);
	return ta_expr_new(x->a, op, TA_BOOL, loc, 2, u,
			   ta_expr_subst(x->a, u, 0, NULL));
}

/* Return whether "u" or "v", floats, is a NaN, or with "code" ORDERED_EXPR whether none
   of them is. */
static ta_expr *compare_order(ta_extraction *x, enum tree_code code, ta_expr *u,
			      ta_expr *v, location_t loc)
{
	ta_expr *p = compare_self(x, code, u, loc), *q;

	if (ta_expr_equal(u, v))
		return p;
	q = compare_self(x, code, v, loc);
	if (q->op == TA_OP_CONST)
		return p;
	if (p->op == TA_OP_CONST)
		return q;
	return ta_expr_new(x->a, code == ORDERED_EXPR ? TA_OP_AND : TA_OP_OR,
			   TA_BOOL, loc, 2, p, q);
}

/* Return the comparison "a" code "b" as a truth value. */
ta_expr *ta_x_compare(ta_extraction *x, enum tree_code code, tree a, tree b,
		      ta_place *place, location_t loc)
{
	static const struct {
		enum tree_code code;
		enum ta_op op, other, joined;
	} table[] = {
		{ LT_EXPR, TA_OP_LT, TA_OP_NONE, TA_OP_NONE },
		{ LE_EXPR, TA_OP_LE, TA_OP_NONE, TA_OP_NONE },
		{ GT_EXPR, TA_OP_GT, TA_OP_NONE, TA_OP_NONE },
		{ GE_EXPR, TA_OP_GE, TA_OP_NONE, TA_OP_NONE },
		{ EQ_EXPR, TA_OP_EQ, TA_OP_NONE, TA_OP_NONE },
		{ NE_EXPR, TA_OP_NE, TA_OP_NONE, TA_OP_NONE },
		{ UNLT_EXPR, TA_OP_UNLT, TA_OP_NONE, TA_OP_NONE },
		{ UNLE_EXPR, TA_OP_UNLE, TA_OP_NONE, TA_OP_NONE },
		{ UNGT_EXPR, TA_OP_UNGT, TA_OP_NONE, TA_OP_NONE },
		{ UNGE_EXPR, TA_OP_UNGE, TA_OP_NONE, TA_OP_NONE },
		{ UNEQ_EXPR, TA_OP_UNLE, TA_OP_UNGE, TA_OP_AND },
		{ LTGT_EXPR, TA_OP_LT, TA_OP_GT, TA_OP_OR },
		{ ORDERED_EXPR, TA_OP_NONE, TA_OP_NONE, TA_OP_NONE },
		{ UNORDERED_EXPR, TA_OP_NONE, TA_OP_NONE, TA_OP_NONE },
	};
	ta_expr *u, *v, *p, *q;
	unsigned i;

	for (i = 0; i < ARRAY_SIZE(table) && table[i].code != code; i++)
		;
	if (i == ARRAY_SIZE(table))
		return bad_type(x, place, loc);
	if (POINTER_TYPE_P(TREE_TYPE(a)))
		return compare_pointers(x, code, a, b, place, loc);
	u = ta_x_expr(x, a, place);
	v = u ? ta_x_expr(x, b, place) : NULL;
	if (!v)
		return NULL;
	v = ta_expr_cast(x->a, v, u->type);
	if (table[i].op == TA_OP_NONE)
		return compare_order(x, code, u, v, loc);
	p = ta_expr_new(x->a, table[i].op, TA_BOOL, loc, 2, u, v);
	if (table[i].other == TA_OP_NONE)
		return p;
	q = ta_expr_new(x->a, table[i].other, TA_BOOL, loc, 2,
			ta_expr_subst(x->a, u, 0, NULL),
			ta_expr_subst(x->a, v, 0, NULL));
	return ta_expr_new(x->a, table[i].joined, TA_BOOL, loc, 2, p, q);
}

/* Return the operator of the tree code "code" with two operands, or
   TA_OP_NONE. */
static enum ta_op binary_op(enum tree_code code)
{
	switch (code) {
	case PLUS_EXPR:
		return TA_OP_ADD;
	case MINUS_EXPR:
		return TA_OP_SUB;
	case MULT_EXPR:
		return TA_OP_MUL;
	case RDIV_EXPR:
	case TRUNC_DIV_EXPR:
	case EXACT_DIV_EXPR:
		return TA_OP_DIV;
	case TRUNC_MOD_EXPR:
		return TA_OP_MOD;
	case MIN_EXPR:
		return TA_OP_MIN;
	case MAX_EXPR:
		return TA_OP_MAX;
	case BIT_AND_EXPR:
		return TA_OP_AND;
	case BIT_IOR_EXPR:
		return TA_OP_OR;
	case BIT_XOR_EXPR:
		return TA_OP_XOR;
	case LSHIFT_EXPR:
		return TA_OP_SHL;
	case RSHIFT_EXPR:
		return TA_OP_SHR;
	default:
		return TA_OP_NONE;
	}
}

/* Return true if arithmetic "op" in "type" wraps around by definition and has
   to be done on unsigned numbers to say so. */
static bool wraps(enum ta_op op, tree type)
{
	return INTEGRAL_TYPE_P(type) && !TYPE_UNSIGNED(type)
	       && TYPE_OVERFLOW_WRAPS(type)
	       && (op == TA_OP_ADD || op == TA_OP_SUB || op == TA_OP_MUL
		   || op == TA_OP_NEG);
}

/* Return "op" of "u" and "v" (or NULL) in "type", which is "t" to the core. */
static ta_expr *operation(ta_extraction *x, enum ta_op op, tree type,
			  enum ta_type t, ta_expr *u, ta_expr *v,
			  location_t loc)
{
	enum ta_type w = wraps(op, type) ? ta_type_unsigned(t) : t;
	ta_expr *e;

	e = ta_expr_new(x->a, op, w, loc, v ? 2 : 1, ta_expr_cast(x->a, u, w),
			ta_expr_cast(x->a, v, w));
	return ta_expr_cast(x->a, e, t);
}

/* Return the value of "g", the part of a complex number that is no memory. */
static ta_expr *part(ta_extraction *x, gassign *g, ta_place *place)
{
	tree ref = gimple_assign_rhs1(g);
	enum ta_op op = TREE_CODE(ref) == REALPART_EXPR ? TA_OP_REAL
							: TA_OP_IMAG;
	ta_expr *u = ta_x_expr(x, TREE_OPERAND(ref, 0), place);

	return u ? ta_expr_new(x->a, op, ta_x_type(TREE_TYPE(ref)),
			       gimple_location(g), 1, u)
		 : NULL;
}

/* Return the value of "g", which has one operand. */
static ta_expr *unary(ta_extraction *x, gassign *g, ta_place *place)
{
	enum tree_code code = gimple_assign_rhs_code(g);
	tree type = TREE_TYPE(gimple_assign_lhs(g));
	enum ta_type t = ta_x_type(type);
	location_t loc = gimple_location(g);
	ta_expr *u;

	if (ta_x_part(gimple_assign_rhs1(g)))
		return part(x, g, place);
	u = ta_x_expr(x, gimple_assign_rhs1(g), place);
	if (!u)
		return NULL;
	if (u->type != t
	    && (ta_type_is_complex(u->type) || ta_type_is_complex(t)))
		return bad_type(x, place, loc);
	if (code == SSA_NAME || TREE_CODE_CLASS(code) == tcc_constant
	    || CONVERT_EXPR_CODE_P(code) || code == FLOAT_EXPR
	    || code == FIX_TRUNC_EXPR)
		return ta_expr_cast(x->a, u, t);
	if (code == BIT_NOT_EXPR && t == TA_BOOL)
		return ta_expr_new(x->a, TA_OP_EQ, TA_BOOL, loc, 2, u,
				   ta_expr_int(x->a, TA_BOOL, 0));
	switch (code) {
	case NEGATE_EXPR:
		return operation(x, TA_OP_NEG, type, t, u, NULL, loc);
	case ABS_EXPR:
		return operation(x, TA_OP_ABS, type, t, u, NULL, loc);
	case CONJ_EXPR:
		return operation(x, TA_OP_CONJ, type, t, u, NULL, loc);
	case BIT_NOT_EXPR:
		return operation(x, TA_OP_NOT, type, t, u, NULL, loc);
	default:
		return bad_type(x, place, loc);
	}
}

/* Return the value of "g", a choice. */
static ta_expr *choice(ta_extraction *x, gassign *g, ta_place *place)
{
	tree c = gimple_assign_rhs1(g);
	location_t loc = gimple_location(g);
	ta_expr *e, *a, *b;

	e = COMPARISON_CLASS_P(c)
		    ? ta_x_compare(x, TREE_CODE(c), TREE_OPERAND(c, 0),
				   TREE_OPERAND(c, 1), place, loc)
		    : ta_x_expr(x, c, place);
	a = e ? ta_x_expr(x, gimple_assign_rhs2(g), place) : NULL;
	b = a ? ta_x_expr(x, gimple_assign_rhs3(g), place) : NULL;
	return b ? ta_expr_new(x->a, TA_OP_SELECT, a->type, loc, 3, e, a, b)
		 : NULL;
}

/* Return the value that the assignment "g" computes without memory. */
static ta_expr *assignment(ta_extraction *x, gassign *g, ta_place *place)
{
	enum tree_code code = gimple_assign_rhs_code(g);
	tree type = TREE_TYPE(gimple_assign_lhs(g));
	location_t loc = gimple_location(g);
	enum ta_op op = binary_op(code);
	ta_expr *u, *v;

	if (INTEGRAL_TYPE_P(type) && TYPE_OVERFLOW_TRAPS(type)) {
		ta_x_fail(x, place->loop, loc, TA_REASON_TRAPS, NULL);
		return NULL;
	}
	if (code == COND_EXPR)
		return choice(x, g, place);
	if (TREE_CODE_CLASS(code) == tcc_comparison)
		return ta_x_compare(x, code, gimple_assign_rhs1(g),
				    gimple_assign_rhs2(g), place, loc);
	if (gimple_num_ops(g) == 2)
		return unary(x, g, place);
	if ((op == TA_OP_NONE && code != COMPLEX_EXPR)
	    || gimple_num_ops(g) != 3 || ta_x_type(type) == TA_VOID)
		return bad_type(x, place, loc);
	u = ta_x_expr(x, gimple_assign_rhs1(g), place);
	v = u ? ta_x_expr(x, gimple_assign_rhs2(g), place) : NULL;
	if (v && code == COMPLEX_EXPR)
		return ta_expr_new(x->a, TA_OP_COMPLEX, ta_x_type(type), loc,
				   2, u, v);
	return v ? operation(x, op, type, ta_x_type(type), u, v, loc) : NULL;
}

/* Return true if "ref" is one object rather than an element: a variable, or a
   member of what a pointer points to. */
static bool single_object(tree ref)
{
	if (DECL_P(ref))
		return true;
	while (TREE_CODE(ref) == COMPONENT_REF) {
		ref = TREE_OPERAND(ref, 0);
		if (DECL_P(ref) || TREE_CODE(ref) == MEM_REF)
			return true;
	}
	return false;
}

/* Return what "g" loads into "name", for use at "place". */
static ta_expr *load(ta_extraction *x, tree name, gassign *g, ta_place *place)
{
	tree ref = gimple_assign_rhs1(g), handle, whole;
	enum ta_op op;
	ta_access *acc;
	ta_expr *e;

	if (ta_x_is_old(x, g))
		return ta_expr_read(x->p, ta_access_subst(x->a, x->old_element,
							  0, NULL));
	if (single_object(ref)) {
		handle = ta_x_invariant(x, name);
		if (handle)
			return parameter(x, name, handle, place);
	}
	if (ta_x_either_element(x, name, g, ref, place, &e))
		return e;
	whole = ta_x_whole_ref(x, ref, ta_x_loop(x, gimple_bb(g)));
	if (!ta_x_linear(x, whole, ta_x_loop(x, gimple_bb(g)))
	    && !x->more_divided) {
		e = ta_x_lookup(x, ref, g, place);
		if (e || x->failed)
			return e;
	}
	acc = ta_x_access(x, whole, g, false);
	if (!acc)
		return NULL;
	if (ta_x_same_store(x, g, acc, place))
		return ta_x_keep(x, name, place);
	acc->sure = x->chosen.is_empty()
		    && dominated_by_p(CDI_DOMINATORS, place->bb, gimple_bb(g));
	e = ta_expr_read(x->p, acc);
	if (whole == ref)
		return e;
	op = TREE_CODE(ref) == REALPART_EXPR ? TA_OP_REAL : TA_OP_IMAG;
	return ta_expr_new(x->a, op, ta_type_part(e->type), e->loc, 1, e);
}

/* Return the value of "name" by its definition in the region, for use at
   "place". */
ta_expr *ta_x_def(ta_extraction *x, tree name, ta_place *place)
{
	gimple *def = SSA_NAME_DEF_STMT(name);

	if (gassign *g = dyn_cast<gassign *>(def))
		return gimple_assign_load_p(g) ? load(x, name, g, place)
					       : assignment(x, g, place);
	if (gphi *phi = dyn_cast<gphi *>(def))
		return ta_x_join(x, phi, place);
	if (ta_x_pure_call(x, def))
		return ta_x_call(x, as_a<gcall *>(def), place);
	ta_x_fail(x, place->loop, gimple_location(def), TA_REASON_CALL, NULL);
	return NULL;
}

/* So many operations may be computed again in the same loop. */
enum { MOST_NODES = 24 };

/* What costs so much that it is not computed again: a function call; or also a division
   of floats by what is no constant; or whatever costs something. */
enum cost { A_CALL, A_QUOTIENT, ANYTHING };

/* Add to *nodes the operations that "name" takes in its loop "at"; return true
   if one of them costs as much as "least". */
static bool costly(ta_extraction *x, tree name, class loop *at, enum cost least,
		   int *nodes)
{
	gimple *def;
	unsigned i;

	if (ta_x_part(name))
		name = TREE_OPERAND(name, 0);
	if (TREE_CODE(name) != SSA_NAME || !ta_x_inside(x, name)
	    || x->virtuals.get(name))
		return false;
	def = SSA_NAME_DEF_STMT(name);
	if (ta_x_loop(x, gimple_bb(def)) != at)
		return false;
	if (ta_x_hinted(def))
		return costly(x, ta_x_hinted(def), at, least, nodes);
	if (is_gimple_call(def) || ++*nodes > MOST_NODES)
		return true;
	if (gimple_code(def) == GIMPLE_PHI)
		return least == ANYTHING && gimple_phi_num_args(def) > 1
		       && !(at && at->header == gimple_bb(def));
	if (!is_gimple_assign(def) || gimple_assign_load_p(def))
		return false;
	if (least == ANYTHING
	    && (gimple_assign_rhs_code(def) == RDIV_EXPR
		|| gimple_assign_rhs_code(def) == TRUNC_DIV_EXPR
		|| gimple_assign_rhs_code(def) == TRUNC_MOD_EXPR))
		return true;
	if (least == A_QUOTIENT && gimple_assign_rhs_code(def) == RDIV_EXPR
	    && !is_gimple_min_invariant(gimple_assign_rhs2(def)))
		return true;
	for (i = 1; i < gimple_num_ops(def); i++)
		if (gimple_op(def, i)
		    && costly(x, gimple_op(def, i), at, least, nodes))
			return true;
	return false;
}

/* Return true if "name" should be computed where it stands and kept, rather
   than once more at "place".  Under a condition, which is then asked once more, only
   what calls a function is worth that. */
static bool worth_keeping(ta_extraction *x, tree name, ta_place *place)
{
	basic_block bb = gimple_bb(SSA_NAME_DEF_STMT(name));
	class loop *at = ta_x_loop(x, bb);
	bool deeper = at != place->loop, sure;
	enum cost least;
	int nodes = 0;

	if (!deeper && has_single_use(name))
		return false;
	sure = !ta_x_predicated(x, bb, at);
	least = deeper ? ANYTHING : sure ? A_QUOTIENT : A_CALL;
	return costly(x, name, at, least, &nodes)
	       && ((!deeper && nodes <= MOST_NODES) || sure);
}

/* Return a read of the element that "name" has been stored to, if that is sure
   to be so and to hold it still at "place", and saves computing it again; else
   NULL. */
static ta_expr *stored_value(ta_extraction *x, tree name, ta_place *place)
{
	gimple *def = SSA_NAME_DEF_STMT(name);
	unsigned i;

	if (has_single_use(name) || gimple_code(def) == GIMPLE_PHI
	    || gimple_assign_load_p(def))
		return NULL;
	for (i = 0; i < x->stores.length(); i++) {
		const ta_store *s = &x->stores[i];
		ta_access *acc;

		if (!s->memory || s->other || s->old || s->fill
		    || gimple_assign_rhs1(s->stmt) != name
		    || s->pos >= place->pos
		    || s->loop != ta_x_loop(x, gimple_bb(def))
		    || !dominated_by_p(CDI_DOMINATORS, place->bb,
				       gimple_bb(s->stmt)))
			continue;
		acc = ta_access_new(x->a, s->array, s->offset, 0, NULL,
				    gimple_location(s->stmt));
		if (ta_x_same_store(x, s->stmt, acc, place))
			continue;
		x->p->array[s->array].read = true;
		return ta_expr_read(x->p, acc);
	}
	return NULL;
}

/* Return the integer "name" as an expression over iterators, if it is an index
   of a loop or what one leaves behind; else NULL. */
static ta_expr *index_value(ta_extraction *x, tree name, ta_place *place)
{
	gimple *def = SSA_NAME_DEF_STMT(name);
	class loop *at = ta_x_loop(x, gimple_bb(def));
	tree type = TREE_TYPE(name);
	ta_expr *e;
	ta_value v;

	if (!INTEGRAL_TYPE_P(type) || TYPE_PRECISION(type) < 2
	    || (ta_x_in(place->loop, at)
		&& !(at && is_a<gphi *>(def)
		     && at->header == gimple_bb(def))))
		return NULL;
	v = ta_x_eval_at(x, name, place->loop);
	if (!v.idx || !ta_x_exact(x, v, type, place->loop))
		return NULL;
	e = ta_expr_new(x->a, TA_OP_ITER, ta_x_type(type), UNKNOWN_LOCATION,
			0);
	e->u.idx = v.idx;
	return e;
}

/* Return the name "name", defined in the region, for use at "place". */
static ta_expr *inside(ta_extraction *x, tree name, ta_place *place)
{
	gimple *def = SSA_NAME_DEF_STMT(name);
	class loop *at = ta_x_loop(x, gimple_bb(def));
	enum ta_type type = ta_x_type(TREE_TYPE(name));
	ta_code *code = ta_x_code_value(x, name, gimple_bb(def));
	ta_expr *e;

	if (type == TA_VOID || type == TA_PTR)
		return bad_type(x, place, gimple_location(def));
	if (code)
		return ta_x_code(x, code, place);
	if (ta_x_virtual_of(x, name) && ta_x_in(place->loop, at))
		return ta_x_read(x, name, place, gimple_location(def));
	e = index_value(x, name, place);
	if (e || x->failed)
		return e;
	if (!ta_x_in(place->loop, at))
		return ta_x_after(x, name, at, place);
	if (at && is_a<gphi *>(def) && at->header == gimple_bb(def)) {
		ta_x_fail(x, at, gimple_location(def), TA_REASON_CARRIED,
			  ta_x_name(x, name, NULL));
		return NULL;
	}
	e = stored_value(x, name, place);
	if (e)
		return e;
	if (worth_keeping(x, name, place))
		return ta_x_keep(x, name, place);
	return ta_x_def(x, name, place);
}

/* Return "op", a GIMPLE value, as an expression for use at "place"; NULL after
   a failure has been recorded. */
ta_expr *ta_x_expr(ta_extraction *x, tree op, ta_place *place)
{
	if (x->failed)
		return NULL;
	if (++place->nodes > 4000) {
		ta_x_fail(x, place->loop, UNKNOWN_LOCATION,
			  TA_REASON_DEPTH, NULL);
		return NULL;
	}
	if (TREE_CODE(op) != SSA_NAME)
		return constant(x, op, place);
	if (!ta_x_inside(x, op))
		return parameter(x, op, op, place);
	return inside(x, op, place);
}
