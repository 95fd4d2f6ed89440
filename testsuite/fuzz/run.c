/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run.c - runs every function of a file, as plain C and as a kernel, on many
   sets of arguments, and compares.

   run [-s SEED] [-d FIRST] [-n SETS] [-f NAME] [-o] [-v]

   Arguments are arrays in one block of memory, whose every byte is compared:
   what no function owns must not change.  A function without error arithmetic
   has to give the same bits; another the same as its error arithmetic within
   the bound that this gives.  Kernels run on one thread, on two, and on two
   again, which has to give the same bits.  -o: data is finite, and results that
   are not are not compared.  Functions of complex numbers have no error
   arithmetic: those in C's order have to give the same bits, and are left out
   with -o; those in any order are given whole numbers, and compared as long as
   these stay so small that no order rounds.  Says at the end how much ran; the
   status is 1 when something differed. */
#include "run.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

extern void omp_set_num_threads(int n) __attribute__((weak));

static const struct fz_function *fn;
static int set_number, failures;
static long calls, compared, skipped, unbounded;
static bool verbose;

/* One way to run a function, and the memory it ran in. */
struct version {
	const char *name;
	char *memory;
	int64_t ret[2];
};

/* Say that "what" of version "v" differs. */
static void fail(const struct version *v, const char *what)
{
	printf("FAIL %s set %d %s: %s\n", fn->name, set_number, v->name, what);
	failures++;
}

/* Die with the place. */
static void crash(int sig)
{
	char text[200];
	int n = snprintf(text, sizeof text, "FAIL %s set %d crash: signal %d\n",
			 fn ? fn->name : "-", set_number, sig);

	if (write(1, text, (size_t)n) < 0)
		_exit(3);
	_exit(1);
}

/* Make room for long doubles: GCC 12 moves pairs of floats through MMX
   registers at times, which are the same. */
static void empty_registers(void)
{
#if defined __x86_64__ || defined __i386__
	__builtin_ia32_emms();
#endif
}

/* Run "code" on the memory of "v" with "threads" threads. */
static void run_code(fz_code *code, const struct layout *l, struct version *v,
		     int threads)
{
	struct fz_call call = l->call;
	int i;

	memcpy(v->memory, l->start, l->bytes);
	for (i = 0; i < fn->narrays; i++)
		call.array[i] = v->memory + l->at[i];
	v->ret[0] = v->ret[1] = 0;
	call.ret = v->ret;
	if (omp_set_num_threads)
		omp_set_num_threads(threads);
	code(&call);
	empty_registers();
	calls++;
}

/* Run the error arithmetic on its own memory: return false when it depends on
   something uncertain. */
static bool run_errors(const struct layout *l, struct errors *e)
{
	struct fz_call call = l->call;
	int i;

	errors_start(l, e);
	for (i = 0; i < fn->narrays; i++)
		call.array[i] = errors_array(l, e, i);
	memset(&e->ret, 0, sizeof e->ret);
	call.ret = &e->ret;
	v_uncertain = false;
	fn->reference(&call);
	return !v_uncertain;
}

/* The number of type "t" at "p". */
static double number(enum fz_type t, const void *p)
{
	float f;
	double d;

	if (t == FZ_F32) {
		memcpy(&f, p, sizeof f);
		return f;
	}
	memcpy(&d, p, sizeof d);
	return d;
}

/* The type of the parts of "t", if that is complex; else itself. */
static enum fz_type part_of(enum fz_type t)
{
	return t == FZ_C64 ? FZ_F32 : t == FZ_C128 ? FZ_F64 : t;
}

/* Whether the float of type "t" at "p" may be what error arithmetic says. */
static bool near(enum fz_type t, const void *p, v_t x)
{
	double d = number(t, p);
	long double e;

	if (x.wild) {
		unbounded++;
		return true;
	}
	if (isnan(x.v) || isinf(x.v))
		return isnan(x.v) ? isnan(d) : d == (double)x.v;
	if (!isfinite(d))
		return false;
	e = v_error(t, x);
	if (x.v == 0 && e == 0 && !x.signless && !v_finite
	    && !(fn->flags & FZ_ZERO))
		return d == 0 && !signbit(d) == !signbit(x.v);
	return fabsl((long double)d - x.v) <= e;
}

/* Whether the floats of type "t" at "p" and "q" are the same bits; a NaN is
   any NaN unless the function only moves values. */
