/* SPDX-License-Identifier: GPL-3.0-or-later */
/* region.h - what the pass sees of extraction: runs of loop nests and the
   tensor programs made from them.

   Assumes gcc-compat.h came first, SSA form, dominators, and loop structures
   from loop_optimizer_init (LOOPS_NORMAL | LOOPS_HAVE_RECORDED_EXITS); needs
   neither scalar evolution nor loop-closed SSA.  Nothing declared here changes
   the function. */
#ifndef TA_REGION_H
#define TA_REGION_H

#include "fence.h"
#include "ta.h"

struct ta_directive;

/* What one directive governs in "fun": what comes after its marker "begin",
   the directive's number "id", up to the end marker; or, when no pragma stands
   behind it, all of the function: "begin" is NULL and "id" -1.  Every loop of
   it is dominated by "entry". */
struct ta_scope {
	function *fun;
	const ta_directive *directive;
	int id;
	gcall *begin;
	basic_block entry;
};

/* A value computed in the region and used after it; ta_array.handle of the
   virtual array that holds it is its index in ta_region.live_outs.  Either
   "array" (a virtual array of 0 dimensions with live_out set), or, when that
   is -1, the closed form "value" over the parameters: the integer "name"
   modulo 2^precision, or, with "base" >= 0 (the parameter that is a pointer),
   the pointer base + value bytes. */
struct ta_live_out {
	tree name;
	int array;
	const ta_idx *value;
	int base;
};

/* A loop of a region that is no part of its program, but the function CODE, "loopN" for
   the Nth, of the values "in" from outside: "out" is the value of it that is used
   after it, or the PHI where it is left.  A pointer is two arguments, a parameter of
   the program and a number of bytes.  "fn": the function, once it is made. */
struct ta_code {
	class loop *loop;
	tree out, fn;
	auto_vec<tree> in;
};

/* A run of consecutive loop nests.  The code from "entry" (the preheader edge
   of the first loop) to "exit" (the exit edge of the last) is entered and left
   only by these edges, and may be skipped when something else has done its
   work.  After ta_extract: "prog", and "handles", which ta_param.handle
   indexes: GIMPLE values valid at "entry", or unshared GENERIC expressions
   (casts, loads, addresses) to be gimplified there; their type is that of the
   parameter (64-bit unsigned sizes are cast to signed).  The program's nests
   (order[0]) are loops and also scalar statements between them:
   loop_of_nest[order0] is the index in "nests", or -1.  "live_outs": what the
   code after the region uses.  An internal error deletes it ("own"). */
struct ta_region {
	function *fun;
	ta_scope scope;
	auto_vec<class loop *> nests;
	edge entry, exit;
	ta_program *prog;
	auto_vec<tree> handles;
	auto_vec<int> loop_of_nest;
	auto_vec<ta_live_out> live_outs;
	auto_vec<ta_code *> codes;
	ta_owned own;

	ta_region()
	{
		ta_own(&own, release, this);
	}
	~ta_region()
	{
		forget_codes();
		ta_disown(&own);
	}
	void forget_codes()
	{
		while (!codes.is_empty())
			delete codes.pop();
	}
	static void release(void *region)
	{
		delete (ta_region *)region;
	}
};

/* A loop nest that cannot be extracted.  "inner": some nest inside was found
   to be a region of its own, so this loop only repeats kernels.  "loop" is
   NULL for what has more than one way in, and is no loop to the compiler. */
struct ta_skipped {
	class loop *loop;
	location_t loc;
	enum ta_reason reason;
	const char *detail;	/* or NULL; lives in the arena given */
	bool inner;
};

/* Find the regions of the kernel "scope": maximal runs of nests that extract,
   each with "prog" and the rest filled in from "arena".  Every outermost nest
   of the kernel, and every inner nest tried on its own, is in exactly one
   region or in "skipped"; but loops that a kernel made before keeps for when
   its call returns false are in neither.  "errors": shape clauses that cannot
   be used are reported there; may be NULL.  The caller deletes the regions. */
void ta_find_regions(const ta_scope *scope, ta_arena *arena, ta_diag *errors,
		     vec<ta_region *> &regions, vec<ta_skipped> &skipped);

/* The first call in the kernel "scope", which has a marker, of a function that
   is none of the compiler's own; NULL if there is none. */
gcall *ta_scope_call(const ta_scope *scope);

/* The value on entry of leaf "argno" of the directive of "r", or NULL. */
tree ta_region_arg(const ta_region *r, int argno);

/* The region of loops [first, last] of region->nests alone, extracted again
   into "arena"; NULL when that fails.  The caller deletes it. */
ta_region *ta_subregion(const ta_region *region, int first, int last,
			ta_arena *arena);

/* Extract "region" again into "arena" (its old program is forgotten): false,
   with "skipped" filled in when not NULL, when it cannot be. */
bool ta_extract(ta_region *region, ta_arena *arena, ta_skipped *skipped);

/* Is "fn" the function of a kernel, made by emit.cc? */
bool ta_kernel_fn(const_tree fn);

/* The line of a loop, for reports. */
location_t ta_loop_location(class loop *loop);

/* refuse.cc: what the way a function is compiled makes impossible. */
enum ta_reason ta_refused(const function *fun, bool implied);
bool ta_refused_for_now(enum ta_reason reason);
bool ta_watches_memory(const function *fun);
enum ta_reason ta_refused_stmt(function *fun, gimple *stmt);

#endif
