/* The markers touch no memory: a size read for a clause is the very value that
   the loop reads after it, also through a pointer and from a global. */
/* { dg-do compile } */
/* { dg-options "-O2 -fdump-tree-phiopt1" } */

struct mat {
	int rows, cols;
	float *data;
};
extern int global;

void f(struct mat *m)
{
#pragma tensoraot kernel shape(m->data[m->rows][m->cols]) assume(global > 1)
	for (int i = 0; i < m->rows; i++)
		for (int j = 0; j < m->cols; j++)
			m->data[i * m->cols + j] += global;
}
/* { dg-final { scan-tree-dump-times "->rows;" 1 "phiopt1" } } */
/* { dg-final { scan-tree-dump-times "->cols;" 1 "phiopt1" } } */
/* { dg-final { scan-tree-dump-times "->data;" 1 "phiopt1" } } */
/* { dg-final { scan-tree-dump-times "= global;" 1 "phiopt1" } } */
