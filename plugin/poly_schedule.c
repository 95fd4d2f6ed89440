/* SPDX-License-Identifier: GPL-3.0-or-later */
/* poly_schedule.c - loops that a set of statements may run in instead of its
   own.

   Assumes dependences.  isl's scheduler is asked for loops, each affine in the
   iterators of every statement, none of which any dependence goes back in: such
   loops may be put in any order and may be tiled.  Changes nothing in the
   program.  When the limit of operations is hit there are no such loops, and
   what is asked of dependences is answered with yes. */
#include "poly.h"
#include "schedule.h"

#include <isl/id.h>
#include <isl/schedule.h>
#include <isl/schedule_node.h>
#include <isl/union_map.h>
#include <isl/union_set.h>
#include <string.h>

/* The schedule of a stencil takes a tenth of these operations to half of them.
   Where more are taken, the numbers that isl computes with have grown long, and
   each operation takes as long as a thousand would. */
enum { MOST_OPERATIONS = 100000 };

/* The numbers in a schedule are small, as skews by more than the reach of a
   stencil are no use; without a limit finding out that there is none may take
   numbers of any length. */
enum { MOST_COEFFICIENT = 16, MOST_CONSTANT = 64 };

/* See schedule.h.  map[d] is what dependence d of the program is between, for
   those within the set. */
struct ta_sched {
	struct ta_poly pp;
	const ta_program *p;
	ta_arena *a;
	const struct ta_set *set;
	isl_map **map;
};

/* Return the dependences of "p" within "set", whose results are put in "a".
   They stay until ta_sched_close. */
struct ta_sched *ta_sched_open(const ta_program *p, ta_arena *a,
			       const struct ta_set *set,
			       unsigned long max_operations)
{
	struct ta_sched *sc = TA_NEW(a, struct ta_sched);
	int i;

	ta_poly_open(&sc->pp, p, NULL,
		     max_operations && max_operations < MOST_OPERATIONS
			     ? max_operations
			     : MOST_OPERATIONS);
	sc->p = p;
	sc->a = a;
	sc->set = set;
	sc->map = TA_NEWV(a, isl_map *, p->ndeps);
	for (i = 0; i < p->ndeps; i++)
		if (ta_in_set(set, p->dep[i].src) &&
		    ta_in_set(set, p->dep[i].dst))
			sc->map[i] = ta_poly_dep(&sc->pp, &p->dep[i]);
	return sc;
}

/* Release what "sc" holds. */
void ta_sched_close(struct ta_sched *sc)
{
	int i;

	for (i = 0; i < sc->p->ndeps; i++)
		isl_map_free(sc->map[i]);
	ta_poly_close(&sc->pp);
}

/* Return whether the limit of operations of "sc" was hit. */
bool ta_sched_failed(const struct ta_sched *sc)
{
	return ta_poly_failed(&sc->pp);
}

/* Note in "data", a flag, that "map" is not plain: some of what it says is of
   remainders. */
static isl_stat note_remainders(__isl_take isl_basic_map *map, void *data)
{
	*(bool *)data |= isl_basic_map_dim(map, isl_dim_div) != 0;
	isl_basic_map_free(map);
	return isl_stat_ok;
}

/* Return whether some dependence of "sc" is between remainders: to take these
   out, as the scheduler does, makes numbers of any length. */
static bool has_remainders(const struct ta_sched *sc)
{
	bool some = false;
	int i;

	for (i = 0; i < sc->p->ndeps; i++)
		if (sc->map[i])
			isl_map_foreach_basic_map(sc->map[i], note_remainders,
						  &some);
	return some;
}

/* Return "set" without what it says of parameters alone, and without parameters
   of which it says nothing else: that is nothing about an order, and makes the
   scheduler's own questions many times as large. */
static __isl_give isl_set *without_context(__isl_take isl_set *set)
{
	set = isl_set_drop_constraints_not_involving_dims(
		set, isl_dim_set, 0, (unsigned)isl_set_dim(set, isl_dim_set));
	return isl_set_drop_unused_params(set);
}

/* Return what dependence "map" says of an order. */
static __isl_give isl_map *order_of(__isl_keep isl_map *map)
{
	return isl_set_unwrap(without_context(isl_map_wrap(isl_map_copy(map))));
}

