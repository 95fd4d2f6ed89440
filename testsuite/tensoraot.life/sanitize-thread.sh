# SPDX-License-Identifier: GPL-3.0-or-later
# ThreadSanitizer does not know how the threads of a kernel wait for each
# other: kernels stay as written, and a program without a race has none.
cat >t.c <<\END
#include <pthread.h>
static float x[500000], y[500000];
__attribute__((noinline)) void map (int n, float *p, const float *q)
{
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++)
    p[i] = q[i] * 2 + 1;
}
static void *run (void *p)
{
  map (250000, (float *)p + 250000, x);
  return 0;
}
int main (void)
{
  pthread_t t;
  pthread_create (&t, 0, run, y);
  map (250000, y, x);
  pthread_join (t, 0);
  for (int i = 0; i < 500000; i++)
    if (y[i] != 1)
      return 1;
  return 0;
}
END
$CC -O2 -fsanitize=thread "-fplugin=$PLUGIN" -fopt-info-missed -c t.c 2>said.txt
grep -q '\[SANITIZED\]' said.txt
$CC -fsanitize=thread t.o -o t || exit 77
setarch -R true 2>/dev/null && alone="setarch -R"
$alone ./t 2>said.txt || { cat said.txt; grep -q 'memory mapping' said.txt && exit 77; exit 1; }
test ! -s said.txt
