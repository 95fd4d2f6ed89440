/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-wave.cc - rows that wait for each other, one behind the other, as vectors.

   Assumes a loop over rows that wave.c has marked, around one over columns, of row i + k
   [lo[k], hi[k]), around a statement that makes c[i][j] of c[i][j-1], c[i-1][j],
   c[i-1][j-1] and of other elements.  V rows at a time, V the elements of a vector:

	first = max (lo[k] + k), last = min (hi[k] + k);	// lo + V - 1 and hi
	rows k = 0, 1 ... V - 1 one by one, each up to column first + 1 - k;
	left = { c[i+k][first-k] };		// the diagonal before
	corner = { c[i+k-1][first-k] };
	for (b = first + 1; b <= last - V; b += V)
	  {
	    what else is read of c[i+k][b-k ...], turned: square[t] = { c[i+k][b+t-k] };
	    for (t = 0; t < V; t++)
	      {
		above = left moved down by one, with c[i-1][b+t] on top;
		left = made[t] = what the statement makes of these and square[t];
		corner = above;
	      }
	    made, turned, goes to c[i+k][b-k ...];
	  }
	rows k = 0, 1 ... V - 1 one by one, each from column b - k on.

   What depends on the row alone is made once for the V rows; what depends on the
   column alone is made for one column a step, and moves down with the diagonals.
   Where fewer rows or columns are left, they run as written.  Leaves true that every
   instance runs once, after all that it needs, and computes what it did; what is read
   of memory in a square has not been stored to since (ta_poly_wave). */
#include "gcc-compat.h"
#include "tree-vector-builder.h"
#include "ta.h"
#include "wave.h"
#include "emit.h"
#include "emit-tile.h"

/* What a vector is made of outside of the statement's operators: "x", the same in a
   row or a column, or a read of squares; "var" has it for the diagonal at hand,
   "buffer" for all of a square, or is where it is put together. */
struct wave_leaf {
	const ta_expr *x;
	enum ta_wave_read kind;
	tree var, buffer;
};

/* The rows in the making, from "row" on.  "elem", "vector": the types of an element
   and of a vector of "lanes" of them, of "size" bytes each; "at": the column of the
   first row on the diagonal at hand, "block", "step": its square, and its number in
   that; "k": a number of a row; [first, last): through which columns of the first row
   diagonals go that have a column in all rows; "vars": what is declared. */
struct wave_fn {
	ta_emit *e;
	ta_wave w;
	const ta_node *rows, *cols, *node;
	location_t loc;
	tree elem, vector, row, at, block, step, k, first, last;
	int lanes, size;
	tree left, above, corner, made, vars;
	auto_vec<wave_leaf> leaf;
};

/* --------------------------------------------------------------- vectors -- */

/* A new variable "name" of "type" for "f". */
static tree variable(wave_fn *f, const char *name, tree type)
{
	return ta_tree_variable(f->e, name, type, &f->vars);
}

/* The type of vectors of integers as long as elements, signed or not. */
static tree int_vector(const wave_fn *f, bool is_unsigned)
{
	tree type = build_nonstandard_integer_type(f->size * BITS_PER_UNIT,
						   is_unsigned);

	return build_vector_type(type, f->lanes);
}

/* The type of vectors for values of "type": that of elements as long. */
static tree vector_for(const wave_fn *f, enum ta_type type)
{
	tree t = ta_gcc_type(type);

	if (type == TA_BOOL)
		return int_vector(f, true);
	if (ta_type_size(type) < f->size)
		return int_vector(f, TYPE_UNSIGNED(t));
	return build_vector_type(t, f->lanes);
}

/* "x" as a vector of "type", bit for bit. */
static tree as_vector(tree type, tree x)
{
	if (TYPE_MAIN_VARIANT(TREE_TYPE(x)) == TYPE_MAIN_VARIANT(type))
		return x;
	return build1(VIEW_CONVERT_EXPR, type, x);
}

