/* SPDX-License-Identifier: GPL-3.0-or-later */
/* validate.c - does a plan compute what the program says?  Both are run, for
   some small sizes and data.

   Assumes a program as extracted and the plan of a copy that went through all
   phases: parameters and memory arrays have the same numbers in both.  Sizes
   are looked for that meet the facts and the guards; some runs take one size
   beyond the steps of loops and the constants of tests, so that panels are more
   than one and tests have both outcomes.  The runs
   are the same in every compilation, and bounded: no more than RUNS runs with
   TOTAL steps.  Changes nothing.

   This is testing, not proof: that runs agree shows that the plan is right for
   their sizes and data.  See interp.h for what no run can show. */
#include "interp.h"

#include <inttypes.h>
#include <string.h>

enum { RUNS = 20, TRIES = 60, REPAIRS = 40, MOST = 300000, TOTAL = 1000000 };

/* A validation: "w" is to run the program, "q" the plan; "lcg": the state of
   the random numbers; "scale": how large a size has to be to matter; "scaled":
   the parameter that has to be, or -1; "runs": how many agreed in which
   something was done; "steps": of all runs; "why": why the last one was not
   made. */
struct validation {
	const ta_program *written, *planned;
	ta_arena *arena;
	uint64_t lcg;
	int64_t scale;
	int scaled, runs;
	long steps;
	const char *why;
	ta_interp w, q;
};

/* Return the next random number below "n". */
static int64_t below(struct validation *v, int64_t n)
{
	v->lcg = v->lcg * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)((v->lcg >> 33) % (uint64_t)n);
}

/* Return a parameter that makes "x" grow, -1 if there is none alone in a term. */
static int grows_with(const ta_idx *x)
{
	int t;

	for (t = 0; t < x->nterms; t++)
		if (x->term[t].coef > 0 && x->term[t].nvars == 1
		    && x->term[t].var[0] >= TA_PARAM0)
			return x->term[t].var[0] - TA_PARAM0;
	return -1;
}

/* Let v->scale be no less than what sizes have to reach for the tests and panels
   of "node" to have both outcomes, a step or the constant of a condition, if it is
   not too much for a run, and v->scaled be a parameter that has to. */
static void find_scale(struct validation *v, const ta_node *node)
{
	int i;

	if (!node)
		return;
	if (node->kind == TA_NODE_LOOP && node->step > v->scale && !node->split)
		v->scale = node->step;
	for (i = 0; i < node->nconds; i++) {
		const ta_guard *g = node->cond[i];
		int64_t k = g->kind == TA_GUARD_GE0 && g->idx
				    ? -ta_idx_constant(g->idx)
				    : 0;

		if (k <= v->scale || k > 1000)
			continue;
		v->scale = k;
		v->scaled = grows_with(g->idx);
	}
	for (i = 0; i < node->nchildren; i++)
		find_scale(v, node->child[i]);
}

/* Return an integer parameter to be large in this run, -1 if there is none: that
   which has to be large for some branch, every other time. */
static int some_size(struct validation *v)
{
	const ta_program *p = v->written;
	int tries, i;

	if (v->scaled >= 0 && below(v, 2))
		return v->scaled;
	for (tries = 0; tries < 20 && p->nparams; tries++) {
		i = (int)below(v, p->nparams);
		if (ta_type_is_integer(p->param[i].type)
		    && ta_type_size(p->param[i].type) >= 4)
			return i;
	}
	return -1;
}

/* Return a random value for parameter "i": sizes up to about "most", and
   multiples of "unit". */
static ta_value some_value(struct validation *v, int i, int64_t most,
			   int64_t unit)
{
	const ta_param *p = &v->written->param[i];
	ta_value x = { 0 };

	if (ta_type_rounds(p->type)) {
		x.f = (double)below(v, 17) / 4 - 2;
		if (!below(v, 4))
			x.f = (double)below(v, 2);
		if (ta_type_is_complex(p->type) && below(v, 4))
			x.im = (double)below(v, 17) / 4 - 2;
	} else if (p->type == TA_BOOL) {
		x.i = below(v, 2);
	} else if (p->type != TA_PTR) {
		x.i = unit * below(v, most / unit + 2);
		if (!p->nonneg && ta_type_is_signed(p->type) && unit == 1)
			x.i--;
	}
	return x;
}

