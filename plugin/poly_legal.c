/* SPDX-License-Identifier: GPL-3.0-or-later */
/* poly_legal.c - does a nest of loops that was scheduled anew do what its
   statements did?

   Assumes a node of a plan that passed the rules of check_plan.c, and
   dependences.  Asks of the loops themselves, not of how they were found, that
   they run every instance of their statements once, that no dependence goes
   back in them, and that none ties iterations of a loop that runs in any order.
   The answer is exact but for products of parameters, each of which is taken to
   be a parameter.  Leaves the program alone. */
#include "poly.h"
#include "schedule.h"

#include <isl/constraint.h>

/* An instance of a statement in the nest: the loops around it, the points that
   these run over, and the instance at each. */
struct leaf {
	const ta_node *node;
	int n;
	const ta_node *loop[TA_PARAM0];
	isl_set *points;
	isl_map *to;
};

/* The question: "at" is the path to the node being looked at; "wrong": what is
   the matter. */
struct legal {
	struct ta_poly pp;
	const ta_program *p;
	ta_arena *a;
	struct leaf at;
	int ncond;
	const ta_idx *cond[TA_PARAM0];
	int n;
	struct leaf *leaf;
	const char *wrong;
};

/* Say that "what" is wrong, if nothing else is; return false. */
static bool wrong(struct legal *l, const char *what)
{
	if (!l->wrong)
		l->wrong = what;
	return false;
}

/* Return "set" where "x" * "sign" + "k" >= 0. */
static __isl_give isl_set *keep(struct legal *l, __isl_take isl_set *set,
				const ta_idx *x, int64_t sign, int64_t k)
{
	isl_aff *aff;

	x = ta_idx_addk(l->a, ta_idx_scale(l->a, x, sign), k);
	if (!ta_poly_knows(&l->pp, x, l->at.n)) {
		wrong(l, "a bound of it is not affine");
		return set;
	}
	aff = ta_poly_aff_on(&l->pp, ta_poly_vars(&l->pp, l->at.n), x);
	return isl_set_intersect(set,
		isl_set_from_basic_set(isl_basic_set_from_constraint(
			isl_inequality_from_aff(aff))));
}

/* Return the points that the loops around the node being looked at run over. */
static __isl_give isl_set *find_points(struct legal *l)
{
	isl_set *set = isl_set_universe(ta_poly_vars(&l->pp, l->at.n));
	int i, j;

	for (i = 0; i < l->at.n; i++) {
		const ta_node *loop = l->at.loop[i];

		for (j = 0; j < loop->nlower; j++)
			set = keep(l, set, ta_idx_sub(l->a,
				ta_idx_scale(l->a, ta_idx_var(l->a, i),
					     loop->lower[j].den),
				loop->lower[j].num), 1, 0);
		for (j = 0; j < loop->nupper; j++)
			set = keep(l, set, ta_idx_sub(l->a,
				ta_idx_scale(l->a, ta_idx_var(l->a, i),
					     loop->upper[j].den),
				loop->upper[j].num), -1, -1);
	}
	for (i = 0; i < l->ncond; i++)
		set = keep(l, set, l->cond[i], 1, 0);
	return isl_set_intersect_params(set, isl_set_copy(l->pp.context));
}

/* Return the map from points of the loops around to the instance "node" of its
   statement. */
static __isl_give isl_map *find_instance(struct legal *l, const ta_node *node)
{
	const ta_stmt *s = l->p->stmt[node->stmt];
	isl_set *domain = ta_poly_domain(&l->pp, s);
	isl_space *space = isl_space_map_from_domain_and_range(
		ta_poly_vars(&l->pp, l->at.n), isl_set_get_space(domain));
	isl_multi_aff *ma = isl_multi_aff_zero(space);
	int d;

	isl_set_free(domain);
	for (d = 0; d < s->depth; d++) {
		if (!ta_poly_knows(&l->pp, node->iter[d], l->at.n)) {
			wrong(l, "an iterator in it is not affine");
			continue;
		}
		ma = isl_multi_aff_set_aff(ma, d, ta_poly_aff_on(&l->pp,
					ta_poly_vars(&l->pp, l->at.n),
					node->iter[d]));
	}
	return isl_map_from_multi_aff(ma);
}

static void collect(struct legal *l, const ta_node *node);

/* Collect what the choice "node" holds. */
static void collect_if(struct legal *l, const ta_node *node)
{
	int i, n = l->ncond;

	if ((node->nchildren > 1 && node->child[1])
	    || l->ncond + node->nconds > TA_PARAM0) {
		wrong(l, "it has a choice");
		return;
	}
	for (i = 0; i < node->nconds; i++) {
		if (node->cond[i]->kind != TA_GUARD_GE0)
			wrong(l, "it has a choice");
		else
			l->cond[l->ncond++] = node->cond[i]->idx;
	}
	collect(l, node->child[0]);
	l->ncond = n;
}

/* Collect the instances in "node". */
static void collect(struct legal *l, const ta_node *node)
{
	struct leaf leaf;
	int i;

	if (!node || l->wrong)
		return;
	switch (node->kind) {
	case TA_NODE_SEQ:
		for (i = 0; i < node->nchildren; i++)
			collect(l, node->child[i]);
		return;
	case TA_NODE_LOOP:
		if (node->step != 1 || node->var != l->at.n
		    || node->nreductions || node->nlocals) {
			wrong(l, "a loop of it is not a plain one");
			return;
		}
		l->at.loop[l->at.n++] = node;
		collect(l, node->child[0]);
		l->at.n--;
		return;
	case TA_NODE_STMT:
		leaf = l->at;
		leaf.node = node;
		leaf.points = find_points(l);
		leaf.to = isl_map_intersect_domain(find_instance(l, node),
					isl_set_copy(leaf.points));
		TA_PUSH(l->a, l->leaf, l->n, leaf);
		return;
	case TA_NODE_IF:
		collect_if(l, node);
		return;
	case TA_NODE_CALL:
		wrong(l, "it makes a call");
		return;
	case TA_NODE_EXIT:
		wrong(l, "it is left");
		return;
	}
}

