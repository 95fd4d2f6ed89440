/* SPDX-License-Identifier: GPL-3.0-or-later */
/* turn.c - a recurrence down the columns of a matrix runs along its rows.

   Assumes a loop whose iterations are independent, in which a loop carries
   values along, in scalars or in memory:

	for j:
	  y = 0
	  for i: A[i][j] = A[i][j] + b * y;  y = A[i][j]

   Each iteration of the inner loop is a row further.  Run by panels of j, in
   which every scalar is a vector, the loop over j can be the innermost:

	loop j by 256		parallel
	  locals y[256]
	  loop j: y[j] = 0
	  loop i
	    loop j		simd
	      A[i][j] = A[i][j] + b * y[j];  y[j] = A[i][j]

   Where it has no row in memory, but meets again in each iteration of the loop over i
   what it has, a panel is one vector, whose scalars registers hold when the panel is full;
   without scalars, as of points whose coordinates go on from step to step in memory, the
   vectors of a longer one need not wait for one another.

   So is one of a few vectors, if loops inside go through a row that each iteration has,
   of which the panel gets a copy that is turned (turn_copy.c); all loops are around that
   over the panel then ("deep").

   What goes down may be a sum too, that is kept apart from what it becomes, and
   the loop may be inside of others, or around several, as those over a window: those that
   are short are around the one over the panel, too.

   Leaves true that each instance meets the same values as before: the loop over
   j carries no dependence, and may be inside of any other that its bounds do
   not depend on. */
#include "plan.h"

/* The most scalars: their vectors are on the stack. */
enum { MOST_SCALARS = 48 };

/* A loop that may be turned: iterator "t" of all its statements, of which one of "depth"
   is looked at.  "deep": what is made of loops in the loop inside may go along, too. */
struct turn {
	struct ta_planner *pl;
	int t, depth;
	bool deep;
};

/* Return whether "acc" is to memory, or to a scalar of loops around that of
   "data", or its last subscript is the iterator of that, so that a panel has an
   element for each of its iterations, or it is to a scalar of each iteration of all
   loops around the statement, none of which is left inside of vectors; or "deep", of all
   but one. */
static bool goes_along(void *data, ta_access *acc)
{
	const struct turn *x = data;
	const ta_array *v = &x->pl->p->array[acc->array];
	int64_t k;
	int d;

	if (v->is_virtual && acc->nsubs > x->t + 1 && acc->nsubs != x->depth
	    && !(x->deep && acc->nsubs == x->t + 2))
		return false;
	for (d = x->t; v->is_virtual && d < acc->nsubs; d++) {
		const ta_idx *more = ta_idx_sub(x->pl->a, acc->sub[d],
						ta_idx_var(x->pl->a, d));

		if (d > x->t ? ta_idx_uses_iters(more)
			     : !ta_idx_is_const(more, &k) || k)
			return false;
	}
	return true;
}

/* Return whether all loops of "piece", over iterator "t", may be turned, as far
   as bounds and scalars go, "deep" or not: in a panel there are no more panels. */
static bool may_turn(struct ta_planner *pl, const struct ta_piece *piece, int t,
		     bool deep)
{
	struct turn x = { pl, t, 0, deep };
	int i;

	for (i = 0; i < piece->set.n; i++) {
		const ta_stmt *s = pl->p->stmt[piece->set.s[i]];

		x.depth = s->depth;
		if (piece->it[i] != t || pl->lo[piece->set.s[i]][t]
		    || ta_stmt_tied(s, t)
		    || !goes_along(&x, s->write)
		    || !ta_expr_reads(s->rhs, goes_along, &x))
			return false;
	}
	return true;
}

/* Return whether "d" is a sum in a scalar that has one value in each iteration
   of loop "t", or, over the loop in it alone, in an element that is beside that of the
   next. */
static bool is_own_sum(const ta_program *p, const ta_dep *d, int t)
{
	const ta_stmt *s = p->stmt[d->dst];

	if (!d->reduction)
		return false;
	if (p->array[d->array].is_virtual)
		return p->array[d->array].ndims == t + 1;
	return s->write->array == d->array && s->depth == t + 2
	       && ta_factor(p->arena, s->write->offset, t) == 1
	       && !ta_uses_from(s->write->offset, t + 1);
}

/* Return whether "d" is by a scalar of each iteration of loop "t" that is no sum: its
   vectors go along that loop, and no other. */
