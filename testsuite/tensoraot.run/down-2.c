/* Products of known sizes of which the last columns, which fill no vector along a row,
   are made by vectors down them: matrices end, or begin, where memory does, rows and
   terms are left over that fill no square, in place and with factors, and with rows of
   the left matrix and of the result apart and the right matrix turned.  If this fails,
   these columns are those of another place, or the others are made with them.  */
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

/* The same where a row of A or C is followed by others, and B is by columns.  */
#define APART(T, M, N, K, id)                                               \
static KEEP void apart_##id(T (*a)[K + 3], T (*b)[K], T (*c)[N + 5])        \
{                                                                           \
	_Pragma("tensoraot kernel disjoint")                                \
	for (int i = 0; i < M; i++)                                         \
		for (int j = 0; j < N; j++)                                 \
			for (int p = 0; p < K; p++)                         \
				c[i][j] += a[i][p] * b[j][p];               \
}                                                                           \
static void test_apart_##id(void)                                           \
{                                                                           \
	static T a[M][K + 3], b[N][K], c[M][N + 5];                         \
	for (int i = 0; i < M; i++)                                         \
		for (int p = 0; p < K + 3; p++)                             \
			a[i][p] = (i * 5 + p * 2) % 11 - 5;                 \
	for (int j = 0; j < N; j++)                                         \
		for (int p = 0; p < K; p++)                                 \
			b[j][p] = (p * 3 + j) % 9 - 4;                      \
	for (int i = 0; i < M; i++)                                         \
		for (int j = 0; j < N + 5; j++)                             \
			c[i][j] = i + j;                                    \
	apart_##id(a, b, c);                                                \
	for (int i = 0; i < M; i++)                                         \
		for (int j = 0; j < N + 5; j++) {                           \
			T s = i + j;                                        \
			for (int p = 0; p < K && j < N; p++)                \
				s += a[i][p] * b[j][p];                     \
			if (c[i][j] != s)                                   \
				abort();                                    \
		}                                                           \
}

#define SHAPES(X)                                                           \
	X(64, 17, 20) X(37, 34, 18) X(50, 35, 33) X(16, 18, 16)             \
	X(70, 19, 41) X(48, 50, 24) X(33, 65, 17) X(15, 18, 20)
#define BOTH(M, N, K)                                                       \
	PRODUCT(float, M, N, K, f##M##_##N##_##K)                           \
	PRODUCT(double, M, N, K, d##M##_##N##_##K)                          \
	APART(float, M, N, K, f##M##_##N##_##K)                             \
	APART(double, M, N, K, d##M##_##N##_##K)
#define CALL(M, N, K)                                                       \
	test_f##M##_##N##_##K(front); test_d##M##_##N##_##K(front);         \
	test_apart_f##M##_##N##_##K(); test_apart_d##M##_##N##_##K();

SHAPES(BOTH)

int main(void)
{
	page = (size_t)sysconf(_SC_PAGESIZE);
	for (int front = 0; front < 2; front++) {
		SHAPES(CALL)
	}
	return 0;
}
