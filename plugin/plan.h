/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan.h - what the files from canon.c to guard.c share among themselves.

   Assumes ta.h.  Nothing outside the planner includes this. */
#ifndef TA_PLAN_H
#define TA_PLAN_H

#include "ta.h"

/* ---------------------------------------------------- canon and idioms -- */

/* rewrite.c */
int ta_expr_size(const ta_expr *e);
ta_expr *ta_expr_replace(const ta_program *p, const ta_expr *e,
			 int array, const ta_expr *by);
bool ta_stmt_touches(const ta_stmt *s, int array);
bool ta_uses_virtual(const ta_program *p, const ta_stmt *s);
bool ta_runs_wherever(const ta_stmt *x, const ta_stmt *y, int depth);
int64_t ta_factor(ta_arena *a, const ta_idx *q, int var);
bool ta_moves_little(ta_arena *a, const ta_idx *q, int var, int64_t gap);
bool ta_same_domain(const ta_stmt *x, const ta_stmt *y, int depth);
void ta_stmt_subst(ta_arena *a, ta_stmt *s, const ta_idx *const *to);
void ta_stmt_confine(ta_arena *a, ta_stmt *s, int d, const ta_idx *lo,
		     const ta_idx *hi);
bool ta_program_drop(ta_program *p, const bool *drop);
void ta_make_place(ta_program *p, const ta_stmt *s, int d, int n);
void ta_make_place_before(ta_program *p, const ta_stmt *s, int d, int n);
void ta_add_before(ta_program *p, const ta_stmt *s, ta_access *write, int places,
		   ta_expr *rhs);
struct ta_planner;
ta_stmt *ta_planned_stmt(struct ta_planner *pl, const ta_stmt *of, int more,
			 int *number);
void ta_program_marks(ta_program *p);
bool ta_expr_is_value(const ta_expr *e, double value);

/* What a * v + b * C was taken apart into; NULL factors are 1. */
struct ta_linear {
	bool has_v, has_c, neg_v, neg_c;
	const ta_expr *v, *c;
};

bool ta_take_linear(const ta_program *p, const ta_expr *e, bool neg,
		    const ta_access *vacc, const ta_access *cacc,
		    struct ta_linear *l);

/* Return whether contractions of "idiom" replace an operand by the result. */
static inline bool ta_in_place(enum ta_idiom idiom)
{
	return idiom == TA_IDIOM_TRMM || idiom == TA_IDIOM_TRSM
	       || idiom == TA_IDIOM_TRMV || idiom == TA_IDIOM_TRSV;
}

/* idiom_symm.c */
ta_contraction *ta_match_symm(ta_program *p, int update);

/* idiom_contract.c */
bool ta_is_product(ta_program *p, int update);
bool ta_simple_bounds(const ta_program *p, const ta_stmt *s, int d,
		      const ta_idx **lo, const ta_idx **hi);

/* restrict.c */
bool ta_conditions(const ta_program *p, const ta_stmt *s, const ta_expr *e,
		   bool holds, bool any, int *n, const ta_idx ***cons);
void ta_reads_where(const ta_program *p, const ta_stmt **s,
		    bool (*fn)(void *data, ta_access *acc), void *data);
void ta_mark_sure(ta_expr *e);

/* idiom_pack.c */
bool ta_split_domain(const ta_program *p, const ta_stmt *s,
		     const ta_access *acc, unsigned inner, int *n,
		     const ta_idx ***when);
unsigned ta_idx_iters(const ta_idx *x, int depth);
bool ta_box_bounds(const ta_program *p, const ta_stmt *s, int d, int n,
		   const ta_idx *const *but, const ta_idx **lo,
		   const ta_idx **hi);
bool ta_worth_packing(const ta_program *p, const ta_contraction *x,
		      const ta_contraction *y);

/* reciprocal.c */
void ta_reciprocals(ta_program *p);
bool ta_is_rounded(const ta_expr *e);
void ta_invert(struct ta_planner *pl);

/* unswitch.c */
void ta_unswitch(struct ta_planner *pl);