/* Return a polynomial that has to be >= 0 for the plan to run, and is not for
   the values of "r"; NULL when all are. */
static const ta_idx *unmet(const struct validation *v, const ta_interp *r)
{
	static const int64_t none[TA_PARAM0];
	int i;

	for (i = 0; i < v->written->nfacts; i++)
		if (ta_idx_value(r, v->written->fact[i], none) < 0)
			return v->written->fact[i];
	for (i = 0; i < v->planned->nguards; i++) {
		const ta_guard *g = v->planned->guard[i];

		if (g->kind == TA_GUARD_GE0
		    && ta_idx_value(r, g->idx, none) < 0)
			return g->idx;
	}
	return NULL;
}

/* Change a parameter that occurs in "x" so that "x" grows, if it can. */
static void repair(struct validation *v, ta_interp *r, const ta_idx *x)
{
	const ta_term *t = &x->term[below(v, x->nterms)];
	int p;

	if (!t->nvars)
		return;
	p = t->var[below(v, t->nvars)] - TA_PARAM0;
	if (p < 0 || !ta_type_is_integer(r->p->param[p].type))
		return;
	if (t->coef > 0)
		r->param[p].i += 1 + below(v, 3);
	else if (r->param[p].i > 0)
		r->param[p].i -= 1;
}

/* Do all guards hold for the values of "r" that are not about sizes? */
static bool rest_holds(const struct validation *v, ta_interp *r)
{
	static const int64_t none[TA_PARAM0];
	int i;

	for (i = 0; i < v->planned->nguards; i++)
		if (v->planned->guard[i]->kind != TA_GUARD_WORK
		    && !ta_guard_holds(r, v->planned->guard[i], none))
			return false;
	return true;
}

/* Choose values for the parameters of "r" for which facts and guards hold, in
   the manner of run "n"; false when none were found. */
static bool choose(struct validation *v, ta_interp *r, int n)
{
	int tries, i;

	for (tries = 0; tries < TRIES; tries++) {
		int64_t most = tries < TRIES / 2 ? 1 + below(v, 7)
			       : 1 + below(v, 300);
		int64_t unit = tries > 3 ? INT64_C(1) << below(v, 5) : 1;
		int large = n % 3 == 1 ? some_size(v) : -1;
		const ta_idx *x;

		for (i = 0; i < r->p->nparams; i++)
			r->param[i] = some_value(v, i, most, unit);
		if (large >= 0)
			r->param[large].i = v->scale
					    + below(v, v->scale + 4);
		for (i = 0; i < REPAIRS && (x = unmet(v, r)); i++)
			repair(v, r, x);
		if (i < REPAIRS && rest_holds(v, r))
			return true;
	}
	return false;
}

/* Return the sizes of "r" as text. */
static const char *sizes_text(const ta_interp *r)
{
	const ta_program *p = r->p;
	ta_buf b;
	int i;

	ta_buf_init(&b, p->arena);
	for (i = 0; i < p->nparams; i++) {
		const char *name = p->param[i].name ? p->param[i].name : "?";

		if (ta_type_is_complex(p->param[i].type))
			ta_buf_printf(&b, "%s%s = %g + %gi",
				      b.len ? ", " : "", name,
				      r->param[i].f, r->param[i].im);
		else if (ta_type_is_float(p->param[i].type))
			ta_buf_printf(&b, "%s%s = %g", b.len ? ", " : "",
				      name, r->param[i].f);
		else if (p->param[i].type != TA_PTR)
			ta_buf_printf(&b, "%s%s = %" PRId64,
				      b.len ? ", " : "", name, r->param[i].i);
	}
	return b.len ? b.s : "its sizes";
}

