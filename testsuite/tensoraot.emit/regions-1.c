/* The largest of a row is found with all in registers, though another loop over the
   row calls a function.  If this fails, each iteration fetches an address from memory
   and stores a vector there that nothing reads, and softmax takes a third longer.  */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-options "-O3 -march=x86-64-v4 -fdump-rtl-ira" } */
/* { dg-final { scan-assembler "_ZGVeN16v_expf" } } */
/* { dg-final { scan-assembler-not "vmaxps\[^\n\]*\n\tvmovaps\t%zmm\[0-9\]+, -\[0-9\]+\\(%rbp\\)" } } */
/* { dg-final { scan-tree-dump-times "Loop 1 \\(parent 0" 2 "ira" } } */
#include <math.h>

void softmax(int n, int m, const float x[restrict n][m],
	     float y[restrict n][m])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		float most = x[i][0], sum = 0;

		for (int j = 1; j < m; j++)
			if (x[i][j] > most)
				most = x[i][j];
		for (int j = 0; j < m; j++) {
			y[i][j] = expf(x[i][j] - most);
			sum += y[i][j];
		}
		for (int j = 0; j < m; j++)
			y[i][j] /= sum;
	}
}