/* hoist.c, divisor.c: whether "p" changed */
bool ta_takes_long(const ta_expr *e);
bool ta_hoist(ta_program *p);
bool ta_invert_divisors(ta_program *p);

/* extreme.c */
ta_expr *ta_extreme_choice(ta_arena *a, int sign, ta_expr *x, ta_expr *y,
			   ta_loc loc);
void ta_extremes(ta_program *p);

/* pairs.c: is it worth to find what "p" depends on for them? whether "p" changed; whether "v" is to stay a scalar; rows of fewer elements
   are scalars */
enum { TA_SHORT_ROW = 16 };
bool ta_may_have_pairs(const ta_program *p);
bool ta_pairs(ta_program *p);
bool ta_is_pair_scalar(const ta_program *p, int v);

/* forward.c, coalesce.c: return whether "p" changed */
bool ta_forward(ta_program *p);
bool ta_forward_elements(ta_program *p);
bool ta_coalesce(ta_program *p);

/* canon.c */
void ta_sort_stmts(ta_program *p);
bool ta_find_deps(ta_program *p, const ta_options *opt);
ta_program *ta_program_snapshot(const ta_program *p);

/* rewrite.c */
void ta_reads_anyway(ta_program *p);

/* border.c: whether "s" is cut at the border of a loop, if it may be cut; whether "p"
   changed */
bool ta_has_border(const ta_program *p, const ta_stmt *s);
bool ta_cut_borders(ta_program *p);

/* window.c: return whether "p" changed */
bool ta_side_by_side(const ta_stmt *s, const ta_stmt *t);
bool ta_join_windows(ta_program *p);

/* pivot.c */
bool ta_loop_carries(const ta_program *p, const ta_stmt *s, int d);
bool ta_inner_loops_carry(const ta_program *p, int nest);
void ta_split_at_pivots(ta_program *p, const ta_options *opt);

/* accumulate.c */
bool ta_accumulate_in_rows(ta_program *p, const ta_options *opt);

/* diagonal.c */
void ta_rows_for_diagonals(ta_program *p, const ta_options *opt);

/* interchange.c */
void ta_drop_implied(const ta_program *p, ta_stmt *s, int d);
void ta_interchange(ta_program *p, const ta_options *opt);

/* untile.c */
bool ta_follows(const ta_program *p, const ta_stmt *s, const ta_idx *q,
		int but, int last);
bool ta_has_bounds(ta_arena *a, const ta_stmt *s);
int ta_untile(ta_program *p, const ta_options *opt, bool *changed);

bool ta_no_value_of(const ta_expr *e, int t);

/* untile_quotient.c */
bool ta_drop_quotients(ta_program *p, int nest);

/* untile_count.c */
void ta_count_from_start(ta_program *p, bool by_sizes);

/* reroll.c: return whether "p" changed */
int ta_join_sums(ta_program *p);
bool ta_reroll(ta_program *p);
bool ta_join_rests(ta_program *p, int nest);

/* conditional.c */
ta_expr *ta_neutral(ta_arena *a, enum ta_op op, enum ta_type type);
ta_expr *ta_without_keep(const ta_program *p, ta_expr *e, const ta_access *old);

/* split.c, arg.c, unroll.c, widen.c: return whether "p" changed */
bool ta_split_sums(ta_program *p);
bool ta_args(ta_program *p);
bool ta_unroll(ta_program *p, const ta_options *opt);
bool ta_widen(ta_program *p);

/* coordinates.c */
bool ta_is_of_points(const ta_program *p, const ta_stmt *first, int t);
void ta_keep_coordinates(ta_program *p, int first, int j);
bool ta_where_loop_runs(ta_arena *a, const ta_stmt *of, int j,
			const ta_idx ***cons, int *n);

/* ---------------------------------------------------------------- plans -- */

/* Statements, in original order. */
struct ta_set {
	int n;
	int *s;
};

/* Where in the plan something stands: "level" loops over statement iterators
   are around it, that define with the panel loops "var" variables.  "inside":
   in a parallel region, or no region may be opened. */
struct ta_place {
	int level, var;
	bool inside;
};

