/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code.cc - loops that are no part of a tensor program, but compute one value.

   Assumes an extraction at work, and a loop inside of another whose trips cannot be
   told, as those along a sparse row or of an iteration until it has converged.  Where it
   stores nothing, and one value of it is used afterwards, that is the function CODE of
   the values it uses; emit-code.cc makes the function.  Leaves true that no store of
   the region may change what such a loop reads. */
#include "gcc-compat.h"
#include "extract.h"

/* A loop takes at most so many values from outside. */
enum { MOST_VALUES = 12 };

/* Return the one of the loops that are functions of which "bb" is a part, or NULL. */
ta_code *ta_x_code_of(ta_extraction *x, basic_block bb)
{
	for (ta_code *code : x->r->codes)
		if (flow_bb_inside_loop_p(code->loop, bb))
			return code;
	return NULL;
}

/* Return true if the value "t" is from outside of "loop": defined there, or loaded from
   what does not change in the region, as a member of a structure. */
static bool is_outer(ta_extraction *x, class loop *loop, tree t)
{
	gimple *def = SSA_NAME_DEF_STMT(t);

	return SSA_NAME_IS_DEFAULT_DEF(t)
	       || !flow_bb_inside_loop_p(loop, gimple_bb(def))
	       || (gimple_assign_load_p(def) && ta_x_invariant(x, t));
}

/* Return true if "t" is computed from values from outside of "loop" alone, in it or not:
   a value like any other outside.  "depth": how far that has been followed. */
static bool is_fixed(ta_extraction *x, class loop *loop, tree t, int depth)
{
	gassign *g;

	if (TREE_CODE(t) != SSA_NAME)
		return is_gimple_min_invariant(t);
	if (is_outer(x, loop, t))
		return true;
	g = dyn_cast<gassign *>(SSA_NAME_DEF_STMT(t));
	if (!g || gimple_assign_load_p(g) || depth > 8)
		return false;
	for (unsigned i = 1; i < gimple_num_ops(g); i++)
		if (!is_fixed(x, loop, gimple_op(g, i), depth + 1))
			return false;
	return true;
}

/* Return the one of the loops that are functions that "name", defined in "bb", is a
   value of, or NULL. */
ta_code *ta_x_code_value(ta_extraction *x, tree name, basic_block bb)
{
	ta_code *code = ta_x_code_of(x, bb);

	return code && !is_fixed(x, code->loop, name, 0) ? code : NULL;
}

/* Return true if a variable of the type "type" can be in the function. */
static bool is_plain(tree type)
{
	enum ta_type t = ta_x_type(type);

	return t != TA_VOID && !ta_type_is_complex(t);
}

/* Return true if "decl" can be named in any function. */
static bool is_global(tree decl)
{
	return decl && VAR_P(decl) && (TREE_STATIC(decl) || DECL_EXTERNAL(decl))
	       && !DECL_THREAD_LOCAL_P(decl);
}

/* Return what the pointer "p" of "loop" points into: a value from outside; NULL if it
   may be one of several, or is none.  "depth": how far that has been followed. */
static tree root_of(ta_extraction *x, class loop *loop, tree p, int depth)
{
	gimple *def;
	tree root = NULL_TREE;

	if (TREE_CODE(p) != SSA_NAME || depth > 8)
		return NULL_TREE;
	if (is_outer(x, loop, p))
		return p;
	def = SSA_NAME_DEF_STMT(p);
	if (gassign *g = dyn_cast<gassign *>(def))
		return gimple_assign_load_p(g)
			       || (gimple_assign_rhs_code(g) != POINTER_PLUS_EXPR
				   && gimple_assign_rhs_code(g) != SSA_NAME)
			       ? NULL_TREE
			       : root_of(x, loop, gimple_assign_rhs1(g),
					 depth + 1);
	if (!is_a<gphi *>(def))
		return NULL_TREE;
	for (unsigned i = 0; i < gimple_phi_num_args(def); i++) {
		tree arg = gimple_phi_arg_def(def, i), t;

		if (gimple_phi_arg_edge(as_a<gphi *>(def), i)->src == loop->latch)
			continue;
		t = root_of(x, loop, arg, depth + 1);
		if (!t || (root && root != t))
			return NULL_TREE;
		root = t;
	}
	return root;
}

/* Return what "ref", which "loop" reads, is an element of: a variable, or what a value
   from outside points to; NULL if neither. */
