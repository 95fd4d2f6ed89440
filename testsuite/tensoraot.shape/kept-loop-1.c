/* An index of a loop that is kept may have any sign as far as is known: a[i][-j - 1]
   may be the row before.  If this fails, a right program does not compile.  */
/* { dg-options "-O2" } */
#include <stddef.h>
#include <stdint.h>

void columns(size_t n, size_t m, size_t k, uint32_t a[n][m], const uint32_t *b)
{
#pragma tensoraot kernel
	for (size_t l = 0; l < k; l++)
		for (size_t j = m - 1; j < m; j--)
			for (size_t i = 1; i < n; i++)
				a[i][m - j - 1] -= b[l * n + i];
}

/* A row too many is one, whatever the column.  */
void rows(size_t n, size_t m, uint32_t a[n][m]) /* { dg-message "is declared here" } */
{
#pragma tensoraot kernel
	for (size_t j = m - 1; j < m; j--)
		for (size_t i = 0; i < n; i++)
			a[i + 1][j] = 1; /* { dg-error "leaves the extent of 'a'" } */
}
