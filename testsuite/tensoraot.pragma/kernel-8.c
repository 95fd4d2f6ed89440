/* Kernels in statement expressions, nested functions and goto loops, and the
   names of other languages' constructs. */
/* { dg-do compile } */
/* { dg-options "-O1 -Wall -Wextra" } */

float f(int n, float *b, int kernel, int shape)
{
	float s = ({
		float t = 0;
#pragma tensoraot kernel shape (b[n + kernel - shape])
		for (int i = 0; i < n; i++)
			t += b[i];
		t;
	});
	void nested(int k)
	{
#pragma tensoraot kernel shape (b[n])
		for (int i = 0; i < n; i++)
			b[i] = k;
	}
	int i = 0;

	nested(3);
#pragma tensoraot kernel
	if (n) {
again:
		b[i++] = s;
		if (i < n)
			goto again;
	}
	return s;
}
