/* SPDX-License-Identifier: GPL-3.0-or-later */
/* straight.h - choices in loops of vectors are no branches.

   Assumes gcc-compat.h came first. */
#ifndef TA_STRAIGHT_H
#define TA_STRAIGHT_H

/* Register the pass, to run in front of what moves code from one branch to others. */
void ta_straight_init(const char *plugin_name);

#endif
