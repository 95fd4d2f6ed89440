/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check.c - is a tensor program what it promises after phase p->done?

   Assumes nothing but that pointers point to something.  Each rule is one
   promise of ta.h, and has a test invalid-*.ta that breaks it.  Leaves the
   program alone. */
#include "check.h"

#include <string.h>

/* Let "fmt ..." be what is wrong, if nothing was before; return false. */
bool ta_wrong(struct ta_checker *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	if (!c->wrong)
		c->wrong = ta_vsprintf(c->p->arena, fmt, ap);
	va_end(ap);
	return false;
}

/* Has the nest of statement "s" a reason not to be analysed? */
bool ta_check_given_up(const ta_program *p, const ta_stmt *s)
{
	int n = s->order[0];

	return n >= 0 && n < p->nnests && p->nest[n].reason;
}

/* Is the variable "var" one of "niters" iterators, or an integer parameter of
   "p"? */
static bool good_var(const ta_program *p, int var, int niters)
{
	if (var < TA_PARAM0)
		return var >= 0 && var < niters;
	var -= TA_PARAM0;
	return var < p->nparams && ta_type_is_integer(p->param[var].type);
}

/* Is "x", in what "where" says, a polynomial over "niters" iterators and
   integer parameters, in canonical form? */
bool ta_check_idx(struct ta_checker *c, const char *where, const ta_idx *x,
		  int niters)
{
	int i, j;

	if (!x)
		return ta_wrong(c, "%s has no polynomial", where);
	if (!ta_idx_canonical(x))
		return ta_wrong(c, "%s is not in canonical form", where);
	for (i = 0; i < x->nterms; i++)
		for (j = 0; j < x->term[i].nvars; j++)
			if (!good_var(c->p, x->term[i].var[j], niters))
				return ta_wrong(c,
						"%s uses a variable that is"
						" no iterator or integer"
						" parameter there",
						where);
	return true;
}

/* Is the statement number "stmt" in range? */
bool ta_check_stmt_number(struct ta_checker *c, const char *where, int stmt)
{
	if (stmt < 0 || stmt >= c->p->nstmts)
		return ta_wrong(c, "%s names statement %d of %d", where, stmt,
				c->p->nstmts);
	return true;
}

/* Is the array number "array" in range? */
bool ta_check_array_number(struct ta_checker *c, const char *where, int array)
{
	if (array < 0 || array >= c->p->narrays)
		return ta_wrong(c, "%s names array %d of %d", where, array,
				c->p->narrays);
	return true;
}

/* Is "type" one that is computed with? */
static bool numeric(enum ta_type type)
{
	return ta_type_is_integer(type) || ta_type_rounds(type);
}

/* Is the constant "value" one of the integer type "type"? */
static bool fits(enum ta_type type, int64_t value)
{
	int bits = 8 * ta_type_size(type);

	if (type == TA_BOOL)
		return value == 0 || value == 1;
	if (bits == 64)
		return true;
	if (ta_type_is_signed(type))
		return value >= -((int64_t)1 << (bits - 1))
		       && value < (int64_t)1 << (bits - 1);
	return value >= 0 && value < (int64_t)1 << bits;
}

/* Are the parameters of "c->p" named and typed? */
static void check_params(struct ta_checker *c)
{
	const ta_program *p = c->p;
	int i;

	for (i = 0; i < p->nparams; i++) {
		if (!p->param[i].name)
			ta_wrong(c, "parameter %d has no name", i);
		else if (!numeric(p->param[i].type)
			 && p->param[i].type != TA_PTR)
			ta_wrong(c, "parameter %s has no type that a value"
				    " can have",
				 p->param[i].name);
		else if (p->param[i].known &&
			 !ta_type_is_integer(p->param[i].type))
			ta_wrong(c, "parameter %s is no integer, and known",
				 p->param[i].name);
	}
}

/* Are the "n" extents "extent" of "name" without iterators, and, from
   "required" on, there? */
static bool check_extents(struct ta_checker *c, const char *name, int n,
			  const ta_idx **extent, int required)
{
	const char *where = ta_sprintf(c->p->arena, "an extent of %s", name);
	int d;

	for (d = 0; d < n; d++)
		if ((d >= required || extent[d])
		    && !ta_check_idx(c, where, extent[d], 0))
			return false;
	return true;
}

