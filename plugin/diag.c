/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diag.c - how the core speaks to the user, whoever prints it.

   Assumes that "emit" of the ta_diag copies the text if it keeps it.
   Leaves true that "nerrors" counts every error given. */
#include "diag.h"

/* Print "fmt ..." as "severity" at "loc" through "diag" and count it there
   if it is an error. */
void ta_report(ta_diag *diag, enum ta_severity severity, ta_loc loc,
	       const char *fmt, ...)
{
	ta_arena *arena = ta_arena_new();
	va_list ap;

	va_start(ap, fmt);
	if (severity == TA_ERROR)
		diag->nerrors++;
	diag->emit(diag->data, severity, loc, ta_vsprintf(arena, fmt, ap));
	va_end(ap);
	ta_arena_free(arena);
}