static bool is_own_choice(const ta_program *p, const ta_dep *d, int t)
{
	return !d->reduction && p->array[d->array].is_virtual
	       && p->array[d->array].ndims == t + 1;
}

/* Return whether "s" computes what it writes, and does not choose or copy it. */
static bool computes(const ta_stmt *s)
{
	return s->rhs->op != TA_OP_SELECT && s->rhs->op != TA_OP_READ
	       && s->rhs->op != TA_OP_MIN && s->rhs->op != TA_OP_MAX;
}

/* Return whether a statement of "piece" sets a scalar of each iteration of loop "t", for the
   loop inside. */
static bool has_scalars(const ta_program *p, const struct ta_piece *piece, int t)
{
	int i;

	for (i = 0; i < piece->set.n; i++) {
		const ta_stmt *s = p->stmt[piece->set.s[i]];

		if (s->depth == t + 1 && p->array[s->write->array].is_virtual)
			return true;
	}
	return false;
}

/* Return how much better vectors over iterator "t" suit all statements of "piece" than such
   over the one inside of it do. */
static int suits_all(struct ta_planner *pl, const struct ta_piece *piece, int t)
{
	int i, score = 0;

	for (i = 0; i < piece->set.n; i++) {
		const ta_stmt *s = pl->p->stmt[piece->set.s[i]];

		if (s->depth > t + 1)
			score += ta_vector_score(pl, s, t)
				 - ta_vector_score(pl, s, t + 1);
	}
	return score;
}

/* Return whether "acc", of the loop over iterator t of the struct turn "data", is to the
   same element in the next iteration of that, or one that is nearly beside it. */
static bool is_near(void *data, ta_access *acc)
{
	const struct turn *x = data;

	return !acc->offset || !ta_idx_uses(acc->offset, x->t)
	       || ta_moves_little(x->pl->a, acc->offset, x->t, TA_MAX_GAP);
}

/* Return whether all that the statements of "piece" access in one iteration of iterator
   "t" is nearly beside what they do in the next. */
static bool all_are_near(struct ta_planner *pl, const struct ta_piece *piece, int t)
{
	struct turn x = { pl, t, 0, false };
	int i;

	for (i = 0; i < piece->set.n; i++) {
		const ta_stmt *s = pl->p->stmt[piece->set.s[i]];

		if (!is_near(&x, s->write) || !ta_expr_reads(s->rhs, is_near, &x))
			return false;
	}
	return true;
}

/* Return whether vectors over the loop of "piece" suit the statements that the
   loop inside of it carries something between, or are no worse than scalars where vectors
   over that cannot be; a sum can be made of vectors over either, and is to have the better
   ones.  Where these statements have nothing in memory the others say so; and where rows
   are copied all are suited. */
static bool turning_pays(struct ta_planner *pl, const struct ta_piece *piece,
			 int t)
{
	const ta_program *p = pl->p;
	int i, along = 0, down = 0, sums = 0, others = 0;
	bool chains = false;

	if (piece->copies)
		return true;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *d = &p->dep[i];
		bool sum = is_own_sum(p, d, t);

		if ((d->reduction && !sum) || !ta_in_set(&piece->set, d->src)
		    || !ta_in_set(&piece->set, d->dst) || d->common < t + 2
		    || !(d->levels & 2u << t))
			continue;
		along += ta_vector_score(pl, p->stmt[d->src], t)
			 + ta_vector_score(pl, p->stmt[d->dst], t);
		down += ta_vector_score(pl, p->stmt[d->src], t + 1)
			+ ta_vector_score(pl, p->stmt[d->dst], t + 1);
		along += is_own_choice(p, d, t);
		chains |= is_own_choice(p, d, t) && computes(p->stmt[d->dst]);
		sums += sum;
		others += !sum;
	}
	if (!along && down <= 0)
		along = suits_all(pl, piece, t);
	if (chains)
		return along > 0;
	if (others && !sums && along >= 0 && all_are_near(pl, piece, t))
		return true;
	return along > 0 && (others || sums || has_scalars(p, piece, t))
	       && down < along;
}

/* Return whether vectors can do what the statements of "piece" compute. */
static bool vectors_do(const struct ta_planner *pl,
		       const struct ta_piece *piece)
{
	int i;

	for (i = 0; i < piece->set.n; i++)
		if (ta_stmt_branches(pl->p, pl->p->stmt[piece->set.s[i]]))
			return false;
	return true;
}

