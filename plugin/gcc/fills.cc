/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fills.cc - calls of memset and memcpy in a loop as statements over elements.

   Assumes an extraction whose statements are numbered.  Between the loops of

	for (i = 0; i < n; i++) {		for i:
		memset(y + i * m, 0, m * 4);		for k: y[i*m + k] = 0
		for (j = 0; j < m; j++)			for j: y[i*m + j] += ...
			y[i * m + j] += ...
	}

   a call that stores whole elements is a statement in a loop of its own.  Of which type
   these are the other accesses to the array say, or else the pointer.  Leaves true that
   they are aligned as these need it, and none is stored in part. */
#include "gcc-compat.h"
#include "extract.h"

/* Return which function "stmt" calls if that fills memory, or copies it, or
   END_BUILTINS. */
static enum built_in_function filler(const gimple *stmt)
{
	if (!is_gimple_call(stmt)
	    || !(gimple_call_builtin_p(stmt, BUILT_IN_MEMSET)
		 || gimple_call_builtin_p(stmt, BUILT_IN_MEMCPY)
		 || gimple_call_builtin_p(stmt, BUILT_IN_MEMMOVE)))
		return END_BUILTINS;
	return DECL_FUNCTION_CODE(gimple_call_fndecl(stmt));
}

/* Return true if "stmt", in a loop, stores to memory like a loop over elements, and
   does nothing else. */
bool ta_x_fills(ta_extraction *x, const gimple *stmt)
{
	tree lhs;

	if (filler(stmt) == END_BUILTINS || !ta_x_loop(x, gimple_bb(stmt)))
		return false;
	lhs = gimple_call_lhs(stmt);
	return !lhs || (TREE_CODE(lhs) == SSA_NAME && has_zero_uses(lhs));
}

/* Return the type of the elements that references in the region to the pointer
   parameter "base" have, or NULL if there are none. */
static tree accessed_type(ta_extraction *x, int base)
{
	bitmap_iterator bi;
	unsigned n;

	EXECUTE_IF_SET_IN_BITMAP(x->bbs, 0, n, bi) {
		basic_block bb = BASIC_BLOCK_FOR_FN(x->fun, n);
		class loop *at = ta_x_loop(x, bb);

		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i);
		     gsi_next(&i)) {
			gimple *g = gsi_stmt(i);
			ta_value v;
			tree ref;

			if (!gimple_assign_load_p(g) && !gimple_store_p(g))
				continue;
			ref = gimple_assign_load_p(g) ? gimple_assign_rhs1(g)
						      : gimple_get_lhs(g);
			if (ta_x_bad_ref(ref, g) != TA_REASON_NONE)
				continue;
			ref = ta_x_whole_ref(x, ref, at);
			v = ta_x_address(x, ref, at);
			if (v.idx && v.base == base)
				return TYPE_MAIN_VARIANT(TREE_TYPE(ref));
		}
	}
	return NULL_TREE;
}

/* Return the type of what the pointer parameter "base" points to, of bytes if that is
   void; NULL if it is none of elements. */
static tree pointee_type(ta_extraction *x, int base)
{
	tree type = TREE_TYPE(x->keys[base]);

	if (!POINTER_TYPE_P(type))
		return NULL_TREE;
	type = TREE_TYPE(type);
	while (TREE_CODE(type) == ARRAY_TYPE)
		type = TREE_TYPE(type);
	if (VOID_TYPE_P(type))
		return unsigned_char_type_node;
	return ta_x_type(type) == TA_PTR || ta_x_type(type) == TA_VOID
		       ? NULL_TREE : TYPE_MAIN_VARIANT(type);
}

/* Return the type of the elements at "pointer" in loop "at", or NULL. */
static tree element_type(ta_extraction *x, tree pointer, class loop *at)
{
	ta_value v = ta_x_eval_at(x, pointer, at);
	tree type;

	if (!v.idx || v.base < 0)
		return NULL_TREE;
	type = accessed_type(x, v.base);
	return type ? type : pointee_type(x, v.base);
}

