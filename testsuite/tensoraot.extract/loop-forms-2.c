/* Loops that count down, by steps, in a variable that counts something else,
   or up to an end pointer.  If this fails, such a loop is refused or its
   accesses are at other places than C's.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */

#pragma tensoraot kernel name(down)
void down(int n, float *y)
{
	for (int i = n - 1; i >= 0; i--)
		y[i] = 1;
}
/* { dg-final { scan-ir {kernel down (.*\n)*?    .0 <= i < n.\n    y.-i \+ n - 1. = 1:f32} } } */

#pragma tensoraot kernel name(countdown)
void countdown(unsigned n, float *y)
{
	for (unsigned i = n; i-- > 0;)
		y[i] = 2;
}
/* { dg-final { scan-ir {    .0 <= i < n.\n    y.-i \+ n - 1. = 2:f32} } } */

#pragma tensoraot kernel name(step)
void step(int n, float *y)
{
	for (int i = 1; i < n; i += 3)
		y[i] = 3;
}
/* { dg-final { scan-ir {    y.3\*i \+ 1. = 3:f32} } } */

#pragma tensoraot kernel name(triangle)
void triangle(int n, float *y)
{
	for (int i = 0; i < n; i++)
		for (int j = i; j < n; j++)
			y[i * n + j] = 4;
}
/* { dg-final { scan-ir {    .0 <= i < n; i <= j < n.\n    y.i\*n \+ j. = 4:f32} } } */

#pragma tensoraot kernel name(count)
void count(int n, float *y, const float *x)
{
	while (n--)
		*y++ = *x++;
}
/* { dg-final { scan-ir {guard ge0 .n.} } } */

#pragma tensoraot kernel name(end)
void end(float *p, float *e)
{
	for (; p != e; p++)
		*p = 5;
}
/* { dg-final { scan-ir {    .0 <= p[0-9]* < count.\n    p.p[0-9]*. = 5:f32} } } */

#pragma tensoraot kernel name(tiles)
void tiles(int n, float *y)
{
	for (int i = 0; i < n; i += 8) {
		int e = i + 8 < n ? i + 8 : n;

		for (int j = i; j < e; j++)
			y[j] = 6;
	}
}
/* { dg-final { scan-ir {8\*i <= j < 8\*i \+ 8; j < n.\n    y.j. = 6:f32} } } */
