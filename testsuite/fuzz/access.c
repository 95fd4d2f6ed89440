/* SPDX-License-Identifier: GPL-3.0-or-later */
/* access.c - prints arrays: what they are declared as, and their elements.

   Assumes emit_begin.  How an array is spelled is its "form". */
#include "emit.h"

/* Rows of a table of rows: more than the harness makes. */
enum { MAXROWS = 20300 };

/* Whether the extents of "a" are numbers. */
static bool is_fixed(const struct array *a)
{
	return a->form <= INSIDE;
}

/* The extent of dimension "d" of "a", which is_fixed. */
static int fixed_extent(const struct array *a, int d)
{
	int c = a->f.cls[d], extra = a->f.extra[d];

	if (c >= 0 && emit_fn->known[c])
		return emit_fn->known[c] * a->f.mult[d] + extra;
	if (c >= 0)
		return emit_fn->max_size * a->f.mult[d]
		       + (extra ? extra : 1);
	return extra + 1;
}

/* Print the extent of dimension "d" of "a": in sizes, or the largest. */
static void print_extent(const struct array *a, int d)
{
	int c = a->f.cls[d], extra = a->f.extra[d];

	if (is_fixed(a)) {
		printf("%d", fixed_extent(a, d));
		return;
	}
	if (c < 0 && a->extra_as[d]) {
		printf("u%d", a->extra_as[d] - 1);
		return;
	}
	if (c < 0) {
		printf("%d", extra > 0 ? extra : 1);
		return;
	}
	if (a->f.mult[d] != 1)
		printf("%d * ", a->f.mult[d]);
	emit_size(c);
	if (extra)
		printf(" + %d", extra);
}

/* Print the text of dimension "d" of array "i" as a factor. */
static void print_row_length(const struct array *a, int i, int d)
{
	if (a->f.flags & FZ_PITCH && d == 1) {
		printf(a->form == MEMBER ? "s%d->ld" : "ld%d", i);
		return;
	}
	putchar('(');
	print_extent(a, d);
	putchar(')');
}

/* Print the element offset of "acc" to flat array "a"; "it" as "as". */
static void print_offset(const struct array *a, const struct access *acc,
			 int it, const char *as)
{
	int d, nd = a->f.nd, e;

	for (d = 0; d < nd; d++) {
		printf("%s(", d ? " + " : "");
		print_idx(&acc->sub[d], it, as);
		putchar(')');
		for (e = d + 1; e < nd; e++) {
			printf(" * ");
			print_row_length(a, acc->array, e);
		}
	}
}

/* Whether subscripts "from" to "to" of "acc" use iterator "it". */
static bool uses_iter(const struct access *acc, int from, int to, int it)
{
	const struct datum *x;
	int d;

	for (d = from; d <= to; d++) {
		x = acc->sub[d].data;
		if (acc->sub[d].it[it]
		    || (x && x->acc
			&& uses_iter(x->acc, 0,
				     emit_fn->array[x->acc->array].f.nd - 1,
				     it)))
			return true;
	}
	return false;
}

/* Whether subscripts 0 to "to" of "acc" are such that a pointer there is none that
   goes along: "moved", as data or more than a sum says; or as a condition has to hold
   first, or a local to be set. */
static bool is_jumpy(const struct access *acc, int to, bool moved)
{
	const struct idx *x;

	for (x = acc->sub; x <= acc->sub + to; x++)
		if ((moved && (x->tail || x->edge || x->data))
		    || (x->data
			&& (x->data->how == DATA_GUARDED || !x->data->acc)))
			return true;
	return false;
}

/* Whether subscripts 0 to "to" of "acc" are those of its lead, but for their
   constants if "moved". */
static bool is_led(const struct access *acc, int to, bool moved)
{
	int d;

	if (!acc->lead || !emit_hoisted(acc->lead))
		return false;
	for (d = 0; d <= to; d++) {
		struct idx x = acc->lead->sub[d];

		if (moved)
			x.c = acc->sub[d].c;
		if (memcmp(&x, &acc->sub[d], sizeof x) || (moved && (x.tail || x.edge || x.data)))
			return false;
	}
	return true;
}

/* Print how many elements of "a" are between "acc" and its lead. */
static void print_distance(const struct array *a, const struct access *acc)
{
	int d, e;

	for (d = 0; d < a->f.nd; d++) {
		printf("%s%d", d ? " + " : "",
		       acc->sub[d].c - acc->lead->sub[d].c);
		for (e = d + 1; e < a->f.nd; e++) {
			printf(" * (ptrdiff_t)");
			print_row_length(a, acc->array, e);
		}
	}
}

