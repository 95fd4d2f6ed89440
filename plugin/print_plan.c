/* SPDX-License-Identifier: GPL-3.0-or-later */
/* print_plan.c - what deps and the later phases add, as text (see ir.txt).

   Assumes a printer that print.c made.  Leaves its scope without
   iterators. */
#include "print.h"

#include <inttypes.h>
#include <string.h>

static const char *const idiom_names[] = { "none", "gemm", "gemv",
					   "dot",  "syrk", "syr2k", "symm",
					   "trmm", "trsm", "trmv",
					   "trsv", "map",  "reduce" };
_Static_assert(TA_ARRAY_LEN(idiom_names) == TA_NIDIOMS, "an idiom's name");

/* Return the name of "idiom" in the text form, NULL beyond the last. */
const char *ta_idiom_name(enum ta_idiom idiom)
{
	return (unsigned)idiom < TA_NIDIOMS ? idiom_names[idiom] : NULL;
}

/* Append the directions "dir" between the iterators of a statement "n" deep
   and one "m" deep, a row for each of the first. */
static void put_dirs(struct ta_printer *t, int n, int m,
		     const unsigned char *dir)
{
	static const char *const names[] = { ".", "<",	"=",  "<=",
					     ">", "<>", ">=", "*" };
	int i, j;

	ta_buf_puts(t->b, " dir (");
	for (i = 0; i < n; i++) {
		ta_buf_puts(t->b, i ? "; " : "");
		for (j = 0; j < m; j++)
			ta_buf_printf(t->b, "%s%s", j ? " " : "",
				      names[dir[i * m + j] & 7]);
	}
	ta_buf_puts(t->b, ")");
}

/* Append the dependence "dep". */
void ta_put_dep(struct ta_printer *t, const ta_dep *dep)
{
	static const char *const kinds[] = { "flow", "anti", "output" };
	int n = t->p->stmt[dep->src]->depth, m = t->p->stmt[dep->dst]->depth;
	const char *comma = "";
	int d;

	ta_buf_printf(t->b, "  dep %s ", kinds[dep->kind]);
	ta_put_ref(t, t->stmt, dep->src);
	ta_buf_puts(t->b, " -> ");
	ta_put_ref(t, t->stmt, dep->dst);
	ta_buf_puts(t->b, " array ");
	ta_put_ref(t, t->array, dep->array);
	ta_buf_printf(t->b, " common %d levels (", dep->common);
	for (d = 0; d < 32; d++)
		if (dep->levels & (1u << d)) {
			ta_buf_printf(t->b, "%s%d", comma, d);
			comma = ", ";
		}
	ta_buf_puts(t->b, ")");
	if (dep->dir)
		put_dirs(t, n, m, dep->dir);
	ta_buf_puts(t->b, dep->reduction ? " reduction" : "");
	ta_buf_puts(t->b, dep->commutes ? " commutes" : "");
	if (dep->map) {
		ta_buf_puts(t->b, "\n    map ");
		ta_put_string(t, dep->map);
	}
	ta_buf_puts(t->b, "\n");
}

/* Append "word" and the polynomial "x" in braces, nothing if it is NULL. */
static void put_word_idx(struct ta_printer *t, const char *word,
			 const ta_idx *x)
{
	if (!x)
		return;
	ta_buf_printf(t->b, " %s ", word);
	ta_put_braced(t, x);
}

/* Append the "n" conditions "when", if there are any. */
static void put_when(struct ta_printer *t, int n, const ta_idx *const *when)
{
	int i;

	for (i = 0; i < n; i++) {
		ta_buf_puts(t->b, i ? ", " : " when ");
		ta_put_braced(t, when[i]);
	}
}

/* Append the operand "o" as "word", nothing if there is none. */
static void put_operand(struct ta_printer *t, const char *word,
			const ta_operand *o)
{
	if (!o->access)
		return;
	ta_buf_printf(t->b, "    %s ", word);
	ta_put_access(t, o->access, 0);
	ta_buf_puts(t->b, o->conj ? " conj" : "");
	ta_buf_puts(t->b, o->packed ? " packed" : "");
	put_when(t, o->nwhen, o->when);
	ta_buf_puts(t->b, o->exact && o->nwhen ? " exact" : "");
	put_word_idx(t, "offset", o->offset);
	put_word_idx(t, "row", o->row);
	put_word_idx(t, "col", o->col);
	ta_buf_puts(t->b, "\n");
}

/* Append "word" and the statement "stmt", nothing if it is negative. */
static void put_word_stmt(struct ta_printer *t, const char *word, int stmt)
{
	if (stmt < 0)
		return;
	ta_buf_printf(t->b, " %s ", word);
	ta_put_ref(t, t->stmt, stmt);
}

