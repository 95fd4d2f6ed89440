/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cost_work.c - how much a statement, a loop or a kernel does, and along which loop
   it does that best.

   Assumes nothing but a program with its domains.  Work is counted in simple
   operations on vectors' elements, summed over iterations; where a size is
   not known it is a polynomial that the kernel evaluates.  What pays is said by
   the constants of cost.c. */
#include "plan.h"


/* Return the cost of the operators of "e". */
static double expr_cost(const ta_expr *e)
{
	double x = 1;
	int i;

	switch (e->op) {
	case TA_OP_CODE:
		x = 64;
		break;
	case TA_OP_CALL:
		x = 16;
		break;
	case TA_OP_LOOKUP:
		x = 3;
		break;
	case TA_OP_DIV:
	case TA_OP_MOD:
		x = 6;
		break;
	case TA_OP_CONST:
	case TA_OP_PARAM:
	case TA_OP_ITER:
	case TA_OP_KEEP:
	case TA_OP_CAST:
	case TA_OP_COMPLEX:
	case TA_OP_REAL:
	case TA_OP_IMAG:
		x = 0;
		break;
	default:
		break;
	}
	if (ta_type_is_complex(e->type) && x > 0)
		x *= e->op == TA_OP_MUL ? 4 : 2;
	for (i = 0; i < e->nargs; i++)
		x += expr_cost(e->arg[i]);
	return x;
}

/* Return the cost of one instance of "s". */
double ta_stmt_cost(const ta_stmt *s)
{
	return 1 + expr_cost(s->rhs);
}

/* Return how often iterator "d" of "s" runs at most, over parameters, or
   NULL. */
static const ta_idx *extent(const ta_program *p, const ta_stmt *s, int d)
{
	const ta_idx *lo, *hi;

	if (!ta_range(p, s, 0, ta_idx_var(p->arena, d), &lo, &hi))
		return NULL;
	return ta_idx_addk(p->arena, ta_idx_sub(p->arena, hi, lo), 1);
}

/* Return how often iterator "d" of "s" runs at most if it counts blocks of
   which the next iterator runs through the elements, both together, or
   NULL. */
static const ta_idx *extent_of_blocks(const ta_program *p, const ta_stmt *s,
				      int d)
{
	const ta_idx *lo, *hi;
	int i;

	for (i = 0; d + 1 < s->depth && i < s->ncons; i++) {
		const ta_idx *x = s->cons[i];
		int64_t size = -ta_factor(p->arena, x, d);

		if (size < 2 || ta_factor(p->arena, x, d + 1) != -1
		    || !ta_idx_listed(ta_idx_addk(p->arena, ta_idx_scale(
					p->arena, ta_idx_var(p->arena, d + 1),
					-1), size - 1), s->ncons, s->cons))
			continue;
		x = ta_idx_without(p->arena, ta_idx_without(p->arena, x, d),
				   d + 1);
		return ta_range(p, s, 0, x, &lo, &hi)
		       ? ta_idx_addk(p->arena, hi, 1) : NULL;
	}
	return NULL;
}

/* Return what the loops of "s" cost whose iterators have no value in "iter",
   or NULL. */
static const ta_idx *stmt_work(const ta_program *p, const ta_stmt *s,
			       const ta_idx *const *iter)
{
	const ta_idx *x = ta_idx_const(p->arena, (int64_t)ta_stmt_cost(s));
	int d;

	for (d = 0; d < s->depth; d++) {
		const ta_idx *n = iter[d] ? NULL : extent_of_blocks(p, s, d);

		if (s->scatter == d + 1)
			continue;
		if (n && !iter[d + 1]) {
			x = ta_idx_mul(p->arena, x, n);
			d++;
		} else if (!iter[d]) {
			x = ta_idx_mul(p->arena, x, extent(p, s, d));
		}
	}
	return x;
}

/* Return what the loops of "set" that are not placed cost, over the
   parameters, or NULL when that cannot be told. */
const ta_idx *ta_work(struct ta_planner *pl, const struct ta_set *set)
{
	const ta_idx *x = ta_idx_const(pl->a, 0);
	int i;

	for (i = 0; i < set->n; i++)
		x = ta_idx_add(pl->a, x,
			       stmt_work(pl->p, pl->p->stmt[set->s[i]],
					 pl->iter[set->s[i]]));
	return x;
}

/* Return how many bytes the statements of "set" touch at most in one iteration
   of their outermost loop, if each touches another array, or NULL. */
