/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gemm-spellings.c - writes a C program that spells one matrix product in
   many ways: 6 loop orders x 4 transposes x 3 accumulations, for one storage
   form and one type, each as a kernel of its own.

     gemm-spellings FORM TYPE      FORM: static param vla flat pitch rowptr
				   moving;  TYPE: float double

   The program runs every kernel on sizes that include 0, 1, odd ones and
   ones larger than any tile, with integer-valued data, so that every order
   of summation gives the same bits, compares with a plain triple loop, and
   ends with the number of wrong kernels.  The index type of the loops turns
   round with the kernel's number: int, long, size_t, unsigned. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum form { STATIC, PARAM, VLA, FLAT, PITCH, ROWPTR, MOVING, NFORMS };
enum accumulate { MEMORY, SCALAR, BETA };

static const char *const form_name[NFORMS] = { "static", "param",  "vla",
					       "flat",	 "pitch",  "rowptr",
					       "moving" };
static const char *const order_name[6] = { "ijp", "ipj", "jip",
					   "jpi", "pij", "pji" };
static const char *const index_type[4] = { "int", "long", "size_t",
					   "unsigned" };

struct variant {
	enum form form;
	const char *type;	/* of the elements */
	const char *order;	/* of the loops, outermost first */
	int ta, tb;		/* A and B stored transposed */
	enum accumulate acc;
	int id;
};

/* One operand: its name, and its row and column index as stored. */
struct operand {
	const char *name;
	char row, col;
};

/* Operand "which" ('A', 'B' or 'C') of "v" with its indices as stored. */
static struct operand operand(const struct variant *v, char which)
{
	struct operand a = { "A", v->ta ? 'p' : 'i', v->ta ? 'i' : 'p' };
	struct operand b = { "B", v->tb ? 'j' : 'p', v->tb ? 'p' : 'j' };
	struct operand c = { "C", 'i', 'j' };

	return which == 'A' ? a : which == 'B' ? b : c;
}

/* The C variable that bounds index "x". */
static const char *bound(char x)
{
	return x == 'i' ? "n" : x == 'j' ? "m" : "k";
}

/* The text of the row length of operand "o" in form "form", into "s". */
static const char *pitch(const struct variant *v, struct operand o, char *s)
{
	if (v->form == PITCH || v->form == ROWPTR || v->form == MOVING)
		sprintf(s, "ld%c", o.name[0] + 32);
	else if (v->form == FLAT)
		sprintf(s, "%s", bound(o.col));
	else
		sprintf(s, "MAX");
	return s;
}

/* The text of element (o.row, o.col) of operand "o", into "s". */
static const char *element(const struct variant *v, struct operand o, char *s)
{
	char ld[16];

	switch (v->form) {
	case STATIC:
		sprintf(s, "S%s[%c][%c]", o.name, o.row, o.col);
		break;
	case PARAM:
	case VLA:
		sprintf(s, "%s[%c][%c]", o.name, o.row, o.col);
		break;
	case ROWPTR:
		sprintf(s, "r%s[%c]", o.name, o.col);
		break;
	case MOVING:
		sprintf(s, "*q%s", o.name);
		break;
	default:
		sprintf(s, "%s[%c * %s + %c]", o.name, o.row, pitch(v, o, ld),
			o.col);
	}
	return s;
}

/* Print the parameter that operand "which" is of "v". */
static void parameter(const struct variant *v, char which)
{
	struct operand o = operand(v, which);
	const char *cv = which == 'C' ? "" : "const ";

	if (v->form == PARAM)
		printf("%s%s %s[][MAX]", cv, v->type, o.name);
	else if (v->form == VLA)
		printf("%s%s %s[%s][%s]", which == 'C' ? "" : "", v->type,
		       o.name, bound(o.row), bound(o.col));
	else
		printf("%s%s *%s", cv, v->type, o.name);
}

