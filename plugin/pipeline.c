/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pipeline.c - every phase over a tensor program, in order.

   Assumes a program as extraction (or the text parser) left it, at the phase
   p->done.  Runs the phases after that one up to opt->stop_after, each
   followed by "ta_check".  A nest that a phase up to canon gives a reason
   cannot be analysed: the phases after that one are then not run, but for
   shape, whose errors the user has to see, and it is
   for the caller to try again with the nests that carry none.  Leaves true
   that p->plan is only set when every phase has run. */
#include "ta.h"

#include "fence.h"

/* A phase: what it leaves true is said by "done"; errors go to "diag". */
struct phase {
	enum ta_phase done;
	void (*run)(ta_program *p, const ta_options *opt, ta_diag *diag);
};

/* Phase delin: subscripts from offsets. */
static void run_delin(ta_program *p, const ta_options *opt, ta_diag *diag)
{
	(void)opt;
	(void)diag;
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
	if (ta_deps(p, opt))
		return;
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

/* Run the phases after p->done up to opt->stop_after on "p" and call
   "after" with "data" after each.  False when an error was reported to
   "diag". */
bool ta_pipeline(ta_program *p, const ta_options *opt, ta_diag *diag,
		 void (*after)(void *data, const ta_program *p), void *data)
{
	int errors = diag->nerrors, i;

	verify(p);
	for (i = 0; i < TA_ARRAY_LEN(phases); i++) {
		if (phases[i].done <= p->done)
			continue;
		if (phases[i].done > opt->stop_after)
			break;
		if (p->done <= TA_PHASE_CANON
		    && phases[i].done != TA_PHASE_SHAPE && !analysed(p))
			break;
		phases[i].run(p, opt, diag);
		p->done = phases[i].done;
		verify(p);
		if (after)
			after(data, p);
		if (diag->nerrors > errors)
			return false;
	}
	return true;
}
