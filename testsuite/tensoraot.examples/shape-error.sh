#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# 03-shape-error.c compiles without a word without the plugin, and with it
# gives errors at its mistake and nowhere else: one mistake as it is, the
# other, which GCC sees before any loop, with -DCALL.
. "$TOP/testsuite/tensoraot.examples/common.inc"
src=$dir/03-shape-error.c

# Compile with the flag "$1" and expect errors at the "$2"th line that says
# "wrong" and at no other, "$3" in each.
expect ()
{
	$CC -O2 -Wall -Wextra -Werror -fanalyzer -Wno-unknown-pragmas $1 \
		"$src" -o plain
	if $CC -O2 $1 -fplugin="$PLUGIN" -c "$src" -o x.o 2>errors; then
		echo "it compiles with '$1'"
		exit 1
	fi
	cat errors
	line=$(grep -n '/. wrong' "$src" | sed -n "$2p" | cut -d: -f1)
	grep ' error: ' errors >found
	grep "03-shape-error.c:$line:[0-9]*: error: .*$3" found
	if grep -v "03-shape-error.c:$line:[0-9]*: error: .*$3" found; then
		exit 1
	fi
	grep 'note: .* is declared here' errors
}

expect "" 1 "the extent is k"
expect -DCALL 2 "5 long.*6 long"
