/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clauses.c - what the clauses of a directive mean together.

   Assumes a directive of ta_pragma_parse.  Leaves true, after
   ta_directive_check, that no two clauses exclude each other and that what
   can be told from constants is in range. */
#include "pragma.h"

#include <string.h>

/* Return whether "d" gives "clause". */
static bool given(const ta_directive *d, enum ta_clause clause)
{
	return d->clause_loc[clause] != 0;
}

/* Copy to "d" the fields of "clause", which it does not give, from "from". */
static void inherit(ta_arena *arena, ta_directive *d, const ta_directive *from,
		    enum ta_clause clause)
{
	d->clause_loc[clause] = from->clause_loc[clause];
	d->word_loc[clause] = from->word_loc[clause];
	switch (clause) {
	case TA_CLAUSE_DISJOINT:
		d->disjoint_all = from->disjoint_all;
		break;
	case TA_CLAUSE_REQUIRE:
		d->require = from->require;
		memcpy(d->require_loc, from->require_loc,
		       sizeof(d->require_loc));
		break;
	case TA_CLAUSE_FP:
		d->fp = from->fp;
		break;
	case TA_CLAUSE_LOWER:
		d->lower = from->lower;
		break;
	case TA_CLAUSE_THREADS:
		d->threads = ta_cexpr_copy(arena, from->threads);
		break;
	case TA_CLAUSE_SERIAL:
		d->serial = from->serial;
		break;
	case TA_CLAUSE_DETERMINISTIC:
		d->deterministic = from->deterministic;
		break;
	case TA_CLAUSE_SHAPE:
	case TA_CLAUSE_ASSUME:
	case TA_CLAUSE_NAME:
	case TA_CLAUSE_CHECK:
	case TA_NCLAUSES:
		ta_bug("clause '%s' among the defaults",
		       ta_clause_name(clause));
	}
}

/* Fill in "d" the clauses of "defaults" that it does not give.  "threads" and
   "serial" are one choice. */
void ta_directive_merge(ta_arena *arena, ta_directive *d,
			const ta_directive *defaults)
{
	bool choice;
	int c;

	if (!defaults)
		return;
	choice = given(d, TA_CLAUSE_THREADS) || given(d, TA_CLAUSE_SERIAL);
	for (c = 0; c < TA_NCLAUSES; c++) {
		if ((c == TA_CLAUSE_THREADS || c == TA_CLAUSE_SERIAL) && choice)
			continue;
		if (given(defaults, (enum ta_clause)c)
		    && !given(d, (enum ta_clause)c))
			inherit(arena, d, defaults, (enum ta_clause)c);
	}
}

/* Report that the word or clause at "loc", as "text", excludes the other at
   "other"; return false. */
static bool exclude(ta_diag *diag, ta_loc loc, const char *text, ta_loc other,
		    const char *because)
{
	ta_report(diag, TA_ERROR, loc, "%s %s", text, because);
	ta_report(diag, TA_NOTE, other, "given here");
	return false;
}

/* Return whether no two clauses of "d" exclude each other; else report. */
static bool check_together(const ta_directive *d, ta_diag *diag)
{
	ta_loc blas = d->require_loc[1], parallel = d->require_loc[2];
	bool ok = true;

	if (d->serial && d->threads)
		ok = exclude(diag, d->clause_loc[TA_CLAUSE_THREADS],
			     "'threads'", d->clause_loc[TA_CLAUSE_SERIAL],
			     "contradicts 'serial'");
	if (d->serial && (d->require & TA_REQUIRE_PARALLEL))
		ok = exclude(diag, parallel, "'require (parallel)'",
			     d->clause_loc[TA_CLAUSE_SERIAL],
			     "contradicts 'serial'");
	if (d->lower == TA_LOWER_LOOPS && (d->require & TA_REQUIRE_BLAS))
		ok = exclude(diag, blas, "'require (blas)'",
			     d->word_loc[TA_CLAUSE_LOWER],
			     "contradicts 'lower (loops)'");
	if (d->fp == TA_FP_STRICT && d->lower == TA_LOWER_BLAS)
		ok = exclude(diag, d->word_loc[TA_CLAUSE_LOWER],
			     "'lower (blas)'", d->word_loc[TA_CLAUSE_FP],
			     "contradicts 'fp (strict)': a library reorders "
			     "sums");
	else if (d->fp == TA_FP_STRICT && (d->require & TA_REQUIRE_BLAS))
		ok = exclude(diag, blas, "'require (blas)'",
			     d->word_loc[TA_CLAUSE_FP],
			     "contradicts 'fp (strict)': a library reorders "
			     "sums");
	return ok;
}

