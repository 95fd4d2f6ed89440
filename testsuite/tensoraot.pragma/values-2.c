/* No marker survives the pass, at any level: nobody defines them. */
/* { dg-do compile } */
/* { dg-options "-O0 -g" } */

void f(int n, float *a)
{
#pragma tensoraot kernel shape(a[n])
	for (int i = 0; i < n; i++)
		a[i] = 0;
#pragma tensoraot off
	for (int i = 0; i < n; i++)
		a[i] = 1;
}

#pragma tensoraot kernel shape(a[n])
__attribute__((always_inline)) static inline void g(int n, float *a)
{
	for (int i = 0; i < n; i++)
		a[i] = 0;
}

void h(int n, float *a)
{
	g(n, a);
	g(n + 1, a);
}
/* { dg-final { scan-assembler-not "__tensoraot_" } } */
