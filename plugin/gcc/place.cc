/* SPDX-License-Identifier: GPL-3.0-or-later */
/* place.cc - the statements of an extraction in their loops and their order.

   Assumes all statements, each with its position in the source, over counters of trips
   and quotients.  Leaves true that they have the iterators and loops of the program,
   the nests are entered in it, and its statements are in the order of the source. */
#include "gcc-compat.h"
#include "extract.h"

/* Order items by position, then by when they were added. */
static int item_cmp(const void *u, const void *v)
{
	const ta_item *a = (const ta_item *)u, *b = (const ta_item *)v;

	return a->pos != b->pos ? a->pos - b->pos : a->seq - b->seq;
}

/* Return true if some statement is in "loop". */
bool ta_x_has_stmts(ta_extraction *x, class loop *loop)
{
	unsigned i;

	for (i = 0; i < x->items.length(); i++)
		if (x->items[i].stmt && ta_x_in(x->items[i].in, loop))
			return true;
	return false;
}

/* Return "name" with a number if a parameter or an iterator of the loops
   "outer" has it. */
static const char *iter_name(ta_extraction *x, const char *name,
			     const vec<const char *> &outer)
{
	const char *s = name ? name : "i";
	unsigned i, n = 1;

	for (i = 0; i < outer.length() + (unsigned)x->p->nparams; i++) {
		const char *other =
			i < outer.length()
				? outer[i]
				: x->p->param[i - outer.length()].name;

		if (!strcmp(s, other)) {
			s = ta_sprintf(x->a, "%s%u", name ? name : "i", ++n);
			i = -1;
		}
	}
	return s;
}

/* Where in the program a loop's body is: the loops around, outermost first; and
   what each iterator, quotients among them, has become: NULL if it is gone. */
struct context {
	auto_vec<int> order, loop;
	auto_vec<const char *> iter;
	auto_vec<const ta_idx *> to;
};

/* A context, and the program it is of. */
struct placing {
	ta_extraction *x;
	const context *c;
};

/* Return true if "q" uses an iterator that is gone in "c". */
static bool uses_gone(const context *c, const ta_idx *q)
{
	unsigned d;

	for (d = 0; d < c->to.length(); d++)
		if (!c->to[d] && ta_idx_uses(q, (int)d))
			return true;
	return false;
}

/* Let "acc", if it is of a virtual array, have no dimensions for iterators that
   are gone in the placing "data". */
static bool drop_gone(void *data, ta_access *acc)
{
	const placing *p = (const placing *)data;
	int i, n = 0;

	if (acc->offset)
		return true;
	for (i = 0; i < acc->nsubs; i++)
		if (!uses_gone(p->c, acc->sub[i]))
			acc->sub[n++] = acc->sub[i];
	acc->nsubs = n;
	p->x->p->array[acc->array].ndims = n;
	return true;
}

/* Give "s" its place "n" in the context "c", and its iterators their final
   form. */
static void place_stmt(ta_extraction *x, ta_stmt *s, context *c, int n)
{
	const ta_idx *const *to = c->to.address();
	placing p = { x, c };
	int d, old = s->depth, had = s->ncons;

	s->depth = (int)c->iter.length();
	for (d = 0; d < s->depth; d++) {
		s->order[d] = c->order[d];
		s->loop[d] = c->loop[d];
		s->iter[d] = c->iter[d];
	}
	s->order[s->depth] = n;
	for (s->ncons = d = 0; d < had; d++)
		if (!uses_gone(c, s->cons[d]))
			s->cons[s->ncons++] =
				ta_idx_subst(x->a, s->cons[d], old, to);
	drop_gone(&p, s->write);
	ta_expr_reads(s->rhs, drop_gone, &p);
	s->write = ta_access_subst(x->a, s->write, old, to);
	s->rhs = ta_expr_subst(x->a, s->rhs, old, to);
}

/* Return what trip counter "info", iterator "d" of the program, is in terms of
   the final iterators "to" of the loops around. */
