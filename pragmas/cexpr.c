/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cexpr.c - the C expressions in clauses: parsed, folded, printed.

   Assumes tokens that end with TA_TOK_END.  Leaves true that every node has
   the location of the word that an error about it should point at: its own
   operator, or its name. */
#include "pragma.h"

#include <string.h>

static const char *const cop_text[TA_NCOPS] = {
#define X(code, text, prec) [TA_COP_##code] = text,
#include "cops.def"
#undef X
};

static const int cop_prec[TA_NCOPS] = {
#define X(code, text, prec) [TA_COP_##code] = prec,
#include "cops.def"
#undef X
};

enum { PREC_UNARY = 7, PREC_POSTFIX = 8, MAX_NESTING = 100 };

/* What a parse carries: where it is, and how deep. */
struct parse {
	ta_arena *arena;
	const ta_token *token;
	int *pos;
	ta_diag *diag;
	int depth;
};

static ta_cexpr *parse_binary(struct parse *p, int prec);

/* Return the token that "p" is at. */
static const ta_token *here(const struct parse *p)
{
	return &p->token[*p->pos];
}

/* Return whether "p" is at the punctuator "text". */
static bool at(const struct parse *p, const char *text)
{
	return here(p)->kind == TA_TOK_PUNCT && !strcmp(here(p)->text, text);
}

/* Return whether "p" was at the punctuator "text", and step over it. */
static bool eat(struct parse *p, const char *text)
{
	if (!at(p, text))
		return false;
	++*p->pos;
	return true;
}

/* Report that "what" was expected where "t" is. */
void ta_token_expected(const ta_token *t, const char *what, ta_diag *diag)
{
	if (t->kind == TA_TOK_END)
		ta_report(diag, TA_ERROR, t->loc,
			  "expected %s before the end of the line", what);
	else
		ta_report(diag, TA_ERROR, t->loc, "expected %s before '%s'",
			  what, t->text);
}

/* Report that "what" was expected where "p" is; return NULL. */
static ta_cexpr *expected(struct parse *p, const char *what)
{
	ta_token_expected(here(p), what, p->diag);
	return NULL;
}

/* Return a new node of "kind" at "loc" with the operands "a" and "b". */
static ta_cexpr *node(struct parse *p, enum ta_cexpr_kind kind, ta_loc loc,
		      ta_cexpr *a, ta_cexpr *b)
{
	ta_cexpr *e = TA_NEW(p->arena, ta_cexpr);

	e->kind = kind;
	e->loc = loc;
	e->arg[0] = a;
	e->arg[1] = b;
	return e;
}

/* Return whether the token "t" is a keyword that begins a type, or one that
   takes a type: "sizeof (int)", "(float) x". */
static bool type_keyword(const ta_token *t)
{
	static const char *const words[] = {
		"sizeof", "_Alignof", "__alignof__", "void", "char", "short",
		"int", "long", "float", "double", "signed", "unsigned",
		"struct", "union", "enum", "const", "volatile", "_Bool",
		"typeof", "__typeof__",
	};
	int i;

	if (t->kind != TA_TOK_NAME)
		return false;
	for (i = 0; i < TA_ARRAY_LEN(words); i++)
		if (!strcmp(t->text, words[i]))
			return true;
	return false;
}

/* Return the integer constant that "p" is at, or NULL with an error. */
static ta_cexpr *parse_number(struct parse *p)
{
	const ta_token *t = here(p);
	ta_cexpr *e;

	if (!t->integer) {
		ta_report(p->diag, TA_ERROR, t->loc,
			  "'%s' is not an integer that fits 64 bits", t->text);
		return NULL;
	}
	e = node(p, TA_CEXPR_INT, t->loc, NULL, NULL);
	e->value = t->value;
	++*p->pos;
	return e;
}

/* Return the constant, name or parenthesised expression that "p" is at, or
   NULL with an error. */
static ta_cexpr *parse_primary(struct parse *p)
{
	const ta_token *t = here(p);
	ta_cexpr *e;

	if (t->kind == TA_TOK_NUMBER)
		return parse_number(p);
	if (type_keyword(t)) {
		ta_report(p->diag, TA_ERROR, t->loc,
			  "'%s' is not supported in a clause; extents are made "
			  "of integer variables, constants and operators",
			  t->text);
		return NULL;
	}
	if (t->kind == TA_TOK_NAME) {
		e = node(p, TA_CEXPR_NAME, t->loc, NULL, NULL);
		e->name = ta_strdup(p->arena, t->text);
		++*p->pos;
		return e;
	}
	if (!eat(p, "("))
		return expected(p, "an expression");
	e = parse_binary(p, 1);
	if (e && !eat(p, ")"))
		return expected(p, "')'");
	return e;
}

/* Return the member selection "." or "->" (as "arrow" says) of "e", with "p"
   at the member's name, or NULL with an error. */
