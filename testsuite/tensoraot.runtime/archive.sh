#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The archive works in a statically linked program, whose weak references
# bring the library in only when asked with -u.
cat >main.c <<'END'
#include "tensoraot_rt.h"
#pragma weak tensoraot_active
#pragma weak tensoraot_enter
#pragma weak tensoraot_leave
static struct tensoraot_record record = {
	.version = TENSORAOT_ABI, .line = 7, .name = "still",
	.file = "main.c", .what = "map",
};
int main(void)
{
	if (!&tensoraot_active)
		return 3;
	tensoraot_leave(&record, tensoraot_enter(&record),
			TENSORAOT_LOWERED, 0);
	return 0;
}
END
$CC -O2 -I"$TOP/runtime" main.c -o without
if ./without; then
	echo "a program without the library found it"
	exit 1
fi
$CC -O2 -static -I"$TOP/runtime" main.c -o main \
	-Wl,-u,tensoraot_enter "$LIBDIR/libtensoraot.a"
TENSORAOT_VERBOSE=1 ./main 2>err
grep 'still *main.c:7 *1 ' err
