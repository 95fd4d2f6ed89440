/* A kernel in a body without braces belongs to that body: were it the body
   alone, the loop would run whatever the condition. */
/* { dg-do run } */

#pragma GCC optimize "O1"
float a[8];

__attribute__((noinline)) void f(int n)
{
	if (n > 100)
#pragma tensoraot kernel
		for (int i = 0; i < 8; i++)
			a[i] = 1;
	if (n > 100)
#pragma tensoraot push fp (strict)
		a[0] = 2;
#pragma tensoraot pop
	for (int k = 0; k < 2; k++)
#pragma tensoraot off
		a[1] += 1;
}

int main(void)
{
	f(3);
	if (a[0] != 0 || a[1] != 2 || a[7] != 0)
		__builtin_abort();
	return 0;
}
