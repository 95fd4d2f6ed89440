/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-diagonal.cc - the vectors of a diagonal of rows that run one behind the other.

   Assumes what emit-wave.h says, and that all that is read of memory and of other
   diagonals is in variables.  An element of a vector is as wide as the widest that is
   written; integers that are narrower are in it as what they are, with their sign:
   where the source computes in fewer bits, what is made wraps to these.  Leaves true
   that each element is what the statement computes, bit for bit. */
#include "gcc-compat.h"
#include "tree-vector-builder.h"
#include "ta.h"
#include "emit-wave.h"

/* The type of vectors of integers as long as elements, signed or not. */
tree ta_wave_int_vector(const wave_fn *f, bool is_unsigned)
{
	tree type = build_nonstandard_integer_type(f->w.size * BITS_PER_UNIT,
						   is_unsigned);

	return build_vector_type(type, f->lanes);
}

/* The type of vectors for values of "type": that of elements as long. */
tree ta_wave_vector_for(const wave_fn *f, enum ta_type type)
{
	tree t = ta_gcc_type(type);

	if (type == TA_BOOL)
		return ta_wave_int_vector(f, true);
	if (ta_type_size(type) < f->w.size)
		return ta_wave_int_vector(f, TYPE_UNSIGNED(t));
	return build_vector_type(t, f->lanes);
}

/* "x" as a vector of "type", bit for bit. */
tree ta_wave_as_vector(tree type, tree x)
{
	if (TYPE_MAIN_VARIANT(TREE_TYPE(x)) == TYPE_MAIN_VARIANT(type))
		return x;
	return build1(VIEW_CONVERT_EXPR, type, x);
}

/* The vector "x" moved down by one element, with the scalar "top" on top. */
tree ta_wave_moved_down(const wave_fn *f, tree x, tree top)
{
	tree type = TREE_TYPE(x), index = TREE_TYPE(ta_wave_int_vector(f, true));
	tree_vector_builder mask(ta_wave_int_vector(f, true), f->lanes, 1);

	for (int k = 0; k < f->lanes; k++)
		mask.quick_push(build_int_cst(index, f->lanes - 1 + k));
	return build3(VEC_PERM_EXPR, type,
		      build_vector_from_val(type, fold_convert(TREE_TYPE(type),
							       top)),
		      x, mask.build());
}

/* ------------------------------------------- narrower elements in memory -- */

/* The type of vectors of the elements that "acc" denotes, as integers. */
tree ta_wave_memory(const wave_fn *f, const ta_access *acc)
{
	enum ta_type elem = f->e->p->array[acc->array].elem;
	tree type = build_nonstandard_integer_type(
		ta_type_size(elem) * BITS_PER_UNIT,
		ta_type_rounds(elem) || !ta_type_is_signed(elem));

	return build_vector_type(type, f->lanes);
}

/* Of the compiler, whose header for it does not come with it; weak, as another version may
   have another one. */
extern bool supportable_convert_operation(enum tree_code, tree, tree,
					  enum tree_code *)
	__attribute__((weak));

/* Whether the target turns vectors of "from" into such of "to" by one instruction. */
static bool converts(tree from, tree to)
{
	enum tree_code code;

	return supportable_convert_operation
	       && supportable_convert_operation(NOP_EXPR, to, from, &code)
	       && code == NOP_EXPR;
}

/* How many bytes "type" has. */
static int bytes_of(tree type)
{
	return (int)int_size_in_bytes(type);
}

/* The vectors of elements like those of "narrow" that are as long as "wide". */
static tree parts_of(tree wide, tree narrow)
{
	tree elem = TREE_TYPE(narrow);

	return build_vector_type(elem, bytes_of(wide) / bytes_of(elem));
}

/* Which of such elements is k of a vector of "narrow". */
static int part_at(tree wide, tree narrow, int k)
{
	return k * (bytes_of(TREE_TYPE(wide)) / bytes_of(TREE_TYPE(narrow)));
}

