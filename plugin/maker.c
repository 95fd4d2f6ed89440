/* SPDX-License-Identifier: GPL-3.0-or-later */
/* maker.c - from what size on a contraction is a call, and who makes a product.

   Assumes a call in the making (call.h).  A library is asked where a call of it is
   faster than loops, which is tested where it is not known; a product of matrices of
   known small sizes is code for just these; a small or thin one is made by a function
   of the file that packs (gcc/emit-gemm.cc), where vectors are long.

   Where there are too few rows or terms for a call, and the right operand is stored by
   rows, another function of the file (gcc/emit-few.cc) makes it: it adds up the same
   terms in the same order, four at a time, and for all rows a strip of columns before
   the next, so that the right operand is read from memory once.  Leaves true that
   whatever the conditions of the choice are about, that function does without: it takes
   any size and pitch, and where a sum has no terms multiplies what is there by beta
   alone, as no factor of nothing is asked for. */
#include "call.h"

/* Return whether what is known of the parameters says that "x" is at least "least", or
   that it is less, where "less". */
static bool is_known(const struct ta_call_plan *c, const ta_idx *x, double least,
		     bool less)
{
	int64_t k = (int64_t)least;

	x = less ? ta_idx_addk(c->pl->a, ta_idx_scale(c->pl->a, x, -1), k - 1)
		 : ta_idx_addk(c->pl->a, x, -k);
	return ta_known_nonneg(c->pl->p, x);
}

/* Return whether nothing need be asked of how much there is to do for "c", of which
   "x" (NULL: not known) says that: the user wants a call. */
static bool is_wanted(const struct ta_call_plan *c, const ta_idx *x)
{
	const ta_options *opt = c->pl->opt;
	int64_t k;

	return c->pl->p->lower == TA_LOWER_BLAS || ta_unasked(opt)
	       || (opt->eager && x && ta_idx_is_const(x, &k));
}

/* Test that the extent "x" is at least "least", unless that is known or the
   user wants a call.  Return whether it can be. */
static bool enough(struct ta_call_plan *c, const ta_idx *x, double least,
		   const char *text)
{
	ta_guard *g;
	int64_t k;

	if (is_wanted(c, x) || ta_call_panel(c, x))
		return true;
	least = ta_enough(c->pl->opt, least);
	if (ta_idx_is_const(x, &k))
		return (double)k >= least;
	if (is_known(c, x, least, false))
		return true;
	if (is_known(c, x, least, true))
		return false;
	g = ta_call_test(c, TA_GUARD_WORK, text);
	g->idx = x;
	g->limit = least;
	return true;
}

/* Return whether "idiom" on the elements of "array" is a product of matrices of
   real numbers, and the user does not require a library. */
static bool may_be_own(const struct ta_planner *pl, enum ta_idiom idiom,
		       int array)
{
	return idiom == TA_IDIOM_GEMM && pl->p->lower != TA_LOWER_BLAS
	       && !(pl->p->require & TA_REQUIRE_BLAS)
	       && !ta_type_is_complex(pl->p->array[array].elem);
}

/* Return whether the function of the file makes "c", a call for "idiom", where it is
   small, and without copies. */
static bool is_direct(const struct ta_call_plan *c, enum ta_idiom idiom)
{
	return may_be_own(c->pl, idiom, c->c.array) && !c->pl->opt->terse
	       && ta_cost_direct(c->pl->opt->simd_bytes);
}

/* Return from how many products on a call of "c" for "idiom" is worth it; "known":
   where they are known. */
static double least_products(const struct ta_call_plan *c, enum ta_idiom idiom,
			     bool known)
{
	return ta_enough(c->pl->opt, !known && is_direct(c, idiom)
					     ? ta_cost_direct_products
					     : ta_cost_call(idiom, known));
}

/* Return whether the matrices of "c" may be far enough from vectors for a
   call of "idiom"; adds what is to be tested. */
bool ta_enough_rows(struct ta_call_plan *c, enum ta_idiom idiom)
{
	if (idiom == TA_IDIOM_GEMM || (c->con->half && c->n))
		return enough(c, c->m,
			      is_direct(c, idiom) ? ta_cost_direct_rows
						  : ta_cost_gemm_rows,
			      "enough rows for a library call");
	if (idiom == TA_IDIOM_GEMV || c->con->half)
		return enough(c, c->m, ta_cost_gemv_rows,
			      "enough rows for a library call")
		       && enough(c, c->k, ta_cost_gemv_rows,
				 "enough columns for a library call");
	return true;
}

