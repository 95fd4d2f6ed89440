/* Every way that a function can be inline: with a definition elsewhere, with
   none, always, never, and the same kernel inlined in several places.  If this
   fails, a kernel is copied with its marks, or is not there when a call is
   made after all.  */
/* { dg-do run } */
#include "life.h"

enum { N = 5000 };
static float y[N];

static inline __attribute__((always_inline)) void always(int n, float *a,
							 float f)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		a[i] = a[i] * f + 1;
}

static inline void maybe(int n, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		a[i] = a[i] * 2 + 1;
}

/* C99: an external definition comes below. */
inline void external(int n, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		a[i] = a[i] * 2 + 3;
}
extern inline void external(int n, float *a);

/* GNU: the definition below is another, which is what is called if the call
   is not inlined. */
extern inline __attribute__((gnu_inline, always_inline)) void
two_bodies(int n, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		a[i] = a[i] * 2 + 5;
}

NOINLINE static void use_two_bodies(int n, float *a)
{
	two_bodies(n, a);
}

static void once(int n, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		a[i] = a[i] + 7;
}

/* Never called: nothing of it is left, no warning either. */
static inline void never(int n, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		a[i] = a[i] + 9;
}

/* Through a pointer as well. */
static void (*volatile pointer)(int, float *) = maybe;

int main(void)
{
	always(N, y, 3);
	always(N, y, 5);
	always(N, y, -1);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == -5);
	maybe(N, y);
	pointer(N, y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == -17);
	external(N, y);
	use_two_bodies(N, y);
	once(N, y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == -50);
	return 0;
}
