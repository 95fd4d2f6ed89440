# SPDX-License-Identifier: GPL-3.0-or-later
# A program with its own cblas_dgemm in a file of its own, made of kernels in a
# third: what calls it gets it, and it does not call itself through them.
cat >user.c <<\END
void multiply (int n, double *p, double *q, double *r)
{
#pragma tensoraot kernel require(blas) disjoint
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      double s = 0;
      for (int k = 0; k < n; k++)
        s += p[i * n + k] * q[k * n + j];
      r[i * n + j] = s;
    }
}
END
sed 's/multiply (int n/product (int n/' user.c >kernel.c
cat >blas.c <<\END
int calls;
extern void product (int n, double *p, double *q, double *r);
void cblas_dgemm (int order, int ta, int tb, int n, int m, int k, double alpha,
                  const double *p, int ldp, const double *q, int ldq,
                  double beta, double *r, int ldr)
{
  calls++;
  product (n, (double *) p, (double *) q, r);
}
END
cat >main.c <<\END
extern int calls;
extern void multiply (int n, double *p, double *q, double *r);
static double a[60 * 60], b[60 * 60], c[60 * 60];
int main (void)
{
  for (int i = 0; i < 60; i++)
    a[i * 61] = 2, b[i * 61] = 3;
  multiply (60, a, b, c);
  if (calls < 1 || calls > 2)
    return 1;
  for (int i = 0; i < 3600; i++)
    if (c[i] != (i % 61 ? 0 : 6))
      return 2;
  return 0;
}
END
$CC -O2 "-fplugin=$PLUGIN" -c user.c
$CC -O2 "-fplugin=$PLUGIN" -c kernel.c
$CC -O2 -w -c blas.c
$CC -O2 main.c user.o kernel.o blas.o -o t -L"$LIBDIR" -ltensoraot
export LD_LIBRARY_PATH="$LIBDIR"
./t
