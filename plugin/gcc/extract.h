/* SPDX-License-Identifier: GPL-3.0-or-later */
/* extract.h - one extraction: what the files that make a tensor program from
   a run of loops share.

   Private to region.cc, extract.cc and the files named below; the rest of
   the plugin includes region.h.  While extraction works, iterator d of a
   statement counts the trips of loop d from 0; "ta_x_finish" replaces it by
   the value of the C loop's own index where there is one.  Variables from
   TA_PHI0 on stand for header PHIs whose evolution is being found. */
#ifndef TA_EXTRACT_H
#define TA_EXTRACT_H

#include "region.h"
#include "pragma.h"

enum { TA_PHI0 = 32, TA_PHI1 = 64 };

/* An integer or address: parameter "base" (or -1) plus "idx", in bytes for
   pointers.  idx NULL: not known as a polynomial.  The machine's value is the
   polynomial modulo 2^precision of its type; "exact": it is the polynomial
   itself. */
struct ta_value {
	int base;
	const ta_idx *idx;
	bool exact;
};

/* A value that has to fit "type" for the loop's test to mean what it says. */
struct ta_pending {
	ta_value value;
	tree type;
};

/* What is known of a loop: the iterator is variable "depth".  It is left by
   "exit", or, if that is not NULL, by "also", which is tested right before.  The
   loop goes on while all of cons[] >= 0.  "bottom": the test is at the end of the body
   (its first trip is assumed, unless "guard", the edge of a condition outside
   that alone leads to the loop, is taken just when there is one: it says
   "guard_says" things, of which "guard_met" are what the trips say).  "trip": the
   number of trips where that is a polynomial, else NULL; it is not negative
   once "trip_assumed".  "lower":
   "lower" + iterator is the value of the C loop's index "name", or NULL.
   "why": the reason for not being ok. */
struct ta_loop_info {
	class loop *loop;
	int depth;
	edge exit, also, guard;
	unsigned guard_met;
	int guard_says;
	bool testing, ok, bottom;
	int ncons;
	const ta_idx **cons;
	const ta_idx *trip;
	bool trip_assumed;
	const ta_idx *lower;
	const char *name;
	enum ta_reason why;
	const char *why_detail;
	auto_vec<ta_pending> pending;
};

/* The "n" bounds, 0 if they are too many, each of bound[] + plus[], at the greatest of
   which, "first", the index of a loop begins (bounds.cc). */
enum { TA_MAX_LATE = 4 };
struct ta_late {
	tree first, bound[TA_MAX_LATE];
	int64_t plus[TA_MAX_LATE];
	int n;
};

/* The evolution of a header PHI: init + step per trip. */
struct ta_phi_info {
	ta_value init;
	const ta_idx *step;
	bool affine, busy, check;
	int var;
};

/* A store of the region, in program order ("pos", see ta_x_number).  "other",
   or NULL: the store of the other part of the same complex number, just
   before.  "old", or NULL: the load of the element that is changed, where that is at a
   place which data say; "offset" is NULL then (scatter.cc).  "fill", or NULL: the name of the
   function that "stmt" calls, which stores to many elements from "offset" on
   (fills.cc). */
struct ta_store {
	gimple *stmt;
	class loop *loop;
	int pos;
	bool memory;
	int array;
	const ta_idx *offset;
	gimple *other, *old;
	const char *fill;
};

/* What division by a constant leaves whole in each trip of loop "in": iterator
   "var", between that of the loop and those of the loops inside, has the one
   value floor (whole / by), where "whole" >= 0 is over the iterators before it. */
struct ta_quotient {
	class loop *in;
	int var;
	const ta_idx *whole;
	int64_t by;
};

/* What a program statement is placed by, "passed": how many loops around it are passed over
   where data say so: the loop whose body it stands in
   (NULL: the region itself), and its position there; "spread": in a loop of its own over
   elements. */
struct ta_item {
	class loop *in;
	int pos, seq;
	ta_stmt *stmt;
	class loop *loop;
	int passed;
	bool spread;
};

/* An array and the references to it. */
struct ta_array_info {
	int param;
	tree field;
	auto_vec<tree> refs;
	auto_vec<bool> writes;
};

/* An element that is looked up, at a place that data say: by "ref", in "loop", at
   "loc", from pointer parameter "param" on; of "array", or -1 if that has elements of
   another type.  "span": it is one of the first so many, or NULL. */
