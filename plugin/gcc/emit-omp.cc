/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-omp.cc - loops of the plan: plain, simd, parallel.

   Assumes that no OpenMP lowering has run on the function being built.  A
   loop that is parallel from a certain amount of work becomes

	{ long lo = ..., hi = ...;
	  if ((double) work >= limit)
	    #pragma omp parallel for simd
	    for (i = lo; i < hi; i = i + 1) ...
	  else
	    #pragma omp simd
	    for (i = lo; i < hi; i = i + 1) ... }

   and a loop with accumulators is skipped, they too, when it is empty.

   Leaves true that parallel regions do not nest. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* Whether "node" holds loops or calls: then it is no body for simd. */
static bool has_inner(const ta_node *node)
{
	if (!node)
		return false;
	if ((node->kind == TA_NODE_LOOP && !node->only && !node->full) ||
	    node->kind == TA_NODE_CALL)
		return true;
	for (int i = 0; i < node->nchildren; i++)
		if (has_inner(node->child[i]))
			return true;
	return false;
}

/* Make the instance of statement "stmt" in "node" the current one. */
static void enter_stmt(ta_emit *e, const ta_node *node, int stmt)
{
	const ta_node *at = ta_plan_instance(node, stmt);

	if (!at)
		ta_bug("a reduction names statement %d outside its loop",
		       stmt);
	e->stmt = stmt;
	e->iter = at->iter;
}

/* The type of the virtual array "a", local to the loop "node": in a panel it has
   an element for each iteration. */
static tree local_type(const ta_array *a, const ta_node *node)
{
	tree type = ta_gcc_type(a->elem);

	return node->step > 1 ? build_array_type_nelts(type, node->step) : type;
}

/* How many panels of the loop "node" over "n" iterations there are: of as many as
   its step at most, and four if they are half as long then. */
static tree panel_count(const ta_node *node, tree n)
{
	enum { PANELS = 4, LARGE = 256 };
	tree type = ta_index_type(), count, some;

	count = fold_build2(CEIL_DIV_EXPR, type, n,
			    build_int_cst(type, node->step));
	if (node->step >= LARGE) {
		some = fold_build2(CEIL_DIV_EXPR, type, n,
				   build_int_cst(type, node->step / 2));
		some = fold_build2(MIN_EXPR, type, some,
				   build_int_cst(type, PANELS));
		count = fold_build2(MAX_EXPR, type, count, some);
	}
	return fold_build2(MAX_EXPR, type, count, build_int_cst(type, 1));
}

/* How long the panels of the loop "node" over [lo, hi) are, in a variable chained
   to "*vars" and set in "list" if the compiler does not know.  Those of a split
   loop are of one length, a multiple of 8 and at most its step: for a last one
   of a few iterations the library would pack as much as for a whole one. */
static tree panel_length(ta_emit *e, const ta_node *node, tree lo, tree hi,
			 tree *vars, tree *list)
{
	enum { LINE = 8 };
	tree type = ta_index_type(), most = build_int_cst(type, node->step);
	tree line = build_int_cst(type, LINE), length, n;

	if (!node->split || node->parallel || node->simd || node->step % LINE
	    || node->step == LINE)
		return most;
	n = fold_build2(MINUS_EXPR, type, hi, lo);
	length = fold_build2(CEIL_DIV_EXPR, type, n, panel_count(node, n));
	length = fold_build2(CEIL_DIV_EXPR, type, length, line);
	length = fold_build2(MULT_EXPR, type, length, line);
	return ta_tree_kept(e, ta_locus(node->loc), "step", type, length, vars,
			    list);
}

/* Whether each run of "node" writes all of the variable "array", under no condition. */
static bool always_writes(const ta_program *p, const ta_node *node, int array)
{
	if (node->kind == TA_NODE_STMT) {
		const ta_access *to = p->stmt[node->stmt]->write;

		return to->array == array && to->sure;
	}
	for (int i = 0; node->kind == TA_NODE_SEQ && i < node->nchildren; i++)
		if (always_writes(p, node->child[i], array))
			return true;
	return false;
}

