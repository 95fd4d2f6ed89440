/* SPDX-License-Identifier: GPL-3.0-or-later */
/* poly.c - delin, range, deps and the questions to isl on random programs,
   against running them: for small sizes every instance of every statement is
   enumerated in the original order.

   Subscripts must give back the offset and stay in their rows, bounds must
   hold at every point, and every pair of instances that touch one element must
   be in some dependence, at its level and with its directions; which of two is the
   earlier must be known.  What was asked already must be what is asked anew.  */
#include "unit.h"

#include <stdlib.h>

enum {
	PROGRAMS = 100,
	VALUATIONS = 6,
	NPARAMS = 4,
	NARRAYS = 3,
	DEPTH = 3,
	MAX_INSTANCES = 4000,
	MAX_READS = 8,
	MAX_STMTS = 6
};

/* One run of a statement. */
struct instance {
	int stmt;
	int64_t iter[DEPTH];
};

/* The accesses of a statement: the write first. */
struct touches {
	int n;
	const ta_access *acc[MAX_READS];
};

static ta_program *p;
static int64_t size[NPARAMS];
static int ninstances;
static struct instance instance[MAX_INSTANCES];

/* The value of "x" at "iter" and the sizes of this run. */
static int64_t value(const ta_idx *x, const int64_t *iter)
{
	int64_t sum = 0;
	int i, j;

	for (i = 0; i < x->nterms; i++) {
		int64_t v = x->term[i].coef;

		for (j = 0; j < x->term[i].nvars; j++) {
			int var = x->term[i].var[j];

			v *= var < TA_PARAM0 ? iter[var]
					     : size[var - TA_PARAM0];
		}
		sum += v;
	}
	return sum;
}

/* One of "n" choices is made. */
static bool one_in(int n)
{
	return unit_random((uint64_t)n) == 0;
}

/* A number from "lo" to "hi". */
static int64_t between(int64_t lo, int64_t hi)
{
	return lo + (int64_t)unit_random((uint64_t)(hi - lo + 1));
}

/* A random size. */
static const ta_idx *random_size(void)
{
	return ta_idx_param(p->arena, (int)unit_random(NPARAMS));
}

/* A random lower bound of iterator "d". */
static const ta_idx *random_lower(int d)
{
	if (d > 0 && one_in(4))
		return ta_idx_var(p->arena, (int)unit_random((uint64_t)d));
	return ta_idx_const(p->arena, one_in(3) ? 1 : 0);
}

/* A random upper bound of iterator "d", not in the range. */
static const ta_idx *random_upper(int d)
{
	if (d > 0 && one_in(5))
		return ta_idx_addk(p->arena,
				   ta_idx_var(p->arena,
					      (int)unit_random((uint64_t)d)),
				   between(0, 2));
	if (one_in(5))
		return ta_idx_const(p->arena, between(2, 4));
	return ta_idx_addk(p->arena, random_size(), between(-1, 0));
}

/* A random stride: a size, a product, a constant, or a size with a halo. */
static const ta_idx *random_stride(void)
{
	ta_arena *a = p->arena;

	switch (unit_random(6)) {
	case 0:
		return ta_idx_mul(a, random_size(), random_size());
	case 1:
		return ta_idx_const(a, between(1, 5));
	case 2:
		return ta_idx_addk(a, random_size(), between(1, 2));
	case 3:
		return ta_idx_scale(a, random_size(), 2);
	default:
		return random_size();
	}
}

/* A random offset over "depth" iterators, by rows of "stride": mostly a
   matrix, sometimes anything. */
static const ta_idx *random_offset(int depth, const ta_idx *stride)
{
	ta_arena *a = p->arena;
	int i = (int)unit_random((uint64_t)depth);
	int j = (int)unit_random((uint64_t)depth);
	const ta_idx *x, *y;

	x = ta_idx_addk(a, ta_idx_var(a, i), one_in(3) ? between(-1, 1) : 0);
	y = ta_idx_addk(a, ta_idx_var(a, j), one_in(3) ? between(-1, 1) : 0);
	if (one_in(6))
		x = ta_idx_sub(a, random_size(), x);
	if (one_in(6))
		y = ta_idx_scale(a, y, 2);
	if (one_in(8))
		stride = random_stride();
	if (one_in(5))
		return y;
	return ta_idx_add(a, ta_idx_mul(a, x, stride), y);
}

