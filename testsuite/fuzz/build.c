/* SPDX-License-Identifier: GPL-3.0-or-later */
/* build.c - a random function: arrays, loops, statements.

   Every access is inside its array for every size that the harness gives: a
   subscript is an iterator of the dimension's size class plus something that
   the extent allows for, which grows with the accesses.  Integer sums are kept
   small enough not to overflow. */
#include "gen.h"

/* Terms of sums of signed integers are no larger than this: so few of them are added
   to one element that the sum is no larger than it may be. */
static const double sum_mag = SUM_MAG, sum_term = 1600;

void append(struct st **list, struct st *s)
{
	while (*list)
		list = &(*list)->next;
	*list = s;
}

/* A new statement of "kind". */
struct st *new_st(struct build *b, enum st_kind kind)
{
	struct st *s = NEW(struct st);

	s->kind = kind;
	s->id = b->f->nids++;
	s->op = EX_NOPS;
	s->local = -1;
	return s;
}

/* The bound on elements of type "t" that are no sums. */
static double element_mag(enum fz_type t)
{
	static const double mag[FZ_NTYPES] = {
		0, 0, 127, 255, 32767, 65535, 40, 4294967295., 1000, 1.8e19,
		0, 0
	};

	return mag[t];
}

int add_local(struct build *b, enum fz_type t)
{
	struct local *l = &b->f->local[b->f->nlocals];

	if (b->f->nlocals == MAXLOCAL)
		return -1;
	l->type = t;
	l->mag = is_float(t) ? 0
		 : t == FZ_I32 || t == FZ_I64 ? sum_mag
					      : element_mag(t);
	return b->f->nlocals++;
}

/* A random way to spell an array of "nd" dimensions. */
static enum form random_form(int nd)
{
	static const enum form two[] = { STATIC, FIXED, VLA,	PITCH, PITCH,
					 FLAT,	 FLAT,	ROWPTR, ROWS,  MOVING,
					 MEMBER, PITCH, VLA,	INSIDE };
	static const enum form one[] = { FLAT, FLAT,   FLAT,   STATIC, VLA,
					 FLAT, MOVING, MEMBER, INSIDE };

	if (nd == 1)
		return one[rnd(9)];
	if (nd == 3 && chance(30))
		return FLAT;
	return nd == 2 && chance(8) ? TABLE : two[rnd(14)];
}

int add_array(struct build *b, enum fz_type t, int nd, const int *cls)
{
	struct function *f = b->f;
	struct array *a = &f->array[f->narrays];
	int d;

	if (f->narrays == FZ_ARRAYS)
		return rnd(FZ_ARRAYS);
	a->form = random_form(nd);
	if (a->form == TABLE && chance(15))
		a->rows = chance(50) ? TWICE : REVERSED;
	a->f.type = t;
	a->f.nd = nd;
	for (d = 0; d < nd; d++) {
		a->f.cls[d] = cls[d];
		a->f.mult[d] = 1;
		a->f.extra[d] = 0;
	}
	if (chance(8))
		a->f.mult[rnd(nd)] = 2;
	a->by_columns = nd == 2 && chance(25)
			&& (a->form == FLAT || a->form == PITCH);
	a->is_restrict = chance(15) && a->form >= FLAT;
	a->exact = is_float(t);
	if (!is_float(t)) {
		a->mag = element_mag(t);
		a->f.mag = a->mag > 1000 ? 1000 : a->mag;
		if ((t == FZ_I32 || t == FZ_I64) && chance(40))
			a->mag = sum_mag;
	}
	return f->narrays++;
}

/* An iterator in scope of size class "cls", or -1; those in "used" rarely. */
static int pick_iter(struct build *b, int cls, const bool *used)
{
	int i, tries, it = -1;

	for (tries = 0; tries < 8; tries++) {
		if (!b->nscope)
			return -1;
		i = b->scope[rnd(b->nscope)];
		if (b->f->iter_class[i] != cls)
			continue;
		it = i;
		if (!used[i] || chance(8))
			return i;
	}
	return it;
}

