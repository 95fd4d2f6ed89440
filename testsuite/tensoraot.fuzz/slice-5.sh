# SPDX-License-Identifier: GPL-3.0-or-later
# Random programs with loops that run only where data say so mean the same with the plugin
# and without, under every set of flags.  If this fails, found/ in the test's folder holds
# the smallest program that shows it; or such loops are left as written.
. "$TOP/testsuite/tensoraot.fuzz/slice.inc"
slice 60 66 6 50 passed
