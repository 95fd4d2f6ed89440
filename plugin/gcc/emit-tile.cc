/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-tile.cc - a tile of a product of matrices.

   Assumes matrices of which the right one and the result have their rows stored
   element by element.  The sums of a tile are vectors that stay in registers
   while the loop over their terms runs:

	v8sf t00 = 0, t01 = 0, t10 = 0, ..., t51 = 0;
	for (p = 0; p < k; p = p + 1)
	  { v8sf b0 = B[p][0 .. 7], b1 = B[p][8 .. 15], a;
	    a = A[i][p];  t00 = t00 + a * b0;  t01 = t01 + a * b1;
	    a = A[i + 1][p];  ... }
	C[i][0 .. 7] = t00; ...

   How tiles are shaped is after Goto and van de Geijn, "Anatomy of
   High-Performance Matrix Multiplication" (TOMS 2008): as many sums as there
   are registers for, less those for a row of B and an element of A.  Where
   registers hold masks (AVX-512), a vector may be longer than what is left of a
   row, which is then loaded and stored under a mask. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"
#include "emit-tile.h"

/* So many products of vectors are written out instead of a loop, or in it. */
enum { MAX_UNROLLED = 96 };

/* How many bytes the widest vector of "type" has on the target, or one element
   where it has none. */
int ta_widest(tree type)
{
	for (int bytes = 64; bytes >= 16; bytes /= 2) {
		int lanes = bytes / tree_to_shwi(TYPE_SIZE_UNIT(type));
		machine_mode mode;

		if (mode_for_vector(SCALAR_FLOAT_TYPE_MODE(type), lanes)
			    .exists(&mode) &&
		    targetm.vector_mode_supported_p(mode))
			return bytes;
	}
	return tree_to_shwi(TYPE_SIZE_UNIT(type));
}

/* How many vectors there are registers for. */
static int vector_registers()
{
	return ta_widest(double_type_node) == 64 ? 32 : 16;
}

/* How many bytes of vectors of "bytes" can stay in registers throughout a loop that
   needs a few more. */
int64_t ta_registers_hold(int bytes)
{
	enum { MORE = 5 };

	return bytes < 16 ? 0 : (int64_t)(vector_registers() - MORE) * bytes;
}

/* The type of "lanes" elements of "type" side by side. */
static tree piece_type(tree type, int lanes)
{
	return lanes == 1 ? type : build_vector_type(type, lanes);
}

/* How many bytes a vector of the kind that the compiler prefers has. */
int64_t ta_vector_bytes()
{
	scalar_mode single = SCALAR_FLOAT_TYPE_MODE(float_type_node);

	return estimated_poly_value(GET_MODE_SIZE(
		targetm.vectorize.preferred_simd_mode(single)));
}

/* The constant "k" as an index. */
tree ta_index_cst(int64_t k)
{
	return build_int_cst(ta_index_type(), k);
}

/* x "code" y, as indices: variables and constants, no tree is in two places. */
tree ta_index_op(enum tree_code code, tree x, tree y)
{
	return fold_build2(code, ta_index_type(), x, y);
}

/* The test x "code" y. */
tree ta_test(enum tree_code code, tree x, tree y)
{
	return build2(code, boolean_type_node, x, y);
}

/* Append to "list": for (iv = 0; iv < hi; iv += step) body. */
void ta_append_loop(tree iv, tree hi, int64_t step, tree body, tree *list)
{
	append_to_statement_list(ta_tree_loop(UNKNOWN_LOCATION, iv,
					      ta_index_cst(0), hi,
					      ta_index_cst(step), body),
				 list);
}

/* "x" + "k" as an index. */
tree ta_index_plus(tree x, int64_t k)
{
	return fold_build2(PLUS_EXPR, ta_index_type(), x, ta_index_cst(k));
}

/* The address of the element of "m" in row "i" and column "j". */
static tree address(ta_product *q, const ta_matrix *m, tree i, tree j)
{
	tree itype = ta_index_type(), offset;

	offset = fold_build2(PLUS_EXPR, itype,
			     fold_build2(MULT_EXPR, itype, unshare_expr(i),
					 unshare_expr(m->row)),
			     fold_build2(MULT_EXPR, itype, unshare_expr(j),
					 unshare_expr(m->col)));
	offset =
		fold_build2(MULT_EXPR, sizetype, fold_convert(sizetype, offset),
			    fold_convert(sizetype, TYPE_SIZE_UNIT(q->type)));
	return fold_build_pointer_plus(m->base, offset);
}

