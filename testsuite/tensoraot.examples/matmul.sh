#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# 01-matmul.c becomes one cblas_dgemm, which runs at every call.
. "$TOP/testsuite/tensoraot.examples/common.inc"
build_both 01-matmul
grep -q cblas_dgemm report
run_both
grep 'matmul *01-matmul.c:[0-9]* *5 .*cblas_dgemm' table
