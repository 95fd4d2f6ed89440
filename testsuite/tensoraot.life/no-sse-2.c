/* The same with no registers but the general ones.  If this fails, a file of a
   kernel or an interrupt handler does not compile with the plugin.  */
/* { dg-do compile { target x86_64-*-* } } */
/* { dg-additional-options "-mgeneral-regs-only" } */
void ints(int n, int *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[TARGET\]} } */
		a[i] = a[i] * 2 + 1;
}
