/* SPDX-License-Identifier: GPL-3.0-or-later */
/* callsite.cc - calls whose arguments contradict the callee's array shapes.

	void mm (int n, int m, int k, double a[n][k], ...)
	#pragma tensoraot kernel
	  ...
	double A[4][5];
	mm (4, 6, 7, A, ...);	 error: rows of 'A' are 5 long, 'a' wants 7

   The extents that a parameter declares are evaluated with the arguments of
   the call and compared with the type of the array that is passed.  Only
   calls of functions with a kernel in them are looked at, and only what is
   different for sure is an error: by constants, or by a constant from a
   variable that never changes.  An explicit cast of the argument is taken at
   its word; it cannot make more elements.

   Assumes that PLUGIN_PRE_GENERICIZE comes once for every function, when
   its body is complete and still a tree, after the markers were placed.  A
   call before the callee's definition is judged when that definition is seen.
   Changes nothing; keeps no tree between two callbacks. */
#include "gcc-compat.h"

#include "driver.h"
#include "markers.h"

namespace {

enum { MAX_VARS = 4 };

/* A value: "k" plus the sum of coef[i] * var[i]; unknown when not "known". */
struct linear {
	bool known;
	HOST_WIDE_INT k;
	int n;
	tree var[MAX_VARS];
	HOST_WIDE_INT coef[MAX_VARS];
};

/* A contradiction, to be reported once its callee (by DECL_UID) is known to
   have a kernel. */
struct finding {
	unsigned callee;
	location_t loc, note;
	char *text, *note_text;
};

/* A call that is looked at, in function "caller"; "access": the value of the
   attribute in which GCC keeps the leading extents of array parameters. */
struct site {
	tree caller, call, callee, access;
};

/* What the outermost extent of a parameter is: nothing, a constant, or the
   value of an argument. */
enum leading_kind { LEADING_NONE, LEADING_CONST, LEADING_ARG };
struct leading {
	leading_kind kind;
	HOST_WIDE_INT value;
};

vec<finding> findings;
vec<unsigned> kernels;

/* Return the value "k". */
linear constant(HOST_WIDE_INT k)
{
	linear x = {};

	x.known = true;
	x.k = k;
	return x;
}

/* Return the value of "var". */
linear variable(tree var)
{
	linear x = constant(0);

	x.n = 1;
	x.var[0] = var;
	x.coef[0] = 1;
	return x;
}

/* Return "x" + "c" * "y". */
linear add(linear x, const linear &y, HOST_WIDE_INT c)
{
	if (!y.known || y.k > INT_MAX || y.k < INT_MIN || x.k > INT_MAX
	    || x.k < INT_MIN || c > INT_MAX || c < INT_MIN)
		x.known = false;
	if (!x.known)
		return x;
	x.k += c * y.k;
	for (int i = 0; i < y.n; i++) {
		int j = 0;

		while (j < x.n && x.var[j] != y.var[i])
			j++;
		if (j == MAX_VARS) {
			x.known = false;
			return x;
		}
		if (j == x.n) {
			x.var[x.n] = y.var[i];
			x.coef[x.n++] = 0;
		}
		x.coef[j] += c * y.coef[i];
	}
	return x;
}

/* Return whether "x" is a constant, and then set "k" to it. */
bool is_constant(const linear &x, HOST_WIDE_INT *k)
{
	for (int i = 0; i < x.n; i++)
		if (x.coef[i])
			return false;
	*k = x.k;
	return x.known;
}

/* Return "x" in text; to be freed. */
char *text_of(const linear &x)
{
	char *s = xstrdup("");
	HOST_WIDE_INT k;

	if (is_constant(x, &k)) {
		free(s);
		return xasprintf("%ld", (long)k);
	}
	for (int i = 0; i < x.n; i++) {
		const char *name = DECL_NAME(x.var[i])
					   ? IDENTIFIER_POINTER(
						   DECL_NAME(x.var[i]))
					   : "?";
		char *t = x.coef[i] == 1
				  ? xasprintf("%s%s%s", s, *s ? " + " : "",
					      name)
				  : xasprintf("%s%s%ld * %s", s,
					      *s ? " + " : "",
					      (long)x.coef[i], name);

		free(s);
		s = t;
	}
	if (x.k) {
		char *t = xasprintf("%s %c %ld", s, x.k < 0 ? '-' : '+',
				    labs((long)x.k));

		free(s);
		s = t;
	}
	return s;
}

/* For walk_tree: return the node "*tp" if it changes the decl "data". */
tree changes(tree *tp, int *, void *data)
{
	switch (TREE_CODE(*tp)) {
	case MODIFY_EXPR:
	case PREINCREMENT_EXPR:
	case PREDECREMENT_EXPR:
	case POSTINCREMENT_EXPR:
	case POSTDECREMENT_EXPR:
		return TREE_OPERAND(*tp, 0) == (tree)data ? *tp : NULL_TREE;
	default:
		return NULL_TREE;
	}
}

/* Return whether local variable or parameter "decl" of "fn" has one value
   from its declaration on. */
bool is_stable(tree fn, tree decl)
{
	if (TREE_ADDRESSABLE(decl) || TREE_THIS_VOLATILE(decl)
	    || DECL_CONTEXT(decl) != fn)
		return false;
	if (VAR_P(decl) && (TREE_STATIC(decl) || DECL_EXTERNAL(decl)
			    || !DECL_INITIAL(decl)))
		return false;
	return !walk_tree_without_duplicates(&DECL_SAVED_TREE(fn), changes,
					     decl);
}

/* Return which parameter "parm" of a prototype is, by how many follow it,
   "n" being all of them; -1 when that does not fit. */
int place_in_prototype(tree parm, int n)
{
	int follow = 0;

	for (tree p = parm; p; p = DECL_CHAIN(p), follow++)
		if (TREE_CODE(p) != PARM_DECL)
			return -1;
	return n - follow;
}

/* Return which argument of the call of "s" parameter "parm" of its callee
   gets, or -1.  A parameter of another declaration of the callee has to have
   the same name and place. */
int position(const site &s, tree parm)
{
	int n = list_length(DECL_ARGUMENTS(s.callee)), i = 0;

	for (tree p = DECL_ARGUMENTS(s.callee); p; p = DECL_CHAIN(p), i++)
		if (p == parm
		    || (DECL_NAME(p) && DECL_NAME(p) == DECL_NAME(parm)
			&& place_in_prototype(parm, n) == i))
			return i;
	for (tree t = s.access ? TREE_CHAIN(s.access) : NULL_TREE; t;
	     t = TREE_CHAIN(t))
		if (TREE_VALUE(t) == parm && TREE_PURPOSE(t)
		    && tree_fits_shwi_p(TREE_PURPOSE(t)))
			return (int)tree_to_shwi(TREE_PURPOSE(t));
	return -1;
}

linear value_of(const site &s, tree e, bool formal);

/* Return the value of the decl "e": with "formal", of a parameter of the
   callee, which is that of the argument. */
linear value_of_decl(const site &s, tree e, bool formal)
{
	linear unknown = {};

	if (TREE_CODE(e) == PARM_DECL && formal) {
		int i = position(s, e);

		if (i < 0 || i >= call_expr_nargs(s.call))
			return unknown;
		return value_of(s, CALL_EXPR_ARG(s.call, i), false);
	}
	if (VAR_P(e) && TREE_READONLY(e) && DECL_INITIAL(e)
	    && TREE_CODE(DECL_INITIAL(e)) == INTEGER_CST)
		return value_of(s, DECL_INITIAL(e), false);
	if (!formal && is_stable(s.caller, e))
		return variable(e);
	return unknown;
}

/* Return the sum, difference or product "e". */
linear value_of_binary(const site &s, tree e, bool formal)
{
	linear x = value_of(s, TREE_OPERAND(e, 0), formal);
	linear y = value_of(s, TREE_OPERAND(e, 1), formal);
	linear unknown = {};
	HOST_WIDE_INT k;

	if (!x.known || !y.known)
		return unknown;
	if (TREE_CODE(e) == PLUS_EXPR)
		return add(x, y, 1);
	if (TREE_CODE(e) == MINUS_EXPR)
		return add(x, y, -1);
	if (is_constant(x, &k))
		return add(constant(0), y, k);
	if (is_constant(y, &k))
		return add(constant(0), x, k);
	return unknown;
}

/* Return the value of the integer expression "e": over parameters of the
   callee with "formal", in the caller without. */
linear value_of(const site &s, tree e, bool formal)
{
	linear unknown = {};

	while (e && (CONVERT_EXPR_P(e) || TREE_CODE(e) == NON_LVALUE_EXPR
		     || TREE_CODE(e) == SAVE_EXPR)) {
		tree in = TREE_OPERAND(e, 0);

		if (!INTEGRAL_TYPE_P(TREE_TYPE(in))
		    || TYPE_PRECISION(TREE_TYPE(e))
			       < TYPE_PRECISION(TREE_TYPE(in)))
			return unknown;
		e = in;
	}
	if (!e || !INTEGRAL_TYPE_P(TREE_TYPE(e)))
		return unknown;
	switch (TREE_CODE(e)) {
	case INTEGER_CST:
		if (wi::fits_shwi_p(wi::to_wide(e)))
			return constant(wi::to_wide(e).to_shwi());
		return unknown;
	case PARM_DECL:
	case VAR_DECL:
		return value_of_decl(s, e, formal);
	case PLUS_EXPR:
	case MINUS_EXPR:
	case MULT_EXPR:
		return value_of_binary(s, e, formal);
	default:
		return unknown;
	}
}

/* Return the number of elements of the array type "type".  A constant one has
   constant bounds in any context. */
linear length_of(const site &s, tree type, bool formal)
{
	tree domain = TYPE_DOMAIN(type), max;
	linear unknown = {};

	max = domain ? TYPE_MAX_VALUE(domain) : NULL_TREE;
	if (!max || !TYPE_MIN_VALUE(domain)
	    || !integer_zerop(TYPE_MIN_VALUE(domain)))
		return unknown;
	return add(value_of(s, max, formal), constant(1), 1);
}

/* Return the value of attribute "access" that GCC itself put on the type of
   "callee", whose first string begins with '^', or NULL. */
tree find_access(tree callee)
{
	tree a = TYPE_ATTRIBUTES(TREE_TYPE(callee));

	for (a = lookup_attribute("access", a); a;
	     a = lookup_attribute("access", TREE_CHAIN(a))) {
		tree v = TREE_VALUE(a);

		if (v && TREE_VALUE(v)
		    && TREE_CODE(TREE_VALUE(v)) == STRING_CST
		    && TREE_STRING_POINTER(TREE_VALUE(v))[0] == '^')
			return v;
	}
	return NULL_TREE;
}

/* Return the outermost extent that parameter "index" of the callee of "s"
   was declared with.  In "^3[$],$0^4[$10],$1" parameter 3 was a[n] and 4 was
   b[10][m], n and m being the parameters 0 and 1: the last thing in brackets
   is the outermost extent, and "$" there stands for what the first "$" after
   them says. */
leading leading_extent(const site &s, int index)
{
	leading none = { LEADING_NONE, 0 };
	const char *p = s.access
				? TREE_STRING_POINTER(TREE_VALUE(s.access))
				: "";

	while ((p = strchr(p, '^'))) {
		char *end;
		long n = strtol(p + 1, &end, 10);
		const char *last, *close;

		p++;
		if (n != index || *end != '[' || !(close = strchr(end, ']')))
			continue;
		for (last = close; ISDIGIT(last[-1]); last--)
			;
		if (last < close) {
			leading x = { LEADING_CONST, atol(last) };
			return x;
		}
		if (close[-1] != '$' || close[1] != ',' || close[2] != '$'
		    || !ISDIGIT(close[3]))
			return none;
		leading x = { LEADING_ARG, atol(close + 3) };
		return x;
	}
	return none;
}

/* Return how many rows (elements, when it has one dimension) the call of "s"
   makes its parameter "index" have. */
linear leading_of(const site &s, int index)
{
	leading l = leading_extent(s, index);
	linear unknown = {};

	if (l.kind == LEADING_CONST)
		return constant(l.value);
	if (l.kind == LEADING_NONE || l.value >= call_expr_nargs(s.call))
		return unknown;
	return value_of(s, CALL_EXPR_ARG(s.call, (int)l.value), false);
}

/* Return how many elements of type "elem" there are from the address "e" to
   the end of the object that it is in, or -1. */
HOST_WIDE_INT elements_at(tree e, tree elem)
{
	poly_int64 offset;
	HOST_WIDE_INT off, unit;
	tree base;

	if (TREE_CODE(e) != ADDR_EXPR || !TYPE_SIZE_UNIT(elem)
	    || !tree_fits_shwi_p(TYPE_SIZE_UNIT(elem)))
		return -1;
	base = get_addr_base_and_unit_offset(TREE_OPERAND(e, 0), &offset);
	unit = tree_to_shwi(TYPE_SIZE_UNIT(elem));
	if (!base || !VAR_P(base) || DECL_EXTERNAL(base) || unit <= 0
	    || !DECL_SIZE_UNIT(base)
	    || !tree_fits_shwi_p(DECL_SIZE_UNIT(base))
	    || !offset.is_constant(&off) || off < 0)
		return -1;
	return (tree_to_shwi(DECL_SIZE_UNIT(base)) - off) / unit;
}

/* Return the name of parameter "index" of the callee of "s" in quotes, or
   its number; to be freed. */
char *parameter_name(const site &s, int index, location_t *loc)
{
	tree p = DECL_ARGUMENTS(s.callee);

	for (int i = 0; p && i < index; i++)
		p = DECL_CHAIN(p);
	*loc = p ? DECL_SOURCE_LOCATION(p) : DECL_SOURCE_LOCATION(s.callee);
	if (p && DECL_NAME(p))
		return xasprintf("parameter '%s'",
				 IDENTIFIER_POINTER(DECL_NAME(p)));
	return xasprintf("parameter %d", index + 1);
}

/* Return what "arg", argument "index", is called in a message; to be
   freed. */
char *argument_name(tree arg, int index)
{
	tree t = arg;

	if (TREE_CODE(t) == ADDR_EXPR)
		t = TREE_OPERAND(t, 0);
	if (DECL_P(t) && DECL_NAME(t))
		return xasprintf("'%s'", IDENTIFIER_POINTER(DECL_NAME(t)));
	return xasprintf("argument %d", index + 1);
}

/* Report "f" and free its text: with what the pass reports, so that one error
   does not hide the others, or now where no pass will run. */
void tell(finding &f)
{
	if (flag_syntax_only) {
		error_at(f.loc, "%s", f.text);
		inform(f.note, "%s", f.note_text);
	} else {
		ta_report(&ta_gcc_diag, TA_ERROR, f.loc, "%s", f.text);
		ta_report(&ta_gcc_diag, TA_NOTE, f.note, "%s", f.note_text);
	}
	free(f.text);
	free(f.note_text);
}

/* Note that "arg", argument "index" of the call of "s", is wrong: "fmt" is
   about the argument's name, "have", the parameter's name and "want". */
void contradict(const site &s, tree arg, int index, const char *fmt,
		const linear &have, const linear &want)
{
	char *name = argument_name(arg, index);
	char *h = text_of(have), *w = text_of(want), *parm;
	finding f;

	f.callee = DECL_UID(s.callee);
	f.loc = EXPR_LOCATION(arg);
	if (f.loc == UNKNOWN_LOCATION)
		f.loc = EXPR_LOCATION(CALL_EXPR_ARG(s.call, index));
	if (f.loc == UNKNOWN_LOCATION)
		f.loc = EXPR_LOCATION(s.call);
	parm = parameter_name(s, index, &f.note);
	f.text = xasprintf(fmt, name, h, parm, w);
	f.note_text = xasprintf("%s is declared here", parm);
	free(name);
	free(h);
	free(w);
	free(parm);
	if (kernels.contains(f.callee))
		tell(f);
	else
		findings.safe_push(f);
}

/* Compare the rows of "have", an array that is passed, with those of "want",
   the parameter's; return false when they differ.  "total" is multiplied by
   their length. */
bool check_rows(const site &s, tree arg, int index, tree have, tree want,
		linear *total)
{
	bool same = true;

	while (TREE_CODE(want) == ARRAY_TYPE) {
		linear w = length_of(s, want, true), h = {}, d;
		HOST_WIDE_INT k;

		if (have && TREE_CODE(have) == ARRAY_TYPE)
			h = length_of(s, have, false);
		d = add(w, h, -1);
		if (same && is_constant(d, &k) && k != 0) {
			contradict(s, arg, index,
				   "rows of %s are %s long, but this call "
				   "makes those of %s %s long",
				   h, w);
			return false;
		}
		if (!is_constant(w, &k))
			total->known = false;
		else
			*total = add(constant(0), *total, k);
		want = TREE_TYPE(want);
		if (have && TREE_CODE(have) == ARRAY_TYPE)
			have = TREE_TYPE(have);
		else
			have = NULL_TREE;
	}
	return same;
}

/* Return how many dimensions "type" has. */
int rank(tree type)
{
	int n = 0;

	for (; TREE_CODE(type) == ARRAY_TYPE; type = TREE_TYPE(type))
		n++;
	return n;
}

/* Return what argument "arg", without conversion, points to, when the
   parameter points to "want".  The address of a whole array, which is how GCC
   passes one, points to its first row. */
tree pointed_to(tree arg, tree want)
{
	tree have = TREE_TYPE(TREE_TYPE(arg));

	if (TREE_CODE(arg) == ADDR_EXPR && rank(have) == rank(want) + 1)
		have = TREE_TYPE(have);
	return have;
}

/* Check argument "index" of the call of "s", whose parameter has type
   "type", a pointer to a row or an element. */
void check_argument(const site &s, int index, tree type)
{
	tree arg = CALL_EXPR_ARG(s.call, index), have, elem = TREE_TYPE(type);
	location_t outer = EXPR_LOCATION(arg);
	linear rows = leading_of(s, index), total = rows;
	bool cast = false;
	HOST_WIDE_INT k, n;

	if (CONVERT_EXPR_P(arg)
	    && POINTER_TYPE_P(TREE_TYPE(TREE_OPERAND(arg, 0)))) {
		arg = TREE_OPERAND(arg, 0);
		cast = outer != UNKNOWN_LOCATION
		       && outer != EXPR_LOCATION(arg);
	}
	if (!POINTER_TYPE_P(TREE_TYPE(arg)))
		return;
	have = cast || CONVERT_EXPR_P(arg) ? NULL_TREE
					   : pointed_to(arg, elem);
	if (!check_rows(s, arg, index, have, elem, &total))
		return;
	while (TREE_CODE(elem) == ARRAY_TYPE)
		elem = TREE_TYPE(elem);
	n = elements_at(arg, elem);
	if (n >= 0 && is_constant(total, &k) && k > n)
		contradict(s, arg, index,
			   "%s has %s elements, but this call makes %s have "
			   "%s",
			   constant(n), total);
}

/* Return the function that "call" calls, or NULL when it is not known, or one
   of the compiler's own. */
tree called_function(tree call)
{
	tree fn = CALL_EXPR_FN(call) ? get_callee_fndecl(call) : NULL_TREE;

	return fn && TREE_CODE(fn) == FUNCTION_DECL ? fn : NULL_TREE;
}

/* Check the call "call" in function "caller". */
void check_call(tree caller, tree call)
{
	tree callee = called_function(call), types;
	site s = { caller, call, callee, NULL_TREE };
	int i = 0;

	if (!callee || !prototype_p(TREE_TYPE(callee)))
		return;
	s.access = find_access(callee);
	types = TYPE_ARG_TYPES(TREE_TYPE(callee));
	for (; types && i < call_expr_nargs(call);
	     types = TREE_CHAIN(types), i++) {
		tree type = TREE_VALUE(types);

		if (POINTER_TYPE_P(type) && (s.access
		    || TREE_CODE(TREE_TYPE(type)) == ARRAY_TYPE))
			check_argument(s, i, type);
	}
}

/* For walk_tree: check the call "*tp" in function "data".  The arm that a
   constant condition never takes is left out. */
tree visit(tree *tp, int *walk_subtrees, void *data)
{
	if (TREE_CODE(*tp) == CALL_EXPR)
		check_call((tree)data, *tp);
	if (TREE_CODE(*tp) == COND_EXPR
	    && TREE_CODE(TREE_OPERAND(*tp, 0)) == INTEGER_CST) {
		int arm = integer_zerop(TREE_OPERAND(*tp, 0)) ? 2 : 1;

		*walk_subtrees = 0;
		walk_tree_without_duplicates(&TREE_OPERAND(*tp, arm), visit,
					     data);
	}
	return NULL_TREE;
}

/* For walk_tree: return "*tp" if it is the begin marker of a kernel. */
tree kernel_marker(tree *tp, int *, void *)
{
	tree fn = TREE_CODE(*tp) == CALL_EXPR ? called_function(*tp)
					      : NULL_TREE;
	int id;

	if (!fn || !DECL_NAME(fn)
	    || strcmp(IDENTIFIER_POINTER(DECL_NAME(fn)), "__tensoraot_begin")
	    || call_expr_nargs(*tp) < 1
	    || !tree_fits_shwi_p(CALL_EXPR_ARG(*tp, 0)))
		return NULL_TREE;
	id = (int)tree_to_shwi(CALL_EXPR_ARG(*tp, 0));
	if (id < 0 || id >= ta_pragma_count()
	    || ta_pragma_directive(id)->kind != TA_DIRECTIVE_KERNEL)
		return NULL_TREE;
	return *tp;
}

/* Report the findings about calls of the function with number "callee". */
void tell_about(unsigned callee)
{
	for (unsigned i = 0; i < findings.length();)
		if (findings[i].callee == callee) {
			tell(findings[i]);
			findings.ordered_remove(i);
		} else {
			i++;
		}
}

/* PLUGIN_PRE_GENERICIZE: the body of "event_data" is complete. */
void on_function(void *event_data, void *)
{
	tree fn = (tree)event_data;

	if (!fn || TREE_CODE(fn) != FUNCTION_DECL || !DECL_SAVED_TREE(fn)
	    || seen_error())
		return;
	if (ta_pragma_count() > 0
	    && walk_tree_without_duplicates(&DECL_SAVED_TREE(fn),
					    kernel_marker, NULL)) {
		kernels.safe_push(DECL_UID(fn));
		tell_about(DECL_UID(fn));
	}
	walk_tree_without_duplicates(&DECL_SAVED_TREE(fn), visit, fn);
}

} /* anonymous namespace */

/* For plugin_init: have every call looked at when its function ends.  To be
   called before ta_pragma_init: GCC calls the last one registered first, and
   the markers have to be there. */
void ta_callsite_init(const char *plugin_name)
{
	register_callback(plugin_name, PLUGIN_PRE_GENERICIZE, on_function,
			  NULL);
}
