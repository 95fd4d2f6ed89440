/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unrolled.c - products with loops that were unrolled by hand, and what is
   nearly one.

   Assumes what idioms.c does.  A sum alone, the product of a matrix and a
   vector or of two matrices, with one or more of the loops unrolled, in any
   order: side by side, or jammed into the loops inside.  Leaves true that the
   copies of a term are the same but for where they are, save the one that a
   near miss is about. */
#include "gen.h"

#include <stdio.h>

enum { ROW, COL, SUM, NLOOPS, MAX_COPIES = 16 };

/* Where an unrolled loop ends: where a whole copy does not fit any more, by
   looking ahead or by a bound; after so many copies; or where the plain loop
   does. */
enum ending { AHEAD, ENDS, COPIES, PLAIN, NENDINGS };

/* Where sums are: in the result; in a scalar for each; in a scalar for each
   copy; or an array of these. */
enum place { MEMORY, ONE, PARTIAL, LIST, NPLACES };

/* What is not as it has to be. */
enum miss { NO_MISS, OFFSET, STEP, LOOKED, REST, ORDER, READ, OPERATOR, NMISSES };

/* An unrolled product: "order" of its "nloops" loops, for each its factor, its
   ending, the iterator it has now, how many copies there are now, and the
   first of them. */
struct product {
	struct build *b;
	int nloops, order[NLOOPS];
	int factor[NLOOPS], iter[NLOOPS], copies[NLOOPS], at[NLOOPS];
	enum ending ending[NLOOPS];
	bool counted[NLOOPS];	/* the iterator counts copies */
	bool has[NLOOPS], minus, share, one_statement, clear, in_loop;
	int array[3], local, over, window;	/* iterator of copies, or -1 */
	enum place place;
	enum fz_type type;	/* of sums */
	enum miss miss;
	uint64_t terms;		/* what terms are drawn from */
	struct access *lead[3];
};

/* Let "x" be at copy "u" of loop "l" of "q", or at all where these are in a loop
   of their own. */
static void move_idx(const struct product *q, struct idx *x, int l, int u)
{
	int it = q->iter[l], c = x->it[it];

	x->c += c * u;
	if (q->window >= 0 && q->copies[l] > 1)
		x->it[q->window] = (signed char)c;
	if (q->counted[l])
		x->it[it] = (signed char)(c * (q->factor[l]
					       - (q->miss == STEP)));
}

/* Let "acc" be at copy "u" of loop "l" of "q". */
static void move_access(struct product *q, struct access *acc, int l, int u)
{
	struct array *a = &q->b->f->array[acc->array];
	int d, it = q->iter[l];

	for (d = 0; d < a->f.nd; d++) {
		struct idx *x = &acc->sub[d];

		if (!x->it[it])
			continue;
		if (x->it[it] < 0 && q->over) {
			memset(x, 0, sizeof *x);
			x->it[it] = 1;
		}
		move_idx(q, x, l, u);
		if (a->f.extra[d] < q->over * abs(a->f.mult[d]) + x->c)
			a->f.extra[d] = (short)(q->over * abs(a->f.mult[d])
						+ x->c);
	}
}

/* Let all that "e" reads, and the iterators in it, be at copy "u" of loop
   "l" of "q". */
static void move_ex(struct product *q, struct ex *e, int l, int u)
{
	int i;

	if (e->acc)
		move_access(q, e->acc, l, u);
	if (e->op == EX_ITER)
		move_idx(q, &e->idx, l, u);
	for (i = 0; i < e->na; i++)
		move_ex(q, e->a[i], l, u);
}

/* Let "acc" go through the pointer of the first access to operand "k" of "q", if
   that is at the same iterators. */