static const ta_idx *final_iter(ta_extraction *x, ta_loop_info *info, int d,
				const vec<const ta_idx *> &to)
{
	const ta_idx *v = ta_idx_var(x->a, d);

	if (!info->lower)
		return v;
	return ta_idx_sub(x->a, v,
			  ta_idx_subst(x->a, info->lower, info->depth,
				       to.address()));
}

static void place_items(ta_extraction *x, class loop *in, context *c);

/* Begin a loop of the program called "name" in context "c", the "n"th thing
   there, for "loop". */
static void begin_loop(ta_extraction *x, class loop *loop, const char *name,
		       context *c, int n)
{
	ta_loop l = {};

	l.name = iter_name(x, name, c->iter);
	l.loc = ta_loop_location(loop);
	TA_PUSH(x->a, x->p->loop, x->p->nloops, l);
	c->order.safe_push(n);
	c->loop.safe_push(x->p->nloops - 1);
	c->iter.safe_push(l.name);
}

/* End the loop begun last in "c". */
static void end_loop(context *c)
{
	c->order.pop();
	c->loop.pop();
	c->iter.pop();
}

/* Place the statements of "loop", the "n"th thing in context "c". */
static void place_loop(ta_extraction *x, class loop *loop, context *c, int n)
{
	ta_loop_info *info = ta_x_info(x, loop);

	begin_loop(x, loop, info->name, c, n);
	c->to.safe_push(final_iter(x, info, (int)c->iter.length() - 1, c->to));
	place_items(x, loop, c);
	c->to.pop();
	end_loop(c);
}

/* Enter in the program that its next nest is "loop", or the scalar statement
   "s". */
static void add_nest(ta_extraction *x, class loop *loop, const ta_stmt *s)
{
	ta_nest nest;
	int i, n = -1;

	memset(&nest, 0, sizeof(nest));
	nest.loc = loop ? ta_loop_location(loop) : s->loc;
	for (i = 0; loop && i < (int)x->r->nests.length(); i++)
		if (x->r->nests[i] == loop)
			n = i;
	TA_PUSH(x->a, x->p->nest, x->p->nnests, nest);
	x->r->loop_of_nest.safe_push(n);
}

/* What is placed in a trip of a loop: the items there, and which of them use its
   quotients, from the first to the last of each. */
struct body {
	class loop *in;
	auto_vec<ta_item> here;
	int nquotients;
	unsigned first[TA_MAX_DEPTH], last[TA_MAX_DEPTH];
};

/* Return true if item "item" uses quotient "n" of "in", of which it has
   "count". */
static bool item_uses(ta_extraction *x, const ta_item *item, class loop *in,
		      int n, int count)
{
	unsigned i;
	int j;

	for (i = 0; i < x->items.length(); i++) {
		const ta_stmt *s = x->items[i].stmt;

		if (s && (item->loop ? ta_x_in(x->items[i].in, item->loop)
				     : s == item->stmt)
		    && ta_x_stmt_divides(x, s, in, n))
			return true;
	}
	for (j = n + 1; j < count; j++)
		if (ta_x_quotient_uses(x, in, j, n)
		    && item_uses(x, item, in, j, count))
			return true;
	return false;
}

/* Find out which of the items of "b" use which quotients. */
static void find_uses(ta_extraction *x, body *b)
{
	unsigned i;
	int n;

	b->nquotients = ta_x_nquotients(x, b->in);
	for (n = 0; n < b->nquotients; n++) {
		b->first[n] = UINT_MAX;
		b->last[n] = 0;
		for (i = 0; i < b->here.length(); i++)
			if (item_uses(x, &b->here[i], b->in, n,
				      b->nquotients)) {
				b->first[n] = MIN(b->first[n], i);
				b->last[n] = i;
			}
	}
}

/* Return the last of the items of "b" that are placed together with item "i":
   those up to where no quotient is used that one of them uses. */
