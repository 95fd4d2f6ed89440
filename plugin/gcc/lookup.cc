/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lookup.cc - elements at places that data say, as table[index[i]].

   Assumes an extraction at work, and a load whose address is no polynomial over
   iterators.  Where that address is a pointer fixed over the region and a number of
   elements that is computed, the load is the function LOOKUP of both.  Leaves true
   that no store of the region may change what such a function is of: the element is
   the same whenever it is looked up. */
#include "gcc-compat.h"
#include "extract.h"

/* Return the constant factor that makes "elements" of the size "size" of "bytes", or 0
   if there is none. */
static HOST_WIDE_INT elements(tree bytes, int size)
{
	HOST_WIDE_INT n = tree_fits_shwi_p(bytes) ? tree_to_shwi(bytes) : 1;

	return n % size ? 0 : n / size;
}

/* Return true if "e" is the number "k". */
static bool is(const ta_expr *e, int64_t k)
{
	int64_t n;

	return e->op == TA_OP_ITER ? ta_idx_is_const(e->u.idx, &n) && n == k
				   : e->op == TA_OP_CONST && e->u.i == k;
}

/* Return "op" of "u" and "v", or NULL if one of them is. */
static ta_expr *both(ta_extraction *x, enum ta_op op, ta_expr *u, ta_expr *v)
{
	if (!u || !v)
		return NULL;
	if (is(v, op == TA_OP_MUL ? 1 : 0))
		return u;
	return ta_expr_new(x->a, op, TA_U64, u->loc, 2, u, v);
}

/* Return "e" in the type of places, arithmetic and all: that on signed integers is
   exact, and can be done there. */
static ta_expr *in_places(ta_extraction *x, ta_expr *e)
{
	ta_expr *w;

	if (e->op == TA_OP_CAST && ta_type_size(e->type) == 8
	    && ta_type_is_integer(e->arg[0]->type))
		return in_places(x, e->arg[0]);
	if (e->type == TA_U64)
		return e;
	if (ta_type_is_signed(e->type)
	    && (e->op == TA_OP_ADD || e->op == TA_OP_SUB
		|| e->op == TA_OP_MUL))
		return both(x, e->op, in_places(x, e->arg[0]),
			    in_places(x, e->arg[1]));
	w = ta_expr_new(x->a, TA_OP_CAST, TA_U64, e->loc, 1, e);
	if (e->op == TA_OP_ITER) {
		w->op = TA_OP_ITER;
		w->nargs = 0;
		w->u.idx = e->u.idx;
	}
	return w;
}

/* Return "e" in the type of places, for "place".  What is linear in the loop there is
   seen to be so only if all of it has that type; else a shorter one is better, of which
   a vector holds more. */
static ta_expr *widened(ta_extraction *x, ta_expr *e, const ta_place *place)
{
	ta_expr *w = e ? in_places(x, e) : NULL;

	if (!e || ta_expr_linear(w, ta_x_depth(x, place->loop)))
		return w;
	return e->type == TA_U64 ? e
				 : ta_expr_new(x->a, TA_OP_CAST, TA_U64,
					       e->loc, 1, e);
}

/* Return the number "t" as an expression for "place"; NULL after a failure has been
   recorded. */
static ta_expr *number(ta_extraction *x, tree t, ta_place *place)
{
	if (CONVERT_EXPR_P(t) && INTEGRAL_TYPE_P(TREE_TYPE(TREE_OPERAND(t, 0)))
	    && TYPE_PRECISION(TREE_TYPE(t)) == 64)
		t = TREE_OPERAND(t, 0);
	if (TREE_CODE(t) != SSA_NAME && TREE_CODE(t) != INTEGER_CST)
		return NULL;
	return widened(x, ta_x_expr(x, t, place), place);
}

/* The operator and operands of a number in 64 bits. */
struct operation {
	enum tree_code code;
	tree u, v;
};

