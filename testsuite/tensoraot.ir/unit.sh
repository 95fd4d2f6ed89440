# SPDX-License-Identifier: GPL-3.0-or-later
# The unit tests: index polynomials against evaluation, subscripts, bounds,
# dependences and what isl is asked against running random programs, and the text
# form of every program here against damage.
for name in idx poly text; do
	$CC -std=gnu11 -O1 -g -I"$TOP/plugin" -I"$TOP/testsuite/unit" \
		-o $name "$TOP/testsuite/unit/$name.c" "$BUILD/libtacore.a" \
		-lisl -lm
done
./idx
./poly
./text $(ls "$TOP"/testsuite/tensoraot.ir/*.ta | grep -v /invalid-text) \
	"$TOP"/testsuite/tensoraot.phase/*.ta
