/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-transpose.cc - copies of a matrix that is turned, by squares of vectors.

   Assumes two loops that transpose.c has marked.  They become a call of one of
   two functions of the file (emit-own.cc), for elements of 4, 8 or 16 bytes:

	static void tensoraot.turn8 (double *to, long ldto, double *from,
				     long ldfrom, long n, long m)
	{
	  // to[j * ldto + i] = from[i * ldfrom + j], j < n, i < m
	  for (p = -(to % 64 / 8); p < m; p += W)	// where lines begin
	    {
	      i = min (max (p, 0), m - W);
	      for (q = 0; q < n; q += L)
		{
		  j = min (q, n - L);
		  the W by L elements from (i, j) on, turned in registers
		}
	    }
	}

   L is how many elements a vector has, and W how many a line of the cache: of
   each row that is written, a whole line at once.  Some elements are copied
   twice; of a matrix that has fewer, the loops are what they were.
   "tensoraot.store.turn8" stores past the cache (emit-bypass.cc marks its stores)
   where whole lines are written, and what is before and behind them one by one;
   it is called where all rows are multiples of a line apart and what is written
   is too large for the cache.

   A square of L vectors is turned in two steps, after Eklundh, "A Fast Computer
   Method for Matrix Transposing" (IEEE Trans. Computers, 1972): the elements of
   the 16 bytes that each instruction works on are interleaved with those of the
   next vectors, and then pieces of 16 bytes change places.  Leaves true that
   nothing but the matrix is read and written. */
#include "gcc-compat.h"
#include "tree-vector-builder.h"
#include "ta.h"
#include "emit.h"
#include "emit-tile.h"

/* How many bytes an instruction moves elements within; how many vectors a line of
   elements in each row is at most. */
enum { LANE = 16, MAX_VECTORS = TA_MAX_TURNED };

/* The function in the making: its arguments and variables.  "size": of an
   element; "bytes": of a vector; "past": it stores past the cache. */
struct turn_fn {
	tree fn, to, ldto, from, ldfrom, n, m, i, j, p, q, head, full;
	tree block, vars, vector;
	int size, bytes, unit;
	bool past;
};

/* Whether the target has vectors of which squares can be turned. */
bool ta_has_turns(void)
{
	return ta_widest(double_type_node) >= LANE;
}

/* "x" * "y" + "z" as an index. */
static tree at(tree x, tree y, tree z)
{
	tree type = ta_index_type();

	return build2(PLUS_EXPR, type, build2(MULT_EXPR, type, x, y), z);
}

/* Memory of "type" at element "x" of "base", aligned to "align" bytes. */
static tree memory(const turn_fn *f, tree base, tree x, tree type, int align)
{
	tree off = size_binop(MULT_EXPR, fold_convert(sizetype, x),
			      size_int(f->size));

	return build2(MEM_REF, build_aligned_type(type, align * BITS_PER_UNIT),
		      fold_build_pointer_plus(base, off),
		      build_int_cst(build_pointer_type_for_mode(type, ptr_mode,
								true), 0));
}

/* to[j * ldto + i] = from[i * ldfrom + j], of which "part" is set. */
static void copy_one(const turn_fn *f, tree *list)
{
	tree type = build_nonstandard_integer_type(f->unit * BITS_PER_UNIT, 1);

	for (int k = 0; k < f->size; k += f->unit) {
		tree to = memory(f, f->to, at(f->j, f->ldto, f->i), type, 1);
		tree from = memory(f, f->from, at(f->i, f->ldfrom, f->j), type,
				   1);

		TREE_OPERAND(to, 1) = build_int_cst(
			TREE_TYPE(TREE_OPERAND(to, 1)), k);
		TREE_OPERAND(from, 1) = build_int_cst(
			TREE_TYPE(TREE_OPERAND(from, 1)), k);
		ta_tree_assign(UNKNOWN_LOCATION, to, from, list);
	}
}

/* The loops that copy columns [lo, hi) of what is written, one by one. */
static tree copy_box(const turn_fn *f, tree lo, tree hi)
{
	tree list = NULL_TREE, one = ta_index_cst(1);

	copy_one(f, &list);
	list = ta_tree_loop(UNKNOWN_LOCATION, f->i, lo, hi, one, list);
	return ta_tree_loop(UNKNOWN_LOCATION, f->j, ta_index_cst(0), f->n, one,
			    list);
}