static void follow(struct product *q, struct access *acc, int k)
{
	const struct access *lead = q->lead[k];
	int d;

	if (!lead || !q->share || lead->array != acc->array) {
		q->lead[k] = acc;
		return;
	}
	for (d = 0; d < FZ_DIMS; d++)
		if (memcmp(lead->sub[d].it, acc->sub[d].it, sizeof acc->sub[d].it)
		    || memcmp(lead->sub[d].size, acc->sub[d].size,
			      sizeof acc->sub[d].size)
		    || lead->sub[d].tail || acc->sub[d].tail) {
			q->lead[k] = acc;
			return;
		}
	acc->lead = lead;
}

/* Operand "k" of "q", with loops "r" and "c". */
static struct access *operand(struct product *q, int k, int r, int c)
{
	struct access *acc;

	if (!q->has[r] && !q->has[c]) {
		acc = access_to(q->b, q->array[k], NULL);
		memset(acc->sub, 0, sizeof acc->sub);
		return acc;
	}
	if (!q->has[r])
		return access_to(q->b, q->array[k], &q->iter[c]);
	if (!q->has[c])
		return access_to(q->b, q->array[k], &q->iter[r]);
	return entry(q->b, q->array[k], q->iter[r], q->iter[c]);
}

/* The result of "q" at the copies "u". */
static struct access *result(struct product *q, const int *u)
{
	struct access *acc = operand(q, 0, ROW, COL);
	int l;

	for (l = 0; l < SUM; l++)
		if (q->has[l])
			move_access(q, acc, l, u[l]);
	follow(q, acc, 0);
	return acc;
}

/* The term of "q" at the copies "u": drawn from the same numbers each time. */
static struct ex *term(struct product *q, const int *u)
{
	uint64_t others = gen_state;
	struct access *x, *y;
	struct ex *e;
	int l;

	gen_state = q->terms;
	x = operand(q, 1, ROW, SUM);
	y = operand(q, 2, SUM, COL);
	e = product(q->b, load(q->b, x), load(q->b, y));
	for (l = 0; l < NLOOPS; l++)
		if (q->has[l])
			move_ex(q, e, l, u[l]);
	follow(q, x, 1);
	follow(q, y, 2);
	gen_state = others;
	return q->place == MEMORY ? e : to_type(q->b, e, q->type);
}

/* Let "s" be at element "k" of the sums of "q", which are an array, or at scalar
   "k". */
static struct st *at_sum(struct product *q, struct st *s, int k)
{
	s->at.c = q->place == LIST ? k : 0;
	return s;
}

/* Sum "k" of "q" as a variable. */
static int sum_local(const struct product *q, int k)
{
	return q->place == LIST ? q->local : q->local + k;
}

/* The value of sum "k" of "q". */
static struct ex *sum_value(struct product *q, int k)
{
	struct ex *e = local_value(q->b, sum_local(q, k));

	if (q->place == LIST)
		e->idx.c = k;
	return e;
}

/* Which sum of "q" copy "u" belongs to. */
static int sum_of(const struct product *q, const int *u)
{
	int k = (u[ROW] - q->at[ROW]) * q->copies[COL] + u[COL] - q->at[COL];

	return q->place == ONE ? k : k * q->factor[SUM] + u[SUM];
}

/* The store of "e", for the copies "u" of "q". */
static struct st *add_term(struct product *q, const int *u, struct ex *e)
{
	int k = sum_of(q, u);
	enum ex_op op = q->minus ? EX_SUB : EX_ADD;

	if (q->miss == OPERATOR && chance(20)) {
		op = q->minus ? EX_ADD : EX_SUB;
		q->miss = NO_MISS;
	}
	if (q->place == MEMORY)
		return add_store(q->b, result(q, u), -1, op, e);
	return at_sum(q, add_store(q->b, NULL, sum_local(q, k), op, e), k);
}

/* Let the copies "u" of "q" be those of a near miss, at times. */
static void miss_copy(struct product *q, int *u)
{
	int l = rnd(NLOOPS);

	if (q->miss != OFFSET || q->copies[l] < 2 || chance(60))
		return;
	u[l] = rnd(q->copies[l] + 1);
	q->miss = NO_MISS;
}

