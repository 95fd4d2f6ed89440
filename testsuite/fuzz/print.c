/* SPDX-License-Identifier: GPL-3.0-or-later */
/* print.c - prints loops, the function around them, its kernel pragma, and how
   the harness calls it.

   Assumes that a function was made.  A pointer to a row is declared in the
   loop that fixes the row; one that moves is before the loop it moves with. */
#include "emit.h"

enum { MAXPOINTERS = 4096 };

static bool hoisted[MAXPOINTERS];
static int scope[ITERS], nscope;

/* What is called for every access under a statement. */
typedef void visit(const struct access *acc, void *data);

bool emit_hoisted(const struct access *acc)
{
	return acc->id < MAXPOINTERS && hoisted[acc->id];
}

bool emit_down(const struct st *loop)
{
	return loop->form >= DOWN_GE;
}

/* Bytes of the text of an index, of a bound, and of a test. */
enum { INDEX_TEXT = 1000, BOUND_TEXT = 4100, TEST_TEXT = 4300 };

/* Print to "s", of INDEX_TEXT bytes, what print_idx would print. */
static void idx_text(char *s, const struct idx *x)
{
	FILE *real = stdout, *mem = fmemopen(s, INDEX_TEXT, "w");

	stdout = mem;
	print_idx(x, -1, NULL);
	stdout = real;
	fclose(mem);
}

/* The text of the bound "x", or the lesser (or larger) of it and "y". */
static const char *bound(char *s, const struct idx *x, const struct idx *y,
			 char op)
{
	char u[INDEX_TEXT], v[INDEX_TEXT];

	idx_text(u, x);
	if (!y) {
		snprintf(s, BOUND_TEXT, "%s", u);
		return s;
	}
	idx_text(v, y);
	snprintf(s, BOUND_TEXT, "(%s %c %s ? %s : %s)", u, op, v, u, v);
	return s;
}

static const char *low(char *s, const struct st *l)
{
	return bound(s, &l->lo, l->has_lo2 ? &l->lo2 : NULL, '>');
}

static const char *high(char *s, const struct st *l)
{
	return bound(s, &l->hi, l->has_hi2 ? &l->hi2 : NULL, '<');
}

static enum loop_form usable(const struct st *s);

bool emit_beside(int it)
{
	const struct st *s = emit_fn->iter_loop[it];

	return s && s->beside && !s->els && !s->both && usable(s) <= FOR_NE;
}

const char *emit_start(const struct st *loop)
{
	static char s[BOUND_TEXT];

	return low(s, loop);
}

/* Call "f" for the accesses that "acc" has for indices, and for "acc". */
static void visit_access(const struct access *acc, visit *f, void *data)
{
	int d;

	for (d = 0; d < FZ_DIMS; d++)
		if (acc->sub[d].data && acc->sub[d].data->acc)
			visit_access(acc->sub[d].data->acc, f, data);
	f(acc, data);
}

/* Call "f" for the access that index "x" is made of. */
static void visit_idx(const struct idx *x, visit *f, void *data)
{
	if (x->data && x->data->acc)
		visit_access(x->data->acc, f, data);
}

/* Call "f" for the accesses of "e". */
static void visit_ex(const struct ex *e, visit *f, void *data)
{
	int i;

	if (!e)
		return;
	if (e->acc)
		visit_access(e->acc, f, data);
	visit_idx(&e->idx, f, data);
	for (i = 0; i < e->na; i++)
		visit_ex(e->a[i], f, data);
}

/* Call "f" for the accesses of the statements "s". */
static void visit_list(const struct st *s, visit *f, void *data)
{
	for (; s; s = s->next) {
		if (dropped(emit_fn, s->id))
			continue;
		visit_idx(&s->lo, f, data);
		visit_idx(&s->hi, f, data);
		visit_idx(&s->at, f, data);
		if (s->out)
			visit_access(s->out, f, data);
		visit_ex(s->e, f, data);
		visit_ex(s->cond, f, data);
		visit_list(s->body, f, data);
		visit_list(s->els, f, data);
	}
}

