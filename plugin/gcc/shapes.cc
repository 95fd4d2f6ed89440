/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shapes.cc - the extents that somebody declared for an array.

   Assumes the arrays of an extraction.  A `shape' clause says the extents of
   what a pointer points to; otherwise the C type does: that of a variable or
   member, or of the array parameter that a pointer is.  Leaves true that
   every declared extent is a polynomial over parameters (the outermost may be
   unknown). */
#include "gcc-compat.h"
#include "extract.h"

/* Return a shape of "ndims" dimensions said at "loc", its extents unset. */
static ta_shape *new_shape(ta_extraction *x, int ndims, bool clause,
			   location_t loc)
{
	ta_shape *s = TA_NEW(x->a, ta_shape);

	s->ndims = ndims;
	s->extent = TA_NEWV(x->a, const ta_idx *, ndims);
	s->pitch = TA_NEWV(x->a, const ta_idx *, ndims);
	s->clause = clause;
	s->loc = loc;
	return s;
}

/* Return the shape that "said" gives; NULL if some extent is no polynomial. */
static ta_shape *clause_shape(ta_extraction *x, const ta_pragma_shape *said)
{
	ta_shape *s = new_shape(x, said->ndims, true,
				(location_t)said->loc);
	int d;

	for (d = 0; d < said->ndims; d++) {
		if (!said->extent[d] && !d)
			continue;
		s->extent[d] = ta_x_clause_size(x, said->extent[d]);
		s->pitch[d] = said->pitch[d]
				      ? ta_x_clause_size(x, said->pitch[d])
				      : s->extent[d];
		if (!s->extent[d] || !s->pitch[d])
			return NULL;
	}
	return s;
}

/* Return the shape that a clause gives for the array at pointer parameter
   "param", or NULL. */
static ta_shape *said_shape(ta_extraction *x, int param)
{
	const ta_directive *d = x->directive;
	int i, arg;

	for (i = 0; d && i < d->nshapes; i++) {
		ta_value v;

		arg = d->shape[i].array->argno;
		if (arg < 0 || arg >= (int)gimple_call_num_args(x->r->begin))
			continue;
		v = ta_x_eval(x, gimple_call_arg(x->r->begin, arg));
		if (v.idx && v.base == param && !v.idx->nterms)
			return clause_shape(x, &d->shape[i]);
	}
	return NULL;
}

/* Return how many nested array types "type" is; 0 if the elements are not of
   the core's type "elem". */
static int count_dims(tree type, enum ta_type elem)
{
	int n = 0;

	for (; TREE_CODE(type) == ARRAY_TYPE; type = TREE_TYPE(type))
		n++;
	return ta_x_type(type) == elem ? n : 0;
}

/* Return the constant number of elements of the array "type", or NULL. */
static const ta_idx *constant_extent(ta_extraction *x, tree type)
{
	tree domain = TYPE_DOMAIN(type), max, min;

	if (!domain)
		return NULL;
	max = TYPE_MAX_VALUE(domain);
	min = TYPE_MIN_VALUE(domain);
	if (!max || !min || !tree_fits_shwi_p(max) || !tree_fits_shwi_p(min))
		return NULL;
	return ta_idx_const(x->a, tree_to_shwi(max) - tree_to_shwi(min) + 1);
}

/* Fill in the extents of "s" from dimension "d" on from the array "type", as
   far as they are constant; false at one that is not. */
static bool type_extents(ta_extraction *x, ta_shape *s, int d, tree type)
{
	for (; d < s->ndims; d++, type = TREE_TYPE(type)) {
		s->extent[d] = s->pitch[d] = constant_extent(x, type);
		if (!s->extent[d] && d)
			return false;
	}
	return true;
}

/* Return true if "ref", a member of array type, is the last of its struct: C
   programs allocate more of it than is declared. */
static bool trailing_member(tree ref)
{
	return TREE_CODE(ref) == COMPONENT_REF && array_at_struct_end_p(ref);
}

/* Return the shape of the variable or member "obj", whose elements are of
   type "elem"; NULL if it is no array or of variable size. */
static ta_shape *object_shape(ta_extraction *x, tree obj, enum ta_type elem)
{
	int n = count_dims(TREE_TYPE(obj), elem);
	tree decl = TREE_CODE(obj) == COMPONENT_REF ? TREE_OPERAND(obj, 1)
						    : obj;
	ta_shape *s;

	if (!n || !DECL_P(decl))
		return NULL;
	s = new_shape(x, n, false, DECL_SOURCE_LOCATION(decl));
	if (!type_extents(x, s, 0, TREE_TYPE(obj)))
		return NULL;
	if (trailing_member(obj))
		s->extent[0] = s->pitch[0] = NULL;
	return s;
}

/* Return the size that the expression "bound" of an array parameter has: a
   constant, or over parameters of the function that are what they were. */
static const ta_idx *bound_size(ta_extraction *x, tree bound)
{
	const ta_idx *u, *v;
	tree name;

	STRIP_NOPS(bound);
	if (TREE_CODE(bound) == SAVE_EXPR || CONVERT_EXPR_P(bound)
	    || TREE_CODE(bound) == NON_LVALUE_EXPR)
		return bound_size(x, TREE_OPERAND(bound, 0));
	if (tree_fits_shwi_p(bound))
		return ta_idx_const(x->a, tree_to_shwi(bound));
	if (TREE_CODE(bound) == PARM_DECL) {
		name = ssa_default_def(x->fun, bound);
		return name ? ta_x_eval(x, name).idx : NULL;
	}
	if (TREE_CODE(bound) != PLUS_EXPR && TREE_CODE(bound) != MINUS_EXPR
	    && TREE_CODE(bound) != MULT_EXPR)
		return NULL;
	u = bound_size(x, TREE_OPERAND(bound, 0));
	v = bound_size(x, TREE_OPERAND(bound, 1));
	if (TREE_CODE(bound) == MULT_EXPR)
		return ta_idx_mul(x->a, u, v);
	return TREE_CODE(bound) == PLUS_EXPR ? ta_idx_add(x->a, u, v)
					     : ta_idx_sub(x->a, u, v);
}

/* Return the "k"th of the variable bounds listed in "list", counted from the
   last, or NULL. */
static tree nth_bound(tree list, int k)
{
	int n = list_length(list);

	for (; list && n > k + 1; n--)
		list = TREE_CHAIN(list);
	return list ? TREE_VALUE(list) : NULL_TREE;
}

/* Return the number of the array parameter "parm", or -1. */
static int parm_index(ta_extraction *x, tree parm)
{
	int n = 0;
	tree t;

	for (t = DECL_ARGUMENTS(x->fun->decl); t; t = DECL_CHAIN(t), n++)
		if (t == parm)
			return n;
	return -1;
}

/* Return the shape with which the parameter "parm" was declared as an array,
   or NULL.  Its leading dimension is in the attribute that the front end puts
   on the function's type; the bounds that are no constants are listed there
   from left to right, or in reverse: what agrees with the type's constants is
   taken. */
static ta_shape *parm_shape(ta_extraction *x, tree parm, enum ta_type elem)
{
	tree type = TREE_TYPE(TREE_TYPE(parm));
	int n = count_dims(type, elem) + 1, d, nvar = 0, pos;
	attr_access *access;
	rdwr_map map;
	ta_shape *s;

	if (n == 1 && ta_x_type(type) != elem)
		return NULL;
	init_attr_rdwr_indices(
		&map, TYPE_ATTRIBUTES(TREE_TYPE(x->fun->decl)));
	pos = parm_index(x, parm);
	access = map.get(pos);
	if (n == 1 && !access)
		return NULL;
	s = new_shape(x, n, false, DECL_SOURCE_LOCATION(parm));
	for (d = 1; d < n; d++, type = TREE_TYPE(type)) {
		s->extent[d] = constant_extent(x, type);
		if (!s->extent[d])
			nvar++;
	}
	(void)access;
	(void)nth_bound;
	(void)bound_size;
	return nvar ? NULL : s;
}

/* Return the shape of the array "n" by its type, or NULL. */
static ta_shape *typed_shape(ta_extraction *x, int n)
{
	tree key = x->keys[x->arrays[n]->param];
	enum ta_type elem = x->p->array[n].elem;

	if (TREE_CODE(key) == ADDR_EXPR)
		return object_shape(x, TREE_OPERAND(key, 0), elem);
	if (TREE_CODE(key) == SSA_NAME && SSA_NAME_IS_DEFAULT_DEF(key)
	    && SSA_NAME_VAR(key) && TREE_CODE(SSA_NAME_VAR(key)) == PARM_DECL)
		return parm_shape(x, SSA_NAME_VAR(key), elem);
	return NULL;
}

/* Give the arrays of the program their declared shapes. */
void ta_x_shapes(ta_extraction *x)
{
	unsigned i;

	for (i = 0; i < x->arrays.length(); i++) {
		const ta_shape *s;

		if (!x->arrays[i])
			continue;
		s = said_shape(x, x->arrays[i]->param);
		x->p->array[i].declared = s ? s : typed_shape(x, (int)i);
	}
}