/* Return a reference to the element of "type" that "pointer" points to. */
static tree first_element(tree pointer, tree type)
{
	tree ref = TREE_CODE(pointer) == ADDR_EXPR ? TREE_OPERAND(pointer, 0)
						   : NULL_TREE;

	while (ref && TREE_CODE(TREE_TYPE(ref)) == ARRAY_TYPE)
		ref = build4(ARRAY_REF, TREE_TYPE(TREE_TYPE(ref)),
			     unshare_expr(ref), size_zero_node, NULL_TREE,
			     NULL_TREE);
	if (ref && types_compatible_p(TREE_TYPE(ref), type))
		return ref;
	return fold_build2(MEM_REF, type, pointer,
			   build_int_cst(ptr_type_node, 0));
}

/* Return the access that "stmt" makes to the first of the elements of "type" at
   "pointer", to write it or else to read it, and note that it makes more; NULL after a
   failure. */
static ta_access *first_access(ta_extraction *x, gimple *stmt, tree pointer,
			       tree type, bool write)
{
	ta_access *acc = ta_x_access(x, first_element(pointer, type), stmt,
				     write);
	tree many;

	if (!acc)
		return NULL;
	many = build_array_type(type, build_range_type(sizetype, size_zero_node,
						       NULL_TREE));
	ta_x_note_ref(x, acc->array,
		      fold_build2(MEM_REF, many, pointer,
				  build_int_cst(ptr_type_node, 0)),
		      write);
	return acc;
}

/* Return how many elements of "size" bytes "st" stores; NULL after a failure. */
static const ta_idx *count(ta_extraction *x, const ta_store *st, int size)
{
	tree arg = gimple_call_arg(st->stmt, 2);
	location_t loc = gimple_location(st->stmt);
	ta_value v = ta_x_eval_at(x, arg, st->loop);
	const ta_idx *n;

	if (!v.idx || v.base >= 0) {
		ta_x_fail(x, st->loop, loc, TA_REASON_CALL,
			  ta_sprintf(x->a, "%s of an unknown size", st->fill));
		return NULL;
	}
	if (!ta_x_exact(x, v, TREE_TYPE(arg), st->loop)) {
		ta_x_fail_why(x, st->loop, loc);
		return NULL;
	}
	n = ta_idx_divk(x->a, v.idx, size);
	if (!n)
		ta_x_fail(x, st->loop, loc, TA_REASON_BAD_STRIDE, st->fill);
	return n;
}

/* Return true if elements of the types "to" and "from" have the same bytes when one is
   converted to the other. */
static bool same_bytes(enum ta_type to, enum ta_type from)
{
	return to == from
	       || (ta_type_is_integer(to) && ta_type_is_integer(from)
		   && to != TA_BOOL && from != TA_BOOL
		   && ta_type_size(to) == ta_type_size(from));
}

/* Find out what "st", a call that fills or copies memory, stores to; return false after
   a failure. */
bool ta_x_find_fill(ta_extraction *x, ta_store *st)
{
	tree to = gimple_call_arg(st->stmt, 0), from = NULL_TREE;
	location_t loc = gimple_location(st->stmt);
	tree type = element_type(x, to, st->loop), other;
	ta_access *acc;

	if (filler(st->stmt) != BUILT_IN_MEMSET)
		from = gimple_call_arg(st->stmt, 1);
	other = from ? element_type(x, from, st->loop) : type;
	if (!type || !other)
		return ta_x_fail(x, st->loop, loc, TA_REASON_CALL,
				 ta_sprintf(x->a, "%s of unknown elements",
					    st->fill));
	acc = first_access(x, st->stmt, to, type, true);
	if (!acc)
		return false;
	st->memory = true;
	st->array = acc->array;
	st->offset = acc->offset;
	if (!same_bytes(ta_x_type(type), ta_x_type(other)))
		return ta_x_fail(x, st->loop, loc, TA_REASON_MIXED_TYPES,
				 x->p->array[acc->array].name);
	return true;
}

