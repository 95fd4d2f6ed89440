/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fence.h - what an internal error costs: the work behind the fence, and
   nothing else.

   "ta_bug" and an allocation that fails leave the innermost "ta_fence" that
   runs.  What was made behind it and is owned (arenas always are) is released
   on the way; the frames in between are abandoned, as by longjmp.  Faults can
   be injected to show that it holds.  Clean in C and C++. */
#ifndef TA_FENCE_H
#define TA_FENCE_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Something to release when its fence is left by an error.  Lives inside what
   it is about. */
typedef struct ta_owned ta_owned;
struct ta_owned {
	void (*release)(void *data);
	void *data;
	unsigned long serial;	/* 0: not owned */
	ta_owned *newer, *older;
};

/* From now until "ta_disown", release (data) is called when an error leaves
   the fence.  It may call "ta_disown", which then does nothing. */
void ta_own(ta_owned *o, void (*release)(void *data), void *data);
void ta_disown(ta_owned *o);
/* Is anything owned? */
bool ta_owned_any(void);

/* Call fn (data).  False when it was left by an error; "ta_fence_text" then
   says which.  Fences nest. */
bool ta_fence(void (*fn)(void *data), void *data);
const char *ta_fence_text(void);

/* Leave the innermost fence because of "text"; returns if there is none. */
void ta_fence_leave(const char *text);

/* faults.def: X(CODE, "name", what fails). */
enum ta_fault {
#define X(code, name, what) TA_FAULT_##code,
#include "faults.def"
#undef X
	TA_NFAULTS
};

/* How many more of each kind until one fails; 0: none does. */
extern unsigned long ta_faults[TA_NFAULTS];

/* Is this the one of its kind that is to fail? */
static inline bool ta_fault(enum ta_fault kind)
{
	return ta_faults[kind] && !--ta_faults[kind];
}

/* Let a fault happen as "spec" says, "KIND:N"; false if that is no fault. */
bool ta_fault_arm(const char *spec);

/* A place where an internal error could be found; "what" names it. */
void ta_checkpoint(const char *what);

#ifdef __cplusplus
}
#endif
#endif
