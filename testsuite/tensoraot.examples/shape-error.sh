#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# 03-shape-error.c compiles without a word without the plugin, and with it
# gives an error at each of its mistakes, in one go, and nowhere else.
. "$TOP/testsuite/tensoraot.examples/common.inc"
src=$dir/03-shape-error.c

$CC -O2 -Wall -Wextra -Werror -fanalyzer -Wno-unknown-pragmas "$src" -o plain
if $CC -O2 -fplugin="$PLUGIN" -c "$src" -o x.o 2>errors; then
	echo "it compiles"
	exit 1
fi
cat errors
grep ' error: ' errors >found
grep 'note: .* is declared here' errors

# Expect "$2" in the errors at the "$1"th line that says "wrong", and take
# them out of those found.
expect ()
{
	line=$(grep -n '/. wrong' "$src" | sed -n "$1p" | cut -d: -f1)
	grep "03-shape-error.c:$line:[0-9]*: error: .*$2" found
	grep -v "03-shape-error.c:$line:[0-9]*: error: .*$2" found >left || :
	mv left found
}

expect 1 "the extent is k"
expect 2 "5 long.*6 long"
test ! -s found