/* Return the number of "type" all of whose bytes are "byte", or NULL. */
static ta_expr *of_byte(ta_extraction *x, enum ta_type type, int byte)
{
	int bits = 8 * ta_type_size(type);
	ta_expr *part;
	uint64_t word;
	double d;
	float f;

	memset(&word, byte, sizeof(word));
	memcpy(&f, &word, sizeof(f));
	memcpy(&d, &word, sizeof(d));
	if (ta_type_is_complex(type)) {
		part = byte ? NULL : of_byte(x, ta_type_part(type), 0);
		return part ? ta_expr_new(x->a, TA_OP_COMPLEX, type, 0, 2, part,
					  of_byte(x, ta_type_part(type), 0))
			    : NULL;
	}
	if (ta_type_is_float(type)) {
		d = type == TA_F32 ? f : d;
		return d == d ? ta_expr_float(x->a, type, d) : NULL;
	}
	if (type == TA_BOOL)
		return byte > 1 ? NULL : ta_expr_int(x->a, type, byte);
	return ta_expr_int(x->a, type,
			   ta_type_is_signed(type)
				   ? (int64_t)word >> (64 - bits)
				   : (int64_t)(word >> (64 - bits)));
}

/* Return what "st", of memset, fills elements of "type" with, for "place"; NULL after a
   failure. */
static ta_expr *filling(ta_extraction *x, const ta_store *st, enum ta_type type,
			ta_place *place)
{
	tree value = gimple_call_arg(st->stmt, 1);
	ta_expr *e = NULL;

	if (TREE_CODE(value) == INTEGER_CST)
		e = of_byte(x, type, (int)(TREE_INT_CST_LOW(value) & 0xff));
	else if (type == TA_U8 || type == TA_I8)
		e = ta_x_expr(x, value, place);
	if (!e)
		ta_x_fail(x, st->loop, gimple_location(st->stmt),
			  TA_REASON_BAD_TYPE,
			  ta_sprintf(x->a, "%s of that value", st->fill));
	return e ? ta_expr_cast(x->a, e, type) : NULL;
}

/* Return what "st", a copy, stores in the element "k" of "type"; "sure": what it reads
   is there.  NULL after a failure. */
static ta_expr *copied(ta_extraction *x, const ta_store *st, enum ta_type type,
		       const ta_idx *k, bool sure)
{
	tree from = gimple_call_arg(st->stmt, 1);
	ta_access *acc = first_access(x, st->stmt, from,
				      element_type(x, from, st->loop), false);

	if (!acc)
		return NULL;
	if (filler(st->stmt) == BUILT_IN_MEMMOVE && acc->array == st->array) {
		ta_x_fail(x, st->loop, gimple_location(st->stmt),
			  TA_REASON_CALL, "memmove within one array");
		return NULL;
	}
	acc->offset = ta_idx_add(x->a, acc->offset, k);
	acc->sure = sure;
	return ta_expr_cast(x->a, ta_expr_read(x->p, acc), type);
}

/* Make a statement of the call "st" in "bb", in a loop of its own. */
bool ta_x_fill(ta_extraction *x, const ta_store *st, basic_block bb)
{
	enum ta_type type = x->p->array[st->array].elem;
	location_t loc = gimple_location(st->stmt);
	const ta_idx *n = count(x, st, ta_type_size(type)), *k;
	auto_vec<ta_way> ways;
	ta_stmt *s = n ? ta_x_stmt(x, bb, st->loop, st->pos, loc, &ways) : NULL;
	ta_place place = ta_x_place_under(ways, bb, st->loop, st->pos);

	if (!s)
		return false;
	x->items.last().spread = true;
	k = ta_idx_var(x->a, ta_x_add_iterator(x, s));
	TA_PUSH(x->a, s->cons, s->ncons,
		ta_idx_addk(x->a, ta_idx_sub(x->a, n, k), -1));
	s->write = ta_access_new(x->a, st->array,
				 ta_idx_add(x->a, st->offset, k), 0, NULL, loc);
	s->rhs = filler(st->stmt) == BUILT_IN_MEMSET
			 ? filling(x, st, type, &place)
			 : copied(x, st, type, k, ways.is_empty());
	return s->rhs && ta_x_keep_otherwise(x, ways, s, &place);
}
