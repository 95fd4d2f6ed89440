/* SPDX-License-Identifier: GPL-3.0-or-later */
/* region.cc - which loops of a kernel are lowered together.

   Assumes markers from pragma.cc and loop structures.  Each outermost loop of
   the kernel is tried on its own; one that cannot be extracted is skipped with
   its reason and the loops inside are tried in its place.  Neighbours with
   nothing between them that is left out are tried together, and stay so if
   that works.  Leaves true that regions do not overlap, and that the function
   is as it was. */
#include "gcc-compat.h"
#include "extract.h"
#include "markers.h"

/* So many loops at most are tried together: each that joins has all of them
   extracted again. */
enum { MAX_TOGETHER = 24 };

/* What a search for regions works on. */
struct search {
	const ta_scope *scope;
	ta_arena *arena;
	ta_diag *errors;
	auto_bitmap kernel, off;
	auto_vec<basic_block> kept;
	vec<ta_region *> *regions;
	vec<ta_skipped> *skipped;
};

/* Return a place in the body of "loop", the first in dominance order, if any is
   known: an OpenMP loop has been rebuilt without one of its own. */
static location_t body_location(class loop *loop)
{
	basic_block *bbs = get_loop_body_in_dom_order(loop);
	location_t loc = UNKNOWN_LOCATION;

	for (unsigned n = 0; n < loop->num_nodes; n++) {
		gimple_stmt_iterator i = gsi_start_nondebug_bb(bbs[n]);

		for (; !gsi_end_p(i) && LOCATION_LOCUS(loc) == UNKNOWN_LOCATION;
		     gsi_next_nondebug(&i))
			loc = gimple_location(gsi_stmt(i));
	}
	free(bbs);
	return loc;
}

/* Return the line of "loop": that of its condition, or the first in it. */
location_t ta_loop_location(class loop *loop)
{
	auto_vec<edge> exits = get_loop_exit_edges(loop);
	gimple_stmt_iterator i;
	unsigned n;

	for (n = 0; n < exits.length(); n++) {
		gimple *last = ta_last_stmt(exits[n]->src);

		if (last && gimple_code(last) == GIMPLE_COND
		    && gimple_location(last) != UNKNOWN_LOCATION)
			return gimple_location(last);
	}
	for (i = gsi_start_bb(loop->header); !gsi_end_p(i); gsi_next(&i))
		if (!is_gimple_debug(gsi_stmt(i))
		    && gimple_location(gsi_stmt(i)) != UNKNOWN_LOCATION)
			return gimple_location(gsi_stmt(i));
	return body_location(loop);
}

/* Return the only way out of "loop", or NULL. */
static edge only_exit(class loop *loop)
{
	auto_vec<edge> exits = get_loop_exit_edges(loop);

	return exits.length() == 1 ? exits[0] : NULL;
}

/* Return the value on entry of leaf "argno" of the directive of "r", or
   NULL. */
tree ta_region_arg(const ta_region *r, int argno)
{
	const gcall *begin = r->scope.begin;

	if (!begin || argno < 0
	    || argno >= (int)gimple_call_num_args(begin))
		return NULL_TREE;
	return gimple_call_arg(begin, argno);
}

/* Return the region of "loops" as yet without a program. */
static ta_region *new_region(const ta_scope *scope,
			     const vec<class loop *> &loops)
{
	ta_region *r = new ta_region();
	unsigned i;

	r->fun = scope->fun;
	r->scope = *scope;
	for (i = 0; i < loops.length(); i++)
		r->nests.safe_push(loops[i]);
	r->entry = loop_preheader_edge(loops[0]);
	r->exit = only_exit(r->nests.last());
	r->prog = NULL;
	return r;
}

/* Fill in "skipped" for "loop". */
static void set_skipped(ta_skipped *skipped, class loop *loop,
			enum ta_reason reason, const char *detail)
{
	skipped->loop = loop;
	skipped->loc = ta_loop_location(loop);
	skipped->reason = reason;
	skipped->detail = detail;
	skipped->inner = false;
}

/* What extraction finds out that has to be known when it begins: whether scalars
   share arrays, the arrays of which the elements are complex numbers, the
   loops whose trips have quotients, and whether the steps of loops are counted that go
   by a parameter. */
struct beforehand {
	bool coalesce, sized;
	auto_vec<tree> whole;
	auto_vec<class loop *> divided;
};

/* Extract "region" once into "arena", with what "known" says.  *again if it may
   go better with what that says then. */