/* The state of planning, by statement "s" and iterator "d".  iter[s][d]: the
   value of a placed iterator over plan variables, or NULL; at[s][l]: the
   iterator that loop level l runs; lo, hi[s][d]: the panel an iterator is
   confined to, or NULL; done[s][c]: constraint c holds where we are; group[s]:
   its group; nocall[g]: group g is to be loops; fused[s]: it shares a loop with
   what it shared none with in the source; tiled[s]: its loops run by tiles;
   block[d]: how long panels of iterator d are whose boxes are calls, 0 for
   none; *bodies: how many bodies of such panels were planned; manners[n]: how
   loops of nest n run (verdict.c); limited[n]: of nest n some were not, that
   would be too many, "nest" being the one at work; "is_part": the program is
   one; "nfixed": how many of its parameters are no panels; "inside": it is in a
   parallel region; "small": what is planned runs where a call is not worth it.
   (*fit)[0 .. *nfit - 1]: what is to be >= 0 for strips in parts to stay in
   cache; *nstrips: how many loops by strips there are.  "pack": statements that
   copy operands, or do several iterations of another, which the program gets
   when it is planned, behind the "nstmts" that it has.  "turned": 0, or 1 plus
   the iterator over a panel that the loop over it is to be innermost in, "deep" if that is
   inside of all loops; open[v]: virtual array v has an element for each of its iterations.  wave[s]: 0, or
   the group of statements with which s stays in one loop over rows, which run one
   behind the other (wave.c); "window": what is planned is in a loop of vectors, and written out (plan_window.c);
   "in_order": what is planned is in a loop of either kind, and stays in
   the order of the source. */
struct ta_planner {
	ta_program *p;
	const ta_options *opt;
	ta_arena *a;
	const ta_idx *(*iter)[TA_MAX_DEPTH];
	const ta_idx *(*lo)[TA_MAX_DEPTH], *(*hi)[TA_MAX_DEPTH];
	int (*at)[TA_MAX_DEPTH];
	bool **done;
	int *group;
	bool *nocall, *fused, *tiled, *open;
	int64_t block[TA_MAX_DEPTH];
	int *bodies, nfixed, nest, *nfit, *nstrips;
	const ta_idx ***fit;
	bool *limited;
	unsigned *manners;
	bool is_part, inside, small, in_order, window;
	int turned, *wave;
	bool deep;
	int nstmts, npacks;
	ta_stmt **pack;
	const char *failed;
};

/* A part of the plan that is in one loop, call or statement: what runs as
   "kind" over "set".  LOOP: iterator it[i] of statement set.s[i] is run, over
   the bounds; "legal": its iterations are independent but for the sums in
   "reduction"; "around": there is only a call in it; "alone":
   it is not to be fused; "step" > 1: by panels, if
   everything in "enough" is >= 0, "turned" if its iterations are to be innermost
   in a panel, which is known when it is full if "full", with "copies" of rows, "strips" if panels are of columns that
   are gone through again.  CALL:
   group "call", its batch iterators placed.  "cond": constraints that no
   loop takes care of, each >= 0.  "alt": what runs instead of panels when
   there are too few.  "once": what makes it one pass over a matrix.  "again":
   an ordered loop around goes through the same memory in each iteration.
   "solve": it is to be panels (block.c), and if there are none the call of group
   "instead".  "wave": rows of it may run one behind the other (wave.c).  "scatter": it changes
   elements at places that data say. */
struct ta_piece {
	enum ta_node_kind kind;
	struct ta_set set;
	int call;
	int *it;
	int nlower, nupper;
	ta_bound *lower, *upper;
	int64_t step;
	int nenough, nalt;
	const ta_idx **enough;
	struct ta_piece *alt;
	struct ta_once *once;
	struct ta_turn_copies *copies;
	bool legal, around, alone, turned, full, strips, again, solve, wave;
	bool scatter, window;
	int instead;
	int nreductions;
	ta_reduction *reduction;
	int nconds;
	const ta_idx **cond;
};

/* Bodies of panels of one kernel, of panels inside panels too: each takes isl
   some milliseconds, and the compiler more. */
enum { TA_MAX_BODIES = 12 };