/* Is the shape that was declared for the array "x" one? */
static void check_declared(struct ta_checker *c, const ta_array *x)
{
	const ta_shape *s = x->declared;

	if (s->ndims < 1 || s->ndims > TA_MAX_DEPTH || !s->extent || !s->pitch)
		ta_wrong(c, "the shape of %s has %d dimensions", x->name,
			 s->ndims);
	else if (check_extents(c, x->name, s->ndims, s->extent, 1))
		check_extents(c, x->name, s->ndims, s->pitch, 1);
}

/* Is the array "x", the "i"th, one? */
static void check_array(struct ta_checker *c, const ta_array *x, int i)
{
	const ta_program *p = c->p;
	int j;

	if (!x->name)
		ta_wrong(c, "array %d has no name", i);
	else if (!numeric(x->elem))
		ta_wrong(c, "the elements of %s have no type that a value can"
			    " have",
			 x->name);
	else if (x->is_virtual && x->base >= 0)
		ta_wrong(c, "the virtual array %s has a base", x->name);
	else if (x->is_scratch && x->base >= 0)
		ta_wrong(c, "the scratch array %s has a base", x->name);
	else if (x->is_scratch
		 && (x->ndims != 1 || !x->extent || !x->extent[0]))
		ta_wrong(c, "the scratch array %s has no size", x->name);
	else if (!x->is_virtual && !x->is_scratch
		 && (x->base < 0 || x->base >= p->nparams
		     || p->param[x->base].type != TA_PTR))
		ta_wrong(c, "the base of %s is no pointer", x->name);
	else if (x->live_out && (!x->is_virtual || x->ndims))
		ta_wrong(c, "%s is live out, but no scalar", x->name);
	else if (x->ndims < 0 || x->ndims > TA_MAX_DEPTH)
		ta_wrong(c, "%s has %d dimensions", x->name, x->ndims);
	else if (x->extent)
		check_extents(c, x->name, x->ndims, x->extent, x->ndims);
	if (!c->wrong && x->looked
	    && (x->is_virtual || x->is_scratch || x->written
		|| ta_idx_uses_iters(x->looked)))
		ta_wrong(c, "%s cannot be looked up", x->name);
	if (!c->wrong && x->looked)
		ta_check_idx(c, "what is looked up", x->looked, 0);
	if (!c->wrong && x->declared)
		check_declared(c, x);
	for (j = 0; !c->wrong && j < i && x->base >= 0; j++)
		if (p->array[j].base == x->base)
			ta_wrong(c, "%s and %s have one base",
				 p->array[j].name, x->name);
}

/* Does each pair in the list of aliases need a test? */
static void check_aliases(struct ta_checker *c)
{
	const ta_program *p = c->p;
	int i;

	for (i = 0; i < p->naliases && !c->wrong; i++) {
		int a = p->alias[i].a, b = p->alias[i].b;

		if (!ta_check_array_number(c, "an alias", a)
		    || !ta_check_array_number(c, "an alias", b))
			return;
		if (a == b)
			ta_wrong(c, "%s is an alias of itself",
				 p->array[a].name);
		else if (p->array[a].base < 0 || p->array[b].base < 0)
			ta_wrong(c, "an alias names a virtual array");
		else if (p->alias[i].coincident && p->done < TA_PHASE_DEPS)
			ta_wrong(c, "an alias is coincident before deps");
	}
}

/* Is "acc", an access that statement "s" makes, one? */
static bool check_access(struct ta_checker *c, const char *where,
			 const ta_access *acc, int niters)
{
	const ta_array *x;
	int d;

	if (!acc || !ta_check_array_number(c, where, acc->array))
		return ta_wrong(c, "%s makes no access", where);
	x = &c->p->array[acc->array];
	where = ta_sprintf(c->p->arena, "the access to %s in %s", x->name,
			   where);
	if (x->is_virtual && acc->offset)
		return ta_wrong(c, "%s has an offset, but that is virtual",
				where);
	if (!x->is_virtual && !ta_check_idx(c, where, acc->offset, niters))
		return false;
	if (acc->nsubs != x->ndims && (x->is_virtual || acc->nsubs))
		return ta_wrong(c, "%s has %d subscripts, but that has %d"
				   " dimensions",
				where, acc->nsubs, x->ndims);
	for (d = 0; d < acc->nsubs; d++) {
		if (!ta_check_idx(c, where, acc->sub[d], niters))
			return false;
		if (!ta_idx_affine(acc->sub[d]))
			return ta_wrong(c, "a subscript of %s is not affine",
					where);
	}
	return true;
}

