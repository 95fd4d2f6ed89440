/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_plan.c - does the plan hold what it promises?

   Assumes that statements and groups passed the rules of check.c and
   check_groups.c.  Leaves the program alone. */
#include "blas.h"
#include "check.h"
#include "wave.h"
#include "plan.h"

#include <string.h>

/* An array in a list. */
struct listed {
	int array;
	const struct listed *next;
};

/* Where in a plan a node is: "nvars" variables are defined, "blas" was tested;
   there is memory for the scratch arrays "there", and those of them that are
   "own" are local to a loop around; "shared": a loop around has threads. */
struct place {
	int nvars;
	bool blas, split, shared;
	const struct listed *there, *own;
};

/* Put "array" into "list". */
static void enlist(struct ta_checker *c, const struct listed **list, int array)
{
	struct listed *x = TA_NEW(c->p->arena, struct listed);

	x->array = array;
	x->next = *list;
	*list = x;
}

/* Is "array", where it is a scratch array, in "list"?  If not, "what" is
   wrong. */
static bool check_scratch(struct ta_checker *c, int array,
			  const struct listed *list, const char *what)
{
	if (!c->p->array[array].is_scratch)
		return true;
	while (list && list->array != array)
		list = list->next;
	return list || ta_wrong(c, "the scratch array %s %s",
				c->p->array[array].name, what);
}

static bool check_node(struct ta_checker *c, const ta_node *node,
		       struct place at, bool *seen);

/* Is every "n" bound "bound" of a loop one, and is there one at all? */
static bool check_bounds(struct ta_checker *c, int n, const ta_bound *bound,
			 int nvars)
{
	int i;

	if (n < 1)
		return ta_wrong(c, "a plan loop lacks a bound");
	for (i = 0; i < n; i++) {
		if (!ta_check_idx(c, "a bound of a plan loop", bound[i].num,
				  nvars))
			return false;
		if (bound[i].den < 1)
			return ta_wrong(c, "a bound of a plan loop is divided"
					   " by less than 1");
	}
	return true;
}

/* Can the loop over rows "node" of "p" hold what it meets in each row: is the
   row of one length, which is known? */
static bool may_hold(const ta_program *p, const ta_node *node)
{
	const ta_node *inner = node->child[0], *at[TA_HELD];
	int64_t k;

	return ta_held_instances(p, node, at) && inner->nlower == 1
	       && inner->nupper == 1 && inner->lower->den == 1
	       && inner->upper->den == 1
	       && ta_idx_is_const(ta_idx_sub(p->arena, inner->upper->num,
					     inner->lower->num), &k);
}

/* Can the loops that threads share with "node" be shared with it?  That their
   iterations are independent is check_legal's. */
static bool check_collapse(struct ta_checker *c, const ta_node *node)
{
	const ta_node *around[TA_PARAM0] = { node };
	int n;

	if (node->columns && !ta_columns(node))
		return ta_wrong(c, "a plan loop shares columns, and has none");
	if (node->holds && !may_hold(c->p, node))
		return ta_wrong(c, "a plan loop holds what it does not meet again,"
				   " or a row of which the length is not known");
	if (node->collapse > 1 && (!node->parallel || node->collapse >= TA_PARAM0))
		return ta_wrong(c, "a plan loop that is not parallel shares"
				   " its threads");
	for (n = 1; n < node->collapse; n++) {
		around[n] = ta_joins(c->p, around, n);
		if (!around[n])
			return ta_wrong(c, "a plan loop shares its threads with"
					   " one that it cannot");
	}
	return true;
}

/* Does the loop "node", in which the statements "body" are, copy a matrix turned if
   it is said to, and write past the cache one element after the other? */
