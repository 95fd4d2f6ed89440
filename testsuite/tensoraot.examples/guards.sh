#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# 05-guards.c computes the same whatever its arguments, and the table says
# which calls failed a guard.
. "$TOP/testsuite/tensoraot.examples/common.inc"
build_both 05-guards
run_both
grep 'multiply_add *05-guards.c:[0-9]* *5 .*both' table
grep 'guard failed' table
