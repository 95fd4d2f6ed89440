/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-record.cc - the record through which a kernel tells the runtime
   library what became of its calls.

   runtime/abi.def is the form of the record; every name is weak, so that a
   program without the library runs the same code:

	static struct tensoraot_record record = { 1, ... };
	watch = &tensoraot_active != 0 && tensoraot_active != 0;
	start = watch ? tensoraot_enter (&record) : 0;
	...
	if (watch) tensoraot_leave (&record, start, path, flops); */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"
#include "tensoraot_rt.h"

/* The C type that abi.def calls "T_...". */
#define T_I32 integer_type_node
#define T_U64 unsigned_type_for(ta_index_type())
#define T_F64 double_type_node
#define T_STR build_pointer_type(char_type_node)
#define T_STRV build_pointer_type(build_pointer_type(char_type_node))
#define T_U64V build_pointer_type(unsigned_type_for(ta_index_type()))
#define T_I64V build_pointer_type(ta_index_type())
#define T_REC ptr_type_node
#define T_PTR ptr_type_node
#define T_PTRV build_pointer_type(ptr_type_node)
#define T_VOID void_type_node

/* Chain a field "name" of "type" of "record" to "fields". */
static tree add_field(tree record, tree fields, const char *name, tree type)
{
	tree f = build_decl(UNKNOWN_LOCATION, FIELD_DECL, get_identifier(name),
			    type);

	DECL_CONTEXT(f) = record;
	DECL_CHAIN(f) = fields;
	return f;
}

