/* SPDX-License-Identifier: GPL-3.0-or-later */
/* privatise.c - loops that change elements at places that data say, in threads.

   Assumes a loop that nothing but scatters (scatter.c) keeps from running in any
   order, each of which changes elements by an operator that may do so:

	for i < n: h[p[i]] += w[i]

   Its iterations are cut into blocks, always as many, each with a copy of the array:

	if there is memory, enough to do for copies, and several threads
	  parallel for b < 16: { c[b][] = 0; for i in block b: c[b][p[i]] += w[i] }
	  for b = 1 .. 15: c[0][] += c[b][]
	  h[j] += c[0][j] where that is not 0
	else the loop

   Joined in order of the blocks, floats are the same for every number of threads.
   Leaves true that an element which no iteration changes is not written. */
#include "plan.h"

/* The blocks of a loop; the bytes of a line of a cache. */
enum { BLOCKS = 16, LINE = 64 };

/* The copies of "array", "size" elements each, "pitch" apart, so that no two are in one
   line of a cache, in the scratch array "to"; what each block makes of an element is
   joined by "op". */
struct copy {
	int array, to;
	enum ta_op op;
	const ta_idx *size, *pitch;
	const ta_stmt *of;
};

/* A loop in the making: "piece" at "at". */
struct privatise {
	struct ta_planner *pl;
	const struct ta_piece *piece;
	struct ta_place at;
	int ncopies;
	struct copy copy[TA_MAX_COPIES];
};

/* ------------------------------------------------------- may it be so? -- */

/* Return the copies of "array" of "x", or NULL. */
static struct copy *copies_of(struct privatise *x, int array)
{
	int i;

	for (i = 0; i < x->ncopies; i++)
		if (x->copy[i].array == array)
			return &x->copy[i];
	return NULL;
}

/* Return the operator that joins what blocks make by "op" of "s", whose operand is
   "rest", or TA_OP_NONE. */
static enum ta_op joined_by(const ta_program *p, const ta_stmt *s,
			    enum ta_op op, const ta_expr *rest)
{
	const ta_expr *value = ta_scatter_test(p, s)->arg[1];

	if (op == TA_OP_NONE || rest->type != p->array[s->write->array].elem
	    || ((op == TA_OP_AND || op == TA_OP_OR)
		&& value->op == TA_OP_SELECT))
		return TA_OP_NONE;
	return op == TA_OP_SUB ? TA_OP_ADD : op;
}

/* Add what scatter "number" changes to the copies of "x"; return whether that is
   possible: it is the same in each iteration of the loops around. */
static bool add_copy(struct privatise *x, int number)
{
	struct ta_planner *pl = x->pl;
	ta_program *p = pl->p;
	const ta_stmt *s = p->stmt[number];
	struct copy *c = copies_of(x, s->write->array);
	const ta_idx *lo, *hi, *size, *more;
	enum ta_op op;
	ta_expr *rest;
	int d;

	for (d = 0; d < s->depth; d++)
		if (pl->iter[number][d] && ta_access_uses(s->write, d))
			return false;
	op = ta_scatter_op(p, s, &rest);
	op = joined_by(p, s, op, rest);
	if (op == TA_OP_NONE || !ta_range(p, s, 0, s->write->offset, &lo, &hi)
	    || !ta_known_nonneg(p, lo))
		return false;
	size = ta_idx_addk(p->arena, hi, 1);
	if (!c) {
		if (x->ncopies == TA_MAX_COPIES)
			return false;
		c = &x->copy[x->ncopies++];
		c->array = s->write->array;
		c->op = op;
		c->size = size;
		c->of = s;
		return true;
	}
	more = ta_idx_sub(p->arena, size, c->size);
	if (c->op != op)
		return false;
	if (ta_known_nonneg(p, more))
		c->size = size;
	return ta_known_nonneg(p, ta_idx_sub(p->arena, c->size, size));
}

/* Find the arrays of which the loop of "x" needs copies to run in any order; return
   whether they are enough. */
static bool find_copies(struct privatise *x)
{
	const struct ta_piece *piece = x->piece;
	const ta_program *p = x->pl->p;
	int i;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *d = &p->dep[i];
		int its = ta_piece_iter(piece, d->src);
		int itd = ta_piece_iter(piece, d->dst);

		if (its < 0 || itd < 0
		    || !ta_dep_carried(x->pl, d, x->at.level, its, itd)
		    || (d->reduction && ta_piece_sums(piece, d->src)))
			continue;
		if (!p->stmt[d->src]->scatter || !p->stmt[d->dst]->scatter
		    || !add_copy(x, d->src) || !add_copy(x, d->dst))
			return false;
	}
	return x->ncopies > 0;
}

