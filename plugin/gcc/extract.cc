/* SPDX-License-Identifier: GPL-3.0-or-later */
/* extract.cc - a run of loop nests as a tensor program.

   Assumes a region (region.cc) in SSA form.  Positions are given to its
   statements in program order; every loop's trips are found; then the region
   is walked, and each store, and each step of a carried scalar, becomes a
   program statement.  Statements may be added at positions walked past; their
   order, and the iterators' final form, are settled at the end (place.cc).  On the first
   thing that cannot be expressed all stops, and the reason is kept.  Changes
   nothing in the function. */
#include "gcc-compat.h"
#include "extract.h"
#include "helpers.h"
#include "markers.h"

/* An error leaves the extraction "data", whose frame is still there. */
static void release_extraction(void *data)
{
	((ta_extraction *)data)->~ta_extraction();
}

/* Set up an extraction of "region" into "arena". */
ta_extraction::ta_extraction(ta_region *region, ta_arena *arena,
			     ta_diag *diag, vec<tree> *parts,
			     vec<class loop *> *loops)
	: r(region), a(arena), p(NULL), fun(region->fun), errors(diag),
	  base_depth((int)loop_depth(region->nests[0])),
	  directive(region->scope.directive),
	  coalesce(true), conflict(false), whole(parts), more_whole(false),
	  divided(loops), more_divided(NULL), sized(false), more_sized(false),
	  failed(false), failed_loop(NULL),
	  failed_loc(UNKNOWN_LOCATION), reason(TA_REASON_NONE), detail(NULL),
	  why(TA_REASON_NON_AFFINE), why_detail(NULL), nbusy(0), evals(0),
	  eval_depth(0), npos(0),
	  scatter(NULL), old_element(NULL)
{
	ta_own(&own, release_extraction, this);
}

/* Free what is not in the arena. */
ta_extraction::~ta_extraction()
{
	unsigned i;

	ta_disown(&own);
	for (i = 0; i < all_infos.length(); i++)
		delete all_infos[i];
	for (i = 0; i < arrays.length(); i++)
		delete arrays[i];
	for (i = 0; i < rows.length(); i++)
		delete rows[i];
}

/* Record that "loop" cannot be extracted because of "reason" at "loc", if
   nothing is recorded yet; return false. */
bool ta_x_fail(ta_extraction *x, class loop *loop, location_t loc,
	       enum ta_reason reason, const char *detail)
{
	if (x->failed)
		return false;
	x->failed = true;
	x->failed_loop = loop ? loop : x->r->nests[0];
	x->failed_loc = loc;
	if (LOCATION_LOCUS(loc) == UNKNOWN_LOCATION)
		x->failed_loc = ta_loop_location(x->failed_loop);
	x->reason = reason;
	x->detail = detail;
	return false;
}

/* The same with the reason noted last. */
bool ta_x_fail_why(ta_extraction *x, class loop *loop, location_t loc)
{
	return ta_x_fail(x, loop, loc, x->why, x->why_detail);
}

/* Note why a value is not known. */
void ta_x_note(ta_extraction *x, enum ta_reason why, const char *detail)
{
	x->why = why;
	x->why_detail = detail;
}

/* Return the innermost loop of the region that "bb" is in, or NULL. */
class loop *ta_x_loop(ta_extraction *x, basic_block bb)
{
	class loop *loop = bb->loop_father;

	return (int)loop_depth(loop) < x->base_depth ? NULL : loop;
}

/* Return the loop around "loop" in the region, or NULL. */
class loop *ta_x_outer(ta_extraction *x, class loop *loop)
{
	class loop *out = loop_outer(loop);

	return (int)loop_depth(out) < x->base_depth ? NULL : out;
}

/* Return which iterator "loop" has; -1 for no loop. */
int ta_x_depth(ta_extraction *x, class loop *loop)
{
	class loop *out;
	int d;

	if (!loop)
		return -1;
	d = (int)loop_depth(loop) - x->base_depth;
	for (out = ta_x_outer(x, loop); out; out = ta_x_outer(x, out))
		d += ta_x_nquotients(x, out);
	return d;
}