/* The vector "x" moved down by one element, with the scalar "top" on top. */
static tree moved_down(const wave_fn *f, tree x, tree top)
{
	tree type = TREE_TYPE(x), index = TREE_TYPE(int_vector(f, true));
	tree_vector_builder mask(int_vector(f, true), f->lanes, 1);

	for (int k = 0; k < f->lanes; k++)
		mask.quick_push(build_int_cst(index, f->lanes - 1 + k));
	return build3(VEC_PERM_EXPR, type,
		      build_vector_from_val(type, fold_convert(TREE_TYPE(type),
							       top)),
		      x, mask.build());
}

/* Vector "k" of the array "buffer", as one of "type". */
static tree vector_in(tree buffer, tree k, tree type)
{
	tree at = build_fold_addr_expr(buffer);
	tree off = size_binop(MULT_EXPR, fold_convert(sizetype, k),
			      TYPE_SIZE_UNIT(type));

	return build2(MEM_REF, type, fold_build_pointer_plus(at, off),
		      build_int_cst(build_pointer_type_for_mode(type, ptr_mode,
								true), 0));
}

/* A new array of "n" vectors of "type", aligned as these. */
static tree new_buffer(wave_fn *f, tree type, int n)
{
	tree v = variable(f, "buffer",
			  build_array_type_nelts(TREE_TYPE(type),
						 (unsigned)(n * f->lanes)));

	SET_DECL_ALIGN(v, TYPE_ALIGN(type));
	TREE_ADDRESSABLE(v) = 1;
	return v;
}

/* Element "k" of the array "buffer". */
static tree element_in(tree buffer, tree k)
{
	return build4(ARRAY_REF, TREE_TYPE(TREE_TYPE(buffer)), buffer, k,
		      NULL_TREE, NULL_TREE);
}

/* -------------------------------------------------------------- instances -- */

/* Let the instance be that of row "row" and column "col". */
static void go_to(wave_fn *f, tree row, tree col)
{
	f->e->var[f->rows->var] = row;
	f->e->var[f->cols->var] = col;
	f->e->stmt = f->node->stmt;
	f->e->iter = f->node->iter;
}

/* "x" + "y" as an index, or "x" - "y". */
static tree plus(tree x, tree y)
{
	return ta_index_op(PLUS_EXPR, unshare_expr(x), unshare_expr(y));
}

static tree minus(tree x, tree y)
{
	return ta_index_op(MINUS_EXPR, unshare_expr(x), unshare_expr(y));
}

/* The access by which the statement reads what is of "kind", NULL: none. */
static const ta_access *read_of(const wave_fn *f, const ta_expr *x,
				enum ta_wave_read kind)
{
	if (x->op == TA_OP_READ)
		return ta_wave_read(&f->w, x->u.access) == kind ? x->u.access
								: NULL;
	for (int i = 0; i < x->nargs; i++)
		if (const ta_access *acc = read_of(f, x->arg[i], kind))
			return acc;
	return NULL;
}

/* A loop of "body" in which f->k counts the rows. */
static tree each_row(wave_fn *f, tree body)
{
	return ta_tree_scalar_loop(f->loc, f->k, ta_index_cst(0),
				   ta_index_cst(f->lanes), ta_index_cst(1), body);
}

/* Append to "list" the row "row" from column "from" on up to column "to".  What is
   always read to the left is in a variable: the compiler does not see that it has just
   been stored. */
static void one_row(wave_fn *f, tree row, tree from, tree to, tree *list)
{
	const ta_access *acc = read_of(f, f->w.s->rhs, TA_WAVE_LEFT);
	tree col = variable(f, "column", ta_index_type()), body = NULL_TREE;
	const ta_fixed *around = f->e->fixed;
	ta_fixed left = { 1, f->node->stmt, { acc }, {} };
	tree begin = NULL_TREE;

	if (acc && acc->sure) {
		left.var[0] = variable(f, "left", f->elem);
		go_to(f, row, unshare_expr(from));
		ta_tree_assign(f->loc, left.var[0], ta_tree_access(f->e, acc),
			       &begin);
		f->e->fixed = &left;
	}
	go_to(f, row, col);
	ta_emit_node(f->e, f->node, &body);
	f->e->fixed = around;
	if (left.var[0])
		ta_tree_assign(f->loc, left.var[0],
			       ta_tree_access(f->e, f->w.s->write), &body);
	append_to_statement_list(
		ta_tree_scalar_loop(f->loc, col, unshare_expr(from),
				    unshare_expr(to), ta_index_cst(1), body),
		&begin);
	ta_tree_if(ta_test(LT_EXPR, unshare_expr(from), unshare_expr(to)), begin,
		   NULL_TREE, list);
}

