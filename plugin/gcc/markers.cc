/* SPDX-License-Identifier: GPL-3.0-or-later */
/* markers.cc - where a kernel begins and ends.

	{ __tensoraot_begin (0, n); FOR_STMT; x = 1; }
   becomes
	{ __tensoraot_begin (0, n); FOR_STMT; __tensoraot_end (0); x = 1; }

   Assumes that the parser put each begin marker where its pragma stood, and
   that PLUGIN_PRE_GENERICIZE comes when a body is complete and still a tree
   of C.  Leaves true that every marker in the body governs a statement, with
   a loop in it if it is a kernel, that no kernel is in another or in a
   statement that is off, and that markers of push and pop are gone; or an
   error was given. */
#include "gcc-compat.h"
#include "markers.h"

static GTY(()) tree begin_decl;
static GTY(()) tree end_decl;

static const struct ggc_root_tab roots[] = {
	{ &begin_decl, 1, sizeof(begin_decl), &gt_ggc_mx_tree_node,
	  &gt_pch_nx_tree_node },
	{ &end_decl, 1, sizeof(end_decl), &gt_ggc_mx_tree_node,
	  &gt_pch_nx_tree_node },
	LAST_GGC_ROOT_TAB
};

static const char begin_name[] = "__tensoraot_begin";
static const char end_name[] = "__tensoraot_end";

