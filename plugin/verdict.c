/* SPDX-License-Identifier: GPL-3.0-or-later */
/* verdict.c - what became of each nest, or why it is left as written.

   Assumes a plan over all statements.  Afterwards every nest has its marks
   and p->plan is NULL unless all nests of loops were lowered: the caller then
   tries again with those that were. */
#include "plan.h"

#include <string.h>

/* How loops are run, as far as a report says so. */
enum manner { SKEWED = 1, TURNED = 2, PAST_CACHE = 4, WAVE = 8, COPIES = 16 };

/* What is around a node; "manners" are bits. */
struct around {
	bool parallel, simd, split;
	unsigned manners;
};

/* Return the manner of the loop "node". */
static unsigned manner_of(const ta_node *node)
{
	return (node->scheduled ? SKEWED : 0) | (node->transposes ? TURNED : 0)
	       | (node->volume ? PAST_CACHE : 0) | (node->wave ? WAVE : 0);
}

/* Add "name" to what "nest" became. */
void ta_add_what(ta_program *p, ta_nest *nest, const char *name)
{
	if (!nest->what)
		nest->what = name;
	else if (!strstr(nest->what, name))
		nest->what = ta_sprintf(p->arena, "%s and %s", nest->what,
					name);
}

/* Note what the call "node", with "around" it, is for the nests that it
   covers.  The library runs on several threads when no loop around it does. */
static void note_call(struct ta_planner *pl, const ta_node *node,
		      struct around around)
{
	ta_program *p = pl->p;
	int i;

	for (i = 0; i < node->ncovers; i++) {
		ta_nest *nest = &p->nest[p->stmt[node->cover[i]]->order[0]];

		nest->vector = true;
		if (node->few)
			continue;
		if (!ta_node_needs_library(node)) {
			ta_add_what(p, nest, node->in_line
						   ? "product in registers"
						   : "product by blocks");
			nest->parallel |= around.parallel
					  || (node->own && !p->serial);
			continue;
		}
		nest->blas = true;
		ta_add_what(p, nest, around.split
				  ? ta_sprintf(p->arena, "%s on blocks",
					       node->routine)
				  : node->routine);
		nest->parallel |= !p->serial;
	}
}

/* Note what the statements of "node" became, with "around" it. */
static void note(struct ta_planner *pl, const ta_node *node,
		 struct around around)
{
	int i;

	switch (node->kind) {
	case TA_NODE_CALL:
		note_call(pl, node, around);
		return;
	case TA_NODE_STMT: {
		ta_nest *nest =
			&pl->p->nest[pl->p->stmt[node->stmt]->order[0]];

		nest->parallel |= around.parallel;
		nest->vector |= around.simd
				&& (!pl->p->stmt[node->stmt]->planned
				    || node->ncovers);
		nest->fused |= pl->fused[node->stmt];
		if (pl->p->stmt[node->stmt]->planned)
			around.manners &= ~(unsigned)TURNED;
		pl->manners[pl->p->stmt[node->stmt]->order[0]] |=
			around.manners;
		return;
	}
	case TA_NODE_LOOP:
		around.parallel |= node->parallel;
		around.simd |= node->simd || node->wave;
		around.split |= node->split;
		around.manners |= manner_of(node);
		if (node->only && around.parallel
		    && pl->p->stmt[node->child[0]->stmt]->planned)
			around.manners |= COPIES;
		break;
	case TA_NODE_IF:
		note(pl, node->child[0], around);
		return;
	case TA_NODE_EXIT:
	case TA_NODE_SEQ:
		break;
	}
	for (i = 0; i < node->nchildren; i++)
		note(pl, node->child[i], around);
}

/* Mark the nests whose calls run by panels together with loops. */
static void note_fused_calls(struct ta_planner *pl)
{
	int i;

	for (i = 0; i < pl->p->nstmts; i++)
		if (pl->fused[i])
			pl->p->nest[pl->p->stmt[i]->order[0]].fused = true;
}

/* Return whether nest "n" has a loop. */
static bool has_loop(const ta_program *p, int n)
{
	int i;

	for (i = 0; i < p->nstmts; i++)
		if (p->stmt[i]->order[0] == n && p->stmt[i]->depth)
			return true;
	return false;
}

/* Set why nest "n" is left as written: what a group of its says, or that
   nothing would be gained. */
static void find_reason(ta_program *p, int n)
{
	ta_nest *nest = &p->nest[n];
	int i, j;

	nest->lowered = nest->fused = false;
	nest->what = NULL;
	nest->reason = TA_REASON_NO_GAIN;
	nest->detail = NULL;
	for (i = 0; i < p->ngroups; i++)
		for (j = 0; j < p->group[i].nstmts; j++) {
			const ta_group *g = &p->group[i];

			if (p->stmt[g->stmt[j]]->order[0] != n || !g->reason
			    || g->idiom != TA_IDIOM_NONE)
				continue;
			nest->reason = g->reason;
			nest->detail = g->detail;
			return;
		}
}

