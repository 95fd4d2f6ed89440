# SPDX-License-Identifier: MIT
# The same where every function is a kernel and no pragma is there: what fails
# costs the function its kernels.
LEAST=20
FLAGS="-O2 -DPLAIN"
ALWAYS=auto
. "$TOP/testsuite/tensoraot.fence/sweep"
sweep check
runs=0
FINE=${FINE:-12}
COARSE=${COARSE:-3}
sweep alloc
