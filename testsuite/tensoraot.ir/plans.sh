# SPDX-License-Identifier: GPL-3.0-or-later
# Do the plans of all programs in the text form compute what these say?
$CC -std=gnu11 -O1 -g -I"$TOP/plugin" -I"$TOP/testsuite/unit" -o run \
	"$TOP/testsuite/unit/run.c" "$TOP/testsuite/unit/exec.c" "$TOP/testsuite/unit/random.c" \
	"$BUILD/libtacore.a" -lisl -lm
./run "$TOP"/testsuite/tensoraot.phase/*.ta "$TOP"/testsuite/tensoraot.ir/mv.ta 300
