/* SPDX-License-Identifier: GPL-3.0-or-later */
/* names.cc - what the names in a directive mean, as the C front end says.

	kernel shape (m->data[m->rows][n])   ->   values { m->data, m->rows, n }

   Assumes the C front end, during parsing.  Leaves true that every leaf of a
   resolved directive is an integer of at most 64 bits or a pointer to
   arithmetic elements, that its value is argument "argno" of the marker, and
   that names the pragma uses count as used. */
#include "gcc-compat.h"
#include "markers.h"

namespace {

/* What resolving a directive carries.  "text": of each value, so that what is
   named twice is passed once. */
struct resolver {
	tree fn;
	vec<tree> *values;
	auto_vec<const char *> text;
	bool ok;
};

/* A search for names to suggest. */
struct search {
	tree fn;
	enum ta_leaf_need need;
	auto_vec<const char *> names;
};

tree build(const resolver *r, const ta_cexpr *e);

/* Return what "name" means for parameters of "fn" and file scope, or, if "fn"
   is NULL, here; NULL if nothing. */
tree look_up(tree fn, tree name)
{
	tree p;

	for (p = fn ? DECL_ARGUMENTS(fn) : NULL_TREE; p; p = DECL_CHAIN(p))
		if (DECL_NAME(p) == name)
			return p;
	return lookup_name(name);
}

/* Return the type of the elements when "type" is an array or a pointer, with
   all dimensions taken off; else NULL. */
tree element_type(tree type)
{
	if (TREE_CODE(type) != POINTER_TYPE && TREE_CODE(type) != ARRAY_TYPE)
		return NULL_TREE;
	type = TREE_TYPE(type);
	while (TREE_CODE(type) == ARRAY_TYPE)
		type = TREE_TYPE(type);
	return type;
}

/* Return whether "type" is that of numbers. */
bool number_type(tree type)
{
	return INTEGRAL_TYPE_P(type) || SCALAR_FLOAT_TYPE_P(type)
	       || COMPLEX_FLOAT_TYPE_P(type);
}

/* Return whether a value of "type" is what "need" says. */
bool fits(tree type, enum ta_leaf_need need)
{
	if (need == TA_NEED_INTEGER)
		return INTEGRAL_TYPE_P(type);
	return element_type(type) && number_type(element_type(type));
}

/* Add the identifier of "node" to the search "data" if it is a variable of a
   fitting type.  Return 1: go on. */
int add_candidate(cpp_reader *, cpp_hashnode *node, void *data)
{
	search *s = (search *)data;
	tree d = look_up(s->fn, HT_IDENT_TO_GCC_IDENT(HT_NODE(node)));

	if (d && (VAR_P(d) || TREE_CODE(d) == PARM_DECL) && DECL_NAME(d)
	    && !DECL_ARTIFICIAL(d) && fits(TREE_TYPE(d), s->need))
		s->names.safe_push(IDENTIFIER_POINTER(DECL_NAME(d)));
	return 1;
}

/* Return the variable in scope whose name is nearest to "name" and whose type
   fits "need", or NULL. */
const char *suggestion(tree fn, const char *name, enum ta_leaf_need need)
{
	search s;

	s.fn = fn;
	s.need = need;
	cpp_forall_identifiers(parse_in, add_candidate, &s);
	return ta_nearest(name, s.names.address(), s.names.length());
}

/* Report that the name "e" is not declared; return error_mark_node. */
tree undeclared(const resolver *r, const ta_cexpr *e, enum ta_leaf_need need)
{
	const char *near = suggestion(r->fn, e->name, need);

	if (near)
		ta_report(&ta_pragma_diag, TA_ERROR, e->loc,
			  "'%s' is not declared here; did you mean '%s'?",
			  e->name, near);
	else
		ta_report(&ta_pragma_diag, TA_ERROR, e->loc,
			  "'%s' is not declared here", e->name);
	return error_mark_node;
}

/* Return the variable or enumerator that the name "e" means, marked as used,
   or error_mark_node with an error.  "need" is for the suggestion. */
tree build_name(const resolver *r, const ta_cexpr *e, enum ta_leaf_need need)
{
	tree id = get_identifier(e->name), d = look_up(r->fn, id), type;

	if (!d)
		return undeclared(r, e, need);
	if (d == error_mark_node || TREE_TYPE(d) == error_mark_node)
		return error_mark_node;
	if (TREE_CODE(d) != CONST_DECL && !VAR_P(d)
	    && TREE_CODE(d) != PARM_DECL) {
		ta_report(&ta_pragma_diag, TA_ERROR, e->loc,
			  "'%s' is a %s, not a variable", e->name,
			  TREE_CODE(d) == TYPE_DECL ? "type" : "function");
		return error_mark_node;
	}
	if (TREE_CODE(d) == PARM_DECL && r->fn) {
		TREE_USED(d) = 1;
		mark_exp_read(d);
		return d;
	}
	d = build_external_ref(e->loc, id, false, &type);
	mark_exp_read(d);
	return d;
}

/* Return "x" with an array turned into the address of its first element. */
tree decay(location_t loc, tree x)
{
	c_expr e;

	if (x == error_mark_node || TREE_CODE(TREE_TYPE(x)) != ARRAY_TYPE)
		return x;
	memset((void *)&e, 0, sizeof(e));
	e.value = x;
	e.original_code = ERROR_MARK;
	return default_function_array_conversion(loc, e).value;
}

/* Return the tree code of the operator "op". */
enum tree_code code_of(enum ta_cop op)
{
	static const struct {
		enum ta_cop op;
		enum tree_code code;
	} table[] = {
		{ TA_COP_LOR, TRUTH_ORIF_EXPR }, { TA_COP_LAND, TRUTH_ANDIF_EXPR },
		{ TA_COP_EQ, EQ_EXPR }, { TA_COP_NE, NE_EXPR },
		{ TA_COP_LT, LT_EXPR }, { TA_COP_LE, LE_EXPR },
		{ TA_COP_GT, GT_EXPR }, { TA_COP_GE, GE_EXPR },
		{ TA_COP_ADD, PLUS_EXPR }, { TA_COP_SUB, MINUS_EXPR },
		{ TA_COP_MUL, MULT_EXPR }, { TA_COP_DIV, TRUNC_DIV_EXPR },
		{ TA_COP_MOD, TRUNC_MOD_EXPR }, { TA_COP_PLUS, CONVERT_EXPR },
		{ TA_COP_NEG, NEGATE_EXPR }, { TA_COP_NOT, TRUTH_NOT_EXPR },
	};

