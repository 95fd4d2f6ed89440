/* SPDX-License-Identifier: GPL-3.0-or-later */
/* carried.cc - scalars that outlive an iteration, as virtual arrays.

   Assumes that the region is walked in program order.  A header PHI that is no
   index becomes

	s[i0]...[id-1] = init        before the loop
	s[i0]...[id-1] = latch       at the end of its body

   over the iterators of the loops around it; what an inner loop starts from it
   and hands back stays in the same array.  "content" says which SSA name each
   array holds at the point walked to, so that a read of anything else is
   noticed.  Leaves true that a read finds the value the name has. */
#include "gcc-compat.h"
#include "extract.h"

static tree final_phi(ta_extraction *x, tree name, class loop *at);

/* Return true if all arguments of "phi" are the same. */
static bool is_one_value(gphi *phi)
{
	unsigned i;

	for (i = 1; i < gimple_phi_num_args(phi); i++)
		if (gimple_phi_arg_def(phi, i) != gimple_phi_arg_def(phi, 0))
			return false;
	return true;
}

/* Return "name" seen through copies, PHIs of one value, and those that
   join a loop with the way past it. */
static tree original(ta_extraction *x, tree name)
{
	while (TREE_CODE(name) == SSA_NAME && ta_x_inside(x, name)) {
		gimple *def = SSA_NAME_DEF_STMT(name);
		gphi *phi = dyn_cast<gphi *>(def);
		tree last = phi ? ta_x_skipped(x, phi) : NULL_TREE;

		if (phi && is_one_value(phi))
			name = gimple_phi_arg_def(def, 0);
		else if (last)
			name = last;
		else if (gimple_assign_ssa_name_copy_p(def))
			name = gimple_assign_rhs1(def);
		else
			break;
	}
	return name;
}

/* Return true if "name" is held in a virtual array. */
bool ta_x_virtual_of(ta_extraction *x, tree name)
{
	return x->virtuals.get(name) != NULL;
}

/* Return "name" with a number if another array has it. */
static const char *array_name(ta_extraction *x, const char *name)
{
	const char *s = name;
	int i, n = 1;

	for (i = 0; i < x->p->narrays; i++)
		if (!strcmp(x->p->array[i].name, s)) {
			s = ta_sprintf(x->a, "%s_%d", name, ++n);
			i = -1;
		}
	return s;
}

/* Make a virtual array of "type" called "name", expanded over "in" and the loops
   around it, and return its number, or -1. */
static int new_array(ta_extraction *x, const char *name, enum ta_type type,
		     class loop *in, location_t loc)
{
	ta_array *array;
	int n;

	if (type == TA_VOID || type == TA_PTR) {
		ta_x_fail(x, in, loc, TA_REASON_BAD_TYPE, NULL);
		return -1;
	}
	n = ta_program_array(x->p, array_name(x, name), type, -1, loc);
	array = &x->p->array[n];
	array->ndims = ta_x_depth(x, in) + 1;
	array->read = array->written = true;
	while (x->content.length() <= (unsigned)n)
		x->content.safe_push(NULL_TREE);
	return n;
}

/* The same for the SSA value "name". */
static int new_virtual(ta_extraction *x, tree name, class loop *in,
		       location_t loc)
{
	return new_array(x, ta_x_name(x, name, "t"),
			 ta_x_type(TREE_TYPE(name)), in, loc);
}

/* Return the zero of "type". */
static ta_expr *zero(ta_extraction *x, enum ta_type type)
{
	return ta_type_rounds(type) ? ta_expr_float(x->a, type, 0)
				    : ta_expr_int(x->a, type, 0);
}

/* Write "rhs" to virtual array "n", in "bb" of loop "in" at "pos".  Where that
   is not executed because of data nobody will look at it: it is zero there, or, if
   a loop that does not run there "carries" it, what it was. */
