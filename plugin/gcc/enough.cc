/* SPDX-License-Identifier: GPL-3.0-or-later */
/* enough.cc - whether a call of a kernel is worth it, asked where it is called.

   Assumes the block "head" in front of the loops that a kernel replaces, and guards of
   the kernel on its amount of work: little work should not pay for a call.  From

	head -> pre: loops as written

   to

	head: if (work >= limit)
	     |true               |false
	    call                idle: if (tensoraot_active) call
	                         |else
	                        pre

   as the call is made nevertheless when the runtime library records calls.  Where these
   loops are in others, which do not change what says how much work there is, both are
   asked once, before those:

	before: if (&tensoraot_active != 0) |else
	  |true                             |
	 more: active = tensoraot_active    |
	  |                                 |
	 go = PHI <work >= limit | active (more), work >= limit (before)>
	 loop { head: if (go) call ... }

   and where that loop is short, it is there twice (version.cc).

   The library sets "tensoraot_active" before the program begins.  Leaves true that the
   loop tree and SSA form are valid but for virtual operands; dominators are for the
   caller to find anew. */
#include "gcc-compat.h"
#include "ta.h"
#include "region.h"
#include "emit.h"

/* Whether a guard of "p" on its amount of work uses parameter "i". */
bool ta_in_work(const ta_program *p, int i)
{
	for (int g = 0; g < p->nguards; g++)
		if (p->guard[g]->kind == TA_GUARD_WORK &&
		    ta_idx_uses(p->guard[g]->idx, TA_PARAM0 + i))
			return true;
	return false;
}

/* A copy of "name", made at the end of "bb", of which the compiler knows
   nothing: a test of it says nothing of "name". */
static tree unknown_copy(basic_block bb, tree name)
{
	vec<tree, va_gc> *in = NULL, *out = NULL;
	tree copy = make_ssa_name(TREE_TYPE(name));
	gasm *stmt;

	vec_safe_push(out, build_tree_list(build_tree_list(NULL_TREE,
				build_string(2, "=r")), copy));
	vec_safe_push(in, build_tree_list(build_tree_list(NULL_TREE,
				build_string(1, "0")), name));
	stmt = gimple_build_asm_vec("", in, out, NULL, NULL);
	gimple_asm_set_volatile(stmt, false);
	ta_append_stmt(bb, stmt);
	SSA_NAME_DEF_STMT(copy) = stmt;
	return copy;
}

/* The guards of "p" on its amount of work as one condition over the parameters
   "value", or NULL; with "known" as it is where the compiler knows them. */
static tree enough_work(ta_program *p, const vec<tree> &value, bool known)
{
	tree all = NULL_TREE, t;
	ta_emit e;

	memset(&e, 0, sizeof(e));
	e.p = p;
	e.param = const_cast<tree *>(value.address());
	for (int i = 0; i < p->nguards; i++) {
		const ta_guard *g = p->guard[i];

		if (g->kind != TA_GUARD_WORK)
			continue;
		t = ta_tree_enough(&e, g->idx, known && g->known ? g->known :
				   g->limit);
		all = all ? fold_build2(TRUTH_AND_EXPR, boolean_type_node,
					all, t) : t;
	}
	return all;
}

/* Whether the compiler knows all parameters "value" that say how much work
   there is, as a condition. */
static tree known_work(ta_program *p, const vec<tree> &value)
{
	tree fn = builtin_decl_implicit(BUILT_IN_CONSTANT_P);
	tree all = boolean_true_node, t;

	for (int i = 0; i < p->nparams; i++) {
		if (!ta_in_work(p, i) || TREE_CODE(value[i]) != SSA_NAME)
			continue;
		t = fold_build2(NE_EXPR, boolean_type_node,
				build_call_expr(fn, 1, value[i]),
				integer_zero_node);
		all = fold_build2(TRUTH_AND_EXPR, boolean_type_node, all, t);
	}
	return all;
}

/* Put in "copy" what "value" has, but copies, made at the end of "bb", of what
   says how much work there is.  If it were known, after a call that returned
   false, that sizes are large, that way into the loops would go round their
   own test for being empty, and loops with two ways in are compiled worse. */
static void copy_work(const ta_program *p, basic_block bb,
		      const vec<tree> &value, vec<tree> *copy)
{
	for (int i = 0; i < p->nparams; i++)
		copy->safe_push(ta_in_work(p, i) &&
				TREE_CODE(value[i]) == SSA_NAME ?
				unknown_copy(bb, value[i]) : value[i]);
}

