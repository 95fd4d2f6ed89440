#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# 03-shape-error.c compiles without a word without the plugin, and with it
# gives errors at its mistakes and nowhere else.
. "$TOP/testsuite/tensoraot.examples/common.inc"
src=$dir/03-shape-error.c

$CC -O2 -Wall -Wextra -Werror -fanalyzer -Wno-unknown-pragmas "$src" -o plain
if $CC -O2 -fplugin="$PLUGIN" -c "$src" -o x.o 2>errors; then
	echo "it compiles"
	exit 1
fi
cat errors
grep -n '/. wrong' "$src" | cut -d: -f1 >wrong
test "$(wc -l <wrong)" = 2
sed -n 's/.*03-shape-error.c:\([0-9]*\):[0-9]*: error: .*/\1/p' errors |
	sort -n -u >found
diff wrong found
grep 'note: .* is declared here' errors
grep "error: .*'a\[i\]\[p\]'.*the extent is k" errors
grep "error: rows of 'a' are 5 long.*6 long" errors
