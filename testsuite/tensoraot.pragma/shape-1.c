/* Every form of a shape is accepted, without a warning, and the values of its
   extents on entry are what reaches the pass; enumerators and constants need
   none, and what is named twice is passed once. */
/* { dg-do compile } */
/* { dg-options "-O1 -Wall -Wextra -fdump-tree-gimple" } */

#define ROWS 64
enum { EIGHT = 8 };
struct mat {
	int rows, cols, dim[3];
	long stride;
	double *data;
};
static float global[ROWS][16];
unsigned char small;

void pointers(int n, unsigned m, long ld, float *a, short (*b)[16],
	      float c[n][m])
{
#pragma tensoraot kernel shape(a[n][m:ld], b[ROWS][EIGHT * 2]) \
	shape(c[][m], global[ROWS][small])
	for (int i = 0; i < n; i++)
		a[i] += c[0][0] + b[0][0] + global[0][0];
}

void members(struct mat *m, struct mat v, int *np)
{
#pragma tensoraot kernel shape(m->data[m->rows][m->cols:m->stride], \
			       v.data[v.dim[EIGHT - 7]][(*np + 1) * 2])
	for (int i = 0; i < m->rows; i++)
		m->data[i] += v.data[i];
}
/* { dg-final { scan-tree-dump "begin \\(0, a, n, m.*, ld, b, c, &global, " "gimple" } } */
/* { dg-final { scan-tree-dump-times "__tensoraot_end \\(0\\)" 1 "gimple" } } */
/* { dg-final { scan-tree-dump "v.dim\\\[1\\\]" "gimple" } } */
