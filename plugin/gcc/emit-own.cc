/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-own.cc - functions that kernels share: made when they are needed first,
   and found again by the kernels after.

   Assumes a pass at work.  The symbol table has what earlier passes made; what
   this one makes it is given at the end of the pass, as nothing may be added
   before.  Functions of one name are told apart by the target and the
   optimisation that they are compiled for.  Leaves true that no tree is kept
   from one pass to the next. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"
#include "driver.h"

/* The functions made in this pass. */
static auto_vec<tree> made;

/* Whether "fn" is one of those named "name", compiled as "how" says. */
static bool is_own(tree fn, const char *name, const ta_compiled &how)
{
	const char *s = DECL_NAME(fn) ? IDENTIFIER_POINTER(DECL_NAME(fn)) : "";

	return DECL_ARTIFICIAL(fn) && !strcmp(s, name) &&
	       DECL_FUNCTION_SPECIFIC_TARGET(fn) == how.target &&
	       DECL_FUNCTION_SPECIFIC_OPTIMIZATION(fn) == how.optimisation;
}

/* The function "name" that is compiled as "how" says, or NULL. */
tree ta_own_known(const char *name, const ta_compiled &how)
{
	cgraph_node *node;

	for (tree fn : made)
		if (is_own(fn, name, how))
			return fn;
	FOR_EACH_DEFINED_FUNCTION(node)
	if (is_own(node->decl, name, how))
		return node->decl;
	return NULL_TREE;
}

/* Whether a function of this pass is called "id" by the assembler. */
static bool is_taken(tree id)
{
	for (tree fn : made)
		if (DECL_ASSEMBLER_NAME(fn) == id)
			return true;
	return symtab_node::get_for_asmname(id) != NULL;
}

/* Declare the function "name" that returns "result" and is compiled as
   "how" says, for a kernel of "user_fn", with the outermost scope "*block". */
tree ta_own_declare(const char *name, tree result, tree user_fn,
		    const ta_compiled &how, tree *block)
{
	tree id = get_identifier(name), fn;
	char number[16];

	for (int i = 1; is_taken(id); i++) {
		snprintf(number, sizeof(number), ".%d", i);
		id = get_identifier(ACONCAT((name, number, NULL)));
	}
	fn = ta_own_fn(UNKNOWN_LOCATION, id, result, block);
	DECL_NAME(fn) = get_identifier(name);
	DECL_IGNORED_P(fn) = 1;
	DECL_ATTRIBUTES(fn) = tree_cons(get_identifier("noclone"), NULL_TREE,
					ta_kernel_attributes(user_fn));
	DECL_FUNCTION_SPECIFIC_TARGET(fn) = how.target;
	DECL_FUNCTION_SPECIFIC_OPTIMIZATION(fn) = how.optimisation;
	return fn;
}

/* A new argument "name" of "type" of the function "fn", after those it has. */
tree ta_own_argument(tree fn, const char *name, tree type)
{
	tree d = build_decl(UNKNOWN_LOCATION, PARM_DECL, get_identifier(name),
			    type);

	DECL_ARG_TYPE(d) = type;
	DECL_CONTEXT(d) = fn;
	DECL_ARTIFICIAL(d) = 1;
	TREE_USED(d) = 1;
	DECL_ARGUMENTS(fn) = chainon(DECL_ARGUMENTS(fn), d);
	return d;
}

/* A new variable "name" of "type" of the function "fn", chained to "*vars". */
tree ta_own_variable(tree fn, const char *name, tree type, tree *vars)
{
	tree d = build_decl(UNKNOWN_LOCATION, VAR_DECL, get_identifier(name),
			    type);

	DECL_CONTEXT(d) = fn;
	DECL_ARTIFICIAL(d) = 1;
	TREE_USED(d) = 1;
	DECL_CHAIN(d) = *vars;
	*vars = d;
	return d;
}

/* Let "fn", whose scope is "block", have the variables "vars" and do what
   "list" does; the symbol table is given it when the pass ends. */
void ta_own_define(tree fn, tree block, tree vars, tree list)
{
	tree *type, bind;
	int n = 0;

	for (tree d = DECL_ARGUMENTS(fn); d; d = DECL_CHAIN(d))
		n++;
	type = XALLOCAVEC(tree, n);
	n = 0;
	for (tree d = DECL_ARGUMENTS(fn); d; d = DECL_CHAIN(d))
		type[n++] = TREE_TYPE(d);
	TREE_TYPE(fn) =
		build_function_type_array(TREE_TYPE(DECL_RESULT(fn)), n, type);
	BLOCK_VARS(block) = vars;
	bind = build3(BIND_EXPR, void_type_node, vars, list, block);
	TREE_SIDE_EFFECTS(bind) = 1;
	DECL_SAVED_TREE(fn) = bind;
	push_struct_function(fn);
	cfun->curr_properties = 0;
	cfun->last_clique = ta_clique;
	pop_cfun();
	ta_remark_own(fn);
	made.safe_push(fn);
}

/* Begin a pass. */
void ta_own_begin(void)
{
	made.truncate(0);
}

/* Let the symbol table have the functions of this pass. */
void ta_own_end(void)
{
	while (!made.is_empty()) {
		tree fn = made.pop();

		cgraph_node::get_create(fn);
		cgraph_node::add_new_function(fn, false);
	}
}
