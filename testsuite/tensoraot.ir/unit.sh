# SPDX-License-Identifier: GPL-3.0-or-later
# The unit tests: index polynomials against evaluation, and the text form of
# every program here against damage.
for name in idx text; do
	$CC -std=gnu11 -O1 -g -I"$TOP/plugin" -I"$TOP/testsuite/unit" \
		-o $name "$TOP/testsuite/unit/$name.c" "$BUILD/libtacore.a" -lisl
done
./idx
./text $(ls "$TOP"/testsuite/tensoraot.ir/*.ta | grep -v /invalid-text) \
	"$TOP"/testsuite/tensoraot.phase/*.ta