/* Append to "list" the rows one by one, each from column "from" on up to column "to",
   both of which may use f->k: NULL is where a row begins, or ends. */
static void one_by_one(wave_fn *f, tree from, tree to, tree *list)
{
	tree row = variable(f, "row", ta_index_type()), body = NULL_TREE, lo, hi;

	ta_tree_assign(f->loc, row, plus(f->row, f->k), &body);
	f->e->var[f->rows->var] = row;
	ta_loop_bounds(f->e, f->cols, &lo, &hi, &f->vars, &body);
	one_row(f, row, from ? from : lo, to ? to : hi, &body);
	append_to_statement_list(each_row(f, body), list);
}

/* Append to "list" what sets "vector" to "value" of each row, which may use f->k. */
static void collect(wave_fn *f, tree vector, tree value, tree *list)
{
	tree type = TREE_TYPE(vector), buffer = new_buffer(f, type, 1);
	tree body = NULL_TREE;

	ta_tree_assign(f->loc, element_in(buffer, f->k), value, &body);
	append_to_statement_list(each_row(f, body), list);
	ta_tree_assign(f->loc, vector, vector_in(buffer, size_zero_node, type),
		       list);
}

/* Column "col" of row f->k, which lies on the diagonal through "col" of the first. */
static void go_to_row(wave_fn *f, tree col)
{
	go_to(f, plus(f->row, f->k), minus(col, f->k));
}

/* ----------------------------------------------------------------- leaves -- */

/* Find what "x" is made of. */
static void find_leaves(wave_fn *f, const ta_expr *x)
{
	enum ta_wave_read kind = ta_wave_line(&f->w, x);
	wave_leaf leaf = { x, kind, NULL_TREE, NULL_TREE };

	if (kind == TA_WAVE_NONE && x->op == TA_OP_READ
	    && ta_wave_read(&f->w, x->u.access) == TA_WAVE_SQUARE)
		leaf.kind = TA_WAVE_SQUARE;
	if (leaf.kind == TA_WAVE_NONE) {
		for (int i = 0; i < x->nargs; i++)
			find_leaves(f, x->arg[i]);
		return;
	}
	for (const wave_leaf &known : f->leaf)
		if (ta_expr_equal(known.x, x))
			return;
	leaf.var = variable(f, "v", vector_for(f, x->type));
	if (leaf.kind == TA_WAVE_SQUARE)
		leaf.buffer = new_buffer(f, TREE_TYPE(leaf.var), f->lanes);
	f->leaf.safe_push(leaf);
}

/* Append to "list" what sets "leaf" for the diagonal through column "at" of the first
   row. */
static void begin_leaf(wave_fn *f, const wave_leaf *leaf, tree at, tree *list)
{
	if (leaf->kind == TA_WAVE_SQUARE)
		return;
	go_to_row(f, at);
	if (leaf->kind == TA_WAVE_SAME) {
		tree type = TREE_TYPE(leaf->var);

		ta_tree_assign(f->loc, leaf->var, build_vector_from_val(
			type, fold_convert(TREE_TYPE(type),
					   ta_tree_expr(f->e, leaf->x))), list);
		return;
	}
	collect(f, leaf->var, ta_tree_expr(f->e, leaf->x), list);
}

/* Append to "list" what "leaf" is on the next diagonal, which goes through f->at. */
static void move_leaf(wave_fn *f, const wave_leaf *leaf, tree *list)
{
	tree x;

	if (leaf->kind == TA_WAVE_ROW || leaf->kind == TA_WAVE_SAME)
		return;
	if (leaf->kind == TA_WAVE_SQUARE) {
		x = vector_in(leaf->buffer, f->step, TREE_TYPE(leaf->var));
	} else {
		go_to(f, f->row, f->at);
		x = moved_down(f, leaf->var, ta_tree_expr(f->e, leaf->x));
	}
	ta_tree_assign(f->loc, leaf->var, x, list);
}