/* The term at the copies "u" of "q", or what a near miss has there. */
static struct ex *term_or_miss(struct product *q, int *u)
{
	struct ex *e;

	miss_copy(q, u);
	e = term(q, u);
	if (q->miss == READ && (u[ROW] || u[COL] || u[SUM]) && chance(50)) {
		u[u[COL] ? COL : ROW] -= u[COL] || u[ROW];
		e = binary(q->b, EX_ADD, e, load(q->b, result(q, u)));
		q->miss = NO_MISS;
	}
	return e;
}

/* Add to "list" what the copies of "q" at rows and columns "u" are, in one
   statement. */
static void one_statement(struct product *q, struct st **list, int *u)
{
	struct ex *e = NULL;
	int k, v[NLOOPS];

	for (k = 0; k < q->copies[SUM]; k++) {
		memcpy(v, u, sizeof v);
		v[SUM] = k;
		e = e ? binary(q->b, EX_ADD, e, term_or_miss(q, v))
		      : term_or_miss(q, v);
	}
	u[SUM] = 0;
	append(list, add_term(q, u, e));
}

/* Add to "list" the copies of the term of "q" in a loop of their own: one sum for
   each. */
static void copies_in_loop(struct product *q, struct st **list)
{
	int u[NLOOPS] = { q->at[ROW], q->at[COL], 0 };
	int n = q->copies[ROW] * q->copies[COL] * q->copies[SUM];
	struct st *s, *loop = add_loop(q->b, -1, n);

	loop->form = FOR_LT;
	in_loop(q->b, loop);
	q->window = loop->iter;
	s = add_store(q->b, NULL, q->local, q->minus ? EX_SUB : EX_ADD,
		      term(q, u));
	q->window = -1;
	s->at.it[loop->iter] = 1;
	append(&loop->body, s);
	out_of_loop(q->b);
	append(list, loop);
}

/* Add to "list" the copies of the term of "q" at "u". */
static void one_copy(struct product *q, struct st **list, int *u)
{
	int v[NLOOPS];

	if (q->one_statement) {
		one_statement(q, list, u);
		return;
	}
	memcpy(v, u, sizeof v);
	append(list, add_term(q, u, term_or_miss(q, v)));
}

/* Set "u" to copy "i" of "q", counted through the sums first or last. */
static void set_copy(const struct product *q, int *u, int i, bool sums_first)
{
	int cols = q->copies[COL], rows = q->copies[ROW];
	int sums = q->one_statement ? 1 : q->copies[SUM];
	int rc = sums_first ? i / sums : i % (cols * rows);

	u[SUM] = sums_first ? i % sums : i / (cols * rows);
	u[COL] = rc % cols + q->at[COL];
	u[ROW] = rc / cols + q->at[ROW];
}

/* Add to "list" the copies of the term of "q". */
static void copies(struct product *q, struct st **list)
{
	int count = q->copies[ROW] * q->copies[COL], u[NLOOPS], i, k;
	struct st *all[MAX_COPIES] = { NULL }, *s;
	bool sums_first = chance(50);

	if (!q->one_statement)
		count *= q->copies[SUM];
	for (i = 0; i < count; i++) {
		set_copy(q, u, i, sums_first);
		one_copy(q, &all[i], u);
	}
	if (q->miss == ORDER && count > 1) {
		i = rnd(count);
		k = rnd(count);
		s = all[i];
		all[i] = all[k];
		all[k] = s;
		q->miss = NO_MISS;
	}
	for (i = 0; i < count; i++)
		append(list, all[i]);
}

/* The value of the sums of "q" from "k" on, "n" of them, added up. */
static struct ex *total(struct product *q, int k, int n)
{
	bool pairs = chance(50);
	int half = pairs ? (n + 1) / 2 : n - 1;

	if (n == 1)
		return sum_value(q, k);
	return binary(q->b, EX_ADD, total(q, k, half),
		      total(q, k + half, n - half));
}