static bool extract_once(ta_region *region, ta_arena *arena, ta_diag *errors,
			 beforehand *known, bool *again, ta_skipped *skipped)
{
	ta_extraction x(region, arena, errors, &known->whole, &known->divided);
	bool ok;

	x.coalesce = known->coalesce;
	x.sized = known->sized;
	ok = ta_x_run(&x);
	*again = !ok
		 && (x.more_whole || (known->coalesce && x.conflict)
		     || x.more_divided);
	known->coalesce = known->coalesce && !x.conflict;
	if (!ok && !*again && x.more_sized)
		*again = known->sized = true;
	if (x.more_divided)
		known->divided.safe_push(x.more_divided);
	if (!ok) {
		region->prog = NULL;
		if (skipped)
			set_skipped(skipped, region->nests[0], x.reason,
				    x.detail);
	}
	return ok;
}

/* A region is extracted so many times at most, each time with something more known
   beforehand.  What is found by an address that is made anew in each attempt, as a row
   of a table is, would never be known. */
enum { MOST_ATTEMPTS = 64 };

/* Extract "region" into "arena"; what is wrong with the pragma's clauses is
   reported to "errors". */
static bool extract(ta_region *region, ta_arena *arena, ta_diag *errors,
		    ta_skipped *skipped)
{
	class loop *last = region->nests.last();
	bool again, ok;
	beforehand known;
	int attempts = 0;

	known.coalesce = true;
	known.sized = false;
	if (!region->exit) {
		bool none = get_loop_exit_edges(last).is_empty();

		if (skipped)
			set_skipped(skipped, last,
				    none ? TA_REASON_TRIP_COUNT
					 : TA_REASON_SEVERAL_EXITS,
				    NULL);
		return false;
	}
	do
		ok = extract_once(region, arena, errors, &known, &again,
				  skipped);
	while (again && ++attempts < MOST_ATTEMPTS);
	return ok;
}

/* The same for the pass. */
bool ta_extract(ta_region *region, ta_arena *arena, ta_skipped *skipped)
{
	return extract(region, arena, NULL, skipped);
}

/* Return the region of the loops "first" to "last" of "region", extracted into
   "arena", or NULL. */
ta_region *ta_subregion(const ta_region *region, int first, int last,
			ta_arena *arena)
{
	auto_vec<class loop *> loops;
	ta_region *r;
	int i;

	for (i = first; i <= last; i++)
		loops.safe_push(region->nests[i]);
	r = new_region(&region->scope, loops);
	if (extract(r, arena, NULL, NULL))
		return r;
	delete r;
	return NULL;
}

/* Return the marker of "kind" and number "id" in "bb" from "i" on, or NULL. */
static gimple *find_marker(gimple_stmt_iterator i, int id,
			   enum ta_marker kind)
{
	for (; !gsi_end_p(i); gsi_next(&i)) {
		enum ta_marker k;
		int n;

		if (ta_marker_p(gsi_stmt(i), &n, &k) && n == id && k == kind)
			return gsi_stmt(i);
	}
	return NULL;
}

/* Add to "blocks" those reached from the marker "begin" before the marker of "kind"
   and number "id" is. */
void ta_blocks_until(gimple *begin, int id, enum ta_marker kind, bitmap blocks)
{
	gimple_stmt_iterator i = gsi_for_stmt(begin);
	auto_vec<basic_block> work;
	edge_iterator ei;
	edge e;

	if (find_marker(i, id, kind))
		return;
	work.safe_push(gimple_bb(begin));
	while (!work.is_empty()) {
		basic_block bb = work.pop();

		FOR_EACH_EDGE(e, ei, bb->succs)
			if (e->dest->index >= NUM_FIXED_BLOCKS
			    && bitmap_set_bit(blocks, e->dest->index)
			    && !find_marker(gsi_start_bb(e->dest), id, kind))
				work.safe_push(e->dest);
	}
}

/* Return whether "stmt" is between the markers "begin" and "end", between which are
   the blocks "blocks" from that of "begin" on. */
bool ta_is_between(gimple *stmt, enum ta_marker begin, enum ta_marker end,
		   bitmap blocks)
{
	gimple_stmt_iterator i = gsi_for_stmt(stmt);

	for (; !gsi_end_p(i); gsi_prev(&i)) {
		enum ta_marker kind;

		if (!ta_marker_p(gsi_stmt(i), NULL, &kind))
			continue;
		if (kind == begin || kind == end)
			return kind == begin;
	}
	return bitmap_bit_p(blocks, gimple_bb(stmt)->index);
}

/* Return the first call in the kernel "scope" of a function that is none of the
   compiler's own, or NULL. */
