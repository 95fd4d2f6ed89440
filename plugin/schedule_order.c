/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schedule_order.c - the order of the loops of a skewed tile.

   Assumes a band of loops found for the statements (schedule.h).  Solves the band
   for the iterators of each statement, and decides which of its loops is innermost:
   one along which elements lie side by side and which may be vectors, of each
   statement its own; where there is none, points that do not depend on each other
   are to follow each other, by diagonals.

   Leaves ta_skew's iter, zero, order, point and at set. */
#include "schedule.h"
#include "wave.h"

#include <string.h>

/* --------------------------------------------------- iterators by loops -- */

/* A row of equations: "left" over the iterators of a statement equals "right"
   over the loops of a band. */
struct equation {
	const ta_idx *left, *right;
	bool used;
};

/* Return a row of the "n" rows "e", not used, in which iterator "d" has
   coefficient 1 or -1, which "*k" is set to; or -1. */
static int find_pivot(ta_arena *a, const struct equation *e, int n, int d,
		      int64_t *k)
{
	int i;

	for (i = 0; i < n; i++)
		if (!e[i].used &&
		    ta_idx_is_const(ta_idx_coef(a, e[i].left, d), k) &&
		    (*k == 1 || *k == -1))
			return i;
	return -1;
}

/* Take iterator "d" out of all "n" rows "e" but row "r", in which it has
   coefficient "k", 1 or -1. */
static void eliminate(ta_arena *a, struct equation *e, int n, int d, int r,
		      int64_t k)
{
	int64_t c;
	int i;

	e[r].left = ta_idx_scale(a, e[r].left, k);
	e[r].right = ta_idx_scale(a, e[r].right, k);
	e[r].used = true;
	for (i = 0; i < n; i++) {
		if (i == r ||
		    !ta_idx_is_const(ta_idx_coef(a, e[i].left, d), &c))
			continue;
		e[i].left =
			ta_idx_sub(a, e[i].left, ta_idx_scale(a, e[r].left, c));
		e[i].right = ta_idx_sub(a, e[i].right,
					ta_idx_scale(a, e[r].right, c));
	}
}

/* Set sk->iter[i] and sk->zero[i]; return whether the iterators of statement i
   of the set are integers whatever the loops are. */
bool ta_skew_solve(struct ta_skew *sk, int i)
{
	const ta_stmt *s = sk->pl->p->stmt[sk->set.s[i]];
	struct equation e[TA_SKEW_LOOPS] = {{NULL, NULL, false}};
	int of[TA_MAX_DEPTH], d, r, n = sk->band.n, left = s->depth, before;
	int64_t k;

	for (r = 0; r < n; r++) {
		const ta_idx *x = sk->band.row[i][r];
		const ta_idx *rest = ta_idx_without_iters(sk->a, x);

		e[r].left = ta_idx_sub(sk->a, x, rest);
		e[r].right = ta_idx_sub(sk->a, ta_idx_var(sk->a, r), rest);
	}
	memset(of, -1, sizeof(of));
	do {
		before = left;
		for (d = 0; d < s->depth; d++) {
			if (of[d] >= 0)
				continue;
			of[d] = find_pivot(sk->a, e, n, d, &k);
			if (of[d] < 0)
				continue;
			eliminate(sk->a, e, n, d, of[d], k);
			left--;
		}
	} while (left && left < before);
	for (r = 0; r < n && !left; r++)
		if (!e[r].right)
			return false;
	for (d = 0; d < s->depth && !left; d++)
		sk->iter[i][d] = e[of[d]].right;
	for (r = 0; r < n && !left; r++)
		if (!e[r].used)
			TA_PUSH(sk->a, sk->zero[i].x, sk->zero[i].n,
				e[r].right);
	return !left;
}

/* -------------------------------------------------------- which is inside -- */

/* The points of a loop for being innermost: loop "k" of the band, for a
   statement whose iterators are "iter". */
struct points {
	ta_arena *a;
	const ta_idx *const *iter;
	int depth, k, score;
};

/* Add to "data" what "acc" says. */
static bool add_points(void *data, ta_access *acc)
{
	struct points *q = (struct points *)data;
	const ta_idx *x;
	int64_t k;

	if (!acc->offset)
		return true;
	x = ta_idx_subst(q->a, acc->offset, q->depth, q->iter);
	if (!ta_idx_uses(x, q->k))
		q->score++;
	else if (ta_idx_is_const(ta_idx_coef(q->a, x, q->k), &k) &&
		 (k == 1 || k == -1))
		q->score += 3;
	else
		q->score -= 3;
	return true;
}

/* Return how well vectors along loop "k" of the band suit the statements. */
static int score(const struct ta_skew *sk, int k)
{
	struct points q = {.a = sk->a, .k = k};
	int i;

	for (i = 0; i < sk->set.n; i++) {
		const ta_stmt *s = sk->pl->p->stmt[sk->set.s[i]];

		q.iter = sk->iter[i];
		q.depth = s->depth;
		add_points(&q, s->write);
		ta_expr_reads(s->rhs, add_points, &q);
	}
	return q.score;
}

/* Let loop "k" of the band be the innermost of a tile, and if "diagonal" what
   was the last but one go by diagonals with it. */
