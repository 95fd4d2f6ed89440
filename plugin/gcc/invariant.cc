/* SPDX-License-Identifier: GPL-3.0-or-later */
/* invariant.cc - what does not change in the region: its parameters.

   Assumes an extraction whose stores are numbered.  A parameter is an SSA name
   defined before the region, or an expression that can be evaluated on entry
   instead: loads that no store of the region may change and that cannot fault
   there, and arithmetic on such.  Leaves true that every parameter has a
   handle of its type, and bounds in plo and phi. */
#include "gcc-compat.h"
#include "extract.h"

/* Return true if "bb" is executed whenever the region is entered. */
bool ta_x_always(ta_extraction *x, basic_block bb)
{
	return dominated_by_p(CDI_DOMINATORS, x->r->exit->src, bb);
}

/* Return the words of "tree", a handle, for a name. */
static const char *handle_name(ta_extraction *x, tree t)
{
	if (CONVERT_EXPR_P(t))
		return handle_name(x, TREE_OPERAND(t, 0));
	switch (TREE_CODE(t)) {
	case SSA_NAME:
		return ta_x_name(x, t, "v");
	case NE_EXPR:
	case EQ_EXPR:
	case ADDR_EXPR:
	case MEM_REF:
	case ARRAY_REF:
		return handle_name(x, TREE_OPERAND(t, 0));
	case COND_EXPR:
		return handle_name(x, TREE_OPERAND(t, 1));
	case POINTER_PLUS_EXPR:
	case BIT_IOR_EXPR:
	case BIT_AND_EXPR:
		return handle_name(x, TREE_OPERAND(t, 0));
	case EXACT_DIV_EXPR:
	case POINTER_DIFF_EXPR:
		return "count";
	case COMPONENT_REF: {
		tree name = DECL_NAME(TREE_OPERAND(t, 1));
		const char *of = handle_name(x, TREE_OPERAND(t, 0));

		return name ? ta_sprintf(x->a, "%s_%s", of,
					 IDENTIFIER_POINTER(name))
			    : of;
	}
	default:
		if (DECL_P(t) && DECL_NAME(t))
			return IDENTIFIER_POINTER(DECL_NAME(t));
		return "v";
	}
}

/* Return "name", with a number if another parameter has it. */
static const char *unique_name(ta_extraction *x, const char *name)
{
	const char *s = name;
	int i, n = 1;

	for (i = 0; i < x->p->nparams; i++)
		if (!strcmp(x->p->param[i].name, s)) {
			s = ta_sprintf(x->a, "%s_%d", name, ++n);
			i = -1;
		}
	return s;
}

/* Set *lo and *hi to what is known of "handle", of "type". */
static void handle_range(ta_extraction *x, tree handle, enum ta_type type,
			 int64_t *lo, int64_t *hi)
{
	int bits = 8 * ta_type_size(type);
	int_range_max r;

	*hi = bits == 64 ? INT64_MAX : ((int64_t)1 << (bits - 1)) - 1;
	*lo = -*hi - 1;
	if (!ta_type_is_signed(type) && bits < 64) {
		*lo = 0;
		*hi = ((int64_t)1 << bits) - 1;
	}
	if (CONVERT_EXPR_P(handle))
		handle = TREE_OPERAND(handle, 0);
	if (TREE_CODE(handle) != SSA_NAME
	    || !INTEGRAL_TYPE_P(TREE_TYPE(handle))
	    || !get_range_query(x->fun)->range_of_expr(r, handle)
	    || r.undefined_p() || r.varying_p())
		return;
	widest_int l = widest_int::from(r.lower_bound(),
					TYPE_SIGN(TREE_TYPE(handle)));
	widest_int h = widest_int::from(r.upper_bound(),
					TYPE_SIGN(TREE_TYPE(handle)));

	if (!wi::fits_shwi_p(l) || !wi::fits_shwi_p(h))
		return;
	*lo = MAX(*lo, (int64_t)l.to_shwi());
	*hi = MIN(*hi, (int64_t)h.to_shwi());
}

/* Whether "handle" is set in a loop. */
static bool is_moved(tree handle)
{
	basic_block bb;

	if (CONVERT_EXPR_P(handle))
		handle = TREE_OPERAND(handle, 0);
	if (TREE_CODE(handle) != SSA_NAME)
		return false;
	bb = gimple_bb(SSA_NAME_DEF_STMT(handle));
	return bb && loop_depth(bb->loop_father) > 0;
}

