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

/* An access "acc" of a statement: which one it is "like", see poly_memo.c, and,
   once that is asked, its instances and where they go. */
struct touch {
	const ta_access *acc;
	int stmt, array, like;
	bool write;
	isl_map *map;
};

/* Of which pairs of accesses dependences are found. */
enum pairs { ALL_PAIRS, OWN_PAIRS, OTHER_PAIRS };

/* The dependences being found: "touch" holds every access, those of statement
   s from first[s] on; "relations": their text is wanted; "memo": what is known
   already, or NULL; "key": the question about "npairs" pairs of accesses. */
struct deps {
	struct ta_poly pp;
	ta_program *p;
	bool relations;
	enum pairs pairs;
	int stmt, ntouch, *first;
	struct touch *touch;
	struct ta_memo *memo;
	int npairs, (*pair)[2], *key;
};

/* Note access "acc" of statement d->stmt, which writes when "write", unless it is
   there already. */
static void note_touch(struct deps *d, const ta_access *acc, bool write)
{
	const ta_stmt *s = d->p->stmt[d->stmt];
	struct touch t = { acc, d->stmt, acc->array, 0, write, NULL };
	int i;

	for (i = d->first[d->stmt]; i < d->ntouch; i++)
		if (d->touch[i].write == write
		    && ta_access_equal(d->touch[i].acc, acc))
			return;
	if (d->memo)
		t.like = ta_memo_like(d->memo, d->p->arena, s, acc->nsubs,
				      acc->sub);
	TA_PUSH(d->pp.arena, d->touch, d->ntouch, t);
}