/* Print the head of the function of "v". */
static void head(const struct variant *v)
{
	const char *t = index_type[v->id % 4];

	printf("__attribute__((noinline)) void f%d(%s n, %s m, %s k, "
	       "%s alpha, %s beta",
	       v->id, t, t, t, v->type, v->type);
	if (v->form != STATIC)
		for (const char *w = "ABC"; *w; w++) {
			printf(", ");
			parameter(v, *w);
		}
	if (v->form == PITCH || v->form == ROWPTR || v->form == MOVING)
		printf(", %s lda, %s ldb, %s ldc", t, t, t);
	printf(")\n{\n");
	printf("\t%s unused_ __attribute__((unused)) = alpha + beta;\n",
	       v->type);
}

static void tabs(int n)
{
	while (n-- > 0)
		putchar('\t');
}

/* Print a loop over "x" at nesting "depth". */
static void loop(const struct variant *v, char x, int depth)
{
	tabs(depth);
	printf("for (%s %c = 0; %c < %s; %c++) {\n", index_type[v->id % 4], x,
	       x, bound(x), x);
}

static void close_loops(int from, int to)
{
	for (; from >= to; from--) {
		tabs(from);
		printf("}\n");
	}
}

/* Print the row pointer of operand "which" once its row index is among the
   "n" first loops of "order" and was not among the "n" - 1 first. */
static void row_pointer(const struct variant *v, char which, const char *order,
			int n, int depth)
{
	struct operand o = operand(v, which);

	if (v->form != ROWPTR || order[n - 1] != o.row)
		return;
	tabs(depth);
	printf("%s%s *r%s = %s + %c * ld%c;\n", which == 'C' ? "" : "const ",
	       v->type, o.name, o.name, o.row, which + 32);
}

/* Print the pointers that move along "inner" at their start. */
static void moving_start(const struct variant *v, char which, char inner,
			 int depth)
{
	struct operand o = operand(v, which);

	if (v->form != MOVING)
		return;
	tabs(depth);
	printf("%s%s *q%s = %s", which == 'C' ? "" : "const ", v->type, o.name,
	       o.name);
	if (o.row != inner)
		printf(" + %c * ld%c", o.row, which + 32);
	if (o.col != inner)
		printf(" + %c", o.col);
	printf(";\n");
}

/* Print the step of a moving pointer along "inner". */
static void moving_step(const struct variant *v, char which, char inner,
			int depth)
{
	struct operand o = operand(v, which);

	if (v->form != MOVING || (o.row != inner && o.col != inner))
		return;
	tabs(depth);
	if (o.col == inner)
		printf("q%s++;\n", o.name);
	else
		printf("q%s += ld%c;\n", o.name, which + 32);
}

/* Print a nest over C alone: "rhs" is what follows the element. */
static void nest_over_c(const struct variant *v, const char *rhs)
{
	struct operand c = operand(v, 'C');
	char e[64];

	loop(v, 'i', 1);
	row_pointer(v, 'C', "i", 1, 2);
	moving_start(v, 'C', 'j', 2);
	loop(v, 'j', 2);
	tabs(3);
	printf("%s %s;\n", element(v, c, e), rhs);
	moving_step(v, 'C', 'j', 3);
	close_loops(2, 1);
}

/* Print the body of the innermost loop of "v". */
static void innermost(const struct variant *v, int in_scalar)
{
	char a[64], b[64], c[64];

	element(v, operand(v, 'A'), a);
	element(v, operand(v, 'B'), b);
	element(v, operand(v, 'C'), c);
	tabs(4);
	if (in_scalar)
		printf("s += %s * %s;\n", a, b);
	else if (v->acc == SCALAR && v->order[2] == 'j')
		printf("%s += part * %s;\n", c, b);
	else if (v->acc == SCALAR)
		printf("%s += part * %s;\n", c, a);
	else if (v->acc == BETA)
		printf("%s += alpha * %s * %s;\n", c, a, b);
	else
		printf("%s += %s * %s;\n", c, a, b);
}