static bool same(enum fz_type t, const void *p, const void *q)
{
	size_t n = t == FZ_F32 ? 4 : 8;

	if (!memcmp(p, q, n)
	    || (fn->flags & FZ_WHOLE && number(t, p) == number(t, q)))
		return true;
	return !(fn->flags & FZ_MOVES) && isnan(number(t, p))
	       && isnan(number(t, q));
}

/* Compare element "i" of buffer "b", of which the part that is "at" bytes from
   the beginning is of type "t": "v" with "plain", or with errors "e". */
static bool compare_element(const struct layout *l, int b, long i, size_t at,
			    enum fz_type t, const struct version *plain,
			    const struct version *v, const struct errors *e)
{
	const struct buffer *buf = &l->buffer[b];
	char text[300];
	v_t x = { 0 };

	at += buf->at + (size_t)i * buf->size;
	if (e) {
		x = e->value[b][i];
		if (near(t, v->memory + at, x))
			return true;
	} else if (same(t, plain->memory + at, v->memory + at)) {
		return true;
	}
	snprintf(text, sizeof text,
		 "array %d element %ld is %.17g, plain %.17g, exact %.20Lg "
		 "+- %.3Lg", buf->array, i - l->element[buf->array],
		 number(t, v->memory + at),
		 number(t, plain->memory + at), x.v,
		 e ? v_error(t, x) : 0);
	fail(v, text);
	return false;
}

/* Compare what the function returned. */
static void compare_return(const struct version *plain,
			   const struct version *v, const struct errors *e)
{
	enum fz_type t = part_of(fn->ret);
	bool pair = (int)t != fn->ret;
	size_t half = t == FZ_F32 ? 4 : 8;
	char text[300];

	if (fn->ret < 0)
		return;
	if (t == FZ_F32 || t == FZ_F64) {
		if (e ? near(t, v->ret, e->ret)
		      : same(t, v->ret, plain->ret)
				&& (!pair
				    || same(t, (const char *)v->ret + half,
					    (const char *)plain->ret + half)))
			return;
		snprintf(text, sizeof text, "returned %.17g, plain %.17g, "
			 "exact %.20Lg +- %.3Lg", number(t, v->ret),
			 number(t, plain->ret), e ? e->ret.v : 0,
			 e ? v_error(t, e->ret) : 0);
	} else {
		if (!memcmp(v->ret, plain->ret, 8))
			return;
		snprintf(text, sizeof text, "returned %lld, plain %lld",
			 (long long)v->ret[0], (long long)plain->ret[0]);
	}
	fail(v, text);
}

/* Compare version "v" with "plain", or, with "e", with error arithmetic. */
static void compare(const struct layout *l, const struct version *plain,
		    const struct version *v, const struct errors *e)
{
	size_t from = 0;
	int b, before = failures;
	enum fz_type t;
	long i;
	char text[100];

	compared++;
	for (b = 0; b <= l->nbuffers && failures == before; b++) {
		const struct buffer *buf = &l->buffer[b];
		size_t to = b < l->nbuffers ? buf->at : l->bytes;

		if (memcmp(plain->memory + from, v->memory + from,
			   to - from)) {
			fail(v, "memory outside of the arrays changed");
			return;
		}
		if (b == l->nbuffers)
			break;
		from = to + (size_t)buf->count * buf->size;
		if (!e && !memcmp(plain->memory + to, v->memory + to,
				  from - to))
			continue;
		t = part_of(buf->type);
		if (t == FZ_F32 || t == FZ_F64) {
			for (i = 0; i < buf->count; i++)
				if (!compare_element(l, b, i, 0, t, plain, v,
						     e)
				    || (t != buf->type
					&& !compare_element(l, b, i,
							    buf->size / 2, t,
							    plain, v, e)))
					return;
			continue;
		}
		for (i = (long)to; v->memory[i] == plain->memory[i]
				   && i < (long)from;)
			i++;
		if (i == (long)from)
			continue;
		i = (i - (long)to) / (long)buf->size;
		snprintf(text, sizeof text, "array %d element %ld differs",
			 buf->array, i - l->element[buf->array]);
		fail(v, text);
	}
	if (failures == before)
		compare_return(plain, v, e);
}

/* Whether the "n" numbers of type "t" at "p" are so small that sums and
   products on the way to them, of whole numbers, were exact in any order. */
