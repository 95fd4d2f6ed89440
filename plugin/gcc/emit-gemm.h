/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-gemm.h - the function that multiplies matrices, and where the
   arguments of a call of gemm are.

   Include gcc-compat.h and ta.h before. */
#ifndef TA_EMIT_GEMM_H
#define TA_EMIT_GEMM_H

#include "emit.h"
#include "emit-tile.h"

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

/* The arguments of a function of the file that multiplies matrices. */
struct ta_gemm_args {
	tree m, n, k, alpha, beta;
	ta_matrix a, b, c;
};

tree ta_gemm_declare(const char *name, tree type, tree user_fn,
		     const ta_compiled &how, tree *block, ta_gemm_args *x);
tree ta_gemm_fn(ta_emit *e, tree type, int *rows, int *wide);

/* emit-direct.cc */
tree ta_direct_fn(ta_emit *e, tree type, int rows, int64_t most);

/* emit-few.cc */
tree ta_few_fn(ta_emit *e, tree type);

#endif