/* A read or write of array "array" under "depth" iterators. */
static ta_access *random_access(int array, int depth,
				const ta_idx *const *stride)
{
	const ta_idx *sub;

	if (p->array[array].is_virtual) {
		sub = ta_idx_var(p->arena,
				 (int)unit_random((uint64_t)depth));
		return ta_access_new(p->arena, array, NULL, 1, &sub, 0);
	}
	return ta_access_new(p->arena, array,
			     random_offset(depth, stride[array]), 0, NULL, 0);
}

/* Another access to what "x" is to. */
static ta_access *same_access(const ta_access *x)
{
	return ta_access_new(p->arena, x->array, x->offset, x->nsubs, x->sub,
			     0);
}

/* Add statement number "t" of nest "nest", whose loops have the bounds
   "lower" and "upper". */
static void add_stmt(int nest, int t, const ta_idx *const *lower,
		     const ta_idx *const *upper, const ta_idx *const *stride)
{
	int depth = one_in(3) ? (int)between(1, DEPTH) : DEPTH, d;
	ta_arena *a = p->arena;
	ta_stmt *s = ta_program_stmt(p, depth, 0);
	ta_expr *rhs;

	s->order[0] = nest;
	for (d = 0; d < depth; d++) {
		s->loop[d] = nest * DEPTH + d;
		s->order[d + 1] = d + 1 < depth ? 5 : t % 2 ? 10 + t : t;
		TA_PUSH(a, s->cons, s->ncons,
			ta_idx_sub(a, ta_idx_var(a, d), lower[d]));
		TA_PUSH(a, s->cons, s->ncons,
			ta_idx_addk(a, ta_idx_sub(a, upper[d],
						  ta_idx_var(a, d)), -1));
	}
	s->write = t && p->stmt[p->nstmts - 2]->depth == depth && one_in(2)
			   ? same_access(p->stmt[p->nstmts - 2]->write)
			   : random_access((int)unit_random(NARRAYS), depth,
					   stride);
	rhs = ta_expr_read(p, one_in(2)
				      ? s->write
				      : random_access(
					      (int)unit_random(NARRAYS), depth,
					      stride));
	s->rhs = ta_expr_new(a, TA_OP_ADD, TA_F32, 0, 2, rhs,
			     ta_expr_read(p, random_access(
				     (int)unit_random(NARRAYS), depth,
				     stride)));
}

/* Make p a random program in "a". */
static void random_program(ta_arena *a)
{
	static const char *const names[] = { "n", "m", "k", "l" };
	const ta_idx *stride[NARRAYS], *lower[DEPTH], *upper[DEPTH];
	int i, d, t, nests = (int)between(1, 2);

	p = ta_program_new(a, "random", 0);
	for (i = 0; i < NPARAMS; i++)
		ta_program_param(p, names[i], TA_I64, -1, 0);
	for (i = 0; i < NARRAYS; i++) {
		ta_program_array(p, i ? i == 1 ? "B" : "v" : "A", TA_F32, -1,
				 0);
		p->array[i].is_virtual = i == 2;
		p->array[i].ndims = i == 2;
		stride[i] = random_stride();
	}
	for (i = 0; i < nests; i++) {
		ta_nest nest = { 0 };
		int n = (int)between(1, 3);

		TA_PUSH(a, p->nest, p->nnests, nest);
		for (d = 0; d < DEPTH; d++) {
			lower[d] = random_lower(d);
			upper[d] = random_upper(d);
		}
		for (t = 0; t < n; t++)
			add_stmt(i, t, lower, upper, stride);
	}
	if (one_in(2))
		TA_PUSH(a, p->fact, p->nfacts,
			ta_idx_addk(a, random_size(), -1));
}