static bool small(enum fz_type t, const char *p, long n)
{
	double most = t == FZ_F32 ? 0x1p16 : 0x1p40;
	size_t size = t == FZ_F32 ? 4 : 8;

	for (; n > 0; n--, p += size)
		if (!(fabs(number(t, p)) < most))
			return false;
	return true;
}

/* Whether what "v", the plain version of a function of complex numbers, left
   can be compared with another. */
static bool comparable(const struct layout *l, const struct version *v)
{
	enum fz_type t = part_of(fn->ret);
	int b;

	if (!(fn->flags & FZ_WHOLE))
		return !(fn->flags & FZ_ORDER && v_finite);
	for (b = 0; b < l->nbuffers; b++) {
		const struct buffer *buf = &l->buffer[b];
		enum fz_type p = part_of(buf->type);

		if ((p == FZ_F32 || p == FZ_F64)
		    && !small(p, v->memory + buf->at,
			      buf->count * (p == buf->type ? 1 : 2)))
			return false;
	}
	return fn->ret < 0
	       || small(t, (const char *)v->ret, (int)t == fn->ret ? 1 : 2);
}

/* Run function "f", the "n"th, on set "set" of "seed". */
static void run_set(const struct fz_function *f, int n, uint64_t seed, int set)
{
	static struct layout l;
	static struct errors e;
	static struct version v[4] = { { .name = "plain" },
				       { .name = "1 thread" },
				       { .name = "2 threads" },
				       { .name = "2 threads again" } };
	struct errors *bound = NULL;
	int i, before = failures;

	fn = f;
	set_number = set;
	layout_make(&l, f, seed ^ (uint64_t)set * 0x9e3779b97f4a7c15u);
	if (verbose)
		layout_print(&l, f, set);
	for (i = 0; i < 4; i++) {
		free(v[i].memory);
		v[i].memory = aligned_alloc(4096, (l.bytes + 4095) / 4096
							  * 4096);
		run_code(i ? fz_kernel[n] : fz_plain[n], &l, &v[i],
			 i < 2 ? 1 : 2);
	}
	if (!comparable(&l, &v[0])) {
		skipped++;
		return;
	}
	if (f->reference) {
		bound = &e;
		if (!run_errors(&l, &e)) {
			skipped++;
			return;
		}
		compare(&l, &v[0], &v[0], bound);
		if (failures > before)
			return;
	}
	for (i = 1; i < 3 && failures == before; i++)
		compare(&l, &v[0], &v[i], bound);
	if (failures == before)
		compare(&l, &v[2], &v[3], NULL);
}

/* A number from the name of function "f" and "seed". */
static uint64_t mixed(const char *name, uint64_t seed)
{
	uint64_t h = seed + 0xcbf29ce484222325u;

	for (; *name; name++)
		h = (h ^ (uint64_t)*name) * 0x100000001b3u;
	return h;
}

int main(int argc, char **argv)
{
	int c, i, d, first = 0, sets = 8, before;
	const char *only = NULL;
	uint64_t seed = 1;

	while ((c = getopt(argc, argv, "s:d:n:f:ov")) != -1)
		switch (c) {
		case 's':
			seed = strtoull(optarg, NULL, 0);
			break;
		case 'd':
			first = atoi(optarg);
			break;
		case 'n':
			sets = atoi(optarg);
			break;
		case 'f':
			only = optarg;
			break;
		case 'o':
			v_finite = true;
			break;
		case 'v':
			verbose = true;
			break;
		default:
			return 2;
		}
	setvbuf(stdout, NULL, _IOLBF, 0);
	signal(SIGSEGV, crash);
	signal(SIGBUS, crash);
	signal(SIGFPE, crash);
	signal(SIGABRT, crash);
	signal(SIGILL, crash);
	for (i = 0; i < fz_count; i++) {
		if (only && strcmp(only, fz_function[i].name))
			continue;
		before = failures;
		for (d = first; d < first + sets && failures == before; d++)
			run_set(&fz_function[i], i,
				mixed(fz_function[i].name, seed), d);
	}
	printf("ran %d functions, %ld calls, %ld compared, %ld uncertain, "
	       "%ld elements without bound, %d failures\n", fz_count, calls,
	       compared, skipped, unbounded, failures);
	return failures != 0;
}