/* Return whether "a" and "b" are the same text. */
static bool same(ta_arena *arena, const ta_cexpr *a, const ta_cexpr *b)
{
	return !strcmp(ta_cexpr_text(arena, a), ta_cexpr_text(arena, b));
}

/* Return whether "e" can be evaluated: no constant division by zero, no
   constant that overflows.  Else report. */
static bool check_constants(const ta_cexpr *e, ta_diag *diag)
{
	int64_t a, b, v;

	if (e->kind != TA_CEXPR_UNARY && e->kind != TA_CEXPR_BINARY)
		return true;
	if (!check_constants(e->arg[0], diag)
	    || (e->arg[1] && !check_constants(e->arg[1], diag)))
		return false;
	if ((e->op == TA_COP_DIV || e->op == TA_COP_MOD)
	    && ta_cexpr_const(e->arg[1], &b) && b == 0) {
		ta_report(diag, TA_ERROR, e->loc, "division by zero");
		return false;
	}
	if (ta_cexpr_const(e->arg[0], &a)
	    && (!e->arg[1] || ta_cexpr_const(e->arg[1], &b))
	    && !ta_cexpr_const(e, &v)) {
		ta_report(diag, TA_ERROR, e->loc, "constant overflows 64 bits");
		return false;
	}
	return true;
}

/* Return the location where "e" begins. */
static ta_loc start(const ta_cexpr *e)
{
	while (e->kind == TA_CEXPR_BINARY || e->kind == TA_CEXPR_MEMBER
	       || e->kind == TA_CEXPR_INDEX)
		e = e->arg[0];
	return e->loc;
}

/* Return whether dimension "d" of "s" can be: no negative extent, no pitch
   that is less than it.  Else report. */
static bool check_dimension(const ta_pragma_shape *s, int d, ta_diag *diag)
{
	int64_t extent = 0, pitch;

	if (!s->extent[d])
		return true;
	if (!check_constants(s->extent[d], diag)
	    || (s->pitch[d] && !check_constants(s->pitch[d], diag)))
		return false;
	if (ta_cexpr_const(s->extent[d], &extent) && extent < 0) {
		ta_report(diag, TA_ERROR, start(s->extent[d]),
			  "extent %lld is negative", (long long)extent);
		return false;
	}
	if (s->pitch[d] && ta_cexpr_const(s->pitch[d], &pitch)
	    && pitch < extent) {
		ta_report(diag, TA_ERROR, start(s->pitch[d]),
			  "pitch %lld is less than the extent %lld",
			  (long long)pitch, (long long)extent);
		return false;
	}
	return true;
}

/* Return whether the shapes of "d" can be, each array once; else report. */
static bool check_shapes(const ta_directive *d, ta_arena *arena, ta_diag *diag)
{
	bool ok = true;
	int i, j;

	for (i = 0; i < d->nshapes; i++) {
		for (j = 0; j < d->shape[i].ndims; j++)
			ok &= check_dimension(&d->shape[i], j, diag);
		for (j = 0; j < i; j++) {
			if (!same(arena, d->shape[i].array, d->shape[j].array))
				continue;
			ta_report(diag, TA_ERROR, d->shape[i].loc,
				  "the shape of '%s' is given twice",
				  ta_cexpr_text(arena, d->shape[i].array));
			ta_report(diag, TA_NOTE, d->shape[j].loc,
				  "first given here");
			ok = false;
		}
	}
	return ok;
}

/* Return whether no list of "disjoint" in "d" has an array twice; else
   report. */
static bool check_disjoint(const ta_directive *d, ta_arena *arena,
			   ta_diag *diag)
{
	bool ok = true;
	int i, j, k;

	for (i = 0; i < d->ndisjoints; i++) {
		const ta_pragma_names *l = &d->disjoint[i];

		for (j = 0; j < l->n; j++)
			for (k = 0; k < j; k++) {
				if (!same(arena, l->name[j], l->name[k]))
					continue;
				ta_report(diag, TA_ERROR, start(l->name[j]),
					  "'%s' cannot be disjoint from itself",
					  ta_cexpr_text(arena, l->name[j]));
				ok = false;
			}
	}
	return ok;
}

