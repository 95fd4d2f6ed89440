/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spell.c - writes a C program that holds some of the spellings of
   routines.c, each as a kernel of its own.

     spell FORM TYPE [SEED [PART PARTS]]
	 FORM: static param vla flat pitch column rowptr moving member
	 TYPE: float double
     spell -l		  the numbers of all spellings, with their routines

   How arrays are indexed is the FORM; the index type and how each loop is
   written follow from SEED, the TYPE and the number of the spelling.  PART of
   PARTS holds every PARTS-th one.

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

enum form { STATIC, PARAM, VLA, FLAT, PITCH, COLUMN, ROWPTR, MOVING, MEMBER };
static const char *const form_name[] = {"static", "param",  "vla",
					"flat",	  "pitch",  "column",
					"rowptr", "moving", "member"};
enum { NFORMS = sizeof form_name / sizeof form_name[0], MAX_KIDS = 8 };
static const char *const index_type[] = {"int", "long", "size_t", "unsigned"};

/* A loop over "var" if that is set, else statements.  "way": how the loop is
   written. */
struct node {
	char dir, var, lo[16], hi[16], text[200];
	int way, nkids;
	struct node *kid[MAX_KIDS];
};

/* An access that a pointer of its own makes, "name". */
struct pointer {
	char access[16], name[16];
};

/* The spelling being written. */
static const struct spelling *now;
static enum form form;
static const char *itype;
static unsigned state;
static struct pointer pointers[32];
static int npointers, nnames;

/* The next of the numbers that follow from the seed, below "n". */
static int draw(int n)
{
	state = state * 1664525u + 1013904223u;
	return (int)((state >> 16) % (unsigned)n);
}

/* Print "n" tabs. */
static void tabs(int n)
{
	while (n-- > 0)
		putchar('\t');
}

/* Copy what is at "*p" up to one of "end" to "to", and go past it. */
static void take(const char **p, const char *end, char *to)
{
	size_t n = strcspn(*p, end);

	memcpy(to, *p, n);
	to[n] = 0;
	*p += n;
	*p += **p != 0;
}

static struct node *parse_loop(const char **p);

/* Parse loops and statements at "*p" up to a brace as the kids of "n". */
static void parse_kids(const char **p, struct node *n)
{
	while (**p && **p != '}') {
		struct node *kid;

		if (n->nkids == MAX_KIDS)
			abort();
		if (strchr("@!~", **p)) {
			kid = parse_loop(p);
		} else {
			size_t len = strcspn(*p, "@!~}");

			kid = calloc(1, sizeof *kid);
			memcpy(kid->text, *p, len);
			*p += len;
		}
		n->kid[n->nkids++] = kid;
	}
	*p += **p == '}';
}

/* Parse the loop at "*p". */
static struct node *parse_loop(const char **p)
{
	struct node *n = calloc(1, sizeof *n);

	n->dir = (*p)[0];
	n->var = (*p)[1];
	*p += 3;
	take(p, ",", n->lo);
	take(p, ")", n->hi);
	*p += 1;
	if (n->dir == '@')
		n->dir = draw(4) ? '!' : '~';
	n->way = draw(5);
	parse_kids(p, n);
	return n;
}

/* Free "n" and what is below it. */
static void free_node(struct node *n)
{
	for (int i = 0; i < n->nkids; i++)
		free_node(n->kid[i]);
	free(n);
}

/* If an access starts at "p" of "text", copy it to "access" and return its
   length, else 0. */
static int access_at(const char *text, const char *p, char *access)
{
	int n = 0;

	if (!strchr("ABCxyz", *p) || p[1] != '(' ||
	    (p > text && (isalnum(p[-1]) || p[-1] == '_')))
		return 0;
	while (p[n] != ')')
		n++;
	memcpy(access, p, n + 1);
	access[n + 1] = 0;
	return n + 1;
}

/* Take "access" apart into its row and column (none for a vector). */
static void indices(const char *access, char *row, char *col)
{
	const char *p = access + 2;

	take(&p, ",)", row);
	*col = 0;
	if (isupper(*access))
		take(&p, ")", col);
}

/* The sizes that array "a" has in the spelling: letters, or NULL. */
static const char *sizes_of(char a)
{
	for (const char *p = now->arrays; p; p = strchr(p, ' '), p += !!p)
		if (p[0] == a && p[1] != '=')
			return p + 1;
	return NULL;
}

