/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan_graph.c - which statements must stay together, and in what order.

   Assumes dependences as exact as isl makes them: "levels" by the loops of
   the source, "dir" by any two iterators.  Where the plan's outer loops are
   those of the source the levels say whether a dependence is still to be
   kept; elsewhere the directions do, which may keep too many, never too
   few.  Changes nothing but the order of its own sets. */
#include "plan.h"

#include <string.h>

/* Return how many of the first "level" plan loops are for both ends of "d"
   the loops of the source, shared, in their order. */
static int source_loops(const struct ta_planner *pl, const ta_dep *d,
			int level)
{
	int l;

	for (l = 0; l < level && l < d->common; l++)
		if (pl->at[d->src][l] != l || pl->at[d->dst][l] != l)
			break;
	return l;
}

/* Return the directions of "d" between iterator "its" of its source and
   "itd" of its target. */
unsigned ta_dep_direction(const struct ta_planner *pl, const ta_dep *d,
			  int its, int itd)
{
	return d->dir[its * pl->p->stmt[d->dst]->depth + itd];
}

/* Return the same of those instances only that are in one iteration of the first
   "level" plan loops, as far as these are loops of the program. */
unsigned ta_inner_direction(const struct ta_planner *pl, const ta_dep *d,
			    int level, int its, int itd)
{
	int q = source_loops(pl, d, level);

	return q ? ta_poly_direction_within(pl->p, d, q, its, itd)
		 : ta_dep_direction(pl, d, its, itd);
}

/* Return whether "d" may hold between instances that are in one iteration of
   the first "level" plan loops. */
bool ta_dep_active(const struct ta_planner *pl, const ta_dep *d, int level)
{
	int q = source_loops(pl, d, level), l;

	if (!(d->levels >> q))
		return false;
	for (l = q; l < level; l++)
		if (!(ta_dep_direction(pl, d, pl->at[d->src][l],
				       pl->at[d->dst][l])
		      & TA_DIR_EQ))
			return false;
	return true;
}

/* Return whether "d" may hold between different iterations of a loop put at
   "level", that runs iterator "its" of the source and "itd" of the target. */
bool ta_dep_carried(const struct ta_planner *pl, const ta_dep *d, int level,
		    int its, int itd)
{
	if (!ta_dep_active(pl, d, level))
		return false;
	if (level < d->common && its == level && itd == level
	    && source_loops(pl, d, level) == level)
		return d->levels >> level & 1;
	return ta_dep_direction(pl, d, its, itd) & (TA_DIR_LT | TA_DIR_GT);
}

/* Return whether statement "s" is in "set". */
bool ta_in_set(const struct ta_set *set, int s)
{
	int i;

	for (i = 0; i < set->n; i++)
		if (set->s[i] == s)
			return true;
	return false;
}

/* The graph over a set: path[i * n + j]: statement j of the set has to be
   after, or with, statement i. */
struct graph {
	struct ta_planner *pl;
	const struct ta_set *set;
	int n, level;
	bool *path;
};

/* Return the place of statement "s" in the set of "g", or -1. */
static int place_of(const struct graph *g, int s)
{
	int i;

	for (i = 0; i < g->n; i++)
		if (g->set->s[i] == s)
			return i;
	return -1;
}

/* Make "path" transitive. */
static void close_paths(struct graph *g)
{
	int i, j, k, n = g->n;

	for (k = 0; k < n; k++)
		for (i = 0; i < n; i++)
			for (j = 0; j < n && g->path[i * n + k]; j++)
				if (g->path[k * n + j])
					g->path[i * n + j] = true;
}

/* Tie the statements "i" and "j" of the set together. */
static void tie(struct graph *g, int i, int j)
{
	g->path[i * g->n + j] = g->path[j * g->n + i] = true;
}

/* Tie statements that share the virtual array "v": it has no memory, so its
   values must be used in the iteration that makes them. */
static void tie_virtual(struct graph *g, int v)
{
	int i, first = -1;

	for (i = 0; i < g->n; i++) {
		if (!ta_stmt_touches(g->pl->p->stmt[g->set->s[i]], v))
			continue;
		if (first >= 0)
			tie(g, first, i);
		first = i;
	}
}