/* Append to "list" that local "array" of the loop of vectors "node" begins as zero if
   it may be left unset: what the last iteration left there is then no value of this
   one, for which the compiler would run one after the other. */
static void begin_local(ta_emit *e, const ta_node *node, int array, tree *list)
{
	tree var = e->virt[array];

	if (node->simd && TREE_CODE(TREE_TYPE(var)) != ARRAY_TYPE &&
	    !always_writes(e->p, node->child[0], array))
		ta_tree_assign(ta_locus(node->loc), var,
			       build_zero_cst(TREE_TYPE(var)), list);
}

/* Where the panel of the loop "node" that is at "iv" begins: its end is not behind "hi",
   if that is so far from 0, where the loop begins; in a variable chained to "vars" that
   "list" sets. */
static tree start_of_panel(ta_emit *e, const ta_node *node, tree iv, tree hi,
			   tree step, tree *vars, tree *list)
{
	tree type = ta_index_type();
	tree last = fold_build2(MINUS_EXPR, type, hi, step), t;

	t = fold_build2(MAX_EXPR, type, last, build_int_cst(type, 0));
	t = fold_build2(MIN_EXPR, type, iv, t);
	return ta_tree_kept(e, ta_locus(node->loc), "start", type, t, vars,
			    list);
}

/* What the loop "node" by "step" does with its variable set: its locals, the end
   of its panel, its child. */
tree ta_loop_body(ta_emit *e, const ta_node *node, tree iv, tree hi, tree step)
{
	tree vars = NULL_TREE, list = NULL_TREE, type = ta_index_type();
	tree *outer = TA_NEWV(e->p->arena, tree, node->nlocals);

	e->most[node->var] = node->step > 1 ? node->step : 0;
	if (node->step > 1) {
		tree end = ta_tree_local(e, "end", type), stop;

		vars = end;
		if (node->overlaps)
			iv = e->var[node->var] =
				start_of_panel(e, node, iv, hi, step, &vars, &list);
		stop = build2(PLUS_EXPR, type, iv, step);
		e->var[node->var + 1] = end;
		ta_tree_assign(ta_locus(node->loc), end,
			       fold_build2(MIN_EXPR, type, stop, hi), &list);
	}
	for (int i = 0; i < node->nlocals; i++) {
		const ta_array *a = &e->p->array[node->local[i]];

		outer[i] = e->scratch[node->local[i]];
		if (a->is_scratch) {
			e->scratch[node->local[i]] = ta_own_scratch(
				e, node->local[i], &vars, &list);
			continue;
		}
		e->panel[node->local[i]] = node->var;
		e->virt[node->local[i]] = ta_tree_variable(
			e, a->name, local_type(a, node), &vars);
		ta_rows_local(e, node->local[i], local_type(a, node), &vars);
		begin_local(e, node, node->local[i], &list);
	}
	ta_emit_node(e, node->child[0], &list);
	for (int i = 0; i < node->nlocals; i++) {
		e->virt[node->local[i]] = NULL_TREE;
		e->scratch[node->local[i]] = outer[i];
	}
	return ta_tree_bind(vars, list);
}

/* Whether the compiler tests products of complex numbers for NaN. */
bool ta_tests_products(void)
{
	return flag_complex_method == 2 && !flag_finite_math_only;
}

/* Whether "is" says so of a statement in "node". */
static bool has_stmt(ta_emit *e, const ta_node *node,
		     bool (*is)(ta_emit *e, const ta_stmt *s))
{
	if (!node)
		return false;
	if (node->kind == TA_NODE_STMT)
		return is(e, e->p->stmt[node->stmt]);
	for (int i = 0; i < node->nchildren; i++)
		if (has_stmt(e, node->child[i], is))
			return true;
	return false;
}

