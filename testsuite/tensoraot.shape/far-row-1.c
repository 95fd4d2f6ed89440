/* An index from the end of a row, plus one of a length that is not known, may be inside
   its row: it is no index far in front of the next one.  If this fails, a right program
   does not compile.  */
/* { dg-options "-O2" } */
#include <stddef.h>
#include <stdint.h>

void windows(size_t m, int k, uint8_t *to, const uint8_t *from, const uint8_t *w)
{
#pragma tensoraot kernel shape(from[m + 3][15 + 6])
	for (size_t i = 0; i < m; i++)
		for (size_t j = 15; j-- > 0;)
			for (int p = 0; p < k; p++)
				for (int q = 0; q < k; q++)
					to[i * 15 + j] += from[(i + p) * (15 + 6) + (j + q)]
							  * w[p * k + q];
}

/* One in front of its row is in front of it.  */
void before(size_t m, uint8_t *to, const uint8_t *from)
{
#pragma tensoraot kernel shape(from[m + 3][15 + 6]) /* { dg-message "are given here" } */
	for (size_t i = 0; i < m; i++)
		for (int j = 0; j < 15; j++)
			to[i * 15 + j] = from[(i + 1) * 21 + j - 1]; /* { dg-error "leaves the extent of 'from'" } */
}
