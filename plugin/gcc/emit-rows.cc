/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-rows.cc - the function that looks through a table of pointers to rows.

   Assumes a pass at work.  There is one in a file (emit-own.cc):

	static long tensoraot.rows (void *table, long lo, long hi, long size)
	{
	  long *row = table, pitch = 1 << 27, off = 0;
	  if (hi - lo >= 2)
	    {
	      pitch = row[lo + 1] - row[lo];
	      for (i = lo + 1; i + 1 < hi; i++)
		off |= (row[i + 1] - row[i]) ^ pitch;
	      off |= pitch % size;
	      pitch = pitch / size;
	      if (off != 0)
		pitch = -1;
	    }
	  return pitch;
	}

   Of one row any pitch will do that is one of a matrix.  Leaves true that
   nothing is read but rows lo to hi of the table. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

static const char rows_name[] = "tensoraot.rows";

/* The arguments and variables of the function. */
struct rows_fn {
	tree fn, table, lo, hi, size, pitch, off, i, block, vars;
};

/* How the function is compiled that "user_fn" calls: as that is.  Nothing else
   says so, as the compiler has marked the functions of the file before. */
static ta_compiled compiled_as(tree user_fn)
{
	return {DECL_FUNCTION_SPECIFIC_TARGET(user_fn),
		DECL_FUNCTION_SPECIFIC_OPTIMIZATION(user_fn)};
}

/* Declare the function "f" and its arguments, for "user_fn". */
static void declare(rows_fn *f, tree user_fn)
{
	f->fn = ta_own_declare(rows_name, ssizetype, user_fn,
			       compiled_as(user_fn), &f->block);
	DECL_PURE_P(f->fn) = 1;
	f->table = ta_own_argument(f->fn, "table", ptr_type_node);
	f->lo = ta_own_argument(f->fn, "lo", ssizetype);
	f->hi = ta_own_argument(f->fn, "hi", ssizetype);
	f->size = ta_own_argument(f->fn, "size", ssizetype);
	f->pitch = ta_own_variable(f->fn, "pitch", ssizetype, &f->vars);
	f->off = ta_own_variable(f->fn, "off", ssizetype, &f->vars);
	f->i = ta_own_variable(f->fn, "i", ssizetype, &f->vars);
}

/* x "code" y. */
static tree op(enum tree_code code, tree x, tree y)
{
	return build2(code, ssizetype, x, y);
}

/* Where row "n" begins. */
static tree row(rows_fn *f, tree n)
{
	tree at = size_binop(MULT_EXPR, fold_convert(sizetype, n),
			     size_int(POINTER_SIZE_UNITS));

	return build2(MEM_REF, ssizetype, fold_build_pointer_plus(f->table, at),
		      build_int_cst(build_pointer_type(ptr_type_node), 0));
}

/* How far row "n" + 1 is from row "n". */
static tree distance(rows_fn *f, tree n)
{
	tree next = op(PLUS_EXPR, n, build_int_cst(ssizetype, 1));

	return op(MINUS_EXPR, row(f, next), row(f, n));
}

/* What is to be done for two rows and more. */
static tree compare_rows(rows_fn *f)
{
	tree one = build_int_cst(ssizetype, 1), list = NULL_TREE, t;
	location_t loc = UNKNOWN_LOCATION;

	ta_tree_assign(loc, f->pitch, distance(f, f->lo), &list);
	t = NULL_TREE;
	ta_tree_assign(loc, f->off,
		       op(BIT_IOR_EXPR, f->off,
			  op(BIT_XOR_EXPR, distance(f, f->i), f->pitch)),
		       &t);
	append_to_statement_list(
		ta_tree_loop(loc, f->i, op(PLUS_EXPR, f->lo, one),
			     op(MINUS_EXPR, f->hi, one), one, t), &list);
	ta_tree_assign(loc, f->off,
		       op(BIT_IOR_EXPR, f->off,
			  op(TRUNC_MOD_EXPR, f->pitch, f->size)), &list);
	ta_tree_assign(loc, f->pitch, op(TRUNC_DIV_EXPR, f->pitch, f->size),
		       &list);
	t = build2(NE_EXPR, boolean_type_node, f->off,
		   build_int_cst(ssizetype, 0));
	ta_tree_assign(loc, f->pitch,
		       build3(COND_EXPR, ssizetype, t,
			      build_int_cst(ssizetype, -1), f->pitch), &list);
	return list;
}

/* The body of the function "f". */
static tree body(rows_fn *f)
{
	location_t loc = UNKNOWN_LOCATION;
	tree list = NULL_TREE, t;

	ta_tree_assign(loc, f->pitch, build_int_cst(ssizetype, 1 << 27),
		       &list);
	ta_tree_assign(loc, f->off, build_int_cst(ssizetype, 0), &list);
	t = build2(GE_EXPR, boolean_type_node, op(MINUS_EXPR, f->hi, f->lo),
		   build_int_cst(ssizetype, 2));
	t = build3(COND_EXPR, void_type_node, t, compare_rows(f), NULL_TREE);
	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, &list);
	t = build2(MODIFY_EXPR, ssizetype, DECL_RESULT(f->fn), f->pitch);
	append_to_statement_list(build1(RETURN_EXPR, void_type_node, t),
				 &list);
	return list;
}

/* The function that tells how far the rows of a table are apart, for the
   function "user_fn" of the user. */
tree ta_rows_fn(tree user_fn)
{
	tree known = ta_own_known(rows_name, compiled_as(user_fn));
	rows_fn f;

	if (known)
		return known;
	memset(&f, 0, sizeof(f));
	declare(&f, user_fn);
	ta_own_define(f.fn, f.block, f.vars, body(&f));
	return f.fn;
}