static bool write_virtual(ta_extraction *x, int n, ta_expr *rhs,
			  basic_block bb, class loop *in, int pos,
			  location_t loc, bool carries)
{
	auto_vec<ta_way> ways;
	ta_stmt *s = ta_x_stmt(x, bb, in, pos, loc, &ways);
	ta_place place = ta_x_place_under(ways, bb, in, pos);
	ta_expr *other;

	if (!s)
		return false;
	s->write = ta_access_virtual(x->p, n, loc);
	s->rhs = rhs;
	carries &= ta_x_outside(ways, in);
	if (!carries && (rhs->op == TA_OP_CONST || rhs->op == TA_OP_PARAM))
		return true;
	other = carries ? ta_expr_read(x->p, ta_access_virtual(x->p, n, loc))
			: zero(x, rhs->type);
	s->rhs = ta_x_under(x, ways, rhs, other, &place);
	return s->rhs != NULL;
}

/* Keep "value" in a virtual array of its own, from "pos" of "in" on, when "bb" is
   executed; return which, or -1 after a failure. */
int ta_x_hold_value(ta_extraction *x, ta_expr *value, basic_block bb,
		    class loop *in, int pos, location_t loc)
{
	int n = new_array(x, "c", value->type, in, loc);

	return n >= 0 && write_virtual(x, n, value, bb, in, pos, loc, false) ? n
									     : -1;
}

/* Return what virtual array "n" holds, for a use in "at". */
ta_expr *ta_x_held_value(ta_extraction *x, int n, gimple *at)
{
	return ta_expr_read(x->p, ta_access_virtual(x->p, n, gimple_location(at)));
}

/* Return a read of "name", which a virtual array holds, for use at "place". */
ta_expr *ta_x_read(ta_extraction *x, tree name, ta_place *place,
		   location_t loc)
{
	int n = *x->virtuals.get(name);

	if (x->content[n] != name || x->p->array[n].ndims
					     > ta_x_depth(x, place->loop) + 1) {
		x->conflict = true;
		ta_x_fail(x, place->loop, loc, TA_REASON_CARRIED,
			  ta_x_name(x, name, NULL));
		return NULL;
	}
	return ta_expr_read(x->p, ta_access_virtual(x->p, n, loc));
}

/* Return the PHI whose array holds "name" as seen in loop "at" (or NULL): for
   the last value of another loop, tested at the end, that which carries it on
   there; else "name", but NULL for a PHI of such a loop: its array has gone one
   step further. */
static tree final_phi(ta_extraction *x, tree name, class loop *at)
{
	gimple *def;
	class loop *in;
	gphi_iterator i;

	if (TREE_CODE(name) != SSA_NAME || !ta_x_inside(x, name))
		return name;
	def = SSA_NAME_DEF_STMT(name);
	in = ta_x_loop(x, gimple_bb(def));
	if (!in || ta_x_in(at, in) || !ta_x_info(x, in)->bottom)
		return name;
	for (i = gsi_start_phis(in->header); !gsi_end_p(i); gsi_next(&i)) {
		tree phi = gimple_phi_result(i.phi());

		if (!virtual_operand_p(phi) && ta_x_virtual_of(x, phi)
		    && PHI_ARG_DEF_FROM_EDGE(i.phi(), loop_latch_edge(in))
			       == name)
			return phi;
	}
	return gimple_bb(def) == in->header && is_a<gphi *>(def) ? NULL_TREE
								 : name;
}

/* Return "name", a value of loop "in" or one inside it, as it is after the
   loop, for use at "place" outside. */
ta_expr *ta_x_after(ta_extraction *x, tree name, class loop *in,
		    ta_place *place)
{
	gimple *def = SSA_NAME_DEF_STMT(name);
	location_t loc = gimple_location(def);
	bool bottom = ta_x_info(x, in)->bottom;
	tree held = final_phi(x, name, place->loop);

	if (held && ta_x_virtual_of(x, held) && (!bottom || held != name))
		return ta_x_read(x, held, place, loc);
	if (!bottom && is_gimple_assign(def) && !gimple_assign_load_p(def))
		return ta_x_def(x, name, place);
	ta_x_fail(x, in, loc, TA_REASON_LIVE_OUT, ta_x_name(x, name, NULL));
	return NULL;
}

/* Keep "value" as that of "name" in a virtual array, from "pos" of "in" on, when "bb" is
   executed; return false after a failure. */
bool ta_x_hold(ta_extraction *x, tree name, ta_expr *value, basic_block bb,
	       class loop *in, int pos, location_t loc)
{
	int n = new_virtual(x, name, in, loc);

