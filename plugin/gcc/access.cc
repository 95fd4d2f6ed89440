/* SPDX-License-Identifier: GPL-3.0-or-later */
/* access.cc - references to memory as (array, offset in elements).

   Assumes an extraction whose statements are numbered.  References with one
   base are one array, whatever moved the pointer; two arrays with a store to
   one of them are an entry in the program's aliases unless GCC's oracle,
   `restrict' or a clause keeps them apart.  GCC loads and stores a complex
   number by its parts where it can: an array all of which is accessed so is one
   of floats; where some of it is not, extraction is tried again with the parts
   as those of whole elements.  Leaves true that every offset has at most one
   iterator in a term. */
#include "gcc-compat.h"
#include "extract.h"

/* Return the core's type for "type", or TA_VOID. */
enum ta_type ta_x_type(tree type)
{
	if (POINTER_TYPE_P(type))
		return TA_PTR;
	if (TREE_CODE(type) == BOOLEAN_TYPE)
		return TYPE_PRECISION(type) == 1 ? TA_BOOL : TA_VOID;
	if (TREE_CODE(type) == REAL_TYPE)
		return TYPE_MODE(type) == SFmode   ? TA_F32
		       : TYPE_MODE(type) == DFmode ? TA_F64
						   : TA_VOID;
	if (COMPLEX_FLOAT_TYPE_P(type))
		return ta_type_of_parts(ta_x_type(TREE_TYPE(type)));
	if (!INTEGRAL_TYPE_P(type) || !type_has_mode_precision_p(type))
		return TA_VOID;
	switch (TYPE_PRECISION(type)) {
	case 8:
		return TYPE_UNSIGNED(type) ? TA_U8 : TA_I8;
	case 16:
		return TYPE_UNSIGNED(type) ? TA_U16 : TA_I16;
	case 32:
		return TYPE_UNSIGNED(type) ? TA_U32 : TA_I32;
	case 64:
		return TYPE_UNSIGNED(type) ? TA_U64 : TA_I64;
	default:
		return TA_VOID;
	}
}

/* Return true if no term of "idx" has two iterators. */
static bool linear(const ta_idx *idx)
{
	int i, j, n;

	for (i = 0; i < idx->nterms; i++) {
		for (j = n = 0; j < idx->term[i].nvars; j++)
			n += idx->term[i].var[j] < TA_PARAM0;
		if (n > 1)
			return false;
	}
	return true;
}

/* Return the array at the pointer parameter "base", made if need be. */
int ta_x_array(ta_extraction *x, int base, enum ta_type elem, location_t loc)
{
	int i;

	for (i = 0; i < (int)x->arrays.length(); i++)
		if (x->arrays[i] && x->arrays[i]->param == base)
			return i;
	i = ta_program_array(x->p, x->p->param[base].name, elem, base, loc);
	while (x->arrays.length() <= (unsigned)i)
		x->arrays.safe_push(NULL);
	x->arrays[i] = new ta_array_info();
	x->arrays[i]->param = base;
	return i;
}

/* Note that "ref" refers to array "n", to write it or else to read it. */
void ta_x_note_ref(ta_extraction *x, int n, tree ref, bool write)
{
	ta_array_info *info = x->arrays[n];
	unsigned i;

	if (write)
		x->p->array[n].written = true;
	else
		x->p->array[n].read = true;
	for (i = 0; i < info->refs.length(); i++)
		if (info->refs[i] == ref && info->writes[i] == write)
			return;
	info->refs.safe_push(ta_x_plain_ref(ref));
	info->writes.safe_push(write);
}

/* Return why a reference "ref" of "stmt" cannot be an access whatever its
   address, or TA_REASON_NONE. */
enum ta_reason ta_x_bad_ref(tree ref, gimple *stmt)
{
	tree type = TREE_TYPE(ref), object = get_base_address(ref);

	if (object && VAR_P(object) && DECL_HARD_REGISTER(object))
		return TA_REASON_REGISTER;
	if (gimple_has_volatile_ops(stmt) || TYPE_VOLATILE(type))
		return TA_REASON_VOLATILE;
	if (ta_x_type(type) == TA_VOID || ta_x_type(type) == TA_PTR
	    || get_object_alignment(ref)
		       < TYPE_ALIGN(TYPE_MAIN_VARIANT(type))
	    || (TREE_CODE(ref) == COMPONENT_REF
		&& DECL_BIT_FIELD(TREE_OPERAND(ref, 1)))
	    || reverse_storage_order_for_component_p(ref)
	    || !ADDR_SPACE_GENERIC_P(TYPE_ADDR_SPACE(type)))
		return TA_REASON_BAD_TYPE;
	return TA_REASON_NONE;
}