/* ---------------------------------------------------------------- squares -- */

/* Of the access "acc" the vector of row "k" of the square at hand, in the order of
   memory: its first column is f->block - "k", or its last one if rows lie there from
   their end on ("back"). */
static tree row_of_square(wave_fn *f, const ta_access *acc, int k, bool back,
			  tree type)
{
	tree at = ta_index_cst(k), ref;

	go_to(f, plus(f->row, at),
	      ta_index_plus(f->block, (back ? f->lanes - 1 : 0) - k));
	ref = ta_tree_access(f->e, acc);
	type = build_aligned_type(type, TYPE_ALIGN(TREE_TYPE(type)));
	return build2(MEM_REF, type, unshare_expr(TREE_OPERAND(ref, 0)),
		      build_int_cst(build_pointer_type_for_mode(type, ptr_mode,
								true), 0));
}

/* Append to "list" what fetches the lines AHEAD bytes right of "at", or left of it if
   "back", which are read soon, or stored to if "store": more rows go along than the
   processor watches. */
static void fetch(tree at, bool back, bool store, tree *list)
{
	enum { AHEAD = 2 * TA_CACHE_LINE };
	tree to = build_fold_addr_expr_with_type(unshare_expr(at), ptr_type_node);

	to = fold_build_pointer_plus_hwi(to, back ? -AHEAD : AHEAD);
	append_to_statement_list(
		build_call_expr(builtin_decl_explicit(BUILT_IN_PREFETCH), 3,
				fold_convert(const_ptr_type_node, to),
				store ? integer_one_node : integer_zero_node,
				build_int_cst(integer_type_node, 3)), list);
}

/* Append to "list" what turns the square at hand of "acc": from memory to "buffer",
   or if "store" the other way round. */
static void turn_square(wave_fn *f, const ta_access *acc, tree buffer, bool store,
			tree *list)
{
	tree type = int_vector(f, true), v[TA_MAX_TURNED], vars = NULL_TREE;
	bool back = ta_wave_way(&f->w, acc) < 0;
	tree in = NULL_TREE;

	for (int k = 0; k < f->lanes; k++) {
		tree row = row_of_square(f, acc, k, back, type);
		int t = back ? f->lanes - 1 - k : k;

		fetch(row, back, store, &in);
		v[k] = ta_tree_kept(f->e, f->loc, "v", type,
				    store ? vector_in(buffer, size_int(t), type)
					  : row, &vars, &in);
	}
	ta_turn_square(f->e->fn, f->size, f->lanes * f->size, v, &vars, &in);
	for (int k = 0; k < f->lanes; k++) {
		int t = back ? f->lanes - 1 - k : k;

		ta_tree_assign(f->loc,
			       store ? row_of_square(f, acc, k, back, type)
				     : vector_in(buffer, size_int(t), type),
			       v[k], &in);
	}
	append_to_statement_list(ta_tree_bind(vars, in), list);
}

/* ------------------------------------------------------------- expressions -- */

static tree value_of(wave_fn *f, const ta_expr *x);

/* Which elements the condition "x" holds for. */
static tree condition_of(wave_fn *f, const ta_expr *x)
{
	for (const wave_leaf &leaf : f->leaf)
		if (ta_expr_equal(leaf.x, x)) {
			tree type = TREE_TYPE(leaf.var);

			return build2(NE_EXPR, truth_type_for(type), leaf.var,
				      build_zero_cst(type));
		}
	if (ta_op_compares(x->op)) {
		tree a = value_of(f, x->arg[0]), b = value_of(f, x->arg[1]);

		return build2(ta_binary_code(x->op, x->arg[0]->type),
			      truth_type_for(TREE_TYPE(a)), a, b);
	}
	if (x->op == TA_OP_NOT) {
		tree a = condition_of(f, x->arg[0]);

		return build1(BIT_NOT_EXPR, TREE_TYPE(a), a);
	}
	tree a = condition_of(f, x->arg[0]), b = condition_of(f, x->arg[1]);

	return build2(ta_binary_code(x->op, x->type), TREE_TYPE(a), a, b);
}