/* Return whether all statements of "x" that touch an array of which there are copies
   are scatters. */
static bool only_scatters(struct privatise *x)
{
	int i, j;

	for (i = 0; i < x->piece->set.n; i++) {
		const ta_stmt *s = x->pl->p->stmt[x->piece->set.s[i]];

		for (j = 0; j < x->ncopies; j++)
			if (ta_stmt_touches(s, x->copy[j].array)
			    && (!s->scatter
				|| s->write->array != x->copy[j].array))
				return false;
	}
	return true;
}

/* ------------------------------------------------------ the statements -- */

/* Return whether "op" takes one of two values. */
static bool chooses(enum ta_op op)
{
	return op == TA_OP_MIN || op == TA_OP_MAX;
}

/* Return whether "v" takes the place of "u" by "op", which chooses: not if it is NaN. */
static ta_expr *passes(ta_arena *a, enum ta_op op, ta_expr *u, ta_expr *v)
{
	return ta_expr_new(a, op == TA_OP_MIN ? TA_OP_LT : TA_OP_GT, TA_BOOL,
			   v->loc, 2, v, u);
}

/* Return whether "op" adds up or multiplies. */
static bool sums(enum ta_op op)
{
	return op == TA_OP_ADD || op == TA_OP_SUB || op == TA_OP_MUL;
}

/* Return "u" op "v": of whole numbers so that sums in between may wrap, and the least
   and the greatest so that one which is NaN loses to "u". */
static ta_expr *changed(ta_arena *a, enum ta_op op, ta_expr *u, ta_expr *v)
{
	enum ta_type w = sums(op) ? ta_type_unsigned(u->type) : u->type;

	if (chooses(op))
		return ta_expr_new(a, TA_OP_SELECT, u->type, u->loc, 3,
				   passes(a, op, u, v),
				   ta_expr_subst(a, v, 0, NULL),
				   ta_expr_subst(a, u, 0, NULL));
	return ta_expr_cast(a,
			    ta_expr_new(a, op, w, u->loc, 2,
					ta_expr_cast(a, u, w),
					ta_expr_cast(a, v, w)),
			    u->type);
}

/* Return an access to element "at" of "array". */
static ta_access *element(const struct privatise *x, int array,
			  const ta_idx *at)
{
	return ta_access_new(x->pl->a, array, at, 0, NULL, 0);
}

/* Return where element "j" of the copy "c" of block "b" is. */
static const ta_idx *in_copy(ta_arena *a, const struct copy *c, const ta_idx *b,
			     const ta_idx *j)
{
	return ta_idx_add(a, ta_idx_mul(a, b, c->pitch), j);
}

/* Add a planned statement for the copies "c" over "depth" iterators, block and element
   or the element alone, in the nest of these; its number is *number. */
static ta_stmt *new_stmt(struct privatise *x, const struct copy *c, int depth,
			 int *number)
{
	ta_arena *a = x->pl->a;
	ta_stmt *s = ta_planned_stmt(x->pl, c->of, 0, number);
	int order = s->order[c->of->depth], d;

	s->depth = depth;
	s->iter = TA_NEWV(a, const char *, depth);
	s->loop = TA_NEWV(a, int, depth);
	s->order = TA_NEWV(a, int, depth + 1);
	for (d = 0; d < depth; d++) {
		s->iter[d] = d < depth - 1 ? "block" : "place";
		s->loop[d] = c->of->loop[d ? c->of->depth - 1 : 0];
		s->order[d + 1] = order;
	}
	s->order[0] = c->of->order[0];
	s->scatter = 0;
	s->cons = NULL;
	s->ncons = 0;
	return s;
}

/* Return an instance of the planned statement "number" with iterators first, first + 1
   and so on of the plan. */
static ta_node *instance(struct privatise *x, const ta_stmt *s, int number,
			 int first)
{
	ta_node *node = ta_node_new(x->pl->a, TA_NODE_STMT, s->loc);
	int d;

	node->stmt = number;
	node->iter = TA_NEWV(x->pl->a, const ta_idx *, s->depth);
	for (d = 0; d < s->depth; d++)
		node->iter[d] = ta_idx_var(x->pl->a, first + d);
	return node;
}

/* Return a loop over the elements of "c" as variable "var" around "node". */
static ta_node *over_elements(struct privatise *x, const struct copy *c,
			      int var, ta_node *node)
{
	ta_arena *a = x->pl->a;
	ta_node *loop = ta_range_loop(a, node->loc, "place", var,
				      ta_idx_const(a, 0), c->size);

	loop->simd = true;
	ta_node_add(a, loop, node);
	return loop;
}