/* A loop, and at which depth its pointers are declared; "moved": which of them have
   been. */
struct place {
	const struct st *loop;
	enum form form;
	int depth;
	bool first, close;
	bool *moved;
};

/* Declare the pointer of "acc" if it belongs to the place "data"; or forget it
   after the loop. */
static void declare(const struct access *acc, void *data)
{
	struct place *p = data;

	if (emit_fn->array[acc->array].form != p->form || acc->id >= MAXPOINTERS
	    || (acc->lead && p->form == MOVING)
	    || !emit_belongs(acc, p->loop->iter, scope, nscope))
		return;
	if (p->close) {
		hoisted[acc->id] = false;
		return;
	}
	if (hoisted[acc->id])
		return;
	emit_tabs(p->depth);
	emit_pointer(acc, p->loop->iter);
	hoisted[acc->id] = true;
}

/* Print the step of "acc"'s pointer if it moves with the place "data", once,
   however often an expression has it. */
static void move(const struct access *acc, void *data)
{
	struct place *p = data;

	if (emit_fn->array[acc->array].form != MOVING || !emit_hoisted(acc)
	    || !emit_belongs(acc, p->loop->iter, scope, nscope)
	    || p->moved[acc->id])
		return;
	p->moved[acc->id] = true;
	printf(", ");
	emit_move(acc, p->loop);
}

/* Print the steps of the iterator of loop "s", which is in scope, and of the
   pointers that loop "of" has, "s" or what it goes on with. */
static void print_step(const struct st *s, const struct st *of)
{
	bool moved[MAXPOINTERS] = { false };
	struct place p = { s, MOVING, 0, false, false, moved };

	if (s->form >= DOWN_GE)
		printf("i%d--", s->iter);
	else if (s->step_as)
		printf("i%d += u%d", s->iter, s->step_as - 1);
	else if (s->step == 1)
		printf("i%d++", s->iter);
	else
		printf("i%d += %d", s->iter, s->step);
	if (s == of && emit_beside(s->iter))
		printf(", c%d += %d", s->iter, s->beside);
	visit_list(of->body, move, &p);
}

/* The spelling of loop "s", if that means what it should, else another. */
static enum loop_form usable(const struct st *s)
{
	int c = emit_fn->iter_class[s->iter];
	bool uns = c >= 0 && (index_unsigned(emit_fn->index)
			      || index_unsigned(emit_fn->it[c]));
	bool zero = !s->has_lo2 && !s->lo.c && !s->lo.data;
	int i;

	for (i = 0; i < ITERS; i++)
		zero = zero && !s->lo.it[i];
	for (i = 0; i < FZ_SIZES; i++)
		zero = zero && !s->lo.size[i];
	if (s->both && s->form == FOR_NE)
		return FOR_LT;
	if (uns && s->form == FOR_LE)
		return FOR_LT;
	if (s->form == DOWN_GE && c >= 0
	    && (uns || type_size(FZ_I32) < 4))
		return DOWN_POST;
	if (s->form == DOWN_WRAP
	    && !(zero && c >= 0 && index_unsigned(emit_fn->index)
		 && emit_fn->it[c] == emit_fn->index && !s->has_hi2))
		return DOWN_POST;
	return s->form;
}

/* The condition under which loop "s", which goes upwards, goes on. */
static const char *upward(char *to, const struct st *s)
{
	char v[INDEX_TEXT], u[INDEX_TEXT], text[BOUND_TEXT], ahead[20] = "";
	const char *op = usable(s) == FOR_LE ? "<=" : "<";
	const char *off = usable(s) == FOR_LE ? " - 1" : "";

	if (s->ahead)
		snprintf(ahead, sizeof ahead, " + %d", s->ahead);
	if (s->both) {
		idx_text(u, &s->hi);
		idx_text(v, &s->hi2);
		snprintf(to, TEST_TEXT, "i%d%s %s %s%s && i%d%s %s %s%s", s->iter,
			 ahead, op, u, off, s->iter, ahead, op, v, off);
		return to;
	}
	snprintf(to, TEST_TEXT, "i%d%s %s %s%s", s->iter, ahead,
		 usable(s) == FOR_NE ? "!=" : op, high(text, s), off);
	return to;
}