static bool check_bypass(struct ta_checker *c, const ta_node *node,
			 const bool *body)
{
	int i;

	if (node->nbypass
	    && (!node->simd || node->step != 1 || node->nreductions
		|| node->block < 1 || node->row < 1))
		return ta_wrong(c, "a plan loop writes past the cache, and is"
				   " no loop of vectors without sums");
	if (node->fetches
	    && (!node->nbypass || node->near < 1 || node->ahead >= node->var))
		return ta_wrong(c, "a plan loop fetches ahead, and writes"
				   " nothing past the cache in another loop");
	if (node->transposes && !ta_turned_copy(c->p, node))
		return ta_wrong(c, "a plan loop does not copy a matrix"
				   " turned");
	if (node->nbypass && !node->volume)
		return ta_wrong(c, "a plan loop writes past the cache from no"
				   " volume on");
	if (node->volume
	    && !ta_check_idx(c, "the volume of a plan loop", node->volume, 0))
		return false;
	for (i = 0; i < node->nbypass; i++) {
		const ta_node *at;
		const ta_stmt *s;

		if (!ta_check_stmt_number(c, "a plan loop", node->bypass[i]))
			return false;
		s = c->p->stmt[node->bypass[i]];
		at = body[node->bypass[i]]
			     ? ta_plan_instance(node->child[0],
						node->bypass[i]) : NULL;
		if (!at || !s->write->sure || !s->write->offset
		    || c->p->array[s->write->array].is_virtual
		    || c->p->array[s->write->array].is_scratch
		    || ta_factor(c->p->arena,
				 ta_idx_subst(c->p->arena, s->write->offset,
					      s->depth, at->iter),
				 node->var) != 1)
			return ta_wrong(c, "a plan loop does not write %s past"
					   " the cache, one element after the"
					   " other", s->name);
	}
	return true;
}

/* Do the statements that the loop "node", in which the statements "body" are, has
   multiply in place of dividing divide by what it leaves as it is? */
static bool check_inverts(struct ta_checker *c, const ta_node *node,
			  const bool *body)
{
	int i;

	if (node->ninverts && node->simd && node->step != 1)
		return ta_wrong(c, "a plan loop of vectors inverts, and has"
				   " panels");
	for (i = 0; i < node->ninverts; i++) {
		int stmt = node->inverts[i];

		if (!ta_check_stmt_number(c, "a plan loop", stmt))
			return false;
		if (!body[stmt]
		    || !ta_has_inverse(c->p, node,
				       ta_plan_instance(node->child[0], stmt),
				       c->p->stmt[stmt]->rhs))
			return ta_wrong(c, "a plan loop inverts nothing that %s"
					   " divides by", c->p->stmt[stmt]->name);
	}
	return true;
}

/* Has the loop "node", if it is written out, a few iterations, in order? */
static bool check_full(struct ta_checker *c, const ta_node *node)
{
	int64_t first, last;

	if (!node->full)
		return true;
	if (node->parallel || node->simd || node->step != 1 || node->nreductions
	    || node->nlower != 1 || node->nupper != 1 || node->lower->den != 1
	    || node->upper->den != 1
	    || !ta_idx_is_const(node->lower->num, &first)
	    || !ta_idx_is_const(node->upper->num, &last)
	    || first < -TA_MOST_FULL || last > TA_MOST_FULL || last < first)
		return ta_wrong(c, "a plan loop is written out that is not one of"
				   " a few iterations in order");
	return true;
}

/* May the loops in "node" that pad, in the panels "panels", or NULL? */
static bool check_pads(struct ta_checker *c, const ta_node *node,
		       const ta_node *panels)
{
	int i;

	if (!node)
		return true;
	if (node->kind == TA_NODE_LOOP && node->pads
	    && !(panels && ta_may_pad(c->p, panels, node)))
		return ta_wrong(c, "a plan loop pads what is looked at");
	if (node->kind == TA_NODE_LOOP && node->step > 1)
		panels = node;
	for (i = 0; i < node->nchildren; i++)
		if (!check_pads(c, node->child[i], panels))
			return false;
	return true;
}

/* May the last panel of the loop "node", if it overlaps? */
static bool check_overlaps(struct ta_checker *c, const ta_node *node)
{
	return !node->overlaps || ta_may_overlap(c->p, node)
	       || ta_wrong(c, "panels overlap that are not done twice");
}

/* Does the loop "node" ask what may be asked before it runs? */
static bool check_asks(struct ta_checker *c, const ta_node *node)
{
	struct ta_asked cond[TA_MAX_ASKED];
	int by;

	return !node->asks
	       || (ta_loop_asks(c->p, node, cond, &by) && by == node->asked)
	       || ta_wrong(c, "a plan loop asks what it does something without");
}

