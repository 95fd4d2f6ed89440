#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A kernel in a shared object that was closed again is in the table at exit:
# its record must still be mapped then.
cat >part.c <<'END'
#include "tensoraot_rt.h"
static struct tensoraot_record record = {
	.version = TENSORAOT_ABI, .line = 7, .name = "inside",
	.file = "part.c", .what = "map",
};
void part(void)
{
	tensoraot_leave(&record, tensoraot_enter(&record),
			TENSORAOT_LOWERED, 0);
}
END
cat >main.c <<'END'
#include <dlfcn.h>
#include <stdlib.h>
int main(void)
{
	void *handle = dlopen("./part.so", RTLD_NOW);
	void (*part)(void) = handle ? (void (*)(void))dlsym(handle, "part") : 0;

	if (!part)
		abort();
	part();
	dlclose(handle);
	return 0;
}
END
$CC -fPIC -shared -I"$TOP/runtime" part.c -o part.so \
	-L"$LIBDIR" -ltensoraot -Wl,-rpath,"$LIBDIR"
$CC main.c -o main -ldl
TENSORAOT_VERBOSE=1 ./main 2>err
grep 'inside *part.c:7 *1 ' err
