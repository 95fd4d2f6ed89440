/* SPDX-License-Identifier: GPL-3.0-or-later */
/* order_free.c - whether the compiler may be told that sums have no order.

   Assumes a program whose reductions are known.  GCC makes better vectors of a
   sum that it may add up in any order by itself (-fassociative-math) than of one
   that a reduction clause of OpenMP names: it adds the elements of a vector up in
   halves, not one after the other, and takes the rest of the elements in shorter
   vectors.  But that option holds for all of a function.  So a program is order
   free when there is nothing in it but sums that the option could change: no sum
   within a term of a sum (a - b, which may be small while a and b are not;
   x + c - c, which rounds), nor outside of sums; nor two terms with a factor in
   common that may be infinite, of which the compiler would add up the others
   (infinity times 0.3 and times -0.2 are a NaN together), be they terms of one
   expression or of the same sum in two iterations.  (-fno-signed-zeros, which goes
   with the option on the command line, is not needed, and would make 0 of 0 * x
   where that is NaN.)  Changes nothing. */
#include "ta.h"

/* Return whether "e" is made by adding floats. */
static bool adds(const ta_expr *e)
{
	return ta_type_rounds(e->type)
	       && (e->op == TA_OP_ADD || e->op == TA_OP_SUB
		   || e->op == TA_OP_FMA);
}

/* Return "x" without the signs before it. */
static const ta_expr *unsigned_part(const ta_expr *x)
{
	while (x->op == TA_OP_NEG)
		x = x->arg[0];
	return x;
}

/* Return whether "x", or one of its factors if it is a product, is the factor "y",
   which is no number. */
static bool has_factor(const ta_expr *x, const ta_expr *y)
{
	int i;

	x = unsigned_part(x);
	y = unsigned_part(y);
	if (y->op == TA_OP_CONST)
		return false;
	if (y->op == TA_OP_MUL || y->op == TA_OP_DIV) {
		for (i = 0; i < 2; i++)
			if (has_factor(x, y->arg[i]))
				return true;
		return false;
	}
	if (x->op != TA_OP_MUL && x->op != TA_OP_DIV)
		return ta_expr_equal(x, y);
	return has_factor(x->arg[0], y) || has_factor(x->arg[1], y);
}

/* Return whether the terms of the sum "e" have a factor in common. */
static bool shares_factor(const ta_expr *e)
{
	return has_factor(e->arg[0], e->arg[1]);
}

/* Return whether the product "e", a term that "s" adds up, has a factor other than a
   number that is the same in all terms of one sum. */
static bool has_fixed_factor(const ta_stmt *s, const ta_expr *e)
{
	int d, i;

	e = unsigned_part(e);
	if (e->op == TA_OP_CONST)
		return false;
	if (e->op == TA_OP_MUL || e->op == TA_OP_DIV) {
		for (i = 0; i < 2; i++)
			if (has_fixed_factor(s, e->arg[i]))
				return true;
		return false;
	}
	for (d = 0; d < s->depth; d++)
		if (!ta_access_uses(s->write, d) && ta_expr_varies(e, d))
			return false;
	return true;
}

/* Return whether nothing in "e" is made by adding, but, if "may", "e" itself, and
   what goes into functions and, in a term of a sum ("term"), products; and that is
   no sum of sums. */
static bool is_plain(const ta_expr *e, bool may, bool term)
{
	bool sum = adds(e);
	int i;

	if (ta_type_is_complex(e->type)
	    || (sum && (!may || e->op == TA_OP_FMA || shares_factor(e))))
		return false;
	may |= e->op == TA_OP_CALL || (term && e->op == TA_OP_MUL);
	for (i = 0; i < e->nargs; i++)
		if (!is_plain(e->arg[i], may && !sum, term))
			return false;
	return true;
}

/* Return what the sum in place "s" adds to its element, if that is one operand, or
   NULL. */
static const ta_expr *term_in_place(const ta_stmt *s)
{
	const ta_expr *e = s->rhs;

	if (e->op != TA_OP_ADD && e->op != TA_OP_SUB)
		return NULL;
	if (ta_is_old(s, e->arg[0]))
		return e->arg[1];
	return ta_is_old(s, e->arg[1]) ? e->arg[0] : NULL;
}

/* Return whether "s" adds up terms that are plain, or finds the largest of such,
   perhaps under a condition. */
static bool is_plain_sum(const ta_stmt *s)
{
	const ta_expr *e = s->rhs, *term = s->rest;

	if (s->in_place != TA_OP_NONE)
		term = term_in_place(s);
	else if (s->reduce == TA_OP_NONE)
		return false;
	if (!term || (e->op == TA_OP_SELECT && !is_plain(e->arg[0], false, false)))
		return false;
	return is_plain(term, false, true)
	       && (unsigned_part(term)->op != TA_OP_MUL
		   || !has_fixed_factor(s, term));
}

/* Return whether the functions of a program "p" may be compiled as if sums had no
   order, and there is one. */
bool ta_order_free(const ta_program *p)
{
	bool sums = false;
	int i;

	if (p->fp == TA_FP_STRICT)
		return false;
	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *s = p->stmt[i];
		bool sum = is_plain_sum(s);

		if ((!sum && !is_plain(s->rhs, false, false))
		    || ta_expr_has_op(s->rhs, TA_OP_CODE))
			return false;
		sums |= sum && s->reduce != TA_OP_MIN
			&& s->reduce != TA_OP_MAX
			&& ta_type_rounds(p->array[s->write->array].elem);
	}
	return sums;
}
