/* SPDX-License-Identifier: GPL-3.0-or-later */
/* splice.cc - a call of the kernel in front of the loops it replaces.

   Assumes SSA form, loops with preheaders, and a region entered and left by
   one edge each.  From

	entry -> region -> exit

   to

	entry -> head: if (work >= limit)
	          |true                      |false
	         call: ok = kernel (...)    idle: if (tensoraot_active) call
	          |ok         |else          |else
	         fast: s' = x +------------> pre -> region (as written)
	          |                                  |
	         join: s" = PHI <s' (fast), s (region)> -> exit

   A short kernel is called as

	call: ok = tensoraot_active ? kernel (...) : quick (...)

   and where it always runs "ok" is true: the loops as written go in the next
   clean-up.

   The first tests are there when the kernel has one of its amount of work
   (enough.cc).

   A kernel that is checked returns true with something in "check", and then the
   loops as written run too, which give all values:

	fast: if (check) -> pre, else -> join
	region -> done: if (check) theirs: tensoraot_check_end (check)
	       -> tail -> join

   Once ta_splice begins nothing may fail: what could be wrong with the region
   is found by ta_can_splice and ta_check_splice.

   Leaves true that the loop tree, dominators and SSA form are valid, and
   that every value used after the region has come through "join". */
#include "gcc-compat.h"
#include "ta.h"
#include "region.h"
#include "emit.h"
#include "fence.h"

typedef hash_set<basic_block> block_set;

/* Put the blocks of region "r" in "in". */
static void region_blocks(const ta_region *r, block_set *in)
{
	auto_vec<basic_block> todo;
	edge e;
	edge_iterator ei;

	todo.safe_push(r->entry->dest);
	in->add(r->entry->dest);
	while (!todo.is_empty()) {
		basic_block bb = todo.pop();

		FOR_EACH_EDGE (e, ei, bb->succs)
			if (e != r->exit && !in->add(e->dest))
				todo.safe_push(e->dest);
	}
}

/* Put the names that the blocks "in" define in "names", virtual ones not: in
   the order of the blocks in the function, as that of the set is one of
   addresses, and the code made would differ from run to run. */
static void region_names(block_set *in, vec<tree> *names)
{
	basic_block b;

	FOR_EACH_BB_FN (b, cfun) {
		if (!in->contains(b))
			continue;
		for (gphi_iterator i = gsi_start_phis(b); !gsi_end_p(i);
		     gsi_next(&i)) {
			tree res = gimple_phi_result(i.phi());

			if (!virtual_operand_p(res))
				names->safe_push(res);
		}
		for (gimple_stmt_iterator i = gsi_start_bb(b); !gsi_end_p(i);
		     gsi_next(&i)) {
			ssa_op_iter iter;
			tree def;

			FOR_EACH_SSA_TREE_OPERAND (def, gsi_stmt(i), iter,
						   SSA_OP_DEF)
				names->safe_push(def);
		}
	}
}

/* Whether "name" is used by a statement, not counting debug statements,
   outside the blocks "in". */
static bool used_outside(tree name, block_set *in)
{
	imm_use_iterator it;
	use_operand_p use;

	FOR_EACH_IMM_USE_FAST (use, it, name) {
		gimple *stmt = USE_STMT(use);

		if (!is_gimple_debug(stmt) && !in->contains(gimple_bb(stmt)))
			return true;
	}
	return false;
}

/* What "name" is a copy of, through assignments and the PHIs of one argument
   that stand behind loops. */
static tree copied(tree name)
{
	for (;;) {
		gimple *def = SSA_NAME_DEF_STMT(name);
		tree from;

		if (gimple_assign_ssa_name_copy_p(def))
			from = gimple_assign_rhs1(def);
		else if (is_a<gphi *>(def) && gimple_phi_num_args(def) == 1)
			from = gimple_phi_arg_def(def, 0);
		else
			return name;
		if (TREE_CODE(from) != SSA_NAME)
			return name;
		name = from;
	}
}