namespace {

/* Where a walk is: in which kernel, in which statement that is off (-1: in
   none), whether in a construct that the compiler takes out of the kernel, in
   which function, and what it has seen. */
struct place {
	int kernel, off;
	hash_set<tree> *seen;
	bool outlined;
	tree fn;
};

void close_list(tree list, const place &where);

/* Return a call of the end marker for directive "id". */
tree end_call(int id)
{
	if (!end_decl)
		end_decl = ta_marker_decl(
			end_name,
			build_function_type_list(void_type_node,
						 integer_type_node, NULL_TREE));
	return build_call_expr_loc(UNKNOWN_LOCATION, end_decl, 1,
				   build_int_cst(integer_type_node, id));
}

/* Return the directive whose begin marker the statement "t" is, or -1. */
int begin_id(tree t)
{
	if (!begin_decl || TREE_CODE(t) != CALL_EXPR
	    || get_callee_fndecl(t) != begin_decl)
		return -1;
	return (int)tree_to_shwi(CALL_EXPR_ARG(t, 0));
}

/* Report "fmt" with the word of directive "id" in it, at that word. */
void complain(int id, const char *fmt)
{
	const ta_directive *d = ta_pragma_directive(id);
	char *text = xasprintf(fmt, ta_directive_name(d->kind));

	ta_report(&ta_pragma_diag, TA_ERROR, d->loc, "%s", text);
	free(text);
}

/* Add the note "text" at "loc" to the error before it. */
void note(ta_loc loc, const char *text)
{
	ta_report(&ta_pragma_diag, TA_NOTE, loc, "%s", text);
}

/* Return "*tp" if it is a loop, a jump that may make one, or the call of a
   function that may have one; else NULL. */
tree find_loop(tree *tp, int *, void *)
{
	switch (TREE_CODE(*tp)) {
	case CALL_EXPR:
		return begin_id(*tp) < 0 && get_callee_fndecl(*tp)
				       && !fndecl_built_in_p(
					       get_callee_fndecl(*tp))
			       ? *tp
			       : NULL_TREE;
	case FOR_STMT:
	case WHILE_STMT:
	case DO_STMT:
	case LOOP_EXPR:
	case GOTO_EXPR:
	case OMP_FOR:
	case OMP_SIMD:
	case OMP_DISTRIBUTE:
	case OMP_TASKLOOP:
	case OMP_LOOP:
		return *tp;
	default:
		return NULL_TREE;
	}
}

/* Return whether directive "id", a kernel, may be at "where"; else report. */
bool may_nest(int id, const place &where)
{
	if (where.kernel >= 0) {
		complain(id, "'%s' inside a kernel");
		note(ta_pragma_directive(where.kernel)->loc,
		     "the outer kernel begins here");
		return false;
	}
	if (where.off >= 0) {
		complain(id, "'%s' inside a statement that is off");
		note(ta_pragma_directive(where.off)->loc,
		     "switched off here");
		return false;
	}
	return true;
}

/* Return the next statement after "i" that is no debug marker, or the end. */
tree_stmt_iterator next_real(tree_stmt_iterator i)
{
	do
		tsi_next(&i);
	while (!tsi_end_p(i) && TREE_CODE(tsi_stmt(i)) == DEBUG_BEGIN_STMT);
	return i;
}

/* Return the last tree of the statement that begins at "i": in C90 a "for"
   has no scope of its own, and its first expression stands before it. */
tree_stmt_iterator whole_statement(tree_stmt_iterator i)
{
	tree_stmt_iterator next = next_real(i);

	if (!flag_isoc99 && EXPR_P(tsi_stmt(i)) && !tsi_end_p(next)
	    && TREE_CODE(tsi_stmt(i)) != BIND_EXPR
	    && TREE_CODE(tsi_stmt(next)) == FOR_STMT)
		return next;
	return i;
}

/* Return whether the statement "s" can be governed by directive "id"; else
   report. */
bool governable(int id, tree s)
{
	if (TREE_CODE(s) == DECL_EXPR) {
		complain(id, "'%s' must stand before a statement, not before "
			     "a declaration");
		note(DECL_SOURCE_LOCATION(DECL_EXPR_DECL(s)), "declared here");
		return false;
	}
	if (TREE_CODE(s) == LABEL_EXPR || TREE_CODE(s) == CASE_LABEL_EXPR) {
		complain(id, "'%s' must stand after the label, not before it");
		return false;
	}
	if (begin_id(s) >= 0) {
		complain(id, "'%s' is followed by another directive, not by a "
			     "statement");
		note(ta_pragma_directive(begin_id(s))->loc, "the other one");
		return false;
	}
	if (ta_pragma_directive(id)->kind == TA_DIRECTIVE_KERNEL
	    && !walk_tree_without_duplicates(&s, find_loop, NULL)) {
		complain(id, "'%s' governs a statement without a loop");
		return false;
	}
	return true;
}

/* What the compiler takes out of kernels before they are worked on. */
vec<ta_construct> constructs;

/* Whether the compiler makes other code than loops of the construct "t" of
   `simd': it has variables or sums for each lane. */
bool has_lanes(tree t)
{
	for (tree c = OMP_FOR_CLAUSES(t); c; c = OMP_CLAUSE_CHAIN(c))
		switch (OMP_CLAUSE_CODE(c)) {
		case OMP_CLAUSE_REDUCTION:
		case OMP_CLAUSE_PRIVATE:
		case OMP_CLAUSE_LASTPRIVATE:
			return true;
		default:
			break;
		}
	return false;
}

/* Whether "t" becomes a function of its own, with a loop in it, or what is no
   loop to look at. */
bool is_outlined(tree t)
{
	switch (TREE_CODE(t)) {
	case OMP_PARALLEL:
	case OMP_TASK:
	case OMP_TASKLOOP:
	case OMP_TEAMS:
	case OMP_TARGET:
		return walk_tree_without_duplicates(&t, find_loop, NULL);
	case OMP_SIMD:
		return has_lanes(t);
	default:
		return false;
	}
}

/* Whether "t" is one construct together with what is in it, as `for simd'. */
bool is_composite(tree t)
{
	switch (TREE_CODE(t)) {
	case OMP_FOR:
	case OMP_DISTRIBUTE:
	case OMP_TASKLOOP:
	case OMP_LOOP:
		return !OMP_FOR_INIT(t);
	default:
		return false;
	}
}

/* Whether "t" is taken out of the kernel "where", and what is around it is
   not. */
bool is_construct(tree t, const place *where)
{
	return where->kernel >= 0 && where->off < 0 && !where->outlined
	       && is_outlined(t);
}

tree visit(tree *tp, int *walk_subtrees, void *data);

/* Close or report what is in the construct *tp at "where", and take it back or
   remember that it is kept. */
void close_construct(tree *tp, const place *where)
{
	ta_construct kept = { where->kernel, EXPR_LOCATION(*tp), NULL };
	place in = *where;

	in.outlined = true;
	walk_tree(&TREE_OPERAND(*tp, 0), visit, &in, where->seen);
	if (optimize)
		kept.why = ta_take_construct_back(tp, where->fn,
						  where->kernel);
	if ((!optimize || kept.why) && TREE_CODE(*tp) != OMP_SIMD)
		constructs.safe_push(kept);
}

/* Close or report what is in the subtree *tp, seen for the first time: the
   callback of a walk. */
tree visit(tree *tp, int *walk_subtrees, void *data)
{
	place *where = (place *)data;
	int id = begin_id(*tp);

	if (is_construct(*tp, where)) {
		*walk_subtrees = 0;
		close_construct(tp, where);
		return NULL_TREE;
	}
	if (is_composite(*tp)) {
		place in = *where;

		in.outlined = true;
		*walk_subtrees = 0;
		walk_tree(&OMP_FOR_BODY(*tp), visit, &in, where->seen);
		return NULL_TREE;
	}
	if (TREE_CODE(*tp) == STATEMENT_LIST) {
		close_list(*tp, *where);
		*walk_subtrees = 0;
		return NULL_TREE;
	}
	if (id < 0)
		return NULL_TREE;
	*walk_subtrees = 0;
	if (ta_pragma_directive(id)->kind == TA_DIRECTIVE_KERNEL
	    || ta_pragma_directive(id)->kind == TA_DIRECTIVE_OFF)
		complain(id, "'%s' is not followed by a statement");
	else
		*tp = build_empty_stmt(UNKNOWN_LOCATION);
	return NULL_TREE;
}

/* Close what is in the statement at "i". */
void close_statement(tree_stmt_iterator i, const place &where)
{
	walk_tree(tsi_stmt_ptr(i), visit, (void *)&where, where.seen);
}

/* Return "where" with directive "id" around it. */
place inside(int id, const place &where)
{
	place p = where;

	if (ta_pragma_directive(id)->kind == TA_DIRECTIVE_OFF)
		p.off = id;
	else
		p.kernel = id;
	return p;
}

/* Close the begin marker of directive "id" at "i" after the statement that
   follows it; "where" is where it stands.  Return the place to go on. */
tree_stmt_iterator close_marker(int id, tree_stmt_iterator i,
				const place &where)
{
	tree_stmt_iterator s = next_real(i);

	tsi_next(&i);
	if (tsi_end_p(s)) {
		complain(id, "'%s' is not followed by a statement");
		return i;
	}
	s = whole_statement(s);
	if (!governable(id, tsi_stmt(s)))
		return i;
	if (ta_pragma_directive(id)->kind == TA_DIRECTIVE_KERNEL
	    && !may_nest(id, where))
		return i;
	close_statement(s, inside(id, where));
	tsi_link_after(&s, end_call(id), TSI_CONTINUE_LINKING);
	tsi_next(&s);
	return s;
}

/* Return the place after the push or pop marker at "i", which is removed. */
tree_stmt_iterator drop_marker(tree_stmt_iterator i)
{
	tsi_delink(&i);
	return i;
}

/* Close every begin marker in "list", which stands at "where". */
void close_list(tree list, const place &where)
{
	tree_stmt_iterator i = tsi_start(list);

	while (!tsi_end_p(i)) {
		int id = begin_id(tsi_stmt(i));
		enum ta_directive_kind kind;

		if (id < 0) {
			close_statement(i, where);
			tsi_next(&i);
			continue;
		}
		kind = ta_pragma_directive(id)->kind;
		if (kind == TA_DIRECTIVE_PUSH || kind == TA_DIRECTIVE_POP)
			i = drop_marker(i);
		else
			i = close_marker(id, i, where);
	}
}

/* Put the marker of directive "id", which was before the definition of "fn",
   at the head of its body.  Return false, with an error, when there is
   nothing to govern. */
bool mark_function(int id, tree fn)
{
	ta_directive *d = (ta_directive *)ta_pragma_directive(id);
	tree body = NULL_TREE;
	auto_vec<tree> values;

	if (d->kind == TA_DIRECTIVE_KERNEL) {
		if (!ta_pragma_resolve(d, fn, values)
		    || !ta_directive_check(d, &ta_pragma_diag))
			return false;
		if (!walk_tree_without_duplicates(&DECL_SAVED_TREE(fn),
						  find_loop, NULL)) {
			complain(id, "'%s' governs a function without a loop");
			note(DECL_SOURCE_LOCATION(fn), "defined here");
			return false;
		}
	}
	append_to_statement_list_force(ta_begin_call(id, values), &body);
	append_to_statement_list_force(DECL_SAVED_TREE(fn), &body);
	DECL_SAVED_TREE(fn) = body;
	return true;
}

/* Close the begin markers in the body of "fn" and of the functions nested in
   it; "where" is outside of it. */
void close_function(tree fn, const place &where)
{
	cgraph_node *node = cgraph_node::get(fn);
	place here = where;

	here.fn = fn;
	walk_tree(&DECL_SAVED_TREE(fn), visit, (void *)&here, where.seen);
	for (node = node ? first_nested_function(node) : NULL; node;
	     node = next_nested_function(node))
		close_function(node->decl, where);
}

/* Return the marker function that "fn" is: TA_MARKER_BEGIN or TA_MARKER_END,
   or -1.  "*known": it was made by this run, not read back. */
int marker_function(tree fn, bool *known)
{
	*known = fn && (fn == begin_decl || fn == end_decl);
	if (*known)
		return fn == begin_decl ? TA_MARKER_BEGIN : TA_MARKER_END;
	if (!fn || !DECL_ARTIFICIAL(fn) || !DECL_NAME(fn))
		return -1;
	if (id_equal(DECL_NAME(fn), begin_name))
		return TA_MARKER_BEGIN;
	return id_equal(DECL_NAME(fn), end_name) ? TA_MARKER_END : -1;
}

} // namespace