/* Whether "s" has a product of complex numbers. */
static bool is_product(ta_emit *e, const ta_stmt *s)
{
	return ta_stmt_branches(e->p, s);
}

/* Whether "acc", read by the instance "node", goes down with a plan variable from "first"
   on that the element written does not depend on: it adds up what lies in memory the
   other way round, as seen from the loop over that variable or from one in it. */
static bool is_reversed(ta_emit *e, const ta_node *node, const ta_access *acc,
			int first)
{
	const ta_access *to = e->p->stmt[node->stmt]->write;
	const ta_idx *from = acc->offset ? ta_over_plan(e, node, acc->offset) : NULL;
	const ta_idx *at = to->offset ? ta_over_plan(e, node, to->offset) : NULL;

	for (int v = first; from && v < TA_PARAM0; v++) {
		const ta_idx *x;

		if (!ta_idx_uses(from, v) || (at && ta_idx_uses(at, v)))
			continue;
		x = ta_idx_coef(e->p->arena, from, v);
		if (!x || ta_idx_negative(x))
			return true;
	}
	return false;
}

/* Whether "acc" is not the access "data". */
static bool other_element(void *data, ta_access *acc)
{
	return !ta_access_equal(acc, (const ta_access *)data);
}

/* Whether "s" adds floats up, in order, under a condition.  In vectors GCC 12 adds zeros
   where that does not hold, which changes -0. */
static bool is_chosen_sum(ta_emit *, const ta_stmt *s)
{
	return s->rhs->op == TA_OP_SELECT && !s->scatter &&
	       ta_type_rounds(s->rhs->type) &&
	       !ta_expr_reads(s->rhs, other_element, s->write);
}

/* Whether "acc" is in memory, which "data", a ta_emit, knows. */
static bool in_memory(void *data, ta_access *acc)
{
	return !((ta_emit *)data)->p->array[acc->array].is_virtual;
}

/* Whether "x" compares something. */
static bool compares(const ta_expr *x)
{
	if (ta_op_compares(x->op))
		return true;
	for (int i = 0; i < x->nargs; i++)
		if (compares(x->arg[i]))
			return true;
	return false;
}

/* Whether "x" may look up at a place that is a truth value, or made of one. */
static bool looks_by_truth(ta_emit *e, const ta_expr *x)
{
	if (x->op == TA_OP_LOOKUP &&
	    (compares(x->arg[1]) || !ta_expr_reads(x->arg[1], in_memory, e)))
		return true;
	for (int i = 0; i < x->nargs; i++)
		if (looks_by_truth(e, x->arg[i]))
			return true;
	return false;
}

/* Whether "s" does that.  GCC 12 makes vectors of loops around it in which "true" is place
   -1. */
static bool is_by_truth(ta_emit *e, const ta_stmt *s)
{
	return looks_by_truth(e, s->rhs);
}

/* for (iv = lo; iv < hi; iv += step) body; with "scalar" no loop of vectors:
   GCC would test all of them without a branch, and call a function that is
   needed for NaN alone for each element; and GCC 12 takes the elements of short
   reversed rows in the wrong order when it adds them up in order. */
static tree while_loop(location_t loc, tree iv, tree lo, tree hi, tree step,
		       tree body, bool scalar)
{
	tree type = TREE_TYPE(iv), list = NULL_TREE, inner = NULL_TREE, t;

	ta_tree_assign(loc, iv, lo, &list);
	t = build2_loc(loc, GE_EXPR, boolean_type_node, iv, hi);
	if (scalar)
		t = build3_loc(loc, ANNOTATE_EXPR, boolean_type_node, t,
			       build_int_cst(integer_type_node,
					     annot_expr_no_vector_kind),
			       integer_zero_node);
	t = build1_loc(loc, EXIT_EXPR, void_type_node, t);
	append_to_statement_list(t, &inner);
	append_to_statement_list(body, &inner);
	ta_tree_assign(loc, iv, build2_loc(loc, PLUS_EXPR, type, iv, step),
		       &inner);
	t = build1_loc(loc, LOOP_EXPR, void_type_node, inner);
	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, &list);
	return list;
}

