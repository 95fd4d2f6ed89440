/* SPDX-License-Identifier: GPL-3.0-or-later */
/* openmp.cc - constructs of OpenMP inside of kernels are taken back.

	#pragma omp parallel for private (j)
	for (i = 0; i < n; i++) S
   becomes
	if (__tensoraot_plain (7, 1)) { int i, j; for (i = 0; i < n; i++) S }
	else the construct as it was

   so that the pass finds loops where OpenMP will have made a function of its
   own long before; it keeps the one or the other.  What a region of OpenMP does
   may not depend on the number of threads, and the plain copy is what one
   thread does: its own variables are those of the threads, sums go to where
   they are wanted at once.

   Assumes the tree of C when the body of a function is complete.  Leaves true
   that the two copies share no variable, label or saved expression of their
   own. */
#include "gcc-compat.h"
#include "markers.h"

static GTY(()) tree plain_decl;

static const struct ggc_root_tab roots[] = {{&plain_decl, 1, sizeof(plain_decl),
					     &gt_ggc_mx_tree_node,
					     &gt_pch_nx_tree_node},
					    LAST_GGC_ROOT_TAB};

static const char plain_name[] = "__tensoraot_plain";

namespace
{

/* What is known of the construct "top".  "outside": expressions that are
   evaluated once, before it; "inside": its own variables and labels;
   "in_loop": the walk is in a loop that threads share; "why": what keeps it
   from being taken back, or NULL. */
struct survey {
	tree top;
	hash_set<tree> outside, inside;
	bool in_loop;
	const char *why;
};

/* A copy under way: what stands in it for declarations and saved expressions
   of the construct. */
struct copying {
	survey *known;
	tree fn;
	hash_map<tree, tree> instead;
};

tree copied(copying *c, tree t);

/* Add the saved expression *tp to the set "data". */
tree collect_saved(tree *tp, int *, void *data)
{
	if (TREE_CODE(*tp) == SAVE_EXPR)
		((hash_set<tree> *)data)->add(*tp);
	return NULL_TREE;
}

/* Return *tp if it is a saved expression that the set "data" lacks. */
tree find_unsaved(tree *tp, int *, void *data)
{
	return TREE_CODE(*tp) == SAVE_EXPR &&
			       !((hash_set<tree> *)data)->contains(*tp)
		       ? *tp
		       : NULL_TREE;
}

/* Walk the sizes that make up "type" with "fn" and "set"; return what it
   returns. */
tree walk_sizes(tree type, walk_tree_fn fn, hash_set<tree> *set)
{
	tree found = NULL_TREE;

	for (; type && !found; type = TREE_TYPE(type)) {
		if (TREE_CODE(type) == ARRAY_TYPE) {
			tree domain = TYPE_DOMAIN(type);

			if (domain && TYPE_MAX_VALUE(domain))
				found = walk_tree(&TYPE_MAX_VALUE(domain), fn,
						  set, NULL);
			if (!found && TYPE_SIZE_UNIT(type))
				found = walk_tree(&TYPE_SIZE_UNIT(type), fn,
						  set, NULL);
		} else if (!POINTER_TYPE_P(type)) {
			break;
		}
	}
	return found;
}

/* Collect what is evaluated outside of the construct of "data", a survey: the
   callback of a walk over the function. */
tree look_outside(tree *tp, int *walk_subtrees, void *data)
{
	survey *s = (survey *)data;
	tree t = *tp;

	if (t == s->top)
		*walk_subtrees = 0;
	else if (TREE_CODE(t) == SAVE_EXPR)
		s->outside.add(t);
	else if (TREE_CODE(t) == DECL_EXPR)
		walk_sizes(TREE_TYPE(DECL_EXPR_DECL(t)), collect_saved,
			   &s->outside);
	return NULL_TREE;
}

/* Return what keeps a construct with the clause "c" from being taken back, or
   NULL. */
const char *clause_in_the_way(tree c)
{
	tree type;

	switch (OMP_CLAUSE_CODE(c)) {
	case OMP_CLAUSE_SHARED:
	case OMP_CLAUSE_DEFAULT:
	case OMP_CLAUSE_NOWAIT:
	case OMP_CLAUSE_COLLAPSE:
	case OMP_CLAUSE_PROC_BIND:
	case OMP_CLAUSE_SAFELEN:
	case OMP_CLAUSE_SIMDLEN:
	case OMP_CLAUSE_ALIGNED:
	case OMP_CLAUSE_ORDER:
	case OMP_CLAUSE_NONTEMPORAL:
		return NULL;
	case OMP_CLAUSE_IF:
	case OMP_CLAUSE_SCHEDULE:
		return OMP_CLAUSE_OPERAND(c, 0) &&
				       TREE_SIDE_EFFECTS(
					       OMP_CLAUSE_OPERAND(c, 0))
			       ? "a clause of it has side effects"
			       : NULL;
	case OMP_CLAUSE_PRIVATE:
	case OMP_CLAUSE_FIRSTPRIVATE:
		type = TREE_TYPE(OMP_CLAUSE_DECL(c));
		if (!VAR_P(OMP_CLAUSE_DECL(c)) &&
		    TREE_CODE(OMP_CLAUSE_DECL(c)) != PARM_DECL)
			return "what is private in it is no variable";
		return TREE_CODE(type) == ARRAY_TYPE &&
				       (OMP_CLAUSE_CODE(c) ==
						OMP_CLAUSE_FIRSTPRIVATE ||
					variably_modified_type_p(type,
								 NULL_TREE))
			       ? "an array is private in it"
			       : NULL;
	case OMP_CLAUSE_LASTPRIVATE:
		return OMP_CLAUSE_LASTPRIVATE_CONDITIONAL(c)
			       ? "a clause of it is 'lastprivate(conditional)'"
			       : NULL;
	case OMP_CLAUSE_REDUCTION:
		return OMP_CLAUSE_REDUCTION_PLACEHOLDER(c) ||
				       OMP_CLAUSE_REDUCTION_INSCAN(c) ||
				       OMP_CLAUSE_REDUCTION_TASK(c)
			       ? "it has a reduction of its own kind"
			       : NULL;
	case OMP_CLAUSE_NUM_THREADS:
		return "it says how many threads it wants ('num_threads')";
	default:
		return "it has a clause that is not looked at here";
	}
}

/* The same for the chain "clauses". */
const char *clauses_in_the_way(tree clauses)
{
	const char *why = NULL;

	for (; clauses && !why; clauses = OMP_CLAUSE_CHAIN(clauses))
		why = clause_in_the_way(clauses);
	return why;
}

/* Return the clauses of "t" if it is a construct that can be taken back, or
   NULL_TREE; *known is whether it is. */
tree clauses_of(tree t, bool *known)
{
	*known = true;
	switch (TREE_CODE(t)) {
	case OMP_PARALLEL:
		return OMP_PARALLEL_CLAUSES(t);
	case OMP_FOR:
	case OMP_SIMD:
		return OMP_FOR_CLAUSES(t);
	case OMP_SINGLE:
		return OMP_SINGLE_CLAUSES(t);
	case OMP_CRITICAL:
	case OMP_MASTER:
	case OMP_ATOMIC:
		return NULL_TREE;
	default:
		*known = false;
		return NULL_TREE;
	}
}

/* Return what keeps the construct "t" itself from being taken back, or NULL;
   the same of anything that is no construct. */
const char *construct_in_the_way(tree t)
{
	bool known;
	tree clauses = clauses_of(t, &known);
	const char *name = get_tree_code_name(TREE_CODE(t));

	if (!known)
		return startswith(name, "omp_") || startswith(name, "oacc_")
			       ? "a construct in it is not looked at here"
			       : NULL;
	if ((TREE_CODE(t) == OMP_FOR || TREE_CODE(t) == OMP_SIMD) &&
	    OMP_FOR_INIT(t) && OMP_FOR_NON_RECTANGULAR(t))
		return "a bound of its inner loop depends on the outer one";
	return clauses_in_the_way(clauses);
}

/* Return whether the call "t" is one of the function for barriers. */
bool is_barrier(tree t)
{
	tree fn = get_callee_fndecl(t);

	return fn && fndecl_built_in_p(fn, BUILT_IN_GOMP_BARRIER);
}

/* Return what keeps a construct with the call "t" from being taken back, or
   NULL: what is called in each thread is to be called once only if that makes
   no difference. */
const char *call_in_the_way(tree t, bool in_loop)
{
	tree fn = get_callee_fndecl(t);

	if (is_barrier(t))
		return NULL;
	if (fn && DECL_NAME(fn) &&
	    startswith(IDENTIFIER_POINTER(DECL_NAME(fn)), "__tensoraot_"))
		return "another directive is in it";
	if (in_loop ||
	    (call_expr_flags(t) & (ECF_CONST | ECF_PURE | ECF_NOVOPS)))
		return NULL;
	return "each of its threads calls a function";
}

/* Add the declaration "decl" to what is inside of "s". */
void add_inside(survey *s, tree decl)
{
	if (TREE_CODE(decl) == TYPE_DECL || VAR_P(decl))
		if (variably_modified_type_p(TREE_TYPE(decl), NULL_TREE))
			s->why = "what is declared in it has a size that "
				 "varies";
	if (VAR_P(decl) && !TREE_STATIC(decl) && !DECL_EXTERNAL(decl))
		s->inside.add(decl);
}

tree look_inside(tree *tp, int *walk_subtrees, void *data);

/* Look at the loops of the construct "t" for "s". */
void look_at_loops(survey *s, tree t)
{
	bool was = s->in_loop;

	for (int i = 0; i < TREE_OPERAND_LENGTH(t) && !s->why; i++) {
		s->in_loop = was || (TREE_CODE(t) == OMP_FOR && i == 0);
		walk_tree(&TREE_OPERAND(t, i), look_inside, s, NULL);
	}
	s->in_loop = was;
}

/* Look at *tp, a part of the construct of "data", a survey: the callback of a
   walk. */
tree look_inside(tree *tp, int *walk_subtrees, void *data)
{
	survey *s = (survey *)data;
	tree t = *tp;

	if (TYPE_P(t) || TREE_CODE(t) == OMP_CLAUSE) {
		*walk_subtrees = 0;
		return NULL_TREE;
	}
	if (EXPR_P(t) && TREE_TYPE(t) &&
	    walk_sizes(TREE_TYPE(t), find_unsaved, &s->outside))
		s->why = "a size is computed in it";
	if (!s->why)
		s->why = construct_in_the_way(t);
	switch (TREE_CODE(t)) {
	case BIND_EXPR:
		for (tree v = BIND_EXPR_VARS(t); v; v = DECL_CHAIN(v))
			add_inside(s, v);
		break;
	case DECL_EXPR:
		add_inside(s, DECL_EXPR_DECL(t));
		break;
	case LABEL_EXPR:
		s->inside.add(LABEL_EXPR_LABEL(t));
		break;
	case CASE_LABEL_EXPR:
		s->inside.add(CASE_LABEL(t));
		break;
	case TARGET_EXPR:
	case COMPOUND_LITERAL_EXPR:
		s->why = "a value without a name is made in it";
		break;
	case VAR_DECL:
		if (DECL_THREAD_LOCAL_P(t))
			s->why = "each of its threads has a variable of its "
				 "own ('threadprivate')";
		break;
	case CALL_EXPR:
		if (!s->why)
			s->why = call_in_the_way(t, s->in_loop);
		break;
	case OMP_FOR:
	case OMP_SIMD:
		*walk_subtrees = 0;
		look_at_loops(s, t);
		break;
	default:
		break;
	}
	return s->why ? t : NULL_TREE;
}

/* What stood for variables before a construct, to be so again after it. */
struct before {
	tree var, was;
};

/* Return the chain "decls" with a new variable like "var", which stands for it
   from now on in "c", at its head; what stood for it before is appended to
   "was". */
tree private_copy(copying *c, tree var, tree decls, vec<before> &was)
{
	tree copy = copy_var_decl(var, DECL_NAME(var), TREE_TYPE(var));
	tree *old = c->instead.get(var);

	was.safe_push({var, old ? *old : NULL_TREE});
	DECL_CONTEXT(copy) = c->fn;
	DECL_SEEN_IN_BIND_EXPR_P(copy) = 1;
	TREE_USED(copy) = 1;
	TREE_READONLY(copy) = 0;
	DECL_CHAIN(copy) = decls;
	c->instead.put(var, copy);
	return copy;
}

/* Return whether "clauses" give the last value of "var" back. */
bool keeps_last(tree clauses, tree var)
{
	for (; clauses; clauses = OMP_CLAUSE_CHAIN(clauses))
		if (OMP_CLAUSE_CODE(clauses) == OMP_CLAUSE_LASTPRIVATE &&
		    OMP_CLAUSE_DECL(clauses) == var)
			return true;
	return false;
}

/* Return the chain of variables that the construct with "clauses" has for
   itself, made in "c"; what they begin with is appended to *list, what stood
   for them before to "was". */
tree private_copies(copying *c, tree clauses, tree *list, vec<before> &was)
{
	tree decls = NULL_TREE;

	for (tree k = clauses; k; k = OMP_CLAUSE_CHAIN(k)) {
		tree var, init;

		if ((OMP_CLAUSE_CODE(k) != OMP_CLAUSE_PRIVATE &&
		     OMP_CLAUSE_CODE(k) != OMP_CLAUSE_FIRSTPRIVATE) ||
		    keeps_last(clauses, OMP_CLAUSE_DECL(k)))
			continue;
		var = OMP_CLAUSE_DECL(k);
		decls = private_copy(c, var, decls, was);
		if (OMP_CLAUSE_CODE(k) != OMP_CLAUSE_FIRSTPRIVATE)
			continue;
		init = build2(MODIFY_EXPR, TREE_TYPE(var), decls,
			      was.last().was ? was.last().was : var);
		TREE_SIDE_EFFECTS(init) = 1;
		append_to_statement_list(init, list);
	}
	return decls;
}

/* Let variables stand for in "c" what they stood for before, as "was" says. */
void forget_copies(copying *c, const vec<before> &was)
{
	for (unsigned i = was.length(); i-- > 0;)
		if (was[i].was)
			c->instead.put(was[i].var, was[i].was);
		else
			c->instead.remove(was[i].var);
}

/* Return "body" with the variables "decls" around it. */
tree bound(tree decls, tree body)
{
	tree t;

	if (!decls)
		return body;
	t = build3(BIND_EXPR, void_type_node, decls, body, NULL_TREE);
	TREE_SIDE_EFFECTS(t) = 1;
	return t;
}

/* Return a plain copy of the construct "t", which is nothing but its "body" for
   one thread. */
tree plain_body(copying *c, tree body, tree clauses)
{
	auto_vec<before> was;
	tree list = NULL_TREE;
	tree decls = private_copies(c, clauses, &list, was);

	append_to_statement_list(copied(c, body), &list);
	forget_copies(c, was);
	return bound(decls, list);
}

/* Return a loop of C over "body" with the parts "cond" and "incr" of loop "d"
   of the construct "t", after its first assignment. */
tree plain_for(copying *c, tree t, int d, tree body)
{
	tree loop = make_node(FOR_STMT), list = NULL_TREE;
	tree cond = copied(c, TREE_VEC_ELT(OMP_FOR_COND(t), d));

	TREE_TYPE(loop) = void_type_node;
	TREE_SIDE_EFFECTS(loop) = 1;
	SET_EXPR_LOCATION(loop, EXPR_HAS_LOCATION(cond) ? EXPR_LOCATION(cond)
							: EXPR_LOCATION(t));
	FOR_COND(loop) = cond;
	FOR_EXPR(loop) = copied(c, TREE_VEC_ELT(OMP_FOR_INCR(t), d));
	FOR_BODY(loop) = body;
	append_to_statement_list(copied(c, TREE_VEC_ELT(OMP_FOR_INIT(t), d)),
				 &list);
	append_to_statement_list(loop, &list);
	return list;
}

/* Return a plain copy of the loops of the construct "t".  A variable that runs
   in them is theirs, unless they give it back or the loop is one of `simd'. */
tree plain_loops(copying *c, tree t)
{
	tree list = NULL_TREE, body, decls, var;
	auto_vec<before> was;
	int d;

	if (!OMP_FOR_INIT(t))
		return plain_body(c, OMP_FOR_BODY(t), OMP_FOR_CLAUSES(t));
	if (OMP_FOR_PRE_BODY(t))
		append_to_statement_list(copied(c, OMP_FOR_PRE_BODY(t)), &list);
	decls = private_copies(c, OMP_FOR_CLAUSES(t), &list, was);
	for (d = 0; d < TREE_VEC_LENGTH(OMP_FOR_INIT(t)); d++) {
		var = TREE_OPERAND(TREE_VEC_ELT(OMP_FOR_INIT(t), d), 0);
		if (TREE_CODE(t) == OMP_SIMD ||
		    c->known->inside.contains(var) ||
		    keeps_last(OMP_FOR_CLAUSES(t), var))
			continue;
		decls = private_copy(c, var, decls, was);
	}
	body = copied(c, OMP_FOR_BODY(t));
	while (d-- > 0)
		body = plain_for(c, t, d, body);
	append_to_statement_list(body, &list);
	forget_copies(c, was);
	return bound(decls, list);
}

/* Return a plain copy of the atomic assignment "t". */
tree plain_atomic(copying *c, tree t)
{
	tree to = build_fold_indirect_ref(copied(c, TREE_OPERAND(t, 0)));
	tree set = build2(MODIFY_EXPR, TREE_TYPE(to), to,
			  copied(c, TREE_OPERAND(t, 1)));

	SET_EXPR_LOCATION(set, EXPR_LOCATION(t));
	TREE_SIDE_EFFECTS(set) = 1;
	return set;
}

/* Return a copy of the scope "t" with variables of its own. */
tree copied_scope(copying *c, tree t)
{
	tree copy = copy_node(t), vars = NULL_TREE, *last = &vars, v;

	for (v = BIND_EXPR_VARS(t); v; v = DECL_CHAIN(v)) {
		tree own;

		if (!VAR_P(v) || !c->known->inside.contains(v))
			continue;
		own = copy_node(v);
		DECL_CHAIN(own) = NULL_TREE;
		c->instead.put(v, own);
		*last = own;
		last = &DECL_CHAIN(own);
	}
	for (v = vars; v; v = DECL_CHAIN(v))
		if (DECL_INITIAL(v))
			DECL_INITIAL(v) = copied(c, DECL_INITIAL(v));
	BIND_EXPR_VARS(copy) = vars;
	BIND_EXPR_BLOCK(copy) = NULL_TREE;
	BIND_EXPR_BODY(copy) = copied(c, BIND_EXPR_BODY(t));
	return copy;
}

/* Return a copy of the statements "t". */
tree copied_list(copying *c, tree t)
{
	tree copy = NULL_TREE;

	for (tree_stmt_iterator i = tsi_start(t); !tsi_end_p(i); tsi_next(&i))
		append_to_statement_list_force(copied(c, tsi_stmt(i)), &copy);
	return copy ? copy : build_empty_stmt(UNKNOWN_LOCATION);
}

/* Return what the construct or scope "t" becomes in a plain copy, or NULL_TREE
   if it is neither. */
tree plain_construct(copying *c, tree t)
{
	switch (TREE_CODE(t)) {
	case STATEMENT_LIST:
		return copied_list(c, t);
	case BIND_EXPR:
		return copied_scope(c, t);
	case OMP_PARALLEL:
	case OMP_SINGLE:
		return plain_body(c, TREE_OPERAND(t, 0), TREE_OPERAND(t, 1));
	case OMP_CRITICAL:
	case OMP_MASTER:
		return plain_body(c, TREE_OPERAND(t, 0), NULL_TREE);
	case OMP_FOR:
	case OMP_SIMD:
		return plain_loops(c, t);
	case OMP_ATOMIC:
		return plain_atomic(c, t);
	case CALL_EXPR:
		return is_barrier(t) ? build_empty_stmt(EXPR_LOCATION(t))
				     : NULL_TREE;
	default:
		return NULL_TREE;
	}
}

/* Return what stands for the declaration or label "t" in "c": itself, if it is
   not the construct's own. */
tree instead_of(copying *c, tree t)
{
	tree *known = c->instead.get(t), label;

	if (known)
		return *known;
	if (TREE_CODE(t) != LABEL_DECL || !c->known->inside.contains(t))
		return t;
	label = create_artificial_label(DECL_SOURCE_LOCATION(t));
	DECL_CONTEXT(label) = c->fn;
	c->instead.put(t, label);
	return label;
}

/* Let *tp, which stands in the construct, be a copy of itself: the callback of
   a walk that goes on in what is there then. */
tree copy_one(tree *tp, int *walk_subtrees, void *data)
{
	copying *c = (copying *)data;
	tree t = *tp, plain;

	if (TYPE_P(t) || CONSTANT_CLASS_P(t) ||
	    (TREE_CODE(t) == SAVE_EXPR && c->known->outside.contains(t))) {
		*walk_subtrees = 0;
	} else if (DECL_P(t) || c->instead.get(t)) {
		*tp = instead_of(c, t);
		*walk_subtrees = 0;
	} else if ((plain = plain_construct(c, t))) {
		*tp = plain;
		*walk_subtrees = 0;
	} else {
		*tp = copy_node(t);
		if (TREE_CODE(t) == CONSTRUCTOR)
			CONSTRUCTOR_ELTS(*tp) =
				vec_safe_copy(CONSTRUCTOR_ELTS(t));
		if (TREE_CODE(t) == SAVE_EXPR)
			c->instead.put(t, *tp);
		if (EXPR_HAS_LOCATION(*tp))
			suppress_warning(*tp);
	}
	return NULL_TREE;
}

/* Return a plain copy of "t". */
tree copied(copying *c, tree t)
{
	walk_tree(&t, copy_one, c, NULL);
	return t;
}

/* Return a call that says whether the plain copy is to be kept, in the kernel
   of directive "id", of a construct that is "parallel". */
tree plain_call(int id, bool parallel)
{
	if (!plain_decl)
		plain_decl = ta_marker_decl(
			plain_name,
			build_function_type_list(integer_type_node,
						 integer_type_node,
						 integer_type_node, NULL_TREE));
	return build_call_expr_loc(UNKNOWN_LOCATION, plain_decl, 2,
				   build_int_cst(integer_type_node, id),
				   build_int_cst(integer_type_node, parallel));
}

} // namespace