struct ta_looked {
	int param, array;
	const ta_idx *span;
	tree ref;
	class loop *loop;
	location_t loc;
};

/* A statement that changes an element of "array", in "loop", at "loc", at a place that
   data say: one of the first so many as its iterator has values, each of "by"
   elements; the place is at most "most", or -1. */
struct ta_scattered {
	ta_stmt *stmt;
	int array;
	const ta_idx *by;
	int64_t most;
	class loop *loop;
	location_t loc;
};

/* The rows, of elements of "type", whose pointers are in the table at parameter
   "table": the address of row 0 and the pitch in elements are parameters, whose
   handles are made when all "loads" of pointers are known (rows.cc). */
struct ta_rows {
	int table, base, pitch;
	tree type;
	auto_vec<gimple *> loads;
};

/* Where an expression is being built: for a statement in block "bb" of "loop"
   at "pos"; "nodes" have been built so far. */
struct ta_place {
	class loop *loop;
	basic_block bb;
	int pos;
	int nodes;
};

/* Whether control, in a trip of loop "in", gets from block "from" to "to" depends
   on data. */
struct ta_way {
	basic_block from, to;
	class loop *in;
};

/* The last value of a loop that a PHI is, NULL if none was found when so many names were
   "known" to be in arrays. */
struct ta_last_value {
	tree last;
	unsigned known;
};

/* One extraction of one region. */
struct ta_extraction {
	ta_region *r;
	ta_arena *a;
	ta_program *p;
	function *fun;
	ta_diag *errors;
	int base_depth;
	const ta_directive *directive;
	auto_bitmap bbs;

	/* two PHIs may share an array; that they cannot was found out */
	bool coalesce, conflict;

	/* the addresses of arrays of complex numbers that are accessed whole
	   and by their parts, which outlive the extraction; that another was
	   found */
	vec<tree> *whole;
	bool more_whole;

	/* the loops whose trips have quotients, once for each, which outlive
	   the extraction; another one that should be among them, or NULL; those
	   that are known */
	vec<class loop *> *divided;
	class loop *more_divided;
	auto_vec<ta_quotient> quotients;

	/* loops that go by a parameter count how many steps they make, from the
	   beginning of the extraction on; there are such, and they do not */
	bool sized, more_sized;

	/* the first failure */
	bool failed;
	class loop *failed_loop;
	location_t failed_loc;
	enum ta_reason reason;
	const char *detail;

	/* why the last value was not a polynomial */
	enum ta_reason why;
	const char *why_detail;

	/* PHIs whose step is being found; what was evaluated meanwhile */
	int nbusy, evals, eval_depth;
	auto_vec<class loop *> busy_loop;
	auto_vec<hash_map<tree, ta_value> *> busy_values;
	hash_map<tree, ta_value> values;
	/* which of two values a name has in what is being built */
	hash_map<tree, ta_value> chosen;
	hash_map<class loop *, ta_loop_info *> infos;
	hash_map<gimple *, ta_phi_info *> phis;
	hash_map<class loop *, ta_late *> lates;
	auto_vec<ta_loop_info *> all_infos;
	auto_vec<tree> keys;
	hash_map<tree, tree> stand_ins;
	auto_vec<int64_t> plo, phi;

	int npos;
	hash_map<gimple *, int> pos;
	hash_map<class loop *, int> loop_pos, loop_end;
	auto_vec<ta_store> stores;
	auto_vec<ta_item> items;
	auto_vec<ta_array_info *> arrays;
	auto_vec<ta_rows *> rows;
	auto_vec<ta_looked> looked;
	auto_vec<ta_scattered> scattered;

	/* while a scatter is made: its store, and the element that it changes */
	const ta_store *scatter;
	const ta_access *old_element;

	/* virtual arrays: of a header PHI or a value kept for later, and the
	   SSA name that each holds at the place walked to */
	hash_map<tree, int> virtuals;
	auto_vec<tree> content;
	hash_map<gphi *, ta_last_value> skipped;

	/* virtual arrays of whether control gets along a way to a block, around
	   loops that it is the condition of; -1: it is about indices */
	hash_map<basic_block, int> held_ways;

	/* an internal error frees what is not in the arena */
	ta_owned own;

	ta_extraction(ta_region *region, ta_arena *arena, ta_diag *diag,
		      vec<tree> *parts, vec<class loop *> *loops);
	~ta_extraction();
};