/* Return how many iterators a statement in a trip of "loop" (NULL: in none)
   has. */
int ta_x_dims(ta_extraction *x, class loop *loop)
{
	return ta_x_depth(x, loop) + 1 + ta_x_nquotients(x, loop);
}

/* Return true if "inner" (NULL: no loop) is "outer" or inside it. */
bool ta_x_in(class loop *inner, class loop *outer)
{
	if (!outer || inner == outer)
		return true;
	return inner && flow_loop_nested_p(outer, inner);
}

/* Return true if "name" is defined in the region. */
bool ta_x_inside(ta_extraction *x, tree name)
{
	basic_block bb;

	if (SSA_NAME_IS_DEFAULT_DEF(name))
		return false;
	bb = gimple_bb(SSA_NAME_DEF_STMT(name));
	return bb && bitmap_bit_p(x->bbs, bb->index);
}

/* Return the name that the user gave the variable of "name", or "other". */
const char *ta_x_name(ta_extraction *x, tree name, const char *other)
{
	tree id = SSA_NAME_IDENTIFIER(name);
	const char *s;
	size_t n;

	if (!id)
		return other;
	s = IDENTIFIER_POINTER(id);
	n = strcspn(s, ".$");
	return n ? ta_strndup(x->a, s, n) : other;
}

/* A part of a loop's body: a block, or a loop directly inside. */
struct part {
	basic_block bb;
	class loop *loop;
};

/* Return the part of "in" that "bb" belongs to. */
static part part_of(ta_extraction *x, class loop *in, basic_block bb)
{
	class loop *l = ta_x_loop(x, bb);
	part p = { bb, NULL };

	if (l == in)
		return p;
	while (ta_x_outer(x, l) != in)
		l = ta_x_outer(x, l);
	p.bb = l->header;
	p.loop = l;
	return p;
}

/* Return true if "e" stays in one trip of "in" (NULL: in the region). */
static bool stays(ta_extraction *x, class loop *in, edge e)
{
	if (e == x->r->exit)
		return false;
	if (!in)
		return bitmap_bit_p(x->bbs, e->dest->index);
	return e->dest != in->header && flow_bb_inside_loop_p(in, e->dest);
}

/* Add to "order" the parts of "in" reachable from "p", last ones first. */
static void visit(ta_extraction *x, class loop *in, part p, bitmap seen,
		  vec<part> &order)
{
	auto_vec<edge> out;
	edge_iterator ei;
	unsigned i;
	edge e;

	if (!bitmap_set_bit(seen, p.bb->index))
		return;
	if (p.loop) {
		auto_vec<edge> exits = get_loop_exit_edges(p.loop);

		out.safe_splice(exits);
	} else {
		FOR_EACH_EDGE(e, ei, p.bb->succs)
			out.safe_push(e);
	}
	for (i = 0; i < out.length(); i++)
		if (stays(x, in, out[i]))
			visit(x, in, part_of(x, in, out[i]->dest), seen,
			      order);
	order.safe_push(p);
}

/* Set "order" to the parts of a trip of "in", in the order they run. */
static void parts(ta_extraction *x, class loop *in, vec<part> &order)
{
	basic_block top = in ? in->header : x->r->entry->dest;
	auto_bitmap seen;

	visit(x, in, part_of(x, in, top), seen, order);
	order.reverse();
}

/* Collect the blocks of the region. */
static void collect_blocks(ta_extraction *x)
{
	auto_vec<basic_block> work;
	edge_iterator ei;
	edge e;

	work.safe_push(x->r->entry->dest);
	bitmap_set_bit(x->bbs, x->r->entry->dest->index);
	while (!work.is_empty()) {
		basic_block bb = work.pop();

		FOR_EACH_EDGE(e, ei, bb->succs)
			if (e != x->r->exit
			    && bitmap_set_bit(x->bbs, e->dest->index))
				work.safe_push(e->dest);
	}
}

