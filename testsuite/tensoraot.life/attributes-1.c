/* Attributes of the function that a kernel is in: sections, aliases, weak
   symbols, resolvers, constructors, options of its own.  If this fails, the
   kernel is not found, in the wrong place, or not what is called.  */
/* { dg-do run { target x86_64-*-* } } */
#include "life.h"

enum { N = 100000 };
static float x[N], y[N], early[N];

#define KERNEL(attributes, name, by)                                       \
	attributes void name(int n, float *restrict a,                     \
			     const float *restrict b)                      \
	{                                                                  \
		_Pragma("tensoraot kernel require(lowered)")               \
		for (int i = 0; i < n; i++)                                \
			a[i] = b[i] * by + 1;                              \
	}

KERNEL(__attribute__((section(".text.fast"), noinline)), in_section, 2)
KERNEL(__attribute__((weak)), is_weak, 3)
KERNEL(static __attribute__((used, noinline)), aliased, 4)
KERNEL(__attribute__((optimize("O3"))), optimised, 5)
KERNEL(__attribute__((cold, noclone)), is_cold, 6)
KERNEL(__attribute__((hot, nothrow)), is_hot, 7)
KERNEL(__attribute__((visibility("hidden"))), is_hidden, 8)
KERNEL(__attribute__((no_instrument_function)), not_instrumented, 9)
KERNEL(__attribute__((no_sanitize("address", "undefined"))), unwatched, 10)
KERNEL(__attribute__((no_stack_protector)), unprotected, 11)
KERNEL(__attribute__((zero_call_used_regs("all"))), zeroes, 12)
KERNEL(__attribute__((patchable_function_entry(4, 2))), patchable, 13)
KERNEL(__attribute__((aligned(64))), is_aligned, 14)
KERNEL(__attribute__((force_align_arg_pointer)), realigns, 15)
KERNEL(__attribute__((ms_abi)), for_windows, 16)
KERNEL(__attribute__((stack_protect)), protected, 17)
KERNEL(__attribute__((noipa)), by_itself, 18)
KERNEL(__attribute__((externally_visible)), visible, 19)
KERNEL(__attribute__((returns_twice)), twice, 20)

void alias(int n, float *restrict a, const float *restrict b)
	__attribute__((alias("aliased")));

static void (*resolve(void))(int, float *, const float *)
{
	return aliased;
}

void resolved(int n, float *a, const float *b)
	__attribute__((ifunc("resolve")));

/* -O0 for one function in a file that is optimised. */
__attribute__((optimize("O0"), noinline)) void
not_optimised(int n, float *restrict a, const float *restrict b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[OPTIMIZE_0\]} } */
		a[i] = b[i] * 2 + 1;
}

__attribute__((constructor)) static void before_main(void)
{
#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < N; i++)
		early[i] = early[i] + 3;
}

__attribute__((pure, noinline)) float is_pure(int n, const float *a)
{
	float s = 0;

#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++)
		s += a[i];
	return s;
}

__attribute__((flatten)) static void
flat(int n, float *restrict a, const float *restrict b)
{
	is_cold(n, a, b);
	is_pure(n, b);
	alias(n, a, b);
}

typedef void kernel(int, float *, const float *);

static void check(kernel *k, float by)
{
	for (int i = 0; i < N; i++)
		y[i] = -1;
	k(N, y, x);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == x[i] * by + 1);
}

int main(void)
{
	float s = 0;

	for (int i = 0; i < N; i++) {
		CHECK(early[i] == 3);
		s += x[i] = DATA(i, 1);
	}
	check(in_section, 2);
	check(is_weak, 3);
	check(alias, 4);
	check(resolved, 4);
	check(flat, 4);
	check(optimised, 5);
	check(is_cold, 6);
	check(is_hot, 7);
	check(is_hidden, 8);
	check(not_instrumented, 9);
	check(unwatched, 10);
	check(unprotected, 11);
	check(zeroes, 12);
	check(patchable, 13);
	check(is_aligned, 14);
	check(realigns, 15);
	for_windows(N, y, x);
	CHECK(y[77] == x[77] * 16 + 1);
	check(protected, 17);
	check(by_itself, 18);
	check(visible, 19);
	check(twice, 20);
	check(not_optimised, 2);
	CHECK(is_pure(N, x) == s);
	return 0;
}
