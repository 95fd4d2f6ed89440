/* edges.h - products of known sizes, by PRODUCT, whose matrices lie one row behind the
   other and end, or begin, where memory does.  */
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