static tree object_of(ta_extraction *x, class loop *loop, tree ref)
{
	tree base = get_base_address(ref);

	if (base && TREE_CODE(base) == MEM_REF) {
		base = TREE_OPERAND(base, 0);
		if (TREE_CODE(base) != ADDR_EXPR)
			return root_of(x, loop, base, 0);
		base = get_base_address(TREE_OPERAND(base, 0));
	}
	return is_global(base) ? base : NULL_TREE;
}

/* Add the value "t" to those that "code" takes from outside, if it is one; return false
   if the function cannot have it. */
static bool take(ta_extraction *x, ta_code *code, tree t)
{
	if (TREE_CODE(t) == ADDR_EXPR)
		return is_global(get_base_address(TREE_OPERAND(t, 0)));
	if (TREE_CODE(t) != SSA_NAME || !is_outer(x, code->loop, t))
		return true;
	if (!is_plain(TREE_TYPE(t)))
		return false;
	if (!code->in.contains(t))
		code->in.safe_push(t);
	return code->in.length() <= MOST_VALUES;
}

/* Take the values that the address of "ref" is made of. */
static bool take_address(ta_extraction *x, ta_code *code, tree ref)
{
	for (; handled_component_p(ref); ref = TREE_OPERAND(ref, 0))
		if (TREE_CODE(ref) == ARRAY_REF
		    && (!take(x, code, TREE_OPERAND(ref, 1))
			|| (TREE_OPERAND(ref, 2)
			    && !take(x, code, TREE_OPERAND(ref, 2)))
			|| (TREE_OPERAND(ref, 3)
			    && !take(x, code, TREE_OPERAND(ref, 3)))))
			return false;
	return TREE_CODE(ref) != MEM_REF || take(x, code, TREE_OPERAND(ref, 0));
}

/* Return true if "stmt" can be in the function of "code", and take the values it
   uses. */
static bool take_stmt(ta_extraction *x, ta_code *code, gimple *stmt)
{
	tree lhs = gimple_get_lhs(stmt);
	unsigned i;

	if (is_gimple_debug(stmt))
		return true;
	switch (gimple_code(stmt)) {
	case GIMPLE_LABEL:
	case GIMPLE_PREDICT:
	case GIMPLE_NOP:
		return true;
	case GIMPLE_COND:
		return take(x, code, gimple_cond_lhs(stmt))
		       && take(x, code, gimple_cond_rhs(stmt));
	case GIMPLE_CALL:
		if (!ta_x_pure_call(x, stmt) || gimple_call_internal_p(stmt))
			return false;
		break;
	case GIMPLE_ASSIGN:
		break;
	default:
		return false;
	}
	if (!lhs || TREE_CODE(lhs) != SSA_NAME || !is_plain(TREE_TYPE(lhs)))
		return false;
	if (gimple_assign_load_p(stmt) && is_outer(x, code->loop, lhs))
		return take(x, code, lhs);
	if (gimple_assign_load_p(stmt)) {
		tree ref = gimple_assign_rhs1(stmt);

		return ta_x_bad_ref(ref, stmt) == TA_REASON_NONE
		       && object_of(x, code->loop, ref) && take_address(x, code, ref);
	}
	for (i = 1; i < gimple_num_ops(stmt); i++) {
		tree op = gimple_op(stmt, i);

		if (op && COMPARISON_CLASS_P(op)) {
			if (!take(x, code, TREE_OPERAND(op, 0))
			    || !take(x, code, TREE_OPERAND(op, 1)))
				return false;
		} else if (op && TREE_CODE(op) != FUNCTION_DECL
			   && !(is_gimple_call(stmt)
				&& op == gimple_call_fn(stmt))
			   && !take(x, code, op)) {
			return false;
		}
	}
	return true;
}

/* Return true if what is in "bb" can be in the function of "code", and take the values
   it uses. */
static bool take_block(ta_extraction *x, ta_code *code, basic_block bb)
{
	for (gphi_iterator g = gsi_start_phis(bb); !gsi_end_p(g); gsi_next(&g)) {
		tree phi = gimple_phi_result(g.phi());

		if (virtual_operand_p(phi))
			continue;
		if (!is_plain(TREE_TYPE(phi)))
			return false;
		for (unsigned i = 0; i < gimple_phi_num_args(g.phi()); i++)
			if (!take(x, code, gimple_phi_arg_def(g.phi(), i)))
				return false;
	}
	for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i);
	     gsi_next(&i))
		if (!take_stmt(x, code, gsi_stmt(i)))
			return false;
	return true;
}

