#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The manual page has a paragraph for each argument of the plugin and each
# clause that is supported, and for no other argument.
page=$TOP/man/tensoraot.1
sed 's/\\-/-/g' "$page" >plain
row='s/^X([A-Z_0-9]*, "\([a-z-]*\)", \([A-Z]*\),.*/\1 \2/p'
sed -n "$row" "$TOP/plugin/gcc/args.def" | awk '$2 != "LATER" { print $1 }' |
	sort >wanted
sed -n '/^\.SH ARGUMENTS/,/^\.SH EVERY/p' plain |
	sed -n 's/^\.B[RI]* \([a-z-]*\).*/\1/p' | sort >described
test -s wanted
diff wanted described
sed -n "$row" "$TOP/pragmas/clauses.def" | awk '$2 != "LATER" { print $1 }' \
	>clauses
test -s clauses
for clause in $(cat clauses); do
	sed -n '/^\.SH CLAUSES/,/^\.SH ARGUMENTS/p' plain |
		grep -q "^\.B[RI]* $clause\>" || {
		echo "no paragraph for $clause"
		exit 1
	}
done
