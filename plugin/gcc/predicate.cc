/* SPDX-License-Identifier: GPL-3.0-or-later */
/* predicate.cc - conditions on data, under which something is done.

   Assumes an extraction at work.  Of

	if (a[i] < 0 || b[i] < 0)
		continue;
	x[i] = sqrt (a[i] * b[i]);

   the way from the test of a[i] to the store is under the condition

	select (a[i] < 0, false, select (b[i] < 0, false, true))

   in which nothing is read that C does not read.  A loop that runs under a
   condition may change what that is about: the truth of it is held, as a scalar of
   the loops around, where the loop begins, unless it is about indices alone:

	for j:	if (!alive[j])			for j:	c[j] = alive[j] != 0
			continue;			for k:	s[j] = select (c[j], ..., s[j])
		for k:	s += ...

   Leaves true that what is under a condition is evaluated only where it holds. */
#include "gcc-compat.h"
#include "extract.h"

/* Return where an expression for what stands in "bb" of loop "in" at "pos",
   under the conditions "ways" on data, is built: only what is read before the
   first of these is sure to be. */
ta_place ta_x_place_under(const vec<ta_way> &ways, basic_block bb,
			  class loop *in, int pos)
{
	ta_place place = { in, ways.is_empty() ? bb : ways[0].from, pos, 0 };

	return place;
}

/* The same, where the conditions are still to be found. */
ta_place ta_x_place(ta_extraction *x, basic_block bb, class loop *in, int pos)
{
	ta_stmt *s = TA_NEW(x->a, ta_stmt);
	auto_vec<ta_way> ways;

	if (!ta_x_predicate(x, s, bb, in, &ways))
		ways.truncate(0);
	return ta_x_place_under(ways, bb, in, pos);
}

/* Put into "blocks" those through which control gets along "way". */
static void blocks_of(const ta_way *way, bitmap blocks)
{
	auto_vec<basic_block> work;
	edge_iterator ei;
	edge e;

	bitmap_set_bit(blocks, way->from->index);
	bitmap_set_bit(blocks, way->to->index);
	work.safe_push(way->to);
	while (!work.is_empty())
		FOR_EACH_EDGE(e, ei, work.pop()->preds)
			if (bitmap_set_bit(blocks, e->src->index))
				work.safe_push(e->src);
}

static ta_expr *reaches(ta_extraction *x, const ta_way *way, bitmap blocks,
			basic_block bb, ta_place *place);

/* Return whether control gets along "way" when it takes edge "e". */
static ta_expr *reaches_by(ta_extraction *x, const ta_way *way, bitmap blocks,
			   edge e, ta_place *place)
{
	if (e->dest == way->to || !bitmap_bit_p(blocks, e->dest->index))
		return ta_expr_int(x->a, TA_BOOL, e->dest == way->to);
	return reaches(x, way, blocks, e->dest, place);
}

/* Return whether "e" is the truth value "value". */
static bool is_bool(const ta_expr *e, bool value)
{
	return e->op == TA_OP_CONST && e->u.i == value;
}

/* Return "c" ? "t" : "f", all of them truth values. */
static ta_expr *choose(ta_extraction *x, ta_expr *c, ta_expr *t, ta_expr *f)
{
	if (ta_expr_equal(t, f))
		return t;
	if (is_bool(t, true) && is_bool(f, false))
		return c;
	return ta_expr_new(x->a, TA_OP_SELECT, TA_BOOL, c->loc, 3, c, t, f);
}

/* A way, and the blocks through which control gets along it. */
struct passage {
	const ta_way *way;
	bitmap blocks;
};

/* Return whether control gets along the way of "data", a passage, when it takes edge
   "e". */
static ta_expr *gets_by(ta_extraction *x, edge e, ta_place *place, void *data)
{
	const passage *p = (const passage *)data;

	return reaches_by(x, p->way, p->blocks, e, place);
}

/* Return whether control gets along "way", through "blocks", when it is in
   "bb"; NULL after a failure. */
static ta_expr *reaches(ta_extraction *x, const ta_way *way, bitmap blocks,
			basic_block bb, ta_place *place)
{
	class loop *in = ta_x_loop(x, bb);
	ta_expr *c, *u, *v;
	edge t, f;
	gcond *cond;

	if (++place->nodes > 4000) {
		ta_x_fail(x, way->in, UNKNOWN_LOCATION, TA_REASON_DEPTH,
			  NULL);
		return NULL;
	}
	if (in != way->in)
		return reaches_by(x, way, blocks, ta_x_way_out(x, in), place);
	if (single_succ_p(bb))
		return reaches_by(x, way, blocks, single_succ_edge(bb), place);
	if (gswitch *sw = safe_dyn_cast<gswitch *>(ta_last_stmt(bb))) {
		passage p = { way, blocks };
		ta_cases cases = { NULL, gets_by, &p };

		return ta_x_switch(x, sw, &cases, place);
	}
	cond = safe_dyn_cast<gcond *>(ta_last_stmt(bb));
	if (!cond) {
		ta_x_fail(x, in, UNKNOWN_LOCATION, TA_REASON_IRREDUCIBLE, NULL);
		return NULL;
	}
	extract_true_false_edges_from_block(bb, &t, &f);
	u = reaches_by(x, way, blocks, t, place);
	v = u ? reaches_by(x, way, blocks, f, place) : NULL;
	if (!v || ta_expr_equal(u, v))
		return v;
	c = ta_x_test(x, cond, place);
	return c ? choose(x, c, u, v) : NULL;
}

