/* SPDX-License-Identifier: GPL-3.0-or-later */
/* auto.cc - every function as a kernel, under the compiler's own rules.

   Assumes -fplugin-arg-tensoraot-auto, a function without markers, and its
   options in force.  Which functions are looked at is what the compiler's own
   loop optimisers would look at: not those that are cold or optimised for
   size, and none whose code runs under rules of its own (transactions,
   offloading, before relocation, without a stack frame).  The contract is
   what the flags say:

	strict		unless -fassociative-math
	reassociate	with it
	relaxed		if also -funsafe-math-optimizations, -fno-math-errno
			and -fno-trapping-math say that vector libm will do

   Threads are for who asks for them, by -ftree-parallelize-loops.  Leaves true
   that a directive so made has no clause that could be an error. */
#include "gcc-compat.h"
#include "ta.h"
#include "pragma.h"
#include "auto.h"

/* Attributes of functions that have rules of their own. */
static const char *const excluded[] = {
	"cold",
	"interrupt",
	"naked",
	"no_caller_saved_registers",
	"oacc function",
	"omp declare simd",
	"omp declare target",
	"omp target entrypoint",
	"simd",
	"target_clones",
	"transaction_callable",
	"transaction_pure",
	"transaction_safe",
};

/* Whether some attribute of "fn" is in the table. */
static bool has_excluded_attribute(tree fn)
{
	for (unsigned i = 0; i < ARRAY_SIZE(excluded); i++)
		if (lookup_attribute(excluded[i], DECL_ATTRIBUTES(fn)))
			return true;
	return false;
}

/* Whether "fn" chooses a function while the program is being relocated. */
static bool is_resolver(tree fn)
{
	cgraph_node *node = cgraph_node::get(fn);
	ipa_ref *ref;

	if (!node)
		return false;
	FOR_EACH_ALIAS (node, ref) {
		cgraph_node *alias = dyn_cast<cgraph_node *>(ref->referring);

		if (alias && alias->ifunc_resolver)
			return true;
	}
	return false;
}

/* Whether the options of the function at hand let loops be worked on: those
   for speed, with arithmetic that neither traps for overflow nor throws, on a
   machine with floating point of its own. */
static bool options_allow(void)
{
	return optimize && !optimize_size && !optimize_debug
	       && flag_tree_loop_optimize && !flag_trapv
	       && !flag_non_call_exceptions && !flag_tm
	       && have_insn_for(PLUS, DFmode);
}

/* Whether "fun" may have loops. */
static bool may_have_loops(function *fun)
{
	return !loops_for_fn(fun) || number_of_loops(fun) > 1
	       || loops_state_satisfies_p(fun, LOOPS_NEED_FIXUP);
}

/* Whether "fun" is taken as a kernel.  A function that the compiler has made,
   a part of an OpenMP construct or a clone, keeps the form it was made in; one
   that is always inlined is looked at where it is used. */
bool ta_auto_wants(function *fun)
{
	tree fn = fun->decl;

	return may_have_loops(fun) && options_allow() && !DECL_ARTIFICIAL(fn)
	       && !DECL_DISREGARD_INLINE_LIMITS(fn) && !fun->calls_setjmp
	       && !fun->has_nonlocal_label && !has_excluded_attribute(fn)
	       && !is_resolver(fn);
}

/* The numerics contract of the options in force.  Where the rounding mode may
   change or NaNs may signal, sums are not touched whatever else is said. */
static enum ta_fp contract(void)
{
	if (!flag_associative_math || flag_rounding_math
	    || flag_signaling_nans)
		return TA_FP_STRICT;
	if (!flag_unsafe_math_optimizations || flag_errno_math
	    || flag_trapping_math)
		return TA_FP_REASSOCIATE;
	return TA_FP_RELAXED;
}

/* The number "n" as an expression in "arena". */
static ta_cexpr *number(ta_arena *arena, int n)
{
	ta_cexpr *e = TA_NEW(arena, ta_cexpr);

	e->kind = TA_CEXPR_INT;
	e->value = n;
	return e;
}

/* The directive that the options of "fun" stand for, in "arena".  A library
   contracts sums, and is there in a hosted program only; the threads of a pool
   have a rounding mode of their own. */
const ta_directive *ta_auto_directive(function *fun, ta_arena *arena)
{
	ta_directive *d = TA_NEW(arena, ta_directive);

	d->kind = TA_DIRECTIVE_KERNEL;
	d->implied = true;
	d->loc = DECL_SOURCE_LOCATION(fun->decl);
	d->end = d->loc;
	d->fp = contract();
	d->lower = flag_hosted && flag_fp_contract_mode == FP_CONTRACT_FAST ?
			   TA_LOWER_AUTO : TA_LOWER_LOOPS;
	d->serial = flag_tree_parallelize_loops < 2 || flag_rounding_math
		    || flag_signaling_nans;
	if (!d->serial)
		d->threads = number(arena, flag_tree_parallelize_loops);
	return d;
}

/* The name that "node" has for the assembler. */
static const char *symbol_name(symtab_node *node)
{
	const char *s = IDENTIFIER_POINTER(DECL_ASSEMBLER_NAME(node->decl));

	return *s == '*' ? s + 1 : s;
}

/* Whether this file defines a function that "wanted" accepts the name of. */
static bool defines(bool (*wanted)(const char *name))
{
	symtab_node *node;

	FOR_EACH_SYMBOL (node)
		if (TREE_CODE(node->decl) == FUNCTION_DECL && node->definition
		    && DECL_ASSEMBLER_NAME_SET_P(node->decl)
		    && wanted(symbol_name(node)))
			return true;
	return false;
}

/* Whether "name" is that of a routine of CBLAS. */
static bool is_blas(const char *name)
{
	return startswith(name, "cblas_");
}

/* Whether "name" is that of a function that the compiler makes of loops. */
static bool is_memory(const char *name)
{
	return !strcmp(name, "memset") || !strcmp(name, "memcpy")
	       || !strcmp(name, "memmove");
}

/* Whether "name" is that of a function of OpenMP's library. */
static bool is_openmp(const char *name)
{
	return startswith(name, "omp_") || startswith(name, "GOMP_");
}

/* Whether "name" is that of a function that kernels get and give back memory
   by. */
static bool is_heap(const char *name)
{
	return !strcmp(name, "aligned_alloc") || !strcmp(name, "free");
}

/* Whether this file has a variable with a name that "wanted" accepts: the
   function of that name cannot be called. */
static bool hides(bool (*wanted)(const char *name))
{
	varpool_node *node;

	FOR_EACH_VARIABLE (node)
		if (DECL_ASSEMBLER_NAME_SET_P(node->decl)
		    && wanted(symbol_name(node)))
			return true;
	return false;
}

/* Whether this file defines a routine of CBLAS.  Then it is one, and calls
   none: its routines would call themselves, straight or through others.  A
   variable of that name hides one. */
bool ta_defines_blas(void)
{
	static int known = -1;

	if (known < 0)
		known = defines(is_blas) || hides(is_blas);
	return known;
}

/* Whether a variable of this file hides a function of OpenMP's library. */
bool ta_hides_openmp(void)
{
	static int known = -1;

	if (known < 0)
		known = hides(is_openmp);
	return known;
}

/* Whether a variable of this file hides what memory is had by. */
bool ta_hides_heap(void)
{
	static int known = -1;

	if (known < 0)
		known = hides(is_heap);
	return known;
}

/* Whether this file defines memset or the like. */
bool ta_defines_memory(void)
{
	static int known = -1;

	if (known < 0)
		known = defines(is_memory);
	return known;
}
