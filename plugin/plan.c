/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan.c - from groups to the tree that is emitted.

   Assumes the idiom phase.  At every level the statements are split into the
   parts that must stay together (plan_graph.c), each becomes a loop, a call
   or a statement (plan_piece.c), neighbours that may share a loop do
   (fuse.c), and the bodies of the loops are planned in the same way.
   Afterwards every nest says what became of it, and p->plan is the tree when
   all of them were lowered. */
#include "plan.h"

#include <string.h>

/* Return a node that runs "node" when the "n" polynomials "x" are >= 0. */
ta_node *ta_under_conds(struct ta_planner *pl, int n, const ta_idx **x,
			const char *text, ta_node *node)
{
	ta_node *test;
	int i;

	if (!n)
		return node;
	test = ta_node_new(pl->a, TA_NODE_IF, node->loc);
	for (i = 0; i < n; i++)
		ta_node_test(pl->a, test, TA_GUARD_GE0, text)->idx = x[i];
	ta_node_add(pl->a, test, node);
	return test;
}

/* Return the call that "node" is, or that it is a choice of, by a library
   or by a function of the file; else NULL. */
const ta_node *ta_the_call(const ta_node *node)
{
	if (node->kind == TA_NODE_IF && node->nchildren == 2
	    && node->child[1]->kind == TA_NODE_CALL)
		node = node->child[0];
	return node->kind == TA_NODE_CALL ? node : NULL;
}

/* Return whether "piece" is a loop around a product one of whose operands is
   copied, and nothing else, of which several threads can run iterations, how
   many is not known. */
static bool around_copies(struct ta_planner *pl, const struct ta_piece *piece,
			  const ta_node *loop)
{
	const ta_contraction *con;
	int64_t n;
	int i, g = pl->group[piece->set.s[0]];

	for (i = 1; i < piece->set.n; i++)
		if (pl->group[piece->set.s[i]] != g)
			return false;
	con = pl->p->group[g].con;
	return piece->around && loop->parallel && con
	       && (con->left.packed || con->right.packed)
	       && piece->nlower == 1 && piece->nupper == 1
	       && piece->lower->den == 1 && piece->upper->den == 1
	       && !ta_idx_is_const(ta_idx_sub(pl->a, piece->upper->num,
					      piece->lower->num), &n);
}

/* Return the plan of the loop "piece", around a product with a copy its
   iterations in threads only where there are enough of them, and otherwise what
   is in each. */
static ta_node *plan_loop_or(struct ta_planner *pl,
			     const struct ta_piece *piece, struct ta_place at)
{
	int nguards = pl->p->nguards;
	ta_node *node = ta_plan_loop(pl, piece, at);
	struct ta_piece alone = *piece;
	const ta_idx **x;

	if (!around_copies(pl, piece, node))
		return node;
	x = TA_NEW(pl->a, const ta_idx *);
	*x = ta_idx_addk(pl->a, ta_idx_sub(pl->a, piece->upper->num,
					   piece->lower->num),
			   -ta_cost_shared_out);
	node = ta_under_conds(pl, 1, x, "enough iterations for threads", node);
	ta_look_only_where(pl->p, nguards, *x);
	nguards = pl->p->nguards;
	alone.legal = false;
	ta_node_add(pl->a, node, ta_plan_loop(pl, &alone, at));
	ta_look_only_where(pl->p, nguards,
			ta_idx_addk(pl->a, ta_idx_scale(pl->a, *x, -1), -1));
	return node;
}

/* Return a copy of which constraints of "set" are taken care of. */
static bool **save_done(struct ta_planner *pl, const struct ta_set *set)
{
	bool **copy = TA_NEWV(pl->a, bool *, set->n);
	int i;

	for (i = 0; i < set->n; i++)
		copy[i] = (bool *)ta_memdup(
			pl->a, pl->done[set->s[i]],
			(size_t)pl->p->stmt[set->s[i]]->ncons + 1);
	return copy;
}

/* Restore what "save_done" returned. */
static void restore_done(struct ta_planner *pl, const struct ta_set *set,
			 bool **copy)
{
	int i;

	for (i = 0; i < set->n; i++)
		pl->done[set->s[i]] = copy[i];
}

/* Return the plan of the loop "piece" by strips of columns where that pays, and
   as a loop otherwise. */
static ta_node *plan_strips_or(struct ta_planner *pl,
			       const struct ta_piece *piece,
			       struct ta_place at)
{
	bool **saved = save_done(pl, &piece->set);
	ta_node *plain = plan_loop_or(pl, piece, at), *strips;

