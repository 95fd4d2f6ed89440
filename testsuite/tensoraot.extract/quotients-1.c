/* What is left whole when an index is divided by a constant is an iterator of one
   value, of a loop around what uses it and no more.  If this fails, it is
   refused, has another value, is around too little, or is there where nothing
   needs it.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */

/* The loop that was unrolled, and its rest, but not what is before and after. */
#pragma tensoraot kernel name(rest)
void rest(int n, float *restrict y, const float *x)
{
	for (int i = 0; i < n; i++) {
		float s = 0;
		int j = i;

		for (; j + 3 < n; j += 4)
			s += x[j] + x[j + 3];
		for (; j < n; j++)
			s += x[j];
		y[i] = s;
	}
}
/* { dg-final { scan-ir {kernel rest (.*\n)*?  stmt S0 .i:0. order \(0, 0\)} } } */
/* { dg-final { scan-ir {kernel rest (.*\n)*?  stmt S1 .i:0, q:1, j:2. order \(0, 1, 0, 0\) .*\n    .0 <= i < n; 0 <= q; -i - 4\*q \+ n >= 0; i \+ 4\*q - n \+ 3 >= 0; 0 <= j < q.} } } */
/* { dg-final { scan-ir {kernel rest (.*\n)*?  stmt S2 .i:0, q:1, j:3. order \(0, 1, 1, 0\) .*\n.*; i \+ 4\*q <= j < n.} } } */
/* { dg-final { scan-ir {kernel rest (.*\n)*?  stmt S3 .i:0. order \(0, 2\)} } } */

/* The same quotient in three ways is one. */
#pragma tensoraot kernel name(ways)
void ways(int n, float *restrict y, const float *x)
{
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < i / 8 * 8; j++)
			y[j] += x[i];
		for (int j = (i & ~7); j < i; j++)
			y[j] -= x[i - i % 8];
	}
}
/* { dg-final { scan-ir {kernel ways (.*\n)*?  stmt S0 .i:0, q:1, j:2. .*\n    .0 <= i < n; 0 <= q; i - 8\*q >= 0; -i \+ 8\*q \+ 7 >= 0; 0 <= j < 8\*q.} } } */
/* { dg-final { scan-ir {kernel ways (.*\n)*?  stmt S1 .i:0, q:1, j:3. .*\n.*; 8\*q <= j < i.\n    y.j. = sub \(y.j., x.8\*q.\)} } } */

/* What may be negative is rounded up by C, and that is no quotient here. */
#pragma tensoraot kernel name(negative)
void negative(int n, float *restrict y, const float *x)
{
	for (int i = 0; i < n; i++)
		for (int j = (i - 5) / 4; j < i; j++)
			y[j + 9] += x[i];
}
/* { dg-final { scan-ir {kernel negative (.*\n)*?  stmt S0 .j2:0.} } } */