/* The live-out of "r" that is "name", or a copy of the same; or NULL.  The
   arguments of a later kernel may name what a live-out copies. */
static const ta_live_out *find_live_out(const ta_region *r, tree name)
{
	for (unsigned i = 0; i < r->live_outs.length(); i++)
		if (r->live_outs[i].name == name)
			return &r->live_outs[i];
	for (unsigned i = 0; i < r->live_outs.length(); i++)
		if (copied(r->live_outs[i].name) == copied(name))
			return &r->live_outs[i];
	return NULL;
}

/* Whether "name" can be computed again after the blocks "in": by assignments
   that read no memory, from what is known before these blocks. */
static bool can_recompute(tree name, block_set *in, int depth)
{
	gimple *def = SSA_NAME_DEF_STMT(name);

	if (!gimple_bb(def) || !in->contains(gimple_bb(def)))
		return true;
	if (!is_gimple_assign(def) || gimple_vuse(def) || depth > 8)
		return false;
	for (unsigned i = 1; i < gimple_num_ops(def); i++) {
		tree op = gimple_op(def, i);

		if (!op || is_gimple_min_invariant(op))
			continue;
		if (TREE_CODE(op) != SSA_NAME ||
		    !can_recompute(op, in, depth + 1))
			return false;
	}
	return true;
}

/* Find an internal error unless "x" is a polynomial over the parameters of
   "p", which is what can be computed outside of its loops. */
static void check_closed(const ta_program *p, const ta_idx *x)
{
	ta_checkpoint("a closed form");
	if (!x || !ta_idx_canonical(x))
		ta_bug("a closed form is no polynomial");
	for (int t = 0; t < x->nterms; t++)
		for (int v = 0; v < x->term[t].nvars; v++) {
			int n = x->term[t].var[v] - TA_PARAM0;

			if (n < 0 || n >= p->nparams)
				ta_bug("a closed form depends on a loop");
		}
}

/* Find an internal error unless all that the call of the kernel of "r" is made
   from is there. */
void ta_check_splice(const ta_region *r)
{
	const ta_program *p = r->prog;

	for (int i = 0; i < p->nparams; i++) {
		int n = p->param[i].handle;

		if (n < 0 || n >= (int)r->handles.length() || !r->handles[n])
			ta_bug("parameter %s has no value", p->param[i].name);
	}
	for (unsigned i = 0; i < r->live_outs.length(); i++) {
		const ta_live_out *out = &r->live_outs[i];

		if (out->array < 0)
			check_closed(p, out->value);
		else if (out->array >= p->narrays
			 || !p->array[out->array].live_out)
			ta_bug("a live-out is not passed out");
	}
	for (int i = 0; i < p->nguards; i++)
		if (p->guard[i]->kind == TA_GUARD_WORK)
			check_closed(p, p->guard[i]->idx);
}

/* Whether every value of "r" that is used after it is one of its live-outs or
   can be computed again, and its edges can be split. */
bool ta_can_splice(ta_region *r)
{
	block_set in;
	auto_vec<tree> names;

	if ((r->entry->flags | r->exit->flags) & EDGE_COMPLEX)
		return false;
	region_blocks(r, &in);
	region_names(&in, &names);
	for (unsigned i = 0; i < names.length(); i++)
		if (used_outside(names[i], &in) &&
		    !find_live_out(r, names[i]) &&
		    !can_recompute(copied(names[i]), &in, 0))
			return false;
	return true;
}

/* Append the value of "x", a GENERIC expression, to the end of "bb" as a
   gimple value of "type". */
tree ta_append_value(basic_block bb, tree x, tree type)
{
	gimple_stmt_iterator g = gsi_last_bb(bb);

	x = fold_convert(type, unshare_expr(x));
	return force_gimple_operand_gsi(&g, x, true, NULL_TREE, false,
					GSI_CONTINUE_LINKING);
}

/* Append "stmt" to "bb". */
void ta_append_stmt(basic_block bb, gimple *stmt)
{
	gimple_stmt_iterator g = gsi_last_bb(bb);

	gsi_insert_after(&g, stmt, GSI_NEW_STMT);
}

