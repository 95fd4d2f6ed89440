/* A place that data say is found once, under the conditions under which C finds it, and
   no loop looks for it; along a row it is found before the row, which is a loop of
   vectors; each thread has its copies a line of the cache apart; an element that nobody
   changed is not written.  If this fails, a histogram takes as long as it has bins, a
   place is read where there is none, rows go element by element, or threads wait for
   each other's lines.  */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=out" } */
/* { dg-final { scan-file out/tensoraot_present.c {if .MEM[^\n]*p [^\n]*>= 0.\s+.\s+place = .long int. MEM[^\n]*p } } } */
/* { dg-final { scan-file out/tensoraot_present.c {m . block . block . 8. . place} } } */
/* { dg-final { scan-file out/tensoraot_present.c {if .MEM[^\n]*h_copies[^\n]* != 0.0.\s+.\s+MEM[^\n]*h . .sizetype. place . 8} } } */
/* { dg-final { scan-file-not out/tensoraot_present.c {place < hi[^\n]*\n[^\n]*\n[^\n]*p . } } } */
/* { dg-final { scan-file out/tensoraot_rows.c {omp simd\s+for .j = 0; j < hi[^\n]*\s+.\s+.\s+long int place;\s+place = } } } */

#pragma tensoraot kernel shape(h[m])
void present(int n, int m, double *restrict h, const double *restrict x,
	     const int *restrict p)
{
	for (int i = 0; i < n; i++)
		if (p[i] >= 0)
			h[p[i]] += x[i];
}

#pragma tensoraot kernel shape(s[k][d])
void rows(int n, int k, int d, float *restrict s, const float *restrict x,
	  const int *restrict p)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < d; j++)
			s[p[i] * d + j] += x[i * d + j];
}