/* Return how "t" is made, as far as the region makes it. */
static operation made(ta_extraction *x, tree t)
{
	operation o = { TREE_CODE(t), NULL_TREE, NULL_TREE };

	if (o.code == SSA_NAME && ta_x_inside(x, t)) {
		gassign *g = dyn_cast<gassign *>(SSA_NAME_DEF_STMT(t));

		if (g && !gimple_assign_load_p(g)) {
			o.code = gimple_assign_rhs_code(g);
			o.u = gimple_assign_rhs1(g);
			o.v = gimple_num_ops(g) > 2 ? gimple_assign_rhs2(g)
						    : NULL_TREE;
		}
	} else if (EXPR_P(t)) {
		o.u = TREE_OPERAND(t, 0);
		o.v = BINARY_CLASS_P(t) ? TREE_OPERAND(t, 1) : NULL_TREE;
	}
	return o;
}

static ta_expr *units(ta_extraction *x, tree t, int size, ta_place *place);

/* Return the product of "u" and "v", bytes, in elements of "size" bytes; NULL if it is
   no whole number of them for sure. */
static ta_expr *product(ta_extraction *x, tree u, tree v, int size,
			ta_place *place)
{
	HOST_WIDE_INT n = elements(v, size);

	if (n && tree_fits_shwi_p(v))
		return both(x, TA_OP_MUL,
			    EXPR_P(u) ? units(x, u, 1, place)
				      : number(x, u, place),
			    ta_expr_int(x->a, TA_U64, n));
	if (tree_fits_shwi_p(v))
		return both(x, TA_OP_MUL, units(x, u, size, place),
			    ta_expr_int(x->a, TA_U64, tree_to_shwi(v)));
	return both(x, TA_OP_MUL, number(x, u, place),
		    units(x, v, size, place));
}

/* Return the number "t" of bytes in elements of "size" bytes, for "place", if it is a
   polynomial; else NULL. */
static ta_expr *polynomial(ta_extraction *x, tree t, int size,
			   ta_place *place)
{
	const ta_idx *idx = NULL;
	ta_value v;
	ta_expr *e;

	if (TREE_CODE(t) == SSA_NAME || TREE_CODE(t) == INTEGER_CST) {
		v = ta_x_eval_at(x, t, place->loop);
		if (v.base < 0 && v.idx)
			idx = ta_idx_divk(x->a, v.idx, size);
	}
	if (!idx)
		return NULL;
	e = ta_expr_new(x->a, TA_OP_ITER, TA_U64, UNKNOWN_LOCATION, 0);
	e->u.idx = idx;
	return e;
}

/* Return "e" / "size" if it is a whole multiple of that, as it says, else NULL. */
static ta_expr *quotient(ta_extraction *x, ta_expr *e, int size)
{
	ta_expr *u, *v;
	int i;

	switch (e->op) {
	case TA_OP_CONST:
		return e->u.i % size ? NULL
				     : ta_expr_int(x->a, e->type, e->u.i / size);
	case TA_OP_MUL:
		for (i = 0; i < 2; i++) {
			u = e->arg[i]->op == TA_OP_CONST
				    ? quotient(x, e->arg[i], size)
				    : NULL;
			if (u)
				return both(x, TA_OP_MUL, e->arg[1 - i], u);
		}
		return NULL;
	case TA_OP_ADD:
	case TA_OP_SUB:
		u = quotient(x, e->arg[0], size);
		return u ? both(x, e->op, u, quotient(x, e->arg[1], size))
			 : NULL;
	case TA_OP_SELECT:
		u = quotient(x, e->arg[1], size);
		v = u ? quotient(x, e->arg[2], size) : NULL;
		return v ? ta_expr_new(x->a, TA_OP_SELECT, e->type, e->loc, 3,
				       e->arg[0], u, v)
			 : NULL;
	default:
		return NULL;
	}
}

