/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-guard.cc - what must hold at run time, tested when a kernel is
   entered.

   Index polynomials over the parameters are evaluated without wrapping
   (emit-sizes.cc).  A guard that fails leaves the kernel before it has done
   anything, through one common exit:

	if (((n | m) >> 30) != 0)
	  {
	    if (!(8. * n * m + ... < 2^62)) { path = 513; goto leave; }
	    what else follows from the sizes being small
	  }
	if (!(C - A >= n * m)) { path = 257; goto leave; } ...
	...
	return 1;
	leave: if (watch) tensoraot_leave (...); return 0; */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"
#include "tensoraot_rt.h"

/* The conjunction of "a", which may be NULL, and "b". */
static tree both(tree a, tree b)
{
	if (!a)
		return b;
	return build2(TRUTH_ANDIF_EXPR, boolean_type_node, a, b);
}

/* The disjunction of "a", which may be NULL, and "b". */
static tree either(tree a, tree b)
{
	if (!a)
		return b;
	return build2(TRUTH_ORIF_EXPR, boolean_type_node, a, b);
}

/* a "code" b. */
static tree compare(enum tree_code code, tree a, tree b)
{
	return fold_build2(code, boolean_type_node, a, b);
}

/* x "code" k, in 64 bits, which are known to hold it. */
static tree compare_idx(ta_emit *e, enum tree_code code, const ta_idx *x,
			tree k)
{
	ta_check_size(e, x);
	return compare(code, ta_tree_idx(e, x, ta_index_type()), k);
}

/* x >= 0. */
static tree idx_nonneg(ta_emit *e, const ta_idx *x)
{
	return compare_idx(e, GE_EXPR, x, build_int_cst(ta_index_type(), 0));
}

/* x + k, where that cannot overflow. */
static const ta_idx *plus(ta_emit *e, const ta_idx *x, int64_t k)
{
	const ta_idx *y = ta_idx_addk(e->p->arena, x, k);

	if (!y)
		ta_bug("a size overflows");
	return y;
}

/* x - y. */
static const ta_idx *minus(ta_emit *e, const ta_idx *x, const ta_idx *y)
{
	const ta_idx *d = ta_idx_sub(e->p->arena, x, y);

	if (!d)
		ta_bug("the difference of two bounds overflows");
	return d;
}

/* The size of the elements of side "i" of the DISJOINT guard "g". */
static int elem_size(ta_emit *e, const ta_guard *g, int i)
{
	return ta_type_size(e->p->array[g->array[i]].elem);
}

/* The bytes that "x" elements of side "i" of "g" take. */
static const ta_idx *in_bytes(ta_emit *e, const ta_guard *g, int i,
			      const ta_idx *x)
{
	const ta_idx *y = ta_idx_scale(e->p->arena, x, elem_size(e, g, i));

	if (!y)
		ta_bug("a size overflows");
	return y;
}

/* How far, in bytes and seen from its base, the end of region "i" of "g" is
   from the beginning of the other region, seen from that one's base. */
static const ta_idx *reach(ta_emit *e, const ta_guard *g, int i)
{
	return minus(e, in_bytes(e, g, i, plus(e, g->hi[i], 1)),
		     in_bytes(e, g, !i, g->lo[!i]));
}

/* How many bytes of a row side "i" of "g" touches. */
static const ta_idx *row_width(ta_emit *e, const ta_guard *g, int i)
{
	return in_bytes(e, g, i, plus(e, minus(e, g->row_hi[i], g->row_lo[i]),
				      1));
}

/* How far the row that side 1 of "g" touches begins after that of side 0, in
   bytes and but for their bases. */
static const ta_idx *row_shift(ta_emit *e, const ta_guard *g)
{
	return minus(e, in_bytes(e, g, 1, g->row_lo[1]),
		     in_bytes(e, g, 0, g->row_lo[0]));
}

/* Not negative when region "i" of "g" is empty. */
static const ta_idx *emptiness(ta_emit *e, const ta_guard *g, int i)
{
	return plus(e, minus(e, g->lo[i], g->hi[i]), -1);
}

