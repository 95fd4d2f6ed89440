#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The demo runs to its end; both programs learn, and what they have learnt
# differs by no more than two digits.
BUILDDIR=. EPOCHS=10
export BUILDDIR EPOCHS
sh "$TOP/examples/demo.sh" >demo.out 2>&1
for program in plain tensoraot; do
	sed -n 's/^accuracy .*(\([0-9]*\) of 359 .*/\1/p' \
		examples/build/digits-$program.out >$program
	test "$(cat $program)" -gt 341
done
difference=$(($(cat plain) - $(cat tensoraot)))
test "${difference#-}" -le 2

# The demo says what the library says of an OpenBLAS that is older than the processor,
# and nothing where that was asked for.  If this fails, a product that is slower than
# plain C stands there without its reason.
TENSORAOT_VERBOSE=1 examples/build/digits-tensoraot "$TOP/examples/data/digits.csv" 1 \
	2>&1 | sed -n 's/^tensoraot: \(the OpenBLAS that is linked does not.*\)/demo: \1/p' \
	>said
grep '^demo: the OpenBLAS' demo.out >shown || :
cmp said shown