/* struct tensoraot_record. */
static tree record_type(void)
{
	tree record = make_node(RECORD_TYPE), fields = NULL_TREE;

#define TENSORAOT_FIELD(type, name, what) \
	fields = add_field(record, fields, #name, T_##type);
#include "abi.def"
	TYPE_FIELDS(record) = nreverse(fields);
	TYPE_NAME(record) = get_identifier("tensoraot_record");
	layout_type(record);
	return record;
}

/* A function of the runtime library: NULL unless abi.def has it. */
tree ta_runtime_fn(const char *wanted)
{
#define TENSORAOT_FN0(result, name)                                    \
	if (!strcmp(wanted, #name))                                    \
		return ta_extern_fn(#name, build_function_type_list(   \
				T_##result, NULL_TREE), true);
#define TENSORAOT_FN1(result, name, a)                                 \
	if (!strcmp(wanted, #name))                                    \
		return ta_extern_fn(#name, build_function_type_list(   \
				T_##result, T_##a, NULL_TREE), true);
#define TENSORAOT_FN4(result, name, a, b, c, d)                        \
	if (!strcmp(wanted, #name))                                    \
		return ta_extern_fn(#name, build_function_type_list(   \
				T_##result, T_##a, T_##b, T_##c, T_##d, \
				NULL_TREE), true);
#define TENSORAOT_FN5(result, name, a, b, c, d, e)                     \
	if (!strcmp(wanted, #name))                                    \
		return ta_extern_fn(#name, build_function_type_list(   \
				T_##result, T_##a, T_##b, T_##c, T_##d, \
				T_##e, NULL_TREE), true);
#include "abi.def"
	ta_bug("the runtime library has no %s", wanted);
}

/* The variable "name" of the runtime library. */
static tree runtime_var(const char *name, tree type)
{
	tree id = get_identifier(name), v;
	symtab_node *node = symtab_node::get_for_asmname(id);

	if (node && VAR_P(node->decl))
		return node->decl;
	v = build_decl(UNKNOWN_LOCATION, VAR_DECL, id, type);
	TREE_PUBLIC(v) = 1;
	DECL_EXTERNAL(v) = 1;
	DECL_ARTIFICIAL(v) = 1;
	TREE_USED(v) = 1;
	SET_DECL_ASSEMBLER_NAME(v, id);
	declare_weak(v);
	varpool_node::get_create(v);
	return v;
}

/* A static variable of "type" with the value "init" (NULL: zero), named after
   "name". */
tree ta_static_var(ta_emit *e, const char *name, tree type, tree init)
{
	tree v = build_decl(e->loc, VAR_DECL, create_tmp_var_name(name), type);

	TREE_STATIC(v) = 1;
	DECL_ARTIFICIAL(v) = 1;
	DECL_IGNORED_P(v) = 1;
	TREE_ADDRESSABLE(v) = 1;
	TREE_USED(v) = 1;
	DECL_INITIAL(v) = init;
	varpool_node::finalize_decl(v);
	return v;
}

/* A pointer to the string "s". */
static tree string_address(const char *s)
{
	return build_string_literal(strlen(s) + 1, s);
}

/* The address of the first element of the array variable "v". */
static tree first_element(tree v)
{
	tree elem = TREE_TYPE(TREE_TYPE(v));

	return build1(ADDR_EXPR, build_pointer_type(elem),
		      build4(ARRAY_REF, elem, v, size_int(0), NULL_TREE,
			     NULL_TREE));
}

/* A static array of the "n" strings "text" (NULL: ""), after "name"; its
   address, NULL if there are none. */
tree ta_static_texts(ta_emit *e, const char *name, const char *const *text,
		     int n)
{
	vec<constructor_elt, va_gc> *v = NULL;
	tree str = T_STR, type, init;

	if (!n)
		return NULL_TREE;
	for (int i = 0; i < n; i++)
		CONSTRUCTOR_APPEND_ELT(v, size_int(i), fold_convert(str,
				string_address(text[i] ? text[i] : "")));
	type = build_array_type_nelts(str, n);
	init = build_constructor(type, v);
	TREE_CONSTANT(init) = 1;
	TREE_STATIC(init) = 1;
	return first_element(ta_static_var(e, name, type, init));
}

/* The texts of the guards, as an array of strings; NULL without guards. */
static tree guard_texts(ta_emit *e)
{
	int n = ta_recorded_guards(e, NULL);
	const char **text = TA_NEWV(e->p->arena, const char *, n);

	ta_recorded_guards(e, text);
	return ta_static_texts(e, "guards", text, n);
}

/* Room for a count of each guard; NULL without guards. */
static tree guard_counts(ta_emit *e)
{
	tree number = unsigned_type_for(ta_index_type());
	int n = ta_recorded_guards(e, NULL);

	if (!n)
		return NULL_TREE;
	return first_element(ta_static_var(e, "failed",
			build_array_type_nelts(number, n), NULL_TREE));
}

/* What the kernel became, nest by nest, in the arena. */
static const char *what(const ta_program *p)
{
	ta_buf b;

	ta_buf_init(&b, p->arena);
	for (int n = 0; n < p->nnests; n++) {
		const char *w = p->nest[n].what;
		bool seen = !w;

		for (int m = 0; m < n && !seen; m++)
			seen = p->nest[m].what && !strcmp(p->nest[m].what, w);
		if (!seen)
			ta_buf_printf(&b, "%s%s", b.len ? " + " : "", w);
	}
	return b.len ? b.s : "loops";
}

/* The value of field "name" of the record of the kernel, NULL for zero. */
static tree field_value(ta_emit *e, const char *name)
{
	expanded_location at = expand_location(e->loc);

	if (!strcmp(name, "version"))
		return build_int_cst(T_I32, TENSORAOT_ABI);
	if (!strcmp(name, "nguards"))
		return build_int_cst(T_I32, ta_recorded_guards(e, NULL));
	if (!strcmp(name, "line"))
		return build_int_cst(T_I32, at.line);
	if (!strcmp(name, "name"))
		return string_address(e->p->name);
	if (!strcmp(name, "file"))
		return string_address(at.file ? at.file : "");
	if (!strcmp(name, "what"))
		return string_address(what(e->p));
	if (!strcmp(name, "guards"))
		return guard_texts(e);
	if (!strcmp(name, "guard_failed"))
		return guard_counts(e);
	return NULL_TREE;
}

/* The record of the kernel. */
static tree record_var(ta_emit *e)
{
	vec<constructor_elt, va_gc> *v = NULL;
	tree type = record_type(), init;

	for (tree f = TYPE_FIELDS(type); f; f = DECL_CHAIN(f)) {
		tree x = field_value(e, IDENTIFIER_POINTER(DECL_NAME(f)));

		if (x)
			CONSTRUCTOR_APPEND_ELT(v, f,
					       fold_convert(TREE_TYPE(f), x));
	}
	init = build_constructor(type, v);
	TREE_CONSTANT(init) = 1;
	TREE_STATIC(init) = 1;
	return ta_static_var(e, "record", type, init);
}

/* Whether the address of the runtime's switch is not null, in *linked, and
   the switch itself, in *active. */
void ta_tree_active(tree *linked, tree *active)
{
	tree ptr = build_pointer_type(T_I32), addr;

	*active = runtime_var("tensoraot_active", T_I32);
	TREE_ADDRESSABLE(*active) = 1;
	addr = build1(ADDR_EXPR, ptr, *active);
	*linked = build2(NE_EXPR, boolean_type_node, addr,
			 build_int_cst(ptr, 0));
}

/* Append to "list" what opens the record of a call: e->watch, e->start.  The
   caller binds these two. */
void ta_record_open(ta_emit *e, tree *list)
{
	tree u64 = T_U64, linked, active;

	e->record = record_var(e);
	e->watch = ta_tree_local(e, "watch", boolean_type_node);
	e->start = ta_tree_local(e, "start", u64);
	ta_tree_active(&linked, &active);
	ta_tree_assign(e->loc, e->watch,
		       build2(TRUTH_ANDIF_EXPR, boolean_type_node, linked,
			      build2(NE_EXPR, boolean_type_node, active,
				     build_int_cst(T_I32, 0))), list);
	ta_record_start(e, list);
}

/* Append to "list": the time of the call counts from here. */
void ta_record_start(ta_emit *e, tree *list)
{
	tree u64 = T_U64;

	ta_tree_assign(e->loc, e->start,
		       build3(COND_EXPR, u64, e->watch,
			      build_call_expr_loc(e->loc,
				      ta_runtime_fn("tensoraot_enter"), 1,
				      build_fold_addr_expr(e->record)),
			      build_int_cst(u64, 0)), list);
}

/* Append to "list" what closes the record of a call that took "path" and did
   "flops" operations. */
void ta_record_leave(ta_emit *e, tree path, tree flops, tree *list)
{
	tree call = build_call_expr_loc(e->loc, ta_runtime_fn("tensoraot_leave"),
					4, build_fold_addr_expr(e->record),
					e->start, path, flops);
	tree t = build3_loc(e->loc, COND_EXPR, void_type_node, e->watch, call,
			    NULL_TREE);

	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, list);
}

/* The number of floating-point operations of "op" on complex numbers. */
static int complex_operations(enum ta_op op)
{
	switch (op) {
	case TA_OP_ADD:
	case TA_OP_SUB:
	case TA_OP_NEG:
		return 2;
	case TA_OP_MUL:
		return 6;
	case TA_OP_DIV:
		return 11;
	default:
		return op == TA_OP_CONJ;
	}
}

/* The number of floating-point operations in "x". */
static int operations(const ta_expr *x)
{
	int n = ta_type_is_float(x->type) && x->nargs > 0 &&
		x->op != TA_OP_SELECT && x->op != TA_OP_CAST &&
		x->op != TA_OP_REAL && x->op != TA_OP_IMAG;

	if (ta_type_is_complex(x->type))
		n = complex_operations(x->op);
	if (x->op == TA_OP_FMA)
		n = 2;
	for (int i = 0; i < x->nargs; i++)
		n += operations(x->arg[i]);
	return n;
}

/* How often statement "s" runs, as a double: the volume of the box around its
   domain, a scatter for one of its places; NULL when that has no bound. */
static tree instances(ta_emit *e, const ta_stmt *s)
{
	tree type = double_type_node, n = ta_tree_real(type, 1);

	for (int d = 0; d < s->depth; d++) {
		const ta_idx *lo, *hi, *extent;
		ta_arena *a = e->p->arena;

		if (s->scatter == d + 1)
			continue;
		if (!ta_range(e->p, s, 0, ta_idx_var(a, d), &lo, &hi))
			return NULL_TREE;
		extent = ta_idx_addk(a, ta_idx_sub(a, hi, lo), 1);
		if (!extent)
			return NULL_TREE;
		n = fold_build2(MULT_EXPR, type, n,
				fold_build2(MAX_EXPR, type,
					    ta_tree_double(e, extent),
					    ta_tree_real(type, 0)));
	}
	return n;
}

/* The number of floating-point operations of one call of the kernel, as its
   source has them. */
tree ta_tree_flops(ta_emit *e)
{
	tree type = double_type_node, sum = ta_tree_real(type, 0);

	for (int i = 0; i < e->p->nstmts; i++) {
		const ta_stmt *s = e->p->stmt[i];
		int ops = s->planned ? 0 : operations(s->rhs);
		tree n = ops ? instances(e, s) : NULL_TREE;

		if (n)
			sum = fold_build2(PLUS_EXPR, type, sum,
					  fold_build2(MULT_EXPR, type, n,
						ta_tree_real(type, ops)));
	}
	return sum;
}