/* Call "fn" with "e" on every polynomial over parameters alone that the test of
   "g" evaluates exactly. */
void ta_each_size(ta_emit *e, const ta_guard *g,
		  void (*fn)(ta_emit *e, const ta_idx *x))
{
	if (g->kind == TA_GUARD_GE0)
		fn(e, g->idx);
	if (g->kind == TA_GUARD_NUMBERS)
		for (int i = 0; i < g->nwhen; i++)
			fn(e, g->when[i]);
	if (g->kind != TA_GUARD_DISJOINT)
		return;
	for (int i = 0; i < 2; i++) {
		fn(e, reach(e, g, i));
		fn(e, emptiness(e, g, i));
		if (!g->period[i])
			continue;
		fn(e, in_bytes(e, g, i, g->period[i]));
		fn(e, row_width(e, g, i));
	}
	if (g->period[0])
		fn(e, row_shift(e, g));
}

/* The distance of the bases of the two sides of "g" in bytes.  Pointers to
   objects of one process are less than 2^63 apart. */
static tree base_distance(ta_emit *e, const ta_guard *g)
{
	tree base[2], u = unsigned_type_for(ta_index_type());

	for (int k = 0; k < 2; k++)
		base[k] = fold_convert(u, fold_convert(pointer_sized_int_node,
				e->param[e->p->array[g->array[k]].base]));
	u = fold_build2(MINUS_EXPR, u, base[1], base[0]);
	return fold_convert(ta_index_type(), u);
}

/* The regions of "g" have rows of one length, and touch different parts of
   them: with r = the distance between their rows, modulo the length,
   r >= the width of the first, and r + the width of the second <= length. */
static tree interleaved(ta_emit *e, const ta_guard *g)
{
	const ta_idx *len[2], *shift = row_shift(e, g), *width;
	tree type = ta_index_type(), p, r, w, all;

	for (int i = 0; i < 2; i++)
		len[i] = in_bytes(e, g, i, g->period[i]);
	p = ta_tree_idx(e, len[0], type);
	all = compare_idx(e, GT_EXPR, len[0], build_int_cst(type, 0));
	all = both(all, compare_idx(e, EQ_EXPR, len[1], p));
	ta_check_size(e, shift);
	r = fold_build2(PLUS_EXPR, type, base_distance(e, g),
			ta_tree_idx(e, shift, type));
	r = save_expr(fold_build2(FLOOR_MOD_EXPR, type, r, p));
	all = both(all, compare_idx(e, LE_EXPR, row_width(e, g, 0), r));
	width = row_width(e, g, 1);
	ta_check_size(e, width);
	w = fold_build2(PLUS_EXPR, type, r, ta_tree_idx(e, width, type));
	return both(all, compare(LE_EXPR, w, unshare_expr(p)));
}

/* Region "i" of "g" ends before the other begins. */
static tree ends_before(ta_emit *e, const ta_guard *g, int i)
{
	tree d = base_distance(e, g);

	if (i)
		d = fold_build1(NEGATE_EXPR, ta_index_type(), d);
	return compare_idx(e, LE_EXPR, reach(e, g, i), d);
}

/* One region of "g" ends before the other begins, or one is empty, or they
   interleave, or the two arrays are one where that may be. */
static tree disjoint(ta_emit *e, const ta_guard *g)
{
	tree ok = either(ends_before(e, g, 0), ends_before(e, g, 1));

	if (g->equal)
		ok = either(ok, compare(EQ_EXPR, base_distance(e, g),
					build_int_cst(ta_index_type(), 0)));
	if (g->period[0])
		ok = either(ok, interleaved(e, g));
	for (int i = 0; i < 2; i++)
		ok = either(ok, idx_nonneg(e, emptiness(e, g, i)));
	return ok;
}

/* The address of "fn" is not null, and "also", which may be NULL. */
static tree present(tree fn, tree also)
{
	tree addr = build1(ADDR_EXPR, build_pointer_type(TREE_TYPE(fn)), fn);

	return both(also, build2(NE_EXPR, boolean_type_node, addr,
				 build_int_cst(TREE_TYPE(addr), 0)));
}

