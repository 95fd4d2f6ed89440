/* SPDX-License-Identifier: GPL-3.0-or-later */
/* poly_order.c - which of two accesses to one element comes first.

   Assumes subscripts, and takes different arrays to be apart.  Changes
   nothing. */
#include "poly.h"

/* Return whether some pair of "map" has the instance of "s" before that of "t",
   or if "after" the other way round. */
static bool some_pair(__isl_keep isl_map *map, const ta_stmt *s,
		      const ta_stmt *t, bool after)
{
	int common = ta_common_loops(s, t), level;
	isl_map *agree = isl_map_copy(map);
	bool some = false;

	for (level = 0; level < common && !some; level++) {
		isl_map *m = ta_poly_going(isl_map_copy(agree), level, level,
					   after ? TA_DIR_LT : TA_DIR_GT);

		some = isl_map_is_empty(m) != isl_bool_true;
		isl_map_free(m);
		agree = ta_poly_going(agree, level, level, TA_DIR_EQ);
	}
	if (!some && s != t && (s->order[common] > t->order[common]) == after)
		some = isl_map_is_empty(agree) != isl_bool_true;
	isl_map_free(agree);
	return some;
}

/* Return the pairs of an instance of "s" that makes access "x" and one of "t"
   that makes "y" to the same element. */
static __isl_give isl_map *meetings(const struct ta_poly *pp, const ta_stmt *s,
				    const ta_access *x, const ta_stmt *t,
				    const ta_access *y)
{
	return isl_map_apply_range(
		isl_map_intersect_domain(ta_poly_access(pp, s, x),
					 ta_poly_domain(pp, s)),
		isl_map_reverse(
			isl_map_intersect_domain(ta_poly_access(pp, t, y),
						 ta_poly_domain(pp, t))));
}

/* Return which of an instance of "s" that makes access "x" and one of "t" that
   makes "y" to the same element may be first; both when that cannot be told,
   none when they never meet. */
static unsigned find_order(const struct ta_poly *pp, const ta_stmt *s,
			   const ta_access *x, const ta_stmt *t,
			   const ta_access *y)
{
	isl_map *map = meetings(pp, s, x, t, y);
	unsigned order = 0;

	if (isl_map_is_empty(map) != isl_bool_true) {
		if (some_pair(map, s, t, false))
			order |= TA_BEFORE;
		if (some_pair(map, s, t, true))
			order |= TA_AFTER;
	}
	isl_map_free(map);
	return ta_poly_failed(pp) ? TA_BEFORE | TA_AFTER : order;
}

/* Return find_order, which is asked once. */
static unsigned order_of(const struct ta_poly *pp, const ta_stmt *s,
			 const ta_access *x, const ta_stmt *t,
			 const ta_access *y)
{
	ta_arena *arena = pp->p->arena;
	struct ta_between found = { 0, NULL };
	const struct ta_between *known;
	int common = ta_common_loops(s, t);
	int key[] = { TA_ASK_ORDER, common,
		      s == t ? 0 : s->order[common] > t->order[common] ? 1 : -1,
		      0, 0 };
	int n = TA_ARRAY_LEN(key);
	struct ta_memo *memo;

	if (x->array != y->array)
		return 0;
	memo = ta_memo_of(pp->p);
	key[3] = ta_memo_like(memo, arena, s, x->nsubs, x->sub);
	key[4] = ta_memo_like(memo, arena, t, y->nsubs, y->sub);
	known = ta_memo_find(memo, key, n);
	if (known)
		return known->levels;
	found.levels = find_order(pp, s, x, t, y);
	if (!ta_poly_failed(pp))
		ta_memo_add(memo, arena, key, n, found);
	return found.levels;
}

/* Return order_of of statements of "p". */
unsigned ta_poly_order(const ta_program *p, const ta_stmt *s,
		       const ta_access *x, const ta_stmt *t,
		       const ta_access *y)
{
	struct ta_poly pp;
	unsigned order;

	if (x->array != y->array)
		return 0;
	ta_poly_open(&pp, p, NULL, 0);
	order = order_of(&pp, s, x, t, y);
	ta_poly_close(&pp);
	return order;
}

/* The accesses of a statement; "w": that it writes, the first of them, which a
   read of the same element does not repeat. */
struct accesses {
	ta_arena *arena;
	int n;
	const ta_access **acc;
};

/* Note the read "acc" in "data". */
static bool note_access(void *data, ta_access *acc)
{
	struct accesses *x = (struct accesses *)data;
	int i;

	for (i = 0; i < x->n; i++)
		if (ta_access_equal(acc, x->acc[i]))
			return true;
	TA_PUSH(x->arena, x->acc, x->n, acc);
	return true;
}

/* Set "x" to the accesses of "s", that it writes first. */
static void find_accesses(struct accesses *x, const struct ta_poly *pp,
			  const ta_stmt *s)
{
	x->arena = pp->arena;
	x->n = 0;
	x->acc = NULL;
	note_access(x, s->write);
	ta_expr_reads(s->rhs, note_access, x);
}

/* Return whether "s", which makes the same accesses as "to" in another place of
   "p", comes before or after every instance of "t" that it has an element in
   common with, and "to" too. */
bool ta_poly_same_order(const ta_program *p, const ta_stmt *s,
			const ta_stmt *to, const ta_stmt *t)
{
	struct accesses of_s, of_to, of_t;
	struct ta_poly pp;
	bool same = true;
	unsigned order;
	int i, j;

	ta_poly_open(&pp, p, NULL, 0);
	find_accesses(&of_s, &pp, s);
	find_accesses(&of_to, &pp, to);
	find_accesses(&of_t, &pp, t);
	same = of_s.n == of_to.n;
	for (i = 0; same && i < of_s.n; i++)
		for (j = 0; same && j < of_t.n; j++) {
			if (i && j)
				continue;
			order = order_of(&pp, s, of_s.acc[i], t, of_t.acc[j]);
			same = order != (TA_BEFORE | TA_AFTER)
			       && (!order
				   || order_of(&pp, to, of_to.acc[i], t,
					       of_t.acc[j]) == order);
		}
	ta_poly_close(&pp);
	return same;
}
