/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.c - what became of a nest, in words; the names of phases and reasons.

   Assumes the verdicts that the phases left in p->nest.  Leaves the program
   alone. */
#include "ta.h"

/* A row of reasons.def. */
struct reason_row {
	const char *name, *text, *advice;
};

static const struct reason_row reasons[] = {
	{ "NONE", "nothing was tried", "" },
#define X(code, text, advice) { #code, text, advice },
#include "reasons.def"
#undef X
};

/* Return the name of "phase". */
const char *ta_phase_name(enum ta_phase phase)
{
	static const char *const names[] = {
#define X(code, name) name,
#include "phases.def"
#undef X
	};

	return (unsigned)phase < TA_NPHASES ? names[phase] : "?";
}

/* Return the row of "reason", that of NONE if there is none. */
static const struct reason_row *reason_row(enum ta_reason reason)
{
	return &reasons[(unsigned)reason < TA_NREASONS ? reason : 0];
}

/* Return the stable code of "reason". */
const char *ta_reason_name(enum ta_reason reason)
{
	return reason_row(reason)->name;
}

/* Return what completes "loop nest left as written: " for "reason". */
const char *ta_reason_text(enum ta_reason reason)
{
	return reason_row(reason)->text;
}

/* Return what a C programmer can do about "reason", maybe "". */
const char *ta_reason_advice(enum ta_reason reason)
{
	return reason_row(reason)->advice;
}

/* Return the line of a nest that is left as written for "reason", with
   "detail" (may be NULL), in "a". */
static const char *missed_line(ta_arena *a, enum ta_reason reason,
			       const char *detail)
{
	const struct reason_row *r = reason_row(reason);
	bool advised = r->advice[0] != 0;

	return ta_sprintf(a, "loop nest left as written: %s%s%s [%s]%s%s",
			  r->text, detail && detail[0] ? ": " : "",
			  detail ? detail : "", r->name,
			  advised ? "; " : "", r->advice);
}

/* Return the line of the lowered nest "n", in "a": the library routine that
   replaced it, or what kind of loop it became. */
static const char *lowered_line(ta_arena *a, const ta_nest *n)
{
	if (n->blas)
		return ta_sprintf(a, "replaced by %s%s",
				  n->what ? n->what : "a library call",
				  n->fused ? ", fused" : "");
	if (n->what && n->what[0])
		return n->what;
	return ta_sprintf(a, "%s%s%sloop", n->fused ? "fused " : "",
			  n->parallel ? "parallel " : "",
			  n->vector ? "simd " : "");
}

/* Add "text" to what is said of nest "n" of "p", which is lowered. */
void ta_nest_add(ta_program *p, int n, const char *text)
{
	ta_nest *nest = &p->nest[n];

	nest->detail = nest->detail && nest->detail[0]
		? ta_sprintf(p->arena, "%s; %s", nest->detail, text) : text;
}

/* Return one line for nest "n" of "p": what it became, or why it was left
   as written and what to do about it. */
const char *ta_nest_line(const ta_program *p, int n)
{
	const ta_nest *nest;

	ta_assert(n >= 0 && n < p->nnests);
	nest = &p->nest[n];
	if (nest->lowered && nest->detail)
		return ta_sprintf(p->arena, "%s (%s)",
				  lowered_line(p->arena, nest), nest->detail);
	if (nest->lowered)
		return lowered_line(p->arena, nest);
	return missed_line(p->arena, nest->reason, nest->detail);
}
