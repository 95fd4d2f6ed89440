/* Products of known sizes whose matrices lie one row behind the other and end, or
   begin, where memory does: vectors longer than a row, or of several rows, must
   touch no element beyond.  Rows of every length up to two vectors, several rows in
   a vector and a few left over, in place and with factors.  If this fails, a mask
   is too wide (the program ends by a signal), or an element is lost.  */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define KEEP __attribute__((noinline, noclone))

static size_t page;
static char *room[3];

/* Memory of "size" bytes, number "which" of three, that ends where no other is,
   or if "front" begins there.  */
static void *edge(int which, size_t size, int front)
{
	size_t all = (size + page - 1) / page * page;

	if (!room[which]) {
		room[which] = mmap(NULL, 64 * page, PROT_NONE,
				   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (room[which] == MAP_FAILED ||
		    mprotect(room[which] + page, 16 * page,
			     PROT_READ | PROT_WRITE))
			abort();
	}
	if (all > 16 * page)
		abort();
	return room[which] + page + (front ? 0 : 16 * page - size);
}

#define PRODUCT(T, M, N, K, id)                                             \
static KEEP void run_##id(T (*a)[K], T (*b)[N], T (*c)[N])                  \
{                                                                           \
	_Pragma("tensoraot kernel disjoint")                                \
	for (int i = 0; i < M; i++)                                         \
		for (int j = 0; j < N; j++) {                               \
			T s = 0;                                            \
			for (int p = 0; p < K; p++)                         \
				s += a[i][p] * b[p][j];                     \
			c[i][j] = s;                                        \
		}                                                           \
}                                                                           \
static KEEP void update_##id(T alpha, T beta, T (*a)[K], T (*b)[N],         \
			     T (*c)[N])                                     \
{                                                                           \
	_Pragma("tensoraot kernel disjoint")                                \
	for (int i = 0; i < M; i++)                                         \
		for (int j = 0; j < N; j++) {                               \
			T s = 0;                                            \
			for (int p = 0; p < K; p++)                         \
				s += a[i][p] * b[p][j];                     \
			c[i][j] = alpha * s + beta * c[i][j];               \
		}                                                           \
}                                                                           \
static void test_##id(int front)                                            \
{                                                                           \
	T (*a)[K] = edge(0, sizeof(T) * M * K, front);                      \
	T (*b)[N] = edge(1, sizeof(T) * K * N, front);                      \
	T (*c)[N] = edge(2, sizeof(T) * M * N, front), d[M][N];             \
	for (int i = 0; i < M; i++)                                         \
		for (int p = 0; p < K; p++)                                 \
			a[i][p] = (i * 7 + p * 3) % 11 - 5;                 \
	for (int p = 0; p < K; p++)                                         \
		for (int j = 0; j < N; j++)                                 \
			b[p][j] = (p * 5 + j) % 9 - 4;                      \
	for (int i = 0; i < M; i++)                                         \
		for (int j = 0; j < N; j++) {                               \
			d[i][j] = 0;                                        \
			for (int p = 0; p < K; p++)                         \
				d[i][j] += a[i][p] * b[p][j];               \
			c[i][j] = -77;                                      \
		}                                                           \
	run_##id(a, b, c);                                                  \
	if (memcmp(c, d, sizeof(d)))                                        \
		abort();                                                    \
	update_##id(2, -3, a, b, c);                                        \
	for (int i = 0; i < M; i++)                                         \
		for (int j = 0; j < N; j++)                                 \
			if (c[i][j] != 2 * d[i][j] - 3 * d[i][j])           \
				abort();                                    \
}

#define SHAPES(X)                                                           \
	X(4, 4, 4) X(5, 3, 5) X(8, 3, 3) X(9, 2, 4) X(20, 2, 2)             \
	X(128, 4, 4) X(127, 4, 4) X(33, 5, 3) X(30, 1, 3) X(7, 5, 5)        \
	X(16, 5, 1) X(11, 6, 7) X(7, 7, 7) X(13, 9, 8) X(10, 10, 10)        \
	X(3, 11, 5) X(12, 12, 12) X(29, 13, 2) X(5, 14, 9) X(2, 15, 6)      \
	X(4, 17, 5) X(31, 19, 3) X(6, 23, 4) X(31, 31, 3) X(14, 33, 17)     \
	X(64, 10, 20) X(3, 49, 3)
#define BOTH(M, N, K)                                                       \
	PRODUCT(float, M, N, K, f##M##_##N##_##K)                           \
	PRODUCT(double, M, N, K, d##M##_##N##_##K)
#define CALL(M, N, K)                                                       \
	test_f##M##_##N##_##K(front); test_d##M##_##N##_##K(front);

SHAPES(BOTH)

int main(void)
{
	page = (size_t)sysconf(_SC_PAGESIZE);
	for (int front = 0; front < 2; front++) {
		SHAPES(CALL)
	}
	return 0;
}
