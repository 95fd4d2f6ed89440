# SPDX-License-Identifier: GPL-3.0-or-later
# Files that -include puts before the source: they may hold kernels, and
# defaults that they take back; those they leave behind are an error.
cat >t.c <<\END
float sum (int n, const float *a)
{
  float s = 0;
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    s += a[i];
  return s;
}
END
cat >kernel.h <<\END
static inline void scale (int n, float *a)
{
#pragma tensoraot push fp(strict)
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++)
    a[i] = a[i] * 2 + 1;
#pragma tensoraot pop
}
void use (int n, float *a) { scale (n, a); }
END
echo '#pragma tensoraot push fp(strict)' >push.h
echo '#pragma tensoraot kernel' >alone.h
flags="-O2 -fplugin=$PLUGIN -fplugin-arg-tensoraot-report -c t.c"
$CC $flags -include kernel.h 2>said.txt
grep -q 'kernel.h:5: scale' said.txt
grep -q '2 of 2 loop nests replaced' said.txt
! $CC $flags -include push.h 2>said.txt
grep -q "push.h:1:.*error: 'push' in a header without a 'pop'" said.txt
# The last line of an included file governs the function that follows.
! $CC $flags -include alone.h 2>said.txt
grep -q "t.c:4:.*error: 'kernel' inside a kernel" said.txt
grep -q "alone.h:1:.*note: the outer kernel begins here" said.txt