/* The value in "type" of the closed form "x" over the parameters "value",
   modulo 2^64. */
static tree closed_form(const ta_idx *x, const vec<tree> &value, tree type)
{
	tree u = unsigned_type_for(ta_index_type());
	tree sum = build_int_cst(u, 0);

	for (int t = 0; t < x->nterms; t++) {
		const ta_term *m = &x->term[t];
		tree p = build_int_cst(u, m->coef);

		for (int v = 0; v < m->nvars; v++) {
			p = fold_build2(MULT_EXPR, u, p, fold_convert(u,
					value[m->var[v] - TA_PARAM0]));
		}
		sum = fold_build2(PLUS_EXPR, u, sum, p);
	}
	return fold_convert(type, sum);
}

/* The value of live-out "out" after the kernel has run, computed at the end
   of "bb"; "value" are the parameters, "left" where the arrays are left. */
static tree live_out_value(const ta_live_out *out, basic_block bb,
			   const vec<tree> &value, const vec<tree> &left)
{
	tree type = TREE_TYPE(out->name), x;

	if (out->array >= 0) {
		tree var = left[out->array];
		tree name = make_ssa_name(TREE_TYPE(var));

		ta_append_stmt(bb, gimple_build_assign(name, var));
		return ta_append_value(bb, name, type);
	}
	if (out->base >= 0)
		x = fold_build_pointer_plus(
			fold_convert(POINTER_TYPE_P(type) ? type :
				     ptr_type_node, value[out->base]),
			closed_form(out->value, value, sizetype));
	else
		x = closed_form(out->value, value, POINTER_TYPE_P(type) ?
				sizetype : type);
	return ta_append_value(bb, x, type);
}

/* Let the uses of "name" outside "in" be uses of "merged"; with "merged" NULL
   there are only debug statements, which forget the value. */
static void replace_uses(tree name, tree merged, block_set *in)
{
	imm_use_iterator it;
	use_operand_p use;
	gimple *stmt;

	FOR_EACH_IMM_USE_STMT (stmt, it, name) {
		if (in->contains(gimple_bb(stmt)) ||
		    (merged && stmt == SSA_NAME_DEF_STMT(merged)))
			continue;
		if (merged) {
			FOR_EACH_IMM_USE_ON_STMT (use, it)
				SET_USE(use, merged);
		} else if (gimple_debug_bind_p(stmt)) {
			gimple_debug_bind_reset_value(stmt);
		}
		update_stmt(stmt);
	}
}

/* Compute "name" again at the end of "bb"; can_recompute has said yes. */
static tree recompute(tree name, block_set *in, basic_block bb)
{
	gimple *def = SSA_NAME_DEF_STMT(name), *copy;
	tree again;

	if (!gimple_bb(def) || !in->contains(gimple_bb(def)))
		return name;
	copy = gimple_copy(def);
	for (unsigned i = 1; i < gimple_num_ops(def); i++) {
		tree op = gimple_op(def, i);

		if (op && TREE_CODE(op) == SSA_NAME)
			gimple_set_op(copy, i, recompute(op, in, bb));
	}
	again = copy_ssa_name(name, copy);
	gimple_assign_set_lhs(copy, again);
	ta_append_stmt(bb, copy);
	return again;
}

/* A name for live-out "out" of "r", which is "name", at the join of "slow" and
   "fast". */
static tree merge_value(const ta_live_out *out, tree name, edge slow,
			edge fast, const vec<tree> &value,
			const vec<tree> &left)
{
	tree v = live_out_value(out, fast->src, value, left);
	tree merged = copy_ssa_name(name);
	gphi *phi = create_phi_node(merged, slow->dest);

	add_phi_arg(phi, name, slow, UNKNOWN_LOCATION);
	add_phi_arg(phi, v, fast, UNKNOWN_LOCATION);
	return merged;
}

