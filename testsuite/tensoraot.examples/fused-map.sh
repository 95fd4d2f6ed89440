#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# 02-fused-map.c becomes a product with the maps fused to it.
. "$TOP/testsuite/tensoraot.examples/common.inc"
build_both 02-fused-map
grep -q cblas_sgemm report
grep -q fused report
run_both
grep 'dense *02-fused-map.c:[0-9]* *50 .*cblas_sgemm' table