/* Return why a call of what the compiler itself calls "name" cannot be in a
   program. */
static enum ta_reason bad_internal_call(const char *name)
{
	if (startswith(name, "UBSAN") || startswith(name, "ASAN")
	    || startswith(name, "HWASAN"))
		return TA_REASON_SANITIZED;
	return startswith(name, "GOMP_") ? TA_REASON_OPENMP : TA_REASON_CALL;
}

/* Return why the call "stmt" cannot be in a program, or TA_REASON_NONE. */
static enum ta_reason bad_call(ta_extraction *x, gimple *stmt,
			       const char **detail)
{
	tree fn = gimple_call_fndecl(stmt);
	const char *name;

	if (ta_x_pure_call(x, stmt) || ta_x_fills(x, stmt)
	    || gimple_call_builtin_p(stmt, BUILT_IN_PREFETCH))
		return TA_REASON_NONE;
	if (ta_marker_p(stmt, NULL, NULL))
		return TA_REASON_OFF;
	if (gimple_call_internal_p(stmt))
		return bad_internal_call(internal_fn_name(
			gimple_call_internal_fn(stmt)));
	if (!fn || !DECL_NAME(fn))
		return TA_REASON_CALL;
	name = IDENTIFIER_POINTER(DECL_NAME(fn));
	if (startswith(name, "GOMP_") || startswith(name, "__builtin_GOMP_"))
		return TA_REASON_OPENMP;
	*detail = name;
	if (ta_x_math_call(stmt))
		return TA_REASON_ERRNO;
	if (!strncmp(name, "__builtin___ubsan", 17)
	    || !strncmp(name, "__ubsan", 7))
		return TA_REASON_SANITIZED;
	if (!strncmp(name, "__atomic_", 9) || !strncmp(name, "__sync_", 7))
		return TA_REASON_VOLATILE;
	*detail = ta_helper_name(x->a, x->r->fun, fn);
	return TA_REASON_CALL;
}

/* Whether "stmt" is the copy that splice.cc makes of a size in front of the
   call of a kernel: assembly that nobody wrote. */
static bool before_kernel(gimple *stmt)
{
	gasm *g = dyn_cast<gasm *>(stmt);

	return g && gimple_location(g) == UNKNOWN_LOCATION
	       && !gimple_asm_volatile_p(g) && !*gimple_asm_string(g);
}

/* Return why "stmt" cannot be in a program, or TA_REASON_NONE; what it
   computes is looked at when it is used. */
static enum ta_reason bad_stmt(ta_extraction *x, gimple *stmt,
			       const char **detail)
{
	*detail = NULL;
	switch (gimple_code(stmt)) {
	case GIMPLE_COND:
	case GIMPLE_SWITCH:
	case GIMPLE_LABEL:
	case GIMPLE_PREDICT:
	case GIMPLE_NOP:
	case GIMPLE_DEBUG:
		return TA_REASON_NONE;
	case GIMPLE_ASM:
		return before_kernel(stmt) ? TA_REASON_CALL : TA_REASON_ASM;
	case GIMPLE_CALL:
		return bad_call(x, stmt, detail);
	case GIMPLE_ASSIGN:
		return gimple_has_volatile_ops(stmt) && !gimple_clobber_p(stmt)
			       ? TA_REASON_VOLATILE
			       : TA_REASON_NONE;
	default:
		return TA_REASON_IRREDUCIBLE;
	}
}

/* Return the name of the built-in function that "call" calls, as in C. */
static const char *called_name(const gimple *call)
{
	const char *name = IDENTIFIER_POINTER(
		DECL_NAME(gimple_call_fndecl(call)));

	return startswith(name, "__builtin_") ? name + 10 : name;
}