/* Print the head of loop "s" up to "{"; "of" is the loop that it goes on with,
   or itself. */
static void print_head(const struct st *s, const struct st *of)
{
	const char *t = emit_fn->iter_class[s->iter] < 0 ? "int"
						    : emit_index(emit_fn->index);
	char u[BOUND_TEXT], v[BOUND_TEXT], w[TEST_TEXT];
	const char *lo = low(u, s), *hi = high(v, s), *test = upward(w, s);
	int i = s->iter;
	bool go_on = s != of;

	if (!go_on && (usable(s) == WHILE_LT || usable(s) == DO_WHILE || s->els)) {
		printf("%s i%d = %s;\n", t, i, lo);
		emit_tabs(nscope + 1);
		go_on = true;
	}
	switch (usable(s)) {
	case WHILE_LT:
		printf("while (%s) {\n", test);
		return;
	case DO_WHILE:
		printf("if (%s) do {\n", test);
		return;
	case DOWN_GE:
		printf("for (%s i%d = %s - 1; i%d >= %s; ", t, i, hi, i, lo);
		break;
	case DOWN_POST:
		printf("for (%s i%d = %s; i%d-- > %s;) {\n", t, i, hi, i, lo);
		return;
	case DOWN_WRAP:
		printf("for (%s i%d = %s - 1; i%d < %s; ", t, i, hi, i, hi);
		break;
	default:
		if (go_on)
			printf("for (; %s; ", test);
		else if (emit_beside(i))
			printf("for (%s i%d = %s, c%d = i%d; %s; ", t, i, lo, i,
			       i, test);
		else
			printf("for (%s i%d = %s; %s; ", t, i, lo, test);
	}
	scope[nscope++] = i;
	print_step(s, of);
	nscope--;
	printf(") {\n");
}

static void print_list(const struct st *s, const struct st *loop);

/* Note in "data" that a pointer moves with a loop. */
static void note_move(const struct access *acc, void *data)
{
	struct place *p = data;

	p->first = p->first
		   || (emit_fn->array[acc->array].form == MOVING
		       && emit_belongs(acc, p->loop->iter, scope, nscope));
}

/* Print a directive of OpenMP before the outermost loop "s" of some nests, if it
   is one that begins there, as "of" is "s" then, and of the form that OpenMP asks
   for. */
static void print_openmp(const struct st *s, const struct st *of)
{
	struct place p = { s, MOVING, 0, false, false, NULL };
	enum loop_form form = usable(s);

	if (!gen_openmp || emit_errors || nscope || s->id % 4 == 0
	    || (form != FOR_LT && form != FOR_LE && form != DOWN_GE)
	    || s != of || s->els || s->both || s->ahead || emit_beside(s->iter))
		return;
	scope[nscope++] = s->iter;
	visit_list(s->body, note_move, &p);
	nscope--;
	if (!p.first)
		printf("#pragma omp parallel for%s\n",
		       s->id % 3 ? "" : " schedule(dynamic, 2)");
}

/* Print the loop "s"; "of" is the loop that it goes on with, or itself. */
static void print_one(const struct st *s, const struct st *of)
{
	struct place row = { s, ROWPTR, nscope + 2, true, false, NULL };
	enum loop_form form = usable(s);
	char w[TEST_TEXT];

	print_openmp(s, of);
	emit_tabs(nscope + 1);
	print_head(s, of);
	scope[nscope++] = s->iter;
	visit_list(s->body, declare, &row);
	print_list(s->body, s);
	if (form == WHILE_LT || form == DO_WHILE) {
		emit_tabs(nscope + 1);
		print_step(s, of);
		printf(";\n");
	}
	row.close = true;
	visit_list(s->body, declare, &row);
	nscope--;
	emit_tabs(nscope + 1);
	if (form == DO_WHILE)
		printf("} while (%s);\n", upward(w, s));
	else
		printf("}\n");
}

