# SPDX-License-Identifier: GPL-3.0-or-later
# Random programs in which rows meet others mean the same with the plugin and without, under
# every set of flags.  If this fails, found/ in the test's folder holds the smallest program
# that shows it; or such programs are left as written.
. "$TOP/testsuite/tensoraot.fuzz/slice.inc"
slice 70 66 6 50 distances
