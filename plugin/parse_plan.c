/* SPDX-License-Identifier: GPL-3.0-or-later */
/* parse_plan.c - what deps and the later phases add, from text (see ir.txt).

   Assumes a parser to which the statements are known.  Leaves true that
   every number in what it adds is in range, and no iterator in scope. */
#include "parse.h"
#include "print.h"

#include <string.h>

/* Read references in parentheses, by "ref", into "list" and return how many
   there are. */
static int parse_refs(struct ta_parser *t, int (*ref)(struct ta_parser *t),
		      int **list)
{
	int n = 0;

	ta_lex_expect(t, "(");
	if (ta_lex_accept(t, ")"))
		return 0;
	do {
		int i = ref(t);

		if (t->failed)
			return 0;
		TA_PUSH(t->a, *list, n, i);
	} while (ta_lex_accept(t, ","));
	ta_lex_expect(t, ")");
	return n;
}

/* Return the set of levels in parentheses. */
static unsigned parse_levels(struct ta_parser *t)
{
	unsigned levels = 0;

	ta_lex_expect(t, "(");
	if (ta_lex_accept(t, ")"))
		return 0;
	do
		levels |= 1u << ta_lex_int(t, 0, TA_MAX_DEPTH, "a level");
	while (ta_lex_accept(t, ","));
	ta_lex_expect(t, ")");
	return levels;
}

/* Return the directions between "n" and "m" iterators in parentheses, a row
   for each of the first. */
static unsigned char *parse_dirs(struct ta_parser *t, int n, int m)
{
	static const char *const names[] = { ".", "<",	"=",  "<=",
					     ">", "<>", ">=", "*" };
	unsigned char *dir = TA_NEWV(t->a, unsigned char, n * m);
	int i, j;

	ta_lex_expect(t, "(");
	for (i = 0; i < n; i++) {
		if (i)
			ta_lex_expect(t, ";");
		for (j = 0; j < m; j++)
			dir[i * m + j] = (unsigned char)ta_lex_word(
				t, "a direction", names, 8);
	}
	ta_lex_expect(t, ")");
	return dir;
}

/* Read a dependence after "dep". */
void ta_parse_dep(struct ta_parser *t)
{
	static const char *const kinds[] = { "flow", "anti", "output" };
	ta_program *p = t->p;
	ta_dep dep = { .map = NULL };

	dep.kind = (enum ta_dep_kind)ta_lex_word(t, "kind of dependence",
						 kinds, 3);
	dep.src = ta_parse_stmt_ref(t);
	ta_lex_expect(t, "->");
	dep.dst = ta_parse_stmt_ref(t);
	ta_lex_expect(t, "array");
	dep.array = ta_parse_array(t);
	ta_lex_expect(t, "common");
	dep.common = (int)ta_lex_int(t, 0, TA_MAX_DEPTH, "a number of loops");
	ta_lex_expect(t, "levels");
	dep.levels = parse_levels(t);
	if (t->failed)
		return;
	if (ta_lex_accept(t, "dir"))
		dep.dir = parse_dirs(t, p->stmt[dep.src]->depth,
				     p->stmt[dep.dst]->depth);
	dep.reduction = ta_lex_accept(t, "reduction");
	dep.commutes = ta_lex_accept(t, "commutes");
	if (ta_lex_accept(t, "map"))
		dep.map = ta_lex_string(t);
	TA_PUSH(t->a, p->dep, p->ndeps, dep);
}

/* Return the polynomial in braces after "word", NULL if "word" is not
   there. */
static const ta_idx *word_idx(struct ta_parser *t, const char *word)
{
	return ta_lex_accept(t, word) ? ta_parse_braced(t) : NULL;
}

/* Return the expression after "word", NULL if "word" is not there. */
static ta_expr *word_expr(struct ta_parser *t, const char *word)
{
	return ta_lex_accept(t, word) ? ta_parse_expr(t, 0) : NULL;
}

/* Return the statement after "word", -1 if "word" is not there. */
static int word_stmt(struct ta_parser *t, const char *word)
{
	return ta_lex_accept(t, word) ? ta_parse_stmt_ref(t) : -1;
}

/* Read the conditions after "when", if they are there, into "when"; return how
   many they are. */
