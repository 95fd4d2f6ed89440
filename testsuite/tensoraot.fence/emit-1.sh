# SPDX-License-Identifier: MIT
# A function emitted malformed is found out while the loops as written are
# still all there is; the compiler would stop with an error of its own later.
LEAST=3
. "$TOP/testsuite/tensoraot.fence/sweep"
sweep emit