/* Return true if data say what "e" is, and not indices alone. */
static bool of_data(const ta_expr *e)
{
	return ta_expr_has_op(e, TA_OP_READ) || ta_expr_has_op(e, TA_OP_LOOKUP)
	       || ta_expr_has_op(e, TA_OP_CODE);
}

/* Return the number "t" of bytes in elements of "size" bytes, for "place", if it is one
   of several, made of data, that branches lead to; else NULL. */
static ta_expr *joined(ta_extraction *x, tree t, int size, ta_place *place)
{
	ta_expr *e;

	if (TREE_CODE(t) != SSA_NAME || !ta_x_inside(x, t)
	    || !is_a<gphi *>(SSA_NAME_DEF_STMT(t)))
		return NULL;
	e = ta_x_expr(x, t, place);
	return e && e->type == TA_U64 && of_data(e) ? quotient(x, e, size)
						     : NULL;
}

/* Return the number "t" of bytes, of 64 bits, in elements of "size" bytes, for "place";
   NULL if that cannot be said, or a failure has been recorded. */
static ta_expr *units(ta_extraction *x, tree t, int size, ta_place *place)
{
	ta_expr *e = polynomial(x, t, size, place);
	operation o = made(x, t);

	if (e || x->failed || TYPE_PRECISION(TREE_TYPE(t)) != 64)
		return e;
	if (CONVERT_EXPR_CODE_P(o.code)
	    && INTEGRAL_TYPE_P(TREE_TYPE(o.u))
	    && TYPE_PRECISION(TREE_TYPE(o.u)) == 64)
		return units(x, o.u, size, place);
	if (o.code == PLUS_EXPR || o.code == MINUS_EXPR)
		return both(x, o.code == PLUS_EXPR ? TA_OP_ADD : TA_OP_SUB,
			    units(x, o.u, size, place),
			    units(x, o.v, size, place));
	if (o.code == MULT_EXPR)
		return product(x, o.u, o.v, size, place);
	if (o.code == LSHIFT_EXPR && tree_fits_uhwi_p(o.v)
	    && tree_to_uhwi(o.v) < 32)
		return product(x, o.u,
			       build_int_cst(sizetype,
					     HOST_WIDE_INT_1
						     << tree_to_uhwi(o.v)),
			       size, place);
	return size == 1 ? number(x, t, place) : joined(x, t, size, place);
}

/* Add the number "t" of bytes to "*sum", in elements of "size" bytes, if "sum" is not NULL;
   return whether that is possible. */
static bool add(ta_extraction *x, ta_expr **sum, tree t, int size,
		ta_place *place)
{
	ta_expr *e;

	if (!sum || integer_zerop(t))
		return true;
	e = units(x, t, size, place);
	if (e && *sum)
		e = both(x, TA_OP_ADD, *sum, e);
	*sum = e;
	return e != NULL;
}

/* Return the parameter that "pointer" is, when what is added to it has been added to
   "*sum" (NULL: nowhere), in elements of "size" bytes; -1 if it is not fixed. */
int ta_x_fixed_base(ta_extraction *x, tree pointer, ta_expr **sum, int size,
		    ta_place *place)
{
	ta_value v = ta_x_eval_at(x, pointer, place->loop);
	gassign *g;

	if (v.idx && v.base >= 0 && !sum)
		return v.base;
	if (v.idx && v.base >= 0) {
		const ta_idx *idx = ta_idx_divk(x->a, v.idx, size);
		ta_expr *e = ta_expr_new(x->a, TA_OP_ITER, TA_U64,
					 UNKNOWN_LOCATION, 0);

		e->u.idx = idx;
		*sum = *sum ? both(x, TA_OP_ADD, *sum, e) : e;
		return idx ? v.base : -1;
	}
	if (TREE_CODE(pointer) != SSA_NAME || !ta_x_inside(x, pointer))
		return -1;
	g = dyn_cast<gassign *>(SSA_NAME_DEF_STMT(pointer));
	if (!g || gimple_assign_rhs_code(g) != POINTER_PLUS_EXPR
	    || !add(x, sum, gimple_assign_rhs2(g), size, place))
		return -1;
	return ta_x_fixed_base(x, gimple_assign_rhs1(g), sum, size, place);
}

