/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run.c - runs every function of a file, as plain C and as a kernel, on many
   sets of arguments, and compares.

     run [-s SEED] [-d FIRST] [-n SETS] [-f NAME] [-o] [-v]

   Arguments are arrays in one block of memory, whose every byte is compared:
   what no function owns must not change.  A function without error arithmetic
   has to give the same bits; another the same as its error arithmetic within
   the bound that this gives.  Kernels run on one thread, on two, and on two
   again, which has to give the same bits.  -o: data is finite, and results
   that are not are not compared.  Says at the end how much ran; the status is
   1 when something differed. */
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

/* Make room for long doubles: GCC 12 moves pairs of floats through MMX registers
   at times, which are the same. */
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
	if (x.v == 0 && e == 0 && !x.signless && !v_finite)
		return d == 0 && !signbit(d) == !signbit(x.v);
	return fabsl((long double)d - x.v) <= e;
}

/* Whether the floats of type "t" at "p" and "q" are the same bits; a NaN is
   any NaN unless the function only moves values. */
static bool same(enum fz_type t, const void *p, const void *q)
{
	size_t n = t == FZ_F32 ? 4 : 8;

	if (!memcmp(p, q, n))
		return true;
	return !(fn->flags & FZ_MOVES) && isnan(number(t, p))
	       && isnan(number(t, q));
}

/* Compare element "i" of buffer "b": "v" with "plain", or with errors "e". */
static bool compare_element(const struct layout *l, int b, long i,
			    const struct version *plain,
			    const struct version *v, const struct errors *e)
{
	const struct buffer *buf = &l->buffer[b];
	size_t at = buf->at + (size_t)i * buf->size;
	char text[300];
	v_t x = { 0 };

	if (e) {
		x = e->value[b][i];
		if (near(buf->type, v->memory + at, x))
			return true;
	} else if (same(buf->type, plain->memory + at, v->memory + at)) {
		return true;
	}
	snprintf(text, sizeof text,
		 "array %d element %ld is %.17g, plain %.17g, exact %.20Lg "
		 "+- %.3Lg", buf->array, i - l->element[buf->array],
		 number(buf->type, v->memory + at),
		 number(buf->type, plain->memory + at), x.v,
		 e ? v_error(buf->type, x) : 0);
	fail(v, text);
	return false;
}

/* Compare what the function returned. */
static void compare_return(const struct version *plain,
			   const struct version *v, const struct errors *e)
{
	enum fz_type t = fn->ret;
	char text[300];

	if (fn->ret < 0)
		return;
	if (t == FZ_F32 || t == FZ_F64) {
		if (e ? near(t, v->ret, e->ret) : same(t, v->ret, plain->ret))
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
		if (buf->type == FZ_F32 || buf->type == FZ_F64) {
			for (i = 0; i < buf->count; i++)
				if (!compare_element(l, b, i, plain, v, e))
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
