/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack.h - a product one of whose operands is copied, shared by pack.c, which
   plans it, and pack_border.c, which sees to the zeros in the copy.

   Assumes plan.h.  Nothing else includes this. */
#ifndef TA_PACK_H
#define TA_PACK_H

#include "plan.h"

/* A product with a copied operand in the making: "op" of statement "s", number
   "update".  "far" is the class of the index that it shares with the output,
   "near" the extent of the other one.  far_it, k_it: the iterators of the two
   indices of the copy, outermost first; pos[d]: how many elements of its index
   a step of iterator d is; flip[d]: it runs down there.  lo, hi: the bounds, over
   iterators.  "size": the extent of the sum. */
struct ta_pack {
	struct ta_planner *pl;
	const ta_contraction *con;
	const ta_operand *op;
	const ta_stmt *s;
	int update;
	enum ta_class far;
	const ta_idx *near;
	int nfar, nk, far_it[TA_MAX_DEPTH], k_it[TA_MAX_DEPTH];
	const ta_idx *pos[TA_MAX_DEPTH];
	bool flip[TA_MAX_DEPTH];
	const ta_idx *lo[TA_MAX_DEPTH], *hi[TA_MAX_DEPTH];
};

/* pack_border.c */
bool ta_pack_inside(const struct ta_pack *k, int *n, const ta_idx ***list);
bool ta_pack_guard(const struct ta_pack *k, int n,
		   const ta_idx *const *inside);

#endif
