/* SPDX-License-Identifier: GPL-3.0-or-later */
/* idioms.c - what the plugin recognises, and what is nearly that.

   Products of matrices and vectors (products.c, tiled.c, unrolled.c),
   convolutions (conv.c), small arrays (own.c), sums, maps, stencils, recurrences: each
   in many spellings, and each with a chance of one detail that makes it another
   program. */
#include "gen.h"

/* "x" op= product of elements, as one statement or through other forms. */
struct ex *product(struct build *b, struct ex *x, struct ex *y)
{
	struct ex *e;

	if (is_complex(x->type) && chance(35))
		x = new_ex(b, EX_NOT, x->type, 1, x);
	if (is_complex(y->type) && chance(35))
		y = new_ex(b, EX_NOT, y->type, 1, y);
	e = binary(b, EX_MUL, x, y);
	if (chance(15)) {
		struct ex *s = new_ex(b, EX_SCALAR, b->f->scalar_type, 0);

		s->n = rnd(FZ_SCALARS);
		s->mag = 20;
		s->exact = true;
		b->f->uses_scalar[s->n] = true;
		e = chance(50) ? binary(b, EX_MUL, s, e)
			       : binary(b, EX_MUL, binary(b, EX_MUL, s, x), y);
	}
	if (chance(4))
		e = binary(b, EX_MUL, e, random_leaf(b, b->t));
	if (chance(3))
		e = binary(b, EX_ADD, e, random_leaf(b, b->t));
	return e;
}

/* An access to "array" at "row" and "col", in this order or the other as the
   array's size classes say. */
struct access *entry(struct build *b, int array, int row, int col)
{
	struct array *a = &b->f->array[array];
	int iter[2] = { row, col };

	if (a->f.cls[0] != b->f->iter_class[row]) {
		iter[0] = col;
		iter[1] = row;
	}
	if (chance(3) || a->f.cls[0] != b->f->iter_class[iter[0]]
	    || a->f.cls[1] != b->f->iter_class[iter[1]])
		return access_to(b, array, NULL);
	return access_to(b, array, iter);
}

/* A new matrix over size classes "r" and "c", stored by rows or columns. */
int matrix(struct build *b, int r, int c)
{
	int by_rows[] = { r, c }, by_columns[] = { c, r };
	int n = add_array(b, b->t, 2, chance(60) ? by_rows : by_columns);
	struct array *a = &b->f->array[n];

	a->f.mult[0] = a->f.mult[1] = 1;
	return n;
}

/* A loop over "cls", rarely with other bounds. */
struct st *plain_loop(struct build *b, int cls)
{
	struct st *s = add_loop(b, cls, 0);

	if (s->form == FOR_NE)
		b->f->nonneg = true;
	if (chance(4) && s->form != FOR_NE)
		s->lo.c = 1;
	if (chance(2) && s->form == FOR_LT)
		s->step = 2;
	return s;
}

/* Append "s" to "list", rarely to run only if a size is not too small. */
void append_if(struct build *b, struct st **list, struct st *s)
{
	struct idx size = { .c = 0 }, least = { .c = rnd(8) };
	struct st *test;

	size.size[rnd(FZ_SIZES)] = 1;
	if (chance(90)) {
		append(list, s);
		return;
	}
	test = add_if(b, new_ex(b, EX_GE, FZ_I32, 2, index_value(b, &size),
				index_value(b, &least)));
	append(&test->body, s);
	append(list, test);
}

/* A sum, product, least or largest value of a vector or matrix, live out. */
static void reduction(struct build *b, struct st **list)
{
	static const enum ex_op ops[] = { EX_ADD, EX_ADD, EX_SUB, EX_MAX,
					  EX_MIN, EX_ADD, EX_MUL };
	enum fz_type t = b->t;
	int s, depth = 1 + rnd(2), d;
	struct st *loop, **at = list;

	if (b->f->niters + 2 > MAXITER)
		return;
	if (t == FZ_F32 && chance(25))
		t = FZ_F64;
	else if (!is_float(t) && chance(70))
		t = chance(50) ? FZ_I32 : FZ_I64;
	s = add_local(b, t);
	if (s < 0)
		return;
	append(list, add_store(b, NULL, s, EX_NOPS,
			       chance(70) ? constant(b, t, rnd(2))
					  : random_leaf(b, t)));
	for (d = 0; d < depth; d++) {
		loop = plain_loop(b, d);
		in_loop(b, loop);
		append(at, loop);
		at = &loop->body;
	}
	append(at, add_store(b, NULL, s, ops[rnd(7)],
			     chance(50) ? random_leaf(b, t)
			     : chance(50)
				     ? binary(b, EX_MUL, random_leaf(b, t),
					      random_leaf(b, t))
				     : random_ex(b, t, 5)));
	b->nscope -= depth;
	b->f->local[s].declared = !b->nscope;
	if (!b->nscope && b->f->ret < 0)
		b->f->ret = s;
}