/* Return what begins the copy "c" of the block that is variable "var": what changes
   nothing, but of the least or greatest what is there, which few elements pass. */
static ta_node *begin_copy(struct privatise *x, const struct copy *c, int var)
{
	ta_arena *a = x->pl->a;
	const ta_idx *b = ta_idx_var(a, 0), *j = ta_idx_var(a, 1);
	int number;
	ta_stmt *s = new_stmt(x, c, 2, &number);

	ta_stmt_confine(a, s, 0, ta_idx_const(a, 0), ta_idx_const(a, BLOCKS));
	ta_stmt_confine(a, s, 1, ta_idx_const(a, 0), c->size);
	s->write = element(x, c->to, in_copy(a, c, b, j));
	s->rhs = chooses(c->op)
			 ? ta_expr_read(x->pl->p, element(x, c->array, j))
			 : ta_neutral(a, c->op,
				      x->pl->p->array[c->array].elem);
	return over_elements(x, c, var + 1, instance(x, s, number, var));
}

/* Return what joins the copies "c" in the first of them, with a block as variable
   "var". */
static ta_node *join_copies(struct privatise *x, const struct copy *c, int var)
{
	ta_arena *a = x->pl->a;
	ta_program *p = x->pl->p;
	const ta_idx *b = ta_idx_var(a, 0), *j = ta_idx_var(a, 1);
	int number;
	ta_stmt *s = new_stmt(x, c, 2, &number);
	ta_access *part = element(x, c->to, in_copy(a, c, b, j));
	ta_node *loop;

	ta_stmt_confine(a, s, 0, ta_idx_const(a, 1), ta_idx_const(a, BLOCKS));
	ta_stmt_confine(a, s, 1, ta_idx_const(a, 0), c->size);
	s->write = element(x, c->to, j);
	s->rhs = changed(a, c->op,
			 ta_expr_read(p, ta_access_subst(a, s->write, 0, NULL)),
			 ta_expr_read(p, part));
	loop = ta_range_loop(a, s->loc, "block", var, ta_idx_const(a, 1),
			     ta_idx_const(a, BLOCKS));
	ta_node_add(a, loop, over_elements(x, c, var + 1,
					   instance(x, s, number, var)));
	return loop;
}

/* Return whether what blocks have made, "part", changes "old" by "op". */
static ta_expr *differs(ta_arena *a, enum ta_op op, ta_expr *old, ta_expr *part)
{
	if (chooses(op))
		return passes(a, op, old, part);
	return ta_expr_new(a, TA_OP_NE, TA_BOOL, part->loc, 2, part,
			   ta_neutral(a, op, part->type));
}

/* Return what joins the first copy of "c" with the array itself, with an element as
   variable "var". */
static ta_node *end_copy(struct privatise *x, const struct copy *c, int var)
{
	ta_arena *a = x->pl->a;
	ta_program *p = x->pl->p;
	int number;
	ta_stmt *s = new_stmt(x, c, 1, &number);
	const ta_idx *j = ta_idx_var(a, 0);
	ta_expr *old[2], *part[2], *value;
	int i;

	ta_stmt_confine(a, s, 0, ta_idx_const(a, 0), c->size);
	s->write = element(x, c->array, j);
	for (i = 0; i < 2; i++) {
		old[i] = ta_expr_read(p, element(x, c->array, j));
		part[i] = ta_expr_read(p, element(x, c->to, j));
	}
	value = chooses(c->op) ? part[0] : changed(a, c->op, old[0], part[0]);
	s->rhs = ta_expr_new(a, TA_OP_SELECT, value->type, s->loc, 3,
			     differs(a, c->op, old[1], part[1]), value,
			     ta_expr_new(a, TA_OP_KEEP, value->type, 0, 0));
	s->write->sure = false;
	return over_elements(x, c, var, instance(x, s, number, var));
}

/* What is redirected: accesses to "copy" go to the block that is iterator "block". */
struct redirect {
	ta_arena *a;
	const struct copy *copy;
	int block;
};

/* Let "acc" be to the copy of its block if it is to the array. */
static bool to_copy(void *data, ta_access *acc)
{
	const struct redirect *r = (const struct redirect *)data;

	if (acc->array != r->copy->array)
		return true;
	acc->array = r->copy->to;
	acc->offset = in_copy(r->a, r->copy, ta_idx_var(r->a, r->block),
			      acc->offset);
	acc->nsubs = 0;
	return true;
}

