/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expr.c - types, accesses and scalar expressions.

   Assumes nothing of a program but its tables.  Makes expressions and
   compares, walks and substitutes them.  Leaves its arguments alone: what is
   returned shares no node with them, except the operands given to
   "ta_expr_new" and the access given to "ta_expr_read". */
#include "ta.h"

#include <string.h>

/* A row of types.def. */
struct type_row {
	const char *name;
	int size;
	enum {
		CLASS_none,
		CLASS_int,
		CLASS_uint,
		CLASS_float,
		CLASS_complex
	} cls;
};

static const struct type_row types[] = {
#define X(code, name, bytes, cls) { name, bytes, CLASS_##cls },
#include "types.def"
#undef X
};

/* A row of ops.def. */
struct op_row {
	const char *name;
	int nargs;
};

static const struct op_row ops[] = {
#define X(code, name, nargs) { name, nargs },
#include "ops.def"
#undef X
};

/* Return the name of "type" in the text form. */
const char *ta_type_name(enum ta_type type)
{
	return (unsigned)type < TA_NTYPES ? types[type].name : "?";
}

/* Return the size of "type" in bytes. */
int ta_type_size(enum ta_type type)
{
	ta_assert((unsigned)type < TA_NTYPES);
	return types[type].size;
}

/* Is "type" a floating-point type? */
bool ta_type_is_float(enum ta_type type)
{
	return (unsigned)type < TA_NTYPES && types[type].cls == CLASS_float;
}

/* Is "type" a signed integer or a floating-point type? */
bool ta_type_is_signed(enum ta_type type)
{
	return (unsigned)type < TA_NTYPES
	       && (types[type].cls == CLASS_float
		   || types[type].cls == CLASS_int);
}

/* Is "type" an integer type, bool included? */
bool ta_type_is_integer(enum ta_type type)
{
	return (unsigned)type < TA_NTYPES
	       && (types[type].cls == CLASS_uint
		   || types[type].cls == CLASS_int);
}

/* Is "type" a type of complex numbers? */
bool ta_type_is_complex(enum ta_type type)
{
	return (unsigned)type < TA_NTYPES && types[type].cls == CLASS_complex;
}

/* Is arithmetic in "type" rounded: floats, and complex numbers of them? */
bool ta_type_rounds(enum ta_type type)
{
	return ta_type_is_float(type) || ta_type_is_complex(type);
}

/* Return the type of the parts of a complex number of "type", or VOID. */
enum ta_type ta_type_part(enum ta_type type)
{
	return type == TA_C64 ? TA_F32 : type == TA_C128 ? TA_F64 : TA_VOID;
}

/* Return the type of complex numbers whose parts are of type "part", or
   VOID. */
enum ta_type ta_type_of_parts(enum ta_type part)
{
	return part == TA_F32 ? TA_C64 : part == TA_F64 ? TA_C128 : TA_VOID;
}

/* Return the unsigned type of the size of "type", a signed integer's; else "type". */
enum ta_type ta_type_unsigned(enum ta_type type)
{
	switch (type) {
	case TA_I8:
		return TA_U8;
	case TA_I16:
		return TA_U16;
	case TA_I32:
		return TA_U32;
	case TA_I64:
		return TA_U64;
	default:
		return type;
	}
}

/* Return the name of "op" in the text form. */
const char *ta_op_name(enum ta_op op)
{
	return (unsigned)op < TA_NOPS ? ops[op].name : "?";
}

/* Return how many arguments "op" takes, -1 for any number. */
int ta_op_nargs(enum ta_op op)
{
	return (unsigned)op < TA_NOPS ? ops[op].nargs : 0;
}

/* Is "op" a comparison, whose result is a bool? */
bool ta_op_compares(enum ta_op op)
{
	return op >= TA_OP_LT && op <= TA_OP_UNGE;
}

/* Is "op" about memory that no statement writes and that is no array's: an element looked
   up there, or a loop of the source?  It is not to be done where the source does not. */
bool ta_op_outside(enum ta_op op)
{
	return op == TA_OP_LOOKUP || op == TA_OP_CODE;
}