static int parse_when(struct ta_parser *t, const ta_idx ***when)
{
	int n = 0;

	if (!ta_lex_accept(t, "when"))
		return 0;
	do {
		const ta_idx *x = ta_parse_braced(t);

		if (t->failed)
			return 0;
		TA_PUSH(t->a, *when, n, x);
	} while (ta_lex_accept(t, ","));
	return n;
}

/* Read the operand "o" after "word", if that is there. */
static void parse_operand(struct ta_parser *t, const char *word,
			  ta_operand *o)
{
	if (!ta_lex_accept(t, word))
		return;
	o->access = ta_parse_access(t, 0);
	o->conj = ta_lex_accept(t, "conj");
	o->packed = ta_lex_accept(t, "packed");
	o->nwhen = parse_when(t, &o->when);
	o->exact = ta_lex_accept(t, "exact");
	o->offset = word_idx(t, "offset");
	o->row = word_idx(t, "row");
	o->col = word_idx(t, "col");
}

/* Read the classes of the "n" iterators of an update into "cls". */
static void parse_classes(struct ta_parser *t, int n, enum ta_class *cls)
{
	static const char *const names[] = { "batch", "m", "n", "k" };
	int d;

	ta_lex_expect(t, "class");
	ta_lex_expect(t, "(");
	for (d = 0; d < n; d++) {
		if (d)
			ta_lex_expect(t, ",");
		cls[d] = (enum ta_class)ta_lex_word(t, "class", names, 4);
	}
	ta_lex_expect(t, ")");
}

/* Return the contraction in braces at the current token. */
static ta_contraction *parse_contraction(struct ta_parser *t)
{
	ta_contraction *c = TA_NEW(t->a, ta_contraction);
	const ta_stmt *s;

	ta_lex_expect(t, "{");
	ta_lex_expect(t, "update");
	c->update = ta_parse_stmt_ref(t);
	c->init = word_stmt(t, "init");
	c->scale = word_stmt(t, "scale");
	c->diag = word_stmt(t, "diag");
	c->mirror = word_stmt(t, "mirror");
	c->after = word_stmt(t, "after");
	if (t->failed)
		return NULL;
	s = t->p->stmt[c->update];
	parse_classes(t, s->depth, c->cls);
	ta_parse_scope(t, s->depth, s->iter);
	parse_operand(t, "out", &c->out);
	parse_operand(t, "left", &c->left);
	parse_operand(t, "right", &c->right);
	c->m = word_idx(t, "m");
	c->n = word_idx(t, "n");
	c->k = word_idx(t, "k");
	c->alpha = word_expr(t, "alpha");
	c->beta = word_expr(t, "beta");
	c->times = word_expr(t, "times");
	c->negate = ta_lex_accept(t, "negate");
	if (ta_lex_accept(t, "lower"))
		c->half = TA_HALF_LOWER;
	else if (ta_lex_accept(t, "upper"))
		c->half = TA_HALF_UPPER;
	ta_lex_expect(t, "}");
	ta_parse_scope(t, 0, NULL);
	return c;
}

/* Read a group after "group". */
void ta_parse_group(struct ta_parser *t)
{
	const char *names[TA_NIDIOMS];
	ta_program *p = t->p;
	ta_group group = { .con = NULL };
	int i;

	for (i = 0; i < TA_NIDIOMS; i++)
		names[i] = ta_idiom_name((enum ta_idiom)i);
	group.idiom = (enum ta_idiom)ta_lex_word(t, "idiom", names,
						 TA_NIDIOMS);
	group.nstmts = parse_refs(t, ta_parse_stmt_ref, &group.stmt);
	if (ta_lex_accept(t, "reason"))
		group.reason = ta_parse_reason(t);
	if (ta_lex_accept(t, "detail"))
		group.detail = ta_lex_string(t);
	if (ta_lex_is(t, "{")) {
		group.con = parse_contraction(t);
		if (group.con)
			group.con->idiom = group.idiom;
	}
	TA_PUSH(t->a, p->group, p->ngroups, group);
}

