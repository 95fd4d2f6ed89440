/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tune.c - chooses which loops of a spelling are in tiles or unrolled by hand.

   Assumes that the iterations of a loop that may run in either direction do not
   depend on each other but by sums.  Such loops may change places where one is
   all that is in the other, and what is in one of them may be done for several
   iterations side by side. */
#include "spell.h"

#include <string.h>

enum { MAX_CHAIN = 4, MAX_COPIES = 16 };

/* Whether "var" is in "text". */
static int has_var(const char *text, char var)
{
	return strchr(text, var) != NULL;
}

/* Let loop "n" be in tiles; "loop": of the chain of "m", the one whose
   tiles are written first, or NULL if that is "n". */
static void tile_loop(struct node *n, struct node *const *chain, int m)
{
	static const int sizes[] = { 2, 4, 4, 8, 16, VARIABLE, VARIABLE };

	n->tile = sizes[draw(7)];
	n->tile_end = draw(NTILE_ENDS);
	n->dir = '!';
	strcpy(n->from, n->lo);
	strcpy(n->to, n->hi);
	for (int i = 0; i < m; i++) {
		if (has_var(n->lo, chain[i]->var))
			strcpy(n->from, chain[i]->lo);
		if (has_var(n->hi, chain[i]->var))
			strcpy(n->to, chain[i]->hi);
	}
	if (n->tile_end == FROM_START && strcmp(n->from, n->lo))
		n->tile_end = LESSER;
	if (n->tile_end == WHOLE_TILES
	    && (strcmp(n->from, "0") || strcmp(n->to, n->hi) || n->hi[1]))
		n->tile_end = BOUND;
}

/* Let some of the loops of "chain", "m" of them that are all that is in each
   other, be in tiles: all loops over these outermost, or each where it is. */
static void tile_chain(struct node *const *chain, int m)
{
	int outside = m > 1 && draw(10) < 7, must = draw(m);
	struct node *head = chain[0];

	for (int i = 0; i < m; i++) {
		struct node *n = chain[i];
		int at = head->nouter;

		if (i != must && draw(10) < 4)
			continue;
		tile_loop(n, chain, outside ? m : 0);
		if (!outside) {
			n->outer[n->nouter++] = n;
			continue;
		}
		if (at)
			at = draw(at + 1);
		memmove(head->outer + at + 1, head->outer + at,
			(head->nouter - at) * sizeof *head->outer);
		head->outer[at] = n;
		head->nouter++;
	}
}

/* Let loops below "n" be in tiles. */
static void tile_below(struct node *n)
{
	for (int i = 0; i < n->nkids; i++) {
		struct node *chain[MAX_CHAIN], *at = n->kid[i];
		int m = 0;

		if (!at->var)
			continue;
		while (at->any && m < MAX_CHAIN) {
			chain[m++] = at;
			if (at->nkids != 1 || !at->kid[0]->var
			    || !at->kid[0]->any)
				break;
			at = at->kid[0];
		}
		if (m)
			tile_chain(chain, m);
		tile_below(at);
	}
}

/* Whether no bound of a loop below "n" has "var". */
static int is_rectangular(const struct node *n, char var)
{
	int yes = 1;

	for (int i = 0; i < n->nkids; i++) {
		const struct node *k = n->kid[i];

		if (k->var)
			yes &= !has_var(k->lo, var) && !has_var(k->hi, var)
			       && is_rectangular(k, var);
	}
	return yes;
}

/* Whether "n" does nothing but add to the scalar. */
static int only_sums(const struct node *n)
{
	for (int i = 0; i < n->nkids; i++) {
		const char *p = n->kid[i]->text;

		if (n->kid[i]->var)
			return 0;
		for (p += strspn(p, " "); *p; p += strspn(p, " ")) {
			if (strncmp(p, "s+=", 3) && strncmp(p, "s-=", 3))
				return 0;
			p += strcspn(p, ";") + 1;
		}
	}
	return 1;
}

/* Whether the scalar of a sum is declared in "n". */
static int declares(const struct node *n)
{
	for (int i = 0; i < n->nkids; i++)
		if (!strncmp(n->kid[i]->text
				     + strspn(n->kid[i]->text, " "),
			     "T s", 3))
			return 1;
	return 0;
}

/* Let loop "n" be of "copies". */
static void unroll(struct node *n, int copies)
{
	n->unroll = copies;
	n->dir = '!';
	n->copy_end = draw(NCOPY_ENDS);
	if (strcmp(n->lo, "0") || n->hi[1])
		n->copy_end = AHEAD;
}

/* Let loops below "n" be unrolled, those in each other of no more than "most"
   copies together; with sums for the copies if "sums" and that can be. */
static void unroll_below(struct node *n, int most, int sums)
{
	static const int copies[] = { 2, 4, 8, 4, 3 };

	for (int i = 0; i < n->nkids; i++) {
		struct node *k = n->kid[i];
		int left = most, times = copies[draw(5)], inner;

		if (!k->var)
			continue;
		inner = only_sums(k) || !k->nkids || !k->kid[0]->var;
		for (int j = 0; j < k->nkids; j++)
			inner &= !k->kid[j]->var;
		if (k->any && times <= most && is_rectangular(k, k->var)
		    && (inner || (draw(10) < 4 && (!sums || declares(k))))) {
			unroll(k, times);
			left /= times;
			k->has_sums = sums && only_sums(k);
			k->sums = draw(NSUMS);
		}
		unroll_below(k, left, sums);
	}
}

void tune(struct node *top, enum tuning tuning)
{
	if (tuning == TILES)
		tile_below(top);
	else if (tuning != NOTHING)
		unroll_below(top, MAX_COPIES, tuning == SUMS);
}