/* Return "value" where "c" holds, else "other". */
static ta_expr *select_value(ta_extraction *x, ta_expr *c, ta_expr *value,
			     ta_expr *other)
{
	bool not_c = c->op == TA_OP_SELECT && is_bool(c->arg[1], false)
		     && is_bool(c->arg[2], true);

	if (not_c)
		return ta_expr_new(x->a, TA_OP_SELECT, value->type, c->loc, 3,
				   c->arg[0], other, value);
	return ta_expr_new(x->a, TA_OP_SELECT, value->type, c->loc, 3, c, value,
			   other);
}

/* Return whether control gets along "way" when it is where that begins, by what can
   be found at "place"; NULL after a failure. */
static ta_expr *condition(ta_extraction *x, const ta_way *way,
			  const ta_place *place)
{
	ta_place here = *place;
	auto_bitmap blocks;

	blocks_of(way, blocks);
	return reaches(x, way, blocks, way->from, &here);
}

/* Return false, whatever "acc" is. */
static bool no_read(void *, ta_access *)
{
	return false;
}

/* Return true if "e" is about nothing but indices and parameters. */
static bool of_indices(const ta_expr *e)
{
	return ta_expr_reads(e, no_read, NULL) && !ta_expr_calls(e)
	       && !ta_expr_has_op(e, TA_OP_LOOKUP);
}

/* Return the comparison that "c" is: "a == b ? false : true" is a != b. */
static ta_expr *as_comparison(ta_extraction *x, ta_expr *c)
{
	const ta_expr *eq = c->op == TA_OP_SELECT ? c->arg[0] : c;

	if (eq == c || !is_bool(c->arg[1], false) || !is_bool(c->arg[2], true)
	    || (eq->op != TA_OP_EQ && eq->op != TA_OP_NE))
		return c;
	return ta_expr_new(x->a, eq->op == TA_OP_EQ ? TA_OP_NE : TA_OP_EQ,
			   TA_BOOL, eq->loc, 2, eq->arg[0], eq->arg[1]);
}

/* Hold the truth of the conditions under which "loop" runs in a trip of the loop
   around it; return false after a failure. */
bool ta_x_hold_ways(ta_extraction *x, class loop *loop)
{
	edge guard = ta_x_info(x, loop)->guard;
	class loop *out = ta_x_outer(x, loop);
	ta_stmt *s = TA_NEW(x->a, ta_stmt);
	auto_vec<ta_way> ways;
	unsigned i;

	if (!ta_x_predicate(x, s, guard ? guard->src : loop->header, out, &ways))
		return true;
	for (i = 0; i < ways.length(); i++) {
		basic_block from = ways[i].from;
		int pos = *x->loop_pos.get(loop), n;
		ta_place place = ta_x_place(x, from, ways[i].in, pos);
		ta_expr *c;

		if (x->held_ways.get(ways[i].to))
			continue;
		c = condition(x, &ways[i], &place);
		if (!c)
			return false;
		c = as_comparison(x, c);
		n = of_indices(c) ? -1
				  : ta_x_hold_value(x, c, from, ways[i].in, pos,
						    gimple_location(
							    ta_last_stmt(from)));
		if (x->failed)
			return false;
		x->held_ways.put(ways[i].to, n);
	}
	return true;
}

/* Return whether control got along "way", of "place" or of a loop around that;
   NULL after a failure. */
static ta_expr *got_along(ta_extraction *x, const ta_way *way,
			  const ta_place *place)
{
	int *held = way->in == place->loop ? NULL : x->held_ways.get(way->to);

	if (held && *held >= 0)
		return ta_x_held_value(x, *held, ta_last_stmt(way->from));
	return condition(x, way, place);
}

/* Return true if one of "ways" is in a loop around "in". */
bool ta_x_outside(const vec<ta_way> &ways, class loop *in)
{
	unsigned i;

	for (i = 0; i < ways.length(); i++)
		if (ways[i].in != in)
			return true;
	return false;
}

/* Return how many loops there are around "in", itself among them, in the outermost loop of
   "ways". */
int ta_x_loops_inside(ta_extraction *x, const vec<ta_way> &ways,
		      class loop *in)
{
	int n = 0, depth = ta_x_depth(x, in);
	unsigned i;

	for (i = 0; i < ways.length(); i++)
		n = MAX(n, depth - ta_x_depth(x, ways[i].in));
	return n;
}

/* Return true if no loops of "x" that run only where data say so are a product of
   matrices, or of one and a vector, or turn a matrix, as routines do: these are to be
   found by themselves. */
bool ta_x_passes_no_routine(ta_extraction *x)
{
	unsigned i;

	for (i = 0; i < x->items.length(); i++) {
		const ta_item *item = &x->items[i];

		if (item->stmt && item->passed > 1
		    && ta_is_of_routine(x->a, item->stmt))
			return ta_x_fail(x, x->r->nests[0],
					 (location_t)item->stmt->loc,
					 TA_REASON_CONDITION, NULL);
	}
	return true;
}

/* Return "value" where control gets along all of "ways", else "other", at
   "place"; NULL after a failure. */
ta_expr *ta_x_under(ta_extraction *x, const vec<ta_way> &ways, ta_expr *value,
		    ta_expr *other, const ta_place *place)
{
	unsigned i;

	for (i = ways.length(); i-- > 0;) {
		ta_expr *c = got_along(x, &ways[i], place);

		if (!c)
			return NULL;
		value = select_value(x, c, value, other);
	}
	return value;
}