/* A new vector of the function "f" that is "x". */
static tree vector_of(turn_fn *f, tree x, tree *vars, tree *list)
{
	tree v = ta_own_variable(f->fn, "v", f->vector, vars);

	ta_tree_assign(UNKNOWN_LOCATION, v, x, list);
	return v;
}

/* The vector of which unit k is unit from[k] of "x" and "y", one behind the
   other. */
static tree permuted(turn_fn *f, tree x, tree y, const int *from)
{
	int n = f->bytes / f->unit;
	tree type = build_nonstandard_integer_type(f->unit * BITS_PER_UNIT, 1);
	tree_vector_builder mask(build_vector_type(type, n), n, 1);

	for (int k = 0; k < n; k++)
		mask.quick_push(build_int_cst(type, from[k]));
	return build3(VEC_PERM_EXPR, f->vector, x, y, mask.build());
}

/* Make of the vectors "x" and "y" the first ("second": other) halves of their
   lanes, interleaved by "group" units. */
static tree interleaved(turn_fn *f, tree x, tree y, int group, bool second)
{
	int n = f->bytes / f->unit, lane = LANE / f->unit, from[TA_CACHE_LINE];

	for (int k = 0; k < n; k++) {
		int in = k % lane, half = in / group / 2 * group + in % group;

		from[k] = k - in + half + (second ? lane / 2 : 0)
			  + (in / group % 2 ? n : 0);
	}
	return permuted(f, x, y, from);
}

/* Of the vectors "x" and "y", which begin "step" lanes before what changes place,
   the one that keeps lanes of x ("second": of y). */
static tree exchanged(turn_fn *f, tree x, tree y, int step, bool second)
{
	int n = f->bytes / f->unit, lane = LANE / f->unit, from[TA_CACHE_LINE];

	for (int k = 0; k < n; k++) {
		bool odd = k / lane & step;

		if (second)
			from[k] = odd ? n + k : k + step * lane;
		else
			from[k] = odd ? n + k - step * lane : k;
	}
	return permuted(f, x, y, from);
}

/* Turn the square of the vectors v[0], v[1] ...: what they are then is appended to
   "list". */
static void turn(turn_fn *f, tree *v, tree *vars, tree *list)
{
	int rows = LANE / f->size, lanes = f->bytes / LANE;
	tree to[MAX_VECTORS];

	for (int group = 1; group < rows; group *= 2) {
		for (int g = 0; g < lanes * rows; g += rows)
			for (int k = 0; k < rows / 2; k++) {
				int x = k / group * 2 * group + k % group;

				to[g + 2 * k] = v[g + x];
				to[g + 2 * k + 1] = v[g + x + group];
			}
		for (int k = 0; k < lanes * rows; k++)
			v[k] = vector_of(f, interleaved(f, to[k & ~1],
							to[k | 1], group,
							k & 1), vars, list);
	}
	for (int step = 1; step < lanes; step *= 2)
		for (int g = 0; g < lanes; g++)
			for (int c = 0; c < rows && !(g & step); c++) {
				int x = g * rows + c, y = (g + step) * rows + c;
				tree a = v[x], b = v[y];

				v[x] = vector_of(f, exchanged(f, a, b, step,
							      false),
						 vars, list);
				v[y] = vector_of(f, exchanged(f, a, b, step,
							      true),
						 vars, list);
			}
}

/* Turn the square of the vectors v[0], v[1] ... of "bytes", which the function "fn" has
   of unsigned integers for its elements of "size" bytes; new variables are chained to
   "vars", and what sets them is appended to "list". */
void ta_turn_square(tree fn, int size, int bytes, tree *v, tree *vars, tree *list)
{
	turn_fn f = {};

	f.fn = fn;
	f.size = f.unit = size;
	f.bytes = bytes;
	f.vector = TREE_TYPE(v[0]);
	turn(&f, v, vars, list);
}

/* What copies the square or squares at (f->i, f->j), of a line of the cache in
   each row that is written. */