const ta_idx *ta_cost_data(struct ta_planner *pl, const struct ta_set *set)
{
	const ta_idx *sum = ta_idx_const(pl->a, 0), *x;
	int i, d;

	for (i = 0; i < set->n; i++) {
		const ta_stmt *s = pl->p->stmt[set->s[i]];

		x = ta_idx_const(pl->a, ta_type_size(
				pl->p->array[s->write->array].elem));
		for (d = 1; d < s->depth; d++)
			if (s->scatter != d + 1)
				x = ta_idx_mul(pl->a, x, extent(pl->p, s, d));
		sum = ta_idx_add(pl->a, sum, x);
	}
	return sum;
}

/* Return the value of "x", over one variable, when that is "v". */
static double value_at(const ta_idx *x, double v)
{
	double sum = 0;
	int i, j;

	for (i = 0; i < x->nterms; i++) {
		double t = (double)x->term[i].coef;

		for (j = 0; j < x->term[i].nvars; j++)
			t *= v;
		sum += t;
	}
	return sum;
}

/* Return the only variable that "x" uses, which makes it larger, or -1. */
static int only_variable(const ta_idx *x)
{
	int i, j, v = -1;

	for (i = 0; i < x->nterms; i++)
		for (j = 0; j < x->term[i].nvars; j++) {
			if (x->term[i].coef < 0
			    || (v >= 0 && x->term[i].var[j] != v))
				return -1;
			v = x->term[i].var[j];
		}
	return v;
}

/* Return what is as well compared with "limit", which is set anew, as "x" is,
   an amount of work: where it grows with one size alone, that size. */
const ta_idx *ta_work_test(ta_arena *a, const ta_idx *x, double *limit)
{
	int v = only_variable(x);
	int64_t lo = 0, hi = 1;

	if (v < 0)
		return x;
	while (hi < (int64_t)1 << 50 && value_at(x, (double)hi) < *limit)
		hi *= 2;
	while (lo + 1 < hi) {
		int64_t mid = lo + (hi - lo) / 2;

		if (value_at(x, (double)mid) < *limit)
			lo = mid;
		else
			hi = mid;
	}
	*limit = (double)hi;
	return ta_idx_var(a, v);
}

/* Return what all of "p" costs, or NULL. */
const ta_idx *ta_total_work(ta_program *p)
{
	const ta_idx *none[TA_MAX_DEPTH] = { NULL };
	const ta_idx *x = ta_idx_const(p->arena, 0);
	int i;

	for (i = 0; i < p->nstmts; i++)
		if (!p->stmt[i]->planned)
			x = ta_idx_add(p->arena, x,
				       stmt_work(p, p->stmt[i], none));
	return x;
}

/* The points of the accesses of a statement for one iterator; elements up to
   "gap" apart neither suit vectors nor not. */
struct points {
	ta_arena *a;
	int d, unit, gap, score;
};

/* Add to "data" what "acc" says for its iterator. */
static bool add_points(void *data, ta_access *acc)
{
	struct points *q = data;

	if (!acc->offset)
		return true;
	if (!ta_idx_uses(acc->offset, q->d))
		q->score++;
	else if (ta_moves_little(q->a, acc->offset, q->d, 1))
		q->score += q->unit;
	else if (!ta_moves_little(q->a, acc->offset, q->d, q->gap))
		q->score -= 3;
	return true;
}

/* So many iterations are few. */
enum { FEW = 7 };

/* Return whether iterator "d" of "s" is known to be one of at most "most" iterations. */
bool ta_is_short_iter(const ta_program *p, const ta_stmt *s, int d, int64_t most)
{
	const ta_idx *n = extent(p, s, d);
	int64_t k;

	return n && ta_idx_is_const(n, &k) && k <= most;
}

/* Return whether "s" adds up, in more than a few iterations, rows of elements side by
   side along iterator "d", which registers hold. */
static bool adds_rows(const ta_program *p, const ta_stmt *s, int d)
{
	int i;

	if ((s->reduce == TA_OP_NONE && s->in_place == TA_OP_NONE)
	    || !s->write->offset
	    || ta_factor(p->arena, s->write->offset, d) != 1)
		return false;
	for (i = 0; i < s->depth; i++)
		if (!ta_access_uses(s->write, i) && !ta_is_short_iter(p, s, i, FEW))
			return true;
	return false;
}

/* Return whether "e" reads an element that iterator "d" leaves where it is, and that may
   not be there, by a choice that "d" makes ("chosen": such a choice is around "e"):
   vectors of other elements can be loaded under a mask, but not that one. */