gcall *ta_scope_call(const ta_scope *scope)
{
	auto_bitmap blocks;
	basic_block bb;

	ta_blocks_until(scope->begin, scope->id, TA_MARKER_END, blocks);
	FOR_EACH_BB_FN(bb, scope->fun)
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i);
		     gsi_next(&i)) {
			gcall *call = dyn_cast<gcall *>(gsi_stmt(i));

			if (call && gimple_call_fndecl(call)
			    && !ta_marker_p(call, NULL, NULL)
			    && !fndecl_built_in_p(gimple_call_fndecl(call))
			    && ta_is_between(call, TA_MARKER_BEGIN,
					     TA_MARKER_END, blocks))
				return call;
		}
	return NULL;
}

/* Return the block that control comes to when a kernel that "bb" ends with a
   call of has returned false, or NULL. */
static basic_block kept_from(basic_block bb)
{
	gcond *cond = safe_dyn_cast<gcond *>(ta_last_stmt(bb));
	edge t, f;
	tree ok;

	if (!cond || !integer_zerop(gimple_cond_rhs(cond))
	    || TREE_CODE(gimple_cond_lhs(cond)) != SSA_NAME)
		return NULL;
	ok = gimple_cond_lhs(cond);
	if (!is_gimple_call(SSA_NAME_DEF_STMT(ok))
	    || !ta_kernel_fn(gimple_call_fndecl(SSA_NAME_DEF_STMT(ok))))
		return NULL;
	extract_true_false_edges_from_block(bb, &t, &f);
	return gimple_cond_code(cond) == NE_EXPR ? f->dest : t->dest;
}

/* Return true if "loop" is kept for when a kernel made before, and inlined
   since, returns false. */
static bool is_kept(const search *s, class loop *loop)
{
	unsigned i;

	for (i = 0; i < s->kept.length(); i++)
		if (dominated_by_p(CDI_DOMINATORS, loop->header, s->kept[i]))
			return true;
	return false;
}

/* Find the blocks of the kernel, those in it that are switched off, and where
   what other kernels keep begins. */
static void find_blocks(search *s)
{
	basic_block bb;

	if (s->scope->begin)
		ta_blocks_until(s->scope->begin, s->scope->id, TA_MARKER_END,
				s->kernel);
	FOR_EACH_BB_FN(bb, s->scope->fun) {
		gimple_stmt_iterator i;

		if (!s->scope->begin)
			bitmap_set_bit(s->kernel, bb->index);
		if (kept_from(bb))
			s->kept.safe_push(kept_from(bb));
		for (i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i)) {
			enum ta_marker kind;
			int id;

			if (ta_marker_p(gsi_stmt(i), &id, &kind)
			    && kind == TA_MARKER_OFF_BEGIN)
				ta_blocks_until(gsi_stmt(i), id,
						TA_MARKER_OFF_END, s->off);
		}
	}
}

/* Return true if some marker is in "bb". */
static bool has_marker(basic_block bb)
{
	gimple_stmt_iterator i;

	for (i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i))
		if (ta_marker_p(gsi_stmt(i), NULL, NULL))
			return true;
	return false;
}

/* Return true if all ways from loop "a" lead to "b" and nowhere else, through
   blocks that only these have. */
static bool adjacent(class loop *a, class loop *b)
{
	edge out = only_exit(a), into = loop_preheader_edge(b), e;
	auto_vec<basic_block> work;
	auto_bitmap seen;
	edge_iterator ei;
	bool met = false;

	if (!out || loop_outer(a) != loop_outer(b) || out->dest == b->header)
		return false;
	work.safe_push(out->dest);
	bitmap_set_bit(seen, out->dest->index);
	while (!work.is_empty()) {
		basic_block bb = work.pop();

		if (bb->loop_father != loop_outer(a) || has_marker(bb)
		    || bb->index < NUM_FIXED_BLOCKS)
			return false;
		if (bb == loop_outer(a)->header)
			return false;
		if (!single_pred_p(bb))
			FOR_EACH_EDGE(e, ei, bb->preds)
				if (!dominated_by_p(CDI_DOMINATORS, e->src,
						    out->dest))
					return false;
		FOR_EACH_EDGE(e, ei, bb->succs) {
			if (e == into)
				met = true;
			else if (bitmap_set_bit(seen, e->dest->index))
				work.safe_push(e->dest);
		}
	}
	return met;
}

/* Return the region of the loops of "run" and "next" together, extracted, or
   NULL. */
