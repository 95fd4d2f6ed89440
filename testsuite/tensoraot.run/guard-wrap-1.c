/* Counters and offsets of narrow and unsigned types: the kernel runs while they
   stay inside their type, and the loops as written run, with what C says of
   wrapping, when they do not.  If this fails, an index that wraps around is
   taken for one that goes on.  */
#include "path.h"
#include <string.h>
#include <sys/mman.h>

enum { SIZE = 1 << 17 };
static int x[SIZE], y[SIZE];

/* NAME with its loops as a kernel and as written. */
#define BOTH(name, args, body)                                               \
	__attribute__((noipa)) void name args                             \
	{                                                                    \
		_Pragma("tensoraot kernel")                                  \
		{ body }                                                     \
	}                                                                    \
	__attribute__((noipa)) void name##_plain args { body }

/* Stops when i, of 16 bits, has wrapped onto "end". */
BOTH(narrow, (int *a, unsigned short start, unsigned short end), {
	for (unsigned short i = start; i != end; i++)
		a[i] = a[i] * 3 + 1;
})

BOTH(byte_step, (int *a, unsigned char start, int count), {
	for (int i = 0; i < count; i++)
		a[(unsigned char)(start + i)] += 5;
})

/* An offset computed in 32 bits: bytes, so that all of it can be mapped. */
BOTH(offset, (signed char *a, int n, unsigned start), {
	for (int i = 0; i < n; i++)
		a[start + (unsigned)i] += 7;
})

/* A product in 32 bits, of even numbers and the pitch. */
BOTH(rows, (int *a, unsigned n, unsigned m, unsigned ld), {
	for (unsigned i = 0; i < n; i += 2)
		for (unsigned j = 0; j < m; j++)
			a[i * ld + j] += (int)(i + j);
})

/* Down to zero with a test that only wrapping ends. */
BOTH(down, (int *a, size_t n), {
	for (size_t i = n - 1; i < n; i--)
		a[i] = a[i] * 2 + 1;
})

/* From an end that wraps: runs n times in all. */
BOTH(up, (int *a, size_t from, size_t to), {
	for (size_t i = from; i != to; i++)
		a[i] ^= 3;
})

static void fill(void)
{
	for (int i = 0; i < SIZE; i++)
		x[i] = y[i] = i % 23;
}

static void same(int path)
{
	went(path);
	if (memcmp(x, y, sizeof x))
		abort();
}

#define TRY(name, path, ...)                                                 \
	do {                                                                 \
		fill();                                                      \
		name(x + SIZE / 2, __VA_ARGS__);                             \
		name##_plain(y + SIZE / 2, __VA_ARGS__);                     \
		same(path);                                                  \
	} while (0)

/* "n" bytes from "start" on, modulo 2^32; no other is touched. */
static void try_offset(int n, unsigned start, int path)
{
	size_t size = (size_t)1 << 32;
	signed char *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1,
			      0);

	if (p == MAP_FAILED)
		return;
	offset(p, n, start);
	went(path);
	for (int i = 0; i < n; i++)
		if (p[start + (unsigned)i] != 7)
			abort();
	if (p[start - 1] || p[start + (unsigned)n])
		abort();
	munmap(p, size);
}

int main(void)
{
	TRY(narrow, LOWERED, 0, 60000);
	TRY(narrow, LOWERED, 1000, 61000);
	TRY(narrow, SMALL, 60000, 50000);
	TRY(narrow, SMALL, 65535, 65534);
	TRY(byte_step, GUARD, 0, 2000);
	TRY(byte_step, SMALL, 200, 100);
	TRY(byte_step, GUARD, 200, 5000);
	try_offset(20000, 5, LOWERED);
	try_offset(20000, (unsigned)-20000, LOWERED);
	try_offset(20001, (unsigned)-20000, GUARD);
	try_offset(40000, (unsigned)-20000, GUARD);
	TRY(rows, LOWERED, 100, 100, 200);
	TRY(rows, GUARD, 5, 20000, 0x80000000u);
	TRY(rows, GUARD, 5, 20000, 0x80000000u + 1000);
	TRY(down, ANY, 20000);
	TRY(down, ANY, 1);
	TRY(down, ANY, 0);
	TRY(up, LOWERED, 0, 30000);
	TRY(up, SMALL, 77, 77);
	return 0;
}
