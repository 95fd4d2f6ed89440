/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pipeline.c - every phase over a tensor program, in order.

   Assumes a program as extraction (or the text parser) left it, at the phase
   p->done.  Runs the phases after that one up to opt->stop_after, each
   followed by "ta_check".  A nest that a phase up to canon gives a reason
   cannot be analysed: the phases after that one are then not run, but for
   shape, whose errors the user has to see, and it is
   for the caller to try again with the nests that carry none.  With
   opt->verify the plan that comes out is run and compared.  Leaves true that
   p->plan is only set when every phase has run. */
#include "ta.h"

#include "fence.h"
#include "interp.h"

#include <string.h>

/* A phase: what it leaves true is said by "done"; errors go to "diag". */
struct phase {
	enum ta_phase done;
	void (*run)(ta_program *p, const ta_options *opt, ta_diag *diag);
};

/* Phase delin: subscripts from offsets, and before that expressions without what
   C's doubles and libm put between the floats of them. */
static void run_delin(ta_program *p, const ta_options *opt, ta_diag *diag)
{
	(void)opt;
	(void)diag;
	ta_origins(p);
	ta_powers(p);
	ta_narrow(p);
	ta_restrict(p);
	ta_off_diagonal(p);
	ta_share(p);
	ta_conditional(p);
	ta_delin(p);
}

/* Phase shape: every access inside its extents, or an error. */
static void run_shape(ta_program *p, const ta_options *opt, ta_diag *diag)
{
	ta_shape_check(p, opt, diag);
}

/* Phase deps: dependences and reductions.  When isl's limit is hit every
   nest without a reason of its own is given that one. */
static void run_deps(ta_program *p, const ta_options *opt, ta_diag *diag)
{
	int i;

	(void)diag;
	if (ta_deps(p, opt)) {
		ta_check_tiled(p);
		return;
	}
	for (i = 0; i < p->nnests; i++)
		if (!p->nest[i].reason)
			p->nest[i].reason = TA_REASON_WORK_LIMIT;
}

/* Phase canon: accumulators that are memory. */
static void run_canon(ta_program *p, const ta_options *opt, ta_diag *diag)
{
	(void)diag;
	ta_canon(p, opt);
}

/* Phase idiom: contractions, maps, reductions. */
static void run_idiom(ta_program *p, const ta_options *opt, ta_diag *diag)
{
	(void)diag;
	ta_idioms(p, opt);
}

/* Phase plan: what to run. */
static void run_plan(ta_program *p, const ta_options *opt, ta_diag *diag)
{
	(void)diag;
	ta_plan(p, opt);
}

/* Phase guard: what must hold for the plan. */
static void run_guard(ta_program *p, const ta_options *opt, ta_diag *diag)
{
	(void)diag;
	ta_guards(p, opt);
}

static const struct phase phases[] = {
	{ TA_PHASE_DELIN, run_delin },
	{ TA_PHASE_SHAPE, run_shape },
	{ TA_PHASE_DEPS, run_deps },
	{ TA_PHASE_CANON, run_canon },
	{ TA_PHASE_IDIOM, run_idiom },
	{ TA_PHASE_PLAN, run_plan },
	{ TA_PHASE_GUARD, run_guard },
};

/* Can "p" go on to the phases after deps: has no nest a reason yet? */
static bool analysed(const ta_program *p)
{
	int i;

	for (i = 0; i < p->nnests; i++)
		if (p->nest[i].reason)
			return false;
	return true;
}

/* Is "p" what it promises after the phase it is at?  If not that is a bug. */
static void verify(const ta_program *p)
{
	const char *wrong;

	ta_checkpoint(ta_phase_name(p->done));
	wrong = ta_check(p);
	if (wrong)
		ta_bug("kernel %s after %s: %s", p->name,
		       ta_phase_name(p->done), wrong);
}

/* Return a copy of "p", in its arena: what its text says. */
static ta_program *copy(const ta_program *p, ta_diag *diag)
{
	ta_program *q;
	ta_buf b;

	ta_buf_init(&b, p->arena);
	ta_program_print(&b, p);
	q = ta_program_parse(p->arena, b.s, diag);
	if (!q)
		ta_bug("kernel %s: its text cannot be read", p->name);
	return q;
}

/* Return a bound of the first loop of "node", or NULL. */
static ta_bound *first_bound(ta_node *node)
{
	ta_bound *found = NULL;
	int i;

	if (node && node->kind == TA_NODE_LOOP && node->nupper)
		return &node->upper[0];
	for (i = 0; node && i < node->nchildren && !found; i++)
		found = first_bound(node->child[i]);
	return found;
}

/* If that fault is to be injected, let the first loop of the plan of "p" stop
   one short. */
static void break_plan(ta_program *p)
{
	ta_bound *b;

	if (!p->plan || !ta_fault(TA_FAULT_PLAN))
		return;
	b = first_bound(p->plan);
	if (b)
		b->num = ta_idx_addk(p->arena, b->num, -b->den);
}

