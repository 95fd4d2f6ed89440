# SPDX-License-Identifier: GPL-3.0-or-later
# Random programs with inner loops whose trips nobody can tell mean the same with the
# plugin and without, under every set of flags.  If this fails, found/ in the test's
# folder holds the smallest program that shows it; or such loops are lowered no more.
. "$TOP/testsuite/tensoraot.fuzz/slice.inc"
slice 52 66 6 50 code