/* The vector "x" of integers with as many elements of "type". */
tree ta_wave_converted(tree type, tree x)
{
	tree from = TYPE_MAIN_VARIANT(TREE_TYPE(x)), parts, index;
	tree wide = build_nonstandard_integer_type(
		bytes_of(TREE_TYPE(type)) * BITS_PER_UNIT,
		TYPE_UNSIGNED(TREE_TYPE(from)));
	int n;

	if (bytes_of(type) == bytes_of(from))
		return ta_wave_as_vector(type, x);
	if (bytes_of(type) > bytes_of(from)) {
		wide = build_vector_type(wide, TYPE_VECTOR_SUBPARTS(type));
		return ta_wave_as_vector(type, build1(NOP_EXPR, wide, x));
	}
	if (converts(from, type))
		return build1(NOP_EXPR, type, x);
	parts = parts_of(from, type);
	n = bytes_of(parts) / bytes_of(TREE_TYPE(type));
	index = build_nonstandard_integer_type(bytes_of(TREE_TYPE(type))
					       * BITS_PER_UNIT, 1);
	tree_vector_builder mask(build_vector_type(index, n), n, 1);
	for (int k = 0; k < n; k++)
		mask.quick_push(build_int_cst(index,
					      part_at(from, type, k) % n));
	x = build1(VIEW_CONVERT_EXPR, parts, x);
	x = build3(VEC_PERM_EXPR, parts, x, x, mask.build());
	return build3(BIT_FIELD_REF, type, x, TYPE_SIZE(type), bitsize_zero_node);
}

/* Whether the target has what it takes for the square of "acc", which is read, or if
   "store" written. */
static bool has_square(const wave_fn *f, const ta_access *acc, bool store)
{
	tree narrow = ta_wave_memory(f, acc);
	tree wide = ta_wave_int_vector(f, TYPE_UNSIGNED(TREE_TYPE(narrow)));

	if (bytes_of(narrow) == bytes_of(wide))
		return true;
	if (store)
		return VECTOR_MODE_P(TYPE_MODE(narrow)) && !BYTES_BIG_ENDIAN;
	return converts(narrow, wide);
}

/* Whether that goes for all squares that "x", which is of statement "at", reads. */
static bool has_squares(const wave_fn *f, int at, const ta_expr *x)
{
	if (ta_wave_line(&f->w, x) != TA_WAVE_NONE)
		return true;
	if (x->op == TA_OP_READ)
		return ta_wave_read(&f->w, at, x->u.access) != TA_WAVE_SQUARE
		       || has_square(f, x->u.access, false);
	for (int i = 0; i < x->nargs; i++)
		if (!has_squares(f, at, x->arg[i]))
			return false;
	return true;
}

/* Whether the target has instructions for all squares of "f", of which w and lanes are
   set. */
bool ta_wave_converts(const wave_fn *f)
{
	for (int k = 0; k < f->w.n; k++) {
		const ta_stmt *s = f->e->p->stmt[f->w.stmt[k]];

		if ((ta_wave_kind(&f->w, k) == TA_WAVE_TABLE
		     && !has_square(f, s->write, true))
		    || !has_squares(f, k, s->rhs))
			return false;
	}
	return true;
}

/* ------------------------------------------------------------- expressions -- */

/* The variable that has "x" for the diagonal at hand, if it is a leaf, or NULL. */
static tree leaf_of(const wave_fn *f, const ta_expr *x)
{
	for (const wave_leaf &leaf : f->leaf)
		if (ta_expr_equal(leaf.x, x))
			return leaf.var;
	return NULL_TREE;
}

/* The vector "x" as one of values of "type", which wrap to what that holds. */
static tree wrapped(const wave_fn *f, enum ta_type type, tree x)
{
	tree to = ta_wave_vector_for(f, type), bits = integer_type_node, u;
	int size = ta_type_size(type);

	if (ta_type_rounds(type) || size == f->w.size)
		return ta_wave_as_vector(to, x);
	if (!ta_type_is_signed(type)) {
		u = build_int_cstu(TREE_TYPE(to),
				   HOST_WIDE_INT_M1U >> (64 - 8 * size));
		return build2(BIT_AND_EXPR, to, ta_wave_as_vector(to, x),
			      build_vector_from_val(to, u));
	}
	bits = build_int_cst(bits, 8 * (f->w.size - size));
	u = ta_wave_int_vector(f, true);
	u = build2(LSHIFT_EXPR, u, ta_wave_as_vector(u, x), bits);
	return build2(RSHIFT_EXPR, to, ta_wave_as_vector(to, u), bits);
}