/* Compare two instances by their place in the original order. */
static int earlier(const void *x, const void *y)
{
	const struct instance *a = (const struct instance *)x;
	const struct instance *b = (const struct instance *)y;
	const ta_stmt *s = p->stmt[a->stmt], *t = p->stmt[b->stmt];
	int d;

	for (d = 0;; d++) {
		if (s->order[d] != t->order[d])
			return s->order[d] < t->order[d] ? -1 : 1;
		if (d == s->depth)
			return 0;
		if (a->iter[d] != b->iter[d])
			return a->iter[d] < b->iter[d] ? -1 : 1;
	}
}

/* Add the instances of statement "s" whose first "d" iterators are in
   "iter". */
static void enumerate(int s, int d, int64_t *iter)
{
	const ta_stmt *st = p->stmt[s];
	int i;

	if (d == st->depth) {
		for (i = 0; i < st->ncons; i++)
			if (value(st->cons[i], iter) < 0)
				return;
		if (ninstances == MAX_INSTANCES)
			return;
		instance[ninstances].stmt = s;
		memcpy(instance[ninstances++].iter, iter,
		       sizeof(instance[0].iter));
		return;
	}
	for (iter[d] = -1; iter[d] <= 8; iter[d]++)
		enumerate(s, d + 1, iter);
	iter[d] = 0;
}

/* Run the program: all instances, in order. */
static void run(void)
{
	int64_t iter[DEPTH] = { 0 };
	int s;

	ninstances = 0;
	for (s = 0; s < p->nstmts; s++)
		enumerate(s, 0, iter);
	qsort(instance, (size_t)ninstances, sizeof(instance[0]), earlier);
}

/* Do the sizes satisfy the facts and guards? */
static bool holds(void)
{
	int i;

	for (i = 0; i < p->nfacts; i++)
		if (value(p->fact[i], NULL) < 0)
			return false;
	for (i = 0; i < p->nguards; i++)
		if (value(p->guard[i]->idx, NULL) < 0)
			return false;
	return true;
}

/* Add "acc" to the touches "data". */
static bool add_touch(void *data, ta_access *acc)
{
	struct touches *t = (struct touches *)data;

	t->acc[t->n++] = acc;
	return true;
}

/* The accesses of statement "s". */
static struct touches touches_of(int s)
{
	struct touches t = { 1, { p->stmt[s]->write } };

	ta_expr_reads(p->stmt[s]->rhs, add_touch, &t);
	return t;
}

/* The element that "acc" touches at "x", in its array. */
static int64_t element(const ta_access *acc, const struct instance *x)
{
	return value(acc->offset ? acc->offset : acc->sub[0], x->iter);
}

/* Was the nest of "x" given up? */
static bool given_up(const struct instance *x)
{
	return p->nest[p->stmt[x->stmt]->order[0]].reason != 0;
}

/* Do the subscripts of "acc" at "x" give its offset, and stay in rows?  Where rows
   have gaps, the dependences tell whether they do. */
static bool subscripts_fit(const ta_access *acc, const struct instance *x)
{
	const ta_array *array = &p->array[acc->array];
	int64_t sum = 0;
	bool inside = true;
	int d;

	if (array->is_virtual || array->ndims == 0)
		return true;
	for (d = 0; d < array->ndims; d++) {
		int64_t v = value(acc->sub[d], x->iter);

		if (d > 0) {
			int64_t row;

			if (!array->extent[d])
				return true;
			row = value(array->extent[d], NULL);
			sum *= row;
			inside = inside && v >= 0 && v < row;
		}
		sum += v;
	}
	return sum == value(acc->offset, x->iter)
	       && (inside || !array->written);
}

/* Is there a dependence of kind "kind" through "array" that says that "y"
   depends on the earlier "x"?  A sum in place has two of one kind. */