static tree copy_squares(turn_fn *f)
{
	int n = f->bytes / f->size, line = TA_CACHE_LINE / f->size;
	tree vars = NULL_TREE, list = NULL_TREE, v[MAX_VECTORS];
	bool together = line <= MAX_VECTORS / 2;

	for (int first = 0; first < line; first += together ? line : n) {
		int last = together ? line : first + n;

		for (int r = first; r < last; r++)
			v[r] = vector_of(f, memory(f, f->from,
						   at(ta_index_plus(f->i, r),
						      f->ldfrom, f->j),
						   f->vector, f->unit),
					 &vars, &list);
		for (int r = first; r < last; r += n)
			turn(f, v + r, &vars, &list);
		for (int k = 0; k < n; k++)
			for (int r = first; r < last; r += n)
				ta_tree_assign(
					UNKNOWN_LOCATION,
					memory(f, f->to,
					       at(ta_index_plus(f->j, k),
						  f->ldto,
						  ta_index_plus(f->i, r)),
					       f->vector,
					       f->past ? f->bytes : f->unit),
					v[r + k], &list);
	}
	return ta_tree_bind(vars, list);
}

/* Append to "list" what finds the first column of what is written that begins a
   line of the cache, f->head, and the first behind the last whole one, f->full. */
static void find_lines(turn_fn *f, tree *list)
{
	tree type = ta_index_type(), to = fold_convert(type, f->to), x;
	location_t loc = UNKNOWN_LOCATION;

	x = build2(BIT_AND_EXPR, type, build1(NEGATE_EXPR, type, to),
		   ta_index_cst(TA_CACHE_LINE - 1));
	x = build2(TRUNC_DIV_EXPR, type, x, ta_index_cst(f->size));
	ta_tree_assign(loc, f->head, build2(MIN_EXPR, type, x, f->m), list);
	x = build2(BIT_AND_EXPR, type,
		   build2(MINUS_EXPR, type, f->m, f->head),
		   ta_index_cst(-(TA_CACHE_LINE / f->size)));
	ta_tree_assign(loc, f->full, build2(PLUS_EXPR, type, f->head, x), list);
}

/* A loop of "body" in which "at" goes from "first", which is 0 or less, to "n" by
   "step", and "x" is the same, but not below 0 and "n" - "step" at most. */
static tree overlapping(tree x, tree at, tree first, tree n, int step, tree body)
{
	tree list = NULL_TREE, type = ta_index_type(), low = at;

	if (!integer_zerop(first))
		low = build2(MAX_EXPR, type, at, ta_index_cst(0));
	ta_tree_assign(UNKNOWN_LOCATION, x,
		       build2(MIN_EXPR, type, low, ta_index_plus(n, -step)),
		       &list);
	append_to_statement_list(body, &list);
	return ta_tree_loop(UNKNOWN_LOCATION, at, first, n, ta_index_cst(step),
			    list);
}

/* The last column, 0 or before, at which a line of the cache begins in the first
   row that "f" writes, if lines begin at elements. */
static tree line_before(const turn_fn *f)
{
	tree type = ta_index_type(), x;

	x = build2(BIT_AND_EXPR, type, fold_convert(type, f->to),
		   ta_index_cst(TA_CACHE_LINE - 1));
	return build1(NEGATE_EXPR, type,
		      build2(TRUNC_DIV_EXPR, type, x, ta_index_cst(f->size)));
}

/* Append to "list" what the function "f" does. */
static void fill(turn_fn *f, tree *list)
{
	int rows = f->bytes / f->size, line = TA_CACHE_LINE / f->size;
	tree zero = ta_index_cst(0), body;
	location_t loc = UNKNOWN_LOCATION;

	body = overlapping(f->j, f->q, zero, f->n, rows, copy_squares(f));
	if (!f->past) {
		ta_tree_assign(loc, f->head, line_before(f), list);
		append_to_statement_list(overlapping(f->i, f->p, f->head, f->m,
						     line, body), list);
		return;
	}
	find_lines(f, list);
	append_to_statement_list(copy_box(f, zero, f->head), list);
	append_to_statement_list(ta_tree_loop(loc, f->i, f->head, f->full,
					      ta_index_cst(line), body), list);
	append_to_statement_list(copy_box(f, f->full, f->m), list);
}

/* The file's function that turns a matrix of elements of "size" bytes for kernels
   as that of "e", past the cache or not: made if there is none. */
