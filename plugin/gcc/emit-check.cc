/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-check.cc - a kernel whose calls the runtime library checks.

   What selfcheck.c says of the kernel is computed from its parameters, when
   its guards hold and before it writes anything:

	*check = 0;
	if (&tensoraot_check_begin != 0)
	  {
	    words[0] = 94; ... bases[0] = A; ...
	    if (!tensoraot_check_begin (&record, names, bases, words, check))
	      { path = TENSORAOT_NO_CHECK; goto leave; }
	  }
	...
	if (*check) tensoraot_check_swap (*check);
	return 1;

   The caller lets the loops as written run if *check is set then. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"
#include "tensoraot_rt.h"

/* Whether the compiler rounds floats as it likes, so that not even `strict' asks
   for the same bits. */
bool ta_contracts(void)
{
	return flag_associative_math || flag_reciprocal_math ||
	       (flag_fp_contract_mode == FP_CONTRACT_FAST &&
		direct_internal_fn_supported_p(IFN_FMA, double_type_node,
					       OPTIMIZE_FOR_SPEED));
}

/* Append "value" as element "i" of the array variable "v" to "list". */
static void set_element(ta_emit *e, tree v, int i, tree value, tree *list)
{
	tree elem = TREE_TYPE(TREE_TYPE(v));

	ta_tree_assign(e->loc, build4(ARRAY_REF, elem, v, size_int(i),
				      NULL_TREE, NULL_TREE), value, list);
}

/* The bits of the double "x" as an integer. */
static tree bits(tree x)
{
	return build1(VIEW_CONVERT_EXPR, ta_index_type(), x);
}

/* The value of parameter "param", of a complex one part "part", as a double. */
static tree param_double(ta_emit *e, int param, int64_t part)
{
	tree x = e->param[param];

	if (COMPLEX_FLOAT_TYPE_P(TREE_TYPE(x)))
		x = build1(part ? IMAGPART_EXPR : REALPART_EXPR,
			   TREE_TYPE(TREE_TYPE(x)), x);
	if (SCALAR_FLOAT_TYPE_P(TREE_TYPE(x)))
		return fold_convert(double_type_node, x);
	return build1(FLOAT_EXPR, double_type_node, x);
}

/* The value of "w", modulo 2^64. */
static tree word_value(ta_emit *e, const ta_word *w)
{
	switch (w->kind) {
	case TA_WORD_INT:
		return build_int_cst(ta_index_type(), w->i);
	case TA_WORD_IDX:
		return fold_convert(ta_index_type(),
				    ta_tree_idx(e, w->idx, unsigned_type_for(
						ta_index_type())));
	case TA_WORD_FLOAT:
		return bits(ta_tree_real(double_type_node, w->f));
	case TA_WORD_PARAM:
		return bits(param_double(e, w->param, w->i));
	}
	ta_bug("a word has no kind");
}

/* The address of array "a" as the caller knows it, NULL where it is in no
   memory. */
static tree base_value(ta_emit *e, int a)
{
	const ta_array *x = &e->p->array[a];

	if (e->out[a])
		return e->out[a];
	return x->is_virtual ? null_pointer_node : e->param[x->base];
}

/* A new variable "name", chained to "*vars": an array of "n" of "type". */
static tree array_variable(ta_emit *e, const char *name, tree type, int n,
			   tree *vars)
{
	tree v = ta_tree_variable(e, name, build_array_type_nelts(type, n),
				  vars);

	TREE_ADDRESSABLE(v) = 1;
	return v;
}

/* What "e->check" points to. */
static tree check_value(ta_emit *e)
{
	return build2(MEM_REF, ptr_type_node, e->check,
		      build_int_cst(build_pointer_type(ptr_type_node), 0));
}

/* The call that begins a check; the variables it needs, chained to "*vars", are
   set in "list". */
static tree begin_call(ta_emit *e, tree *vars, tree *list)
{
	const ta_selfcheck *c = e->p->check;
	const char **name = TA_NEWV(e->p->arena, const char *, c->narrays);
	tree words, bases;

	words = array_variable(e, "words", ta_index_type(), c->nwords, vars);
	bases = array_variable(e, "bases", ptr_type_node, c->narrays, vars);
	for (int i = 0; i < c->nwords; i++)
		set_element(e, words, i, word_value(e, &c->word[i]), list);
	for (int a = 0; a < c->narrays; a++) {
		name[a] = e->p->array[a].name;
		set_element(e, bases, a, base_value(e, a), list);
	}
	return build_call_expr_loc(e->loc,
				   ta_runtime_fn("tensoraot_check_begin"), 5,
				   build_fold_addr_expr(e->record),
				   ta_static_texts(e, "names", name,
						   c->narrays),
				   build_fold_addr_expr(bases),
				   build_fold_addr_expr(words), e->check);
}

/* Append to "list" what begins a check of this call, if the runtime library is
   there. */
void ta_check_begin(ta_emit *e, tree *list)
{
	tree vars = NULL_TREE, body = NULL_TREE, out = NULL_TREE, t;
	tree fn = ta_runtime_fn("tensoraot_check_begin");

	ta_tree_assign(e->loc, check_value(e), null_pointer_node, list);
	t = begin_call(e, &vars, &body);
	ta_tree_assign(e->loc, e->path, build_int_cst(integer_type_node,
						      TENSORAOT_NO_CHECK),
		       &out);
	append_to_statement_list(build1_loc(e->loc, GOTO_EXPR, void_type_node,
					    e->leave), &out);
	t = build3_loc(e->loc, COND_EXPR, void_type_node,
		       build2(EQ_EXPR, boolean_type_node, t,
			      integer_zero_node), out, NULL_TREE);
	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, &body);
	t = build2(NE_EXPR, boolean_type_node,
		   build1(ADDR_EXPR, build_pointer_type(TREE_TYPE(fn)), fn),
		   build_int_cst(build_pointer_type(TREE_TYPE(fn)), 0));
	t = build3_loc(e->loc, COND_EXPR, void_type_node, t,
		       ta_tree_bind(vars, body), NULL_TREE);
	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, list);
}

/* Append to "list" what sets the results of a checked call aside. */
void ta_check_swap(ta_emit *e, tree *list)
{
	tree t = build_call_expr_loc(e->loc,
				     ta_runtime_fn("tensoraot_check_swap"), 1,
				     check_value(e));

	t = build3_loc(e->loc, COND_EXPR, void_type_node,
		       build2(NE_EXPR, boolean_type_node, check_value(e),
			      null_pointer_node), t, NULL_TREE);
	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, list);
}