/* Add the parameter of "type" with "handle" and return its number. */
static int add_param(ta_extraction *x, tree key, tree handle,
		     enum ta_type type)
{
	const char *name = unique_name(x, handle_name(x, key));
	int n = ta_program_param(x->p, name, type, (int)x->r->handles.length(),
				 x->r->prog->loc);
	int64_t lo = 0, hi = 0;

	x->r->handles.safe_push(handle);
	x->keys.safe_push(key);
	if (ta_type_is_integer(type))
		handle_range(x, handle, type, &lo, &hi);
	x->plo.safe_push(lo);
	x->phi.safe_push(hi);
	x->p->param[n].nonneg = ta_type_is_integer(type) && lo >= 0;
	x->p->param[n].moves = is_moved(handle);
	x->p->param[n].always = ta_type_is_integer(type) &&
		ta_callers_know(current_function_decl, handle,
				&x->p->param[n].value);
	x->p->param[n].known = x->p->param[n].always;
	return n;
}

/* Add the parameter of "type" called what "key" is, of which no other parameter
   is found by it; its handle is still to be set. */
int ta_x_new_param(ta_extraction *x, tree key, enum ta_type type)
{
	return add_param(x, key, key, type);
}

/* Put the choice at *t, if it is one, into the vector "data". */
static tree collect_choice(tree *t, int *, void *data)
{
	if (TREE_CODE(*t) == COND_EXPR)
		((vec<tree *> *)data)->safe_push(t);
	return NULL_TREE;
}

/* Return "handle" without the choices between an object and a stand-in for
   it: two handles with the same such key have the same value wherever both
   are meant. */
static tree key_of(tree handle)
{
	auto_vec<tree *> choices;
	unsigned i;

	handle = unshare_expr(handle);
	walk_tree_without_duplicates(&handle, collect_choice,
				     (vec<tree *> *)&choices);
	for (i = choices.length(); i-- > 0;)
		*choices[i] = TREE_OPERAND(*choices[i], 1);
	return handle;
}

/* Make "handle" right also when "other", of the same key, is meant; false if
   that cannot be said. */
static bool widen(tree handle, tree other)
{
	auto_vec<tree *> a, b;
	unsigned i;

	walk_tree_without_duplicates(&handle, collect_choice,
				     (vec<tree *> *)&a);
	walk_tree_without_duplicates(&other, collect_choice,
				     (vec<tree *> *)&b);
	if (a.length() != b.length())
		return false;
	for (i = 0; i < a.length(); i++) {
		tree *c = &TREE_OPERAND(*a[i], 0);
		tree d = TREE_OPERAND(*b[i], 0);

		if (!operand_equal_p(*c, d, 0))
			*c = build2(TRUTH_OR_EXPR, boolean_type_node, *c,
				    unshare_expr(d));
	}
	return true;
}

/* Return the parameter of "type" for "handle", whose key is "key"; -1 if there
   is none yet. */
static int find_param(ta_extraction *x, tree key, tree handle,
		      enum ta_type type)
{
	int i;

	for (i = 0; i < x->p->nparams; i++) {
		tree *h = &x->r->handles[x->p->param[i].handle];

		if (x->p->param[i].type != type
		    || !operand_equal_p(x->keys[i], key, 0))
			continue;
		if (operand_equal_p(key, handle, 0))
			*h = handle;
		else if (!operand_equal_p(x->keys[i], *h, 0)
			 && !widen(*h, handle))
			continue;
		return i;
	}
	return -1;
}

/* Return the parameter for "handle", the value of "name" on entry; as a size
   or index if "index": 64-bit unsigned ones are signed then.  -1: its type is
   not supported. */
int ta_x_leaf(ta_extraction *x, tree name, tree handle, bool index)
{
	enum ta_type type = ta_x_type(TREE_TYPE(name));
	int n;

	if (index && INTEGRAL_TYPE_P(TREE_TYPE(name))
	    && (type == TA_U64 || type == TA_VOID)) {
		type = TA_I64;
		handle = fold_convert(ssizetype, handle);
	}
	if (type == TA_VOID || type == TA_PTR)
		return -1;
	n = find_param(x, key_of(handle), handle, type);
	return n >= 0 ? n : add_param(x, key_of(handle), handle, type);
}

/* Return the parameter for the address "pointer". */
int ta_x_base(ta_extraction *x, tree pointer)
{
	int n;

	if (CONVERT_EXPR_P(pointer)
	    && POINTER_TYPE_P(TREE_TYPE(TREE_OPERAND(pointer, 0))))
		pointer = TREE_OPERAND(pointer, 0);
	n = find_param(x, key_of(pointer), pointer, TA_PTR);
	return n >= 0 ? n : add_param(x, key_of(pointer), pointer, TA_PTR);
}

