# SPDX-License-Identifier: MIT
# With -flto the kernel is lowered once, when its file is compiled; the link
# needs no plugin, and may have it.
cat >a.c <<\END
void scale (int n, float *a, float by)
{
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++)
    a[i] = a[i] * by + 1;
}
END
cat >b.c <<\END
extern void scale (int n, float *a, float by);
float v[100000];
int main (void)
{
  for (int i = 0; i < 100000; i++)
    v[i] = i;
  scale (100000, v, 2);
  for (int i = 0; i < 100000; i++)
    if (v[i] != i * 2 + 1)
      return 1;
  return 0;
}
END
export LD_LIBRARY_PATH="$LIBDIR"
# With -g3 the macro that the plugin defines must not reach debug information
# that is not there yet.
$CC -O2 -g3 -flto "-fplugin=$PLUGIN" -c a.c
$CC -O2 -flto "-fplugin=$PLUGIN" -c a.c
$CC -O2 -flto -c b.c
$CC -O2 -flto a.o b.o -o t -L"$LIBDIR" -ltensoraot
./t
$CC -O2 -flto "-fplugin=$PLUGIN" a.o b.o -o t -L"$LIBDIR" -ltensoraot
./t
