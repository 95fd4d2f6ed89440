# SPDX-License-Identifier: GPL-3.0-or-later
# tensoraot-opt ends with a status of its own after an internal error, and says
# what it was; a fault that is none is a wrong command line.
file=$(ls "$TOP"/testsuite/tensoraot.phase/*.ta | head -1)
status=0
"$OPT" --fault=check:1 "$file" 2>messages || status=$?
test $status -eq 3
grep -q 'internal error: .*fault injected' messages
status=0
"$OPT" --fault=check "$file" 2>messages || status=$?
test $status -eq 2
grep -q "'check' is no fault" messages
"$OPT" --fault=check:1000 "$file" >/dev/null