	for (unsigned i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (table[i].op == op)
			return table[i].code;
	ta_bug("operator %d of a clause", (int)op);
}

/* Return the constant "value" in the narrowest of int and long long. */
tree build_int(int64_t value)
{
	tree t = build_int_cst(long_long_integer_type_node, value);

	return int_fits_type_p(t, integer_type_node)
		       ? build_int_cst(integer_type_node, value) : t;
}

/* Return the operator expression "e", or error_mark_node with an error. */
tree build_operator(const resolver *r, const ta_cexpr *e)
{
	tree a = build(r, e->arg[0]), b;

	if (a == error_mark_node)
		return a;
	if (e->kind == TA_CEXPR_UNARY)
		return build_unary_op(e->loc, code_of(e->op), a, false);
	b = build(r, e->arg[1]);
	if (b == error_mark_node)
		return b;
	return build_binary_op(e->loc, code_of(e->op), a, b, true);
}

/* Return the expression "e" as the C front end builds it, or error_mark_node
   with an error. */
tree build(const resolver *r, const ta_cexpr *e)
{
	tree a;

	switch (e->kind) {
	case TA_CEXPR_INT:
		return build_int(e->value);
	case TA_CEXPR_NAME:
		return build_name(r, e, TA_NEED_INTEGER);
	case TA_CEXPR_UNARY:
	case TA_CEXPR_BINARY:
		return build_operator(r, e);
	default:
		break;
	}
	a = build(r, e->arg[0]);
	if (a == error_mark_node)
		return a;
	if (e->kind == TA_CEXPR_INDEX) {
		tree i = build(r, e->arg[1]);

		return i == error_mark_node ? i : build_array_ref(e->loc, a, i);
	}
	if (e->kind == TA_CEXPR_DEREF)
		return build_indirect_ref(e->loc, decay(e->loc, a),
					  RO_UNARY_STAR);
	if (e->arrow)
		a = build_indirect_ref(e->loc, decay(e->loc, a), RO_ARROW);
	if (a == error_mark_node)
		return a;
	return ta_component_ref(e->loc, a, get_identifier(e->name));
}

/* Return "type" as text in the pragma arena. */
const char *type_text(tree type)
{
	pretty_printer pp;

	pp_needs_newline(&pp) = false;
	dump_generic_node(&pp, TYPE_MAIN_VARIANT(type), 0, TDF_NONE, false);
	return ta_strdup(ta_pragma_arena, pp_formatted_text(&pp));
}

/* Return where the variable at the bottom of "x" was declared. */
location_t declared_at(tree x)
{
	while (x && !DECL_P(x))
		x = TREE_OPERAND_LENGTH(x) > 0 ? TREE_OPERAND(x, 0)
					       : NULL_TREE;
	return x ? DECL_SOURCE_LOCATION(x) : UNKNOWN_LOCATION;
}

/* Report that "value" of the leaf "e" is not what "need" says; false. */
bool misfit(const ta_cexpr *e, tree value, enum ta_leaf_need need)
{
	location_t loc = declared_at(value);

	ta_report(&ta_pragma_diag, TA_ERROR, e->loc,
		  need == TA_NEED_INTEGER
			  ? "'%s' has type '%s', where an integer is needed"
			  : "'%s' has type '%s', where an array of numbers or a "
			    "pointer to them is needed",
		  ta_cexpr_text(ta_pragma_arena, e),
		  type_text(TREE_TYPE(value)));
	if (loc != UNKNOWN_LOCATION)
		ta_report(&ta_pragma_diag, TA_NOTE, loc, "declared here");
	return false;
}

/* Return whether "value", of the leaf "e", can be passed as "need" says; else
   report. */
bool check_type(const ta_cexpr *e, tree value, enum ta_leaf_need need)
{
	tree type = TREE_TYPE(value);

	if (!fits(type, need))
		return misfit(e, value, need);
	if (need == TA_NEED_INTEGER && TYPE_PRECISION(type) > 64) {
		ta_report(&ta_pragma_diag, TA_ERROR, e->loc,
			  "'%s' has more than 64 bits",
			  ta_cexpr_text(ta_pragma_arena, e));
		return false;
	}
	if (TYPE_VOLATILE(type) || TYPE_ATOMIC(type) || TREE_THIS_VOLATILE(value)
	    || (need == TA_NEED_ARRAY
		&& (TYPE_VOLATILE(element_type(type))
		    || TYPE_ATOMIC(element_type(type))))) {
		ta_report(&ta_pragma_diag, TA_ERROR, e->loc,
			  "'%s' is volatile or atomic, so that it has no fixed "
			  "value in a kernel",
			  ta_cexpr_text(ta_pragma_arena, e));
		return false;
	}
	return true;
}

/* Return the place among the values of "r" of "value", whose text is "text";
   it is appended if it is new. */
int place(resolver *r, const char *text, tree value)
{
	for (unsigned i = 0; i < r->text.length(); i++)
		if (!strcmp(r->text[i], text))
			return i;
	r->text.safe_push(text);
	r->values->safe_push(value);
	return r->text.length() - 1;
}

/* Resolve the leaf "e" for the resolver "data".  Return true: go on to the
   next, so that every wrong name is reported. */
bool resolve_leaf(void *data, ta_cexpr *e, enum ta_leaf_need need)
{
	resolver *r = (resolver *)data;
	tree v = e->kind == TA_CEXPR_NAME ? build_name(r, e, need)
					  : build(r, e);

	if (v != error_mark_node && need == TA_NEED_INTEGER
	    && TREE_CODE(v) == INTEGER_CST && tree_fits_shwi_p(v)) {
		e->kind = TA_CEXPR_INT;
		e->value = tree_to_shwi(v);
		return true;
	}
	if (v == error_mark_node || !check_type(e, v, need)) {
		r->ok = false;
		return true;
	}
	e->decl_loc = declared_at(v);
	e->is_pointer = need == TA_NEED_ARRAY;
	v = e->is_pointer ? decay(e->loc, v) : perform_integral_promotions(v);
	e->argno = 1 + place(r, ta_cexpr_text(ta_pragma_arena, e),
			     c_fully_fold(v, false, NULL, false));
	return true;
}

/* Return the name at the bottom of the leaf "e", or NULL. */
const char *bottom(const ta_cexpr *e)
{
	while (e && e->kind != TA_CEXPR_NAME)
		e = e->arg[0];
	return e ? e->name : NULL;
}

/* Mark the parameter "data" as used if the leaf "e" is made from it.  Return
   true: go on. */
bool use_leaf(void *data, ta_cexpr *e, enum ta_leaf_need)
{
	tree parm = (tree)data;
	const char *name = bottom(e);

	if (name && DECL_NAME(parm) == get_identifier(name)) {
		TREE_USED(parm) = 1;
		DECL_READ_P(parm) = 1;
	}
	return true;
}

} // namespace

/* Look up every name in "d" among the parameters of "fn" and at file scope,
   or here if "fn" is NULL, and append the values to "values".  Return false,
   with errors, when one does not fit. */
bool ta_pragma_resolve(ta_directive *d, tree fn, vec<tree> &values)
{
	resolver r;
	int errors = errorcount;

	r.fn = fn;
	r.values = &values;
	r.ok = true;
	ta_directive_leaves(d, resolve_leaf, &r);
	return r.ok && errorcount == errors;
}

/* Mark "parm" as used if "d" names it. */
void ta_pragma_use(ta_directive *d, tree parm)
{
	if (DECL_NAME(parm))
		ta_directive_leaves(d, use_leaf, parm);
}