/* Print the loop "s", and what goes on where it ends. */
static void print_loop(const struct st *s)
{
	struct place moving = { s, MOVING, nscope + 1, true, false, NULL };
	char hi[BOUND_TEXT];

	emit_sums(s);
	if (emit_is_fill(s)) {
		emit_tabs(nscope + 1);
		emit_fill(s, high(hi, s));
		return;
	}
	emit_tabs(nscope + 1);
	printf("{\n");
	scope[nscope++] = s->iter;
	if (!emit_down(s))
		visit_list(s->body, declare, &moving);
	nscope--;
	print_one(s, s);
	if (s->els && !dropped(emit_fn, s->els->id))
		print_one(s->els, s);
	scope[nscope++] = s->iter;
	moving.close = true;
	visit_list(s->body, declare, &moving);
	nscope--;
	emit_tabs(nscope + 1);
	printf("}\n");
}

/* Print "s", an "if", in the body of "loop" (or NULL). */
static void print_if(const struct st *s, const struct st *loop)
{
	enum loop_form form = loop ? usable(loop) : WHILE_LT;

	emit_tabs(nscope + 1);
	if (s->by_continue && !s->els && form != WHILE_LT && form != DO_WHILE) {
		printf("if (!");
		emit_condition(s->cond);
		printf(")\n");
		emit_tabs(nscope + 2);
		printf("continue;\n");
		emit_conditions++;
		print_list(s->body, loop);
		emit_conditions--;
		return;
	}
	printf("if (");
	emit_condition(s->cond);
	printf(") {\n");
	emit_conditions++;
	print_list(s->body, NULL);
	emit_tabs(nscope + 1);
	if (s->els) {
		printf("} else {\n");
		print_list(s->els, NULL);
		emit_tabs(nscope + 1);
	}
	emit_conditions--;
	printf("}\n");
	if (!s->els)
		emit_kept(s->cond);
}

/* Print "s", a loop as long as a condition holds, in one of the ways that C has. */
static void print_repeat(const struct st *s)
{
	int way = s->spelling;

	emit_tabs(nscope + 1);
	if (way == 2) {
		printf("for (;;) {\n");
		emit_tabs(nscope + 2);
		printf("if (!");
		emit_condition(s->cond);
		printf(")\n");
		emit_tabs(nscope + 3);
		printf("break;\n");
	} else {
		printf(way == 1 ? "if (" : "while (");
		emit_condition(s->cond);
		printf(way == 1 ? ") do {\n" : ") {\n");
	}
	print_list(s->body, NULL);
	emit_tabs(nscope + 1);
	if (way == 1) {
		printf("} while (");
		emit_condition(s->cond);
		printf(");\n");
	} else {
		printf("}\n");
	}
}

/* Print "s", which goes elsewhere, or is where others go. */
static void print_jump(const struct st *s)
{
	emit_tabs(nscope + 1);
	if (s->kind == ST_BREAK)
		printf("break;\n");
	else
		printf(s->kind == ST_GOTO ? "goto L%d;\n" : "L%d:;\n",
		       s->label);
}

/* Print the statements "s", in the body of "loop" (or NULL). */
static void print_list(const struct st *s, const struct st *loop)
{
	for (; s; s = s->next) {
		if (dropped(emit_fn, s->id))
			continue;
		switch (s->kind) {
		case ST_LOOP:
			print_loop(s);
			break;
		case ST_IF:
			print_if(s, loop);
			break;
		case ST_STORE:
			emit_tabs(nscope + 1);
			emit_store(s);
			break;
		case ST_DECLARE:
			emit_tabs(nscope + 1);
			emit_local(s->local, s->spelling);
			break;
		case ST_REPEAT:
			print_repeat(s);
			break;
		case ST_BREAK:
		case ST_GOTO:
		case ST_LABEL:
			print_jump(s);
			break;
		default:
			break;
		}
	}
}

