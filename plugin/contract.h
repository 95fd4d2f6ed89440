/* SPDX-License-Identifier: GPL-3.0-or-later */
/* contract.h - what a pragma may ask of a kernel, in the words that the
   pragma parser and the phases share.  Clean in C and C++. */
#ifndef TA_CONTRACT_H
#define TA_CONTRACT_H

/* The numerics contract: what may be done to floating-point sums. */
enum ta_fp { TA_FP_STRICT, TA_FP_REASSOCIATE, TA_FP_RELAXED };
enum ta_lower { TA_LOWER_AUTO, TA_LOWER_BLAS, TA_LOWER_LOOPS };
enum ta_require {
	TA_REQUIRE_LOWERED = 1,
	TA_REQUIRE_BLAS = 2,
	TA_REQUIRE_PARALLEL = 4,
	TA_REQUIRE_VECTOR = 8,
	TA_REQUIRE_FUSED = 16,
	TA_NREQUIRES = 5
};

#endif
