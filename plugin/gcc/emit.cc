/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit.cc - the plan of a tensor program becomes a new static function.

   Assumes a program that went through every phase, with a plan.  From it:

	static bool tensoraot_mm (double *restrict A, ..., int n)
	{
	  if (!(guard)) goto leave;
	  ...
	  cblas_dgemm (...);
	  #pragma omp parallel for simd ...
	  return 1;
	leave:
	  return 0;
	}

   written as GENERIC, with OpenMP constructs as the front end would make
   them: gimplification, outlining and vectorisation are the compiler's own.
   Leaves true that the function touches nothing when it returns 0, and that
   the user's function is as it was. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"
#include "auto.h"
#include "fence.h"
#include "region.h"
#include "tensoraot_rt.h"

/* "name" with what an identifier cannot hold replaced, in the arena. */
static const char *identifier(ta_emit *e, const char *name)
{
	char *s = ta_strdup(e->p->arena, name && *name ? name : "p");

	for (char *c = s; *c; c++)
		if (!ISALNUM(*c) && *c != '_')
			*c = '_';
	if (ISDIGIT(*s))
		s = ta_sprintf(e->p->arena, "p%s", s);
	return s;
}

/* Set e->as_one: arrays that a guard lets be equal are one. */
static void find_as_one(ta_emit *e)
{
	ta_program *p = e->p;

	e->as_one = TA_NEWV(p->arena, int, p->narrays);
	for (int a = 0; a < p->narrays; a++)
		e->as_one[a] = a;
	for (int i = 0; i < p->nguards; i++) {
		const ta_guard *g = p->guard[i];
		int from, to;

		if (!g->equal)
			continue;
		from = MAX(e->as_one[g->array[0]], e->as_one[g->array[1]]);
		to = MIN(e->as_one[g->array[0]], e->as_one[g->array[1]]);
		for (int a = 0; a < p->narrays; a++)
			if (e->as_one[a] == from)
				e->as_one[a] = to;
	}
}

/* Whether array "a" is never one with another. */
static bool stands_alone(const ta_emit *e, int a)
{
	for (int b = 0; b < e->p->narrays; b++)
		if (b != a && e->as_one[b] == e->as_one[a])
			return false;
	return true;
}

/* The type in which program parameter "param" is passed: a pointer to the
   elements of the array it is the base of, or its own. */
static tree param_type(ta_emit *e, int param)
{
	const ta_program *p = e->p;
	enum ta_type type = p->param[param].type;

	if (type != TA_PTR)
		return ta_gcc_type(type);
	for (int a = 0; a < p->narrays; a++) {
		tree t;

		if (p->array[a].is_virtual || p->array[a].base != param)
			continue;
		t = build_pointer_type(ta_gcc_type(p->array[a].elem));
		return stands_alone(e, a) ?
			build_qualified_type(t, TYPE_QUAL_RESTRICT) : t;
	}
	return ptr_type_node;
}

/* A new function parameter "name" of "type", last in the chain "*chain". */
static tree add_parameter(ta_emit *e, const char *name, tree type, tree *chain)
{
	tree d = build_decl(e->loc, PARM_DECL,
			    get_identifier(identifier(e, name)), type);

	DECL_ARG_TYPE(d) = type;
	DECL_CONTEXT(d) = e->fn;
	TREE_USED(d) = 1;
	*chain = chainon(*chain, d);
	return d;
}

/* Give the function its parameters: one for each of the program, the address of
   each live-out, and where a check goes. */
static void add_parameters(ta_emit *e, ta_kernel *kernel)
{
	ta_program *p = e->p;
	tree chain = NULL_TREE;

	kernel->nargs = 0;
	kernel->arg = TA_NEWV(p->arena, int, p->nparams + p->narrays);
	for (int i = 0; i < p->nparams; i++) {
		e->param[i] = add_parameter(e, p->param[i].name,
					    param_type(e, i), &chain);
		kernel->arg[kernel->nargs++] = i;
	}
	for (int a = 0; a < p->narrays; a++) {
		tree type;

		if (!p->array[a].live_out)
			continue;
		type = build_pointer_type(ta_gcc_type(p->array[a].elem));
		e->out[a] = add_parameter(e, ta_sprintf(p->arena, "%s_out",
							p->array[a].name),
					  type, &chain);
		kernel->arg[kernel->nargs++] = -1 - a;
	}
	kernel->check = p->check != NULL;
	if (kernel->check)
		e->check = add_parameter(e, "check", build_pointer_type(
						 ptr_type_node), &chain);
	DECL_ARGUMENTS(e->fn) = chain;
}

