/* Memory that is read and written as one type and then written as another:
   the stores stay in order, whatever their types.  If this fails, arrays of
   different types are taken for apart.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>
#include <string.h>

__attribute__((noinline)) void both(unsigned *p, float *q, int n)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		p[1] = p[1] + 1;
		q[i] = i;
	}
}

__attribute__((noinline)) void apart(unsigned *p, float *q, int n)
{
#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++)
			p[i] = 7;
		for (int i = 0; i < n; i++)
			q[n - 1 - i] = i;
	}
}

int main(void)
{
	enum { N = 64 };
	void *room = calloc(N, 4);
	float f, want;

	both(room, room, 2);
	memcpy(&f, (char *)room + 4, 4);
	if (f != 1)
		abort();
	apart(room, room, N);
	for (int i = 0; i < N; i++) {
		memcpy(&f, (char *)room + 4 * i, 4);
		want = N - 1 - i;
		if (f != want)
			abort();
	}
	free(room);
	return 0;
}