/* Put a choice between the construct *tp of OpenMP, in the body of "fn" and the
   kernel of directive "id", and a plain copy of it in its place.  Return NULL,
   or what keeps it from being taken back; then it is as it was. */
const char *ta_take_construct_back(tree *tp, tree fn, int id)
{
	survey s;
	copying c;
	tree top = *tp, plain, choice;

	s.top = top;
	s.in_loop = TREE_CODE(top) == OMP_SIMD;
	s.why = NULL;
	for (tree p = DECL_ARGUMENTS(fn); p; p = DECL_CHAIN(p))
		walk_sizes(TREE_TYPE(p), collect_saved, &s.outside);
	walk_tree(&DECL_SAVED_TREE(fn), look_outside, &s, NULL);
	walk_tree(&top, look_inside, &s, NULL);
	if (s.why)
		return s.why;
	c.known = &s;
	c.fn = fn;
	plain = copied(&c, top);
	choice = build2(NE_EXPR, boolean_type_node,
			plain_call(id, TREE_CODE(top) != OMP_SIMD),
			integer_zero_node);
	*tp = build3(COND_EXPR, void_type_node, choice, plain, top);
	TREE_SIDE_EFFECTS(*tp) = 1;
	return NULL;
}

/* Return whether "stmt" asks if a plain copy is to be kept; *id is then the
   number of its kernel's directive, and *parallel whether the construct is. */
bool ta_choice_p(const gimple *stmt, int *id, bool *parallel)
{
	tree fn = is_gimple_call(stmt) ? gimple_call_fndecl(stmt) : NULL_TREE;

	if (!fn || !DECL_ARTIFICIAL(fn) || !DECL_NAME(fn) ||
	    !id_equal(DECL_NAME(fn), plain_name))
		return false;
	*id = fn == plain_decl ? (int)tree_to_shwi(gimple_call_arg(stmt, 0))
			       : -1;
	*parallel = !integer_zerop(gimple_call_arg(stmt, 1));
	return true;
}

/* Register what this file keeps with the garbage collector. */
void ta_openmp_init(const char *plugin_name)
{
	register_callback(plugin_name, PLUGIN_REGISTER_GGC_ROOTS, NULL,
			  (void *)roots);
}
