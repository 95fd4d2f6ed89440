/* SPDX-License-Identifier: GPL-3.0-or-later */
/* choice.cc - whether the loops of a construct of OpenMP are taken back.

   openmp.cc has put a choice between a construct and a plain copy of it.  The
   copy is kept where all of its loops would be lowered: tried on their own, as
   neighbours can only help.  Otherwise the construct is, and its loops are as
   parallel as they were written.

   Assumes SSA form among the early optimisations, when OpenMP has made its
   functions.  Leaves true that no choice is left, and that what is not kept is
   told of with what was found in the copy. */
#include "gcc-compat.h"
#include "driver.h"
#include "markers.h"
#include "region.h"
#include "emit.h"
#include "work.h"

/* Return the block that the choice "call" leads to when the plain copy is kept,
   if only it does; else NULL. */
static basic_block plain_block(gcall *call)
{
	tree lhs = gimple_call_lhs(call);
	use_operand_p use;
	gimple *stmt;
	edge t, f;

	if (!lhs || TREE_CODE(lhs) != SSA_NAME ||
	    !single_imm_use(lhs, &use, &stmt) ||
	    gimple_code(stmt) != GIMPLE_COND || gimple_cond_lhs(stmt) != lhs ||
	    !integer_zerop(gimple_cond_rhs(stmt)))
		return NULL;
	extract_true_false_edges_from_block(gimple_bb(stmt), &t, &f);
	if (gimple_cond_code(stmt) == EQ_EXPR)
		t = f;
	else if (gimple_cond_code(stmt) != NE_EXPR)
		return NULL;
	return single_pred_p(t->dest) ? t->dest : NULL;
}

/* Return the nearest marker of "w" that opens kernel "id" around "call", or
   NULL. */
static gcall *begin_of(const work *w, int id, gcall *call)
{
	gcall *nearest = NULL;

	for (unsigned i = 0; i < w->begins.length(); i++) {
		basic_block bb = gimple_bb(w->begins[i]);
		int other;

		ta_marker_p(w->begins[i], &other, NULL);
		if (other == id &&
		    dominated_by_p(CDI_DOMINATORS, gimple_bb(call), bb) &&
		    (!nearest ||
		     dominated_by_p(CDI_DOMINATORS, bb, gimple_bb(nearest))))
			nearest = w->begins[i];
	}
	return nearest;
}

/* Remember of the nests of kernel "id" that were just tried, in a construct that
   is "parallel" or not, why they stay OpenMP's: each for its own reason, or as
   another one of the construct does. */
static void remember_left(work *w, int id, bool parallel)
{
	for (unsigned i = 0; i < w->remarks.length(); i++) {
		const remark *r = &w->remarks[i];
		left_nest l = {id, r->loc, TA_REASON_OPENMP,
			       "another loop of it cannot be replaced"};

		if (!r->nest || r->around)
			continue;
		if (!r->nest->lowered) {
			l.reason = r->nest->reason;
			l.detail = r->nest->detail;
		} else if (parallel && !r->nest->parallel && !r->nest->blas) {
			l.detail = "it is parallel there, and would not be as "
				   "planned";
		}
		w->left.safe_push(l);
	}
}

/* An internal error ended the trial of a construct of kernel "id": say so, and
   remember it of the construct. */
static void not_tried(work *w, int id)
{
	location_t loc = (location_t)w->directive->loc;
	left_nest l = {id, loc, TA_REASON_INTERNAL, NULL};

	ta_report(&ta_gcc_diag, TA_WARNING, loc,
		  "tensoraot: internal inconsistency: %s; a construct of "
		  "OpenMP is left as written; please report this",
		  ta_fence_text());
	w->left.safe_push(l);
}

/* Set "scope" to the plain copy that "call" asks about, in its kernel, or in a
   function that is one without a pragma; return false if there is none. */
static bool scope_of(const work *w, gcall *call, ta_scope *scope,
		     bool *parallel)
{
	ta_choice_p(call, &scope->id, parallel);
	scope->fun = w->fun;
	scope->entry = plain_block(call);
	scope->begin = begin_of(w, scope->id, call);
	if (w->markers.is_empty())
		scope->directive = w->directive;
	else if (scope->id >= 0 && scope->begin)
		scope->directive = ta_pragma_directive(scope->id);
	else
		return false;
	return scope->entry != NULL;
}

/* Return whether "n", which is "parallel" in a construct of OpenMP of a kernel
   with "directive", is no worse as it was planned; or is an error, to be told. */
static bool is_as_good(const ta_nest *n, bool parallel,
		       const ta_directive *directive)
{
	if (!n->lowered)
		return n->reason == TA_REASON_EXTENT;
	return !parallel || n->parallel || n->blas ||
	       (directive->serial && !directive->implied);
}

/* Return whether the plain copy that "call" asks about is to be kept. */
static bool keep_plain(work *w, gcall *call)
{
	bool all = true, parallel;
	ta_scope scope;

	if (!scope_of(w, call, &scope, &parallel))
		return false;
	if (!ta_work_try(w, &scope)) {
		not_tried(w, scope.id);
		return false;
	}
	for (unsigned i = 0; i < w->remarks.length(); i++)
		if (w->remarks[i].nest && !w->remarks[i].around)
			all &= is_as_good(w->remarks[i].nest, parallel,
					  scope.directive);
	if (!all)
		remember_left(w, scope.id, parallel);
	return all;
}

/* Let "call" have said "plain", and be gone. */
static void settle(gcall *call, bool plain)
{
	gimple_stmt_iterator g = gsi_for_stmt(call);
	tree lhs = gimple_call_lhs(call), value;

	if (lhs) {
		value = build_int_cst(TREE_TYPE(lhs), plain);
		gimple_call_set_lhs(call, NULL_TREE);
		replace_uses_by(lhs, value);
		release_ssa_name(lhs);
	}
	unlink_stmt_vdef(call);
	gsi_remove(&g, true);
	release_defs(call);
}

/* Decide what the choices of "w" are and make it so. */
void ta_settle_choices(work *w, bool able)
{
	auto_vec<bool> plain;
	unsigned i;

	if (w->choices.is_empty())
		return;
	if (able) {
		loop_optimizer_init(LOOPS_NORMAL | LOOPS_HAVE_RECORDED_EXITS);
		calculate_dominance_info(CDI_DOMINATORS);
	}
	for (i = 0; i < w->choices.length(); i++)
		plain.safe_push(able && keep_plain(w, w->choices[i]));
	if (able) {
		loop_optimizer_finalize();
		w->taken.empty();
	}
	for (i = 0; i < w->choices.length(); i++)
		settle(w->choices[i], plain[i]);
	w->choices.truncate(0);
	cleanup_tree_cfg();
	if (need_ssa_update_p(w->fun))
		update_ssa(TODO_update_ssa);
	free_dominance_info(CDI_DOMINATORS);
}
