/* SPDX-License-Identifier: GPL-3.0-or-later */
/* poly_deps.c - which iterations have to stay in order.

   Assumes subscripts such that two accesses meet exactly when they agree.
   Finds every pair of instances that touch one element, at least one writing
   it, the source earlier in the original order.  Memory based: what a write
   in between hides is kept, which is more than needed and never less.
   Different arrays do not meet: aliases are excluded by guards.  Which aliases
   might as well be one array is found here too.  Leaves true that every
   dependence is in p->dep, that those of a reduction on itself are marked, apart
   from those of a sum in place on other elements, and those between two sums that
   may come in either order, and that p->dep is empty when the limit of operations
   was hit. */
#include "plan.h"
#include "poly.h"

#include <stdlib.h>
#include <string.h>

/* An access "acc" of a statement: its instances and where they go. */
struct touch {
	const ta_access *acc;
	int array;
	bool write;
	isl_map *map;
};

/* Of which pairs of accesses dependences are found. */
enum pairs { ALL_PAIRS, OWN_PAIRS, OTHER_PAIRS };

/* The dependences being found: "touch" holds every access, those of statement
   s from first[s] on; "relations": their text is wanted. */
struct deps {
	struct ta_poly pp;
	ta_program *p;
	bool relations;
	enum pairs pairs;
	int stmt, ntouch, *first;
	struct touch *touch;
};

/* Note access "acc" of statement d->stmt, which writes when "write", unless it is
   there already. */
static void note_touch(struct deps *d, const ta_access *acc, bool write)
{
	const ta_stmt *s = d->p->stmt[d->stmt];
	struct touch t = { acc, acc->array, write, NULL };
	int i;

	for (i = d->first[d->stmt]; i < d->ntouch; i++)
		if (d->touch[i].write == write
		    && ta_access_equal(d->touch[i].acc, acc))
			return;
	t.map = isl_map_intersect_domain(ta_poly_access(&d->pp, s, acc),
					 ta_poly_domain(&d->pp, s));
	TA_PUSH(d->pp.arena, d->touch, d->ntouch, t);
}

/* Return whether a statement writes "array". */
static bool is_written(const ta_program *p, int array)
{
	int i;

	for (i = 0; i < p->nstmts; i++)
		if (p->stmt[i]->write->array == array)
			return true;
	return false;
}

/* Return whether "array" may overlap another one. */
static bool is_alias(const ta_program *p, int array)
{
	int i;

	for (i = 0; i < p->naliases; i++)
		if (p->alias[i].a == array || p->alias[i].b == array)
			return true;
	return false;
}

/* Note the read "acc" for the deps "data", unless nobody writes its array
   under any name. */
static bool note_read(void *data, ta_access *acc)
{
	struct deps *d = (struct deps *)data;

	if (is_written(d->p, acc->array) || is_alias(d->p, acc->array))
		note_touch(d, acc, false);
	return true;
}

/* Note the accesses of the program of "d" that can depend on others: all, or
   those of the ends of "of" only. */
static void note_all(struct deps *d, const ta_dep *of)
{
	d->first = TA_NEWV(d->pp.arena, int, d->p->nstmts + 1);
	for (d->stmt = 0; d->stmt < d->p->nstmts; d->stmt++) {
		ta_stmt *s = d->p->stmt[d->stmt];

		d->first[d->stmt] = d->ntouch;
		if (of && d->stmt != of->src && d->stmt != of->dst)
			continue;
		note_touch(d, s->write, true);
		ta_expr_reads(s->rhs, note_read, d);
	}
	d->first[d->stmt] = d->ntouch;
}

/* Return the kind of dependence of "dst" on "src". */
static enum ta_dep_kind kind_of(const struct touch *src,
				const struct touch *dst)
{
	if (!dst->write)
		return TA_DEP_FLOW;
	return src->write ? TA_DEP_OUTPUT : TA_DEP_ANTI;
}

/* Return the pairs of "map" whose first "level" iterators agree. */
__isl_give isl_map *ta_poly_agree(__isl_keep isl_map *map, int level)
{
	isl_map *m = isl_map_copy(map);
	int i;

	for (i = 0; i < level; i++)
		m = ta_poly_going(m, i, i, TA_DIR_EQ);
	return m;
}

