# SPDX-License-Identifier: GPL-3.0-or-later
# Random programs mean the same with the plugin and without.  If this fails,
# found/ in the test's folder holds the smallest program that shows it.
. "$TOP/testsuite/tensoraot.fuzz/slice.inc"
slice 10 200 20 45