/* The type bool (parameters of "fn"). */
static tree function_type(tree fn)
{
	auto_vec<tree> types;

	for (tree d = DECL_ARGUMENTS(fn); d; d = DECL_CHAIN(d))
		types.safe_push(TYPE_MAIN_VARIANT(TREE_TYPE(d)));
	return build_function_type_array(boolean_type_node, types.length(),
					 types.address());
}

static const char kernel_attribute[] = "tensoraot kernel";

/* Whether "fn" is the function of a kernel. */
bool ta_kernel_fn(const_tree fn)
{
	return fn && DECL_ARTIFICIAL(fn)
	       && lookup_attribute(kernel_attribute, DECL_ATTRIBUTES(fn));
}

/* What the function of a kernel of "user_fn" has of its attributes: those that
   keep instrumentation away.  Nothing of it overflows. */
tree ta_kernel_attributes(tree user_fn)
{
	static const char *const inherited[] = {
		"no_profile_instrument_function", "no_split_stack",
		"no_stack_protector", "stack_protect",
		"zero_call_used_regs"
	};
	unsigned off = SANITIZE_UNDEFINED | SANITIZE_UNDEFINED_NONDEFAULT;
	tree list = tree_cons(get_identifier(kernel_attribute), NULL_TREE,
			      NULL_TREE);
	tree a = lookup_attribute("no_sanitize", DECL_ATTRIBUTES(user_fn));

	if (a && TREE_CODE(TREE_VALUE(a)) == INTEGER_CST)
		off |= (unsigned)tree_to_uhwi(TREE_VALUE(a));
	for (unsigned i = 0; i < ARRAY_SIZE(inherited); i++) {
		a = lookup_attribute(inherited[i], DECL_ATTRIBUTES(user_fn));
		if (a)
			list = tree_cons(TREE_PURPOSE(a), TREE_VALUE(a), list);
	}
	list = tree_cons(get_identifier("noinline"), NULL_TREE, list);
	return tree_cons(get_identifier("no_sanitize"),
			 build_int_cst(unsigned_type_node, off), list);
}

/* A name for the function of program "p" that no other symbol has. */
static tree symbol(const ta_program *p)
{
	const char *base = ta_sprintf(p->arena, "tensoraot_%s%s", p->name,
				      ta_is_unit(p) ? "_unit" : "");

	for (int n = 1;; n++) {
		const char *s = n == 1 ?
			base : ta_sprintf(p->arena, "%s_%d", base, n);
		bool taken = !symtab_node::get_for_asmname(get_identifier(s)) ?
			false : true;

#define TENSORAOT_VAR(type, name) taken |= !strcmp(s, #name);
#define TENSORAOT_FN0(result, name) taken |= !strcmp(s, #name);
#define TENSORAOT_FN1(result, name, a) taken |= !strcmp(s, #name);
#define TENSORAOT_FN4(result, name, a, b, c, d) taken |= !strcmp(s, #name);
#define TENSORAOT_FN5(result, name, a, b, c, d, e) taken |= !strcmp(s, #name);
#include "abi.def"
		if (!taken)
			return get_identifier(s);
	}
}

/* Whether the plugin has made "fun", or OpenMP of a part of what it made, with a name
   that begins with "prefix". */
bool ta_is_own_fn(const function *fun, const char *prefix)
{
	tree name = DECL_NAME(fun->decl);

	return DECL_ARTIFICIAL(fun->decl) && name &&
	       startswith(IDENTIFIER_POINTER(name), prefix);
}

/* Declare a static function of the plugin's own, which is called "name" and
   returns "result", and give it the outermost scope "*block". */
tree ta_own_fn(location_t loc, tree name, tree result, tree *block)
{
	tree fn, res;

	fn = build_decl(loc, FUNCTION_DECL, name,
			build_function_type_list(result, NULL_TREE));
	SET_DECL_ASSEMBLER_NAME(fn, name);
	TREE_STATIC(fn) = 1;
	TREE_USED(fn) = 1;
	TREE_NOTHROW(fn) = 1;
	DECL_ARTIFICIAL(fn) = 1;
	DECL_UNINLINABLE(fn) = 1;
	DECL_NO_INSTRUMENT_FUNCTION_ENTRY_EXIT(fn) = 1;
	res = build_decl(loc, RESULT_DECL, NULL_TREE, result);
	DECL_ARTIFICIAL(res) = 1;
	DECL_IGNORED_P(res) = 1;
	DECL_CONTEXT(res) = fn;
	DECL_RESULT(fn) = res;
	*block = make_node(BLOCK);
	BLOCK_SUPERCONTEXT(*block) = fn;
	TREE_USED(*block) = 1;
	DECL_INITIAL(fn) = *block;
	return fn;
}