/* for (iv = lo; iv < hi; iv += step) body. */
tree ta_tree_loop(location_t loc, tree iv, tree lo, tree hi, tree step,
		  tree body)
{
	return while_loop(loc, iv, lo, hi, step, body, false);
}

/* The same, of which no vectors are to be made. */
tree ta_tree_scalar_loop(location_t loc, tree iv, tree lo, tree hi, tree step,
			 tree body)
{
	return while_loop(loc, iv, lo, hi, step, body, true);
}

/* The clause that "sum" is added up. */
static tree sum_clause(location_t loc, tree sum)
{
	tree c = build_omp_clause(loc, OMP_CLAUSE_REDUCTION);

	OMP_CLAUSE_DECL(c) = sum;
	OMP_CLAUSE_REDUCTION_CODE(c) = PLUS_EXPR;
	return c;
}

/* The worksharing loop "loop" over "iv", which adds up to "sum", in several threads
   if "work" is "least" or more. */
static tree shared_sum(ta_emit *e, tree iv, tree work, double least, tree sum,
		       tree loop)
{
	tree region;

	e->enough = build2(GE_EXPR, boolean_type_node,
			   fold_convert(double_type_node, work),
			   ta_tree_real(double_type_node, least));
	region = ta_parallel_region(e, e->loc, iv, loop,
				    sum_clause(e->loc, sum));
	e->enough = NULL_TREE;
	return region;
}

/* for (iv = 0; iv < n; iv++) body, which adds up to "sum", in threads where there
   may be several and "work" is "least" or more. */
tree ta_tree_sum_rows(ta_emit *e, tree iv, tree n, tree work, double least,
		      tree sum, tree body)
{
	tree type = TREE_TYPE(iv), zero = build_int_cst(type, 0);
	tree one = build_int_cst(type, 1);

	if (e->region || e->serial)
		return ta_tree_bind(iv, ta_tree_loop(e->loc, iv, zero, n, one,
						     body));
	return shared_sum(e, iv, work, least, sum,
			  ta_omp_loop(OMP_FOR, e->loc, iv, zero, n, one, body,
				      build_omp_clause(e->loc,
						       OMP_CLAUSE_NOWAIT)));
}

/* for (iv = 0; iv < n; iv++) body; in vectors, which add up to "sum", and from
   "least" iterations on (0: never) in threads. */
tree ta_tree_sum_loop(ta_emit *e, tree iv, tree n, double least, tree sum,
		      tree body)
{
	tree type = TREE_TYPE(iv), vars = NULL_TREE, list = NULL_TREE, end, t;
	bool shared = least > 0 && !e->region && !e->serial;

	end = ta_tree_variable(e, "n", type, &vars);
	ta_tree_assign(e->loc, end, n, &list);
	t = ta_omp_loop(OMP_SIMD, e->loc, iv, build_int_cst(type, 0), end,
			build_int_cst(type, 1), body, sum_clause(e->loc, sum));
	if (shared)
		t = shared_sum(e, iv, end, least, sum,
			       ta_omp_loop(OMP_FOR, e->loc, NULL_TREE, NULL_TREE,
					   NULL_TREE, NULL_TREE, t,
					   build_omp_clause(e->loc,
							    OMP_CLAUSE_NOWAIT)));
	else
		t = ta_tree_bind(iv, t);
	append_to_statement_list(t, &list);
	return ta_tree_bind(vars, list);
}

/* Whether the loop "node" is a row of what is held that is written out. */
static bool is_written_out(const ta_emit *e, const ta_node *node)
{
	return e->held && e->held->one && e->held->inner == node;
}