	if (n < 0 || !write_virtual(x, n, value, bb, in, pos, loc, false))
		return false;
	x->virtuals.put(name, n);
	x->content[n] = name;
	return true;
}

/* Compute "name" where it is defined, keep it in a virtual array, and return a
   read of that for use at "place". */
ta_expr *ta_x_keep(ta_extraction *x, tree name, ta_place *place)
{
	gimple *def = SSA_NAME_DEF_STMT(name);
	basic_block bb = gimple_bb(def);
	class loop *in = ta_x_loop(x, bb);
	location_t loc = gimple_location(def);
	ta_place here = ta_x_place(x, bb, in, *x->pos.get(def));
	ta_expr *rhs = ta_x_def(x, name, &here);

	return rhs && ta_x_hold(x, name, rhs, bb, in, here.pos, loc)
		       ? ta_x_read(x, name, place, loc)
		       : NULL;
}

/* Return true if the PHI of a loop's header is to be carried in an array. */
static bool carried(ta_extraction *x, gphi *phi)
{
	tree name = gimple_phi_result(phi);
	enum ta_type type;

	if (virtual_operand_p(name) || has_zero_uses(name))
		return false;
	type = ta_x_type(TREE_TYPE(name));
	if (type == TA_VOID || type == TA_PTR)
		return false;
	return ta_type_rounds(type) || !ta_x_phi(x, phi)->affine;
}

/* Let "phi", of a loop in "out", start in the array that already holds its initial
   value, and return true, if there is one and that is wanted.  What no iteration
   of "out" gives it anew it has to keep: the next one starts from it too. */
static bool share(ta_extraction *x, gphi *phi, tree init, class loop *out)
{
	tree name = gimple_phi_result(phi);
	int *found = init ? x->virtuals.get(init) : NULL, n;

	if (!x->coalesce || !found || x->content[*found] != init
	    || !is_a<gphi *>(SSA_NAME_DEF_STMT(init)))
		return false;
	if (out && !flow_bb_inside_loop_p(out, gimple_bb(
						SSA_NAME_DEF_STMT(init))))
		return false;
	n = *found;
	x->content[n] = name;
	x->virtuals.put(name, n);
	return true;
}

/* Return the block in which "init", what a PHI of "loop" starts from, is put
   into its array: that of the loop's guard if it is known there. */
static basic_block start_block(ta_extraction *x, tree init, class loop *loop)
{
	basic_block bb = loop_preheader_edge(loop)->src;
	edge guard = ta_x_info(x, loop)->guard;

	if (guard
	    && (TREE_CODE(init) != SSA_NAME || !ta_x_inside(x, init)
		|| dominated_by_p(CDI_DOMINATORS, guard->src,
				  gimple_bb(SSA_NAME_DEF_STMT(init)))))
		return guard->src;
	return bb;
}

/* Return true if the edge "e" leads to that "to" through empty blocks. */
static bool leads_to(edge e, edge to)
{
	while (e != to) {
		if (!single_pred_p(e->dest) || !single_succ_p(e->dest)
		    || !gimple_seq_empty_p(phi_nodes(e->dest)))
			return false;
		e = single_succ_edge(e->dest);
	}
	return true;
}

/* Return the PHI of the header of "loop" that "held" is carried by, or NULL. */
static gphi *header_phi(tree held, class loop *loop)
{
	gphi *phi = safe_dyn_cast<gphi *>(SSA_NAME_DEF_STMT(held));

	return phi && gimple_bb(phi) == loop->header ? phi : NULL;
}

/* Return true if all that "phi" may be, but by argument "i", is what "loop" would have
   begun with what its header's "held" carries in one array with that. */
static bool goes_past(ta_extraction *x, gphi *phi, unsigned i, tree held,
		      class loop *loop)
{
	gphi *head = header_phi(held, loop);
	int *n = x->virtuals.get(held), *of;
	unsigned j;
	tree init;

	if (!head || !n)
		return false;
	init = original(x, PHI_ARG_DEF_FROM_EDGE(head,
						 loop_preheader_edge(loop)));
	of = TREE_CODE(init) == SSA_NAME ? x->virtuals.get(init) : NULL;
	if (!of || *of != *n)
		return false;
	for (j = 0; j < gimple_phi_num_args(phi); j++)
		if (j != i
		    && !operand_equal_p(init, original(x, gimple_phi_arg_def(
								  phi, j)), 0))
			return false;
	return true;
}

