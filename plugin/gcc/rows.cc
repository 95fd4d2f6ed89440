/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rows.cc - a table of pointers to rows as a matrix.

	double **A: A[i][j]	->	A_row + i * A_pitch + j

   Assumes an extraction whose stores are numbered.  A pointer that is loaded
   from a table, at a place that loops move, points to a row.  Where the rows
   that the region uses are equally far apart they are one array: row 0 and the
   pitch become parameters.  On entry a function of its own (emit-rows.cc) looks
   through the table and gives the pitch, or a negative number, which a guard
   refuses.  Only the first and the last row that the loops load and what is
   between them are looked at: that is found when the domains of all loads are
   known, and put into the handles of the parameters then.  Leaves true that
   no store of the region may change the table. */
#include "gcc-compat.h"
#include "extract.h"
#include "emit.h"

/* Return a declaration called "name" with "what" behind it, a name that no
   other parameter has. */
static tree row_key(ta_extraction *x, int table, const char *what, tree type)
{
	const char *name = ta_sprintf(x->a, "%s_%s",
				      x->p->param[table].name, what);

	return build_decl(UNKNOWN_LOCATION, VAR_DECL, get_identifier(name),
			  type);
}

/* Return the rows of "type" whose pointers are in the table at parameter
   "table". */
static ta_rows *find_rows(ta_extraction *x, int table, tree type)
{
	ta_rows *rows;
	unsigned i;
	tree key;

	for (i = 0; i < x->rows.length(); i++)
		if (x->rows[i]->table == table
		    && x->rows[i]->type == type)
			return x->rows[i];
	rows = new ta_rows();
	x->rows.safe_push(rows);
	rows->table = table;
	rows->type = type;
	key = row_key(x, table, "row", build_pointer_type(type));
	rows->base = ta_x_new_param(x, key, TA_PTR);
	key = row_key(x, table, "pitch", ssizetype);
	rows->pitch = ta_x_new_param(x, key, TA_I64);
	ta_x_assume(x, ta_idx_param(x->a, rows->pitch),
		    ta_sprintf(x->a, "rows of %s are equally far apart",
			       x->p->param[table].name));
	return rows;
}

/* Return the number of the row that "g" loads the pointer to, counted from the
   start of the table at parameter *table; NULL if that is not known. */
static const ta_idx *row_number(ta_extraction *x, gassign *g, int *table)
{
	class loop *at = ta_x_loop(x, gimple_bb(g));
	ta_value v = ta_x_address(x, gimple_assign_rhs1(g), at);

	*table = v.base;
	return v.idx && v.base >= 0
		       ? ta_idx_divk(x->a, v.idx, POINTER_SIZE_UNITS)
		       : NULL;
}

/* Return true if "row" counts rows one by one. */
static bool counts(const ta_idx *row)
{
	bool any = false;
	int t, j;

	for (t = 0; row && t < row->nterms; t++)
		for (j = 0; j < row->term[t].nvars; j++) {
			if (row->term[t].var[j] >= TA_PARAM0)
				continue;
			any = true;
			if (row->term[t].nvars > 1
			    || (row->term[t].coef != 1
				&& row->term[t].coef != -1))
				return false;
		}
	return any;
}

/* Return true if "type" is one that elements of rows have. */
static bool element_type(tree type)
{
	enum ta_type t = ta_x_type(type);

	return t != TA_VOID && t != TA_PTR;
}

/* Return the address that "g", in the region, loads from a table of rows;
   its "idx" is NULL if it does nothing of the kind. */