/* Return whether array "v" is virtual and a scalar of each iteration of
   "piece", over iterator "t" of all statements that touch it; or where rows are copied
   one of each iteration of the loop inside, too. */
static bool is_scalar_of(const struct ta_planner *pl,
			 const struct ta_piece *piece, int v, int t)
{
	const ta_program *p = pl->p;
	bool touched = false;
	int i;

	if (!p->array[v].is_virtual
	    || (p->array[v].ndims != t + 1
		&& !(piece->copies && p->array[v].ndims == t + 2)))
		return false;
	for (i = 0; i < piece->set.n; i++)
		if (ta_stmt_touches(p->stmt[piece->set.s[i]], v)) {
			if (piece->it[i] != t)
				return false;
			touched = true;
		}
	return touched;
}

/* The scalars that each iteration of a loop has: how many, of how many bytes together, and
   the largest of them. */
struct scalars {
	int n, size;
	int64_t bytes;
};

/* Return the scalars of each iteration of "piece", over iterator "t". */
static struct scalars scalars_of(const struct ta_planner *pl,
				 const struct ta_piece *piece, int t)
{
	struct scalars x = { 0, 1, 0 };
	int v, size;

	for (v = 0; v < pl->p->narrays; v++)
		if (is_scalar_of(pl, piece, v, t)) {
			size = ta_type_size(pl->p->array[v].elem);
			x.size = size > x.size ? size : x.size;
			x.bytes += size;
			x.n++;
		}
	return x;
}

/* Return false if "acc", of the loop over iterator t of the struct turn "data", is to
   another element both for the next iteration of that loop and of one inside of it. */
static bool is_met_again(void *data, ta_access *acc)
{
	const struct turn *x = data;

	return !acc->offset || !ta_idx_uses(acc->offset, x->t)
	       || !ta_uses_from(acc->offset, x->t + 1);
}

/* Return whether a panel of "piece", over iterator "t", is to be one vector, so that
   registers hold what is its own from one iteration of the loops inside to the next: all
   that it has in memory it meets again in these. */
static bool suits_registers(struct ta_planner *pl, const struct ta_piece *piece,
			    int t)
{
	struct turn x = { pl, t, 0, false };
	int i;

	for (i = 0; i < piece->set.n; i++) {
		const ta_stmt *s = pl->p->stmt[piece->set.s[i]];

		if (!is_met_again(&x, s->write)
		    || !ta_expr_reads(s->rhs, is_met_again, &x))
			return false;
	}
	return true;
}

/* Return whether "piece" has "least" iterations, enough for panels to pay; where that is
   not known, it gets a test, and itself as what runs otherwise, which what seldom
   runs is not worth.  So it does where rows are copied, for which there may be no memory.
   "written": the piece as it was. */
static bool enough(struct ta_planner *pl, struct ta_piece *piece,
		   const struct ta_piece *written, int64_t least)
{
	const ta_idx *more = NULL;
	struct ta_piece *loop;
	int64_t k;

	if (pl->opt->eager && !piece->copies)
		return true;
	if (piece->nlower != 1 || piece->nupper != 1 || piece->lower->den != 1
	    || piece->upper->den != 1)
		return false;
	if (!pl->opt->eager) {
		more = ta_idx_addk(pl->a, ta_idx_sub(pl->a, piece->upper->num,
						     piece->lower->num),
				   -least);
		if (more && piece->copies)
			more = ta_turn_pays(piece->copies, more);
		if (!more || (ta_idx_is_const(more, &k) && k < 0))
			return false;
		if (ta_idx_is_const(more, &k))
			more = NULL;
	}
	if (!more && !piece->copies)
		return true;
	if (pl->small)
		return !piece->copies;
	loop = TA_NEW(pl->a, struct ta_piece);
	*loop = *written;
	piece->alt = loop;
	piece->nalt = 1;
	if (more)
		TA_PUSH(pl->a, piece->enough, piece->nenough, more);
	return !piece->copies || ta_test_copies(piece->copies, piece);
}

/* Set how many iterations a panel of "piece", over iterator "t", has, and what is known of
   it; return whether there are few enough scalars, and iterations enough.  "written": the
   piece as it was.  The same number in all places of a vector of the shortest takes two
   instructions, which a longer panel needs less often. */
