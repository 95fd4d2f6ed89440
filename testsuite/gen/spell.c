/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spell.c - writes a C program that holds some of the spellings of
   routines.c, each as a kernel of its own.

     spell FORM TYPE [SEED [PART PARTS [TUNING]]]
	 FORM: static param vla flat pitch column rowptr moving member
	 TYPE: float double
	 TUNING: - tiles unrolled sums
     spell -l		  the numbers of all spellings, with their routines

   How arrays are indexed is the FORM; the index type and how each loop is
   written, and what of it is tuned by hand in the way that TUNING says, follow
   from SEED, the TYPE and the number of the spelling.  PART of PARTS holds every
   PARTS-th one.  Only with a TUNING is gemm among them, of which
   gemm-spellings.c has the others.

   The file is compiled twice, with -DPLAIN for what to compare with, and
   linked with itself.  The program runs all kernels on sizes that include 0,
   1, odd ones and ones larger than any tile, prints "fN wrong" for each that
   left anything in memory that the plain one did not, but for a tolerance
   scaled to type and size, and ends with the number of them.  */
#include "spell.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const form_name[] = {"static", "param",  "vla",
					"flat",	  "pitch",  "column",
					"rowptr", "moving", "member"};
static const char *const tuning_name[] = {"-", "tiles", "unrolled", "sums"};
enum { NFORMS = sizeof form_name / sizeof form_name[0] };
static const char *const index_type[] = {"int", "long", "size_t", "unsigned"};

const struct spelling *now;
enum form form;
const char *itype;
static enum tuning tuning;
static unsigned state;

int draw(int n)
{
	state = state * 1664525u + 1013904223u;
	return (int)((state >> 16) % (unsigned)n);
}

const char *sizes_of(char a)
{
	for (const char *p = now->arrays; p; p = strchr(p, ' '), p += !!p)
		if (p[0] == a && p[1] != '=')
			return p + 1;
	return NULL;
}

/* Print what array "a" is as a parameter. */
static void parameter(char a)
{
	const char *size = sizes_of(a);

	if (islower(a))
		printf(", T *%c", a);
	else if (form == PARAM)
		printf(", T %c[][MAX]", a);
	else if (form == VLA)
		printf(", T %c[%c][%c]", a, size[0], size[1]);
	else
		printf(", T *%c", a);
}

/* Does the form have row lengths of its own as parameters? */
static int has_pitch(void)
{
	return form == PITCH || form == COLUMN || form == ROWPTR ||
	       form == MOVING;
}

/* Print the function fN of the spelling, N being "id". */
static void function(int id)
{
	printf("__attribute__((noinline)) static void f%d(%s n, %s m, %s k, "
	       "T alpha, T beta",
	       id, itype, itype, itype);
	for (const char *a = "ABCxyz"; *a; a++)
		if (sizes_of(*a) && form != STATIC && form != MEMBER)
			parameter(*a);
	for (const char *a = "ABC"; *a; a++)
		if (sizes_of(*a) && has_pitch())
			printf(", %s ld%c", itype, tolower(*a));
	if (form == PITCH)
		printf(", %s inc", itype);
	if (form == MEMBER)
		printf(", const struct arg *at");
	if (tuning == TILES)
		printf(", %s bs", itype);
	printf(")\n{\n#pragma tensoraot kernel name(f%d)\n\t{\n", id);
}

/* Print how the program calls the function "id" with the arrays of "s". */
static void caller(int id)
{
	printf("void NAME(r%d)(const struct arg *s)\n{\n", id);
	for (const char *p = now->arrays; *p; p++)
		if (p[1] == '=')
			printf("\tstruct arg t = *s;\n\tt.%c = t.%c;\n\ts = "
			       "&t;\n",
			       p[2], p[0]);
	if (form == STATIC)
		printf("\tcopy(s, 1);\n");
	printf("\tf%d(s->n, s->m, s->k, 3, -2", id);
	for (const char *a = "ABCxyz"; *a; a++)
		if (sizes_of(*a) && form != STATIC && form != MEMBER)
			printf(form == PARAM || form == VLA ? ", (void *)s->%c"
							    : ", s->%c",
			       *a);
	for (const char *a = "ABC"; *a; a++)
		if (sizes_of(*a) && has_pitch())
			printf(", s->ld%c", tolower(*a));
	if (form == PITCH)
		printf(", s->inc");
	if (form == MEMBER)
		printf(", s");
	if (tuning == TILES)
		printf(", s->bs");
	printf(");\n");
	if (form == STATIC)
		printf("\tcopy(s, 0);\n");
	printf("}\n\n");
}