/* Make sure that subscript "d" of "a" may exceed its iterator by "over". */
void reach(struct array *a, int d, int over)
{
	if (a->f.extra[d] < over)
		a->f.extra[d] = (short)over;
}

/* Set subscript "d" of "acc", to array "a", to iterator "it" or beyond. */
static void subscript(struct build *b, struct array *a, struct access *acc,
		      int d, int it)
{
	struct idx *s = &acc->sub[d];
	int w, cls = a->f.cls[d];

	if (chance(2) && by_data(b, a, acc, d))
		return;
	if (it < 0 || b->f->iter_class[it] != cls) {
		s->c = it < 0 ? rnd(3) : 0;
		if (it >= 0) {
			s->it[it] = 1;
			reach(a, d, b->f->iter_max[it]);
			return;
		}
		reach(a, d, s->c + 1);
		return;
	}
	if (cls < 0)
		reach(a, d, (a->f.mult[d] > 1 ? a->f.mult[d] : 1)
			    * b->f->iter_max[it] + 2);
	if (a->f.mult[d] == 2 && chance(70)) {
		s->it[it] = 2;
	} else if (cls >= 0 && chance(5)) {
		s->it[it] = -1;
		s->size[cls] = 1;
		s->c = -1;
	} else {
		s->it[it] = 1;
	}
	if (chance(18) && !(cls < 0 && a->extra_as[d])) {
		s->c += 1 + rnd(2);
		reach(a, d, 1 + 2);
	}
	if (chance(3)) {
		s->tail = 1 + rnd(6);
		if (s->tail == 1) {
			s->c += 50 + rnd(200);
			reach(a, d, 256);
		}
		if (s->tail > 1)
			reach(a, d, 64);
		return;
	}
	for (w = 0; w < b->nscope; w++)
		if (b->f->iter_class[b->scope[w]] < 0 && chance(60)
		    && cls >= 0) {
			s->it[b->scope[w]] = 1;
			reach(a, d, 4 + b->f->iter_max[b->scope[w]]);
			break;
		}
}

/* An access to "array" at the iterators "iter" (NULL: any). */
struct access *access_to(struct build *b, int array, const int *iter)
{
	struct access *acc = NEW(struct access);
	struct array *a = &b->f->array[array];
	bool used[ITERS] = { false };
	int d, it;

	acc->array = array;
	acc->id = b->f->naccesses++;
	for (d = 0; d < a->f.nd; d++) {
		if (iter) {
			acc->sub[d].it[iter[d]] = 1;
			if (b->f->iter_class[iter[d]] != a->f.cls[d]
			    || a->f.cls[d] < 0)
				reach(a, d, b->f->iter_max[iter[d]]);
			continue;
		}
		it = pick_iter(b, a->f.cls[d], used);
		if (it >= 0)
			used[it] = true;
		subscript(b, a, acc, d, it);
	}
	return acc;
}

/* The value that is left of "e" when it is stored to something of type "t" and
   bound "mag". */
static struct ex *fitting(struct build *b, struct ex *e, enum fz_type t,
			  double mag)
{
	if (!is_float(t) && is_signed(t) && type_size(t) >= 4)
		e = limit(b, e, mag);
	return to_type(b, e, t);
}

struct st *add_store(struct build *b, struct access *out, int local,
		     enum ex_op op, struct ex *e)
{
	struct st *s = new_st(b, ST_STORE);
	enum fz_type t;
	double mag;

