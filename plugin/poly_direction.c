/* SPDX-License-Identifier: GPL-3.0-or-later */
/* poly_direction.c - which way a dependence goes, for each pair of iterators.

   Assumes a relation of isl between instances.  A direction of one pair is
   possible when an instance of the relation has it; one such instance tells a
   direction of every other pair as well, so that isl is asked only for
   directions that no instance so far has had.  Leaves true that every direction
   that occurs is found, and all of them where isl gave up. */
#include "poly.h"
#include "wave.h"

#include <string.h>

/* Return the pairs of "part", which is taken, that have direction "dir" of
   iterator "b" of the range against iterator "a" of the domain. */
static __isl_give isl_basic_map *part_going(__isl_take isl_basic_map *part,
					    int a, int b, unsigned char dir)
{
	isl_local_space *ls = isl_local_space_from_space(
		isl_basic_map_get_space(part));
	int sign = dir == TA_DIR_LT ? -1 : 1;
	isl_constraint *c = dir == TA_DIR_EQ
		? isl_constraint_alloc_equality(ls)
		: isl_constraint_alloc_inequality(ls);

	c = isl_constraint_set_coefficient_si(c, isl_dim_out, b, sign);
	c = isl_constraint_set_coefficient_si(c, isl_dim_in, a, -sign);
	if (dir != TA_DIR_EQ)
		c = isl_constraint_set_constant_si(c, -1);
	return isl_basic_map_add_constraint(part, c);
}

/* Return the pairs of "map", which is taken, that have direction "dir" of iterator
   "b" of the range against iterator "a" of the domain.  (isl_map_order_lt and
   the like ask of each part whether it is empty, which takes far longer.) */
__isl_give isl_map *ta_poly_going(__isl_take isl_map *map, int a, int b,
				  unsigned char dir)
{
	isl_basic_map_list *parts = isl_map_get_basic_map_list(map);
	isl_size n = isl_basic_map_list_n_basic_map(parts), i;
	isl_map *all = n ? NULL : isl_map_empty(isl_map_get_space(map));

	for (i = 0; i < n; i++) {
		isl_map *part = isl_map_from_basic_map(part_going(
			isl_basic_map_list_get_basic_map(parts, i), a, b, dir));

		all = i ? isl_map_union(all, part) : part;
	}
	isl_basic_map_list_free(parts);
	isl_map_free(map);
	return all;
}

/* The directions "dir" that have been seen in the union of "parts", of each of
   the "n" iterators of its range against each of the "m" of its domain, as in
   ta_dep. */
struct search {
	isl_basic_map_list *parts;
	int m, n;
	unsigned char *dir;
};

/* Return the direction from "x" to "y". */
static unsigned char from_to(__isl_keep isl_val *x, __isl_keep isl_val *y)
{
	if (isl_val_eq(x, y))
		return TA_DIR_EQ;
	return isl_val_lt(x, y) ? TA_DIR_GT : TA_DIR_LT;
}

/* Note the directions of all pairs of "s" in "point". */
static void note_point(struct search *s, __isl_keep isl_point *point)
{
	int a, b;

	for (a = 0; a < s->m; a++) {
		isl_val *x = isl_point_get_coordinate_val(point, isl_dim_set, a);

		for (b = 0; b < s->n; b++) {
			isl_val *y = isl_point_get_coordinate_val(
				point, isl_dim_set, s->m + b);

			s->dir[a * s->n + b] |= from_to(x, y);
			isl_val_free(y);
		}
		isl_val_free(x);
	}
}

/* Return whether there may be an instance in "part", which is taken; note the
   directions of one. */
static bool look_at(struct search *s, __isl_take isl_basic_map *part)
{
	isl_point *point = isl_basic_set_sample_point(isl_basic_map_wrap(part));
	isl_bool none = isl_point_is_void(point);

	if (none == isl_bool_false)
		note_point(s, point);
	isl_point_free(point);
	return none != isl_bool_true;
}

/* Look for an instance of "s" that has direction "dir" of iterator "b" of the
   range against iterator "a" of the domain. */
static void look_for(struct search *s, int a, int b, unsigned char dir)
{
	isl_size n = isl_basic_map_list_n_basic_map(s->parts), i;
	unsigned char *seen = &s->dir[a * s->n + b];

	for (i = 0; i < n && !(*seen & dir); i++)
		if (look_at(s, part_going(isl_basic_map_list_get_basic_map(
					      s->parts, i), a, b, dir)))
			*seen |= dir;
}

/* Set the elements of "dir" to the directions of each of the "n" iterators of
   the range of "map" against each of the "m" of its domain. */