/* Return the pairs of "map" in which the source comes first, and add their
   levels to "levels".  "map" is taken.  Where all common iterators agree the
   order of the statements decides; a statement does not depend on itself
   there. */
static __isl_give isl_map *in_order(const struct deps *d, int src, int dst,
				    __isl_take isl_map *map, unsigned *levels)
{
	const ta_stmt *s = d->p->stmt[src], *t = d->p->stmt[dst];
	int common = ta_common_loops(s, t), level;
	isl_map *all = NULL;

	for (level = 0; level <= common; level++) {
		isl_map *m = isl_map_copy(map);

		if (level < common)
			m = ta_poly_going(m, level, level, TA_DIR_GT);
		else if (src == dst || s->order[level] >= t->order[level])
			m = isl_map_free(m);
		if (m && isl_map_is_empty(m) != isl_bool_true) {
			*levels |= 1u << level;
			all = all ? isl_map_union(all, m) : m;
		} else {
			isl_map_free(m);
		}
		if (level < common)
			map = ta_poly_going(map, level, level, TA_DIR_EQ);
	}
	if (!all)
		all = isl_map_empty(isl_map_get_space(map));
	isl_map_free(map);
	return all;
}

/* Return "map" in isl's notation, without what the context says anyway. */
static const char *map_text(const struct deps *d, __isl_keep isl_map *map)
{
	isl_map *m = isl_map_gist_params(isl_map_copy(map),
					 isl_set_copy(d->pp.context));
	const char *text = NULL;
	char *s;

	m = isl_map_remove_redundancies(isl_map_coalesce(m));
	s = isl_map_to_str(m);
	if (s)
		text = ta_strdup(d->p->arena, s);
	free(s);
	isl_map_free(m);
	return text;
}

/* Add the dependence "map", found at "levels", of statement "dst" on "src"
   to the program of "d", once for each of the bits "kinds", unless it is empty.
   "map" is taken. */
static void add_deps(struct deps *d, unsigned kinds, int src, int dst,
		     int array, unsigned levels, __isl_take isl_map *map)
{
	const ta_stmt *s = d->p->stmt[src], *t = d->p->stmt[dst];
	ta_dep dep = { .src = src, .dst = dst, .array = array };
	int kind;

	if (levels == 0) {
		isl_map_free(map);
		return;
	}
	dep.common = ta_common_loops(s, t);
	dep.levels = levels;
	dep.dir = TA_NEWV(d->p->arena, unsigned char, s->depth * t->depth);
	ta_poly_directions(map, s->depth, t->depth, dep.dir);
	dep.reduction = src == dst && array == s->write->array
			&& (s->reduce != TA_OP_NONE || d->pairs == OWN_PAIRS);
	dep.map = d->relations ? map_text(d, map) : NULL;
	isl_map_free(map);
	for (kind = TA_DEP_FLOW; kind <= TA_DEP_OUTPUT; kind++)
		if (kinds >> kind & 1) {
			dep.kind = (enum ta_dep_kind)kind;
			TA_PUSH(d->p->arena, d->p->dep, d->p->ndeps, dep);
		}
}

/* Return whether the pair "x", "y" of accesses is one that d->pairs asks for: of a
   sum in place, those to the element that it adds to, or others. */
static bool is_asked(const struct deps *d, const struct touch *x,
		     const struct touch *y)
{
	bool own = (x->write || y->write) && ta_access_equal(x->acc, y->acc);

	return d->pairs == ALL_PAIRS || own == (d->pairs == OWN_PAIRS);
}

/* Return the dependences of kind "kind" of statement "dst" on "src" through
   "array", the union over all pairs of accesses asked for, or NULL when there
   are no such pairs; add their levels to "levels". */
static __isl_give isl_map *all_pairs(struct deps *d, enum ta_dep_kind kind,
				     int src, int dst, int array,
				     unsigned *levels)
{
	isl_map *all = NULL;
	int i, j;

	for (i = d->first[src]; i < d->first[src + 1]; i++)
		for (j = d->first[dst]; j < d->first[dst + 1]; j++) {
			const struct touch *x = &d->touch[i], *y;
			isl_map *m;

			y = &d->touch[j];
			if (x->array != array || y->array != array
			    || (!x->write && !y->write)
			    || kind_of(x, y) != kind || !is_asked(d, x, y))
				continue;
			m = isl_map_apply_range(
				isl_map_copy(x->map),
				isl_map_reverse(isl_map_copy(y->map)));
			m = in_order(d, src, dst, m, levels);
			all = all ? isl_map_union(all, m) : m;
		}
	return all;
}