/* Return the type that "e", an operator with operands, has by these; VOID
   where they do not tell. */
enum ta_type ta_op_result(const ta_expr *e)
{
	if (ta_op_compares(e->op))
		return TA_BOOL;
	switch (e->op) {
	case TA_OP_CAST:
	case TA_OP_LOOKUP:
	case TA_OP_CALL:
	case TA_OP_CODE:
		return TA_VOID;
	case TA_OP_SELECT:
		return e->nargs > 1 ? e->arg[1]->type : TA_VOID;
	case TA_OP_COMPLEX:
		return e->nargs ? ta_type_of_parts(e->arg[0]->type) : TA_VOID;
	case TA_OP_REAL:
	case TA_OP_IMAG:
		return e->nargs ? ta_type_part(e->arg[0]->type) : TA_VOID;
	default:
		return e->nargs ? e->arg[0]->type : TA_VOID;
	}
}

/* Return the expression "op" of "type" with the "nargs" operands that
   follow. */
ta_expr *ta_expr_new(ta_arena *a, enum ta_op op, enum ta_type type,
		     ta_loc loc, int nargs, ...)
{
	ta_expr *e = TA_NEW(a, ta_expr);
	va_list ap;
	int i;

	e->op = op;
	e->type = type;
	e->loc = loc;
	e->nargs = nargs;
	e->arg = nargs ? TA_NEWV(a, ta_expr *, nargs) : NULL;
	va_start(ap, nargs);
	for (i = 0; i < nargs; i++)
		e->arg[i] = va_arg(ap, ta_expr *);
	va_end(ap);
	return e;
}

/* Return "e", or NULL if it is that, in "type". */
ta_expr *ta_expr_cast(ta_arena *a, ta_expr *e, enum ta_type type)
{
	if (!e || e->type == type)
		return e;
	return ta_expr_new(a, TA_OP_CAST, type, e->loc, 1, e);
}

/* Return the constant "value" of the integer type (or bool) "type". */
ta_expr *ta_expr_int(ta_arena *a, enum ta_type type, int64_t value)
{
	ta_expr *e = ta_expr_new(a, TA_OP_CONST, type, 0, 0);

	e->u.i = value;
	return e;
}

/* Return the constant "value" of the floating-point type "type"; of a complex
   one, with an imaginary part of 0. */
ta_expr *ta_expr_float(ta_arena *a, enum ta_type type, double value)
{
	enum ta_type part = ta_type_part(type);
	ta_expr *e;

	if (part)
		return ta_expr_new(a, TA_OP_COMPLEX, type, 0, 2,
				   ta_expr_float(a, part, value),
				   ta_expr_float(a, part, 0));
	e = ta_expr_new(a, TA_OP_CONST, type, 0, 0);
	e->u.f = value;
	return e;
}

/* Return the value of the parameter "param" of "p". */
ta_expr *ta_expr_param(const ta_program *p, int param)
{
	ta_expr *e;

	ta_assert(param >= 0 && param < p->nparams);
	e = ta_expr_new(p->arena, TA_OP_PARAM, p->param[param].type, 0, 0);
	e->u.param = param;
	return e;
}

/* Return the element that "access" reads. */
ta_expr *ta_expr_read(const ta_program *p, ta_access *access)
{
	ta_expr *e;

	ta_assert(access->array >= 0 && access->array < p->narrays);
	e = ta_expr_new(p->arena, TA_OP_READ, p->array[access->array].elem,
			access->loc, 0);
	e->u.access = access;
	return e;
}

/* Are "x" and "y" the same polynomial, or both NULL? */
static bool same_idx(const ta_idx *x, const ta_idx *y)
{
	return x == y || ta_idx_equal(x, y);
}

/* Do "x" and "y" go to the same element in every iteration?  What their
   offsets say is enough for a memory array. */
bool ta_access_equal(const ta_access *x, const ta_access *y)
{
	int d;

	if (x->array != y->array || !same_idx(x->offset, y->offset))
		return false;
	if (x->offset)
		return true;
	if (x->nsubs != y->nsubs)
		return false;
	for (d = 0; d < x->nsubs; d++)
		if (!ta_idx_equal(x->sub[d], y->sub[d]))
			return false;
	return true;
}