	if (out) {
		struct array *a = &b->f->array[out->array];

		a->f.flags |= FZ_WRITTEN;
		a->exact = false;
		t = a->f.type;
		mag = a->mag;
	} else {
		b->f->local[local].exact = false;
		t = b->f->local[local].type;
		mag = b->f->local[local].mag;
	}
	if (op != EX_NOPS && op != EX_MIN && op != EX_MAX
	    && is_signed(t) && !is_float(t) && type_size(t) >= 4) {
		if (mag < sum_mag || op == EX_MUL)
			op = EX_NOPS;
		else
			mag = sum_term;
	}
	if (is_complex(t) && (op == EX_MIN || op == EX_MAX))
		op = EX_SUB;
	if (is_float(t) && op >= EX_AND && op <= EX_XOR)
		op = EX_ADD;
	if (op == EX_MUL && t == FZ_U16)
		e = limit(b, to_type(b, e, t), 100);
	if (b->f->complex && !is_complex(t) && op != EX_NOPS)
		op = EX_ADD;
	if (op != EX_NOPS)
		b->f->moves = false;
	if (t == FZ_F32 && (op == EX_ADD || op == EX_SUB) && chance(30))
		e = new_ex(b, EX_MUL, FZ_F64, 2, to_type(b, e, FZ_F64),
			   constant(b, FZ_F64, chance(50) ? 0.5 : 0.1));
	s->out = out;
	s->local = local;
	s->op = op;
	s->e = fitting(b, e, t, mag);
	s->spelling = rnd(4);
	if (s->spelling == 2 && (op == EX_MIN || op == EX_MAX))
		b->f->any_zero = true;
	return s;
}

/* The spelling of a loop that may be any. */
static enum loop_form random_loop_form(struct build *b, int cls)
{
	bool uns = cls >= 0 && index_unsigned(b->f->index);

	if (chance(60))
		return chance(80) ? FOR_LT : FOR_LE;
	switch (rnd(6)) {
	case 0:
		return WHILE_LT;
	case 1:
		return DO_WHILE;
	case 2:
		return FOR_NE;
	case 3:
		return uns ? DOWN_WRAP : DOWN_GE;
	case 4:
		return DOWN_POST;
	default:
		return uns ? DOWN_POST : DOWN_GE;
	}
}

/* Let the loop "s" over class "cls" begin or end elsewhere: at another
   iterator, at a constant, at the lesser or the greater of two. */
static void vary_bounds(struct build *b, struct st *s, int cls)
{
	bool used[ITERS] = { false };
	int other = pick_iter(b, cls, used), r = rnd(100);

	if (other >= 0 && r < 50) {
		if (r < 20) {
			memset(&s->hi, 0, sizeof s->hi);
			s->hi.it[other] = 1;
			s->hi.c = rnd(2);
		} else if (r < 35) {
			s->lo.it[other] = 1;
			s->lo.c = rnd(2);
		} else {
			s->lo.it[other] = 1;
			s->hi2 = s->lo;
			s->hi2.c = 2 + rnd(6);
			s->has_hi2 = true;
			s->both = chance(30) && s->form <= DO_WHILE;
		}
	} else if (r < 65) {
		s->lo.c = 1 + rnd(3);
	} else if (r < 75) {
		s->hi2.c = 5 + rnd(30);
		s->has_hi2 = true;
	} else if (r < 85) {
		int c = rnd(FZ_SIZES);

		s->hi2.size[c] = 1;
		s->has_hi2 = c != cls && b->f->it[c] == b->f->it[cls];
	} else if (r < 92 && b->nscope) {
		int it = b->scope[rnd(b->nscope)];

		s->lo.c = r % 2 ? 2 : 0;
		s->lo2.it[it] = 1;
		s->lo2.c = (r - 85) / 2;
		s->has_lo2 = true;
	}
}

struct st *add_loop(struct build *b, int cls, int window)
{
	struct st *s = new_st(b, ST_LOOP);
	struct function *f = b->f;

	s->iter = f->niters++;
	f->iter_loop[s->iter] = s;
	s->step = 1;
	f->iter_class[s->iter] = (signed char)cls;
	f->iter_max[s->iter] = (short)window;
	s->form = random_loop_form(b, cls);
	if (cls < 0) {
		s->hi.c = window;
		return s;
	}
	s->hi.size[cls] = 1;
	return s;
}