/* Number the statements of "bb", in loop "in", and collect its stores. */
static bool number_block(ta_extraction *x, basic_block bb, class loop *in)
{
	gimple_stmt_iterator i;

	if (bb->flags & BB_IRREDUCIBLE_LOOP)
		return ta_x_fail(x, in, UNKNOWN_LOCATION,
				 TA_REASON_IRREDUCIBLE, NULL);
	for (gphi_iterator g = gsi_start_phis(bb); !gsi_end_p(g); gsi_next(&g))
		x->pos.put(g.phi(), x->npos);
	x->npos++;
	for (i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i)) {
		gimple *stmt = gsi_stmt(i);
		const char *detail;
		enum ta_reason bad = bad_stmt(x, stmt, &detail);

		if (bad == TA_REASON_NONE && !x->directive->implied)
			bad = ta_refused_stmt(x->fun, stmt);
		if (bad != TA_REASON_NONE)
			return ta_x_fail(x, in, gimple_location(stmt), bad,
					 detail);
		if (is_gimple_debug(stmt) || gimple_clobber_p(stmt))
			continue;
		x->pos.put(stmt, x->npos++);
		if (gimple_vdef(stmt)
		    && (is_gimple_assign(stmt) || ta_x_fills(x, stmt))) {
			ta_store s = { stmt, in, x->npos - 1, false, -1,
				       NULL, NULL, NULL,
				       is_gimple_call(stmt)
					       ? called_name(stmt) : NULL };

			x->stores.safe_push(s);
		}
	}
	return true;
}

/* Number the statements in "in" (NULL: the region) in program order. */
static bool number(ta_extraction *x, class loop *in)
{
	auto_vec<part> order;
	unsigned i;

	parts(x, in, order);
	for (i = 0; i < order.length(); i++) {
		class loop *l = order[i].loop;

		if (!l) {
			if (!number_block(x, order[i].bb, in))
				return false;
			continue;
		}
		x->loop_pos.put(l, x->npos++);
		if (!number(x, l))
			return false;
		x->loop_end.put(l, x->npos++);
	}
	return true;
}

/* Find the trips of "loop" and the loops inside, but of those that are functions. */
static bool find_trips(ta_extraction *x, class loop *loop)
{
	ta_loop_info *info = ta_x_info(x, loop);
	class loop *l;

	if (!info->ok && ta_x_closed(x, loop))
		return true;
	if (!info->ok) {
		ta_x_note(x, info->why, info->why_detail);
		return ta_x_fail_why(x, loop, UNKNOWN_LOCATION);
	}
	for (l = loop->inner; l; l = l->next)
		if (!find_trips(x, l))
			return false;
	return true;
}

/* Add a statement at "pos" of "in", run when "bb" is (NULL: always); NULL after
   a failure.  Conditions on data are added to "ways"; NULL: there must be none.
   Its write and right side are left to the caller. */
ta_stmt *ta_x_stmt(ta_extraction *x, basic_block bb, class loop *in, int pos,
		   location_t loc, vec<ta_way> *ways)
{
	ta_stmt *s = ta_program_stmt(x->p, ta_x_dims(x, in), loc);
	ta_item item = { in, pos, (int)x->items.length(), s, NULL, 0, false };

	if (!ta_x_domain(x, s, in)
	    || (bb && !ta_x_predicate(x, s, bb, in, ways))) {
		ta_x_fail(x, in, loc, TA_REASON_TRIP_COUNT, NULL);
		return NULL;
	}
	item.passed = ways ? ta_x_loops_inside(x, *ways, in) : 0;
	x->items.safe_push(item);
	return s;
}

/* Make statements of all in "in" (NULL: the region). */
static bool extract_parts(ta_extraction *x, class loop *in)
{
	auto_vec<part> order;
	unsigned i;

	parts(x, in, order);
	for (i = 0; i < order.length(); i++) {
		class loop *l = order[i].loop;
		ta_item item = { in, 0, 0, NULL, l, 0, false };

		if (!l) {
			if (!ta_x_block(x, order[i].bb, in))
				return false;
			continue;
		}
		if (ta_x_code_of(x, l->header))
			continue;
		item.pos = *x->loop_pos.get(l);
		if (!ta_x_hold_ways(x, l) || !ta_x_enter(x, l))
			return false;
		item.seq = (int)x->items.length();
		x->items.safe_push(item);
		if (!extract_parts(x, l) || !ta_x_latch(x, l))
			return false;
	}
	return true;
}

