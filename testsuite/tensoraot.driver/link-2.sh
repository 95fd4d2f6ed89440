# SPDX-License-Identifier: GPL-3.0-or-later
# -ltensoraot brings OpenBLAS to a program with a kernel that calls it, in any of its
# files, and to a program that calls it itself; a program whose kernels are loops
# starts without (it would take some milliseconds more, and not start at all on a
# device that has none).  Where kernels call it and the linker's command has the
# library in front of them, the table of calls says what is wrong.
cat >product.c <<\END
void product (int n, double *restrict a, double *restrict b, double *restrict c)
{
#pragma tensoraot kernel require(blas) shape (a[n][n], b[n][n], c[n][n])
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      double s = 0;
      for (int k = 0; k < n; k++)
        s += a[i * n + k] * b[k * n + j];
      c[i * n + j] = s;
    }
}
END
cat >loops.c <<\END
void scale (int n, float *restrict a, float *restrict b)
{
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++)
    a[i] = b[i] > 0 ? b[i] * 3 : 0;
}
END
cat >main.c <<\END
extern void product (int, double *, double *, double *) __attribute__ ((weak));
extern void scale (int, float *, float *) __attribute__ ((weak));
static double a[9], b[9], c[9];
static float x[5], y[5] = { 1, -1, 2 };
int main (void)
{
  for (int i = 0; i < 9; i++)
    a[i] = i, b[i] = i % 2;
  if (product)
    product (3, a, b, c);
  if (scale)
    scale (5, x, y);
  return product && c[8] != 7 || scale && (x[0] != 3 || x[1] != 0);
}
END
cat >own.c <<\END
extern int openblas_get_num_procs (void);
int main (void) { return openblas_get_num_procs () < 1; }
END
export LD_LIBRARY_PATH="$LIBDIR"

# Link $2 (options and files) into t, run it, and see whether it needs OpenBLAS as
# often as $1 says.
linked() {
	library=-ltensoraot
	case $2 in # it does not read all of a script
	*=mold*) library="-l:tensoraot-need.o -ltensoraot-blas -l:libtensoraot.so.0
		-Wl,--as-needed -lopenblas -lgomp -lm" ;;
	esac
	$CC -O2 $2 -o t -L"$LIBDIR" $library
	./t
	test "$(readelf -d t | grep -c 'NEEDED.*openblas')" = "$1" || {
		echo "$2: OpenBLAS is needed, or not, against what was expected ($1)"
		exit 1
	}
}
linkers=
for linker in bfd lld mold; do
	if $CC -fuse-ld=$linker own.c -o t -lopenblas 2>/dev/null; then
		linkers="$linkers $linker"
	fi
done
echo "linkers:$linkers"
for flags in "" -no-pie -flto -fno-common -fvisibility=hidden; do
	for file in product loops; do
		$CC -O2 "-fplugin=$PLUGIN" -fplugin-arg-tensoraot-eager $flags \
			-c $file.c
	done
	for linker in $linkers; do
		case $linker$flags in lld-flto) continue ;; esac
		with="$flags -fuse-ld=$linker"
		linked 1 "$with main.c product.o loops.o"
		linked 1 "$with -Wl,--as-needed main.c product.o"
		linked 1 "$with -Wl,--no-as-needed main.c product.o"
		# mold takes weak references for a need.
		test $linker = mold || linked 0 "$with main.c loops.o"
		linked 1 "$with own.c"
	done
done
rm -f libproduct.a
ar qcs libproduct.a product.o
linked 1 "main.c -Wl,-u,product libproduct.a"
$CC -O2 -L"$LIBDIR" -ltensoraot main.c product.o -o t
TENSORAOT_VERBOSE=1 ./t 2>err
grep -q 'kernels of this program call BLAS, and none is linked' err || {
	cat err
	echo "the table does not say why no BLAS is linked"
	exit 1
}
$CC -O2 main.c product.o -o t -L"$LIBDIR" -ltensoraot
TENSORAOT_VERBOSE=1 ./t 2>err
if grep 'none is linked' err; then exit 1; fi