/* Read the two regions of the DISJOINT guard "g". */
static void parse_disjoint(struct ta_parser *t, ta_guard *g)
{
	int i;

	for (i = 0; i < 2; i++) {
		if (i)
			ta_lex_expect(t, ",");
		g->array[i] = ta_parse_array(t);
		g->lo[i] = ta_parse_braced(t);
		ta_lex_expect(t, "to");
		g->hi[i] = ta_parse_braced(t);
		if (!ta_lex_accept(t, "every"))
			continue;
		g->period[i] = ta_parse_braced(t);
		ta_lex_expect(t, "from");
		g->row_lo[i] = ta_parse_braced(t);
		ta_lex_expect(t, "to");
		g->row_hi[i] = ta_parse_braced(t);
	}
	if (ta_lex_accept(t, "or")) {
		ta_lex_expect(t, "equal");
		g->equal = true;
	}
}

/* Read the matrix of the FINITE guard "g". */
static void parse_finite(struct ta_parser *t, ta_guard *g)
{
	g->array[0] = ta_parse_array(t);
	g->lo[0] = ta_parse_braced(t);
	ta_lex_expect(t, "rows");
	g->row_lo[0] = ta_parse_braced(t);
	ta_lex_expect(t, "of");
	g->row_hi[0] = ta_parse_braced(t);
	ta_lex_expect(t, "every");
	g->period[0] = ta_parse_braced(t);
	if (ta_lex_accept(t, "lower"))
		g->half = TA_HALF_LOWER;
	else if (ta_lex_accept(t, "upper"))
		g->half = TA_HALF_UPPER;
	g->strict = g->half != TA_HALF_NONE && ta_lex_accept(t, "strict");
	if (!ta_lex_accept(t, "edge"))
		return;
	g->idx = ta_parse_braced(t);
	ta_lex_expect(t, "of");
	g->hi[1] = ta_parse_braced(t);
	ta_lex_expect(t, "every");
	g->hi[0] = ta_parse_braced(t);
	g->zeros = ta_lex_accept(t, "nonzero");
}

/* Read what the NUMBERS guard "g" asks. */
static void parse_numbers(struct ta_parser *t, ta_guard *g)
{
	g->array[0] = ta_parse_array(t);
	g->lo[0] = ta_parse_braced(t);
	ta_lex_expect(t, "to");
	g->hi[0] = ta_parse_braced(t);
	g->late = ta_lex_accept(t, "late");
	if (g->late)
		g->idx = ta_parse_braced(t);
	g->nwhen = parse_when(t, &g->when);
	if (ta_lex_accept(t, "shared")) {
		ta_lex_expect(t, ">=");
		g->limit = ta_parse_float(t);
	}
}

/* Return the guard at the current token, and move on. */
ta_guard *ta_parse_guard(struct ta_parser *t)
{
	static const char *const kinds[] = { "ge0",  "disjoint", "nonzero",
					     "blas", "assume",	 "work",
					     "finite", "scratch", "numbers",
					     "threads" };
	ta_guard *g = TA_NEW(t->a, ta_guard);

	g->kind = (enum ta_guard_kind)ta_lex_word(t, "kind of guard", kinds,
						  TA_ARRAY_LEN(kinds));
	switch (g->kind) {
	case TA_GUARD_GE0:
		g->idx = ta_parse_braced(t);
		break;
	case TA_GUARD_DISJOINT:
		parse_disjoint(t, g);
		break;
	case TA_GUARD_NONZERO:
	case TA_GUARD_ASSUME:
		g->expr = ta_parse_expr(t, 0);
		break;
	case TA_GUARD_BLAS:
	case TA_GUARD_THREADS:
		break;
	case TA_GUARD_WORK:
		g->idx = ta_parse_braced(t);
		ta_lex_expect(t, ">=");
		g->limit = ta_parse_float(t);
		if (ta_lex_accept(t, "known"))
			g->known = ta_parse_float(t);
		if (ta_lex_accept(t, "several"))
			g->several = ta_parse_float(t);
		break;
	case TA_GUARD_FINITE:
		parse_finite(t, g);
		break;
	case TA_GUARD_SCRATCH:
		g->array[0] = ta_parse_array(t);
		break;
	case TA_GUARD_NUMBERS:
		parse_numbers(t, g);
		break;
	}
	if (t->tok == TA_TOK_STRING)
		g->text = ta_lex_string(t);
	return g;
}

static ta_node *parse_node(struct ta_parser *t);

/* Return the node in a block at the current token, NULL if it is empty, and
   move on. */
static ta_node *parse_block(struct ta_parser *t)
{
	ta_node *node = NULL;

	ta_lex_expect(t, "{");
	if (!ta_lex_is(t, "}"))
		node = parse_node(t);
	ta_lex_expect(t, "}");
	return node;
}