/* Are the reductions and locals of the loop "node", in which the statements
   "body" are, ones?  Part of a statement ("split") may be a reduction when all
   of it is none. */
static bool check_loop_data(struct ta_checker *c, const ta_node *node,
			    const bool *body, bool split)
{
	int i;

	for (i = 0; i < node->nreductions; i++) {
		const ta_reduction *r = &node->reduction[i];

		if (!ta_check_stmt_number(c, "a reduction", r->stmt))
			return false;
		if (!body[r->stmt])
			return ta_wrong(c, "a loop reduces %s, which is not"
					   " in it",
					c->p->stmt[r->stmt]->name);
		if (!ta_check_reduces(r->op)
		    || (c->p->stmt[r->stmt]->reduce == TA_OP_NONE
			&& c->p->stmt[r->stmt]->in_place == TA_OP_NONE
			&& !split))
			return ta_wrong(c, "a loop reduces %s, which is no"
					   " reduction",
					c->p->stmt[r->stmt]->name);
	}
	for (i = 0; i < node->nlocals; i++) {
		if (!ta_check_array_number(c, "a loop", node->local[i]))
			return false;
		if (!c->p->array[node->local[i]].is_virtual
		    && !c->p->array[node->local[i]].is_scratch)
			return ta_wrong(c, "%s, a local of a loop, is in"
					   " memory",
					c->p->array[node->local[i]].name);
		if (c->p->array[node->local[i]].is_virtual && node->step > 1
		    && c->p->array[node->local[i]].ndims < 1)
			return ta_wrong(c, "%s, a local of a loop of panels,"
					   " is no vector",
					c->p->array[node->local[i]].name);
	}
	return true;
}

/* Is there memory for the scratch arrays that are local to the loop "node"?
   Its body may then use them. */
static bool check_own(struct ta_checker *c, const ta_node *node,
		      struct place *at)
{
	int i;

	for (i = 0; i < node->nlocals; i++) {
		if (!ta_check_array_number(c, "a loop", node->local[i])
		    || !check_scratch(c, node->local[i], at->there,
				      "is used without memory"))
			return false;
		enlist(c, &at->own, node->local[i]);
	}
	return true;
}

/* Does what is in "node" run the same loops for every value of variable "var"? */
static bool check_abreast(struct ta_checker *c, const ta_node *node, int var)
{
	int i;

	if (node->kind == TA_NODE_LOOP
	    && (node->simd || node->parallel || node->only || node->step != 1
		|| node->nreductions || ta_loop_uses(node, var)))
		return ta_wrong(c, "plan loops run abreast that are not the"
				   " same ones, in order");
	if (node->kind != TA_NODE_LOOP && node->kind != TA_NODE_STMT
	    && node->kind != TA_NODE_SEQ)
		return ta_wrong(c, "what runs abreast is no loop or statement");
	for (i = 0; i < node->nchildren; i++)
		if (!check_abreast(c, node->child[i], var))
			return false;
	return true;
}

/* If the loop "node" runs one iteration only, is it over the scatter of one statement? */
static bool check_only(struct ta_checker *c, const ta_node *node)
{
	const ta_node *in = node->child[0];
	const ta_stmt *s = in->kind == TA_NODE_STMT ? c->p->stmt[in->stmt]
						    : NULL;

	if (!node->only)
		return true;
	return (s && s->scatter && node->step == 1 && !node->parallel
		&& !node->simd && !node->nlocals
		&& ta_idx_equal(in->iter[s->scatter - 1],
				ta_idx_var(c->p->arena, node->var)))
	       || ta_wrong(c, "a plan loop runs one iteration only, and is not"
			      " over the places of a scatter");
}

/* If rows of the loop "node" run one behind the other, may they?  Whatever vectors
   there are. */
