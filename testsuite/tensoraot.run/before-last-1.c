/* What a loop that is tested at its end carries is used after it as it was
   before the last step: by what follows, by a second loop that starts from it,
   by a loop around it.  The compiler does so by itself where it compares with
   half of what the source says.  If this fails, a value one step too far is
   passed out.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>

__attribute__((noinline)) unsigned out(int n)
{
	unsigned v = 1, old;
#pragma tensoraot kernel
	do {
		old = v;
		v = v * 3 + 1;
	} while (--n);
	return old;
}

__attribute__((noinline)) int half(int n)
{
	unsigned v = 1;
#pragma tensoraot kernel
	do
		v += v;
	while (--n);
	return v == 32;
}

__attribute__((noinline)) unsigned second(int n, int m)
{
	unsigned v = 1, w, old;
#pragma tensoraot kernel
	{
		do {
			old = v;
			v = v * 3 + 1;
		} while (--n);
		w = old;
		do
			w = w * 5 + 1;
		while (--m);
	}
	return w;
}

__attribute__((noinline)) unsigned around(int k, int n)
{
	unsigned v = 1, old;
#pragma tensoraot kernel
	for (int j = 0; j < k; j++) {
		int i = 0;

		do {
			old = v;
			v = v * 3 + 1;
		} while (++i < n);
		v = old;
	}
	return v;
}

int main(void)
{
	/* 1 4 13 40 121 364 */
	if (out(1) != 1 || out(2) != 4 || out(5) != 121)
		abort();
	if (half(4) || !half(5) || half(6))
		abort();
	if (second(1, 1) != 6 || second(3, 2) != (13 * 5 + 1) * 5 + 1)
		abort();
	if (around(1, 3) != 13 || around(2, 2) != 13 || around(3, 2) != 40)
		abort();
	return 0;
}
