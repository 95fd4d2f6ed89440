/* Before a function definition the names are those of its parameters and of
   file scope, not of its body; a parameter that only the pragma names is not
   unused, others still are. */
/* { dg-do compile } */
/* { dg-options "-O1 -Wall -Wextra -fdump-tree-gimple" } */

static int width = 3;

#pragma tensoraot kernel shape(a[n][width]) assume(m > n)
void good(int n, int m, float *a)
{
	for (int i = 0; i < n; i++)
		a[i * width] = 0;
}

#pragma tensoraot kernel shape(a[n])
void unused(int n, int m, float *a) /* { dg-warning "unused parameter 'm'" } */
{
	for (int i = 0; i < 3; i++)
		a[i] = 0;
}
/* { dg-final { scan-tree-dump "width.0_?1? = width;\\s*__tensoraot_begin \\(0, a, n, width.0_?1?, m\\);" "gimple" } } */
/* { dg-final { scan-tree-dump-not "__tensoraot_end" "gimple" } } */