/* At the join of "slow" and "fast", give every value of "r" that is used
   later its two sources. */
static void merge_values(const ta_region *r, block_set *in, edge slow,
			 edge fast, const vec<tree> &value,
			 const vec<tree> &left)
{
	auto_vec<tree> names;

	region_names(in, &names);
	for (unsigned i = 0; i < names.length(); i++) {
		tree name = names[i], merged = NULL_TREE;

		if (used_outside(name, in)) {
			const ta_live_out *out = find_live_out(r, name);

			merged = out ? merge_value(out, name, slow, fast,
						   value, left) :
				       recompute(copied(name), in, slow->dest);
		}
		replace_uses(name, merged, in);
	}
}

/* A variable for each live-out array of the program, by array. */
static void make_room(const ta_program *p, vec<tree> *left)
{
	for (int a = 0; a < p->narrays; a++) {
		tree var = NULL_TREE;

		if (p->array[a].live_out) {
			var = create_tmp_var(ta_gcc_type(p->array[a].elem),
					     "liveout");
			TREE_ADDRESSABLE(var) = 1;
		}
		left->safe_push(var);
	}
}

/* Whether *t is a call or, if the bool "loads" points to is true, a load, for walk_tree. */
static tree costs(tree *t, int *, void *loads)
{
	return TREE_CODE(*t) == CALL_EXPR
	       || (*(bool *)loads && REFERENCE_CLASS_P(*t)) ? *t : NULL_TREE;
}

/* Append to "bb" the values of the program's parameters that are not there yet;
   if "cheap", of those only whose handles call and load nothing, or that say how much
   work there is.  (What a kernel leaves that is checked may be asked of its parameters
   where it has not been called: such a one has its loads in front.) */
static void append_values(const ta_region *r, const ta_kernel *kernel,
			  basic_block bb, bool cheap, vec<tree> *value)
{
	const ta_program *p = r->prog;
	bool loads = !kernel->check;
	int i = 0;

	for (tree d = DECL_ARGUMENTS(kernel->fn); i < kernel->nargs;
	     d = DECL_CHAIN(d), i++) {
		int n = kernel->arg[i];
		tree handle;

		if (n < 0 || (*value)[n])
			continue;
		handle = r->handles[p->param[n].handle];
		if (!cheap || ta_in_work(p, n)
		    || !walk_tree_without_duplicates(&handle, costs, &loads))
			(*value)[n] = ta_append_value(bb, handle,
					TYPE_MAIN_VARIANT(TREE_TYPE(d)));
	}
}

/* Append the call of "fn", one of the functions of "kernel", to "bb", with the address
   of "check" (NULL: none) behind the others; return the name of its result. */
static tree append_call(const ta_region *r, const ta_kernel *kernel, tree fn,
			basic_block bb, const vec<tree> &value,
			const vec<tree> &left, tree check)
{
	tree ok = make_ssa_name(boolean_type_node);
	auto_vec<tree> arg;
	gcall *call;

	for (int i = 0; i < kernel->nargs; i++) {
		int n = kernel->arg[i];

		arg.safe_push(n < 0 ? build_fold_addr_expr(left[-1 - n]) :
				      value[n]);
	}
	if (check)
		arg.safe_push(build_fold_addr_expr(check));
	call = gimple_build_call_vec(fn, arg);
	gimple_call_set_lhs(call, ok);
	gimple_set_location(call, r->scope.begin ?
			    gimple_location(r->scope.begin) :
			    ta_loop_location(r->nests[0]));
	ta_append_stmt(bb, call);
	return ok;
}

/* End "from", which has one successor so far, by the test "a" "code" "b":
   where it holds, as it does with "probability", "to" is next. */
void ta_branch(basic_block from, enum tree_code code, tree a, tree b,
	       basic_block to, profile_probability probability)
{
	edge stay = single_succ_edge(from), leave;

	ta_append_stmt(from, gimple_build_cond(code, a, b, NULL_TREE,
					    NULL_TREE));
	stay->flags = (stay->flags & ~EDGE_FALLTHRU) | EDGE_FALSE_VALUE;
	stay->probability = probability.invert();
	leave = make_edge(from, to, EDGE_TRUE_VALUE);
	leave->probability = probability;
}