/* Is the leaf "e" one of its type? */
static bool check_leaf(struct ta_checker *c, const char *where,
		       const ta_expr *e, int niters)
{
	const ta_program *p = c->p;

	switch (e->op) {
	case TA_OP_CONST:
		if (ta_type_is_complex(e->type))
			return ta_wrong(c, "a constant in %s is complex", where);
		if (ta_type_is_integer(e->type) && !fits(e->type, e->u.i))
			return ta_wrong(c, "a constant in %s does not fit"
					   " type %s",
					where, ta_type_name(e->type));
		return true;
	case TA_OP_PARAM:
		if (e->u.param < 0 || e->u.param >= p->nparams)
			return ta_wrong(c, "%s names no parameter", where);
		if (e->type != p->param[e->u.param].type)
			return ta_wrong(c, "%s uses %s in another type than"
					   " its own",
					where, p->param[e->u.param].name);
		return true;
	case TA_OP_ITER:
		if (!ta_type_is_integer(e->type))
			return ta_wrong(c, "an index in %s is no integer",
					where);
		return ta_check_idx(c, where, e->u.idx, niters);
	default:
		if (!check_access(c, where, e->u.access, niters))
			return false;
		if (e->type != p->array[e->u.access->array].elem)
			return ta_wrong(c, "%s reads %s in another type than"
					   " its elements have",
					where,
					p->array[e->u.access->array].name);
		return true;
	}
}

/* Return which operands of "e" must have the type "e" has, as bits; those of
   comparisons agree with each other only. */
static unsigned typed_like_result(const ta_expr *e)
{
	if (ta_op_compares(e->op)
	    || (e->op >= TA_OP_CAST && e->op != TA_OP_CONJ))
		return 0;
	if (e->op == TA_OP_SELECT)
		return 6;
	return e->op == TA_OP_SHL || e->op == TA_OP_SHR ? 1 : 7;
}

/* Is the operator of "e" one for the numbers that it has: do those that take
   complex numbers apart or make them have parts of the right type, and are
   complex ones left to what there is for them? */
static bool check_complex(struct ta_checker *c, const char *where,
			  const ta_expr *e)
{
	bool whole = e->op == TA_OP_COMPLEX || e->op == TA_OP_CONJ;
	enum ta_type in = e->nargs ? e->arg[0]->type : e->type;
	int i;

	if (whole || e->op == TA_OP_REAL || e->op == TA_OP_IMAG) {
		if (!ta_type_is_complex(whole ? e->type : in)
		    || e->type != ta_op_result(e)
		    || e->arg[e->nargs - 1]->type != in)
			return ta_wrong(c, "%s in %s is of other types than a"
					   " complex number and its parts",
					ta_op_name(e->op), where);
		return true;
	}
	for (i = 1; i < e->nargs && !ta_type_is_complex(in); i++)
		in = e->arg[i]->type;
	if (!ta_type_is_complex(e->type) && !ta_type_is_complex(in))
		return true;
	if ((e->op >= TA_OP_NEG && e->op <= TA_OP_DIV)
	    || e->op == TA_OP_SELECT || e->op == TA_OP_EQ
	    || e->op == TA_OP_NE)
		return true;
	return ta_wrong(c, "%s in %s is not for complex numbers",
			ta_op_name(e->op), where);
}

/* Does the operator of "e" work in its type? */
static bool check_class(struct ta_checker *c, const char *where,
			const ta_expr *e)
{
	bool integer = e->op == TA_OP_MOD
		       || (e->op >= TA_OP_AND && e->op <= TA_OP_SHR);

	if (integer && !ta_type_is_integer(e->type))
		return ta_wrong(c, "%s in %s is for integers",
				ta_op_name(e->op), where);
	if (e->op == TA_OP_FMA && !ta_type_is_float(e->type))
		return ta_wrong(c, "fma in %s is for floats", where);
	if (ta_op_compares(e->op) && e->type != TA_BOOL)
		return ta_wrong(c, "a comparison in %s is no bool", where);
	if (ta_op_compares(e->op) && e->arg[0]->type != e->arg[1]->type)
		return ta_wrong(c, "a comparison in %s is of two types",
				where);
	if (e->op == TA_OP_SELECT && e->arg[0]->type != TA_BOOL)
		return ta_wrong(c, "the condition of a select in %s is no"
				   " bool",
				where);
	if (e->op == TA_OP_LOOKUP && e->arg[1]->type != TA_U64)
		return ta_wrong(c, "a place to look up in %s is no u64", where);
	if ((e->op == TA_OP_CALL || e->op == TA_OP_CODE)
	    && (!e->u.fn || !e->u.fn[0]))
		return ta_wrong(c, "a call in %s has no name", where);
	return check_complex(c, where, e);
}