/* Return true if some store of the region may change "ref". */
bool ta_x_clobbered(ta_extraction *x, tree ref)
{
	unsigned i;

	ref = ta_x_plain_ref(ref);
	for (i = 0; i < x->stores.length(); i++)
		if (stmt_may_clobber_ref_p(x->stores[i].stmt, ref)
		    || (x->stores[i].other
			&& stmt_may_clobber_ref_p(x->stores[i].other, ref)))
			return true;
	return false;
}

/* Return true if "bb" is executed before, or whenever, the region is. */
static bool executed_on_entry(ta_extraction *x, basic_block bb)
{
	if (bitmap_bit_p(x->bbs, bb->index))
		return ta_x_always(x, bb);
	return dominated_by_p(CDI_DOMINATORS, x->r->entry->src, bb);
}

/* Return true if "stmt" certainly touches an object of "type" that "pointer"
   points to. */
static bool touches(gimple *stmt, tree pointer, tree type)
{
	tree ref = NULL_TREE;

	if (gimple_assign_load_p(stmt))
		ref = gimple_assign_rhs1(stmt);
	else if (gimple_store_p(stmt))
		ref = gimple_get_lhs(stmt);
	for (; ref && handled_component_p(ref); ref = TREE_OPERAND(ref, 0))
		if (TREE_CODE(ref) != COMPONENT_REF)
			return false;
	return ref && TREE_CODE(ref) == MEM_REF
	       && TREE_OPERAND(ref, 0) == pointer
	       && integer_zerop(TREE_OPERAND(ref, 1))
	       && TYPE_MAIN_VARIANT(TREE_TYPE(ref)) == type;
}

/* Return true if the object that "ref" is a member of is certainly there when
   the region is entered: another member is accessed on the way. */
static bool object_present(ta_extraction *x, tree ref)
{
	imm_use_iterator it;
	use_operand_p use;
	tree base = ref;

	while (TREE_CODE(base) == COMPONENT_REF)
		base = TREE_OPERAND(base, 0);
	if (base == ref || TREE_CODE(base) != MEM_REF
	    || TREE_CODE(TREE_OPERAND(base, 0)) != SSA_NAME
	    || !integer_zerop(TREE_OPERAND(base, 1)))
		return false;
	FOR_EACH_IMM_USE_FAST(use, it, TREE_OPERAND(base, 0)) {
		gimple *stmt = USE_STMT(use);

		if (gimple_bb(stmt) && !is_gimple_debug(stmt)
		    && touches(stmt, TREE_OPERAND(base, 0),
			       TYPE_MAIN_VARIANT(TREE_TYPE(base)))
		    && executed_on_entry(x, gimple_bb(stmt)))
			return true;
	}
	return false;
}

/* Return the tree of "idx", over parameters, in type ssizetype. */
tree ta_x_size_tree(ta_extraction *x, const ta_idx *idx)
{
	tree sum = build_int_cst(sizetype, 0);
	int i, j;

	for (i = 0; i < idx->nterms; i++) {
		tree t = build_int_cst(sizetype, idx->term[i].coef);

		for (j = 0; j < idx->term[i].nvars; j++) {
			int n = idx->term[i].var[j] - TA_PARAM0;
			tree h = x->r->handles[x->p->param[n].handle];

			t = fold_build2(MULT_EXPR, sizetype, t,
					fold_convert(sizetype,
						     unshare_expr(h)));
		}
		sum = fold_build2(PLUS_EXPR, sizetype, sum, t);
	}
	return fold_convert(ssizetype, sum);
}

/* Return true if "idx" is over parameters with handles, some of them in the
   domain of "s". */
static bool about_domain(ta_extraction *x, const ta_stmt *s, const ta_idx *idx)
{
	bool about = false;
	int i;

	for (i = 0; i < (int)x->rows.length(); i++)
		if (ta_idx_uses(idx, TA_PARAM0 + x->rows[i]->pitch))
			return false;
	for (i = 0; i < x->p->nparams; i++) {
		int c = 0;

		while (ta_idx_uses(idx, TA_PARAM0 + i) && c < s->ncons
		       && !ta_idx_uses(s->cons[c], TA_PARAM0 + i))
			c++;
		about |= ta_idx_uses(idx, TA_PARAM0 + i) && c < s->ncons;
	}
	return about;
}

/* Return a condition that holds on entry if what guards assume of the parameters
   in the domain of "s" is so: what follows from the domain is not so otherwise,
   and guards are tested after what is loaded on entry. */