static bool choose_panel(struct ta_planner *pl, struct ta_piece *piece,
			 const struct ta_piece *written, int t)
{
	struct scalars scalars = scalars_of(pl, piece, t);
	int lanes = pl->opt->simd_bytes / scalars.size;
	bool wide = pl->opt->simd_bytes > TA_SHORTEST_VECTOR;
	int64_t least = ta_cost_turned_least;

	if (scalars.n > MOST_SCALARS)
		return false;
	piece->step = ta_cost_turned_panel(scalars.bytes);
	piece->full = piece->copies
		      || (wide && scalars.n && suits_registers(pl, piece, t));
	if (piece->full) {
		piece->step = piece->copies ? ta_turn_step(piece->copies)
					    : lanes;
		least = piece->copies ? piece->step * 5 / 16 : piece->step / 2;
	}
	return enough(pl, piece, written, least);
}

/* Return whether what "piece" adds up over all of its iterations is in scalars: then a panel
   adds up what is its own, after it is made. */
static bool sums_are_scalars(const struct ta_planner *pl,
			     const struct ta_piece *piece)
{
	int i;

	for (i = 0; i < piece->nreductions; i++) {
		const ta_stmt *s = pl->p->stmt[piece->reduction[i].stmt];

		if (!pl->p->array[s->write->array].is_virtual
		    || s->in_place != TA_OP_NONE)
			return false;
	}
	return true;
}

/* Let "piece", at "at", run by panels and turned, if that is right and pays. */
void ta_find_turn(struct ta_planner *pl, struct ta_piece *piece,
		  struct ta_place at)
{
	struct ta_piece turned = *piece;
	int t = at.level;

	if (piece->kind != TA_NODE_LOOP || !piece->legal || piece->around
	    || piece->alone || !sums_are_scalars(pl, piece) || piece->nconds
	    || (at.inside && !t) || pl->turned || pl->is_part
	    || pl->opt->identity || !vectors_do(pl, piece))
		return;
	if (!may_turn(pl, piece, t, false)) {
		if (!may_turn(pl, piece, t, true))
			return;
		turned.copies = ta_turn_copies(pl, piece, t);
		if (!turned.copies)
			return;
	}
	if (!turning_pays(pl, &turned, t) || !choose_panel(pl, &turned, piece, t))
		return;
	*piece = turned;
	piece->turned = true;
}

/* Note that the scalars of "piece", which runs by panels, have an element for
   each iteration of a panel, and are local to the loop "node" of panels; or,
   when not "open", that they are scalars again.  "t": the iterator that is
   turned, of those statements that run it. */
void ta_open_virtuals(struct ta_planner *pl, const struct ta_piece *piece, int t,
		      ta_node *node, bool open)
{
	int v;

	pl->turned = open ? t + 1 : 0;
	pl->deep = open && piece->copies;
	for (v = 0; v < pl->p->narrays; v++) {
		if (!is_scalar_of(pl, piece, v, t))
			continue;
		pl->open[v] = open;
		if (open)
			TA_PUSH(pl->a, node->local, node->nlocals, v);
	}
}

/* Return the first iterator of statement "s" behind "t" that is not placed, or its
   depth. */
static int next_iter(const struct ta_planner *pl, int s, int t)
{
	int d = t + 1;

	while (d < pl->p->stmt[s]->depth && pl->iter[s][d])
		d++;
	return d;
}

/* Return the iterator that "set", in a panel that is turned, at "level", runs
   next: "d", the first one that is left, or the first one inside of it. */
int ta_turned_iter(const struct ta_planner *pl, const struct ta_set *set, int d,
		   int level)
{
	const ta_program *p = pl->p;
	int i, t = pl->turned - 1, next;

	if (t < 0 || d != t)
		return d;
	next = next_iter(pl, set->s[0], t);
	if (next != t + 1 && !pl->deep
	    && !ta_is_short_iter(p, p->stmt[set->s[0]], next, TA_MOST_SHORT))
		return d;
	for (i = 0; i < set->n; i++) {
		const ta_stmt *s = p->stmt[set->s[i]];

		if (s->depth <= next || next_iter(pl, set->s[i], t) != next
		    || pl->iter[set->s[i]][t] || !pl->lo[set->s[i]][t]
		    || ta_common_loops(p->stmt[set->s[0]], s) <= next)
			return d;
	}
	for (i = 0; i < p->ndeps; i++)
		if (ta_in_set(set, p->dep[i].src)
		    && ta_in_set(set, p->dep[i].dst)
		    && ta_dep_carried(pl, &p->dep[i], level, t, t))
			return d;
	return next;
}
