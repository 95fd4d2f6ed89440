/* Products of known sizes whose matrices lie one row behind the other and end, or
   begin, where memory does: vectors longer than a row, or of several rows, must
   touch no element beyond.  Rows of every length up to two vectors, several rows in
   a vector and a few left over, in place and with factors.  If this fails, a mask
   is too wide (the program ends by a signal), or an element is lost.  */
#include "edges.h"

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
