/* SPDX-License-Identifier: GPL-3.0-or-later */
/* block.c - a triangle is boxes and smaller triangles.

   Assumes a loop over a component whose statements have bounds that depend on
   its index:

	for i: for j < i: for k: C[i][j] += A[i][k] * B[k][j]
	for i: for k < i: for j: B[i][j] -= L[i][k] * B[k][j]

   Of a panel of the loop, from i0 on, what is below (k < i0) is a box, which
   may be a library call; the rest (i0 <= k < i) is a triangle as small as the
   panel, which may be done by smaller panels.  The body of the panel loop is
   planned as a program of its own, in which i0 and the end of the panel are
   parameters and each such statement is there twice, for the box and for the
   rest; its own dependences say what may come first, so that solving,
   factorising and updating in place need no rule here.  Where the loops of the
   rest bound others (k < j < i), those are cut at i0 as well if what is cut
   off, with a part of another statement, makes a box or a triangle (join.c).
   The plan of the body is then put into the panel loop, over the loop's two
   variables.

   Leaves the program as it was, and plans nothing where neither a call comes of
   it nor strips (strip.c), or where a guard would depend on the panel. */
#include "plan.h"

#include <string.h>

/* As many bounds of a statement may depend on the loop: it has a part for each
   choice of those that all of a panel meets. */
enum { MAX_TIES = 2 };

/* A panel loop in the making: over iterator "d" of the statements "set" of
   "pl", by "step".  The body is "q": "begin" and "end" are the parameters of
   the panel, part[t] is what its statement t is; "npairs" were cut in two. */
struct block {
	struct ta_planner *pl;
	const struct ta_piece *piece;
	int d;
	int64_t step;
	ta_program *q;
	int begin, end;
	int nparts, npairs;
	struct ta_part *part;
};

/* Return whether "x" is iterator "d" alone among iterators of a statement, so
   deep. */
static bool only_iter(const ta_idx *x, int d, int depth)
{
	int e;

	for (e = 0; e < depth; e++)
		if (e != d && ta_idx_uses(x, e))
			return false;
	return true;
}

/* Return whether the constraint "x" of a statement, so deep, ties another
   iterator to "d". */
static bool is_tie(const ta_idx *x, int d, int depth)
{
	return ta_idx_uses(x, d) && !only_iter(x, d, depth);
}

/* Return how many constraints of statement "s" tie another iterator to "d". */
static int count_ties(const ta_stmt *s, int d)
{
	int c, n = 0;

	for (c = 0; c < s->ncons; c++)
		n += is_tie(s->cons[c], d, s->depth);
	return n;
}

/* Return whether a bound of statement "s" ties another iterator to "d". */
bool ta_stmt_tied(const ta_stmt *s, int d)
{
	return count_ties(s, d) > 0;
}

/* Return whether the expression "e" multiplies what it reads. */
static bool has_product(const ta_expr *e)
{
	int i;

	if (e->op == TA_OP_MUL || e->op == TA_OP_FMA)
		return true;
	for (i = 0; i < e->nargs; i++)
		if (has_product(e->arg[i]))
			return true;
	return false;
}

/* Return whether two bounds of statement "s" tie one and the same iterator to
   "d": of a window that moves along, or a band, little is a box in a panel. */
static bool is_window(const ta_stmt *s, int d)
{
	unsigned tied = 0, it;
	int c;

	for (c = 0; c < s->ncons; c++) {
		if (!is_tie(s->cons[c], d, s->depth))
			continue;
		it = ta_idx_iters(s->cons[c], s->depth) & ~(1u << d);
		if (it & tied)
			return true;
		tied |= it;
	}
	return false;
}

/* Return whether statement "s" may be a product whose loops are tied to
   "d". */
static bool promises(const ta_stmt *s, int d)
{
	if (s->depth < 3 || (s->rhs->op != TA_OP_ADD && s->rhs->op != TA_OP_SUB
			     && s->rhs->op != TA_OP_FMA)
	    || !has_product(s->rhs))
		return false;
	return ta_stmt_tied(s, d) && !is_window(s, d);
}

/* Return whether a loop over iterator "d" can be put outside of the others of
   "set", panel by panel: all share it, its bounds depend on no other loop, few
   others are tied to it, and nothing depends on a later iteration of it. */