/* Tie statements that are to stay in one loop over rows (wave.c). */
static void tie_waves(struct graph *g)
{
	const int *wave = g->pl->wave;
	int i, j;

	for (i = 0; i < g->n; i++)
		for (j = i + 1; j < g->n && wave[g->set->s[i]]; j++)
			if (wave[g->set->s[j]] == wave[g->set->s[i]])
				tie(g, i, j);
}

/* Set the paths of "g" that dependences and virtual arrays make. */
static void find_paths(struct graph *g)
{
	const ta_program *p = g->pl->p;
	int i;

	for (i = 0; i < p->ndeps; i++) {
		int s = place_of(g, p->dep[i].src);
		int t = place_of(g, p->dep[i].dst);

		if (s >= 0 && t >= 0 && s != t && !p->dep[i].commutes
		    && ta_dep_active(g->pl, &p->dep[i], g->level))
			g->path[s * g->n + t] = true;
	}
	for (i = 0; i < p->narrays; i++)
		if (p->array[i].is_virtual
		    && p->array[i].ndims - g->pl->open[i] > g->level)
			tie_virtual(g, i);
	tie_waves(g);
	close_paths(g);
}

/* Return whether statement "i" of the set is in ta_group "gr". */
static bool member(const struct graph *g, const ta_group *gr, int i)
{
	int j;

	for (j = 0; j < gr->nstmts; j++)
		if (gr->stmt[j] == g->set->s[i])
			return true;
	return false;
}

/* Return whether some statement that is not in ta_group "gr" has to be
   between two that are. */
static bool split_by_others(const struct graph *g, const ta_group *gr)
{
	int i, j, k, n = g->n;

	for (k = 0; k < n; k++) {
		if (member(g, gr, k))
			continue;
		for (i = 0; i < n; i++)
			for (j = 0; j < n; j++)
				if (member(g, gr, i) && member(g, gr, j)
				    && g->path[i * n + k]
				    && g->path[k * n + j])
					return true;
	}
	return false;
}

/* Return whether statement "s" depends on itself otherwise than by a sum
   whose order is free, within the first "level" loops. */
bool ta_self_dependent(const struct ta_planner *pl, int s, int level)
{
	int i;

	for (i = 0; i < pl->p->ndeps; i++) {
		const ta_dep *d = &pl->p->dep[i];

		if (d->src == s && d->dst == s && !d->reduction
		    && ta_dep_active(pl, d, level))
			return true;
	}
	return false;
}

/* Return whether a loop is placed that a call of group "gr" should run. */
static bool inside_call(const struct ta_planner *pl, const ta_group *gr)
{
	const ta_contraction *con = gr->con;
	int d;

	for (d = 0; d < pl->p->stmt[con->update]->depth; d++)
		if (con->cls[d] != TA_CLASS_BATCH && pl->iter[con->update][d])
			return true;
	return false;
}

/* Return whether the update of "con" depends on itself in a way that a call
   within the first "level" loops does not see to. */
static bool not_callable(const struct ta_planner *pl,
			 const ta_contraction *con, int level)
{
	return !ta_in_place(con->idiom)
	       && ta_self_dependent(pl, con->update, level);
}

/* Tie the statements of ta_group "gr" together for a call, if they can be. */
static void tie_group(struct graph *g, int gr)
{
	const ta_group *x = &g->pl->p->group[gr];
	int i, first = -1, found = 0;

	for (i = 0; i < g->n; i++)
		found += member(g, x, i);
	if (found < x->nstmts || inside_call(g->pl, x) || split_by_others(g, x)
	    || not_callable(g->pl, x->con, g->level))
		return;
	for (i = 0; i < g->n; i++) {
		if (!member(g, x, i))
			continue;
		if (first >= 0)
			tie(g, first, i);
		first = i;
	}
	close_paths(g);
}

/* Return whether everything that has to be before statement "i" of the set
   is in "out" or with it. */
static bool ready(const struct graph *g, int i, const bool *out)
{
	int j, n = g->n;

	for (j = 0; j < n; j++)
		if (!out[j] && g->path[j * n + i] && !g->path[i * n + j])
			return false;
	return true;
}

/* Put statement "i" of the set and all that have to be with it into "set",
   and out of "g". */
