/* Numbers in groups of one scale each: where the size of a group is a parameter, the
   loop over groups makes n / size trips, and which group it is, is affine where n is a
   multiple of the size, as guards say.  If this fails, such a product is left as
   written, or a guard is missing.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */
#include <stdint.h>

#pragma tensoraot kernel name(sized)
void sized(int n, int m, int size, float *restrict y, const int8_t *x,
	   const int8_t *w, const float *s, const float *t)
{
	for (int i = 0; i < m; i++)
		for (int j = 0; j <= n - size; j += size) {
			int sum = 0;

			for (int k = 0; k < size; k++)
				sum += x[j + k] * w[i * n + j + k];
			y[i] += (float)sum * s[(i * n + j) / size] * t[j / size];
		}
}
/* { dg-final { scan-ir {kernel sized (.*\n)*?    .0 <= i < m; 0 <= j < v; 0 <= k < size.\n} } } */
/* { dg-final { scan-ir {kernel sized (.*\n)*?    y.i. = add .*s.i\*v \+ j..*t.j.} } } */
/* { dg-final { scan-ir {kernel sized (.*\n)*?  guard ge0 .size - 1.} } } */
/* { dg-final { scan-ir {kernel sized (.*\n)*?  guard ge0 .-size\*v \+ n. .*is a multiple} } } */
/* { dg-final { scan-ir {kernel sized (.*\n)*?  guard ge0 .size\*v - n. .*is a multiple} } } */

/* Of a size that is known, and a shift. */
#pragma tensoraot kernel name(known)
void known(int n, int m, float *restrict y, const float *s)
{
	for (int i = 0; i < m; i++)
		for (int j = 0; j <= n - 32; j += 32)
			y[i] += s[(i * n + j) >> 5];
}
/* { dg-final { scan-ir {kernel known (.*\n)*?.*s.i\*v \+ j.} } } */

/* No multiple: j counts by 1, and 3 is left over. */
#pragma tensoraot kernel name(ones)
void ones(int n, int m, int size, float *restrict y, const float *restrict s)
{
	for (int i = 0; i < m; i++)
		for (int j = 0; j < n; j++)
			y[i] += s[(i * n + j) / size];
}

#pragma tensoraot kernel name(beyond)
void beyond(int n, int m, int size, float *restrict y, const float *restrict s)
{
	for (int i = 0; i < m; i++)
		for (int j = 0; j <= n - size; j += size)
			y[i] += s[(i * n + j + 3) / size];
}
/* { dg-final { scan-ir-not {kernel beyond (.*\n)*?.*s.i\*v \+ j.} } } */
