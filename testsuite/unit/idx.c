/* SPDX-License-Identifier: GPL-3.0-or-later */
/* idx.c - tests of the index polynomials: each operation on values chosen by
   hand, and on random ones against evaluation at random points. */
#include "unit.h"

enum { NVARS = 6 };

static ta_arena *a;

/* Iterator "d". */
static const ta_idx *it(int d)
{
	return ta_idx_var(a, d);
}

/* Parameter "p". */
static const ta_idx *pa(int p)
{
	return ta_idx_param(a, p);
}

/* The constant "k". */
static const ta_idx *co(int64_t k)
{
	return ta_idx_const(a, k);
}

/* Does "x" print as "text", with iterators i, j and parameters n, m? */
static bool prints(const ta_idx *x, const char *text)
{
	static const char *const iter[] = { "i", "j", "k" };
	static const char *const param[] = { "n", "m", "l" };
	ta_buf b;

	ta_buf_init(&b, a);
	ta_idx_print(&b, x, iter, param);
	if (strcmp(b.s, text))
		printf("'%s' should be '%s'\n", b.s, text);
	return !strcmp(b.s, text);
}

/* Variable number "v" of the random tests: three iterators, three
   parameters. */
static int variable(int v)
{
	return v < NVARS / 2 ? v : TA_PARAM0 + v - NVARS / 2;
}

/* The value of "x" where variable(v) is at[v]. */
static __int128 value(const ta_idx *x, const int64_t *at)
{
	__int128 sum = 0;
	int i, j;

	for (i = 0; i < x->nterms; i++) {
		__int128 t = x->term[i].coef;

		for (j = 0; j < x->term[i].nvars; j++) {
			int v = x->term[i].var[j];

			t *= at[v < TA_PARAM0 ? v : v - TA_PARAM0 + NVARS / 2];
		}
		sum += t;
	}
	return sum;
}

/* A random polynomial of up to "n" terms of degree up to 2. */
static const ta_idx *random_idx(int n)
{
	const ta_idx *x = co(0);
	int i, j;

	for (i = (int)unit_random((uint64_t)n + 1); i > 0; i--) {
		const ta_idx *t = co((int64_t)unit_random(21) - 10);

		for (j = (int)unit_random(3); j > 0; j--)
			t = ta_idx_mul(a, t,
				       ta_idx_var(a, variable((int)unit_random(
							     NVARS))));
		x = ta_idx_add(a, x, t);
	}
	return x;
}

/* Sums, products and what they print as. */
static void test_arithmetic(void)
{
	const ta_idx *x = ta_idx_add(a, ta_idx_mul(a, it(0), pa(1)), it(1));

	TEST(prints(x, "i*m + j"));
	TEST(prints(ta_idx_sub(a, x, x), "0"));
	TEST(ta_idx_sub(a, x, x)->nterms == 0);
	TEST(prints(ta_idx_sub(a, co(3), x), "-i*m - j + 3"));
	TEST(prints(ta_idx_scale(a, x, -2), "-2*i*m - 2*j"));
	TEST(prints(ta_idx_scale(a, x, 0), "0"));
	TEST(prints(ta_idx_addk(a, x, -1), "i*m + j - 1"));
	TEST(prints(ta_idx_mul(a, ta_idx_add(a, it(0), co(1)),
			       ta_idx_sub(a, it(0), co(1))),
		    "i*i - 1"));
	TEST(prints(ta_idx_mul(a, x, x), "i*i*m*m + 2*i*j*m + j*j"));
	TEST(prints(co(INT64_MIN), "-9223372036854775808"));
	TEST(prints(NULL, "?"));
	TEST(ta_idx_equal(ta_idx_mul(a, it(0), pa(1)),
			  ta_idx_mul(a, pa(1), it(0))));
	TEST(!ta_idx_equal(x, ta_idx_addk(a, x, 1)));
	TEST(!ta_idx_equal(x, NULL) && !ta_idx_equal(NULL, NULL));
}

/* Every operation gives up instead of wrapping, and passes NULL on. */
static void test_limits(void)
{
	const ta_idx *max = co(INT64_MAX), *x = it(0);
	int i;

	TEST(!ta_idx_addk(a, max, 1));
	TEST(!ta_idx_sub(a, co(INT64_MIN), co(1)));
	TEST(!ta_idx_sub(a, co(0), co(INT64_MIN)));
	TEST(!ta_idx_scale(a, max, 2));
	TEST(!ta_idx_mul(a, max, max));
	TEST(!ta_idx_divk(a, co(INT64_MIN), -1));
	TEST(ta_idx_addk(a, max, -1));
	for (i = 1; i < TA_MAX_DEGREE; i++)
		x = ta_idx_mul(a, x, pa(0));
	TEST(x && ta_idx_degree(x) == TA_MAX_DEGREE);
	TEST(!ta_idx_mul(a, x, pa(0)));
	TEST(!ta_idx_add(a, NULL, x) && !ta_idx_add(a, x, NULL));
	TEST(!ta_idx_mul(a, NULL, x) && !ta_idx_mul(a, x, NULL));
	TEST(!ta_idx_sub(a, NULL, x) && !ta_idx_sub(a, x, NULL));
	TEST(!ta_idx_scale(a, NULL, 2) && !ta_idx_divk(a, NULL, 2));
	TEST(!ta_idx_coef(a, NULL, 0) && !ta_idx_subst(a, NULL, 0, NULL));
	TEST(!ta_idx_without(a, NULL, 0) && !ta_idx_without_iters(a, NULL));
	TEST(!ta_idx_affine(NULL) && !ta_idx_is_const(NULL, NULL));
}