/* Print "acc" as it is spelled. */
void emit_access(const struct access *acc)
{
	const struct array *a = &emit_fn->array[acc->array];
	int d, place = acc->array;
	bool led_row;

	switch (a->form) {
	case STATIC:
	case FIXED:
	case INSIDE:
	case VLA:
	case ROWS:
	case TABLE:
		if (a->form == STATIC)
			printf("G(%d_%d)", emit_fn->number, place);
		else
			printf(a->form == INSIDE ? "A%d->data" : "A%d", place);
		for (d = 0; d < a->f.nd; d++) {
			putchar('[');
			print_idx(&acc->sub[d], -1, NULL);
			putchar(']');
		}
		return;
	case ROWPTR:
		led_row = is_led(acc, a->f.nd - 2, false);
		if (led_row || emit_hoisted(acc)) {
			printf("r%d[", led_row ? acc->lead->id : acc->id);
			print_idx(&acc->sub[a->f.nd - 1], -1, NULL);
			putchar(']');
			return;
		}
		break;
	case MOVING:
		if (emit_hoisted(acc)) {
			printf("*q%d", acc->id);
			return;
		}
		if (is_led(acc, a->f.nd - 1, true)) {
			printf("q%d[", acc->lead->id);
			print_distance(a, acc);
			putchar(']');
			return;
		}
		break;
	default:
		break;
	}
	printf(a->form == MEMBER ? "s%d->data[" : "A%d[", place);
	print_offset(a, acc, -1, NULL);
	putchar(']');
}

/* Print the declaration of the pointer that "acc" goes through, before the
   body of the loop over "it" (-1: of the function). */
void emit_pointer(const struct access *acc, int it)
{
	const struct array *a = &emit_fn->array[acc->array];
	const struct st *loop = it >= 0 ? emit_fn->iter_loop[it] : NULL;
	int d, e;

	printf("%s%s *%c%d = ", a->is_const ? "const " : "",
	       emit_type(a->f.type), a->form == MOVING ? 'q' : 'r', acc->id);
	printf("&A%d[", acc->array);
	if (a->form == MOVING) {
		print_offset(a, acc, it, emit_start(loop));
		printf("];\n");
		return;
	}
	for (d = 0; d < a->f.nd - 1; d++) {
		printf("%s(", d ? " + " : "");
		print_idx(&acc->sub[d], -1, NULL);
		putchar(')');
		for (e = d + 1; e < a->f.nd; e++) {
			printf(" * ");
			print_row_length(a, acc->array, e);
		}
	}
	printf("];\n");
}

/* Print by how much the pointer of "acc" moves in a trip of "loop". */
void emit_move(const struct access *acc, const struct st *loop)
{
	const struct array *a = &emit_fn->array[acc->array];
	int d, e, step = loop->step_as ? 1 : loop->step;
	bool first = true, down = emit_down(loop);

	printf("q%d %c= ", acc->id, down ? '-' : '+');
	for (d = 0; d < a->f.nd; d++) {
		int k = acc->sub[d].it[loop->iter];

		if (!k)
			continue;
		printf("%s%d", first ? "" : " + ",
		       acc->sub[d].it_as[loop->iter] ? step : k * step);
		if (acc->sub[d].it_as[loop->iter])
			printf(" * u%d", acc->sub[d].it_as[loop->iter] - 1);
		for (e = d + 1; e < a->f.nd; e++) {
			printf(" * (ptrdiff_t)");
			print_row_length(a, acc->array, e);
		}
		first = false;
	}
}

/* Whether "acc" may go through a pointer of the loop over "it": the last in
   which its row, or all of it, is fixed. */
bool emit_belongs(const struct access *acc, int it, const int *scope, int n)
{
	const struct array *a = &emit_fn->array[acc->array];
	int i, used = 0, last = -1;
	int to = a->form == MOVING ? a->f.nd - 1 : a->f.nd - 2;

	if (is_jumpy(acc, to, a->form == MOVING))
		return false;
	for (i = 0; i < ITERS; i++)
		used += uses_iter(acc, 0, to, i);
	for (i = 0; i < n; i++)
		if (uses_iter(acc, 0, to, scope[i])) {
			last = scope[i];
			used--;
		}
	return last == it && !used;
}

/* Print the parameter that array "i" is. */
void emit_parameter(int i)
{
	const struct array *a = &emit_fn->array[i];
	const char *cv = a->is_const ? "const " : "", *t = emit_type(a->f.type);
	const char *res = a->is_restrict ? "restrict " : "";
	int d;

	switch (a->form) {
	case STATIC:
		return;
	case FIXED:
	case VLA:
		printf(", %s%s A%d[", cv, t, i);
		if (a->form == VLA)
			print_extent(a, 0);
		putchar(']');
		break;
	case ROWS:
		printf(", %s%s (*A%d)", cv, t, i);
		break;
	case MEMBER:
		printf(", struct s_%s *s%d", emit_code(a->f.type) + 3, i);
		return;
	case INSIDE:
		printf(", %sstruct z%d_%d *A%d", cv, emit_fn->number, i, i);
		return;
	case TABLE:
		printf(", %s **A%d", t, i);
		return;
	default:
		printf(", %s%s *%sA%d", cv, t, res, i);
		if (a->f.flags & FZ_PITCH)
			printf(", %s ld%d", emit_index(emit_fn->ld), i);
		return;
	}
	for (d = 1; d < a->f.nd; d++) {
		putchar('[');
		print_extent(a, d);
		putchar(']');
	}
}

