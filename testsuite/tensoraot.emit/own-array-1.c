/* A small array whose elements are found by what two loops count, by a counter, or sorted
   by loops of which one tells how often the other runs, becomes scalars of one loop of
   vectors.  One in which the counter counts under a condition stays an array.  If this
   fails, every iteration stores to the same memory, and nothing is done in vectors. */
/* { dg-options "-O2 -fopt-info-missed -fplugin-arg-tensoraot-emit=." } */
/* { dg-final { scan-file "tensoraot_flat.c" {omp simd} } } */
/* { dg-final { scan-file-not "tensoraot_flat.c" {\yv\y} } } */
/* { dg-final { scan-file "tensoraot_counter.c" {omp simd} } } */
/* { dg-final { scan-file-not "tensoraot_counter.c" {\yv\y} } } */
/* { dg-final { scan-file "tensoraot_sort.c" {omp simd} } } */
/* { dg-final { scan-file-not "tensoraot_sort.c" {\yv\y} } } */

void flat (int n, int h, const int *restrict p, int *restrict a)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    {
      int v[6];
      for (int r = 0; r < 2; r++)
	for (int c = 0; c < 3; c++)
	  v[3 * r + c] = p[r * h + i + c];
      a[i] = v[0] * v[5] + v[1] * v[4] + v[2] * v[3];
    }
}

void counter (int n, int h, const int *restrict p, int *restrict a)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    {
      int v[6], k = 0;
      for (int r = 0; r < 2; r++)
	for (int c = 0; c < 3; c++)
	  v[k++] = p[r * h + i + c];
      a[i] = v[0] * v[5] + v[1] * v[4] + v[2] * v[3];
    }
}

void sort (int n, const int *restrict p, int *restrict a)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    {
      int v[3];
      for (int k = 0; k < 3; k++)
	v[k] = p[i + k];
      for (int x = 0; x < 2; x++)
	for (int y = x + 1; y < 3; y++)
	  if (v[y] < v[x])
	    {
	      int t = v[x];
	      v[x] = v[y];
	      v[y] = t;
	    }
      a[i] = v[1];
    }
}

void found (int n, const int *restrict p, int *restrict a)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)	/* { dg-missed "CARRIED" } */
    {
      int v[6] = { 1, 2, 3, 4, 5, 6 }, k = 0;
      for (int x = 0; x < 5; x++)
	if (p[i + x] > 0)
	  v[k++] = p[i + x];
      a[i] = v[0] + v[3];
    }
}
