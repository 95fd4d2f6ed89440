/* Whether there is any, and the largest, are the same in one piece as in blocks:
   with one thread there are no blocks, which are slower.  A sum of floats is in
   blocks always, as is the largest where the sign of a zero has to be the same for
   every number of threads.  If this fails, flags are slower than the loops as
   written, or a sum differs from one number of threads to another.  */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=." } */
/* { dg-final { scan-file "tensoraot_any.c" "> 99999 && omp_get_max_threads \\(\\) > 1" } } */
/* { dg-final { scan-file "tensoraot_largest.c" "&& omp_get_max_threads \\(\\) > 1" } } */
/* { dg-final { scan-file "tensoraot_several.c" "&& MAX_EXPR <most, 1> > 1" } } */
/* { dg-final { scan-file-not "tensoraot_sum.c" "omp_get_max_threads" } } */
/* { dg-final { scan-file-not "tensoraot_same.c" "omp_get_max_threads" } } */
int any (int n, const float *x)
{
  int found = 0;
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    if (x[i] > 2)
      found = 1;
  return found;
}

float largest (int n, const float *x)
{
  float most = 0;
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    if (x[i] > most)
      most = x[i];
  return most;
}

int several (int n, int most, const float *x)
{
  int found = 0;
#pragma tensoraot kernel threads (most)
  for (int i = 0; i < n; i++)
    if (x[i] > 2)
      found = 1;
  return found;
}

float sum (int n, const float *x)
{
  float total = 0;
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    total += x[i];
  return total;
}

float same (int n, const float *x)
{
  float most = 0;
#pragma tensoraot kernel deterministic
  for (int i = 0; i < n; i++)
    if (x[i] > most)
      most = x[i];
  return most;
}