/* Return the array member that holds "ref" and is an array of its own for accesses, or
   NULL. */
static tree own_member(ta_extraction *x, tree ref)
{
	while (handled_component_p(ref) && !ta_x_array_member(x, ref))
		ref = TREE_OPERAND(ref, 0);
	return handled_component_p(ref) ? ref : NULL_TREE;
}

/* Return the parameter that is the address of the array member that holds "ref", and is
   an array of its own for accesses; -1 if there is none. */
int ta_x_member_base(ta_extraction *x, tree ref)
{
	tree member = own_member(x, ref);

	return member ? ta_x_base(x, build_fold_addr_expr(
					     ta_x_invariant_ref(x, member)))
		      : -1;
}

/* Return how many bits from the beginning of its object the member "ref" is, which is
   always there. */
static poly_int64 member_at(tree ref)
{
	int unsignedp, reverse, is_volatile;
	poly_int64 bits, at;
	machine_mode mode;
	tree off;

	get_inner_reference(ref, &bits, &at, &off, &mode, &unsignedp, &reverse,
			    &is_volatile);
	gcc_checking_assert(!off);
	return at;
}

/* Return the parameter that is the address of the object in which "ref" is, or of an
   array member of that, as it is for an access, and, if "place_of" is not NULL, set
   "*place_of", which is NULL, to the number of elements from there to "ref"; -1 if that
   cannot be said. */
int ta_x_place_of(ta_extraction *x, tree ref, ta_expr **place_of,
		  ta_place *place)
{
	int size = ta_type_size(ta_x_type(TREE_TYPE(ref))), unsignedp, reverse;
	int is_volatile;
	poly_int64 bits, at;
	tree off, object, member = own_member(x, ref);
	machine_mode mode;

	object = get_inner_reference(ref, &bits, &at, &off, &mode, &unsignedp,
				     &reverse, &is_volatile);
	if (member)
		at -= member_at(member);
	if (reverse || !at.is_constant()
	    || at.to_constant() % BITS_PER_UNIT
	    || (off && !add(x, place_of, off, size, place))
	    || !add(x, place_of,
		    size_int(at.to_constant() / BITS_PER_UNIT), size, place))
		return -1;
	if (member)
		return ta_x_member_base(x, ref);
	if (TREE_CODE(object) == MEM_REF)
		return add(x, place_of,
			   wide_int_to_tree(sizetype, mem_ref_offset(object)
						      .force_shwi()
						      .to_constant()),
			   size, place)
			       ? ta_x_fixed_base(x, TREE_OPERAND(object, 0),
					    place_of, size, place)
			       : -1;
	if (!DECL_P(object))
		return -1;
	return ta_x_base(x, build_fold_addr_expr(object));
}

/* Return false if "acc" reads a scalar that a loop carries on, as it may an index beside
   its own, or a table of constants, which the compiler knows when the loop is
   unrolled. */
static bool changes(void *data, ta_access *acc)
{
	ta_extraction *x = (ta_extraction *)data;
	const ta_array *a = &x->p->array[acc->array];
	tree key = a->is_virtual ? x->content[acc->array] : x->keys[a->base];

	if (TREE_CODE(key) == SSA_NAME)
		return !a->is_virtual || !is_a<gphi *>(SSA_NAME_DEF_STMT(key))
		       || !bb_loop_header_p(gimple_bb(SSA_NAME_DEF_STMT(key)));
	if (TREE_CODE(key) != ADDR_EXPR)
		return true;
	key = get_base_address(TREE_OPERAND(key, 0));
	return !(key && VAR_P(key) && TREE_READONLY(key));
}

/* Return the largest value of a whole number of "type" that is from 0 to "u" before it
   has that type, or any if "u" is below 0; -1 if it may be below 0, or any of many. */