/* Read the bounds at the current token into "bound" and return how many there
   are. */
static int parse_bounds(struct ta_parser *t, ta_bound **bound)
{
	int n = 0;

	do {
		ta_bound b = { .den = 1 };

		b.num = ta_parse_braced(t);
		if (ta_lex_accept(t, "/"))
			b.den = ta_lex_int(t, INT64_MIN, INT64_MAX,
					   "a divisor");
		if (t->failed)
			return 0;
		TA_PUSH(t->a, *bound, n, b);
	} while (ta_lex_accept(t, ","));
	return n;
}

/* Read the reductions of the loop "node". */
static void parse_reductions(struct ta_parser *t, ta_node *node)
{
	do {
		ta_reduction r;

		r.op = ta_parse_op(t);
		r.stmt = ta_parse_stmt_ref(t);
		if (t->failed)
			return;
		TA_PUSH(t->a, node->reduction, node->nreductions, r);
	} while (ta_lex_accept(t, ","));
}

/* Read from how much work on "node" is run by several threads, if the text says
   it. */
static void parse_work(struct ta_parser *t, ta_node *node)
{
	if (!ta_lex_accept(t, "work"))
		return;
	node->work = ta_parse_braced(t);
	ta_lex_expect(t, ">=");
	node->par_limit = ta_parse_float(t);
}

/* Read in how many streams the loop "node" adds up, if the text says it. */
static void parse_streams(struct ta_parser *t, ta_node *node)
{
	if (!ta_lex_accept(t, "streams"))
		return;
	node->streams = (int)ta_lex_int(t, 2, TA_MAX_STREAMS,
					"a number of streams");
	ta_lex_expect(t, ">=");
	node->least = ta_lex_int(t, 1, INT64_MAX, "a number of iterations");
}

/* Read whether the loop "node" copies a matrix turned, and what it writes past the
   cache, if the text says it. */
static void parse_bypass(struct ta_parser *t, ta_node *node)
{
	node->transposes = ta_lex_accept(t, "transposes");
	if (!node->transposes && ta_lex_accept(t, "bypass")) {
		node->nbypass = parse_refs(t, ta_parse_stmt_ref, &node->bypass);
		ta_lex_expect(t, "by");
		node->block = ta_lex_int(t, 1, INT64_MAX,
					 "a number of iterations");
		ta_lex_expect(t, "from");
		node->row = ta_lex_int(t, 1, INT64_MAX,
				       "a number of iterations");
		node->fetches = ta_lex_accept(t, "ahead");
	}
	if (node->fetches) {
		node->ahead = (int)ta_lex_int(t, 0, TA_PARAM0 - 2, "a variable");
		ta_lex_expect(t, "to");
		node->near = ta_lex_int(t, 1, INT64_MAX,
					"a number of iterations");
	}
	if (!ta_lex_accept(t, "volume"))
		return;
	node->volume = ta_parse_braced(t);
	ta_lex_expect(t, ">=");
	node->volume_limit = ta_parse_float(t);
}

/* Read how the loop "node" is run, after its name. */
static void parse_loop_head(struct ta_parser *t, ta_node *node)
{
	ta_lex_expect(t, "var");
	node->var = (int)ta_lex_int(t, 0, TA_PARAM0 - 2, "a variable");
	ta_lex_expect(t, "from");
	node->nlower = parse_bounds(t, &node->lower);
	ta_lex_expect(t, "to");
	node->nupper = parse_bounds(t, &node->upper);
	node->step = 1;
	if (ta_lex_accept(t, "step"))
		node->step = ta_lex_int(t, INT64_MIN, INT64_MAX, "a step");
	node->overlaps = ta_lex_accept(t, "overlaps");
	node->pads = ta_lex_accept(t, "pads");
	node->split = ta_lex_accept(t, "split");
	node->scheduled = ta_lex_accept(t, "scheduled");
	node->parallel = ta_lex_accept(t, "parallel");
	node->columns = ta_lex_accept(t, "columns");
	node->holds = ta_lex_accept(t, "holds");
	if (ta_lex_accept(t, "abreast"))
		node->abreast = (int)ta_lex_int(t, 2, TA_MAX_ABREAST,
						"a number of iterations");
	node->full = ta_lex_accept(t, "full");
	node->only = ta_lex_accept(t, "only");
	node->wave = ta_lex_accept(t, "wave");
	if (ta_lex_accept(t, "collapse"))
		node->collapse = (int)ta_lex_int(t, 2, TA_PARAM0,
						 "a number of loops");
	node->simd = ta_lex_accept(t, "simd");
	parse_streams(t, node);
	parse_work(t, node);
	parse_bypass(t, node);
	if (ta_lex_accept(t, "inverts"))
		node->ninverts = parse_refs(t, ta_parse_stmt_ref, &node->inverts);
	node->asks = ta_lex_accept(t, "asks");
	if (node->asks)
		node->asked = ta_parse_stmt_ref(t);
	if (ta_lex_accept(t, "reduce"))
		parse_reductions(t, node);
	if (ta_lex_accept(t, "locals"))
		node->nlocals = parse_refs(t, ta_parse_array, &node->local);
	if (ta_lex_accept(t, "loc"))
		node->loc = ta_lex_loc(t);
}