/* Return true if "ref" is the real or the imaginary part of a number. */
bool ta_x_part(tree ref)
{
	return TREE_CODE(ref) == REALPART_EXPR
	       || TREE_CODE(ref) == IMAGPART_EXPR;
}

/* Return true if the elements of the array at pointer parameter "base" are
   whole complex numbers though some accesses are to their parts. */
static bool whole(ta_extraction *x, int base)
{
	unsigned i;

	for (i = 0; i < x->whole->length(); i++)
		if (operand_equal_p((*x->whole)[i], x->keys[base], 0))
			return true;
	return false;
}

/* Return the complex number of which "ref", in loop "at", is a part, if it is
   in an array of whole ones; else "ref". */
tree ta_x_whole_ref(ta_extraction *x, tree ref, class loop *at)
{
	ta_value v;

	if (!ta_x_part(ref) || x->whole->is_empty())
		return ref;
	v = ta_x_address(x, TREE_OPERAND(ref, 0), at);
	return v.idx && v.base >= 0 && whole(x, v.base) ? TREE_OPERAND(ref, 0)
							: ref;
}

/* Record that array "n" is accessed in "type" too, which its elements do not
   have.  Where one is the type of the parts of the other, it is noted that
   another attempt may do better. */
static void mixed(ta_extraction *x, int n, enum ta_type type, class loop *at,
		  location_t loc)
{
	enum ta_type elem = x->p->array[n].elem;
	int base = x->arrays[n]->param;

	if ((ta_type_part(elem) == type || ta_type_part(type) == elem)
	    && !whole(x, base)) {
		x->whole->safe_push(x->keys[base]);
		x->more_whole = true;
	}
	ta_x_fail(x, at, loc, TA_REASON_MIXED_TYPES, x->p->array[n].name);
}

/* Return true if the address "v" is a polynomial that an access can have. */
static bool fits_access(ta_extraction *x, ta_value v)
{
	return v.idx && v.base >= 0 && linear(v.idx) && ta_x_row_fits(x, v);
}

/* Return true if the address of "ref" in loop "at" is such a polynomial. */
bool ta_x_linear(ta_extraction *x, tree ref, class loop *at)
{
	return fits_access(x, ta_x_address(x, ref, at));
}

/* Return the access that "stmt" makes by "ref", in terms of the loops around
   "stmt"; NULL after a failure has been recorded. */
ta_access *ta_x_access(ta_extraction *x, tree ref, gimple *stmt, bool write)
{
	class loop *at = ta_x_loop(x, gimple_bb(stmt));
	location_t loc = EXPR_LOC_OR_LOC(ref, gimple_location(stmt));
	enum ta_reason bad = ta_x_bad_ref(ref, stmt);
	enum ta_type type;
	const ta_idx *off;
	ta_value v;
	int n;

	if (bad != TA_REASON_NONE) {
		ta_x_fail(x, at, loc, bad, NULL);
		return NULL;
	}
	ta_x_note(x, TA_REASON_NON_AFFINE, NULL);
	v = ta_x_address(x, ref, at);
	if (!fits_access(x, v)) {
		if (v.idx)
			ta_x_note(x, TA_REASON_NON_AFFINE, NULL);
		ta_x_fail_why(x, at, loc);
		return NULL;
	}
	type = ta_x_type(TREE_TYPE(ref));
	off = ta_idx_divk(x->a, v.idx, ta_type_size(type));
	if (!off) {
		ta_x_fail(x, at, loc, TA_REASON_BAD_STRIDE, NULL);
		return NULL;
	}
	n = ta_x_array(x, v.base, type, loc);
	if (x->p->array[n].elem != type) {
		mixed(x, n, type, at, loc);
		return NULL;
	}
	ta_x_note_ref(x, n, ref, write);
	return ta_access_new(x->a, n, off, 0, NULL, loc);
}