	restore_done(pl, &piece->set, saved);
	strips = ta_plan_strips(pl, piece, at, plain);
	return strips ? strips : plain;
}

/* Return the plan of the loop "piece" in skewed tiles where they pay, and as
   strips or a loop otherwise. */
static ta_node *plan_tiles_or(struct ta_planner *pl,
			      const struct ta_piece *piece,
			      struct ta_place at)
{
	bool may = ta_may_schedule(pl, piece, at);
	ta_node *node = plan_strips_or(pl, piece, at);

	return may && !pl->failed ? ta_plan_schedule(pl, piece, node) : node;
}

/* Return whether a statement of "set" is a scatter. */
static bool scatters(const struct ta_planner *pl, const struct ta_set *set)
{
	int i;

	for (i = 0; i < set->n; i++)
		if (pl->p->stmt[set->s[i]]->scatter)
			return true;
	return false;
}

/* Return the plan of the loop "piece", which changes elements at places that data say:
   with copies of these where they pay. */
static ta_node *plan_scatters(struct ta_planner *pl,
			      const struct ta_piece *piece, struct ta_place at)
{
	bool **saved = save_done(pl, &piece->set);
	ta_node *copies = ta_plan_privatised(pl, piece, at), *plain;

	restore_done(pl, &piece->set, saved);
	plain = ta_plan_loop(pl, piece, at);
	if (!copies)
		return plain;
	ta_node_add(pl->a, copies, plain);
	return copies;
}

/* Return the plan of the loop "piece" by panels whose boxes are calls where it
   runs long enough for some of those inside of a panel, or by tiles, or with a
   row for each iteration of what all write, and as a loop otherwise. */
static ta_node *plan_blocks_or(struct ta_planner *pl,
			       const struct ta_piece *piece,
			       struct ta_place at)
{
	const ta_idx **x = NULL;
	ta_node *node = NULL;
	int i, n = 0, nfit = *pl->nfit;

	if (piece->alone)
		node = ta_plan_blocks(pl, piece, at);
	if (!node && piece->solve) {
		struct ta_piece call = *piece;

		call.kind = TA_NODE_CALL;
		call.call = piece->instead;
		return ta_plan_call(pl, &call, at);
	}
	if (!node) {
		*pl->nfit = nfit;
		node = ta_plan_tiles(pl, piece, at);
		if (node)
			return node;
		node = ta_plan_expanded(pl, piece, at);
		if (!node)
			node = ta_plan_converted(pl, piece, at);
		if (!node)
			return plan_tiles_or(pl, piece, at);
		ta_node_add(pl->a, node, ta_plan_loop(pl, piece, at));
		return node;
	}
	if (pl->is_part)
		return node;
	TA_PUSH(pl->a, x, n,
		ta_idx_addk(pl->a, ta_idx_sub(pl->a, node->upper[0].num,
					      node->lower[0].num),
			    -ta_cost_least_blocks(pl->opt->eager)));
	for (i = nfit; i < *pl->nfit; i++)
		if (!ta_idx_listed((*pl->fit)[i], n, x))
			TA_PUSH(pl->a, x, n, (*pl->fit)[i]);
	*pl->nfit = nfit;
	node = ta_under_conds(pl, n, x, "enough for blocks", node);
	ta_node_add(pl->a, node, ta_plan_loop(pl, piece, at));
	return node;
}

/* Return the plan of the loop "piece" over rows with what is in it in the order of the
   source, which can run one behind the other then, or NULL. */
static ta_node *plan_in_order(struct ta_planner *pl, const struct ta_piece *piece,
			      struct ta_place at)
{
	bool **saved = save_done(pl, &piece->set);
	ta_node *node;

	pl->in_order = true;
	node = ta_plan_loop(pl, piece, at);
	pl->in_order = false;
	if (ta_is_wave(pl, node))
		return node;
	restore_done(pl, &piece->set, saved);
	return NULL;
}

/* Return the plan of "piece" at "at". */
static ta_node *plan_piece(struct ta_planner *pl, const struct ta_piece *piece,
			   struct ta_place at)
{
	ta_node *node;

	if (piece->kind == TA_NODE_STMT)
		node = ta_stmt_node(pl, piece->set.s[0]);
	else if (pl->in_order)
		node = ta_plan_loop(pl, piece, at);
	else if (piece->scatter)
		node = plan_scatters(pl, piece, at);
	else if (piece->wave && (node = plan_in_order(pl, piece, at)))
		;
	else if (piece->kind == TA_NODE_CALL)
		node = ta_plan_call(pl, piece, at);
	else if (piece->once)
		node = ta_plan_once(pl, piece, at);
	else if (piece->step > 1)
		node = ta_plan_panels_or(pl, piece, at);
	else
		node = plan_blocks_or(pl, piece, at);
	return ta_under_conds(pl, piece->nconds, piece->cond,
			   "a condition of the source", node);
}