static void set_order(struct ta_skew *sk, int k, bool diagonal)
{
	int i, j, n = sk->band.n, last;
	ta_arena *a = sk->a;

	for (i = j = 0; i < n; i++)
		if (i != k)
			sk->order[j++] = i;
	sk->order[n - 1] = k;
	sk->diagonal = diagonal;
	for (i = 0; i < sk->set.n; i++)
		for (j = 0; j < n; j++)
			sk->point[i][j] = sk->band.row[i][sk->order[j]];
	for (j = 0; j < n; j++)
		sk->at[sk->order[j]] = ta_idx_var(a, n + j);
	if (!diagonal)
		return;
	last = sk->order[n - 2];
	for (i = 0; i < sk->set.n; i++) {
		sk->point[i][n - 2] = ta_idx_add(a, sk->band.row[i][last],
						 sk->band.row[i][k]);
		sk->point[i][n - 1] = sk->band.row[i][last];
	}
	sk->at[last] = ta_idx_var(a, 2 * n - 1);
	sk->at[k] = ta_idx_sub(a, ta_idx_var(a, 2 * n - 2),
			       ta_idx_var(a, 2 * n - 1));
}

/* Return the place of statement "s" in the set, or -1. */
static int place_of(const struct ta_skew *sk, int s)
{
	int i;

	for (i = 0; i < sk->set.n; i++)
		if (sk->set.s[i] == s)
			return i;
	return -1;
}

/* Return whether the innermost loop, as the order is set, of the statements that
   "in" marks has to stay in order, or makes no vectors. */
bool ta_skew_tied(const struct ta_skew *sk, const bool *in)
{
	const ta_program *p = sk->pl->p;
	int i, x, y;

	for (i = 0; i < sk->set.n; i++)
		if (in[i] && !sk->pl->opt->cx_vectors &&
		    ta_stmt_branches(p, p->stmt[sk->set.s[i]]))
			return true;
	for (i = 0; i < p->ndeps; i++) {
		x = place_of(sk, p->dep[i].src);
		y = place_of(sk, p->dep[i].dst);
		if (x >= 0 && y >= 0 && in[x] && in[y] &&
		    ta_sched_tied(sk->sc, i, sk->band.n - 1, sk->point[x],
				  sk->point[y]))
			return true;
	}
	return false;
}

/* Put statement "i" and all that share a cycle of dependences with it in one
   iteration of all loops but the innermost, by "path", into "in". */
void ta_skew_cycle(const struct ta_skew *sk, const bool *path, int i, bool *in)
{
	int j, n = sk->set.n;

	for (j = 0; j < n; j++)
		in[j] = j == i || (path[i * n + j] && path[j * n + i]);
}

/* Return which statement has to come before which in one iteration of all loops
   but the innermost, as the order is set. */
bool *ta_skew_paths(const struct ta_skew *sk)
{
	const ta_program *p = sk->pl->p;
	int i, j, k, n = sk->set.n;
	bool *path = TA_NEWV(sk->a, bool, n *n);

	for (i = 0; i < p->ndeps; i++) {
		int x = place_of(sk, p->dep[i].src);
		int y = place_of(sk, p->dep[i].dst);

		if (x >= 0 && y >= 0 && x != y && !path[x * n + y])
			path[x * n + y] =
				ta_sched_holds(sk->sc, i, sk->band.n - 1,
					       sk->point[x], sk->point[y]);
	}
	for (k = 0; k < n; k++)
		for (i = 0; i < n; i++)
			for (j = 0; j < n; j++)
				path[i * n + j] |=
					path[i * n + k] && path[k * n + j];
	return path;
}

/* Return whether the innermost loops, as the order is set, may all be run in any
   order. */
static bool all_free(const struct ta_skew *sk)
{
	bool *path = ta_skew_paths(sk), *in = TA_NEWV(sk->a, bool, sk->set.n);
	int i;

	for (i = 0; i < sk->set.n; i++) {
		ta_skew_cycle(sk, path, i, in);
		if (ta_skew_tied(sk, in))
			return false;
	}
	return true;
}

/* Return whether "e" takes much longer than the processor could begin several of
   it. */
static bool is_slow(const ta_expr *e)
{
	return ta_type_rounds(e->type) && ta_expr_size(e) > 4;
}

/* Return whether rows of the one statement there is can run one behind the other, as
   vectors, in the order that is set. */
static bool is_wave(const struct ta_skew *sk)
{
	const ta_program *p = sk->pl->p;
	int d, k, of[2] = { -1, -1 };
	struct ta_wave w;

	if (sk->set.n != 1 || sk->band.n != 2)
		return false;
	for (k = 0; k < 2; k++)
		for (d = 0; d < p->stmt[sk->set.s[0]]->depth; d++)
			if (ta_idx_equal(sk->band.row[0][sk->order[k]],
					 ta_idx_var(sk->a, d)))
				of[k] = d;
	return of[0] >= 0 && of[1] >= 0
	       && ta_wave_fits(p, 1, sk->set.s, of[0], of[1],
			       sk->pl->opt->simd_bytes, &w)
	       && ta_poly_wave(p, &w);
}

/* Decide in which order the loops of a tile are; "vectors": only vectors would
   be a gain.  Return whether there is one that suits. */
bool ta_skew_order(struct ta_skew *sk, bool vectors)
{
	int k, best = -1, most = 0, i;
	bool slow = true;

	for (k = 0; k < sk->band.n; k++) {
		int x = score(sk, k);

		set_order(sk, k, false);
		if (x < 0 || (best >= 0 && x < most) || !all_free(sk))
			continue;
		best = k;
		most = x;
	}
	sk->all_simd = best >= 0;
	if (best >= 0) {
		set_order(sk, best, false);
		return true;
	}
	if (vectors)
		return false;
	for (k = 0; k < sk->band.n; k++)
		if (best < 0 || score(sk, k) >= score(sk, best))
			best = k;
	for (i = 0; i < sk->set.n; i++)
		slow &= is_slow(sk->pl->p->stmt[sk->set.s[i]]->rhs);
	set_order(sk, best, false);
	sk->wave = is_wave(sk);
	slow = slow && !sk->wave;
	set_order(sk, best, slow);
	return slow || !sk->pl->p->serial;
}