/* Add a planned statement that does what scatter "number" does to the copy of a block,
   its last iterator; return its number.  The least and greatest are stored each time:
   that they are not is hard to foretell in as many copies. */
static int scatter_to_copy(struct privatise *x, int number)
{
	ta_arena *a = x->pl->a;
	const ta_stmt *of = x->pl->p->stmt[number];
	struct redirect r = { a, copies_of(x, of->write->array), of->depth };
	ta_expr *test, *rest;
	enum ta_op op;
	int planned;
	ta_stmt *s = ta_planned_stmt(x->pl, of, 1, &planned);

	s->iter[of->depth] = "block";
	s->loop[of->depth] = of->loop[x->piece->it[0]];
	ta_stmt_confine(a, s, of->depth, ta_idx_const(a, 0), ta_idx_const(a, BLOCKS));
	to_copy(&r, s->write);
	ta_expr_reads(s->rhs, to_copy, &r);
	op = ta_scatter_op(x->pl->p, s, &rest);
	test = ta_scatter_test(x->pl->p, s);
	if (sums(op) || chooses(op))
		test->arg[1] = changed(a, op, ta_expr_read(x->pl->p,
					ta_access_subst(a, s->write, 0, NULL)),
				       rest);
	return planned;
}

/* ------------------------------------------------------------ the plan -- */

/* Let the scatters in "node" go to the copies of block "block", a variable. */
static void use_copies(struct privatise *x, ta_node *node, int block)
{
	const ta_stmt *s = node->stmt < 0 ? NULL : x->pl->p->stmt[node->stmt];
	int i;

	if (node->kind == TA_NODE_STMT && s->scatter
	    && copies_of(x, s->write->array)) {
		const ta_idx **iter = TA_NEWV(x->pl->a, const ta_idx *,
					      s->depth + 1);

		for (i = 0; i < s->depth; i++)
			iter[i] = node->iter[i];
		iter[i] = ta_idx_var(x->pl->a, block);
		node->iter = iter;
		TA_PUSH(x->pl->a, node->cover, node->ncovers, node->stmt);
		node->stmt = scatter_to_copy(x, node->stmt);
	}
	for (i = 0; i < node->nchildren; i++)
		if (node->child[i])
			use_copies(x, node->child[i], block);
}

/* Return where block "b" of what runs from "lo" to "hi" begins, times BLOCKS. */
static const ta_idx *block_begin(ta_arena *a, const ta_idx *lo,
				 const ta_idx *hi, const ta_idx *b)
{
	return ta_idx_add(a, ta_idx_scale(a, lo, BLOCKS),
			  ta_idx_mul(a, b, ta_idx_sub(a, hi, lo)));
}

/* Let "loop" run over block "var" of its iterations. */
static void confine_loop(ta_arena *a, ta_node *loop, int var)
{
	const ta_idx *lo = loop->lower[0].num, *hi = loop->upper[0].num;
	const ta_idx *b = ta_idx_var(a, var);
	ta_bound *bound = TA_NEWV(a, ta_bound, 2);

	bound[0].num = block_begin(a, lo, hi, b);
	bound[1].num = block_begin(a, lo, hi, ta_idx_addk(a, b, 1));
	bound[0].den = bound[1].den = BLOCKS;
	loop->lower = &bound[0];
	loop->upper = &bound[1];
}

/* Return the loop over the blocks of "loop", as variable "var". */
static ta_node *over_blocks(struct privatise *x, ta_node *loop, int var)
{
	ta_arena *a = x->pl->a;
	ta_node *node = ta_range_loop(a, loop->loc, "block", var,
				      ta_idx_const(a, 0),
				      ta_idx_const(a, BLOCKS));
	ta_node *seq = ta_node_new(a, TA_NODE_SEQ, loop->loc);
	int i;

	for (i = 0; i < x->ncopies; i++)
		ta_node_add(a, seq, begin_copy(x, &x->copy[i], var));
	use_copies(x, loop, var);
	confine_loop(a, loop, var);
	ta_node_add(a, seq, loop);
	ta_node_add(a, node, seq);
	node->nreductions = loop->nreductions;
	node->reduction = loop->reduction;
	node->parallel = true;
	return node;
}

/* Return all that is done with the copies of "x", around "loop", which runs as variable
   x->at.var + 2. */