/* Return the plan of the "n" pieces "piece", one after the other. */
ta_node *ta_plan_pieces(struct ta_planner *pl, const struct ta_piece *piece,
			int n, struct ta_place at)
{
	ta_node *seq;
	int i;

	if (n == 1)
		return plan_piece(pl, piece, at);
	seq = ta_node_new(pl->a, TA_NODE_SEQ,
			  pl->p->stmt[piece->set.s[0]]->loc);
	for (i = 0; i < n; i++)
		ta_node_add(pl->a, seq, plan_piece(pl, &piece[i], at));
	return seq;
}

/* Return whether "part" is one of statements that are to stay in one loop over rows, and
   no others; undo it for those of it otherwise, and set "mixed". */
static bool is_wave(struct ta_planner *pl, const struct ta_set *set,
		    const struct ta_set *part, bool *mixed)
{
	int i, wave = pl->wave[part->s[0]];
	bool same = true;

	for (i = 0; i < part->n; i++)
		same &= pl->wave[part->s[i]] == wave;
	if (same)
		return wave;
	for (i = 0; i < set->n; i++)
		if (ta_in_set(part, set->s[i]))
			pl->wave[set->s[i]] = 0;
	*mixed = true;
	return false;
}

/* Return the parts of "set" at "level", "n" of them: as they are in the source when
   the plan is to change nothing. */
static struct ta_set *find_parts(struct ta_planner *pl, const struct ta_set *set,
				 int level, int *n)
{
	struct ta_set *part;
	bool mixed;
	int i;

	if (pl->opt->identity || pl->in_order)
		return ta_source_order(pl, set, level, n);
	for (i = 0; i < set->n; i++)
		pl->wave[set->s[i]] = 0;
	part = ta_components(pl, set, level, n);
	mixed = ta_find_waves(pl, set, level, part, *n);
	while (mixed) {
		mixed = false;
		part = ta_components(pl, set, level, n);
		for (i = 0; i < *n; i++)
			is_wave(pl, set, &part[i], &mixed);
	}
	return part;
}

/* Return the pieces of "set" at "at", "n" of them, none of which is a window. */
static struct ta_piece *other_pieces(struct ta_planner *pl,
				     const struct ta_set *set,
				     struct ta_place at, int *n)
{
	struct ta_set *part = find_parts(pl, set, at.level, n);
	struct ta_piece *piece = TA_NEWV(pl->a, struct ta_piece, *n);
	int i;

	for (i = 0; i < *n; i++) {
		bool wave = !pl->in_order && pl->wave[part[i].s[0]];

		ta_make_piece(pl, &part[i], at, &piece[i]);
		piece[i].wave = wave && piece[i].kind == TA_NODE_LOOP;
		piece[i].scatter = scatters(pl, &part[i]);
		piece[i].alone = wave || piece[i].scatter
				 || ta_may_block(pl, &piece[i], at)
				 || ta_may_tile_alone(pl, &piece[i], at)
				 || ta_may_schedule(pl, &piece[i], at);
		ta_find_turn(pl, &piece[i], at);
	}
	return piece;
}

/* Return the pieces of "set" at "at", "n" of them.  Where loops of the source are windows
   they and others stay in its order. */
static struct ta_piece *make_pieces(struct ta_planner *pl,
				    const struct ta_set *set,
				    struct ta_place at, int *n)
{
	struct ta_set *part;
	struct ta_piece *window, *piece = NULL, *more;
	bool found = false;
	int i, k, nparts, nmore;

	part = ta_source_order(pl, set, at.level, &nparts);
	window = TA_NEWV(pl->a, struct ta_piece, nparts);
	for (i = 0; i < nparts; i++)
		found |= ta_find_window(pl, &part[i], at, &window[i]);
	if (!found)
		return other_pieces(pl, set, at, n);
	*n = 0;
	for (i = 0; i < nparts; i++) {
		more = &window[i];
		nmore = 1;
		if (!window[i].window)
			more = other_pieces(pl, &part[i], at, &nmore);
		for (k = 0; k < nmore; k++)
			TA_PUSH(pl->a, piece, *n, more[k]);
	}
	return piece;
}

/* There will be no plan, because of "why": what is made from here on is
   dropped. */
void ta_plan_fail(struct ta_planner *pl, const char *why)
{
	if (!pl->failed)
		pl->failed = why;
}

/* Return the plan of the statements "set" at "at"; when there will be none, a
   node that does nothing. */