static tree turn_function(ta_emit *e, int size, bool past)
{
	ta_compiled how = ta_shared_how(e);
	tree known, list = NULL_TREE, type = ta_index_type();
	char name[40];
	turn_fn f = {};

	snprintf(name, sizeof(name), "tensoraot.%sturn%d", past ? "store." : "",
		 size);
	known = ta_own_known(name, how);
	if (known)
		return known;
	f.size = size;
	f.unit = MIN(size, 8);
	f.bytes = ta_widest(double_type_node);
	f.past = past;
	f.vector = build_vector_type(
		build_nonstandard_integer_type(f.unit * BITS_PER_UNIT, 1),
		f.bytes / f.unit);
	f.fn = ta_own_declare(name, void_type_node, e->user_fn, how, &f.block);
	f.to = ta_own_argument(f.fn, "to", ptr_type_node);
	f.ldto = ta_own_argument(f.fn, "ldto", type);
	f.from = ta_own_argument(f.fn, "from", ptr_type_node);
	f.ldfrom = ta_own_argument(f.fn, "ldfrom", type);
	f.n = ta_own_argument(f.fn, "n", type);
	f.m = ta_own_argument(f.fn, "m", type);
	f.i = ta_own_variable(f.fn, "i", type, &f.vars);
	f.j = ta_own_variable(f.fn, "j", type, &f.vars);
	f.head = ta_own_variable(f.fn, "head", type, &f.vars);
	f.full = ta_own_variable(f.fn, "full", type, &f.vars);
	f.p = ta_own_variable(f.fn, "p", type, &f.vars);
	f.q = ta_own_variable(f.fn, "q", type, &f.vars);
	fill(&f, &list);
	ta_own_define(f.fn, f.block, f.vars, list);
	return f.fn;
}

/* The file's function that turns a matrix of elements of "size" bytes, which has a
   square of vectors or more, for kernels as that of "e". */
tree ta_turn_fn(ta_emit *e, int size)
{
	return turn_function(e, size, false);
}

/* What two loops copy: where the matrices begin, how many elements lie between
   their rows, of how many bytes; "across": the inner loop counts the rows that
   are written. */
struct turned {
	tree to, ldto, from, ldfrom;
	int size;
	bool across;
};

/* Find what the access "acc" of the instance "in" takes, for the first values of
   the loops around: where it begins, and how far apart what variable "row"
   counts is. */
static void find_side(ta_emit *e, const ta_access *acc, const ta_node *in,
		      int row, tree *first, tree *pitch)
{
	const ta_idx *x = ta_offset_at(e->p, acc, in);

	*first = ta_tree_element(e, acc->array, x);
	*pitch = ta_tree_idx(e, ta_idx_coef(e->p->arena, x, row),
			     ta_index_type());
}

/* Set "t" to what the loop "node" and the one in it copy, from the values of
   their variables on. */
static void look(ta_emit *e, const ta_node *node, turned *t)
{
	const ta_node *in = ta_turned_copy(e->p, node);
	const ta_stmt *s = e->p->stmt[in->stmt];
	int outer = node->var, inner = node->child[0]->var;
	int64_t k;

	t->across = !ta_idx_is_const(
			    ta_idx_coef(e->p->arena,
					ta_offset_at(e->p, s->write, in),
					inner), &k)
		    || k != 1;
	t->size = ta_type_size(e->p->array[s->write->array].elem);
	find_side(e, s->write, in, t->across ? inner : outer, &t->to, &t->ldto);
	find_side(e, s->rhs->u.access, in, t->across ? outer : inner, &t->from,
		  &t->ldfrom);
}

/* The call of the function that copies what "t" says, of n[0] and n[1] iterations
   of the loop "node" and the one in it, "past" the cache or not. */
static tree call(ta_emit *e, const ta_node *node, const turned *t,
		 const tree *n, bool past)
{
	return build_call_expr_loc(ta_locus(node->loc),
				   turn_function(e, t->size, past), 6,
				   unshare_expr(t->to), unshare_expr(t->ldto),
				   unshare_expr(t->from),
				   unshare_expr(t->ldfrom),
				   unshare_expr(n[t->across]),
				   unshare_expr(n[!t->across]));
}

/* Whether the matrix that the loops "node" and the one in it write is too large
   for the cache, and all its rows begin where an element of whole lines may. */
static tree is_past(ta_emit *e, const ta_node *node, const turned *t)
{
	tree type = ta_index_type(), off;

	off = build2(MULT_EXPR, type, unshare_expr(t->ldto),
		     ta_index_cst(t->size));
	off = build2(BIT_AND_EXPR, type, off, ta_index_cst(TA_CACHE_LINE - 1));
	off = build2(BIT_IOR_EXPR, type, off,
		     build2(BIT_AND_EXPR, type, fold_convert(type, unshare_expr(t->to)),
			    ta_index_cst(t->size - 1)));
	return build2(TRUTH_ANDIF_EXPR, boolean_type_node,
		      ta_tree_enough(e, node->volume, node->volume_limit),
		      build2(EQ_EXPR, boolean_type_node, off,
			     ta_index_cst(0)));
}