/* Print spelling "id", whose loops are drawn from "seed" and the type. */
static void spelling(int id, unsigned seed, const char *type)
{
	struct node top = {0};
	const char *p = spellings[id].text;

	now = &spellings[id];
	state = seed * 2654435761u + (unsigned)id * 40503u + form * 977u +
		*type * 31u;
	itype = index_type[draw(4)];
	parse_kids(&p, &top);
	tune(&top, tuning);
	printf("/* %s%s: %s */\n", now->near ? "nearly " : "", now->routine,
	       now->text);
	function(id);
	print_nests(&top, 2);
	printf("\t}\n}\n\n");
	caller(id);
	for (int i = 0; i < top.nkids; i++)
		free_node(top.kid[i]);
}

/* What all programs begin with. */
static const char prologue[] =
	"#include <stddef.h>\n#include <stdio.h>\n#include <string.h>\n"
	"enum { MAX = 100 };\n"
	"#ifdef PLAIN\n#define NAME(x) plain_##x\n"
	"#else\n#define NAME(x) x\n#endif\n"
	"struct arg {\n\tint n, m, k, bs;\n\tT *A, *B, *C, *x, *y, *z;\n"
	"\tlong lda, ldb, ldc, inc;\n};\n\n";

/* What the programs of form STATIC have besides: the data go in and out. */
static const char prologue_static[] =
	"static T A[MAX][MAX], B[MAX][MAX], C[MAX][MAX];\n"
	"static T Sx[MAX], Sy[MAX], Sz[MAX];\n\n"
	"static void copy(const struct arg *s, int in)\n{\n"
	"#define COPY(x, y, n) \\\n"
	"\tmemcpy(in ? (void *)(x) : (void *)(y), in ? (void *)(y) : "
	"(void *)(x), (n) * sizeof(T))\n"
	"\tCOPY(A, s->A, MAX * MAX);\n\tCOPY(B, s->B, MAX * MAX);\n"
	"\tCOPY(C, s->C, MAX * MAX);\n\tCOPY(Sx, s->x, MAX);\n"
	"\tCOPY(Sy, s->y, MAX);\n\tCOPY(Sz, s->z, MAX);\n}\n\n";

/* The rest of the program, of which there is one: main. */
static const char epilogue[] =
	"enum { MATS = 3 * MAX * MAX, ALL = MATS + 6 * MAX };\n"
	"static T data[2][ALL];\n\n"
	"static void fill(struct arg *s, T *d, int diagonal)\n{\n"
	"\tunsigned state = 99;\n\n"
	"\tfor (int i = 0; i < ALL; i++) {\n"
	"\t\tstate = state * 1664525u + 1013904223u;\n"
	"\t\td[i] = ((state >> 9) / (T)(1 << 22) - 1) / (i < MAX * MAX ? 8 "
	": 1);\n\t}\n"
	"\tfor (int i = 0; i < MAX; i++)\n"
	"\t\tif (i * (diagonal + 1) < MAX * MAX)\n"
	"\t\t\td[i * (diagonal + 1)] += 2;\n"
	"\ts->A = d;\n\ts->B = d + MAX * MAX;\n\ts->C = d + 2 * MAX * MAX;\n"
	"\ts->x = d + MATS;\n\ts->y = s->x + 2 * MAX;\n"
	"\ts->z = s->y + 2 * MAX;\n}\n\n"
	"static int differ(const T *x, const T *y, int size)\n{\n"
	"\tT most = 1, eps = sizeof(T) == 4 ? 6e-8 : 1.2e-16;\n\n"
	"\tfor (int i = 0; i < ALL; i++) {\n"
	"\t\tmost = y[i] > most ? y[i] : most;\n"
	"\t\tmost = -y[i] > most ? -y[i] : most;\n\t}\n"
	"\tfor (int i = 0; i < ALL; i++) {\n"
	"\t\tT d = x[i] - y[i], t = 32 * eps * size * most;\n"
	"\t\tif (!(d <= t && -d <= t) && memcmp(x + i, y + i, sizeof *x))\n"
	"\t\t\treturn 1;\n\t}\n\treturn 0;\n}\n\n"
	"static int check(int id, int n, int m, int k, const char *ld,\n"
	"\t\t void (*f)(const struct arg *), void (*p)(const struct arg *))\n"
	"{\n\tstruct arg s[2];\n\n"
	"\tfor (int i = 0; i < 2; i++) {\n"
	"\t\tlong *to[] = { &s[i].lda, &s[i].ldb, &s[i].ldc };\n"
	"\t\tfor (int j = 0; j < 3; j++)\n"
	"\t\t\t*to[j] = ld[j] == 'n' ? n : ld[j] == 'm' ? m : ld[j] == 'k' "
	"? k : MAX - EXTRA;\n"
	"\t\tfor (int j = 0; j < 3; j++)\n\t\t\t*to[j] += EXTRA;\n"
	"\t\ts[i].n = n;\n\t\ts[i].m = m;\n\t\ts[i].k = k;\n"
	"\t\ts[i].inc = INC;\n\t\ts[i].bs = n % 2 ? 5 : 8;\n"
	"\t\tfill(&s[i], data[i], (int)s[i].lda);\n\t}\n"
	"\tf(&s[0]);\n\tp(&s[1]);\n"
	"\tif (!differ(data[0], data[1], n + m + k + 8))\n\t\treturn 0;\n"
	"\tprintf(\"f%d wrong at %d %d %d\\n\", id, n, m, k);\n"
	"\treturn 1;\n}\n\n";