/* A map of one to three dimensions. */
static void map(struct build *b, struct st **list)
{
	int cls[FZ_DIMS] = { 0, 1, 2 }, nd = 1 + rnd(2) + chance(10), d, out;
	int iter[FZ_DIMS];
	struct st *loop, **at = list;

	if (b->f->narrays == FZ_ARRAYS || b->f->niters + 3 > MAXITER)
		return;
	out = add_array(b, b->t, nd, cls);
	for (d = 0; d < nd; d++) {
		loop = plain_loop(b, d);
		in_loop(b, loop);
		append(at, loop);
		at = &loop->body;
		iter[d] = loop->iter;
	}
	for (d = 1 + rnd(2) * rnd(2); d > 0; d--) {
		struct access *acc = access_to(b, out, iter);

		b->avoid = out;
		append(at, add_store(b, acc, -1,
				     chance(75) ? EX_NOPS : EX_ADD,
				     random_ex(b, b->t, 1 + rnd(7))));
		b->avoid = -1;
	}
	b->nscope -= nd;
}

/* One value stored on both sides of the diagonal of matrix "x" that loops "i" and "j"
   are at, made of what is there on the first: at times something else is stored there
   in between, or the second is another value. */
static void both_sides(struct build *b, int x, const struct st *i, struct st *j)
{
	int s = add_local(b, b->t);

	if (s < 0)
		return;
	append(&j->body, add_store(b, NULL, s, EX_NOPS,
				   product(b, load(b, entry(b, x, i->iter,
							    j->iter)),
					   random_leaf(b, b->t))));
	b->f->local[s].declared = true;
	append_if(b, &j->body, add_store(b, entry(b, x, i->iter, j->iter), -1,
					 chance(90) ? EX_NOPS : EX_ADD,
					 local_value(b, s)));
	if (chance(12))
		append(&j->body, add_store(b, entry(b, x, i->iter, j->iter), -1,
					   EX_NOPS, random_leaf(b, b->t)));
	append(&j->body, add_store(b, entry(b, x, j->iter, i->iter), -1,
				   chance(90) ? EX_NOPS : EX_ADD,
				   chance(92) ? local_value(b, s)
					      : random_leaf(b, b->t)));
	b->f->local[s].declared = false;
}

/* A matrix to its transpose, or with it, or a triangle of it; at times it is one
   matrix, whose halves meet, or a row of the source is the one before. */
static void crossed(struct build *b, struct st **list)
{
	int cls = chance(30) ? 0 : 1, x, y;
	struct access *from;
	struct st *i, *j;
	struct ex *e;

	if (b->f->narrays + 2 > FZ_ARRAYS || b->f->niters + 2 > MAXITER)
		return;
	x = matrix(b, 0, cls);
	y = cls ? matrix(b, 1, 0) : x;
	i = plain_loop(b, 0);
	append(list, i);
	in_loop(b, i);
	j = plain_loop(b, cls);
	if (!cls && chance(60))
		triangle(j, i);
	append(&i->body, j);
	in_loop(b, j);
	if (!cls && chance(30))
		both_sides(b, x, i, j);
	from = entry(b, x, i->iter, j->iter);
	e = load(b, from);
	if (chance(40))
		e = product(b, e, load(b, entry(b, y, j->iter, i->iter)));
	append(&j->body, add_store(b, entry(b, y, j->iter, i->iter), -1,
				   chance(70) ? EX_NOPS : EX_ADD, e));
	if (chance(30))
		append(&j->body,
		       add_store(b, entry(b, x, i->iter, j->iter), -1, EX_ADD,
				 load(b, entry(b, y, j->iter, i->iter))));
	if (chance(15)) {
		from->sub[0].c = 1;
		if (b->f->array[x].f.extra[0] < 2)
			b->f->array[x].f.extra[0] = 2;
	}
	out_of_loop(b);
	out_of_loop(b);
}

