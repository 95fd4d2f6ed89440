# SPDX-License-Identifier: MIT
# When memory runs out in the plugin, wherever it is, the kernel is left as
# written.
LEAST=60
FLAGS="${FLAGS:--O2 -fopenmp}"
. "$TOP/testsuite/tensoraot.fence/sweep"
sweep alloc
