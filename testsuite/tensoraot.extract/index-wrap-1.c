/* What may wrap around is left to a guard, what cannot is not.  If this
   fails, an index that wraps in C is taken for one that does not, or a loop
   needs a guard that is never false.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */

#pragma tensoraot kernel name(plain)
void plain(unsigned n, int m, float *y)
{
	for (unsigned i = 0; i < n; i++)
		y[i] = 1;
	for (short j = 0; j < 100; j++)
		y[j] = 1;
	for (int i = 0; i < m; i++)
		y[i * m] = 1;
}
/* { dg-final { scan-ir-not {kernel plain (.*\n)*?  guard (.*\n)*?kernel inner} } } */

#pragma tensoraot kernel name(inner)
void inner(unsigned n, unsigned m, unsigned ld, float *y)
{
	for (unsigned i = 0; i < n; i++)
		for (unsigned j = 0; j < m; j++)
			y[i * ld + j] = 2;
}
/* { dg-final { scan-ir {guard ge0 .-n\*ld - m \+ ld \+ 4294967296.} } } */

#pragma tensoraot kernel name(less)
void less(unsigned n, float *y)
{
	for (unsigned i = 0; i < n - 2; i++)
		y[i] = 3;
}
/* { dg-final { scan-ir {guard ge0 .n - 2.} } } */

#pragma tensoraot kernel name(size)
void size(unsigned long n, float *y)
{
	for (unsigned long i = 0; i < n; i++)
		y[i] = 4;
}
/* { dg-final { scan-ir {guard ge0 .n.} } } */

#pragma tensoraot kernel name(narrow)
void narrow(int n, float *y)
{
	for (unsigned char i = 0; i < n; i++)
		y[i] = 5;
}
/* { dg-final { scan-ir {guard ge0 .-n \+ 255.} } } */

#pragma tensoraot kernel name(upto)
void upto(unsigned n, float *y)
{
	for (unsigned i = 0; i <= n; i++)
		y[i] = 6;
}
/* { dg-final { scan-ir {guard ge0 .-n \+ 4294967294.} } } */
