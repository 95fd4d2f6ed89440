/* SPDX-License-Identifier: GPL-3.0-or-later */
/* random.c - a random tensor program as text, as extraction could make it.

   A few nests of up to three loops over small symbolic and constant sizes,
   rectangular and triangular, with statements at every depth: maps, sums in
   memory and in scalars, products of matrices in all layouts.  Every program
   is accepted by ta_check; what it does with memory is left to chance. */
#include "random.h"
#include "unit.h"

/* Let the arrays have declared shapes, that accesses may leave, and let every
   access have a location of its own. */
bool random_shapes;

enum { NMATRICES = 4, NVECTORS = 3, MAX_LOOPS = 3 };

static const char *const matrix[] = { "A", "B", "C", "D" };
static const char *const vector[] = { "x", "y", "z" };
static const char *const size[] = { "n", "m", "l", "5" };

/* A program in the making: the nest's loops so far, and the place of the next
   statement at each depth.  "plain": loops start at 0 and are no triangles. */
struct maker {
	ta_arena *a;
	ta_buf head, body;
	const char *type;
	bool floats, complex, plain;
	int nloops, nstmts, nvirtuals, nlocs;
	int order[MAX_LOOPS + 1], loop[MAX_LOOPS];
	const char *domain[MAX_LOOPS];
};

/* One of the iterators of the "depth" loops around, by name. */
static const char *iterator(int depth)
{
	static const char *const names[] = { "i", "j", "k" };

	return names[unit_random((uint64_t)depth)];
}

/* A subscript over the iterators of "depth" loops. */
static const char *subscript(struct maker *k, int depth)
{
	if (!depth || !unit_random(12))
		return ta_sprintf(k->a, "%d", (int)unit_random(4));
	if (!unit_random(8))
		return ta_sprintf(k->a, "%s %c 1", iterator(depth),
				  unit_random(2) ? '+' : '-');
	return iterator(depth);
}

/* An access to a random array under "depth" loops.  A matrix is "row" by
   "col" with a pitch of its own, wide enough or not. */
static const char *access_to(struct maker *k, int depth)
{
	static const char *const pitch[] = { "lda", "m", "n", "10" };
	int i = (int)unit_random(NMATRICES + NVECTORS);
	const char *row = subscript(k, depth), *col = subscript(k, depth);
	const char *p = pitch[unit_random(4)], *at = "";

	if (random_shapes) {
		p = "m";
		at = ta_sprintf(k->a, "@%d", ++k->nlocs);
	}
	while (depth > 1 && row[0] == col[0] && unit_random(10))
		col = subscript(k, depth);
	if (i >= NMATRICES)
		return ta_sprintf(k->a, "%s{%s}%s", vector[i - NMATRICES],
				  row, at);
	if (strlen(row) == 1)
		return ta_sprintf(k->a, "%s{%s*%s + %s}%s", matrix[i], row,
				  p, col, at);
	return ta_sprintf(k->a, "%s{%.1s*%s %s*%s + %s}%s", matrix[i], row, p,
			  row + 2, p, col, at);
}

/* A constant. */
static const char *constant(struct maker *k)
{
	int x = (int)unit_random(3), y = (int)unit_random(3);
	const char *part = !strcmp(k->type, "c64") ? "f32" : "f64";

	if (k->complex)
		return ta_sprintf(k->a, "complex (%d:%s, %d:%s)", x, part,
				  y / 2, part);
	return ta_sprintf(k->a, "%d:%s", x, k->type);
}

/* The operator "op", or, of complex numbers, one that there is for them. */
static const char *operator(struct maker *k, const char *op)
{
	return k->complex && op[0] == 'm' && op[1] != 'u' ? "sub" : op;
}

/* A random expression under "depth" loops, "fuel" operators at most. */
static const char *expression(struct maker *k, int depth, int fuel)
{
	static const char *const ops[] = { "add", "sub", "mul", "max", "min" };
	const char *x, *y;

	if (fuel <= 0 || !unit_random(3))
		return !unit_random(5) ? constant(k)
		       : k->floats && !unit_random(5)
			       ? "alpha"
			       : access_to(k, depth);
	x = expression(k, depth, fuel - 2);
	y = expression(k, depth, fuel - 2);
	if (!unit_random(8) && !random_shapes)
		return ta_sprintf(k->a, "select (%s (%s, %s), %s, %s)",
				  k->complex ? "ne" : "lt", x, y, y,
				  constant(k));
	if (k->complex && !unit_random(4))
		return ta_sprintf(k->a, "complex (imag (%s), real (conj (%s)))",
				  x, y);
	if (k->floats && !k->complex && !unit_random(8))
		return ta_sprintf(k->a, "call tanh:%s (%s)", k->type, x);
	return ta_sprintf(k->a, "%s (%s, %s)",
			  operator(k, ops[unit_random(TA_ARRAY_LEN(ops))]), x,
			  y);
}