static bool chooses_whether(const ta_program *p, const ta_expr *e, int d,
			    bool chosen)
{
	int i;

	if (e->op == TA_OP_READ)
		return chosen && !e->u.access->sure
		       && !p->array[e->u.access->array].is_virtual
		       && !ta_access_uses(e->u.access, d);
	for (i = 0; i < e->nargs; i++)
		if (chooses_whether(p, e->arg[i], d,
				    chosen || (e->op == TA_OP_SELECT && i
					       && ta_expr_varies(e->arg[0], d))))
			return true;
	return false;
}

/* Return how well vectors over iterator "d" of "s" suit it: elements side by
   side are good, far apart bad, those read up to "gap" apart neither; a sum
   over the vector costs, and so does a loop of a few iterations, but for a row of
   sums, which registers hold (hold.c). */
static int stride_score(const ta_program *p, const ta_stmt *s, int d, int gap)
{
	struct points q = { .a = p->arena, .d = d, .unit = 3 };

	add_points(&q, s->write);
	if ((s->reduce != TA_OP_NONE || s->in_place != TA_OP_NONE)
	    && !ta_access_uses(s->write, d))
		q.score--;
	q.unit = 2;
	q.gap = gap;
	ta_expr_reads(s->rhs, add_points, &q);
	if (ta_is_short_iter(p, s, d, FEW) && !adds_rows(p, s, d))
		q.score -= 4;
	return q.score;
}

/* Return whether vectors over iterator "d" of "s" would have to choose, element by element,
   whether something that is the same for all is read. */
bool ta_chooses_whether(const ta_program *p, const ta_stmt *s, int d)
{
	return chooses_whether(p, s->rhs, d, false);
}

/* Return how well iterator "d" of "s" suits as its innermost one. */
int ta_stride_score(const ta_program *p, const ta_stmt *s, int d)
{
	return stride_score(p, s, d, 0) - 3 * ta_lookup_jumps(s->rhs, d);
}

/* Return whether "s" writes one element of a row for each iteration "d", of which other
   statements write all others, so that rows are written as a whole. */
static bool is_of_row(const ta_program *p, const ta_stmt *s, int d)
{
	const ta_idx *first = s->write->offset;
	int64_t k = first ? ta_factor(p->arena, first, d) : 0, at;
	uint64_t row = 1;
	int i;

	if (k < 2 || k > 16)
		return false;
	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *t = p->stmt[i];

		if (t->write->array == s->write->array && t->write->offset
		    && t->depth == s->depth && ta_common_loops(s, t) > d
		    && ta_idx_is_const(ta_idx_sub(p->arena, t->write->offset,
						  first), &at)
		    && at > -k && at < k)
			row |= (uint64_t)1 << (at + k) % k;
	}
	return row == ((uint64_t)1 << k) - 1;
}

/* Return how well vectors over iterator "d" of "s", which is innermost, suit
   it; those of elements a few apart are loaded together, and sorted out, and so stored
   where others fill the gaps. */
int ta_vector_score(struct ta_planner *pl, const ta_stmt *s, int d)
{
	return stride_score(pl->p, s, d, TA_MAX_GAP)
	       + (is_of_row(pl->p, s, d) ? 3 : 0);
}

/* How many elements the vector loops of a plan run over, where that is the
   same every time: sum[0 .. n - 1], each the extent of some loop that adds up
   vectors; "unknown": another such loop has more bounds or others; "blocks":
   some go block by block; "rich": none is outermost, and each makes so much of an
   element that finding the sum of a vector does not count. */
struct sums {
	ta_program *p;
	int n;
	const ta_idx *extent[TA_MAX_WORTH];
	bool unknown, blocks, rich;
};

/* Note in "s" that a vector sum has "x" elements, if no shorter one has been
   noted that differs from it by a constant. */
static void note_sum(struct sums *s, const ta_idx *x)
{
	int64_t k;
	int i;

	for (i = 0; i < s->n; i++)
		if (ta_idx_is_const(ta_idx_sub(s->p->arena, x, s->extent[i]),
				    &k)) {
			if (k < 0)
				s->extent[i] = x;
			return;
		}
	if (s->n == TA_MAX_WORTH - 1)
		s->unknown = true;
	else
		s->extent[s->n++] = x;
}

/* Return how many elements the loop "node", which has several bounds, runs over at most,
   if two of these tell a constant, as of a window that borders clip, or NULL. */
