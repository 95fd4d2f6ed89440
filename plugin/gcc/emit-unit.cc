/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-unit.cc - where the steps are those that a kernel's unit knows, that runs.

   Assumes that the unit's function has been made.  It is called with what the
   kernel has been called with, before anything is recorded or guarded; if its
   guards fail, the kernel goes on as if there were none. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* The argument "n" of the unit's function, from those of the function of "e". */
static tree argument(ta_emit *e, int n)
{
	const ta_program *unit = e->p->unit;
	int a;

	if (n >= 0)
		return e->param[n];
	a = ta_unit_result(e->p, &unit->array[-1 - n]);
	if (a < 0 || !e->out[a])
		ta_bug("a unit has a result that its program has not");
	return e->out[a];
}

/* The call of the unit's function. */
static tree call(ta_emit *e)
{
	auto_vec<tree> args;
	tree type = TYPE_ARG_TYPES(TREE_TYPE(e->inner->fn));

	for (int i = 0; i < e->inner->nargs; i++) {
		args.safe_push(fold_convert(TREE_VALUE(type),
					    argument(e, e->inner->arg[i])));
		type = TREE_CHAIN(type);
	}
	return build_call_expr_loc_array(e->loc, e->inner->fn, args.length(),
					 args.address());
}

/* Append to "list": where the parameters are what the unit of the program knows
   of them, call its function, and return if it has done it. */
void ta_emit_unit(ta_emit *e, tree *list)
{
	const ta_program *unit = e->p->unit;
	tree cond = NULL_TREE, t, done = NULL_TREE;

	for (int i = 0; i < unit->nparams; i++) {
		if (!unit->param[i].known || unit->param[i].always)
			continue;
		t = build2(EQ_EXPR, boolean_type_node, e->param[i],
			   build_int_cst(TREE_TYPE(e->param[i]),
					 unit->param[i].value));
		cond = cond ? build2(TRUTH_ANDIF_EXPR, boolean_type_node, cond,
				     t) : t;
	}
	cond = build2(TRUTH_ANDIF_EXPR, boolean_type_node, cond, call(e));
	append_to_statement_list(
		build1_loc(e->loc, RETURN_EXPR, void_type_node,
			   build2(MODIFY_EXPR, boolean_type_node,
				  DECL_RESULT(e->fn), boolean_true_node)),
		&done);
	t = build3_loc(e->loc, COND_EXPR, void_type_node, cond, done,
		       NULL_TREE);
	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, list);
}