/* Return how many products "c" is of with "m" rows and "n" columns (NULL: no
   such index), or NULL when that is too large a number. */
const ta_idx *ta_call_products(const struct ta_call_plan *c, const ta_idx *m,
			      const ta_idx *n)
{
	const ta_idx *x = c->k;

	if (m)
		x = ta_idx_mul(c->pl->a, x, m);
	return n ? ta_idx_mul(c->pl->a, x, n) : x;
}

/* Return whether the right operand of "c" is known to be so small that it is best
   held in registers, however many rows are multiplied by it. */
static bool is_narrow(const struct ta_call_plan *c)
{
	int64_t n, k;

	return ta_idx_is_const(c->n, &n) && ta_idx_is_const(c->k, &k) &&
	       n * k <= ta_cost_held;
}

/* Return whether "n" elements of what "c" makes are known to be at most "most" bytes. */
static bool is_short(const struct ta_call_plan *c, const ta_idx *n, int64_t most)
{
	int64_t k;

	return ta_idx_is_const(n, &k)
	       && k * ta_type_size(c->pl->p->array[c->c.array].elem) <= most;
}

/* Return whether "c", a call for "idiom", adds up rows of a matrix, or the elements of each,
   that are known to be so short that loops do as well. */
static bool has_short_rows(const struct ta_call_plan *c, enum ta_idiom idiom)
{
	if (idiom != TA_IDIOM_GEMV || c->pl->opt->terse
	    || ta_type_is_complex(c->pl->p->array[c->c.array].elem))
		return false;
	if (ta_idx_is_one(c->a.row))
		return is_short(c, c->m, ta_cost_row_sum);
	return ta_idx_is_one(c->a.col)
	       && is_short(c, c->k, ta_cost_row_dot(c->pl->opt->simd_bytes));
}

/* Return a number that the extent "x" (NULL: 1) of "c" is at least, as what the user
   assumes says. */
static double least_known(const struct ta_call_plan *c, const ta_idx *x)
{
	int64_t k;

	if (!x)
		return 1;
	if (ta_idx_is_const(x, &k))
		return (double)k;
	for (k = c->pl->p->nassumes ? 64 : 0; k > 0; k /= 2)
		if (is_known(c, x, (double)k, false))
			return (double)k;
	return 0;
}

/* Return whether "c" is too small for certain; adds the test of its size when
   that is not known. */
bool ta_too_small(struct ta_call_plan *c, enum ta_idiom idiom)
{
	const ta_idx *x = ta_call_products(c, c->mmax, c->nmax);
	ta_guard *g;
	int64_t k;

	if (is_wanted(c, x) || ta_cost_call(idiom, false) >= 1e300)
		return false;
	if (!x)
		return false;
	if (!c->pl->opt->eager && has_short_rows(c, idiom))
		return true;
	if (!c->pl->opt->eager && idiom == TA_IDIOM_GEMM && is_narrow(c))
		return true;
	if (ta_idx_is_const(x, &k))
		return (double)k < least_products(c, idiom, true);
	if (least_known(c, c->k) * least_known(c, c->mmax)
	    * least_known(c, c->nmax) >= least_products(c, idiom, false))
		return false;
	g = ta_call_test(c, TA_GUARD_WORK, "large enough for a library call");
	g->idx = x;
	g->limit = least_products(c, idiom, false);
	g->known = least_products(c, idiom, true);
	return false;
}

/* Return whether the contraction "g" can be made without a library, but by
   loops. */
bool ta_is_own(const struct ta_planner *pl, const ta_group *g)
{
	return may_be_own(pl, g->idiom, g->con->left.access->array)
	       && pl->p->fp != TA_FP_STRICT && !pl->opt->no_heap;
}

/* Decide whether code for just the sizes of "c", a call for "idiom", is
   better than the library, in one thread at least: they are known and
   small, and rows of the right operand are vectors; or a function of the
   file, as there is no library. */