/* extract.cc */
/* Record a failure, unless there is one, and return false. */
bool ta_x_fail(ta_extraction *x, class loop *loop, location_t loc,
	       enum ta_reason reason, const char *detail);
bool ta_x_fail_why(ta_extraction *x, class loop *loop, location_t loc);
void ta_x_note(ta_extraction *x, enum ta_reason why, const char *detail);
bool ta_x_run(ta_extraction *x);
ta_stmt *ta_x_stmt(ta_extraction *x, basic_block bb, class loop *in, int pos,
		   location_t loc, vec<ta_way> *ways);
class loop *ta_x_loop(ta_extraction *x, basic_block bb);
class loop *ta_x_outer(ta_extraction *x, class loop *loop);
int ta_x_depth(ta_extraction *x, class loop *loop);
int ta_x_dims(ta_extraction *x, class loop *loop);
bool ta_x_inside(ta_extraction *x, tree name);
bool ta_x_in(class loop *inner, class loop *outer);
const char *ta_x_name(ta_extraction *x, tree name, const char *other);

/* place.cc */
bool ta_x_has_stmts(ta_extraction *x, class loop *loop);
void ta_x_place_stmts(ta_extraction *x);

/* affine.cc */
ta_value ta_x_eval(ta_extraction *x, tree op);
ta_value ta_x_eval_at(ta_extraction *x, tree op, class loop *at);
ta_value ta_x_address(ta_extraction *x, tree ref, class loop *at);
const ta_idx *ta_x_size(ta_extraction *x, tree op);
ta_phi_info *ta_x_phi(ta_extraction *x, gphi *phi);
bool ta_x_busy(const ta_idx *idx);
bool ta_x_fixed_member(tree ref);
bool ta_x_array_member(ta_extraction *x, tree ref);

/* bounds.cc */
bool ta_x_extreme(ta_extraction *x, tree op, enum tree_code code, class loop *at,
		  tree *arg);
bool ta_x_extreme_plus(ta_extraction *x, tree op, enum tree_code code,
		       class loop *at, tree *arg, int64_t *plus);
const ta_late *ta_x_late(ta_extraction *x, class loop *loop);
ta_value ta_x_late_init(ta_extraction *x, const ta_late *late, class loop *loop,
			tree first);
const ta_idx *ta_x_late_trip(ta_extraction *x, const ta_late *late,
			     class loop *loop, int k);
bool ta_x_late_domain(ta_extraction *x, ta_stmt *s, class loop *loop);

/* invariant.cc */
int ta_x_leaf(ta_extraction *x, tree name, tree handle, bool index);
int ta_x_base(ta_extraction *x, tree pointer);
tree ta_x_invariant(ta_extraction *x, tree op);
tree ta_x_invariant_ref(ta_extraction *x, tree ref);
bool ta_x_always(ta_extraction *x, basic_block bb);
int ta_x_new_param(ta_extraction *x, tree key, enum ta_type type);
bool ta_x_clobbered(ta_extraction *x, tree ref);
tree ta_x_size_tree(ta_extraction *x, const ta_idx *idx);
/* A condition that holds on entry if what guards assume of the parameters in the
   domain of "s" is so. */
tree ta_x_assumed(ta_extraction *x, const ta_stmt *s);
tree ta_x_choose(tree cond, tree value, tree other);
tree ta_x_stand_in(ta_extraction *x, tree type);

/* rows.cc */
ta_value ta_x_row(ta_extraction *x, gassign *g);
bool ta_x_row_fits(ta_extraction *x, ta_value v);
bool ta_x_rows(ta_extraction *x);

/* wrap.cc */
bool ta_x_exact(ta_extraction *x, ta_value v, tree type, class loop *at);
bool ta_x_assume(ta_extraction *x, const ta_idx *idx, const char *text);
bool ta_x_assume_over(ta_extraction *x, const ta_idx *idx, class loop *at,
		      const char *text);
bool ta_x_proved(ta_extraction *x, const ta_idx *idx);
bool ta_x_proved_over(ta_extraction *x, const ta_idx *idx, class loop *at);
void ta_x_check_pending(ta_extraction *x, ta_loop_info *info, const ta_stmt *s,
			const ta_stmt *outer);

/* trips.cc */
ta_loop_info *ta_x_info(ta_extraction *x, class loop *loop);
bool ta_x_domain(ta_extraction *x, ta_stmt *s, class loop *loop);
const ta_idx *ta_x_last(ta_extraction *x, class loop *loop);
bool ta_x_operands(ta_extraction *x, tree a, tree b, class loop *at, ta_value *u,
		   ta_value *v);
