/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calls.cc - math functions, and choices between values.

   Assumes an extraction at work.  A call to a function of libm that depends on
   its arguments alone (but for errno, which a pragma gives up) is an
   expression; a PHI that joins branches is a select on their conditions.
   Leaves true that a select's arms hold nothing but values. */
#include "gcc-compat.h"
#include "extract.h"

/* A switch with more cases is none to choose by. */
enum { MOST_CASES = 18 };

/* The functions taken for expressions, without the "f" of float ones. */
static const char *const pure[] = {
	"acos",	 "acosh", "asin", "asinh",    "atan",	   "atan2", "atanh",
	"cbrt",	 "ceil",  "copysign", "cos",  "cosh",	   "erf",   "erfc",
	"exp",	 "exp10", "exp2", "expm1",    "fabs",	   "fdim",  "floor",
	"fma",	 "fmax",  "fmin", "fmod",     "hypot",	   "log",   "log10",
	"log1p", "log2",  "pow",  "rint",     "nearbyint", "round", "sin",
	"sinh",	 "sqrt",  "tan",  "tanh",     "trunc"
};

/* Return true if "name", of the length "n", is in the table. */
static bool in_table(const char *name, size_t n)
{
	unsigned i;

	for (i = 0; i < ARRAY_SIZE(pure); i++)
		if (strlen(pure[i]) == n && !strncmp(pure[i], name, n))
			return true;
	return false;
}

/* Return the name in C of the built-in function that "stmt" calls for a value of the
   kind "code" of types, or NULL. */
static const char *builtin_name(const gimple *stmt, enum tree_code code)
{
	tree fn = gimple_call_fndecl(stmt);
	const char *name;

	if (!fn || !fndecl_built_in_p(fn, BUILT_IN_NORMAL) || !DECL_NAME(fn)
	    || !gimple_call_lhs(stmt)
	    || TREE_CODE(TREE_TYPE(gimple_call_lhs(stmt))) != code)
		return NULL;
	name = IDENTIFIER_POINTER(DECL_NAME(fn));
	return strncmp(name, "__builtin_", 10) ? name : name + 10;
}

/* Return the libm name of the function "stmt" calls, or NULL. */
static const char *math_name(const gimple *stmt)
{
	const char *name = builtin_name(stmt, REAL_TYPE);
	size_t n;

	if (!name)
		return NULL;
	n = strlen(name);
	if (TYPE_MODE(TREE_TYPE(gimple_call_lhs(stmt))) == DFmode)
		return in_table(name, n) ? name : NULL;
	if (TYPE_MODE(TREE_TYPE(gimple_call_lhs(stmt))) == SFmode && n > 1
	    && name[n - 1] == 'f' && in_table(name, n - 1))
		return name;
	return NULL;
}

/* Return the libm function whose result the function that "stmt" calls makes an
   integer, as floorf of the compiler's ifloorf and rint of lrint; or NULL. */
static const char *rounded_name(const gimple *stmt)
{
	static const char *const names[] = { "ceil", "ceilf", "floor", "floorf",
					     "rint", "rintf", "round",
					     "roundf" };
	const char *name = builtin_name(stmt, INTEGER_TYPE);

	if (!name || gimple_call_num_args(stmt) != 1
	    || (*name != 'i' && *name != 'l'))
		return NULL;
	name += startswith(name, "ll") ? 2 : 1;
	for (unsigned i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(names[i], name))
			return name;
	return NULL;
}

/* Return true if "stmt" does nothing with the integer "name" but to ask whether it is
   zero. */
static bool asks_zero(const gimple *stmt, tree name)
{
	enum tree_code code = ERROR_MARK;
	tree a = NULL_TREE, b = NULL_TREE;

	if (is_gimple_debug(stmt))
		return true;
	if (const gcond *cond = dyn_cast<const gcond *>(stmt)) {
		code = gimple_cond_code(cond);
		a = gimple_cond_lhs(cond);
		b = gimple_cond_rhs(cond);
	} else if (is_gimple_assign(stmt) && gimple_num_ops(stmt) == 3) {
		code = gimple_assign_rhs_code(stmt);
		a = gimple_assign_rhs1(stmt);
		b = gimple_assign_rhs2(stmt);
	}
	return (code == EQ_EXPR || code == NE_EXPR) && a == name
	       && integer_zerop(b);
}

/* Return the function of libm that gives a number of the size of one and of the sign
   of another, if "stmt" asks for the sign of that, and only whether it is one; else
   NULL.  C does not say which number stands for a sign. */