static int64_t most_in(enum ta_type type, int64_t u)
{
	int bits = 8 * ta_type_size(type) - ta_type_is_signed(type);

	if (u >= 0 && (bits > 62 || !(u >> bits)))
		return u;
	return type == TA_BOOL	? 1
	       : type == TA_U8	? UINT8_MAX
	       : type == TA_U16 ? UINT16_MAX
				: -1;
}

/* Return the largest value that "e", a whole number, can have, if it has none below 0
   and that is known of its type and its operators; else -1. */
int64_t ta_x_most(const ta_expr *e)
{
	int64_t u, v, k;

	switch (e->op) {
	case TA_OP_CONST:
		return ta_type_is_integer(e->type) ? e->u.i : -1;
	case TA_OP_ITER:
		return ta_idx_is_const(e->u.idx, &k) ? k : -1;
	case TA_OP_CAST:
		return most_in(e->type, ta_type_is_integer(e->arg[0]->type)
						? ta_x_most(e->arg[0])
						: -1);
	case TA_OP_AND:
		u = ta_x_most(e->arg[0]);
		v = ta_x_most(e->arg[1]);
		return u < 0 || (v >= 0 && v < u) ? v : u;
	case TA_OP_ADD:
	case TA_OP_MUL:
		u = ta_x_most(e->arg[0]);
		v = ta_x_most(e->arg[1]);
		if (u < 0 || v < 0 || u > INT16_MAX || v > INT16_MAX)
			return -1;
		return most_in(e->type, e->op == TA_OP_ADD ? u + v : u * v);
	default:
		return most_in(e->type, -1);
	}
}

/* Return how many elements, of "size" bytes, the variable has of which parameter "n" is
   the address, or NULL. */
static const ta_idx *variable_span(ta_extraction *x, int n, int size)
{
	tree key = x->keys[n];

	if (TREE_CODE(key) != ADDR_EXPR || !DECL_P(TREE_OPERAND(key, 0)))
		return NULL;
	key = DECL_SIZE_UNIT(TREE_OPERAND(key, 0));
	return key && tree_fits_shwi_p(key)
		       ? ta_idx_const(x->a, tree_to_shwi(key) / size)
		       : NULL;
}

/* Return how many elements the declared shape of "array" has, or NULL.  C does not ask
   that a parameter has as few as it is declared with, int h[8]: a clause does. */
static const ta_idx *declared_span(ta_extraction *x, int array)
{
	const ta_shape *s = x->p->array[array].declared;
	tree key = x->keys[x->p->array[array].base];
	bool parm = TREE_CODE(key) == SSA_NAME && SSA_NAME_IS_DEFAULT_DEF(key);
	const ta_idx *n = s && (s->clause || !parm) ? s->extent[0] : NULL;
	int d;

	for (d = 1; n && d < s->ndims; d++)
		n = s->pitch[d] ? ta_idx_mul(x->a, n, s->pitch[d]) : NULL;
	return n;
}

/* Return how many elements "array" has from its base on, as its variable or what is said
   of its shape tells, or NULL. */
const ta_idx *ta_x_span(ta_extraction *x, int array)
{
	const ta_array *a = &x->p->array[array];
	const ta_idx *n = variable_span(x, a->base, ta_type_size(a->elem));

	return n ? n : declared_span(x, array);
}

/* Return the number of loops, from the innermost at "place" on, along which "e" is
   linear. */
static int linear_loops(ta_extraction *x, const ta_expr *e,
			const ta_place *place)
{
	int d = ta_x_depth(x, place->loop), n = 0;

	while (n <= d && ta_expr_linear(e, d - n))
		n++;
	return n;
}

/* Note that the load "g" of "ref" is of what the pointer parameter "param" points to: of
   one of the first "span" elements (NULL: it is not known which). */
