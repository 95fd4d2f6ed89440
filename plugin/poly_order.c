/* SPDX-License-Identifier: GPL-3.0-or-later */
/* poly_order.c - which of two accesses to one element comes first.

   Assumes subscripts, and takes different arrays to be apart.  Changes
   nothing. */
#include "poly.h"

/* Return the pairs of "map", from instances of "s" to instances of "t", whose
   first "level" iterators agree and of which, in the next, that of "s" is the
   earlier, or if "after" the later. */
static __isl_give isl_map *at_level(__isl_keep isl_map *map, int level,
				    bool after)
{
	isl_map *m = ta_poly_agree(map, level);

	return after ? isl_map_order_gt(m, isl_dim_in, level, isl_dim_out,
					level)
		     : isl_map_order_lt(m, isl_dim_in, level, isl_dim_out,
					level);
}

/* Return whether some pair of "map" has the instance of "s" before that of "t",
   or if "after" the other way round. */
static bool some_pair(__isl_keep isl_map *map, const ta_stmt *s,
		      const ta_stmt *t, bool after)
{
	int common = ta_common_loops(s, t), level;
	bool some = false;
	isl_map *m;

	for (level = 0; level < common && !some; level++) {
		m = at_level(map, level, after);
		some = isl_map_is_empty(m) != isl_bool_true;
		isl_map_free(m);
	}
	if (s == t || (s->order[common] > t->order[common]) != after)
		return some;
	m = ta_poly_agree(map, common);
	some |= isl_map_is_empty(m) != isl_bool_true;
	isl_map_free(m);
	return some;
}

/* Return which of an instance of "s" that makes access "x" and one of "t" that
   makes "y" to the same element may be first; both when that cannot be told,
   none when they never meet. */
unsigned ta_poly_order(const ta_program *p, const ta_stmt *s,
		       const ta_access *x, const ta_stmt *t,
		       const ta_access *y)
{
	struct ta_poly pp;
	unsigned order = 0;
	isl_map *map;

	if (x->array != y->array)
		return 0;
	ta_poly_open(&pp, p, NULL, 0);
	map = isl_map_apply_range(
		isl_map_intersect_domain(ta_poly_access(&pp, s, x),
					 ta_poly_domain(&pp, s)),
		isl_map_reverse(
			isl_map_intersect_domain(ta_poly_access(&pp, t, y),
						 ta_poly_domain(&pp, t))));
	if (some_pair(map, s, t, false))
		order |= TA_BEFORE;
	if (some_pair(map, s, t, true))
		order |= TA_AFTER;
	if (ta_poly_failed(&pp))
		order = TA_BEFORE | TA_AFTER;
	isl_map_free(map);
	ta_poly_close(&pp);
	return order;
}