/* Print the pragma of the kernel. */
static void print_pragma(const char *directive, bool clauses)
{
	static const char *const fp[] = { "strict", "reassociate",
					  "relaxed" };
	const char *p = emit_fn->clauses;
	int i;

	if (gen_no_pragma)
		return;

	printf("#pragma tensoraot %s", directive);
	if (clauses || !emit_fn->push)
		printf(" fp(%s)", fp[emit_fn->fp]);
	if (clauses)
		putchar('\n');
	if (clauses)
		return;
	if (emit_fn->disjoint)
		printf(" disjoint");
	if (!(emit_fn->fp == STRICT && !strcmp(p, " lower(blas)")))
		for (; *p; p++)
			putchar(*p == '@' ? 'n' : *p);
	if (emit_fn->number % 7 == 3)
		printf(" name(kernel_%d)", emit_fn->number);
	for (i = 0; i < emit_fn->narrays; i++)
		if (emit_fn->array[i].shaped)
			emit_shape(i);
	putchar('\n');
}

/* Print the parameters of the function. */
static void print_parameters(void)
{
	int i;

	printf("(%s n, %s m, %s k", emit_index(emit_fn->it[0]),
	       emit_index(emit_fn->it[1]), emit_index(emit_fn->it[2]));
	for (i = 0; i < FZ_SCALARS; i++)
		if (emit_fn->uses_scalar[i]) {
			printf(", %s %s", emit_ctype(emit_fn->scalar_type),
			       i ? "beta" : "alpha");
		}
	if (emit_fn->uses_flag)
		printf(", int flag");
	for (i = 0; i < emit_fn->nlengths; i++)
		printf(", %s u%d", emit_fn->length[i].is_long ? "long" : "int",
		       i);
	for (i = 0; i < emit_fn->narrays; i++)
		emit_parameter(i);
	printf(")");
}

/* Print the statements of the function, with what is around them. */
static void print_body(void)
{
	const struct st *s = emit_fn->body;
	bool pragma = !emit_errors && emit_fn->on_statement
		      && !emit_fn->helper;

	if (s->kind == ST_STORE || s->kind == ST_LOOP) {
		if (pragma)
			print_pragma("kernel", false);
		printf("\t{\n");
		print_list(s, NULL);
		printf("\t}\n");
		return;
	}
	printf(s->kind == ST_IF	     ? "\tif (flag)\n"
	       : s->kind == ST_WHILE ? "\tint w = %d;\n\twhile (w-- > 0)\n"
				     : "\tswitch (flag) {\n\tcase 3:\n"
				       "\t\tbreak;\n\tdefault:\n",
	       s->step);
	if (pragma)
		print_pragma("kernel", false);
	printf("\t{\n");
	print_list(s->body, NULL);
	printf("\t}\n");
	if (s->kind == ST_IF && s->els) {
		printf("\telse {\n");
		print_list(s->els, NULL);
		printf("\t}\n");
	}
	if (s->kind == ST_SWITCH)
		printf("\t}\n");
	if (s->next) {
		printf("\t{\n");
		print_list(s->next, NULL);
		printf("\t}\n");
	}
}

/* Print "of" and the rest of the head of a function with the parameters and the
   result of the function at hand. */
static void print_declarator(const char *of)
{
	printf("static %s%s P(%s%d)",
	       emit_fn->ret < 0 ? "void" :
				  emit_type(emit_fn->local[emit_fn->ret].type),
	       *of == 'h' ? "" : " __attribute__((noipa))", of,
	       emit_fn->number);
	print_parameters();
	printf("\n{\n");
}

/* Print the function that calls the one with the loops, and is the kernel. */
static void print_caller(void)
{
	const struct function *f = emit_fn;
	int i;

	print_declarator("f");
	if (f->on_statement && f->ret < 0)
		print_pragma("kernel", false);
	printf("\t%sP(h%d)(n, m, k", f->ret < 0 ? "" : "return ", f->number);
	for (i = 0; i < FZ_SCALARS; i++)
		if (f->uses_scalar[i])
			printf(", %s", i ? "beta" : "alpha");
	if (f->uses_flag)
		printf(", flag");
	for (i = 0; i < f->nlengths; i++)
		printf(", u%d", i);
	for (i = 0; i < f->narrays; i++)
		emit_passed(i);
	printf(");\n}\n");
}