ta_node *ta_plan_set(struct ta_planner *pl, const struct ta_set *set,
		     struct ta_place at)
{
	bool **saved = save_done(pl, set);
	struct ta_piece *piece;
	ta_node *node;
	int n;

	piece = make_pieces(pl, set, at, &n);
	if (!pl->opt->identity && !pl->in_order && !pl->failed)
		ta_fuse(pl, piece, &n, at);
	if (pl->failed)
		node = ta_node_new(pl->a, TA_NODE_SEQ, 0);
	else
		node = ta_plan_pieces(pl, piece, n, at);
	restore_done(pl, set, saved);
	return node;
}

/* Set up "pl" for "p". */
static void begin(struct ta_planner *pl, ta_program *p, const ta_options *opt)
{
	int i, j, n = p->nstmts;

	memset(pl, 0, sizeof(*pl));
	pl->bodies = TA_NEW(p->arena, int);
	pl->nfit = TA_NEW(p->arena, int);
	pl->nstrips = TA_NEW(p->arena, int);
	pl->fit = TA_NEW(p->arena, const ta_idx **);
	pl->limited = TA_NEWV(p->arena, bool, p->nnests);
	pl->manners = TA_NEWV(p->arena, unsigned, p->nnests);
	pl->nfixed = p->nparams;
	pl->p = p;
	pl->nstmts = n;
	pl->opt = opt;
	pl->a = p->arena;
	pl->iter = ta_alloc(pl->a, sizeof(*pl->iter) * ((size_t)n + 1));
	pl->lo = ta_alloc(pl->a, sizeof(*pl->lo) * ((size_t)n + 1));
	pl->hi = ta_alloc(pl->a, sizeof(*pl->hi) * ((size_t)n + 1));
	pl->at = ta_alloc(pl->a, sizeof(*pl->at) * ((size_t)n + 1));
	pl->done = TA_NEWV(pl->a, bool *, n);
	pl->group = TA_NEWV(pl->a, int, n);
	pl->nocall = TA_NEWV(pl->a, bool, p->ngroups + n);
	pl->fused = TA_NEWV(pl->a, bool, n);
	pl->tiled = TA_NEWV(pl->a, bool, n);
	pl->open = TA_NEWV(pl->a, bool, p->narrays);
	pl->wave = TA_NEWV(pl->a, int, n);
	for (i = 0; i < TA_MAX_DEPTH; i++)
		pl->block[i] = ta_cost_block(0, ta_has_library(pl),
					     opt->eager);
	for (i = 0; i < n; i++)
		pl->done[i] = TA_NEWV(pl->a, bool, p->stmt[i]->ncons + 1);
	for (i = 0; i < p->ngroups; i++) {
		pl->nocall[i] = opt->identity
				|| (p->group[i].con
				    && (!ta_used_enough(pl, p->group[i].con)
					|| !(ta_has_library(pl)
					     ? ta_call_pays(p, p->group[i].idiom)
					     : ta_is_own(pl, &p->group[i]))));
		for (j = 0; j < p->group[i].nstmts; j++)
			pl->group[p->group[i].stmt[j]] = i;
	}
}

/* Return all statements of "p", in original order. */
static struct ta_set all_stmts(ta_program *p)
{
	struct ta_set set = { p->nstmts, TA_NEWV(p->arena, int, p->nstmts) };
	int i, j;

	for (i = 0; i < p->nstmts; i++) {
		for (j = i; j; j--) {
			const ta_stmt *x = p->stmt[i];
			const ta_stmt *y = p->stmt[set.s[j - 1]];
			int c = ta_common_loops(x, y);

			if (x->order[c] > y->order[c])
				break;
			set.s[j] = set.s[j - 1];
		}
		set.s[j] = i;
	}
	return set;
}

/* Whether a plan that is one call and the loops it stands for is large enough
   for the call is for a guard to tell: what is too small runs as written.  A
   product of a matrix and a vector needs no loops besides: all tests around
   it become guards of "p". */
static void guard_the_call(ta_program *p)
{
	ta_node *test = p->plan;
	const ta_node *call;
	int i, n = 0;
	bool all;

	if (!test || test->kind != TA_NODE_IF || ta_the_call(test))
		return;
	call = ta_the_call(test->child[0]);
	if (!call)
		return;
	all = strstr(call->routine, "gemm") == NULL;
	for (i = 0; i < test->nconds; i++)
		if ((all && test->cond[i]->kind != TA_GUARD_FINITE)
		    || (test->cond[i]->kind == TA_GUARD_WORK
			    && test->cond[i]->limit > ta_cost_gemm_rows))
			TA_PUSH(p->arena, p->guard, p->nguards, test->cond[i]);
		else
			test->cond[n++] = test->cond[i];
	test->nconds = n;
	if (!n)
		p->plan = test->child[0];
}

