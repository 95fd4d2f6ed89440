/* SPDX-License-Identifier: GPL-3.0-or-later */
/* poly_build.c - a tensor program as isl sets and maps.

   Assumes affine constraints and subscripts.  A product of parameters is one
   parameter of isl, named after its factors; that it is not negative, and
   what facts say when they are multiplied by one, is put into the context
   again, so that little is lost.  Changes nothing in the program. */
#include "poly.h"

#include "fence.h"

#include <ctype.h>
#include <isl/constraint.h>
#include <isl/id.h>
#include <string.h>

/* Return the number of the monomial with the variables of "t", or -1. */
static int find_mono(const struct ta_poly *pp, const ta_term *t)
{
	int i;

	for (i = 0; i < pp->nmono; i++)
		if (pp->mono[i].nvars == t->nvars
		    && !memcmp(pp->mono[i].var, t->var,
			       sizeof(t->var[0]) * (size_t)t->nvars))
			return i;
	return -1;
}

/* Add the monomials over parameters of "x" to those of "pp". */
static void add_monos(struct ta_poly *pp, const ta_idx *x)
{
	int i;

	for (i = 0; x && i < x->nterms; i++) {
		ta_term t = x->term[i];

		if (t.nvars == 0 || t.var[0] < TA_PARAM0
		    || find_mono(pp, &t) >= 0)
			continue;
		t.coef = 1;
		TA_PUSH(pp->arena, pp->mono, pp->nmono, t);
	}
}

/* Add the monomials of the subscripts of "acc" to those of "data". */
static bool add_access(void *data, ta_access *acc)
{
	struct ta_poly *pp = (struct ta_poly *)data;
	int d;

	for (d = 0; d < acc->nsubs; d++)
		add_monos(pp, acc->sub[d]);
	return true;
}

/* Add the monomials of the assumption "x" to those of "data". */
static void add_assumed_monos(void *data, const ta_idx *x)
{
	add_monos((struct ta_poly *)data, x);
}

/* Add all monomials over parameters of "pp->p" to those of "pp". */
static void collect_monos(struct ta_poly *pp)
{
	const ta_program *p = pp->p;
	int i, j;

	for (i = 0; i < p->nstmts; i++) {
		ta_stmt *s = p->stmt[i];

		for (j = 0; j < s->ncons; j++)
			add_monos(pp, s->cons[j]);
		add_access(pp, s->write);
		ta_expr_reads(s->rhs, add_access, pp);
	}
	for (i = 0; i < p->nfacts; i++)
		add_monos(pp, p->fact[i]);
	for (i = 0; i < p->nguards; i++)
		if (p->guard[i]->kind == TA_GUARD_GE0)
			add_monos(pp, p->guard[i]->idx);
	for (i = 0; i < p->nassumes; i++)
		ta_assumed(p, p->assume[i], add_assumed_monos, pp);
}

/* Return a name that isl can read back for monomial "t", different from the
   "n" first ones of "pp". */
static char *mono_name(const struct ta_poly *pp, const ta_term *t, int n,
		       char *const *taken)
{
	ta_buf b;
	char *c;
	int i;

	ta_buf_init(&b, pp->arena);
	for (i = 0; i < t->nvars; i++)
		ta_buf_printf(&b, "%s%s", i ? "_x_" : "",
			      pp->p->param[t->var[i] - TA_PARAM0].name);
	for (c = b.s; *c; c++)
		if (!isalnum((unsigned char)*c))
			*c = '_';
	if (!b.s[0] || isdigit((unsigned char)b.s[0]))
		b.s = ta_sprintf(pp->arena, "p_%s", b.s);
	for (i = 0; i < n; i++)
		if (!strcmp(taken[i], b.s)) {
			b.s = ta_sprintf(pp->arena, "%s_%d", b.s, n);
			i = -1;
		}
	return b.s;
}

/* Make the parameter space of "pp" from its monomials. */
static void make_space(struct ta_poly *pp)
{
	char **name = TA_NEWV(pp->arena, char *, pp->nmono);
	int i;

	pp->space = isl_space_params_alloc(pp->ctx, (unsigned)pp->nmono);
	for (i = 0; i < pp->nmono; i++) {
		name[i] = mono_name(pp, &pp->mono[i], i, name);
		pp->space = isl_space_set_dim_id(
			pp->space, isl_dim_param, (unsigned)i,
			isl_id_alloc(pp->ctx, name[i], NULL));
	}
}

/* Return the affine "x" on the space "space", whose parameters are those of
   "pp".  A monomial that "pp" does not know is an inconsistency. */
