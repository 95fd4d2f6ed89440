/* SPDX-License-Identifier: MIT */
/* record.c - what kernels did, counted while they run and told at exit.

   Assumes records as abi.def describes them, made by generated code.  With
   TENSORAOT_VERBOSE set, generated code reports every call here and a table
   goes to stderr when the program ends; without it nothing is called and
   nothing printed.  Threads may enter and leave the same kernel at once:
   counters are atomic and a record is linked in exactly once.  The list
   only grows.  */
#define _GNU_SOURCE
#include "private.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma weak dladdr
#pragma weak dlsym

/* Other values of "registered" than 0, unknown to the runtime. */
enum { REGISTERED = 1, FOREIGN = 2 };

static struct tensoraot_record *all_records;
int tensoraot_foreign;

TENSORAOT_EXPORT int32_t tensoraot_active;

/* Set tensoraot_active from the environment: any value of TENSORAOT_VERBOSE
   but "" and "0" turns it on.  Runs before every constructor of the program
   that names no priority. */
static void __attribute__((constructor(101))) start(void)
{
	const char *verbose = getenv("TENSORAOT_VERBOSE");

	tensoraot_active = verbose && *verbose && strcmp(verbose, "0") != 0;
}

/* Print the table at the end of the program, after its own destructors, or
   at least which kernels differed. */
static void __attribute__((destructor(101))) finish(void)
{
	if (tensoraot_active)
		tensoraot_report();
	else
		tensoraot_tell_differences();
}

/* The time in nanoseconds, from a clock that only goes forward. */
static uint64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* Keep the shared object that holds "record" loaded until the program ends,
   since the table reads the record then.  dlopen is looked up by name: a
   reference to it makes every static link warn, and there is nothing to
   keep in such a program. */
static void pin(struct tensoraot_record *record)
{
	void *(*open)(const char *, int);
	Dl_info info;

	if (!dladdr || !dlsym || !dladdr(record, &info) || !info.dli_fname)
		return;
	open = (void *(*)(const char *, int))dlsym(RTLD_DEFAULT, "dlopen");
	if (open)
		open(info.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
}

/* Link "record" into the list unless it is there.  A record of another ABI
   is counted once and otherwise left alone.  */
static void enlist(struct tensoraot_record *record)
{
	int32_t expected = 0, wanted;

	wanted = record->version == TENSORAOT_ABI ? REGISTERED : FOREIGN;
	if (!__atomic_compare_exchange_n(&record->registered, &expected,
					 wanted, 0, __ATOMIC_ACQ_REL,
					 __ATOMIC_ACQUIRE))
		return;
	if (wanted == FOREIGN) {
		__atomic_fetch_add(&tensoraot_foreign, 1, __ATOMIC_RELAXED);
		return;
	}
	pin(record);
	record->next = __atomic_load_n(&all_records, __ATOMIC_ACQUIRE);
	while (!__atomic_compare_exchange_n(&all_records, &record->next,
					    record, 1, __ATOMIC_RELEASE,
					    __ATOMIC_ACQUIRE))
		;
}

/* Add one to "counter". */
static void count(uint64_t *counter)
{
	__atomic_fetch_add(counter, 1, __ATOMIC_RELAXED);
}

/* Add "flops" to the sum of "record". */
static void add_flops(struct tensoraot_record *record, double flops)
{
	double old, sum;

	__atomic_load(&record->flops, &old, __ATOMIC_RELAXED);
	do
		sum = old + flops;
	while (!__atomic_compare_exchange(&record->flops, &old, &sum, 1,
					  __ATOMIC_RELAXED, __ATOMIC_RELAXED));
}

/* Count a failure of guard "index" of "record"; an index that the record
   does not have counts as a guard without a text. */
static void count_guard(struct tensoraot_record *record, int32_t index)
{
	count(&record->guarded);
	if (record->guard_failed && index >= 0 && index < record->nguards)
		count(&record->guard_failed[index]);
}

/* Have "record" in the list. */
void tensoraot_know(struct tensoraot_record *record)
{
	if (!__atomic_load_n(&record->registered, __ATOMIC_ACQUIRE))
		enlist(record);
}

/* The time now, in nanoseconds; "record" is in the list afterwards. */
TENSORAOT_EXPORT uint64_t tensoraot_enter(struct tensoraot_record *record)
{
	tensoraot_know(record);
	return now();
}

/* Count one call of "record" that began at "start", took "path" and did
   "flops" operations.  Only generated code that ran has its time counted. */
TENSORAOT_EXPORT void tensoraot_leave(struct tensoraot_record *record,
				      uint64_t start, int32_t path,
				      double flops)
{
	uint64_t end = now();

	if (record->version != TENSORAOT_ABI)
		return;
	count(&record->calls);
	switch (path & 0xff) {
	case TENSORAOT_LOWERED:
		count(&record->lowered);
		__atomic_fetch_add(&record->nanoseconds, end - start,
				   __ATOMIC_RELAXED);
		add_flops(record, flops);
		break;
	case TENSORAOT_GUARD:
		count_guard(record, path >> 8);
		break;
	case TENSORAOT_SMALL:
		count(&record->too_small);
		break;
	case TENSORAOT_NO_BLAS:
		count(&record->no_blas);
		break;
	}
}

/* Every record of the list, which is empty afterwards. */
struct tensoraot_record *tensoraot_take_records(void)
{
	return __atomic_exchange_n(&all_records, NULL, __ATOMIC_ACQ_REL);
}

/* Put the records of "list" back in front of those that came meanwhile. */
void tensoraot_put_records(struct tensoraot_record *list)
{
	struct tensoraot_record *last = list;

	if (!list)
		return;
	while (last->next)
		last = last->next;
	last->next = __atomic_load_n(&all_records, __ATOMIC_ACQUIRE);
	while (!__atomic_compare_exchange_n(&all_records, &last->next, list, 1,
					    __ATOMIC_RELEASE,
					    __ATOMIC_ACQUIRE))
		;
}