/* Return the declaration of the marker function "name" with "type".  It is
   neither defined nor called at run time, and touches no memory. */
tree ta_marker_decl(const char *name, tree type)
{
	tree d = build_fn_decl(name, type);

	TREE_NOTHROW(d) = 1;
	DECL_IS_NOVOPS(d) = 1;
	DECL_IGNORED_P(d) = 1;
	DECL_ARTIFICIAL(d) = 1;
	DECL_ATTRIBUTES(d) = tree_cons(get_identifier("leaf"), NULL_TREE,
				       DECL_ATTRIBUTES(d));
	return d;
}

/* Return a call of the begin marker for directive "id" with "values". */
tree ta_begin_call(int id, const vec<tree> &values)
{
	auto_vec<tree> args;

	if (!begin_decl)
		begin_decl = ta_marker_decl(
			begin_name,
			build_varargs_function_type_list(void_type_node,
							 integer_type_node,
							 NULL_TREE));
	args.safe_push(build_int_cst(integer_type_node, id));
	args.safe_splice(values);
	return build_call_expr_loc_array(ta_pragma_directive(id)->loc,
					 begin_decl, args.length(),
					 args.address());
}

/* Give every begin marker in the body of "fn" its end, and the body its own
   marker when directive "on_function" (else -1) was before "fn". */