/* Print what stands between the second and the innermost loop. */
static void before_inner(const struct variant *v)
{
	const char inner = v->order[2];
	char e[64];

	for (const char *w = "ABC"; *w; w++)
		moving_start(v, *w, inner, 3);
	tabs(3);
	if (inner == 'p' && v->acc == SCALAR)
		printf("%s s = 0;\n", v->type);
	else if (inner == 'p' && v->acc == MEMORY)
		printf("%s = 0;\n", element(v, operand(v, 'C'), e));
	else if (v->acc == SCALAR)
		printf("%s part = %s;\n", v->type,
		       element(v, operand(v, inner == 'j' ? 'A' : 'B'), e));
	else
		printf(";\n");
}

/* Does a pointer of operand "which" that is set inside the innermost loop
   have its row there: a row pointer that cannot be hoisted? */
static void late_rows(const struct variant *v)
{
	for (const char *w = "ABC"; *w; w++)
		row_pointer(v, *w, v->order, 3, 4);
}

/* Print the product nest of "v". */
static void product(const struct variant *v)
{
	int in_scalar = v->order[2] == 'p' && v->acc == SCALAR;
	char e[64];

	for (int d = 0; d < 2; d++) {
		loop(v, v->order[d], d + 1);
		for (const char *w = "ABC"; *w; w++)
			row_pointer(v, *w, v->order, d + 1, d + 2);
	}
	before_inner(v);
	loop(v, v->order[2], 3);
	late_rows(v);
	innermost(v, in_scalar);
	for (const char *w = "ABC"; *w; w++)
		moving_step(v, *w, v->order[2], 4);
	close_loops(3, 3);
	if (in_scalar) {
		tabs(3);
		printf("%s = s;\n", element(v, operand(v, 'C'), e));
	}
	close_loops(2, 1);
}

/* Print the function of "v".  A hoisted scalar needs the row pointer of the
   operand it is read from, so that combination keeps the flat form. */
static void function(struct variant v)
{
	if (v.form == ROWPTR && v.acc == SCALAR && v.order[2] != 'p') {
		struct operand o = operand(&v, v.order[2] == 'j' ? 'A' : 'B');

		if (o.row == v.order[2])
			v.form = PITCH;
	}
	head(&v);
	printf("#pragma tensoraot kernel name(f%d)\n\t{\n", v.id);
	if (v.acc == BETA)
		nest_over_c(&v, "*= beta");
	else if (v.acc == MEMORY && v.order[2] != 'p')
		nest_over_c(&v, "= 0");
	product(&v);
	printf("\t}\n}\n\n");
}

/* Print the call and the check of "v". */
static void check(const struct variant *v)
{
	int zeroed = v->acc == MEMORY ||
		     (v->acc == SCALAR && v->order[2] == 'p');

	printf("\tprepare(%d, %d, %d, n, m, k, %s, %s);\n", v->id, v->ta,
	       v->tb, v->acc == BETA ? "3" : "1",
	       v->acc == BETA ? "-2" : zeroed ? "0" : "1");
	printf("\tf%d(n, m, k, 3, -2", v->id);
	if (v->form == STATIC)
		;
	else if (v->form == PARAM)
		printf(", SA, SB, SC");
	else if (v->form == VLA)
		printf(", (void *)PA, (void *)PB, (void *)PC");
	else
		printf(", PA, PB, PC");
	if (v->form == PITCH || v->form == ROWPTR || v->form == MOVING)
		printf(", ld[0], ld[1], ld[2]");
	printf(");\n\twrong += compare(%d, n, m);\n", v->id);
}

