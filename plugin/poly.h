/* SPDX-License-Identifier: GPL-3.0-or-later */
/* poly.h - tensor programs as isl sets and maps, for plugin/poly_*.c alone.

   All objects of one question live in one isl_ctx, which counts operations
   and gives up at a limit: from then on every result is NULL or an error.
   They never outlive "ta_poly_close". */
#ifndef TA_POLY_H
#define TA_POLY_H

#include "ta.h"

#include <isl/aff.h>
#include <isl/constraint.h>
#include <isl/ctx.h>
#include <isl/map.h>
#include <isl/options.h>
#include <isl/point.h>
#include <isl/set.h>
#include <isl/space.h>
#include <isl/val.h>

enum { TA_POLY_MAX_OPERATIONS = 2000000 };

/* A program in isl.  "mono": the monomials over parameters that occur, with
   coefficient 1; each is one parameter of "space", in this order. "context":
   what is known of them.  "arena": for what lives as long as this. */
struct ta_poly {
	const ta_program *p;
	ta_arena *arena;
	isl_ctx *ctx;
	int nmono;
	ta_term *mono;
	isl_space *space;
	isl_set *context;
};

/* Open "pp" on "p" with a limit of "max_operations" (0: the default); "x"
   (may be NULL) is one more polynomial that will be asked about. */
void ta_poly_open(struct ta_poly *pp, const ta_program *p, const ta_idx *x,
		  unsigned long max_operations);
void ta_poly_close(struct ta_poly *pp);
/* Did an operation fail, of the limit or otherwise? */
bool ta_poly_failed(const struct ta_poly *pp);

/* The instances of "s", with what is known of the parameters. */
__isl_give isl_set *ta_poly_domain(const struct ta_poly *pp,
				   const ta_stmt *s);
/* The affine "x" over the instances of "s". */
__isl_give isl_aff *ta_poly_aff(const struct ta_poly *pp, const ta_stmt *s,
				const ta_idx *x);
/* From the instances of "s" to the subscripts of "acc". */
__isl_give isl_map *ta_poly_access(const struct ta_poly *pp,
				   const ta_stmt *s, const ta_access *acc);

/* Can "x", over variables 0 to n - 1 and parameters, be said in "pp"? */
bool ta_poly_knows(const struct ta_poly *pp, const ta_idx *x, int n);
/* The affine "x" over the dimensions of "space" and the parameters of "pp". */
__isl_give isl_aff *ta_poly_aff_on(const struct ta_poly *pp,
				   __isl_take isl_space *space,
				   const ta_idx *x);
/* "n" dimensions without a name, over the parameters of "pp". */
__isl_give isl_space *ta_poly_vars(const struct ta_poly *pp, int n);
/* "aff", over such dimensions or those of a statement, in "arena"; NULL: it
   cannot be said. */
const ta_idx *ta_poly_idx(const struct ta_poly *pp, ta_arena *arena,
			  __isl_keep isl_aff *aff);

/* Pairs of dependent instances: at which "levels" and in which directions, as in
   ta_dep. */
struct ta_between {
	unsigned levels;
	unsigned char *dir;
};

/* What a question, whose key begins so, is about: which instances depend on each
   other, whether an index is not negative, which access comes first. */
enum ta_question { TA_ASK_BETWEEN, TA_ASK_NONNEG, TA_ASK_ORDER };

/* poly_memo.c: the answers to the others are in "levels". */
struct ta_memo *ta_memo_of(const ta_program *p);
int ta_memo_like(struct ta_memo *m, ta_arena *arena, const ta_stmt *s, int nsubs,
		 const ta_idx *const *sub);
const struct ta_between *ta_memo_find(struct ta_memo *m, const int *key, int n);
void ta_memo_add(struct ta_memo *m, ta_arena *arena, const int *key, int n,
		 struct ta_between between);

/* poly_deps.c */
__isl_give isl_map *ta_poly_agree(__isl_keep isl_map *map, int level);
__isl_give isl_map *ta_poly_dep(const struct ta_poly *pp, const ta_dep *x);

/* poly_direction.c */
__isl_give isl_map *ta_poly_going(__isl_take isl_map *map, int a, int b,
				  unsigned char dir);
void ta_poly_directions(__isl_keep isl_map *map, int m, int n,
			unsigned char *dir);

#endif