/* Add the statement "write" = "rhs" at "depth". */
static void statement(struct maker *k, int depth, const char *write,
		      const char *rhs)
{
	static const char names[] = "ijk";
	int d;

	ta_buf_printf(&k->body, "  stmt S%d [", k->nstmts++);
	for (d = 0; d < depth; d++)
		ta_buf_printf(&k->body, "%s%c:%d", d ? ", " : "", names[d],
			      k->loop[d]);
	ta_buf_puts(&k->body, "] order (");
	for (d = 0; d <= depth; d++)
		ta_buf_printf(&k->body, "%s%d", d ? ", " : "", k->order[d]);
	ta_buf_puts(&k->body, ")\n    {");
	for (d = 0; d < depth; d++)
		ta_buf_printf(&k->body, "%s%s", d ? "; " : "", k->domain[d]);
	ta_buf_printf(&k->body, "}\n    %s = %s\n", write, rhs);
	k->order[depth]++;
}

/* Open a loop under "depth" others. */
static void open_loop(struct maker *k, int depth)
{
	static const char names[] = "ijk";
	const char *bound = size[unit_random(TA_ARRAY_LEN(size))];
	const char *lower = unit_random(6) ? "0" : "1";

	if (k->plain)
		lower = "0";
	else if (depth && !unit_random(6))
		bound = ta_sprintf(k->a, "%c + %d", names[depth - 1],
				   (int)unit_random(2));
	k->domain[depth] = ta_sprintf(k->a, "%s <= %c < %s", lower,
				      names[depth], bound);
	k->loop[depth] = k->nloops++;
	ta_buf_puts(&k->head, "  loop q\n");
	k->order[depth + 1] = 0;
}

/* Close the loop under "depth" others. */
static void close_loop(struct maker *k, int depth)
{
	k->order[depth]++;
}

/* A new scalar under "depth" loops: how it is accessed. */
static const char *scalar(struct maker *k, int depth)
{
	static const char *const subs[] = { "[]", "[i]", "[i][j]" };
	int n = k->nvirtuals++;

	ta_buf_printf(&k->head, "  virtual s%d : %s read write%s dims %d\n", n,
		      k->type, depth || unit_random(2) ? "" : " live_out",
		      depth);
	return ta_sprintf(k->a, "s%d%s", n, subs[depth]);
}

/* A sum of a product or an expression under "depth" loops, in "out". */
static void sum(struct maker *k, int depth, const char *out)
{
	const char *x = access_to(k, depth), *y = access_to(k, depth);
	const char *e = unit_random(3)
				? ta_sprintf(k->a, "mul (%s, %s)", x, y)
				: expression(k, depth, 2);

	if (k->floats && !unit_random(5))
		e = ta_sprintf(k->a, "mul (alpha, %s)", e);
	statement(k, depth, out,
		  ta_sprintf(k->a, "%s (%s, %s)",
			     unit_random(6) ? "add"
			     : unit_random(2) ? "sub"
					      : operator(k, "max"),
			     out, e));
}

/* A scalar set, added up in an inner loop, and stored, under "depth". */
static void accumulate(struct maker *k, int depth)
{
	const char *s = scalar(k, depth), *out = access_to(k, depth);

	statement(k, depth, s, unit_random(4) ? constant(k) : out);
	open_loop(k, depth);
	sum(k, depth + 1, s);
	close_loop(k, depth);
	statement(k, depth, out,
		  unit_random(3) ? s
				 : ta_sprintf(k->a, "%s (%s, %s)",
					      unit_random(2)
						      ? "add"
						      : operator(k, "max"),
					      s, expression(k, depth, 1)));
}

/* The matrix "name" at the iterators "row" and "col", as text; with a pitch
   that is likely to be wide enough. */
static const char *entry(struct maker *k, const char *name, char row,
			 char col)
{
	static const char *const wide[] = { "lda", "ldb", "ldc", "10" };
	const char *pitch = unit_random(10) ? wide[name[0] - 'A']
					    : wide[unit_random(4)];

	if (unit_random(2))
		return ta_sprintf(k->a, "%s{%c*%s + %c}", name, row, pitch,
				  col);
	return ta_sprintf(k->a, "%s{%c*%s + %c}", name, col, pitch, row);
}

/* A product of matrices in any layout and loop order, with what may be around
   it: the output set or scaled before, in the same loops or others, and a map
   after. */
