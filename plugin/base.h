/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base.h - memory, strings and growable buffers: the lowest layer.

   Assumes nothing but the C library.  Everything that lives as long as a
   region comes from one arena, and is freed with it.  Clean in C and C++. */
#ifndef TA_BASE_H
#define TA_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TA_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define TA_NORETURN __attribute__((noreturn))
#define TA_ARRAY_LEN(a) ((int)(sizeof(a) / sizeof((a)[0])))

/* An arena: many allocations, one free.  Memory is zeroed.  Allocation
   never returns NULL: when memory runs out it leaves the fence (fence.h). */
typedef struct ta_arena ta_arena;

ta_arena *ta_arena_new(void);
void ta_arena_free(ta_arena *arena);
void *ta_alloc(ta_arena *arena, size_t size);
char *ta_strdup(ta_arena *arena, const char *s);
char *ta_strndup(ta_arena *arena, const char *s, size_t n);
char *ta_sprintf(ta_arena *arena, const char *fmt, ...) TA_PRINTF(2, 3);
char *ta_vsprintf(ta_arena *arena, const char *fmt, va_list ap);
void *ta_memdup(ta_arena *arena, const void *p, size_t size);

#define TA_NEW(arena, type) ((type *)ta_alloc((arena), sizeof(type)))
#define TA_NEWV(arena, type, n) \
	((type *)ta_alloc((arena), sizeof(type) * (size_t)((n) > 0 ? (n) : 1)))

/* Append "x" to the arena array "v" of "n" elements; "n" is incremented.
   The array doubles when "n" is a power of two, so it needs no capacity. */
void *ta_grow(ta_arena *arena, void *v, int n, size_t size);
void *ta_copy_list(ta_arena *arena, const void *v, int n, size_t size);
#ifdef __cplusplus
#define TA_PUSH(arena, v, n, x)                                               \
	((v) = (decltype(v))ta_grow((arena), (void *)(v), (n), sizeof(*(v))), \
	 (v)[(n)++] = (x))
#else
#define TA_PUSH(arena, v, n, x)                                   \
	((v) = ta_grow((arena), (void *)(v), (n), sizeof(*(v))), \
	 (v)[(n)++] = (x))
#endif

/* A string that grows; "s" is always NUL-terminated once written to. */
typedef struct ta_buf {
	ta_arena *arena;
	char *s;
	size_t len, cap;
} ta_buf;

void ta_buf_init(ta_buf *b, ta_arena *arena);
void ta_buf_printf(ta_buf *b, const char *fmt, ...) TA_PRINTF(2, 3);
void ta_buf_puts(ta_buf *b, const char *s);

/* An internal inconsistency: leave the fence around (fence.h), which gives up
   on the kernel; without one run the handler set by "ta_bug_handler", or print
   where and what and abort. */
void ta_bug_at(const char *file, int line, const char *fmt, ...)
	TA_PRINTF(3, 4) TA_NORETURN;
void ta_bug_handler(void (*handler)(const char *text));
#define ta_bug(...) ta_bug_at(__FILE__, __LINE__, __VA_ARGS__)
#define ta_assert(c) ((c) ? (void)0 : ta_bug("assertion failed: %s", #c))

/* The entry of "names" (n of them) nearest to "word" by edit distance, for
   "did you mean", or NULL when none is near. */
const char *ta_nearest(const char *word, const char *const *names, int n);

#ifdef __cplusplus
}
#endif
#endif