/* Return whether "threads" and the facts of "d" can be; else report. */
static bool check_values(const ta_directive *d, ta_diag *diag)
{
	bool ok = true;
	int64_t v;
	int i;

	if (d->threads) {
		ok = check_constants(d->threads, diag);
		if (ok && ta_cexpr_const(d->threads, &v) && v < 1) {
			ta_report(diag, TA_ERROR, start(d->threads),
				  "a kernel needs at least one thread, not %lld",
				  (long long)v);
			ok = false;
		}
	}
	for (i = 0; i < d->nfacts; i++) {
		if (!check_constants(d->fact[i].expr, diag)) {
			ok = false;
		} else if (ta_cexpr_const(d->fact[i].expr, &v) && !v) {
			ta_report(diag, TA_ERROR, d->fact[i].loc,
				  "this assumption is never true");
			ok = false;
		}
	}
	return ok;
}

/* Return whether the extent "e" (NULL: none) is made of sums and products, as
   the proofs need it; else report to "diag". */
static bool check_extent(const ta_cexpr *e, ta_diag *diag)
{
	int64_t k;

	if (!e || ta_cexpr_is_leaf(e) || ta_cexpr_const(e, &k))
		return true;
	if (e->op != TA_COP_ADD && e->op != TA_COP_SUB && e->op != TA_COP_MUL
	    && e->op != TA_COP_NEG && e->op != TA_COP_PLUS) {
		ta_report(diag, TA_ERROR, e->loc,
			  "an extent with this operator is not supported yet: "
			  "it has to be made of sums and products");
		return false;
	}
	return check_extent(e->arg[0], diag) && check_extent(e->arg[1], diag);
}

/* Return whether the extents and pitches of "d" can be used; else report to
   "diag". */
static bool check_extents(const ta_directive *d, ta_diag *diag)
{
	bool ok = true;
	int i, j;

	for (i = 0; i < d->nshapes; i++)
		for (j = 0; j < d->shape[i].ndims; j++) {
			ok &= check_extent(d->shape[i].extent[j], diag);
			ok &= check_extent(d->shape[i].pitch[j], diag);
		}
	return ok;
}

/* Return whether everything in "d" goes together; else report to "diag". */
bool ta_directive_check(const ta_directive *d, ta_diag *diag)
{
	ta_arena *arena = ta_arena_new();
	bool ok = check_together(d, diag);

	ok &= check_shapes(d, arena, diag);
	ok &= check_disjoint(d, arena, diag);
	ok &= check_values(d, diag);
	ta_arena_free(arena);
	return ok && check_extents(d, diag);
}

/* What a walk over leaves carries. */
struct walk {
	bool (*fn)(void *data, ta_cexpr *leaf, enum ta_leaf_need need);
	void *data;
};

/* Call the function of "w" on the leaves of "e" (NULL: none), integers; false
   when it says so. */
static bool walk_integers(const struct walk *w, ta_cexpr *e)
{
	if (!e || e->kind == TA_CEXPR_INT)
		return true;
	if (ta_cexpr_is_leaf(e))
		return w->fn(w->data, e, TA_NEED_INTEGER);
	return walk_integers(w, e->arg[0]) && walk_integers(w, e->arg[1]);
}

/* Call "fn" with "data" on every leaf of "d"; false when it says so. */
bool ta_directive_leaves(ta_directive *d,
			 bool (*fn)(void *data, ta_cexpr *leaf,
				    enum ta_leaf_need need),
			 void *data)
{
	struct walk w = { fn, data };
	int i, j;

	for (i = 0; i < d->nshapes; i++) {
		if (!fn(data, d->shape[i].array, TA_NEED_ARRAY))
			return false;
		for (j = 0; j < d->shape[i].ndims; j++)
			if (!walk_integers(&w, d->shape[i].extent[j])
			    || !walk_integers(&w, d->shape[i].pitch[j]))
				return false;
	}
	for (i = 0; i < d->ndisjoints; i++)
		for (j = 0; j < d->disjoint[i].n; j++)
			if (!fn(data, d->disjoint[i].name[j], TA_NEED_ARRAY))
				return false;
	for (i = 0; i < d->nfacts; i++)
		if (!walk_integers(&w, d->fact[i].expr))
			return false;
	return walk_integers(&w, d->threads);
}