/* Open the loop "s". */
void in_loop(struct build *b, struct st *s)
{
	b->scope[b->nscope++] = s->iter;
	if (b->nscope > b->f->depth)
		b->f->depth = b->nscope;
}

void out_of_loop(struct build *b)
{
	b->nscope--;
}

/* A random loop for a random nest, or NULL. */
static struct st *random_loop(struct build *b)
{
	int window = chance(10) ? 2 + rnd(3) : 0;
	struct st *s;

	if (b->f->niters == MAXITER)
		return NULL;
	s = add_loop(b, window ? -1 : rnd(FZ_SIZES), window);
	if (!window && chance(25))
		vary_bounds(b, s, b->f->iter_class[s->iter]);
	if (!window && chance(8) && s->form <= DO_WHILE && s->form != FOR_NE)
		s->step = 2 + rnd(2);
	s->beside = s->has_lo2 || s->id % 3 == 0 ? 1 + (s->id / 3 + 1) % 3 : 0;
	if ((s->has_hi2 || s->has_lo2 || s->lo.c || s->hi.c)
	    && s->form == FOR_NE)
		s->form = FOR_LT;
	if (s->form == FOR_NE)
		b->f->nonneg = true;
	return s;
}

/* An array that may be written, of the main type if there is one, and often of
   as many dimensions as there are loops. */
static int pick_output(struct build *b)
{
	int i, a = 0;

	for (i = 0; i < 12; i++) {
		const struct array *x = &b->f->array[a = rnd(b->f->narrays)];

		if (x->f.type == b->t && !x->is_const
		    && (i > 6 || x->f.nd == b->nscope))
			break;
	}
	return a;
}

/* An access for a store to "array": often one element for each iteration. */
static struct access *output_access(struct build *b, int array)
{
	struct array *a = &b->f->array[array];
	int iter[FZ_DIMS], d, i;
	bool used[ITERS] = { false };

	if (chance(30) || a->f.nd != b->nscope)
		return access_to(b, array, NULL);
	for (d = 0; d < a->f.nd; d++) {
		iter[d] = -1;
		for (i = 0; i < b->nscope && iter[d] < 0; i++)
			if (b->f->iter_class[b->scope[i]] == a->f.cls[d]
			    && !used[b->scope[i]])
				iter[d] = b->scope[i];
		if (iter[d] < 0)
			return access_to(b, array, NULL);
		used[iter[d]] = true;
	}
	return access_to(b, array, iter);
}

/* A store of a random value. */
static struct st *random_store(struct build *b)
{
	static const enum ex_op ops[] = { EX_ADD, EX_ADD, EX_SUB,
					  EX_MUL, EX_MAX, EX_MIN };
	int a = pick_output(b);
	struct access *out = output_access(b, a);
	struct ex *e;

	b->avoid = a;
	e = random_ex(b, b->f->array[a].f.type, rnd(7));
	b->avoid = -1;
	return add_store(b, out, -1, chance(35) ? ops[rnd(6)] : EX_NOPS, e);
}

static void random_list(struct build *b, struct st **list, int depth);

/* A scalar set before an inner loop, accumulated in it and stored after it. */
static void random_sum(struct build *b, struct st **list)
{
	static const enum ex_op ops[] = { EX_ADD, EX_ADD, EX_ADD, EX_SUB,
					  EX_MAX, EX_MIN, EX_MUL };
	enum fz_type t = b->t;
	struct st *loop;
	int l, out;

	if (t == FZ_F32 && chance(25))
		t = FZ_F64;
	else if (!is_float(t) && chance(50))
		t = chance(50) ? FZ_I32 : FZ_I64;
	l = add_local(b, t);
	loop = l < 0 ? NULL : random_loop(b);
	if (!loop)
		return;
	append(list, add_store(b, NULL, l, EX_NOPS,
			       chance(75) ? constant(b, t, 0)
					  : random_leaf(b, t)));
	in_loop(b, loop);
	append(&loop->body, add_store(b, NULL, l, ops[rnd(7)],
				      random_ex(b, t, 1 + rnd(5))));
	if (chance(10))
		append(&loop->body, random_store(b));
	out_of_loop(b);
	append(list, loop);
	b->f->local[l].declared = true;
	out = pick_output(b);
	if (b->nscope || chance(30))
		append(list, add_store(b, output_access(b, out), -1,
				       chance(20) ? EX_ADD : EX_NOPS,
				       local_value(b, l)));
	if (!b->nscope && !b->conditional && b->f->ret < 0)
		b->f->ret = l;
	b->f->local[l].declared = !b->nscope && !b->conditional;
}