/* Are the instances of statement "s", if it is in the nest, run once each? */
static bool check_once(struct legal *l, int s)
{
	isl_set *all = NULL, *range, *domain;
	bool good = true;
	int i;

	for (i = 0; i < l->n; i++) {
		if (l->leaf[i].node->stmt != s)
			continue;
		good &= isl_map_is_injective(l->leaf[i].to) == isl_bool_true;
		range = isl_map_range(isl_map_copy(l->leaf[i].to));
		if (all)
			good &= isl_set_is_disjoint(all, range)
				== isl_bool_true;
		all = all ? isl_set_union(all, range) : range;
	}
	if (!all)
		return true;
	if (!good)
		wrong(l, "an instance runs twice");
	domain = ta_poly_domain(&l->pp, l->p->stmt[s]);
	if (isl_set_is_subset(all, domain) != isl_bool_true)
		good = wrong(l, "what is no instance runs");
	if (good && isl_set_is_subset(domain, all) != isl_bool_true)
		good = wrong(l, "an instance does not run");
	isl_set_free(domain);
	isl_set_free(all);
	return good;
}

/* Return whether "map", from points of the source to points of the target, has
   pairs that agree in the first "n" loops, and in the next the source is
   later, or with "any" in another iteration. */
static bool goes_back(__isl_keep isl_map *map, int n, bool any)
{
	isl_map *agree = ta_poly_agree(map, n), *m;
	bool back;

	m = ta_poly_going(isl_map_copy(agree), n, n, TA_DIR_LT);
	back = isl_map_is_empty(m) != isl_bool_true;
	isl_map_free(m);
	if (any && !back) {
		m = ta_poly_going(isl_map_copy(agree), n, n, TA_DIR_GT);
		back = isl_map_is_empty(m) != isl_bool_true;
		isl_map_free(m);
	}
	isl_map_free(agree);
	return back;
}

/* Does no pair of "dep" go back from leaf "x" to leaf "y"? */
static bool check_pair(struct legal *l, __isl_keep isl_map *dep, int x, int y)
{
	const struct leaf *a = &l->leaf[x], *b = &l->leaf[y];
	isl_map *m, *same;
	int i, common = 0;

	while (common < a->n && common < b->n
	       && a->loop[common] == b->loop[common])
		common++;
	m = isl_map_apply_range(isl_map_copy(a->to), isl_map_copy(dep));
	m = isl_map_apply_range(m, isl_map_reverse(isl_map_copy(b->to)));
	for (i = 0; i < common && !l->wrong; i++) {
		bool any = a->loop[i]->parallel || a->loop[i]->simd;

		if (goes_back(m, i, any))
			wrong(l, any ? "a loop of it runs in any order, but"
				       " carries a dependence"
				     : "a dependence goes back in it");
	}
	if (x >= y && !l->wrong) {
		same = ta_poly_agree(m, common);
		if (isl_map_is_empty(same) != isl_bool_true)
			wrong(l, "a dependence goes back in it");
		isl_map_free(same);
	}
	isl_map_free(m);
	return !l->wrong;
}

/* Does dependence "d" go back nowhere in the nest? */
static bool check_dep(struct legal *l, const ta_dep *d)
{
	isl_map *dep = NULL;
	int i, j;

	for (i = 0; i < l->n && !l->wrong; i++)
		for (j = 0; j < l->n && !l->wrong; j++) {
			if (l->leaf[i].node->stmt != d->src
			    || l->leaf[j].node->stmt != d->dst)
				continue;
			if (!dep)
				dep = ta_poly_dep(&l->pp, d);
			if (dep)
				check_pair(l, dep, i, j);
		}
	isl_map_free(dep);
	return !l->wrong;
}

/* Put the "n" polynomials "cond" over parameters, as >= 0, into the context. */
static void assume(struct legal *l, int n, const ta_idx *const *cond)
{
	isl_set *set = isl_set_universe(ta_poly_vars(&l->pp, 0));
	int i;

	for (i = 0; i < n; i++)
		if (ta_poly_knows(&l->pp, cond[i], 0))
			set = keep(l, set, cond[i], 1, 0);
	l->pp.context = isl_set_intersect(l->pp.context, isl_set_params(set));
}

/* Return what is wrong with the loop "node" of the plan of "p", the outermost of
   loops that run its statements in another order, or NULL, where the "n"
   polynomials "cond" are >= 0.  That the limit of operations was hit is wrong
   too. */
const char *ta_poly_legal(const ta_program *p, const ta_node *node, int n,
			  const ta_idx *const *cond,
			  unsigned long max_operations)
{
	struct legal *l = TA_NEW(p->arena, struct legal);
	int i;

	l->p = p;
	l->a = p->arena;
	ta_poly_open(&l->pp, p, NULL, max_operations);
	assume(l, n, cond);
	collect(l, node);
	for (i = 0; i < p->nstmts && !l->wrong; i++)
		check_once(l, i);
	for (i = 0; i < p->ndeps && !l->wrong; i++)
		check_dep(l, &p->dep[i]);
	if (ta_poly_failed(&l->pp))
		l->wrong = "the limit of operations was hit";
	for (i = 0; i < l->n; i++) {
		isl_set_free(l->leaf[i].points);
		isl_map_free(l->leaf[i].to);
	}
	ta_poly_close(&l->pp);
	return l->wrong;
}