static bool has_dep(enum ta_dep_kind kind, const struct instance *x,
		    const struct instance *y, int array)
{
	const ta_stmt *s = p->stmt[x->stmt], *t = p->stmt[y->stmt];
	int level, common = ta_common_loops(s, t), i, a, b;

	for (level = 0; level < common; level++)
		if (x->iter[level] != y->iter[level])
			break;
	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *d = &p->dep[i];
		bool all = true;

		if (d->kind != kind || d->src != x->stmt || d->dst != y->stmt
		    || d->array != array || !(d->levels >> level & 1))
			continue;
		for (a = 0; a < s->depth; a++)
			for (b = 0; b < t->depth; b++) {
				int64_t dist = y->iter[b] - x->iter[a];
				int dir = dist < 0    ? TA_DIR_LT
					  : dist == 0 ? TA_DIR_EQ
						      : TA_DIR_GT;

				all = all && d->dir[a * t->depth + b] & dir;
			}
		if (all)
			return true;
	}
	return false;
}

/* Are the dependences between "x" and the later "y" all known? */
static bool pair_known(const struct instance *x, const struct instance *y)
{
	struct touches s = touches_of(x->stmt), t = touches_of(y->stmt);
	bool good = true;
	int i, j;

	for (i = 0; i < s.n; i++)
		for (j = 0; j < t.n; j++) {
			enum ta_dep_kind kind = j ? TA_DEP_FLOW
						: i ? TA_DEP_ANTI
						    : TA_DEP_OUTPUT;

			if ((i && j) || s.acc[i]->array != t.acc[j]->array
			    || element(s.acc[i], x) != element(t.acc[j], y))
				continue;
			good = good
			       && has_dep(kind, x, y, s.acc[i]->array);
		}
	return good;
}

/* Which of the writes of statements s and t to one element is first: first[s][t]. */
static unsigned first[MAX_STMTS][MAX_STMTS];

/* Find which write is first, of all pairs of statements, and, if "anew", as if nothing
   had been asked before. */
static void find_order(bool anew)
{
	int s, t;

	for (s = 0; s < p->nstmts; s++)
		for (t = 0; t < p->nstmts; t++) {
			if (anew)
				p->memos = TA_NEW(p->arena, struct ta_memo *);
			first[s][t] =
				ta_poly_order(p, p->stmt[s], p->stmt[s]->write,
					      p->stmt[t], p->stmt[t]->write);
		}
}

/* Is it known that the write of "x" may be before that of the later "y", if they are to
   one element? */
static bool order_known(const struct instance *x, const struct instance *y)
{
	const ta_access *a = p->stmt[x->stmt]->write;
	const ta_access *b = p->stmt[y->stmt]->write;

	return a->array != b->array || element(a, x) != element(b, y) ||
	       (first[x->stmt][y->stmt] & TA_BEFORE &&
		first[y->stmt][x->stmt] & TA_AFTER);
}

/* Test that it is known of "x" over statement "s" what isl says when it is asked
   anew. */
static void test_proved(const ta_stmt *s, const ta_idx *x)
{
	TEST(ta_poly_proves(p, s, x) ==
	     (ta_poly_nonneg(p, s, x, 0) == TA_ALWAYS));
}

/* Test that what isl was asked is the same when it is asked again, and anew: the order of all writes, and of "x", over the first
   statement, whether it is proved over each as deep, as it is after something more is
   known of the sizes, and after that is not known any more. */
static void test_again(const ta_idx *x)
{
	unsigned was[MAX_STMTS][MAX_STMTS];
	int i, s;

	find_order(false);
	for (i = 0; i < 2; i++) {
		memcpy(was, first, sizeof(was));
		find_order(i == 1);
		TEST(!memcmp(was, first, sizeof(was)));
	}
	for (i = 0; i < 4; i++) {
		for (s = 0; s < p->nstmts; s++)
			if (p->stmt[s]->depth == p->stmt[0]->depth)
				test_proved(p->stmt[s], x);
		p->nfacts -= i == 2;
		if (i < 2)
			TA_PUSH(p->arena, p->fact, p->nfacts,
				ta_idx_addk(p->arena,
					    ta_idx_without_iters(p->arena, x),
					    -3 * i));
	}
	p->nfacts--;
}

