/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-reduce.cc - accumulators: what stands for a memory cell while a loop
   adds to it.

   Assumes that the cell does not vary in the loop and that nothing else in the
   loop touches it.  A loop that sums into C[i] becomes

	acc = C[i];
	for (k = lo; k < hi; k++) reduction (+:acc)
		acc = acc + ...;
	C[i] = acc;

   Sums of integers are kept in the unsigned type, where any order wraps to the
   same value.  A sum of complex numbers has two accumulators, one for each
   part: in one variable, the compiler keeps both parts in a vector of two, and
   takes numbers apart and puts them together in every iteration.  The minimum
   and maximum of floats start from the identity and meet the old value by the
   statement's own rule at the end: partial results are never NaN then, so that
   combining them in any order gives what the loop as written gives.  So does
   the condition of a flag, which is an integer until then: vectors of these
   suit any type that is compared. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* The type of the accumulator for "r", or of each of the two. */
tree ta_reduction_type(const ta_program *p, const ta_reduction *r)
{
	const ta_stmt *s = p->stmt[r->stmt];
	tree type = ta_gcc_type(p->array[s->write->array].elem);

	if (ta_is_flag(s) || TREE_CODE(type) == BOOLEAN_TYPE)
		return unsigned_type_node;
	if (TREE_CODE(type) == COMPLEX_TYPE)
		return TREE_TYPE(type);
	if (r->op == TA_OP_MIN || r->op == TA_OP_MAX)
		return type;
	if (INTEGRAL_TYPE_P(type))
		return unsigned_type_for(type);
	return type;
}

/* Whether "r" runs apart from the old value, from its identity. */
bool ta_reduction_apart(const ta_program *p, const ta_reduction *r)
{
	return ta_is_flag(p->stmt[r->stmt]) ||
	       ((r->op == TA_OP_MIN || r->op == TA_OP_MAX) &&
	       SCALAR_FLOAT_TYPE_P(ta_reduction_type(p, r)));
}

/* The operator of OpenMP's reduction clause for "op". */
enum tree_code ta_reduction_code(enum ta_op op)
{
	switch (op) {
	case TA_OP_ADD:
	case TA_OP_SUB:
		return PLUS_EXPR;
	case TA_OP_MUL:
		return MULT_EXPR;
	case TA_OP_MIN:
		return MIN_EXPR;
	case TA_OP_MAX:
		return MAX_EXPR;
	case TA_OP_AND:
		return BIT_AND_EXPR;
	case TA_OP_OR:
		return BIT_IOR_EXPR;
	case TA_OP_XOR:
		return BIT_XOR_EXPR;
	default:
		ta_bug("no reduction with %s", ta_op_name(op));
	}
}

/* The value of "type" that changes no other under "r".  Of the two zeros only
   the negative one leaves the other as it is. */
static tree identity(const ta_reduction *r, tree type)
{
	bool real = SCALAR_FLOAT_TYPE_P(type);

	switch (r->op) {
	case TA_OP_MUL:
		return real ? ta_tree_real(type, 1) : build_int_cst(type, 1);
	case TA_OP_MIN:
		return real ? ta_tree_real(type, __builtin_inf()) :
			      TYPE_MAX_VALUE(type);
	case TA_OP_MAX:
		return real ? ta_tree_real(type, -__builtin_inf()) :
			      TYPE_MIN_VALUE(type);
	case TA_OP_AND:
		return build_int_cst(type, -1);
	default:
		return real ? ta_tree_real(type, -0.0) : build_zero_cst(type);
	}
}

/* Put the accumulators of statement "stmt" into "part", and return how many
   there are: two for a complex sum. */
int ta_reduction_parts(const ta_emit *e, int stmt, tree *part)
{
	int n = 0;

	if (e->acc[stmt])
		part[n++] = e->acc[stmt];
	if (e->imag[stmt])
		part[n++] = e->imag[stmt];
	return n;
}

/* Return for how many accumulators of the loop "node" there has to be room: two
   for a complex number. */
int ta_accumulator_room(const ta_node *node)
{
	return 2 * node->nreductions + 1;
}

/* Whether the compiler takes a sum of statement "s" by "code", in "type", apart
   into those of the elements of vectors when it is not told to: in the end it adds
   these up in halves, where a reduction clause makes it add one after the other. */
static bool is_own(const ta_emit *e, const ta_stmt *s, enum tree_code code,
		   tree type)
{
	return code == PLUS_EXPR && s->rhs->op != TA_OP_SELECT &&
	       (INTEGRAL_TYPE_P(type) || e->order_free);
}

/* Put the accumulators of the loop "node" into "acc", and return how many they
   are. */
int ta_accumulators(ta_emit *e, const ta_node *node, ta_accumulator *acc)
{
	int n = 0;

	for (int i = 0; i < node->nreductions; i++) {
		const ta_reduction *r = &node->reduction[i];
		tree part[2];
		int parts = ta_reduction_parts(e, r->stmt, part);

		for (int j = 0; j < parts; j++, n++) {
			acc[n].var = part[j];
			acc[n].code = ta_reduction_code(r->op);
			acc[n].own = is_own(e, e->p->stmt[r->stmt],
					    acc[n].code,
					    TREE_TYPE(part[j]));
		}
	}
	return n;
}