/* The routine that adds up absolute values of what the guard "g" is about. */
static tree asum_decl(ta_emit *e, const ta_guard *g)
{
	enum ta_type elem = e->p->array[g->array[0]].elem;
	tree type = ta_gcc_type(elem), ptr = build_pointer_type(type);
	const char *name = elem == TA_F32 ? "cblas_sasum" :
			   elem == TA_F64 ? "cblas_dasum" :
			   elem == TA_C64 ? "cblas_scasum" : "cblas_dzasum";

	if (COMPLEX_FLOAT_TYPE_P(type))
		type = TREE_TYPE(type);
	return ta_extern_fn(name, build_function_type_list(
				    type, integer_type_node, ptr,
				    integer_type_node, NULL_TREE), true);
}

/* Add to "fns" the routine "fn" unless it is there. */
static void add_routine(tree fn, vec<tree> *fns)
{
	for (tree known : *fns)
		if (DECL_NAME(known) == DECL_NAME(fn))
			return;
	fns->safe_push(fn);
}

/* Add to "fns" the routines of the library that "node" calls. */
static void add_routines(ta_emit *e, const ta_node *node, vec<tree> *fns)
{
	if (!node)
		return;
	for (int i = 0; i < node->nconds; i++)
		if (node->cond[i]->kind == TA_GUARD_FINITE)
			add_routine(asum_decl(e, node->cond[i]), fns);
	if (ta_node_needs_library(node))
		add_routine(ta_blas_decl(node->routine), fns);
	for (int i = 0; i < node->nchildren; i++)
		add_routines(e, node->child[i], fns);
}

/* The addresses of all routines that the plan calls are not null; NULL if it
   calls none. */
static tree linked(ta_emit *e)
{
	auto_vec<tree> fns;
	tree all = NULL_TREE;

	add_routines(e, e->p->plan, &fns);
	for (tree fn : fns)
		all = present(fn, all);
	return all;
}

/* The library's routines that the plan calls can be called: they are there, so
   is what sets their number of threads where that is limited, and none of
   them is at work for this kernel in this thread.  A program that has its own
   BLAS may implement it with the very loops that the kernel replaces. */
static tree callable(ta_emit *e)
{
	tree t = linked(e);

	if (!t)
		return boolean_true_node;
	if (e->p->serial || e->p->deterministic || e->p->threads)
		t = present(ta_omp_decl("omp_set_num_threads"),
			    present(ta_omp_decl("omp_get_max_threads"), t));
	if (e->p->threads)
		t = present(ta_omp_decl("omp_get_thread_limit"), t);
	return both(t, build1(TRUTH_NOT_EXPR, boolean_type_node,
			      ta_tree_calling(e)));
}

/* Whether the library may wait for threads that it does not get. */
static bool needs_team(const ta_emit *e)
{
	return !e->p->serial && !e->p->deterministic &&
	       ta_plan_has_call(e->p->plan);
}

/* The value of the function "name" of the OpenMP runtime, or "other" where that
   is not linked. */
static tree omp_value(const char *name, tree other)
{
	tree fn = ta_omp_decl(name);

	return build3(COND_EXPR, integer_type_node, present(fn, NULL_TREE),
		      build_call_expr(fn, 0), other);
}

/* The OpenMP runtime gives a region as many threads as it says: an OpenBLAS that
   is built for OpenMP waits for all of them, for ever. */
static tree whole_team(void)
{
	tree all = omp_value("omp_get_thread_limit",
			     TYPE_MAX_VALUE(integer_type_node));
	tree most = omp_value("omp_get_max_threads", integer_one_node);
	tree fewer = omp_value("omp_get_dynamic", integer_zero_node);

	return both(compare(LE_EXPR, most, all),
		    compare(EQ_EXPR, fewer, integer_zero_node));
}

/* "x" is neither zero nor NaN; of a complex number: neither part is NaN, and
   one is not zero. */