/* For which elements the condition "x" of statement "at" holds. */
static tree condition_of(wave_fn *f, int at, const ta_expr *x)
{
	tree known = leaf_of(f, x);

	if (known)
		return build2(NE_EXPR, truth_type_for(TREE_TYPE(known)), known,
			      build_zero_cst(TREE_TYPE(known)));
	if (ta_op_compares(x->op)) {
		tree a = ta_wave_value(f, at, x->arg[0]), b = ta_wave_value(f, at, x->arg[1]);

		return build2(ta_binary_code(x->op, x->arg[0]->type),
			      truth_type_for(TREE_TYPE(a)), a, b);
	}
	if (x->op == TA_OP_NOT) {
		tree a = condition_of(f, at, x->arg[0]);

		return build1(BIT_NOT_EXPR, TREE_TYPE(a), a);
	}
	tree a = condition_of(f, at, x->arg[0]), b = condition_of(f, at, x->arg[1]);

	return build2(ta_binary_code(x->op, x->type), TREE_TYPE(a), a, b);
}

/* The vector of "yes" where the condition "cond" holds, elsewhere of "no". */
static tree chosen(wave_fn *f, int at, const ta_expr *cond, tree yes, tree no)
{
	return build3(VEC_COND_EXPR, TREE_TYPE(yes), condition_of(f, at, cond), yes,
		      no);
}

/* The value of the operator "x" of elements.  Sums of integers wrap: some of those
   that are not chosen were none of the source. */
static tree operator_of(wave_fn *f, int at, const ta_expr *x)
{
	tree type = ta_wave_vector_for(f, x->type), as = type, arg[2] = {};
	bool wraps = !ta_type_rounds(x->type)
		     && (x->op == TA_OP_ADD || x->op == TA_OP_SUB
			 || x->op == TA_OP_MUL || x->op == TA_OP_NEG);

	if (wraps)
		as = ta_wave_int_vector(f, true);
	for (int i = 0; i < x->nargs; i++)
		arg[i] = ta_wave_as_vector(as, ta_wave_value(f, at, x->arg[i]));
	switch (x->op) {
	case TA_OP_NEG:
		return wrapped(f, x->type, build1(NEGATE_EXPR, as, arg[0]));
	case TA_OP_ABS:
		return build1(ABS_EXPR, as, arg[0]);
	case TA_OP_NOT:
		return wrapped(f, x->type, build1(BIT_NOT_EXPR, as, arg[0]));
	default:
		return wrapped(f, x->type, build2(ta_binary_code(x->op, x->type),
						  as, arg[0], arg[1]));
	}
}

/* The value of the conversion "x" between integers, or of a condition. */
static tree cast_of(wave_fn *f, int at, const ta_expr *x)
{
	tree type = ta_wave_vector_for(f, x->type);
	enum ta_type from = x->arg[0]->type;
	int size = ta_type_size(x->type), was = ta_type_size(from);
	bool sign = ta_type_is_signed(x->type);

	if (from == TA_BOOL)
		return chosen(f, at, x->arg[0], build_one_cst(type),
			      build_zero_cst(type));
	if (was < size ? !ta_type_is_signed(from) || sign
		       : was == size && ta_type_is_signed(from) == sign)
		return ta_wave_as_vector(type, ta_wave_value(f, at, x->arg[0]));
	return wrapped(f, x->type, ta_wave_value(f, at, x->arg[0]));
}

/* The vector that statement "at" reads by "acc". */
static tree read_of(wave_fn *f, int at, const ta_access *acc)
{
	int by = ta_wave_writer(&f->w, acc->array);

	switch (ta_wave_read(&f->w, at, acc)) {
	case TA_WAVE_LEFT:
		return f->part[by].left;
	case TA_WAVE_ABOVE:
		return f->part[by].above;
	case TA_WAVE_CORNER:
		return f->part[by].corner;
	case TA_WAVE_HERE:
		return f->part[by].made;
	default:
		return NULL_TREE;
	}
}

/* The vector of "x", which is of statement "at" and no condition, on the diagonal at
   hand. */
tree ta_wave_value(wave_fn *f, int at, const ta_expr *x)
{
	tree known = x->op == TA_OP_READ ? read_of(f, at, x->u.access)
					 : NULL_TREE;

	if (!known)
		known = leaf_of(f, x);
	if (known)
		return known;
	switch (x->op) {
	case TA_OP_SELECT:
		return chosen(f, at, x->arg[0], ta_wave_value(f, at, x->arg[1]),
			      ta_wave_value(f, at, x->arg[2]));
	case TA_OP_CAST:
		return cast_of(f, at, x);
	default:
		return operator_of(f, at, x);
	}
}