/* Return the loop directly in "at" that "last" is a value of, or NULL. */
static class loop *loop_of(ta_extraction *x, tree last, class loop *at)
{
	class loop *loop;

	if (TREE_CODE(last) != SSA_NAME || virtual_operand_p(last)
	    || !ta_x_inside(x, last))
		return NULL;
	loop = ta_x_loop(x, gimple_bb(SSA_NAME_DEF_STMT(last)));
	return loop && loop != at && ta_x_outer(x, loop) == at ? loop : NULL;
}

/* Return the last value that a loop in loop "at" gives what it carries if "phi" is that,
   or, where the loop is passed over because of data, what that array had; else NULL. */
static tree passed_over(ta_extraction *x, gphi *phi, class loop *at)
{
	unsigned i;

	for (i = 0; i < gimple_phi_num_args(phi); i++) {
		tree last = original(x, gimple_phi_arg_def(phi, i)), held;
		class loop *loop = loop_of(x, last, at);

		held = loop ? final_phi(x, last, at) : NULL_TREE;
		if (held && goes_past(x, phi, i, held, loop))
			return last;
	}
	return NULL_TREE;
}

/* The same, where it is the loop's guard that leads past it to what it would have
   started from. */
static tree guarded(ta_extraction *x, gphi *phi, class loop *at)
{
	class loop *loop;
	int i;

	if (gimple_phi_num_args(phi) != 2)
		return NULL_TREE;
	for (i = 0; i < 2; i++) {
		tree last = original(x, gimple_phi_arg_def(phi, i)), held, init;
		edge guard, past = gimple_phi_arg_edge(phi, 1 - i);

		loop = loop_of(x, last, at);
		if (!loop)
			continue;
		guard = ta_x_info(x, loop)->guard;
		held = guard ? final_phi(x, last, at) : NULL_TREE;
		if (!held || held == last || ta_x_eval_at(x, last, at).idx)
			continue;
		init = PHI_ARG_DEF_FROM_EDGE(
			as_a<gphi *>(SSA_NAME_DEF_STMT(held)),
			loop_preheader_edge(loop));
		if (operand_equal_p(original(x, init),
				    original(x, gimple_phi_arg_def(phi, 1 - i)),
				    0)
		    && start_block(x, init, loop) == guard->src
		    && leads_to(EDGE_SUCC(guard->src,
					  EDGE_SUCC(guard->src, 0) == guard),
				past))
			return last;
	}
	return NULL_TREE;
}

/* Return the last value that a loop gives what it carries if "phi" is that, or, where
   the loop's guard or a condition leads past it, what it would have started from; so
   that both are what the array holds.  Else NULL.  What was found is kept; that there is
   nothing, as long as no array is added. */
tree ta_x_skipped(ta_extraction *x, gphi *phi)
{
	class loop *at = ta_x_loop(x, gimple_bb(phi));
	unsigned known = (unsigned)x->virtuals.elements();
	ta_last_value *memo, now = { NULL_TREE, known };

	if (at && at->header == gimple_bb(phi))
		return NULL_TREE;
	memo = x->skipped.get(phi);
	if (memo && (memo->last || memo->known == known))
		return memo->last;
	now.last = guarded(x, phi, at);
	if (!now.last)
		now.last = passed_over(x, phi, at);
	x->skipped.put(phi, now);
	return now.last;
}

/* Set *e to the expression that "phi" of "loop" starts from, NULL if that is
   undefined; false after a failure. */
static bool start_value(ta_extraction *x, gphi *phi, class loop *loop,
			ta_expr **e)
{
	edge entry = loop_preheader_edge(loop);
	tree init = PHI_ARG_DEF_FROM_EDGE(phi, entry);
	ta_place place = ta_x_place(x, start_block(x, init, loop),
				    ta_x_outer(x, loop),
				    *x->loop_pos.get(loop));

	*e = NULL;
	if (TREE_CODE(init) == SSA_NAME && ssa_undefined_value_p(init, false))
		return true;
	*e = ta_x_expr(x, init, &place);
	return *e != NULL;
}