/* Are the operands of "x" and "y", which have one operator, equal? */
static bool args_equal(const ta_expr *x, const ta_expr *y)
{
	int i;

	if (x->nargs != y->nargs)
		return false;
	for (i = 0; i < x->nargs; i++)
		if (!ta_expr_equal(x->arg[i], y->arg[i]))
			return false;
	return true;
}

/* Are "x" and "y" the same expression, locations apart?  A constant equals
   one of the same bits: NaN equals itself, and -0.0 does not equal 0.0. */
bool ta_expr_equal(const ta_expr *x, const ta_expr *y)
{
	if (!x || !y)
		return x == y;
	if (x->op != y->op || x->type != y->type || !args_equal(x, y))
		return false;
	switch (x->op) {
	case TA_OP_CONST:
		return !memcmp(&x->u.i, &y->u.i, sizeof(x->u.i));
	case TA_OP_PARAM:
		return x->u.param == y->u.param;
	case TA_OP_ITER:
		return ta_idx_equal(x->u.idx, y->u.idx);
	case TA_OP_READ:
		return ta_access_equal(x->u.access, y->u.access);
	case TA_OP_CALL:
	case TA_OP_CODE:
		return !strcmp(x->u.fn, y->u.fn);
	default:
		return true;
	}
}

/* Return an access to "array" at "offset" (NULL: virtual) with copies of the
   "nsubs" subscripts "sub", made in every iteration. */
ta_access *ta_access_new(ta_arena *a, int array, const ta_idx *offset,
			 int nsubs, const ta_idx *const *sub, ta_loc loc)
{
	ta_access *x = TA_NEW(a, ta_access);
	int d;

	x->array = array;
	x->offset = offset;
	x->nsubs = nsubs;
	x->sub = nsubs ? TA_NEWV(a, const ta_idx *, nsubs) : NULL;
	for (d = 0; d < nsubs; d++)
		x->sub[d] = sub[d];
	x->sure = true;
	x->loc = loc;
	return x;
}

/* Return a copy of "x" with each iterator d < "n" replaced by to[d] (NULL
   entry: kept), or NULL when an index overflows. */
ta_access *ta_access_subst(ta_arena *a, const ta_access *x, int n,
			   const ta_idx *const *to)
{
	ta_access *y = (ta_access *)ta_memdup(a, x, sizeof(*x));
	int d;

	y->sub = x->nsubs ? TA_NEWV(a, const ta_idx *, x->nsubs) : NULL;
	for (d = 0; d < x->nsubs; d++) {
		y->sub[d] = ta_idx_subst(a, x->sub[d], n, to);
		if (!y->sub[d])
			return NULL;
	}
	y->offset = ta_idx_subst(a, x->offset, n, to);
	return x->offset && !y->offset ? NULL : y;
}

/* Call "fn" with "data" on every access read in "e", from left to right;
   return false as soon as it does. */
bool ta_expr_reads(const ta_expr *e, bool (*fn)(void *data, ta_access *acc),
		   void *data)
{
	int i;

	if (!e)
		return true;
	if (e->op == TA_OP_READ && !fn(data, e->u.access))
		return false;
	for (i = 0; i < e->nargs; i++)
		if (!ta_expr_reads(e->arg[i], fn, data))
			return false;
	return true;
}

/* Return whether "acc" is not of the array "data" points to. */
static bool other_array(void *data, ta_access *acc)
{
	return acc->array != *(int *)data;
}

/* Return whether "e" reads "array". */
bool ta_expr_touches(const ta_expr *e, int array)
{
	return e && !ta_expr_reads(e, other_array, &array);
}

/* Return whether "acc" is of another array than the access "data", or of the same
   element. */
static bool other_or_same(void *data, ta_access *acc)
{
	const ta_access *of = (const ta_access *)data;

	return acc->array != of->array || ta_access_equal(acc, of);
}

/* Return whether all that "e" reads of the array of "of" is that element. */
bool ta_expr_reads_only(const ta_expr *e, const ta_access *of)
{
	return ta_expr_reads(e, other_or_same, (void *)of);
}

