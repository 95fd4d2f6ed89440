# SPDX-License-Identifier: MIT
# A file without kernels compiles to the same object with the plugin and
# without, whatever the flags; with the user's own OpenMP too, obeyed under
# -fopenmp and ignored elsewhere.
cat >omp.c <<\END
double a[1000], b[1000];
double f (int n)
{
  double s = 0;
#pragma omp parallel for reduction(+ : s)
  for (int i = 0; i < n; i++)
    s += a[i] * b[i];
#pragma omp simd
  for (int i = 0; i < n; i++)
    a[i] = __builtin_exp (b[i]);
#pragma omp parallel
#pragma omp single
  {
#pragma omp task
    b[0] = 1;
  }
  return s;
}
END
cat >loops.c <<\END
extern void *memcpy (void *, const void *, unsigned long);
float x[100][200], y[200][300], z[100][300];
void g (void)
{
  for (int i = 0; i < 100; i++)
    for (int j = 0; j < 300; j++)
      for (int k = 0; k < 200; k++)
        z[i][j] += x[i][k] * y[k][j];
}
static inline int twice (int n) { return 2 * n; }
int h (int n)
{
  int v[n];
  for (int i = 0; i < n; i++)
    v[i] = twice (i) + n;
  memcpy (z, v, sizeof v);
  return v[n / 2];
}
END
for file in omp.c loops.c "$TOP/plugin/idx.c" "$TOP/testsuite/gen/gemm-spellings.c"; do
	for flags in -O0 -O1 -O2 "-O3 -march=native" -Os -Og "-O2 -g" \
		-fopenmp "-O2 -fopenmp" "-O3 -fopenmp-simd" "-O2 -fchecking" \
		"-O2 -ftree-parallelize-loops=2" "-O1 -fsanitize=address,undefined"; do
		all="$flags -gno-record-gcc-switches -fno-ident -I$TOP/plugin -c"
		$CC $all "$file" -o without.o
		$CC $all "-fplugin=$PLUGIN" "$file" -o with.o
		cmp with.o without.o || {
			echo "$file differs with $flags"
			exit 1
		}
	done
done
