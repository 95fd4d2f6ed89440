/* SPDX-License-Identifier: GPL-3.0-or-later */
/* routines.c - the table of library routines (blas.def). */
#include "blas.h"

#include <string.h>

static const struct ta_routine routines[] = {
#define X(idiom, type, conj, name, domain, args) \
	{ TA_IDIOM_##idiom, TA_##type, conj, name, TA_DOMAIN_##domain, args },
#include "blas.def"
#undef X
};

/* Return the routine for "idiom" on elements of "type", that of which an
   operand is conjugated if "conj" and there is one; NULL: none. */
const struct ta_routine *ta_find_routine(enum ta_idiom idiom,
					 enum ta_type type, bool conj)
{
	const struct ta_routine *found = NULL;
	int i;

	for (i = 0; i < TA_ARRAY_LEN(routines); i++)
		if (routines[i].idiom == idiom && routines[i].type == type
		    && (!found || routines[i].conj == conj))
			found = &routines[i];
	return found;
}

/* Return the routine "name", or NULL. */
const struct ta_routine *ta_routine_named(const char *name)
{
	int i;

	for (i = 0; i < TA_ARRAY_LEN(routines); i++)
		if (!strcmp(routines[i].name, name))
			return &routines[i];
	return NULL;
}

/* Return how many arguments the letter "role" stands for. */
static int width(char role)
{
	return strchr("ABCxyXY", role) ? 2 : 1;
}

/* Return how many arguments "r" has. */
int ta_routine_nargs(const struct ta_routine *r)
{
	int i, n = 0;

	for (i = 0; r->args[i]; i++)
		n += width(r->args[i]);
	return n;
}

/* Return the number of the first argument of "r" that "role" stands for, or
   -1. */
int ta_routine_arg(const struct ta_routine *r, char role)
{
	int i, n = 0;

	for (i = 0; r->args[i]; i++) {
		if (r->args[i] == role)
			return n;
		n += width(r->args[i]);
	}
	return -1;
}

/* Return whether argument "i" of the call "node" is 1. */
static bool is_one(const ta_node *node, int i)
{
	return ta_idx_is_one(node->arg[i].idx);
}

/* Return whether the library call "node" may read one element more of a vector than
   there are, as far away as any of them: OpenBLAS 0.3.21 does where rows of a complex
   matrix that are as long as 2 and a multiple of 4, or a thread's part of them, are
   added up, and in a complex sum of elements that are not side by side.  (All routines
   of blas.def were run on arrays that end where memory does.) */
bool ta_reads_beyond(const ta_node *node)
{
	const struct ta_routine *r = ta_routine_named(node->routine);

	if (!r || !ta_type_is_complex(r->type))
		return false;
	if (r->idiom == TA_IDIOM_DOT)
		return !is_one(node, ta_routine_arg(r, 'X') + 1)
		       || !is_one(node, ta_routine_arg(r, 'Y') + 1);
	return r->idiom == TA_IDIOM_GEMV
	       && node->arg[ta_routine_arg(r, 'o')].value == TA_ROW_MAJOR
	       && node->arg[ta_routine_arg(r, 't')].value != TA_NO_TRANS;
}

/* Return whether the library call "node", a triangle of complex numbers and a vector in
   place, may read the element behind this: OpenBLAS 0.3.21 does from 74 rows on, by the
   products that it makes of it, if elements are side by side, as it copies others. */
bool ta_reads_end(const ta_node *node)
{
	const struct ta_routine *r = ta_routine_named(node->routine);

	return r && ta_type_is_complex(r->type)
	       && (r->idiom == TA_IDIOM_TRSV || r->idiom == TA_IDIOM_TRMV)
	       && is_one(node, ta_routine_arg(r, 'y') + 1);
}
