/* SPDX-License-Identifier: GPL-3.0-or-later */
/* print.c - a tensor program as text (ir.txt says how it looks).

   Assumes nothing about the program but that its numbers are in range.
   Leaves true that parse.c makes the same program of the text, locations of
   expressions that "ta_print_loc" maps to one apart. */
#include "print.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ta_loc (*ta_print_loc)(ta_loc loc);

/* Return the number to print for "loc". */
static ta_loc shown_loc(ta_loc loc)
{
	return ta_print_loc && loc ? ta_print_loc(loc) : loc;
}

/* Is "c" a letter, a digit, "_" or "."?  A digit or "." only if not "first".
   The locale is not asked. */
static bool name_char(char c, bool first)
{
	bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
		      || c == '_';

	return letter || (!first && ((c >= '0' && c <= '9') || c == '.'));
}

/* Is "word" one that begins an expression of its own? */
static bool reserved(const char *word)
{
	static const char *const words[] = { "maybe", "call", "keep",
					     "inf", "nan" };
	int i;

	for (i = 0; i < TA_ARRAY_LEN(words); i++)
		if (!strcmp(word, words[i]))
			return true;
	return false;
}

/* Can "name" (may be NULL) stand in the text as it is? */
static bool plain(const char *name)
{
	const char *s;

	if (!name || !name_char(name[0], true) || reserved(name))
		return false;
	for (s = name; *s; s++)
		if (!name_char(*s, false))
			return false;
	return true;
}

/* Append "s" in quotes. */
void ta_put_string(struct ta_printer *t, const char *s)
{
	ta_buf_puts(t->b, "\"");
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\')
			ta_buf_printf(t->b, "\\%c", c);
		else if (c < ' ' || c == 127)
			ta_buf_printf(t->b, "\\x%02x", c);
		else
			ta_buf_printf(t->b, "%c", c);
	}
	ta_buf_puts(t->b, "\"");
}

/* Append the name "name" where it is introduced: in quotes if it is not
   plain, "?" if there is none. */
void ta_put_name(struct ta_printer *t, const char *name)
{
	if (!name)
		ta_buf_puts(t->b, "?");
	else if (plain(name))
		ta_buf_puts(t->b, name);
	else
		ta_put_string(t, name);
}

/* Append " loc" and "loc" unless that is 0. */
void ta_put_loc(struct ta_printer *t, ta_loc loc)
{
	loc = shown_loc(loc);
	if (loc)
		ta_buf_printf(t->b, " loc %" PRIu64, loc);
}

/* Append the reference to what is "number" in "names". */
void ta_put_ref(struct ta_printer *t, const char *const *names, int number)
{
	if (names[number])
		ta_buf_puts(t->b, names[number]);
	else
		ta_buf_printf(t->b, "%%%d", number);
}

/* Append references to "n" things in parentheses. */
void ta_put_refs(struct ta_printer *t, const char *const *names, int n,
		 const int *number)
{
	int i;

	ta_buf_puts(t->b, "(");
	for (i = 0; i < n; i++) {
		ta_buf_puts(t->b, i ? ", " : "");
		ta_put_ref(t, names, number[i]);
	}
	ta_buf_puts(t->b, ")");
}

/* Append the polynomial "x" in the scope of "t". */
static void put_idx(struct ta_printer *t, const ta_idx *x)
{
	ta_idx_print(t->b, x, t->iter, t->param);
}

/* Append "x" in braces. */
void ta_put_braced(struct ta_printer *t, const ta_idx *x)
{
	ta_buf_puts(t->b, "{");
	put_idx(t, x);
	ta_buf_puts(t->b, "}");
}

/* Append "x" with the fewest digits that give it back, whole numbers up to
   2^53 without an exponent; a NaN that is not the usual one shows its bits. */
void ta_put_float(struct ta_printer *t, double x)
{
	double usual = __builtin_nan("");
	uint64_t bits;
	char s[40];
	int n;

	memcpy(&bits, &x, sizeof(bits));
	if (!memcmp(&x, &usual, sizeof(x))) {
		ta_buf_puts(t->b, "nan");
	} else if (x != x) {
		ta_buf_printf(t->b, "nan (0x%" PRIx64 ")", bits);
	} else if (__builtin_isinf(x)) {
		ta_buf_puts(t->b, x < 0 ? "-inf" : "inf");
	} else if (x == __builtin_trunc(x) && __builtin_fabs(x) < 0x1p53) {
		ta_buf_printf(t->b, "%.0f", x);
	} else {
		for (n = 1; n < 18; n++) {
			snprintf(s, sizeof(s), "%.*g", n, x);
			if (strtod(s, NULL) == x)
				break;
		}
		ta_buf_puts(t->b, s);
	}
}