/* Return true if a store may come between "load", an access "acc", and its use
   at "place", and change what it reads.  Other arrays do not matter: that they
   do not overlap is proved or guarded. */
bool ta_x_same_store(ta_extraction *x, gimple *load, const ta_access *acc,
		     const ta_place *place)
{
	class loop *at = ta_x_loop(x, gimple_bb(load)), *l = place->loop;
	int from = *x->pos.get(load), to = place->pos;
	unsigned i;

	if (l != at) {
		while (ta_x_outer(x, l) != at)
			l = ta_x_outer(x, l);
		to = *x->loop_end.get(l);
	}
	for (i = 0; i < x->stores.length(); i++) {
		const ta_store *s = &x->stores[i];
		int64_t k;

		if (!s->memory || s->array != acc->array || s->pos <= from
		    || s->pos >= to)
			continue;
		if (s->loop != at || s->fill
		    || !ta_idx_is_const(
			    ta_idx_sub(x->a, s->offset, acc->offset), &k)
		    || !k)
			return true;
	}
	return false;
}

/* Return the declaration of the parameter that pointer parameter "n" is the
   value of, or NULL. */
static tree pointer_parm(ta_extraction *x, int n)
{
	tree key = x->keys[n];

	if (TREE_CODE(key) == SSA_NAME && SSA_NAME_IS_DEFAULT_DEF(key)
	    && SSA_NAME_VAR(key) && TREE_CODE(SSA_NAME_VAR(key)) == PARM_DECL)
		return SSA_NAME_VAR(key);
	return NULL_TREE;
}

/* Return the variable that pointer parameter "n" is the address of, or
   NULL. */
static tree pointed_decl(ta_extraction *x, int n)
{
	tree key = x->keys[n];

	if (TREE_CODE(key) != ADDR_EXPR)
		return NULL_TREE;
	key = get_base_address(TREE_OPERAND(key, 0));
	return key && DECL_P(key) ? key : NULL_TREE;
}

/* Return true if `restrict' keeps the pointers apart: one is the value of a
   parameter so declared, the other that of another parameter or a
   variable's address. */
static bool restricted(ta_extraction *x, int m, int n)
{
	tree p = pointer_parm(x, m), q = pointer_parm(x, n);

	if (p && q)
		return TYPE_RESTRICT(TREE_TYPE(p))
		       || TYPE_RESTRICT(TREE_TYPE(q));
	if (p && pointed_decl(x, n))
		return TYPE_RESTRICT(TREE_TYPE(p));
	return q && pointed_decl(x, m) && TYPE_RESTRICT(TREE_TYPE(q));
}

/* Return "ref" without what `restrict' said of it in a function that has been
   inlined: that held within each call, and a loop around makes many. */
tree ta_x_plain_ref(tree ref)
{
	tree base = ref;

	while (handled_component_p(base))
		base = TREE_OPERAND(base, 0);
	if ((TREE_CODE(base) != MEM_REF && TREE_CODE(base) != TARGET_MEM_REF)
	    || MR_DEPENDENCE_CLIQUE(base) <= 1)
		return ref;
	ref = unshare_expr(ref);
	for (base = ref; handled_component_p(base);)
		base = TREE_OPERAND(base, 0);
	MR_DEPENDENCE_CLIQUE(base) = 0;
	MR_DEPENDENCE_BASE(base) = 0;
	return ref;
}

/* Return true if a reference to "u" may, for all that GCC knows, meet one to
   "v", one of them writing.  That their types differ says nothing: a store
   may give memory another type, and must then stay behind what came before
   it. */
static bool refs_meet(const ta_array_info *u, const ta_array_info *v)
{
	unsigned i, j;

	for (i = 0; i < u->refs.length(); i++)
		for (j = 0; j < v->refs.length(); j++)
			if ((u->writes[i] || v->writes[j])
			    && refs_may_alias_p(u->refs[i], v->refs[j],
						false))
				return true;
	return false;
}

/* Return true if "clause", a list of arrays, names the pointer parameters "m"
   and "n". */
static bool named(ta_extraction *x, const ta_pragma_names *clause, int m,
		  int n)
{
	bool has_m = false, has_n = false;
	int i;

	for (i = 0; i < clause->n; i++) {
		tree arg = ta_region_arg(x->r, clause->name[i]->argno);
		ta_value v;

		if (!arg)
			continue;
		v = ta_x_eval(x, arg);
		has_m = has_m || (v.idx && v.base == m);
		has_n = has_n || (v.idx && v.base == n);
	}
	return has_m && has_n;
}