static ta_cexpr *parse_member(struct parse *p, ta_cexpr *e, bool arrow)
{
	const ta_token *t = here(p);

	if (t->kind != TA_TOK_NAME)
		return expected(p, "the name of a member");
	e = node(p, TA_CEXPR_MEMBER, t->loc, e, NULL);
	e->arrow = arrow;
	e->name = ta_strdup(p->arena, t->text);
	++*p->pos;
	return e;
}

/* Return "e" with the members and subscripts that follow at "p"; only members
   if "array".  NULL with an error. */
static ta_cexpr *parse_postfix(struct parse *p, ta_cexpr *e, bool array)
{
	ta_loc loc;

	while (e) {
		loc = here(p)->loc;
		if (eat(p, ".")) {
			e = parse_member(p, e, false);
		} else if (eat(p, "->")) {
			e = parse_member(p, e, true);
		} else if (!array && eat(p, "[")) {
			e = node(p, TA_CEXPR_INDEX, loc, e, parse_binary(p, 1));
			if (!e->arg[1])
				return NULL;
			if (!eat(p, "]"))
				return expected(p, "']'");
		} else if (at(p, "(")) {
			ta_report(p->diag, TA_ERROR, loc,
				  "a clause cannot call a function");
			return NULL;
		} else {
			return e;
		}
	}
	return NULL;
}

/* Return the unary expression at "p", or NULL with an error. */
static ta_cexpr *parse_unary(struct parse *p)
{
	static const enum ta_cop ops[] = { TA_COP_PLUS, TA_COP_NEG, TA_COP_NOT };
	ta_loc loc = here(p)->loc;
	ta_cexpr *e;
	int i;

	if (++p->depth > MAX_NESTING) {
		ta_report(p->diag, TA_ERROR, loc,
			  "expression nested more than %d deep", MAX_NESTING);
		return NULL;
	}
	if (eat(p, "*")) {
		e = parse_unary(p);
		p->depth--;
		return e ? node(p, TA_CEXPR_DEREF, loc, e, NULL) : NULL;
	}
	for (i = 0; i < TA_ARRAY_LEN(ops); i++) {
		if (!eat(p, cop_text[ops[i]]))
			continue;
		e = parse_unary(p);
		p->depth--;
		if (!e)
			return NULL;
		e = node(p, TA_CEXPR_UNARY, loc, e, NULL);
		e->op = ops[i];
		return e;
	}
	e = parse_postfix(p, parse_primary(p), false);
	p->depth--;
	return e;
}

/* Return the binary operator that "p" is at, or TA_NCOPS. */
static enum ta_cop binary_here(const struct parse *p)
{
	int op;

	for (op = 0; op < TA_NCOPS; op++)
		if (cop_prec[op] > 0 && at(p, cop_text[op]))
			return (enum ta_cop)op;
	return TA_NCOPS;
}

/* Return the expression at "p" whose binary operators have the precedence
   "prec" or more, or NULL with an error. */
static ta_cexpr *parse_binary(struct parse *p, int prec)
{
	ta_cexpr *e = parse_unary(p), *right;
	enum ta_cop op;
	ta_loc loc;

	while (e) {
		op = binary_here(p);
		if (op == TA_NCOPS || cop_prec[op] < prec)
			return e;
		loc = here(p)->loc;
		++*p->pos;
		right = parse_binary(p, cop_prec[op] + 1);
		if (!right)
			return NULL;
		e = node(p, TA_CEXPR_BINARY, loc, e, right);
		e->op = op;
	}
	return NULL;
}

/* Return the expression at *pos of "token" and move *pos past it, or NULL
   with an error reported to "diag". */
ta_cexpr *ta_cexpr_parse(ta_arena *arena, const ta_token *token, int *pos,
			 ta_diag *diag)
{
	struct parse p = { arena, token, pos, diag, 0 };

	return parse_binary(&p, 1);
}

/* Return the name, or member of one, at *pos of "token" and move *pos past
   it, or NULL with an error reported to "diag". */
ta_cexpr *ta_cexpr_parse_array(ta_arena *arena, const ta_token *token,
			       int *pos, ta_diag *diag)
{
	struct parse p = { arena, token, pos, diag, 0 };

	if (here(&p)->kind != TA_TOK_NAME)
		return expected(&p, "the name of an array");
	return parse_postfix(&p, parse_primary(&p), true);
}

/* Return whether "op" of "a" and "b" is an integer that fits, and put it into
   *value. */