/* Has operand "i" of "e" to be a pointer to what is looked up, or is it one? */
static bool is_table(const ta_expr *e, int i)
{
	return (e->op == TA_OP_LOOKUP && !i)
	       || (e->op == TA_OP_CODE && e->arg[i] && e->arg[i]->type == TA_PTR);
}

/* Is "e", from which something is looked up in what "where" says, a pointer to what no
   statement writes? */
static bool check_table(struct ta_checker *c, const char *where,
			const ta_expr *e)
{
	const ta_program *p = c->p;
	int i;

	if (!e || e->op != TA_OP_PARAM || e->u.param < 0
	    || e->u.param >= p->nparams || e->type != TA_PTR
	    || p->param[e->u.param].type != TA_PTR)
		return ta_wrong(c, "%s looks up what no pointer points to",
				where);
	for (i = 0; i < p->narrays; i++)
		if (p->array[i].base == e->u.param && p->array[i].written)
			return ta_wrong(c, "%s looks up what is written", where);
	for (i = 0; i < p->naliases; i++) {
		const ta_array *x = &p->array[p->alias[i].a];
		const ta_array *y = &p->array[p->alias[i].b];

		if ((x->base == e->u.param && y->written && !x->looked)
		    || (y->base == e->u.param && x->written && !y->looked))
			return ta_wrong(c, "%s looks up what may be written",
					where);
	}
	return true;
}

/* Is "e", in what "where" says, an expression over "niters" iterators, with
   types that agree? */
bool ta_check_expr(struct ta_checker *c, const char *where, const ta_expr *e,
		   int niters)
{
	int n, i;

	if (!e || e->op <= TA_OP_NONE || e->op >= TA_NOPS)
		return ta_wrong(c, "%s has no expression", where);
	n = ta_op_nargs(e->op);
	if (n >= 0 && e->nargs != n)
		return ta_wrong(c, "%s in %s has %d operands",
				ta_op_name(e->op), where, e->nargs);
	if (!numeric(e->type))
		return ta_wrong(c, "%s in %s has no type that a value can"
				   " have",
				ta_op_name(e->op), where);
	for (i = 0; i < e->nargs; i++)
		if (is_table(e, i) ? !check_table(c, where, e->arg[i])
				   : !ta_check_expr(c, where, e->arg[i], niters))
			return false;
	for (i = 0; i < e->nargs && i < 3; i++)
		if (typed_like_result(e) & 1u << i
		    && e->arg[i]->type != e->type)
			return ta_wrong(c, "%s in %s is of type %s, but an"
					   " operand is of type %s",
					ta_op_name(e->op), where,
					ta_type_name(e->type),
					ta_type_name(e->arg[i]->type));
	if (e->op <= TA_OP_READ)
		return check_leaf(c, where, e, niters);
	if (e->op == TA_OP_KEEP)
		return ta_wrong(c, "keep in %s is no value of a statement",
				where);
	return check_class(c, where, e);
}

/* Is "e" what a statement, which "where" says, may write, an expression over
   "niters" iterators: "keep" only as an arm, and not all of them? */
static bool check_value(struct ta_checker *c, const char *where,
			const ta_expr *e, int niters)
{
	ta_expr plain;
	int i;

	if (!e || e->op != TA_OP_SELECT || e->nargs != 3 || !ta_expr_keeps(e))
		return ta_check_expr(c, where, e, niters);
	plain = *e;
	plain.arg = (ta_expr **)ta_memdup(c->p->arena, e->arg,
					  3 * sizeof(*e->arg));
	for (i = 1; i < 3; i++) {
		if (!ta_expr_keeps(e->arg[i]))
			continue;
		if (e->arg[i]->type != e->type)
			return ta_wrong(c, "keep in %s is of type %s", where,
					ta_type_name(e->arg[i]->type));
		if (e->arg[i]->op == TA_OP_SELECT
		    && !check_value(c, where, e->arg[i], niters))
			return false;
		plain.arg[i] = e->arg[3 - i];
	}
	if (ta_expr_keeps(plain.arg[1]))
		return e->arg[1]->op != e->arg[2]->op
		       || e->arg[1]->op != TA_OP_KEEP
		       || ta_wrong(c, "%s writes nothing", where);
	return ta_check_expr(c, where, &plain, niters);
}