/* A pointer to elements of "q", which may be those of any type. */
static tree any_pointer(const ta_product *q)
{
	return build_pointer_type_for_mode(q->type, ptr_mode, true);
}

/* "lanes" elements of "m" from row "i" and column "j" on, in memory. */
tree ta_elements(ta_product *q, const ta_matrix *m, tree i, tree j, int lanes)
{
	tree ref, type;

	type = build_aligned_type(piece_type(q->type, lanes),
				  TYPE_ALIGN(q->type));
	ref = build2_loc(q->loc, MEM_REF, type, address(q, m, i, j),
			 build_int_cst(any_pointer(q), 0));
	if (m->array >= 0) {
		MR_DEPENDENCE_CLIQUE(ref) = ta_clique;
		MR_DEPENDENCE_BASE(ref) = q->e->as_one[m->array] + 1;
	}
	return ref;
}

/* The constraint of inline assembly that means a register for masks, on x86. */
static const char mask_constraint[] = "Yk";

/* Whether the target has registers for masks. */
static bool has_mask_registers()
{
	return reg_class_for_constraint(lookup_constraint(mask_constraint)) !=
	       NO_REGS;
}

/* Whether the target loads and stores some of a vector of "lanes" elements of
   "q" as fast as all: under a mask in a register of its own. */
bool ta_masks(const ta_product *q, int lanes)
{
	tree type, mask;

	if (lanes == 1)
		return false;
	type = build_vector_type(q->type, lanes);
	mask = truth_type_for(type);
	return SCALAR_INT_MODE_P(TYPE_MODE(mask)) && has_mask_registers() &&
	       direct_internal_fn_supported_p(IFN_MASK_LOAD,
					      tree_pair(type, mask),
					      OPTIMIZE_FOR_SPEED) &&
	       direct_internal_fn_supported_p(IFN_MASK_STORE,
					      tree_pair(type, mask),
					      OPTIMIZE_FOR_SPEED);
}

/* How an element of "q" is aligned, in bits, as masked loads and stores are
   told. */
static tree alignment(const ta_product *q)
{
	return build_int_cst(any_pointer(q), TYPE_ALIGN(q->type));
}

/* The function of the target's own that is called "name", or NULL. */
static tree target_function(const char *name)
{
	for (unsigned code = 0; targetm.builtin_decl; code++) {
		tree fn = targetm.builtin_decl(code, true);

		if (fn == error_mark_node)
			break;
		if (fn && !strcmp(IDENTIFIER_POINTER(DECL_NAME(fn)), name))
			return fn;
	}
	return NULL_TREE;
}

/* The vector of "type" that is at "at" where "mask" is true, and 0 elsewhere, by the
   function of x86 that says so, or NULL.  What GCC 12 itself loads under a mask keeps
   what the register had elsewhere: each load waits for the one before, and the
   register is taken throughout the function, as is what has to be in memory then. */
static tree load_or_zero(tree type, tree at, tree mask)
{
	char name[64];
	tree fn, integer;

	snprintf(name, sizeof(name), "__builtin_ia32_loadup%c%d_mask",
		 TYPE_MODE(TREE_TYPE(type)) == SFmode ? 's' : 'd',
		 (int)tree_to_shwi(TYPE_SIZE(type)));
	fn = target_function(name);
	if (!fn)
		return NULL_TREE;
	integer = lang_hooks.types.type_for_mode(TYPE_MODE(TREE_TYPE(mask)), 1);
	mask = build1(VIEW_CONVERT_EXPR, integer, mask);
	at = build_call_expr(fn, 3, at, build_zero_cst(type), mask);
	return fold_convert(type, at);
}

/* What "v" has of "m", from row "i" and column "j" on. */
tree ta_piece_load(ta_product *q, const ta_matrix *m, tree i, tree j,
		   const ta_piece_of_row *v)
{
	tree type = piece_type(q->type, v->lanes), x;

	if (!v->mask)
		return ta_elements(q, m, i, j, v->lanes);
	x = load_or_zero(type, address(q, m, i, j), v->mask);
	return x ? x
		 : ta_mask_load(q->loc, type, address(q, m, i, j), alignment(q),
				v->mask);
}