ta_value ta_x_row(ta_extraction *x, gassign *g)
{
	tree ref = gimple_assign_rhs1(g), type = TREE_TYPE(ref);
	ta_value v = { -1, NULL, false };
	const ta_idx *row;
	ta_rows *rows;
	int table;

	if (!POINTER_TYPE_P(type) || !element_type(TREE_TYPE(type))
	    || TREE_THIS_VOLATILE(ref) || TYPE_VOLATILE(type)
	    || reverse_storage_order_for_component_p(ref))
		return v;
	row = row_number(x, g, &table);
	if (!counts(row))
		return v;
	if (ta_x_clobbered(x, ref)) {
		ta_x_note(x, TA_REASON_INVARIANT, x->p->param[table].name);
		return v;
	}
	rows = find_rows(x, table, TYPE_MAIN_VARIANT(TREE_TYPE(type)));
	if (!ta_x_busy(row) && !rows->loads.contains(g))
		rows->loads.safe_push(g);
	v.base = rows->base;
	v.exact = true;
	v.idx = ta_idx_scale(x->a,
			     ta_idx_mul(x->a, row,
					ta_idx_param(x->a, rows->pitch)),
			     tree_to_shwi(TYPE_SIZE_UNIT(rows->type)));
	return v;
}

/* Return true if the address "v" is not in a row that is more than a row: a
   matrix, found through a table of matrices.  Such are better worked on one by
   one than only if they are equally far apart. */
bool ta_x_row_fits(ta_extraction *x, ta_value v)
{
	unsigned i;
	int t, j;

	for (i = 0; i < x->rows.length(); i++) {
		const ta_idx *in;

		if (x->rows[i]->base != v.base)
			continue;
		in = ta_idx_without(x->a, v.idx,
				    TA_PARAM0 + x->rows[i]->pitch);
		for (t = 0; t < in->nterms; t++)
			for (j = 0; in->term[t].nvars > 1
				    && j < in->term[t].nvars; j++)
				if (in->term[t].var[j] < TA_PARAM0)
					return false;
	}
	return true;
}

/* What is known of the rows that are used: "lo" and below "hi" if "some". */
struct row_range {
	tree some, lo, hi;
};

/* Set *range to what the conditions "q" on a number, variable "var", and on
   parameters say; return false if a bound is no simple one. */
static bool range_of(ta_extraction *x, const ta_idx *const *q, int n, int var,
		     row_range *range)
{
	tree zero = build_int_cst(ssizetype, 0), t;
	int64_t k;
	int i;

	range->some = boolean_true_node;
	range->lo = range->hi = NULL_TREE;
	for (i = 0; i < n; i++) {
		const ta_idx *c = ta_idx_coef(x->a, q[i], var);
		const ta_idx *rest = ta_idx_without(x->a, q[i], var);

		if (!c || !ta_idx_is_const(c, &k) || k < -1 || k > 1
		    || ta_x_busy(q[i]) || ta_idx_uses_iters(rest))
			return false;
		t = ta_x_size_tree(x, k > 0 ? ta_idx_scale(x->a, rest, -1)
				   : k < 0  ? ta_idx_addk(x->a, rest, 1)
					    : rest);
		if (!k)
			range->some = fold_build2(
				TRUTH_AND_EXPR, boolean_type_node, range->some,
				fold_build2(GE_EXPR, boolean_type_node, t,
					    zero));
		else if (k > 0)
			range->lo = range->lo ? fold_build2(MAX_EXPR,
							    ssizetype,
							    range->lo, t)
					      : t;
		else
			range->hi = range->hi ? fold_build2(MIN_EXPR,
							    ssizetype,
							    range->hi, t)
					      : t;
	}
	if (!range->lo || !range->hi)
		return false;
	range->some = fold_build2(TRUTH_AND_EXPR, boolean_type_node,
				  range->some,
				  fold_build2(LT_EXPR, boolean_type_node,
					      unshare_expr(range->lo),
					      unshare_expr(range->hi)));
	return true;
}

/* Set *range to the rows whose pointers "g" loads; return false if that cannot
   be said. */