static bool can_be_panels(const struct ta_planner *pl,
			  const struct ta_set *set, int d)
{
	const ta_program *p = pl->p;
	int i;

	for (i = 0; i < set->n; i++)
		if (p->stmt[set->s[i]]->depth <= d
		    || count_ties(p->stmt[set->s[i]], d) > MAX_TIES
		    || ta_common_loops(p->stmt[set->s[0]],
				       p->stmt[set->s[i]]) <= d)
			return false;
	for (i = 0; d > 0 && i < p->ndeps; i++) {
		const ta_dep *x = &p->dep[i];

		if (ta_in_set(set, x->src) && ta_in_set(set, x->dst)
		    && (x->dir[d * p->stmt[x->dst]->depth + d] & TA_DIR_LT))
			return false;
	}
	return true;
}

/* Set piece->it to "d" and its bounds; return whether these are plain. */
static bool find_panel_bounds(struct ta_planner *pl, struct ta_piece *piece,
			      int d)
{
	int i;

	ta_set_iters(pl, piece, d);
	if (!ta_find_bounds(pl, piece))
		return false;
	for (i = 0; i < piece->nlower; i++)
		if (piece->lower[i].den != 1)
			return false;
	for (i = 0; i < piece->nupper; i++)
		if (piece->upper[i].den != 1)
			return false;
	return true;
}

/* Return the iterator over which panels of "piece" may give calls, its bounds
   set, or -1. */
static int find_loop(struct ta_planner *pl, struct ta_piece *piece)
{
	const struct ta_set *set = &piece->set;
	int d, i, depth = pl->p->stmt[set->s[0]]->depth;

	for (d = 0; d < depth; d++) {
		if (!pl->block[d])
			continue;
		for (i = 0; i < set->n; i++)
			if (promises(pl->p->stmt[set->s[i]], d))
				break;
		if (i < set->n && can_be_panels(pl, set, d)
		    && find_panel_bounds(pl, piece, d))
			return d;
	}
	return -1;
}

/* ------------------------------------------------------------ the body -- */

/* Add the fact "x" >= 0 to the body. */
static void add_fact(struct block *b, const ta_idx *x)
{
	TA_PUSH(b->q->arena, b->q->fact, b->q->nfacts, x);
}

/* Add what the "n" facts about "old", a bound of the loop, say of "now", the
   parameter of the panel that is at most that bound (sign 1), or at least
   (sign -1). */
static void inherit(struct block *b, int n, const ta_idx *old,
		    const ta_idx *now, int sign)
{
	ta_arena *a = b->q->arena;
	const ta_idx *gap = ta_idx_sub(a, old, now), *x;
	int64_t k;
	int i;

	if (old->nterms != 1 || old->term[0].nvars != 1
	    || old->term[0].coef != 1)
		return;
	for (i = 0; i < n; i++) {
		x = ta_idx_coef(a, b->q->fact[i], old->term[0].var[0]);
		if (x && ta_idx_is_const(x, &k) && k == -sign)
			add_fact(b, ta_idx_add(a, b->q->fact[i],
					       ta_idx_scale(a, gap, sign)));
	}
}

/* Add the parameters of the panel to the body, and what is known of them. */
static void add_panel(struct block *b)
{
	const struct ta_piece *piece = b->piece;
	ta_program *q = b->q;
	const ta_idx *begin, *end;
	int i, n = q->nfacts;

	b->begin = ta_program_param(q, "begin", TA_I64, -1, q->loc);
	b->end = ta_program_param(q, "end", TA_I64, -1, q->loc);
	begin = ta_idx_param(q->arena, b->begin);
	end = ta_idx_param(q->arena, b->end);
	for (i = 0; i < piece->nlower; i++) {
		add_fact(b, ta_idx_sub(q->arena, begin, piece->lower[i].num));
		inherit(b, n, piece->lower[i].num, begin, -1);
	}
	for (i = 0; i < piece->nupper; i++) {
		add_fact(b, ta_idx_sub(q->arena, piece->upper[i].num, end));
		inherit(b, n, piece->upper[i].num, end, 1);
	}
	add_fact(b, ta_idx_addk(q->arena, ta_idx_sub(q->arena, end, begin),
				-1));
	add_fact(b, ta_idx_addk(q->arena, ta_idx_sub(q->arena, begin, end),
				b->step));
	for (i = 0; i < piece->nlower; i++)
		if (ta_known_nonneg(b->pl->p, piece->lower[i].num))
			q->param[b->begin].nonneg = q->param[b->end].nonneg =
				true;
}

