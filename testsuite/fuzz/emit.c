/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit.c - prints a function: as C, or in error arithmetic.

   The two differ in floating point alone: where C has "float" and "+", error
   arithmetic has "v_t" and "v_bin".  A statement whose id is dropped is not
   printed; an expression whose id is dropped is its first operand. */
#include "emit.h"

const struct function *emit_fn;
bool emit_errors;
int emit_conditions;
static int depth;

static const char *const ctype[] = {
#define X(code, text, bytes, is_float, is_signed) #text,
	FZ_TYPES
#undef X
};
static const char *const type_code[] = {
#define X(code, text, bytes, is_float, is_signed) "FZ_" #code,
	FZ_TYPES
#undef X
};
static const char *const index_text[] = {
#define X(code, text, uns, max) text,
	INDEX_TYPES
#undef X
};
static const char *const op_text[] = {
#define X(code, text) text,
	EX_OPS
#undef X
};

/* The type of a variable of type "t". */
static const char *var_type(enum fz_type t)
{
	return emit_errors && is_float(t) ? "v_t" : ctype[t];
}

static void tabs(void)
{
	int i;

	for (i = 0; i < depth; i++)
		putchar('\t');
}

void emit_size(int c)
{
	if (emit_fn->known[c])
		printf("%d", emit_fn->known[c]);
	else
		putchar("nmk"[c]);
}

/* Print the text "s" of an index with what "x" is an index of for E, and "most" for
   M. */
static void print_datum_as(const char *s, const struct datum *x, int most)
{
	for (; *s; s++)
		if (*s == 'E' && x->acc)
			emit_access(x->acc);
		else if (*s == 'E')
			printf("t%d", x->local);
		else if (*s == 'M')
			printf("%d", most);
		else
			putchar(*s);
}

/* Whether "x" is an element, or a local, as it is. */
static bool is_bare(const struct datum *x)
{
	const struct local *l;
	int flags;

	if (!x->acc) {
		l = &emit_fn->local[x->local];
		return l->place || (l->from && is_bare(l->from));
	}
	flags = emit_fn->array[x->acc->array].f.flags;
	return x->how <= DATA_GUARDED && flags & FZ_PLACES
	       && emit_fn->array[x->acc->array].f.mag
				  * abs(x->times) <= x->most
	       && (x->how == DATA_GUARDED || !(flags & FZ_HOLES));
}

/* Print the number "x", whole units of an element of an array of floats; or, where that
   may be anything, whether it is above 0. */
static void print_units(const struct datum *x)
{
	const struct array *a = &emit_fn->array[x->acc->array];
	bool single = a->f.type == FZ_F32;
	int k = a->f.flags & FZ_PLACES ? x->id % 4 : 4;

	printf(k == 3 ? "(long)(" : k == 4 ? "(" : "(int)(");
	printf(k != 2 ? "" : single ? "floorf(" : "floor(");
	if (emit_errors)
		printf(single ? "(float)v_num(" : "(double)v_num(");
	emit_access(x->acc);
	if (emit_errors)
		putchar(')');
	if (k == 4)
		printf(" > 0");
	else if (x->times == 4 && k == 1)
		printf(single ? " / 0.25f" : " / 0.25");
	else if (x->times > 1)
		printf(" * %d", x->times);
	printf(k == 2 ? "))" : ")");
}

/* Print the number "x". */
static void print_datum(const struct datum *x)
{
	static const char *const text[] = {
#define X(code, text, most) text,
		INDEX_DATA
#undef X
	};
	int times = x->times < 0 ? -x->times : x->times, bits = 1;

	if (dropped(emit_fn, x->id)) {
		printf("0");
		return;
	}
	if (x->acc && is_float(emit_fn->array[x->acc->array].f.type)) {
		print_units(x);
		return;
	}
	if (x->times < 0)
		printf("(%d - ", x->most);
	if (times > 1)
		printf("%d * ", times);
	while ((2 << bits) - 1 <= x->most / times)
		bits++;
	if (is_bare(x))
		print_datum_as(x->acc && x->acc->array % 2 ? "(E)" : "E", x, 0);
	else
		print_datum_as(text[x->how], x, (1 << bits) - 1);
	if (x->times < 0)
		putchar(')');
}