/* The vector of "yes" where the condition "cond" holds, elsewhere of "no". */
static tree chosen(wave_fn *f, const ta_expr *cond, tree yes, tree no)
{
	return build3(VEC_COND_EXPR, TREE_TYPE(yes), condition_of(f, cond), yes,
		      no);
}

/* The value of the operator "x" of elements.  Sums of integers wrap: some of those
   that are not chosen were none of the source. */
static tree operator_of(wave_fn *f, const ta_expr *x)
{
	tree type = vector_for(f, x->type), as = type, arg[2] = {};
	bool wraps = !ta_type_rounds(x->type)
		     && (x->op == TA_OP_ADD || x->op == TA_OP_SUB
			 || x->op == TA_OP_MUL || x->op == TA_OP_NEG);

	if (wraps)
		as = int_vector(f, true);
	for (int i = 0; i < x->nargs; i++)
		arg[i] = as_vector(as, value_of(f, x->arg[i]));
	switch (x->op) {
	case TA_OP_NEG:
		return as_vector(type, build1(NEGATE_EXPR, as, arg[0]));
	case TA_OP_ABS:
		return build1(ABS_EXPR, as, arg[0]);
	case TA_OP_NOT:
		return build1(BIT_NOT_EXPR, as, arg[0]);
	default:
		return as_vector(type, build2(ta_binary_code(x->op, x->type), as,
					      arg[0], arg[1]));
	}
}

/* The vector of "x" on the diagonal at hand, but of a condition. */
static tree value_of(wave_fn *f, const ta_expr *x)
{
	tree type = vector_for(f, x->type);

	for (const wave_leaf &leaf : f->leaf)
		if (ta_expr_equal(leaf.x, x))
			return leaf.var;
	switch (x->op) {
	case TA_OP_READ:
		switch (ta_wave_read(&f->w, x->u.access)) {
		case TA_WAVE_LEFT:
			return f->left;
		case TA_WAVE_ABOVE:
			return f->above;
		default:
			return f->corner;
		}
	case TA_OP_SELECT:
		return chosen(f, x->arg[0], value_of(f, x->arg[1]),
			      value_of(f, x->arg[2]));
	case TA_OP_CAST:
		if (x->arg[0]->type != TA_BOOL)
			return as_vector(type, value_of(f, x->arg[0]));
		return chosen(f, x->arg[0], build_one_cst(type),
			      build_zero_cst(type));
	default:
		return operator_of(f, x);
	}
}

/* ------------------------------------------------------------------- rows -- */

/* How many elements that the statement in the loop "node" and the one in it writes a
   vector has. */
static int lanes_of(ta_emit *e, const ta_node *node)
{
	const ta_stmt *s = e->p->stmt[node->child[0]->child[0]->stmt];
	tree type = ta_gcc_type(e->p->array[s->write->array].elem);

	return ta_widest(type) / (int)int_size_in_bytes(type);
}

/* The element above the instance of row "row" and column "col". */
static tree above(wave_fn *f, tree row, tree col)
{
	const ta_access *acc = read_of(f, f->w.s->rhs, TA_WAVE_ABOVE);

	if (!acc) {
		acc = read_of(f, f->w.s->rhs, TA_WAVE_CORNER);
		col = ta_index_plus(col, 1);
	}
	go_to(f, row, col);
	return ta_tree_access(f->e, acc);
}

/* Append to "list" what all vectors are on the diagonal through column "at" of the
   first row, which has been run one by one. */
static void begin_rows(wave_fn *f, tree at, tree *list)
{
	go_to_row(f, at);
	collect(f, f->left, ta_tree_access(f->e, f->w.s->write), list);
	collect(f, f->corner, above(f, plus(f->row, f->k), minus(at, f->k)), list);
	for (const wave_leaf &leaf : f->leaf)
		begin_leaf(f, &leaf, at, list);
}