tree ta_x_assumed(ta_extraction *x, const ta_stmt *s)
{
	tree cond = boolean_true_node, t;
	int i;

	for (i = 0; i < x->p->nguards; i++) {
		const ta_guard *g = x->p->guard[i];

		if (g->kind != TA_GUARD_GE0 || !about_domain(x, s, g->idx))
			continue;
		t = fold_build2(GE_EXPR, boolean_type_node,
				ta_x_size_tree(x, g->idx),
				build_int_cst(ssizetype, 0));
		cond = fold_build2(TRUTH_AND_EXPR, boolean_type_node, cond, t);
	}
	return cond;
}

/* Return a condition over parameters that holds on entry just if "bb" will be
   executed in the region, in any trip; NULL if there is none so simple. */
static tree executed_if(ta_extraction *x, basic_block bb)
{
	class loop *in = ta_x_loop(x, bb);
	tree cond;
	const ta_idx **q;
	ta_stmt *s;
	int i, n;

	while (in) {
		edge exit = single_exit(in);

		if (!exit || !dominated_by_p(CDI_DOMINATORS, exit->src, bb))
			break;
		bb = loop_preheader_edge(in)->src;
		in = ta_x_outer(x, in);
	}
	s = TA_NEW(x->a, ta_stmt);
	s->depth = ta_x_dims(x, in);
	if (!ta_x_domain(x, s, in) || !ta_x_predicate(x, s, bb, in, NULL)
	    || !ta_project(x->a, s->cons, s->ncons, &q, &n))
		return NULL_TREE;
	cond = ta_x_assumed(x, s);
	for (i = 0; i < n; i++) {
		if (ta_x_busy(q[i]))
			return NULL_TREE;
		cond = fold_build2(TRUTH_AND_EXPR, boolean_type_node, cond,
				   fold_build2(GE_EXPR, boolean_type_node,
					       ta_x_size_tree(x, q[i]),
					       build_int_cst(ssizetype, 0)));
	}
	return cond;
}

/* Return the address of an object of zeros of "type" that stands in for one that
   may not be there. */
tree ta_x_stand_in(ta_extraction *x, tree type)
{
	tree *known = x->stand_ins.get(type), decl;

	if (known)
		return *known;
	decl = build_decl(UNKNOWN_LOCATION, VAR_DECL,
			       create_tmp_var_name("tensoraot"), type);

	TREE_STATIC(decl) = 1;
	DECL_ARTIFICIAL(decl) = 1;
	DECL_IGNORED_P(decl) = 1;
	TREE_USED(decl) = 1;
	TREE_ADDRESSABLE(decl) = 1;
	varpool_node::finalize_decl(decl);
	decl = build_fold_addr_expr(decl);
	x->stand_ins.put(type, decl);
	return decl;
}

/* Return "cond" ? "value" : "other", of pointers or what is as long.  What is
   no plain value is chosen by its bits: the gimplifier would make branches of a
   choice between loads. */
tree ta_x_choose(tree cond, tree value, tree other)
{
	tree type = TREE_TYPE(value);
	tree all = build_all_ones_cst(sizetype), none = size_zero_node;

	other = fold_convert(type, other);
	if (TREE_CODE(value) == SSA_NAME)
		return build3(COND_EXPR, type, cond, value, other);
	value = build2(BIT_AND_EXPR, sizetype,
		       fold_convert(sizetype, value),
		       build3(COND_EXPR, sizetype, cond, all, none));
	other = build2(BIT_AND_EXPR, sizetype, fold_convert(sizetype, other),
		       build3(COND_EXPR, sizetype, unshare_expr(cond), none,
			      all));
	return build1(NOP_EXPR, type,
		      build2(BIT_IOR_EXPR, sizetype, value, other));
}

/* Return "entry", what a pointer points to or a member of it, loaded in "bb",
   such that it can be evaluated on entry: from a stand-in if "bb" is not going to
   be executed.  NULL if that cannot be said. */
static tree when_present(ta_extraction *x, tree entry, basic_block bb)
{
	tree base = entry, *at, cond;

	while (TREE_CODE(base) == COMPONENT_REF)
		base = TREE_OPERAND(base, 0);
	if (TREE_CODE(base) != MEM_REF || !integer_zerop(TREE_OPERAND(base, 1))
	    || !COMPLETE_TYPE_P(TREE_TYPE(base)))
		return NULL_TREE;
	cond = executed_if(x, bb);
	if (!cond)
		return NULL_TREE;
	entry = unshare_expr(entry);
	for (at = &entry; TREE_CODE(*at) == COMPONENT_REF;)
		at = &TREE_OPERAND(*at, 0);
	TREE_OPERAND(*at, 0) = ta_x_choose(
		cond, TREE_OPERAND(*at, 0),
		ta_x_stand_in(x, TYPE_MAIN_VARIANT(TREE_TYPE(base))));
	return entry;
}