/* Add to "list" what begins the sums of "q". */
static void clear_sums(struct product *q, struct st **list)
{
	int n = q->copies[ROW] * q->copies[COL], k, u[NLOOPS] = { 0 };
	struct build *b = q->b;
	struct ex *e;

	if (q->place == MEMORY && !q->clear)
		return;
	if (q->place > ONE)
		n *= q->factor[SUM];
	for (k = 0; k < n; k++) {
		e = chance(95) ? constant(b, q->type, 0)
			       : random_leaf(b, q->type);
		u[ROW] = k / q->copies[COL] + q->at[ROW];
		u[COL] = k % q->copies[COL] + q->at[COL];
		append(list, q->place == MEMORY
			     ? add_store(b, result(q, u), -1, EX_NOPS, e)
			     : at_sum(q, add_store(b, NULL, sum_local(q, k),
						   EX_NOPS, e), k));
	}
}

/* Add to "list" what becomes of the sums of "q". */
static void store_sums(struct product *q, struct st **list)
{
	int n = q->copies[ROW] * q->copies[COL], k, u[NLOOPS] = { 0 };
	int each = q->place == ONE ? 1 : q->factor[SUM];
	struct ex *e;

	if (q->place == MEMORY)
		return;
	for (k = 0; k < n; k++) {
		u[ROW] = k / q->copies[COL] + q->at[ROW];
		u[COL] = k % q->copies[COL] + q->at[COL];
		e = total(q, k * each, each);
		if (q->miss == LOOKED && chance(60)) {
			e = binary(q->b, chance(50) ? EX_ADD : EX_MUL, e,
				   sum_value(q, k * each + rnd(each)));
			q->miss = NO_MISS;
		}
		append(list, add_store(q->b, result(q, u), -1,
				       q->clear ? EX_NOPS : EX_ADD, e));
	}
}

static void level(struct product *q, struct st **list, int d);

/* Add to "list" loop "l" of "q", "d"-th from outside, with what is in it: "s",
   of "copies" copies of that. */
static void fill(struct product *q, struct st **list, struct st *s, int d,
		 int copies, bool counted)
{
	int l = q->order[d], had = q->iter[l], u;

	q->iter[l] = s->iter;
	q->counted[l] = counted;
	q->copies[l] = copies;
	in_loop(q->b, s);
	if (copies == 2 && d + 1 < q->nloops && l != SUM && chance(10)
	    && q->b->f->niters + 2 * (NLOOPS - d) <= MAXITER) {
		q->copies[l] = 1;
		for (u = 0; u < 2; u++) {
			q->at[l] = u;
			level(q, &s->body, d + 1);
		}
		q->at[l] = 0;
	} else {
		level(q, &s->body, d + 1);
	}
	out_of_loop(q->b);
	append(list, s);
	q->iter[l] = had;
}

/* Let "x" be what of it is whole tiles of "tile", or how many these are. */
static void make_whole(struct build *b, struct idx *x, int tile, bool count)
{
	x->tile = tile;
	x->whole = count ? COUNT : chance(50) ? ENDS_DIV : ENDS_MOD;
	if (!count && !(tile & (tile - 1)) && chance(30)) {
		x->whole = ENDS_AND;
		b->f->nonneg = true;
	}
}

/* The unrolled loop "l" of "q", "d"-th from outside, without what is in it: at times
   one over a triangle. */
static struct st *main_loop(struct product *q, int l, int d)
{
	static const enum loop_form forms[] = { FOR_LT, FOR_LT, FOR_LE,
						WHILE_LT, DO_WHILE };
	struct st *s = add_loop(q->b, l, 0);
	int n = q->factor[l];

	s->form = forms[rnd(5)];
	s->step = q->ending[l] == COPIES ? 1 : n;
	if (q->miss == STEP && s->step > 1)
		s->step += chance(50) ? 1 : -1;
	if (q->ending[l] == AHEAD)
		s->ahead = n - 1;
	if (q->ending[l] == AHEAD && d && chance(30))
		s->lo.it[q->iter[q->order[rnd(d)]]] = 1;
	if (q->ending[l] == ENDS || q->ending[l] == COPIES)
		make_whole(q->b, &s->hi, n, q->ending[l] == COPIES);
	if (q->ending[l] == ENDS && s->step == n && chance(15)) {
		s->form = FOR_NE;
		q->b->f->nonneg = true;
	}
	return s;
}