/* What runs under "cond". */
struct st *add_if(struct build *b, struct ex *cond)
{
	struct st *s = new_st(b, ST_IF);

	s->cond = cond;
	return s;
}

/* What is under a condition in "depth" loops: a store, or a choice of stores, or loops. */
static struct st *random_if(struct build *b, int depth)
{
	struct st *s = add_if(b, random_condition(b, 2));

	if (depth < 3 && chance(35))
		random_list(b, &s->body, depth);
	else
		append(&s->body, random_store(b));
	if (chance(20))
		append(&s->els, random_store(b));
	s->by_continue = chance(25);
	return s;
}

/* One statement under "depth" loops. */
static void random_item(struct build *b, struct st **list, int depth)
{
	struct st *s;

	if (depth < 3 && chance(depth ? 45 : 90)) {
		if (depth && chance(40)) {
			random_sum(b, list);
			return;
		}
		s = random_loop(b);
		if (s) {
			in_loop(b, s);
			random_list(b, &s->body, depth + 1);
			out_of_loop(b);
			append(list, s);
			return;
		}
	}
	if (!depth) {
		random_sum(b, list);
		return;
	}
	append(list, chance(15) ? random_if(b, depth) : random_store(b));
}

/* A few statements under "depth" loops. */
static void random_list(struct build *b, struct st **list, int depth)
{
	int n = chance(75) ? 1 : 2 + rnd(2);

	while (n-- > 0)
		random_item(b, list, depth);
}

/* Put the statements so far inside other control flow. */
static void wrap(struct build *b, struct st **list)
{
	enum st_kind kind = chance(40)	 ? ST_IF
			    : chance(60) ? ST_WHILE
					 : ST_SWITCH;
	struct st *s = new_st(b, kind);

	s->body = *list;
	s->step = 1 + rnd(2);
	*list = s;
	b->f->uses_flag = true;
	if (kind == ST_IF) {
		s->cond = new_ex(b, EX_NE, FZ_I32, 2,
				 new_ex(b, EX_FLAG, FZ_I32, 0),
				 constant(b, FZ_I32, 0));
		if (chance(30))
			append(&s->els, random_loop(b));
	}
}

/* What the pragma says besides. */
static const char *random_clauses(void)
{
	static const char *const some[] = {
		" serial", " threads(2)", " threads(1)", " lower(loops)",
		" assume(@ > 3)", " assume(@ % 4 == 0)", " assume(@ >= 0)",
		" assume(@ < 1000000, trust)", " lower(auto)",
		" threads(@ + 2)", " lower(blas)"
	};

	return chance(30) ? some[rnd(11)] : "";
}

/* Decide what the arrays of "f" have in common. */
static void finish_arrays(struct function *f)
{
	int i;

	for (i = 0; i < f->narrays; i++) {
		struct array *a = &f->array[i];
		bool written = a->f.flags & FZ_WRITTEN;
		bool places = a->f.flags & FZ_PLACES;

		if (written)
			a->f.flags &= ~(FZ_PLACES | FZ_HOLES);
		if (!written && chance(40))
			a->is_const = a->form != STATIC;
		if (a->form <= INSIDE)
			f->max_size = f->max_size > 40 ? 40 : f->max_size;
		if (a->form == VLA || a->form == ROWS)
			f->positive = true;
		if (a->form >= PITCH && a->f.nd > 1)
			a->f.flags |= FZ_PITCH;
		a->shaped = chance(12) && !gen_no_pragma && a->form >= FLAT
			    && !a->by_columns
			    && a->form < MEMBER && a->f.nd < 3;
		if (a->shaped)
			a->f.flags |= FZ_SHAPED;
		if (a->form >= FIXED && a->form != INSIDE && !a->is_restrict
		    && !f->disjoint && !places)
			a->f.flags |= FZ_ALIAS;
	}
}