static void contraction(struct maker *k)
{
	static const char orders[6][4] = { "ijk", "ikj", "jik",
					   "jki", "kij", "kji" };
	const char *o = orders[unit_random(6)];
	const char *out = entry(k, "C", o[0], o[1]);
	const char *a = entry(k, "A", o[0], o[2]);
	const char *b = entry(k, "B", o[2], o[1]), *e;
	bool scaled = unit_random(3) == 0;

	if (k->complex && !unit_random(3))
		a = ta_sprintf(k->a, "conj (%s)", a);
	if (k->complex && !unit_random(3))
		b = ta_sprintf(k->a, "conj (%s)", b);
	e = ta_sprintf(k->a, "mul (%s, %s)", a, b);

	k->plain = unit_random(5) != 0;
	open_loop(k, 0);
	open_loop(k, 1);
	if (o[2] == 'k' && unit_random(2))
		statement(k, 2, out, constant(k));
	open_loop(k, 2);
	if (k->floats && scaled)
		e = ta_sprintf(k->a, "mul (alpha, %s)", e);
	statement(k, 3, out, ta_sprintf(k->a, "%s (%s, %s)",
					unit_random(5) ? "add" : "sub", out,
					e));
	close_loop(k, 2);
	if (o[2] == 'k' && unit_random(3) == 0)
		statement(k, 2, out,
			  ta_sprintf(k->a, "%s (%s, %s)", operator(k, "max"),
				     out, constant(k)));
	close_loop(k, 1);
	close_loop(k, 0);
	k->plain = false;
}

/* A map or fill of the matrix C, by rows of which there are as many as in
   other nests, or not. */
static void around(struct maker *k)
{
	const char *out = ta_sprintf(k->a, "C{%s}", unit_random(3)
							   ? "i*ldc + j"
							   : "j*ldc + i");

	open_loop(k, 0);
	open_loop(k, 1);
	statement(k, 2, out,
		  unit_random(3) == 0 ? constant(k)
		  : unit_random(2)
			  ? ta_sprintf(k->a, "mul (%s, %s)", out, constant(k))
			  : ta_sprintf(k->a, "add (%s, x{%c})", out,
				       unit_random(2) ? 'i' : 'j'));
	close_loop(k, 1);
	close_loop(k, 0);
}

/* Something under "depth" loops. */
static void item(struct maker *k, int depth)
{
	int i;

	if (depth < MAX_LOOPS && (!depth || unit_random(3))) {
		if (depth < MAX_LOOPS && !unit_random(3)) {
			accumulate(k, depth);
			return;
		}
		open_loop(k, depth);
		for (i = 1 + (int)unit_random(5) / 4; i > 0; i--)
			item(k, depth + 1);
		close_loop(k, depth);
	} else if (unit_random(3)) {
		sum(k, depth, access_to(k, depth));
	} else {
		statement(k, depth, access_to(k, depth),
			  expression(k, depth, 3));
	}
}

/* Add the declarations that every program has to its head. */
static void declare(struct maker *k)
{
	static const char *const fp[] = { "strict", "reassociate", "relaxed" };
	int i;

	ta_buf_puts(&k->head, "# after extract\nkernel k {\n  param n : i64"
			      " nonneg\n  param m : i64 nonneg\n  param l :"
			      " i64\n  param lda : i64\n  param ldb : i64\n"
			      "  param ldc : i64\n");
	ta_buf_printf(&k->head, "  param alpha : %s\n  fp %s\n", k->type,
		      fp[unit_random(4) ? 2 : unit_random(3)]);
	if (k->complex && unit_random(3))
		ta_buf_puts(&k->head, "  cx_limited\n");
	for (i = 0; i < NMATRICES + NVECTORS; i++) {
		const char *name = i < NMATRICES ? matrix[i]
						 : vector[i - NMATRICES];

		ta_buf_printf(&k->head,
			      "  param %s : ptr\n  array %s : %s base %s read"
			      " write%s\n",
			      name, name, k->type, name,
			      !random_shapes	? ""
			      : i < NMATRICES ? " declared [n][m]"
						: " declared [n]");
	}
}

/* A random program, in "a". */
const char *random_program(ta_arena *a)
{
	static const char *const types[] = { "f64", "f32", "c128", "c64",
					     "i32", "u8" };
	struct maker *k = TA_NEW(a, struct maker);
	int nests = 1 + (int)unit_random(3), i, t;

	k->a = a;
	t = unit_random(4) ? (int)unit_random(2) : 2 + (int)unit_random(4);
	k->type = types[t];
	k->floats = t < 4;
	k->complex = k->floats && t >= 2;
	ta_buf_init(&k->head, a);
	ta_buf_init(&k->body, a);
	declare(k);
	if (unit_random(2) && !random_shapes) {
		if (unit_random(2))
			around(k);
		contraction(k);
		if (unit_random(2))
			around(k);
	} else {
		for (i = 0; i < nests; i++)
			item(k, 0);
	}
	for (i = 0; i < k->order[0]; i++)
		ta_buf_printf(&k->head, "  nest %d\n", i);
	return ta_sprintf(a, "%s%s}\n", k->head.s, k->body.s);
}
