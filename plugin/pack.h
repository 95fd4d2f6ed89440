/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack.h - a product one of whose operands is copied, shared by pack.c, which
   finds its panels, pack_plan.c, which plans them, pack_copy.c, which
   plans the copies, pack_border.c, which sees to
   the zeros in the copy, and pack_direct.c, which does without one.

   Assumes plan.h.  Nothing else includes this. */
#ifndef TA_PACK_H
#define TA_PACK_H

#include "plan.h"

/* A product with a copied operand in the making: "op" of statement "s", number
   "update".  "far" is the class of the index that it shares with the output,
   "near" the extent of the other one.  far_it, k_it: the iterators of the two
   indices of the copy, outermost first; pos[d]: how many elements of its index
   a step of iterator d is; flip[d]: it runs down there.  lo, hi: the bounds,
   over iterators.  "size": the extent of the sum.  "numbers": the guard that
   products with zeros in the copy are zero, or NULL. */
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
	ta_guard *numbers;
};

/* Panels: of far_it["at"], by "step"; iterators before it are loops around,
   "inner" is the extent of those after it together.  "chunk": how many of
   k_it[0] are copied and summed up at a time, 0 for all, and "depth" the extent
   of so many of the sum.  "size": how many elements
   the scratch array "array" has; far_step, k_step: the strides of its two
   indices.  "outer": the loop whose iterations are threads, among far_it, or -1
   for none; the library has several then, unless "inside" a parallel region.
   They are for when all of "cond" is >= 0. */
struct ta_panels {
	int at, outer, array;
	bool inside;
	int64_t step, chunk;
	const ta_idx *inner, *depth, *size, *far_step, *k_step;
	int nconds, ntexts;
	const ta_idx **cond;
	const char **text;
};

/* pack.c */
bool ta_find_pack(struct ta_planner *pl, const ta_contraction *con,
		  struct ta_pack *k);
const ta_idx *ta_pack_extent(const struct ta_pack *k, int d);
const ta_idx *ta_pack_step(const struct ta_pack *k, int d);
const ta_idx *ta_pack_rest(const struct ta_pack *k);
bool ta_pack_is_row(const struct ta_pack *k, int d);
bool ta_pack_is_channel(const struct ta_pack *k, int d);
int ta_pack_panels(struct ta_pack *k, struct ta_place at,
		   struct ta_panels *v);

/* Loops in the making: "top" is the outermost, "last" the innermost; "var" is the
   next variable. */
struct ta_pack_nest {
	ta_node *top, *last;
	int var;
};

/* What a panel is of, over plan variables: iterations from "begin" to "end". */
struct ta_span {
	const ta_idx *begin, *end;
};

/* pack_copy.c */
const ta_idx *ta_pack_bound(const struct ta_pack *k, const ta_idx *x);
void ta_pack_loop(const struct ta_pack *k, struct ta_pack_nest *nest, int d,
		  const ta_idx *lo, const ta_idx *hi);
ta_node *ta_pack_copy(const struct ta_pack *k, const struct ta_panels *v,
		      const struct ta_span *far, const struct ta_span *sum,
		      int var);

/* pack_plan.c */
const ta_idx *ta_pack_first(const struct ta_pack *k, const ta_operand *o,
			    int at, const ta_idx *begin);

/* pack_direct.c */
ta_node *ta_pack_direct(const struct ta_pack *k, const struct ta_piece *piece);

/* pack_border.c */
bool ta_pack_inside(const struct ta_pack *k, int *n, const ta_idx ***list);
bool ta_pack_meets(const struct ta_pack *k, int *n, const ta_idx ***list);
bool ta_pack_results(const struct ta_pack *k, const ta_idx **lo,
		     const ta_idx **hi);
bool ta_pack_guard(struct ta_pack *k, struct ta_place at, int n,
		   const ta_idx *const *inside);

#endif
