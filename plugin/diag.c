/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diag.c - how the core speaks to the user, whoever prints it.

   Assumes that "emit" of the ta_diag copies the text if it keeps it.
   Leaves true that "nerrors" counts every error given. */
#include "diag.h"

#include <stdio.h>
#include <stdlib.h>

/* Give "text" as "severity" at "loc" to "diag" and count it there if it is an
   error. */
void ta_say(ta_diag *diag, enum ta_severity severity, ta_loc loc,
	    const char *text)
{
	if (severity == TA_ERROR)
		diag->nerrors++;
	diag->emit(diag->data, severity, loc, text);
}

/* Print "fmt ..." as "severity" at "loc" through "diag", see "ta_say".  Needs
   no arena, and so never fails: where there is no memory for a long text, its
   beginning has to do. */
void ta_report(ta_diag *diag, enum ta_severity severity, ta_loc loc,
	       const char *fmt, ...)
{
	char small[512], *text = NULL;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	if (n >= (int)sizeof(small))
		text = (char *)malloc((size_t)n + 1);
	if (text) {
		va_start(ap, fmt);
		vsnprintf(text, (size_t)n + 1, fmt, ap);
		va_end(ap);
	}
	ta_say(diag, severity, loc, text ? text : small);
	free(text);
}

/* Say nothing of a diagnostic: what is wrong was said of another program. */
void ta_quiet(void *data, enum ta_severity severity, ta_loc loc, const char *text)
{
	(void)data;
	(void)severity;
	(void)loc;
	(void)text;
}
