/* SPDX-License-Identifier: GPL-3.0-or-later */
/* match.h - an attempt at a contraction, shared by idiom_contract.c, which
   finds its indices, and idiom_triangle.c, for domains that are no box.

   Assumes plan.h.  Nothing else includes this. */
#ifndef TA_MATCH_H
#define TA_MATCH_H

#include "plan.h"

enum ta_side { OUT, LEFT, RIGHT, NSIDES };
enum { MAX_BUNDLES = TA_MAX_DEPTH };

/* Iterators of one class that are one matrix index: "iters" has bit d for
   iterator d; "extent" of them; stride[] in each side. "score": how much
   there is to gain from having it in the call. */
struct ta_bundle {
	unsigned iters;
	const ta_idx *extent, *stride[NSIDES];
	int64_t score;
};

/* One attempt at a contraction. side[s] is the access, coef[s][d] its element
   stride for iterator d (NULL: does not use it); lo, hi the bounds of iterators
   that have simple ones; flip: it runs down.  "in_place": one of the sides that
   are read is in the array written, and may be what is written in another
   iteration.  packed[s]: the side is copied first.  "when": conditions under
   which the product is made, that the copy sees to; a product by a zero in
   their place is the same if "exact" says that the sides in it are zero there,
   and else if the other side is finite.  "rest": the term of what the statement
   adds up that this is about, NULL: all of it.  "loose": whatever is done with
   a sum kept apart. */
struct ta_match {
	ta_program *p;
	const ta_stmt *s;
	ta_expr *rest;
	ta_contraction *con;
	ta_access *side[NSIDES];
	bool conj[NSIDES], packed[NSIDES], in_place, loose;
	int nwhen;
	const ta_idx **when;
	unsigned exact;
	const ta_idx *coef[NSIDES][TA_MAX_DEPTH];
	const ta_idx *lo[TA_MAX_DEPTH], *hi[TA_MAX_DEPTH];
	bool flip[TA_MAX_DEPTH];
	int nb[TA_CLASS_K + 1];
	struct ta_bundle bundle[TA_CLASS_K + 1][MAX_BUNDLES];
	const char *detail;
};

/* A choice of one bundle of each class, NULL where there is none. */
struct ta_choice {
	const struct ta_bundle *m, *n, *k;
};

/* A square in the making: the rows are counted by iterator "row", of side "rs",
   the other index by "col", of side "cs", both with direction (1 or -1).  In
   coordinates u = dir * row and v = dir * col + shift, elements with u = v are
   the same.  "first", "size": of the square, in these. */
struct ta_square {
	struct ta_match *m;
	int row, col;
	enum ta_side rs, cs;
	int64_t rdir, cdir;
	const ta_idx *shift, *first, *size;
	enum ta_half half;
	bool strict;
};

/* idiom_contract.c */
bool ta_match_begin(struct ta_match *m, ta_program *p, int update,
		    ta_expr *rest);
bool ta_match_no(struct ta_match *m, const char *detail);
bool ta_match_product(struct ta_match *m, ta_expr *e, bool conj);
bool ta_match_choice(const struct ta_match *m, int i, struct ta_choice *c);
unsigned ta_choice_iters(const struct ta_choice *c);
bool ta_choice_fits(const struct ta_match *m, const struct ta_choice *c);

/* idiom_triangle.c: return whether "m" is a contraction over a triangle that a
   routine computes; its contraction is filled in then */
bool ta_match_triangle(struct ta_match *m);
bool ta_syrk_square(struct ta_square *q, struct ta_match *m,
		    const struct ta_choice *c);
bool ta_square_half(struct ta_square *q, unsigned iters);
ta_operand ta_square_operand(const struct ta_square *q, enum ta_side i,
			     unsigned iters, const ta_idx *row,
			     const ta_idx *col);
void ta_square_operands(const struct ta_square *q, const struct ta_choice *c);
void ta_fill_square(const struct ta_square *q, const struct ta_choice *c);
void ta_square_coordinates(const struct ta_square *q, const ta_idx **to);

/* idiom_inplace.c: return whether the contraction over "q", in place, is a
   product or the solution of a system; takes in what else belongs to it */
bool ta_match_in_place(struct ta_square *q);

/* idiom_pair.c: return whether what "m", which is no product, adds up is two
   products that a routine computes together; its contraction is filled in
   then */
bool ta_match_pair(struct ta_match *m);

#endif