/* plan_window.c */
bool ta_find_window(struct ta_planner *pl, const struct ta_set *set,
		    struct ta_place at, struct ta_piece *piece);

/* plan.c */
bool ta_one_more_body(struct ta_planner *pl, int s);
bool ta_part_deps(ta_program *p, const ta_options *opt);
void ta_plan_fail(struct ta_planner *pl, const char *why);
ta_node *ta_plan_part(ta_program *p, const struct ta_planner *outer,
		      const int64_t *block, bool inside);

/* plan_graph.c */
bool ta_dep_active(const struct ta_planner *pl, const ta_dep *d, int level);
unsigned ta_dep_direction(const struct ta_planner *pl, const ta_dep *d, int its,
			  int itd);
unsigned ta_inner_direction(const struct ta_planner *pl, const ta_dep *d,
			    int level, int its, int itd);
bool ta_dep_carried(const struct ta_planner *pl, const ta_dep *d, int level,
		    int its, int itd);
bool ta_self_dependent(const struct ta_planner *pl, int s, int level);
bool ta_in_set(const struct ta_set *set, int s);
struct ta_set *ta_components(struct ta_planner *pl, const struct ta_set *set,
			     int level, int *n);
struct ta_set *ta_source_order(struct ta_planner *pl, const struct ta_set *set,
			       int level, int *n);
int ta_callable(struct ta_planner *pl, const struct ta_set *set, int level);

/* The panels around a part of a plan: step[v] is that of the panel loop of variable
   "v", 0 if that is none, or has scalars that are vectors as long as the panel.
   "split": one of the loops around is, so that statements are computed in parts. */
struct ta_steps {
	struct ta_planner *pl;
	bool split;
	int64_t step[TA_PARAM0 + 1];
};

/* pad.c, panel.c */
void ta_pad(ta_program *p);
void ta_settle_overlaps(const ta_program *p, ta_node *node);

/* hold.c */
int ta_panel_of(const struct ta_steps *in, const ta_node *inner);
ta_node *ta_full_panel(ta_arena *a, const ta_node *node, int v, int64_t step);
ta_node *ta_full_test(ta_arena *a, int v, int64_t step, ta_loc loc);
int64_t ta_loop_length(ta_arena *a, const ta_node *node);
bool ta_hold_row(const struct ta_planner *pl, ta_node *node);
bool ta_can_hold(const struct ta_steps *in, int v, const ta_node *at, int rows);
ta_node *ta_choose_full(const struct ta_steps *in, const ta_node *node);

/* shift.c */
ta_node *ta_shift_full(const struct ta_steps *in, const ta_node *node, int *v);

/* panel.c */
bool ta_is_over_panel(const ta_node *rows, int var);

/* jam.c: what loops and instances use */
bool ta_is_plain_loop(const ta_node *node);
int ta_iter_of_var(const ta_program *p, const ta_node *node, int var);

/* abreast.c */
ta_node *ta_rows_abreast(struct ta_planner *pl, const ta_node *rows, int panel,
			 int n, const ta_node *more, bool *joined);

/* privatise.c */
enum { TA_MAX_COPIES = 4 };	/* of arrays in one loop */
ta_node *ta_plan_privatised(struct ta_planner *pl, const struct ta_piece *piece,
			    struct ta_place at);

/* looking.c */
void ta_look_right(struct ta_planner *pl, struct ta_piece *piece,
		   struct ta_place at);

/* plan_piece.c */
bool ta_shared_loop(struct ta_planner *pl, const struct ta_set *set,
		    struct ta_place at, int d, struct ta_piece *piece);
void ta_make_piece(struct ta_planner *pl, const struct ta_set *set,
		   struct ta_place at, struct ta_piece *piece);
void ta_stmt_bounds(struct ta_planner *pl, int s, int it,
		    struct ta_piece *list);
bool ta_find_bounds(struct ta_planner *pl, struct ta_piece *piece);
void ta_mark_lower(struct ta_planner *pl, const struct ta_piece *piece, int s,
		   int it);