/* Append to "list" that "m" has the vector "x" where "v" is, from row "i" and
   column "j" on. */
void ta_piece_store(ta_product *q, const ta_matrix *m, tree i, tree j,
		    const ta_piece_of_row *v, tree x, tree *list)
{
	if (!v->mask)
		ta_tree_assign(q->loc, ta_elements(q, m, i, j, v->lanes), x,
			       list);
	else
		append_to_statement_list(
			build_call_expr_internal_loc(
				q->loc, IFN_MASK_STORE, void_type_node, 4,
				address(q, m, i, j), alignment(q), v->mask,
				x),
			list);
}

/* The scalar "x" in each of "lanes" elements. */
static tree spread(tree x, int lanes)
{
	return lanes == 1 ? x
			  : build_vector_from_val(
				    piece_type(TREE_TYPE(x), lanes), x);
}

/* The first "lanes" elements of the vector "x" of equal ones, or one of
   them. */
static tree part_of(ta_product *q, tree x, int lanes)
{
	tree type = piece_type(q->type, lanes);

	return type == TREE_TYPE(x)
		       ? x
		       : build3_loc(q->loc, BIT_FIELD_REF, type, x,
				    TYPE_SIZE(type), bitsize_zero_node);
}

/* A constraint of inline assembly that means a register of the target for "x", a
   vector, a mask or a pointer, or NULL. */
static const char *register_constraint(const_tree x)
{
	static const char *const vector[] = {"v", "w"};

	if (POINTER_TYPE_P(TREE_TYPE(x)))
		return "r";
	if (!VECTOR_TYPE_P(TREE_TYPE(x)))
		return NULL;
	if (VECTOR_BOOLEAN_TYPE_P(TREE_TYPE(x)))
		return mask_constraint;
	for (const char *s : vector)
		if (reg_class_for_constraint(lookup_constraint(s)) != NO_REGS)
			return s;
	return NULL;
}

/* Append to "list" that "x", a vector, a mask or a pointer, is in a register: an
   empty statement that may change it.  Without, the register allocator finds that
   what was loaded from memory is in memory too, and loads it again for each
   multiplication. */
static void keep(ta_product *q, tree x, tree *list)
{
	const char *s = register_constraint(x);
	tree out, in, stmt;

	if (!s)
		return;
	out = build_tree_list(NULL_TREE, build_string(strlen(s) + 1,
						      ACONCAT(("=", s, NULL))));
	in = build_tree_list(NULL_TREE, build_string(2, "0"));
	stmt = build5_loc(q->loc, ASM_EXPR, void_type_node, build_string(1, ""),
			  build_tree_list(out, x), build_tree_list(in, x),
			  NULL_TREE, NULL_TREE);
	append_to_statement_list(stmt, list);
}

/* Append to "list" that the vector "factor" is in a register until "sum" is there: an
   empty statement that has both.  Where a factor is used for the last time, the
   register allocator may put the sum in its place, and moves all sums of a tile about
   then, some to memory.  No instruction goes past it, either: the order that they
   are in is as good, and the scheduler would keep more of them waiting. */
static void outlast(ta_product *q, tree factor, tree sum, tree *list)
{
	const char *s = register_constraint(sum);
	tree in = NULL_TREE, stmt, kind;

	if (!s || !register_constraint(factor))
		return;
	for (tree x : {factor, sum}) {
		kind = build_tree_list(NULL_TREE,
				       build_string(strlen(s) + 1, s));
		in = chainon(in, build_tree_list(kind, x));
	}
	stmt = build5_loc(q->loc, ASM_EXPR, void_type_node, build_string(1, ""),
			  NULL_TREE, in, NULL_TREE, NULL_TREE);
	ASM_VOLATILE_P(stmt) = 1;
	append_to_statement_list(stmt, list);
}

/* The mask of the elements of "v" that are in memory. */
static tree mask_of(const ta_product *q, const ta_piece_of_row *v)
{
	tree type = truth_type_for(build_vector_type(q->type, v->lanes));
	tree_vector_builder bits(type, v->lanes, 1);

	for (int i = 0; i < v->lanes; i++)
		bits.quick_push(build_int_cst(TREE_TYPE(type),
					      i < v->used ? -1 : 0));
	return bits.build();
}

