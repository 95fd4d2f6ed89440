/* Elements in front of the pointer are looked up, as a byte with a sign says: what is
   stored there is met by the guard, or nothing is lowered.  If this fails, a byte made
   of one without a sign is taken for a number from 0 on.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include "path.h"

__attribute__((noipa)) void before(int n, float *y, const float *x,
				   const unsigned char *index)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		y[i] = x[(signed char)index[i]] + 1;
}

__attribute__((noipa)) void after(int n, float *y, const float *x,
				  const unsigned char *index)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		y[i] = x[(signed char)(index[i] & 127)] + 1;
}

int main(void)
{
	float a[128 + 256] = { 0 }, want[128 + 256] = { 0 };
	unsigned char index[64];
	int i;

	for (i = 0; i < 64; i++)
		index[i] = (unsigned char)(128 + i / 2);
	for (i = 0; i < 64; i++)
		want[i] = want[128 + (signed char)index[i]] + 1;
	before(64, a, a + 128, index);
	went(ANY);
	for (i = 0; i < 128 + 256; i++)
		if (a[i] != want[i])
			return 1;
	after(64, a, a + 128, index);
	went(LOWERED);
	for (i = 0; i < 64; i++)
		if (a[i] != 1)
			return 2;
	after(64, a + 130, a + 128, index);
	went(GUARD);
	return 0;
}
