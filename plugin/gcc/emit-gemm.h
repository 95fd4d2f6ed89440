/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-gemm.h - the function that multiplies matrices, and where the
   arguments of a call of gemm are.

   Include gcc-compat.h and ta.h before. */
#ifndef TA_EMIT_GEMM_H
#define TA_EMIT_GEMM_H

#include "emit.h"

/* The arguments of gemm in a plan, those of CBLAS. */
enum {
	ARG_ORDER,
	ARG_TRANS_A,
	ARG_TRANS_B,
	ARG_M,
	ARG_N,
	ARG_K,
	ARG_ALPHA,
	ARG_A,
	ARG_LDA,
	ARG_B,
	ARG_LDB,
	ARG_BETA,
	ARG_C,
	ARG_LDC
};

/* The enumerators of CBLAS that say how matrices are stored. */
enum { BY_ROWS = 101, TRANSPOSED = 112 };

tree ta_gemm_fn(ta_emit *e, tree type, int *rows, int *wide);

#endif
