/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit.c - a program once more for where its steps are 1.

   Assumes a program that has been through all phases, and its text from before
   them.  In

	for i: y[i * incy] = y[i * incy] + a * x[i * incx]

   elements are as far apart as a parameter says, which is 1 nearly always and
   known only in the run.  No vector is loaded so, whatever is done about the
   rest.  So there is a second program, in which the steps are known, that is
   planned from the beginning: other idioms may be found in it, other loops put
   innermost.  The kernel asks first whether that is the one.

   A parameter is a step if an array has elements so far apart in rows of which
   nothing else is touched, or, of an array that is only read and no matrix, if
   the innermost iterator is multiplied by it.  A row pitch is none: its rows are
   gone along.

   Leaves true that p->unit has the same parameters in the same order, and a plan
   for each nest, if it is there, and that p->nest says so. */
#include "plan.h"

/* The steps of a program: a flag for each parameter. */
struct steps {
	ta_program *p;
	bool *is_step;
	int n;
};

/* Return the parameter that "x" is, or -1. */
static int sole_param(const ta_idx *x)
{
	int v = ta_idx_sole_var(x);

	return v < TA_PARAM0 ? -1 : v - TA_PARAM0;
}

/* Return the parameter that term "t" multiplies iterator "d" by, or -1. */
static int factor_of(const ta_term *t, int d)
{
	if (t->nvars != 2 || (t->coef != 1 && t->coef != -1))
		return -1;
	return t->var[0] == d && t->var[1] >= TA_PARAM0 ?
		t->var[1] - TA_PARAM0 : -1;
}

/* Return whether "acc" multiplies no iterator by a parameter. */
static bool no_factor(void *data, ta_access *acc)
{
	int i, d;

	(void)data;
	for (i = 0; acc->offset && i < acc->offset->nterms; i++)
		for (d = 0; d < TA_MAX_DEPTH; d++)
			if (factor_of(&acc->offset->term[i], d) >= 0)
				return false;
	return true;
}

bool ta_is_unit(const ta_program *p)
{
	int i;

	for (i = 0; i < p->nparams; i++)
		if (p->param[i].known && !p->param[i].always)
			return true;
	return false;
}

/* Return whether elements that a statement of "p" accesses are as far apart as a
   parameter says that is not known yet. */
bool ta_may_step(const ta_program *p)
{
	int i;

	for (i = 0; i < p->nstmts && !ta_is_unit(p); i++)
		if (!no_factor(NULL, p->stmt[i]->write) ||
		    !ta_expr_reads(p->stmt[i]->rhs, no_factor, NULL))
			return true;
	return false;
}

/* Return the text of "p", which no phase has seen, for "ta_unit", or NULL where
   nothing can be a step that is not known yet. */
const char *ta_unit_text(const ta_program *p)
{
	ta_buf b;

	if (!ta_may_step(p))
		return NULL;
	ta_buf_init(&b, p->arena);
	ta_program_print(&b, p);
	return b.s;
}

/* Mark parameter "param" of "s" as a step, unless it is -1. */
static void mark(struct steps *s, int param)
{
	if (param < 0 || s->is_step[param])
		return;
	s->is_step[param] = true;
	s->n++;
}

/* An access to be looked at, and the innermost iterator of its statement. */
struct look {
	struct steps *s;
	int innermost;
};

/* Mark what "acc" says of steps; true. */
static bool look(void *data, ta_access *acc)
{
	struct look *l = data;
	const ta_array *array = &l->s->p->array[acc->array];
	int i;

	if (array->is_virtual || array->is_scratch || !acc->offset)
		return true;
	if (acc->nsubs > 1 && !ta_idx_uses_iters(acc->sub[acc->nsubs - 1]))
		mark(l->s, sole_param(array->extent[array->ndims - 1]));
	for (i = 0; !acc->nsubs && i < acc->offset->nterms; i++)
		mark(l->s, factor_of(&acc->offset->term[i], l->innermost));
	return true;
}

/* Take back what "acc" says is a pitch: its row is gone along; true. */
static bool look_along(void *data, ta_access *acc)
{
	struct steps *s = data;
	const ta_array *array = &s->p->array[acc->array];
	int param;

	if (array->is_virtual || array->is_scratch || acc->nsubs < 2 ||
	    !ta_idx_uses_iters(acc->sub[acc->nsubs - 1]))
		return true;
	param = sole_param(array->extent[array->ndims - 1]);
	if (param >= 0 && s->is_step[param]) {
		s->is_step[param] = false;
		s->n--;
	}
	return true;
}

