/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nest.c - parses the loop nests of a spelling, and writes them out as C.

   Assumes the globals of spell.c.  What stands in an unrolled loop is written as
   many times as there are copies, with the loops in it jammed; leaves true that
   scalars declared there are as many. */
#include "spell.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An access that a pointer of its own makes, "name". */
struct pointer {
	char access[16], name[16];
};

/* Which copy of unrolled loop "n", over "var", is being written. */
struct copy {
	const struct node *n;
	char var;
	int u;
};

static struct pointer pointers[32];
static int npointers, nnames;
/* The unrolled loops around; how many were when the scalar was declared. */
static struct copy copy[4];
static int ncopies, own_copies;

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
void parse_kids(const char **p, struct node *n)
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
	n->first = n->lo;
	n->end = n->hi;
	n->any = n->dir == '@';
	if (n->any)
		n->dir = draw(4) ? '!' : '~';
	n->way = draw(5);
	if (itype[0] != 'i' && itype[0] != 'l'
	    && (n->way == 2 || (n->way == 1 && n->dir == '~')))
		n->way = 0;
	parse_kids(p, n);
	return n;
}

/* Free "n" and what is below it. */
void free_node(struct node *n)
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

/* Print the element that pointer "name" of "access" is at, or, of the copies
   being written, as many steps further. */
static void pointed(const char *name, const char *access)
{
	char step[24];
	int any = 0;

	for (int i = 0; i < ncopies; i++) {
		if (!copy[i].u || !step_of(access, copy[i].var, step))
			continue;
		if (!any)
			printf("%s[", name);
		printf("%s%d * (%s)", any ? " + " : "", copy[i].u, step);
		any = 1;
	}
	if (any)
		putchar(']');
	else
		printf("*%s", name);
}

/* Let "index" be that of the copies being written. */
static void copied(char *index)
{
	for (int i = 0; i < ncopies; i++)
		if (copy[i].u && *index == copy[i].var && !index[1]) {
			sprintf(index, "(%c + %d)", copy[i].var, copy[i].u);
			return;
		}
}

/* Print element "access", by a pointer of its own if it has one. */
static void element(const char *access)
{
	char row[16], col[16], a = *access, l = (char)tolower(a);
	const char *to = form == MEMBER ? "at->" : "";

	for (int i = 0; i < npointers; i++)
		if (!strcmp(pointers[i].access, access)) {
			pointed(pointers[i].name, access);
			return;
		}
	indices(access, row, col);
	copied(row);
	copied(col);
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

/* Print the scalar that a sum has: one for each copy of the loops around. */
static void scalar(void)
{
	printf("s");
	for (int i = 0; i < own_copies; i++)
		printf("%d", copy[i].u);
}

/* Print the scalar that the copies being written add to. */
static void sum_of_copy(void)
{
	const struct copy *c = &copy[ncopies - 1];

	if (ncopies == own_copies || !c->n->has_sums) {
		scalar();
		return;
	}
	if (c->n->sums >= LIST)
		printf("all_");
	scalar();
	if (c->n->sums >= LIST)
		printf("[%d]", c->u);
	else if (c->n->sums == EACH || c->u)
		printf("_%d", c->u);
}

/* Whether the word "s" is at "p" of "text". */
static int is_scalar(const char *text, const char *p)
{
	return *p == 's' && !isalnum(p[1]) && p[1] != '_'
	       && (p == text || (!isalnum(p[-1]) && p[-1] != '_'));
}

/* Print the statements "text" at "depth", one a line, for the copies being
   written. */
static void one_copy(const char *text, int depth)
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
		} else if (is_scalar(text, p)) {
			sum_of_copy();
		} else {
			putchar(*p);
		}
		if (fresh)
			putchar('\n');
	}
}

/* Go to the next of the copies of the loops around, the first "n"; whether there
   is one. */
static int next_copy(int n)
{
	while (n-- > 0) {
		if (++copy[n].u < copy[n].n->unroll)
			return 1;
		copy[n].u = 0;
	}
	return 0;
}