static bool load_range(ta_extraction *x, gassign *g, row_range *range)
{
	int table, var, n;
	const ta_idx *row = row_number(x, g, &table), *v, **q;
	class loop *in = ta_x_loop(x, gimple_bb(g));
	ta_stmt *s = TA_NEW(x->a, ta_stmt);

	s->depth = ta_x_dims(x, in);
	if (!row || !ta_x_domain(x, s, in)
	    || !ta_x_predicate(x, s, gimple_bb(g), in, NULL))
		return false;
	var = TA_PARAM0 + x->p->nparams;	/* none that these made */
	v = ta_idx_sub(x->a, ta_idx_var(x->a, var), row);
	TA_PUSH(x->a, s->cons, s->ncons, v);
	v = ta_idx_scale(x->a, v, -1);
	TA_PUSH(x->a, s->cons, s->ncons, v);
	if (!ta_project(x->a, s->cons, s->ncons, &q, &n)
	    || !range_of(x, q, n, var, range))
		return false;
	range->some = fold_build2(TRUTH_AND_EXPR, boolean_type_node,
				  range->some, ta_x_assumed(x, s));
	return true;
}

/* Set *all to the rows from the first to the last that "rows" is loaded for;
   return false if that cannot be said. */
static bool all_rows(ta_extraction *x, const ta_rows *rows, row_range *all)
{
	tree far = build_int_cst(ssizetype, (int64_t)1 << 60);
	tree before = fold_build1(NEGATE_EXPR, ssizetype, far), t;
	row_range one;
	unsigned i;

	all->lo = far;
	all->hi = before;
	for (i = 0; i < rows->loads.length(); i++) {
		if (!load_range(x, as_a<gassign *>(rows->loads[i]), &one))
			return false;
		t = ta_x_choose(one.some, one.lo, far);
		all->lo = fold_build2(MIN_EXPR, ssizetype, all->lo, t);
		t = ta_x_choose(unshare_expr(one.some), one.hi, before);
		all->hi = fold_build2(MAX_EXPR, ssizetype, all->hi, t);
	}
	all->some = fold_build2(LT_EXPR, boolean_type_node,
				unshare_expr(all->lo), unshare_expr(all->hi));
	return true;
}

/* Give the parameters of "rows", which are "all", their handles. */
static void set_handles(ta_extraction *x, const ta_rows *rows,
			const row_range *all)
{
	tree table = x->r->handles[x->p->param[rows->table].handle];
	tree pointer = build_pointer_type(rows->type);
	tree lo = fold_convert(sizetype, all->lo), pitch, at;

	table = fold_convert(build_pointer_type(pointer), table);
	pitch = build_call_expr(ta_rows_fn(current_function_decl), 4,
				fold_convert(ptr_type_node,
					     unshare_expr(table)),
				unshare_expr(all->lo), unshare_expr(all->hi),
				fold_convert(ssizetype,
					     TYPE_SIZE_UNIT(rows->type)));
	x->r->handles[x->p->param[rows->pitch].handle] = pitch;
	at = fold_build_pointer_plus(
		unshare_expr(table),
		size_binop(MULT_EXPR, unshare_expr(lo),
			   size_int(POINTER_SIZE_UNITS)));
	at = ta_x_choose(unshare_expr(all->some), at,
			 ta_x_stand_in(x, pointer));
	at = build2(MEM_REF, pointer, at,
		    build_int_cst(build_pointer_type(pointer), 0));
	lo = size_binop(MULT_EXPR, unshare_expr(lo),
			fold_convert(sizetype, unshare_expr(pitch)));
	lo = size_binop(MULT_EXPR, lo, TYPE_SIZE_UNIT(rows->type));
	at = fold_build_pointer_plus(
		at, fold_build1(NEGATE_EXPR, sizetype, lo));
	x->r->handles[x->p->param[rows->base].handle] = at;
}

/* Give the parameters of all tables of rows their handles, when every loop is
   known; return false after a failure. */
bool ta_x_rows(ta_extraction *x)
{
	unsigned i;

	for (i = 0; i < x->rows.length(); i++) {
		const ta_rows *rows = x->rows[i];
		row_range all;

		if (!all_rows(x, rows, &all))
			return ta_x_fail(x, NULL, x->p->loc, TA_REASON_ABSENT,
					 x->p->param[rows->table].name);
		set_handles(x, rows, &all);
	}
	return true;
}
