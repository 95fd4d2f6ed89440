#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# 04-require.c builds as it is, and with -DCOUNT fails with the reason.
. "$TOP/testsuite/tensoraot.examples/common.inc"
build_both 04-require
grep -q cblas_sgemm report
run_both
$CC -O2 -DCOUNT -Wall -Wno-unknown-pragmas "$dir/04-require.c" -o plain
if $CC -O2 -DCOUNT -fplugin="$PLUGIN" -c "$dir/04-require.c" -o x.o \
	2>errors; then
	echo "it compiles with -DCOUNT"
	exit 1
fi
cat errors
grep 'error:.*volatile' errors