/* Whether the iterations of the loop "node", which has others inside, have to
   stay in order, as far as is known.  GCC 12 makes vectors of such a loop, and
   writes elements in the wrong order, where several iterations write them
   through a loop inside (a[i + j]). */
static bool is_ordered(ta_emit *e, const ta_node *node)
{
	return has_inner(node->child[0]) && !node->parallel &&
	       !is_written_out(e, node->child[0]) &&
	       (e->split || node->split ||
		ta_tying_dep(e->p, node, e->step1));
}

/* The clauses of "node", a loop of vectors of "lanes" elements (0: as many as
   the compiler likes), or of none where that makes wrong ones. */
static tree simd_clauses(ta_emit *e, const ta_node *node, int lanes)
{
	ta_accumulator *acc = XALLOCAVEC(ta_accumulator, ta_accumulator_room(node));
	location_t loc = ta_locus(node->loc);
	int n = ta_accumulators(e, node, acc);
	tree chain = ta_reduction_clauses(loc, acc, n), c;

	if (has_stmt(e, node, is_by_truth)) {
		c = build_omp_clause(loc, OMP_CLAUSE_IF);
		OMP_CLAUSE_IF_MODIFIER(c) = ERROR_MARK;
		OMP_CLAUSE_IF_EXPR(c) = boolean_false_node;
		OMP_CLAUSE_CHAIN(c) = chain;
		return c;
	}
	if (!lanes)
		return chain;
	c = build_omp_clause(loc, OMP_CLAUSE_SIMDLEN);
	OMP_CLAUSE_SIMDLEN_EXPR(c) = build_int_cst(integer_type_node, lanes);
	OMP_CLAUSE_CHAIN(c) = chain;
	return c;
}

/* Whether "node" holds a loop that is longer or shorter from one iteration to the
   next of the loop "around": it begins or ends where that is. */
static bool has_triangle(const ta_node *node, const ta_node *around)
{
	if (!node)
		return false;
	if (node->kind == TA_NODE_LOOP) {
		bool begins = false, ends = false;

		for (int v = 0; v < 1 + (around->step > 1); v++) {
			begins |= ta_bounds_use(node->lower, node->nlower,
						around->var + v);
			ends |= ta_bounds_use(node->upper, node->nupper,
					      around->var + v);
		}
		if (begins != ends)
			return true;
	}
	for (int i = 0; i < node->nchildren; i++)
		if (has_triangle(node->child[i], around))
			return true;
	return false;
}

/* Whether "s" has the value of a loop that is as it was written. */
static bool is_code(ta_emit *, const ta_stmt *s)
{
	return ta_expr_has_op(s->rhs, TA_OP_CODE);
}

/* The clauses of the parallel loop "node": threads have as many iterations each,
   one behind the other, or take turns where that would not be as much work: in a
   triangle, and where nobody knows how much there is in each. */
tree ta_sharing_clauses(ta_emit *e, const ta_node *node)
{
	enum { ROWS = 8, SINGLE = 64 };
	location_t loc = ta_locus(node->loc);
	tree nowait = build_omp_clause(loc, OMP_CLAUSE_NOWAIT), c;
	int rows = node->step > 1 ? 1 : ROWS;

	if (has_stmt(e, node, is_code))
		rows = has_inner(node->child[0]) ? 1 : SINGLE;
	else if (!has_triangle(node->child[0], node))
		return nowait;
	c = build_omp_clause(loc, OMP_CLAUSE_SCHEDULE);
	OMP_CLAUSE_SCHEDULE_KIND(c) = OMP_CLAUSE_SCHEDULE_STATIC;
	OMP_CLAUSE_SCHEDULE_CHUNK_EXPR(c) = build_int_cst(ta_index_type(), rows);
	OMP_CLAUSE_CHAIN(c) = nowait;
	return c;
}

/* Whether the compiler is to make no vectors of "node", a loop that is not said to be
   of vectors. */
