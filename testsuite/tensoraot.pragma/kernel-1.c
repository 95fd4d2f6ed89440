/* Every place where a kernel may stand, without a warning: before loops of all
   kinds, blocks, what contains a loop, and bodies without braces. */
/* { dg-do compile } */
/* { dg-options "-O1 -g -Wall -Wextra -pedantic" } */

#pragma tensoraot kernel
static inline void on_function(int n, float *a)
{
	for (int i = 0; i < n; i++)
		a[i] = 0;
}

void statements(int n, float *a)
{
	int i = 0, m = n;

#pragma tensoraot kernel
	for (i = 0; i < n; i++)
		a[i] = 1;
#pragma tensoraot kernel
	{
		for (i = 0; i < n; i++)
			a[i] = 2;
		for (i = 0; i < n; i++)
			a[i] += 2;
	}
#pragma tensoraot kernel
	while (m--)
		a[m] = 3;
#pragma tensoraot kernel
	do
		a[++m] = 4;
	while (m < n);
	if (n > 3)
#pragma tensoraot kernel
		for (i = 0; i < n; i++)
			a[i] = 5;
	else
#pragma tensoraot kernel
		for (i = 0; i < n; i++)
			a[i] = 6;
	while (--n)
#pragma tensoraot kernel
		for (i = 0; i < n; i++)
			a[i] = 7;
	switch (m) {
	case 1:
#pragma tensoraot kernel
		for (i = 0; i < n; i++)
			a[i] = 8;
		break;
	default:
#pragma tensoraot kernel
		if (n)
			for (i = 0; i < n; i++)
				a[i] = 9;
	}
	goto end;
end:
#pragma tensoraot kernel
	for (i = 0; i < n; i++)
		a[i] = 10;
	on_function(n, a);
}

#pragma tensoraot kernel
__attribute__((noinline)) void attributes(int n, float *a)
{
	for (int i = 0; i < n; i++)
		a[i] = 0;
}