/* Whether "n" is as many as the "bytes" that are copied at a time hold elements of
   what "t" says. */
static tree has(const turned *t, tree n, int bytes)
{
	return fold_build2(GE_EXPR, boolean_type_node, unshare_expr(n),
			   ta_index_cst(bytes / t->size));
}

/* Append to "list" the loop "node" and the one in it as loops, that along
   the rows that are written inside if these are "long_rows"; "t" is what they do. */
static void emit_loops(ta_emit *e, const ta_node *node, const turned *t,
		       tree long_rows, tree *list)
{
	ta_node *outer = XALLOCAVEC(ta_node, 2), *inner = outer + 1;
	ta_node *child[2] = { inner, node->child[0]->child[0] };
	tree arm[2] = { NULL_TREE, NULL_TREE };

	*outer = *node->child[0];
	*inner = *node;
	outer->child = &child[0];
	inner->child = &child[1];
	outer->simd = inner->transposes = false;
	inner->simd = node->child[0]->simd;
	ta_emit_plain_loop(e, t->across ? outer : node, &arm[0]);
	ta_emit_plain_loop(e, t->across ? node : outer, &arm[1]);
	ta_tree_if(long_rows, arm[0], arm[1], list);
}

/* Whether the loop in "node" has the bounds "lo" and "hi" in all iterations of it,
   the last of which is "last": NULL where nothing else is possible.  Where two
   iterations have the same bounds, so have those between. */
static tree is_box(ta_emit *e, const ta_node *node, tree last, tree lo, tree hi,
		   tree *vars, tree *list)
{
	const ta_node *inner = node->child[0];
	tree first = e->var[node->var], end[2];

	if (!ta_loop_uses(inner, node->var))
		return NULL_TREE;
	e->var[node->var] = last;
	ta_loop_bounds(e, inner, &end[0], &end[1], vars, list);
	e->var[node->var] = first;
	return build2(TRUTH_ANDIF_EXPR, boolean_type_node,
		      build2(EQ_EXPR, boolean_type_node, unshare_expr(lo), end[0]),
		      build2(EQ_EXPR, boolean_type_node, unshare_expr(hi), end[1]));
}

/* Append to "list" the loops "node" and the one in it, which copy a matrix
   turned. */
void ta_emit_transpose(ta_emit *e, const ta_node *node, tree *list)
{
	const ta_node *loop[2] = { node, node->child[0] };
	tree vars = NULL_TREE, body = NULL_TREE, n[2], lo[2], hi[2];
	tree squares = NULL_TREE, plain = NULL_TREE, may, wide, box, last;
	turned t;

	for (int i = 0; i < 2; i++) {
		ta_loop_bounds(e, loop[i], &lo[i], &hi[i], &vars, &body);
		e->var[loop[i]->var] = lo[i];
		n[i] = fold_build2(MINUS_EXPR, ta_index_type(), hi[i], lo[i]);
	}
	last = fold_build2(MINUS_EXPR, ta_index_type(), hi[0], ta_index_cst(1));
	box = is_box(e, node, last, lo[1], hi[1], &vars, &body);
	look(e, node, &t);
	if (node->volume && (!e->serial || e->p->serial))
		ta_tree_if(is_past(e, node, &t), call(e, node, &t, n, true),
			   call(e, node, &t, n, false), &squares);
	else
		append_to_statement_list(call(e, node, &t, n, false), &squares);
	wide = has(&t, n[!t.across], TA_CACHE_LINE);
	may = build2(TRUTH_ANDIF_EXPR, boolean_type_node,
		     has(&t, n[t.across], ta_widest(double_type_node)),
		     unshare_expr(wide));
	if (box) {
		may = build2(TRUTH_ANDIF_EXPR, boolean_type_node, may, box);
		ta_emit_plain_loop(e, node, &plain);
	} else {
		emit_loops(e, node, &t, wide, &plain);
	}
	ta_tree_if(may, squares, plain, &body);
	append_to_statement_list(ta_tree_bind(vars, body), list);
}