static tree nonzero(tree x)
{
	tree zero, type = TREE_TYPE(x), sum;

	if (COMPLEX_FLOAT_TYPE_P(type)) {
		type = TREE_TYPE(type);
		x = save_expr(x);
		sum = build2(PLUS_EXPR, type,
			     build1(ABS_EXPR, type,
				    build1(REALPART_EXPR, type, x)),
			     build1(ABS_EXPR, type,
				    build1(IMAGPART_EXPR, type, x)));
		return build2(GT_EXPR, boolean_type_node, sum,
			      ta_tree_real(type, 0));
	}
	if (!SCALAR_FLOAT_TYPE_P(type))
		return build2(NE_EXPR, boolean_type_node, x,
			      build_int_cst(type, 0));
	zero = ta_tree_real(type, 0);
	x = save_expr(x);
	return build2(TRUTH_ORIF_EXPR, boolean_type_node,
		      build2(LT_EXPR, boolean_type_node, x, zero),
		      build2(GT_EXPR, boolean_type_node, x, zero));
}

/* "x" >= "limit" for an amount of work "x": in integers where that is cheap
   and exact, else in double. */
tree ta_tree_enough(ta_emit *e, const ta_idx *x, double limit)
{
	tree type = ta_index_type(), v;

	if (limit > -1e15 && limit < 1e15 && limit == (double)(int64_t)limit &&
	    ta_size_fits(e, x))
		return compare(GE_EXPR, ta_tree_idx(e, x, type),
			       build_int_cst(type, (int64_t)limit));
	if (limit > 0 && limit < 1e9 && ta_idx_sole_var(x) >= 0) {
		int var = ta_idx_sole_var(x);

		v = var < TA_PARAM0 ? e->var[var] : e->param[var - TA_PARAM0];
		if (TYPE_PRECISION(TREE_TYPE(v)) >= 32)
			return compare(GE_EXPR, v, build_int_cst(TREE_TYPE(v),
						(int64_t)limit));
	}
	return compare(GE_EXPR, ta_tree_double(e, x),
		       ta_tree_real(double_type_node, limit));
}

/* for (x = 0; x < end; x += step) body, with "x" a new variable. */
static tree count_up(ta_emit *e, tree x, const ta_idx *end, int64_t step,
		     tree body)
{
	tree type = ta_index_type();

	return ta_tree_bind(x, ta_tree_loop(e->loc, x, build_int_cst(type, 0),
					    ta_tree_idx(e, end, type),
					    build_int_cst(type, step), body));
}

/* The test that the element "x" of the edge of the guard "g" is not 0, or not
   -0, the float whose bits are those of the least integer. */
static tree not_zero(const ta_guard *g, tree x)
{
	tree elem = TREE_TYPE(x), bits;

	if (g->zeros)
		return build2(NE_EXPR, boolean_type_node, x,
			      ta_tree_real(elem, 0));
	bits = lang_hooks.types.type_for_size(tree_to_uhwi(TYPE_SIZE(elem)), 0);
	return build2(NE_EXPR, boolean_type_node,
		      build1(VIEW_CONVERT_EXPR, bits, x), TYPE_MIN_VALUE(bits));
}

/* Append to "list": "to" is false if an element of the edge of the guard "g" is
   a zero that it is not to be. */
static void emit_edge(ta_emit *e, const ta_guard *g, tree to, tree *list)
{
	tree type = ta_index_type(), x, at, body = NULL_TREE;
	tree i = ta_tree_local(e, "edge", type);
	tree ptr = ta_tree_element(e, g->array[0], g->idx);
	tree elem = TREE_TYPE(TREE_TYPE(ptr));

	at = build2(MULT_EXPR, type, i, ta_tree_idx(e, g->hi[0], type));
	at = build2(MULT_EXPR, sizetype, fold_convert(sizetype, at),
		    fold_convert(sizetype, TYPE_SIZE_UNIT(elem)));
	at = build2(POINTER_PLUS_EXPR, TREE_TYPE(ptr), ptr, at);
	x = not_zero(g, build_fold_indirect_ref(at));
	ta_tree_assign(e->loc, to, build2(TRUTH_AND_EXPR, boolean_type_node, to,
					  x), &body);
	append_to_statement_list(count_up(e, i, g->hi[1], 1, body), list);
}

/* for (j = first; j < end; j += step) body, over what the guard "g" is about of
   row "i", with "j" a new variable. */
