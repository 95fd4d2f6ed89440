/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-code.cc - loops of the source as functions of what they use.

   Assumes a loop of the user's function that code.cc has found to store nothing, in SSA
   form as yet.  The function has a variable for each of its values and a label for each
   of its blocks, and is compiled as the kernel is, of which it is to be a part again;
   whose sums have an order then (order_free.c): it computes the same bits.  Leaves the
   loop as it is. */
#include "gcc-compat.h"
#include "ta.h"
#include "region.h"
#include "emit.h"

/* A function that is being made of "code": its variables, chained to "vars", "variable"
   of each value; the "label" of each block of the loop. */
struct code_fn {
	ta_code *code;
	tree fn, vars;
	hash_map<tree, tree> variable;
	hash_map<basic_block, tree> label;
};

/* A new variable of "f" for the value "name", called as that is, after "prefix". */
static tree new_variable(code_fn *f, const char *prefix, tree name)
{
	tree id = SSA_NAME_IDENTIFIER(name);
	char *s = xasprintf("%s%s_%u", prefix,
			    id ? IDENTIFIER_POINTER(id) : "t",
			    SSA_NAME_VERSION(name));
	tree var = ta_own_variable(f->fn, s, TYPE_MAIN_VARIANT(TREE_TYPE(name)),
				   &f->vars);

	free(s);
	return var;
}

/* The variable of "f" that has the value "name". */
static tree variable_of(code_fn *f, tree name)
{
	tree *known = f->variable.get(name), var;

	if (known)
		return *known;
	var = new_variable(f, "", name);
	f->variable.put(name, var);
	return var;
}

/* Put the variable in place of the value that "*tp" is, and nothing that was said of the
   user's function of what else it is: for walk_tree. */
static tree put_variable(tree *tp, int *walk, void *data)
{
	tree t = *tp;

	if (TREE_CODE(t) == SSA_NAME) {
		*tp = variable_of((code_fn *)data, t);
		*walk = 0;
		return NULL_TREE;
	}
	if (TYPE_P(t) || DECL_P(t)) {
		*walk = 0;
		return NULL_TREE;
	}
	if (EXPR_P(t))
		SET_EXPR_LOCATION(t, LOCATION_LOCUS(EXPR_LOCATION(t)));
	if (TREE_CODE(t) == MEM_REF) {
		MR_DEPENDENCE_CLIQUE(t) = 0;
		MR_DEPENDENCE_BASE(t) = 0;
	}
	return NULL_TREE;
}

/* "t", a value or an expression of the user's function, in "f". */
static tree in_function(code_fn *f, tree t)
{
	t = unshare_expr(t);
	walk_tree(&t, put_variable, f, NULL);
	return t;
}

/* What is done along "e", an edge from a block of the loop: the values that its end
   chooses by it, all at once, and a jump there, or the return of the value that is
   asked for. */
static tree along(code_fn *f, edge e)
{
	tree list = NULL_TREE, later = NULL_TREE, value, out = f->code->out;
	tree res = DECL_RESULT(f->fn), *label = f->label.get(e->dest);

	if (!label) {
		gphi *phi = dyn_cast<gphi *>(SSA_NAME_DEF_STMT(out));

		value = phi && gimple_bb(phi) == e->dest
				? PHI_ARG_DEF_FROM_EDGE(phi, e) : out;
		append_to_statement_list(
			build1(RETURN_EXPR, void_type_node,
			       build2(MODIFY_EXPR, TREE_TYPE(res), res,
				      in_function(f, value))), &list);
		return list;
	}
	for (gphi_iterator g = gsi_start_phis(e->dest); !gsi_end_p(g);
	     gsi_next(&g)) {
		tree name = gimple_phi_result(g.phi()), copy;

		if (virtual_operand_p(name))
			continue;
		copy = new_variable(f, "next_", name);
		ta_tree_assign(UNKNOWN_LOCATION, copy,
		       in_function(f, PHI_ARG_DEF_FROM_EDGE(g.phi(), e)), &list);
		ta_tree_assign(UNKNOWN_LOCATION, variable_of(f, name), copy, &later);
	}
	append_to_statement_list(later, &list);
	append_to_statement_list(build1(GOTO_EXPR, void_type_node, *label),
				 &list);
	return list;
}

/* The value of the call "g", of a function that depends on its arguments alone. */
static tree call(code_fn *f, gcall *g)
{
	unsigned n = gimple_call_num_args(g);
	tree *arg = XALLOCAVEC(tree, n);

	for (unsigned i = 0; i < n; i++)
		arg[i] = in_function(f, gimple_call_arg(g, i));
	return build_call_expr_loc_array(
		LOCATION_LOCUS(gimple_location(g)), gimple_call_fndecl(g), n, arg);
}