/* Return whether the panel loop sees to the constraint "x" of a statement. */
static bool seen_to(const struct block *b, const ta_idx *x, int depth)
{
	const struct ta_piece *piece = b->piece;
	ta_arena *a = b->q->arena;
	const ta_idx *rest;
	int64_t k;
	int i;

	if (!ta_idx_uses(x, b->d) || !only_iter(x, b->d, depth)
	    || !ta_idx_is_const(ta_idx_coef(a, x, b->d), &k))
		return false;
	rest = ta_idx_without(a, x, b->d);
	for (i = 0; k == 1 && i < piece->nlower; i++)
		if (ta_idx_equal(ta_idx_scale(a, rest, -1),
				 piece->lower[i].num))
			return true;
	for (i = 0; k == -1 && i < piece->nupper; i++)
		if (ta_idx_equal(ta_idx_addk(a, rest, 1), piece->upper[i].num))
			return true;
	return false;
}

/* Return what has to be >= 0 for the tie "x" to hold wherever iterator "d" is
   in the panel: what it says of the first iteration, or of the last. */
static const ta_idx *box_constraint(const struct block *b, const ta_idx *x,
				    int d)
{
	ta_arena *a = b->q->arena;
	const ta_idx *to[TA_MAX_DEPTH] = { NULL };
	int64_t k = 0;

	ta_idx_is_const(ta_idx_coef(a, x, d), &k);
	to[d] = k > 0 ? ta_idx_param(a, b->begin)
			 : ta_idx_addk(a, ta_idx_param(a, b->end), -1);
	return ta_idx_subst(a, x, TA_MAX_DEPTH, to);
}

/* Return whether constraint "x" of a statement of the body follows from its
   constraint "y". */
static bool follows(const struct block *b, const ta_idx *x, const ta_idx *y)
{
	const ta_idx *gap = ta_idx_sub(b->q->arena, x, y);

	return gap && !ta_idx_uses_iters(gap) && ta_known_nonneg(b->q, gap);
}

/* Drop the constraints of "s" that follow from others of it. */
static void prune(const struct block *b, ta_stmt *s)
{
	int i, j, n = 0;

	for (i = 0; i < s->ncons; i++) {
		for (j = 0; j < s->ncons; j++)
			if (j != i && s->cons[j]
			    && follows(b, s->cons[i], s->cons[j]))
				break;
		if (j < s->ncons)
			s->cons[i] = NULL;
	}
	for (i = 0; i < s->ncons; i++)
		if (s->cons[i])
			s->cons[n++] = s->cons[i];
	s->ncons = n;
}

/* Give "s", a statement of the body, the constraints of its original "of" in
   the panel, where the ties whose bits are in "boxes" are met by all of it and
   the others by some at most. */
static void set_domain(struct block *b, ta_stmt *s, const ta_stmt *of,
		       unsigned boxes)
{
	ta_arena *a = b->q->arena;
	const ta_idx *i = ta_idx_var(a, b->d);
	int c, n = 0;

	s->cons = NULL;
	s->ncons = 0;
	TA_PUSH(a, s->cons, s->ncons,
		ta_idx_sub(a, i, ta_idx_param(a, b->begin)));
	TA_PUSH(a, s->cons, s->ncons,
		ta_idx_addk(a, ta_idx_sub(a, ta_idx_param(a, b->end), i), -1));
	for (c = 0; c < of->ncons; c++) {
		const ta_idx *x = of->cons[c], *box;

		if (seen_to(b, x, of->depth))
			continue;
		if (!is_tie(x, b->d, of->depth)) {
			TA_PUSH(a, s->cons, s->ncons, x);
			continue;
		}
		box = box_constraint(b, x, b->d);
		if (boxes >> n++ & 1) {
			TA_PUSH(a, s->cons, s->ncons, box);
			continue;
		}
		TA_PUSH(a, s->cons, s->ncons, x);
		TA_PUSH(a, s->cons, s->ncons,
			ta_idx_addk(a, ta_idx_scale(a, box, -1), -1));
	}
	prune(b, s);
}