/* The reduction clauses of a loop with the "n" accumulators "acc", but for those
   that need none. */
tree ta_reduction_clauses(location_t loc, const ta_accumulator *acc, int n)
{
	tree chain = NULL_TREE;

	for (int i = 0; i < n; i++) {
		tree c;

		if (acc[i].own)
			continue;
		c = build_omp_clause(loc, OMP_CLAUSE_REDUCTION);
		OMP_CLAUSE_DECL(c) = acc[i].var;
		OMP_CLAUSE_REDUCTION_CODE(c) = acc[i].code;
		OMP_CLAUSE_CHAIN(c) = chain;
		chain = c;
	}
	return chain;
}

/* Chain the accumulators of statement "stmt" to "vars". */
void ta_reduction_bind(const ta_emit *e, int stmt, tree *vars)
{
	tree part[2];
	int n = ta_reduction_parts(e, stmt, part);

	for (int i = 0; i < n; i++) {
		DECL_CHAIN(part[i]) = *vars;
		*vars = part[i];
	}
}

/* What the accumulators of statement "stmt" hold. */
tree ta_reduction_value(const ta_emit *e, int stmt)
{
	tree acc = e->acc[stmt], imag = e->imag[stmt];

	if (!imag)
		return acc;
	return build2(COMPLEX_EXPR, build_complex_type(TREE_TYPE(acc)), acc,
		      imag);
}

/* Append to "list" that the accumulators of statement "stmt" become
   "value". */
void ta_reduction_assign(ta_emit *e, location_t loc, int stmt, tree value,
			 tree *list)
{
	tree acc = e->acc[stmt], vars = NULL_TREE, body = NULL_TREE, whole;

	if (!e->imag[stmt]) {
		ta_tree_assign(loc, acc, value, list);
		return;
	}
	whole = ta_tree_variable(e, "sum", TREE_TYPE(value), &vars);
	ta_tree_assign(loc, whole, value, &body);
	ta_tree_assign(loc, acc,
		       build1(REALPART_EXPR, TREE_TYPE(acc), whole), &body);
	ta_tree_assign(loc, e->imag[stmt],
		       build1(IMAGPART_EXPR, TREE_TYPE(acc), whole), &body);
	append_to_statement_list(ta_tree_bind(vars, body), list);
}

/* Make the accumulators of "r", without a value. */
static void new_accumulators(ta_emit *e, const ta_reduction *r)
{
	const ta_array *a = &e->p->array[e->p->stmt[r->stmt]->write->array];
	tree type = ta_reduction_type(e->p, r);

	e->acc[r->stmt] = ta_tree_local(e, "acc", type);
	e->imag[r->stmt] = NULL_TREE;
	if (ta_type_is_complex(a->elem) && !ta_is_flag(e->p->stmt[r->stmt]))
		e->imag[r->stmt] = ta_tree_local(e, "imag", type);
}

/* Make the accumulators of "r" for a part of what it reduces. */
void ta_reduction_part(ta_emit *e, const ta_reduction *r, tree *list)
{
	tree part[2];
	int n;

	new_accumulators(e, r);
	n = ta_reduction_parts(e, r->stmt, part);
	for (int i = 0; i < n; i++)
		ta_tree_assign(ta_locus(e->p->stmt[r->stmt]->loc), part[i],
			       identity(r, TREE_TYPE(part[i])), list);
}

/* Make the accumulators of "r", and give them their first value.  The
   statement's instance is set in "e". */
void ta_reduction_begin(ta_emit *e, const ta_reduction *r, tree *list)
{
	const ta_stmt *s = e->p->stmt[r->stmt];
	tree first;

	if (ta_reduction_apart(e->p, r))
		first = identity(r, ta_reduction_type(e->p, r));
	else
		first = ta_tree_access(e, s->write);
	new_accumulators(e, r);
	ta_reduction_assign(e, ta_locus(s->loc), r->stmt, first, list);
}

/* What the accumulator "acc" of the flag "s" becomes: as a choice, which is one
   instruction for vectors. */
tree ta_flag_value(ta_emit *e, const ta_stmt *s, tree acc)
{
	tree type = TREE_TYPE(acc), c = ta_tree_expr(e, s->rest);

	if (s->reduce == TA_OP_OR)
		return fold_build3(COND_EXPR, type, c, build_one_cst(type),
				   acc);
	return fold_build3(COND_EXPR, type, c, acc, build_zero_cst(type));
}

/* Put the accumulators of "r" where they belong.  The statement's instance is
   set in "e". */
void ta_reduction_end(ta_emit *e, const ta_reduction *r, tree *list)
{
	const ta_stmt *s = e->p->stmt[r->stmt];
	tree value = ta_reduction_value(e, r->stmt);

	e->acc[r->stmt] = e->imag[r->stmt] = NULL_TREE;
	if (ta_reduction_apart(e->p, r)) {
		e->rest[r->stmt] = value;
		value = ta_tree_expr(e, s->rhs);
		e->rest[r->stmt] = NULL_TREE;
	}
	ta_tree_assign(ta_locus(s->loc), ta_tree_access(e, s->write), value,
		       list);
}
