/* The kernels of a test as functions, and its main: see reroll.h. */
KERNELS(kernel, _Pragma("tensoraot kernel"))
KERNELS(strict, _Pragma("tensoraot kernel fp(strict)"))
KERNELS(plain, )

#define ROW(name) { plain_##name, kernel_##name, strict_##name },

typedef void run(ARGUMENTS);

static run *const runs[][3] = { ALL(ROW) };

static float a[MAX][MAX], b[MAX][MAX], c[3][MAX][MAX], x[MAX], y[3][MAX];

static void fill(void)
{
	for (int i = 0; i < MAX; i++)
		for (int j = 0; j < MAX; j++) {
			a[i][j] = (float)((i * 7 + j * 3) % 5 - 2);
			b[i][j] = (float)((i * 5 + j * 11) % 7 - 3);
			x[j] = (float)(j % 6 - 2);
			for (int k = 0; k < 3; k++) {
				c[k][i][j] = (float)((i + j) % 3);
				y[k][j] = (float)(j % 3);
			}
		}
}

static void compare(int k)
{
	for (int i = 0; i < MAX; i++) {
		if (y[k][i] != y[0][i])
			abort();
		for (int j = 0; j < MAX; j++)
			if (c[k][i][j] != c[0][i][j])
				abort();
	}
}

int main(void)
{
	static const int size[] = { -5, -1, 0, 1, 2, 3, 4, 5, 8, 15, 16, 17,
				    70 };
	enum { SIZES = sizeof size / sizeof *size };

	for (unsigned w = 0; w < sizeof runs / sizeof *runs; w++)
		for (int s = 0; s < SIZES * SIZES; s++) {
			int n = size[s / SIZES], l = size[s % SIZES];

			fill();
			for (int k = 0; k < 3; k++)
				runs[w][k](n, size[(s * 7 + 3) % SIZES], l,
					   c[k], a, b, y[k], x);
			for (int k = 1; k < 3; k++)
				compare(k);
		}
	return 0;
}
