/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-expr.cc - index polynomials, accesses and scalar expressions as
   GENERIC.

   Assumes that every index the plan evaluates fits 64 bits, which the
   guards test, and that distinct memory arrays do not meet where they are
   touched.  An access to element x of array A of floats becomes

	MEM[(float *)A + (sizetype)x * 4]

   and carries a dependence clique: accesses to distinct arrays are known
   to be disjoint also inside the functions that OpenMP outlines, where
   `restrict' is lost.  Arrays that a guard lets be one are not told apart.
   Leaves true that an expression computes bit for bit what the C it came from
   says, in its type. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* The type that has the values of "type". */
tree ta_gcc_type(enum ta_type type)
{
	switch (type) {
	case TA_BOOL:
		return boolean_type_node;
	case TA_I8:
		return intQI_type_node;
	case TA_U8:
		return unsigned_intQI_type_node;
	case TA_I16:
		return intHI_type_node;
	case TA_U16:
		return unsigned_intHI_type_node;
	case TA_I32:
		return integer_type_node;
	case TA_U32:
		return unsigned_type_node;
	case TA_I64:
		return ta_index_type();
	case TA_U64:
		return unsigned_type_for(ta_index_type());
	case TA_F32:
		return float_type_node;
	case TA_F64:
		return double_type_node;
	case TA_C64:
		return complex_float_type_node;
	case TA_C128:
		return complex_double_type_node;
	case TA_PTR:
		return ptr_type_node;
	default:
		ta_bug("type %s has no values", ta_type_name(type));
	}
}

/* The type of 64-bit indices. */
tree ta_index_type(void)
{
	if (TYPE_PRECISION(long_integer_type_node) == 64)
		return long_integer_type_node;
	return long_long_integer_type_node;
}

/* A new local variable "name" of "type"; its scope is where the caller
   binds it. */
tree ta_tree_local(ta_emit *e, const char *name, tree type)
{
	tree v = build_decl(e->loc, VAR_DECL, get_identifier(name), type);

	DECL_CONTEXT(v) = e->fn;
	TREE_USED(v) = 1;
	return v;
}

/* The same, chained to "*vars", the variables of a scope to come. */
tree ta_tree_variable(ta_emit *e, const char *name, tree type, tree *vars)
{
	tree v = ta_tree_local(e, name, type);

	DECL_CHAIN(v) = *vars;
	*vars = v;
	return v;
}

/* "value" itself when it is a constant, of "type", else a new variable "name"
   that has it, chained to "*vars", set in "list". */
tree ta_tree_kept(ta_emit *e, location_t loc, const char *name, tree type,
		  tree value, tree *vars, tree *list)
{
	tree v;

	if (CONSTANT_CLASS_P(value))
		return fold_convert(type, value);
	v = ta_tree_variable(e, name, type, vars);
	ta_tree_assign(loc, v, value, list);
	return v;
}

/* Append to "list": if (cond) yes; else no. */
void ta_tree_if(tree cond, tree yes, tree no, tree *list)
{
	tree t = build3(COND_EXPR, void_type_node, cond, yes, no);

	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, list);
}

/* Append "to = value" to "list". */
void ta_tree_assign(location_t loc, tree to, tree value, tree *list)
{
	tree set = build2_loc(loc, MODIFY_EXPR, TREE_TYPE(to), to,
			      fold_convert(TREE_TYPE(to), value));

	TREE_SIDE_EFFECTS(set) = 1;
	append_to_statement_list(set, list);
}

/* Append to "list", for the debugger, that a statement of the source begins at
   "loc": the front end does the same before each. */
void ta_tree_mark(location_t loc, tree *list)
{
	tree t;

	if (!MAY_HAVE_DEBUG_MARKER_STMTS)
		return;
	t = build0(DEBUG_BEGIN_STMT, void_type_node);
	SET_EXPR_LOCATION(t, loc);
	append_to_statement_list(t, list);
}

/* "body", which may be NULL, in the scope of the chain of variables "vars",
   which may be empty. */
tree ta_tree_bind(tree vars, tree body)
{
	tree bind;

	if (!body)
		body = build_empty_stmt(UNKNOWN_LOCATION);
	if (!vars)
		return body;
	bind = build3(BIND_EXPR, void_type_node, vars, body, NULL_TREE);
	TREE_SIDE_EFFECTS(bind) = 1;
	return bind;
}

/* The value of variable "v" of an index polynomial. */
static tree idx_variable(ta_emit *e, int v)
{
	tree t = v < TA_PARAM0 ? e->var[v] : e->param[v - TA_PARAM0];

	if (!t)
		ta_bug("variable %d of an index is not in scope", v);
	return t;
}

/* The value of "term" in "type". */
static tree idx_term(ta_emit *e, const ta_term *term, tree type)
{
	tree t = NULL_TREE;

	for (int v = 0; v < term->nvars; v++) {
		tree f = fold_convert(type, idx_variable(e, term->var[v]));

		t = t ? fold_build2(MULT_EXPR, type, t, f) : f;
	}
	if (!t)
		return build_int_cst(type, term->coef);
	if (term->coef == 1)
		return t;
	if (term->coef == -1)
		return fold_build1(NEGATE_EXPR, type, t);
	return fold_build2(MULT_EXPR, type, t,
			   build_int_cst(type, term->coef));
}

/* The value of "x" over the plan's variables, in the integer "type". */
tree ta_tree_idx(ta_emit *e, const ta_idx *x, tree type)
{
	tree sum = NULL_TREE;

	if (!x)
		ta_bug("an index polynomial is missing");
	for (int t = 0; t < x->nterms; t++) {
		tree term = idx_term(e, &x->term[t], type);

		sum = sum ? fold_build2(PLUS_EXPR, type, sum, term) : term;
	}
	return sum ? sum : build_int_cst(type, 0);
}

/* The value of "x" in double, rounded at each step. */
tree ta_tree_double(ta_emit *e, const ta_idx *x)
{
	tree sum = NULL_TREE, type = double_type_node;

	for (int t = 0; t < x->nterms; t++) {
		const ta_term *m = &x->term[t];
		tree p = ta_tree_real(type, (double)m->coef);

		for (int v = 0; v < m->nvars; v++)
			p = fold_build2(MULT_EXPR, type, p,
					build1(FLOAT_EXPR, type,
					       idx_variable(e, m->var[v])));
		sum = sum ? fold_build2(PLUS_EXPR, type, sum, p) : p;
	}
	return sum ? sum : ta_tree_real(type, 0);
}

/* The constant "value" of the floating "type", every bit of it. */
tree ta_tree_real(tree type, double value)
{
	REAL_VALUE_TYPE r;
	char text[64];

	if (value != value) {
		real_nan(&r, "", 1, TYPE_MODE(type));
	} else if (value == __builtin_inf() || value == -__builtin_inf()) {
		real_inf(&r);
		r = real_value_negate(&r);
		if (value > 0)
			r = real_value_negate(&r);
	} else {
		snprintf(text, sizeof(text), "%a", value);
		real_from_string3(&r, text, TYPE_MODE(type));
	}
	return build_real(type, r);
}

/* The address of element "x" of the memory array "array". */
static tree element_address(ta_emit *e, int array, const ta_idx *x)
{
	const ta_array *a = &e->p->array[array];
	tree base = a->is_scratch ? e->scratch[array] : e->param[a->base];
	tree off = fold_convert(sizetype,
				ta_tree_idx(e, x, ta_index_type()));

	if (!base)
		ta_bug("array %s has no memory", a->name);
	off = fold_build2(MULT_EXPR, sizetype, off,
			  size_int(ta_type_size(a->elem)));
	return fold_build_pointer_plus(base, off);
}

/* A pointer to element "x" of "array", as an argument of a call. */
tree ta_tree_element(ta_emit *e, int array, const ta_idx *x)
{
	tree type = ta_gcc_type(e->p->array[array].elem);

	return fold_convert(build_pointer_type(type),
			    element_address(e, array, x));
}

/* The variable that "acc", to a virtual array, denotes: in a panel, the element
   of the iteration. */
static tree virtual_access(ta_emit *e, const ta_access *acc)
{
	ta_arena *a = e->p->arena;
	const ta_stmt *s = e->p->stmt[e->stmt];
	int panel = e->panel[acc->array], d = 0;
	tree var = e->virt[acc->array];
	const ta_idx *x;

	if (!var)
		ta_bug("no variable holds %s", e->p->array[acc->array].name);
	if (TREE_CODE(TREE_TYPE(var)) != ARRAY_TYPE)
		return var;
	if (acc->nsubs < 1)
		ta_bug("%s is no vector", e->p->array[acc->array].name);
	do
		x = ta_idx_subst(a, acc->sub[d], s->depth, e->iter);
	while (!ta_uses_from(x, panel) && ++d < acc->nsubs);
	x = ta_idx_sub(a, x, ta_idx_var(a, panel));
	return build4_loc(ta_locus(acc->loc), ARRAY_REF,
			  TREE_TYPE(TREE_TYPE(var)), var,
			  ta_tree_idx(e, x, ta_index_type()), NULL_TREE,
			  NULL_TREE);
}

/* Element "x" of the memory array "array", as at "loc". */
tree ta_tree_at(ta_emit *e, location_t loc, int array, const ta_idx *x)
{
	tree type = ta_gcc_type(e->p->array[array].elem), ref;

	ref = build2_loc(loc, MEM_REF, type, element_address(e, array, x),
			 build_int_cst(build_pointer_type_for_mode(
					       type, ptr_mode, true), 0));
	MR_DEPENDENCE_CLIQUE(ref) = ta_clique;
	MR_DEPENDENCE_BASE(ref) = e->as_one[array] + 1;
	return ref;
}

/* The place of "acc", an access of the statement instance being emitted, over the
   plan's variables. */
const ta_idx *ta_place(ta_emit *e, const ta_access *acc)
{
	return ta_idx_subst(e->p->arena, acc->offset,
			    e->p->stmt[e->stmt]->depth, e->iter);
}

/* The scalar or element that "acc", an access of the statement being
   emitted, denotes there. */
tree ta_tree_access(ta_emit *e, const ta_access *acc)
{
	const ta_array *a = &e->p->array[acc->array];
	tree ref;

	if (a->is_virtual)
		return virtual_access(e, acc);
	if (e->held && (ref = ta_held_element(e, acc)))
		return ref;
	if ((ref = ta_fixed_element(e, acc)))
		return ref;
	if (e->scalars && (ref = ta_scalar_element(e, acc, false)))
		return ref;
	return ta_tree_at(e, ta_locus(acc->loc), acc->array, ta_place(e, acc));
}

/* The tree code of the binary operator or comparison "op" on values of
   "type", or ERROR_MARK. */
enum tree_code ta_binary_code(enum ta_op op, enum ta_type type)
{
	switch (op) {
	case TA_OP_ADD: return PLUS_EXPR;
	case TA_OP_SUB: return MINUS_EXPR;
	case TA_OP_MUL: return MULT_EXPR;
	case TA_OP_DIV:
		return ta_type_rounds(type) ? RDIV_EXPR : TRUNC_DIV_EXPR;
	case TA_OP_COMPLEX: return COMPLEX_EXPR;
	case TA_OP_MOD: return TRUNC_MOD_EXPR;
	case TA_OP_MIN: return MIN_EXPR;
	case TA_OP_MAX: return MAX_EXPR;
	case TA_OP_LT: return LT_EXPR;
	case TA_OP_LE: return LE_EXPR;
	case TA_OP_EQ: return EQ_EXPR;
	case TA_OP_NE: return NE_EXPR;
	case TA_OP_GT: return GT_EXPR;
	case TA_OP_GE: return GE_EXPR;
	case TA_OP_UNLT: return UNLT_EXPR;
	case TA_OP_UNLE: return UNLE_EXPR;
	case TA_OP_UNGT: return UNGT_EXPR;
	case TA_OP_UNGE: return UNGE_EXPR;
	case TA_OP_AND: return BIT_AND_EXPR;
	case TA_OP_OR: return BIT_IOR_EXPR;
	case TA_OP_XOR: return BIT_XOR_EXPR;
	case TA_OP_SHL: return LSHIFT_EXPR;
	case TA_OP_SHR: return RSHIFT_EXPR;
	default: return ERROR_MARK;
	}
}

/* "value" converted to "to" as a C cast does. */
static tree cast(location_t loc, tree value, enum ta_type to)
{
	tree type = ta_gcc_type(to), from = TREE_TYPE(value);

	if (to == TA_BOOL && TREE_CODE(from) != BOOLEAN_TYPE)
		return fold_build2_loc(loc, NE_EXPR, type, value,
				       fold_convert(from, integer_zero_node));
	if (SCALAR_FLOAT_TYPE_P(from) && INTEGRAL_TYPE_P(type))
		return fold_build1_loc(loc, FIX_TRUNC_EXPR, type, value);
	if (INTEGRAL_TYPE_P(from) && SCALAR_FLOAT_TYPE_P(type))
		return fold_build1_loc(loc, FLOAT_EXPR, type, value);
	return fold_convert_loc(loc, type, value);
}

/* The value of the leaf "x", or NULL when it is none. */
static tree leaf(ta_emit *e, const ta_expr *x)
{
	tree type = ta_gcc_type(x->type);

	switch (x->op) {
	case TA_OP_CONST:
		if (ta_type_is_float(x->type))
			return ta_tree_real(type, x->u.f);
		return build_int_cst(type, x->u.i);
	case TA_OP_PARAM:
		if (!e->param[x->u.param])
			ta_bug("parameter %d is not passed", x->u.param);
		return fold_convert(type, e->param[x->u.param]);
	case TA_OP_ITER:
		return cast(ta_locus(x->loc),
			    ta_tree_idx(e, ta_idx_subst(e->p->arena, x->u.idx,
					e->stmt < 0 ? 0 :
					e->p->stmt[e->stmt]->depth, e->iter),
					ta_index_type()),
			    x->type);
	case TA_OP_READ:
		if (e->acc[e->stmt] &&
		    ta_access_equal(x->u.access, e->p->stmt[e->stmt]->write))
			return fold_convert(type, ta_reduction_value(e, e->stmt));
		return fold_convert(type, ta_tree_access(e, x->u.access));
	default:
		return NULL_TREE;
	}
}

/* The operator "code" of "a" and, unless that is NULL, "b".  Of complex numbers it is built as
   it is: folding takes the sign of a factor elsewhere, which turns that of zeros.  So are
   products of integers: folding makes the larger of multiples of a multiple of the larger,
   of numbers that wrap around, too. */
static tree operation(location_t loc, enum tree_code code, tree type, tree a, tree b)
{
	bool as_is = TREE_CODE(type) == COMPLEX_TYPE ||
		     (code == MULT_EXPR && INTEGRAL_TYPE_P(type));

	if (!b)
		return as_is ? build1_loc(loc, code, type, a)
			     : fold_build1_loc(loc, code, type, a);
	return as_is ? build2_loc(loc, code, type, a, b)
		     : fold_build2_loc(loc, code, type, a, b);
}

/* The value of the operator "x" with one argument "a". */
static tree unary(const ta_expr *x, tree a)
{
	location_t loc = ta_locus(x->loc);
	tree type = ta_gcc_type(x->type);

	switch (x->op) {
	case TA_OP_NEG:
		return operation(loc, NEGATE_EXPR, type, a, NULL_TREE);
	case TA_OP_ABS:
		return fold_build1_loc(loc, ABS_EXPR, type, a);
	case TA_OP_NOT:
		return fold_build1_loc(loc, x->type == TA_BOOL ?
				       TRUTH_NOT_EXPR : BIT_NOT_EXPR, type, a);
	case TA_OP_CAST:
		return cast(loc, a, x->type);
	case TA_OP_REAL:
		return fold_build1_loc(loc, REALPART_EXPR, type, a);
	case TA_OP_IMAG:
		return fold_build1_loc(loc, IMAGPART_EXPR, type, a);
	case TA_OP_CONJ:
		return fold_build1_loc(loc, CONJ_EXPR, type, a);
	default:
		ta_bug("operator %s is not emitted", ta_op_name(x->op));
	}
}

/* The product of the complex numbers "a" and "b" by their parts. */
static tree product_by_parts(location_t loc, tree type, tree a, tree b)
{
	tree part = TREE_TYPE(type), re[2], im[2], x, y;

	a = save_expr(a);
	b = save_expr(b);
	re[0] = fold_build1_loc(loc, REALPART_EXPR, part, a);
	im[0] = fold_build1_loc(loc, IMAGPART_EXPR, part, a);
	re[1] = fold_build1_loc(loc, REALPART_EXPR, part, b);
	im[1] = fold_build1_loc(loc, IMAGPART_EXPR, part, b);
	x = build2_loc(loc, MINUS_EXPR, part,
		       build2_loc(loc, MULT_EXPR, part, re[0], re[1]),
		       build2_loc(loc, MULT_EXPR, part, im[0], im[1]));
	y = build2_loc(loc, PLUS_EXPR, part,
		       build2_loc(loc, MULT_EXPR, part, re[0], im[1]),
		       build2_loc(loc, MULT_EXPR, part, im[0], re[1]));
	return build2_loc(loc, COMPLEX_EXPR, type, x, y);
}

/* The operand of the comparison that the choice "x" is made by which is another
   choice, and what "x" may be, as in "x < (c ? a : b) ? (c ? a : b) : x"; "*arm" is
   which argument of "x".  -1: there is none. */
static int chosen_operand(const ta_expr *x, int *arm)
{
	const ta_expr *cond = x->arg[0];

	if (!ta_op_compares(cond->op))
		return -1;
	for (int i = 0; i < 2; i++)
		for (*arm = 1; *arm < 3; ++*arm)
			if (cond->arg[i]->op == TA_OP_SELECT &&
			    ta_expr_equal(cond->arg[i], x->arg[*arm]))
				return i;
	return -1;
}

/* Whether "x" reads memory. */
static bool reads_memory(const ta_emit *e, const ta_expr *x)
{
	if (x->op == TA_OP_READ)
		return !e->p->array[x->u.access->array].is_virtual;
	for (int i = 0; i < x->nargs; i++)
		if (reads_memory(e, x->arg[i]))
			return true;
	return false;
}

/* Whether "x", an arm of a choice in a loop of vectors, is to be found whether it is
   chosen or not: it calls a function of libm that has a vector form, which a call under a
   condition is none of, or reads memory, of which the compiler does not know that it is
   there anyway. */
static bool is_found_first(ta_emit *e, const ta_expr *x)
{
	return e->simd && ta_expr_is_sure(x) &&
	       (ta_calls_vectors(e, x) || (reads_memory(e, x) && !e->p->traps));
}

/* The value of the choice "x" in which nothing is found once. */
static tree plain_choice(ta_emit *e, const ta_expr *x)
{
	location_t loc = ta_locus(x->loc);
	tree type = ta_gcc_type(x->type), arm[2], first = NULL_TREE, t;

	for (int i = 0; i < 2; i++) {
		const ta_expr *a = x->arg[1 + i];

		arm[i] = ta_tree_expr(e, a);
		if (!is_found_first(e, a))
			continue;
		arm[i] = save_expr(arm[i]);
		first = first ? build2(COMPOUND_EXPR, void_type_node, first,
				       arm[i]) : arm[i];
	}
	t = fold_build3_loc(loc, COND_EXPR, type, ta_tree_expr(e, x->arg[0]),
			    arm[0], arm[1]);
	return first ? build2_loc(loc, COMPOUND_EXPR, type, first, t) : t;
}

/* The value of the choice "x".  What is compared and chosen is found once: the
   compiler does not see that branches are taken twice. */
static tree choice(ta_emit *e, const ta_expr *x)
{
	location_t loc = ta_locus(x->loc);
	const ta_expr *cond = x->arg[0];
	int which, operand = chosen_operand(x, &which);
	tree side[2], arm[3];

	if (operand < 0)
		return plain_choice(e, x);
	arm[which] = save_expr(ta_tree_expr(e, x->arg[which]));
	arm[3 - which] = ta_tree_expr(e, x->arg[3 - which]);
	side[operand] = arm[which];
	side[!operand] = ta_tree_expr(e, cond->arg[!operand]);
	return build3_loc(loc, COND_EXPR, ta_gcc_type(x->type),
			  build2_loc(ta_locus(cond->loc),
				     ta_binary_code(cond->op, cond->type),
				     ta_gcc_type(TA_BOOL), side[0], side[1]),
			  arm[1], arm[2]);
}

/* The element at "place" from the address "table" on, which "x" looks up: nothing that
   the function stores to. */
static tree looked_up(ta_emit *e, const ta_expr *x, tree table, tree place)
{
	tree type = ta_gcc_type(x->type), ref;
	tree off = fold_build2(MULT_EXPR, sizetype,
			       fold_convert(sizetype, place),
			       size_int(ta_type_size(x->type)));

	ref = build2_loc(ta_locus(x->loc), MEM_REF, type,
			 fold_build_pointer_plus(table, off),
			 build_int_cst(build_pointer_type_for_mode(
					       type, ptr_mode, true), 0));
	MR_DEPENDENCE_CLIQUE(ref) = ta_clique;
	MR_DEPENDENCE_BASE(ref) = e->p->narrays + 1;
	return ref;
}

/* The value of "x" at the statement instance being emitted. */
tree ta_tree_expr(ta_emit *e, const ta_expr *x)
{
	location_t loc = ta_locus(x->loc);
	tree type, arg[TA_MAX_DEPTH], t;
	enum tree_code code;

	if (e->stmt >= 0 && e->rest[e->stmt] &&
	    ta_expr_equal(x, e->p->stmt[e->stmt]->rest))
		return fold_convert(ta_gcc_type(x->type), e->rest[e->stmt]);
	t = ta_tree_asked(e, x);
	if (t)
		return t;
	t = leaf(e, x);
	if (t)
		return t;
	if (x->nargs > TA_ARRAY_LEN(arg))
		ta_bug("%s has %d arguments", ta_op_name(x->op), x->nargs);
	if (x->op == TA_OP_SELECT && (t = ta_tree_chosen(e, x)))
		return t;
	if (x->op == TA_OP_SELECT)
		return choice(e, x);
	if (x->op == TA_OP_CAST && (t = ta_rounded(e, x)))
		return t;
	if (x->op == TA_OP_DIV && (t = ta_tree_inverted(e, x)))
		return t;
	for (int i = 0; i < x->nargs; i++)
		arg[i] = ta_tree_expr(e, x->arg[i]);
	type = ta_gcc_type(x->type);
	if (x->op == TA_OP_CODE)
		return ta_code_call(e, x, arg);
	if (x->op == TA_OP_LOOKUP)
		return looked_up(e, x, arg[0], arg[1]);
	if (x->op == TA_OP_CALL || x->op == TA_OP_FMA)
		return ta_libm_call(e, x, arg);
	if (x->nargs == 1)
		return unary(x, arg[0]);
	t = x->nargs == 2 ? ta_tree_quotient(e, x, arg[0], arg[1]) : NULL_TREE;
	if (t)
		return t;
	code = ta_binary_code(x->op, x->type);
	if (code == ERROR_MARK || x->nargs != 2)
		ta_bug("operator %s is not emitted", ta_op_name(x->op));
	if (x->op == TA_OP_MUL && ta_type_is_complex(x->type) && e->stmt >= 0 &&
	    ta_stmt_by_parts(e->p, e->p->stmt[e->stmt]))
		return product_by_parts(loc, type, arg[0], arg[1]);
	return operation(loc, code, type, arg[0], arg[1]);
}

/* Offset "x" of the statement of the instance "node" over the plan's variables. */
const ta_idx *ta_over_plan(ta_emit *e, const ta_node *node, const ta_idx *x)
{
	return ta_idx_subst(e->p->arena, x, e->p->stmt[node->stmt]->depth,
			    node->iter);
}

/* A look for a read of the instance "node" of a statement. */
struct search {
	ta_emit *e;
	const ta_node *node;
	ta_read_test *is;
	int var;
};

/* Whether the read "acc" is not what the struct search "data" looks for. */
static bool goes_on(void *data, ta_access *acc)
{
	const search *s = (const search *)data;

	return !s->is(s->e, s->node, acc, s->var);
}

/* Whether a statement in "node" reads something that "is" what is looked for, in view
   of plan variable "var". */
bool ta_some_read(ta_emit *e, const ta_node *node, ta_read_test *is, int var)
{
	search s = { e, node, is, var };

	if (!node)
		return false;
	if (node->kind == TA_NODE_STMT &&
	    !ta_expr_reads(e->p->stmt[node->stmt]->rhs, goes_on, &s))
		return true;
	for (int i = 0; i < node->nchildren; i++)
		if (ta_some_read(e, node->child[i], is, var))
			return true;
	return false;
}