/* Begin "loop": give the scalars that its header's PHIs carry their arrays and
   their first values. */
bool ta_x_enter(ta_extraction *x, class loop *loop)
{
	class loop *out = ta_x_outer(x, loop);
	auto_vec<gphi *> phis;
	auto_vec<ta_expr *> start;
	unsigned i;

	for (gphi_iterator g = gsi_start_phis(loop->header); !gsi_end_p(g);
	     gsi_next(&g)) {
		ta_expr *e;

		if (!carried(x, g.phi()))
			continue;
		if (!start_value(x, g.phi(), loop, &e))
			return false;
		phis.safe_push(g.phi());
		start.safe_push(e);
	}
	for (i = 0; i < phis.length(); i++) {
		tree name = gimple_phi_result(phis[i]);
		tree init = PHI_ARG_DEF_FROM_EDGE(phis[i],
						  loop_preheader_edge(loop));
		location_t loc = gimple_phi_arg_location_from_edge(
			phis[i], loop_preheader_edge(loop));
		int n;

		if (loc == UNKNOWN_LOCATION)
			loc = ta_loop_location(loop);
		if (share(x, phis[i], final_phi(x, original(x, init), out),
			  out))
			continue;
		n = new_virtual(x, name, out, loc);
		if (n < 0
		    || (start[i]
			&& !write_virtual(x, n, start[i],
					  start_block(x, init, loop), out,
					  *x->loop_pos.get(loop), loc, false)))
			return false;
		x->virtuals.put(name, n);
		x->content[n] = name;
	}
	return true;
}

/* One scalar's step at the end of an iteration. */
struct update {
	gphi *phi;
	int array;
	ta_expr *rhs;
	location_t loc;
	bool done;
};

/* Return true if "acc" is not to the array *(int *)data. */
static bool other_array(void *data, ta_access *acc)
{
	return acc->array != *(int *)data;
}

/* Return true if one of "all" that is not done, other than "u", reads the
   array that "u" writes. */
static bool still_read(vec<update> &all, update *u)
{
	unsigned i;

	for (i = 0; i < all.length(); i++)
		if (&all[i] != u && !all[i].done
		    && !ta_expr_reads(all[i].rhs, other_array, &u->array))
			return true;
	return false;
}

/* Replace the right side of "u" by a virtual array that is given its value
   first, since others are read in turn. */
static bool through_copy(ta_extraction *x, update *u, class loop *loop,
			 int pos)
{
	int n = new_virtual(x, gimple_phi_result(u->phi), loop, u->loc);

	if (n < 0
	    || !write_virtual(x, n, u->rhs, loop->latch, loop, pos, u->loc,
			      false))
		return false;
	u->rhs = ta_expr_read(x->p, ta_access_virtual(x->p, n, u->loc));
	return true;
}

/* Return true if "u" leaves what the array holds. */
static bool keeps(const update *u)
{
	return u->rhs->op == TA_OP_READ
	       && u->rhs->u.access->array == u->array;
}

/* Write the updates "all" of "loop" in an order in which none is overwritten
   before it is read. */
static bool write_updates(ta_extraction *x, vec<update> &all,
			  class loop *loop)
{
	int pos = *x->loop_end.get(loop);
	unsigned i, left = all.length();
	bool moved;

	while (left) {
		moved = false;
		for (i = 0; i < all.length(); i++) {
			update *u = &all[i];

			if (u->done || still_read(all, u))
				continue;
			if (!keeps(u)
			    && !write_virtual(x, u->array, u->rhs, loop->latch,
					   loop, pos, u->loc, true))
				return false;
			u->done = moved = true;
			left--;
		}
		for (i = 0; !moved && i < all.length(); i++)
			if (!all[i].done
			    && !through_copy(x, &all[i], loop, pos))
				return false;
	}
	return true;
}