static __isl_give isl_aff *make_aff(const struct ta_poly *pp,
				    __isl_take isl_space *space,
				    const ta_idx *x)
{
	isl_aff *aff = isl_aff_zero_on_domain(
		isl_local_space_from_space(space));
	int i;

	for (i = 0; i < x->nterms; i++) {
		const ta_term *t = &x->term[i];
		isl_val *k = isl_val_int_from_si(pp->ctx, t->coef);

		if (t->nvars == 0) {
			aff = isl_aff_add_constant_val(aff, k);
		} else if (t->var[0] < TA_PARAM0) {
			aff = isl_aff_add_coefficient_val(
				aff, isl_dim_in, t->var[0], k);
		} else {
			int m = find_mono(pp, t);

			ta_assert(m >= 0);
			aff = isl_aff_add_coefficient_val(
				aff, isl_dim_param, m, k);
		}
	}
	return aff;
}

/* Return whether variable "var" of "pp->p" is known not to be negative. */
static bool var_nonneg(const struct ta_poly *pp, int var)
{
	return pp->p->param[var - TA_PARAM0].nonneg;
}

/* Return whether monomial "t" is known not to be negative. */
static bool mono_nonneg(const struct ta_poly *pp, const ta_term *t)
{
	int i, j;

	for (i = 0; i < t->nvars; i = j) {
		for (j = i; j < t->nvars && t->var[j] == t->var[i]; j++)
			;
		if ((j - i) % 2 && !var_nonneg(pp, t->var[i]))
			return false;
	}
	return true;
}

/* Return the set of points at which "aff" >= 0. */
static __isl_give isl_set *nonneg_set(__isl_take isl_aff *aff)
{
	return isl_set_from_basic_set(isl_basic_set_from_constraint(
		isl_inequality_from_aff(aff)));
}

/* Return "x" >= 0 as a set of parameters, or NULL when "x" has iterators or
   a monomial that "pp" does not know. */
static __isl_give isl_set *known_set(const struct ta_poly *pp,
				     const ta_idx *x)
{
	isl_space *space;
	int i;

	if (!x || ta_idx_uses_iters(x))
		return NULL;
	for (i = 0; i < x->nterms; i++)
		if (x->term[i].nvars && find_mono(pp, &x->term[i]) < 0)
			return NULL;
	space = isl_space_set_from_params(isl_space_copy(pp->space));
	return isl_set_params(nonneg_set(make_aff(pp, space, x)));
}

/* Put "x" >= 0, and its products with single parameters that are not
   negative, into the context of "pp". */
static void add_known(struct ta_poly *pp, const ta_idx *x)
{
	isl_set *set = known_set(pp, x);
	int i;

	if (set)
		pp->context = isl_set_intersect(pp->context, set);
	for (i = 0; i < pp->p->nparams; i++) {
		const ta_idx *y = ta_idx_param(pp->arena, i);

		if (!pp->p->param[i].nonneg)
			continue;
		set = known_set(pp, ta_idx_mul(pp->arena, x, y));
		if (set)
			pp->context = isl_set_intersect(pp->context, set);
	}
}

/* Put the assumption "x" >= 0 into the context of "data". */
static void add_assumed(void *data, const ta_idx *x)
{
	add_known((struct ta_poly *)data, x);
}

/* Make the context of "pp": signs, facts and guards. */
static void make_context(struct ta_poly *pp)
{
	const ta_program *p = pp->p;
	int i;

	pp->context = isl_set_universe(isl_space_copy(pp->space));
	for (i = 0; i < pp->nmono; i++)
		if (mono_nonneg(pp, &pp->mono[i]))
			pp->context = isl_set_lower_bound_si(
				pp->context, isl_dim_param, (unsigned)i, 0);
	for (i = 0; i < p->nfacts; i++)
		add_known(pp, p->fact[i]);
	for (i = 0; i < p->nguards; i++)
		if (p->guard[i]->kind == TA_GUARD_GE0)
			add_known(pp, p->guard[i]->idx);
	for (i = 0; i < p->nassumes; i++)
		ta_assumed(p, p->assume[i], add_assumed, pp);
}

/* Open "pp" on "p", see poly.h. */
void ta_poly_open(struct ta_poly *pp, const ta_program *p, const ta_idx *x,
		  unsigned long max_operations)
{
	memset(pp, 0, sizeof(*pp));
	pp->p = p;
	pp->arena = ta_arena_new();
	if (ta_fault(TA_FAULT_ISL))
		max_operations = 1;
	pp->ctx = isl_ctx_alloc();
	if (!pp->ctx)
		ta_bug("out of memory");
	isl_options_set_on_error(pp->ctx, ISL_ON_ERROR_CONTINUE);
	isl_ctx_set_max_operations(pp->ctx, max_operations
						    ? max_operations
						    : TA_POLY_MAX_OPERATIONS);
	collect_monos(pp);
	add_monos(pp, x);
	make_space(pp);
	make_context(pp);
}

/* Release everything that "pp" holds. */
void ta_poly_close(struct ta_poly *pp)
{
	isl_set_free(pp->context);
	isl_space_free(pp->space);
	isl_ctx_free(pp->ctx);
	ta_arena_free(pp->arena);
}

/* Return whether an operation of "pp" failed, of the limit or otherwise. */
bool ta_poly_failed(const struct ta_poly *pp)
{
	return !pp->context || isl_ctx_last_error(pp->ctx) != isl_error_none;
}