/* The same, "likely" or not. */
void ta_branch_if(basic_block from, enum tree_code code, tree a, tree b,
		   basic_block to, bool likely)
{
	ta_branch(from, code, a, b, to,
		  likely ? profile_probability::likely() :
			   profile_probability::unlikely());
}

/* Find anew which blocks dominate which. */
void ta_renew_dominators(void)
{
	free_dominance_info(CDI_POST_DOMINATORS);
	free_dominance_info(CDI_DOMINATORS);
	calculate_dominance_info(CDI_DOMINATORS);
}

/* A new block after "bb", in its loop, as often run. */
basic_block ta_block_after(basic_block bb)
{
	basic_block made = create_empty_bb(bb);

	add_bb_to_loop(made, bb->loop_father);
	made->count = bb->count;
	return made;
}

/* A variable for what a call of "kernel" that is checked leaves, which is
   nothing at the end of "head"; NULL if none is. */
static tree make_check(const ta_kernel *kernel, basic_block head)
{
	tree check;

	if (!kernel->check)
		return NULL_TREE;
	check = create_tmp_var(ptr_type_node, "check");
	TREE_ADDRESSABLE(check) = 1;
	ta_append_stmt(head, gimple_build_assign(check, null_pointer_node));
	return check;
}

/* The value of "check" at the end of "bb". */
static tree check_name(basic_block bb, tree check)
{
	tree name = make_ssa_name(ptr_type_node);

	ta_append_stmt(bb, gimple_build_assign(name, check));
	return name;
}

/* At the end of "bb", call "name" of the runtime library about "check". */
static void append_check(basic_block bb, const char *name, tree check,
			 const vec<tree> &more)
{
	auto_vec<tree> arg;

	arg.safe_push(check);
	for (unsigned i = 0; i < more.length(); i++)
		arg.safe_push(more[i]);
	ta_append_stmt(bb, gimple_build_call_vec(ta_runtime_fn(name), arg));
}

/* A name of the live-out "out" for who reads a message. */
static tree live_out_text(const ta_live_out *out)
{
	tree var = SSA_NAME_IDENTIFIER(out->name);
	const char *s = var ? IDENTIFIER_POINTER(var) :
			      "a value after the loops";

	return build_string_literal(strlen(s) + 1, s);
}

/* At the end of "bb", hand the live-outs of "r", as the loops as written have
   left them, to the check "check". */
static void append_live_outs(const ta_region *r, basic_block bb, tree check,
			     const vec<tree> &value, const vec<tree> &left)
{
	tree u64 = unsigned_type_for(ta_index_type());

	for (unsigned i = 0; i < r->live_outs.length(); i++) {
		const ta_live_out *out = &r->live_outs[i];
		auto_vec<tree> arg;
		tree ours, to;

		if (out->array >= 0) {
			to = left[out->array];
			ta_append_stmt(bb, gimple_build_assign(to, ta_append_value(
					    bb, out->name, TREE_TYPE(to))));
			continue;
		}
		ours = live_out_value(out, bb, value, left);
		arg.safe_push(live_out_text(out));
		arg.safe_push(ta_append_value(bb, ours, u64));
		arg.safe_push(ta_append_value(bb, out->name, u64));
		append_check(bb, "tensoraot_check_value", check, arg);
	}
}

/* Between the loops of "r" and the join that "slow" leads to, end the check
   that there may be.  The blocks made belong to "in"; return the edge to the
   join. */