/* The part of the program that is the same for all variants. */
static void prologue(enum form form, const char *type)
{
	int fixed = form == STATIC || form == PARAM;
	int tight = form == VLA || form == FLAT;

	printf("#include <stdio.h>\n#include <stddef.h>\n#include <string.h>\n"
	       "enum { MAX = 96 };\ntypedef %s T;\n"
	       "static T SA[MAX][MAX], SB[MAX][MAX], SC[MAX][MAX];\n"
	       "static T *PA = &SA[0][0], *PB = &SB[0][0], *PC = &SC[0][0];\n"
	       "static T R[MAX][MAX];\nstatic int ld[3];\n\n",
	       type);
	printf("static void pitches(int ta, int tb, int n, int m, int k)\n{\n"
	       "\tint extra = %d;\n"
	       "\tld[0] = %d ? MAX : (ta ? n : k) + extra;\n"
	       "\tld[1] = %d ? MAX : (tb ? k : m) + extra;\n"
	       "\tld[2] = %d ? MAX : m + extra;\n}\n\n",
	       tight ? 0 : 3, fixed, fixed, fixed);
	printf("static void prepare(int id, int ta, int tb, int n, int m, "
	       "int k, T alpha, T beta)\n{\n"
	       "\tpitches(ta, tb, n, m, k);\n"
	       "\tfor (int i = 0; i < MAX * MAX; i++) {\n"
	       "\t\tPA[i] = (i * 7 + id) %% 11 - 5;\n"
	       "\t\tPB[i] = (i * 5 + id) %% 13 - 6;\n"
	       "\t\tPC[i] = (i * 3 + id) %% 9 - 4;\n\t}\n"
	       "\tmemcpy(R, SC, sizeof R);\n"
	       "\tfor (int i = 0; i < n; i++)\n"
	       "\t\tfor (int j = 0; j < m; j++) {\n"
	       "\t\t\tT s = 0;\n"
	       "\t\t\tfor (int p = 0; p < k; p++)\n"
	       "\t\t\t\ts += PA[ta ? p * ld[0] + i : i * ld[0] + p] *\n"
	       "\t\t\t\t     PB[tb ? j * ld[1] + p : p * ld[1] + j];\n"
	       "\t\t\tT *r = &R[0][0] + i * ld[2] + j;\n"
	       "\t\t\t*r = *r * beta + alpha * s;\n\t\t}\n}\n\n");
	printf("static int compare(int id, int n, int m)\n{\n"
	       "\tif (!memcmp(R, SC, sizeof R))\n\t\treturn 0;\n"
	       "\tprintf(\"f%%d wrong at %%d x %%d\\n\", id, n, m);\n"
	       "\treturn 1;\n}\n\n");
}

int main(int argc, char **argv)
{
	int form = 0, nvariants = 0;
	struct variant list[72];

	if (argc != 3)
		return fprintf(stderr, "usage: gemm-spellings FORM TYPE\n"), 2;
	while (form < NFORMS && strcmp(form_name[form], argv[1]))
		form++;
	if (form == NFORMS)
		return fprintf(stderr, "unknown form %s\n", argv[1]), 2;
	for (int o = 0; o < 6; o++)
		for (int t = 0; t < 4; t++)
			for (int acc = MEMORY; acc <= BETA; acc++) {
				struct variant v = { form, argv[2],
						     order_name[o], t & 1,
						     t >> 1, acc, nvariants };
				list[nvariants++] = v;
			}
	prologue(form, argv[2]);
	for (int i = 0; i < nvariants; i++)
		function(list[i]);
	printf("static int all(int n, int m, int k)\n{\n\tint wrong = 0;\n");
	for (int i = 0; i < nvariants; i++)
		check(&list[i]);
	printf("\treturn wrong;\n}\n\nint main(void)\n{\n"
	       "\tstatic const int size[][3] = { { 0, 5, 3 }, { 4, 0, 2 }, "
	       "{ 4, 3, 0 }, { 1, 1, 1 }, { 5, 7, 3 }, { 1, 64, 65 },\n"
	       "\t\t\t\t\t { 33, 17, 9 }, { 64, 80, 72 }, { 89, 91, 93 } "
	       "};\n"
	       "\tint wrong = 0;\n"
	       "\tfor (unsigned i = 0; i < sizeof size / sizeof size[0]; i++)\n"
	       "\t\twrong += all(size[i][0], size[i][1], size[i][2]);\n"
	       "\tprintf(\"%%d kernels, %%d wrong\\n\", %d, wrong);\n"
	       "\treturn wrong != 0;\n}\n",
	       nvariants);
	return 0;
}