static unsigned last_of_group(const body *b, unsigned i)
{
	unsigned end = i, had;
	int n;

	do {
		had = end;
		for (n = 0; n < b->nquotients; n++)
			if (b->first[n] >= i && b->first[n] <= end
			    && b->last[n] > end)
				end = b->last[n];
	} while (end != had);
	return end;
}

/* Place "item", the "n"th thing in context "c", in a loop of its own over elements or,
   of a scatter, places. */
static void place_spread(ta_extraction *x, const ta_item *item, context *c, int n)
{
	begin_loop(x, item->in, item->stmt->scatter ? "place" : "k", c, n);
	c->to.safe_push(ta_idx_var(x->a, (int)c->iter.length() - 1));
	if (item->stmt->scatter)
		item->stmt->scatter = (int)c->iter.length();
	place_stmt(x, item->stmt, c, 0);
	c->to.pop();
	end_loop(c);
}

/* Place item "item", the "n"th thing in context "c". */
static void place_item(ta_extraction *x, const ta_item *item, context *c,
		       int n)
{
	if (item->loop)
		place_loop(x, item->loop, c, n);
	else if (item->spread)
		place_spread(x, item, c, n);
	else
		place_stmt(x, item->stmt, c, n);
}

/* Place the items "i" to "end" of "b", the "n"th thing in context "c", in loops for
   the quotients that they use. */
static void place_group(ta_extraction *x, body *b, unsigned i, unsigned end,
			context *c, int n)
{
	unsigned depth = c->iter.length();
	int q, at;

	for (q = 0; q < b->nquotients; q++) {
		const ta_idx *to = NULL;

		if (b->first[q] >= i && b->first[q] <= end) {
			to = ta_idx_var(x->a, (int)c->iter.length());
			begin_loop(x, b->in, "q", c,
				   c->iter.length() == depth ? n : 0);
		}
		c->to.safe_push(to);
	}
	at = c->iter.length() == depth ? n : 0;
	for (; i <= end; i++)
		place_item(x, &b->here[i], c, at++);
	while (c->iter.length() > depth)
		end_loop(c);
	c->to.truncate(c->to.length() - b->nquotients);
}

/* Place the statements and loops directly in "in" (NULL: the region). */
static void place_items(ta_extraction *x, class loop *in, context *c)
{
	body b;
	auto_vec<ta_item> &here = b.here;
	unsigned i, end;
	int n = 0;

	b.in = in;
	for (i = 0; i < x->items.length(); i++)
		if (x->items[i].loop
			    ? ta_x_outer(x, x->items[i].loop) == in
				      && ta_x_has_stmts(x, x->items[i].loop)
			    : x->items[i].in == in)
			here.safe_push(x->items[i]);
	here.qsort(item_cmp);
	find_uses(x, &b);
	for (i = 0; i < here.length(); i = end + 1, n++) {
		if (!in)
			add_nest(x, here[i].loop, here[i].stmt);
		end = last_of_group(&b, i);
		place_group(x, &b, i, end, c, n);
	}
}

/* Put the statements of the program in the order they are placed in. */
static void sort_stmts(ta_extraction *x)
{
	auto_vec<ta_stmt *> all;
	int i, j;

	for (i = 0; i < x->p->nstmts; i++) {
		ta_stmt *s = x->p->stmt[i];

		for (j = (int)all.length(); j > 0; j--) {
			int d = ta_common_loops(s, all[j - 1]);

			if (all[j - 1]->order[d] <= s->order[d])
				break;
		}
		all.safe_insert(j, s);
	}
	for (i = 0; i < x->p->nstmts; i++) {
		x->p->stmt[i] = all[i];
		all[i]->name = ta_sprintf(x->a, "S%d", i);
	}
}

/* Place all statements of the program of "x". */
void ta_x_place_stmts(ta_extraction *x)
{
	context c;

	place_items(x, NULL, &c);
	sort_stmts(x);
}
