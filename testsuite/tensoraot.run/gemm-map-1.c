/* relu (x * w + b), forward, and the gradient of w: contractions with maps
   before and after them, panel by panel.  If this fails, a panel's map ran
   before its product was complete, or on the wrong rows.  */
#include <stdlib.h>
#include <string.h>

#define FORWARD                                                            \
	{                                                                  \
		for (int i = 0; i < n; i++)                                \
			for (int j = 0; j < m; j++)                        \
				y[i][j] = b[j];                            \
		for (int i = 0; i < n; i++)                                \
			for (int p = 0; p < k; p++)                        \
				for (int j = 0; j < m; j++)                \
					y[i][j] += x[i][p] * w[p][j];      \
		for (int i = 0; i < n; i++)                                \
			for (int j = 0; j < m; j++)                        \
				y[i][j] = y[i][j] > 0 ? y[i][j] : 0;       \
	}
#define BACKWARD                                                           \
	{                                                                  \
		for (int p = 0; p < k; p++)                                \
			for (int j = 0; j < m; j++) {                      \
				float s = 0;                               \
				for (int i = 0; i < n; i++)                \
					s += x[i][p] * y[i][j];            \
				w[p][j] -= 2 * s;                          \
			}                                                  \
	}
#define ARGS                                                               \
	int n, int m, int k, float x[n][k], float w[k][m], float b[m],     \
		float y[n][m]

__attribute__((noinline)) void forward(ARGS)
{
#pragma tensoraot kernel
	FORWARD
}
__attribute__((noinline)) void forward_check(ARGS) FORWARD
__attribute__((noinline)) void backward(ARGS)
{
	(void)b;
#pragma tensoraot kernel
	BACKWARD
}
__attribute__((noinline)) void backward_check(ARGS)
{
	(void)b;
	BACKWARD
}

enum { MAX = 200 * 300 };
static float buf[2][4][MAX];

static void fill(void)
{
	for (int a = 0; a < 4; a++)
		for (int i = 0; i < MAX; i++)
			buf[0][a][i] = buf[1][a][i] = (i * 7 + a) % 5 - 2;
}

static void run(int n, int m, int k)
{
	float(*q)[MAX] = buf[0], (*r)[MAX] = buf[1];

	fill();
	forward(n, m, k, (float(*)[k])q[0], (float(*)[m])q[1], q[2],
		(float(*)[m])q[3]);
	forward_check(n, m, k, (float(*)[k])r[0], (float(*)[m])r[1], r[2],
		      (float(*)[m])r[3]);
	if (memcmp(buf[0], buf[1], sizeof buf[0]))
		abort();
	fill();
	backward(n, m, k, (float(*)[k])q[0], (float(*)[m])q[1], q[2],
		 (float(*)[m])q[3]);
	backward_check(n, m, k, (float(*)[k])r[0], (float(*)[m])r[1], r[2],
		       (float(*)[m])r[3]);
	if (memcmp(buf[0], buf[1], sizeof buf[0]))
		abort();
}

int main(void)
{
	run(200, 300, 150);
	run(1, 300, 200);
	run(200, 1, 100);
	run(64, 64, 1);
	run(64, 64, 0);
	run(3, 2, 4);
	run(0, 10, 10);
	return 0;
}