static const ta_idx *window(struct sums *s, const ta_node *node)
{
	int64_t k, most = INT64_MAX;
	int i, j;

	for (i = 0; i < node->nlower; i++)
		for (j = 0; j < node->nupper; j++)
			if (node->lower[i].den == 1 && node->upper[j].den == 1
			    && ta_idx_is_const(ta_idx_sub(s->p->arena,
							  node->upper[j].num,
							  node->lower[i].num),
					       &k)
			    && k < most)
				most = k;
	return most < INT64_MAX ? ta_idx_const(s->p->arena, most) : NULL;
}

/* Return how many elements the loop "node" runs over, if that is the same every
   time, or at most, or, block by block, how many all its blocks have, or NULL. */
static const ta_idx *elements(struct sums *s, const ta_node *node)
{
	const ta_idx *x = node->upper[node->nupper - 1].num;
	const ta_idx *most = node->nlower > 1 ? window(s, node) : NULL;
	int64_t k;

	if (most)
		return most;
	if (node->nlower != 1 || node->lower->den != 1
	    || node->upper[node->nupper - 1].den != 1)
		return NULL;
	if (node->nupper == 2 && ta_idx_is_const(node->upper->num, &k)
	    && ta_idx_negative(ta_idx_sub(s->p->arena, x,
					  ta_idx_without_iters(s->p->arena,
							       x)))) {
		s->blocks = true;
		x = ta_idx_without_iters(s->p->arena, x);
	} else if (node->nupper != 1) {
		return NULL;
	}
	x = ta_idx_sub(s->p->arena, x, node->lower->num);
	return ta_plan_vars(x) ? NULL : x;
}

/* Return whether the loop "node" adds up what the compiler leaves in order, as
   it does not add bits or whole numbers. */
static bool adds_floats(const ta_program *p, const ta_node *node)
{
	int i;

	for (i = 0; i < node->nreductions; i++) {
		const ta_stmt *s = p->stmt[node->reduction[i].stmt];

		if (ta_type_rounds(p->array[s->write->array].elem)
		    && !ta_is_flag(s))
			return true;
	}
	return false;
}

/* Return whether "node" is a vector sum of floats. */
static bool is_sum(const ta_program *p, const ta_node *node)
{
	return node->kind == TA_NODE_LOOP && node->simd && adds_floats(p, node);
}

/* Return whether there is a vector sum of floats in "node". */
static bool has_sums(const ta_program *p, const ta_node *node)
{
	int i;

	if (is_sum(p, node))
		return true;
	for (i = 0; i < node->nchildren; i++)
		if (node->child[i] && has_sums(p, node->child[i]))
			return true;
	return false;
}

/* Return whether the choice "node" asks for memory. */
static bool asks_for_memory(const ta_node *node)
{
	int i;

	for (i = 0; i < node->nconds; i++)
		if (node->cond[i]->kind == TA_GUARD_SCRATCH)
			return true;
	return false;
}

/* Return whether the sums of the loop "node" of "p", inside of another, take as many
   operators for each element as a sum over a vector of 16 takes. */
static bool is_rich(const ta_program *p, const ta_node *node)
{
	const double enough = 13;
	double x = 0;
	int i;

	for (i = 0; i < node->nreductions; i++)
		x += ta_stmt_cost(p->stmt[node->reduction[i].stmt]);
	return node->var > 0 && x >= enough;
}

/* Note in "s" the vector sums of "node".  Where there are none if something is long
   enough, those that there are otherwise do not count, nor those where there is too little
   for a copy. */
static void find_sums(struct sums *s, const ta_node *node)
{
	const ta_idx *x;
	int i, n = node->nchildren;

	if (node->kind == TA_NODE_IF && n > 1 && node->child[0]
	    && (asks_for_memory(node) || !has_sums(s->p, node->child[0])))
		n = 1;
	if (is_sum(s->p, node)) {
		s->rich &= is_rich(s->p, node);
		x = elements(s, node);
		if (x)
			note_sum(s, x);
		else
			s->unknown = true;
	}
	for (i = 0; i < n; i++)
		if (node->child[i])
			find_sums(s, node->child[i]);
}

/* Return whether the loops as written that "p" is of call a function of
   libm. */
static bool has_math(const ta_program *p)
{
	return p->libm || ta_program_has_op(p, TA_OP_CALL);
}

/* Return whether a loop of "p" calls a function of libm for its elements: what is made
   of a sum behind the loop is one call. */