/* Add to "list" what is left by unrolled loop "l" of "q", "d"-th from outside,
   or let it go on where "s" ends. */
static void add_rest(struct product *q, struct st **list, struct st *s, int d)
{
	int l = q->order[d], tile = q->factor[l];
	struct st *rest = add_loop(q->b, l, 0);

	if (q->ending[l] == AHEAD || (q->ending[l] == ENDS && chance(40))) {
		q->b->f->niters--;
		rest->iter = s->iter;
		rest->form = chance(70) ? FOR_LT : WHILE_LT;
		fill(q, &s->els, rest, d, 1, false);
		return;
	}
	if (rest->form == FOR_NE)
		q->b->f->nonneg = true;
	rest->lo.size[l] = 1;
	if (q->miss == REST) {
		rest->has_lo2 = chance(30);
		rest->lo2.size[l] = 1;
		rest->lo2.c = -1;
		tile = chance(50) ? tile * 2 : 2;
		rest->form = FOR_LT;
		q->miss = NO_MISS;
	}
	make_whole(q->b, &rest->lo, tile, false);
	fill(q, list, rest, d, 1, false);
}

/* Let the pragma of "b" say that size "c" is a multiple of "tile". */
static void assume_multiple(struct build *b, int c, int tile)
{
	char *s = gen_new(40);

	snprintf(s, 40, " assume(%c %% %d == 0)", "nmk"[c], tile);
	b->f->clauses = s;
}

/* Add to "list" the loops of "q" from the "d"-th from outside on. */
static void level(struct product *q, struct st **list, int d)
{
	struct st *s;
	int l;

	if (d == q->nloops) {
		if (q->in_loop && q->copies[ROW] * q->copies[COL]
					  * q->copies[SUM] > 1)
			copies_in_loop(q, list);
		else
			copies(q, list);
		return;
	}
	l = q->order[d];
	if (d + 1 == q->nloops && l == SUM)
		clear_sums(q, list);
	if (q->factor[l] < 2) {
		fill(q, list, plain_loop(q->b, l), d, 1, false);
	} else {
		s = main_loop(q, l, d);
		fill(q, list, s, d, q->factor[l], q->ending[l] == COPIES);
		if (q->ending[l] == PLAIN && chance(60))
			assume_multiple(q->b, l, q->factor[l]);
		else if (q->ending[l] != PLAIN && chance(90))
			add_rest(q, list, s, d);
	}
	if (d + 1 == q->nloops && l == SUM)
		store_sums(q, list);
}

/* Choose which loops "q" has, and in which order. */
static void choose_loops(struct product *q)
{
	static const int orders[6][NLOOPS] = {
		{ ROW, COL, SUM }, { ROW, SUM, COL }, { COL, ROW, SUM },
		{ COL, SUM, ROW }, { SUM, ROW, COL }, { SUM, COL, ROW }
	};
	const int *o = orders[chance(50) ? 0 : rnd(6)];
	int i;

	q->has[SUM] = true;
	q->has[ROW] = chance(80);
	q->has[COL] = q->has[ROW] && chance(60);
	for (i = 0; i < NLOOPS; i++)
		if (q->has[o[i]])
			q->order[q->nloops++] = o[i];
}

/* How many iterators the loops of "q" take. */
static int iterators(const struct product *q)
{
	int i, times = 1, n = q->in_loop;

	for (i = 0; i < q->nloops; i++) {
		int both = q->factor[q->order[i]] > 1 ? 2 : 1;

		n += times * both;
		times *= both;
	}
	return n;
}

