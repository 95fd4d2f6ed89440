# SPDX-License-Identifier: GPL-3.0-or-later
# An idiom that there is not ends the search, and a plugin that fails on every
# program does so after as many as were asked for.  If this fails, a search
# that can find nothing goes on for ever.
export WORKDIR=$PWD/fuzz
status=0
timeout 60 "$TOP/testsuite/fuzz/run-fuzz" -w no-such -n 10 >out 2>&1 ||
	status=$?
cat out
test $status = 2
grep -q 'no idiom no-such' out
status=0
timeout 100 "$TOP/testsuite/fuzz/run-fuzz" -n 1 -b 1 -k \
	-p -fplugin-arg-tensoraot-no-such >out 2>&1 || status=$?
cat out
test $status = 1
grep -q '^programs: 0, 1 failed' out