/* Neighbours, in place or not, at times for several steps; the sum so far; a
   linear recurrence. */
static void stencil(struct build *b, struct st **list)
{
	int zero[] = { 0 }, in, out, w, s;
	struct st *i;
	struct ex *e;

	if (chance(60)) {
		repeated(b, list);
		return;
	}
	if (b->f->narrays + 2 > FZ_ARRAYS || b->f->niters + 2 > MAXITER)
		return;
	in = add_array(b, b->t, 1, zero);
	out = chance(30) ? in : add_array(b, b->t, 1, zero);
	b->f->array[in].f.mult[0] = b->f->array[out].f.mult[0] = 1;
	s = chance(30) ? add_local(b, b->t) : -1;
	if (s >= 0)
		append(list, add_store(b, NULL, s, EX_NOPS,
				       constant(b, b->t, 0)));
	i = plain_loop(b, 0);
	in_loop(b, i);
	append(list, i);
	e = load(b, access_to(b, in, &i->iter));
	for (w = 0; w < 1 + rnd(2); w++) {
		struct access *acc = access_to(b, in, &i->iter);

		acc->sub[0].c = 1 + rnd(2);
		if (b->f->array[in].f.extra[0] < 2)
			b->f->array[in].f.extra[0] = 2;
		e = binary(b, chance(70) ? EX_ADD : EX_SUB, e, load(b, acc));
	}
	if (s >= 0) {
		append(&i->body, add_store(b, NULL, s, EX_ADD, e));
		b->f->local[s].declared = true;
		e = local_value(b, s);
	}
	append(&i->body, add_store(b, access_to(b, out, &i->iter), -1,
				   EX_NOPS, e));
	if (chance(25)) {
		i->body->out = i->body->out;
		if (i->body->kind == ST_STORE && i->body->out) {
			i->body->out->sub[0].c = rnd(3);
			if (b->f->array[i->body->out->array].f.extra[0] < 2)
				b->f->array[i->body->out->array].f.extra[0] = 2;
		}
	}
	if (s >= 0)
		b->f->local[s].declared = false;
	out_of_loop(b);
}

/* The element of one of the vectors "v" that the loop "i" is at, at times
   another. */
static struct access *chosen(struct build *b, const int *v, struct st *i)
{
	int a = v[rnd(2)];
	struct access *acc = access_to(b, a, &i->iter);

	if (chance(8)) {
		acc->sub[0].c = 1;
		if (b->f->array[a].f.extra[0] < 1)
			b->f->array[a].f.extra[0] = 1;
	} else if (chance(3)) {
		acc->sub[0].it[i->iter] = 0;
	}
	return acc;
}

/* What is done to one of the vectors "v", or the sum "s" (-1: none), where a
   condition holds. */
static struct st *change(struct build *b, const int *v, int s, struct st *i)
{
	static const enum ex_op ops[] = { EX_NOPS, EX_NOPS, EX_ADD, EX_SUB,
					  EX_MAX, EX_MIN };
	struct ex *e = chance(40) ? load(b, chosen(b, v, i))
				  : random_leaf(b, b->t);

	if (s >= 0 && chance(50))
		return add_store(b, NULL, s, chance(80) ? EX_ADD : EX_MAX, e);
	return add_store(b, chosen(b, v, i), -1, ops[rnd(6)], e);
}