/* Append to "list" what "v" of "q" needs: its mask, in a variable chained to
   "vars".  The compiler must not know it: GCC 12 loads all of a short vector and
   blends it with zeros where the mask is constant, beyond the end of memory
   too. */
void ta_piece_begin(ta_product *q, ta_piece_of_row *v, tree *vars, tree *list)
{
	tree mask;

	if (v->used == v->lanes)
		return;
	mask = mask_of(q, v);
	v->mask = ta_tree_variable(q->e, "mask", TREE_TYPE(mask), vars);
	ta_tree_assign(q->loc, v->mask, mask, list);
	keep(q, v->mask, list);
}

/* Append to "list" what adds term "p" of its sums to tile "t". */
static void add_term(ta_product *q, ta_tile *t, tree p, tree *list)
{
	tree b[TA_TILE_SIDE], a, vars = NULL_TREE, body = NULL_TREE;
	tree wide = piece_type(q->type, t->p.v[0].lanes);

	for (int i = 0; i < t->p.n; i++) {
		b[i] = ta_tree_variable(q->e, "b", TREE_TYPE(t->sum[0][i]),
					&vars);
		ta_tree_assign(q->loc, b[i],
			       ta_piece_load(q, &q->b, p,
					     ta_index_plus(t->col,
							   t->p.v[i].at),
					     &t->p.v[i]),
			       &body);
		if (t->rows > 1)
			keep(q, b[i], &body);
	}
	for (int r = 0; r < t->rows; r++) {
		a = ta_tree_variable(q->e, "a", wide, &vars);
		ta_tree_assign(
			q->loc, a,
			spread(ta_elements(q, &q->a, ta_index_plus(t->left, r),
					   p, 1),
			       t->p.v[0].lanes),
			&body);
		for (int i = 0; i < t->p.n; i++)
			ta_tree_assign(
				q->loc, t->sum[r][i],
				build2_loc(q->loc, PLUS_EXPR, TREE_TYPE(b[i]),
					   t->sum[r][i],
					   build2_loc(q->loc, MULT_EXPR,
						      TREE_TYPE(b[i]),
						      part_of(q, a,
							      t->p.v[i].lanes),
						      b[i])),
				&body);
		if (t->p.n > 1)
			outlast(q, a, t->sum[r][t->p.n - 1], &body);
	}
	for (int i = 0; i < t->p.n && t->p.n > 1; i++)
		outlast(q, b[i], t->sum[t->rows - 1][i], &body);
	append_to_statement_list(ta_tree_bind(vars, body), list);
}

/* "sum" times the factor of the product, plus that of the result times "old",
   what is there. */
tree ta_product_result(ta_product *q, tree sum, tree old, int lanes)
{
	tree type = TREE_TYPE(sum);

	if (!real_onep(q->alpha))
		sum = build2(MULT_EXPR, type, sum, spread(q->alpha, lanes));
	if (real_zerop(q->beta))
		return sum;
	old = fold_convert(type, old);
	if (!real_onep(q->beta))
		old = build2(MULT_EXPR, type, old, spread(q->beta, lanes));
	return build2(PLUS_EXPR, type, sum, old);
}

/* Append to "list": the sums of row "r" of "t" are what its elements
   become, and are then put there.  All are read before any is written: some
   are in two vectors. */
static void store_row(ta_product *q, const ta_tile *t, int r, tree *list)
{
	tree col[TA_TILE_SIDE], row = ta_index_plus(t->row, r), x;

	for (int i = 0; i < t->p.n; i++) {
		const ta_piece_of_row *v = &t->p.v[i];

		col[i] = ta_index_plus(t->col, v->at);
		if (t->last && i == t->p.n - 1)
			col[i] = fold_build2(PLUS_EXPR, ta_index_type(), t->col,
					     t->last);
		x = ta_piece_load(q, &q->c, row, col[i], v);
		ta_tree_assign(q->loc, t->sum[r][i],
			       ta_product_result(q, t->sum[r][i], x, v->lanes),
			       list);
	}
	for (int i = 0; i < t->p.n; i++)
		ta_piece_store(q, &q->c, row, col[i], &t->p.v[i], t->sum[r][i],
			       list);
}