static ta_region *joined(search *s, ta_region *run, ta_region *next)
{
	auto_vec<class loop *> loops;
	ta_region *r;

	if (run->nests.length() >= MAX_TOGETHER
	    || !adjacent(run->nests.last(), next->nests[0]))
		return NULL;
	loops.safe_splice(run->nests);
	loops.safe_splice(next->nests);
	r = new_region(s->scope, loops);
	if (extract(r, s->arena, NULL, NULL))
		return r;
	delete r;
	return NULL;
}

/* Order loops as they run. */
static int loop_cmp(const void *u, const void *v)
{
	class loop *a = *(class loop *const *)u, *b = *(class loop *const *)v;

	if (a == b)
		return 0;
	if (dominated_by_p(CDI_DOMINATORS, a->header, b->header))
		return 1;
	if (dominated_by_p(CDI_DOMINATORS, b->header, a->header))
		return -1;
	return a->num - b->num;
}

static void try_loops(search *s, class loop *parent);

/* Skip "loop" as "why" says, and try those inside. */
static void skip_loop(search *s, const ta_skipped *why)
{
	unsigned at = s->skipped->length(), had = s->regions->length();

	s->skipped->safe_push(*why);
	if (why->reason == TA_REASON_OFF
	    && bitmap_bit_p(s->off, why->loop->header->index))
		return;
	try_loops(s, why->loop);
	(*s->skipped)[at].inner = s->regions->length() > had;
	if (!(*s->skipped)[at].inner)
		s->skipped->truncate(at + 1);
}

/* Extract "loop" alone: NULL, with the reason in "why", if it cannot be. */
static ta_region *try_loop(search *s, class loop *loop, ta_skipped *why)
{
	auto_vec<class loop *> one;
	ta_region *r;

	set_skipped(why, loop, TA_REASON_OFF, NULL);
	if (bitmap_bit_p(s->off, loop->header->index))
		return NULL;
	one.safe_push(loop);
	r = new_region(s->scope, one);
	if (extract(r, s->arena, s->errors, why))
		return r;
	delete r;
	return NULL;
}

/* Try the loops of the kernel that are directly in "parent". */
static void try_loops(search *s, class loop *parent)
{
	auto_vec<class loop *> loops;
	ta_region *run = NULL;
	class loop *l;
	unsigned i;

	for (l = parent->inner; l; l = l->next)
		if (bitmap_bit_p(s->kernel, l->header->index)
		    && dominated_by_p(CDI_DOMINATORS, l->header,
				      s->scope->entry)
		    && !is_kept(s, l))
			loops.safe_push(l);
	std::sort(loops.begin(), loops.end(),
		  [](class loop *a, class loop *b) {
			  return loop_cmp(&a, &b) < 0;
		  });
	for (i = 0; i < loops.length(); i++) {
		ta_skipped why;
		ta_region *next = try_loop(s, loops[i], &why), *both = NULL;

		if (run && next)
			both = joined(s, run, next);
		if (both) {
			delete run;
			delete next;
			run = both;
			continue;
		}
		if (run)
			s->regions->safe_push(run);
		run = next;
		if (!next)
			skip_loop(s, &why);
	}
	if (run)
		s->regions->safe_push(run);
}

/* Skip what goes round in the kernel without being a loop, as it has several
   ways in.  Inside of loops it is they that are skipped. */
static void skip_irreducible(search *s)
{
	class loop *around = s->scope->entry->loop_father;
	ta_skipped why = { NULL, UNKNOWN_LOCATION, TA_REASON_IRREDUCIBLE,
			   NULL, false };
	bool found = false;
	basic_block bb;

	FOR_EACH_BB_FN(bb, s->scope->fun) {
		gimple *last = ta_last_stmt(bb);

		if (!bitmap_bit_p(s->kernel, bb->index)
		    || !(bb->flags & BB_IRREDUCIBLE_LOOP)
		    || bb->loop_father != around)
			continue;
		found = true;
		if (why.loc == UNKNOWN_LOCATION && last)
			why.loc = gimple_location(last);
	}
	if (found)
		s->skipped->safe_push(why);
}

/* Find the regions of the kernel "scope"; see region.h. */
void ta_find_regions(const ta_scope *scope, ta_arena *arena, ta_diag *errors,
		     vec<ta_region *> &regions, vec<ta_skipped> &skipped)
{
	search s;

	s.scope = scope;
	s.arena = arena;
	s.errors = errors;
	s.regions = &regions;
	s.skipped = &skipped;
	find_blocks(&s);
	skip_irreducible(&s);
	try_loops(&s, scope->entry->loop_father);
}