void ta_choose_maker(struct ta_call_plan *c, enum ta_idiom idiom)
{
	bool library = ta_has_library(c->pl);
	int64_t m, n, k;

	c->node->in_line = may_be_own(c->pl, idiom, c->c.array)
		&& ta_idx_is_const(c->m, &m) && ta_idx_is_const(c->n, &n)
		&& ta_idx_is_const(c->k, &k)
		&& (ta_idx_is_one(c->b.col)
		    || (ta_idx_is_one(c->b.row) && ta_cost_turned(m, n, k)))
		&& ta_cost_in_line(m, n, k, c->pl->opt->simd_bytes, library);
	c->node->own = c->node->in_line
		? (double)m * (double)n * (double)k >= ta_cost_in_line_threads
		: !library;
}

/* Add to the choice "test" that "x" is at least "least", or "several" where
   several threads may run, but not for the boxes of a triangle, of which the
   library has the wide ones; return whether it can be. */
static bool test_least(struct ta_call_plan *c, ta_node *test, const ta_idx *x,
		       double least, double several)
{
	ta_guard *g;
	int64_t k;

	if (!x)
		return true;
	if (c->pl->is_part)
		several = least;
	if (ta_idx_is_const(x, &k) && ((double)k < least || (double)k >= several))
		return (double)k >= least;
	g = ta_node_test(c->pl->a, test, TA_GUARD_WORK,
			 "large enough for the library");
	g->idx = x;
	g->limit = ta_enough(c->pl->opt, least);
	if (several > least)
		g->several = ta_enough(c->pl->opt, several);
	return true;
}

/* Return the call of "c", for "idiom", or a choice of it for large products
   and of the function of the file for small and thin ones, which it does
   faster. */
ta_node *ta_with_own(struct ta_call_plan *c, enum ta_idiom idiom)
{
	const ta_idx *extent[] = { c->m, c->n, c->k };
	int size = ta_type_size(c->pl->p->array[c->c.array].elem);
	ta_node *test, *own;
	bool large;
	int i;

	if (!ta_node_needs_library(c->node) || !may_be_own(c->pl, idiom, c->c.array)
	    || ta_unasked(c->pl->opt) || c->pl->opt->terse
	    || !ta_cost_own(c->pl->opt->simd_bytes, size,
			    !ta_idx_is_one(c->b.col)))
		return c->node;
	test = ta_node_new(c->pl->a, TA_NODE_IF, c->node->loc);
	own = ta_node_new(c->pl->a, TA_NODE_CALL, c->node->loc);
	*own = *c->node;
	own->own = true;
	large = test_least(c, test, ta_call_products(c, c->mmax, c->nmax),
			   ta_cost_library, ta_cost_library);
	for (i = 0; i < TA_ARRAY_LEN(extent); i++)
		large = large && test_least(c, test, extent[i],
					    ta_cost_library_extent[i],
					    ta_cost_library_several[i]);
	if (!large)
		return own;
	if (!test->nconds)
		return c->node;
	ta_node_add(c->pl->a, test, c->node);
	ta_node_add(c->pl->a, test, own);
	return test;
}

/* Where the arguments of gemm say whether the right operand is transposed. */
enum { RIGHT_TRANSPOSED = 2 };

/* Return whether a sum of "con" that has no terms is asked for no factor that may be
   infinite or NaN: it is added up in memory and not multiplied afterwards, or the factor
   is a number. */
static bool is_nothing(const ta_program *p, const ta_contraction *con)
{
	const ta_access *sum = p->stmt[con->update]->write;

	if (con->times && con->times->op != TA_OP_CONST)
		return false;
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

/* Return the call of the function for few rows or terms that does what "c", a call for
   "idiom", does where its test holds, for where it does not; NULL where loops are
   better. */
ta_node *ta_with_few(struct ta_call_plan *c, enum ta_idiom idiom)
{
	const struct ta_planner *pl = c->pl;
	const ta_node *call = c->node;
	ta_node *few;

	if (!ta_node_needs_library(call) || !may_be_own(pl, idiom, c->c.array)
	    || pl->is_part || pl->opt->terse || !is_nothing(pl->p, c->con)
	    || call->arg[RIGHT_TRANSPOSED].value != TA_NO_TRANS
	    || !asks_sizes(c->test))
		return NULL;
	few = (ta_node *)ta_memdup(pl->a, call, sizeof(*few));
	few->own = few->few = true;
	few->work = NULL;
	return few;
}