static bool is_scalar(ta_emit *e, const ta_node *node)
{
	return (ta_tests_products() && has_stmt(e, node, is_product)) ||
	       ta_some_read(e, node, is_reversed, node->var) ||
	       has_stmt(e, node, is_chosen_sum) || has_stmt(e, node, is_by_truth) ||
	       ta_rows_read_apart(e, node) || is_ordered(e, node);
}

/* The loop "node" over [lo, hi), in a parallel region or not, by vectors of
   "lanes" elements if that is not 0. */
tree ta_plain_version(ta_emit *e, const ta_node *node, tree lo, tree hi,
		      bool parallel, int lanes)
{
	location_t loc = ta_locus(node->loc);
	tree iv = ta_tree_local(e, node->name ? node->name : "i",
				ta_index_type());
	tree vars = iv, list = NULL_TREE, around = NULL_TREE;
	tree step = panel_length(e, node, lo, hi, &vars, &list);
	bool simd = node->simd && !has_inner(node->child[0]);
	bool region = e->region;
	tree body, loop;

	e->var[node->var] = iv;
	e->region = region || parallel;
	if (node->abreast > 1) {
		step = ta_abreast_step(e, node, lo, hi, parallel, &around, &list);
		body = ta_abreast_body(e, node, iv, hi, step);
	} else if (ta_runs_wave(e, node)) {
		step = ta_tree_variable(e, "step", ta_index_type(), &vars);
		body = ta_wave_body(e, node, iv, hi, step);
	} else {
		body = ta_loop_body(e, node, iv, hi, step);
	}
	e->region = region;
	if (simd)
		loop = ta_omp_loop(OMP_SIMD, loc, iv, lo, hi, step, body,
				simd_clauses(e, node, lanes));
	else if (parallel)
		loop = ta_omp_loop(OMP_FOR, loc, iv, lo, hi, step, body,
				   ta_sharing_clauses(e, node));
	else {
		append_to_statement_list(
			ta_runs_once(e->p, node) ?
			ta_tree_once(loc, iv, lo, hi, body) :
			while_loop(loc, iv, lo, hi, step, body,
				   is_scalar(e, node)),
			&list);
		return ta_tree_bind(vars, list);
	}
	if (simd && parallel)
		loop = ta_omp_loop(OMP_FOR, loc, NULL_TREE, NULL_TREE, NULL_TREE,
				NULL_TREE, loop,
				build_omp_clause(loc, OMP_CLAUSE_NOWAIT));
	if (!parallel)
		return ta_tree_bind(iv, loop);
	append_to_statement_list(
		ta_parallel_region(e, loc, iv, loop, NULL_TREE), &list);
	return ta_tree_bind(around, list);
}

/* Append to "list" the loop "node" over as much of [lo, hi) as is a multiple of
   "lanes", in vectors of so many; return where the rest begins, and add a
   variable to "vars".  What is left of it would else be done one by one. */
static tree emit_wide(ta_emit *e, const ta_node *node, tree lo, tree hi,
		      int lanes, tree *vars, tree *list)
{
	tree type = ta_index_type(), length;
	tree from = ta_tree_variable(e, "from", type, vars);
	location_t loc = ta_locus(node->loc);

	length = fold_build2(TRUNC_DIV_EXPR, type,
			     fold_build2(MINUS_EXPR, type, hi, lo),
			     build_int_cst(type, lanes));
	length = fold_build2(MAX_EXPR, type, length, build_int_cst(type, 0));
	length = fold_build2(MULT_EXPR, type, length,
			     build_int_cst(type, lanes));
	ta_tree_assign(loc, from, fold_build2(PLUS_EXPR, type, lo, length),
		       list);
	append_to_statement_list(ta_plain_version(e, node, lo, from, false, lanes),
				 list);
	return from;
}

/* The same, with those in it, past the cache, in streams or wide vectors first if
   that pays. */
