# SPDX-License-Identifier: MIT
# An inconsistency found by any check, from the pragma to the function made,
# costs a kernel and a warning; not the compilation, nor what it computes.
LEAST=30
FLAGS="${FLAGS:--O2 -fopenmp}"
. "$TOP/testsuite/tensoraot.fence/sweep"
sweep check