static bool check_wave(struct ta_checker *c, const ta_node *node)
{
	struct ta_wave w;

	if (!node->wave)
		return true;
	if (!ta_wave_loops(c->p, node, TA_ANY_BYTES, &w))
		return ta_wrong(c, "rows of a plan loop run one behind the other"
				   " that are not made of rows above");
	return ta_poly_wave(c->p, &w)
	       || ta_wrong(c, "rows of a plan loop run one behind the other, and"
			      " a dependence goes back");
}

/* Is the loop "node" one? */
static bool check_loop(struct ta_checker *c, const ta_node *node,
		       struct place at, bool *seen)
{
	bool *body = TA_NEWV(c->p->arena, bool, c->p->nstmts);
	int i;

	if (node->var != at.nvars)
		return ta_wrong(c, "a plan loop defines variable %d where %d"
				   " is next",
				node->var, at.nvars);
	if (node->step < 1)
		return ta_wrong(c, "the step of a plan loop is less than 1");
	if (node->streams > 1
	    && (!node->simd || !node->nreductions || node->step != 1
		|| node->least < node->streams))
		return ta_wrong(c, "a plan loop has streams, and is no sum in"
				   " vectors");
	if (node->nchildren != 1)
		return ta_wrong(c, "a plan loop has %d bodies",
				node->nchildren);
	if (node->abreast > 1
	    && (!node->parallel || node->simd || node->step != 1
		|| node->nreductions))
		return ta_wrong(c, "a plan loop runs abreast, and is no parallel"
				   " one");
	if (node->abreast > 1
	    && !check_abreast(c, node->child[0], node->var))
		return false;
	if (!check_bounds(c, node->nlower, node->lower, at.nvars)
	    || !check_bounds(c, node->nupper, node->upper, at.nvars)
	    || (node->work
		&& !ta_check_idx(c, "the work of a plan loop", node->work,
				 at.nvars)))
		return false;
	at.shared |= node->parallel || node->columns || node->simd;
	at.nvars += node->step > 1 ? 2 : 1;
	at.split |= node->split;
	if (at.nvars > TA_PARAM0)
		return ta_wrong(c, "a plan has too many variables");
	if (!check_own(c, node, &at)
	    || !check_node(c, node->child[0], at, body)
	    || !check_loop_data(c, node, body, at.split)
	    || !check_collapse(c, node) || !check_bypass(c, node, body)
	    || !check_inverts(c, node, body) || !check_asks(c, node)
	    || !check_overlaps(c, node) || !check_only(c, node)
	    || !check_full(c, node)
	    || !check_wave(c, node))
		return false;
	for (i = 0; i < c->p->nstmts; i++) {
		if (body[i] && seen[i] && !at.split)
			return ta_wrong(c, "the plan computes %s twice",
					c->p->stmt[i]->name);
		seen[i] |= body[i];
	}
	return true;
}

/* Mark statement "stmt", which the plan computes, in "seen". */
static bool compute(struct ta_checker *c, int stmt, struct place at,
		    bool *seen)
{
	if (!ta_check_stmt_number(c, "the plan", stmt))
		return false;
	if (seen[stmt] && !at.split)
		return ta_wrong(c, "the plan computes %s twice",
				c->p->stmt[stmt]->name);
	seen[stmt] = true;
	return true;
}

/* Are the iterators "iter" of an instance of "stmt" over "nvars" variables? */
static bool check_instance(struct ta_checker *c, int stmt,
			   const ta_idx **iter, int nvars)
{
	int d;

	if (!ta_check_stmt_number(c, "the plan", stmt))
		return false;
	for (d = 0; d < c->p->stmt[stmt]->depth; d++)
		if (!ta_check_idx(c, "an iterator in the plan", iter[d],
				  nvars))
			return false;
	return true;
}

/* Is the argument "arg" of a call one? */
static bool check_arg(struct ta_checker *c, const ta_arg *arg,
		      struct place at)
{
	int nvars = at.nvars;

