#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# 03-shape-error.c compiles without a word without the plugin, and with it
# gives an error at each of its two mistakes and at no other line.
. "$TOP/testsuite/tensoraot.examples/common.inc"
src=$dir/03-shape-error.c
$CC -O2 -Wall -Wextra -Werror -fanalyzer -Wno-unknown-pragmas "$src" -o plain
if $CC -O2 -fplugin="$PLUGIN" -c "$src" -o lowered.o 2>errors; then
	echo "it compiles"
	exit 1
fi
cat errors
mistakes=$(grep -n 'wrong:' "$src" | cut -d: -f1)
test "$(echo $mistakes | wc -w)" = 2
# An error counts for the line of the mistake or the one below it, where the
# access is.
first=${mistakes%%[!0-9]*}
last=${mistakes##*[!0-9]}
grep -E "03-shape-error.c:($first|$((first + 1))):[0-9]+: error" errors
grep -E "03-shape-error.c:$last:[0-9]+: error" errors
