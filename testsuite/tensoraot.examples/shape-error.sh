#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# 03-shape-error.c compiles without a word without the plugin, and with it
# gives errors at its mistakes and nowhere else: one of them as it is, a
# second one with -DCALL.
. "$TOP/testsuite/tensoraot.examples/common.inc"
src=$dir/03-shape-error.c

# Compile with the flag "$1" and expect errors at each of the first "$2" lines
# that are marked as wrong, and at no other line.
expect ()
{
	$CC -O2 -Wall -Wextra -Werror -fanalyzer -Wno-unknown-pragmas $1 \
		"$src" -o plain
	if $CC -O2 $1 -fplugin="$PLUGIN" -c "$src" -o x.o 2>errors; then
		echo "it compiles with '$1'"
		exit 1
	fi
	cat errors
	grep -n '/. wrong' "$src" | head -n "$2" | cut -d: -f1 >wrong
	sed -n 's/.*03-shape-error.c:\([0-9]*\):[0-9]*: error: .*/\1/p' \
		errors | sort -n -u >found
	diff wrong found
	grep 'note: .* is declared here' errors
}

expect "" 1
grep "error: .*'a\[i\]\[p\]'.*the extent is k" errors
expect -DCALL 2
grep "error: rows of 'a' are 5 long.*6 long" errors
