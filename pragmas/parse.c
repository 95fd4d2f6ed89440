/* SPDX-License-Identifier: GPL-3.0-or-later */
/* parse.c - the tokens of one "#pragma tensoraot" line -> a directive.

   Assumes tokens that end with TA_TOK_END.  Goes on after an error in a
   clause with the clause after it.  Leaves true that a directive it returns
   has every clause in the form that grammar.txt gives; what the names mean,
   and whether the clauses go together, is not known yet. */
#include "pragma.h"

#include <string.h>

/* What a clause looks like; the names are those of clauses.def. */
enum form { NONE, SHAPES, NAMES, WORDS, WORD, IDENT, EXPR, FACT, LATER };
enum times { ONCE, MANY };
enum place { KERNEL, PUSH };

static const struct {
	const char *name;
	enum form form;
	enum times times;
	enum place place;
} clauses[] = {
#define X(code, name, form, times, place) { name, form, times, place },
#include "clauses.def"
#undef X
};

static const struct {
	enum ta_clause clause;
	const char *name;
	int value;
} words[] = {
#define X(clause, name, value) { TA_CLAUSE_##clause, name, value },
#include "words.def"
#undef X
};

static const char *const directives[TA_NDIRECTIVES] = {
	[TA_DIRECTIVE_KERNEL] = "kernel",
	[TA_DIRECTIVE_PUSH] = "push",
	[TA_DIRECTIVE_POP] = "pop",
	[TA_DIRECTIVE_OFF] = "off",
};

/* What a parse carries. */
struct parse {
	ta_arena *arena;
	const ta_token *token;
	int pos;
	ta_diag *diag;
	ta_directive *d;
};

/* Return the word of directive "kind". */
const char *ta_directive_name(enum ta_directive_kind kind)
{
	return directives[kind];
}

/* Return the word of "clause". */
const char *ta_clause_name(enum ta_clause clause)
{
	return clauses[clause].name;
}

/* Return the token that "p" is at. */
static const ta_token *here(const struct parse *p)
{
	return &p->token[p->pos];
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
	p->pos++;
	return true;
}

/* Report that "what" was expected where "p" is; return false. */
static bool expected(struct parse *p, const char *what)
{
	ta_token_expected(here(p), what, p->diag);
	return false;
}

/* Step over the punctuator "text"; false, with an error, if it is not what
   "p" is at. */
static bool need(struct parse *p, const char *text)
{
	return eat(p, text)
	       || expected(p, ta_sprintf(p->arena, "'%s'", text));
}

/* Return the names of all clauses in "p"'s arena and their number in *n. */
static const char **clause_names(struct parse *p, int *n)
{
	const char **names = TA_NEWV(p->arena, const char *, TA_NCLAUSES);

	for (*n = 0; *n < TA_NCLAUSES; ++*n)
		names[*n] = clauses[*n].name;
	return names;
}

/* Return the index of "word" among the "n" strings "names", or -1. */
static int find(const char *word, const char *const *names, int n)
{
	int i;

	for (i = 0; i < n; i++)
		if (!strcmp(word, names[i]))
			return i;
	return -1;
}

/* Report at the token "t" that it is no "what"; suggest the nearest of the
   "n" strings "names", or list them all when none is near. */
static void unknown(struct parse *p, const ta_token *t, const char *what,
		    const char *const *names, int n)
{
	const char *near = ta_nearest(t->text, names, n);
	ta_buf all;
	int i;

	if (near) {
		ta_report(p->diag, TA_ERROR, t->loc,
			  "unknown %s '%s'; did you mean '%s'?", what, t->text,
			  near);
		return;
	}
	ta_buf_init(&all, p->arena);
	for (i = 0; i < n; i++)
		ta_buf_printf(&all, "%s'%s'",
			      !i ? "" : i + 1 < n ? ", " : " or ", names[i]);
	ta_report(p->diag, TA_ERROR, t->loc, "unknown %s '%s'; expected %s",
		  what, t->text, all.s);
}