void ta_x_note_looked(ta_extraction *x, int param, tree ref, gassign *g,
		      const ta_idx *span)
{
	enum ta_type type = ta_x_type(TREE_TYPE(ref));
	ta_looked l;

	l.param = param;
	l.loop = ta_x_loop(x, gimple_bb(g));
	l.loc = gimple_location(g);
	l.ref = ta_x_plain_ref(ref);
	l.array = ta_x_array(x, param, type, l.loc);
	if (x->p->array[l.array].elem != type)
		l.array = -1;
	l.span = span ? span : variable_span(x, param, ta_type_size(type));
	x->looked.safe_push(l);
}

/* Return what the load "g" of "ref" finds, for use at "place", as a function of a fixed
   pointer and a number; NULL if it is none, which is a failure only if one has been
   recorded.  A matrix at a place that data say is none: the loops over it are a nest of
   their own, and the loop around is kept. */
ta_expr *ta_x_lookup(ta_extraction *x, tree ref, gassign *g, ta_place *place)
{
	enum ta_type type = ta_x_type(TREE_TYPE(ref));
	ta_expr *index = NULL;
	int64_t k;
	int base;

	if (type == TA_VOID || type == TA_PTR || ta_type_is_complex(type)
	    || ta_x_part(ref) || ta_x_bad_ref(ref, g) != TA_REASON_NONE)
		return NULL;
	base = ta_x_place_of(x, ref, &index, place);
	if (base < 0 || !index || !ta_expr_reads(index, changes, x)
	    || linear_loops(x, index, place) > 1)
		return NULL;
	k = ta_x_most(index);
	ta_x_note_looked(x, base, ref, g,
			 k >= 0 ? ta_idx_const(x->a, k + 1) : NULL);
	return ta_expr_new(x->a, TA_OP_LOOKUP, type, gimple_location(g), 2,
			   ta_expr_param(x->p, base), index);
}

/* Note that what "l" says may be looked up, a number of elements "span", and that
   "array" may be written meanwhile, which a guard has to tell; return whether it
   can. */
static bool guard_pair(ta_extraction *x, const ta_looked *l, const ta_idx *span,
		       int array)
{
	const ta_idx **looked = &x->p->array[l->array].looked, *more;
	ta_alias pair = { l->array, array, false };
	int64_t k;
	int i;

	more = *looked ? ta_idx_sub(x->a, span, *looked) : NULL;
	if ((more && !ta_idx_is_const(more, &k))
	    || !ta_x_assume(x, ta_idx_addk(x->a, span, -1),
			    "there is something to look up"))
		return false;
	if (!more || k > 0)
		*looked = span;
	for (i = 0; i < x->p->naliases; i++)
		if ((x->p->alias[i].a == pair.a && x->p->alias[i].b == pair.b)
		    || (x->p->alias[i].a == pair.b && x->p->alias[i].b == pair.a))
			return true;
	TA_PUSH(x->a, x->p->alias, x->p->naliases, pair);
	return true;
}

/* Return whether no store of the region changes what is looked up, or a guard can tell;
   else a failure has been recorded.  Of one pointer nothing may be written, though the
   compiler knows that it is another row. */
bool ta_x_looked_apart(ta_extraction *x)
{
	unsigned i, j;

	for (i = 0; i < x->looked.length(); i++)
		for (j = 0; j < x->arrays.length(); j++) {
			const ta_looked *l = &x->looked[i];
			const ta_idx *span = l->span;
			bool own;

			if (!x->arrays[j] || !x->p->array[j].written)
				continue;
			own = x->arrays[j]->param == l->param;
			if (!own && !ta_x_may_write(x, j, l->param, l->ref))
				continue;
			if (!span && l->array >= 0)
				span = declared_span(x, l->array);
			if (own || !span || l->array < 0
			    || !guard_pair(x, l, span, j))
				return ta_x_fail(x, l->loop, l->loc,
						 own ? TA_REASON_OWN_PLACES
						     : TA_REASON_LOOKUP,
						 x->p->array[j].name);
		}
	return true;
}
