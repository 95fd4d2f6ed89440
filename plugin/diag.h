/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diag.h - how the core speaks to the user, whoever prints it.

   A location is opaque here: GCC's location_t in the plugin, a line number
   in tensoraot-opt.  Clean in C and C++. */
#ifndef TA_DIAG_H
#define TA_DIAG_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* 64 bits: GCC 15 and later need them. */
typedef uint64_t ta_loc;

/* TA_OPTIMIZED and TA_MISSED are -fopt-info remarks, never errors.  A
   TA_NOTE belongs to the error or warning before it. */
enum ta_severity { TA_ERROR, TA_WARNING, TA_NOTE, TA_OPTIMIZED, TA_MISSED };

typedef struct ta_diag {
	void (*emit)(void *data, enum ta_severity severity, ta_loc loc,
		     const char *text);
	void *data;
	int nerrors;
} ta_diag;

/* Give "text" at "loc" to "diag"; counts TA_ERROR. */
void ta_say(ta_diag *diag, enum ta_severity severity, ta_loc loc,
	    const char *text);
/* Print "fmt ..." at "loc" through "diag"; counts TA_ERROR. */
void ta_report(ta_diag *diag, enum ta_severity severity, ta_loc loc,
	       const char *fmt, ...) TA_PRINTF(4, 5);

/* An "emit" of ta_diag for what is said elsewhere: it says nothing. */
void ta_quiet(void *data, enum ta_severity severity, ta_loc loc,
	      const char *text);

#ifdef __cplusplus
}
#endif
#endif
