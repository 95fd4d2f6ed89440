/* A loop whose trips data say reads an array that is a member of a structure, of what a
   pointer points to or of a variable, by its index or by a pointer into it, while the
   kernel writes that array, or another one of the structure.  If this fails, the loop
   sees the array as it was before the kernel, and ends elsewhere.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <string.h>

#include "path.h"

enum { SIZE = 64 };

struct table {
	int first;
	float data[SIZE], other[SIZE];
};

static struct table variable;

#define FIND(name, clauses, object, change)                                    \
	static __attribute__((noipa)) void name(int n, struct table *t,        \
						const float *x)                \
	{                                                                      \
		const float *q = t->data;                                      \
                                                                               \
		clauses for (int i = 0; i < n; i++)                            \
		{                                                              \
			int k = 0;                                             \
                                                                               \
			while (k < SIZE - 1 && (object) < x[i])                \
				k++;                                           \
			change;                                                \
		}                                                              \
	}

#define KERNEL _Pragma("tensoraot kernel fp(reassociate) disjoint")
#define BOTH(name, object, change)                                             \
	FIND(plain_##name, , object, change)                                   \
	FIND(name, KERNEL, object, change)

BOTH(total, t->data[k], t->data[1] += (float)k)
BOTH(element, t->data[k], t->data[i] = (float)k)
BOTH(global, variable.data[k], variable.data[1] += (float)k)
BOTH(moving, q[k], t->data[1] += (float)k)
BOTH(another, t->data[k], t->other[i] = (float)k)
BOTH(sum, t->data[k], t->other[1] += (float)k)

static int wrong(void plain(int, struct table *, const float *),
		 void kernel(int, struct table *, const float *))
{
	struct table a = {0}, b, both[2];
	float x[SIZE];
	int i;

	for (i = 0; i < SIZE; i++) {
		a.data[i] = (float)(i * 3);
		x[i] = (float)(i * 37 % 64 * 3 - 1);
	}
	b = a;
	variable = a;
	plain(SIZE - 1, &a, x);
	both[0] = variable;
	variable = b;
	kernel(SIZE - 1, &b, x);
	both[1] = variable;
	return memcmp(&a, &b, sizeof(a)) ||
	       memcmp(&both[0], &both[1], sizeof(a));
}

#define TRY(name)                                                              \
	if (wrong(plain_##name, name))                                         \
	return __LINE__

int main(void)
{
	TRY(total);
	TRY(element);
	TRY(global);
	TRY(moving);
	TRY(another);
#ifdef __OPTIMIZE__
	went(LOWERED);
#endif
	TRY(sum);
	return 0;
}