/* Return a node of "kind" with its location, if the text says it. */
static ta_node *new_node(struct ta_parser *t, enum ta_node_kind kind)
{
	ta_node *node = TA_NEW(t->a, ta_node);

	node->kind = kind;
	node->stmt = -1;
	return node;
}

/* Give "node" one more child. */
static void add_child(struct ta_parser *t, ta_node *node, ta_node *child)
{
	TA_PUSH(t->a, node->child, node->nchildren, child);
}

/* Return the loop after "loop", and move on. */
static ta_node *parse_loop(struct ta_parser *t)
{
	ta_node *node = new_node(t, TA_NODE_LOOP), *body;
	int outer = t->niters, last;
	const char *hidden[2];

	node->name = ta_lex_name(t, "the name of a loop");
	parse_loop_head(t, node);
	last = node->var + (node->step > 1);
	hidden[0] = t->iter[node->var];
	hidden[1] = t->iter[last];
	t->iter[node->var] = node->name;
	if (node->step > 1)
		t->iter[last] = node->name ? ta_sprintf(t->a, "%s.end",
							node->name)
					   : NULL;
	if (t->niters <= last)
		t->niters = last + 1;
	body = parse_block(t);
	if (body)
		add_child(t, node, body);
	t->niters = outer;
	t->iter[last] = hidden[1];
	t->iter[node->var] = hidden[0];
	return node;
}

/* Read which instance of a statement "node" is about. */
static void parse_instance(struct ta_parser *t, ta_node *node)
{
	int d;

	node->stmt = ta_parse_stmt_ref(t);
	if (t->failed)
		return;
	node->iter = TA_NEWV(t->a, const ta_idx *,
			     t->p->stmt[node->stmt]->depth);
	ta_lex_expect(t, "(");
	for (d = 0; d < t->p->stmt[node->stmt]->depth; d++) {
		if (d)
			ta_lex_expect(t, ",");
		node->iter[d] = ta_parse_braced(t);
	}
	ta_lex_expect(t, ")");
}

/* Return the argument of a call at the current token, and move on. */
static ta_arg parse_arg(struct ta_parser *t)
{
	static const char *const kinds[] = { "int", "enum", "scalar", "ptr" };
	ta_arg arg = { .array = -1 };

	arg.kind = (enum ta_arg_kind)ta_lex_word(t, "kind of argument", kinds,
						 TA_ARRAY_LEN(kinds));
	if (arg.kind == TA_ARG_INT) {
		arg.idx = ta_parse_braced(t);
	} else if (arg.kind == TA_ARG_ENUM) {
		arg.value = ta_lex_int(t, INT64_MIN, INT64_MAX,
				       "an enumerator");
	} else if (arg.kind == TA_ARG_SCALAR) {
		arg.expr = ta_parse_expr(t, 0);
	} else {
		arg.array = ta_parse_array(t);
		arg.idx = ta_parse_braced(t);
	}
	return arg;
}