/* A name, behind "before", for "work" (NULL: false) or that the runtime library records
   calls; "before" has one successor. */
static tree work_or_active(basic_block before, tree work)
{
	basic_block join = split_edge(single_succ_edge(before));
	basic_block more = ta_block_after(before);
	edge asked = make_edge(more, join, EDGE_FALLTHRU);
	tree linked, active, go = make_ssa_name(boolean_type_node);
	gphi *phi;

	asked->probability = profile_probability::always();
	ta_tree_active(&linked, &active);
	linked = ta_append_value(before, linked, boolean_type_node);
	ta_branch_if(before, NE_EXPR, linked, boolean_false_node, more, true);
	active = fold_build2(NE_EXPR, boolean_type_node, active,
			     build_zero_cst(TREE_TYPE(active)));
	active = ta_append_value(more, active, boolean_type_node);
	if (work)
		active = ta_append_value(more, build2(BIT_IOR_EXPR, boolean_type_node,
						      active, work), boolean_type_node);
	phi = create_phi_node(go, join);
	add_phi_arg(phi, active, asked, UNKNOWN_LOCATION);
	add_phi_arg(phi, work ? work : boolean_false_node, find_edge(before, join),
		    UNKNOWN_LOCATION);
	return go;
}

/* The loop inside of "outer" that "bb" is in, or NULL; with NULL, the outermost. */
static class loop *loop_around(basic_block bb, class loop *outer)
{
	class loop *l = bb->loop_father;

	if (!outer)
		outer = loops_for_fn(cfun)->tree_root;
	if (l == outer || !flow_loop_nested_p(outer, l)
	    || !loops_state_satisfies_p(LOOPS_HAVE_PREHEADERS))
		return NULL;
	while (loop_outer(l) != outer)
		l = loop_outer(l);
	return l;
}

/* Between "idle" and "next", go to "call" if the runtime library records calls. */
void ta_unless_watched(basic_block idle, basic_block next, basic_block call)
{
	class loop *around = loop_around(idle, NULL);
	basic_block ask;
	tree linked, active;

	if (around) {
		active = work_or_active(split_edge(loop_preheader_edge(around)),
					NULL_TREE);
		ta_branch_if(idle, NE_EXPR, active, boolean_false_node, call, false);
		return;
	}
	ask = ta_block_after(idle);
	make_edge(ask, next, EDGE_FALLTHRU)->probability =
		profile_probability::always();
	ta_tree_active(&linked, &active);
	linked = ta_append_value(idle, linked, boolean_type_node);
	ta_branch_if(idle, NE_EXPR, linked, boolean_false_node, ask, true);
	active = ta_append_value(ask, active, TREE_TYPE(active));
	ta_branch_if(ask, NE_EXPR, active, build_zero_cst(TREE_TYPE(active)), call,
		     false);
}

/* At the end of "head", which goes on to "pre": where the compiler comes to
   know the sizes "value", after inlining and cloning for constants, go to
   "call" if they are enough for that, and else to "pre" without a trace.
   Return the block where it has not come to know them. */
static basic_block unless_known(ta_program *p, basic_block head,
				basic_block pre, basic_block call,
				const vec<tree> &value)
{
	basic_block sure = ta_block_after(head);
	tree t;

	make_edge(sure, pre, EDGE_FALLTHRU)->probability =
		profile_probability::always();
	t = ta_append_value(head, known_work(p, value), boolean_type_node);
	ta_branch_if(head, NE_EXPR, t, boolean_false_node, sure, false);
	t = ta_append_value(sure, enough_work(p, value, true),
			 boolean_type_node);
	ta_branch_if(sure, NE_EXPR, t, boolean_false_node, call, true);
	return split_edge(find_edge(head, pre));
}

/* Whether the operation "x" may be done although the source does not: it cannot trap, nor
   overflow where that may not happen, as a conversion does not. */
static bool may_be_early(tree x)
{
	return !tree_could_trap_p(x)
	       && (CONVERT_EXPR_P(x) || !ANY_INTEGRAL_TYPE_P(TREE_TYPE(x))
		   || !TYPE_OVERFLOW_UNDEFINED(TREE_TYPE(x)));
}