/* Append "acc", which an expression at location "outer" makes. */
void ta_put_access(struct ta_printer *t, const ta_access *acc, ta_loc outer)
{
	int d;

	if (!acc->sure)
		ta_buf_puts(t->b, "maybe ");
	ta_put_ref(t, t->array, acc->array);
	for (d = 0; d < acc->nsubs; d++) {
		ta_buf_puts(t->b, "[");
		put_idx(t, acc->sub[d]);
		ta_buf_puts(t->b, "]");
	}
	if (acc->offset)
		ta_put_braced(t, acc->offset);
	else if (!acc->nsubs)
		ta_buf_puts(t->b, "[]");
	if (shown_loc(acc->loc) != shown_loc(outer))
		ta_buf_printf(t->b, "@%" PRIu64, shown_loc(acc->loc));
}

/* Return the type that the text gives "e" without saying so: VOID if it must
   be said. */
static enum ta_type implied_type(const ta_program *p, const ta_expr *e)
{
	switch (e->op) {
	case TA_OP_PARAM:
		return p->param[e->u.param].type;
	case TA_OP_READ:
		return p->array[e->u.access->array].elem;
	case TA_OP_CONST:
	case TA_OP_ITER:
	case TA_OP_KEEP:
		return TA_VOID;
	default:
		return ta_op_result(e);
	}
}

/* Append the leaf "e": what it is, not its type. */
static void put_leaf(struct ta_printer *t, const ta_expr *e, ta_loc outer)
{
	switch (e->op) {
	case TA_OP_CONST:
		if (ta_type_is_float(e->type))
			ta_put_float(t, e->u.f);
		else
			ta_buf_printf(t->b, "%" PRId64, e->u.i);
		break;
	case TA_OP_PARAM:
		ta_put_ref(t, t->param, e->u.param);
		break;
	case TA_OP_ITER:
		ta_put_braced(t, e->u.idx);
		break;
	case TA_OP_KEEP:
		ta_buf_puts(t->b, "keep");
		break;
	default:
		ta_put_access(t, e->u.access, outer);
	}
}

/* Append "e", part of what is at location "outer".  Said only where they do
   not follow: the type; the location, which for constants, parameters and
   iterators is 0, for others "outer". */
void ta_put_expr(struct ta_printer *t, const ta_expr *e, ta_loc outer)
{
	bool leaf = e->op == TA_OP_CONST || e->op == TA_OP_PARAM
		    || e->op == TA_OP_ITER || e->op == TA_OP_KEEP;
	ta_loc implied = leaf ? 0 : shown_loc(outer);
	int i;

	if (leaf || e->op == TA_OP_READ) {
		put_leaf(t, e, outer);
	} else if (e->op == TA_OP_CALL || e->op == TA_OP_CODE) {
		ta_buf_puts(t->b, e->op == TA_OP_CALL ? "call " : "code ");
		ta_put_name(t, e->u.fn);
	} else {
		ta_buf_puts(t->b, ta_op_name(e->op));
	}
	if (e->type != implied_type(t->p, e) || e->type == TA_VOID)
		ta_buf_printf(t->b, ":%s", ta_type_name(e->type));
	if (e->op == TA_OP_READ)
		return;
	if (shown_loc(e->loc) != implied)
		ta_buf_printf(t->b, "@%" PRIu64, shown_loc(e->loc));
	if (leaf)
		return;
	ta_buf_puts(t->b, " (");
	for (i = 0; i < e->nargs; i++) {
		ta_buf_puts(t->b, i ? ", " : "");
		ta_put_expr(t, e->arg[i], e->loc);
	}
	ta_buf_puts(t->b, ")");
}

/* Return "name" if it can stand for entry "n" of "names": plain, and none of
   the entries before it. */
static const char *unique(const char *name, int n, const char *const *names)
{
	int i;

	if (!plain(name))
		return NULL;
	for (i = 0; i < n; i++)
		if (names[i] && !strcmp(names[i], name))
			return NULL;
	return name;
}

/* Let the "n" iterators "iter" be in scope, and hide the parameters they are
   named like. */