static const char *sign_name(const gimple *stmt)
{
	tree fn = gimple_call_fndecl(stmt), lhs = gimple_call_lhs(stmt);
	const char *name = NULL;
	imm_use_iterator i;
	use_operand_p use;

	if (!fn || !fndecl_built_in_p(fn, BUILT_IN_NORMAL) || !lhs
	    || TREE_CODE(lhs) != SSA_NAME || gimple_call_num_args(stmt) != 1)
		return NULL;
	switch (DECL_FUNCTION_CODE(fn)) {
	CASE_FLT_FN(BUILT_IN_SIGNBIT):
		name = ta_x_type(TREE_TYPE(gimple_call_arg(stmt, 0))) == TA_F64
			       ? "copysign" : "copysignf";
		break;
	default:
		return NULL;
	}
	if (!ta_type_is_float(ta_x_type(TREE_TYPE(gimple_call_arg(stmt, 0)))))
		return NULL;
	FOR_EACH_IMM_USE_FAST(use, i, lhs)
		if (!asks_zero(USE_STMT(use), lhs))
			return NULL;
	return name;
}

/* Return true if "stmt" calls a function in the table, or one that is made of such. */
bool ta_x_math_call(const gimple *stmt)
{
	return is_gimple_call(stmt)
	       && (math_name(stmt) || rounded_name(stmt) || sign_name(stmt));
}

/* Return the argument of the call "stmt" that is its value, if the others are
   hints to the compiler; else NULL. */
tree ta_x_hinted(const gimple *stmt)
{
	if (gimple_call_builtin_p(stmt, BUILT_IN_EXPECT)
	    || gimple_call_builtin_p(stmt, BUILT_IN_EXPECT_WITH_PROBABILITY)
	    || (is_gimple_call(stmt)
		&& gimple_call_internal_p(stmt, IFN_BUILTIN_EXPECT)))
		return gimple_call_arg(stmt, 0);
	return NULL_TREE;
}

/* Return true if "def" makes an integer from another without loss; set *from
   to that. */
static bool widens(const gimple *def, tree *from)
{
	tree to;

	if (!is_gimple_assign(def)
	    || !CONVERT_EXPR_CODE_P(gimple_assign_rhs_code(def)))
		return false;
	to = gimple_assign_lhs(def);
	*from = gimple_assign_rhs1(def);
	return INTEGRAL_TYPE_P(TREE_TYPE(to))
	       && INTEGRAL_TYPE_P(TREE_TYPE(*from))
	       && TYPE_PRECISION(TREE_TYPE(*from))
			  <= TYPE_PRECISION(TREE_TYPE(to));
}

/* Set *a, *code and *b to the comparison that "cond" tests, seen through hints
   and conversions of truth values. */
void ta_x_condition(const gcond *cond, enum tree_code *code, tree *a, tree *b)
{
	*code = gimple_cond_code(cond);
	*a = gimple_cond_lhs(cond);
	*b = gimple_cond_rhs(cond);
	while ((*code == NE_EXPR || *code == EQ_EXPR) && integer_zerop(*b)
	       && TREE_CODE(*a) == SSA_NAME) {
		gimple *def = SSA_NAME_DEF_STMT(*a);
		tree from = ta_x_hinted(def);
		enum tree_code op;

		if (from || widens(def, &from)) {
			*a = from;
			*b = build_zero_cst(TREE_TYPE(from));
			continue;
		}
		if (!is_gimple_assign(def))
			return;
		op = gimple_assign_rhs_code(def);
		if (TREE_CODE_CLASS(op) != tcc_comparison)
			return;
		from = gimple_assign_rhs1(def);
		if (*code == EQ_EXPR)
			op = invert_tree_comparison(op, HONOR_NANS(from));
		if (op == ERROR_MARK)
			return;
		*code = op;
		*a = from;
		*b = gimple_assign_rhs2(def);
		return;
	}
}

/* Return true if "stmt" calls a function that is an expression: where no
   pragma gives errno up, one that cannot set it. */
bool ta_x_pure_call(ta_extraction *x, const gimple *stmt)
{
	if (!is_gimple_call(stmt))
		return false;
	if (ta_x_hinted(stmt))
		return gimple_call_lhs(stmt) != NULL_TREE;
	if (gimple_call_internal_p(stmt))
		return gimple_call_internal_fn(stmt) == IFN_FMA
		       && gimple_call_lhs(stmt);
	if (x->directive && x->directive->implied && gimple_vdef(stmt))
		return false;
	return ta_x_math_call(stmt);
}

/* Return the expression of "call", which makes an integer of what the function
   "name" of libm gives. */
static ta_expr *rounded(ta_extraction *x, gcall *call, const char *name,
			ta_place *place)
{
	ta_expr *a = ta_x_expr(x, gimple_call_arg(call, 0), place), *e;
	location_t loc = gimple_location(call);

	if (!a)
		return NULL;
	e = ta_expr_new(x->a, TA_OP_CALL, a->type, loc, 1, a);
	e->u.fn = ta_strdup(x->a, name);
	return ta_expr_new(x->a, TA_OP_CAST,
			   ta_x_type(TREE_TYPE(gimple_call_lhs(call))), loc, 1,
			   e);
}