/* Add "s" to the body, "x" of the original. */
static void add_part(struct block *b, ta_stmt *s, struct ta_part x)
{
	TA_PUSH(b->q->arena, b->q->stmt, b->q->nstmts, s);
	TA_PUSH(b->q->arena, b->part, b->nparts, x);
}

/* Return whether the tie "x" keeps iterator "v" in the panel where no box of it
   holds: it is on one side of the iterator of that, or at it. */
static bool keeps_in_panel(const struct block *b, const ta_idx *x, int v)
{
	ta_arena *a = b->q->arena;
	int64_t k = ta_factor(a, x, v), r;

	return (k == 1 || k == -1) && ta_factor(a, x, b->d) == -k
	       && ta_idx_is_const(ta_idx_without(a, ta_idx_without(a, x, v),
						 b->d), &r)
	       && (r == 0 || r == -1);
}

/* Return the iterators of "s", a part of the body, that are confined to the
   panel: those that are still tied to that of it by one. */
static unsigned confined(const struct block *b, const ta_stmt *s)
{
	unsigned in = 0;
	int c, v;

	for (c = 0; c < s->ncons; c++)
		for (v = 0; v < s->depth; v++)
			if (v != b->d && is_tie(s->cons[c], b->d, s->depth)
			    && keeps_in_panel(b, s->cons[c], v))
				in |= 1u << v;
	return in;
}

/* Return the number of a constraint of "s" that ties another iterator to one of
   "in", by one at a time, which "*d" is set to, or -1. */
static int find_far_tie(const struct block *b, const ta_stmt *s, unsigned in,
			int *d)
{
	int64_t k;
	int c;

	for (c = 0; c < s->ncons; c++)
		for (*d = 0; *d < s->depth; ++*d)
			if (in >> *d & 1 && is_tie(s->cons[c], *d, s->depth)
			    && !ta_idx_uses(s->cons[c], b->d)
			    && ta_idx_is_const(ta_idx_coef(b->q->arena,
							   s->cons[c], *d),
					       &k)
			    && (k == 1 || k == -1))
				return c;
	return -1;
}

/* Add the part "s" to the body, "x" of the original: in two where an
   iterator in the panel bounds another, one for what that of the panel
   bounds at least. */
static void add_cut(struct block *b, ta_stmt *s, struct ta_part x)
{
	ta_arena *a = b->q->arena;
	ta_stmt *far;
	const ta_idx *box;
	int d, c = find_far_tie(b, s, confined(b, s), &d);

	if (c < 0) {
		add_part(b, s, x);
		return;
	}
	x.pair = ++b->npairs;
	far = ta_stmt_copy(a, s, 0);
	far->name = ta_sprintf(a, "%s_far", s->name);
	box = box_constraint(b, s->cons[c], d);
	far->cons[c] = box;
	TA_PUSH(a, s->cons, s->ncons,
		ta_idx_addk(a, ta_idx_scale(a, box, -1), -1));
	s->order[s->depth]++;
	prune(b, far);
	prune(b, s);
	add_part(b, s, x);
	x.far = true;
	add_part(b, far, x);
}

/* Add to the body the parts of statement "s", in its place: no iteration is in
   two of them, so that their order does not matter. */
static void add_parts(struct block *b, int s)
{
	ta_arena *a = b->q->arena;
	const ta_stmt *of = b->pl->p->stmt[s];
	int n = count_ties(of, b->d), part, d;

	for (part = 0; part < 1 << n; part++) {
		ta_stmt *x = ta_stmt_copy(a, of, of->order[0]);

		for (d = 1; d <= x->depth; d++)
			x->order[d] <<= MAX_TIES + 1;
		x->order[x->depth] += 2 * part;
		x->name = ta_sprintf(a, "%s_%d", of->name, part);
		set_domain(b, x, of, (1u << n) - 1 - (unsigned)part);
		add_cut(b, x, (struct ta_part){ .of = s });
	}
}

/* Return whether the part "x" is of statement "s". */
static bool is_of(const struct ta_part *x, int s)
{
	int i;

	for (i = 0; i < x->nmore; i++)
		if (x->more[i] == s)
			return true;
	return x->of == s;
}

/* Make one statement of the body of its statements "t" and "u" if that can be;
   return whether it can. */