void ta_put_scope(struct ta_printer *t, int n, const char *const *iter)
{
	int i, j;

	ta_assert(n <= TA_PARAM0);
	memset(t->iter, 0, sizeof(t->iter));
	for (i = 0; i < n; i++)
		t->iter[i] = unique(iter[i], i, t->iter);
	for (i = 0; i < t->p->nparams; i++) {
		t->param[i] = t->own[i];
		for (j = 0; j < n && t->param[i]; j++)
			if (t->iter[j] && !strcmp(t->iter[j], t->param[i]))
				t->param[i] = NULL;
	}
}

/* Return the printer of "p" to "b", with no iterator in scope. */
static struct ta_printer printer_new(ta_buf *b, const ta_program *p)
{
	struct ta_printer t = { .b = b, .p = p };
	int i;

	t.param = TA_NEWV(b->arena, const char *, p->nparams);
	t.own = TA_NEWV(b->arena, const char *, p->nparams);
	t.array = TA_NEWV(b->arena, const char *, p->narrays);
	t.stmt = TA_NEWV(b->arena, const char *, p->nstmts);
	for (i = 0; i < p->nparams; i++)
		t.own[i] = unique(p->param[i].name, i, t.own);
	for (i = 0; i < p->narrays; i++)
		t.array[i] = unique(p->array[i].name, i, t.array);
	for (i = 0; i < p->nstmts; i++)
		t.stmt[i] = unique(p->stmt[i]->name, i, t.stmt);
	ta_put_scope(&t, 0, NULL);
	return t;
}

/* Append what the pragma asks for. */
static void put_clauses(struct ta_printer *t)
{
	static const char *const fp[] = { "strict", "reassociate", "relaxed" };
	static const char *const lower[] = { "auto", "blas", "loops" };
	static const char *const require[] = { "lowered", "blas", "parallel",
					       "vector", "fused" };
	const ta_program *p = t->p;
	const char *comma = " ";
	int i;

	ta_buf_printf(t->b, "  fp %s\n  lower %s\n", fp[p->fp],
		      lower[p->lower]);
	if (p->require)
		ta_buf_puts(t->b, "  require");
	for (i = 0; i < TA_ARRAY_LEN(require); i++)
		if (p->require & (1u << i)) {
			ta_buf_printf(t->b, "%s%s", comma, require[i]);
			comma = ", ";
		}
	ta_buf_puts(t->b, p->require ? "\n" : "");
	if (p->serial)
		ta_buf_puts(t->b, "  serial\n");
	if (p->deterministic)
		ta_buf_puts(t->b, "  deterministic\n");
	if (p->cx_limited)
		ta_buf_puts(t->b, "  cx_limited\n");
	if (p->traps)
		ta_buf_puts(t->b, "  traps\n");
	if (p->libm)
		ta_buf_puts(t->b, "  libm\n");
	if (p->threads) {
		ta_buf_puts(t->b, "  threads ");
		ta_put_expr(t, p->threads, 0);
		ta_buf_puts(t->b, "\n");
	}
	for (i = 0; i < p->nassumes; i++) {
		ta_buf_puts(t->b, "  assume ");
		ta_put_expr(t, p->assume[i], 0);
		ta_buf_puts(t->b, "\n");
	}
}

/* Append the parameter "param". */
static void put_param(struct ta_printer *t, const ta_param *param)
{
	ta_buf_puts(t->b, "  param ");
	ta_put_name(t, param->name);
	ta_buf_printf(t->b, " : %s", ta_type_name(param->type));
	if (param->nonneg)
		ta_buf_puts(t->b, " nonneg");
	if (param->moves)
		ta_buf_puts(t->b, " moves");
	if (param->known)
		ta_buf_printf(t->b, " value %lld%s", (long long)param->value,
			      param->always ? " always" : "");
	if (param->handle != -1)
		ta_buf_printf(t->b, " handle %d", param->handle);
	ta_put_loc(t, param->loc);
	ta_buf_puts(t->b, "\n");
}

/* Append the "n" extents "extent" in brackets, each with its pitch where that
   differs ("pitch" may be NULL). */
static void put_extents(struct ta_printer *t, int n, const ta_idx **extent,
			const ta_idx **pitch)
{
	int d;

	for (d = 0; d < n; d++) {
		ta_buf_puts(t->b, "[");
		put_idx(t, extent[d]);
		if (pitch && pitch[d] != extent[d]
		    && !ta_idx_equal(pitch[d], extent[d])) {
			ta_buf_puts(t->b, ":");
			put_idx(t, pitch[d]);
		}
		ta_buf_puts(t->b, "]");
	}
}