/* Append "word" and the expression "e", nothing if it is NULL. */
static void put_word_expr(struct ta_printer *t, const char *word,
			  const ta_expr *e)
{
	if (!e)
		return;
	ta_buf_printf(t->b, " %s ", word);
	ta_put_expr(t, e, 0);
}

/* Append the contraction "c". */
static void put_contraction(struct ta_printer *t, const ta_contraction *c)
{
	static const char *const classes[] = { "batch", "m", "n", "k" };
	const ta_stmt *s = t->p->stmt[c->update];
	int d;

	ta_put_scope(t, s->depth, s->iter);
	ta_buf_puts(t->b, " {\n   ");
	put_word_stmt(t, "update", c->update);
	put_word_stmt(t, "init", c->init);
	put_word_stmt(t, "scale", c->scale);
	put_word_stmt(t, "diag", c->diag);
	put_word_stmt(t, "mirror", c->mirror);
	put_word_stmt(t, "after", c->after);
	ta_buf_puts(t->b, "\n    class (");
	for (d = 0; d < s->depth; d++)
		ta_buf_printf(t->b, "%s%s", d ? ", " : "", classes[c->cls[d]]);
	ta_buf_puts(t->b, ")\n");
	put_operand(t, "out", &c->out);
	put_operand(t, "left", &c->left);
	put_operand(t, "right", &c->right);
	ta_buf_puts(t->b, "   ");
	put_word_idx(t, "m", c->m);
	put_word_idx(t, "n", c->n);
	put_word_idx(t, "k", c->k);
	put_word_expr(t, "alpha", c->alpha);
	put_word_expr(t, "beta", c->beta);
	put_word_expr(t, "times", c->times);
	ta_buf_puts(t->b, c->negate ? " negate" : "");
	if (c->half)
		ta_buf_puts(t->b, c->half == TA_HALF_LOWER ? " lower"
							   : " upper");
	ta_buf_puts(t->b, "\n  }");
	ta_put_scope(t, 0, NULL);
}

/* Append the group "group". */
void ta_put_group(struct ta_printer *t, const ta_group *group)
{
	ta_buf_printf(t->b, "  group %s ", ta_idiom_name(group->idiom));
	ta_put_refs(t, t->stmt, group->nstmts, group->stmt);
	if (group->reason)
		ta_buf_printf(t->b, " reason %s",
			      ta_reason_name(group->reason));
	if (group->detail) {
		ta_buf_puts(t->b, " detail ");
		ta_put_string(t, group->detail);
	}
	if (group->con)
		put_contraction(t, group->con);
	ta_buf_puts(t->b, "\n");
}

/* Append what is tested by the DISJOINT guard "g". */
static void put_disjoint(struct ta_printer *t, const ta_guard *g)
{
	int i;

	for (i = 0; i < 2; i++) {
		ta_buf_puts(t->b, i ? ", " : "disjoint ");
		ta_put_ref(t, t->array, g->array[i]);
		ta_buf_puts(t->b, " ");
		ta_put_braced(t, g->lo[i]);
		ta_buf_puts(t->b, " to ");
		ta_put_braced(t, g->hi[i]);
		if (!g->period[i])
			continue;
		ta_buf_puts(t->b, " every ");
		ta_put_braced(t, g->period[i]);
		ta_buf_puts(t->b, " from ");
		ta_put_braced(t, g->row_lo[i]);
		ta_buf_puts(t->b, " to ");
		ta_put_braced(t, g->row_hi[i]);
	}
	if (g->equal)
		ta_buf_puts(t->b, " or equal");
}

/* Append the matrix of the FINITE guard "g". */
static void put_finite(struct ta_printer *t, const ta_guard *g)
{
	ta_buf_puts(t->b, "finite ");
	ta_put_ref(t, t->array, g->array[0]);
	ta_buf_puts(t->b, " ");
	ta_put_braced(t, g->lo[0]);
	put_word_idx(t, "rows", g->row_lo[0]);
	put_word_idx(t, "of", g->row_hi[0]);
	put_word_idx(t, "every", g->period[0]);
	if (g->half != TA_HALF_NONE)
		ta_buf_puts(t->b, g->half == TA_HALF_LOWER ? " lower"
							   : " upper");
	ta_buf_puts(t->b, g->strict ? " strict" : "");
	if (!g->idx)
		return;
	put_word_idx(t, "edge", g->idx);
	put_word_idx(t, "of", g->hi[1]);
	put_word_idx(t, "every", g->hi[0]);
	ta_buf_puts(t->b, g->zeros ? " nonzero" : "");
}