/* Test all instances of this run: subscripts and pairs. */
static void test_run(void)
{
	bool subs = true, deps = true, order = true;
	int i, j;

	run();
	for (i = 0; i < ninstances; i++) {
		struct touches t = touches_of(instance[i].stmt);

		if (given_up(&instance[i]))
			continue;
		for (j = 0; j < t.n; j++)
			subs = subs && subscripts_fit(t.acc[j], &instance[i]);
		for (j = i + 1; j < ninstances && j < i + 300; j++) {
			if (given_up(&instance[j]))
				continue;
			deps = deps && pair_known(&instance[i], &instance[j]);
			order = order
				&& order_known(&instance[i], &instance[j]);
		}
	}
	TEST(subs);
	TEST(deps);
	TEST(order);
}

/* Test the bounds of "x" over statement "s", and what isl says of it, in this
   run. */
static void test_index(int s, const ta_idx *x, enum ta_verdict verdict)
{
	const ta_idx *lo, *hi;
	bool found = ta_range(p, p->stmt[s], 0, x, &lo, &hi);
	bool bounded = true, some = false, negative = false;
	int i;

	for (i = 0; i < ninstances; i++) {
		int64_t v;

		if (instance[i].stmt != s)
			continue;
		some = true;
		v = value(x, instance[i].iter);
		negative = negative || v < 0;
		if (found && (v < value(lo, NULL) || v > value(hi, NULL)))
			bounded = false;
	}
	TEST(bounded);
	if (verdict == TA_ALWAYS)
		TEST(!negative);
	if (verdict == TA_NEVER && some)
		TEST(negative);
}

/* A random index over "depth" iterators and sizes. */
static const ta_idx *random_index(int depth)
{
	ta_arena *a = p->arena;
	const ta_idx *x = ta_idx_const(a, between(-2, 2));
	int d;

	for (d = 0; d < depth; d++)
		x = ta_idx_add(a, x, ta_idx_scale(a, ta_idx_var(a, d),
						  between(-1, 2)));
	x = ta_idx_add(a, x, ta_idx_scale(a, random_size(), between(-1, 1)));
	if (one_in(4))
		x = ta_idx_add(a, x, ta_idx_mul(a, random_size(),
						random_size()));
	return x;
}

/* Test that what is said of the sign of the size "x" is true now. */
static void test_sign(const ta_idx *x)
{
	if (ta_known_nonneg(p, x))
		TEST(value(x, NULL) >= 0);
}

/* Test one random program. */
static void test_program(ta_arena *a)
{
	enum ta_verdict verdict;
	const ta_idx *x;
	int i, v;

	random_program(a);
	for (i = 0; i < p->nstmts; i++)
		p->array[p->stmt[i]->write->array].written = true;
	ta_delin(p);
	if (!TEST(ta_deps(p, NULL)))
		return;
	x = random_index(p->stmt[0]->depth);
	verdict = ta_poly_nonneg(p, p->stmt[0], x, 0);
	test_again(x);
	for (v = 0; v < VALUATIONS; v++) {
		for (i = 0; i < NPARAMS; i++)
			size[i] = between(-1, 4);
		if (!holds())
			continue;
		test_run();
		test_index(0, x, verdict);
		for (i = 0; i < 4; i++)
			test_sign(ta_idx_without_iters(
				a, random_index(0)));
	}
}

/* Test PROGRAMS random programs. */
int main(void)
{
	int i;

	for (i = 0; i < PROGRAMS; i++) {
		ta_arena *a = ta_arena_new();
		int failures = unit_failures;

		test_program(a);
		if (unit_failures != failures) {
			ta_buf b;

			ta_buf_init(&b, a);
			ta_program_print(&b, p);
			printf("in program %d:\n%s\n", i, b.s);
		}
		ta_arena_free(a);
	}
	return unit_done();
}
