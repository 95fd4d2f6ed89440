/* SPDX-License-Identifier: GPL-3.0-or-later */
/* few.c - products too small for a library, by one function for all of a file.

   Assumes a choice between a call of gemm and what runs where there are too few rows or
   terms for it.  Where the right operand is stored by rows, that is a call of a function
   of the file (gcc/emit-few.cc): it adds up the same terms in the same order, four at a
   time, and for all rows a strip of columns before the next, so that the right operand
   is read from memory once.  All products of a file share it.  Leaves true that
   whatever the conditions of the choice are about, the function does without: it takes
   any size and pitch, and where a sum has no terms multiplies what is there by beta
   alone, as no factor of nothing is asked for. */
#include "blas.h"
#include "plan.h"

#include <string.h>

/* Where the arguments of gemm say whether the right operand is transposed, and which
   array the result is. */
enum { RIGHT_TRANSPOSED = 2, RESULT = 12 };

/* Return whether a sum of "con" that has no terms is asked for no factor that may be
   infinite or NaN: it is added up in memory, or the factor is a number. */
static bool is_nothing(const ta_program *p, const ta_contraction *con)
{
	const ta_access *sum = p->stmt[con->update]->write;

	return !p->array[sum->array].is_virtual || !con->alpha
	       || con->alpha->op == TA_OP_CONST;
}

/* Return whether all that "test" asks is of sizes. */
static bool asks_sizes(const ta_node *test)
{
	int i;

	for (i = 0; i < test->nconds; i++)
		if (test->cond[i]->kind != TA_GUARD_WORK
		    && test->cond[i]->kind != TA_GUARD_GE0)
			return false;
	return true;
}

/* Return the call of the function for few rows or terms that does what "call" for
   "con" does where "test" holds, for where it does not; NULL where loops are better. */
ta_node *ta_plan_few(const struct ta_planner *pl, const ta_contraction *con,
		     const ta_node *call, const ta_node *test)
{
	const ta_program *p = pl->p;
	ta_node *few;

	if (!ta_node_needs_library(call) || !strstr(call->routine, "gemm")
	    || pl->is_part || pl->opt->terse || p->lower == TA_LOWER_BLAS
	    || (p->require & TA_REQUIRE_BLAS) || !is_nothing(p, con)
	    || call->arg[RIGHT_TRANSPOSED].value != TA_NO_TRANS
	    || ta_type_is_complex(p->array[call->arg[RESULT].array].elem)
	    || !asks_sizes(test))
		return NULL;
	few = (ta_node *)ta_memdup(pl->a, call, sizeof(*few));
	few->own = few->few = true;
	few->work = NULL;
	return few;
}