void emit_passed(int i)
{
	const struct array *a = &emit_fn->array[i];

	if (a->form == STATIC)
		return;
	printf(", %c%d", a->form == MEMBER ? 's' : 'A', i);
	if (a->form != FIXED && a->form != VLA && a->form != ROWS
	    && a->form != MEMBER && a->form != INSIDE && a->form != TABLE
	    && a->f.flags & FZ_PITCH)
		printf(", ld%d", i);
}

void emit_declaration(int i)
{
	const struct array *a = &emit_fn->array[i];
	int d;

	if (a->form == STATIC)
		printf("static %s G(%d_%d)", emit_type(a->f.type),
		       emit_fn->number, i);
	else if (a->form == INSIDE)
		printf("struct z%d_%d { %s data", emit_fn->number, i,
		       emit_type(a->f.type));
	else
		return;
	for (d = 0; d < a->f.nd; d++) {
		putchar('[');
		print_extent(a, d);
		putchar(']');
	}
	printf(a->form == STATIC ? ";\n" : "; };\n");
}

/* Print the copy of array "i" to or from the variable that it is. */
static void print_copy(int i, bool back)
{
	char var[40], arg[40];

	snprintf(var, sizeof var, "G(%d_%d)", emit_fn->number, i);
	snprintf(arg, sizeof arg, "c->array[%d]", i);
	printf("\tmemcpy(%s, %s, sizeof %s);\n", back ? arg : var,
	       back ? var : arg, var);
}

/* Print the table of the rows of array "i", "a". */
static void print_table(int i, const struct array *a)
{
	static const char *const row[] = { "r", "(r - (r == 2))",
					   "(last - r)" };
	int c = a->f.cls[0];

	printf("\tstatic %s *p%d[%d];\n\tfor (long r = 0, last = %d",
	       emit_type(a->f.type), i, MAXROWS, a->f.extra[0]);
	if (c >= 0)
		printf(" + (c->size[%d] > 0) * c->size[%d] * %d", c, c,
		       a->f.mult[0]);
	printf("; r <= last && r < %d; r++)\n\t\tp%d[r] = (%s *)c->array[%d] "
	       "+ %s * c->pitch[%d];\n", MAXROWS, i, emit_type(a->f.type), i,
	       row[a->rows], i);
}

void emit_before_call(int i)
{
	const struct array *a = &emit_fn->array[i];

	switch (a->form) {
	case STATIC:
		print_copy(i, false);
		break;
	case MEMBER:
		printf("\tstruct s_%s s%d = { c->pitch[%d], c->array[%d] };\n",
		       emit_code(a->f.type) + 3, i, i, i);
		break;
	case TABLE:
		print_table(i, a);
		break;
	default:
		break;
	}
}

void emit_argument(int i)
{
	const struct array *a = &emit_fn->array[i];

	if (a->form == STATIC)
		return;
	if (a->form == MEMBER)
		printf(", &s%d", i);
	else if (a->form == TABLE)
		printf(", p%d", i);
	else
		printf(", c->array[%d]", i);
	if (a->form < MEMBER && a->f.flags & FZ_PITCH)
		printf(", c->pitch[%d]", i);
}

void emit_after_call(int i)
{
	if (emit_fn->array[i].form == STATIC)
		print_copy(i, true);
}

void emit_description(int i)
{
	const struct array *a = &emit_fn->array[i];
	int d;

	printf("\t\t{ %s, %d, %d, {", emit_code(a->f.type), a->f.nd,
	       a->f.flags);
	for (d = 0; d < FZ_DIMS; d++)
		printf(" %d,", is_fixed(a) ? -1 : a->f.cls[d]);
	printf(" }, {");
	for (d = 0; d < FZ_DIMS; d++)
		printf(" %d,", a->f.mult[d]);
	printf(" }, {");
	for (d = 0; d < FZ_DIMS; d++)
		printf(" %d,", is_fixed(a) ? fixed_extent(a, d)
					   : a->f.extra[d]);
	printf(" }, %d, %d },\n", a->f.mag, a->mag >= 1e9);
}

/* Print the shape of array "i", for a clause. */
void emit_shape(int i)
{
	const struct array *a = &emit_fn->array[i];
	int d;

	printf(" shape(A%d", i);
	for (d = 0; d < a->f.nd; d++) {
		putchar('[');
		print_extent(a, d);
		if (d && (a->f.flags & FZ_PITCH))
			printf(":ld%d", i);
		putchar(']');
	}
	putchar(')');
}