/* Stores and sums under conditions on what is stored, or stored near it. */
static void conditional(struct build *b, struct st **list)
{
	static const int zero[] = { 0 };
	int v[2], s, n;
	struct st *i;

	if (b->f->narrays + 2 > FZ_ARRAYS || is_complex(b->t))
		return;
	v[0] = add_array(b, b->t, 1, zero);
	v[1] = add_array(b, b->t, 1, zero);
	b->f->array[v[0]].f.mult[0] = b->f->array[v[1]].f.mult[0] = 1;
	s = chance(40) ? add_local(b, b->t) : -1;
	if (s >= 0)
		append(list, add_store(b, NULL, s, EX_NOPS,
				       constant(b, b->t, 0)));
	i = plain_loop(b, 0);
	in_loop(b, i);
	append(list, i);
	for (n = 1 + rnd(2); n; n--) {
		struct ex *e = load(b, chosen(b, v, i));
		struct st *test = add_if(b, new_ex(
			b, chance(50) ? EX_LT : EX_GT, FZ_I32, 2, e,
			chance(50) ? constant(b, b->t, rnd(3))
				   : load(b, chosen(b, v, i))));

		append(&test->body, change(b, v, s, i));
		if (chance(40))
			append(&test->body, change(b, v, s, i));
		if (chance(40))
			append(&test->els, change(b, v, s, i));
		append(&i->body, test);
	}
	out_of_loop(b);
}

/* Move "acc" one further along iterator "it". */
static void one_further(struct build *b, struct access *acc, int it)
{
	struct array *a = &b->f->array[acc->array];
	int d;

	for (d = 0; d < a->f.nd; d++) {
		if (!acc->sub[d].it[it])
			continue;
		acc->sub[d].c = 1;
		if (a->f.extra[d] < 2)
			a->f.extra[d] = 2;
	}
}

/* A recurrence down the columns of a matrix, or at times along its rows, in a
   scalar or in memory; at times of another column too. */
static void down(struct build *b, struct st **list)
{
	int one[] = { 1 }, a, c, s;
	bool rows = chance(20);
	struct access *out;
	struct st *i, *j;
	struct ex *e;

	if (b->f->narrays + 4 > FZ_ARRAYS || b->f->niters + 3 > MAXITER)
		return;
	a = matrix(b, 0, 1);
	c = matrix(b, 0, 1);
	s = chance(70) ? add_local(b, b->t) : -1;
	j = plain_loop(b, !rows);
	append(list, j);
	in_loop(b, j);
	if (s >= 0) {
		append(&j->body, add_store(b, NULL, s, EX_NOPS,
					   constant(b, b->t, rnd(3))));
		b->f->local[s].declared = true;
	}
	i = plain_loop(b, rows);
	append(&j->body, i);
	in_loop(b, i);
#define AT(x) entry(b, x, rows ? j->iter : i->iter, rows ? i->iter : j->iter)
	e = binary(b, chance(50) ? EX_ADD : EX_SUB, load(b, AT(c)),
		   s >= 0 ? local_value(b, s) : load(b, AT(a)));
	out = AT(a);
	if (s < 0)
		one_further(b, out, chance(92) ? i->iter : j->iter);
	append_if(b, &i->body, add_store(b, out, -1, EX_NOPS, e));
	if (s >= 0)
		append(&i->body, add_store(b, NULL, s, EX_NOPS,
					   load(b, chance(90) ? AT(a)
							      : AT(c))));
#undef AT
	out_of_loop(b);
	if (s >= 0 && chance(30) && !rows)
		append(&j->body,
		       add_store(b, access_to(b, add_array(b, b->t, 1, one),
					      &j->iter),
				 -1, EX_NOPS, local_value(b, s)));
	out_of_loop(b);
	if (s >= 0)
		b->f->local[s].declared = false;
}

/* A loop over "cls" that gives the scalar "s" another value, appended to "list":
   one more term, or the last of some. */
static void run_scalar(struct build *b, struct st **list, int cls, int s)
{
	static const enum ex_op ops[] = { EX_ADD, EX_ADD, EX_SUB, EX_MAX,
					  EX_MIN, EX_MUL, EX_NOPS };
	struct st *loop = plain_loop(b, cls);
	enum fz_type t = b->f->local[s].type;

	append(list, loop);
	in_loop(b, loop);
	append_if(b, &loop->body,
		  add_store(b, NULL, s, ops[rnd(7)],
			    chance(80) ? random_leaf(b, t)
				       : random_ex(b, t, 3)));
	out_of_loop(b);
}

/* A scalar that is computed once, and loops that start from it in each iteration
   of one around them; or that start from it in the first alone, or from what
   the iteration before has changed. */
