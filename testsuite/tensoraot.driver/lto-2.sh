# SPDX-License-Identifier: MIT
# The function that looks through tables of rows is one of the file's own to the
# link with -flto: compiled as its user was, which -O1 says otherwise than the
# compiler's default.  If this fails, the link-time optimiser reads a null
# pointer.
cat >t.c <<\END
static double memory[40][43], *table[2][40];

__attribute__((noipa)) void scale (int n, int m, double **a, double **b)
{
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++)
      a[i][j] = b[i][j] * 3 + 1;
}

int main (void)
{
  for (int i = 0; i < 20; i++) {
    table[0][i] = memory[i];
    table[1][i] = memory[i + 20];
  }
  scale (20, 43, table[0], table[1]);
  for (int i = 0; i < 20; i++)
    for (int j = 0; j < 43; j++)
      if (memory[i][j] != 1)
        return 1;
  return 0;
}
END
export LD_LIBRARY_PATH="$LIBDIR"
for flags in -O1 "-O2 -fno-ipa-cp" "-Og -g" "-O3 -flto-partition=max"; do
  $CC $flags -fstrict-aliasing -flto "-fplugin=$PLUGIN" -c t.c
  $CC $flags -fstrict-aliasing -S "-fplugin=$PLUGIN" t.c
  grep -q '^tensoraot\.rows' t.s
  $CC $flags -flto t.o -o t -L"$LIBDIR" -ltensoraot
  ./t
done