bool ta_of_panel(const struct ta_planner *pl, const ta_idx *x);
ta_bound ta_bound_of(ta_arena *a, const ta_idx *rest, int64_t k);
void ta_node_bound(ta_arena *a, ta_node *node, const ta_idx *rest, int64_t k);
bool ta_same_bounds(const struct ta_piece *x, const struct ta_piece *y);
const ta_idx *ta_plan_idx(const struct ta_planner *pl, int s, const ta_idx *x);
void ta_find_legal(struct ta_planner *pl, struct ta_piece *piece, int level);
void ta_mark_bounds(struct ta_planner *pl, const struct ta_piece *piece, int s,
		    int it);
int ta_piece_iter(const struct ta_piece *piece, int s);
bool ta_piece_sums(const struct ta_piece *piece, int s);
void ta_set_iters(struct ta_planner *pl, struct ta_piece *piece, int one);

/* unswitch.c: would one loop of "x" and "y" ask first what those of both do? */
bool ta_ask_alike(struct ta_planner *pl, const struct ta_set *x,
		  const struct ta_set *y);

/* plan_loop.c */
bool ta_vectors_pay(struct ta_planner *pl, const struct ta_piece *piece);
ta_node *ta_node_new(ta_arena *a, enum ta_node_kind kind, ta_loc loc);
void ta_node_add(ta_arena *a, ta_node *node, ta_node *child);
ta_guard *ta_node_test(ta_arena *a, ta_node *node, enum ta_guard_kind kind,
		       const char *text);
ta_node *ta_range_loop(ta_arena *a, ta_loc loc, const char *name, int var,
		       const ta_idx *lo, const ta_idx *hi);
ta_loc ta_loop_loc(const ta_program *p, const ta_stmt *s, int d);
ta_node *ta_stmt_node(struct ta_planner *pl, int s);
ta_node *ta_loop_node(struct ta_planner *pl, const struct ta_piece *piece,
		      struct ta_place at);
ta_node *ta_plan_loop(struct ta_planner *pl, const struct ta_piece *piece,
		      struct ta_place at);
bool ta_sized_anew(const ta_program *p, const ta_idx *work);
void ta_finish_parallel(struct ta_planner *pl, ta_node *node);
void ta_share_from(struct ta_planner *pl, ta_node *node, double least);

/* plan.c */
ta_node *ta_plan_set(struct ta_planner *pl, const struct ta_set *set,
		     struct ta_place at);
ta_node *ta_plan_pieces(struct ta_planner *pl, const struct ta_piece *piece,
			int n, struct ta_place at);
ta_node *ta_under_conds(struct ta_planner *pl, int n, const ta_idx **x,
			const char *text, ta_node *node);
const ta_node *ta_the_call(const ta_node *node);

/* panel.c */
ta_node *ta_plan_panels(struct ta_planner *pl, const struct ta_piece *piece,
			struct ta_place at);
ta_node *ta_plan_panels_or(struct ta_planner *pl, const struct ta_piece *piece,
			   struct ta_place at);
void ta_set_panel(struct ta_planner *pl, const struct ta_piece *piece,
		  struct ta_place at, bool confine);

/* tile.c */
bool ta_may_tile_alone(struct ta_planner *pl, const struct ta_piece *piece,
		       struct ta_place at);
ta_node *ta_plan_tiles(struct ta_planner *pl, const struct ta_piece *piece,
		       struct ta_place at);

/* fuse.c */
struct ta_set ta_set_union(struct ta_planner *pl, const struct ta_set *x,
			   const struct ta_set *y);
void ta_replace_pieces(struct ta_piece *piece, int *n, int i, int k,
		       const struct ta_piece *one);
bool ta_rows_of_call(struct ta_planner *pl, const struct ta_piece *piece,
		     int level, struct ta_piece *loop);
void ta_fuse(struct ta_planner *pl, struct ta_piece *piece, int *n,
	     struct ta_place at);

/* expand.c */
ta_node *ta_plan_expanded(struct ta_planner *pl, const struct ta_piece *piece,
			  struct ta_place at);

/* convert.c */
ta_node *ta_plan_converted(struct ta_planner *pl, const struct ta_piece *piece,
			   struct ta_place at);