/* Append elements "lo" to "hi" of "array". */
static void put_elements(struct ta_printer *t, int array, const ta_idx *lo,
			 const ta_idx *hi)
{
	ta_put_ref(t, t->array, array);
	ta_buf_puts(t->b, " ");
	ta_put_braced(t, lo);
	put_word_idx(t, "to", hi);
}

/* Append what the NUMBERS guard "g" asks. */
static void put_numbers(struct ta_printer *t, const ta_guard *g)
{
	ta_buf_puts(t->b, "numbers ");
	put_elements(t, g->array[0], g->lo[0], g->hi[0]);
	if (g->late)
		put_word_idx(t, "late", g->idx);
	put_when(t, g->nwhen, g->when);
	if (g->limit) {
		ta_buf_puts(t->b, " shared >= ");
		ta_put_float(t, g->limit);
	}
}

/* Append the guard "g" in the scope of "t". */
void ta_put_guard(struct ta_printer *t, const ta_guard *g)
{
	switch (g->kind) {
	case TA_GUARD_GE0:
		ta_buf_puts(t->b, "ge0 ");
		ta_put_braced(t, g->idx);
		break;
	case TA_GUARD_DISJOINT:
		put_disjoint(t, g);
		break;
	case TA_GUARD_NONZERO:
		ta_buf_puts(t->b, "nonzero ");
		ta_put_expr(t, g->expr, 0);
		break;
	case TA_GUARD_BLAS:
		ta_buf_puts(t->b, "blas");
		break;
	case TA_GUARD_THREADS:
		ta_buf_puts(t->b, "threads");
		break;
	case TA_GUARD_ASSUME:
		ta_buf_puts(t->b, "assume ");
		ta_put_expr(t, g->expr, 0);
		break;
	case TA_GUARD_WORK:
		ta_buf_puts(t->b, "work ");
		ta_put_braced(t, g->idx);
		ta_buf_puts(t->b, " >= ");
		ta_put_float(t, g->limit);
		if (g->known) {
			ta_buf_puts(t->b, " known ");
			ta_put_float(t, g->known);
		}
		if (g->several) {
			ta_buf_puts(t->b, " several ");
			ta_put_float(t, g->several);
		}
		break;
	case TA_GUARD_FINITE:
		put_finite(t, g);
		break;
	case TA_GUARD_NUMBERS:
		put_numbers(t, g);
		break;
	case TA_GUARD_SCRATCH:
		ta_buf_puts(t->b, "scratch ");
		ta_put_ref(t, t->array, g->array[0]);
		break;
	}
	if (g->text) {
		ta_buf_puts(t->b, " ");
		ta_put_string(t, g->text);
	}
}

/* The variables of the enclosing plan loops: their names by number, and how
   many numbers are in use. */
struct plan_scope {
	int n;
	const char *name[TA_PARAM0];
};

static void put_node(struct ta_printer *t, const struct plan_scope *scope,
		     const ta_node *node, int indent);

/* Append a line's beginning, "indent" steps deep. */
static void put_indent(struct ta_printer *t, int indent)
{
	ta_buf_printf(t->b, "%*s", 2 * indent, "");
}

/* Append a block with "child" in it (NULL: nothing), from "{" to "}". */
static void put_block(struct ta_printer *t, const struct plan_scope *scope,
		      const ta_node *child, int indent)
{
	ta_buf_puts(t->b, " {\n");
	if (child)
		put_node(t, scope, child, indent + 1);
	put_indent(t, indent);
	ta_buf_puts(t->b, "}");
}

/* Append the "n" bounds "bound" after "word". */
static void put_bounds(struct ta_printer *t, const char *word, int n,
		       const ta_bound *bound)
{
	int i;

	ta_buf_printf(t->b, " %s ", word);
	for (i = 0; i < n; i++) {
		ta_buf_puts(t->b, i ? ", " : "");
		ta_put_braced(t, bound[i].num);
		if (bound[i].den != 1)
			ta_buf_printf(t->b, " / %" PRId64, bound[i].den);
	}
}

/* Append from how much work on "node" is run by several threads. */
static void put_work(struct ta_printer *t, const ta_node *node)
{
	if (!node->work)
		return;
	put_word_idx(t, "work", node->work);
	ta_buf_puts(t->b, " >= ");
	ta_put_float(t, node->par_limit);
}

/* Append whether the loop "node" copies a matrix turned, what it writes past the
   cache, and when. */
