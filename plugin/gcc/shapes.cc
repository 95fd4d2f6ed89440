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

/* Return "s", the shape of an array of complex numbers, as that of one of their
   parts: rows of two; NULL where that are too many dimensions. */
static ta_shape *shape_of_parts(ta_extraction *x, const ta_shape *s)
{
	ta_shape *t;
	int d;

	if (s->ndims == TA_MAX_DEPTH)
		return NULL;
	t = new_shape(x, s->ndims + 1, s->clause, s->loc);

	for (d = 0; d < s->ndims; d++) {
		t->extent[d] = s->extent[d];
		t->pitch[d] = s->pitch[d];
	}
	t->extent[d] = t->pitch[d] = ta_idx_const(x->a, 2);
	return t;
}

/* Return true if "pointer" points to complex numbers that have parts of type
   "elem". */
static bool points_to_pairs(tree pointer, enum ta_type elem)
{
	tree type = TREE_TYPE(pointer);

	if (!POINTER_TYPE_P(type))
		return false;
	for (type = TREE_TYPE(type); TREE_CODE(type) == ARRAY_TYPE;)
		type = TREE_TYPE(type);
	return ta_type_part(ta_x_type(type)) == elem;
}

/* Return the shape that a clause gives for the array at pointer parameter
   "param", of elements "elem", or NULL. */