static void take_component(const struct graph *g, int i, bool *out,
			   struct ta_set *set)
{
	int j, n = g->n;

	set->n = 0;
	set->s = TA_NEWV(g->pl->a, int, n);
	for (j = 0; j < n; j++) {
		if (j != i && !(g->path[i * n + j] && g->path[j * n + i]))
			continue;
		out[j] = true;
		set->s[set->n++] = g->set->s[j];
	}
}

/* Return the parts of "set" that must stay together within the first "level"
   loops, "n" of them, in an order that keeps every dependence and is else
   that of the source. */
struct ta_set *ta_components(struct ta_planner *pl, const struct ta_set *set,
			     int level, int *n)
{
	struct graph g = { .pl = pl, .set = set, .n = set->n, .level = level };
	struct ta_set *list = TA_NEWV(pl->a, struct ta_set, set->n);
	bool *out = TA_NEWV(pl->a, bool, set->n);
	int i;

	g.path = TA_NEWV(pl->a, bool, set->n * set->n);
	find_paths(&g);
	for (i = 0; i < pl->p->ngroups; i++)
		if (pl->p->group[i].con && !pl->nocall[i])
			tie_group(&g, i);
	for (*n = 0, i = 0; i < set->n;) {
		if (out[i] || !ready(&g, i, out)) {
			i++;
			continue;
		}
		take_component(&g, i, out, &list[(*n)++]);
		i = 0;
	}
	for (i = 0; i < set->n; i++)
		if (!out[i])
			ta_bug("statements in no order");
	return list;
}

/* Take the statements but the update out of group "gr", into groups of their
   own: they cannot be part of its call. */
static void detach(struct ta_planner *pl, int gr)
{
	ta_program *p = pl->p;
	ta_group *x = &p->group[gr];
	int i, n = x->nstmts, *stmt = x->stmt;

	x->stmt = TA_NEW(pl->a, int);
	x->stmt[0] = x->con->update;
	x->nstmts = 1;
	x->con->init = x->con->scale = x->con->after = -1;
	x->con->beta = x->con->times = NULL;
	for (i = 0; i < n; i++) {
		ta_group map = { .idiom = TA_IDIOM_MAP, .nstmts = 1 };

		if (stmt[i] == p->group[gr].con->update)
			continue;
		map.stmt = &stmt[i];
		pl->group[stmt[i]] = p->ngroups;
		TA_PUSH(pl->a, p->group, p->ngroups, map);
	}
}

/* Return the group that "set" computes and that may become a call within the
   first "level" loops, or -1.  What initialises or scales the output is taken
   out of the group when it is not in the set. */
int ta_callable(struct ta_planner *pl, const struct ta_set *set, int level)
{
	int g = pl->group[set->s[0]], i;
	const ta_group *x = &pl->p->group[g];

	if (!x->con || pl->nocall[g] || inside_call(pl, x)
	    || not_callable(pl, x->con, level))
		return -1;
	for (i = 1; i < set->n; i++)
		if (pl->group[set->s[i]] != g)
			return -1;
	if (x->nstmts == set->n)
		return g;
	if (set->n > 1 || set->s[0] != x->con->update
	    || ta_in_place(x->con->idiom)
	    || pl->p->array[pl->p->stmt[set->s[0]]->write->array].is_virtual)
		return -1;
	detach(pl, g);
	return g;
}

/* Return the parts of "set" in the order of the source: statements that share
   their next loop, "n" parts. */
struct ta_set *ta_source_order(struct ta_planner *pl, const struct ta_set *set,
			       int level, int *n)
{
	struct ta_set *list = TA_NEWV(pl->a, struct ta_set, set->n);
	const ta_stmt *last = NULL;
	int i;

	*n = 0;
	for (i = 0; i < set->n; i++) {
		const ta_stmt *s = pl->p->stmt[set->s[i]];
		struct ta_set *part = &list[*n ? *n - 1 : 0];

		if (!last || ta_common_loops(last, s) <= level) {
			part = &list[(*n)++];
			part->s = TA_NEWV(pl->a, int, set->n);
		}
		part->s[part->n++] = set->s[i];
		last = s;
	}
	return list;
}