/* Choose by how much the loops of "q" are unrolled, and how they end. */
static void choose_factors(struct product *q)
{
	static const int factors[] = { 2, 2, 4, 4, 4, 8, 3, 5, 6, 16 };
	int i, l, n = 1, most = chance(10) ? MAX_COPIES : chance(35) ? 8 : 4;

	for (i = 0; i < NLOOPS; i++)
		q->factor[i] = q->copies[i] = 1;
	for (i = 0; i < 9 && (n < 2 || chance(40)); i++) {
		l = q->order[rnd(q->nloops)];
		if (q->factor[l] > 1)
			continue;
		q->factor[l] = factors[rnd(10)];
		if (n * q->factor[l] > most
		    || iterators(q) > MAXITER - q->b->f->niters) {
			q->factor[l] = 1;
			continue;
		}
		n *= q->factor[l];
		q->ending[l] = chance(40) ? AHEAD : (enum ending)rnd(NENDINGS);
		if (q->ending[l] == PLAIN || q->miss != NO_MISS)
			q->over = 2 * MAX_COPIES;
	}
}

/* Choose where the sums of "q" are; locals for them. */
static void choose_place(struct product *q)
{
	struct build *b = q->b;
	int sums = q->factor[ROW] * q->factor[COL], k;

	q->type = b->t;
	if (q->order[q->nloops - 1] != SUM)
		return;
	q->place = (enum place)rnd(NPLACES);
	if (q->place > ONE)
		sums *= q->factor[SUM];
	if (q->place != MEMORY && q->place != LIST
	    && sums > MAXLOCAL - b->f->nlocals)
		q->place = sums == 1 ? MEMORY : LIST;
	if (q->place == LIST && b->f->nlocals == MAXLOCAL)
		q->place = MEMORY;
	q->one_statement = q->place <= ONE && chance(25);
	if (q->place == MEMORY)
		return;
	if (b->t == FZ_F32 && chance(15))
		q->type = FZ_F64;
	if (!is_float(b->t))
		q->type = chance(50) ? FZ_I32 : FZ_I64;
	q->local = b->f->nlocals;
	for (k = 0; k < (q->place == LIST ? 1 : sums); k++)
		add_local(b, q->type);
	if (q->place == LIST) {
		b->f->local[q->local].count = q->factor[ROW] * q->factor[COL]
					      * q->factor[SUM];
		q->in_loop = chance(40) && q->miss == NO_MISS
			     && (q->factor[ROW] > 1) + (q->factor[COL] > 1)
						+ (q->factor[SUM] > 1)
					== 1;
	}
}

/* Make the arrays of "q". */
static void choose_arrays(struct product *q)
{
	int cls[] = { ROW, COL, SUM };
	struct build *b = q->b;

	q->array[0] = q->has[COL] ? matrix(b, ROW, COL)
				  : add_array(b, b->t, 1, &cls[ROW]);
	q->array[1] = q->has[ROW] ? matrix(b, ROW, SUM)
				  : add_array(b, b->t, 1, &cls[SUM]);
	q->array[2] = q->has[COL] ? matrix(b, SUM, COL)
				  : add_array(b, b->t, 1, &cls[SUM]);
	if (!is_float(b->t) && is_signed(b->t) && type_size(b->t) >= 4)
		b->f->array[q->array[0]].mag = 1e9;
}

/* C (+)= A B, y (+)= A x or a sum, unrolled. */
void unrolled(struct build *b, struct st **list)
{
	struct product q = { .b = b, .window = -1 };

	if (b->f->narrays + 3 > FZ_ARRAYS || b->f->niters + 4 > MAXITER)
		return;
	if (chance(40))
		q.miss = (enum miss)(1 + rnd(NMISSES - 1));
	choose_loops(&q);
	choose_factors(&q);
	choose_place(&q);
	choose_arrays(&q);
	q.share = chance(70);
	q.minus = chance(15);
	q.clear = chance(60);
	q.terms = gen_state;
	rnd(2);
	level(&q, list, 0);
}