/* Return the constraints on schedules of the set of "sc". */
static __isl_give isl_schedule_constraints *
constraints(const struct ta_sched *sc)
{
	isl_space *none = isl_space_params_alloc(sc->pp.ctx, 0);
	isl_union_set *domain = isl_union_set_empty(isl_space_copy(none));
	isl_union_map *deps = isl_union_map_empty(none);
	isl_schedule_constraints *x;
	int i;

	for (i = 0; i < sc->set->n; i++)
		domain = isl_union_set_add_set(
			domain, without_context(ta_poly_domain(
					&sc->pp, sc->p->stmt[sc->set->s[i]])));
	for (i = 0; i < sc->p->ndeps; i++)
		if (sc->map[i])
			deps = isl_union_map_add_map(deps,
						     order_of(sc->map[i]));
	deps = isl_union_map_coalesce(deps);
	x = isl_schedule_constraints_on_domain(domain);
	x = isl_schedule_constraints_set_validity(x, isl_union_map_copy(deps));
	x = isl_schedule_constraints_set_coincidence(x,
						     isl_union_map_copy(deps));
	return isl_schedule_constraints_set_proximity(x, deps);
}

/* Return whether no two statements of the set of "sc" have one name. */
static bool names_differ(const struct ta_sched *sc)
{
	int i, j;

	for (i = 0; i < sc->set->n; i++)
		for (j = 0; j < i; j++)
			if (!strcmp(sc->p->stmt[sc->set->s[i]]->name,
				    sc->p->stmt[sc->set->s[j]]->name))
				return false;
	return true;
}

/* Where loop "k" of a band is being noted. */
struct noting {
	const struct ta_sched *sc;
	struct ta_band *band;
	int k;
};

/* The pieces of what a loop is of one statement: so many, "x" the last. */
struct piece {
	const struct ta_sched *sc;
	const ta_idx *x;
	int n;
};

/* Note a piece of a schedule in "data". */
static isl_stat note_piece(__isl_take isl_set *set, __isl_take isl_aff *aff,
			   void *data)
{
	struct piece *q = (struct piece *)data;

	q->x = ta_poly_idx(&q->sc->pp, q->sc->a, aff);
	q->n++;
	isl_set_free(set);
	isl_aff_free(aff);
	return isl_stat_ok;
}

/* Note in "data" the schedule "pa" of one statement. */
static isl_stat note_stmt(__isl_take isl_pw_aff *pa, void *data)
{
	struct noting *n = (struct noting *)data;
	isl_id *id = isl_pw_aff_get_tuple_id(pa, isl_dim_in);
	struct piece q = {.sc = n->sc};
	int i;

	pa = isl_pw_aff_align_params(pa, isl_space_copy(n->sc->pp.space));
	if (isl_pw_aff_foreach_piece(pa, note_piece, &q) == isl_stat_ok)
		for (i = 0; i < n->sc->set->n && q.n == 1; i++)
			if (!strcmp(n->sc->p->stmt[n->sc->set->s[i]]->name,
				    isl_id_get_name(id)))
				n->band->row[i][n->k] = q.x;
	isl_id_free(id);
	isl_pw_aff_free(pa);
	return isl_stat_ok;
}

/* Set "band" to the loops of the node "node" of a schedule; return whether that
   is a band in which each statement has a place. */
static bool note_band(const struct ta_sched *sc,
		      __isl_keep isl_schedule_node *node, struct ta_band *band)
{
	struct noting n = {sc, band, 0};
	isl_multi_union_pw_aff *all;
	isl_union_pw_aff *one;
	int i;

	if (isl_schedule_node_get_type(node) != isl_schedule_node_band ||
	    !isl_schedule_node_band_get_permutable(node))
		return false;
	band->n = (int)isl_schedule_node_band_n_member(node);
	if (band->n > TA_MAX_DEPTH)
		return false;
	all = isl_schedule_node_band_get_partial_schedule(node);
	for (n.k = 0; n.k < band->n; n.k++) {
		one = isl_multi_union_pw_aff_get_union_pw_aff(all, n.k);
		isl_union_pw_aff_foreach_pw_aff(one, note_stmt, &n);
		isl_union_pw_aff_free(one);
	}
	isl_multi_union_pw_aff_free(all);
	for (i = 0; i < sc->set->n; i++)
		for (n.k = 0; n.k < band->n; n.k++)
			if (!band->row[i][n.k])
				return false;
	return true;
}