static void put_bypass(struct ta_printer *t, const ta_node *node)
{
	if (node->transposes) {
		ta_buf_puts(t->b, " transposes");
	} else if (node->nbypass) {
		ta_buf_puts(t->b, " bypass ");
		ta_put_refs(t, t->stmt, node->nbypass, node->bypass);
		ta_buf_printf(t->b, " by %" PRId64 " from %" PRId64,
			      node->block, node->row);
		if (node->fetches)
			ta_buf_printf(t->b, " ahead %d to %" PRId64,
				      node->ahead, node->near);
	}
	if (!node->volume)
		return;
	put_word_idx(t, "volume", node->volume);
	ta_buf_puts(t->b, " >= ");
	ta_put_float(t, node->volume_limit);
}

/* Append how the loop "node" is run: all but its name and body. */
static void put_loop_head(struct ta_printer *t, const ta_node *node)
{
	int i;

	ta_buf_printf(t->b, " var %d", node->var);
	put_bounds(t, "from", node->nlower, node->lower);
	put_bounds(t, "to", node->nupper, node->upper);
	if (node->step != 1)
		ta_buf_printf(t->b, " step %" PRId64, node->step);
	ta_buf_puts(t->b, node->overlaps ? " overlaps" : "");
	ta_buf_puts(t->b, node->pads ? " pads" : "");
	ta_buf_puts(t->b, node->split ? " split" : "");
	ta_buf_puts(t->b, node->scheduled ? " scheduled" : "");
	ta_buf_puts(t->b, node->parallel ? " parallel" : "");
	ta_buf_puts(t->b, node->columns ? " columns" : "");
	ta_buf_puts(t->b, node->holds ? " holds" : "");
	if (node->abreast > 1)
		ta_buf_printf(t->b, " abreast %d", node->abreast);
	ta_buf_puts(t->b, node->full ? " full" : "");
	ta_buf_puts(t->b, node->only ? " only" : "");
	ta_buf_puts(t->b, node->wave ? " wave" : "");
	if (node->collapse > 1)
		ta_buf_printf(t->b, " collapse %d", node->collapse);
	ta_buf_puts(t->b, node->simd ? " simd" : "");
	if (node->streams > 1)
		ta_buf_printf(t->b, " streams %d >= %" PRId64, node->streams,
			      node->least);
	put_work(t, node);
	put_bypass(t, node);
	if (node->ninverts) {
		ta_buf_puts(t->b, " inverts ");
		ta_put_refs(t, t->stmt, node->ninverts, node->inverts);
	}
	if (node->asks) {
		ta_buf_puts(t->b, " asks ");
		ta_put_ref(t, t->stmt, node->asked);
	}
	for (i = 0; i < node->nreductions; i++) {
		ta_buf_printf(t->b, "%s%s ", i ? ", " : " reduce ",
			      ta_op_name(node->reduction[i].op));
		ta_put_ref(t, t->stmt, node->reduction[i].stmt);
	}
	if (node->nlocals) {
		ta_buf_puts(t->b, " locals ");
		ta_put_refs(t, t->array, node->nlocals, node->local);
	}
	ta_put_loc(t, node->loc);
}

/* Return "outer" with the variables that the loop "node" defines.  The end of
   a panel is named like its start with ".end" after it. */
static struct plan_scope loop_scope(struct ta_printer *t,
				    const struct plan_scope *outer,
				    const ta_node *node)
{
	struct plan_scope scope = *outer;
	int last = node->var + (node->step > 1);

	ta_assert(node->var >= 0 && last < TA_PARAM0);
	scope.name[node->var] = node->name;
	if (node->step > 1)
		scope.name[last] =
			node->name ? ta_sprintf(t->b->arena, "%s.end",
						node->name)
				   : NULL;
	if (scope.n <= last)
		scope.n = last + 1;
	return scope;
}

/* Append the loop "node". */
static void put_loop(struct ta_printer *t, const struct plan_scope *scope,
		     const ta_node *node, int indent)
{
	struct plan_scope inner = loop_scope(t, scope, node);

	ta_buf_puts(t->b, "loop ");
	ta_put_name(t, node->name);
	put_loop_head(t, node);
	ta_put_scope(t, inner.n, inner.name);
	put_block(t, &inner, node->nchildren ? node->child[0] : NULL, indent);
	ta_put_scope(t, scope->n, scope->name);
}

/* Append the iterators "iter" of the instance of statement "stmt". */
static void put_instance(struct ta_printer *t, int stmt, const ta_idx **iter)
{
	int d;

	ta_put_ref(t, t->stmt, stmt);
	ta_buf_puts(t->b, " (");
	for (d = 0; d < t->p->stmt[stmt]->depth; d++) {
		ta_buf_puts(t->b, d ? ", " : "");
		ta_put_braced(t, iter[d]);
	}
	ta_buf_puts(t->b, ")");
}

