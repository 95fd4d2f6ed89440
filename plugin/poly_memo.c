/* SPDX-License-Identifier: GPL-3.0-or-later */
/* poly_memo.c - what is known of dependences between accesses that are alike.

   Assumes that two accesses are alike when their statements have the same
   instances and they go to the same element in each, whatever statement and array
   that is: which pairs of instances depend on each other follows from the likes of
   both and from where the statements stand.  A program in which one kind of nest
   occurs many times, and one whose dependences are found again after a few
   statements changed, asks isl for each of them once.  Leaves true that an answer is
   of the same question, with the same known of the parameters. */
#include "poly.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 256 };

/* An access that others are like: its subscripts, and how the instances of its
   statement are bound. */
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

/* All answers for the parameters of which "context" is known. */
struct ta_memo {
	const char *context;
	int nlikes;
	struct like *like;
	struct answer *bucket[BUCKETS];
};

/* Return what is known of the parameters of "pp", as text in its arena. */
static const char *context_text(const struct ta_poly *pp)
{
	char *s = isl_set_to_str(pp->context);
	const char *text = s ? ta_strdup(pp->arena, s) : NULL;

	free(s);
	return text;
}

/* Return the answers of "p", which is "pp" in isl: those that it has, unless
   something else was known of its parameters. */
struct ta_memo *ta_memo_of(ta_program *p, const struct ta_poly *pp)
{
	const char *context = context_text(pp);

	if (!context)
		return NULL;
	if (!p->memo || strcmp(p->memo->context, context)) {
		p->memo = TA_NEW(p->arena, struct ta_memo);
		p->memo->context = ta_strdup(p->arena, context);
	}
	return p->memo;
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

/* Return which access of "m", in "arena", the access "acc" of "s" is like, as they
   are now: one before it, or itself. */
int ta_memo_like(struct ta_memo *m, ta_arena *arena, const ta_stmt *s,
		 const ta_access *acc)
{
	struct like x = { s->depth, s->ncons, acc->nsubs, NULL, NULL };
	int i;

	for (i = 0; i < m->nlikes; i++) {
		const struct like *y = &m->like[i];

		if (x.depth == y->depth && x.ncons == y->ncons
		    && x.nsubs == y->nsubs
		    && same_list(x.nsubs, acc->sub, y->sub)
		    && same_list(x.ncons, s->cons, y->cons))
			return i;
	}
	x.cons = (const ta_idx **)ta_copy_list(arena, s->cons, s->ncons,
					       sizeof(*s->cons));
	x.sub = (const ta_idx **)ta_copy_list(arena, acc->sub, acc->nsubs,
					      sizeof(*acc->sub));
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
