/* SPDX-License-Identifier: GPL-3.0-or-later */
/* markers.h - how a pragma reaches the pass.

	#pragma tensoraot kernel shape (A[n][m])
	for (...) ...
   becomes, before the tree is lowered,
	__tensoraot_begin (7, A, n, m);
	for (...) ...
	__tensoraot_end (7);
   The number is that of the directive; the other arguments are the values, on
   entry, of what its clauses name: argument "argno" of a leaf (ta_cexpr) is
   its value.  Integers narrower than int are promoted; arrays are passed as
   the address of their first element.  A directive before a function
   definition has its begin marker at the head of the body and no end marker.
   "off" has the same two markers.  The calls have no effect on memory, so
   values before and after are known to be equal; they must all be gone when
   the pass is done, since nobody defines them.

   Assumes gcc-compat.h came first. */
#ifndef TA_MARKERS_H
#define TA_MARKERS_H

#include "pragma.h"

enum ta_marker {
	TA_MARKER_BEGIN,
	TA_MARKER_END,
	TA_MARKER_OFF_BEGIN,
	TA_MARKER_OFF_END
};

/* For plugin_init: register pragmas and callbacks.  Does nothing harmful in
   lto1; in cc1plus every pragma is an error.  False: out of memory. */
bool ta_pragma_init(const char *plugin_name);

/* Is "stmt" a marker?  Then *id is its directive's number, -1 for a kernel
   that came out of a precompiled header, whose directive is not known here:
   to be left as written, with the marker removed.  "id" and "kind" may be
   NULL.  The same number may occur in several markers when GCC copied code
   (inlining, jump threading). */
bool ta_marker_p(const gimple *stmt, int *id, enum ta_marker *kind);

/* region.cc: add to "blocks" those reached from the marker "begin" before the
   marker of "kind" and number "id" is; that of "begin" itself only if it is
   reached again. */
void ta_blocks_until(gimple *begin, int id, enum ta_marker kind,
		     bitmap blocks);
/* Whether "stmt" is between the markers "begin" and "end" of some directive,
   between which are the blocks "blocks" from that of "begin" on. */
bool ta_is_between(gimple *stmt, enum ta_marker begin, enum ta_marker end,
		   bitmap blocks);

/* Directives are numbered from 0 in source order, push and pop among them. */
int ta_pragma_count(void);
const ta_directive *ta_pragma_directive(int id);
/* Was directive "id" before a function definition? */
bool ta_pragma_on_function(int id);
/* Is it to be forgotten? */
bool ta_pragma_dead(int id);

/* The rest is between pragma.cc, names.cc and markers.cc. */

extern ta_arena *ta_pragma_arena;
extern ta_diag ta_pragma_diag;

/* names.cc: look up every name in "d" and append the values to "values"; set
   "argno" and so on in the leaves.  "fn": the function whose parameters are
   in scope besides what is at file scope, or NULL: what is in scope here.
   False, with errors, when a name does not fit. */
bool ta_pragma_resolve(ta_directive *d, tree fn, vec<tree> &values);
/* Note that "parm", just declared, is used if "d" names it. */
void ta_pragma_use(ta_directive *d, tree parm);

/* markers.cc: a call of the begin marker for directive "id". */
tree ta_begin_call(int id, const vec<tree> &values);
/* Give every begin marker in the body of "fn" its end marker, or report that
   it governs nothing; and mark the whole body for directive "on_function",
   unless that is -1. */
void ta_close_markers(tree fn, int on_function);
/* A construct of OpenMP in a kernel that the compiler makes a function of, and
   what keeps it from being taken back; "why": NULL, where none is. */
struct ta_construct {
	int id;
	location_t loc;
	const char *why;
};
/* Take back what there is of constructs in "fn", in which nothing is marked. */
void ta_take_all_back(tree fn);
/* Add to "kept" those in the kernel of directive "id". */
void ta_constructs_kept(int id, vec<ta_construct> *kept);
/* The declaration of the marker function "name" of "type". */
tree ta_marker_decl(const char *name, tree type);
void ta_markers_init(const char *plugin_name);

/* openmp.cc: put a choice between the construct *tp in "fn", in the kernel of
   directive "id", and a plain copy of it; what keeps it from that, or NULL. */
const char *ta_take_construct_back(tree *tp, tree fn, int id);
/* Does "stmt" ask whether a plain copy is to be kept?  *id is then the number of
   the directive, -1 if it has none or that is not known here, and *parallel
   whether threads share the construct. */
bool ta_choice_p(const gimple *stmt, int *id, bool *parallel);
void ta_openmp_init(const char *plugin_name);

#endif