/* Print the statements "text" at "depth", as often as there are copies. */
static void statements(const char *text, int depth)
{
	if (!strncmp(text + strspn(text, " "), "T s", 3))
		own_copies = ncopies;
	do
		one_copy(text, depth);
	while (next_copy(ncopies));
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

/* Print "times" steps of the pointers from "first" on along the loop "n". */
static void move(const struct node *n, int first, int times, int depth)
{
	char step[24];

	for (int i = first; i < npointers; i++) {
		if (!*pointers[i].name
		    || !step_of(pointers[i].access, n->var, step))
			continue;
		tabs(depth);
		printf("%s %s ", pointers[i].name,
		       n->dir == '!' ? "+=" : "-=");
		if (times > 1)
			printf("%d * (%s);\n", times, step);
		else
			printf("%s;\n", step);
	}
}

/* Print the head of the upward loop "n". */
static void head_up(const struct node *n, int depth)
{
	const char *lo = n->first, *hi = n->end;
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
	const char *lo = n->first, *hi = n->end;
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

static void loop(const struct node *n, int depth);

/* Print the kids of "n". */
static void kids(const struct node *n, int depth)
{
	for (int i = 0; i < n->nkids; i++)
		if (n->kid[i]->var)
			loop(n->kid[i], depth);
		else
			statements(n->kid[i]->text, depth);
}

/* Whether no loop is in loop "n". */
static int is_inner(const struct node *n)
{
	int inner = 1;

	for (int i = 0; i < n->nkids; i++)
		inner &= !n->kid[i]->var;
	return inner;
}

/* Declare the pointers that move along "n" from its start. */
static void moving_pointers(const struct node *n, int depth)
{
	moving_from = n->dir == '!' ? n->first : n->end;
	if (form == MOVING && is_inner(n))
		each_access(n, moving_pointer, n->var, depth);
}

/* Print the loop "n" without tiles, in a block of its own for what is declared
   before it. */
static void plain(const struct node *n, int depth)
{
	int first = npointers;
	int block = n->way >= 3 || (form == MOVING && is_inner(n));

	if (block) {
		tabs(depth++);
		printf("{\n");
	}
	moving_pointers(n, depth);
	if (n->dir == '!')
		head_up(n, depth);
	else
		head_down(n, depth);
	if (form == ROWPTR)
		each_access(n, row_pointer, n->var, depth + 1);
	if (n->dir == '~')
		move(n, first, 1, depth + 1);
	kids(n, depth + 1);
	if (n->dir == '!')
		move(n, first, 1, depth + 1);
	if (n->dir == '!' && n->way == 3) {
		tabs(depth + 1);
		printf("%c++;\n", n->var);
	}
	tabs(depth);
	if (n->dir == '!' && n->way == 4)
		printf("} while (++%c < %s);\n", n->var, n->end);
	else
		printf("}\n");
	npointers = first;
	if (block) {
		tabs(depth - 1);
		printf("}\n");
	}
}

/* The size of the tiles of "n". */
static const char *tile_size(const struct node *n)
{
	static char size[16];

	sprintf(size, n->tile == VARIABLE ? "bs" : "%d", n->tile);
	return size;
}

/* Print the head of the loop over the tiles of "n". */
static void tile_head(const struct node *n, int depth)
{
	const char *size = tile_size(n);
	char v = n->var;

	tabs(depth);
	printf("for (%s t%c = %s; t%c < %s", itype, v, n->from, v, n->to);
	if (n->tile_end == WHOLE_TILES)
		printf(" / %s * %s", size, size);
	printf("; t%c += %s) {\n", v, size);
}

/* Print the loop "n" over a tile, counted from its start. */
static void from_start(const struct node *n, int depth)
{
	int first = npointers;
	struct node c = *n;
	char v = n->var, lo[4];

	sprintf(lo, "t%c", v);
	c.first = lo;
	tabs(depth++);
	printf("{\n");
	moving_pointers(&c, depth);
	tabs(depth);
	printf("for (%s u%c = 0; u%c < %s && t%c + u%c < %s; u%c++) {\n", itype,
	       v, v, tile_size(n), v, v, n->hi, v);
	tabs(depth + 1);
	printf("%s %c = t%c + u%c;\n", itype, v, v, v);
	if (form == ROWPTR)
		each_access(n, row_pointer, v, depth + 1);
	kids(n, depth + 1);
	move(&c, first, 1, depth + 1);
	npointers = first;
	tabs(depth);
	printf("}\n");
	tabs(depth - 1);
	printf("}\n");
}

/* Print the loop "n" over one of its tiles. */
static void tile(const struct node *n, int depth)
{
	const char *size = tile_size(n);
	char v = n->var, lo[60], hi[100];
	struct node c = *n;

	c.first = lo;
	c.end = hi;
	c.way = n->way < 3 ? 0 : n->way;
	if (n->tile_end == FROM_START) {
		from_start(n, depth);
		return;
	}
	if (strcmp(n->from, n->lo))
		sprintf(lo, "(%s > t%c ? %s : t%c)", n->lo, v, n->lo, v);
	else
		sprintf(lo, "t%c", v);
	if (n->tile_end == LESSER)
		sprintf(hi, "(t%c + %s < %s ? t%c + %s : %s)", v, size, n->hi,
			v, size, n->hi);
	else if (n->tile_end == BOTH)
		sprintf(hi, "t%c + %s && %c < %s", v, size, v, n->hi);
	else if (n->tile_end == BOUND)
		sprintf(hi, "e%c", v);
	else
		sprintf(hi, "t%c + %s", v, size);
	if (n->tile_end == BOUND) {
		tabs(depth);
		printf("%s e%c = t%c + %s;\n", itype, v, v, size);
		tabs(depth);
		printf("if (e%c > %s)\n", v, n->hi);
		tabs(depth + 1);
		printf("e%c = %s;\n", v, n->hi);
	}
	plain(&c, depth);
}

/* Declare the sums that the copies of "n" have of their own. */
static void declare_sums(const struct node *n, int depth)
{
	do {
		tabs(depth);
		if (n->sums >= LIST) {
			printf("T all_");
			scalar();
			printf("[%d] = { 0 };\n", n->unroll);
			continue;
		}
		for (int u = n->sums == FIRST; u < n->unroll; u++) {
			printf(u > (n->sums == FIRST) ? ", " : "T ");
			scalar();
			printf("_%d = 0", u);
		}
		printf(";\n");
	} while (next_copy(ncopies));
}

/* Add up the sums that the copies of "n" have. */
static void add_sums(const struct node *n, int depth)
{
	do {
		tabs(depth);
		if (n->sums == LIST_LOOP)
			printf("for (int u = 0; u < %d; u++) ", n->unroll);
		scalar();
		printf(" += ");
		for (int u = n->sums == FIRST; u < n->unroll; u++) {
			if (u > (n->sums == FIRST))
				printf(" + ");
			if (n->sums >= LIST)
				printf("all_");
			scalar();
			if (n->sums == LIST_LOOP)
				break;
			printf(n->sums == LIST ? "[%d]" : "_%d", u);
		}
		printf(n->sums == LIST_LOOP ? "[u];\n" : ";\n");
	} while (next_copy(ncopies));
}

/* Where the last whole copy of "n" ends. */
static const char *last_copy(const struct node *n)
{
	static const char *const ways[] = { "%s / %d * %d", "%s - %s %% %d",
					    "(%s & ~%d)" };
	static char end[80];
	int k = n->unroll, two = !(k & (k - 1));

	if (n->way == 1)
		sprintf(end, ways[1], n->hi, n->hi, k);
	else if (n->way == 2 && two)
		sprintf(end, ways[2], n->hi, k - 1);
	else
		sprintf(end, ways[0], n->hi, k, k);
	return end;
}

/* Print the head of the loop over the copies of "n". */
static void copies_head(const struct node *n, int depth)
{
	char v = n->var;

	tabs(depth);
	if (n->copy_end == AHEAD || n->copy_end == GO_ON) {
		printf("%s %c = %s;\n", itype, v, n->lo);
		tabs(depth);
		printf("for (; ");
	} else {
		printf("for (%s %c = %s; ", itype, v, n->lo);
	}
	if (n->copy_end == AHEAD)
		printf("%c + %d < %s; ", v, n->unroll - 1, n->hi);
	else
		printf("%c < %s; ", v, last_copy(n));
	printf("%c += %d) {\n", v, n->unroll);
}

/* Print what the copies of "n" leave. */
static void rest(const struct node *n, int first, int depth)
{
	char v = n->var;

	tabs(depth);
	if (n->copy_end == OWN_REST)
		printf("for (%s %c = %s; %c < %s; %c++) {\n", itype, v,
		       last_copy(n), v, n->hi, v);
	else
		printf("for (; %c < %s; %c++) {\n", v, n->hi, v);
	if (form == ROWPTR)
		each_access(n, row_pointer, v, depth + 1);
	kids(n, depth + 1);
	move(n, first, 1, depth + 1);
	tabs(depth);
	printf("}\n");
}

/* Print the loop "n", which is unrolled. */
static void unrolled(const struct node *n, int depth)
{
	int first = npointers, moving;

	tabs(depth++);
	printf("{\n");
	if (n->has_sums)
		declare_sums(n, depth);
	moving_pointers(n, depth);
	moving = npointers;
	copies_head(n, depth);
	if (form == ROWPTR)
		each_access(n, row_pointer, n->var, depth + 1);
	copy[ncopies++] = (struct copy){ n, n->var, 0 };
	kids(n, depth + 1);
	ncopies--;
	move(n, first, n->unroll, depth + 1);
	tabs(depth);
	printf("}\n");
	npointers = moving;
	if (n->copy_end != WHOLE_COPIES)
		rest(n, first, depth);
	npointers = first;
	if (n->has_sums)
		add_sums(n, depth);
	tabs(depth - 1);
	printf("}\n");
}

/* Print the loop "n", after the loops over tiles that are written with it. */
static void loop(const struct node *n, int depth)
{
	for (int i = 0; i < n->nouter; i++)
		tile_head(n->outer[i], depth++);
	if (n->tile)
		tile(n, depth);
	else if (n->unroll)
		unrolled(n, depth);
	else
		plain(n, depth);
	for (int i = 0; i < n->nouter; i++) {
		tabs(--depth);
		printf("}\n");
	}
}

void print_nests(const struct node *top, int depth)
{
	npointers = nnames = ncopies = own_copies = 0;
	kids(top, depth);
}