/* Append to "list" that the sums of "t" are put into the result of "q". */
void ta_tile_store(ta_product *q, const ta_tile *t, tree *list)
{
	for (int r = 0; r < t->rows; r++) {
		tree row = NULL_TREE;

		if (!t->first || r == t->rows - 1) {
			store_row(q, t, r, list);
			continue;
		}
		store_row(q, t, r, &row);
		ta_tree_if(build2(LE_EXPR, boolean_type_node, t->first,
				  ta_index_cst(r)),
			   row, NULL_TREE, list);
	}
}

/* Append to "list" the loop over "p" of what adds "most" terms at a time to
   "t", from term 0 on, as often as there are so many. */
static void add_many(ta_product *q, ta_tile *t, tree p, int64_t most,
		     tree *list)
{
	tree body = NULL_TREE, end = ta_index_plus(q->k, 1 - most);

	for (int64_t i = 0; i < most; i++)
		add_term(q, t, ta_index_plus(p, i), &body);
	append_to_statement_list(ta_tree_loop(q->loc, p, ta_index_cst(0), end,
					      ta_index_cst(most), body),
				 list);
}

/* Append to "list" what adds all terms of its sums to tile "t": in a loop
   over up to "most" of them, then those that are left. */
void ta_tile_terms(ta_product *q, ta_tile *t, int64_t most, tree *list)
{
	tree p = ta_tree_local(q->e, "p", ta_index_type());
	tree loops = NULL_TREE, rest = NULL_TREE;
	int64_t all = MAX_UNROLLED / (t->rows * t->p.n), k = -1, i = 0;

	all = MAX(all, (int64_t)1);
	if (TREE_CODE(q->k) == INTEGER_CST)
		k = tree_to_shwi(q->k);
	if (k < 0 || k > all) {
		most = MIN(most, all);
		add_many(q, t, p, most, &loops);
		i = k < 0 ? 0 : k / most * most;
	}
	if (k < 0 && most > 1) {
		add_term(q, t, p, &rest);
		append_to_statement_list(
			ta_tree_loop(q->loc, p, p, q->k, ta_index_cst(1), rest),
			&loops);
	}
	if (loops)
		append_to_statement_list(ta_tree_bind(p, loops), list);
	for (; i < k; i++)
		add_term(q, t, ta_index_cst(i), list);
}

/* Where row "row" of the left operand of "q" begins, in a variable chained to "vars"
   that is set in "list": rows are constants apart from there, for which the compiler
   would have a pointer each if it knew where that is. */
tree ta_tile_left(ta_product *q, tree row, tree *vars, tree *list)
{
	tree at = address(q, &q->a, row, ta_index_cst(0));
	tree left = ta_tree_variable(q->e, "left", TREE_TYPE(at), vars);

	ta_tree_assign(q->loc, left, at, list);
	keep(q, left, list);
	return left;
}

/* Append to "list" that the left operand of "q" begins at the first row of "t", in a
   variable chained to t->vars. */
void ta_tile_move_left(ta_product *q, ta_tile *t, tree *list)
{
	q->a.base = ta_tile_left(q, t->left, &t->vars, list);
	t->left = ta_index_cst(0);
}

/* Append to "list" the variables of "t": its sums, which begin with 0, and its
   masks. */
void ta_tile_begin(ta_product *q, ta_tile *t, tree *list)
{
	for (int i = 0; i < t->p.n; i++)
		ta_piece_begin(q, &t->p.v[i], &t->vars, list);
	for (int r = 0; r < t->rows; r++)
		for (int i = 0; i < t->p.n; i++) {
			tree type = piece_type(q->type, t->p.v[i].lanes);

			t->sum[r][i] =
				ta_tree_variable(q->e, "t", type, &t->vars);
			ta_tree_assign(q->loc, t->sum[r][i],
				       build_zero_cst(type), list);
		}
}

/* Let the elements of "q" be of "type", in the longest vectors of the
   target. */
void ta_product_vectors(ta_product *q, tree type)
{
	q->type = type;
	q->registers = vector_registers();
	q->lanes = ta_widest(type) / tree_to_shwi(TYPE_SIZE_UNIT(type));
}

/* How many rows a tile of "n" vectors side by side has at most: sums, a row
   of the right operand and an element of the left one share the registers,
   of which one is left for what the scheduler moves. */
int ta_tile_rows(const ta_product *q, int n)
{
	return MIN((q->registers - n - 2) / n, (int)TA_TILE_ROWS);
}
