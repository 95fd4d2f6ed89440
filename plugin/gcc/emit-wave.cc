/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-wave.cc - rows that wait for each other, one behind the other, as vectors.

   Assumes a loop over rows that wave.c has marked, around one over columns, of row i + k
   [lo[k], hi[k]), around statements, of which one makes c[i][j] of c[i][j-1], c[i-1][j],
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

   Several statements have such vectors each.  A scalar along a row goes from the first
   part of the row to a vector, and from that to the last part; of an array that all rows
   change the last row of the V stores its element on each diagonal, and what the vector
   has at the end goes there too.  What a row has in front of columns runs with the first
   part.  What depends on the row alone is made once for the V rows; what depends on the
   column alone is made for one column a step, and moves down with the diagonals.
   Where fewer rows or columns are left, they run as written.  Leaves true that every
   instance runs once, after all that it needs, and computes what it did; what is read
   of memory in a square has not been stored to since (ta_poly_wave). */
#include "gcc-compat.h"
#include "ta.h"
#include "emit-tile.h"
#include "emit-wave.h"

/* --------------------------------------------------------------- variables -- */

/* A new variable "name" of "type" for "f". */
static tree variable(wave_fn *f, const char *name, tree type)
{
	return ta_tree_variable(f->e, name, type, &f->vars);
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

/* Let the instance be that of statement "k", row "row" and column "col". */
static void go_to(wave_fn *f, int k, tree row, tree col)
{
	f->e->var[f->rows->var] = row;
	f->e->var[f->cols->var] = col;
	f->e->stmt = f->part[k].node->stmt;
	f->e->iter = f->part[k].node->iter;
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

/* Return how a statement reads what statement "by" of "f" writes, if it is of "kind", and
   set "at" to that statement; NULL: none does. */
static const ta_access *read_in(const wave_fn *f, int at, const ta_expr *x, int by,
				enum ta_wave_read kind)
{
	if (x->op == TA_OP_READ)
		return x->u.access->array == f->part[by].to->array
				       && ta_wave_read(&f->w, at, x->u.access)
						  == kind
			       ? x->u.access : NULL;
	for (int i = 0; i < x->nargs; i++)
		if (const ta_access *acc = read_in(f, at, x->arg[i], by, kind))
			return acc;
	return NULL;
}

static const ta_access *read_of(const wave_fn *f, int by, enum ta_wave_read kind,
				int *at)
{
	for (*at = 0; *at < f->w.n; ++*at)
		if (const ta_access *acc = read_in(
			    f, *at, f->e->p->stmt[f->w.stmt[*at]]->rhs, by, kind))
			return acc;
	return NULL;
}

/* A loop of "body" in which f->k counts the rows. */
static tree each_row(wave_fn *f, tree body)
{
	return ta_tree_scalar_loop(f->loc, f->k, ta_index_cst(0),
				   ta_index_cst(f->lanes), ta_index_cst(1), body);
}

/* What statements read to the left in a row that runs by itself: the element of
   statement "by" is in "var"; "of": for each statement. */
struct row_left {
	int n, by[TA_WAVE_STMTS];
	tree var[TA_WAVE_STMTS];
	ta_fixed of[TA_WAVE_STMTS];
};

/* Add to "left" the element that statement "at" always reads by "acc", left of what
   statement "by" writes: "begin" reads it for the first column "from". */
static void add_left(wave_fn *f, row_left *left, int at, const ta_access *acc, int by,
		     tree row, tree from, tree *begin)
{
	ta_fixed *of = &left->of[at];
	int i;

	for (i = 0; i < of->n; i++)
		if (ta_access_equal(of->acc[i], acc))
			return;
	if (of->n == TA_MAX_FIXED)
		return;
	for (i = 0; i < left->n && left->by[i] != by; i++)
		;
	if (i == left->n) {
		left->by[left->n] = by;
		left->var[left->n++] = variable(
			f, "left", ta_gcc_type(f->e->p->array[acc->array].elem));
		go_to(f, at, row, unshare_expr(from));
		ta_tree_assign(f->loc, left->var[i], ta_tree_access(f->e, acc),
			       begin);
	}
	of->acc[of->n] = acc;
	of->var[of->n++] = left->var[i];
}

/* Add to "left" what statement "at" reads so in "x". */
static void find_left(wave_fn *f, row_left *left, int at, const ta_expr *x, tree row,
		      tree from, tree *begin)
{
	if (x->op == TA_OP_READ && x->u.access->sure && x->u.access->offset
	    && ta_wave_read(&f->w, at, x->u.access) == TA_WAVE_LEFT)
		add_left(f, left, at, x->u.access,
			 ta_wave_writer(&f->w, x->u.access->array), row, from,
			 begin);
	for (int i = 0; i < x->nargs; i++)
		find_left(f, left, at, x->arg[i], row, from, begin);
}

/* Append to "list" the row "row" from column "from" on up to column "to".  What is
   always read to the left is in variables: the compiler does not see that it has just
   been stored. */
static void one_row(wave_fn *f, tree row, tree from, tree to, tree *list)
{
	tree col = variable(f, "column", ta_index_type()), body = NULL_TREE;
	const ta_fixed *around = f->e->fixed;
	tree begin = NULL_TREE;
	row_left left = {};

	for (int k = 0; k < f->w.n; k++) {
		left.of[k].stmt = f->w.stmt[k];
		find_left(f, &left, k, f->e->p->stmt[f->w.stmt[k]]->rhs, row,
			  from, &begin);
		left.of[k].around = k ? &left.of[k - 1] : NULL;
	}
	f->e->fixed = &left.of[f->w.n - 1];
	f->e->var[f->rows->var] = row;
	f->e->var[f->cols->var] = col;
	append_to_statement_list(ta_loop_body(f->e, f->cols, col,
					      unshare_expr(to), ta_index_cst(1)),
				 &body);
	f->e->fixed = around;
	for (int i = 0; i < left.n; i++) {
		go_to(f, left.by[i], row, col);
		ta_tree_assign(f->loc, left.var[i],
			       ta_tree_access(f->e, f->part[left.by[i]].to),
			       &body);
	}
	append_to_statement_list(
		ta_tree_scalar_loop(f->loc, col, unshare_expr(from),
				    unshare_expr(to), ta_index_cst(1), body),
		&begin);
	ta_tree_if(ta_test(LT_EXPR, unshare_expr(from), unshare_expr(to)), begin,
		   NULL_TREE, list);
}

/* Append to "list" what row "row" has in front of the loop over columns. */
static void in_front(wave_fn *f, tree row, tree *list)
{
	const ta_node *in = f->rows->child[0];

	f->e->var[f->rows->var] = row;
	for (int i = 0; in != f->cols && i < in->nchildren - 1; i++)
		ta_emit_node(f->e, in->child[i], list);
}

/* Append to "list" what sets "to" to the scalar that statement "k" carries along a row,
   or if "back" that to it. */
static void carry(wave_fn *f, int k, tree to, bool back, tree *list)
{
	tree v;

	go_to(f, k, f->row, f->block);
	v = ta_tree_access(f->e, f->part[k].to);
	if (back)
		ta_tree_assign(f->loc, v, fold_convert(TREE_TYPE(v), to), list);
	else
		ta_tree_assign(f->loc, to, fold_convert(TREE_TYPE(to), v), list);
}

/* Append to "list" the beginnings of rows, one by one, up to column "to", which may use
   f->k, or if there is none their ends, from column "from" on. */
static void one_by_one(wave_fn *f, tree from, tree to, tree *list)
{
	tree row = variable(f, "row", ta_index_type()), body = NULL_TREE, lo, hi;
	bool ends = from != NULL_TREE;

	ta_tree_assign(f->loc, row, plus(f->row, f->k), &body);
	f->e->var[f->rows->var] = row;
	ta_loop_bounds(f->e, f->cols, &lo, &hi, &f->vars, &body);
	if (!ends)
		in_front(f, row, &body);
	for (int k = 0; k < f->w.n && ends; k++)
		if (f->part[k].saved)
			carry(f, k, element_in(f->part[k].saved, f->k), true,
			      &body);
	one_row(f, row, from ? from : lo, to ? to : hi, &body);
	for (int k = 0; k < f->w.n && !ends; k++)
		if (f->part[k].saved)
			carry(f, k, element_in(f->part[k].saved, f->k), false,
			      &body);
	append_to_statement_list(each_row(f, body), list);
}

/* Append to "list" what sets "vector" to "value" of each row, which may use f->k. */
static void collect(wave_fn *f, tree vector, tree value, tree *list)
{
	tree type = TREE_TYPE(vector), buffer = new_buffer(f, type, 1);
	tree body = NULL_TREE;

	ta_tree_assign(f->loc, element_in(buffer, f->k),
		       fold_convert(TREE_TYPE(type), value), &body);
	append_to_statement_list(each_row(f, body), list);
	ta_tree_assign(f->loc, vector, vector_in(buffer, size_zero_node, type),
		       list);
}

/* Column "col" of statement "k" in row f->k, which lies on the diagonal through "col" of
   the first. */
static void go_to_row(wave_fn *f, int k, tree col)
{
	go_to(f, k, plus(f->row, f->k), minus(col, f->k));
}

/* ----------------------------------------------------------------- leaves -- */

/* Find what "x", which is of statement "at", is made of. */
static void find_leaves(wave_fn *f, int at, const ta_expr *x)
{
	enum ta_wave_read kind = ta_wave_line(&f->w, x);
	wave_leaf leaf = { x, kind, at, NULL_TREE, NULL_TREE };

	if (kind == TA_WAVE_NONE && x->op == TA_OP_READ
	    && ta_wave_read(&f->w, at, x->u.access) == TA_WAVE_SQUARE)
		leaf.kind = TA_WAVE_SQUARE;
	if (leaf.kind == TA_WAVE_NONE) {
		for (int i = 0; i < x->nargs; i++)
			find_leaves(f, at, x->arg[i]);
		return;
	}
	for (const wave_leaf &known : f->leaf)
		if (ta_expr_equal(known.x, x))
			return;
	leaf.var = variable(f, "v", ta_wave_vector_for(f, x->type));
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
	go_to_row(f, leaf->at, at);
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
		go_to(f, leaf->at, f->row, f->at);
		x = ta_wave_moved_down(f, leaf->var, ta_tree_expr(f->e, leaf->x));
	}
	ta_tree_assign(f->loc, leaf->var, x, list);
}

/* ---------------------------------------------------------------- squares -- */

/* Of the access "acc" of statement "at" the vector of row "k" of the square at hand, in the order of
   memory: its first column is f->block - "k", or its last one if rows lie there from
   their end on ("back"). */
static tree row_of_square(wave_fn *f, int at, const ta_access *acc, int k, bool back,
			  tree type)
{
	tree ref;

	go_to(f, at, plus(f->row, ta_index_cst(k)),
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

/* Append to "list" what turns the square at hand of "acc", of statement "at": from memory
   to "buffer", or if "store" the other way round. */
static void turn_square(wave_fn *f, int at, const ta_access *acc, tree buffer,
			bool store, tree *list)
{
	tree type = ta_wave_int_vector(f, true), narrow = ta_wave_memory(f, acc);
	bool back = ta_wave_way(&f->w, acc) < 0;
	tree in = NULL_TREE, v[TA_MAX_TURNED], vars = NULL_TREE;

	for (int k = 0; k < f->lanes; k++) {
		tree row = row_of_square(f, at, acc, k, back, narrow);
		int t = back ? f->lanes - 1 - k : k;

		fetch(row, back, store, &in);
		v[k] = ta_tree_kept(f->e, f->loc, "v", type,
				    store ? vector_in(buffer, size_int(t), type)
					  : ta_wave_converted(type, row),
				    &vars, &in);
	}
	ta_turn_square(f->e->fn, f->w.size, f->lanes * f->w.size, v, &vars, &in);
	for (int k = 0; k < f->lanes; k++) {
		int t = back ? f->lanes - 1 - k : k;

		if (store)
			ta_tree_assign(f->loc,
				       row_of_square(f, at, acc, k, back, narrow),
				       ta_wave_converted(narrow, v[k]), &in);
		else
			ta_tree_assign(f->loc,
				       vector_in(buffer, size_int(t), type),
				       v[k], &in);
	}
	append_to_statement_list(ta_tree_bind(vars, in), list);
}

/* ------------------------------------------------------------------- rows -- */

/* The element above that of statement "k" in row "row" and column "col". */
static tree above(wave_fn *f, int k, tree row, tree col)
{
	const wave_part *part = &f->part[k];

	go_to(f, part->reader, row, part->shift ? ta_index_plus(col, 1) : col);
	return ta_tree_access(f->e, part->top);
}

/* Declare the vectors of what statement "k" writes. */
static void declare(wave_fn *f, int k)
{
	wave_part *part = &f->part[k];
	int at;
	bool is_above = read_of(f, k, TA_WAVE_ABOVE, &at) != NULL;
	bool is_corner = read_of(f, k, TA_WAVE_CORNER, &at) != NULL;

	part->vector = ta_wave_vector_for(f, f->e->p->array[part->to->array].elem);
	part->top = read_of(f, k, TA_WAVE_ABOVE, &part->reader);
	if (!is_above && is_corner) {
		part->top = read_of(f, k, TA_WAVE_CORNER, &part->reader);
		part->shift = 1;
	}
	part->made = variable(f, "made", part->vector);
	if (is_above || is_corner || read_of(f, k, TA_WAVE_LEFT, &at))
		part->left = variable(f, "left", part->vector);
	if (is_above || is_corner)
		part->above = variable(f, "above", part->vector);
	if (is_corner)
		part->corner = variable(f, "corner", part->vector);
	if (part->kind == TA_WAVE_TABLE)
		part->buffer = new_buffer(f, part->vector, f->lanes);
	if (part->kind == TA_WAVE_CARRIED)
		part->saved = new_buffer(f, part->vector, 1);
}

/* Append to "list" what all vectors are on the diagonal through column "at" of the
   first row, which has been run one by one. */
static void begin_rows(wave_fn *f, tree at, tree *list)
{
	for (int k = 0; k < f->w.n; k++) {
		wave_part *part = &f->part[k];

		if (part->left && part->saved) {
			ta_tree_assign(f->loc, part->left,
				       vector_in(part->saved, size_zero_node,
						 part->vector), list);
		} else if (part->left) {
			go_to_row(f, k, at);
			collect(f, part->left, ta_tree_access(f->e, part->to),
				list);
		}
		if (part->corner)
			collect(f, part->corner,
				above(f, k, plus(f->row, f->k),
				      minus(at, f->k)), list);
	}
	for (const wave_leaf &leaf : f->leaf)
		begin_leaf(f, &leaf, at, list);
}

/* Append to "list" that the element of the last row, of the array that all rows change by
   statement "k", goes to memory. */
static void store_last(wave_fn *f, int k, tree *list)
{
	wave_part *part = &f->part[k];
	tree elem = TREE_TYPE(part->vector), ref;

	go_to(f, k, f->row, ta_index_plus(f->at, 1 - f->lanes));
	ref = ta_tree_access(f->e, part->to);
	elem = build3(BIT_FIELD_REF, elem, part->made, TYPE_SIZE(elem),
		      bitsize_int(f->w.size * BITS_PER_UNIT * (f->lanes - 1)));
	ta_tree_assign(f->loc, ref, fold_convert(TREE_TYPE(ref), elem), list);
}

/* Append to "list" what the vectors of the diagonal at hand are for the next one. */
static void next_diagonal(wave_fn *f, tree *list)
{
	for (int k = 0; k < f->w.n; k++) {
		wave_part *part = &f->part[k];

		if (part->kind == TA_WAVE_FRONT)
			store_last(f, k, list);
		if (part->corner)
			ta_tree_assign(f->loc, part->corner, part->above, list);
		if (part->left)
			ta_tree_assign(f->loc, part->left, part->made, list);
	}
}

/* What makes the diagonal f->step of a square. */
static tree diagonal(wave_fn *f)
{
	tree list = NULL_TREE;

	ta_tree_assign(f->loc, f->at, plus(f->block, f->step), &list);
	for (int k = 0; k < f->w.n; k++)
		if (f->part[k].above)
			ta_tree_assign(f->loc, f->part[k].above,
				       ta_wave_moved_down(f, f->part[k].left,
							  above(f, k, f->row,
								f->at)), &list);
	for (const wave_leaf &leaf : f->leaf)
		move_leaf(f, &leaf, &list);
	for (int k = 0; k < f->w.n; k++) {
		wave_part *part = &f->part[k];

		ta_tree_assign(f->loc, part->made,
			       ta_wave_value(f, k, f->e->p->stmt[f->w.stmt[k]]->rhs),
			       &list);
		if (part->buffer)
			ta_tree_assign(f->loc, vector_in(part->buffer, f->step,
							 part->vector),
				       part->made, &list);
	}
	next_diagonal(f, &list);
	return list;
}

/* What runs the square of which the first row begins at f->block. */
static tree square(wave_fn *f)
{
	tree list = NULL_TREE;

	for (const wave_leaf &leaf : f->leaf)
		if (leaf.kind == TA_WAVE_SQUARE)
			turn_square(f, leaf.at, leaf.x->u.access, leaf.buffer,
				    false, &list);
	append_to_statement_list(
		ta_tree_loop(f->loc, f->step, ta_index_cst(0),
			     ta_index_cst(f->lanes), ta_index_cst(1),
			     diagonal(f)), &list);
	for (int k = 0; k < f->w.n; k++)
		if (f->part[k].buffer)
			turn_square(f, k, f->part[k].to, f->part[k].buffer, true,
				    &list);
	return list;
}

/* Append to "list" that memory and scalars are what the last diagonal, the one before
   that through f->block, has left. */
static void end_squares(wave_fn *f, tree *list)
{
	for (int k = 0; k < f->w.n; k++) {
		wave_part *part = &f->part[k];
		tree buffer = part->saved, body = NULL_TREE, ref;

		if (part->kind != TA_WAVE_FRONT && !(part->left && buffer))
			continue;
		if (!buffer)
			buffer = new_buffer(f, part->vector, 1);
		ta_tree_assign(f->loc,
			       vector_in(buffer, size_zero_node, part->vector),
			       part->left ? part->left : part->made, list);
		if (part->kind != TA_WAVE_FRONT)
			continue;
		go_to_row(f, k, ta_index_plus(f->block, -1));
		ref = ta_tree_access(f->e, part->to);
		ta_tree_assign(f->loc, ref,
			       fold_convert(TREE_TYPE(ref),
					    element_in(buffer, f->k)), &body);
		append_to_statement_list(each_row(f, body), list);
	}
}

/* What runs f->lanes rows from f->row on. */
static tree emit_rows(wave_fn *f)
{
	tree index = ta_index_type(), n = ta_index_cst(f->lanes), list = NULL_TREE;

	f->block = variable(f, "block", index);
	f->step = variable(f, "step", index);
	f->at = variable(f, "at", index);
	for (int k = 0; k < f->w.n; k++) {
		declare(f, k);
		find_leaves(f, k, f->e->p->stmt[f->w.stmt[k]]->rhs);
	}
	one_by_one(f, NULL_TREE, minus(ta_index_plus(f->first, 1), f->k), &list);
	begin_rows(f, f->first, &list);
	append_to_statement_list(
		ta_tree_loop(f->loc, f->block, ta_index_plus(f->first, 1),
			     ta_index_plus(f->last, 1 - f->lanes), n, square(f)),
		&list);
	end_squares(f, &list);
	one_by_one(f, minus(f->block, f->k), NULL_TREE, &list);
	return list;
}

/* How many elements of the loop "node" over rows that run as "w" says a vector has; 0:
   none does. */
static int lanes_of(ta_emit *e, const ta_node *node, ta_wave *w)
{
	bool real = false;

	if (!ta_wave_loops(e->p, node, TA_ANY_BYTES, w))
		return 0;
	for (int k = 0; k < w->n; k++)
		real |= ta_type_rounds(
			e->p->array[e->p->stmt[w->stmt[k]]->write->array].elem);
	return ta_widest(real ? (w->size == 4 ? float_type_node : double_type_node)
			      : ta_gcc_type(w->size == 4 ? TA_I32 : TA_I64))
	       / w->size;
}

/* Whether rows of the loop "node" run one behind the other: the plan says so, and
   there are vectors. */
bool ta_runs_wave(ta_emit *e, const ta_node *node)
{
	wave_fn f = {};

	if (!node->wave)
		return false;
	f.e = e;
	f.lanes = lanes_of(e, node, &f.w);
	return f.lanes >= 4
	       && ta_wave_loops(e->p, node, f.lanes * f.w.size, &f.w)
	       && ta_wave_converts(&f);
}

/* Whether the row before that of the instance at hand is one of the statement's too:
   NULL where that is not asked. */
static tree has_row_before(const wave_fn *f)
{
	ta_arena *a = f->e->p->arena;
	const ta_stmt *s = f->e->p->stmt[f->w.stmt[0]];
	const ta_idx **iter = XALLOCAVEC(const ta_idx *, s->depth);
	tree all = NULL_TREE;

	memcpy(iter, f->part[0].node->iter, sizeof(*iter) * (size_t)s->depth);
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
	return ta_cost_wave(f->lanes, f->real);
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

/* Set up "f" for the loop "node" over rows. */
static void begin(wave_fn *f, ta_emit *e, const ta_node *node)
{
	const ta_node *in;

	f->e = e;
	f->rows = node;
	f->cols = ta_wave_columns(node);
	f->loc = ta_locus(node->loc);
	f->lanes = lanes_of(e, node, &f->w);
	in = f->cols->child[0];
	for (int k = 0; k < f->w.n; k++) {
		wave_part *part = &f->part[k];

		part->node = in->kind == TA_NODE_SEQ ? in->child[k] : in;
		part->to = e->p->stmt[f->w.stmt[k]]->write;
		part->kind = ta_wave_kind(&f->w, k);
		f->real |= ta_type_rounds(e->p->array[part->to->array].elem);
	}
	for (int i = 0; i < node->nlocals; i++) {
		const ta_array *a = &e->p->array[node->local[i]];

		e->panel[node->local[i]] = node->var;
		e->virt[node->local[i]] = variable(f, a->name,
						   ta_gcc_type(a->elem));
	}
}

/* What the loop "node" does for the rows from "iv" on, up to "hi" at most: one behind
   the other, or one; the variable "step" is set to how many. */
tree ta_wave_body(ta_emit *e, const ta_node *node, tree iv, tree hi, tree step)
{
	tree list = NULL_TREE, few = NULL_TREE, common = NULL_TREE, from, to;
	tree more = ta_test(GT_EXPR, step, ta_index_cst(1));
	wave_fn f = {};

	begin(&f, e, node);
	e->var[node->var] = iv;
	ta_loop_bounds(e, f.cols, &from, &to, &f.vars, &list);
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
	in_front(&f, iv, &few);
	one_row(&f, iv, from, to, &few);
	ta_tree_if(unshare_expr(more), emit_rows(&f), few, &list);
	e->var[node->var] = iv;
	for (int i = 0; i < node->nlocals; i++)
		e->virt[node->local[i]] = NULL_TREE;
	return ta_tree_bind(f.vars, list);
}
