/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base.c - memory, strings and growable buffers: the lowest layer.

   Assumes nothing but the C library.  An arena is a list of chunks, each at
   least TA_CHUNK bytes; allocation moves a mark in the newest one.  Leaves
   true that every block is zeroed and aligned for any type, and that when
   memory runs out, or an arena outgrows TA_ARENA_MAX, the fence around is
   left, with its arenas freed. */
#include "base.h"

#include "fence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TA_CHUNK = 16 * 1024, TA_ARENA_MAX = 1 << 30 };

/* One block of memory of an arena: "used" of "size" bytes are given out. */
struct chunk {
	struct chunk *next;
	size_t used, size;
	max_align_t data[];
};

struct ta_arena {
	struct chunk *chunks;
	size_t size;
	ta_owned own;
};

static void (*bug_handler)(const char *text);

/* Return "p"; when memory ran out leave the fence. */
static void *checked(void *p)
{
	if (!p)
		ta_bug("out of memory");
	return p;
}

/* Return a new chunk of "arena" with room for "size" bytes, in front of
   "next". */
static struct chunk *new_chunk(ta_arena *arena, struct chunk *next, size_t size)
{
	struct chunk *c;

	if (size < TA_CHUNK)
		size = TA_CHUNK;
	if (size > TA_ARENA_MAX - arena->size)
		ta_bug("out of memory: more than %d MiB for one kernel",
		       TA_ARENA_MAX >> 20);
	arena->size += size;
	c = (struct chunk *)checked(calloc(1, sizeof(*c) + size));
	c->next = next;
	c->size = size;
	return c;
}

/* Release the arena "data", which nobody owns any more. */
static void release_arena(void *data)
{
	ta_arena_free((ta_arena *)data);
}

/* Return a new, empty arena; "ta_arena_free" releases it. */
ta_arena *ta_arena_new(void)
{
	ta_arena *arena = NULL;

	if (!ta_fault(TA_FAULT_ALLOC))
		arena = (ta_arena *)calloc(1, sizeof(ta_arena));
	checked(arena);
	ta_own(&arena->own, release_arena, arena);
	return arena;
}

/* Release "arena" and everything allocated from it.  NULL is allowed. */
void ta_arena_free(ta_arena *arena)
{
	struct chunk *c, *next;

	if (!arena)
		return;
	ta_disown(&arena->own);
	for (c = arena->chunks; c; c = next) {
		next = c->next;
		free(c);
	}
	free(arena);
}

/* Return "size" zeroed bytes of "arena", aligned for any type.  A block that
   is larger than a chunk gets a chunk of its own behind the current one, so
   that the rest of the current one is not lost. */
void *ta_alloc(ta_arena *arena, size_t size)
{
	struct chunk *c = arena->chunks;
	void *p;

	if (size > TA_ARENA_MAX)
		ta_bug("out of memory: a block of %zu bytes", size);
	if (ta_fault(TA_FAULT_ALLOC))
		checked(NULL);
	size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t)
	       * sizeof(max_align_t);
	if (c && size > TA_CHUNK / 4 && c->size - c->used < size) {
		c->next = new_chunk(arena, c->next, size);
		c->next->used = size;
		return c->next->data;
	}
	if (!c || c->size - c->used < size)
		c = arena->chunks = new_chunk(arena, c, size);
	p = (char *)c->data + c->used;
	c->used += size;
	return p;
}

/* Return a copy in "arena" of "size" bytes at "p". */
void *ta_memdup(ta_arena *arena, const void *p, size_t size)
{
	void *q = ta_alloc(arena, size);

	if (size)
		memcpy(q, p, size);
	return q;
}

/* Return a copy in "arena" of the first "n" characters of "s". */
char *ta_strndup(ta_arena *arena, const char *s, size_t n)
{
	char *q = (char *)ta_alloc(arena, n + 1);

	memcpy(q, s, n);
	return q;
}

/* Return a copy of "s" in "arena". */
char *ta_strdup(ta_arena *arena, const char *s)
{
	return ta_strndup(arena, s, strlen(s));
}

/* Return "fmt" printed with "ap" as a string of "arena". */
char *ta_vsprintf(ta_arena *arena, const char *fmt, va_list ap)
{
	va_list again;
	char *s;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		ta_bug("cannot print with format '%s'", fmt);
	s = (char *)ta_alloc(arena, (size_t)n + 1);
	vsnprintf(s, (size_t)n + 1, fmt, ap);
	return s;
}

/* Return "fmt ..." printed as a string of "arena". */
char *ta_sprintf(ta_arena *arena, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = ta_vsprintf(arena, fmt, ap);
	va_end(ap);
	return s;
}

/* Return the array "v" of "n" elements of "size" bytes with room for one
   more: "v" itself unless "n" is 0 or a power of two, the capacities that
   this function hands out; then a copy twice as large. */
