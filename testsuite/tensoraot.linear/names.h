/* SPDX-License-Identifier: GPL-3.0-or-later */
/* names.h - how the kernels are named and called.

   NAME(x) is the name of a function x as it is compiled here, RUN(x) that of
   its caller: run_x, behind PREFIX if there is one.  */
#ifndef NAMES_H
#define NAMES_H

#include "linear.h"

#ifdef PREFIX
#define NAMES_JOIN(prefix, x) prefix##x
#define NAMES_BEHIND(prefix, x) NAMES_JOIN(prefix, x)
#define NAME(x) NAMES_BEHIND(PREFIX, x)
#else
#define NAME(x) x
#endif
#define RUN(x) NAME(run_##x)

/* Define the caller of "name" with what follows. */
#define KERNEL(name, ...)                                                      \
	void RUN(name)(const struct linear *l);                                \
	void RUN(name)(const struct linear *l)                                 \
	{                                                                      \
		NAME(k_##name)(__VA_ARGS__);                                   \
	}

/* The array x of "l" as any type of array. */
#define M(x) ((void *)l->x)

/* Return how many slices of m by k there is room for in "l" before its
   margin, n at most. */
static inline int slices(const struct linear *l)
{
	size_t slice = (size_t)l->m * l->k, room = l->room - LINEAR_MARGIN;

	return slice && room / slice < (size_t)l->n ? (int)(room / slice)
						    : l->n;
}

#endif
