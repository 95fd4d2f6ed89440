/* SPDX-License-Identifier: GPL-3.0-or-later */
/* auto.h - functions that are kernels without a pragma, and what a file that
   defines library routines itself must not be lowered to.

   Assumes gcc-compat.h came first, and a pass at work on the function that is
   asked about: its own options are in force. */
#ifndef TA_AUTO_H
#define TA_AUTO_H

struct ta_directive;

/* Is "fun", which has no marker, taken as a kernel? */
bool ta_auto_wants(function *fun);
/* The directive, in "arena", that the compiler's flags for "fun" stand for. */
const ta_directive *ta_auto_directive(function *fun, ta_arena *arena);

/* Does this file define a routine of CBLAS, or memset or the like? */
bool ta_defines_blas(void);
bool ta_defines_memory(void);
bool ta_hides_openmp(void);
bool ta_hides_heap(void);

#endif