/* Return the space of the instances of "s". */
static __isl_give isl_space *stmt_space(const struct ta_poly *pp,
					const ta_stmt *s)
{
	isl_space *space = isl_space_set_from_params(
		isl_space_copy(pp->space));
	int d;

	space = isl_space_add_dims(space, isl_dim_set, (unsigned)s->depth);
	space = isl_space_set_tuple_name(space, isl_dim_set, s->name);
	for (d = 0; d < s->depth; d++)
		space = isl_space_set_dim_name(space, isl_dim_set,
					       (unsigned)d, s->iter[d]);
	return space;
}

/* Return the instances of "s", see poly.h. */
__isl_give isl_set *ta_poly_domain(const struct ta_poly *pp,
				   const ta_stmt *s)
{
	isl_set *set = isl_set_universe(stmt_space(pp, s));
	int i;

	for (i = 0; i < s->ncons; i++)
		set = isl_set_intersect(
			set, nonneg_set(ta_poly_aff(pp, s, s->cons[i])));
	return isl_set_intersect_params(set, isl_set_copy(pp->context));
}

/* Return the affine "x" over the instances of "s". */
__isl_give isl_aff *ta_poly_aff(const struct ta_poly *pp, const ta_stmt *s,
				const ta_idx *x)
{
	return make_aff(pp, stmt_space(pp, s), x);
}

/* Return the map from the instances of "s" to the subscripts of "acc". */
__isl_give isl_map *ta_poly_access(const struct ta_poly *pp,
				   const ta_stmt *s, const ta_access *acc)
{
	isl_space *space = isl_space_from_domain(stmt_space(pp, s));
	isl_multi_aff *ma;
	int d;

	space = isl_space_add_dims(space, isl_dim_out, (unsigned)acc->nsubs);
	ma = isl_multi_aff_zero(space);
	for (d = 0; d < acc->nsubs; d++)
		ma = isl_multi_aff_set_aff(ma, d,
					   ta_poly_aff(pp, s, acc->sub[d]));
	return isl_map_from_multi_aff(ma);
}

/* Return whether "x", over variables 0 to n - 1 and parameters, is affine and
   of monomials that "pp" has. */
bool ta_poly_knows(const struct ta_poly *pp, const ta_idx *x, int n)
{
	int i;

	if (!x || !ta_idx_affine(x))
		return false;
	for (i = 0; i < x->nterms; i++) {
		const ta_term *t = &x->term[i];

		if (t->nvars
		    && (t->var[0] < TA_PARAM0 ? t->var[0] >= n
					      : find_mono(pp, t) < 0))
			return false;
	}
	return true;
}

/* Return the affine "x" over the dimensions of "space". */
__isl_give isl_aff *ta_poly_aff_on(const struct ta_poly *pp,
				   __isl_take isl_space *space,
				   const ta_idx *x)
{
	return make_aff(pp, space, x);
}

/* Return a space of "n" dimensions without a name. */
__isl_give isl_space *ta_poly_vars(const struct ta_poly *pp, int n)
{
	return isl_space_add_dims(
		isl_space_set_from_params(isl_space_copy(pp->space)),
		isl_dim_set, (unsigned)n);
}

/* Return "x" * "v", which is freed, or NULL when "v" is no integer of 64
   bits. */
static const ta_idx *times(ta_arena *arena, const ta_idx *x,
			   __isl_take isl_val *v)
{
	long k = 0;
	bool good = v && isl_val_is_int(v) == isl_bool_true
		    && isl_val_cmp_si(v, INT32_MAX) <= 0
		    && isl_val_cmp_si(v, INT32_MIN) >= 0;

	if (good)
		k = isl_val_get_num_si(v);
	isl_val_free(v);
	return good ? ta_idx_scale(arena, x, k) : NULL;
}

/* Return "aff" as a polynomial in "arena": dimension d is variable d.  NULL when
   it is divided. */
const ta_idx *ta_poly_idx(const struct ta_poly *pp, ta_arena *arena,
			  __isl_keep isl_aff *aff)
{
	const ta_idx *x = times(arena, ta_idx_const(arena, 1),
				isl_aff_get_constant_val(aff)), *y;
	int i, n = (int)isl_aff_dim(aff, isl_dim_in);

	if (isl_aff_dim(aff, isl_dim_div))
		for (i = 0; i < (int)isl_aff_dim(aff, isl_dim_div); i++)
			if (isl_aff_involves_dims(aff, isl_dim_div,
						  (unsigned)i, 1))
				return NULL;
	for (i = 0; x && i < n; i++) {
		y = times(arena, ta_idx_var(arena, i),
			  isl_aff_get_coefficient_val(aff, isl_dim_in, i));
		x = ta_idx_add(arena, x, y);
	}
	for (i = 0; x && i < pp->nmono; i++) {
		y = times(arena, ta_term_idx(arena, &pp->mono[i], 1),
			  isl_aff_get_coefficient_val(aff, isl_dim_param, i));
		x = ta_idx_add(arena, x, y);
	}
	return x;
}