/* Find the dependences of kind "kind", and those of the other bits of "kinds",
   which are between the same pairs, of statement "dst" on "src" through
   "array". */
static void find_deps(struct deps *d, enum ta_dep_kind kind, unsigned kinds,
		      int src, int dst, int array)
{
	unsigned levels = 0;
	isl_map *all = all_pairs(d, kind, src, dst, array, &levels);

	add_deps(d, kinds | 1u << kind, src, dst, array, levels, all);
}

/* Return whether statement "s" reads "array", all that it reads of it being the
   element that it writes. */
static bool updates(const struct deps *d, int s, int array)
{
	const ta_access *write = d->p->stmt[s]->write;
	bool reads = false;
	int i;

	for (i = d->first[s]; i < d->first[s + 1]; i++)
		if (d->touch[i].array == array && !d->touch[i].write) {
			if (!ta_access_equal(d->touch[i].acc, write))
				return false;
			reads = true;
		}
	return reads;
}

/* Find the dependences of the sum in place "s" on itself through the array that it
   writes: those of its order, which is free, and those on other elements. */
static void find_in_place(struct deps *d, int s)
{
	int array = d->p->stmt[s]->write->array;

	d->pairs = OWN_PAIRS;
	find_deps(d, TA_DEP_OUTPUT, 1u << TA_DEP_FLOW | 1u << TA_DEP_ANTI, s,
		  s, array);
	d->pairs = OTHER_PAIRS;
	find_deps(d, TA_DEP_FLOW, 0, s, s, array);
	find_deps(d, TA_DEP_ANTI, 0, s, s, array);
	d->pairs = ALL_PAIRS;
}

/* Find the dependences of statement "dst" on "src" through all arrays.  Where
   both update one array, those of all kinds are the same. */
static void find_pair(struct deps *d, int src, int dst)
{
	int write = d->p->stmt[src]->write->array;
	int other = d->p->stmt[dst]->write->array;

	if (src == dst && d->p->stmt[src]->in_place != TA_OP_NONE) {
		find_in_place(d, src);
		return;
	}
	if (write == other && updates(d, src, write)
	    && updates(d, dst, write)) {
		find_deps(d, TA_DEP_OUTPUT,
			  1u << TA_DEP_FLOW | 1u << TA_DEP_ANTI, src, dst,
			  write);
		return;
	}
	find_deps(d, TA_DEP_FLOW, 0, src, dst, write);
	find_deps(d, TA_DEP_ANTI, 0, src, dst, other);
	if (write == other)
		find_deps(d, TA_DEP_OUTPUT, 0, src, dst, write);
}

/* Return whether arrays "a" and "b" have elements of one type and the same
   dimensions, but for the outermost. */
static bool same_view(const ta_program *p, int a, int b)
{
	const ta_array *x = &p->array[a], *y = &p->array[b];
	int i;

	if (x->elem != y->elem || x->ndims != y->ndims || !x->ndims)
		return false;
	for (i = 1; i < x->ndims; i++)
		if (!x->extent[i] || !y->extent[i]
		    || !ta_idx_equal(x->extent[i], y->extent[i]))
			return false;
	return true;
}

/* Return the statement that makes touch "i". */
static int stmt_of(const struct deps *d, int i)
{
	int s = 0;

	while (d->first[s + 1] <= i)
		s++;
	return s;
}

/* Return whether touches "i" and "j", taken to be of one array, meet only
   where one instance makes both. */
static bool meet_in_place(const struct deps *d, int i, int j)
{
	isl_map *m = isl_map_apply_range(
		isl_map_copy(d->touch[i].map),
		isl_map_reverse(isl_map_copy(d->touch[j].map)));
	isl_bool apart;

	if (stmt_of(d, i) == stmt_of(d, j)) {
		isl_map *same = isl_map_identity(isl_map_get_space(m));

		apart = isl_map_is_subset(m, same);
		isl_map_free(same);
	} else {
		apart = isl_map_is_empty(m);
	}
	isl_map_free(m);
	return apart == isl_bool_true;
}