/* What makes the diagonal f->step of a square. */
static tree diagonal(wave_fn *f)
{
	tree list = NULL_TREE;

	ta_tree_assign(f->loc, f->at, plus(f->block, f->step), &list);
	ta_tree_assign(f->loc, f->above, moved_down(f, f->left, above(f, f->row, f->at)),
		       &list);
	for (const wave_leaf &leaf : f->leaf)
		move_leaf(f, &leaf, &list);
	ta_tree_assign(f->loc, f->left, value_of(f, f->w.s->rhs), &list);
	ta_tree_assign(f->loc, vector_in(f->made, f->step, f->vector), f->left,
		       &list);
	ta_tree_assign(f->loc, f->corner, f->above, &list);
	return list;
}

/* What runs the square of which the first row begins at f->block. */
static tree square(wave_fn *f)
{
	tree list = NULL_TREE;

	for (const wave_leaf &leaf : f->leaf)
		if (leaf.kind == TA_WAVE_SQUARE)
			turn_square(f, leaf.x->u.access, leaf.buffer, false,
				    &list);
	append_to_statement_list(
		ta_tree_loop(f->loc, f->step, ta_index_cst(0),
			     ta_index_cst(f->lanes), ta_index_cst(1),
			     diagonal(f)), &list);
	turn_square(f, f->w.s->write, f->made, true, &list);
	return list;
}

/* What runs f->lanes rows from f->row on. */
static tree emit_rows(wave_fn *f)
{
	tree index = ta_index_type(), n = ta_index_cst(f->lanes), list = NULL_TREE;

	f->block = variable(f, "block", index);
	f->step = variable(f, "step", index);
	f->at = variable(f, "at", index);
	f->left = variable(f, "left", f->vector);
	f->above = variable(f, "above", f->vector);
	f->corner = variable(f, "corner", f->vector);
	f->made = new_buffer(f, f->vector, f->lanes);
	find_leaves(f, f->w.s->rhs);
	one_by_one(f, NULL_TREE, minus(ta_index_plus(f->first, 1), f->k), &list);
	begin_rows(f, f->first, &list);
	append_to_statement_list(
		ta_tree_loop(f->loc, f->block, ta_index_plus(f->first, 1),
			     ta_index_plus(f->last, 1 - f->lanes), n, square(f)),
		&list);
	one_by_one(f, minus(f->block, f->k), NULL_TREE, &list);
	return list;
}

/* Whether rows of the loop "node" run one behind the other: the plan says so, and
   there are vectors. */
bool ta_runs_wave(ta_emit *e, const ta_node *node)
{
	return node->wave && lanes_of(e, node) >= 4;
}

/* Whether the row before that of the instance at hand is one of the statement's too:
   NULL where that is not asked. */
static tree has_row_before(const wave_fn *f)
{
	ta_arena *a = f->e->p->arena;
	const ta_stmt *s = f->w.s;
	const ta_idx **iter = XALLOCAVEC(const ta_idx *, s->depth);
	tree all = NULL_TREE;

	memcpy(iter, f->node->iter, sizeof(*iter) * (size_t)s->depth);
	iter[f->w.row] = ta_idx_addk(a, iter[f->w.row], -1);
	for (int c = 0; f->w.maybe && c < s->ncons; c++) {
		tree x;

		if (!ta_idx_uses(s->cons[c], f->w.row))
			continue;
		x = ta_tree_idx(f->e, ta_idx_subst(a, s->cons[c], s->depth, iter),
				ta_index_type());
		x = ta_test(GE_EXPR, x, ta_index_cst(0));
		all = all ? build2(TRUTH_ANDIF_EXPR, boolean_type_node, all, x)
			  : x;
	}
	return all;
}

/* How many columns pay for rows that are begun and ended one by one. */
static int least_columns(const wave_fn *f)
{
	return ta_cost_wave(f->lanes, SCALAR_FLOAT_TYPE_P(f->elem));
}