/* Return the expression of "call", whether its argument has a sign, by the function
   "name" of libm. */
static ta_expr *has_sign(ta_extraction *x, gcall *call, const char *name,
			 ta_place *place)
{
	ta_expr *a = ta_x_expr(x, gimple_call_arg(call, 0), place), *e;
	location_t loc = gimple_location(call);

	if (!a)
		return NULL;
	e = ta_expr_new(x->a, TA_OP_CALL, a->type, loc, 2,
			ta_expr_float(x->a, a->type, 1), a);
	e->u.fn = ta_strdup(x->a, name);
	e = ta_expr_new(x->a, TA_OP_LT, TA_BOOL, loc, 2, e,
			ta_expr_float(x->a, a->type, 0));
	return ta_expr_cast(x->a, e,
			    ta_x_type(TREE_TYPE(gimple_call_lhs(call))));
}

/* Return the expression of "call", which is pure. */
ta_expr *ta_x_call(ta_extraction *x, gcall *call, ta_place *place)
{
	enum ta_type type = ta_x_type(TREE_TYPE(gimple_call_lhs(call)));
	unsigned i, n = gimple_call_num_args(call);
	const char *name = gimple_call_internal_p(call) ? "fma"
							: math_name(call);
	ta_expr *e, *arg[3] = { NULL };

	if (ta_x_hinted(call))
		return ta_x_expr(x, ta_x_hinted(call), place);
	if (!name && sign_name(call))
		return has_sign(x, call, sign_name(call), place);
	if (!name)
		return rounded(x, call, rounded_name(call), place);
	for (i = 0; i < n && i < 3; i++) {
		arg[i] = ta_x_expr(x, gimple_call_arg(call, i), place);
		if (!arg[i])
			return NULL;
	}
	if (!strcmp(name, "fma") || !strcmp(name, "fmaf"))
		return ta_expr_new(x->a, TA_OP_FMA, type,
				   gimple_location(call), 3, arg[0], arg[1],
				   arg[2]);
	if (!strcmp(name, "fabs") || !strcmp(name, "fabsf"))
		return ta_expr_new(x->a, TA_OP_ABS, type,
				   gimple_location(call), 1, arg[0]);
	e = ta_expr_new(x->a, TA_OP_CALL, type, gimple_location(call), (int)n,
			arg[0], arg[1], arg[2]);
	e->u.fn = ta_strdup(x->a, name);
	return e;
}

static ta_expr *from_block(ta_extraction *x, gphi *phi, basic_block bb,
			   ta_place *place);

/* Return the value that "phi" has when control goes along "e". */
static ta_expr *from_edge(ta_extraction *x, gphi *phi, edge e, ta_place *place)
{
	ta_code *code = ta_x_code_of(x, e->src);

	if (e->dest == gimple_bb(phi) && code
	    && code->out == gimple_phi_result(phi))
		return ta_x_code(x, code, place);
	if (e->dest == gimple_bb(phi))
		return ta_x_expr(x, PHI_ARG_DEF_FROM_EDGE(phi, e), place);
	return from_block(x, phi, e->dest, place);
}

/* Return the condition under which "cond" takes its true edge. */
ta_expr *ta_x_test(ta_extraction *x, gcond *cond, ta_place *place)
{
	enum tree_code code;
	tree lhs, rhs;

	ta_x_condition(cond, &code, &lhs, &rhs);
	return ta_x_compare(x, code, lhs, rhs, place, gimple_location(cond));
}

/* Return the condition under which the switch "sw" goes to its label "i", no
   default. */
static ta_expr *case_test(ta_extraction *x, gswitch *sw, unsigned i,
			  ta_place *place)
{
	tree label = gimple_switch_label(sw, i), of = gimple_switch_index(sw);
	tree low = CASE_LOW(label), high = CASE_HIGH(label);
	location_t loc = gimple_location(sw);
	ta_expr *a, *b;

	a = ta_x_compare(x, high ? GE_EXPR : EQ_EXPR, of, low, place, loc);
	if (!a || !high)
		return a;
	b = ta_x_compare(x, LE_EXPR, of, high, place, loc);
	return b ? ta_expr_new(x->a, TA_OP_AND, TA_BOOL, loc, 2, a, b) : NULL;
}

/* Return what "value" says of each edge of "sw", with "data", chosen by its cases;
   those that do not "lead" where the value is asked for are left out.  NULL after a
   failure.  A switch on what changes in the region is none to choose by: one case is
   computed there, not all of them. */