/* Declare the function of e->p, compiled as "user_fn" is.  In the debug
   information it is a part of "user_fn": about functions of their own that
   the front end has not seen, the compiler could not tell, once they are
   cloned for constant sizes. */
static void declare(ta_emit *e, tree user_fn, bool implied)
{
	tree fn = ta_own_fn(e->loc, symbol(e->p), boolean_type_node,
			    &e->block);

	DECL_FUNCTION_SPECIFIC_TARGET(fn) =
		DECL_FUNCTION_SPECIFIC_TARGET(user_fn);
	e->order_free = ta_order_free(e->p);
	e->user_fn = user_fn;
	e->implied = implied;
	DECL_FUNCTION_SPECIFIC_OPTIMIZATION(fn) = ta_kernel_options(e);
	e->order_free |= flag_associative_math;
	DECL_ATTRIBUTES(fn) = ta_kernel_attributes(user_fn);
	DECL_ABSTRACT_ORIGIN(fn) = DECL_ORIGIN(user_fn);
	e->fn = fn;
}

/* Append to "list", for the instance of the statement being emitted, that what
   it writes becomes "x", where that is not "keep". */
void ta_emit_unless_kept(ta_emit *e, const ta_expr *x, tree *list)
{
	const ta_stmt *s = e->p->stmt[e->stmt];
	tree arm[2] = { NULL_TREE, NULL_TREE }, t;

	if (x->op == TA_OP_KEEP)
		return;
	if (!ta_expr_keeps(x)) {
		ta_tree_mark(ta_locus(s->loc), list);
		ta_tree_assign(ta_locus(s->loc), ta_tree_access(e, s->write),
			       ta_tree_expr(e, x), list);
		return;
	}
	for (int i = 0; i < 2; i++)
		ta_emit_unless_kept(e, x->arg[i + 1], &arm[i]);
	t = build3_loc(ta_locus(x->loc), COND_EXPR, void_type_node,
		       ta_tree_expr(e, x->arg[0]), arm[0], arm[1]);
	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, list);
}

/* Append the instance "node" of its statement to "list". */
static void emit_stmt(ta_emit *e, const ta_node *node, tree *list)
{
	const ta_stmt *s = e->p->stmt[node->stmt];
	location_t loc = ta_locus(s->loc);
	tree acc = e->acc[node->stmt], value;

	e->stmt = node->stmt;
	e->iter = node->iter;
	if (!s->write->sure) {
		ta_emit_unless_kept(e, s->rhs, list);
		return;
	}
	if (acc && ta_is_flag(s))
		value = ta_flag_value(e, s, acc);
	else if (acc && INTEGRAL_TYPE_P(TREE_TYPE(acc)) &&
	    s->reduce != TA_OP_MIN && s->reduce != TA_OP_MAX)
		value = build2_loc(loc, s->reduce == TA_OP_SUB ? MINUS_EXPR :
				   ta_reduction_code(s->reduce),
				   TREE_TYPE(acc), acc,
				   fold_convert(TREE_TYPE(acc),
						ta_tree_expr(e, s->rest)));
	else
		value = ta_tree_expr(e, s->rhs);
	ta_tree_mark(loc, list);
	if (acc)
		ta_reduction_assign(e, loc, node->stmt, value, list);
	else
		ta_tree_assign(loc, ta_tree_written(e, s), value, list);
}

/* The conditions of the choice "node" that are expressions, NULL: none; the
   others are appended to "rest". */
static tree emit_conds(ta_emit *e, const ta_node *node,
		       vec<const ta_guard *> *rest)
{
	tree cond = NULL_TREE, t;

	for (int i = 0; i < node->nconds; i++) {
		if (node->cond[i]->kind == TA_GUARD_SCRATCH)
			continue;
		if (node->cond[i]->kind == TA_GUARD_FINITE) {
			rest->safe_push(node->cond[i]);
			continue;
		}
		t = ta_tree_guard(e, node->cond[i]);
		cond = cond ? build2(TRUTH_ANDIF_EXPR, boolean_type_node, cond,
				     t) : t;
	}
	return cond;
}