/* Return "ref" with what it depends on evaluated on entry, or NULL. */
tree ta_x_invariant_ref(ta_extraction *x, tree ref)
{
	tree inner, index;

	if (DECL_P(ref))
		return ref;
	if (reverse_storage_order_for_component_p(ref))
		return NULL_TREE;
	if (TREE_CODE(ref) == MEM_REF) {
		inner = ta_x_invariant(x, TREE_OPERAND(ref, 0));
		return inner ? build2(MEM_REF, TREE_TYPE(ref), inner,
				      TREE_OPERAND(ref, 1))
			     : NULL_TREE;
	}
	if (TREE_CODE(ref) != COMPONENT_REF && TREE_CODE(ref) != ARRAY_REF)
		return NULL_TREE;
	inner = ta_x_invariant_ref(x, TREE_OPERAND(ref, 0));
	if (!inner
	    || (TREE_CODE(ref) == COMPONENT_REF && !ta_x_fixed_member(ref)))
		return NULL_TREE;
	if (TREE_CODE(ref) == COMPONENT_REF)
		return build3(COMPONENT_REF, TREE_TYPE(ref), inner,
			      TREE_OPERAND(ref, 1), NULL_TREE);
	index = ta_x_invariant(x, TREE_OPERAND(ref, 1));
	if (!index || TREE_OPERAND(ref, 2) || TREE_OPERAND(ref, 3))
		return NULL_TREE;
	return build4(ARRAY_REF, TREE_TYPE(ref), inner, index, NULL_TREE,
		      NULL_TREE);
}

/* Return what "stmt" loads, evaluated on entry, or NULL. */
static tree invariant_load(ta_extraction *x, gimple *stmt)
{
	tree ref = gimple_assign_rhs1(stmt), entry, safe;
	enum ta_reason why = TA_REASON_INVARIANT;

	if (TREE_THIS_VOLATILE(ref) || TYPE_VOLATILE(TREE_TYPE(ref))) {
		ta_x_note(x, TA_REASON_VOLATILE, NULL);
		return NULL_TREE;
	}
	entry = ta_x_invariant_ref(x, ref);
	if (!entry)
		return NULL_TREE;
	safe = ta_x_clobbered(x, ref) ? NULL_TREE : entry;
	if (safe && tree_could_trap_p(ref) && !ta_x_always(x, gimple_bb(stmt))
	    && !object_present(x, ref)) {
		safe = when_present(x, entry, gimple_bb(stmt));
		why = TA_REASON_ABSENT;
	}
	if (!safe)
		ta_x_note(x, why, handle_name(x, entry));
	return safe;
}

/* Return what "g" computes, evaluated on entry, or NULL. */
static tree invariant_assign(ta_extraction *x, gassign *g)
{
	enum tree_code code = gimple_assign_rhs_code(g);
	tree type = TREE_TYPE(gimple_assign_lhs(g)), a, b;

	if (gimple_assign_load_p(g))
		return invariant_load(x, g);
	if (gimple_assign_single_p(g))
		return ta_x_invariant(x, gimple_assign_rhs1(g));
	if (gimple_num_ops(g) > 3
	    || (gimple_could_trap_p(g) && !ta_x_always(x, gimple_bb(g))))
		return NULL_TREE;
	a = ta_x_invariant(x, gimple_assign_rhs1(g));
	if (!a)
		return NULL_TREE;
	if (gimple_num_ops(g) == 2)
		return fold_build1(code, type, a);
	b = ta_x_invariant(x, gimple_assign_rhs2(g));
	return b ? fold_build2(code, type, a, b) : NULL_TREE;
}

/* Return a GENERIC expression with the value of "op" that can be evaluated
   when the region is entered, or NULL if there is none. */
tree ta_x_invariant(ta_extraction *x, tree op)
{
	gimple *def;

	if (is_gimple_min_invariant(op))
		return op;
	if (TREE_CODE(op) != SSA_NAME)
		return NULL_TREE;
	if (!ta_x_inside(x, op))
		return op;
	def = SSA_NAME_DEF_STMT(op);
	if (gassign *g = dyn_cast<gassign *>(def))
		return invariant_assign(x, g);
	if (is_a<gphi *>(def) && gimple_phi_num_args(def) == 1)
		return ta_x_invariant(x, gimple_phi_arg_def(def, 0));
	return NULL_TREE;
}