/* Is what the pragma asks for over parameters only, and facts too? */
static void check_clauses(struct ta_checker *c)
{
	const ta_program *p = c->p;
	int i;

	for (i = 0; i < p->nfacts; i++)
		ta_check_idx(c, "a fact", p->fact[i], 0);
	if (p->threads && ta_check_expr(c, "threads", p->threads, 0)
	    && (!ta_type_is_integer(p->threads->type)
		|| !ta_expr_invariant(p->threads)))
		ta_wrong(c, "threads is no integer over parameters");
	for (i = 0; i < p->nassumes; i++)
		if (ta_check_expr(c, "assume", p->assume[i], 0)
		    && (!ta_type_is_integer(p->assume[i]->type)
			|| !ta_expr_invariant(p->assume[i])))
			ta_wrong(c, "assume is no condition over parameters");
}

/* Return the innermost iterator of the constraint "x", -1 for none. */
static int innermost(const ta_idx *x)
{
	int v;

	for (v = TA_PARAM0 - 1; v >= 0 && !ta_idx_uses(x, v); v--)
		;
	return v;
}

/* Is the domain of "s" affine, and bounded below and above in each
   iterator? */
static void check_domain(struct ta_checker *c, const ta_stmt *s)
{
	const char *where = ta_sprintf(c->p->arena, "a constraint of %s",
				       s->name);
	unsigned lower = 0, upper = 0;
	int i, v;

	for (i = 0; i < s->ncons; i++) {
		int64_t k = 0;

		if (!ta_check_idx(c, where, s->cons[i], s->depth))
			return;
		if (!ta_idx_affine(s->cons[i])) {
			ta_wrong(c, "%s is not affine", where);
			return;
		}
		v = innermost(s->cons[i]);
		if (v < 0)
			continue;
		ta_idx_is_const(ta_idx_coef(c->p->arena, s->cons[i], v), &k);
		*(k > 0 ? &lower : &upper) |= 1u << v;
	}
	for (v = 0; v < s->depth; v++)
		if (!(lower & upper & 1u << v))
			ta_wrong(c, "iterator %d of %s has no %s bound", v,
				 s->name, lower & 1u << v ? "upper" : "lower");
}

/* Are the names, loops and place of "s" there? */
static bool check_frame(struct ta_checker *c, const ta_stmt *s, int number)
{
	const ta_program *p = c->p;
	int d;

	if (!s->name)
		return ta_wrong(c, "statement %d has no name", number);
	if (s->depth < 0 || s->depth > TA_MAX_DEPTH)
		return ta_wrong(c, "%s is %d deep", s->name, s->depth);
	for (d = 0; d < s->depth; d++)
		if (s->loop[d] < 0 || s->loop[d] >= p->nloops)
			return ta_wrong(c, "iterator %d of %s names loop %d of"
					   " %d",
					d, s->name, s->loop[d], p->nloops);
	if (s->order[0] < 0 || s->order[0] >= p->nnests)
		return ta_wrong(c, "%s is in nest %d of %d", s->name,
				s->order[0], p->nnests);
	return true;
}

/* Is the access "acc" read by a statement to an array that is marked so? */
static bool marked_read(void *data, ta_access *acc)
{
	struct ta_checker *c = (struct ta_checker *)data;

	if (!c->p->array[acc->array].read)
		return ta_wrong(c, "%s is read, but not marked so",
				c->p->array[acc->array].name);
	return true;
}

/* Has "acc" as many subscripts as the array has dimensions, as it must after
   delin, or, in a planned statement, none? */
static bool has_subs(void *data, ta_access *acc)
{
	struct ta_checker *c = (struct ta_checker *)data;
	const ta_array *x = &c->p->array[acc->array];

	if (acc->nsubs == x->ndims || x->is_scratch
	    || (c->planned && !acc->nsubs && acc->offset))
		return true;
	return ta_wrong(c, "an access to %s has %d subscripts after delin, but"
			   " that has %d dimensions",
			x->name, acc->nsubs, x->ndims);
}

