#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The demo runs to its end; both programs learn, and what they have learnt
# differs by no more than two digits.
BUILDDIR=. EPOCHS=10
export BUILDDIR EPOCHS
sh "$TOP/examples/demo.sh"
for program in plain tensoraot; do
	sed -n 's/^accuracy .*(\([0-9]*\) of 359 .*/\1/p' \
		examples/build/digits-$program.out >$program
	test "$(cat $program)" -gt 341
done
difference=$(($(cat plain) - $(cat tensoraot)))
test "${difference#-}" -le 2
