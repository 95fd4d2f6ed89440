# SPDX-License-Identifier: GPL-3.0-or-later
# A hundred spellings of the routines of BLAS, and near misses, with loops that
# are in tiles or unrolled by hand: see gen/run-matrix; "make check-matrix" tries
# more.  If this fails, a spelling computes something else once it is tuned.
. "$TOP/testsuite/tensoraot.matrix/spellings.inc"
tuned flat moving