/* Return whether the program of "d" means the same when the arrays of "pair"
   are one. */
static bool may_coincide(const struct deps *d, const ta_alias *pair)
{
	int i, j;

	if (!same_view(d->p, pair->a, pair->b))
		return false;
	for (i = 0; i < d->ntouch; i++)
		for (j = 0; j < d->ntouch; j++)
			if (d->touch[i].array == pair->a
			    && d->touch[j].array == pair->b
			    && (d->touch[i].write || d->touch[j].write)
			    && !meet_in_place(d, i, j))
				return false;
	return true;
}

/* Mark the aliases of "d" that are coincident.  What was not so before the
   statements were rewritten stays as it is: only then do reads stand where
   they were in the source. */
static void mark_coincident(struct deps *d)
{
	ta_program *p = d->p;
	bool again = p->done >= TA_PHASE_DEPS;
	int i;

	for (i = 0; i < p->naliases; i++)
		if (!again || p->alias[i].coincident)
			p->alias[i].coincident = may_coincide(d, &p->alias[i]);
}

/* Return whether statement "s" adds something to what it writes, or subtracts
   it, that is of no element of that array. */
static bool only_adds(const ta_stmt *s, int array)
{
	return (s->reduce == TA_OP_ADD || s->reduce == TA_OP_SUB)
	       && s->write->array == array
	       && !ta_expr_touches(s->rest, array);
}

/* Mark the dependences of "p" between two sums on the same elements, that only
   say which of them was first. */
static void mark_commuting(ta_program *p)
{
	int i;

	for (i = 0; i < p->ndeps; i++) {
		ta_dep *x = &p->dep[i];

		x->commutes = x->src != x->dst
			      && only_adds(p->stmt[x->src], x->array)
			      && only_adds(p->stmt[x->dst], x->array);
	}
}

/* Give every nest of "p" without a reason of its own that of the limit, and
   drop what was found: it is not all. */
static void give_up(ta_program *p)
{
	int i;

	p->ndeps = 0;
	p->dep = NULL;
	for (i = 0; i < p->nnests; i++)
		if (!p->nest[i].reason)
			p->nest[i].reason = TA_REASON_WORK_LIMIT;
}

/* Find the reductions and dependences of "p" anew, with the limit of "opt"
   (NULL: the default).  Return false when the limit was hit. */
bool ta_deps(ta_program *p, const ta_options *opt)
{
	struct deps d = { .p = p, .relations = opt && opt->relations };
	bool failed;
	int i, j;

	p->ndeps = 0;
	p->dep = NULL;
	ta_reductions(p);
	ta_poly_open(&d.pp, p, NULL, opt ? opt->max_operations : 0);
	note_all(&d, NULL);
	for (i = 0; i < p->nstmts; i++)
		for (j = 0; j < p->nstmts; j++)
			if (!ta_poly_failed(&d.pp))
				find_pair(&d, i, j);
	failed = ta_poly_failed(&d.pp);
	mark_commuting(p);
	mark_coincident(&d);
	for (i = 0; i < d.ntouch; i++)
		isl_map_free(d.touch[i].map);
	ta_poly_close(&d.pp);
	if (failed)
		give_up(p);
	return !failed;
}

/* Return the pairs of instances that the dependence "x" of the program of "pp"
   is between, or NULL. */
__isl_give isl_map *ta_poly_dep(const struct ta_poly *pp, const ta_dep *x)
{
	struct deps d = { .pp = *pp, .p = (ta_program *)pp->p };
	bool in_place = x->src == x->dst
			&& pp->p->stmt[x->src]->in_place != TA_OP_NONE;
	unsigned levels = 0;
	isl_map *all;
	int i;

	if (in_place)
		d.pairs = x->reduction ? OWN_PAIRS : OTHER_PAIRS;
	note_all(&d, x);
	all = all_pairs(&d, x->kind, x->src, x->dst, x->array, &levels);
	for (i = 0; i < d.ntouch; i++)
		isl_map_free(d.touch[i].map);
	return all ? isl_map_coalesce(all) : NULL;
}
