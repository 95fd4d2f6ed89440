/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tell.cc - what is said of the kernels of a function.

   Assumes that a kernel is worked on until
   "ta_work_tell"; what is remembered in between is forgotten when an internal
   error takes the kernel back.  Leaves true that each nest is told of once, with
   what it misses of the clause `require'. */
#include "gcc-compat.h"
#include "driver.h"
#include "helpers.h"
#include "markers.h"
#include "region.h"
#include "emit.h"
#include "work.h"

/* What the nest lacks that bit "b" of require asks for; its word, or NULL. */
static const char *lacks(const ta_nest *n, unsigned b)
{
	if (b == TA_REQUIRE_LOWERED && !n->lowered)
		return "replaced";
	if (b == TA_REQUIRE_BLAS && !(n->lowered && n->blas))
		return "a library call";
	if (b == TA_REQUIRE_PARALLEL && !(n->lowered && n->parallel))
		return "parallel";
	if (b == TA_REQUIRE_VECTOR && !(n->lowered && n->vector))
		return "vectorised";
	if (b == TA_REQUIRE_FUSED && !(n->lowered && n->fused))
		return "fused";
	return NULL;
}

/* Have "text" said of the kernel as "severity" at "loc". */
static void remember(work *w, enum ta_severity severity, location_t loc,
		     const char *text)
{
	remark r = { severity, loc, NULL, false, text };

	w->remarks.safe_push(r);
}

/* Report that "n" at "loc" misses what the kernel requires, if it does. */
static void check_require(work *w, const ta_nest *n, location_t loc,
			  const char *line)
{
	const char *left = "loop nest left as written: ";

	if (startswith(line, left))
		line += strlen(left);
	for (int b = 0; b < TA_NREQUIRES; b++) {
		const char *word = NULL;

		if (w->directive->require & 1u << b)
			word = lacks(n, 1u << b);
		if (!word)
			continue;
		remember(w, TA_ERROR, loc, ta_sprintf(w->arena,
			 "this loop nest is not %s: %s", word, line));
		remember(w, TA_NOTE, w->directive->require_loc[b],
			 "required here");
		return;
	}
}

/* "loc", or the kernel's pragma if that is no place in the source. */
static location_t known_place(const work *w, location_t loc)
{
	if (LOCATION_LOCUS(loc) == UNKNOWN_LOCATION)
		return (location_t)w->directive->loc;
	return loc;
}

/* Have it told what became of the nest "n" at "loc". */
void ta_work_nest(work *w, const ta_nest *n, location_t loc,
		  const char *line)
{
	remark r = { TA_NOTE, known_place(w, loc), n, false, line };

	w->remarks.safe_push(r);
	if (!ta_refused_for_now(n->reason)
	    && ta_set.opt.stop_after == TA_PHASE_GUARD)
		check_require(w, n, loc, line);
}

/* Have it told that a nest at "loc" is left as written for "reason". */
void ta_work_missed(work *w, location_t loc, enum ta_reason reason,
		    const char *detail)
{
	ta_program *p = ta_program_new(w->arena, w->kernel, loc);
	ta_nest *n = TA_NEW(w->arena, ta_nest);

	n->loc = known_place(w, loc);
	n->reason = reason;
	n->detail = detail;
	p->nnests = 1;
	p->nest = n;
	ta_work_nest(w, n, loc, ta_nest_line(p, 0));
}

/* Have it told why the loop "s" stays as written around the nests in it, which
   have their own lines. */
void ta_work_around(work *w, const ta_skipped *s)
{
	const char *advice = ta_reason_advice(s->reason);
	ta_nest *n = TA_NEW(w->arena, ta_nest);
	remark r = { TA_NOTE, s->loc, n, true, NULL };

	n->loc = known_place(w, s->loc);
	n->reason = s->reason;
	r.loc = known_place(w, s->loc);
	r.text = ta_sprintf(w->arena, "loop kept around the nests in it: "
			    "%s%s%s [%s]%s%s", ta_reason_text(s->reason),
			    s->detail ? ": " : "", s->detail ? s->detail : "",
			    ta_reason_name(s->reason), *advice ? "; " : "",
			    advice);
	w->remarks.safe_push(r);
}

/* Have it told that the nests of "r" are left as written for "reason". */
void ta_work_all(work *w, const ta_region *r, enum ta_reason reason,
		 const char *detail)
{
	for (unsigned i = 0; i < r->nests.length(); i++)
		ta_work_missed(w, ta_loop_location(r->nests[i]), reason,
			       detail);
}

/* Have it told of the kernel "scope" which of its nests are OpenMP's: those of
   constructs that could not be taken back, and of those that were not;
   "refused": why none is lowered. */
void ta_work_outlined(work *w, const ta_scope *scope, enum ta_reason refused)
{
	auto_vec<ta_construct> kept;

	ta_constructs_kept(scope->id, &kept);
	for (unsigned i = 0; i < kept.length(); i++)
		ta_work_missed(w, kept[i].loc, refused != TA_REASON_NONE ?
			       refused : TA_REASON_OPENMP, kept[i].why);
	for (unsigned i = 0; i < w->left.length(); i++)
		if (w->left[i].id == scope->id)
			ta_work_missed(w, w->left[i].loc, w->left[i].reason,
				       w->left[i].detail);
}

/* Have it told why the kernel "scope", in which there is no loop, has none: it
   is in a function that is called, or does not run.  Where the compiler has
   made several of the kernel, the loop may be in another. */
void ta_work_empty(work *w, const ta_scope *scope)
{
	gcall *call = ta_scope_call(scope);
	int id;

	for (unsigned i = 0; i < w->begins.length(); i++)
		if (w->begins[i] != scope->begin
		    && ta_marker_p(w->begins[i], &id, NULL) && id == scope->id)
			return;
	if (!call)
		ta_work_missed(w, w->directive->loc, TA_REASON_NO_LOOP, NULL);
	else
		ta_work_missed(w, gimple_location(call), TA_REASON_CALL,
			       ta_helper_name(w->arena, w->fun,
					      gimple_call_fndecl(call)));
}

/* Say what is to be said of the kernel that is done. */
void ta_work_tell(work *w)
{
	for (unsigned i = 0; i < w->remarks.length(); i++) {
		const remark *r = &w->remarks[i];

		if (r->nest)
			ta_remark_nest(r->loc, function_name(w->fun),
				       w->kernel, r->nest, r->around,
				       r->text);
		else
			ta_say(&ta_gcc_diag, r->severity, r->loc, r->text);
	}
}
