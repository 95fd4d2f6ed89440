# SPDX-License-Identifier: GPL-3.0-or-later
# A file that compiles without a warning does so with the plugin, whatever is
# asked for, in every standard of C; generated functions warn of nothing.  A
# product keeps the vectors of its tile on the stack where registers are too few,
# 6 KB with vectors of 64 bytes, and 16 columns of a right operand that it turns,
# 24 KB, which -Wstack-usage is right to tell.
cat >t.c <<\END
#include "tensoraot.h"
extern void scale (int n, float *a);
extern float sum (int n, const float *a);
extern float largest (int n, const float *a);
extern void matmul (int n, double *a, double *b, double *c);
extern void add (int n, int *a, const int *b);
void scale (int n, float *a)
{
  int i;
#pragma tensoraot kernel
  for (i = 0; i < n; i++)
    a[i] = a[i] * 2 + 1;
}
float sum (int n, const float *a)
{
  int i;
  float s = 0;
#pragma tensoraot kernel
  for (i = 0; i < n; i++)
    s += a[i];
  return s;
}
float largest (int n, const float *a)
{
  int i;
  float s = a[0];
#pragma tensoraot kernel
  for (i = 1; i < n; i++)
    s = a[i] > s ? a[i] : s;
  return s;
}
void matmul (int n, double *a, double *b, double *c)
{
  int i, j, k;
  TENSORAOT_KERNEL (disjoint)
  for (i = 0; i < n; i++)
    for (j = 0; j < n; j++) {
      double s = 0;
      for (k = 0; k < n; k++)
        s += a[i * n + k] * b[k * n + j];
      c[i * n + j] = s > 0 ? s : 0;
    }
}
void add (int n, int *a, const int *b)
{
  int i;
#pragma tensoraot kernel
  for (i = 0; i < n; i++)
    a[i] += b[i];
}
END
flags="-Wall -Wextra -Werror -pedantic-errors -Wconversion -Wshadow -Wundef
-Wunused-macros -Wmissing-prototypes -Wmissing-declarations -Wunused
-Wmaybe-uninitialized -Wnull-dereference -Wstack-usage=26000 -Winline
-Wdisabled-optimization -Wredundant-decls -Wnested-externs -Wstrict-overflow=2
-Waggregate-return -Wcast-align=strict -Wcast-qual -Wfloat-equal
-Wvector-operation-performance -Warray-bounds=2 -Wstringop-overflow=4
-Wstack-protector -fstack-protector-strong -Wsuggest-attribute=noreturn
-Wsuggest-attribute=malloc -Wsuggest-attribute=cold -Wsuggest-attribute=format
-Wsuggest-attribute=const -Wdouble-promotion -Wsign-conversion
-Wpointer-arith -Wwrite-strings -Wold-style-definition -Wstrict-prototypes
-Wdate-time -Wpacked -Wtrampolines -Wlogical-op -Wduplicated-cond
-Wduplicated-branches -Wrestrict -Wformat=2 -Wimplicit-fallthrough
-Wunsafe-loop-optimizations -Wlto-type-mismatch"
for std in c89 iso9899:199409 c99 c11 c17 gnu89 gnu17 c2x; do
	for level in 1 3; do
		$CC -std=$std -O$level $flags -Wno-unknown-pragmas \
			-I"$INCDIR" -c t.c
		$CC -std=$std -O$level $flags -I"$INCDIR" \
			"-fplugin=$PLUGIN" -c t.c
	done
done
for level in 0 g s 2 fast; do
	$CC -O$level $flags -I"$INCDIR" "-fplugin=$PLUGIN" -march=native -g -c t.c
done
