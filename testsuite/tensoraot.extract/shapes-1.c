/* Declared extents: of variables, members, parameters with constant and
   variable bounds, and clauses.  If this fails, an access out of a declared
   extent cannot be found.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */

#pragma tensoraot kernel
void lead(int n, float a[n], float b[12])
{
	for (int i = 0; i < n; i++)
		a[i] = b[i];
}
/* { dg-final { scan-ir {array a : f32 base a write declared \[n\]} } } */
/* { dg-final { scan-ir {array b : f32 base b read declared \[12\]} } } */

#pragma tensoraot kernel
void three(int n, int m, double c[m][n][4])
{
	for (int i = 0; i < m; i++)
		for (int j = 0; j < n; j++)
			c[i][j][0] = 1;
}
/* { dg-final { scan-ir {array c : f64 base c write declared \[m\]\[n\]\[4\]} } } */

#pragma tensoraot kernel
void changed(int n, int m, double d[n][m])
{
	n = 2;
	for (int i = 0; i < n; i++)
		d[i][0] = 1;
}
/* { dg-final { scan-ir {array d : f64 base d write declared \[n\]\[m\]} } } */

#pragma tensoraot kernel shape(e[n][m:ld])
void clause(float *e, int n, int m, int ld)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			e[i * ld + j] = 1;
}
/* { dg-final { scan-ir {array e : f32 base e write clause \[n\]\[m:ld\]} } } */

struct grid {
	float in[8][9], tail[1];
};

#pragma tensoraot kernel
void members(struct grid *g, int n)
{
	for (int i = 0; i < n; i++)
		g->tail[i] = g->in[i][0];
}
/* { dg-final { scan-ir {array g_in : f32 base g_in read declared \[8\]\[9\]} } } */
/* { dg-final { scan-ir-not {array g_tail : f32 base g_tail write declared} } } */
