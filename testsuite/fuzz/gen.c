/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gen.c - writes a file of random functions.

     gen [-s SEED] [-b FIRST] [-n COUNT] [-f ONLY] [-x ID,ID...] [-a] [-p] [-m] [-t]

   prints functions FIRST to FIRST + COUNT - 1 of SEED as C; with -t, in error
   arithmetic, with the table that describes them.  A function depends on SEED
   and its number alone.  -f prints only that one; -x leaves out statements and
   operators by their ids; -a gives every function with floats its error
   arithmetic, also the strict ones; -p leaves out the pragmas, so that all are
   strict without -a; -m puts directives of OpenMP before loops.  -i prints how
   many ids there are. */
#include "gen.h"

#include <stdio.h>
#include <unistd.h>

uint64_t gen_state;
bool gen_no_pragma, gen_openmp;
const char *gen_wish;

/* The next 64 random bits. */
static uint64_t next(void)
{
	uint64_t z = gen_state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

int rnd(int n)
{
	return (int)(next() % (uint64_t)n);
}

bool chance(int percent)
{
	return rnd(100) < percent;
}

void *gen_new(size_t size)
{
	void *p = calloc(1, size);

	if (!p)
		abort();
	return p;
}

bool is_float(enum fz_type t)
{
	return t == FZ_F32 || t == FZ_F64 || is_complex(t);
}

bool is_complex(enum fz_type t)
{
	return t == FZ_C64 || t == FZ_C128;
}

enum fz_type part_type(enum fz_type t)
{
	return t == FZ_C64 ? FZ_F32 : t == FZ_C128 ? FZ_F64 : t;
}

bool is_signed(enum fz_type t)
{
	static const bool yes[] = {
#define X(code, text, bytes, is_float, is_signed) is_signed,
		FZ_TYPES
#undef X
	};

	return yes[t];
}

int type_size(enum fz_type t)
{
	static const int size[] = {
#define X(code, text, bytes, is_float, is_signed) bytes,
		FZ_TYPES
#undef X
	};

	return size[t];
}

bool index_unsigned(enum index_type t)
{
	static const bool yes[] = {
#define X(code, text, uns, max) uns,
		INDEX_TYPES
#undef X
	};

	return yes[t];
}

int index_max(enum index_type t)
{
	static const int max[] = {
#define X(code, text, uns, max) max,
		INDEX_TYPES
#undef X
	};

	return max[t];
}

bool dropped(const struct function *f, int id)
{
	int i;

	for (i = 0; i < f->ndrop; i++)
		if (f->drop[i] == id)
			return true;
	return false;
}

/* Function "number" of "seed", without the "ndrop" ids of "drop". */
static struct function *make(uint64_t seed, int number, const int *drop,
			     int ndrop)
{
	struct function *f = NEW(struct function);

	gen_state = seed * 0x100000001b3u + (uint64_t)number;
	next();
	f->number = number;
	f->drop = drop;
	f->ndrop = ndrop;
	random_function(f);
	return f;
}

/* Whether "f" has a result that is a float, and more than its bits may be
   asked for. */
static bool tolerant(const struct function *f, bool all)
{
	int i;

	if (f->complex || (f->fp == STRICT && !all && !f->any_zero))
		return false;
	if (f->ret >= 0 && is_float(f->local[f->ret].type))
		return true;
	for (i = 0; i < f->narrays; i++)
		if (f->array[i].f.flags & FZ_WRITTEN
		    && is_float(f->array[i].f.type))
			return true;
	return false;
}

/* Print what every file begins with. */
static void print_start(bool table)
{
	static const char *const types[] = {
#define X(code, text, bytes, is_float, is_signed) #code, #text,
		FZ_TYPES
#undef X
	};
	int i;

	printf("#include \"fuzz.h\"\n\n");
	if (table)
		printf("#define P(x) e_##x\n#define G(x) g##x\n");
	else
		printf("#ifndef P\n#define P(x) x\n#endif\n"
		       "#define G(x) g##x\n");
	for (i = 0; i < 2 * FZ_NTYPES; i += 2)
		printf("struct s_%s {\n\tlong ld;\n\t%s *data;\n};\n",
		       types[i], table && i < 4 ? "v_t" : types[i + 1]);
	printf("\n");
}

/* Print the functions "f", "n" of them, and their list. */
static void print_functions(struct function **f, int n)
{
	int i;

	print_start(false);
	for (i = 0; i < n; i++)
		emit_function(f[i], false);
	printf("fz_code *const P(list)[] = {\n");
	for (i = 0; i < n; i++)
		printf("\tP(w%d),\n", f[i]->number);
	printf("};\n");
}

/* Print the functions in error arithmetic and the table of all. */
static void print_table(struct function **f, int n, bool all)
{
	int i;

	print_start(true);
	for (i = 0; i < n; i++)
		if (tolerant(f[i], all))
			emit_function(f[i], true);
	printf("const struct fz_function fz_function[] = {\n");
	for (i = 0; i < n; i++)
		emit_table_entry(f[i], tolerant(f[i], all));
	printf("};\nconst int fz_count = %d;\n", n);
}

/* Set "ids" to the numbers in "text" and return how many. */
static int numbers(char *text, int **ids)
{
	int n = 0;
	char *p;

	*ids = gen_new((strlen(text) + 1) * sizeof(int));
	for (p = strtok(text, ","); p; p = strtok(NULL, ","))
		(*ids)[n++] = atoi(p);
	return n;
}

int main(int argc, char **argv)
{
	int first = 0, count = 1, only = -1, ndrop = 0, *drop = NULL, c, i;
	bool table = false, all = false, ids = false;
	unsigned long long seed = 1;
	struct function **f;

	while ((c = getopt(argc, argv, "s:b:n:f:x:w:apmti")) != -1)
		switch (c) {
		case 's':
			seed = strtoull(optarg, NULL, 0);
			break;
		case 'b':
			first = atoi(optarg);
			break;
		case 'n':
			count = atoi(optarg);
			break;
		case 'f':
			only = atoi(optarg);
			break;
		case 'x':
			ndrop = numbers(optarg, &drop);
			break;
		case 'w':
			if (!known_idiom(optarg)) {
				fprintf(stderr, "no idiom %s\n", optarg);
				return 2;
			}
			gen_wish = optarg;
			break;
		case 'a':
			all = true;
			break;
		case 'p':
			gen_no_pragma = true;
			break;
		case 'm':
			gen_openmp = true;
			break;
		case 't':
			table = true;
			break;
		case 'i':
			ids = true;
			break;
		default:
			return 2;
		}
	if (only >= 0) {
		first = only;
		count = 1;
	}
	f = gen_new((size_t)count * sizeof *f);
	for (i = 0; i < count; i++)
		f[i] = make(seed, first + i, drop, ndrop);
	if (ids)
		printf("%d\n", f[0]->nids);
	else if (table)
		print_table(f, count, all);
	else
		print_functions(f, count);
	return 0;
}