/* Print element "access", by a pointer of its own if it has one. */
static void element(const char *access)
{
	char row[16], col[16], a = *access, l = (char)tolower(a);
	const char *to = form == MEMBER ? "at->" : "";

	for (int i = 0; i < npointers; i++)
		if (!strcmp(pointers[i].access, access)) {
			printf("*%s", pointers[i].name);
			return;
		}
	indices(access, row, col);
	if (form == STATIC && islower(a))
		printf("S");
	if (islower(a))
		printf(form == PITCH ? "%s%c[(%s) * inc]" : "%s%c[%s]", to, a,
		       row);
	else if (form == STATIC || form == PARAM || form == VLA)
		printf("%c[%s][%s]", a, row, col);
	else if (form == FLAT)
		printf("%c[%s * %c + %s]", a, row, sizes_of(a)[1], col);
	else if (form == COLUMN)
		printf("%c[%s * ld%c + %s]", a, col, l, row);
	else if (form == ROWPTR && isalpha(*row) && !row[1])
		printf("r%c%c[%s]", a, *row, col);
	else
		printf("%s%c[%s * %sld%c + %s]", to, a, row, to, l, col);
}

/* Print the statements "text" at "depth", one a line. */
static void statements(const char *text, int depth)
{
	char access[16];
	int n, fresh = 1;

	for (const char *p = text; *p; p++) {
		if (fresh && *p == ' ')
			continue;
		if (fresh)
			tabs(depth);
		fresh = *p == ';';
		n = access_at(text, p, access);
		if (n) {
			element(access);
			p += n - 1;
		} else {
			putchar(*p);
		}
		if (fresh)
			putchar('\n');
	}
}

/* Call "f" for each access of "n" and what is below it. */
static void each_access(const struct node *n,
			void (*f)(const char *, char, int), char var, int depth)
{
	char access[16];

	for (const char *p = n->text; *p; p++)
		if (access_at(n->text, p, access))
			f(access, var, depth);
	for (int i = 0; i < n->nkids; i++)
		each_access(n->kid[i], f, var, depth);
}

/* Note "access" as one more pointer, called "name". */
static void note(const char *access, const char *name)
{
	strcpy(pointers[npointers].access, access);
	strcpy(pointers[npointers++].name, name);
}

/* Declare the pointer to the row "var" of the array of "access" if that is
   its row. */
static void row_pointer(const char *access, char var, int depth)
{
	char row[16], col[16], key[16];

	indices(access, row, col);
	sprintf(key, "%c%c", *access, var);
	if (!isupper(*access) || row[0] != var || row[1])
		return;
	for (int i = 0; i < npointers; i++)
		if (!strcmp(pointers[i].access, key))
			return;
	note(key, "");
	tabs(depth);
	printf("T *r%c%c = %c + %c * ld%c;\n", *access, var, *access, var,
	       tolower(*access));
}

/* How far "access" moves when "var" grows by one, into "step"; whether it
   does. */
static int step_of(const char *access, char var, char *step)
{
	char row[16], col[16];
	int in_row, in_col;

	indices(access, row, col);
	in_row = row[0] == var && !row[1];
	in_col = col[0] == var && !col[1];
	if (islower(*access))
		strcpy(step, "1");
	else if (in_row && in_col)
		sprintf(step, "ld%c + 1", tolower(*access));
	else if (in_row)
		sprintf(step, "ld%c", tolower(*access));
	else
		strcpy(step, "1");
	return in_row || in_col;
}

/* Where the loop that is about to be written begins. */
static const char *moving_from;

/* Declare the pointer that moves with "access" along "var". */
static void moving_pointer(const char *access, char var, int depth)
{
	char row[16], col[16], name[16], step[24];
	const char *from = moving_from;

	if (!step_of(access, var, step))
		return;
	for (int i = 0; i < npointers; i++)
		if (!strcmp(pointers[i].access, access))
			return;
	indices(access, row, col);
	sprintf(name, "q%d", nnames++);
	tabs(depth);
	if (islower(*access))
		printf("T *%s = %c + %s;\n", name, *access, from);
	else
		printf("T *%s = %c + (%s) * ld%c + %s;\n", name, *access,
		       row[0] == var && !row[1] ? from : row, tolower(*access),
		       col[0] == var && !col[1] ? from : col);
	note(access, name);
}

/* Print the steps of the pointers from "first" on along the loop "n". */
static void move(const struct node *n, int first, int depth)
{
	char step[24];

	for (int i = first; i < npointers; i++)
		if (*pointers[i].name &&
		    step_of(pointers[i].access, n->var, step)) {
			tabs(depth);
			printf("%s %s %s;\n", pointers[i].name,
			       n->dir == '!' ? "+=" : "-=", step);
		}
}