/* Append the array "x". */
static void put_array(struct ta_printer *t, const ta_array *x)
{
	const ta_shape *s = x->declared;

	ta_buf_puts(t->b, x->is_virtual	  ? "  virtual "
			  : x->is_scratch ? "  scratch "
					  : "  array ");
	ta_put_name(t, x->name);
	ta_buf_printf(t->b, " : %s", ta_type_name(x->elem));
	if (x->base >= 0 && x->base < t->p->nparams) {
		ta_buf_puts(t->b, " base ");
		ta_put_ref(t, t->param, x->base);
	}
	ta_buf_puts(t->b, x->read ? " read" : "");
	ta_buf_puts(t->b, x->written ? " write" : "");
	ta_buf_puts(t->b, x->live_out ? " live_out" : "");
	if (x->ndims)
		ta_buf_printf(t->b, " dims %d", x->ndims);
	if (x->ndims && x->extent) {
		ta_buf_puts(t->b, " extents ");
		put_extents(t, x->ndims, x->extent, NULL);
	}
	if (s) {
		ta_buf_puts(t->b, s->clause ? " clause " : " declared ");
		put_extents(t, s->ndims, s->extent, s->pitch);
		if (shown_loc(s->loc))
			ta_buf_printf(t->b, " at %" PRIu64, shown_loc(s->loc));
	}
	if (x->looked) {
		ta_buf_puts(t->b, " looked ");
		put_extents(t, 1, (const ta_idx **)&x->looked, NULL);
	}
	if (x->handle != -1)
		ta_buf_printf(t->b, " handle %d", x->handle);
	ta_put_loc(t, x->loc);
	ta_buf_puts(t->b, "\n");
}

/* If "x" >= 0 bounds one iterator from below (sign 1) or above (sign -1) with
   coefficient 1, return the other side, which is inclusive below and exclusive
   above, and set "var"; otherwise NULL. */
static const ta_idx *one_sided(ta_arena *a, const ta_idx *x, int sign,
			       int *var)
{
	int64_t k;
	int v;

	for (v = TA_PARAM0 - 1; v >= 0 && !ta_idx_uses(x, v); v--)
		;
	*var = v;
	if (v < 0 || !ta_idx_is_const(ta_idx_coef(a, x, v), &k) || k != sign)
		return NULL;
	x = ta_idx_without(a, x, v);
	return sign > 0 ? ta_idx_scale(a, x, -1) : ta_idx_addk(a, x, 1);
}

/* Append the "n" constraints "cons", as "lo <= i < hi" where they have that
   form and "x >= 0" elsewhere. */
static void put_cons(struct ta_printer *t, int n, const ta_idx *const *cons)
{
	ta_arena *a = t->b->arena;
	int i, v, w;

	for (i = 0; i < n; i++) {
		const ta_idx *lo = one_sided(a, cons[i], 1, &v), *hi = NULL;

		ta_buf_puts(t->b, i ? "; " : "");
		if (lo) {
			put_idx(t, lo);
			ta_buf_puts(t->b, " <= ");
			put_idx(t, ta_idx_var(a, v));
			if (i + 1 < n)
				hi = one_sided(a, cons[i + 1], -1, &w);
			if (hi && v == w) {
				ta_buf_puts(t->b, " < ");
				put_idx(t, hi);
				i++;
			}
			continue;
		}
		hi = one_sided(a, cons[i], -1, &v);
		put_idx(t, hi ? ta_idx_var(a, v) : cons[i]);
		ta_buf_puts(t->b, hi ? " < " : " >= 0");
		if (hi)
			put_idx(t, hi);
	}
}

