/* A sum of many terms adds several vectors at a time, which stay in registers, in the
   order of memory or in parts, as it is short or long; a strict one adds its terms
   one after the other; one of more than caches hold in as many parts as are fetched side
   by side.  If this fails, a sum waits for each addition, is read from
   memory in streams that are too short or too few, or has another order than C's.  */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=." } */
/* { dg-final { scan-file "tensoraot_rows.c" {held\[i\] = acc} } } */
/* { dg-final { scan-file "tensoraot_rows.c" {apart = parts \? } } } */
/* { dg-final { scan-file "tensoraot_rows.c" {step = parts \? } } } */
/* { dg-final { scan-file-not "tensoraot_known.c" {parts} } } */
/* { dg-final { scan-file-not "tensoraot_rows.c" {/ 14} } } */
/* { dg-final { scan-file "tensoraot_large.c" {apart = .* / 14} } } */
/* { dg-final { scan-file "tensoraot_both.c" {apart = .* / 7} } } */
/* { dg-final { scan-file "tensoraot_known.c" {held\[i\] = acc} } } */
/* { dg-final { scan-file-not "tensoraot_strict.c" {held} } } */
/* { dg-final { scan-file-not "tensoraot_few.c" {held} } } */

void rows (int m, int n, const float *x, float *y)
{
#pragma tensoraot kernel
  for (int i = 0; i < m; i++) {
    float sum = 0;
    for (int j = 0; j < n; j++)
      sum += x[i * n + j] * x[i * n + j];
    y[i] = sum;
  }
}

/* Rows that are short, as is known.  */
void known (int m, const float (*x)[1024], float *y)
{
#pragma tensoraot kernel
  for (int i = 0; i < m; i++) {
    float sum = 0;
    for (int j = 0; j < 1024; j++)
      sum += x[i][j] * x[i][j];
    y[i] = sum;
  }
}

void strict (int m, int n, const float *x, float *y)
{
#pragma tensoraot kernel fp(strict)
  for (int i = 0; i < m; i++) {
    float sum = 0;
    for (int j = 0; j < n; j++)
      sum += x[i * n + j] * x[i * n + j];
    y[i] = sum;
  }
}

/* Too few terms to gain.  */
void few (int m, const float (*x)[100], float *y)
{
#pragma tensoraot kernel
  for (int i = 0; i < m; i++) {
    float sum = 0;
    for (int j = 0; j < 100; j++)
      sum += x[i][j] * x[i][j];
    y[i] = sum;
  }
}

/* All of an array, and products of two.  */
float large (long n, const float *x)
{
  float sum = 0;
#pragma tensoraot kernel
  for (long i = 0; i < n; i++)
    sum += x[i] * x[i];
  return sum;
}

float both (long n, const float *x, const float *y)
{
  float sum = 0;
#pragma tensoraot kernel lower(loops)
  for (long i = 0; i < n; i++)
    sum += x[i] * y[i];
  return sum;
}