/* Print the head of the upward loop "n". */
static void head_up(const struct node *n, int depth)
{
	const char *lo = n->lo, *hi = n->hi;
	char v = n->var;

	tabs(depth);
	if (n->way == 1)
		printf("for (%s %c = %s; %c != %s; %c++) {\n", itype, v, lo, v,
		       hi, v);
	else if (n->way == 2)
		printf("for (%s %c = %s; %c <= %s - 1; ++%c) {\n", itype, v, lo,
		       v, hi, v);
	else if (n->way < 3)
		printf("for (%s %c = %s; %c < %s; %c++) {\n", itype, v, lo, v,
		       hi, v);
	else
		printf("%s %c = %s;\n", itype, v, lo);
	if (n->way < 3)
		return;
	tabs(depth);
	printf(n->way == 3 ? "while (%c < %s) {\n" : "if (%c < %s) do {\n", v,
	       hi);
}

/* Print the head of the downward loop "n". */
static void head_down(const struct node *n, int depth)
{
	const char *lo = n->lo, *hi = n->hi;
	char v = n->var;

	tabs(depth);
	if (n->way == 1) {
		printf("for (%s %c = %s - 1; %c >= %s; %c--) {\n", itype, v, hi,
		       v, lo, v);
	} else if (n->way == 3) {
		printf("%s %c = %s;\n", itype, v, hi);
		tabs(depth);
		printf("while (%c > %s) {\n", v, lo);
		tabs(depth + 1);
		printf("%c--;\n", v);
	} else {
		printf("for (%s %c = %s; %c-- > %s;) {\n", itype, v, hi, v, lo);
	}
}

static void loop(struct node *n, int depth);

/* Print the kids of "n". */
static void kids(const struct node *n, int depth)
{
	for (int i = 0; i < n->nkids; i++)
		if (n->kid[i]->var)
			loop(n->kid[i], depth);
		else
			statements(n->kid[i]->text, depth);
}

/* Print the loop "n", in a block of its own for what is declared before it. */
static void loop(struct node *n, int depth)
{
	int inner = 1, first = npointers, block;
	int is_signed = itype[0] == 'i' || itype[0] == 'l';

	for (int i = 0; i < n->nkids; i++)
		inner &= !n->kid[i]->var;
	if (!is_signed && (n->way == 2 || (n->way == 1 && n->dir == '~')))
		n->way = 0;
	block = n->way >= 3 || (form == MOVING && inner);
	if (block) {
		tabs(depth++);
		printf("{\n");
	}
	moving_from = n->dir == '!' ? n->lo : n->hi;
	if (form == MOVING && inner)
		each_access(n, moving_pointer, n->var, depth);
	if (n->dir == '!')
		head_up(n, depth);
	else
		head_down(n, depth);
	if (form == ROWPTR)
		each_access(n, row_pointer, n->var, depth + 1);
	if (n->dir == '~')
		move(n, first, depth + 1);
	kids(n, depth + 1);
	if (n->dir == '!')
		move(n, first, depth + 1);
	if (n->dir == '!' && n->way == 3) {
		tabs(depth + 1);
		printf("%c++;\n", n->var);
	}
	tabs(depth);
	if (n->dir == '!' && n->way == 4)
		printf("} while (++%c < %s);\n", n->var, n->hi);
	else
		printf("}\n");
	npointers = first;
	if (block) {
		tabs(depth - 1);
		printf("}\n");
	}
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
	npointers = nnames = 0;
	parse_kids(&p, &top);
	printf("/* %s%s: %s */\n", now->near ? "nearly " : "", now->routine,
	       now->text);
	function(id);
	kids(&top, 2);
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
	"struct arg {\n\tint n, m, k;\n\tT *A, *B, *C, *x, *y, *z;\n"
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
	"\t\ts[i].inc = INC;\n"
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
	int parts = argc > 5 ? atoi(argv[5]) : 1, f = 0;

	list_spellings();
	if (argc == 2 && !strcmp(argv[1], "-l")) {
		list();
		return 0;
	}
	while (argc > 2 && f < NFORMS && strcmp(form_name[f], argv[1]))
		f++;
	if (argc < 3 || f == NFORMS || parts < 1 || part < 0)
		return fprintf(stderr, "usage: spell FORM TYPE [SEED [PART "
				       "PARTS]]\n"),
		       2;
	form = f;
	printf("typedef %s T;\n%s%s", argv[2], prologue,
	       form == STATIC ? prologue_static : "");
	for (int i = part; i < nspellings; i += parts)
		spelling(i, seed, argv[2]);
	driver(part, parts);
	return 0;
}
