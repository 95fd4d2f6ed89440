# SPDX-License-Identifier: GPL-3.0-or-later
# Do the plans of all programs in the text form, and of random ones, compute
# what these say?
UNIT=$TOP/testsuite/unit
$CC -std=gnu11 -O1 -g -I"$TOP/plugin" -I"$UNIT" -o run "$UNIT/run.c" \
	"$UNIT/random.c" "$BUILD/libtacore.a" -lisl -lm
./run "$TOP"/testsuite/tensoraot.phase/*.ta \
	"$TOP"/testsuite/tensoraot.ir/mv.ta 300

# Is every access that is reported to leave its extent one that does?
$CC -std=gnu11 -O1 -g -I"$TOP/plugin" -I"$UNIT" -o shapes "$UNIT/shapes.c" \
	"$UNIT/random.c" "$BUILD/libtacore.a" -lisl -lm
./shapes 300

# Is every right plan validated, and a spoiled one refused?
$CC -std=gnu11 -O1 -g -I"$TOP/plugin" -I"$UNIT" -o validate "$UNIT/validate.c" \
	"$UNIT/random.c" "$BUILD/libtacore.a" -lisl -lm
./validate "${RANDOM_PROGRAMS:-40}" "$TOP"/testsuite/tensoraot.phase/plan-*.ta \
	"$TOP"/testsuite/tensoraot.phase/guard-*.ta