static tree along_row(ta_emit *e, const ta_guard *g, tree i, tree j,
		      int64_t step, tree body)
{
	tree type = ta_index_type(), first = build_int_cst(type, 0);
	tree end = ta_tree_idx(e, g->row_hi[0], type);

	if (g->half == TA_HALF_UPPER)
		first = build2(PLUS_EXPR, type, i,
			       build_int_cst(type, g->strict));
	if (g->half == TA_HALF_LOWER)
		end = build2(PLUS_EXPR, type, i,
			     build_int_cst(type, !g->strict));
	return ta_tree_bind(j, ta_tree_loop(e->loc, j, first, end,
					    build_int_cst(type, step), body));
}

/* Append to "list": "to" becomes whether the matrix of the guard "g" has
   neither infinities nor NaN, if it is true: the sum of its absolute values has
   a difference of zero to itself.  Parts of rows are short enough for the
   library to use one thread; several threads share large ones. */
void ta_emit_finite(ta_emit *e, const ta_guard *g, tree to, tree *list)
{
	enum { PART = 4096, SHARED = 100000 };
	tree fn = asum_decl(e, g), real = TREE_TYPE(TREE_TYPE(fn));
	tree type = ta_index_type(), body = NULL_TREE, then = NULL_TREE, at, t;
	tree all, sum = ta_tree_local(e, "sum", real);
	tree i = ta_tree_local(e, "row", type), j = ta_tree_local(e, "col", type);
	tree ptr = ta_tree_element(e, g->array[0], g->lo[0]);

	at = build2(PLUS_EXPR, type,
		    build2(MULT_EXPR, type, i,
			   ta_tree_idx(e, g->period[0], type)), j);
	at = build2(MULT_EXPR, sizetype, fold_convert(sizetype, at),
		    fold_convert(sizetype,
				 TYPE_SIZE_UNIT(TREE_TYPE(TREE_TYPE(ptr)))));
	at = build2(POINTER_PLUS_EXPR, TREE_TYPE(ptr), ptr, at);
	t = g->half == TA_HALF_LOWER
		    ? build2(PLUS_EXPR, type, i,
			     build_int_cst(type, !g->strict))
		    : ta_tree_idx(e, g->row_hi[0], type);
	t = build2(MINUS_EXPR, type, t, j);
	t = build2(MIN_EXPR, type, t, build_int_cst(type, PART));
	t = build_call_expr_loc(e->loc, fn, 3,
				fold_convert(integer_type_node, t), at,
				integer_one_node);
	ta_tree_assign(e->loc, sum, build2(PLUS_EXPR, real, sum, t), &body);
	all = build2(MULT_EXPR, double_type_node, ta_tree_double(e, g->row_lo[0]),
		     ta_tree_double(e, g->row_hi[0]));
	body = ta_tree_sum_rows(e, i, ta_tree_idx(e, g->row_lo[0], type), all,
				SHARED, sum, along_row(e, g, i, j, PART, body));
	ta_tree_assign(e->loc, sum, ta_tree_real(real, 0), &then);
	append_to_statement_list(body, &then);
	ta_tree_assign(e->loc, to, build2(EQ_EXPR, boolean_type_node,
					  build2(MINUS_EXPR, real, sum, sum),
					  ta_tree_real(real, 0)), &then);
	if (g->idx)
		emit_edge(e, g, to, &then);
	t = build3_loc(e->loc, COND_EXPR, void_type_node, to,
		       ta_tree_bind(sum, then), NULL_TREE);
	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, list);
}

/* The WORK guard "g". */
static tree enough_work(ta_emit *e, const ta_guard *g)
{
	tree t = ta_tree_enough(e, g->idx, g->limit), one;

	if (!g->several || e->region || e->serial || e->p->deterministic)
		return t;
	one = build2(LE_EXPR, boolean_type_node, ta_tree_most_threads(e),
		     integer_one_node);
	return both(t, build2(TRUTH_ORIF_EXPR, boolean_type_node, one,
			      ta_tree_enough(e, g->idx, g->several)));
}