static bool find_roots(tree p, vec<tree> *roots, int depth);

/* The same of the value that "g" computes.  An offset that is added to a pointer
   and the condition of a choice make no pointer. */
static bool find_operands(gassign *g, vec<tree> *roots, int depth)
{
	enum tree_code code = gimple_assign_rhs_code(g);
	unsigned i = code == COND_EXPR ? 2 : 1;
	unsigned n = code == POINTER_PLUS_EXPR ? 2 : gimple_num_ops(g);

	if (gimple_assign_load_p(g))
		return false;
	for (; i < n; i++)
		if (!find_roots(gimple_op(g, i), roots, depth))
			return false;
	return true;
}

/* Put into "roots" what the pointer "p", or an integer made from one, may be
   made from: the values of parameters, what functions return, and the addresses
   of variables.  Return false if it may be made from anything else. */
static bool find_roots(tree p, vec<tree> *roots, int depth)
{
	gimple *def;
	unsigned i;

	if (CONVERT_EXPR_P(p))
		p = TREE_OPERAND(p, 0);
	if (TREE_CODE(p) == ADDR_EXPR) {
		p = get_base_address(TREE_OPERAND(p, 0));
		if (p && DECL_P(p))
			roots->safe_push(p);
		return p && DECL_P(p);
	}
	if (TREE_CODE(p) != SSA_NAME || depth > 16 || roots->length() > 64)
		return integer_zerop(p)
		       || (TREE_CODE(p) == INTEGER_CST
			   && !POINTER_TYPE_P(TREE_TYPE(p)));
	def = SSA_NAME_DEF_STMT(p);
	if (SSA_NAME_IS_DEFAULT_DEF(p) || is_gimple_call(def)
	    || roots->contains(p)) {
		roots->safe_push(p);
		return true;
	}
	if (gassign *g = dyn_cast<gassign *>(def))
		return find_operands(g, roots, depth + 1);
	if (!is_a<gphi *>(def))
		return false;
	roots->safe_push(p);
	for (i = 0; i < gimple_phi_num_args(def); i++)
		if (!find_roots(gimple_phi_arg_def(def, i), roots, depth + 1))
			return false;
	return true;
}

/* Return true if the pointer "key" was computed in the function, from others
   that kernels may use too, rather than given to it or loaded. */
static bool computed(tree key)
{
	return TREE_CODE(key) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF(key)
	       && !is_gimple_call(SSA_NAME_DEF_STMT(key))
	       && !gimple_assign_load_p(SSA_NAME_DEF_STMT(key));
}

/* Return the reference that the pointer "key" is loaded by, or NULL_TREE. */
static tree loaded_by(tree key)
{
	gimple *def = TREE_CODE(key) == SSA_NAME ? SSA_NAME_DEF_STMT(key) : NULL;

	if (def)
		return gimple_assign_load_p(def) ? gimple_assign_rhs1(def)
						 : NULL_TREE;
	return handled_component_p(key) || TREE_CODE(key) == MEM_REF ? key
								     : NULL_TREE;
}

/* The pointer that the memory of the reference "of" is found by, a name or another
   reference, or its variable; "several": there are more. */
struct table {
	tree of, found;
	bool several;
};

/* Note in "data" the pointer or variable at *t, if it is one; what stands in for an
   object that may not be there is none. */
static tree note_table(tree *t, int *into, void *data)
{
	table *x = (table *)data;
	bool pointer = POINTER_TYPE_P(TREE_TYPE(*t)) &&
		       (TREE_CODE(*t) == SSA_NAME || loaded_by(*t));

	if (*t == x->of || (!pointer && (!VAR_P(*t) || DECL_ARTIFICIAL(*t))))
		return NULL_TREE;
	x->several |= x->found && !operand_equal_p(x->found, *t, 0);
	x->found = *t;
	*into = 0;
	return NULL_TREE;
}

