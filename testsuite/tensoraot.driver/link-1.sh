# SPDX-License-Identifier: MIT
# One flag, -ltensoraot, must bring OpenBLAS for weak references (which
# --as-needed linkers ignore) of a file that says that it has such by a common
# symbol, libgomp and vector libm, whatever the link.
cat >t.c <<\END
#include <math.h>
extern void cblas_dgemm (void) __attribute__ ((weak));
extern void cblas_sgemv (void) __attribute__ ((weak));
char tensoraot_calls_blas __attribute__ ((common));
float a[1024], b[1024];
volatile float one = 1;
__attribute__ ((noipa)) void f (float *restrict a, float *restrict b)
{
#pragma omp parallel for simd
  for (int i = 0; i < 1024; i++)
    a[i] = expf (b[i]);
}
int main (void)
{
  for (int i = 0; i < 1024; i++)
    b[i] = one;
  f (a, b);
  return !cblas_dgemm || !cblas_sgemv || a[3] < 2.718 || a[1023] > 2.719;
}
END
export LD_LIBRARY_PATH="$LIBDIR"
for flags in "" -no-pie -flto -Wl,--as-needed -Wl,--no-as-needed \
	-Wl,--gc-sections; do
	echo "flags: $flags"
	$CC -O2 -ftree-vectorize -ffast-math -fopenmp $flags -c t.c
	# Without -fopenmp here: it would bring libgomp by itself.
	$CC -O2 -ffast-math $flags t.o -o t -L"$LIBDIR" -ltensoraot
	./t
done
