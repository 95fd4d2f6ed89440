/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fence.c - what an internal error costs: the work behind the fence, and
   nothing else.

   Assumes one thread.  What is owned is a list, newest first, each with a
   serial number; a fence remembers the last number given before it.  Leaves
   true that a fence that was left has released all that is newer, and that
   the fences around it are as they were. */
#include "fence.h"

#include "base.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A fence that runs: where to go on, and what is older than it. */
struct fence {
	jmp_buf exit;
	struct fence *outer;
	unsigned long before;
};

unsigned long ta_faults[TA_NFAULTS];

static struct fence *innermost;
static ta_owned *newest;
static unsigned long last_serial;
static char last_text[512];

/* Let release (data) be called when an error leaves the fence around, until
   "o" is disowned. */
void ta_own(ta_owned *o, void (*release)(void *data), void *data)
{
	o->release = release;
	o->data = data;
	o->serial = ++last_serial;
	o->newer = NULL;
	o->older = newest;
	if (newest)
		newest->newer = o;
	newest = o;
}

/* Forget "o"; nothing happens if that was done. */
void ta_disown(ta_owned *o)
{
	if (!o->serial)
		return;
	if (o->newer)
		o->newer->older = o->older;
	else
		newest = o->older;
	if (o->older)
		o->older->newer = o->newer;
	o->serial = 0;
}

/* Return whether anything is owned. */
bool ta_owned_any(void)
{
	return newest != NULL;
}

/* Call fn (data); false when an error left it. */
bool ta_fence(void (*fn)(void *data), void *data)
{
	struct fence f;

	f.outer = innermost;
	f.before = last_serial;
	if (setjmp(f.exit))
		return false;
	innermost = &f;
	fn(data);
	innermost = f.outer;
	return true;
}

/* Return what the last fence that was left found. */
const char *ta_fence_text(void)
{
	return last_text;
}

/* Release what is newer than the innermost fence, and leave it because of
   "text"; return if there is none. */
void ta_fence_leave(const char *text)
{
	struct fence *f = innermost;

	if (!f)
		return;
	snprintf(last_text, sizeof(last_text), "%s", text);
	innermost = f->outer;
	while (newest && newest->serial > f->before) {
		ta_owned *o = newest;

		ta_disown(o);
		o->release(o->data);
	}
	longjmp(f->exit, 1);
}

/* Let the fault "KIND:N" that "spec" names happen; false if it names none. */
bool ta_fault_arm(const char *spec)
{
	static const char *const names[] = {
#define X(code, name, what) name,
#include "faults.def"
#undef X
	};
	const char *colon = strchr(spec, ':');
	unsigned long n;
	char *end;
	int i;

	if (!colon || colon[1] < '1' || colon[1] > '9')
		return false;
	n = strtoul(colon + 1, &end, 10);
	for (i = 0; i < TA_NFAULTS && !*end; i++)
		if (strlen(names[i]) == (size_t)(colon - spec)
		    && !strncmp(names[i], spec, strlen(names[i]))) {
			ta_faults[i] = n;
			return true;
		}
	return false;
}

/* Find an internal error at "what" if one is to be injected here. */
void ta_checkpoint(const char *what)
{
	if (ta_fault(TA_FAULT_CHECK))
		ta_bug("fault injected: %s", what);
}