const ta_idx *ta_x_compared(ta_extraction *x, enum tree_code code, ta_value u,
			    ta_value v);

/* domain.cc */
bool ta_x_add_condition(ta_extraction *x, ta_stmt *s, gcond *cond, edge e,
			class loop *in);
bool ta_x_predicate(ta_extraction *x, ta_stmt *s, basic_block bb,
		    class loop *in, vec<ta_way> *ways);
bool ta_x_predicated(ta_extraction *x, basic_block bb, class loop *in);

/* quotient.cc */
int ta_x_nquotients(ta_extraction *x, class loop *loop);
bool ta_x_uses_quotient(ta_extraction *x, const ta_idx *q, class loop *loop);
bool ta_x_uses_own(ta_extraction *x, const ta_idx *q, class loop *loop);
bool ta_x_stmt_divides(ta_extraction *x, const ta_stmt *s, class loop *loop,
		       int n);
bool ta_x_quotient_uses(ta_extraction *x, class loop *loop, int n, int m);
void ta_x_quotient_domain(ta_extraction *x, ta_stmt *s, class loop *loop);
void ta_x_quotient_complete(ta_extraction *x, ta_stmt *s, class loop *loop);
ta_value ta_x_divided(ta_extraction *x, enum tree_code code, ta_value u,
		      ta_value v, tree type, class loop *at);
ta_value ta_x_quotient(ta_extraction *x, gassign *g, ta_value u, ta_value v,
		       class loop *at);
void ta_x_divide_trip(ta_extraction *x, ta_loop_info *info);
tree ta_x_param_on_entry(ta_extraction *x, int n);
tree ta_x_on_entry(ta_extraction *x, const ta_idx *q, bool *narrow);

/* steps.cc */
const ta_idx *ta_x_in_steps(ta_extraction *x, ta_loop_info *info,
			    const ta_idx *q);
ta_value ta_x_multiple(ta_extraction *x, enum tree_code code, ta_value u,
		       ta_value v, tree type, class loop *at);

/* predicate.cc */
ta_place ta_x_place_under(const vec<ta_way> &ways, basic_block bb,
			  class loop *in, int pos);
ta_place ta_x_place(ta_extraction *x, basic_block bb, class loop *in, int pos);
bool ta_x_hold_ways(ta_extraction *x, class loop *loop);
bool ta_x_outside(const vec<ta_way> &ways, class loop *in);
int ta_x_loops_inside(ta_extraction *x, const vec<ta_way> &ways,
		      class loop *in);
bool ta_x_passes_no_routine(ta_extraction *x);
ta_expr *ta_x_under(ta_extraction *x, const vec<ta_way> &ways, ta_expr *value,
		    ta_expr *other, const ta_place *place);

/* access.cc */
enum ta_type ta_x_type(tree type);
tree ta_x_plain_ref(tree ref);
bool ta_x_part(tree ref);
tree ta_x_whole_ref(ta_extraction *x, tree ref, class loop *at);
ta_access *ta_x_access(ta_extraction *x, tree ref, gimple *stmt, bool write);
int ta_x_array(ta_extraction *x, int base, enum ta_type elem, location_t loc);
void ta_x_note_ref(ta_extraction *x, int n, tree ref, bool write);
void ta_x_aliases(ta_extraction *x);
enum ta_reason ta_x_bad_ref(tree ref, gimple *stmt);
bool ta_x_may_write(ta_extraction *x, int array, int param, tree ref);
bool ta_x_linear(ta_extraction *x, tree ref, class loop *at);
bool ta_x_same_store(ta_extraction *x, gimple *load, const ta_access *acc,
		     const ta_place *place);

/* stores.cc */
bool ta_x_stores(ta_extraction *x);
bool ta_x_block(ta_extraction *x, basic_block bb, class loop *in);
bool ta_x_keep_otherwise(ta_extraction *x, const vec<ta_way> &ways, ta_stmt *s,
			 const ta_place *place);

/* code.cc */
ta_code *ta_x_code_of(ta_extraction *x, basic_block bb);
ta_code *ta_x_code_value(ta_extraction *x, tree name, basic_block bb);
bool ta_x_closed(ta_extraction *x, class loop *loop);
edge ta_x_way_out(ta_extraction *x, class loop *loop);
ta_expr *ta_x_code(ta_extraction *x, ta_code *code, ta_place *place);

