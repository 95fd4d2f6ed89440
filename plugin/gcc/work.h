/* SPDX-License-Identifier: GPL-3.0-or-later */
/* work.h - the work on the kernels of one function, between pass.cc, which does
   it, choice.cc, which tries what came from OpenMP, and tell.cc, which says what
   became of it.

   Assumes gcc-compat.h came first. */
#ifndef TA_WORK_H
#define TA_WORK_H

#include "emit.h"
#include "markers.h"
#include "region.h"

/* A region and the kernel that is to replace it. */
struct lowered {
	ta_region *region;
	ta_kernel kernel;
};

/* What is to be said of a nest, or of a clause that it misses ("nest" NULL),
   when the kernel is done. */
struct remark {
	enum ta_severity severity;
	location_t loc;
	const ta_nest *nest;
	bool around;
	const char *text;
};

/* A nest of the kernel of directive "id" that stays OpenMP's, and why. */
struct left_nest {
	int id;
	location_t loc;
	enum ta_reason reason;
	const char *detail;
};

/* The work on one function.  "found" and "skipped": what is in the kernel that
   is worked on; "remarks": what is to be said of it; "taken": loops that
   belong to a kernel seen before.  "choices": calls that ask whether the plain
   copy of a construct of OpenMP is to be kept; "trial": nothing is to be made,
   only found out; "left": what became of the copies that are not kept. */
struct work {
	function *fun = NULL;
	ta_arena *arena = NULL;
	auto_vec<gcall *> begins, choices;
	auto_vec<gimple *> markers;
	auto_vec<ta_region *> regions, found;
	auto_vec<ta_skipped> skipped;
	auto_vec<lowered> done;
	auto_vec<remark> remarks;
	hash_set<class loop *> taken;
	auto_vec<left_nest> left;
	const ta_directive *directive = NULL;
	const char *kernel = NULL;
	bool trial = false;
};

/* pass.cc */
/* Find out what would become of the kernel "scope", as remarks of "w"; false
   after an internal error. */
bool ta_work_try(work *w, const ta_scope *scope);

/* choice.cc */
/* Decide what the choices of "w" are and make it so: the calls are gone, and
   all that was known of blocks and loops.  Nothing is tried unless "able". */
void ta_settle_choices(work *w, bool able);

/* tell.cc */
/* Have it told what became of the nest "n" at "loc". */
void ta_work_nest(work *w, const ta_nest *n, location_t loc, const char *line);
/* Have it told that a nest at "loc" is left as written for "reason". */
void ta_work_missed(work *w, location_t loc, enum ta_reason reason,
		    const char *detail);
/* The same of all nests of "r". */
void ta_work_all(work *w, const ta_region *r, enum ta_reason reason,
		 const char *detail);
/* Have it told why the loop "s" stays around the nests in it. */
void ta_work_around(work *w, const ta_skipped *s);
/* Have it told of the kernel "scope" which of its nests are OpenMP's. */
void ta_work_outlined(work *w, const ta_scope *scope, enum ta_reason refused);
/* Have it told why the kernel "scope" has no loop. */
void ta_work_empty(work *w, const ta_scope *scope);
/* Say what is to be said of the kernel that is done. */
void ta_work_tell(work *w);

#endif