static ta_node *with_copies(struct privatise *x, ta_node *loop)
{
	ta_arena *a = x->pl->a;
	int var = x->at.var, i;
	ta_node *once = ta_range_loop(a, loop->loc, "copies", var,
				      ta_idx_const(a, 0), ta_idx_const(a, 1));
	ta_node *seq = ta_node_new(a, TA_NODE_SEQ, loop->loc);

	ta_node_add(a, seq, over_blocks(x, loop, var + 1));
	for (i = 0; i < x->ncopies; i++) {
		ta_node_add(a, seq, join_copies(x, &x->copy[i], var + 1));
		ta_node_add(a, seq, end_copy(x, &x->copy[i], var + 1));
		TA_PUSH(a, once->local, once->nlocals, x->copy[i].to);
	}
	ta_node_add(a, once, seq);
	once->split = true;
	return once;
}

/* Add to "test" that "x" is >= 0; return false if it never is. */
static bool ask(struct ta_planner *pl, ta_node *test, const ta_idx *x,
		const char *text)
{
	int64_t k;

	if (ta_idx_is_const(x, &k))
		return k >= 0;
	ta_node_test(pl->a, test, TA_GUARD_GE0, text)->idx = x;
	return true;
}

/* Return from how much work on threads pay for "x": for rows, which are vectors, from
   more. */
static int64_t least_work(const struct privatise *x)
{
	enum { LANES = 3 };
	int64_t least = (int64_t)ta_enough(x->pl->opt,
					   (double)ta_cost_scattered);
	int i, d;

	for (i = 0; i < x->piece->set.n; i++) {
		const ta_stmt *s = x->pl->p->stmt[x->piece->set.s[i]];

		for (d = 0; s->scatter && d < s->depth; d++)
			if (d != s->scatter - 1
			    && ta_factor(x->pl->a, s->write->offset, d) == 1)
				return LANES * least;
	}
	return least;
}

/* Return the choice that copies pay for "x", and that there is memory for them; NULL if
   they never do. */
static ta_node *choose(struct privatise *x)
{
	struct ta_planner *pl = x->pl;
	const ta_idx *work = ta_work(pl, &x->piece->set);
	const ta_idx *all = ta_idx_const(pl->a, 0);
	ta_node *test = ta_node_new(pl->a, TA_NODE_IF,
				    pl->p->stmt[x->piece->set.s[0]]->loc);
	int i;

	for (i = 0; i < x->ncopies; i++)
		all = ta_idx_add(pl->a, all, x->copy[i].size);
	all = ta_idx_scale(pl->a, all, BLOCKS);
	if (!work || !all || (!pl->opt->eager && ta_sized_anew(pl->p, work)))
		return NULL;
	if (!ta_unasked(pl->opt)
	    && !ask(pl, test, ta_idx_addk(pl->a, work, -least_work(x)),
		    "enough to do for threads"))
		return NULL;
	if (!pl->opt->eager
	    && !ask(pl, test,
		    ta_idx_sub(pl->a, work,
			       ta_idx_scale(pl->a, all, ta_cost_copied)),
		    "enough to do for copies"))
		return NULL;
	if (!pl->opt->eager && !pl->p->deterministic)
		ta_node_test(pl->a, test, TA_GUARD_THREADS,
			     "threads for copies");
	for (i = 0; i < x->ncopies; i++) {
		struct copy *c = &x->copy[i];
		int size = ta_type_size(pl->p->array[c->array].elem);

		c->pitch = ta_idx_addk(pl->a, c->size, LINE / size);
		c->to = ta_program_scratch(pl->p, c->array, "copies",
					   ta_idx_scale(pl->a, c->pitch,
							BLOCKS));
		ta_node_test(pl->a, test, TA_GUARD_SCRATCH,
			     "there is memory for copies")->array[0] = c->to;
	}
	return test;
}

/* Return the choice between the loop "piece" at "at" with copies of what its scatters
   change, without its other branch, and that; NULL if it may not be so. */
ta_node *ta_plan_privatised(struct ta_planner *pl, const struct ta_piece *piece,
			    struct ta_place at)
{
	struct privatise x = { .pl = pl, .piece = piece, .at = at };
	ta_node *test, *loop;

	if (piece->legal || at.inside || pl->is_part || pl->p->serial
	    || pl->opt->no_heap || pl->opt->identity || pl->in_order
	    || piece->nlower != 1 || piece->nupper != 1
	    || piece->lower->den != 1 || piece->upper->den != 1
	    || !find_copies(&x) || !only_scatters(&x))
		return NULL;
	test = choose(&x);
	if (!test)
		return NULL;
	at.var += 2;
	at.inside = true;
	loop = ta_plan_loop(pl, piece, at);
	ta_node_add(pl->a, test, with_copies(&x, loop));
	return test;
}