static void again(struct build *b, struct st **list)
{
	enum fz_type t = is_float(b->t) ? b->t : FZ_U32;
	int one[] = { 1 }, from, s;
	bool anew = chance(80), first = !anew || chance(10);
	struct st *i;

	if (b->f->niters + 4 > MAXITER || b->f->narrays + 1 > FZ_ARRAYS
	    || (from = add_local(b, t)) < 0 || (s = add_local(b, t)) < 0)
		return;
	append(list, add_store(b, NULL, from, EX_NOPS,
			       chance(60) ? constant(b, t, rnd(3))
					  : random_leaf(b, t)));
	b->f->local[from].declared = true;
	if (chance(85))
		run_scalar(b, list, 0, from);
	if (first)
		append(list, add_store(b, NULL, s, EX_NOPS,
				       local_value(b, from)));
	i = plain_loop(b, 1);
	append(list, i);
	in_loop(b, i);
	if (anew)
		append(&i->body, add_store(b, NULL, s, EX_NOPS,
					   local_value(b, from)));
	run_scalar(b, &i->body, chance(70) ? 2 : 0, s);
	b->f->local[s].declared = true;
	append(&i->body,
	       add_store(b, access_to(b, add_array(b, t, 1, one), &i->iter),
			 -1, chance(20) ? EX_ADD : EX_NOPS,
			 local_value(b, s)));
	if (chance(15))
		append(&i->body, add_store(b, NULL, from, EX_ADD,
					   random_leaf(b, t)));
	out_of_loop(b);
	b->f->local[s].declared = b->f->local[from].declared = false;
}

/* The idioms, and how often each is chosen: with known sizes, products
   mostly. */
static const struct {
	const char *name;
	int weight, known;
	void (*make)(struct build *b, struct st **list);
} idioms[] = {
	{ "gemm", 20, 66, gemm },	  { "gemm-scalar", 10, 34, gemm_scalar },
	{ "gemv", 12, 0, gemv },	  { "reduction", 14, 0, reduction },
	{ "solve", 8, 0, solve },	  { "stencil", 4, 0, stencil },
	{ "conv", 8, 0, conv },	  { "once", 6, 0, once },
	{ "rows", 4, 0, rows },	  { "diagonal", 4, 0, diagonal },
	{ "tiled", 6, 0, tiled },	  { "project", 4, 0, project },
	{ "unrolled", 8, 0, unrolled }, { "grouped", 4, 0, grouped },
	{ "condition", 6, 0, conditional }, { "map", 4, 0, map },
	{ "down", 4, 0, down },	  { "crossed", 4, 0, crossed },
	{ "pool", 4, 0, pool },	  { "arg", 4, 0, arg },
	{ "flag", 4, 0, flag },	  { "pivot", 3, 0, pivot },
	{ "again", 4, 0, again },	  { "border", 4, 0, border },
	{ "passes", 4, 0, passes },	  { "factor", 4, 0, factor },
	{ "table", 4, 0, table },	  { "wave", 4, 0, wave },
	{ "lookup", 4, 0, lookup },	  { "scatter", 4, 0, scatter },
	{ "code", 4, 0, code },	  { "points", 5, 0, points },
	{ "distances", 5, 0, distances }, { "passed", 6, 0, passed },
	{ "own", 4, 0, own },	  { "fill", 4, 0, filled },
	{ "window", 4, 0, windows },
};
enum { NIDIOMS = sizeof idioms / sizeof *idioms };

bool known_idiom(const char *name)
{
	int i;

	for (i = 0; i < NIDIOMS; i++)
		if (!strcmp(idioms[i].name, name))
			return true;
	return false;
}

/* Return the idiom that is wished for, mostly, or any by its weight. */
static int choose(bool known)
{
	int i, n, sum = 0;

	if (gen_wish && chance(80))
		for (i = 0; i < NIDIOMS; i++)
			if (!strcmp(idioms[i].name, gen_wish))
				return i;
	for (i = 0; i < NIDIOMS; i++)
		sum += known ? idioms[i].known : idioms[i].weight;
	n = rnd(sum);
	for (i = 0; i < NIDIOMS - 1; i++) {
		n -= known ? idioms[i].known : idioms[i].weight;
		if (n < 0)
			break;
	}
	return i;
}

/* An idiom or what is nearly one, and what often follows it. */
void random_idiom(struct build *b, struct st **list)
{
	bool known = b->f->known[0] && b->f->known[1] && chance(70);

	idioms[choose(known)].make(b, list);
	if (chance(20))
		map(b, list);
}
