# SPDX-License-Identifier: GPL-3.0-or-later
# A breakpoint on the line of a kernel's loop stops in what runs, the generated
# function or the loop as written; the backtrace names the kernel, its file and
# line; stepping and looking at variables work; with and without split DWARF.
gdb --batch -ex quit >/dev/null 2>&1 || exit 77
cat >t.c <<\END
float x[1000000], y[1000000];
double a[64][64], b[64][64], c[64][64];
__attribute__((noinline)) void
scale (int n, float *restrict p, const float *restrict q, float by)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    p[i] = q[i] * by + 1;
}
__attribute__((noinline)) void
matmul (int n, double p[n][n], double q[n][n], double r[n][n])
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      double s = 0;
      for (int k = 0; k < n; k++)
        s += p[i][k] * q[k][j];
      r[i][j] = s;
    }
}
int main (void)
{
  scale (1000000, y, x, 3);
  scale (10, y, x, 3);
  matmul (64, a, b, c);
  return y[5] != 1;
}
END
cat >commands <<\END
set pagination off
set confirm off
set breakpoint pending off
break t.c:8
run
echo == first\n
backtrace
info locals
info args
step
step
step
next
next
delete
echo == stepped\n
backtrace
tbreak scale if n == 10
continue
break t.c:8
continue
echo == as written\n
backtrace
info args
print i
delete
break t.c:14
continue
echo == product\n
backtrace
info locals
step
step
delete
finish
continue
END
export LD_LIBRARY_PATH="$LIBDIR" OMP_NUM_THREADS=1
for flags in "-g" "-g -gsplit-dwarf" "-g3 -O3 -fdebug-types-section" "-g -Og"; do
	$CC -O2 $flags "-fplugin=$PLUGIN" -c t.c
	$CC t.o -o t -L"$LIBDIR" -ltensoraot
	gdb --batch -x commands ./t >out.txt 2>&1 || { cat out.txt; exit 1; }
	cat out.txt
	grep -q 'Inferior 1 .* exited normally' out.txt
	! grep -iE 'internal-error|error reading|DWARF|cannot|no symbol' out.txt
	sed -n '/^== first/,/^== stepped/p' out.txt >first.txt
	grep -q '^#0 .*scale.* at .*t\.c:[78]' first.txt
	grep -q '^#[0-9].* scale (.* at .*t\.c:' first.txt
	grep -q '^#[0-9].* main () at .*t\.c:24' first.txt
	sed -n '/^== as written/,/^== product/p' out.txt >written.txt
	grep -q '^#0 .*scale (n=[^,]*10, .* at .*t\.c:8' written.txt
	grep -q '^#1 .*main () at .*t\.c:25' written.txt
	sed -n '/^== product/,$p' out.txt >product.txt
	grep -q '^#[0-9].*matmul (.* at .*t\.c:1[4-8]' product.txt
	grep -q '^#[0-9].*main () at .*t\.c:26' product.txt
done
