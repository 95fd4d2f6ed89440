/* An array that is a member of a structure is looked up where it is written: nothing is
   kept apart from itself, whatever a clause says.  If this fails, elements are taken
   from before a store that changes them. */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include "path.h"

struct table {
	int first;
	float data[65], other[64];
};

__attribute__((noipa)) void same(int n, struct table *t, const int *index)
{
#pragma tensoraot kernel disjoint
	for (int i = 0; i < n; i++)
		t->data[i + 1] = t->data[index[i] & 63] + 1;
}

__attribute__((noipa)) void next(int n, struct table *t, const int *index)
{
#pragma tensoraot kernel disjoint
	for (int i = 0; i < n; i++)
		t->other[i] = t->data[index[i] & 63] * i;
}

int main(void)
{
	struct table t = { 0 };
	float want[65];
	int index[64], i;

	for (i = 0; i < 65; i++)
		want[i] = t.data[i] = (float)(i + 1);
	for (i = 0; i < 64; i++)
		index[i] = i & ~1;
	for (i = 0; i < 64; i++)
		want[i + 1] = want[index[i] & 63] + 1;
	same(64, &t, index);
	for (i = 0; i < 65; i++)
		if (t.data[i] != want[i])
			return 1;
	went(ANY);
	next(64, &t, index);
	went(LOWERED);
	for (i = 0; i < 64; i++)
		if (t.other[i] != want[index[i] & 63] * i)
			return 2;
	return 0;
}