/* For walk_tree: return "*tp" if the loop "data" may change it, or it may not be computed
   where that loop does not run. */
static tree changes_in(tree *tp, int *walk_subtrees, void *data)
{
	basic_block bb;

	if (TREE_CODE(*tp) == SSA_NAME) {
		*walk_subtrees = 0;
		bb = gimple_bb(SSA_NAME_DEF_STMT(*tp));
		return bb && flow_bb_inside_loop_p((class loop *)data, bb) ? *tp :
									     NULL_TREE;
	}
	if (TYPE_P(*tp) || CONSTANT_CLASS_P(*tp)) {
		*walk_subtrees = 0;
		return NULL_TREE;
	}
	return (UNARY_CLASS_P(*tp) || BINARY_CLASS_P(*tp)) && may_be_early(*tp)
	       ? NULL_TREE : *tp;
}

/* The outermost loop around "bb" in front of which how much work "r" has to do, by
   "value", can be found; NULL if there is none, or the compiler knows how much. */
static class loop *steady_loop(const ta_region *r, basic_block bb,
			       const vec<tree> &value)
{
	const ta_program *p = r->prog;
	class loop *best = NULL, *l = loop_around(bb, NULL);
	bool asked = false;

	for (int i = 0; i < p->nparams; i++)
		asked |= ta_in_work(p, i) && TREE_CODE(value[i]) == SSA_NAME;
	for (; asked && l && !best; l = loop_around(bb, l)) {
		best = l;
		for (int i = 0; i < p->nparams && best; i++)
			if (ta_in_work(p, i)
			    && walk_tree(const_cast<tree *>(
						 &r->handles[p->param[i].handle]),
					 changes_in, l, NULL))
				best = NULL;
	}
	return best;
}

/* In front of the loop "l", whether there is enough work for "r", whose parameters are
   "value" inside of it, or calls are recorded. */
static tree enough_before(const ta_region *r, class loop *l, const vec<tree> &value)
{
	basic_block before = split_edge(loop_preheader_edge(l));
	const ta_program *p = r->prog;
	auto_vec<tree> outside, copy;
	tree known, work;

	for (int i = 0; i < p->nparams; i++)
		outside.safe_push(ta_in_work(p, i) && value[i]
				  ? ta_append_value(before,
						    r->handles[p->param[i].handle],
						    TREE_TYPE(value[i])) : value[i]);
	copy_work(p, before, outside, &copy);
	known = ta_append_value(before, known_work(r->prog, outside), boolean_type_node);
	work = fold_build2(TRUTH_OR_EXPR, boolean_type_node,
			   fold_build2(TRUTH_AND_EXPR, boolean_type_node, known,
				       enough_work(r->prog, outside, true)),
			   fold_build2(TRUTH_AND_EXPR, boolean_type_node,
				       fold_build1(TRUTH_NOT_EXPR, boolean_type_node,
						   known),
				       enough_work(r->prog, copy, false)));
	return work_or_active(before, ta_append_value(before, work, boolean_type_node));
}

/* Make the block for the call between "head" and "pre": "head" itself, or, with a guard
   on the work, a block that is skipped when there is little.  The regions "waiting" are
   still to be replaced. */
basic_block ta_call_block(const ta_region *r, basic_block head, basic_block pre,
			  const vec<tree> &value, const vec<ta_region *> &waiting)
{
	auto_vec<tree> copy;
	basic_block call;
	class loop *steady;
	tree go = NULL_TREE;

	if (!enough_work(r->prog, value, false))
		return head;
	steady = steady_loop(r, head, value);
	if (steady) {
		go = enough_before(r, steady, value);
		if (ta_version_loop(steady, go, waiting))
			return head;
	}
	call = ta_block_after(head);
	make_edge(call, pre, EDGE_FALLTHRU)->probability =
		profile_probability::always();
	if (steady) {
		ta_branch_if(head, NE_EXPR, go, boolean_false_node, call, false);
		return call;
	}
	head = unless_known(r->prog, head, pre, call, value);
	copy_work(r->prog, head, value, &copy);
	go = ta_append_value(head, enough_work(r->prog, copy, false),
			     boolean_type_node);
	ta_branch_if(head, NE_EXPR, go, boolean_false_node, call, false);
	ta_unless_watched(split_edge(find_edge(head, pre)), pre, call);
	return call;
}