/* fills.cc */
bool ta_x_fills(ta_extraction *x, const gimple *stmt);
bool ta_x_find_fill(ta_extraction *x, ta_store *st);
bool ta_x_fill(ta_extraction *x, const ta_store *st, basic_block bb);

/* scatter.cc */
int ta_x_add_iterator(ta_extraction *x, ta_stmt *s);
bool ta_x_scatters(ta_extraction *x, ta_store *st);
bool ta_x_is_old(ta_extraction *x, gimple *g);
bool ta_x_scatter(ta_extraction *x, const ta_store *st, basic_block bb);
bool ta_x_scatter_bounds(ta_extraction *x);

/* lookup.cc */
int ta_x_place_of(ta_extraction *x, tree ref, ta_expr **index, ta_place *place);
int64_t ta_x_most(const ta_expr *e);
const ta_idx *ta_x_span(ta_extraction *x, int array);
int ta_x_member_base(ta_extraction *x, tree ref);
int ta_x_fixed_base(ta_extraction *x, tree pointer, ta_expr **sum, int size,
		    ta_place *place);
void ta_x_note_looked(ta_extraction *x, int param, tree ref, gassign *g,
		      const ta_idx *span);
ta_expr *ta_x_lookup(ta_extraction *x, tree ref, gassign *g, ta_place *place);
bool ta_x_looked_apart(ta_extraction *x);

/* callers.cc */
bool ta_callers_know(tree fn, tree handle, int64_t *value);

/* subscript.cc */
bool ta_x_has_turn(ta_extraction *x, const ta_idx *idx);
bool ta_x_either_element(ta_extraction *x, tree name, gassign *g, tree ref,
			 ta_place *place, ta_expr **e);

/* exprs.cc */
ta_expr *ta_x_expr(ta_extraction *x, tree op, ta_place *place);
ta_expr *ta_x_def(ta_extraction *x, tree name, ta_place *place);
ta_expr *ta_x_compare(ta_extraction *x, enum tree_code code, tree a, tree b,
		      ta_place *place, location_t loc);

/* calls.cc */
bool ta_x_math_call(const gimple *stmt);
tree ta_x_hinted(const gimple *stmt);
void ta_x_condition(const gcond *cond, enum tree_code *code, tree *a, tree *b);
bool ta_x_pure_call(ta_extraction *x, const gimple *stmt);
ta_expr *ta_x_call(ta_extraction *x, gcall *call, ta_place *place);
ta_expr *ta_x_test(ta_extraction *x, gcond *cond, ta_place *place);
/* What is asked of the edges of a switch: whether one "leads" where the value is (NULL:
   all do), and the value then; both with "data". */
struct ta_cases {
	bool (*leads)(ta_extraction *x, edge e, void *data);
	ta_expr *(*value)(ta_extraction *x, edge e, ta_place *place,
			  void *data);
	void *data;
};
ta_expr *ta_x_switch(ta_extraction *x, gswitch *sw, const ta_cases *cases,
		     ta_place *place);
ta_expr *ta_x_join(ta_extraction *x, gphi *phi, ta_place *place);

/* carried.cc */
bool ta_x_enter(ta_extraction *x, class loop *loop);
tree ta_x_skipped(ta_extraction *x, gphi *phi);
bool ta_x_latch(ta_extraction *x, class loop *loop);
bool ta_x_virtual_of(ta_extraction *x, tree name);
ta_expr *ta_x_read(ta_extraction *x, tree name, ta_place *place,
		   location_t loc);
ta_expr *ta_x_after(ta_extraction *x, tree name, class loop *in,
		    ta_place *place);
ta_expr *ta_x_keep(ta_extraction *x, tree name, ta_place *place);
bool ta_x_hold(ta_extraction *x, tree name, ta_expr *value, basic_block bb,
	       class loop *in, int pos, location_t loc);
int ta_x_hold_value(ta_extraction *x, ta_expr *value, basic_block bb,
		    class loop *in, int pos, location_t loc);
ta_expr *ta_x_held_value(ta_extraction *x, int n, gimple *at);
bool ta_x_live_outs(ta_extraction *x);

/* shapes.cc */
void ta_x_shapes(ta_extraction *x);

/* clauses.cc */
void ta_x_clauses(ta_extraction *x);
const ta_idx *ta_x_clause_size(ta_extraction *x, const ta_cexpr *e);

#endif
