# SPDX-License-Identifier: MIT
# With "verify", a plan with a wrong bound is refused, and the program computes
# what its loops do; without, nobody sees it, or this would test nothing.
ALWAYS=verify
LEAST=3
. "$TOP/testsuite/tensoraot.fence/sweep"
compile
test "$warnings" -eq 0
sweep plan
if grep -q 'VERIFY' report.html; then
	echo "the last of the sweep had a fault"
	exit 1
fi
ALWAYS=
for n in 1 2 3 4 5; do
	(compile fault=plan:$n) >said || grep -q 'the program is wrong' said
	cat said >>wrong
done
test -s wrong
