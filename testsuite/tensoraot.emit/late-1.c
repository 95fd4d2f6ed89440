/* A loop that begins at the greatest of several bounds is one nest with the loops around
   it, in variables, in the loop, of another type, made by a branch.  Where the index is
   used afterwards, another counts along from elsewhere or by two, steps are longer,
   bounds wrap around, the loop ends where it meets something, or a branch makes no
   maximum, the loops around it stay, and say why.  If this fails, a full convolution
   and a matrix with a band are left as written.  */
/* { dg-options "-O2 -fplugin-arg-tensoraot-eager -fplugin-arg-tensoraot-report=r.txt" } */
/* { dg-final { scan-file r.txt "late-1.c:32: full *\\+ " } } */
/* { dg-final { scan-file r.txt "late-1.c:45: variables *\\+ " } } */
/* { dg-final { scan-file r.txt "late-1.c:62: columns *\\+ " } } */
/* { dg-final { scan-file r.txt "late-1.c:71: three *\\+ " } } */
/* { dg-final { scan-file r.txt "late-1.c:79: table *\\+ " } } */
/* { dg-final { scan-file r.txt "late-1.c:88: above *\\+ " } } */
/* { dg-final { scan-file r.txt "late-1.c:96: branch *\\+ " } } */
/* { dg-final { scan-file r.txt "late-1.c:109: down *\\+ " } } */
/* { dg-final { scan-file r.txt "late-1.c:117: last *- .*\\\[LIVE_OUT\\\]" } } */
/* { dg-final { scan-file r.txt "late-1.c:130: along *- .*\\\[CARRIED\\\]" } } */
/* { dg-final { scan-file r.txt "late-1.c:142: pointer *- .*\\\[CARRIED\\\]" } } */
/* { dg-final { scan-file r.txt "late-1.c:154: steps *- .*\\\[TRIP_COUNT\\\]" } } */
/* { dg-final { scan-file r.txt "late-1.c:163: wraps *- .*\\\[TRIP_COUNT\\\]" } } */
/* { dg-final { scan-file r.txt "late-1.c:172: unequal *- .*\\\[TRIP_COUNT\\\]" } } */
/* { dg-final { scan-file r.txt "late-1.c:181: jump *- .*\\\[TRIP_COUNT\\\]" } } */
/* { dg-final { scan-file r.txt "late-1.c:190: twice *- .*\\\[CARRIED\\\]" } } */
/* { dg-final { scan-file r.txt "15 of 16 loop nests replaced" } } */

#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define MIN(a, b) ((a) < (b) ? (a) : (b))

void full (int n, int m, double *restrict y, const double *x, const double *a)
{
#pragma tensoraot kernel
  for (int i = 0; i < n + m - 1; i++) {
    double s = 0;

    for (int k = MAX (0, i - n + 1); k <= MIN (i, m - 1); k++)
      s += a[k] * x[i - k];
    y[i] = s;
  }
}

void variables (int n, int m, int w, double *restrict y, const double *x,
		const double *a)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++) {
    int lo = i - w;
    int hi = i + w;

    if (lo < 1)
      lo = 1;
    if (hi > m)
      hi = m;
    for (int j = lo; j < hi; j++)
      y[i] += a[i * m + j] * x[j];
  }
}

void columns (int n, int m, int w, double *restrict y, const double *x,
	      const double *a)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (long j = MAX (0, i - w); j < m; j++)
      y[j] += a[i * m + j] * x[i];
}

void three (int n, int m, int w, double *restrict y, const double *x,
	    const double *a)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = MAX (MAX (2, i - w), m - 3 * i); j < MIN (MIN (m, i + w), 40); j++)
      y[i * m + j] = a[j] - x[i];
}

void table (int n, int m, int w, double *restrict y, const double *x)
{
#pragma tensoraot kernel
  for (int i = 1; i < n; i++)
    for (int j = MAX (1, i - w); j < MIN (m, i + w); j++)
      y[i * m + j] = x[j] + (y[i * m + j - 1] < y[i * m - m + j]
			     ? y[i * m + j - 1] : y[i * m - m + j]);
}

void above (int n, int m, int w, double *restrict y, const double *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = MAX (i + 1, m - w); j < m; j++)
      y[i * m + j] += x[j];
}

void branch (int n, int m, int w, double *restrict y, const double *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++) {
    int lo = w;

    if (i >= w)
      lo = i + 1;
    for (long j = lo; j < m; j++)
      y[i * m + j] += x[j];
  }
}

void down (int n, int m, int w, double *restrict y, const double *x)
{
#pragma tensoraot kernel
  for (int i = n - 1; i >= 0; i--)
    for (int j = MAX (1, i - w) - 1; j < m; j++)
      y[i * m + j] += x[j];
}

void last (int n, int m, int w, double *restrict y, const double *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++) {
    int j;

    for (j = MAX (0, i - w); j < m; j++)
      y[i * m + j] = x[i];
    y[i * m] = j;
  }
}

void along (int n, int m, int w, double *restrict y, const double *x,
	    const double *a)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++) {
    int k = 0;

    for (int j = MAX (0, i - w); j < MIN (m, i + w); j++)
      y[i * m + j] = a[k++] + x[j];
  }
}

void pointer (int n, int m, int w, double *restrict y, const double *x,
	      const double *a)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++) {
    double *p = y + i * m + MAX (0, i - w);

    for (int j = MAX (0, i - w); j < MIN (m, i + w); j++)
      *p++ = a[j] + x[i];
  }
}

void steps (int n, int m, int w, double *restrict y, const double *x,
	    const double *a)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = MAX (0, i - w); j < MIN (m, i + w); j += 2)
      y[i * m + j] = a[j] + x[i];
}

void wraps (unsigned n, unsigned m, unsigned w, double *restrict y,
	    const double *x, const double *a)
{
#pragma tensoraot kernel
  for (unsigned i = 0; i < n; i++)
    for (unsigned j = MAX (1u, i - w); j < MIN (m, i + 3); j++)
      y[i * m + j] = a[j] + x[i];
}

void unequal (int n, int m, int w, double *restrict y, const double *x,
	      const double *a)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    if (MAX (0, i - w) <= m)
      for (int j = MAX (0, i - w); j != m; j++)
	y[i * m + j] = a[j] + x[i];
}

void jump (int n, int m, int w, double *restrict y, const double *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = i < w ? w + 1 : i; j < m; j++)
      y[i * m + j] += x[j];
}

void twice (int n, int m, int w, double *restrict y, const double *x,
	    const double *a)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++) {
    int lo = MAX (1, i - w);

    for (int j = lo, k = lo; j < m; j++, k += 2)
      y[i * m + j] = a[k] + x[j];
  }
}
