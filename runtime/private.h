/* SPDX-License-Identifier: MIT */
/* private.h - what the files of the runtime share with each other only.

   Everything is hidden but what is marked TENSORAOT_EXPORT.  */
#ifndef TENSORAOT_PRIVATE_H
#define TENSORAOT_PRIVATE_H

#include "tensoraot_rt.h"

#define TENSORAOT_EXPORT __attribute__((visibility("default")))
#define TENSORAOT_HIDDEN __attribute__((visibility("hidden")))

/* record.c */
extern int tensoraot_foreign TENSORAOT_HIDDEN;
TENSORAOT_HIDDEN void tensoraot_know(struct tensoraot_record *record);
TENSORAOT_HIDDEN struct tensoraot_record *tensoraot_take_records(void);
TENSORAOT_HIDDEN void tensoraot_put_records(struct tensoraot_record *list);

/* spin.c */
TENSORAOT_HIDDEN int tensoraot_taken_often(long n, uint64_t ms);
TENSORAOT_HIDDEN int tensoraot_waits_long(int64_t ns, uint64_t ms);
TENSORAOT_HIDDEN void tensoraot_forget_sleepers(void);

/* verbose.c */
TENSORAOT_HIDDEN void tensoraot_tell_differences(void);

#endif