/* Take the plan of "p" back because it is wrong, as "why" says. */
static void refuse(ta_program *p, const char *why, ta_diag *diag)
{
	int i;

	ta_report(diag, TA_WARNING, p->loc, "tensoraot: run at compile time, "
		  "the plan of kernel %s gave another result than its loops: "
		  "%s; the kernel is left as written; please report this",
		  p->name, why);
	p->plan = NULL;
	for (i = 0; i < p->nnests; i++) {
		ta_loc loc = p->nest[i].loc;

		memset(&p->nest[i], 0, sizeof(p->nest[i]));
		p->nest[i].loc = loc;
		p->nest[i].reason = TA_REASON_VERIFY;
		p->nest[i].detail = why;
	}
}

/* Run the plan of "p" and "written", what it was made from, and compare. */
static void validate(ta_program *p, const ta_program *written, ta_diag *diag)
{
	const char *why;
	int i;

	switch (ta_validate(written, p, &why)) {
	case TA_VALID:
		return;
	case TA_INVALID:
		refuse(p, why, diag);
		verify(p);
		return;
	case TA_UNVALIDATED:
		for (i = 0; i < p->nnests; i++)
			ta_nest_add(p, i, ta_sprintf(p->arena,
						     "not verified: %s", why));
	}
}

/* Say of the nests of "p", which has a plan, "why" calls cannot be checked. */
static void tell_unchecked(ta_program *p, const char *why)
{
	int i;

	for (i = 0; i < p->nnests; i++)
		ta_nest_add(p, i, ta_sprintf(p->arena, "not checked: %s", why));
}

/* Return whether the value of a parameter of "p" is known in every run.  One whose
   pragma requires something is to be what it would be anywhere, also where its sizes are
   known to be too small to pay. */
static bool has_values(const ta_program *p)
{
	int i;

	for (i = 0; i < p->nparams && !p->require; i++)
		if (p->param[i].always)
			return true;
	return false;
}

/* Begin with "p" anew, at the phase where it was when "before" was made of it, with the
   values of parameters in their places that are known in every run. */
static void use_values(ta_program *p, const ta_program *before)
{
	bool deterministic = p->deterministic;

	*p = *before;
	p->deterministic = deterministic;
}

/* A run of the pipeline.  "written": a copy of the program for opt->verify, or NULL;
   "valued": one with values in place, to begin anew with, NULL: none; "errors": where
   errors of the source go; "why": calls cannot be checked, if that is asked. */
struct run {
	const ta_options *opt;
	ta_diag *diag, *errors;
	ta_program *written, *valued;
	const char *why;
};

/* Return whether phase "done" is to run on "p". */
static bool is_next(const struct run *r, const ta_program *p, enum ta_phase done)
{
	return done <= r->opt->stop_after
	       && (p->done > TA_PHASE_CANON || done == TA_PHASE_SHAPE
		   || analysed(p));
}

/* Run "phase" on "p". */
static void run_phase(struct run *r, ta_program *p, const struct phase *phase)
{
	const ta_options *opt = r->opt;

	if (phase->done == TA_PHASE_CANON && opt->check)
		p->check = ta_self_check(p, opt, &r->why);
	phase->run(p, opt, r->errors);
	p->done = phase->done;
	if (p->done == TA_PHASE_GUARD)
		break_plan(p);
	verify(p);
	if (p->done == TA_PHASE_GUARD && p->plan && r->written)
		validate(p, r->written, r->diag);
	if (p->done == TA_PHASE_GUARD && p->plan && opt->check && !p->check
	    && r->why)
		tell_unchecked(p, r->why);
}

/* Run the phases after p->done up to opt->stop_after on "p" and call
   "after" with "data" after each.  False when an error was reported to
   "diag". */
bool ta_pipeline(ta_program *p, const ta_options *opt, ta_diag *diag,
		 void (*after)(void *data, const ta_program *p), void *data)
{
	ta_diag nobody = { ta_quiet, NULL, 0 };
	struct run r = { .opt = opt, .diag = diag, .errors = diag };
	int errors = diag->nerrors, i;
	const char *text = NULL;

	verify(p);
	if (p->done == TA_PHASE_EXTRACT && has_values(p))
		r.valued = copy(p, diag);
	if (opt->verify && p->done < TA_PHASE_PLAN)
		r.written = copy(p, diag);
	if (p->done == TA_PHASE_EXTRACT && !opt->check && !opt->identity)
		text = ta_unit_text(p);
	p->deterministic = p->deterministic || opt->deterministic;
	for (i = 0; i < TA_ARRAY_LEN(phases); i++) {
		if (phases[i].done <= p->done)
			continue;
		if (!is_next(&r, p, phases[i].done))
			break;
		run_phase(&r, p, &phases[i]);
		if (after)
			after(data, p);
		if (diag->nerrors > errors)
			return false;
		if (p->done == TA_PHASE_SHAPE && r.valued) {
			use_values(p, r.valued);
			r.valued = NULL;
			r.errors = &nobody;
			i = -1;
		}
	}
	if (text && p->done == TA_PHASE_GUARD)
		ta_unit(p, text, opt);
	return true;
}