/* Step over the parenthesis that "p" is at, up to the one that closes it. */
static void skip_parentheses(struct parse *p)
{
	int depth = 0;

	do {
		if (at(p, "("))
			depth++;
		else if (at(p, ")"))
			depth--;
		if (here(p)->kind == TA_TOK_END)
			return;
		p->pos++;
	} while (depth > 0);
}

/* Parse one dimension "[extent]" or "[extent:pitch]" of "s" into the place
   where it belongs; false with an error. */
static bool parse_dimension(struct parse *p, ta_pragma_shape *s)
{
	ta_cexpr *extent = NULL, *pitch = NULL;
	int n = s->ndims;

	if (!need(p, "["))
		return false;
	if (s->ndims > 0 || !at(p, "]")) {
		extent = ta_cexpr_parse(p->arena, p->token, &p->pos, p->diag);
		if (!extent)
			return false;
	}
	if (at(p, ":") && s->ndims == 0) {
		ta_report(p->diag, TA_ERROR, here(p)->loc,
			  "the outermost dimension has no pitch: nothing "
			  "follows its last row");
		return false;
	}
	if (eat(p, ":")) {
		pitch = ta_cexpr_parse(p->arena, p->token, &p->pos, p->diag);
		if (!pitch)
			return false;
	}
	if (!need(p, "]"))
		return false;
	TA_PUSH(p->arena, s->extent, n, extent);
	TA_PUSH(p->arena, s->pitch, s->ndims, pitch);
	return true;
}

/* Parse "name[extent]...", ... up to ")" into the shapes of the directive;
   false with an error. */
static bool parse_shapes(struct parse *p)
{
	do {
		ta_pragma_shape s;

		memset(&s, 0, sizeof(s));
		s.loc = here(p)->loc;
		s.array = ta_cexpr_parse_array(p->arena, p->token, &p->pos,
					       p->diag);
		if (!s.array)
			return false;
		if (!at(p, "["))
			return expected(p, "'[' and an extent");
		while (at(p, "["))
			if (!parse_dimension(p, &s))
				return false;
		TA_PUSH(p->arena, p->d->shape, p->d->nshapes, s);
	} while (eat(p, ","));
	return true;
}

/* Parse "name, name, ..." up to ")" into the disjoint lists of the directive;
   "loc" is that of the clause.  False with an error. */
static bool parse_names(struct parse *p, ta_loc loc)
{
	ta_pragma_names list;

	memset(&list, 0, sizeof(list));
	list.loc = loc;
	do {
		ta_cexpr *e = ta_cexpr_parse_array(p->arena, p->token, &p->pos,
						   p->diag);

		if (!e)
			return false;
		TA_PUSH(p->arena, list.name, list.n, e);
	} while (eat(p, ","));
	if (list.n < 2 && at(p, ")")) {
		ta_report(p->diag, TA_ERROR, here(p)->loc,
			  "'disjoint' needs at least two arrays in its list; "
			  "without a list it means all of the kernel");
		return false;
	}
	TA_PUSH(p->arena, p->d->disjoint, p->d->ndisjoints, list);
	return true;
}

/* Return the value of the word of "clause" that "p" is at and step over it,
   or -1 with an error. */
static int parse_word(struct parse *p, enum ta_clause clause)
{
	const char *names[TA_ARRAY_LEN(words)];
	int value[TA_ARRAY_LEN(words)];
	const ta_token *t = here(p);
	int i, n = 0;

	for (i = 0; i < TA_ARRAY_LEN(words); i++)
		if (words[i].clause == clause) {
			names[n] = words[i].name;
			value[n++] = words[i].value;
		}
	if (t->kind != TA_TOK_NAME) {
		expected(p, ta_sprintf(p->arena, "a word such as '%s'",
				       names[0]));
		return -1;
	}
	i = find(t->text, names, n);
	if (i < 0) {
		unknown(p, t, ta_sprintf(p->arena, "'%s' word",
					 clauses[clause].name), names, n);
		return -1;
	}
	p->pos++;
	return value[i];
}