/* Whether rows from "iv" on run one behind the other: there are as many as a vector
   has elements, up to "hi", and enough columns in [from, to). */
static tree is_wide(const wave_fn *f, tree iv, tree hi, tree from, tree to)
{
	tree before = has_row_before(f), all;

	all = build2(TRUTH_ANDIF_EXPR, boolean_type_node,
		     ta_test(LE_EXPR, iv, ta_index_plus(unshare_expr(hi),
							-f->lanes)),
		     ta_test(GE_EXPR, minus(to, from),
			     ta_index_cst(least_columns(f))));
	return before ? build2(TRUTH_ANDIF_EXPR, boolean_type_node, all, before)
		      : all;
}

/* Append to "list" what sets f->first and f->last, where the first row has columns
   [from, to), and "step" to 1 where rows have too few columns in common. */
static void find_common(wave_fn *f, tree from, tree to, tree step, tree *list)
{
	tree body = NULL_TREE, one = NULL_TREE, lo, hi, row, few;

	if (!ta_loop_uses(f->cols, f->rows->var)) {
		ta_tree_assign(f->loc, f->first,
			       ta_index_plus(from, f->lanes - 1), list);
		ta_tree_assign(f->loc, f->last, to, list);
		return;
	}
	row = variable(f, "row", ta_index_type());
	ta_tree_assign(f->loc, f->first, from, list);
	ta_tree_assign(f->loc, f->last, to, list);
	ta_tree_assign(f->loc, row, plus(f->row, f->k), &body);
	f->e->var[f->rows->var] = row;
	ta_loop_bounds(f->e, f->cols, &lo, &hi, &f->vars, &body);
	ta_tree_assign(f->loc, f->first,
		       ta_index_op(MAX_EXPR, f->first, plus(lo, f->k)), &body);
	ta_tree_assign(f->loc, f->last,
		       ta_index_op(MIN_EXPR, f->last, plus(hi, f->k)), &body);
	append_to_statement_list(each_row(f, body), list);
	few = ta_test(LT_EXPR, minus(f->last, f->first),
		      ta_index_cst(least_columns(f) - f->lanes));
	ta_tree_assign(f->loc, step, ta_index_cst(1), &one);
	ta_tree_if(few, one, NULL_TREE, list);
}

/* What the loop "node" does for the rows from "iv" on, up to "hi" at most: one behind
   the other, or one; the variable "step" is set to how many. */
tree ta_wave_body(ta_emit *e, const ta_node *node, tree iv, tree hi, tree step)
{
	tree list = NULL_TREE, few = NULL_TREE, common = NULL_TREE, from, to;
	tree more = ta_test(GT_EXPR, step, ta_index_cst(1));
	wave_fn f = {};

	f.e = e;
	f.rows = node;
	f.cols = node->child[0];
	f.node = f.cols->child[0];
	f.loc = ta_locus(node->loc);
	e->var[node->var] = iv;
	ta_loop_bounds(e, f.cols, &from, &to, &f.vars, &list);
	ta_wave_loops(e->p, node, TA_ANY_BYTES, &f.w);
	f.elem = ta_gcc_type(e->p->array[f.w.s->write->array].elem);
	f.size = (int)int_size_in_bytes(f.elem);
	f.lanes = lanes_of(e, node);
	f.vector = build_vector_type(f.elem, f.lanes);
	e->var[node->var] = iv;
	ta_tree_assign(f.loc, step,
		       build3(COND_EXPR, ta_index_type(),
			      is_wide(&f, iv, hi, from, to),
			      ta_index_cst(f.lanes), ta_index_cst(1)), &list);
	f.row = iv;
	f.k = variable(&f, "k", ta_index_type());
	f.first = variable(&f, "first", ta_index_type());
	f.last = variable(&f, "last", ta_index_type());
	find_common(&f, from, to, step, &common);
	ta_tree_if(more, common, NULL_TREE, &list);
	one_row(&f, iv, from, to, &few);
	ta_tree_if(unshare_expr(more), emit_rows(&f), few, &list);
	e->var[node->var] = iv;
	return ta_tree_bind(f.vars, list);
}
