# SPDX-License-Identifier: MIT
# A question that is too much for isl has no answer, and a plan does without:
# no warning, and the same results, whichever question it is and whatever the
# limit.
. "$TOP/testsuite/tensoraot.fence/sweep"

# Compile with the argument $1; there must be no warning.
quiet() {
	compile "$1"
	test "$warnings" -eq 0 || {
		echo "$1: warnings"
		cat messages
		exit 1
	}
}

n=1
while test $n -lt "${QUESTIONS:-24}"; do
	quiet fault=isl:$n
	n=$((n + 1))
done
n=1
while test $n -lt 500000; do
	quiet max-operations=$n
	n=$((n + 1 + n * 6 / ${COARSE:-8}))
done
grep -q WORK_LIMIT programs.ta && exit 1
compile max-operations=1
grep -q WORK_LIMIT programs.ta
test $programs -gt 2
