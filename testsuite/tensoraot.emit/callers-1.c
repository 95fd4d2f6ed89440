/* A function that is always called with the same sizes has a kernel for these: they are
   known where it is planned.  Not so where one of two calls has another size, where others
   may call the function, or where that is forbidden.  If this fails, a kernel asks for its
   sizes, which the compiler would have put in their places without it; or it is made for
   such as it is not called with, which callers-1 of the tests that run would tell.  */
/* { dg-do compile } */
/* { dg-options "-O2 -fplugin-arg-tensoraot-ir=callers-1.ta" } */
/* { dg-final { scan-file callers-1.ta {kernel one loc \d+ \x7b\s+param n : i32 value 300 always} } } */
/* { dg-final { scan-file callers-1.ta {kernel half loc \d+ \x7b\s+param n : i32 value 150 always} } } */
/* { dg-final { scan-file callers-1.ta {kernel two loc \d+ \x7b\s+param n : i32 handle} } } */
/* { dg-final { scan-file callers-1.ta {kernel other loc \d+ \x7b\s+param n : i32 handle} } } */
/* { dg-final { scan-file callers-1.ta {kernel kept loc \d+ \x7b\s+param n : i32 handle} } } */

#define KERNEL(name)                                                           \
	name(int n, double *restrict x)                                        \
	{                                                                      \
		_Pragma("tensoraot kernel")                                    \
		for (int i = 0; i < n; i++)                                    \
			x[i] = x[i] * 3 + i;                                   \
	}

static void KERNEL(one)
static void KERNEL(half)
static void KERNEL(two)
void KERNEL(other)
static __attribute__((noipa)) void KERNEL(kept)

static void on(int n, double *x)
{
	half(n / 2, x);
}

void use(double *x)
{
	one(300, x);
	one(300, x + 400);
	on(300, x);
	two(300, x);
	two(301, x);
	other(300, x);
	kept(300, x);
}