/* Return true if references "x" and "y" are of one variable for all the compiler knows. */
static bool may_be_one(tree x, tree y)
{
	tree a = get_base_address(x), b = get_base_address(y);
	bool known = a && b &&
		     (TREE_CODE(a) != MEM_REF || is_gimple_val(TREE_OPERAND(a, 0))) &&
		     (TREE_CODE(b) != MEM_REF || is_gimple_val(TREE_OPERAND(b, 0)));

	return !known || refs_may_alias_p(x, y, false);
}

/* Return true if pointers or variables "a" and "b" have a root in common, or may. */
static bool share_root(tree a, tree b)
{
	auto_vec<tree> p, q;

	if (VAR_P(a))
		p.safe_push(a);
	else if (!find_roots(a, &p, 0))
		return true;
	if (VAR_P(b))
		q.safe_push(b);
	else if (!find_roots(b, &q, 0))
		return true;
	for (unsigned i = 0; i < p.length(); i++)
		if (q.contains(p[i]))
			return true;
	return false;
}

/* Return true if the pointers "a" and "b" are loaded from one table of pointers, so that
   they may be the same one. */
static bool of_one_table(tree a, tree b)
{
	tree x = loaded_by(a), y = loaded_by(b);
	table p = { x, NULL_TREE, false }, q = { y, NULL_TREE, false };

	if (!x || !y || !may_be_one(x, y))
		return false;
	walk_tree(&x, note_table, &p, NULL);
	walk_tree(&y, note_table, &q, NULL);
	if (!p.found || !q.found || p.several || q.several ||
	    operand_equal_p(p.found, q.found, 0))
		return true;
	return loaded_by(p.found) && loaded_by(q.found)
	       ? of_one_table(p.found, q.found) : share_root(p.found, q.found);
}

/* Return the rows that pointer parameter "n" is the first of, or NULL. */
static const ta_rows *rows_of(ta_extraction *x, int n)
{
	unsigned i;

	for (i = 0; i < x->rows.length(); i++)
		if (x->rows[i]->base == n)
			return x->rows[i];
	return NULL;
}

/* Return true if the pointer parameters "m" and "n" are pointers of their own to
   the programmer: neither is made from what the other may be made from, nor are they of
   one table. */
static bool two_pointers(ta_extraction *x, int m, int n)
{
	const ta_rows *u = rows_of(x, m), *v = rows_of(x, n);

	if (u && v)
		return u->table != v->table
		       && two_pointers(x, u->table, v->table);
	if (u || v)
		return pointer_parm(x, u ? n : m)
		       || pointed_decl(x, u ? n : m);
	if (!computed(x->keys[m]) && !computed(x->keys[n]))
		return !of_one_table(x->keys[m], x->keys[n]);
	return !share_root(x->keys[m], x->keys[n]);
}

/* Return true if the pragma says that "m" and "n" do not overlap. */
static bool said_disjoint(ta_extraction *x, const ta_directive *d, int m,
			  int n)
{
	int i;

	if (!d)
		return false;
	if (d->disjoint_all)
		return two_pointers(x, m, n);
	for (i = 0; i < d->ndisjoints; i++)
		if (named(x, &d->disjoint[i], m, n))
			return true;
	return false;
}

/* Return true if a store to "array" may, for all that is known, change what is read by
   "ref" from the pointer parameter "param" on, which is another one than that of "array". */
bool ta_x_may_write(ta_extraction *x, int array, int param, tree ref)
{
	const ta_array_info *info = x->arrays[array];
	unsigned i;

	if (restricted(x, info->param, param)
	    || said_disjoint(x, x->directive, info->param, param))
		return false;
	for (i = 0; i < info->refs.length(); i++)
		if (info->writes[i]
		    && refs_may_alias_p(info->refs[i], ref, false))
			return true;
	return false;
}

/* Enter in the program the pairs of arrays that may overlap. */
void ta_x_aliases(ta_extraction *x)
{
	unsigned i, j, n = x->arrays.length();

	for (i = 0; i < n; i++)
		for (j = i + 1; j < n; j++) {
			ta_array_info *u = x->arrays[i], *v = x->arrays[j];
			ta_alias pair = { (int)i, (int)j, false };

			if (!u || !v || restricted(x, u->param, v->param)
			    || !refs_meet(u, v)
			    || said_disjoint(x, x->directive, u->param,
					     v->param))
				continue;
			TA_PUSH(x->a, x->p->alias, x->p->naliases, pair);
		}
}