/* Division, constants, and what a polynomial uses. */
static void test_queries(void)
{
	const ta_idx *x = ta_idx_addk(a, ta_idx_scale(a, it(1), 4), 6);
	int64_t k = 0;

	TEST(prints(ta_idx_divk(a, x, 2), "2*j + 3"));
	TEST(prints(ta_idx_divk(a, x, -2), "-2*j - 3"));
	TEST(prints(ta_idx_divk(a, x, -1), "-4*j - 6"));
	TEST(!ta_idx_divk(a, x, 4) && !ta_idx_divk(a, x, 0));
	TEST(ta_idx_is_const(co(7), &k) && k == 7);
	TEST(ta_idx_is_const(co(0), &k) && k == 0);
	TEST(!ta_idx_is_const(x, &k));
	TEST(ta_idx_constant(x) == 6 && ta_idx_constant(it(0)) == 0);
	TEST(ta_idx_constant(co(0)) == 0);
	TEST(ta_idx_uses(x, 1) && !ta_idx_uses(x, 0));
	TEST(ta_idx_uses_iters(x) && !ta_idx_uses_iters(pa(0)));
	TEST(ta_idx_degree(x) == 1 && ta_idx_degree(co(3)) == 0);
	TEST(ta_idx_affine(x));
	TEST(ta_idx_affine(ta_idx_mul(a, pa(0), pa(1))));
	TEST(!ta_idx_affine(ta_idx_mul(a, it(0), pa(1))));
	TEST(!ta_idx_affine(ta_idx_mul(a, it(0), it(0))));
	TEST(!ta_idx_affine(ta_idx_mul(a, it(0), it(1))));
}

/* Coefficients, parts and substitution. */
static void test_parts(void)
{
	const ta_idx *im = ta_idx_mul(a, it(0), pa(1));
	const ta_idx *x = ta_idx_add(a, ta_idx_add(a, im, it(0)),
				     ta_idx_addk(a, pa(0), 5));
	const ta_idx *to[2] = { ta_idx_add(a, it(1), co(1)), it(0) };
	const ta_idx *hole[1] = { NULL };

	TEST(prints(x, "i*m + i + n + 5"));
	TEST(prints(ta_idx_coef(a, x, 0), "m + 1"));
	TEST(prints(ta_idx_coef(a, x, TA_PARAM0 + 1), "i"));
	TEST(prints(ta_idx_coef(a, x, 1), "0"));
	TEST(!ta_idx_coef(a, ta_idx_mul(a, it(0), it(0)), 0));
	TEST(prints(ta_idx_without(a, x, 0), "n + 5"));
	TEST(prints(ta_idx_without(a, x, TA_PARAM0), "i*m + i + 5"));
	TEST(prints(ta_idx_without_iters(a, x), "n + 5"));
	TEST(prints(ta_idx_subst(a, x, 2, to), "j*m + j + n + m + 6"));
	TEST(prints(ta_idx_subst(a, ta_idx_add(a, it(0), it(1)), 2, to),
		    "i + j + 1"));
	TEST(prints(ta_idx_subst(a, x, 1, hole), "i*m + i + n + 5"));
	TEST(prints(ta_idx_subst(a, x, 0, NULL), "i*m + i + n + 5"));
}

/* Polynomials that were not made by these functions are told apart. */
static void test_canonical(void)
{
	ta_term t[2] = { { .coef = 1, .nvars = 1, .var = { 1 } },
			 { .coef = 1, .nvars = 1, .var = { 0 } } };
	ta_idx x = { 2, t };

	TEST(!ta_idx_canonical(&x));
	t[0].var[0] = 0;
	TEST(!ta_idx_canonical(&x));
	t[1].var[0] = 1;
	TEST(ta_idx_canonical(&x));
	t[1].coef = 0;
	TEST(!ta_idx_canonical(&x));
	t[0] = (ta_term){ .coef = 1, .nvars = 2, .var = { 3, 2 } };
	x.nterms = 1;
	TEST(!ta_idx_canonical(&x));
}

/* One random test: the operations agree with evaluation. */
static void test_random(void)
{
	const ta_idx *x = random_idx(5), *y = random_idx(5), *z, *w;
	const ta_idx *to[2] = { random_idx(2), random_idx(2) };
	int64_t at[NVARS], moved[NVARS];
	int v, var = (int)unit_random(NVARS);

	for (v = 0; v < NVARS; v++)
		moved[v] = at[v] = (int64_t)unit_random(201) - 100;
	z = ta_idx_add(a, x, y);
	TEST(ta_idx_canonical(z));
	TEST(value(z, at) == value(x, at) + value(y, at));
	TEST(ta_idx_equal(z, ta_idx_add(a, y, x)));
	TEST(ta_idx_equal(x, ta_idx_sub(a, z, y)));
	z = ta_idx_mul(a, x, y);
	TEST(ta_idx_canonical(z));
	TEST(value(z, at) == value(x, at) * value(y, at));
	TEST(ta_idx_equal(z, ta_idx_mul(a, y, x)));
	z = ta_idx_coef(a, x, variable(var));
	w = ta_idx_without(a, x, variable(var));
	if (z)
		TEST(ta_idx_canonical(z) && ta_idx_canonical(w)
		     && value(z, at) * at[var] + value(w, at) == value(x, at));
	z = ta_idx_subst(a, x, 2, to);
	moved[0] = (int64_t)value(to[0], at);
	moved[1] = (int64_t)value(to[1], at);
	TEST(z && ta_idx_canonical(z) && value(z, at) == value(x, moved));
}

/* Run the tests; the status to exit with. */
int main(void)
{
	int i;

	a = ta_arena_new();
	test_arithmetic();
	test_limits();
	test_queries();
	test_parts();
	test_canonical();
	for (i = 0; i < 2000; i++)
		test_random();
	ta_arena_free(a);
	return unit_done();
}
