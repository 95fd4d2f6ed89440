# SPDX-License-Identifier: MIT
# A program that brings its own cblas_dgemm and its own memset, made of the very
# loops that are lowered to these, never ends up calling itself: not straight,
# not through a helper, not through a helper of another file.  If this fails, it
# runs until its stack is full, or the file calls the routine that it defines.
cat >own.c <<\END
static void helper (int m, int n, int k, const double *a, const double *b,
		    double *c)
{
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++)
      {
	double s = 0;
	for (int p = 0; p < k; p++)
	  s += a[i * k + p] * b[p * n + j];
	c[i * n + j] = s;
      }
}
int calls;
void cblas_dgemm (int order, int ta, int tb, int m, int n, int k, double alpha,
		  const double *a, int lda, const double *b, int ldb,
		  double beta, double *c, int ldc)
{
  calls++;
  if (lda != k || ldb != n || ldc != n || alpha != 1 || beta != 0)
    __builtin_abort ();
#ifdef APART
  extern void apart (int, int, int, const double *, const double *, double *);
  apart (m, n, k, a, b, c);
#else
  if (calls & 1)
    helper (m, n, k, a, b, c);
  else
    for (int i = 0; i < m; i++)
      for (int j = 0; j < n; j++)
	{
	  double s = 0;
	  for (int p = 0; p < k; p++)
	    s += a[i * k + p] * b[p * n + j];
	  c[i * n + j] = s;
	}
#endif
}
END
sed -e 's/static void helper/void apart/' -e '/^int calls/,$d' own.c >apart.c
cat >main.c <<\END
extern void cblas_dgemm (int, int, int, int, int, int, double, const double *,
			 int, const double *, int, double, double *, int);
#ifdef APART
extern void apart (int, int, int, const double *, const double *, double *);
#endif
extern int calls;
enum { N = 40 };
double a[N * N], b[N * N], c[N * N];
int main (void)
{
  for (int i = 0; i < N * N; i++)
    a[i] = i % 7, b[i] = i % 5;
  for (int t = 1; t <= 4; t++)
    {
      cblas_dgemm (101, 111, 111, N, N, N, 1, a, N, b, N, 0, c, N);
#ifdef APART
      apart (N, N, N, a, b, c);
      if (calls != EXPECTED * t)
#else
      if (calls != t)
#endif
	return 2;
    }
  double s = 0;
  for (int p = 0; p < N; p++)
    s += a[3 * N + p] * b[p * N + 9];
  return s != c[3 * N + 9];
}
END
# Fail if a line of FILE matches RE.
without () {
	if grep -E "$2" "$1"; then
		exit 1
	fi
}
export LD_LIBRARY_PATH="$LIBDIR"
auto="-fplugin=$PLUGIN -fplugin-arg-tensoraot-auto"
for flags in "-O2 -ffast-math" "-O3 -ffast-math" "-O1 -ffast-math -fno-inline"; do
	$CC $flags $auto -fplugin-arg-tensoraot-report=report.txt -c own.c
	cat report.txt
	grep -q 'cblas_dgemm *[+-]' report.txt
	nm own.o >names.txt
	without names.txt ' [Uw] cblas_'
	without report.txt 'replaced by'
	$CC $flags -c main.c
	$CC own.o main.o -o t -L"$LIBDIR" -ltensoraot
	timeout 20 ./t
	# Through another file nothing can be known: each call from outside
	# goes once through the routine, and no further.
	$CC $flags -DAPART $auto -c own.c
	$CC $flags $auto -fplugin-arg-tensoraot-report=report.txt -c apart.c
	grep -q 'apart.*replaced by cblas_dgemm' report.txt
	$CC $flags -DAPART -DEXPECTED=3 -c main.c
	$CC own.o apart.o main.o -o t -L"$LIBDIR" -ltensoraot
	timeout 20 ./t
done
# The same with pragmas.
sed 's/^static void helper/#pragma tensoraot kernel\n&/' own.c |
	sed 's/^void cblas_dgemm/#pragma tensoraot kernel\n&/' >kernel.c
$CC -O2 "-fplugin=$PLUGIN" -c kernel.c
nm kernel.o >names.txt
grep -q tensoraot_helper names.txt
without names.txt ' [Uw] cblas_'
# A memset of one's own: the loops that stay as written are the compiler's own
# business, but the kernel calls no memset.
cat >set.c <<\END
static void fill (char *p, int c, unsigned long n)
{
  for (unsigned long i = 0; i < n; i++)
    p[i] = c;
}
void *memset (void *p, int c, unsigned long n)
{
  fill (p, c, n);
  return p;
}
END
for flags in -O1 -O2 -O3; do
	$CC $flags $auto -fplugin-arg-tensoraot-report=report.txt -S set.c
	cat report.txt
	sed -n '/^tensoraot_fill:/,/\.size/p' set.s >kernel.s
	test -s kernel.s
	without kernel.s '(call|jmp).*memset'
done
