#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The library exports what abi.def lists, and nothing else.
sed -n 's/^TENSORAOT_\(VAR\|FN[0-9]\)([A-Z0-9]*, \([a-z_]*\).*/\2/p' \
	"$TOP/runtime/abi.def" | sort >wanted
nm -D --defined-only "$LIBDIR/libtensoraot.so.0" |
	awk '$2 != "A" { print $3 }' | sort >exported
test -s wanted
diff wanted exported