void ta_poly_directions(__isl_keep isl_map *map, int m, int n,
			unsigned char *dir)
{
	struct search s = { isl_map_get_basic_map_list(map), m, n, dir };
	isl_size parts = isl_basic_map_list_n_basic_map(s.parts), i;
	int a, b;

	memset(dir, parts < 0 ? TA_DIR_LT | TA_DIR_EQ | TA_DIR_GT : TA_DIR_NONE,
	       (size_t)m * (size_t)n);
	for (i = 0; i < parts; i++)
		look_at(&s, isl_basic_map_list_get_basic_map(s.parts, i));
	for (a = 0; a < m; a++)
		for (b = 0; b < n; b++) {
			look_for(&s, a, b, TA_DIR_LT);
			look_for(&s, a, b, TA_DIR_EQ);
			look_for(&s, a, b, TA_DIR_GT);
		}
	isl_basic_map_list_free(s.parts);
}

/* Return the directions of iterator "itd" of the target of "x", a dependence of
   "p", against iterator "its" of its source, among the pairs of instances that
   agree in their first "level" iterators. */
unsigned ta_poly_direction_within(const ta_program *p, const ta_dep *x,
				  int level, int its, int itd)
{
	static const unsigned char ways[] = { TA_DIR_LT, TA_DIR_EQ, TA_DIR_GT };
	struct ta_poly pp;
	isl_map *map, *all;
	unsigned dir = 0;
	size_t i;

	ta_poly_open(&pp, p, NULL, 0);
	all = ta_poly_dep(&pp, x);
	map = all ? ta_poly_agree(all, level) : NULL;
	for (i = 0; i < sizeof ways; i++) {
		isl_map *going = map ? ta_poly_going(isl_map_copy(map), its,
						     itd, ways[i])
				     : NULL;

		if (isl_map_is_empty(going) != isl_bool_true)
			dir |= ways[i];
		isl_map_free(going);
	}
	isl_map_free(map);
	isl_map_free(all);
	if (ta_poly_failed(&pp))
		dir = TA_DIR_LT | TA_DIR_EQ | TA_DIR_GT;
	ta_poly_close(&pp);
	return dir;
}

/* Return the pairs of "map", which is taken, in which the row of the target, a statement
   of "w" as the source is, is a later one, and row and column together have grown by less
   than "least"; or by anything, if the target is "in_front" of the loop over columns. */
static __isl_give isl_map *too_near(__isl_take isl_map *map,
				    const struct ta_wave *w, int least,
				    bool in_front)
{
	isl_local_space *ls;
	isl_constraint *c;
	int k, of[2] = { w->row, w->col };

	map = ta_poly_going(map, w->row, w->row, TA_DIR_GT);
	if (in_front)
		return map;
	ls = isl_local_space_from_space(isl_map_get_space(map));
	c = isl_constraint_alloc_inequality(ls);
	for (k = 0; k < 2; k++) {
		c = isl_constraint_set_coefficient_si(c, isl_dim_out, of[k], -1);
		c = isl_constraint_set_coefficient_si(c, isl_dim_in, of[k], 1);
	}
	c = isl_constraint_set_constant_si(c, least - 1);
	return isl_map_add_constraint(map, c);
}

/* Return whether statement "s" is one of the "n" in "list". */
static bool is_in(int s, int n, const int *list)
{
	int i;

	for (i = 0; i < n; i++)
		if (list[i] == s)
			return true;
	return false;
}

/* Return whether the dependence "x" of "p" between statements of "w" does not go back
   where rows run one behind the other; "in_front": its target is in front of the loop
   over columns. */
static bool goes_on(const ta_program *p, const struct ta_wave *w,
		    const ta_dep *x, bool in_front)
{
	struct ta_poly pp;
	isl_map *map;
	bool may;
	int d, depth = p->stmt[x->dst]->depth;

	ta_poly_open(&pp, p, NULL, 0);
	map = ta_poly_dep(&pp, x);
	for (d = 0; d < depth && map; d++)
		if (d != w->row && d != w->col)
			map = ta_poly_going(map, d, d, TA_DIR_EQ);
	if (map)
		map = too_near(map, w, x->kind == TA_DEP_ANTI ? 0 : 1, in_front);
	may = map && isl_map_is_empty(map) == isl_bool_true
	      && !ta_poly_failed(&pp);
	isl_map_free(map);
	ta_poly_close(&pp);
	return may;
}

/* Return whether no dependence between the statements of "w" goes back where of rows
   that agree in all other iterators each is one column behind the one before: a
   read may be in the same step as what is stored later.  What is in front of the loop
   over columns runs before it for several rows at once. */
bool ta_poly_wave(const ta_program *p, const struct ta_wave *w)
{
	int i;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *x = &p->dep[i];
		bool in_front = is_in(x->dst, w->nbefore, w->before);

		if (is_in(x->src, w->n, w->stmt)
		    && (in_front || is_in(x->dst, w->n, w->stmt))
		    && !goes_on(p, w, x, in_front))
			return false;
	}
	return true;
}