/* Parse the words of "require" up to ")"; false with an error. */
static bool parse_requirements(struct parse *p)
{
	do {
		const ta_token *t = here(p);
		int v = parse_word(p, TA_CLAUSE_REQUIRE);

		if (v < 0)
			return false;
		if (p->d->require & (unsigned)v) {
			ta_report(p->diag, TA_ERROR, t->loc,
				  "'%s' is required twice", t->text);
			return false;
		}
		p->d->require |= (unsigned)v;
		p->d->require_loc[__builtin_ctz((unsigned)v)] = t->loc;
	} while (eat(p, ",") || eat(p, "|"));
	return true;
}

/* Parse the one word of "clause" into its field; false with an error. */
static bool parse_choice(struct parse *p, enum ta_clause clause)
{
	ta_loc loc = here(p)->loc;
	int v = parse_word(p, clause);

	if (v < 0)
		return false;
	p->d->word_loc[clause] = loc;
	if (clause == TA_CLAUSE_FP)
		p->d->fp = (enum ta_fp)v;
	else
		p->d->lower = (enum ta_lower)v;
	return true;
}

/* Parse "expression" or "expression, trust"; false with an error. */
static bool parse_fact(struct parse *p)
{
	static const char *const trust[] = { "trust" };
	ta_pragma_fact f;
	const ta_token *t;

	memset(&f, 0, sizeof(f));
	f.loc = here(p)->loc;
	f.expr = ta_cexpr_parse(p->arena, p->token, &p->pos, p->diag);
	if (!f.expr)
		return false;
	if (eat(p, ",")) {
		t = here(p);
		if (t->kind != TA_TOK_NAME)
			return expected(p, "'trust'");
		if (strcmp(t->text, trust[0])) {
			unknown(p, t, "'assume' word", trust, 1);
			return false;
		}
		f.trust = true;
		p->pos++;
	}
	TA_PUSH(p->arena, p->d->fact, p->d->nfacts, f);
	return true;
}

/* Parse what is between the parentheses of "clause", whose own location is
   "loc"; false with an error. */
static bool parse_argument(struct parse *p, enum ta_clause clause, ta_loc loc)
{
	const ta_token *t = here(p);

	switch (clauses[clause].form) {
	case SHAPES:
		return parse_shapes(p);
	case NAMES:
		return parse_names(p, loc);
	case WORDS:
		return parse_requirements(p);
	case WORD:
		return parse_choice(p, clause);
	case FACT:
		return parse_fact(p);
	case EXPR:
		p->d->threads = ta_cexpr_parse(p->arena, p->token, &p->pos,
					       p->diag);
		return p->d->threads != NULL;
	case IDENT:
		if (t->kind != TA_TOK_NAME)
			return expected(p, "an identifier");
		p->d->name = ta_strdup(p->arena, t->text);
		p->pos++;
		return true;
	case NONE:
	case LATER:
		break;
	}
	ta_bug("clause '%s' takes no argument", clauses[clause].name);
}

/* Return whether "clause", at the token "t", may stand here: known by now,
   allowed on this directive, and not there already.  Else report it. */
static bool clause_allowed(struct parse *p, enum ta_clause clause,
			   const ta_token *t)
{
	if (clauses[clause].form == LATER) {
		ta_report(p->diag, TA_ERROR, t->loc,
			  "clause '%s' is not supported yet", t->text);
		return false;
	}
	if (p->d->kind == TA_DIRECTIVE_PUSH
	    && clauses[clause].place == KERNEL) {
		ta_report(p->diag, TA_ERROR, t->loc,
			  "'%s' cannot be a default: it belongs to one kernel",
			  t->text);
		return false;
	}
	if (p->d->clause_loc[clause] && clauses[clause].times == ONCE) {
		ta_report(p->diag, TA_ERROR, t->loc, "clause '%s' given twice",
			  t->text);
		ta_report(p->diag, TA_NOTE, p->d->clause_loc[clause],
			  "first given here");
		return false;
	}
	return true;
}

