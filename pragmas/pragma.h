/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pragma.h - the language of "#pragma tensoraot": its tokens, its directives,
   and the C expressions in their clauses.  grammar.txt is its reference.

   A front end hands over the tokens of one line; "ta_pragma_parse" makes a
   directive of them or reports why not.  Names are not looked up here: the
   front end does that, through "ta_directive_leaves".  Clean in C and C++. */
#ifndef TA_PRAGMA_H
#define TA_PRAGMA_H

#include "base.h"
#include "contract.h"
#include "diag.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A token of C.  "text": its spelling; NUMBER: "value", if "integer" (a
   floating constant is not, nor is one that "value" cannot hold).  The last
   token of a line is TA_TOK_END, at the end of the line. */
enum ta_token_kind {
	TA_TOK_NAME,
	TA_TOK_NUMBER,
	TA_TOK_STRING,
	TA_TOK_PUNCT,
	TA_TOK_END
};

typedef struct ta_token {
	enum ta_token_kind kind;
	const char *text;
	int64_t value;
	bool integer;
	ta_loc loc;
} ta_token;

enum ta_cop {
#define X(code, text, prec) TA_COP_##code,
#include "cops.def"
#undef X
	TA_NCOPS
};

/* An expression in a clause.
   INT:    "value".
   NAME:   the identifier "name".
   MEMBER: "name" of arg[0], through a pointer if "arrow".
   INDEX:  element arg[1] of arg[0].
   DEREF:  what arg[0] points to.
   UNARY, BINARY: "op" of arg[0] (and arg[1]).
   The expression built of NAME, MEMBER, INDEX and DEREF that is no operand of
   another such is a leaf: something with a value of its own.  The front end
   sets its "argno", the argument of the begin marker that has the value on
   entry to the kernel, "decl_loc", where the variable was declared, and
   "is_pointer"; or, for an enumerator, makes it an INT. */
enum ta_cexpr_kind {
	TA_CEXPR_INT,
	TA_CEXPR_NAME,
	TA_CEXPR_MEMBER,
	TA_CEXPR_INDEX,
	TA_CEXPR_DEREF,
	TA_CEXPR_UNARY,
	TA_CEXPR_BINARY
};

typedef struct ta_cexpr ta_cexpr;
struct ta_cexpr {
	enum ta_cexpr_kind kind;
	enum ta_cop op;
	int64_t value;
	const char *name;
	bool arrow, is_pointer;
	ta_cexpr *arg[2];
	int argno;
	ta_loc loc, decl_loc;
};

enum ta_directive_kind {
	TA_DIRECTIVE_KERNEL,
	TA_DIRECTIVE_PUSH,
	TA_DIRECTIVE_POP,
	TA_DIRECTIVE_OFF,
	TA_NDIRECTIVES
};

enum ta_clause {
#define X(code, name, form, times, place) TA_CLAUSE_##code,
#include "clauses.def"
#undef X
	TA_NCLAUSES
};

/* array[extent[0]][extent[1]:pitch[1]]...  extent[0] is NULL for "[]", and
   pitch[d] where none is said; pitch[0] always. */
typedef struct ta_pragma_shape {
	ta_cexpr *array;
	int ndims;
	ta_cexpr **extent, **pitch;
	ta_loc loc;
} ta_pragma_shape;

/* The arrays of one "disjoint (...)". */
typedef struct ta_pragma_names {
	int n;
	ta_cexpr **name;
	ta_loc loc;
} ta_pragma_names;

/* "expr" holds on entry; "trust": without a test. */
typedef struct ta_pragma_fact {
	ta_cexpr *expr;
	bool trust;
	ta_loc loc;
} ta_pragma_fact;

/* A directive.  "loc" is that of its word, "end" that of the end of the line;
   clause_loc[c] that of clause c, 0 where it was not given (then its fields
   have their defaults: fp relaxed, lower auto, nothing required).
   require_loc[b]: the word for bit b of "require".  "fp" and "lower" have
   word_loc, by clause.  "disjoint_all": "disjoint" without a list.  "implied":
   no pragma gave it, every function is a kernel; what the compiler's flags say
   of errno and traps holds, and nothing in it is an error. */
typedef struct ta_directive {
	enum ta_directive_kind kind;
	bool implied;
	ta_loc loc, end;
	ta_loc clause_loc[TA_NCLAUSES], word_loc[TA_NCLAUSES];
	int nshapes, ndisjoints, nfacts;
	ta_pragma_shape *shape;
	bool disjoint_all;
	ta_pragma_names *disjoint;
	unsigned require;
	ta_loc require_loc[TA_NREQUIRES];
	enum ta_fp fp;
	enum ta_lower lower;
	ta_cexpr *threads;
	bool serial, deterministic;
	ta_pragma_fact *fact;
	const char *name;
} ta_directive;

/* parse.c */

/* The directive in the tokens of one line after the word "tensoraot", the
   last of them TA_TOK_END; NULL if an error was reported to "diag".  All of
   it lives in "arena". */
ta_directive *ta_pragma_parse(ta_arena *arena, const ta_token *token,
			      ta_diag *diag);
const char *ta_directive_name(enum ta_directive_kind kind);
const char *ta_clause_name(enum ta_clause clause);

/* clauses.c: what clauses mean together */

/* Fill in "d", a kernel or a push, the clauses of "defaults" (a push, or
   NULL) that it does not give itself.  Expressions are copied. */
void ta_directive_merge(ta_arena *arena, ta_directive *d,
			const ta_directive *defaults);
/* Report what cannot be meant: clauses that exclude each other, constants
   out of range.  Call it after the merge, once enumerators are INT; false if
   anything was reported. */
bool ta_directive_check(const ta_directive *d, ta_diag *diag);

/* What a leaf has to be: an integer, or an array (or pointer) of numbers. */
enum ta_leaf_need { TA_NEED_INTEGER, TA_NEED_ARRAY };

/* Call "fn" on every leaf of "d", in source order, arrays before their
   extents; stop and return false when it does. */
bool ta_directive_leaves(ta_directive *d,
			 bool (*fn)(void *data, ta_cexpr *leaf,
				    enum ta_leaf_need need),
			 void *data);

/* cexpr.c */

/* Report that "what" was expected where "t" is. */
void ta_token_expected(const ta_token *t, const char *what, ta_diag *diag);

/* The expression at *pos of "token", whose operators bind more tightly than
   the comma; NULL if an error was reported.  *pos is moved past it. */
ta_cexpr *ta_cexpr_parse(ta_arena *arena, const ta_token *token, int *pos,
			 ta_diag *diag);
/* A name or a member of one, as "m->data": what may name an array. */
ta_cexpr *ta_cexpr_parse_array(ta_arena *arena, const ta_token *token,
			       int *pos, ta_diag *diag);
/* Is "e" a constant?  Then *value is it.  A division by zero is not. */
bool ta_cexpr_const(const ta_cexpr *e, int64_t *value);
bool ta_cexpr_is_leaf(const ta_cexpr *e);
ta_cexpr *ta_cexpr_copy(ta_arena *arena, const ta_cexpr *e);
/* "e" as C text, with no more parentheses than needed. */
void ta_cexpr_print(ta_buf *b, const ta_cexpr *e);
const char *ta_cexpr_text(ta_arena *arena, const ta_cexpr *e);

#ifdef __cplusplus
}
#endif
#endif