/* The plan failed: all nests are left as written. */
static void drop_plan(struct ta_planner *pl)
{
	ta_program *p = pl->p;
	int i;

	p->plan = NULL;
	for (i = 0; i < p->nnests; i++) {
		p->nest[i].reason = TA_REASON_NO_PLAN;
		p->nest[i].detail = pl->failed;
	}
}

/* Return whether one more body of panels, of statement "s", may be planned, and
   count it; if not, its nest will say so. */
bool ta_one_more_body(struct ta_planner *pl, int s)
{
	if (!pl->is_part)
		pl->nest = pl->p->stmt[s]->order[0];
	if (++*pl->bodies <= TA_MAX_BODIES)
		return true;
	pl->limited[pl->nest] = true;
	return false;
}

/* Say of the nests of which something is left to loops because of that. */
static void note_limit(const struct ta_planner *pl)
{
	ta_program *p = pl->p;
	int i;

	for (i = 0; i < p->nnests; i++)
		if (pl->limited[i] && p->nest[i].lowered && !p->nest[i].detail)
			p->nest[i].detail = ta_sprintf(
				p->arena, "what would take more than %d kinds"
				" of panels is left to loops", TA_MAX_BODIES);
}

/* Find the dependences of "p", the body of a panel, which nobody reads; return
   false when isl's limit was hit. */
bool ta_part_deps(ta_program *p, const ta_options *opt)
{
	ta_options quiet = *opt;

	quiet.relations = false;
	if (!ta_deps(p, &quiet))
		return false;
	p->done = TA_PHASE_CANON;
	return true;
}

/* Return the plan of "p", the body of a panel planned by "outer", in which
   panels of iterator d are block[d] long, after ta_part_deps, or NULL.  What is
   left to its loops is too little for threads, that would meet in every panel;
   strips are not, unless the panel is "inside" of a parallel region. */
ta_node *ta_plan_part(ta_program *p, const struct ta_planner *outer,
		      const int64_t *block, bool inside)
{
	struct ta_planner pl;
	struct ta_place root = { 0, 0, true };
	struct ta_set set = all_stmts(p);
	const char *wrong;
	ta_node *node;

	ta_idioms(p, outer->opt);
	p->done = TA_PHASE_IDIOM;
	wrong = ta_check(p);
	if (wrong)
		ta_bug("a part of kernel %s: %s", p->name, wrong);
	begin(&pl, p, outer->opt);
	pl.bodies = outer->bodies;
	pl.nfit = outer->nfit;
	pl.nstrips = outer->nstrips;
	pl.fit = outer->fit;
	pl.limited = outer->limited;
	pl.nest = outer->nest;
	pl.nfixed = outer->nfixed;
	memcpy(pl.block, block, sizeof(pl.block));
	pl.is_part = true;
	pl.inside = inside;
	node = ta_plan_set(&pl, &set, root);
	return pl.failed ? NULL : node;
}

/* Give the program the statements that its plan copies operands with. */
static void add_copies(struct ta_planner *pl)
{
	ta_program *p = pl->p;
	bool *fused = TA_NEWV(pl->a, bool, p->nstmts + pl->npacks);
	int i;

	memcpy(fused, pl->fused, (size_t)p->nstmts * sizeof(bool));
	pl->fused = fused;
	for (i = 0; i < pl->npacks; i++)
		TA_PUSH(pl->a, p->stmt, p->nstmts, pl->pack[i]);
}

/* Make the plan of "p". */
void ta_plan(ta_program *p, const ta_options *opt)
{
	struct ta_planner pl;
	struct ta_place root = { 0, 0, false };
	struct ta_set set = all_stmts(p);

	begin(&pl, p, opt);
	p->plan = NULL;
	if (set.n)
		p->plan = ta_plan_set(&pl, &set, root);
	if (pl.failed) {
		drop_plan(&pl);
		return;
	}
	guard_the_call(p);
	p->plan = ta_jam(&pl, p->plan);
	add_copies(&pl);
	ta_pad(p);
	ta_settle_overlaps(p, p->plan);
	ta_share_columns(&pl);
	ta_transpose(&pl);
	ta_bypass(&pl);
	ta_collapse(&pl);
	ta_chains(&pl);
	ta_waves(&pl);
	ta_invert(&pl);
	ta_unswitch(&pl);
	ta_verdicts(&pl);
	note_limit(&pl);
}