/* Append the statement "s". */
static void put_stmt(struct ta_printer *t, const ta_stmt *s)
{
	int d;

	ta_put_scope(t, s->depth, s->iter);
	ta_buf_puts(t->b, "  stmt ");
	ta_put_name(t, s->name);
	ta_buf_puts(t->b, " [");
	for (d = 0; d < s->depth; d++) {
		ta_buf_puts(t->b, d ? ", " : "");
		ta_put_name(t, s->iter[d]);
		ta_buf_printf(t->b, ":%d", s->loop[d]);
	}
	ta_buf_puts(t->b, "] order (");
	for (d = 0; d <= s->depth; d++)
		ta_buf_printf(t->b, "%s%d", d ? ", " : "", s->order[d]);
	ta_buf_puts(t->b, ")");
	ta_put_loc(t, s->loc);
	ta_buf_puts(t->b, s->planned ? " planned\n    {" : "\n    {");
	put_cons(t, s->ncons, s->cons);
	ta_buf_puts(t->b, "}\n    ");
	ta_put_access(t, s->write, s->loc);
	ta_buf_puts(t->b, " = ");
	ta_put_expr(t, s->rhs, s->loc);
	if (s->reduce != TA_OP_NONE) {
		ta_buf_printf(t->b, "\n    reduce %s ", ta_op_name(s->reduce));
		ta_put_expr(t, s->rest, s->loc);
	} else if (s->in_place != TA_OP_NONE) {
		ta_buf_printf(t->b, "\n    in_place %s",
			      ta_op_name(s->in_place));
	}
	if (s->scatter) {
		ta_buf_puts(t->b, "\n    scatter ");
		ta_put_name(t, s->iter[s->scatter - 1]);
	}
	ta_buf_puts(t->b, "\n");
	ta_put_scope(t, 0, NULL);
}

/* Append the nest "nest", number "n". */
static void put_nest(struct ta_printer *t, int n, const ta_nest *nest)
{
	ta_buf_printf(t->b, "  nest %d", n);
	ta_put_loc(t, nest->loc);
	ta_buf_puts(t->b, nest->lowered ? " lowered" : "");
	ta_buf_puts(t->b, nest->blas ? " blas" : "");
	ta_buf_puts(t->b, nest->parallel ? " parallel" : "");
	ta_buf_puts(t->b, nest->vector ? " vector" : "");
	ta_buf_puts(t->b, nest->fused ? " fused" : "");
	if (nest->what) {
		ta_buf_puts(t->b, " what ");
		ta_put_string(t, nest->what);
	}
	if (nest->reason)
		ta_buf_printf(t->b, " reason %s", ta_reason_name(nest->reason));
	if (nest->detail) {
		ta_buf_puts(t->b, " detail ");
		ta_put_string(t, nest->detail);
	}
	ta_buf_puts(t->b, "\n");
}

/* Append the declarations of "t->p": parameters, arrays, loops, facts. */
static void put_declarations(struct ta_printer *t)
{
	const ta_program *p = t->p;
	int i;

	for (i = 0; i < p->nparams; i++)
		put_param(t, &p->param[i]);
	put_clauses(t);
	for (i = 0; i < p->narrays; i++)
		put_array(t, &p->array[i]);
	for (i = 0; i < p->naliases; i++) {
		ta_buf_puts(t->b, "  alias ");
		ta_put_ref(t, t->array, p->alias[i].a);
		ta_buf_puts(t->b, ", ");
		ta_put_ref(t, t->array, p->alias[i].b);
		if (p->alias[i].coincident)
			ta_buf_puts(t->b, " coincident");
		ta_buf_puts(t->b, "\n");
	}
	for (i = 0; i < p->nfacts; i++) {
		ta_buf_puts(t->b, "  fact ");
		put_cons(t, 1, &p->fact[i]);
		ta_buf_puts(t->b, "\n");
	}
	for (i = 0; i < p->nloops; i++) {
		ta_buf_puts(t->b, "  loop ");
		ta_put_name(t, p->loop[i].name);
		ta_put_loc(t, p->loop[i].loc);
		ta_buf_puts(t->b, p->loop[i].tiled ? " tiled\n" : "\n");
	}
}

/* Append "p" to "b" in the text form. */
void ta_program_print(ta_buf *b, const ta_program *p)
{
	struct ta_printer t = printer_new(b, p);
	int i;

	ta_buf_printf(b, "# after %s\nkernel ", ta_phase_name(p->done));
	ta_put_name(&t, p->name);
	ta_put_loc(&t, p->loc);
	ta_buf_puts(b, " {\n");
	put_declarations(&t);
	for (i = 0; i < p->nnests; i++)
		put_nest(&t, i, &p->nest[i]);
	for (i = 0; i < p->nstmts; i++)
		put_stmt(&t, p->stmt[i]);
	for (i = 0; i < p->ndeps; i++)
		ta_put_dep(&t, &p->dep[i]);
	for (i = 0; i < p->ngroups; i++)
		ta_put_group(&t, &p->group[i]);
	for (i = 0; i < p->nguards; i++) {
		ta_buf_puts(b, "  guard ");
		ta_put_guard(&t, p->guard[i]);
		ta_buf_puts(b, "\n");
	}
	if (p->plan)
		ta_put_plan(&t, p->plan);
	ta_buf_puts(b, "}\n");
}