/* Print the sum that "x" is, without its tail. */
static void print_sum(const struct idx *x, int it, const char *as)
{
	bool first = true, wraps = emit_fn->wrapped;
	int i;

	for (i = 0; i < FZ_SIZES; i++)
		if (x->size[i]) {
			wraps = wraps && emit_fn->it[i] == IT_UNSIGNED;
			printf("%s", first ? "" : " + ");
			emit_size(i);
			first = false;
		}
	for (i = 0; i < ITERS; i++) {
		int k = x->it[i];

		if (!k)
			continue;
		printf("%s", first ? (k < 0 ? "-" : "") : k < 0 ? " - " : " + ");
		if (x->it_as[i])
			printf("u%d * ", x->it_as[i] - 1);
		else if (abs(k) != 1)
			printf("%d * ", abs(k));
		if (i == it)
			printf("(%s)", as);
		else
			printf("i%d", i);
		first = false;
	}
	if (x->data) {
		printf("%s", first ? "" : " + ");
		print_datum(x->data);
		first = false;
	}
	if (x->c_as)
		printf("%su%d", x->c < 0 ? " - " : first ? "" : " + ",
		       x->c_as - 1);
	else if (first)
		printf("%d", x->c);
	else if (x->c < 0 && wraps)
		printf(" + %uu", (unsigned)x->c);
	else if (x->c)
		printf(" %c %d", x->c < 0 ? '-' : '+', abs(x->c));
}

/* Print the text "s" with "tile" for U. */
static void print_tile(const char *s, int tile)
{
	for (; *s; s++)
		if (*s == 'U')
			printf("%d", tile);
		else
			putchar(*s);
}

/* Print what of "x" is whole tiles; iterator "it" as the text "as". */
static void print_whole(const struct idx *x, int it, const char *as)
{
	static const char *const text[][3] = {
		{ "", "", NULL },
#define X(code, before, after, again) { before, after, again },
		INDEX_WHOLES
#undef X
	};
	const char *const *t = text[x->whole];

	printf("(%s", t[0]);
	print_sum(x, it, as);
	print_tile(t[1], x->tile);
	if (t[2]) {
		print_sum(x, it, as);
		print_tile(t[2], x->tile);
	}
	putchar(')');
}

/* Print "x" with what it is at its edges; iterator "it" as the text "as". */
static void print_edge(const struct idx *x, int it, const char *as)
{
	static const char *const text[] = {
		"",
#define X(code, text) text,
		INDEX_EDGES
#undef X
	};
	const char *s;

	putchar('(');
	for (s = text[x->edge]; *s; s++)
		if (*s == 'E') {
			putchar('(');
			print_sum(x, it, as);
			putchar(')');
		} else if (*s == 'N') {
			emit_size(x->edge_of);
		} else {
			putchar(*s);
		}
	putchar(')');
}

/* Print "x"; iterator "it" (or -1) as the text "as". */
void print_idx(const struct idx *x, int it, const char *as)
{
	static const char *const tail[][2] = {
		{ "", "" },
#define X(before, after) { before, after },
		INDEX_TAILS
#undef X
	};

	printf("%s", tail[x->tail][0]);
	if (x->whole != NOT_WHOLE)
		print_whole(x, it, as);
	else if (x->edge)
		print_edge(x, it, as);
	else
		print_sum(x, it, as);
	printf("%s", tail[x->tail][1]);
}

/* Print the value "x", of which an iterator may be the index beside it. */
static void print_value(const struct idx *x)
{
	char as[20];
	int i;

	for (i = 0; i < ITERS; i++)
		if (x->it[i] && emit_beside(i)) {
			snprintf(as, sizeof as, "c%d", i);
			print_idx(x, i, as);
			return;
		}
	print_idx(x, -1, NULL);
}

/* Print the constant "v" of type "t", with the imaginary part "im" if that is
   complex. */
static void print_constant(enum fz_type t, double v, int im)
{
	char s[64];

	if (is_complex(t)) {
		printf("(%s)__builtin_complex(%.1f, %d.0)", ctype[t], v, im);
		return;
	}
	if (v < 0) {
		printf("(-");
		print_constant(t, -v, 0);
		putchar(')');
		return;
	}
	if (is_float(t)) {
		snprintf(s, sizeof s, "%.9g", v);
		printf("%s%s%s", s, strpbrk(s, ".en") ? "" : ".0",
		       t == FZ_F32 ? "f" : "");
	} else if (t == FZ_I64 || t == FZ_U64) {
		printf("%.0f%s", v, t == FZ_I64 ? "ll" : "ull");
	} else if (type_size(t) < 4) {
		printf("(%s)%.0f", ctype[t], v);
	} else {
		printf("%.0f%s", v, t == FZ_U32 ? "u" : "");
	}
}

static void print_ex(const struct ex *e);