static bool join(struct block *b, int t, int u)
{
	ta_arena *a = b->q->arena;
	struct ta_part *x = &b->part[t], *y = &b->part[u];
	ta_stmt *joined = ta_join(b->q, t, u);
	int i;

	if (!joined)
		return false;
	b->q->stmt[t] = joined;
	if (!is_of(x, y->of))
		TA_PUSH(a, x->more, x->nmore, y->of);
	--b->nparts;
	--b->q->nstmts;
	for (i = u; i < b->nparts; i++) {
		b->part[i] = b->part[i + 1];
		b->q->stmt[i] = b->q->stmt[i + 1];
	}
	return true;
}

/* Return whether parts "t" and "u" of the body are to be one if they can be, in
   the first of two passes: what was cut off, and a part of another statement;
   in the second the two parts of a cut that was for nothing. */
static bool to_join(const struct block *b, int t, int u, int pass)
{
	const struct ta_part *x = &b->part[t], *y = &b->part[u];

	if (t == u)
		return false;
	if (pass)
		return x->pair && x->pair == y->pair && y->far && !y->nmore;
	return x->of != y->of && x->far && !y->nmore;
}

/* Join the parts of the body. */
static void join_parts(struct block *b)
{
	int pass, t, u;

	for (pass = 0; pass < 2; pass++)
		for (t = 0; t < b->nparts; t++)
			for (u = 0; u < b->nparts; u++)
				if (to_join(b, t, u, pass) && join(b, t, u))
					t = u = 0;
}

/* Make the body of the panel loop "b" as a program. */
static void make_body(struct block *b)
{
	ta_program *p = b->pl->p;
	const struct ta_set *set = &b->piece->set;
	int i, nest = p->stmt[set->s[0]]->order[0];

	b->q = ta_program_nests(p, nest, nest);
	add_panel(b);
	b->q->stmt = NULL;
	b->q->nstmts = 0;
	for (i = 0; i < set->n; i++)
		add_parts(b, set->s[i]);
	join_parts(b);
}

/* A statement of the body, and how often it reads what it writes. */
struct reader {
	const struct block *b;
	const ta_stmt *s;
	int own;
};

/* Count the access "acc" for the reader "data" if it is the one that is
   written; return false for one that may be. */
static bool count_own(void *data, ta_access *acc)
{
	struct reader *r = (struct reader *)data;

	if (ta_access_equal(acc, r->s->write)) {
		r->own++;
		return true;
	}
	return ta_other_element(r->b->q, r->s, acc, r->s->write);
}

/* Return whether statement "s" of the body adds something to what it writes, or
   subtracts it, that does not depend on that. */
static bool adds_up(const struct block *b, const ta_stmt *s)
{
	struct reader r = { b, s, 0 };
	const ta_expr *old = s->rhs->nargs ? s->rhs->arg[0] : NULL;

	if (s->rhs->op == TA_OP_FMA)
		old = s->rhs->arg[2];
	else if (s->rhs->op != TA_OP_ADD && s->rhs->op != TA_OP_SUB)
		return false;
	if (s->rhs->op == TA_OP_ADD && old->op != TA_OP_READ)
		old = s->rhs->arg[1];
	return old->op == TA_OP_READ
	       && ta_access_equal(old->u.access, s->write)
	       && ta_expr_reads(s->rhs, count_own, &r) && r.own == 1;
}

/* Return whether every iterator that the write of "s" uses is the same on both
   sides of "x", a dependence between parts of one statement. */
static bool one_element(const ta_stmt *s, const ta_dep *x)
{
	int d;

	for (d = 0; d < s->depth; d++)
		if (s->write->offset && ta_idx_uses(s->write->offset, d)
		    && x->dir[d * s->depth + d] != TA_DIR_EQ)
			return false;
	return s->write->offset != NULL;
}

/* Mark the dependences of the body between parts of one sum that only say in
   which order its terms were. */
static void mark_commuting(struct block *b)
{
	ta_program *q = b->q;
	bool *adds = TA_NEWV(q->arena, bool, q->nstmts);
	int i;

	for (i = 0; i < q->nstmts; i++)
		adds[i] = ta_type_is_float(q->stmt[i]->rhs->type)
			  && adds_up(b, q->stmt[i]);
	for (i = 0; i < q->ndeps; i++) {
		ta_dep *x = &q->dep[i];
		const struct ta_part *src = &b->part[x->src];
		const struct ta_part *dst = &b->part[x->dst];

		x->commutes |= x->src != x->dst && adds[x->src]
			       && adds[x->dst]
			       && (is_of(src, dst->of) || is_of(dst, src->of))
			       && one_element(q->stmt[x->src], x);
	}
}

