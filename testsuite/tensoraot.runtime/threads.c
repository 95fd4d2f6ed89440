/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many threads that enter many records at once, nested and recursive, lose
   no call, no operation and no record. */
/* { dg-do run } */
/* { dg-options "-O2 -pthread" } */
/* { dg-set-target-env-var TENSORAOT_VERBOSE 1 } */
#include "tensoraot_rt.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 8, ROUNDS = 20000, RECORDS = 50 };

static struct tensoraot_record records[RECORDS];
static uint64_t failed[RECORDS][1];
static const char *const texts[] = { "guard" };

/* A call of records[i] that calls, "depth" deep, itself and its neighbour. */
static void kernel(int i, int depth)
{
	uint64_t start = tensoraot_enter(&records[i]);

	if (depth > 0) {
		kernel(i, depth - 1);
		kernel((i + 1) % RECORDS, 0);
	}
	tensoraot_leave(&records[i], start,
			depth ? TENSORAOT_LOWERED : TENSORAOT_GUARD, depth);
}

/* All that one thread does. */
static void *work(void *arg)
{
	int i;

	(void)arg;
	for (i = 0; i < ROUNDS; i++)
		kernel(i % RECORDS, 2);
	return NULL;
}

/* The records that the library knows, or -1 if the list has a cycle. */
static int listed(void)
{
	const struct tensoraot_record *r, *first = NULL;
	int i, n, pointed[RECORDS] = { 0 }, count = 0;

	for (i = 0; i < RECORDS; i++)
		if (records[i].next)
			pointed[records[i].next - records]++;
	for (i = 0, n = 0; i < RECORDS; i++)
		if (!pointed[i]) {
			first = &records[i];
			n++;
		} else if (pointed[i] != 1) {
			return -1;
		}
	if (n != 1)
		return -1;
	for (r = first; r && count <= RECORDS; r = r->next)
		count++;
	return count;
}

int main(void)
{
	uint64_t calls = 0, lowered = 0, guarded = 0;
	pthread_t threads[THREADS];
	double flops = 0;
	int i;

	for (i = 0; i < RECORDS; i++) {
		records[i].version = TENSORAOT_ABI;
		records[i].name = "k";
		records[i].file = "k.c";
		records[i].line = i;
		records[i].what = "map";
		records[i].nguards = 1;
		records[i].guards = texts;
		records[i].guard_failed = failed[i];
	}
	for (i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, work, NULL))
			abort();
	for (i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	for (i = 0; i < RECORDS; i++) {
		calls += records[i].calls;
		lowered += records[i].lowered;
		guarded += failed[i][0];
		flops += records[i].flops;
	}
	if (calls != 5ull * THREADS * ROUNDS ||
	    lowered != 2ull * THREADS * ROUNDS ||
	    guarded != 3ull * THREADS * ROUNDS || flops != 3. * THREADS * ROUNDS)
		abort();
	if (listed() != RECORDS)
		abort();
	tensoraot_report();
	if (listed() != RECORDS)
		abort();
	return 0;
}
