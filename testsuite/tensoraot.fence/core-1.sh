# SPDX-License-Identifier: GPL-3.0-or-later
# Whichever allocation, check or question to isl fails in the phases over a
# tensor program, the fence is left clean, and the next run is as without it.
$CC -std=gnu11 -O1 -g -I"$TOP/plugin" -I"$TOP/testsuite/unit" \
	-o fault "$TOP/testsuite/unit/fault.c" "$BUILD/libtacore.a" -lisl -lm
./fault "${MANY:-2}" "$TOP"/testsuite/tensoraot.phase/*.ta \
	"$TOP"/testsuite/tensoraot.ir/every-line.ta
