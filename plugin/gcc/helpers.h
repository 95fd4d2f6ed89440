/* SPDX-License-Identifier: GPL-3.0-or-later */
/* helpers.h - small functions that a kernel calls, and has a copy of instead.

   Assumes gcc-compat.h came first. */
#ifndef TA_HELPERS_H
#define TA_HELPERS_H

/* Register the pass that copies them. */
void ta_helpers_init(const char *plugin_name);

/* Return in "arena" the name of the function "fn", which "fun" calls, and why
   its code was not copied into a kernel, where that is known. */
const char *ta_helper_name(ta_arena *arena, function *fun, tree fn);

#endif
