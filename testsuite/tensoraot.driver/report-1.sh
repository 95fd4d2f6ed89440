# SPDX-License-Identifier: GPL-3.0-or-later
# The report counts the nests of a file, none where there are none, and says nothing
# of a file that has errors before there are any.  If this fails, "0 of 0" follows an
# error message, or a file without kernels is passed over in silence.
REPORT="-fplugin=$PLUGIN -fplugin-arg-tensoraot-report -O2 -c"
echo 'int f(int x) { return x; }' >none.c
$CC $REPORT none.c 2>out
grep -qx '0 of 0 loop nests replaced' out

cat >one.c <<'END'
void f(int n, float *y)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		y[i] = i;
}
END
$CC $REPORT one.c 2>out
grep -qx '1 of 1 loop nests replaced' out

sed 's/= i;/= undeclared;/' one.c >wrong.c
if $CC $REPORT wrong.c 2>out || grep 'loop nests' out; then
	exit 1
fi
grep -q 'undeclared' out