/* Mark in "made" those statements of "node" that are no part of calls. */
static void find_made(const ta_node *node, bool *made)
{
	int i;

	if (node->kind == TA_NODE_STMT)
		made[node->stmt] = true;
	for (i = 0; i < node->nchildren; i++)
		if (node->child[i])
			find_made(node->child[i], made);
}

/* Find the steps of the loops of "s->p", which has a plan. */
static void find_steps(struct steps *s)
{
	ta_program *p = s->p;
	bool *made = TA_NEWV(p->arena, bool, p->nstmts);
	int i;

	s->is_step = TA_NEWV(p->arena, bool, p->nparams);
	find_made(p->plan, made);
	for (i = 0; i < p->nstmts; i++) {
		struct look l = { s, p->stmt[i]->depth - 1 };

		if (!made[i] || !p->stmt[i]->depth || p->stmt[i]->planned ||
		    p->nest[p->stmt[i]->order[0]].blas)
			continue;
		look(&l, p->stmt[i]->write);
		ta_expr_reads(p->stmt[i]->rhs, look, &l);
	}
	for (i = 0; s->n && i < p->nstmts; i++) {
		look_along(s, p->stmt[i]->write);
		ta_expr_reads(p->stmt[i]->rhs, look_along, s);
	}
}

/* Return the program "text" with the steps of "s" known, or NULL. */
static ta_program *with_steps(const struct steps *s, const char *text,
			      ta_diag *diag)
{
	ta_program *q = ta_program_parse(s->p->arena, text, diag);
	ta_buf b;
	int i;

	for (i = 0; q && i < q->nparams && i < s->p->nparams; i++)
		if (s->is_step[i] && !q->param[i].known) {
			q->param[i].known = true;
			q->param[i].value = 1;
		}
	if (!q)
		return NULL;
	ta_buf_init(&b, s->p->arena);
	ta_program_print(&b, q);
	return ta_program_parse(s->p->arena, b.s, diag);
}

/* Return whether each nest of "q" has a plan, and one has vectors or a library,
   which gain by steps that are known. */
static bool is_better(const ta_program *q)
{
	bool gains = false;
	int i;

	for (i = 0; i < q->nnests; i++) {
		if (!q->nest[i].lowered)
			return false;
		gains = gains || q->nest[i].vector || q->nest[i].blas;
	}
	return gains && q->plan;
}

/* Return whether every result that "p" leaves in a scalar "q" leaves, and no
   other. */
static bool same_results(const ta_program *p, const ta_program *q)
{
	int i, n = 0;

	for (i = 0; i < p->narrays; i++)
		n += p->array[i].live_out;
	for (i = 0; i < q->narrays; i++)
		if (q->array[i].live_out) {
			if (ta_unit_result(p, &q->array[i]) < 0)
				return false;
			n--;
		}
	return n == 0;
}

int ta_unit_result(const ta_program *p, const ta_array *result)
{
	int i;

	for (i = 0; i < p->narrays; i++)
		if (p->array[i].live_out &&
		    p->array[i].handle == result->handle)
			return i;
	return -1;
}

/* Say of the nests of "p" what those of p->unit are, where that differs. */
static void tell(const struct steps *s)
{
	ta_program *p = s->p;
	const char *names = NULL;
	int i;

	for (i = 0; i < p->nparams; i++)
		if (s->is_step[i])
			names = names ? ta_sprintf(p->arena, "%s = %s", names,
						   p->param[i].name) :
				p->param[i].name;
	for (i = 0; i < p->nnests && i < p->unit->nnests; i++)
		if (!p->nest[i].detail)
			p->nest[i].detail = ta_sprintf(
				p->arena, "if %s = 1: %s", names,
				ta_nest_line(p->unit, i));
}

void ta_unit(ta_program *p, const char *text, const ta_options *opt)
{
	struct steps s = { .p = p };
	ta_diag diag = { ta_quiet, NULL, 0 };
	ta_program *q;
	int i;

	for (i = 0; i < p->nnests; i++)
		if (!p->nest[i].lowered)
			return;
	if (!p->plan)
		return;
	find_steps(&s);
	if (!s.n)
		return;
	q = with_steps(&s, text, &diag);
	if (!q || !ta_pipeline(q, opt, &diag, NULL, NULL) || !is_better(q) ||
	    !same_results(p, q))
		return;
	p->unit = q;
	tell(&s);
}