/* Let "name" be what is asked of "code"; return false if that is another value. */
static bool ask(ta_code *code, tree name)
{
	if (code->out && code->out != name)
		return false;
	code->out = name;
	return is_plain(TREE_TYPE(name)) && !POINTER_TYPE_P(TREE_TYPE(name));
}

/* Note what the PHIs where "code" is left ask of it; return false if that is too
   much, or one has another value where the loop did not run. */
static bool ask_phis(ta_extraction *x, ta_code *code, const vec<edge> &exits)
{
	for (gphi_iterator g = gsi_start_phis(exits[0]->dest); !gsi_end_p(g);
	     gsi_next(&g)) {
		tree arg = PHI_ARG_DEF_FROM_EDGE(g.phi(), exits[0]);
		bool same = true;

		if (virtual_operand_p(arg) || virtual_operand_p(
						      gimple_phi_result(g.phi())))
			continue;
		for (unsigned i = 1; i < exits.length(); i++)
			same = same
			       && operand_equal_p(PHI_ARG_DEF_FROM_EDGE(
							  g.phi(), exits[i]),
						  arg, 0);
		if (!same
		    && (gimple_phi_num_args(g.phi()) != exits.length()
			|| !ask(code, gimple_phi_result(g.phi()))))
			return false;
		for (unsigned i = 0; !same && i < exits.length(); i++)
			if (!take(x, code, PHI_ARG_DEF_FROM_EDGE(g.phi(),
							      exits[i])))
				return false;
	}
	return true;
}

/* Note that "name", a value of "code", is asked for where it is used outside; return
   false if that is one too many. */
static bool ask_uses(ta_extraction *x, ta_code *code, tree name,
		     const vec<edge> &exits)
{
	imm_use_iterator it;
	use_operand_p use;

	if (is_fixed(x, code->loop, name, 0))
		return true;
	FOR_EACH_IMM_USE_FAST(use, it, name) {
		gimple *stmt = USE_STMT(use);
		gphi *phi = dyn_cast<gphi *>(stmt);

		if (is_gimple_debug(stmt)
		    || flow_bb_inside_loop_p(code->loop, gimple_bb(stmt)))
			continue;
		if (phi && gimple_bb(phi) == exits[0]->dest
		    && code->out == gimple_phi_result(phi))
			continue;
		if (!ask(code, name))
			return false;
	}
	return true;
}

/* Return true if one value of "code" is used outside, which is left by "exits"; set
   code->out. */
static bool ask_all(ta_extraction *x, ta_code *code, const basic_block *bbs,
		    const vec<edge> &exits)
{
	if (!ask_phis(x, code, exits))
		return false;
	for (unsigned i = 0; i < code->loop->num_nodes; i++) {
		gphi_iterator g = gsi_start_phis(bbs[i]);

		for (; !gsi_end_p(g); gsi_next(&g))
			if (!virtual_operand_p(gimple_phi_result(g.phi()))
			    && !ask_uses(x, code, gimple_phi_result(g.phi()), exits))
				return false;
		for (gimple_stmt_iterator s = gsi_start_bb(bbs[i]);
		     !gsi_end_p(s); gsi_next(&s)) {
			tree lhs = gimple_get_lhs(gsi_stmt(s));

			if (lhs && TREE_CODE(lhs) == SSA_NAME
			    && !ask_uses(x, code, lhs, exits))
				return false;
		}
	}
	return code->out != NULL_TREE;
}

/* Return true if all of "exits" lead to one block of the region. */
static bool one_way_out(ta_extraction *x, const vec<edge> &exits)
{
	for (edge e : exits)
		if (e->dest != exits[0]->dest || e == x->r->exit
		    || (e->flags & EDGE_COMPLEX))
			return false;
	return !exits.is_empty()
	       && bitmap_bit_p(x->bbs, exits[0]->dest->index);
}

/* Return true if "loop", whose trips cannot be told, is a function of what it uses; it
   is one from then on. */
bool ta_x_closed(ta_extraction *x, class loop *loop)
{
	auto_vec<edge> exits = get_loop_exit_edges(loop);
	ta_code *code;
	basic_block *bbs;
	bool ok = true;

	if (!ta_x_outer(x, loop) || !one_way_out(x, exits))
		return false;
	code = new ta_code();
	code->loop = loop;
	bbs = get_loop_body(loop);
	for (unsigned i = 0; ok && i < loop->num_nodes; i++)
		ok = take_block(x, code, bbs[i]);
	ok = ok && ask_all(x, code, bbs, exits);
	free(bbs);
	if (ok)
		x->r->codes.safe_push(code);
	else
		delete code;
	return ok;
}