/* Is the statement "s", number "number", one? */
static void check_stmt(struct ta_checker *c, const ta_stmt *s, int number)
{
	const ta_program *p = c->p;
	const ta_array *x;
	const char *wrong;

	if (!check_frame(c, s, number))
		return;
	check_domain(c, s);
	if (c->wrong || !check_access(c, s->name, s->write, s->depth)
	    || !check_value(c, s->name, s->rhs, s->depth))
		return;
	x = &p->array[s->write->array];
	if (s->write->sure == ta_expr_keeps(s->rhs))
		ta_wrong(c, "the write of %s is %s", s->name,
			 s->write->sure ? "sure" : "not sure");
	else if (x->is_virtual && !s->write->sure)
		ta_wrong(c, "%s keeps a virtual array", s->name);
	else if (!x->written)
		ta_wrong(c, "%s is written, but not marked so", x->name);
	else if (x->elem != s->rhs->type)
		ta_wrong(c, "%s stores type %s into elements of type %s",
			 s->name, ta_type_name(s->rhs->type),
			 ta_type_name(x->elem));
	ta_expr_reads(s->rhs, marked_read, c);
	wrong = s->scatter && !c->wrong ? ta_scatter_wrong(p, s) : NULL;
	if (wrong)
		ta_wrong(c, "the scatter %s %s", s->name, wrong);
	if (c->wrong || p->done < TA_PHASE_DELIN || ta_check_given_up(p, s))
		return;
	c->planned = s->planned;
	if (has_subs(c, s->write))
		ta_expr_reads(s->rhs, has_subs, c);
}

/* Have the statements "x" and "y" an order, and one loop where they share
   it? */
static bool check_pair(struct ta_checker *c, const ta_stmt *x,
		       const ta_stmt *y)
{
	int common = ta_common_loops(x, y), d;

	if (x->order[common] == y->order[common])
		return ta_wrong(c, "%s and %s have no order", x->name,
				y->name);
	for (d = 0; d < common; d++)
		if (x->loop[d] != y->loop[d])
			return ta_wrong(c, "%s and %s share loop %d, which is"
					   " two loops",
					x->name, y->name, d);
	return true;
}

/* Is every statement one, and their order total? */
static void check_stmts(struct ta_checker *c)
{
	const ta_program *p = c->p;
	int i, j;

	for (i = 0; i < p->nstmts && !c->wrong; i++)
		check_stmt(c, p->stmt[i], i);
	for (i = 0; i < p->nstmts && !c->wrong; i++)
		for (j = 0; j < i && !c->wrong; j++)
			check_pair(c, p->stmt[j], p->stmt[i]);
}

/* Is it said of each nest what became of it, once there is a plan: lowered
   or left for a reason? */
static void check_nests(struct ta_checker *c)
{
	const ta_program *p = c->p;
	int i;

	for (i = 0; i < p->nnests && !c->wrong; i++) {
		const ta_nest *n = &p->nest[i];

		if (n->lowered && n->reason)
			ta_wrong(c, "nest %d is lowered, but has reason %s", i,
				 ta_reason_name(n->reason));
		else if (p->done >= TA_PHASE_PLAN && !n->lowered && !n->reason)
			ta_wrong(c, "nest %d is left as written without a"
				    " reason",
				 i);
	}
}

/* Return NULL when "p" is what it promises after phase "p->done", else what
   is wrong. */
const char *ta_check(const ta_program *p)
{
	struct ta_checker c = { .p = p };
	int i;

	check_params(&c);
	for (i = 0; i < p->narrays && !c.wrong; i++)
		check_array(&c, &p->array[i], i);
	check_aliases(&c);
	if (!c.wrong)
		check_clauses(&c);
	if (!c.wrong)
		check_stmts(&c);
	if (!c.wrong)
		check_nests(&c);
	if (!c.wrong)
		ta_check_deps(&c);
	if (!c.wrong)
		ta_check_groups(&c);
	if (!c.wrong)
		ta_check_plan(&c);
	if (!c.wrong)
		ta_check_legal(&c);
	if (!c.wrong)
		ta_check_guards(&c);
	return c.wrong;
}