/* Return the library call after "call", and move on. */
static ta_node *parse_call(struct ta_parser *t)
{
	ta_node *node = new_node(t, TA_NODE_CALL);

	node->routine = ta_lex_name(t, "the name of a routine");
	ta_lex_expect(t, "(");
	if (!ta_lex_accept(t, ")")) {
		do {
			ta_arg arg = parse_arg(t);

			if (t->failed)
				return node;
			TA_PUSH(t->a, node->arg, node->nargs, arg);
		} while (ta_lex_accept(t, ","));
		ta_lex_expect(t, ")");
	}
	ta_lex_expect(t, "covers");
	node->ncovers = parse_refs(t, ta_parse_stmt_ref, &node->cover);
	node->in_line = ta_lex_accept(t, "in_line");
	node->own = ta_lex_accept(t, "own");
	node->few = ta_lex_accept(t, "few");
	parse_work(t, node);
	if (ta_lex_accept(t, "result"))
		parse_instance(t, node);
	if (ta_lex_accept(t, "loc"))
		node->loc = ta_lex_loc(t);
	return node;
}

/* Return the choice after "if", and move on. */
static ta_node *parse_if(struct ta_parser *t)
{
	ta_node *node = new_node(t, TA_NODE_IF);

	ta_lex_expect(t, "(");
	if (!ta_lex_accept(t, ")")) {
		do {
			ta_guard *guard = ta_parse_guard(t);

			TA_PUSH(t->a, node->cond, node->nconds, guard);
		} while (ta_lex_accept(t, ";"));
		ta_lex_expect(t, ")");
	}
	if (ta_lex_accept(t, "loc"))
		node->loc = ta_lex_loc(t);
	add_child(t, node, parse_block(t));
	add_child(t, node, ta_lex_accept(t, "else") ? parse_block(t) : NULL);
	return node;
}

/* Return the sequence after "seq", and move on. */
static ta_node *parse_seq(struct ta_parser *t)
{
	ta_node *node = new_node(t, TA_NODE_SEQ);

	if (ta_lex_accept(t, "loc"))
		node->loc = ta_lex_loc(t);
	ta_lex_expect(t, "{");
	while (!ta_lex_is(t, "}") && !t->failed)
		add_child(t, node, parse_node(t));
	ta_lex_expect(t, "}");
	return node;
}

/* Return the statement instance after "do", and move on. */
static ta_node *parse_do(struct ta_parser *t)
{
	ta_node *node = new_node(t, TA_NODE_STMT);

	parse_instance(t, node);
	if (ta_lex_accept(t, "covers"))
		node->ncovers = parse_refs(t, ta_parse_stmt_ref, &node->cover);
	if (ta_lex_accept(t, "loc"))
		node->loc = ta_lex_loc(t);
	return node;
}

/* Return the exit after "exit", and move on. */
static ta_node *parse_exit(struct ta_parser *t)
{
	ta_node *node = new_node(t, TA_NODE_EXIT);
	int64_t n;

	ta_lex_expect(t, "unless");
	ta_lex_expect(t, "guard");
	n = ta_lex_int(t, 0, INT32_MAX, "the number of a guard");
	if (n < t->p->nguards)
		TA_PUSH(t->a, node->cond, node->nconds, t->p->guard[n]);
	else
		ta_text_error(t, "there is no guard %d", (int)n);
	ta_lex_expect(t, "by");
	node->array = ta_parse_array(t);
	node->lo = ta_parse_braced(t);
	ta_lex_expect(t, "to");
	node->hi = ta_parse_braced(t);
	if (ta_lex_accept(t, "loc"))
		node->loc = ta_lex_loc(t);
	return node;
}

/* Return the plan node at the current token, and move on; NULL after an
   error. */
static ta_node *parse_node(struct ta_parser *t)
{
	static const char *const words[] = { "seq", "loop", "do", "call",
					     "if", "exit" };
	static ta_node *(*const parse[])(struct ta_parser *t) = {
		parse_seq, parse_loop, parse_do, parse_call, parse_if,
		parse_exit
	};
	ta_node *node = NULL;
	int word;

	if (!ta_text_enter(t))
		return NULL;
	word = ta_lex_word(t, "plan node", words, TA_ARRAY_LEN(words));
	if (!t->failed)
		node = parse[word](t);
	ta_text_leave(t);
	return t->failed ? NULL : node;
}

/* Read the plan after "plan". */
void ta_parse_plan(struct ta_parser *t)
{
	if (t->p->plan)
		ta_text_error(t, "there is a plan already");
	ta_parse_scope(t, 0, NULL);
	t->p->plan = parse_block(t);
	ta_parse_scope(t, 0, NULL);
	if (!t->failed && !t->p->plan)
		ta_text_error(t, "the plan is empty");
}