/* turn.c */
void ta_find_turn(struct ta_planner *pl, struct ta_piece *piece,
		  struct ta_place at);
void ta_open_virtuals(struct ta_planner *pl, const struct ta_piece *piece, int t,
		      ta_node *node, bool open);
int ta_turned_iter(const struct ta_planner *pl, const struct ta_set *set, int d,
		   int level);

/* turn_copy.c */
struct ta_turn_copies *ta_turn_copies(struct ta_planner *pl,
				      const struct ta_piece *piece, int t);
int64_t ta_turn_step(const struct ta_turn_copies *x);
const ta_idx *ta_turn_pays(const struct ta_turn_copies *x, const ta_idx *more);
bool ta_test_copies(const struct ta_turn_copies *x, struct ta_piece *piece);
void ta_add_copies(struct ta_turn_copies *x, ta_node *panels, ta_node *body);
void ta_ask_for_copies(const struct ta_turn_copies *x, ta_node *test);
ta_node *ta_plan_uncopied(const struct ta_turn_copies *x,
			  const struct ta_piece *piece, struct ta_place at);

/* strip.c */
bool ta_columns_range(struct ta_planner *pl, struct ta_piece *piece);
bool ta_spread_columns(const struct ta_planner *pl, struct ta_piece *piece,
		       int first);
const ta_idx *ta_column_rows(struct ta_planner *pl, const ta_stmt *s,
			     int column, int around);
bool ta_strips_fit(struct ta_planner *pl, const struct ta_piece *piece,
		   int around, int *n, const ta_idx ***when);
ta_node *ta_plan_strips(struct ta_planner *pl, const struct ta_piece *piece,
			struct ta_place at, ta_node *plain);

/* passes.c */
void ta_find_passes(struct ta_planner *pl, struct ta_piece *piece, int *n,
		    struct ta_place at);

/* jam.c */
ta_node *ta_jam(struct ta_planner *pl, ta_node *node);

/* collapse.c */
void ta_collapse(struct ta_planner *pl);
/* chains.c */
void ta_chains(struct ta_planner *pl);

/* arms.c */
bool ta_join_arms(ta_program *p);

/* wave.c */
bool ta_find_waves(struct ta_planner *pl, const struct ta_set *set, int level,
		   const struct ta_set *apart, int n);
bool ta_is_wave(struct ta_planner *pl, const ta_node *node);
void ta_waves(struct ta_planner *pl);
/* columns.c */
void ta_share_columns(struct ta_planner *pl);

/* bypass.c */
const ta_idx *ta_large_volume(struct ta_planner *pl, const ta_node *unit,
			      int stmt);
void ta_bypass(struct ta_planner *pl);

/* transpose.c */
bool ta_is_turned_copy(const ta_program *p, const ta_stmt *s, int x, int y);
/* May copies that are turned be more than loops? */
static inline bool ta_may_turn(const ta_options *opt)
{
	return opt->turns && !opt->identity && !opt->terse;
}

void ta_transpose(struct ta_planner *pl);

/* once.c */
void ta_find_once(struct ta_planner *pl, struct ta_piece *piece, int *n,
		  struct ta_place at);
ta_node *ta_plan_once(struct ta_planner *pl, const struct ta_piece *piece,
		      struct ta_place at);

/* graft.c */
/* What a statement of a part is: statement "of" of the whole, or part of it,
   and of "nmore" others that were joined to it, or for which "of" is "planned";
   "pair": the number of what was cut in two, if it was, counted from 1; "far":
   it is what was cut off. */
struct ta_part {
	int of, nmore, *more;
	int pair;
	bool far, planned;
};

/* What becomes of a plan of "n" variables and parameters: "to" says, and
   variables of its own go behind "base"; statement t, of depth[t] iterators, is
   part[t], whose iterators are the "nouter" of "outer", those of t, and "last"
   (NULL: none). */
struct ta_graft {
	ta_arena *a;
	const struct ta_part *part;
	int base, n, nouter, *depth;
	const ta_idx **to, **outer, *last;
};