/* The type of index of function "f". */
static void random_index_types(struct function *f)
{
	int i;

	f->index = (enum index_type)rnd(chance(70) ? 4 : NINDEXTYPES);
	f->ld = f->index < IT_SHORT && chance(70) ? f->index
						     : (enum index_type)rnd(4);
	f->max_size = index_max(f->index);
	for (i = 0; i < FZ_SIZES; i++) {
		f->it[i] = chance(85) ? f->index : (enum index_type)rnd(4);
		if (index_unsigned(f->it[i]) || index_unsigned(f->index))
			f->nonneg = true;
	}
	f->wrapped = f->index == IT_UNSIGNED && chance(25);
}

/* Let "f" know some of its sizes, at times: none negative then. */
static void random_known_sizes(struct function *f)
{
	static const int sizes[] = { 1,	 2,  3,	 5,  7,	 8,  9,	 10, 11, 12,
				     14, 15, 16, 17, 19, 20, 24, 31, 32, 33 };
	int c;

	if (!chance(20))
		return;
	for (c = 0; c < FZ_SIZES; c++)
		if (chance(90))
			f->known[c] = sizes[rnd(20)];
	f->nonneg = true;
}

/* A random type for most of the data. */
static enum fz_type random_type(void)
{
	if (chance(10))
		return chance(50) ? FZ_C64 : FZ_C128;
	if (chance(70))
		return chance(55) ? FZ_F32 : FZ_F64;
	return (enum fz_type)(FZ_I8 + rnd(8));
}

void random_function(struct function *f)
{
	struct build b = { .f = f, .avoid = -1 };
	int i, n = 1 + (chance(35) ? rnd(3) : 0), cls[FZ_DIMS];

	b.t = random_type();
	f->complex = is_complex(b.t);
	f->scalar_type = b.t;
	f->ret = -1;
	f->moves = true;
	random_index_types(f);
	random_known_sizes(f);
	f->fp = chance(40) ? RELAXED : chance(50) ? STRICT : REASSOCIATE;
	f->disjoint = chance(15);
	if (gen_no_pragma) {
		f->fp = STRICT;
		f->disjoint = false;
	}
	f->on_statement = chance(30);
	f->helper = f->number % 8 == 5;
	f->push = chance(5);
	f->clauses = random_clauses();
	for (i = 0; i < 2 + rnd(3); i++) {
		int d, nd = 1 + rnd(2) + (chance(10) ? 1 : 0);
		enum fz_type t = chance(90)	      ? b.t
				 : f->complex && chance(50)
				   ? (enum fz_type)(FZ_C64 + rnd(2))
				 : is_float(b.t) ? (enum fz_type)rnd(2)
						 : (enum fz_type)(FZ_I8 + rnd(8));

		for (d = 0; d < nd; d++)
			cls[d] = chance(85) ? d : rnd(FZ_SIZES);
		add_array(&b, t, nd > FZ_DIMS ? FZ_DIMS : nd, cls);
	}
	for (i = 0; i < FZ_DIMS; i++)
		cls[i] = i;
	if (chance(8) && !f->complex)
		index_array(&b, 1 + rnd(2), cls);
	while (n-- > 0) {
		if (chance(gen_wish ? 90 : f->known[0] ? 75 : 50))
			random_idiom(&b, &f->body);
		else
			random_item(&b, &f->body, 0);
	}
	if (!f->body)
		random_item(&b, &f->body, 0);
	if (chance(10) && f->ret < 0)
		wrap(&b, &f->body);
	finish_arrays(f);
}
