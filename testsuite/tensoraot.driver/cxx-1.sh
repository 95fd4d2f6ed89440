# SPDX-License-Identifier: MIT
# The plugin loads into the C++ compiler and leaves what it compiles alone.
case $($CC -print-prog-name=cc1plus) in
/*) ;;
*) exit 77 ;;
esac
cat >t.cc <<\END
void f (int n, float *a)
{
  for (int i = 0; i < n; i++)
    a[i] += 1;
}
END
$CC -O2 -fno-ident -c t.cc -o without.o
$CC -O2 -fno-ident "-fplugin=$PLUGIN" -c t.cc -o with.o
cmp with.o without.o
