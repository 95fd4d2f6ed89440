/* SPDX-License-Identifier: GPL-3.0-or-later */
/* view.h - an array seen as rows of rows: what delin.c chooses by, and the
   subscripts that view.c finds. */
#ifndef TA_VIEW_H
#define TA_VIEW_H

#include "ta.h"

enum { TA_VIEW_DIMS = 8 };

/* A way to see an array: strides, outermost first, the last one 1.  Each is a
   multiple of the next, unless there are gaps. */
typedef struct {
	int n;
	const ta_idx *stride[TA_VIEW_DIMS];
} ta_view;

/* Return the length of dimension "d" > 0 of "v"; NULL where the stride before it is
   no multiple of its own: a row ends before the next begins, with a gap. */
const ta_idx *ta_view_row(ta_arena *a, const ta_view *v, int d);

/* Make "v" the view that "shape" declares; return false when it is none. */
bool ta_view_declared(ta_arena *a, const ta_shape *shape, ta_view *v);

/* Set "sub" to the subscripts that "offset", accessed by "s", has in "v":
   the sum of subscript times stride is "offset".  Return false when one is
   not affine. */
bool ta_view_subscripts(const ta_program *p, const ta_stmt *s,
			const ta_view *v, const ta_idx *offset,
			const ta_idx **sub);

#endif