	switch (arg->kind) {
	case TA_ARG_ENUM:
		return true;
	case TA_ARG_INT:
		return ta_check_idx(c, "an argument of a call", arg->idx,
				    nvars);
	case TA_ARG_SCALAR:
		return ta_check_expr(c, "an argument of a call", arg->expr,
				     nvars);
	case TA_ARG_PTR:
		if (!ta_check_array_number(c, "a call", arg->array)
		    || !ta_check_idx(c, "an argument of a call", arg->idx,
				     nvars))
			return false;
		if (!check_scratch(c, arg->array, at.own,
				   "is local to no loop"))
			return false;
		return !c->p->array[arg->array].is_virtual
		       || ta_wrong(c, "a call is given the memory of the"
				      " virtual array %s",
				   c->p->array[arg->array].name);
	}
	return ta_wrong(c, "an argument of a call is of no kind");
}

/* Is the call "node" a product of matrices of real numbers? */
static bool is_product(const struct ta_checker *c, const ta_node *node)
{
	const int left = 7;

	return strstr(node->routine, "gemm") && node->nargs == 14
	       && node->arg[left].kind == TA_ARG_PTR
	       && !ta_type_is_complex(c->p->array[node->arg[left].array].elem);
}

/* Are the sizes of the product "node" constants of 1 and more? */
static bool constant_sizes(const struct ta_checker *c, const ta_node *node)
{
	int64_t k;
	int i;

	if (!is_product(c, node))
		return false;
	for (i = 3; i < 6; i++)
		if (node->arg[i].kind != TA_ARG_INT
		    || !ta_idx_is_const(node->arg[i].idx, &k) || k < 1)
			return false;
	return true;
}

/* Is the library call "node" one, after a test that the library is there? */
static bool check_call(struct ta_checker *c, const ta_node *node,
		       struct place at, bool *seen)
{
	int i;

	if (!node->routine)
		return ta_wrong(c, "a call names no routine");
	if (!node->ncovers)
		return ta_wrong(c, "a call computes nothing");
	if ((node->own && !is_product(c, node))
	    || (node->in_line && !constant_sizes(c, node)))
		return ta_wrong(c, "%s is to be made without a library, but is"
				   " no product%s",
				node->routine,
				node->in_line ? " of constant sizes" : "");
	if (node->few && (!node->own || node->in_line
			  || node->arg[2].value != TA_NO_TRANS))
		return ta_wrong(c, "%s is to be made for few rows, and its right"
				   " operand is transposed, or a library's",
				node->routine);
	if (c->p->done >= TA_PHASE_GUARD && !at.blas
	    && ta_node_needs_library(node))
		return ta_wrong(c, "%s is called without a test that it is"
				   " linked in",
				node->routine);
	if (node->work
	    && !ta_check_idx(c, "the work of a call", node->work, at.nvars))
		return false;
	for (i = 0; i < node->nargs; i++)
		if (!check_arg(c, &node->arg[i], at))
			return false;
	for (i = 0; i < node->ncovers; i++)
		if (!compute(c, node->cover[i], at, seen))
			return false;
	return !node->iter
	       || check_instance(c, node->stmt, node->iter, at.nvars);
}

/* Is the branch "node" of a choice (NULL: nothing) good after the statements
   "before"?  Those it computes are marked in "seen". */
static bool check_branch(struct ta_checker *c, const ta_node *node,
			 struct place at, const bool *before, bool *seen)
{
	size_t n = (size_t)c->p->nstmts;
	bool *branch = (bool *)ta_memdup(c->p->arena, before, n);
	size_t i;

	if (node && !check_node(c, node, at, branch))
		return false;
	for (i = 0; i < n; i++)
		seen[i] |= branch[i];
	return true;
}

/* Is the choice "node" one?  A statement may be in both of its branches. */
static bool check_if(struct ta_checker *c, const ta_node *node,
		     struct place at, bool *seen)
{
	bool *before = (bool *)ta_memdup(c->p->arena, seen,
					 (size_t)c->p->nstmts);
	struct place then = at;
	int i;

	if (!node->nconds || node->nchildren < 1 || node->nchildren > 2)
		return ta_wrong(c, "a choice in the plan has %d conditions and"
				   " %d branches",
				node->nconds, node->nchildren);
	for (i = 0; i < node->nconds; i++) {
		if (!ta_check_guard(c, node->cond[i], at.nvars))
			return false;
		then.blas |= node->cond[i]->kind == TA_GUARD_BLAS;
		if (node->cond[i]->kind == TA_GUARD_SCRATCH)
			enlist(c, &then.there, node->cond[i]->array[0]);
	}
	for (i = 0; i < node->nchildren; i++)
		if (!check_branch(c, node->child[i], i ? at : then, before,
				  seen))
			return false;
	return true;
}

