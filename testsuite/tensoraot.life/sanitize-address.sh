# SPDX-License-Identifier: GPL-3.0-or-later
# AddressSanitizer sees what a kernel touches: an access beyond an array is
# found in a map, a sum and a product, in generated code too; and a kernel
# without one runs clean.
cat >t.c <<\END
#include <stdlib.h>
__attribute__((noinline)) void map (int n, float *p, const float *q)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    p[i] = q[i] * 2 + 1;
}
__attribute__((noinline)) double sum (int n, const double *p)
{
  double s = 0;
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    s += p[i];
  return s;
}
__attribute__((noinline)) void
matmul (int n, int m, const double *p, const double *q, double *r)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++) {
      double s = 0;
      for (int k = 0; k < m; k++)
        s += p[i * m + k] * q[k * m + j];
      r[i * m + j] = s;
    }
}
int main (int argc, char **argv)
{
  int what = atoi (argv[1]), more = atoi (argv[2]);
  float *a = calloc (5000, sizeof *a), *b = calloc (5000, sizeof *b);
  double *c = calloc (2500, sizeof *c), *d = calloc (2500, sizeof *d);
  double *e = calloc (2500, sizeof *e);
  volatile double s = 0;
  (void)argc;
  if (what == 0)
    map (5000 + more, a, b);
  else if (what == 1)
    s = sum (2500 + more, c);
  else
    matmul (50 + more, 50, c, d, e);
  free (a), free (b), free (c), free (d), free (e);
  return s != 0;
}
END
$CC -O2 -fsanitize=address "-fplugin=$PLUGIN" -fplugin-arg-tensoraot-report \
	-c t.c 2>said.txt || exit 77
cat said.txt
grep -q '3 of 3 loop nests replaced' said.txt
$CC -fsanitize=address t.o -o t -L"$LIBDIR" -ltensoraot
export LD_LIBRARY_PATH="$LIBDIR" OMP_NUM_THREADS=2
for what in 0 1 2; do
	./t $what 0
	! ./t $what 1 2>said.txt
	grep -q 'ERROR: AddressSanitizer: heap-buffer-overflow' said.txt
	grep -qE '(map|sum|matmul)' said.txt
done
