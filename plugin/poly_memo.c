/* SPDX-License-Identifier: GPL-3.0-or-later */
/* poly_memo.c - what isl was asked already.

   Assumes that the answer to a question about accesses and indices follows from the
   instances of their statements, from the subscripts there, whatever statement and
   array that is, and from what is known of the parameters.  A program in which one
   kind of nest occurs many times, one whose dependences are found again after a few
   statements changed, and the bodies of panels, of which one is planned after the
   other, ask isl for each of them once.  Leaves true that an answer is of the same
   question, with the same known of parameters of the same numbers. */
#include "poly.h"

#include <string.h>

enum { BUCKETS = 256 };

/* An access, or an index as its only subscript, that others are like: its subscripts,
   and how the instances of its statement are bound. */
struct like {
	int depth, ncons, nsubs;
	const ta_idx **cons, **sub;
};

/* The answer to the question "key", of "n" numbers. */
struct answer {
	int n;
	const int *key;
	struct ta_between between;
	struct answer *next;
};

/* All answers where the parameters are not negative as "nonneg" says, and the
   "nknown" indices "known" are not. */
struct ta_memo {
	int nparams;
	bool *nonneg;
	int nknown;
	const ta_idx **known;
	int nlikes;
	struct like *like;
	struct answer *bucket[BUCKETS];
	struct ta_memo *next;
};

/* The memo that learns what is known, and where it keeps that. */
struct known {
	ta_arena *arena;
	struct ta_memo *memo;
};

/* Add what holds of the parameters, "x" >= 0, to the memo of "data". */
static void add_known(void *data, const ta_idx *x)
{
	struct known *k = (struct known *)data;

	TA_PUSH(k->arena, k->memo->known, k->memo->nknown, x);
}

/* Let "m" be without answers, for what is known of the parameters of "p". */
static void describe(struct ta_memo *m, const ta_program *p)
{
	struct known k = { p->arena, m };
	int i;

	m->nparams = p->nparams;
	m->nonneg = TA_NEWV(p->arena, bool, p->nparams + 1);
	for (i = 0; i < p->nparams; i++)
		m->nonneg[i] = p->param[i].nonneg;
	for (i = 0; i < p->nfacts; i++)
		add_known(&k, p->fact[i]);
	for (i = 0; i < p->nguards; i++)
		if (p->guard[i]->kind == TA_GUARD_GE0)
			add_known(&k, p->guard[i]->idx);
	for (i = 0; i < p->nassumes; i++)
		ta_assumed(p, p->assume[i], add_known, &k);
}

/* Return whether the "n" elements of "x" and "y" are the same. */
static bool same_list(int n, const ta_idx *const *x, const ta_idx *const *y)
{
	int i;

	for (i = 0; i < n; i++)
		if (!ta_idx_equal(x[i], y[i]))
			return false;
	return true;
}

/* Return whether "x" and "y" are for the same known of the parameters. */
static bool same_known(const struct ta_memo *x, const struct ta_memo *y)
{
	return x->nparams == y->nparams && x->nknown == y->nknown
	       && !memcmp(x->nonneg, y->nonneg,
			  (size_t)x->nparams * sizeof(*x->nonneg))
	       && same_list(x->nknown, x->known, y->known);
}

/* Return the answers for what is known of the parameters of "p" now: those that it,
   or a program that it is a part of or has as a part, has. */
struct ta_memo *ta_memo_of(const ta_program *p)
{
	struct ta_memo now = { 0 }, **at = p->memos;

	describe(&now, p);
	while (*at && !same_known(*at, &now))
		at = &(*at)->next;
	if (!*at) {
		*at = TA_NEW(p->arena, struct ta_memo);
		**at = now;
	}
	return *at;
}

/* Return which access of "m", in "arena", one of "s" with the "nsubs" subscripts "sub"
   is like, as they are now: one before it, or itself. */
int ta_memo_like(struct ta_memo *m, ta_arena *arena, const ta_stmt *s, int nsubs,
		 const ta_idx *const *sub)
{
	struct like x = { s->depth, s->ncons, nsubs, NULL, NULL };
	int i;

	for (i = 0; i < m->nlikes; i++) {
		const struct like *y = &m->like[i];

		if (x.depth == y->depth && x.ncons == y->ncons
		    && x.nsubs == y->nsubs
		    && same_list(x.nsubs, sub, y->sub)
		    && same_list(x.ncons, s->cons, y->cons))
			return i;
	}
	x.cons = (const ta_idx **)ta_copy_list(arena, s->cons, s->ncons,
					       sizeof(*s->cons));
	x.sub = (const ta_idx **)ta_copy_list(arena, sub, nsubs, sizeof(*sub));
	TA_PUSH(arena, m->like, m->nlikes, x);
	return i;
}

/* Return where the answer to "key" of "n" numbers is in "m", or would be. */
static struct answer **place(struct ta_memo *m, const int *key, int n)
{
	struct answer **at;
	unsigned hash = (unsigned)n;
	int i;

	for (i = 0; i < n; i++)
		hash = hash * 31 + (unsigned)key[i];
	at = &m->bucket[hash % BUCKETS];
	while (*at && ((*at)->n != n
		       || memcmp((*at)->key, key, (size_t)n * sizeof(*key))))
		at = &(*at)->next;
	return at;
}

/* Return what "m" knows of "key", of "n" numbers, or NULL. */
const struct ta_between *ta_memo_find(struct ta_memo *m, const int *key, int n)
{
	struct answer *a = *place(m, key, n);

	return a ? &a->between : NULL;
}

/* Let "between" be what "m", in "arena", knows of "key", of "n" numbers, of which
   it knows nothing yet. */
void ta_memo_add(struct ta_memo *m, ta_arena *arena, const int *key, int n,
		 struct ta_between between)
{
	struct answer *a = TA_NEW(arena, struct answer);

	a->n = n;
	a->key = (const int *)ta_memdup(arena, key, (size_t)n * sizeof(*key));
	a->between = between;
	*place(m, key, n) = a;
}