/* Is the exit "node", at "at", one, and may the loops run after it? */
static bool check_exit(struct ta_checker *c, const ta_node *node,
		       struct place at)
{
	const ta_guard *g = node->nconds == 1 ? node->cond[0] : NULL;

	if (!g || ta_guard_number(c->p, g) < 0 || g->kind != TA_GUARD_NUMBERS
	    || !g->late)
		return ta_wrong(c, "an exit of the plan names no guard that is"
				   " asked late");
	if (!ta_check_array_number(c, "an exit", node->array)
	    || !ta_check_idx(c, "an exit", node->lo, at.nvars)
	    || !ta_check_idx(c, "an exit", node->hi, at.nvars))
		return false;
	if (c->p->array[node->array].elem != c->p->array[g->array[0]].elem
	    || c->p->array[node->array].base < 0)
		return ta_wrong(c, "an exit of the plan looks at other numbers");
	if (at.shared)
		return ta_wrong(c, "an exit of the plan is in a loop of threads");
	return ta_may_repeat(c->p)
	       || ta_wrong(c, "an exit of the plan leaves what the loops as"
			      " written read");
}

/* Is "node", at "at", a plan node?  The statements it computes are marked in
   "seen". */
static bool check_node(struct ta_checker *c, const ta_node *node,
		       struct place at, bool *seen)
{
	int i;

	if (!node)
		return ta_wrong(c, "a node of the plan is missing");
	switch (node->kind) {
	case TA_NODE_SEQ:
		for (i = 0; i < node->nchildren; i++)
			if (!check_node(c, node->child[i], at, seen))
				return false;
		return true;
	case TA_NODE_LOOP:
		return check_loop(c, node, at, seen);
	case TA_NODE_STMT:
		for (i = 0; i < node->ncovers; i++)
			if (!compute(c, node->cover[i], at, seen))
				return false;
		return compute(c, node->stmt, at, seen)
		       && check_scratch(c, c->p->stmt[node->stmt]->write->array,
					at.own, "is local to no loop")
		       && check_instance(c, node->stmt, node->iter, at.nvars);
	case TA_NODE_CALL:
		return check_call(c, node, at, seen);
	case TA_NODE_IF:
		return check_if(c, node, at, seen);
	case TA_NODE_EXIT:
		return check_exit(c, node, at);
	}
	return ta_wrong(c, "a node of the plan is of no kind");
}

/* Does the plan compute every statement, and every nest say so? */
void ta_check_plan(struct ta_checker *c)
{
	const ta_program *p = c->p;
	bool *seen = TA_NEWV(p->arena, bool, p->nstmts);
	struct place at = { 0, false, false, false, NULL, NULL };
	int i;

	if (!p->plan)
		return;
	if (p->done < TA_PHASE_PLAN) {
		ta_wrong(c, "there is a plan before the phase plan");
		return;
	}
	for (i = 0; i < p->nguards; i++)
		at.blas |= p->guard[i] && p->guard[i]->kind == TA_GUARD_BLAS;
	if (!check_node(c, p->plan, at, seen)
	    || !check_pads(c, p->plan, NULL))
		return;
	for (i = 0; i < p->nguards && p->done >= TA_PHASE_GUARD; i++)
		if (p->guard[i]->late && !ta_plan_asks(p->plan, p->guard[i]))
			ta_wrong(c, "guard %d is for an exit that the plan does"
				    " not have",
				 i);
	for (i = 0; i < p->nstmts; i++)
		if (!seen[i] && !p->stmt[i]->planned)
			ta_wrong(c, "the plan does not compute %s",
				 p->stmt[i]->name);
	for (i = 0; i < p->nnests; i++)
		if (!p->nest[i].lowered)
			ta_wrong(c, "there is a plan, but nest %d is not"
				    " lowered",
				 i);
}