static tree loop_version(ta_emit *e, const ta_node *node, tree lo, tree hi,
			 bool parallel, bool inner)
{
	tree vars = NULL_TREE, list = NULL_TREE, t;
	int lanes;

	if (parallel && node->collapse > 1)
		return ta_collapsed_version(e, node, lo, hi);
	if (!parallel && ta_copies_run(e->p, node))
		return ta_run_version(e, node, lo, hi);
	if (ta_bypasses(e, node))
		return ta_bypass_version(e, node, lo, hi, parallel);
	lanes = node->simd && !inner ? ta_libm_lanes(e, node) : 0;
	if (!parallel && !inner && node->simd && node->streams < 2 && !lanes
	    && (t = ta_overlap_version(e, node, lo, hi)))
		return t;
	if (parallel || inner || (node->streams < 2 && !lanes)
	    || has_stmt(e, node, is_by_truth))
		return ta_plain_version(e, node, lo, hi, parallel, lanes);
	if (node->streams >= 2)
		lo = ta_emit_streams(e, node, lo, hi, &vars, &list);
	else
		lo = emit_wide(e, node, lo, hi, lanes, &vars, &list);
	append_to_statement_list(ta_plain_version(e, node, lo, hi, false, 0),
				 &list);
	return ta_tree_bind(vars, list);
}

/* The same; what is made of values in it knows whether they are of vectors. */
tree ta_loop_version(ta_emit *e, const ta_node *node, tree lo, tree hi,
		     bool parallel)
{
	bool inner = has_inner(node->child[0]), around = e->simd;
	tree vars = NULL_TREE, list = NULL_TREE;
	const ta_fixed *outer = e->fixed;
	int nchoices = e->nchoices;
	ta_fixed fixed;

	e->simd = node->simd && !inner;
	if (e->simd) {
		outer = ta_read_fixed(e, node, lo, hi, &fixed, &vars, &list);
		ta_emit_choices(e, node, lo, hi, &vars, &list);
	}
	append_to_statement_list(loop_version(e, node, lo, hi, parallel, inner),
				 &list);
	e->fixed = outer;
	e->nchoices = nchoices;
	e->simd = around;
	return ta_tree_bind(vars, list);
}

/* Whether one thread is to run the loop "node" as several do: it is around loops,
   so that a call more does not count, and does the same then. */
static bool is_same_alone(const ta_emit *e, const ta_node *node)
{
	return !node->nreductions && node->collapse < 2 &&
	       has_inner(node->child[0]) && !ta_bypasses(e, node) &&
	       !ta_plan_has_call(node);
}

/* When the parallel loop "node" is to be run as threads do, or NULL for always.  What
   comes out the same in one piece as in blocks is not cut into blocks for one thread,
   which takes longer for less than a million elements; nor is a loop that there is
   twice shared by one thread, which saves it the call of libgomp and has sizes that the
   compiler knows as it does, unless that stores past the cache. */
static tree threads_condition(ta_emit *e, const ta_node *node)
{
	tree enough = node->work ? ta_tree_enough(e, node->work,
						  node->par_limit) : NULL_TREE;
	bool twice = !node->nreductions && !is_same_alone(e, node) &&
		     (enough || node->step == 1);
	tree several, past;

	if (!twice && !ta_blocks_exact(e, node))
		return enough;
	several = build2(GT_EXPR, boolean_type_node, ta_tree_most_threads(e),
			 integer_one_node);
	past = twice ? ta_tree_past_cache(e, node) : NULL_TREE;
	if (past)
		several = build2(TRUTH_ORIF_EXPR, boolean_type_node, several, past);
	return enough ? build2(TRUTH_ANDIF_EXPR, boolean_type_node, enough,
			       several) : several;
}

