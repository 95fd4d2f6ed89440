/* The kernels of a test as functions, and its main: as reroll-main.h, with data
   on which each of them comes to something else than the product of the
   matrices would, which is tested too.  */
KERNELS(kernel, _Pragma("tensoraot kernel"))
KERNELS(strict, _Pragma("tensoraot kernel fp(strict)"))
KERNELS(plain, )

KERNEL(product, added, , FOR(i, n) FOR(j, m) FOR(k, l)
       c[i][j] += a[i][k] * b[k][j];)
KERNEL(product, set, , FOR(i, n) FOR(j, m) {
	float s = 0;
	FOR(k, l) s += a[i][k] * b[k][j];
	c[i][j] = s;
})
KERNEL(product, vector, , FOR(i, n) {
	float s = 0;
	FOR(k, l) s += a[i][k] * x[k];
	y[i] = s;
})

#define ROW(name) { plain_##name, kernel_##name, strict_##name },

typedef void run(ARGUMENTS);

static run *const runs[][3] = { ALL(ROW) };
static run *const products[] = { product_added, product_set, product_vector };

enum { MOST = 67 };
static float a[MAX][MAX], b[MAX][MAX], c[3][MAX][MAX], x[MAX], y[3][MAX];

static void fill(void)
{
	for (int i = 0; i < MAX; i++)
		for (int j = 0; j < MAX; j++) {
			a[i][j] = (float)((i * 7 + j * 3) % 5 - 1);
			b[i][j] = (float)((i * 5 + j * 11) % 7 - 2);
			x[j] = (float)(j % 6 - 2);
			for (int k = 0; k < 3; k++) {
				c[k][i][j] = (float)((i + j) % 3);
				y[k][j] = (float)(j % 3);
			}
		}
}

/* Has run "k" come to something else than the first one?  */
static int differs(int k)
{
	for (int i = 0; i < MAX; i++) {
		if (y[k][i] != y[0][i])
			return 1;
		for (int j = 0; j < MAX; j++)
			if (c[k][i][j] != c[0][i][j])
				return 1;
	}
	return 0;
}

int main(void)
{
	static const int size[] = { -5, 0, 1, 2, 7, 16, 33, MOST };
	enum { SIZES = sizeof size / sizeof *size };

	for (unsigned w = 0; w < sizeof runs / sizeof *runs; w++) {
		for (int s = 0; s < SIZES * SIZES; s++) {
			int n = size[s / SIZES], l = size[s % SIZES];
			int m = n + l > 2 * 33 ? n : size[(s * 5 + 3) % SIZES];

			fill();
			for (int k = 0; k < 3; k++)
				runs[w][k](n, m, l, c[k], a, b, y[k], x);
			if (differs(1) || differs(2))
				abort();
		}
		for (int p = 0; p < 3; p++) {
			fill();
			runs[w][0](MOST, MOST, MOST, c[0], a, b, y[0], x);
			products[p](MOST, MOST, MOST, c[1], a, b, y[1], x);
			if (!differs(1))
				abort();
		}
	}
	return 0;
}
