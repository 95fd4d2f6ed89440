# SPDX-License-Identifier: GPL-3.0-or-later
# Random programs that accumulate at places that data say mean the same with the plugin
# and without, under every set of flags.  If this fails, found/ in the test's folder
# holds the smallest program that shows it.
. "$TOP/testsuite/tensoraot.fuzz/slice.inc"
slice 30 66 6 40 scatter