/* The loop "node" over [lo, hi), as many versions as it needs. */
static void emit_versions(ta_emit *e, const ta_node *node, tree lo, tree hi,
			  tree *list)
{
	bool may = node->parallel && !e->region && !e->serial;
	bool serial = e->serial;
	tree par, ser, cond;

	if (!may) {
		append_to_statement_list(ta_loop_version(e, node, lo, hi, false),
					 list);
		return;
	}
	cond = threads_condition(e, node);
	if (cond && is_same_alone(e, node))
		std::swap(e->enough, cond);
	par = node->nreductions ? ta_blocked_version(e, node, lo, hi) :
				  ta_loop_version(e, node, lo, hi, true);
	e->enough = NULL_TREE;
	if (!cond) {
		append_to_statement_list(par, list);
		return;
	}
	e->serial = true;
	ser = ta_loop_version(e, node, lo, hi, false);
	e->serial = serial;
	cond = build3(COND_EXPR, void_type_node, cond, par, ser);
	TREE_SIDE_EFFECTS(cond) = 1;
	append_to_statement_list(cond, list);
}

/* The loop "node" over [lo, hi) between the set-up of the accumulators that
   it begins and their end; binds them. */
static tree emit_reducing(ta_emit *e, const ta_node *node, tree lo, tree hi)
{
	bool *mine = XALLOCAVEC(bool, node->nreductions + 1);
	tree vars = NULL_TREE, list = NULL_TREE;

	for (int i = 0; i < node->nreductions; i++) {
		const ta_reduction *r = &node->reduction[i];

		mine[i] = !e->acc[r->stmt];
		if (!mine[i])
			continue;
		enter_stmt(e, node, r->stmt);
		ta_reduction_begin(e, r, &list);
		ta_reduction_bind(e, r->stmt, &vars);
	}
	emit_versions(e, node, lo, hi, &list);
	for (int i = 0; i < node->nreductions; i++) {
		const ta_reduction *r = &node->reduction[i];

		if (!mine[i])
			continue;
		enter_stmt(e, node, r->stmt);
		ta_reduction_end(e, r, &list);
	}
	return ta_tree_bind(vars, list);
}

/* Append the loop "node" to "list", as loops. */
void ta_emit_plain_loop(ta_emit *e, const ta_node *node, tree *list)
{
	tree vars = NULL_TREE, body = NULL_TREE, lo, hi, t;
	uint64_t step1 = e->step1, nonneg = e->nonneg;
	bool split = e->split;
	int ninverses = e->ninverses;

	ta_loop_bounds(e, node, &lo, &hi, &vars, &body);
	ta_emit_inverses(e, node, &vars, &body);
	if (ta_starts_nonneg(node))
		e->nonneg |= (uint64_t)1 << node->var;
	ta_take_part(e, node, &lo, &hi, &vars, &body);
	if (node->step == 1)
		e->step1 |= (uint64_t)1 << node->var;
	e->split |= node->split || node->scheduled;
	if (!node->nreductions) {
		emit_versions(e, node, lo, hi, &body);
	} else {
		t = build2(LT_EXPR, boolean_type_node, lo, hi);
		t = build3(COND_EXPR, void_type_node, t,
			   emit_reducing(e, node, lo, hi), NULL_TREE);
		TREE_SIDE_EFFECTS(t) = 1;
		append_to_statement_list(t, &body);
	}
	e->step1 = step1;
	e->nonneg = nonneg;
	e->split = split;
	e->ninverses = ninverses;
	append_to_statement_list(ta_tree_bind(vars, body), list);
}

/* Append the loop "node" to "list". */
void ta_emit_loop(ta_emit *e, const ta_node *node, tree *list)
{
	if (node->full)
		ta_emit_full(e, node, list);
	else if (node->only)
		ta_emit_only(e, node, list);
	else if (node->transposes && ta_has_turns())
		ta_emit_transpose(e, node, list);
	else if (node->holds)
		ta_emit_held(e, node, list);
	else if (is_written_out(e, node))
		ta_emit_written_out(e, list);
	else if (node->columns && !e->region && !e->serial)
		ta_emit_columns(e, node, list);
	else
		ta_emit_plain_loop(e, node, list);
}