/* The condition "g", evaluated where the kernel is entered or in its plan. */
tree ta_tree_guard(ta_emit *e, const ta_guard *g)
{
	tree t;

	switch (g->kind) {
	case TA_GUARD_GE0:
		return idx_nonneg(e, g->idx);
	case TA_GUARD_DISJOINT:
		return disjoint(e, g);
	case TA_GUARD_NONZERO:
		return nonzero(ta_tree_expr(e, g->expr));
	case TA_GUARD_BLAS:
		t = callable(e);
		return needs_team(e) ? both(t, whole_team()) : t;
	case TA_GUARD_ASSUME:
		t = ta_tree_expr(e, g->expr);
		return build2(NE_EXPR, boolean_type_node, t,
			      fold_convert(TREE_TYPE(t), integer_zero_node));
	case TA_GUARD_WORK:
		return enough_work(e, g);
	case TA_GUARD_THREADS:
		if (e->region || e->serial)
			return boolean_false_node;
		return compare(GT_EXPR, ta_tree_most_threads(e), integer_one_node);
	case TA_GUARD_FINITE:
	case TA_GUARD_SCRATCH:
	case TA_GUARD_NUMBERS:
		break;
	}
	ta_bug("a guard has no kind");
}

/* What the record of a call says when guard "i" fails. */
static int failed_path(const ta_guard *g, int i)
{
	if (g->kind == TA_GUARD_WORK || g->kind == TA_GUARD_THREADS)
		return TENSORAOT_SMALL;
	if (g->kind == TA_GUARD_BLAS)
		return TENSORAOT_NO_BLAS;
	return TENSORAOT_GUARD | i << 8;
}

/* "cond", which is "likely" to hold or not to hold. */
tree ta_tree_expected(tree cond, bool likely)
{
	tree type = long_integer_type_node;
	tree fn = builtin_decl_explicit(BUILT_IN_EXPECT_WITH_PROBABILITY);

	if (!fn)
		return cond;
	cond = build_call_expr(fn, 3, fold_convert(type, cond),
			       build_int_cst(type, likely),
			       ta_tree_real(double_type_node, 0.9999));
	return compare(NE_EXPR, cond, build_int_cst(type, 0));
}

/* Append to "list": leave the kernel on "path" if "cond" does not hold; memory
   that is held is freed first. */
static void leave_unless(ta_emit *e, tree cond, int path, tree *list)
{
	tree out = NULL_TREE, t;

	ta_release_all(e, &out);
	ta_tree_assign(e->loc, e->path, build_int_cst(integer_type_node, path),
		       &out);
	append_to_statement_list(build1_loc(e->loc, GOTO_EXPR, void_type_node,
					    e->leave), &out);
	t = fold_build1(TRUTH_NOT_EXPR, boolean_type_node, cond);
	ta_tree_if(ta_tree_expected(t, false), out, NULL_TREE, list);
}

/* The guards of the record of a kernel, whose number is returned: those of the
   program, then that sizes fit into 64 bits and that the library gets its
   threads, as far as that is tested.  Their texts go to "text" unless it is
   NULL. */
int ta_recorded_guards(ta_emit *e, const char **text)
{
	int n = 0;

	for (; n < e->p->nguards; n++)
		if (text)
			text[n] = e->p->guard[n]->text;
	if (e->sizes.nproducts && text)
		text[n] = "64 bits hold all sizes";
	n += e->sizes.nproducts > 0;
	if (!needs_team(e))
		return n;
	if (text)
		text[n] = "OpenMP gives as many threads as it says";
	return n + 1;
}

/* Append to "list": leave the kernel if the library cannot be called. */
static void emit_library(ta_emit *e, int i, tree *list)
{
	int last = ta_recorded_guards(e, NULL) - 1;

	leave_unless(e, callable(e), failed_path(e->p->guard[i], i), list);
	if (needs_team(e))
		leave_unless(e, whole_team(), TENSORAOT_GUARD | last << 8,
			     list);
}