/* A new variable, chained to "*vars", that is whether "cond" and "rest" hold;
   what sets it is appended to "list". */
static tree emit_rest(ta_emit *e, tree cond, const vec<const ta_guard *> &rest,
		      tree *vars, tree *list)
{
	tree all = ta_tree_variable(e, "all", boolean_type_node, vars);

	ta_tree_assign(e->loc, all, cond ? cond : boolean_true_node, list);
	for (unsigned i = 0; i < rest.length(); i++)
		ta_emit_finite(e, rest[i], all, list);
	return all;
}

/* Append the choice "node" to "list". */
static void emit_if(ta_emit *e, const ta_node *node, tree *list)
{
	tree arm[2] = { NULL_TREE, NULL_TREE }, t, vars = NULL_TREE;
	tree before = NULL_TREE;
	auto_vec<const ta_guard *> rest;
	tree cond = emit_conds(e, node, &rest);

	if (!rest.is_empty())
		cond = emit_rest(e, cond, rest, &vars, &before);
	for (int i = 0; i < node->nconds; i++)
		if (node->cond[i]->kind == TA_GUARD_SCRATCH) {
			ta_emit_scratch(e, node, cond, list);
			return;
		}
	if (cond && !vars && ta_emit_panels(e, node, cond, list))
		return;
	for (int i = 0; i < node->nchildren && i < 2; i++)
		if (node->child[i])
			ta_emit_node(e, node->child[i], &arm[i]);
	if (!cond) {
		append_to_statement_list(arm[0], list);
		return;
	}
	t = build3_loc(ta_locus(node->loc), COND_EXPR, void_type_node, cond,
		       arm[0], arm[1]);
	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, &before);
	append_to_statement_list(vars ? ta_tree_bind(vars, before) : before,
				 list);
}

/* Append what "node" says to "list". */
void ta_emit_node(ta_emit *e, const ta_node *node, tree *list)
{
	if (ta_emit_rows(e, node, list))
		return;
	switch (node->kind) {
	case TA_NODE_SEQ:
		if (ta_emit_scalars(e, node, list))
			return;
		for (int i = 0; i < node->nchildren; i++)
			ta_emit_node(e, node->child[i], list);
		return;
	case TA_NODE_LOOP:
		if (node->asks)
			ta_emit_asking(e, node, list);
		else
			ta_emit_loop(e, node, list);
		return;
	case TA_NODE_STMT:
		emit_stmt(e, node, list);
		return;
	case TA_NODE_CALL:
		if (node->in_line || node->own)
			ta_emit_product(e, node, list);
		else
			ta_emit_call(e, node, list);
		return;
	case TA_NODE_IF:
		emit_if(e, node, list);
		return;
	case TA_NODE_EXIT:
		ta_emit_exit(e, node, list);
		return;
	}
	ta_bug("a node of the plan has no kind");
}

/* Mark in "local" the virtual arrays that live inside some loop of "node". */
static void find_locals(const ta_node *node, bool *local)
{
	if (!node)
		return;
	for (int i = 0; i < node->nlocals; i++)
		local[node->local[i]] = true;
	for (int i = 0; i < node->nchildren; i++)
		find_locals(node->child[i], local);
}

/* Make variables for the virtual arrays that no loop of the plan holds;
   return their chain. */
static tree root_locals(ta_emit *e)
{
	ta_program *p = e->p;
	bool *local = TA_NEWV(p->arena, bool, p->narrays);
	tree vars = NULL_TREE;

	find_locals(p->plan, local);
	for (int a = 0; a < p->narrays; a++) {
		if (!p->array[a].is_virtual || local[a])
			continue;
		e->virt[a] = ta_tree_variable(
			e, identifier(e, p->array[a].name),
			ta_gcc_type(p->array[a].elem), &vars);
	}
	return vars;
}

/* Append to "list": each live-out goes where the caller wants it. */
static void emit_live_outs(ta_emit *e, tree *list)
{
	for (int a = 0; a < e->p->narrays; a++) {
		tree type;

		if (!e->out[a])
			continue;
		type = ta_gcc_type(e->p->array[a].elem);
		ta_tree_assign(e->loc, build2(MEM_REF, type, e->out[a],
				build_int_cst(build_pointer_type(type), 0)),
			       e->virt[a], list);
	}
}