/* Give virtual arrays their extents: the trips of the loops that "s", which
   writes one, is in. */
static void set_extents(ta_extraction *x, const ta_stmt *s)
{
	ta_array *array = &x->p->array[s->write->array];
	int d;

	if (!array->is_virtual || array->extent || !array->ndims)
		return;
	array->extent = TA_NEWV(x->a, const ta_idx *, array->ndims);
	for (d = 0; d < array->ndims; d++) {
		const ta_idx *lo, *hi;

		if (ta_range(x->p, s, 0, s->write->sub[d], &lo, &hi))
			array->extent[d] = ta_idx_addk(x->a, hi, 1);
	}
}

/* Put the clauses of the pragma into the program. */
static void set_options(ta_extraction *x)
{
	const ta_directive *d = x->directive;

	if (!d)
		return;
	x->p->lower = d->lower;
	x->p->require = d->require;
	x->p->serial = d->serial;
	x->p->deterministic = d->deterministic;
	x->p->cx_limited = flag_finite_math_only
			   || (d->fp == TA_FP_RELAXED && !d->implied);
	x->p->traps = d->implied && flag_trapping_math;
	ta_x_clauses(x);
}

/* Return true if every loop of the region does something; one that does not,
   but perhaps count, is better left to GCC. */
static bool all_do_something(ta_extraction *x)
{
	unsigned i;

	for (i = 0; i < x->r->nests.length(); i++)
		if (!ta_x_has_stmts(x, x->r->nests[i]))
			return ta_x_fail(x, x->r->nests[i], UNKNOWN_LOCATION,
					 TA_REASON_NO_GAIN, NULL);
	return true;
}

/* Let the domain of each statement have all that is known of quotients. */
static void complete_domains(ta_extraction *x)
{
	class loop *loop;
	unsigned i;

	for (i = 0; i < x->items.length(); i++)
		for (loop = x->items[i].in; x->items[i].stmt && loop;
		     loop = ta_x_outer(x, loop))
			ta_x_quotient_complete(x, x->items[i].stmt, loop);
}

/* Extract the region of "x": false if that fails. */
bool ta_x_run(ta_extraction *x)
{
	location_t loc = ta_loop_location(x->r->nests[0]);
	const char *name = function_name(x->fun);
	unsigned i;

	if (x->directive && x->directive->name)
		name = x->directive->name;
	x->p = x->r->prog = ta_program_new(x->a, name, loc);
	if (x->directive)
		x->p->fp = x->directive->fp;
	x->r->handles.truncate(0);
	x->r->loop_of_nest.truncate(0);
	x->r->live_outs.truncate(0);
	x->r->forget_codes();
	collect_blocks(x);
	if (!number(x, NULL))
		return false;
	for (i = 0; i < x->r->nests.length(); i++)
		if (!find_trips(x, x->r->nests[i]))
			return false;
	if (!ta_x_stores(x) || !extract_parts(x, NULL) || !ta_x_live_outs(x)
	    || !all_do_something(x) || !ta_x_rows(x))
		return false;
	if (!ta_x_passes_no_routine(x))
		return false;
	complete_domains(x);
	ta_x_place_stmts(x);
	if (!ta_untile_sizes(x->p))
		return ta_x_fail(x, NULL, UNKNOWN_LOCATION,
				 TA_REASON_TRIP_COUNT, NULL);
	for (i = 0; i < (unsigned)x->p->nstmts; i++)
		set_extents(x, x->p->stmt[i]);
	ta_x_aliases(x);
	ta_x_shapes(x);
	if (!ta_x_scatter_bounds(x) || !ta_x_looked_apart(x))
		return false;
	set_options(x);
	x->p->done = TA_PHASE_EXTRACT;
	return !x->failed;
}