static bool has_math_inside(const ta_program *p)
{
	int i;

	for (i = 0; i < p->nstmts; i++)
		if (p->stmt[i]->depth && ta_expr_calls(p->stmt[i]->rhs))
			return true;
	return false;
}

/* Return whether "node" makes a product in line, or if "own" by a function
   of the file. */
static bool has_product(const ta_node *node, bool own)
{
	int i;

	if (!node || (own ? node->own : node->in_line))
		return node;
	for (i = 0; i < node->nchildren; i++)
		if (has_product(node->child[i], own))
			return true;
	return false;
}

/* Return whether each iteration of the loops around a statement of "p" in "node" is one
   of the plan, of which the innermost is that of the source, and others are in another
   order than there. */
static bool is_permuted(const ta_program *p, const ta_node *node)
{
	int i, v, last = -1, depth;
	bool turned = false;

	if (node->kind == TA_NODE_STMT) {
		depth = p->stmt[node->stmt]->depth;
		for (i = 0; i < depth; i++, last = v) {
			v = ta_idx_sole_var(node->iter[i]);
			if (v < 0 || (i == depth - 1 && v != depth - 1))
				return false;
			turned |= v < last;
		}
	}
	for (i = 0; i < node->nchildren; i++)
		turned |= node->child[i] && is_permuted(p, node->child[i]);
	return turned;
}

/* Return whether all that the plan of "p" can gain is several threads: one loop without
   vectors, whose elements are as far apart as is known, loops around others that are as
   they were written, or are no vectors in another order, or elements at places that data
   say. */
bool ta_only_threads(const ta_program *p)
{
	int i;

	if (ta_only_gathers(p))
		return true;
	if (!ta_plan_has_vectors(p->plan) && is_permuted(p, p->plan))
		return true;
	if (ta_program_has_op(p, TA_OP_CODE))
		return !ta_plan_has_vectors(p->plan);
	for (i = 0; i < p->nstmts; i++)
		if (p->stmt[i]->depth > 1)
			return false;
	return p->nloops == 1 && !ta_plan_has_vectors(p->plan) && !ta_may_step(p);
}

/* Fill "worth" with what a kernel with plan "p->plan" must have to be worth
   its call and guards, some 10 nanoseconds, and return how many entries it
   has.  The compiler's own loops are as good for a map of a thousand
   elements; a sum gains from 32 elements on, a call of libm from 16, a
   product of matrices from 8 by 8, and whole numbers are added up as well
   by the compiler as they are; a matrix is turned faster from 12 by 12 on.  Where the compiler knows the sizes it
   unrolls, and keeps up longer.  Sums of several kinds, one after the other
   over each row, and such of many rows that are known to be short, gain from rows of 15
   on: the sum over the parts of a vector takes as long as adding up that many elements.
   (A matrix of 4 bits with a scale for each 32, and a vector: 2.4 times as fast.) */
int ta_cost_kernel(ta_program *p, struct ta_worth *worth)
{
	struct sums sums = { .p = p, .rich = true };
	int64_t k;
	int i;

	worth->x = ta_total_work(p);
	worth->limit = has_math(p) ? 300 : 4000;
	worth->known = has_math(p) ? 300 : 20000;
	if (ta_plan_has_call(p->plan) || has_product(p->plan, true)) {
		worth->limit = 3000;
		return 1;
	}
	if (ta_plan_transposes(p, p->plan)) {
		worth->limit = worth->known = 300;
		return 1;
	}
	if (has_product(p->plan, false)) {
		worth->limit = worth->known = 100;
		return 1;
	}
	if (ta_only_threads(p)) {
		worth->limit = worth->known =
			ta_has_scatter(p)
				? (double)ta_cost_scattered
				: ta_cost_parallel(
					  ta_plan_has_vectors(p->plan));
		return 1;
	}
	find_sums(&sums, p->plan);
	if (!sums.n && !sums.unknown)
		return 1;
	if (sums.n == 1 && !sums.unknown && !has_math_inside(p)
	    && !(sums.rich && ta_idx_is_const(sums.extent[0], &k))) {
		worth->x = sums.extent[0];
		worth->limit = worth->known =
			(double)(sums.blocks ? ta_cost_arg_least
					     : ta_cost_vector_sum(p));
		return 1;
	}
	worth->limit = worth->known = 6000;
	for (i = 0; i < sums.n; i++) {
		worth[i + 1].x = sums.extent[i];
		worth[i + 1].limit = worth[i + 1].known = 15;
	}
	return sums.n + 1;
}