/* Append to "list": return "value". */
static void emit_return(ta_emit *e, tree value, tree *list)
{
	append_to_statement_list(
		build1_loc(e->loc, RETURN_EXPR, void_type_node,
			   build2(MODIFY_EXPR, boolean_type_node,
				  DECL_RESULT(e->fn), value)), list);
}

/* Append to "list" where guards that fail go, for the reason in e->path. */
static void emit_leave(ta_emit *e, tree *list)
{
	append_to_statement_list(build1_loc(e->loc, LABEL_EXPR, void_type_node,
					    e->leave), list);
	ta_record_leave(e, e->path, ta_tree_real(double_type_node, 0), list);
	emit_return(e, boolean_false_node, list);
}

/* The statements "list" with the variables "vars" as a body of the function. */
static tree bind_body(ta_emit *e, tree vars, tree list)
{
	tree bind;

	BLOCK_VARS(e->block) = vars;
	bind = build3(BIND_EXPR, void_type_node, vars, list, e->block);
	TREE_SIDE_EFFECTS(bind) = 1;
	return bind;
}

/* Append to "list" what opens the record of a call, and put its variables before
   "*vars". */
static void open_record(ta_emit *e, tree *vars, tree *list)
{
	e->path = ta_tree_local(e, "path", integer_type_node);
	ta_record_open(e, list);
	DECL_CHAIN(e->watch) = e->start;
	DECL_CHAIN(e->start) = e->path;
	DECL_CHAIN(e->path) = *vars;
	*vars = e->watch;
}

/* Append to "list" what closes the record of a call that has run. */
static void close_record(ta_emit *e, tree *list)
{
	ta_record_leave(e, build_int_cst(integer_type_node, TENSORAOT_LOWERED),
			ta_tree_flops(e), list);
}

/* Append to "list" the plan, and what leaves its results where they belong. */
static void run_plan(ta_emit *e, tree *list)
{
	ta_emit_node(e, e->p->plan, list);
	emit_live_outs(e, list);
	e->stmt = -1;
	ta_emit_fence(e, e->p->plan, list);
}

/* The body of the function that runs the plan, with nothing else in it. */
static tree bare_body(ta_emit *e)
{
	tree vars = root_locals(e), list = NULL_TREE;

	ta_tree_mark(e->loc, &list);
	run_plan(e, &list);
	emit_return(e, boolean_true_node, &list);
	return bind_body(e, vars, list);
}

/* Append to "list" the guards, where they leave if one fails, and the call of the
   function that runs the plan. */
static void guarded_call(ta_emit *e, tree *list)
{
	e->leave = create_artificial_label(e->loc);
	DECL_CONTEXT(e->leave) = e->fn;
	ta_emit_guards(e, list);
	append_to_statement_list(ta_call_bare(e), list);
}

/* The body of the function that calls that one, and records it. */
static tree recording_body(ta_emit *e)
{
	tree vars = NULL_TREE, list = NULL_TREE;

	ta_tree_mark(e->loc, &list);
	ta_collect_sizes(e);
	open_record(e, &vars, &list);
	guarded_call(e, &list);
	close_record(e, &list);
	emit_return(e, boolean_true_node, &list);
	if (e->p->nguards)
		emit_leave(e, &list);
	return bind_body(e, vars, list);
}

/* The body of the function that calls it if the guards hold, and else returns. */
static tree quick_body(ta_emit *e)
{
	tree list = NULL_TREE;

	ta_tree_mark(e->loc, &list);
	e->path = ta_tree_local(e, "path", integer_type_node);
	ta_collect_sizes(e);
	guarded_call(e, &list);
	emit_return(e, boolean_true_node, &list);
	append_to_statement_list(build1_loc(e->loc, LABEL_EXPR, void_type_node,
					    e->leave), &list);
	emit_return(e, boolean_false_node, &list);
	return bind_body(e, e->path, list);
}

/* The body of the function. */
static tree function_body(ta_emit *e)
{
	tree vars = root_locals(e), list = NULL_TREE;

	ta_tree_mark(e->loc, &list);
	if (e->inner)
		ta_emit_unit(e, &list);
	e->leave = create_artificial_label(e->loc);
	DECL_CONTEXT(e->leave) = e->fn;
	ta_collect_sizes(e);
	open_record(e, &vars, &list);
	ta_emit_guards(e, &list);
	if (e->check) {
		ta_check_begin(e, &list);
		ta_record_start(e, &list);
	}
	run_plan(e, &list);
	close_record(e, &list);
	if (e->check)
		ta_check_swap(e, &list);
	emit_return(e, boolean_true_node, &list);
	if (e->p->nguards || e->sizes.nproducts || e->check)
		emit_leave(e, &list);
	return bind_body(e, vars, list);
}