/* Parse the clause that "p" is behind the name "t" of; false with an error. */
static bool parse_clause(struct parse *p, enum ta_clause clause,
			 const ta_token *t)
{
	enum form form = clauses[clause].form;

	if (!clause_allowed(p, clause, t))
		return false;
	if (!p->d->clause_loc[clause])
		p->d->clause_loc[clause] = t->loc;
	if (form == NONE && at(p, "(")) {
		ta_report(p->diag, TA_ERROR, here(p)->loc,
			  "'%s' takes no argument", t->text);
		return false;
	}
	if (clause == TA_CLAUSE_SERIAL) {
		p->d->serial = true;
		return true;
	}
	if (clause == TA_CLAUSE_DETERMINISTIC) {
		p->d->deterministic = true;
		return true;
	}
	if (form == NAMES && !at(p, "(")) {
		if (p->d->disjoint_all) {
			ta_report(p->diag, TA_ERROR, t->loc,
				  "clause '%s' given twice", t->text);
			return false;
		}
		p->d->disjoint_all = true;
		return true;
	}
	if (!at(p, "("))
		return expected(p, ta_sprintf(p->arena, "'(' after '%s'",
					      t->text));
	p->pos++;
	return parse_argument(p, clause, t->loc) && need(p, ")");
}

/* Parse the clauses of the directive to the end of the line; a comma may
   stand between two. */
static void parse_clauses(struct parse *p)
{
	int n, clause, start;
	const char **names = clause_names(p, &n);

	while (here(p)->kind != TA_TOK_END) {
		const ta_token *t = here(p);

		if (t->kind != TA_TOK_NAME) {
			expected(p, "a clause");
			return;
		}
		start = ++p->pos;
		clause = find(t->text, names, n);
		if (clause >= 0 && parse_clause(p, (enum ta_clause)clause, t)) {
			eat(p, ",");
			continue;
		}
		if (clause < 0 && !strcmp(t->text, "trust"))
			ta_report(p->diag, TA_ERROR, t->loc,
				  "'trust' goes inside 'assume (expression, "
				  "trust)'");
		else if (clause < 0)
			unknown(p, t, "clause", names, n);
		p->pos = start;
		if (at(p, "("))
			skip_parentheses(p);
		else if (clause >= 0 && clauses[clause].form != LATER
			 && clauses[clause].form != NONE
			 && clauses[clause].form != NAMES)
			return;
		eat(p, ",");
	}
}

/* Return the directive that the first word says, or TA_NDIRECTIVES with an
   error. */
static enum ta_directive_kind parse_kind(struct parse *p)
{
	const ta_token *t = here(p);
	const char **names;
	int n, i;

	if (t->kind != TA_TOK_NAME) {
		expected(p, "'kernel', 'push', 'pop' or 'off'");
		return TA_NDIRECTIVES;
	}
	i = find(t->text, directives, TA_NDIRECTIVES);
	if (i >= 0) {
		p->pos++;
		return (enum ta_directive_kind)i;
	}
	names = clause_names(p, &n);
	if (find(t->text, names, n) >= 0)
		ta_report(p->diag, TA_ERROR, t->loc,
			  "'%s' is a clause; did you forget 'kernel' before "
			  "it?", t->text);
	else
		unknown(p, t, "directive", directives, TA_NDIRECTIVES);
	return TA_NDIRECTIVES;
}

/* Return the directive in "token", in memory of "arena", or NULL with an
   error reported to "diag". */
ta_directive *ta_pragma_parse(ta_arena *arena, const ta_token *token,
			      ta_diag *diag)
{
	struct parse p = { arena, token, 0, diag, NULL };
	int errors = diag->nerrors;
	enum ta_directive_kind kind = parse_kind(&p);

	if (kind == TA_NDIRECTIVES)
		return NULL;
	p.d = TA_NEW(arena, ta_directive);
	p.d->kind = kind;
	p.d->loc = token->loc;
	p.d->fp = TA_FP_RELAXED;
	p.d->lower = TA_LOWER_AUTO;
	if ((kind == TA_DIRECTIVE_POP || kind == TA_DIRECTIVE_OFF)
	    && here(&p)->kind != TA_TOK_END) {
		ta_report(diag, TA_ERROR, here(&p)->loc,
			  "'%s' takes no clauses", directives[kind]);
		return NULL;
	}
	parse_clauses(&p);
	if (diag->nerrors > errors)
		return NULL;
	p.d->end = here(&p)->loc;
	return p.d;
}
