/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spell.h - what routines.c lists, tune.c tunes, nest.c writes out and spell.c
   makes programs of: loop nests that are a routine of BLAS, in a small language
   that leaves open how arrays are indexed and loops are written.

     A(i,j) x(i)	an element of matrix A, B or C, of vector x, y or z
     @i(lo,hi){ ... }	the loop lo <= i < hi, in either direction; lo <= hi
     !i(lo,hi){ ... }	the same, upwards; ~i downwards
     T			the type of the elements

   All else is C.  n, m, k are sizes; alpha, beta numbers; s a scalar.  */
#ifndef SPELL_H
#define SPELL_H

/* One nest or several that are "routine", or, if "near", only nearly.
   "arrays" lists them with their sizes: "Anm xn" is A[n][m] and x[n]; "x=y"
   has the caller pass y as x. */
struct spelling {
	const char *routine, *arrays;
	int near;
	char *text;
};

enum form { STATIC, PARAM, VLA, FLAT, PITCH, COLUMN, ROWPTR, MOVING, MEMBER };

/* What was tuned by hand: nothing; loops are in tiles; unrolled; unrolled with
   a sum for each copy. */
enum tuning { NOTHING, TILES, UNROLLED, SUMS, NTUNINGS };

/* How a tile ends: at the lesser of two bounds, by two conditions, at a bound of
   its own, counted from its start; or there are whole ones only. */
enum tile_end { LESSER, BOTH, BOUND, FROM_START, WHOLE_TILES, NTILE_ENDS };

/* How an unrolled loop ends: by looking ahead; at the last whole copy, with the
   rest by the same counter or in a loop of its own; or it has no rest. */
enum copy_end { AHEAD, GO_ON, OWN_REST, WHOLE_COPIES, NCOPY_ENDS };

/* Where the sums of the copies are: the first in the sum itself, each in a scalar
   of its own, in an array, in an array that a loop adds up. */
enum sums { FIRST, EACH, LIST, LIST_LOOP, NSUMS };

enum { MAX_KIDS = 8, VARIABLE = -1, MAX_TILES = 4 };

/* A loop over "var" if that is set, else statements.  "way": how the loop is
   written, from "first" to "end", which are "lo" and "hi" if it has no tiles.  "any": it may run in either direction.  "tile": the size of its
   tiles, VARIABLE, or 0; the loop over them goes from "from" to "to", and is
   written before the loop that has it in "outer".  "unroll": of how many
   copies, or 0. */
struct node {
	char dir, var, lo[16], hi[16], text[200];
	const char *first, *end;
	int way, nkids, any;
	struct node *kid[MAX_KIDS];
	int tile, nouter, unroll, has_sums;
	enum tile_end tile_end;
	enum copy_end copy_end;
	enum sums sums;
	char from[16], to[16];
	struct node *outer[MAX_TILES];
};

extern struct spelling *spellings;
extern int nspellings;

/* routines.c: fill "spellings"; with gemm if "all". */
void list_spellings(int all);

/* The spelling being written (spell.c): how its arrays are indexed, and the
   type of its loops. */
extern const struct spelling *now;
extern enum form form;
extern const char *itype;
/* The next of the numbers that follow from the seed, below "n". */
int draw(int n);
/* The sizes that array "a" has in the spelling: letters, or NULL. */
const char *sizes_of(char a);

/* nest.c: make nodes of the text at "*p", free them, and print them. */
void parse_kids(const char **p, struct node *n);
void free_node(struct node *n);
void print_nests(const struct node *top, int depth);

/* tune.c: tune what is below "top". */
void tune(struct node *top, enum tuning tuning);

#endif
