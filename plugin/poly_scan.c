/* SPDX-License-Identifier: GPL-3.0-or-later */
/* poly_scan.c - the bounds of loops around polyhedra.

   Assumes polyhedra over plan variables, each given by what is >= 0 in it, and
   asks, from the outermost loop to the innermost, what bounds the next variable
   in any of some of them.  Bounds are never too narrow, and exact for the
   innermost of one polyhedron.  Changes nothing in the program. */
#include "poly.h"
#include "schedule.h"

#include <isl/constraint.h>

/* See schedule.h.  The first "n" variables of a plan; set[i] is polyhedron
   i. */
struct ta_scan {
	struct ta_poly pp;
	ta_arena *a;
	int nvars, n;
	isl_basic_set **set;
};

/* Return what is >= 0 in "x", over the first "n" variables. */
static __isl_give isl_basic_set *polyhedron(const struct ta_scan *sc, int n,
					    const struct ta_conds *x)
{
	isl_basic_set *b = isl_basic_set_universe(ta_poly_vars(&sc->pp, n));
	int i;

	for (i = 0; i < x->n; i++) {
		isl_aff *aff = ta_poly_aff_on(&sc->pp, ta_poly_vars(&sc->pp, n),
					      x->x[i]);

		b = isl_basic_set_add_constraint(b,
						 isl_inequality_from_aff(aff));
	}
	return b;
}

/* Return the "n" polyhedra "of" over "nvars" variables of a plan of "p", or
   NULL when they are not affine.  What is found is put in "a". */
struct ta_scan *ta_scan_open(const ta_program *p, ta_arena *a, int nvars, int n,
			     const struct ta_conds *of,
			     unsigned long max_operations)
{
	struct ta_scan *sc = TA_NEW(a, struct ta_scan);
	bool good = true;
	int i, j;

	ta_poly_open(&sc->pp, p, NULL, max_operations);
	sc->a = a;
	sc->nvars = nvars;
	sc->set = TA_NEWV(a, isl_basic_set *, n);
	for (i = 0; i < n; i++)
		for (j = 0; j < of[i].n; j++)
			good &= ta_poly_knows(&sc->pp, of[i].x[j], nvars);
	if (!good) {
		ta_poly_close(&sc->pp);
		return NULL;
	}
	sc->n = n;
	for (i = 0; i < n; i++)
		sc->set[i] = polyhedron(sc, nvars, &of[i]);
	return sc;
}

/* Release what "sc" holds. */
void ta_scan_close(struct ta_scan *sc)
{
	int i;

	for (i = 0; i < sc->n; i++)
		isl_basic_set_free(sc->set[i]);
	ta_poly_close(&sc->pp);
}

/* The conditions being noted: those that use variable "level", or all if that
   is -1.  "good": all could be. */
struct noting {
	struct ta_scan *sc;
	int level;
	struct ta_conds *out;
	bool good;
};

/* Note what "c" says in "data". */
static isl_stat note_constraint(__isl_take isl_constraint *c, void *data)
{
	struct noting *n = (struct noting *)data;
	isl_aff *aff = isl_constraint_get_aff(c);
	const ta_idx *x = ta_poly_idx(&n->sc->pp, n->sc->a, aff);

	n->good &= x != NULL;
	if (x && (n->level < 0 || ta_idx_uses(x, n->level))) {
		TA_PUSH(n->sc->a, n->out->x, n->out->n, x);
		if (isl_constraint_is_equality(c)) {
			x = ta_idx_scale(n->sc->a, x, -1);
			TA_PUSH(n->sc->a, n->out->x, n->out->n, x);
		}
	}
	isl_aff_free(aff);
	isl_constraint_free(c);
	return isl_stat_ok;
}

/* Return the smallest polyhedron of its kind around those of "which", seen from
   the first "n" variables. */
static __isl_give isl_basic_set *around(struct ta_scan *sc,
					const struct ta_set *which, int n)
{
	isl_basic_set *b;
	isl_set *all = NULL;
	int i;

	for (i = 0; i < which->n; i++) {
		b = isl_basic_set_copy(sc->set[which->s[i]]);
		b = isl_basic_set_remove_dims(b, isl_dim_set, (unsigned)n,
					      (unsigned)(sc->nvars - n));
		b = isl_basic_set_remove_redundancies(b);
		if (which->n == 1)
			return b;
		all = all ? isl_set_union(all, isl_set_from_basic_set(b))
			  : isl_set_from_basic_set(b);
	}
	return isl_set_simple_hull(isl_set_coalesce(all));
}

/* Set "out" to what bounds variable "level" in the polyhedra "which", over the
   variables before it, where "known" is >= 0; of the last variable and one
   polyhedron also to all that is left to say without it.  Return false when the
   limit was hit. */
bool ta_scan_level(struct ta_scan *sc, const struct ta_set *which, int level,
		   const struct ta_conds *known, struct ta_conds *out)
{
	struct noting n = { .sc = sc, .out = out, .good = true };
	isl_basic_set *b = around(sc, which, level + 1), *k;

	out->n = 0;
	out->x = NULL;
	n.level = level + 1 == sc->nvars && which->n == 1 ? -1 : level;
	k = polyhedron(sc, level + 1, known);
	k = isl_basic_set_intersect_params(k, isl_set_simple_hull(
					isl_set_copy(sc->pp.context)));
	b = isl_basic_set_gist(b, k);
	b = isl_basic_set_remove_divs(b);
	if (!b || isl_basic_set_foreach_constraint(b, note_constraint, &n)
			  != isl_stat_ok)
		n.good = false;
	isl_basic_set_free(b);
	return n.good && !ta_poly_failed(&sc->pp);
}

/* Set "out" to what of parameters is >= 0 where every polyhedron has a point, as
   is taken for granted from then on.  Return false when the limit was hit. */
bool ta_scan_params(struct ta_scan *sc, struct ta_conds *out)
{
	struct noting n = { .sc = sc, .level = -1, .out = out, .good = true };
	isl_basic_set *all = isl_basic_set_universe(ta_poly_vars(&sc->pp, 0)), *b;
	int i;

	out->n = 0;
	out->x = NULL;
	for (i = 0; i < sc->n; i++) {
		b = isl_basic_set_copy(sc->set[i]);
		b = isl_basic_set_remove_dims(b, isl_dim_set, 0,
					      (unsigned)sc->nvars);
		all = isl_basic_set_intersect(all, b);
	}
	for (i = 0; i < sc->n; i++)
		sc->set[i] = isl_basic_set_intersect_params(
			sc->set[i], isl_basic_set_params(
					    isl_basic_set_copy(all)));
	b = isl_basic_set_from_params(
		isl_set_simple_hull(isl_set_copy(sc->pp.context)));
	all = isl_basic_set_gist(isl_basic_set_remove_redundancies(all), b);
	if (!all || isl_basic_set_foreach_constraint(all, note_constraint, &n)
			    != isl_stat_ok)
		n.good = false;
	isl_basic_set_free(all);
	return n.good && !ta_poly_failed(&sc->pp);
}