/* Print "e" in error arithmetic; it is a float or a comparison of them. */
static void print_error(const struct ex *e)
{
	const char *t = type_code[e->type];

	switch (e->op) {
	case EX_CONST:
		printf("v_c(%s, ", t);
		print_constant(e->type, e->value, e->n);
		putchar(')');
		return;
	case EX_SCALAR:
		printf("v_c(%s, %s)", t, e->n ? "beta" : "alpha");
		return;
	case EX_ADD:
	case EX_SUB:
	case EX_MUL:
	case EX_DIV:
	case EX_MIN:
	case EX_MAX:
		printf("v_%s(V_%s, %s, ",
		       e->n || (e->op != EX_MIN && e->op != EX_MAX) ? "bin"
								    : "choose",
		       e->op == EX_ADD	 ? "ADD"
		       : e->op == EX_SUB ? "SUB"
		       : e->op == EX_MUL ? "MUL"
		       : e->op == EX_DIV ? "DIV"
		       : e->op == EX_MIN ? "MIN"
					 : "MAX",
		       t);
		break;
	case EX_FMA:
		printf("v_fma(%s, ", t);
		break;
	case EX_CALL:
		printf("v_call(%s, \"%s\", ", t, e->fn);
		break;
	case EX_NEG:
		printf("v_neg(");
		break;
	case EX_ABS:
		printf("v_abs(");
		break;
	case EX_CAST:
		if (is_float(e->a[0]->type)) {
			printf("v_cvt(%s, ", t);
			break;
		}
		printf("v_c(%s, (%s)(", t, ctype[e->type]);
		print_ex(e->a[0]);
		printf("))");
		return;
	case EX_SELECT:
		printf("v_choice(");
		break;
	default:
		printf("v_cmp(\"%s\", ", op_text[e->op]);
	}
	print_ex(e->a[0]);
	if (e->na > 1 || e->op == EX_CALL || e->op == EX_NAN
	    || e->op == EX_SIGN) {
		printf(", ");
		print_ex(e->na > 1 ? e->a[1] : e->a[0]);
	}
	if (e->na > 2) {
		printf(", ");
		print_ex(e->a[2]);
	}
	putchar(')');
}

/* Whether "e" takes or gives a float where C has an operator. */
static bool floating(const struct ex *e)
{
	if (e->op == EX_LOAD || e->op == EX_LOCAL)
		return false;
	return is_float(e->type)
	       || (e->op >= EX_LT && e->op <= EX_SIGN
		   && is_float(e->a[0]->type));
}

/* Print the operator "e" of two operands. */
static void print_binary(const struct ex *e)
{
	putchar('(');
	print_ex(e->a[0]);
	printf(" %s ", op_text[e->op]);
	print_ex(e->a[1]);
	putchar(')');
}

/* Print the least or largest of two, as a choice or a call. */
static void print_choose(const struct ex *e)
{
	if (e->n && is_float(e->type)) {
		printf("f%s%s(", e->op == EX_MIN ? "min" : "max",
		       e->type == FZ_F32 ? "f" : "");
		print_ex(e->a[0]);
		printf(", ");
		print_ex(e->a[1]);
		putchar(')');
		return;
	}
	print_binary(e);
	printf(" ? ");
	print_ex(e->a[0]);
	printf(" : ");
	print_ex(e->a[1]);
}

/* Print a call, an absolute value or a fused multiplication. */
static void print_call(const struct ex *e)
{
	const char *name = e->op == EX_CALL  ? e->fn
			   : e->op == EX_FMA ? "fma"
			   : is_float(e->type) ? "fabs"
			   : e->type == FZ_I64 ? "llabs"
					       : "abs";
	int i;

	printf("%s%s(", name, e->type == FZ_F32 ? "f" : "");
	for (i = 0; i < e->na; i++) {
		printf("%s", i ? ", " : "");
		print_ex(e->a[i]);
	}
	putchar(')');
}

/* Print "e", a comparison by a macro of math.h, as 0 or 1. */
static void print_macro(const struct ex *e)
{
	printf("(%s(", op_text[e->op]);
	print_ex(e->a[0]);
	if (e->na > 1) {
		printf(", ");
		print_ex(e->a[1]);
	}
	printf(") != 0)");
}

/* Print a choice, whose condition may be uncertain. */
static void print_select(const struct ex *e)
{
	putchar('(');
	printf(emit_errors ? "v_if(" : "(");
	print_ex(e->a[0]);
	printf(") ? ");
	print_ex(e->a[1]);
	printf(" : ");
	print_ex(e->a[2]);
	putchar(')');
}

