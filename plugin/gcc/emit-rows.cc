/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-rows.cc - the function that looks through a table of pointers to rows.

   Assumes a pass at work.  There is one in a file, made when it is needed
   first:

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

/* The function made in this pass, which the symbol table does not know yet. */
static tree made;

/* The arguments and variables of the function. */
struct rows_fn {
	tree fn, table, lo, hi, size, pitch, off, i, block, vars;
};

/* The declaration of argument "name" of "type", chained to those of "f". */
static tree argument(rows_fn *f, const char *name, tree type)
{
	tree d = build_decl(UNKNOWN_LOCATION, PARM_DECL, get_identifier(name),
			    type);

	DECL_ARG_TYPE(d) = type;
	DECL_CONTEXT(d) = f->fn;
	DECL_ARTIFICIAL(d) = 1;
	TREE_USED(d) = 1;
	DECL_ARGUMENTS(f->fn) = chainon(DECL_ARGUMENTS(f->fn), d);
	return d;
}

/* A variable "name" of the function "f". */
static tree variable(rows_fn *f, const char *name)
{
	tree d = build_decl(UNKNOWN_LOCATION, VAR_DECL, get_identifier(name),
			    ssizetype);

	DECL_CONTEXT(d) = f->fn;
	DECL_ARTIFICIAL(d) = 1;
	TREE_USED(d) = 1;
	DECL_CHAIN(d) = f->vars;
	f->vars = d;
	return d;
}

/* Declare the function "f" and its arguments. */
static void declare(rows_fn *f)
{
	tree fn = ta_own_fn(UNKNOWN_LOCATION, get_identifier(rows_name),
			    ssizetype, &f->block);

	DECL_PURE_P(fn) = 1;
	DECL_IGNORED_P(fn) = 1;
	DECL_ATTRIBUTES(fn) = ta_kernel_attributes(fn);
	f->fn = fn;
	f->table = argument(f, "table", ptr_type_node);
	f->lo = argument(f, "lo", ssizetype);
	f->hi = argument(f, "hi", ssizetype);
	f->size = argument(f, "size", ssizetype);
	TREE_TYPE(fn) = build_function_type_list(ssizetype, ptr_type_node,
						 ssizetype, ssizetype,
						 ssizetype, NULL_TREE);
	f->pitch = variable(f, "pitch");
	f->off = variable(f, "off");
	f->i = variable(f, "i");
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
	tree list = NULL_TREE, t, bind;

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
	BLOCK_VARS(f->block) = f->vars;
	bind = build3(BIND_EXPR, void_type_node, f->vars, list, f->block);
	TREE_SIDE_EFFECTS(bind) = 1;
	return bind;
}

/* The function of an earlier pass, or NULL. */
static tree known_fn(void)
{
	cgraph_node *node;

	FOR_EACH_DEFINED_FUNCTION (node)
		if (DECL_ARTIFICIAL(node->decl) && DECL_NAME(node->decl)
		    && id_equal(DECL_NAME(node->decl), rows_name))
			return node->decl;
	return NULL_TREE;
}

/* Begin a pass. */
void ta_rows_begin(void)
{
	made = NULL_TREE;
}

/* The function that tells how far the rows of a table are apart. */
tree ta_rows_fn(void)
{
	tree known = made ? made : known_fn();
	rows_fn f;

	if (known)
		return known;
	memset(&f, 0, sizeof(f));
	declare(&f);
	DECL_SAVED_TREE(f.fn) = body(&f);
	push_struct_function(f.fn);
	cfun->curr_properties = 0;
	pop_cfun();
	made = f.fn;
	return made;
}

/* Let the symbol table have the function, if this pass made it. */
void ta_rows_end(void)
{
	if (!made)
		return;
	cgraph_node::get_create(made);
	cgraph_node::add_new_function(made, false);
	made = NULL_TREE;
}