/* Append to "list": leave the kernel if guard "i" does not hold. */
static void emit_guard(ta_emit *e, int i, tree *list)
{
	const ta_guard *g = e->p->guard[i];
	tree vars = NULL_TREE, body = NULL_TREE, t;

	if (g->kind == TA_GUARD_BLAS) {
		emit_library(e, i, list);
		return;
	}
	t = g->kind == TA_GUARD_NUMBERS ?
		    ta_tree_numbers(e, g, NULL, &vars, &body) :
		    ta_tree_guard(e, g);
	leave_unless(e, t, failed_path(g, i), &body);
	append_to_statement_list(ta_tree_bind(vars, body), list);
}

/* Append the exit "node" of the plan to "list".  A call that is checked asked
   before it did anything. */
void ta_emit_exit(ta_emit *e, const ta_node *node, tree *list)
{
	const ta_guard *g = node->cond[0];
	tree vars = NULL_TREE, body = NULL_TREE, t;

	if (e->check)
		return;
	if (e->region)
		ta_bug("an exit is in a parallel region");
	t = ta_tree_numbers(e, g, node, &vars, &body);
	leave_unless(e, t, failed_path(g, ta_guard_number(e->p, g)), &body);
	append_to_statement_list(ta_tree_bind(vars, body), list);
}

/* Whether guard "g" is about polynomials in sizes alone. */
static bool is_sized(const ta_guard *g)
{
	return g->kind == TA_GUARD_GE0 || g->kind == TA_GUARD_DISJOINT;
}

/* Append the guards of kind "kind" to "list": those of which "implied" is what
   the sizes being small implies. */
static void emit_kind(ta_emit *e, enum ta_guard_kind kind, bool implied,
		      tree *list)
{
	for (int i = 0; i < e->p->nguards; i++)
		if (e->p->guard[i]->kind == kind &&
		    ta_small_implies(e, e->p->guard[i]) == implied)
			emit_guard(e, i, list);
}

/* Append to "list": leave the kernel, for what the guard after the last says,
   where 64 bits do not hold what is computed of the sizes.  Sizes that are
   small are not looked at: guards that this implies hold, too. */
static void emit_fit(ta_emit *e, tree *list)
{
	tree large = NULL_TREE, small, t;

	if (!e->sizes.nproducts) {
		emit_kind(e, TA_GUARD_GE0, true, list);
		return;
	}
	leave_unless(e, ta_tree_fit(e), TENSORAOT_GUARD | e->p->nguards << 8,
		     &large);
	emit_kind(e, TA_GUARD_GE0, true, &large);
	small = ta_tree_small(e);
	if (!small) {
		append_to_statement_list(large, list);
		return;
	}
	t = fold_build1(TRUTH_NOT_EXPR, boolean_type_node, small);
	ta_tree_if(ta_tree_expected(t, false), large, NULL_TREE, list);
}

/* Append the guards about sizes to "list", those that overlap last. */
static void emit_sizes(ta_emit *e, tree *list)
{
	emit_fit(e, list);
	emit_kind(e, TA_GUARD_GE0, false, list);
	emit_kind(e, TA_GUARD_DISJOINT, false, list);
}

/* Append to "list": leave the kernel if some guard does not hold.  The caller
   has tested whether there is enough work, unless calls are recorded. */
void ta_emit_guards(ta_emit *e, tree *list)
{
	tree work = NULL_TREE, t;

	for (int i = 0; i < e->p->nguards; i++)
		if (e->p->guard[i]->kind == TA_GUARD_WORK)
			emit_guard(e, i, &work);
	if (work) {
		t = build3_loc(e->loc, COND_EXPR, void_type_node,
			       ta_tree_expected(e->watch, false), work, NULL_TREE);
		TREE_SIDE_EFFECTS(t) = 1;
		append_to_statement_list(t, list);
	}
	for (int i = 0; i < e->p->nguards; i++)
		if (!is_sized(e->p->guard[i]) &&
		    e->p->guard[i]->kind != TA_GUARD_NUMBERS &&
		    e->p->guard[i]->kind != TA_GUARD_WORK)
			emit_guard(e, i, list);
	emit_sizes(e, list);
	for (int i = 0; i < e->p->nguards; i++)
		if (e->p->guard[i]->kind == TA_GUARD_NUMBERS)
			emit_guard(e, i, list);
}
