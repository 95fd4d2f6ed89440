# SPDX-License-Identifier: GPL-3.0-or-later
# Some hundred spellings of the routines of BLAS, and near misses: see
# gen/run-matrix; "make check-matrix" tries all.  If this fails, a spelling
# computes something else, or recognition depends on how loops are written.
. "$TOP/testsuite/tensoraot.matrix/spellings.inc"
spellings pitch column rowptr moving member