/* Return the instances of touch "i", and where they go. */
static __isl_give isl_map *touched(const struct deps *d, int i)
{
	struct touch *t = &d->touch[i];

	if (!t->map) {
		const ta_stmt *s = d->p->stmt[t->stmt];

		t->map = isl_map_intersect_domain(
			ta_poly_access(&d->pp, s, t->acc),
			ta_poly_domain(&d->pp, s));
	}
	return isl_map_copy(t->map);
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

/* Return what is between the instances of "map", dependences found at "levels" of
   statement "dst" on "src". */
static struct ta_between between(const struct deps *d, int src, int dst,
				 unsigned levels, __isl_keep isl_map *map)
{
	int m = d->p->stmt[src]->depth, n = d->p->stmt[dst]->depth;
	struct ta_between b = { levels, NULL };

	if (levels) {
		b.dir = TA_NEWV(d->p->arena, unsigned char, m * n);
		ta_poly_directions(map, m, n, b.dir);
	}
	return b;
}

/* Add the dependence "b", with "text" (NULL: unknown), of statement "dst" on "src"
   to the program of "d", once for each of the bits "kinds", if there is one. */
static void add_deps(struct deps *d, unsigned kinds, int src, int dst,
		     int array, struct ta_between b, const char *text)
{
	const ta_stmt *s = d->p->stmt[src], *t = d->p->stmt[dst];
	ta_dep dep = { .src = src, .dst = dst, .array = array, .map = text };
	int kind;

	if (!b.levels)
		return;
	dep.common = ta_common_loops(s, t);
	dep.levels = b.levels;
	dep.dir = (unsigned char *)ta_memdup(d->p->arena, b.dir,
					     (size_t)(s->depth * t->depth));
	dep.reduction = src == dst && array == s->write->array
			&& (s->reduce != TA_OP_NONE || d->pairs == OWN_PAIRS);
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

/* Find the pairs of accesses to "array" that make a dependence of kind "kind" of
   statement "dst" on "src", of those asked for; return whether there are any. */
static bool find_pairs(struct deps *d, enum ta_dep_kind kind, int src, int dst,
		       int array)
{
	int i, j;

	d->npairs = 0;
	for (i = d->first[src]; i < d->first[src + 1]; i++)
		for (j = d->first[dst]; j < d->first[dst + 1]; j++) {
			const struct touch *x = &d->touch[i], *y;
			int n = d->npairs;

			y = &d->touch[j];
			if (x->array != array || y->array != array
			    || (!x->write && !y->write)
			    || kind_of(x, y) != kind || !is_asked(d, x, y))
				continue;
			d->pair = ta_grow(d->pp.arena, d->pair, n,
					  sizeof(*d->pair));
			d->pair[n][0] = i;
			d->pair[n][1] = j;
			d->npairs++;
		}
	return d->npairs > 0;
}

/* Return the dependences of statement "dst" on "src" through the pairs of "d", or
   NULL when there are no such pairs; add their levels to "levels". */
static __isl_give isl_map *all_pairs(struct deps *d, int src, int dst,
				     unsigned *levels)
{
	isl_map *all = NULL;
	int i;

	for (i = 0; i < d->npairs; i++) {
		isl_map *m = isl_map_apply_range(
			touched(d, d->pair[i][0]),
			isl_map_reverse(touched(d, d->pair[i][1])));

		m = in_order(d, src, dst, m, levels);
		all = all ? isl_map_union(all, m) : m;
	}
	return all;
}

/* Return whether instances of "src" come before others of "dst" in which all
   common iterators agree. */
static bool comes_first(const struct deps *d, int src, int dst)
{
	const ta_stmt *s = d->p->stmt[src], *t = d->p->stmt[dst];
	int common = ta_common_loops(s, t);

	return src != dst && s->order[common] < t->order[common];
}

/* Let d->key be all that the dependences of statement "dst" on "src" through the
   pairs of "d" follow from; return of how many numbers it is. */
static int make_key(struct deps *d, int src, int dst)
{
	int i, n = 0;

	TA_PUSH(d->pp.arena, d->key, n, TA_ASK_BETWEEN);
	TA_PUSH(d->pp.arena, d->key, n,
		ta_common_loops(d->p->stmt[src], d->p->stmt[dst]));
	TA_PUSH(d->pp.arena, d->key, n, comes_first(d, src, dst));
	for (i = 0; i < d->npairs; i++) {
		TA_PUSH(d->pp.arena, d->key, n, d->touch[d->pair[i][0]].like);
		TA_PUSH(d->pp.arena, d->key, n, d->touch[d->pair[i][1]].like);
	}
	return n;
}

/* Find the dependences of kind "kind", and those of the other bits of "kinds",
   which are between the same pairs, of statement "dst" on "src" through
   "array". */
static void find_deps(struct deps *d, enum ta_dep_kind kind, unsigned kinds,
		      int src, int dst, int array)
{
	const struct ta_between *known;
	struct ta_between found;
	const char *text = NULL;
	unsigned levels = 0;
	isl_map *all;
	int n;

	kinds |= 1u << kind;
	if (!find_pairs(d, kind, src, dst, array)
	    || (!ta_common_loops(d->p->stmt[src], d->p->stmt[dst])
		&& !comes_first(d, src, dst)))
		return;
	n = make_key(d, src, dst);
	known = d->memo ? ta_memo_find(d->memo, d->key, n) : NULL;
	if (known) {
		add_deps(d, kinds, src, dst, array, *known, NULL);
		return;
	}
	all = all_pairs(d, src, dst, &levels);
	found = between(d, src, dst, levels, all);
	if (levels && d->relations)
		text = map_text(d, all);
	isl_map_free(all);
	add_deps(d, kinds, src, dst, array, found, text);
	if (d->memo && !ta_poly_failed(&d->pp))
		ta_memo_add(d->memo, d->p->arena, d->key, n, found);
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

/* Return whether touches "i" and "j", taken to be of one array, meet only
   where one instance makes both. */
static bool meet_in_place(const struct deps *d, int i, int j)
{
	isl_map *m = isl_map_apply_range(touched(d, i),
					 isl_map_reverse(touched(d, j)));
	isl_bool apart;

	if (d->touch[i].stmt == d->touch[j].stmt) {
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

	if (!same_view(d->p, pair->a, pair->b) || d->p->array[pair->a].looked
	    || d->p->array[pair->b].looked)
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
	if (!d.relations)
		d.memo = ta_memo_of(p);
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
	find_pairs(&d, x->kind, x->src, x->dst, x->array);
	all = all_pairs(&d, x->src, x->dst, &levels);
	for (i = 0; i < d.ntouch; i++)
		isl_map_free(d.touch[i].map);
	return all ? isl_map_coalesce(all) : NULL;
}