void ta_close_markers(tree fn, int on_function)
{
	hash_set<tree> seen;
	place where = { -1, -1, &seen, false, fn };

	if (on_function >= 0)
		where = inside(on_function, where);
	close_function(fn, where);
	if (on_function >= 0)
		mark_function(on_function, fn);
}

/* Add to "kept" the constructs of OpenMP that the compiler takes out of the
   kernel of directive "id". */
void ta_constructs_kept(int id, vec<ta_construct> *kept)
{
	for (unsigned i = 0; i < constructs.length(); i++)
		if (constructs[i].id == id)
			kept->safe_push(constructs[i]);
}

/* Take back the construct *tp of the function "data". */
static tree take_back(tree *tp, int *walk_subtrees, void *data)
{
	if (is_composite(*tp)) {
		*walk_subtrees = 0;
	} else if (is_outlined(*tp)) {
		*walk_subtrees = 0;
		ta_take_construct_back(tp, (tree)data, -1);
	}
	return NULL_TREE;
}

/* Take back what there is of constructs in "fn", in which nothing is marked. */
void ta_take_all_back(tree fn)
{
	walk_tree_without_duplicates(&DECL_SAVED_TREE(fn), take_back, fn);
}

/* Register what this file keeps with the garbage collector. */
void ta_markers_init(const char *plugin_name)
{
	register_callback(plugin_name, PLUGIN_REGISTER_GGC_ROOTS, NULL,
			  (void *)roots);
}

/* Return whether "stmt" is a marker, and of which directive and kind. */
bool ta_marker_p(const gimple *stmt, int *id, enum ta_marker *kind)
{
	const ta_directive *d = NULL;
	bool known;
	int n = -1, k;

	if (!is_gimple_call(stmt))
		return false;
	k = marker_function(gimple_call_fndecl(stmt), &known);
	if (k < 0)
		return false;
	if (known) {
		n = (int)tree_to_shwi(gimple_call_arg(stmt, 0));
		d = ta_pragma_directive(n);
		if (ta_pragma_dead(n))
			n = -1;
	}
	if (id)
		*id = n;
	if (kind)
		*kind = (enum ta_marker)(
			d && d->kind == TA_DIRECTIVE_OFF
				? (k == TA_MARKER_BEGIN ? TA_MARKER_OFF_BEGIN
							: TA_MARKER_OFF_END)
				: k);
	return true;
}