static bool fold(enum ta_cop op, int64_t a, int64_t b, int64_t *value)
{
	switch (op) {
	case TA_COP_ADD:
		return !__builtin_add_overflow(a, b, value);
	case TA_COP_SUB:
		return !__builtin_sub_overflow(a, b, value);
	case TA_COP_MUL:
		return !__builtin_mul_overflow(a, b, value);
	case TA_COP_DIV:
	case TA_COP_MOD:
		if (b == 0 || (b == -1 && a == INT64_MIN))
			return false;
		*value = op == TA_COP_DIV ? a / b : a % b;
		return true;
	case TA_COP_LOR:
		*value = a || b;
		return true;
	case TA_COP_LAND:
		*value = a && b;
		return true;
	case TA_COP_EQ:
		*value = a == b;
		return true;
	case TA_COP_NE:
		*value = a != b;
		return true;
	case TA_COP_LT:
		*value = a < b;
		return true;
	case TA_COP_LE:
		*value = a <= b;
		return true;
	case TA_COP_GT:
		*value = a > b;
		return true;
	case TA_COP_GE:
		*value = a >= b;
		return true;
	case TA_COP_PLUS:
		*value = a;
		return true;
	case TA_COP_NEG:
		return !__builtin_sub_overflow((int64_t)0, a, value);
	case TA_COP_NOT:
		*value = !a;
		return true;
	case TA_NCOPS:
		break;
	}
	return false;
}

/* Return whether "e" is a constant, and put it into *value. */
bool ta_cexpr_const(const ta_cexpr *e, int64_t *value)
{
	int64_t a = 0, b = 0;

	if (e->kind == TA_CEXPR_INT) {
		*value = e->value;
		return true;
	}
	if (ta_cexpr_is_leaf(e) || !ta_cexpr_const(e->arg[0], &a)
	    || (e->kind == TA_CEXPR_BINARY && !ta_cexpr_const(e->arg[1], &b)))
		return false;
	return fold(e->op, a, b, value);
}

/* Return whether "e" is a leaf: something with a value of its own. */
bool ta_cexpr_is_leaf(const ta_cexpr *e)
{
	return e->kind == TA_CEXPR_NAME || e->kind == TA_CEXPR_MEMBER
	       || e->kind == TA_CEXPR_INDEX || e->kind == TA_CEXPR_DEREF;
}

/* Return a copy of "e", which may be NULL, down to its leaves. */
ta_cexpr *ta_cexpr_copy(ta_arena *arena, const ta_cexpr *e)
{
	ta_cexpr *c;

	if (!e)
		return NULL;
	c = (ta_cexpr *)ta_memdup(arena, e, sizeof(*e));
	c->arg[0] = ta_cexpr_copy(arena, e->arg[0]);
	c->arg[1] = ta_cexpr_copy(arena, e->arg[1]);
	return c;
}

/* Append "e" to "b", in parentheses if its operator binds less tightly than
   "prec". */
static void print(ta_buf *b, const ta_cexpr *e, int prec)
{
	int own = PREC_POSTFIX;

	if (e->kind == TA_CEXPR_BINARY)
		own = cop_prec[e->op];
	else if (e->kind == TA_CEXPR_UNARY || e->kind == TA_CEXPR_DEREF
		 || (e->kind == TA_CEXPR_INT && e->value < 0))
		own = PREC_UNARY;
	if (own < prec)
		ta_buf_puts(b, "(");
	switch (e->kind) {
	case TA_CEXPR_INT:
		ta_buf_printf(b, "%lld", (long long)e->value);
		break;
	case TA_CEXPR_NAME:
		ta_buf_puts(b, e->name);
		break;
	case TA_CEXPR_MEMBER:
		print(b, e->arg[0], PREC_POSTFIX);
		ta_buf_printf(b, "%s%s", e->arrow ? "->" : ".", e->name);
		break;
	case TA_CEXPR_INDEX:
		print(b, e->arg[0], PREC_POSTFIX);
		ta_buf_puts(b, "[");
		print(b, e->arg[1], 0);
		ta_buf_puts(b, "]");
		break;
	case TA_CEXPR_DEREF:
		ta_buf_puts(b, "*");
		print(b, e->arg[0], PREC_UNARY);
		break;
	case TA_CEXPR_UNARY:
		ta_buf_puts(b, cop_text[e->op]);
		print(b, e->arg[0], PREC_POSTFIX);
		break;
	case TA_CEXPR_BINARY:
		print(b, e->arg[0], own);
		ta_buf_printf(b, " %s ", cop_text[e->op]);
		print(b, e->arg[1], own + 1);
		break;
	}
	if (own < prec)
		ta_buf_puts(b, ")");
}

/* Append "e" to "b" as C text. */
void ta_cexpr_print(ta_buf *b, const ta_cexpr *e)
{
	print(b, e, 0);
}

/* Return "e" as C text in "arena". */
const char *ta_cexpr_text(ta_arena *arena, const ta_cexpr *e)
{
	ta_buf b;

	ta_buf_init(&b, arena);
	ta_cexpr_print(&b, e);
	return b.s;
}