/* Start an emission of "p", of which "codes" are functions: nothing in scope. */
static void begin(ta_emit *e, ta_program *p, const vec<ta_code *> *codes)
{
	memset(e, 0, sizeof(*e));
	e->codes = codes;
	e->p = p;
	e->loc = ta_locus(p->loc);
	e->stmt = -1;
	e->serial = p->serial;
	e->param = TA_NEWV(p->arena, tree, p->nparams);
	e->out = TA_NEWV(p->arena, tree, p->narrays);
	e->virt = TA_NEWV(p->arena, tree, p->narrays);
	e->panel = TA_NEWV(p->arena, int, p->narrays);
	e->scratch = TA_NEWV(p->arena, tree, p->narrays);
	e->bytes = TA_NEWV(p->arena, tree, p->narrays);
	e->whole = TA_NEWV(p->arena, bool, p->narrays);
	e->acc = TA_NEWV(p->arena, tree, p->nstmts);
	e->imag = TA_NEWV(p->arena, tree, p->nstmts);
	e->rest = TA_NEWV(p->arena, tree, p->nstmts);
	e->past = TA_NEWV(p->arena, tree, p->nstmts);
	find_as_one(e);
}

/* Make the function of "e", for a region of "user_fn", whose body is what "body"
   makes, and verify it. */
static void make_function(ta_emit *e, tree user_fn, bool implied,
			  ta_kernel *kernel, tree (*body)(ta_emit *e))
{
	declare(e, user_fn, implied);
	add_parameters(e, kernel);
	TREE_TYPE(e->fn) = function_type(e->fn);
	DECL_SAVED_TREE(e->fn) = body(e);
	if (ta_fault(TA_FAULT_EMIT))
		BIND_EXPR_VARS(DECL_SAVED_TREE(e->fn)) = NULL_TREE;
	ta_verify_function(e->fn);
	push_struct_function(e->fn);
	cfun->curr_properties = 0;
	cfun->last_clique = 2;
	pop_cfun();
	cgraph_node::get_create(e->fn);
	kernel->fn = e->fn;
}

/* Make the functions of "p", which is short: "bare", which runs its plan, a quick one
   that does so if the guards hold, where there are guards, and one that records. */
static void make_bare(ta_program *p, tree user_fn, bool implied,
		      const vec<ta_code *> *codes, ta_kernel *kernel,
		      ta_kernel *bare)
{
	ta_emit e;

	begin(&e, p, codes);
	make_function(&e, user_fn, implied, bare, bare_body);
	kernel->inner = bare->fn;
	kernel->bare = true;
	if (p->nguards) {
		begin(&e, p, codes);
		e.inner = bare;
		make_function(&e, user_fn, implied, kernel, quick_body);
		kernel->quick = kernel->fn;
	}
	begin(&e, p, codes);
	e.inner = bare;
	make_function(&e, user_fn, implied, kernel, recording_body);
}

/* Make the function of "p", for a region of "user_fn", and verify it;
   "implied": no pragma asked for it.  The symbol table knows its name, but is
   not yet told to compile it.  Where it is short, others are made that have no calls,
   and no frame for them. */
bool ta_emit_kernel(ta_program *p, tree user_fn, bool implied,
		    const vec<ta_code *> *codes, ta_kernel *kernel)
{
	ta_kernel inner;
	ta_emit e;

	memset(&inner, 0, sizeof(inner));
	if (!p->plan)
		return false;
	if (ta_is_bare(p)) {
		make_bare(p, user_fn, implied, codes, kernel, &inner);
		return true;
	}
	if (p->unit && ta_emit_kernel(p->unit, user_fn, implied, codes, &inner))
		kernel->inner = inner.fn;
	begin(&e, p, codes);
	e.inner = inner.fn ? &inner : NULL;
	make_function(&e, user_fn, implied, kernel, function_body);
	return true;
}

/* Forget the functions of "kernel", which nothing calls. */
void ta_drop_kernel(ta_kernel *kernel)
{
	tree made[3] = { kernel->fn, kernel->quick, kernel->inner };

	for (int i = 0; i < 3; i++) {
		cgraph_node *node = made[i] ? cgraph_node::get(made[i]) : NULL;

		if (node)
			node->remove();
	}
	kernel->fn = kernel->quick = kernel->inner = NULL_TREE;
}