/* Make "r" a run of "p" that is to begin as "like" does. */
static void prepare(struct validation *v, ta_interp *r, const ta_program *p,
		    const ta_interp *like)
{
	ta_interp_init(r, v->arena, p);
	memcpy(r->param, like->param,
	       sizeof(*r->param) * (size_t)p->nparams);
	r->most_steps = MOST;
	r->seed = like->seed;
	r->wild = like->wild;
	r->nonzero = like->nonzero;
}

/* Run both ways from where "like" begins.  False when they differ; "why" is
   then how.  "made": whether both runs came to their end. */
static bool agree(struct validation *v, const ta_interp *like, bool backwards,
		  bool *made)
{
	bool exact = v->written->fp == TA_FP_STRICT;
	int64_t key = 0;
	int array;

	*made = false;
	prepare(v, &v->w, v->written, like);
	prepare(v, &v->q, v->planned, like);
	v->q.backwards = backwards;
	v->q.work = like->work;
	v->q.brief = like->brief;
	ta_run_written(&v->w);
	v->steps += v->w.steps;
	v->why = v->w.cannot ? v->w.cannot : v->w.bad;
	if (v->why)
		return true;
	ta_run_planned(&v->q);
	v->steps += v->q.steps;
	v->why = v->q.bad ? v->q.bad : v->q.cannot;
	if (v->why)
		return !v->q.bad;
	*made = true;
	if (ta_same_results(&v->w, &v->q, exact, &array, &key))
		return true;
	v->why = ta_sprintf(v->planned->arena, "%s is another at %" PRId64,
			    v->written->array[array].name, key);
	return false;
}

/* Do other data with the sizes and kind of "like" make a difference too?  One
   alone may come from a comparison of sums that rounding makes unequal. */
static bool confirmed(struct validation *v, const ta_interp *like,
		      bool backwards)
{
	ta_interp again = *like;
	bool made;
	int i;

	for (i = 1; i <= 6; i++) {
		again.seed = like->seed + (uint64_t)i * 7919;
		if (!agree(v, &again, backwards, &made))
			return true;
	}
	return false;
}

/* Make run "n"; false when the plan is wrong, as "why" says. */
static bool one_run(struct validation *v, int n)
{
	bool backwards = n % 2, made;
	ta_interp like;

	ta_interp_init(&like, v->arena, v->written);
	like.seed = (uint64_t)n * 1000003 + 17;
	like.wild = n % 5 == 4 && !ta_loses_infinities(v->written);
	like.nonzero = n % 7 < 3;
	like.work = n & 4 ? TA_WORK_MIXED : n & 2 ? TA_WORK_LITTLE
					    : TA_WORK_MUCH;
	like.brief = n % 4 != 3;
	if (!choose(v, &like, n)) {
		v->why = "no small sizes were found for which its guards hold";
		return true;
	}
	if (agree(v, &like, backwards, &made)) {
		v->runs += made && v->w.done;
		if (made && !v->w.done)
			v->why = "nothing is done for any small sizes";
		return true;
	}
	if (!v->q.bad && v->written->fp != TA_FP_STRICT
	    && !confirmed(v, &like, backwards))
		return true;
	v->why = ta_sprintf(v->planned->arena, "%s for %s", v->why,
			    sizes_text(&like));
	return false;
}

/* Run "written" as written and the plan of "planned" and say whether they
   agree; "why" (in the arena of "planned") if not. */
enum ta_validity ta_validate(const ta_program *written,
			     const ta_program *planned, const char **why)
{
	struct validation v = { .written = written, .planned = planned };
	enum ta_validity validity = TA_VALID;
	int n;

	v.scale = 1;
	v.scaled = -1;
	find_scale(&v, planned->plan);
	for (n = 0; n < RUNS && v.steps < TOTAL && validity == TA_VALID; n++) {
		v.arena = ta_arena_new();
		if (!one_run(&v, n))
			validity = TA_INVALID;
		ta_arena_free(v.arena);
	}
	*why = v.why;
	if (validity == TA_VALID && !v.runs)
		return TA_UNVALIDATED;
	return validity;
}