/* Run the phases from dependences to the plan on the body; return its plan, or
   NULL when it has none. */
static ta_node *plan_body(struct block *b)
{
	struct ta_planner *pl = b->pl;
	int64_t block[TA_MAX_DEPTH];

	memcpy(block, pl->block, sizeof(block));
	block[b->d] = ta_cost_block(b->step, ta_has_library(pl),
				    pl->opt->eager);
	if (!ta_part_deps(b->q, pl->opt))
		return NULL;
	mark_commuting(b);
	return ta_plan_part(b->q, pl, block, pl->inside);
}

/* ------------------------------------------------------ into the panel -- */

/* Return the plan "body" of the body of "b" over the variables "var" and
   "var" + 1 of the panel loop. */
static ta_node *graft(struct block *b, const ta_node *body, int var)
{
	struct ta_graft g = { .part = b->part };

	ta_graft_panel(&g, b->pl->a, b->q, b->begin, b->end, var);
	return ta_graft_node(&g, body);
}

/* ------------------------------------------------------------ the loop -- */

/* Return whether "at" is where panels may be: outside of all loops and
   parallel regions, in a kernel whose sums may be reordered, and there is much to
   do. */
static bool place_suits(const struct ta_planner *pl, struct ta_place at)
{
	return at.level == 0 && at.var == 0 && (!at.inside || pl->is_part)
	       && !pl->small && ta_has_products(pl) && !pl->opt->identity
	       && pl->p->fp != TA_FP_STRICT && !pl->failed;
}

/* Return whether the loop "piece" at "at" may be run by panels whose boxes are
   library calls: it is not to share its loop with others then. */
bool ta_may_block(struct ta_planner *pl, const struct ta_piece *piece,
		  struct ta_place at)
{
	struct ta_piece copy = *piece;

	return piece->kind == TA_NODE_LOOP && piece->step == 1
	       && place_suits(pl, at) && find_loop(pl, &copy) >= 0;
}

/* Return whether the system that group "g" solves is to be solved by panels of its
   unknowns, between which products take out what is known: in a panel, where the
   library solves slower than it multiplies and there may be more of them than in
   a panel of those. */
bool ta_may_split_solve(struct ta_planner *pl, int g)
{
	const ta_contraction *con = pl->p->group[g].con;
	const ta_idx *more;

	if (!pl->is_part || !pl->opt->slow_solves || !ta_has_library(pl)
	    || con->idiom != TA_IDIOM_TRSM)
		return false;
	more = ta_idx_addk(pl->a, ta_idx_scale(pl->a, con->k, -1),
			   ta_cost_solve(pl->opt->eager));
	return more && !ta_known_nonneg(pl->p, more);
}

/* Return the plan of the loop "loop" at "at", which ta_may_block, by panels
   whose boxes are library calls or strips, or NULL when there are none.  What
   has to hold for calls is tested around them. */
ta_node *ta_plan_blocks(struct ta_planner *pl, const struct ta_piece *loop,
			struct ta_place at)
{
	struct ta_piece piece = *loop;
	struct block b = { .pl = pl, .piece = &piece };
	ta_node *node, *body;
	int nfit = *pl->nfit, nstrips = *pl->nstrips;

	b.d = find_loop(pl, &piece);
	if (b.d < 0 || !ta_one_more_body(pl, piece.set.s[0]))
		return NULL;
	b.step = pl->block[b.d];
	if (piece.solve && b.step > ta_cost_solve(pl->opt->eager))
		b.step = ta_cost_solve(pl->opt->eager);
	make_body(&b);
	body = plan_body(&b);
	if (!body
	    || (!ta_plan_has_product(body) && *pl->nstrips == nstrips)
	    || !ta_graft_guards(pl->p, b.q)) {
		*pl->nstrips = nstrips;
		return NULL;
	}
	if (ta_plan_has_product(body))
		*pl->nfit = nfit;
	piece.step = b.step;
	piece.legal = false;
	node = ta_loop_node(pl, &piece, at);
	node->split = true;
	ta_node_add(pl->a, node, graft(&b, body, at.var));
	return node;
}