/* Append the argument "arg" of a call. */
static void put_arg(struct ta_printer *t, const ta_arg *arg)
{
	switch (arg->kind) {
	case TA_ARG_INT:
		ta_buf_puts(t->b, "int ");
		ta_put_braced(t, arg->idx);
		break;
	case TA_ARG_ENUM:
		ta_buf_printf(t->b, "enum %" PRId64, arg->value);
		break;
	case TA_ARG_SCALAR:
		ta_buf_puts(t->b, "scalar ");
		ta_put_expr(t, arg->expr, 0);
		break;
	case TA_ARG_PTR:
		ta_buf_puts(t->b, "ptr ");
		ta_put_ref(t, t->array, arg->array);
		ta_buf_puts(t->b, " ");
		ta_put_braced(t, arg->idx);
		break;
	}
}

/* Append the library call "node". */
static void put_call(struct ta_printer *t, const ta_node *node)
{
	int i;

	ta_buf_puts(t->b, "call ");
	ta_put_name(t, node->routine);
	ta_buf_puts(t->b, " (");
	for (i = 0; i < node->nargs; i++) {
		ta_buf_puts(t->b, i ? ", " : "");
		put_arg(t, &node->arg[i]);
	}
	ta_buf_puts(t->b, ") covers ");
	ta_put_refs(t, t->stmt, node->ncovers, node->cover);
	if (node->in_line)
		ta_buf_puts(t->b, " in_line");
	if (node->own)
		ta_buf_puts(t->b, node->few ? " own few" : " own");
	put_work(t, node);
	if (node->iter) {
		ta_buf_puts(t->b, " result ");
		put_instance(t, node->stmt, node->iter);
	}
	ta_put_loc(t, node->loc);
}

/* Append the choice "node". */
static void put_if(struct ta_printer *t, const struct plan_scope *scope,
		   const ta_node *node, int indent)
{
	int i;

	ta_buf_puts(t->b, "if (");
	for (i = 0; i < node->nconds; i++) {
		ta_buf_puts(t->b, i ? "; " : "");
		ta_put_guard(t, node->cond[i]);
	}
	ta_buf_puts(t->b, ")");
	ta_put_loc(t, node->loc);
	put_block(t, scope, node->nchildren ? node->child[0] : NULL, indent);
	if (node->nchildren > 1 && node->child[1]) {
		ta_buf_puts(t->b, " else");
		put_block(t, scope, node->child[1], indent);
	}
}

/* Append the sequence "node". */
static void put_seq(struct ta_printer *t, const struct plan_scope *scope,
		    const ta_node *node, int indent)
{
	int i;

	ta_buf_puts(t->b, "seq");
	ta_put_loc(t, node->loc);
	ta_buf_puts(t->b, " {\n");
	for (i = 0; i < node->nchildren; i++)
		put_node(t, scope, node->child[i], indent + 1);
	put_indent(t, indent);
	ta_buf_puts(t->b, "}");
}

/* Append the plan node "node" in "scope", a line "indent" steps deep. */
static void put_node(struct ta_printer *t, const struct plan_scope *scope,
		     const ta_node *node, int indent)
{
	put_indent(t, indent);
	switch (node->kind) {
	case TA_NODE_SEQ:
		put_seq(t, scope, node, indent);
		break;
	case TA_NODE_LOOP:
		put_loop(t, scope, node, indent);
		break;
	case TA_NODE_STMT:
		ta_buf_puts(t->b, "do ");
		put_instance(t, node->stmt, node->iter);
		if (node->ncovers) {
			ta_buf_puts(t->b, " covers ");
			ta_put_refs(t, t->stmt, node->ncovers, node->cover);
		}
		ta_put_loc(t, node->loc);
		break;
	case TA_NODE_CALL:
		put_call(t, node);
		break;
	case TA_NODE_IF:
		put_if(t, scope, node, indent);
		break;
	case TA_NODE_EXIT:
		ta_buf_printf(t->b, "exit unless guard %d by ",
			      ta_guard_number(t->p, node->cond[0]));
		put_elements(t, node->array, node->lo, node->hi);
		ta_put_loc(t, node->loc);
		break;
	}
	ta_buf_puts(t->b, "\n");
}

/* Append the plan "root". */
void ta_put_plan(struct ta_printer *t, const ta_node *root)
{
	struct plan_scope scope = { .n = 0 };

	ta_buf_puts(t->b, "  plan {\n");
	put_node(t, &scope, root, 2);
	ta_buf_puts(t->b, "  }\n");
}
