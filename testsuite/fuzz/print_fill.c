/* SPDX-License-Identifier: GPL-3.0-or-later */
/* print_fill.c - prints a loop over a row as a call of memset, memcpy or memmove.

   Assumes what emit.c does.  Only a row whose elements are side by side, wherever the
   other loops are, from its first one on, is one. */
#include "emit.h"

/* Whether what loop "s" goes through is side by side in the array of "acc". */
static bool is_row(const struct st *s, const struct access *acc)
{
	const struct array *a = &emit_fn->array[acc->array];
	const struct idx *x = &acc->sub[a->f.nd - 1];
	int d;

	for (d = 0; d < a->f.nd - 1; d++)
		if (acc->sub[d].it[s->iter] || acc->sub[d].data)
			return false;
	return x->it[s->iter] == 1 && !x->it_as[s->iter] && !x->tail && !x->data
	       && !x->edge && !x->whole && !(a->by_columns && a->f.nd > 1)
	       && a->form != MOVING;
}

/* Whether loop "s" is one that a call can stand for: the only statement in it sets a
   row to zeros, or to another row of that type. */
bool emit_is_fill(const struct st *s)
{
	const struct st *t = s->body;
	const struct ex *e;

	if (!s->fill || !t || t->next || t->kind != ST_STORE || !t->out
	    || t->op != EX_NOPS || dropped(emit_fn, t->id) || s->els || s->has_lo2
	    || s->has_hi2 || s->lo.c || s->step != 1 || s->step_as || s->ahead
	    || !is_row(s, t->out))
		return false;
	e = t->e;
	if (e->op == EX_CONST)
		return e->value == 0 && !emit_errors;
	return e->op == EX_LOAD && is_row(s, e->acc)
	       && emit_fn->array[e->acc->array].f.type
			  == emit_fn->array[t->out->array].f.type;
}

/* Print a loop like "s", up to "hi", that sets "to", or its element of t[] if that is
   NULL, to "from", or that. */
static void print_each(const struct st *s, const char *hi, const struct access *to,
		       const struct access *from)
{
	int i = s->iter;

	printf(" for (long i%d = 0; i%d < (long)(%s); i%d++) ", i, i, hi, i);
	if (to)
		emit_access(to);
	else
		printf("t[i%d]", i);
	printf(" = ");
	if (from)
		emit_access(from);
	else
		printf("t[i%d]", i);
	printf(";");
}

/* Print the loop "s", which is emit_is_fill(), up to "hi", as a call, if it has any
   iteration; in error arithmetic, what that does: all is read before any is written. */
void emit_fill(const struct st *s, const char *hi)
{
	static const char *const names[] = { "memmove", "__builtin_memmove", "memcpy" };
	const struct access *to = s->body->out, *from = s->body->e->acc;
	enum fz_type t = emit_fn->array[to->array].f.type;

	if (emit_errors) {
		printf("if ((%s) > 0) { %s t[%s];", hi, emit_type(t), hi);
		print_each(s, hi, NULL, from);
		print_each(s, hi, to, NULL);
		printf(" }\n");
		return;
	}
	printf("if ((%s) > 0) { const %s i%d = 0; %s(&", hi, emit_index(emit_fn->index), s->iter,
	       !from ? "memset"
		     : names[emit_fn->disjoint && to->array != from->array
				     ? 2
				     : s->body->spelling % 2]);
	emit_access(to);
	printf(", ");
	putchar(from ? '&' : '0');
	if (from)
		emit_access(from);
	printf(", (size_t)(%s) * sizeof(%s)); }\n", hi, emit_ctype(t));
}