/* End an iteration of "loop": give the scalars it carries their new values. */
bool ta_x_latch(ta_extraction *x, class loop *loop)
{
	edge back = loop_latch_edge(loop);
	auto_vec<update> all;

	for (gphi_iterator g = gsi_start_phis(loop->header); !gsi_end_p(g);
	     gsi_next(&g)) {
		tree name = gimple_phi_result(g.phi()), next, held;
		int *n = virtual_operand_p(name) ? NULL
						 : x->virtuals.get(name);
		ta_place place = ta_x_place(x, loop->latch, loop,
					    *x->loop_end.get(loop));
		update u = { g.phi(), n ? *n : -1, NULL, UNKNOWN_LOCATION,
			     false };

		if (!n)
			continue;
		next = original(x, PHI_ARG_DEF_FROM_EDGE(g.phi(), back));
		held = next == name ? name : final_phi(x, next, loop);
		if (held && x->content[u.array] == held)
			continue;
		u.rhs = ta_x_expr(x, next, &place);
		if (!u.rhs)
			return false;
		u.loc = TREE_CODE(next) == SSA_NAME
				? gimple_location(SSA_NAME_DEF_STMT(next))
				: UNKNOWN_LOCATION;
		if (u.loc == UNKNOWN_LOCATION)
			u.loc = ta_loop_location(loop);
		all.safe_push(u);
	}
	if (!write_updates(x, all, loop))
		return false;
	for (gphi_iterator g = gsi_start_phis(loop->header); !gsi_end_p(g);
	     gsi_next(&g)) {
		tree name = gimple_phi_result(g.phi());
		int *n = virtual_operand_p(name) ? NULL
						 : x->virtuals.get(name);

		if (n)
			x->content[*n] = name;
	}
	return true;
}

/* Return true if "name" has a use outside the region. */
static bool used_outside(ta_extraction *x, tree name)
{
	imm_use_iterator it;
	use_operand_p use;

	FOR_EACH_IMM_USE_FAST(use, it, name)
		if (!is_gimple_debug(USE_STMT(use))
		    && gimple_bb(USE_STMT(use))
		    && !bitmap_bit_p(x->bbs, gimple_bb(USE_STMT(use))->index))
			return true;
	return false;
}

/* Note that "name" is passed out of the region in virtual array "n". */
static void pass_array(ta_extraction *x, tree name, int n)
{
	ta_live_out out = { name, n, NULL, -1 };

	x->p->array[n].live_out = true;
	x->p->array[n].handle = (int)x->r->live_outs.length();
	x->r->live_outs.safe_push(out);
}

/* Return the array of no dimensions that holds "name" at the end and passes
   nothing else out, or -1. */
static int holding_array(ta_extraction *x, tree name)
{
	tree held = final_phi(x, original(x, name), NULL);
	int *n = held ? x->virtuals.get(held) : NULL;

	if (!n || x->content[*n] != held || x->p->array[*n].ndims
	    || x->p->array[*n].live_out)
		return -1;
	return *n;
}

/* Pass "name" out of the region. */
static bool pass_out(ta_extraction *x, tree name)
{
	ta_value v = ta_x_eval_at(x, name, NULL);
	ta_live_out out = { name, -1, v.idx, v.base };
	ta_place end = { NULL, x->r->exit->src, x->npos, 0 };
	location_t loc = gimple_location(SSA_NAME_DEF_STMT(name));
	int n = holding_array(x, name);
	ta_expr *e;

	if (v.idx && !ta_idx_uses_iters(v.idx)) {
		x->r->live_outs.safe_push(out);
		return true;
	}
	if (loc == UNKNOWN_LOCATION)
		loc = ta_loop_location(x->r->nests.last());
	if (n < 0) {
		e = ta_x_expr(x, name, &end);
		n = e ? new_virtual(x, name, NULL, loc) : -1;
		if (n < 0
		    || !write_virtual(x, n, e, NULL, NULL, x->npos, loc,
				      false))
			return false;
	}
	pass_array(x, name, n);
	return true;
}

/* Pass every value that the code after the region uses out of it. */
bool ta_x_live_outs(ta_extraction *x)
{
	unsigned i;
	tree name;

	FOR_EACH_SSA_NAME(i, name, x->fun) {
		if (virtual_operand_p(name) || !ta_x_inside(x, name)
		    || !used_outside(x, name))
			continue;
		if (!pass_out(x, name)) {
			if (!x->failed)
				ta_x_fail(x, NULL, UNKNOWN_LOCATION,
					  TA_REASON_LIVE_OUT,
					  ta_x_name(x, name, NULL));
			return false;
		}
	}
	return true;
}
