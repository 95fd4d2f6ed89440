# SPDX-License-Identifier: GPL-3.0-or-later
# Kernels in a header that many files include, static inline and inline, link
# together without a symbol twice, with link-time optimisation in all its ways
# too; each file's kernel is its own.
cat >k.h <<\END
static inline void scale (int n, float *a)
{
#pragma tensoraot kernel require(lowered) name(scaler)
  for (int i = 0; i < n; i++)
    a[i] = a[i] * 2 + 1;
}
#pragma tensoraot kernel require(lowered)
inline float total (int n, const float *a)
{
  float s = 0;
  for (int i = 0; i < n; i++)
    s += a[i];
  return s;
}
END
for i in 1 2 3; do
	cat >f$i.c <<END
#include "k.h"
extern float y[5000];
float f$i (void) { scale (5000, y); return total (5000, y); }
END
done
cat >m.c <<\END
#include "k.h"
float y[5000];
extern inline float total (int n, const float *a);
extern float f1 (void), f2 (void), f3 (void);
int main (void)
{
  scale (5000, y);
  return f1 () + f2 () + f3 () != 5000. * (3 + 7 + 15);
}
END
export LD_LIBRARY_PATH="$LIBDIR"
for how in "-fno-inline" "-flto" "-flto -g -flto-partition=max" \
	"-ffunction-sections -Wl,--gc-sections"; do
	rm -f *.o
	for i in f1 f2 f3 m; do
		$CC -O2 $how "-fplugin=$PLUGIN" -c $i.c
	done
	$CC -O2 $how f1.o f2.o f3.o m.o -o t -L"$LIBDIR" -ltensoraot
	./t
	TENSORAOT_VERBOSE=1 ./t 2>table.txt
	test "$(grep -c '^scaler .* parallel' table.txt)" -ge 4
done
# Into one object, and without any library.
$CC -O2 -fno-inline "-fplugin=$PLUGIN" -c f1.c f2.c f3.c m.c
$CC -r -nostdlib f1.o f2.o f3.o m.o -o all.o
$CC all.o -o t -L"$LIBDIR" -ltensoraot
./t
