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

   Leaves true that each instance meets the same values as before: the loop over
   j carries no dependence, and may be inside of any other that its bounds do
   not depend on. */
#include "plan.h"

/* The most scalars: their vectors are on the stack. */
enum { MOST_SCALARS = 16 };

/* Return whether iterator 0 of statement "s" bounds another of its iterators,
   or is bounded by one. */
static bool tied(const ta_stmt *s)
{
	int i, d;

	for (i = 0; i < s->ncons; i++) {
		if (!ta_idx_uses(s->cons[i], 0))
			continue;
		for (d = 1; d < s->depth; d++)
			if (ta_idx_uses(s->cons[i], d))
				return true;
	}
	return false;
}

/* Return whether "acc" is to memory, or its first subscript is iterator 0, so
   that a panel has an element for each of its iterations. */
static bool goes_along(void *data, ta_access *acc)
{
	const struct ta_planner *pl = data;
	const ta_array *x = &pl->p->array[acc->array];

	return !x->is_virtual
	       || (acc->nsubs && ta_idx_equal(acc->sub[0],
					      ta_idx_var(pl->a, 0)));
}

/* Return whether all loops of "piece" may be turned, as far as bounds and
   scalars go. */
static bool may_turn(struct ta_planner *pl, const struct ta_piece *piece)
{
	int i;

	for (i = 0; i < piece->set.n; i++) {
		const ta_stmt *s = pl->p->stmt[piece->set.s[i]];

		if (tied(s) || !goes_along(pl, s->write)
		    || !ta_expr_reads(s->rhs, goes_along, pl))
			return false;
	}
	return true;
}

/* Return whether vectors over the loop of "piece" suit the statements that the
   loop inside of it carries something between, and vectors over that do not. */
static bool turning_pays(struct ta_planner *pl, const struct ta_piece *piece)
{
	const ta_program *p = pl->p;
	int i, along = 0, down = 0;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *d = &p->dep[i];

		if (d->reduction || !ta_in_set(&piece->set, d->src)
		    || !ta_in_set(&piece->set, d->dst) || d->common < 2
		    || !(d->levels & 2))
			continue;
		along += ta_stride_score(pl, p->stmt[d->src], 0)
			 + ta_stride_score(pl, p->stmt[d->dst], 0);
		down += ta_stride_score(pl, p->stmt[d->src], 1)
			+ ta_stride_score(pl, p->stmt[d->dst], 1);
	}
	return along > 0 && down < 0;
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
   "piece". */
static bool is_scalar_of(const struct ta_planner *pl,
			 const struct ta_piece *piece, int v)
{
	const ta_program *p = pl->p;
	int i;

	if (!p->array[v].is_virtual || p->array[v].ndims != 1)
		return false;
	for (i = 0; i < piece->set.n; i++)
		if (ta_stmt_touches(p->stmt[piece->set.s[i]], v))
			return true;
	return false;
}

/* Return whether "piece" has few enough scalars. */
static bool few_scalars(const struct ta_planner *pl,
			const struct ta_piece *piece)
{
	int v, n = 0;

	for (v = 0; v < pl->p->narrays; v++)
		n += is_scalar_of(pl, piece, v);
	return n <= MOST_SCALARS;
}

/* Return whether "piece" has enough iterations for panels to pay; where that is
   not known, it gets a test, and itself as what runs otherwise. */
static bool enough(struct ta_planner *pl, struct ta_piece *piece)
{
	struct ta_piece *loop;
	const ta_idx *more;
	int64_t k;

	if (pl->opt->eager)
		return true;
	if (piece->nlower != 1 || piece->nupper != 1 || piece->lower->den != 1
	    || piece->upper->den != 1)
		return false;
	more = ta_idx_addk(pl->a, ta_idx_sub(pl->a, piece->upper->num,
					     piece->lower->num),
			   -ta_cost_turned_least);
	if (!more || ta_idx_is_const(more, &k))
		return more && k >= 0;
	loop = TA_NEW(pl->a, struct ta_piece);
	*loop = *piece;
	piece->alt = loop;
	piece->nalt = 1;
	TA_PUSH(pl->a, piece->enough, piece->nenough, more);
	return true;
}

/* Let "piece", at "at", run by panels and turned, if that is right and pays. */
void ta_find_turn(struct ta_planner *pl, struct ta_piece *piece,
		  struct ta_place at)
{
	if (piece->kind != TA_NODE_LOOP || !piece->legal || piece->around
	    || piece->alone || piece->nreductions || piece->nconds || at.level
	    || at.inside || pl->is_part || pl->opt->identity
	    || !vectors_do(pl, piece) || !may_turn(pl, piece)
	    || !few_scalars(pl, piece) || !turning_pays(pl, piece)
	    || !enough(pl, piece))
		return;
	piece->turned = true;
	piece->step = ta_cost_turned_panel;
}

/* Note that the scalars of "piece", which runs by panels, have an element for
   each iteration of a panel, and are local to the loop "node" of panels; or,
   when not "open", that they are scalars again. */
void ta_open_virtuals(struct ta_planner *pl, const struct ta_piece *piece,
		      ta_node *node, bool open)
{
	int v;

	pl->turned = open;
	for (v = 0; v < pl->p->narrays; v++) {
		if (!is_scalar_of(pl, piece, v))
			continue;
		pl->open[v] = open;
		if (open)
			TA_PUSH(pl->a, node->local, node->nlocals, v);
	}
}

/* Return the iterator that "set", in a panel that is turned, at "level", runs
   next: "d", the first one that is left, or the one inside of it. */
int ta_turned_iter(const struct ta_planner *pl, const struct ta_set *set, int d,
		   int level)
{
	const ta_program *p = pl->p;
	int i;

	if (!pl->turned || d)
		return d;
	for (i = 0; i < set->n; i++) {
		const ta_stmt *s = p->stmt[set->s[i]];

		if (s->depth < 2 || pl->iter[set->s[i]][1]
		    || pl->iter[set->s[i]][0]
		    || ta_common_loops(p->stmt[set->s[0]], s) < 2)
			return d;
	}
	for (i = 0; i < p->ndeps; i++)
		if (ta_in_set(set, p->dep[i].src)
		    && ta_in_set(set, p->dep[i].dst)
		    && ta_dep_carried(pl, &p->dep[i], level, 0, 0))
			return d;
	return 1;
}