/* Print the call of the function with what "c" holds. */
static void print_call(void)
{
	const struct function *f = emit_fn;
	int i;

	if (f->ret >= 0)
		printf("*(%s *)c->ret = ", emit_type(f->local[f->ret].type));
	printf("P(f%d)(", f->number);
	for (i = 0; i < FZ_SIZES; i++)
		printf("%s(%s)c->size[%d]", i ? ", " : "",
		       emit_index(f->it[i]), i);
	for (i = 0; i < FZ_SCALARS; i++)
		if (f->uses_scalar[i] && is_complex(f->scalar_type))
			printf(", (%s)__builtin_complex(c->scalar[%d], "
			       "c->scalar[%d])",
			       emit_ctype(f->scalar_type), i, 1 - i);
		else if (f->uses_scalar[i])
			printf(", (%s)c->scalar[%d]",
			       emit_ctype(f->scalar_type), i);
	if (f->uses_flag)
		printf(", c->flag");
	for (i = 0; i < f->nlengths; i++)
		if (f->length[i].varies)
			printf(", c->size[0] %% 2 ? %d : %d",
			       f->length[i].value, f->length[i].other);
		else
			printf(", %d", f->length[i].value);
	for (i = 0; i < f->narrays; i++)
		emit_argument(i);
	printf(");\n");
}

/* Print how the harness calls the function. */
static void print_wrapper(void)
{
	int i;

	printf("static void P(w%d)(struct fz_call *c)\n{\n", emit_fn->number);
	for (i = 0; i < emit_fn->narrays; i++)
		emit_before_call(i);
	printf("\t");
	print_call();
	for (i = 0; i < emit_fn->narrays; i++)
		emit_after_call(i);
	printf("}\n\n");
}

void emit_function(struct function *f, bool in_errors)
{
	bool helper, marked;
	int i;

	emit_begin(f, in_errors);
	nscope = 0;
	memset(hoisted, 0, sizeof hoisted);
	for (i = 0; i < f->narrays; i++)
		emit_declaration(i);
	if (!emit_errors && f->push)
		print_pragma("push", true);
	helper = f->helper && !emit_errors;
	marked = !emit_errors && (!f->on_statement || (helper && f->ret >= 0));
	if (marked && !helper)
		print_pragma("kernel", false);
	print_declarator(helper ? "h" : "f");
	emit_tabs(0);
	emit_locals();
	print_body();
	if (f->ret >= 0)
		printf("\treturn t%d;\n", f->ret);
	printf("}\n");
	if (marked && helper)
		print_pragma("kernel", false);
	if (helper)
		print_caller();
	if (!emit_errors && f->push && !gen_no_pragma)
		printf("#pragma tensoraot pop\n");
	printf("\n");
	print_wrapper();
}

void emit_table_entry(struct function *f, bool reference)
{
	int i;

	emit_begin(f, false);
	printf("\t{ \"f%d\", %d, %d, %s, %d, %d, "
	       "{ %d, %d, %d }, %s, {\n", f->number, f->narrays,
	       (f->nonneg ? FZ_NONNEG : 0) | (f->positive ? FZ_POSITIVE : 0)
		       | (f->moves ? FZ_MOVES : 0)
		       | (f->solves && f->fp != STRICT ? FZ_ZERO : 0)
		       | (!f->complex	      ? 0
			  : f->fp == STRICT ? FZ_ORDER
					     : FZ_WHOLE),
	       f->ret < 0 ? "-1" : emit_code(f->local[f->ret].type), f->depth,
	       f->max_size, f->known[0], f->known[1], f->known[2],
	       emit_code(f->scalar_type));
	for (i = 0; i < f->narrays; i++)
		emit_description(i);
	printf("\t  }, ");
	if (reference)
		printf("P(w%d)", f->number);
	else
		printf("NULL");
	printf(" },\n");
}
