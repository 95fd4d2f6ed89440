# SPDX-License-Identifier: GPL-3.0-or-later
# Precompiled headers: kernels are lowered in a file that includes one without
# kernels; in one that has kernels these stay as written, and whoever makes it
# is told.  If this fails, a kernel is lowered by another's clauses, or the
# compiler stops.
cat >plain.h <<\END
#include <stdlib.h>
static inline int three (void) { return 3; }
END
cat >kernels.h <<\END
#pragma tensoraot push serial
static inline void scale (int n, float *a)
{
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++)
    a[i] = a[i] * 2 + 1;
}
#pragma tensoraot pop
END
cat >a.c <<\END
#include "plain.h"
float y[5000];
void f (int n, float *a)
{
#pragma tensoraot kernel require(lowered) name(mine)
  for (int i = 0; i < n; i++)
    a[i] = a[i] * 2 + three ();
}
int main (void) { f (5000, y); return y[4999] != 3; }
END
cat >b.c <<\END
#include "kernels.h"
float y[5000];
void f (int n, float *a)
{
#pragma tensoraot kernel require(lowered) name(mine)
  for (int i = 0; i < n; i++)
    a[i] = a[i] * 2 + 3;
}
int main (void) { scale (5000, y); f (5000, y); return y[4999] != 5; }
END
export LD_LIBRARY_PATH="$LIBDIR"
$CC -O2 "-fplugin=$PLUGIN" plain.h -o plain.h.gch 2>said.txt
test ! -s said.txt
$CC -O2 "-fplugin=$PLUGIN" kernels.h -o kernels.h.gch 2>said.txt
grep -q "kernels.h:4:.*warning: 'kernel' has no effect in a precompiled" said.txt
grep -q "kernels.h:1:.*warning: 'push' has no effect in a precompiled" said.txt
for i in a b; do
	$CC -O2 "-fplugin=$PLUGIN" -fplugin-arg-tensoraot-report -Winvalid-pch \
		-H $i.c -o $i -L"$LIBDIR" -ltensoraot 2>said.txt
	cat said.txt
	grep -q '^! .*h.gch' said.txt
	grep -q "$i.c:6: mine" said.txt
	grep -q '1 of 1 loop nests replaced' said.txt
	./$i
done
# Without the plugin too.
$CC -O2 plain.h -o plain.h.gch
$CC -O2 "-fplugin=$PLUGIN" a.c -o a -L"$LIBDIR" -ltensoraot
./a