/* Return the first group of nest "n" that has a reason, or NULL. */
static const ta_group *group_with_reason(const ta_program *p, int n)
{
	int i;

	for (i = 0; i < p->ngroups; i++)
		if (p->group[i].reason
		    && p->stmt[p->group[i].stmt[0]]->order[0] == n)
			return &p->group[i];
	return NULL;
}

/* Return what nest "n" of "pl" misses of what the pragma requires, to be put
   after what it became. */
static const char *what_misses(struct ta_planner *pl, int n)
{
	ta_program *p = pl->p;
	const ta_group *g = group_with_reason(p, n);
	const char *why = g ? ta_reason_text(g->reason) : NULL;

	if (g && g->detail)
		why = g->detail;
	if (p->require & TA_REQUIRE_BLAS)
		return ta_sprintf(p->arena, "; no library call: %s",
				  !pl->opt->blas
				  ? ta_reason_text(TA_REASON_BLAS_OFF)
				  : why ? why
				  : ta_reason_text(TA_REASON_NO_IDIOM));
	if ((p->require & TA_REQUIRE_PARALLEL) && !p->nest[n].parallel)
		return ta_sprintf(p->arena, "; not parallel: %s", p->serial
				  ? "the kernel is serial"
				  : why ? why
				  : ta_reason_text(TA_REASON_SMALL));
	return "";
}

/* Return whether a statement of nest "n" runs by tiles. */
static bool is_tiled(const struct ta_planner *pl, int n)
{
	int i;

	for (i = 0; i < pl->nstmts; i++)
		if (pl->tiled[i] && pl->p->stmt[i]->order[0] == n)
			return true;
	return false;
}

/* Return whether a loop in nest "n" is as it was written, a function of what it uses. */
static bool has_code(const ta_program *p, int n)
{
	int i;

	for (i = 0; i < p->nstmts; i++)
		if (p->stmt[i]->order[0] == n
		    && ta_expr_has_op(p->stmt[i]->rhs, TA_OP_CODE))
			return true;
	return false;
}

/* Set what nest "n", of loops alone, became. */
static void name_loops(struct ta_planner *pl, int n)
{
	ta_nest *nest = &pl->p->nest[n];
	unsigned how = pl->manners[n];

	nest->what = ta_sprintf(pl->a, "%s%s%s%sloop%s%s%s%s%s%s%s",
				nest->fused ? "fused " : "",
				is_tiled(pl, n) ? "tiled " : "",
				nest->parallel ? "parallel " : "",
				nest->vector ? "simd " : "",
				how & SKEWED ? " in skewed tiles" : "",
				how & WAVE ? ", rows one behind the other" : "",
				how & TURNED ? " that turns squares" : "",
				has_code(pl->p, n)
				? " around a loop as written" : "",
				how & COPIES
				? ", threads with copies of what it changes"
				: "",
				how & PAST_CACHE
				? ", large results past the cache" : "",
				what_misses(pl, n));
}

/* Return whether something that a call of the kernel would need enough of is
   known, and too little. */
static bool too_small(struct ta_planner *pl)
{
	struct ta_worth worth[TA_MAX_WORTH];
	int64_t k;
	int i, n;

	if (!pl->p->plan || pl->opt->eager)
		return false;
	n = ta_cost_kernel(pl->p, worth);
	for (i = 0; i < n; i++)
		if (worth[i].x && ta_idx_is_const(worth[i].x, &k)
		    && (double)k < worth[i].known)
			return true;
	return false;
}

/* Decide about nest "n"; "small": there is too little to do. */
static bool decide(struct ta_planner *pl, int n, bool small)
{
	ta_program *p = pl->p;
	ta_nest *nest = &p->nest[n];

	nest->lowered = true;
	if (pl->opt->identity) {
		nest->what = "loops as they were";
		return true;
	}
	if (nest->blas)
		return true;
	if (p->lower == TA_LOWER_BLAS) {
		find_reason(p, n);
		nest->reason = pl->opt->blas ? TA_REASON_LOWER_BLAS
					     : TA_REASON_BLAS_OFF;
	} else if (small) {
		find_reason(p, n);
		nest->reason = TA_REASON_SMALL;
	} else if (!nest->parallel && !nest->vector && !pl->opt->eager) {
		find_reason(p, n);
	} else if (!nest->what) {
		name_loops(pl, n);
	}
	return nest->lowered;
}

/* Say of every nest of the program what became of it. */
void ta_verdicts(struct ta_planner *pl)
{
	ta_program *p = pl->p;
	struct around none = { false, false, false, 0 };
	bool all = true, small = too_small(pl);
	int n;

	if (p->plan)
		note(pl, p->plan, none);
	note_fused_calls(pl);
	for (n = 0; n < p->nnests; n++) {
		if (!has_loop(p, n))
			p->nest[n].lowered = true;
		else if (!decide(pl, n, small))
			all = false;
	}
	if (!all)
		p->plan = NULL;
}