static ta_shape *said_shape(ta_extraction *x, int param, enum ta_type elem)
{
	const ta_directive *d = x->directive;
	int i;

	for (i = 0; d && i < d->nshapes; i++) {
		tree arg = ta_region_arg(x->r, d->shape[i].array->argno);
		ta_shape *s;
		ta_value v;

		if (!arg)
			continue;
		v = ta_x_eval(x, arg);
		if (!v.idx || v.base != param || v.idx->nterms)
			continue;
		s = clause_shape(x, &d->shape[i]);
		return s && points_to_pairs(arg, elem) ? shape_of_parts(x, s)
						       : s;
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
	return n > 1 || s->extent[0] ? s : NULL;
}

/* Return the value that parameter "n" of the function has when it is called,
   or NULL. */
static const ta_idx *parm_value(ta_extraction *x, int n)
{
	tree parm = DECL_ARGUMENTS(x->fun->decl), name;

	for (; parm && n > 0; n--)
		parm = DECL_CHAIN(parm);
	name = parm ? ssa_default_def(x->fun, parm) : NULL_TREE;
	return name ? ta_x_eval(x, name).idx : NULL;
}

/* Return the number of the parameter "parm", or -1. */
static int parm_index(ta_extraction *x, tree parm)
{
	int n = 0;
	tree t;

	for (t = DECL_ARGUMENTS(x->fun->decl); t; t = DECL_CHAIN(t), n++)
		if (t == parm)
			return n;
	return -1;
}

/* What the front end notes of the declaration of an array parameter, as
   "[$$],$0$1" or "[$5],$1": as many "$" as bounds that are no constants, then
   the leading bound if that is constant; then for each "$", outermost first,
   the parameter that the bound is, if it is one. */
struct parm_bounds {
	int nvar;
	int64_t leading;	/* 0: not said */
	const ta_idx *var[TA_MAX_DEPTH];
};

/* Read the note "s" up to "end" into "b", which is all zero. */
static void read_bounds(ta_extraction *x, const char *s, const char *end,
			parm_bounds *b)
{
	int n = 0;

	while (s < end && *s != '[')
		s++;
	for (; s < end && *s != ']'; s++) {
		if (*s == '$' && b->nvar < TA_MAX_DEPTH)
			b->nvar++;
		if (ISDIGIT(*s))
			b->leading = 10 * b->leading + (*s - '0');
	}
	for (; s < end && n < b->nvar; s++) {
		if (*s != '$')
			continue;
		if (s + 1 < end && ISDIGIT(s[1]))
			b->var[n] = parm_value(x, atoi(s + 1));
		n++;
	}
}

/* Return the shape with which the parameter "parm" was declared as an array
   of "elem", or as a pointer to arrays, or NULL.  Constant inner bounds are in
   its type; the others, and the leading one, in an attribute of the function's
   type, which pointers do not have. */
static ta_shape *parm_shape(ta_extraction *x, tree parm, enum ta_type elem)
{
	tree type = TREE_TYPE(TREE_TYPE(parm));
	bool array = TREE_CODE(type) == ARRAY_TYPE;
	int n = 1 + (array ? count_dims(type, elem) : 0), d, var;
	int pos = parm_index(x, parm);
	attr_access *access;
	parm_bounds b;
	rdwr_map map;
	ta_shape *s;

	init_attr_rdwr_indices(&map,
			       TYPE_ATTRIBUTES(TREE_TYPE(x->fun->decl)));
	access = map.get(pos);
	if (array ? n == 1 : ta_x_type(type) != elem)
		return NULL;
	memset(&b, 0, sizeof(b));
	if (access && access->internal_p && (int)access->ptrarg == pos)
		read_bounds(x, access->str, access->end, &b);
	s = new_shape(x, n, false, DECL_SOURCE_LOCATION(parm));
	for (d = n - 1, var = b.nvar - 1; d > 0; d--) {
		int k;
		tree t = type;

		for (k = 1; k < d; k++)
			t = TREE_TYPE(t);
		s->extent[d] = constant_extent(x, t);
		if (!s->extent[d] && var >= 0)
			s->extent[d] = b.var[var--];
		if (!s->extent[d])
			return NULL;
	}
	if (var == 0)
		s->extent[0] = b.var[0];
	else if (b.leading)
		s->extent[0] = ta_idx_const(x->a, b.leading);
	for (d = 0; d < n; d++)
		s->pitch[d] = s->extent[d];
	return n > 1 || s->extent[0] ? s : NULL;
}

/* Return "u" / "v" if "v" is one term that divides every term of "u", else
   NULL. */
static const ta_idx *divide(ta_extraction *x, const ta_idx *u,
			    const ta_idx *v)
{
	const ta_idx *q = ta_idx_const(x->a, 0), *left = u;
	int i;

	if (!v || v->nterms != 1)
		return NULL;
	for (i = 0; left && i < v->term[0].nvars; i++) {
		int var = v->term[0].var[i];

		if (ta_idx_without(x->a, left, var)->nterms)
			return NULL;
		left = ta_idx_coef(x->a, left, var);
	}
	q = left ? ta_idx_divk(x->a, left, v->term[0].coef) : NULL;
	return q;
}

/* Return the shape of the array of variable size at "pointer", which
   was allocated for it, of elements of "size" bytes; "ref" is a reference to
   it.  NULL if it is not so. */
static ta_shape *vla_shape(ta_extraction *x, tree pointer, tree ref, int size)
{
	gimple *def = SSA_NAME_DEF_STMT(pointer);
	const ta_idx *bytes[TA_MAX_DEPTH], *below;
	int n = 0, d;
	ta_shape *s;

	if (!gimple_call_builtin_p(def, BUILT_IN_ALLOCA_WITH_ALIGN)
	    || !SSA_NAME_VAR(pointer))
		return NULL;
	for (; TREE_CODE(ref) == ARRAY_REF && n < TA_MAX_DEPTH - 1;
	     ref = TREE_OPERAND(ref, 0))
		bytes[n++] = ta_x_size(x, array_ref_element_size(ref));
	if (!n || TREE_CODE(ref) != MEM_REF
	    || TREE_OPERAND(ref, 0) != pointer)
		return NULL;
	bytes[n] = ta_x_eval(x, gimple_call_arg(def, 0)).idx;
	s = new_shape(x, n, false, DECL_SOURCE_LOCATION(SSA_NAME_VAR(pointer)));
	below = ta_idx_const(x->a, size);
	for (d = n - 1; d >= 0; d--) {
		const ta_idx *of = bytes[n - d];

		s->extent[d] = s->pitch[d] = of ? divide(x, of, below) : NULL;
		if (!s->extent[d])
			return NULL;
		below = of;
	}
	return s;
}

/* Return the shape of the array "n" by its type, or NULL; one that is looked up alone, and
   is no parameter or variable, has none. */
static ta_shape *typed_shape(ta_extraction *x, int n)
{
	tree key = x->keys[x->arrays[n]->param];
	enum ta_type elem = x->p->array[n].elem;

	if (TREE_CODE(key) == ADDR_EXPR)
		return object_shape(x, TREE_OPERAND(key, 0), elem);
	if (TREE_CODE(key) != SSA_NAME)
		return NULL;
	if (!SSA_NAME_IS_DEFAULT_DEF(key))
		return x->arrays[n]->refs.is_empty()
			       ? NULL
			       : vla_shape(x, key, x->arrays[n]->refs[0],
					   ta_type_size(elem));
	if (SSA_NAME_VAR(key) && TREE_CODE(SSA_NAME_VAR(key)) == PARM_DECL)
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
		s = said_shape(x, x->arrays[i]->param, x->p->array[i].elem);
		x->p->array[i].declared = s ? s : typed_shape(x, (int)i);
	}
}
