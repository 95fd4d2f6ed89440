/* What fits, or may fit, is no error: the whole array, triangles, insides,
   sizes that nothing relates, a read that a condition guards, a matrix walked
   through as one row, rows of a struct, one element of a size of 0.  */
/* { dg-do compile } */

struct matrix
{
  int rows, cols;
  float *data;
};
float g[64][128];

void
whole (int n, int m, double a[n][m])
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++)
      a[i][j] = 0;
}

void
triangle (int n, double a[n][n])
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = i; j < n; j++)
      a[i][j] = a[j][i];
}

void
inside (int n, double a[n][n], double b[n][n])
{
#pragma tensoraot kernel
  for (int i = 1; i < n - 1; i++)
    for (int j = 1; j < n - 1; j++)
      b[i][j] = a[i - 1][j] + a[i + 1][j] + a[i][j - 1] + a[i][j + 1];
}

void
unrelated (int n, int m, int r, int s, double a[n][m])
{
#pragma tensoraot kernel
  for (int i = 0; i < r; i++)
    for (int j = 0; j < s; j++)
      a[i][j] = 1;
}

void
doubtful (int n, double a[n], double b[n])
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    b[i] = i + 1 < n ? a[i + 1] : 0;
}

void
one_row (void)
{
  float *p = &g[0][0];

#pragma tensoraot kernel
  for (int i = 0; i < 64 * 128; i++)
    p[i] = 0;
#pragma tensoraot kernel
  for (int i = 0; i < 32; i++)
    for (int j = 0; j < 256; j++)
      p[i * 256 + j] += 1;
}

void
member (struct matrix *m)
{
#pragma tensoraot kernel shape (m->data[m->rows][m->cols])
  for (int i = 0; i < m->rows; i++)
    for (int j = 0; j < m->cols; j++)
      m->data[i * m->cols + j] *= 2;
}

void
step (int n, double a[2 * n])
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    a[2 * i] = a[2 * i + 1];
#pragma tensoraot kernel
  for (int i = 2 * n - 1; i >= 0; i -= 2)
    a[i] = 0;
}