void *ta_grow(ta_arena *arena, void *v, int n, size_t size)
{
	void *q;

	if (n & (n - 1))
		return v;
	q = ta_alloc(arena, size * (n ? 2 * (size_t)n : 1));
	if (n)
		memcpy(q, v, size * (size_t)n);
	return q;
}

/* Return a copy of the "n" elements of "size" bytes at "v" from "arena", to
   which TA_PUSH can add. */
void *ta_copy_list(ta_arena *arena, const void *v, int n, size_t size)
{
	size_t room = 1;
	void *q;

	if (!n)
		return NULL;
	while (room < (size_t)n)
		room *= 2;
	q = ta_alloc(arena, size * room);
	memcpy(q, v, size * (size_t)n);
	return q;
}

/* Make "b" an empty string whose memory comes from "arena". */
void ta_buf_init(ta_buf *b, ta_arena *arena)
{
	b->arena = arena;
	b->cap = 64;
	b->s = (char *)ta_alloc(arena, b->cap);
	b->len = 0;
}

/* Make room in "b" for "n" characters more and the NUL. */
static void buf_reserve(ta_buf *b, size_t n)
{
	char *s;

	if (b->s && b->cap - b->len > n)
		return;
	b->cap = 2 * (b->len + n + 1);
	s = (char *)ta_alloc(b->arena, b->cap);
	if (b->s)
		memcpy(s, b->s, b->len + 1);
	b->s = s;
}

/* Append "s" to "b". */
void ta_buf_puts(ta_buf *b, const char *s)
{
	size_t n = strlen(s);

	buf_reserve(b, n);
	memcpy(b->s + b->len, s, n + 1);
	b->len += n;
}

/* Append "fmt ..." to "b". */
void ta_buf_printf(ta_buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		ta_bug("cannot print with format '%s'", fmt);
	buf_reserve(b, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(b->s + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

/* Let "handler" be called with the text of an internal inconsistency; it
   must not return.  NULL restores the default, which aborts. */
void ta_bug_handler(void (*handler)(const char *text))
{
	bug_handler = handler;
}

/* Leave the fence around because of the internal inconsistency "fmt ..."
   found at "line" of "file"; without one, tell the handler, or print it and
   abort. */
void ta_bug_at(const char *file, int line, const char *fmt, ...)
{
	char text[512];
	va_list ap;
	int n;

	n = snprintf(text, sizeof(text), "%s:%d: ", file, line);
	if (n < 0 || (size_t)n >= sizeof(text))
		n = 0;
	va_start(ap, fmt);
	vsnprintf(text + n, sizeof(text) - (size_t)n, fmt, ap);
	va_end(ap);
	ta_fence_leave(text);
	if (bug_handler)
		bug_handler(text);
	fprintf(stderr, "tensoraot: internal error: %s\n", text);
	abort();
}

/* Return the smallest of "a", "b" and "c". */
static int min3(int a, int b, int c)
{
	int m = a < b ? a : b;

	return m < c ? m : c;
}

enum { NEAREST_MAX = 40 };

/* Return how many insertions, deletions, substitutions and swaps of two
   neighbours turn "a" into "b", each shorter than NEAREST_MAX. */
static int edit_distance(const char *a, const char *b)
{
	int d[NEAREST_MAX + 1][NEAREST_MAX + 1];
	int n = (int)strlen(a), m = (int)strlen(b), i, j;

	for (i = 0; i <= n; i++)
		d[i][0] = i;
	for (j = 0; j <= m; j++)
		d[0][j] = j;
	for (i = 1; i <= n; i++)
		for (j = 1; j <= m; j++) {
			d[i][j] = min3(d[i - 1][j] + 1, d[i][j - 1] + 1,
				       d[i - 1][j - 1]
				       + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2]
			    && a[i - 2] == b[j - 1]
			    && d[i - 2][j - 2] + 1 < d[i][j])
				d[i][j] = d[i - 2][j - 2] + 1;
		}
	return d[n][m];
}

/* Return the first of the "n" strings "names" with the least edit distance
   to "word", or NULL if more than a third of the longer of the two would
   have to change (one edit is always allowed between words of two letters
   or more). */
const char *ta_nearest(const char *word, const char *const *names, int n)
{
	const char *best = NULL;
	int best_distance = NEAREST_MAX, len = (int)strlen(word), i;

	if (len >= NEAREST_MAX)
		return NULL;
	for (i = 0; i < n; i++) {
		int l = (int)strlen(names[i]), limit, d;

		if (l >= NEAREST_MAX || l < 2 || len < 2)
			continue;
		limit = ((l > len ? l : len) + 2) / 3;
		d = edit_distance(word, names[i]);
		if (d <= limit && d < best_distance) {
			best = names[i];
			best_distance = d;
		}
	}
	return best;
}