/* Set "band" to loops around all statements of the set of "sc"; return whether
   there are any. */
bool ta_sched_band(struct ta_sched *sc, struct ta_band *band)
{
	isl_schedule *schedule;
	isl_schedule_node *node;
	bool found;

	band->n = 0;
	band->row = ta_alloc(sc->a, sizeof(*band->row) * (size_t)sc->set->n);
	if (!names_differ(sc) || has_remainders(sc) || ta_sched_failed(sc))
		return false;
	isl_options_set_schedule_whole_component(sc->pp.ctx, 0);
	isl_options_set_schedule_maximize_band_depth(sc->pp.ctx, 1);
	isl_options_set_schedule_serialize_sccs(sc->pp.ctx, 0);
	isl_options_set_schedule_max_coefficient(sc->pp.ctx, MOST_COEFFICIENT);
	isl_options_set_schedule_max_constant_term(sc->pp.ctx, MOST_CONSTANT);
	schedule = isl_schedule_constraints_compute_schedule(constraints(sc));
	node = isl_schedule_get_root(schedule);
	node = isl_schedule_node_child(node, 0);
	found = node && note_band(sc, node, band);
	isl_schedule_node_free(node);
	isl_schedule_free(schedule);
	return found && !ta_sched_failed(sc);
}

/* Return the map from the instances of statement "s" to the value of "x". */
static __isl_give isl_map *value_map(const struct ta_sched *sc, int s,
				     const ta_idx *x)
{
	return isl_map_from_aff(ta_poly_aff(&sc->pp, sc->p->stmt[s], x));
}

/* Return the pairs of "map", of dependence "d", for which "x" of the source
   compares with "y" of the target as in "how", a map of values, which is
   taken. */
static __isl_give isl_map *where(const struct ta_sched *sc, const ta_dep *d,
				 __isl_take isl_map *map,
				 __isl_take isl_map *how, const ta_idx *x,
				 const ta_idx *y)
{
	isl_map *m = isl_map_apply_range(value_map(sc, d->src, x), how);

	m = isl_map_apply_range(m, isl_map_reverse(value_map(sc, d->dst, y)));
	return isl_map_intersect(map, m);
}

/* Return the values that are equal, or if "apart" that are not. */
static __isl_give isl_map *compare(const struct ta_sched *sc, bool apart)
{
	isl_space *space = ta_poly_vars(&sc->pp, 1);
	isl_map *m;

	if (!apart)
		return isl_map_identity(isl_space_map_from_set(space));
	m = isl_map_lex_lt(isl_space_copy(space));
	return isl_map_union(m, isl_map_lex_gt(space));
}

/* Return whether some pair of dependence "dep" agrees in each of the "n" values
   "src" of the source and "dst" of the target, but not in the one after these
   if "apart". */
static bool some_pair(struct ta_sched *sc, int dep, int n,
		      const ta_idx *const *src, const ta_idx *const *dst,
		      bool apart)
{
	const ta_dep *d = &sc->p->dep[dep];
	isl_map *m;
	bool some;
	int i;

	if (!sc->map[dep])
		return ta_sched_failed(sc);
	m = isl_map_copy(sc->map[dep]);
	for (i = 0; i < n + apart; i++)
		m = where(sc, d, m, compare(sc, i == n), src[i], dst[i]);
	some = isl_map_is_empty(m) != isl_bool_true;
	isl_map_free(m);
	return some;
}

/* Return whether some pair of dependence "dep" agrees in the "n" values "src" of
   the source and "dst" of the target. */
bool ta_sched_holds(struct ta_sched *sc, int dep, int n,
		    const ta_idx *const *src, const ta_idx *const *dst)
{
	return some_pair(sc, dep, n, src, dst, false);
}

/* Return whether some pair of dependence "dep" agrees in the first "n" values
   "src" of the source and "dst" of the target, and not in the next. */
bool ta_sched_tied(struct ta_sched *sc, int dep, int n,
		   const ta_idx *const *src, const ta_idx *const *dst)
{
	return some_pair(sc, dep, n, src, dst, true);
}
