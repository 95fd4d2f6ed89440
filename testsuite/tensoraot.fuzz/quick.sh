# SPDX-License-Identifier: GPL-3.0-or-later
# The plans of random programs compute what their loops do when both are run at compile
# time, at several levels, and a plan that is broken on purpose is found and cut down.  If
# this fails, found/ in the test's folder holds the smallest program that shows it; or the
# quick search finds nothing whatever is wrong, as where warnings are off.
export WORKDIR=$PWD/fuzz
fuzz() {
	status=0
	timeout 200 "$TOP/testsuite/fuzz/run-fuzz" -q "$@" >out 2>&1 || status=$?
	cat out
}
fuzz -s 10 -n 100 -b 20
test $status = 0
share=$(sed -n 's/^nests planned: .*(\([0-9]*\) %)/\1/p' out)
test "$share" -ge 50
fuzz -s 10 -n 5 -b 5 -o -Og \
	-p "-fplugin-arg-tensoraot-eager -fplugin-arg-tensoraot-fault=plan:1"
test $status = 1
grep -q '^programs: 5, 1 failed' out
grep -q 'see .*found/10-' out
grep -q 'gave another result' fuzz/found/10-*/messages