/* Print a truth value made of others. */
static void print_logic(const struct ex *e)
{
	if (emit_errors) {
		printf("v_%s(", e->op == EX_LAND  ? "and"
				: e->op == EX_LOR ? "or"
						  : "not");
		print_ex(e->a[0]);
		if (e->na > 1) {
			printf(", ");
			print_ex(e->a[1]);
		}
		putchar(')');
	} else if (e->op == EX_LNOT) {
		printf("!");
		print_ex(e->a[0]);
	} else {
		print_binary(e);
	}
}

/* Print local "n", its element "at" if it is an array. */
static void print_local(int n, const struct idx *at)
{
	printf("t%d", n);
	if (!emit_fn->local[n].count)
		return;
	putchar('[');
	print_idx(at, -1, NULL);
	putchar(']');
}

/* Print "e". */
static void print_ex(const struct ex *e)
{
	while (dropped(emit_fn, e->id) && e->na
	       && e->a[e->op == EX_SELECT]->type == e->type)
		e = e->a[e->op == EX_SELECT];
	if (emit_errors && floating(e)) {
		print_error(e);
		return;
	}
	switch (e->op) {
	case EX_LOAD:
		emit_access(e->acc);
		break;
	case EX_CONST:
		print_constant(e->type, e->value, e->n);
		break;
	case EX_SCALAR:
		printf(e->n ? "beta" : "alpha");
		break;
	case EX_LOCAL:
		print_local(e->n, &e->idx);
		break;
	case EX_ITER:
		printf("(int64_t)(");
		print_value(&e->idx);
		putchar(')');
		break;
	case EX_FLAG:
		printf("flag");
		break;
	case EX_IMAG:
		printf("__imag__ (");
		print_ex(e->a[0]);
		putchar(')');
		break;
	case EX_NEG:
	case EX_NOT:
		printf("(%s", op_text[e->op]);
		print_ex(e->a[0]);
		putchar(')');
		break;
	case EX_MIN:
	case EX_MAX:
		putchar('(');
		print_choose(e);
		putchar(')');
		break;
	case EX_CALL:
	case EX_FMA:
	case EX_ABS:
		print_call(e);
		break;
	case EX_CAST:
		printf("(%s)", ctype[e->type]);
		printf(emit_errors && is_float(e->a[0]->type) ? "v_num(" : "(");
		print_ex(e->a[0]);
		putchar(')');
		break;
	case EX_SELECT:
		print_select(e);
		break;
	case EX_LTGT:
	case EX_UNORD:
	case EX_NAN:
	case EX_SIGN:
		print_macro(e);
		break;
	case EX_LAND:
	case EX_LOR:
	case EX_LNOT:
		print_logic(e);
		break;
	default:
		print_binary(e);
	}
}

/* Print the condition "e" of a statement. */
void emit_condition(const struct ex *e)
{
	printf(emit_errors ? "v_if(" : "(");
	print_ex(e);
	putchar(')');
}

/* Print what error arithmetic makes of the scalar that "e", a condition, compares
   with a value and that the value would have replaced: of two zeros either may
   have stayed. */
void emit_kept(const struct ex *e)
{
	const struct ex *kept, *value;

	if (!emit_errors || e->op < EX_LT || e->op > EX_LTGT
	    || !is_float(e->a[0]->type))
		return;
	kept = e->a[e->a[0]->op != EX_LOCAL];
	value = e->a[e->a[0]->op == EX_LOCAL];
	if (kept->op != EX_LOCAL)
		return;
	tabs();
	printf("else ");
	print_ex(kept);
	printf(" = v_over(");
	print_ex(value);
	printf(", ");
	print_ex(kept);
	printf(");\n");
}

/* Print where the store "s" goes to. */
static void print_place(const struct st *s)
{
	if (s->out)
		emit_access(s->out);
	else
		print_local(s->local, &s->at);
}

/* Print the rest of store "s" to a float in error arithmetic. */
static void error_store(const struct st *s, enum fz_type t)
{
	static const char *const names[] = { "ADD", "SUB", "MUL", "DIV" };

	print_place(s);
	printf(" = ");
	if (s->op == EX_NOPS && emit_conditions) {
		printf("v_over(");
		print_place(s);
		printf(", ");
		print_ex(s->e);
		putchar(')');
	} else if (s->op == EX_NOPS) {
		print_ex(s->e);
	} else if (s->op == EX_MIN || s->op == EX_MAX) {
		printf("v_update(V_%s, %s, %d, ",
		       s->op == EX_MIN ? "MIN" : "MAX", type_code[t],
		       s->spelling);
		print_place(s);
		printf(", ");
		print_ex(s->e);
		putchar(')');
	} else {
		printf("v_sum(V_%s, %s, ", names[s->op - EX_ADD],
		       type_code[t]);
		print_place(s);
		printf(", ");
		print_ex(s->e);
		putchar(')');
	}
	printf(";\n");
}

