/* SPDX-License-Identifier: MIT */
/* tensoraot_rt.h - the records that generated kernels fill.

   A kernel that the plugin made owns one static "struct tensoraot_record",
   its counters zero.  What its code does, as C:

	extern int32_t tensoraot_active __attribute__((weak));
	int watch = &tensoraot_active && tensoraot_active;
	uint64_t start = watch ? tensoraot_enter(&record) : 0;
	...
	if (watch)
		tensoraot_leave(&record, start, TENSORAOT_LOWERED, 2. * m * n * k);
	return true;

   and before each "return false" a tensoraot_leave with the path that says
   why, and 0 flops.  The functions are declared weak too: a program that
   is linked without libtensoraot runs the same code and keeps no records.

   The start time travels through the kernel's own frame, so kernels may
   nest, recurse and run in several threads at once.  Nothing here
   allocates memory.  */
#ifndef TENSORAOT_RT_H
#define TENSORAOT_RT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TENSORAOT_ABI 2

#define TENSORAOT_C_I32 int32_t
#define TENSORAOT_C_U64 uint64_t
#define TENSORAOT_C_F64 double
#define TENSORAOT_C_STR const char *
#define TENSORAOT_C_STRV const char *const *
#define TENSORAOT_C_U64V uint64_t *
#define TENSORAOT_C_REC struct tensoraot_record *
#define TENSORAOT_C_PTR void *
#define TENSORAOT_C_PTRV void **
#define TENSORAOT_C_I64V int64_t *
#define TENSORAOT_C_VOID void

/* What abi.def says of each field.  "name", "file", "what" and the texts of
   "guards" live as long as the record, and the record as long as the
   program or the shared object that holds it.  */
struct tensoraot_record {
#define TENSORAOT_FIELD(type, name, what) TENSORAOT_C_##type name;
#include "abi.def"
};

/* What became of one call.  For TENSORAOT_GUARD the index of the guard that
   failed, in "guards", is in the bits above: TENSORAOT_GUARD | index << 8. */
enum tensoraot_path {
#define TENSORAOT_PATH(name, value) name = value,
#include "abi.def"
};

/* tensoraot_active: nonzero when TENSORAOT_VERBOSE is set, before main and
   before any constructor without a priority.

   tensoraot_enter: the time now in nanoseconds; "record" is known from
   then on.

   tensoraot_leave: count one call of "record" that was entered at "start",
   took "path" and did "flops" operations.

   tensoraot_report: print the table to stderr; runs by itself at exit.

   tensoraot_share: threads are about to share a loop; called before it by one of
   them, outside of parallel regions.

   tensoraot_check_...: a kernel that is to be checked runs as

	if (!tensoraot_check_begin(&record, names, bases, words, &check))
		return false;
	... the kernel ...
	if (check)
		tensoraot_check_swap(check);
	return true;

   and where that returned true and there is a check, the loops as written run
   too, then tensoraot_check_value for each value that follows from the sizes,
   and tensoraot_check_end.  */
#define TENSORAOT_VAR(type, name) extern TENSORAOT_C_##type name;
#define TENSORAOT_FN0(result, name) TENSORAOT_C_##result name(void);
#define TENSORAOT_FN1(result, name, a) \
	TENSORAOT_C_##result name(TENSORAOT_C_##a);
#define TENSORAOT_FN4(result, name, a, b, c, d)                     \
	TENSORAOT_C_##result name(TENSORAOT_C_##a, TENSORAOT_C_##b, \
				  TENSORAOT_C_##c, TENSORAOT_C_##d);
#define TENSORAOT_FN5(result, name, a, b, c, d, e)                  \
	TENSORAOT_C_##result name(TENSORAOT_C_##a, TENSORAOT_C_##b, \
				  TENSORAOT_C_##c, TENSORAOT_C_##d, \
				  TENSORAOT_C_##e);
#include "abi.def"

#ifdef __cplusplus
}
#endif
#endif
