/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit.h - the little that the unit tests share: a test that is counted, and
   numbers that are random but the same in every run. */
#ifndef TA_UNIT_H
#define TA_UNIT_H

#include "ta.h"

#include <stdio.h>
#include <string.h>

static int unit_tests, unit_failures;

#define TEST(c) unit_test((c), __FILE__, __LINE__, #c)

/* Count a test and say so when it failed; returns "good". */
static inline bool unit_test(bool good, const char *file, int line,
			     const char *what)
{
	unit_tests++;
	if (!good) {
		unit_failures++;
		printf("%s:%d: failed: %s\n", file, line, what);
	}
	return good;
}

/* Print the count; the status to exit with. */
static inline int unit_done(void)
{
	printf("%d tests, %d failed\n", unit_tests, unit_failures);
	return unit_failures || !unit_tests;
}

/* Where random numbers begin. */
#define UNIT_FIRST_SEED UINT64_C(88172645463325252)
static uint64_t unit_seed = UNIT_FIRST_SEED;

/* The next random number below "n". */
static inline uint64_t unit_random(uint64_t n)
{
	unit_seed ^= unit_seed << 13;
	unit_seed ^= unit_seed >> 7;
	unit_seed ^= unit_seed << 17;
	return unit_seed % n;
}

#endif
