/* SPDX-License-Identifier: GPL-3.0-or-later */
/* print_sums.c - says, in error arithmetic, where sums begin.

   A sum may have no term: its loops have no iteration, or a condition never holds.
   What it began with is the sum then, and where that is a zero, either sign is as
   good, as of any sum that is 0.  Only locals are meant, which are sums as a whole: an
   element of an array that nothing was added to is as it was. */
#include "emit.h"

/* Whether "s", or what it contains, adds to local "n" if "added", else sets it. */
static bool stores(const struct st *s, int n, bool added)
{
	for (; s; s = s->next) {
		if (dropped(emit_fn, s->id))
			continue;
		if (s->kind == ST_STORE && !s->out && s->local == n
		    && (s->op == EX_ADD || s->op == EX_SUB) == added)
			return true;
		if (stores(s->body, n, added) || stores(s->els, n, added))
			return true;
	}
	return false;
}

/* Whether "s", or what it contains, declares local "n". */
static bool declares(const struct st *s, int n)
{
	for (; s; s = s->next)
		if ((s->kind == ST_DECLARE && s->local == n)
		    || declares(s->body, n) || declares(s->els, n))
			return true;
	return false;
}

/* Print that sums in the locals that loop "s" does nothing with but add to them begin in
   front of it. */
void emit_sums(const struct st *s)
{
	int i;

	if (!emit_errors)
		return;
	for (i = 0; i < emit_fn->nlocals; i++) {
		const struct local *l = &emit_fn->local[i];

		if (!is_float(l->type) || is_complex(l->type)
		    || !stores(s->body, i, true) || stores(s->body, i, false)
		    || declares(s->body, i))
			continue;
		printf("\tv_begin(%st%d, %d);\n", l->count ? "" : "&", i,
		       l->count ? l->count : 1);
	}
}