ta_expr *ta_x_switch(ta_extraction *x, gswitch *sw, const ta_cases *cases,
		     ta_place *place)
{
	class loop *in = ta_x_loop(x, gimple_bb(sw));
	unsigned i, n = gimple_switch_num_labels(sw);
	ta_expr *e = NULL, *c, *v;

	if (n > MOST_CASES || !ta_x_invariant(x, gimple_switch_index(sw))) {
		ta_x_fail(x, in, gimple_location(sw), TA_REASON_IRREDUCIBLE,
			  "a switch");
		return NULL;
	}
	for (i = 0; i < n; i++) {
		edge to = i ? gimple_switch_edge(x->fun, sw, n - i)
			    : gimple_switch_default_edge(x->fun, sw);

		if (cases->leads && !cases->leads(x, to, cases->data))
			continue;
		v = cases->value(x, to, place, cases->data);
		if (!v)
			return NULL;
		if (!e || ta_expr_equal(v, e)) {
			e = v;
			continue;
		}
		c = case_test(x, sw, n - i, place);
		if (!c)
			return NULL;
		e = ta_expr_new(x->a, TA_OP_SELECT, v->type,
				gimple_location(sw), 3, c, v, e);
	}
	return e;
}

/* Return true if control may get to the block of "data", a PHI, in the same trip
   when it goes along "e". */
static bool leads_to(ta_extraction *x, edge e, void *data)
{
	basic_block to = gimple_bb((gphi *)data);
	class loop *in = ta_x_loop(x, to);
	auto_vec<basic_block> work;
	auto_bitmap seen;
	edge_iterator ei;

	work.safe_push(e->dest);
	while (!work.is_empty()) {
		basic_block bb = work.pop();

		if (bb == to)
			return true;
		if (!bitmap_bit_p(x->bbs, bb->index)
		    || (in && bb == in->header)
		    || !bitmap_set_bit(seen, bb->index))
			continue;
		FOR_EACH_EDGE(e, ei, bb->succs)
			work.safe_push(e->dest);
	}
	return false;
}

/* Return the value that "data", a PHI, has when control goes along "e". */
static ta_expr *value_along(ta_extraction *x, edge e, ta_place *place,
			    void *data)
{
	return from_edge(x, (gphi *)data, e, place);
}

/* Return the value that "phi" has when control is in "bb": where one branch does not
   lead there it is that of the other. */
static ta_expr *from_block(ta_extraction *x, gphi *phi, basic_block bb,
			   ta_place *place)
{
	class loop *at = ta_x_loop(x, gimple_bb(phi)), *in = ta_x_loop(x, bb);
	ta_expr *c, *a, *b;
	edge t, f;
	gcond *cond;

	if (++place->nodes > 4000) {
		ta_x_fail(x, at, gimple_location(phi), TA_REASON_DEPTH,
			  NULL);
		return NULL;
	}
	if (in != at)
		return from_edge(x, phi, ta_x_way_out(x, in), place);
	if (single_succ_p(bb))
		return from_edge(x, phi, single_succ_edge(bb), place);
	if (gswitch *sw = safe_dyn_cast<gswitch *>(ta_last_stmt(bb))) {
		ta_cases cases = { leads_to, value_along, phi };

		return ta_x_switch(x, sw, &cases, place);
	}
	cond = safe_dyn_cast<gcond *>(ta_last_stmt(bb));
	if (!cond) {
		ta_x_fail(x, at, gimple_location(phi), TA_REASON_IRREDUCIBLE,
			  NULL);
		return NULL;
	}
	extract_true_false_edges_from_block(bb, &t, &f);
	if (!leads_to(x, t, phi))
		return from_edge(x, phi, f, place);
	if (!leads_to(x, f, phi))
		return from_edge(x, phi, t, place);
	c = ta_x_test(x, cond, place);
	a = c ? from_edge(x, phi, t, place) : NULL;
	b = a ? from_edge(x, phi, f, place) : NULL;
	if (!b || ta_expr_equal(a, b))
		return b;
	return ta_expr_new(x->a, TA_OP_SELECT, a->type, gimple_location(cond),
			   3, c, a, b);
}

/* Return the value of "phi", which joins branches, as a choice. */
ta_expr *ta_x_join(ta_extraction *x, gphi *phi, ta_place *place)
{
	class loop *at = ta_x_loop(x, gimple_bb(phi)), *in;
	basic_block bb = gimple_bb(phi);
	tree last = ta_x_skipped(x, phi);

	if (gimple_phi_num_args(phi) == 1)
		return ta_x_expr(x, gimple_phi_arg_def(phi, 0), place);
	if (last)
		return ta_x_expr(x, last, place);
	do {
		bb = get_immediate_dominator(CDI_DOMINATORS, bb);
		for (in = ta_x_loop(x, bb); in != at; in = ta_x_outer(x, in))
			bb = in->header;
	} while (ta_x_loop(x, bb) != at);
	return from_block(x, phi, bb, place);
}