void ta_graft_panel(struct ta_graft *g, ta_arena *a, const ta_program *q,
		    int begin, int end, int var);
ta_node *ta_graft_node(const struct ta_graft *g, const ta_node *old);
bool ta_graft_guards(ta_program *p, const ta_program *q);

/* join.c */
ta_stmt *ta_join(ta_program *p, int x, int y);

/* block.c */
bool ta_stmt_tied(const ta_stmt *s, int d);
bool ta_may_split_solve(struct ta_planner *pl, int g);
bool ta_may_block(struct ta_planner *pl, const struct ta_piece *piece,
		  struct ta_place at);
ta_node *ta_plan_blocks(struct ta_planner *pl, const struct ta_piece *loop,
			struct ta_place at);

/* schedule.c */
bool ta_may_schedule(const struct ta_planner *pl, const struct ta_piece *piece,
		     struct ta_place at);
ta_node *ta_plan_schedule(struct ta_planner *pl, const struct ta_piece *piece,
			  ta_node *other);

/* blas.c */
bool ta_call_pays(const ta_program *p, enum ta_idiom idiom);
/* A product of matrices, left, right and output, of which an element is at
   "offset" + i * "row" + j * "col" of "array", over plan variables.  "mmax",
   "nmax" and "kmax" are the whole of what m, n and k may be a panel of; the factors are those
   of "con".  "aside": there are other ways too, so that what it needs is tested
   around it and is no guard of the kernel. */
struct ta_product {
	const ta_contraction *con;
	int array[3];
	bool conj[3], aside;
	const ta_idx *offset[3], *row[3], *col[3];
	const ta_idx *m, *n, *k, *mmax, *nmax, *kmax;
};

ta_node *ta_plan_call(struct ta_planner *pl, const struct ta_piece *piece,
		      struct ta_place at);
bool ta_has_library(const struct ta_planner *pl);
bool ta_has_products(const struct ta_planner *pl);
bool ta_is_own(const struct ta_planner *pl, const ta_group *g);
ta_node *ta_plan_product(struct ta_planner *pl, const struct ta_product *x,
			 ta_node *test);
ta_node *ta_plan_loops(struct ta_planner *pl, const struct ta_set *set, int g,
		       struct ta_place at);

/* pack_plan.c */
bool ta_used_enough(const struct ta_planner *pl, const ta_contraction *con);
ta_node *ta_plan_packed(struct ta_planner *pl, const struct ta_piece *piece,
			struct ta_place at);

/* guard.c */
void ta_look_only_where(ta_program *p, int first, const ta_idx *x);
void ta_guard_ge0(ta_program *p, const ta_idx *x, const char *text);
void ta_guard_multiple(ta_program *p, const ta_idx *x, int64_t k);
bool ta_plan_vars(const ta_idx *x);
bool ta_plan_has_product(const ta_node *node);
bool ta_plan_transposes(const ta_program *p, const ta_node *node);
bool ta_plan_has_vectors(const ta_node *node);
const char *ta_idx_text(const ta_program *p, const ta_idx *x);

/* cost.c */
/* Elements so far apart are loaded as whole vectors, and sorted out. */
enum { TA_MAX_GAP = 4 };
bool ta_unasked(const ta_options *opt);
double ta_enough(const ta_options *opt, double least);
bool ta_divides_alone(const ta_program *p, const ta_expr *e);
double ta_cost_parallel(bool vectors);
extern const double ta_cost_parallel_again;
int64_t ta_cost_converted(bool eager);
extern const double ta_cost_converting;
int ta_cost_streams(const ta_program *p, const struct ta_piece *piece,
		    int64_t *least);
double ta_cost_call(enum ta_idiom idiom, bool known);
bool ta_cost_turned(int64_t m, int64_t n, int64_t k);
bool ta_cost_in_line(int64_t m, int64_t n, int64_t k, int simd_bytes,
		     bool library);
bool ta_cost_own(int simd_bytes, int size, bool turned);
bool ta_cost_direct(int simd_bytes);
extern const double ta_cost_direct_products, ta_cost_direct_rows;
extern const double ta_cost_in_line_threads;
extern const double ta_cost_library, ta_cost_library_extent[3],
	ta_cost_library_several[3];