/* Print the three letters of the row lengths of A, B and C. */
static void pitches(void)
{
	for (const char *a = "ABC"; *a; a++) {
		const char *size = sizes_of(*a);

		putchar(!size || form == STATIC || form == PARAM ? '-'
			: form == COLUMN			 ? size[0]
								 : size[1]);
	}
}

/* Print main, and what it needs, for every "parts"-th spelling from "part". */
static void driver(int part, int parts)
{
	int count = 0;

	printf("#ifdef PLAIN\nenum { EXTRA = %d, INC = %d };\n%s",
	       has_pitch() || form == MEMBER ? 3 : 0, form == PITCH ? 2 : 1,
	       epilogue);
	for (int i = part; i < nspellings; i += parts)
		printf("void r%d(const struct arg *);\n", i);
	printf("\nint main(void)\n{\n"
	       "\tstatic const int size[][3] = {\n\t\t{ 0, 5, 3 }, "
	       "{ 4, 0, 2 }, { 4, 3, 0 }, { 1, 1, 1 }, { 2, 3, 1 },\n"
	       "\t\t{ 5, 7, 3 }, { 1, 64, 65 }, { 33, 17, 9 }, "
	       "{ 65, 33, 64 },\n\t\t{ 64, 80, 72 }, { 89, 91, 93 } };\n"
	       "\tint wrong = 0;\n\n"
	       "\tfor (unsigned i = 0; i < sizeof size / sizeof size[0]; i++) "
	       "{\n\t\tint n = size[i][0], m = size[i][1], k = "
	       "size[i][2];\n\n");
	for (int i = part; i < nspellings; i += parts, count++) {
		now = &spellings[i];
		printf("\t\twrong += check(%d, n, m, k, \"", i);
		pitches();
		printf("\", r%d, plain_r%d);\n", i, i);
	}
	printf("\t}\n\tprintf(\"%d kernels, %%d wrong\\n\", wrong);\n"
	       "\treturn wrong != 0;\n}\n#endif\n",
	       count);
}

/* Print all spellings with their numbers and routines; a near miss has a
   dash before it. */
static void list(void)
{
	for (int i = 0; i < nspellings; i++)
		printf("f%d %s%s %s\n", i, spellings[i].near ? "-" : "",
		       spellings[i].routine, spellings[i].text);
}

int main(int argc, char **argv)
{
	unsigned seed = argc > 3 ? (unsigned)atoi(argv[3]) : 1;
	int part = argc > 5 ? atoi(argv[4]) : 0;
	int parts = argc > 5 ? atoi(argv[5]) : 1, f = 0, t = 0;

	if (argc == 2 && !strcmp(argv[1], "-l")) {
		list_spellings(1);
		list();
		return 0;
	}
	while (argc > 2 && f < NFORMS && strcmp(form_name[f], argv[1]))
		f++;
	while (argc > 6 && t < NTUNINGS && strcmp(tuning_name[t], argv[6]))
		t++;
	if (argc < 3 || f == NFORMS || parts < 1 || part < 0 || t == NTUNINGS)
		return fprintf(stderr, "usage: spell FORM TYPE [SEED [PART "
				       "PARTS [TUNING]]]\n"),
		       2;
	form = f;
	tuning = t;
	list_spellings(tuning != NOTHING);
	printf("typedef %s T;\n%s%s", argv[2], prologue,
	       form == STATIC ? prologue_static : "");
	for (int i = part; i < nspellings; i += parts)
		spelling(i, seed, argv[2]);
	driver(part, parts);
	return 0;
}
