/* Members that stand behind an array of variable size: their place depends on
   the size, for elements and for single values.  If this fails, a kernel writes
   where the member would be if the array before it had no elements.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>

__attribute__((noinline)) int after(int size)
{
	struct {
		short a[size];
		int b[size];
		int by;
	} s;
	int sum = 0;

	s.by = 3;
#pragma tensoraot kernel
	for (int i = 0; i < size; i++)
		s.a[i] = 7;
#pragma tensoraot kernel
	for (int i = 0; i < size; i++)
		s.b[i] = i * s.by;
#pragma tensoraot kernel
	for (int i = 0; i < size; i++)
		sum += s.a[i] + s.b[i];
	return sum;
}

int main(void)
{
	for (int n = 1; n < 40; n++)
		if (after(n) != 7 * n + 3 * n * (n - 1) / 2)
			abort();
	return 0;
}