extern const double ta_cost_gemm_rows, ta_cost_gemv_rows;
extern const int64_t ta_cost_held, ta_cost_row_sum;
int64_t ta_cost_row_dot(int simd_bytes);
extern const double ta_cost_call_threads, ta_cost_gemv_threads, ta_cost_pack_uses;
int64_t ta_cost_scratch(bool eager);
int64_t ta_cost_scratch_most(bool eager);
int64_t ta_cost_chunk(bool eager);
extern const int64_t ta_cost_once_rows, ta_cost_once_cols;
extern const int64_t ta_cost_panel_depth, ta_cost_panel_bytes;
int64_t ta_cost_strip(bool eager);
extern const int64_t ta_cost_strip_bytes, ta_cost_strips, ta_cost_passes_bytes;
int64_t ta_cost_block(int64_t block, bool library, bool eager);
int64_t ta_cost_solve(bool eager);
int64_t ta_cost_least_blocks(bool eager);
extern const int64_t ta_cost_arg_block, ta_cost_arg_least;
/* How many bytes a line of the cache has. */
enum { TA_LINE = 64 };
int64_t ta_cost_tile(int bytes, bool eager);
int64_t ta_cost_transpose(bool triangle, bool eager);
int ta_cost_abreast(int stmts);
double ta_cost_bypass(bool eager);
int64_t ta_cost_bypass_row(bool eager);
int64_t ta_cost_bypass_block(bool eager);
int64_t ta_cost_near(bool eager);
enum { TA_SHORTEST_VECTOR = 16 };	/* bytes: every target has such */
int64_t ta_cost_turned_panel(int64_t bytes);
extern const int64_t ta_cost_turned_least;
int64_t ta_cost_turned_row(int simd_bytes, int64_t bytes, bool in_order);
extern const int ta_cost_turned_vectors;
int64_t ta_cost_vector_sum(const ta_program *p);
extern const int64_t ta_cost_shared_out;
extern const int64_t ta_cost_copied, ta_cost_scattered;
int64_t ta_cost_panel(const ta_idx *rows, int64_t *least);
int64_t ta_cost_skew(int n, int k, bool inner, bool once, bool diagonal,
		     bool eager);
extern const int64_t ta_cost_skew_steps;
extern const double ta_cost_skew_data;

/* cost_work.c */
/* A kernel is worth its call when "x" is "limit" or more, or "known" or more
   where it is a constant to the compiler. */
enum { TA_MAX_WORTH = 4 };
struct ta_worth {
	const ta_idx *x;
	double limit, known;
};

int ta_cost_kernel(ta_program *p, struct ta_worth *worth);
const ta_idx *ta_cost_data(struct ta_planner *pl, const struct ta_set *set);
const ta_idx *ta_work(struct ta_planner *pl, const struct ta_set *set);
const ta_idx *ta_work_test(ta_arena *a, const ta_idx *x, double *limit);
const ta_idx *ta_total_work(ta_program *p);
bool ta_only_threads(const ta_program *p);
double ta_stmt_cost(const ta_stmt *s);
bool ta_is_short_iter(const ta_program *p, const ta_stmt *s, int d, int64_t most);
/* So many iterations are too few for vectors, where those of others are there. */
enum { TA_MOST_SHORT = 8 };
int ta_stride_score(const ta_program *p, const ta_stmt *s, int d);
bool ta_chooses_whether(const ta_program *p, const ta_stmt *s, int d);
int ta_vector_score(struct ta_planner *pl, const ta_stmt *s, int d);

/* lookup.c: how many elements of "e" are looked up at places that are not linear in
   iterator "d", and whether "s" does enough besides for vectors of them. */
int ta_lookup_jumps(const ta_expr *e, int d);
bool ta_gathers_pay(const ta_stmt *s, int d);
bool ta_only_gathers(const ta_program *p);

/* verdict.c */
void ta_add_what(ta_program *p, ta_nest *nest, const char *name);
void ta_verdicts(struct ta_planner *pl);

#endif
