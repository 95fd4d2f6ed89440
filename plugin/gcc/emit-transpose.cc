/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-transpose.cc - copies of a matrix that is turned, by squares of vectors.

   Assumes two loops that transpose.c has marked.  They become a call of one of
   two functions of the file (emit-own.cc), for elements of 4, 8 or 16 bytes:

	static void tensoraot.turn8 (double *to, long ldto, double *from,
				     long ldfrom, long n, long m)
	{
	  // to[j * ldto + i] = from[i * ldfrom + j], j < n, i < m
	  head = ..., full = head + (m - head) / W * W, whole = n / L * L;
	  for (i = head; i < full; i += W)
	    {
	      for (j = 0; j < whole; j += L)
		{ the W by L elements from (i, j) on, turned in registers }
	      what is right of them, from j = whole on, one by one
	    }
	  what is above and below them, one by one
	}

   L is how many elements a vector has, and W how many a line of the cache: of
   each row that is written, a whole line at once.  "tensoraot.store.turn8" stores
   it past the cache (emit-bypass.cc marks its stores) and begins where lines
   do; it is called where all rows are multiples of a line apart and what is
   written is too large for the cache.

   A square of L vectors is turned in two steps, after Eklundh, "A Fast Computer
   Method for Matrix Transposing" (IEEE Trans. Computers, 1972): the elements of
   the 16 bytes that each instruction works on are interleaved with those of the
   next vectors, and then pieces of 16 bytes change places.  Leaves true that
   each element is copied once. */
#include "gcc-compat.h"
#include "tree-vector-builder.h"
#include "ta.h"
#include "emit.h"
#include "emit-tile.h"

/* How many bytes a line of the cache has, and what an instruction moves elements
   within; how many vectors a line of elements in each row is at most. */
enum { LINE = 64, LANE = 16, MAX_VECTORS = 16 };

/* The function in the making: its arguments and variables.  "size": of an
   element; "bytes": of a vector; "past": it stores past the cache. */
struct turn_fn {
	tree fn, to, ldto, from, ldfrom, n, m, i, j, p, head, full, whole;
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

/* The loops that copy [jlo, jhi) by [ilo, ihi) one by one. */
static tree copy_box(const turn_fn *f, tree jlo, tree jhi, tree ilo, tree ihi)
{
	tree list = NULL_TREE, one = ta_index_cst(1);

	copy_one(f, &list);
	list = ta_tree_loop(UNKNOWN_LOCATION, f->i, ilo, ihi, one, list);
	return ta_tree_loop(UNKNOWN_LOCATION, f->j, jlo, jhi, one, list);
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
	int n = f->bytes / f->unit, lane = LANE / f->unit, from[LINE];

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
	int n = f->bytes / f->unit, lane = LANE / f->unit, from[LINE];

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

/* What copies the square or squares at (f->i, f->j), of a line of the cache in
   each row that is written. */
static tree copy_squares(turn_fn *f)
{
	int n = f->bytes / f->size, line = LINE / f->size;
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

/* "x" rounded down to a multiple of "k", which is a power of two. */
static tree rounded(tree x, int k)
{
	return build2(BIT_AND_EXPR, ta_index_type(), x, ta_index_cst(-k));
}

/* Append to "list" what finds the parts of the matrix that are squares. */
static void find_parts(turn_fn *f, tree *list)
{
	tree type = ta_index_type(), x = ta_index_cst(0), off;
	location_t loc = UNKNOWN_LOCATION;

	if (f->past) {
		tree to = fold_convert(type, f->to);

		x = build2(BIT_AND_EXPR, type, build1(NEGATE_EXPR, type, to),
			   ta_index_cst(LINE - 1));
		off = build2(BIT_AND_EXPR, type, x, ta_index_cst(f->size - 1));
		x = build2(TRUNC_DIV_EXPR, type, x, ta_index_cst(f->size));
		x = build2(MIN_EXPR, type, x, f->m);
		x = build3(COND_EXPR, type,
			   build2(NE_EXPR, boolean_type_node, off,
				  ta_index_cst(0)), f->m, x);
	}
	ta_tree_assign(loc, f->head, x, list);
	x = rounded(build2(MINUS_EXPR, type, f->m, f->head), LINE / f->size);
	ta_tree_assign(loc, f->full, build2(PLUS_EXPR, type, f->head, x), list);
	ta_tree_assign(loc, f->whole, rounded(f->n, f->bytes / f->size), list);
}

/* Append to "list" what the function "f" does. */
static void fill(turn_fn *f, tree *list)
{
	tree zero = ta_index_cst(0), rows = NULL_TREE, end;
	location_t loc = UNKNOWN_LOCATION;
	int line = LINE / f->size;

	find_parts(f, list);
	append_to_statement_list(ta_tree_loop(loc, f->j, zero, f->whole,
					      ta_index_cst(f->bytes / f->size),
					      copy_squares(f)), &rows);
	append_to_statement_list(copy_box(f, zero, f->n, zero, f->head), list);
	append_to_statement_list(ta_tree_loop(loc, f->i, f->head, f->full,
					      ta_index_cst(line), rows), list);
	append_to_statement_list(copy_box(f, f->whole, f->n, f->head, f->full),
				 list);
	end = copy_box(f, zero, f->n, f->full, f->m);
	append_to_statement_list(end, list);
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
	f.whole = ta_own_variable(f.fn, "whole", type, &f.vars);
	fill(&f, &list);
	ta_own_define(f.fn, f.block, f.vars, list);
	return f.fn;
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
	const ta_idx *x = ta_idx_subst(e->p->arena, acc->offset,
				       e->p->stmt[in->stmt]->depth, in->iter);

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
					ta_idx_subst(e->p->arena,
						     s->write->offset, s->depth,
						     in->iter), inner), &k)
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
	off = build2(BIT_AND_EXPR, type, off, ta_index_cst(LINE - 1));
	off = build2(BIT_IOR_EXPR, type, off,
		     build2(BIT_AND_EXPR, type, fold_convert(type, unshare_expr(t->to)),
			    ta_index_cst(t->size - 1)));
	return build2(TRUTH_ANDIF_EXPR, boolean_type_node,
		      ta_tree_enough(e, node->volume, node->volume_limit),
		      build2(EQ_EXPR, boolean_type_node, off,
			     ta_index_cst(0)));
}

/* Append to "list" the loops "node" and the one in it, which copy a matrix
   turned. */
void ta_emit_transpose(ta_emit *e, const ta_node *node, tree *list)
{
	const ta_node *loop[2] = { node, node->child[0] };
	tree vars = NULL_TREE, body = NULL_TREE, n[2], type = ta_index_type();
	bool may = node->volume && (!e->serial || e->p->serial);
	turned t;

	for (int i = 0; i < 2; i++) {
		tree lo, hi;

		ta_loop_bounds(e, loop[i], &lo, &hi, &vars, &body);
		e->var[loop[i]->var] = lo;
		n[i] = fold_build2(MAX_EXPR, type,
				   build2(MINUS_EXPR, type, hi, lo),
				   ta_index_cst(0));
	}
	look(e, node, &t);
	if (may)
		ta_tree_if(is_past(e, node, &t),
			   call(e, node, &t, n, true),
			   call(e, node, &t, n, false), &body);
	else
		append_to_statement_list(call(e, node, &t, n, false), &body);
	append_to_statement_list(ta_tree_bind(vars, body), list);
}