/* Print the store "s" of the lesser or larger value to something of type
   "t". */
static void extreme_store(const struct st *s, enum fz_type t)
{
	const char *op = op_text[s->op];

	switch (s->spelling) {
	case 0:
		printf("if (");
		print_ex(s->e);
		printf(" %s ", op);
		print_place(s);
		printf(")\n\t");
		tabs();
		print_place(s);
		printf(" = ");
		print_ex(s->e);
		break;
	case 1:
		print_place(s);
		printf(" = ");
		print_place(s);
		printf(" %s ", op);
		print_ex(s->e);
		printf(" ? ");
		print_place(s);
		printf(" : ");
		print_ex(s->e);
		break;
	case 2:
		if (is_float(t)) {
			print_place(s);
			printf(" = f%s%s(", s->op == EX_MIN ? "min" : "max",
			       t == FZ_F32 ? "f" : "");
			print_place(s);
			printf(", ");
			print_ex(s->e);
			putchar(')');
			break;
		}
		/* FALLTHRU */
	default:
		print_place(s);
		printf(" = ");
		print_ex(s->e);
		printf(" %s ", op);
		print_place(s);
		printf(" ? ");
		print_ex(s->e);
		printf(" : ");
		print_place(s);
	}
	printf(";\n");
}

/* Print what is added to, or else meets, the old value in store "s" to something
   of type "t": a float that a double is rounded to may meet it as that. */
static void print_term(const struct st *s, enum fz_type t)
{
	bool wide = t == FZ_F32 && (s->op == EX_ADD || s->op == EX_SUB) &&
		    s->e->op == EX_CAST && s->e->a[0]->type == FZ_F64;

	print_ex(wide ? s->e->a[0] : s->e);
}

/* Print the store "s". */
void emit_store(const struct st *s)
{
	enum fz_type t = s->out ? emit_fn->array[s->out->array].f.type
				: emit_fn->local[s->local].type;

	if (emit_errors && is_float(t)) {
		error_store(s, t);
		return;
	}
	if (s->op == EX_MIN || s->op == EX_MAX) {
		extreme_store(s, t);
		return;
	}
	print_place(s);
	if (s->op == EX_NOPS) {
		printf(" = ");
	} else if (s->op == EX_ADD && !s->spelling && s->e->op == EX_CONST
		   && s->e->value == 1 && !is_complex(t)) {
		printf("++;\n");
		return;
	} else if (s->spelling < 2) {
		printf(" %s= ", op_text[s->op]);
	} else if (s->spelling == 2 || s->op == EX_SUB) {
		printf(" = ");
		print_place(s);
		printf(" %s ", op_text[s->op]);
	} else {
		printf(" = ");
		print_term(s, t);
		printf(" %s ", op_text[s->op]);
		print_place(s);
		printf(";\n");
		return;
	}
	print_term(s, t);
	printf(";\n");
}

void emit_local(int n, bool zero)
{
	const struct local *l = &emit_fn->local[n];
	bool list = l->count || (emit_errors && is_float(l->type));

	printf("%s t%d", var_type(l->type), n);
	if (l->count)
		printf("[%d]", l->count);
	printf(!zero && !emit_errors && !emit_fn->ndrop ? ";\n" : list ? " = { 0 };\n" : " = 0;\n");
}

/* Print the declarations of the locals that no statement declares. */
void emit_locals(void)
{
	int i;

	for (i = 0; i < emit_fn->nlocals; i++)
		if (!emit_fn->local[i].inside) {
			tabs();
			emit_local(i, true);
		}
}

const char *emit_type(enum fz_type t)
{
	return var_type(t);
}

const char *emit_ctype(enum fz_type t)
{
	return ctype[t];
}

const char *emit_code(enum fz_type t)
{
	return type_code[t];
}

const char *emit_index(enum index_type t)
{
	return index_text[t];
}

/* Print "f" from now on, in error arithmetic if "in_errors". */
void emit_begin(const struct function *f, bool in_errors)
{
	emit_fn = f;
	emit_errors = in_errors;
}

void emit_tabs(int n)
{
	depth = n;
	tabs();
}