/* Append to "list" what "stmt" does. */
static void emit_gimple(code_fn *f, gimple *stmt, tree *list)
{
	location_t loc = LOCATION_LOCUS(gimple_location(stmt));
	tree lhs = gimple_get_lhs(stmt), value;

	if (!lhs || is_gimple_debug(stmt) || f->code->in.contains(lhs))
		return;
	value = is_gimple_call(stmt)
			? call(f, as_a<gcall *>(stmt))
			: in_function(f, gimple_assign_rhs_to_tree(stmt));
	ta_tree_assign(loc, variable_of(f, lhs), value, list);
}

/* Append to "list" the block "bb" of the loop. */
static void emit_bb(code_fn *f, basic_block bb, tree *list)
{
	gcond *cond = safe_dyn_cast<gcond *>(ta_last_stmt(bb));
	edge yes, no;
	tree t;

	append_to_statement_list(build1(LABEL_EXPR, void_type_node,
					*f->label.get(bb)), list);
	for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i);
	     gsi_next(&i))
		emit_gimple(f, gsi_stmt(i), list);
	if (!cond) {
		append_to_statement_list(along(f, single_succ_edge(bb)), list);
		return;
	}
	extract_true_false_edges_from_block(bb, &yes, &no);
	t = build2_loc(LOCATION_LOCUS(gimple_location(cond)),
		       gimple_cond_code(cond), boolean_type_node,
		       in_function(f, gimple_cond_lhs(cond)),
		       in_function(f, gimple_cond_rhs(cond)));
	t = build3(COND_EXPR, void_type_node, t, along(f, yes), along(f, no));
	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, list);
}

/* Append to "list" that the values from outside are what the function is given. */
static void take_values(code_fn *f, tree *list)
{
	for (tree in : f->code->in) {
		tree type = TYPE_MAIN_VARIANT(TREE_TYPE(in)), arg;

		arg = ta_own_argument(f->fn, "from", type);
		if (!POINTER_TYPE_P(type)) {
			f->variable.put(in, arg);
			continue;
		}
		ta_tree_assign(UNKNOWN_LOCATION, variable_of(f, in),
		       fold_build_pointer_plus(
			       arg, ta_own_argument(f->fn, "bytes", sizetype)),
		       list);
	}
}

/* The function of "code", which the kernel of "e" calls. */
static tree make(ta_emit *e, ta_code *code)
{
	ta_compiled how = { DECL_FUNCTION_SPECIFIC_TARGET(e->fn),
			    DECL_FUNCTION_SPECIFIC_OPTIMIZATION(e->fn) };
	basic_block *bbs = get_loop_body_in_dom_order(code->loop);
	tree list = NULL_TREE, block;
	code_fn f;

	f.code = code;
	f.vars = NULL_TREE;
	f.fn = ta_own_declare("tensoraot.loop", TREE_TYPE(code->out),
			      e->user_fn, how, &block);
	DECL_UNINLINABLE(f.fn) = 0;
	DECL_DECLARED_INLINE_P(f.fn) = 1;
	DECL_NO_INLINE_WARNING_P(f.fn) = 1;
	for (unsigned i = 0; i < code->loop->num_nodes; i++) {
		tree label = create_artificial_label(UNKNOWN_LOCATION);

		DECL_CONTEXT(label) = f.fn;
		f.label.put(bbs[i], label);
	}
	take_values(&f, &list);
	append_to_statement_list(along(&f, loop_preheader_edge(code->loop)),
				 &list);
	for (unsigned i = 0; i < code->loop->num_nodes; i++)
		emit_bb(&f, bbs[i], &list);
	free(bbs);
	ta_own_define(f.fn, block, f.vars, list);
	return f.fn;
}

/* The value of the loop that "x" is, of which "arg" are the arguments. */
tree ta_code_call(ta_emit *e, const ta_expr *x, tree *arg)
{
	unsigned n = (unsigned)atoi(x->u.fn + strlen("loop"));
	tree *args = XALLOCAVEC(tree, x->nargs), type;
	ta_code *code;

	if (!e->codes || n >= e->codes->length())
		ta_bug("there is no loop %s", x->u.fn);
	code = (*e->codes)[n];
	if (!code->fn)
		code->fn = make(e, code);
	type = TYPE_ARG_TYPES(TREE_TYPE(code->fn));
	for (int i = 0; i < x->nargs; i++, type = TREE_CHAIN(type))
		args[i] = fold_convert(TREE_VALUE(type), arg[i]);
	return fold_convert(ta_gcc_type(x->type),
			    build_call_expr_loc_array(ta_locus(x->loc), code->fn,
						      x->nargs, args));
}