/* Return a copy of "e" with each iterator d < "n" replaced by to[d] (NULL
   entry: kept) in every index, or NULL when an index overflows or "e" is
   NULL. */
ta_expr *ta_expr_subst(ta_arena *a, const ta_expr *e, int n,
		       const ta_idx *const *to)
{
	ta_expr *x;
	int i;

	if (!e)
		return NULL;
	x = (ta_expr *)ta_memdup(a, e, sizeof(*e));
	x->arg = e->nargs ? TA_NEWV(a, ta_expr *, e->nargs) : NULL;
	for (i = 0; i < e->nargs; i++) {
		x->arg[i] = ta_expr_subst(a, e->arg[i], n, to);
		if (!x->arg[i])
			return NULL;
	}
	if (e->op == TA_OP_ITER) {
		x->u.idx = ta_idx_subst(a, e->u.idx, n, to);
		return x->u.idx ? x : NULL;
	}
	if (e->op == TA_OP_READ) {
		x->u.access = ta_access_subst(a, e->u.access, n, to);
		return x->u.access ? x : NULL;
	}
	return x;
}

/* Return whether the access "x" depends on iterator "var". */
bool ta_access_uses(const ta_access *x, int var)
{
	int i;

	if (x->offset)
		return ta_idx_uses(x->offset, var);
	for (i = 0; i < x->nsubs; i++)
		if (ta_idx_uses(x->sub[i], var))
			return true;
	return false;
}

/* Has "e" the same value in every iteration, whatever memory holds: no read
   and no iterator? */
bool ta_expr_invariant(const ta_expr *e)
{
	int i;

	if (!e)
		return true;
	if (e->op == TA_OP_READ || ta_op_outside(e->op)
	    || (e->op == TA_OP_ITER && ta_idx_uses_iters(e->u.idx)))
		return false;
	for (i = 0; i < e->nargs; i++)
		if (!ta_expr_invariant(e->arg[i]))
			return false;
	return true;
}

/* Is "e" the old value of what "s" writes? */
bool ta_is_old(const ta_stmt *s, const ta_expr *e)
{
	return e->op == TA_OP_READ && ta_access_equal(e->u.access, s->write);
}

/* Return whether "e" is another value in each iteration of iterator "d", as far as it
   says. */
bool ta_expr_varies(const ta_expr *e, int d)
{
	int i;

	if (e->op == TA_OP_READ && ta_access_uses(e->u.access, d))
		return true;
	if (e->op == TA_OP_ITER && ta_idx_uses(e->u.idx, d))
		return true;
	for (i = 0; i < e->nargs; i++)
		if (ta_expr_varies(e->arg[i], d))
			return true;
	return false;
}

/* Is "e", the value of a statement, KEEP under some condition? */
bool ta_expr_keeps(const ta_expr *e)
{
	if (e->op == TA_OP_KEEP)
		return true;
	return e->op == TA_OP_SELECT
	       && (ta_expr_keeps(e->arg[1]) || ta_expr_keeps(e->arg[2]));
}

/* Does "s" of "p" multiply complex numbers by their parts, without a test of
   the result? */
bool ta_stmt_by_parts(const ta_program *p, const ta_stmt *s)
{
	return p->cx_limited
	       && (s->reduce == TA_OP_ADD || s->reduce == TA_OP_SUB);
}

/* Does "e" divide complex numbers, or multiply them but "by_parts"?  */
static bool branches(const ta_expr *e, bool by_parts)
{
	int i;

	if (ta_type_is_complex(e->type)
	    && ((e->op == TA_OP_MUL && !by_parts) || e->op == TA_OP_DIV))
		return true;
	for (i = 0; i < e->nargs; i++)
		if (branches(e->arg[i], by_parts))
			return true;
	return false;
}

/* Does "s" of "p" multiply or divide complex numbers so that the compiler tests
   each result for NaN?  It makes no vectors of that: a loop that is said to be
   one of vectors and is none is twice as slow as it was. */
bool ta_stmt_branches(const ta_program *p, const ta_stmt *s)
{
	return branches(s->rhs, ta_stmt_by_parts(p, s));
}
