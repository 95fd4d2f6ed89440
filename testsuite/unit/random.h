/* SPDX-License-Identifier: GPL-3.0-or-later */
/* random.h - random tensor programs, as text. */
#ifndef TA_RANDOM_H
#define TA_RANDOM_H

#include "ta.h"

/* Do they declare the shapes of their arrays? */
extern bool random_shapes;

/* The next one, in "a"; unit.h has the numbers it is made from. */
const char *random_program(ta_arena *a);

#endif
