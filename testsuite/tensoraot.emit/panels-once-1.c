/* What is done with the rows of a product is emitted once, for panels of rows and
   for all rows, where it is the same.  Where threads share single rows in parts,
   as there may be few, it is there twice.  If this fails, such a kernel takes a
   third longer to compile, or rows are shared by fewer threads. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=." } */
/* { dg-final { scan-file-times tensoraot_layer.c {ref-all.\)z} 1 } } */
/* { dg-final { scan-file-times tensoraot_layer.c "omp parallel" 1 } } */
/* { dg-final { scan-file tensoraot_layer.c {step = panels . 128 : } } } */
/* { dg-final { scan-file-times tensoraot_relu.c "omp parallel" 2 } } */
/* { dg-final { scan-file-not tensoraot_relu.c {step = panels } } } */
#include <math.h>
#define PRODUCT \
  for (int i = 0; i < n; i++) \
    for (int j = 0; j < p; j++) { \
      float s = 0; \
      for (int k = 0; k < m; k++) \
	s += b[i][k] * d[k][j]; \
      c[i][j] += s; \
    }
#define RELU \
  for (int i = 0; i < n; i++) \
    for (int j = 0; j < p; j++) \
      c[i][j] = c[i][j] > 0 ? c[i][j] : 0;

#pragma tensoraot kernel
void layer (int n, int m, int p, float b[restrict n][m], float c[restrict n][p],
	    float d[restrict m][p], float *restrict y, float *restrict z)
{
  PRODUCT
  for (int i = 0; i < n; i++)
    z[i] = sqrtf (y[i]);
  RELU
}
#pragma tensoraot kernel
void relu (int n, int m, int p, float b[restrict n][m], float c[restrict n][p],
	   float d[restrict m][p])
{
  PRODUCT
  RELU
}
