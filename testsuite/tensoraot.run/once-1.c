/* A matrix whose rows and columns are summed is read once, a few rows at a time, in
   chunks that are added up apart: if this fails, rows at the end of a panel or a
   chunk are left out, or taken twice, or one product sees what the other has not
   made yet.  All numbers are small and whole, so that any order is exact.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <stdlib.h>

enum { N = 1030, M = 1030 };

#define KERNELS(name, ...)                                                   \
	__attribute__((noipa)) static void name##_atax(ARGUMENTS)            \
	{                                                                    \
		__VA_ARGS__                                                  \
		for (int i = 0; i < n; i++) {                                \
			t[i] = 0;                                            \
			for (int j = 0; j < m; j++)                          \
				t[i] += a[i][j] * x[j];                      \
			for (int j = 0; j < m; j++)                          \
				y[j] -= a[i][j] * t[i];                      \
		}                                                            \
	}                                                                    \
	__attribute__((noipa)) static void name##_bicg(ARGUMENTS)            \
	{                                                                    \
		__VA_ARGS__                                                  \
		for (int i = 0; i < n; i++)                                  \
			for (int j = 0; j < m; j++) {                        \
				y[j] += a[i][j] * r[i] * 2;                  \
				t[i] += a[i][j] * x[j];                      \
			}                                                    \
	}                                                                    \
	__attribute__((noipa)) static void name##_change(ARGUMENTS)          \
	{                                                                    \
		__VA_ARGS__                                                  \
		{                                                            \
			for (int i = 0; i < n; i++)                          \
				for (int j = 0; j < m; j++)                  \
					a[i][j] += r[i] * x[j];              \
			for (int j = 0; j < m; j++) {                        \
				y[j] = 0;                                    \
				for (int i = 0; i < n; i++)                  \
					y[j] += a[i][j] * t[i];              \
			}                                                    \
		}                                                            \
	}

#define ARGUMENTS int n, int m, float (*restrict a)[M], const float *restrict x, \
	float *restrict y, float *restrict t, const float *restrict r

KERNELS(kernel, _Pragma("tensoraot kernel"))
KERNELS(serial, _Pragma("tensoraot kernel serial"))
KERNELS(plain, )

typedef void run(ARGUMENTS);

static run *const runs[3][3] = {
	{ plain_atax, kernel_atax, serial_atax },
	{ plain_bicg, kernel_bicg, serial_bicg },
	{ plain_change, kernel_change, serial_change },
};

static float a[3][N][M], x[M], y[3][M], t[3][N], r[N];

/* Set all that the kernels work on, for each of the three.  */
static void fill(void)
{
	for (int k = 0; k < 3; k++) {
		for (int i = 0; i < N; i++) {
			for (int j = 0; j < M; j++)
				a[k][i][j] = (i * 7 + j * 3) % 5 - 2;
			t[k][i] = i % 3;
			r[i] = i % 4 - 1;
		}
		for (int j = 0; j < M; j++) {
			y[k][j] = j % 4;
			x[j] = j % 3 - 1;
		}
	}
}

int main(void)
{
	static const int ns[] = { 0, 1, 3, 4, 7, 255, 256, 261, 1023 };
	static const int ms[] = { 0, 1, 31, 32, 33, 600, 1025 };

	for (int which = 0; which < 3; which++)
		for (unsigned i = 0; i < sizeof ns / sizeof *ns; i++)
			for (unsigned j = 0; j < sizeof ms / sizeof *ms; j++) {
				fill();
				for (int k = 0; k < 3; k++)
					runs[which][k](ns[i], ms[j], a[k], x,
						       y[k], t[k], r);
				for (int k = 1; k < 3; k++) {
					for (int l = 0; l < M; l++)
						if (y[k][l] != y[0][l])
							abort();
					for (int l = 0; l < N; l++)
						if (t[k][l] != t[0][l])
							abort();
				}
			}
	return 0;
}