static edge end_check(const ta_region *r, edge slow, tree check,
		      block_set *in, const vec<tree> &value,
		      const vec<tree> &left)
{
	auto_vec<tree> none;
	basic_block done = split_edge(slow);
	basic_block tail = split_edge(single_succ_edge(done));
	basic_block theirs = ta_block_after(done);
	tree name = check_name(done, check);

	make_edge(theirs, tail, EDGE_FALLTHRU)->probability =
		profile_probability::always();
	ta_branch_if(done, NE_EXPR, name, null_pointer_node, theirs, false);
	append_live_outs(r, theirs, name, value, left);
	append_check(theirs, "tensoraot_check_end", name, none);
	in->add(done);
	in->add(theirs);
	in->add(tail);
	return single_succ_edge(tail);
}

/* From "fast", where the kernel has run, go to "pre" if there is a check;
   return the edge for when there is none. */
static edge go_on_checking(edge quick, basic_block pre, tree check)
{
	basic_block fast = quick->src, only = split_edge(quick);
	tree name = check_name(fast, check);

	ta_branch_if(fast, NE_EXPR, name, null_pointer_node, pre, false);
	return single_succ_edge(only);
}

/* Append to "bb", which goes on to the loops of "r" as written, the call of "fn", one
   of the functions of "kernel", which leads to "fast" if it has run; where there is
   nothing to ask, that it has is for the compiler to see. */
static void call_and_go(const ta_region *r, const ta_kernel *kernel, tree fn,
			basic_block bb, basic_block fast,
			const vec<tree> &value, const vec<tree> &left,
			tree check)
{
	tree ok = append_call(r, kernel, fn, bb, value, left, check);

	if (kernel->bare && !kernel->quick)
		ok = boolean_true_node;
	ta_branch_if(bb, NE_EXPR, ok, boolean_false_node, fast, true);
}

/* At the end of "head", which goes on to "pre", call what "kernel" has without a frame
   or, if the runtime library records calls, what records. */
static void call_bare(const ta_region *r, const ta_kernel *kernel,
		      basic_block head, basic_block pre, basic_block fast,
		      const vec<tree> &value, const vec<tree> &left)
{
	basic_block call = split_edge(single_succ_edge(head));
	basic_block recorded = ta_block_after(call);

	make_edge(recorded, pre, EDGE_FALLTHRU)->probability =
		profile_probability::always();
	call_and_go(r, kernel, kernel->fn, recorded, fast, value, left,
		    NULL_TREE);
	ta_unless_watched(head, call, recorded);
	call_and_go(r, kernel, kernel->quick ? kernel->quick : kernel->inner,
		    call, fast, value, left, NULL_TREE);
}

/* Put the call of "kernel" before "r", whose loops stay for when it returns
   false; "waiting" are the regions that are still to be replaced.  ta_can_splice has said
   yes. */
void ta_splice(ta_region *r, const ta_kernel *kernel, const vec<ta_region *> &waiting)
{
	block_set in;
	auto_vec<tree> value, left;
	basic_block head, pre, call, fast, join;
	edge slow, quick;
	tree check;

	region_blocks(r, &in);
	head = split_edge(r->entry);
	pre = split_edge(single_succ_edge(head));
	join = split_edge(r->exit);
	slow = single_pred_edge(join);
	make_room(r->prog, &left);
	for (int n = 0; n < r->prog->nparams; n++)
		value.safe_push(NULL_TREE);
	append_values(r, kernel, head, true, &value);
	check = make_check(kernel, head);
	call = ta_call_block(r, head, pre, value, waiting);
	append_values(r, kernel, call, false, &value);
	fast = ta_block_after(call);
	if (kernel->bare)
		call_bare(r, kernel, call, pre, fast, value, left);
	else
		call_and_go(r, kernel, kernel->fn, call, fast, value, left,
			    check);
	quick = make_edge(fast, join, EDGE_FALLTHRU);
	quick->probability = profile_probability::always();
	if (check) {
		quick = go_on_checking(quick, pre, check);
		slow = end_check(r, slow, check, &in, value, left);
	}
	merge_values(r, &in, slow, quick, value, left);
	ta_renew_dominators();
	release_recorded_exits(r->fun);
	record_loop_exits();
	mark_virtual_operands_for_renaming(r->fun);
	update_ssa(TODO_update_ssa);
}
