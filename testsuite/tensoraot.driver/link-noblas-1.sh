# SPDX-License-Identifier: MIT
# Where the linker finds no OpenBLAS, -ltensoraot links all the same: the
# cblas functions are null and the library is there.
mkdir lib
cp "$LIBDIR"/libtensoraot.so.0 "$LIBDIR"/tensoraot-need.o "$LIBDIR"/libtensoraot-blas.a lib
mkdir lib/tensoraot
sed -e "s|-lopenblas|-lno_such_blas|" -e "s|$LIBDIR/tensoraot|$PWD/lib/tensoraot|" \
	"$LIBDIR/libtensoraot.so" >lib/libtensoraot.so
cp "$LIBDIR/tensoraot/libopenblas.a" lib/tensoraot/libno_such_blas.a
cat >t.c <<\END
extern void cblas_dgemm (void) __attribute__ ((weak));
char tensoraot_calls_blas __attribute__ ((common));
extern int tensoraot_active __attribute__ ((weak));
int main (void) { return cblas_dgemm != 0 || &tensoraot_active == 0; }
END
export LD_LIBRARY_PATH="$PWD/lib"
for flags in -O2 "-O2 -no-pie" "-O2 -flto" "-O0 -Wl,--no-as-needed"; do
	$CC $flags t.c -o t -Llib -ltensoraot
	./t
done