/* Return the edge by which "loop" is left in the order of the program. */
edge ta_x_way_out(ta_extraction *x, class loop *loop)
{
	ta_code *code = ta_x_code_of(x, loop->header);

	if (!code)
		return ta_x_info(x, loop)->exit;
	auto_vec<edge> exits = get_loop_exit_edges(code->loop);
	return exits[0];
}

/* Add "arg" to the arguments of "e". */
static void add_arg(ta_extraction *x, ta_expr *e, ta_expr *arg)
{
	TA_PUSH(x->a, e->arg, e->nargs, arg);
}

/* Add to "e" what the function takes for its value "in", for use at "place": a pointer
   is a parameter, and a number of bytes from there on; false after a failure. */
static bool add_value(ta_extraction *x, ta_expr *e, tree in, ta_place *place)
{
	ta_expr *arg = NULL;
	int base;

	if (!POINTER_TYPE_P(TREE_TYPE(in))) {
		arg = ta_x_expr(x, in, place);
		if (arg)
			add_arg(x, e, arg);
		return arg != NULL;
	}
	base = ta_x_fixed_base(x, in, &arg, 1, place);
	if (base < 0 || x->failed)
		return ta_x_fail(x, place->loop, UNKNOWN_LOCATION,
				 TA_REASON_NON_AFFINE, NULL);
	add_arg(x, e, ta_expr_param(x->p, base));
	add_arg(x, e, arg ? arg : ta_expr_int(x->a, TA_U64, 0));
	return true;
}

/* Note what the load "g" of "code" reads, at "place"; false after a failure. */
static bool note_load(ta_extraction *x, const ta_code *code, gassign *g,
		      ta_place *place)
{
	tree ref = gimple_assign_rhs1(g);
	tree object = object_of(x, code->loop, ref);
	int base = ta_x_member_base(x, ref);
	ta_expr *sum = NULL;

	if (base < 0)
		base = DECL_P(object)
			       ? ta_x_base(x, build_fold_addr_expr(object))
			       : ta_x_fixed_base(x, object, &sum, 1, place);
	if (base < 0 || x->failed)
		return ta_x_fail(x, place->loop, gimple_location(g),
				 TA_REASON_NON_AFFINE, NULL);
	ta_x_note_looked(x, base, ref, g, NULL);
	return true;
}

/* Return the value of "code" for use at "place"; NULL after a failure. */
static ta_expr *value_of(ta_extraction *x, ta_code *code, ta_place *place)
{
	ta_expr *e = ta_expr_new(x->a, TA_OP_CODE,
				 ta_x_type(TREE_TYPE(code->out)),
				 ta_loop_location(code->loop), 0);
	basic_block *bbs = get_loop_body(code->loop);
	unsigned i, n = 0;

	while (x->r->codes[n] != code)
		n++;
	e->u.fn = ta_sprintf(x->a, "loop%u", n);
	for (i = 0; i < code->in.length(); i++)
		if (!add_value(x, e, code->in[i], place))
			break;
	for (i = 0; !x->failed && i < code->loop->num_nodes; i++)
		for (gimple_stmt_iterator s = gsi_start_bb(bbs[i]);
		     !gsi_end_p(s); gsi_next(&s))
			if (gimple_assign_load_p(gsi_stmt(s))
			    && !code->in.contains(gimple_get_lhs(gsi_stmt(s)))
			    && !note_load(x, code,
					  as_a<gassign *>(gsi_stmt(s)), place))
				break;
	free(bbs);
	return x->failed ? NULL : e;
}

/* Return what "code" has computed, a value that is kept in a virtual array from where
   its loop stood on, for use at "place"; NULL after a failure. */
ta_expr *ta_x_code(ta_extraction *x, ta_code *code, ta_place *place)
{
	basic_block bb = loop_preheader_edge(code->loop)->src;
	class loop *in = ta_x_loop(x, bb);
	location_t loc = ta_loop_location(code->loop);
	int pos = *x->loop_end.get(code->loop);
	ta_place here;
	ta_expr *e;

	if (x->virtuals.get(code->out))
		return ta_x_read(x, code->out, place, loc);
	here = ta_x_place(x, bb, in, pos);
	e = value_of(x, code, &here);
	return e && ta_x_hold(x, code->out, e, bb, in, pos, loc)
		       ? ta_x_read(x, code->out, place, loc)
		       : NULL;
}
