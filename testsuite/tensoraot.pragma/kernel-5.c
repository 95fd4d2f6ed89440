/* Kernels do not nest, in a block or in a function, nor are they inside of
   what is off. */
/* { dg-do compile } */

void f(int n, float *a)
{
#pragma tensoraot kernel	/* { dg-note "19:the outer kernel begins here" } */
	for (int i = 0; i < n; i++) {
#pragma tensoraot kernel	/* { dg-error "19:'kernel' inside a kernel" } */
		for (int j = 0; j < n; j++)
			a[i * n + j] = 0;
	}
#pragma tensoraot off		/* { dg-note "switched off here" } */
	for (int i = 0; i < n; i++) {
#pragma tensoraot kernel	/* { dg-error "'kernel' inside a statement that is off" } */
		for (int j = 0; j < n; j++)
			a[i * n + j] = 0;
	}
}

#pragma tensoraot kernel	/* { dg-note "the outer kernel begins here" } */
void g(int n, float *a)
{
#pragma tensoraot kernel	/* { dg-error "'kernel' inside a kernel" } */
	for (int i = 0; i < n; i++)
		a[i] = 0;
}

void h(int n, float *a)
{
#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++)
			a[i] = 0;
#pragma tensoraot off
		for (int i = 0; i < n; i++)
			a[i] += 1;
	}
}
