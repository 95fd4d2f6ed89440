/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pragma.cc - "#pragma tensoraot" in the C front end.

	#pragma tensoraot kernel shape (A[n])	-> directive 0, and, here,
						   __tensoraot_begin (0, A, n);

   Registers the pragma, turns what follows it on its line into plain C tokens
   for pragmas/parse.c, keeps the directives that come back and the stack of
   defaults, and knows which one waits for a function definition.  Assumes
   that its callbacks run in the order of the source.  Leaves true that a
   directive without a marker has got an error, unless it is push or pop. */
#include "gcc-compat.h"
#include "driver.h"
#include "fence.h"
#include "markers.h"

/* A directive; "on_function": it was before a function definition; "dead": an
   internal error left its function without all of its markers. */
struct entry {
	ta_directive *d;
	bool on_function, dead;
};

ta_arena *ta_pragma_arena;

static vec<entry> table;
static vec<ta_directive *> defaults;
static int waiting = -1;	/* for a function definition to begin */
static int body = -1;		/* for the body of the function begun */
static tree body_name;		/* its name: an identifier lives for ever */
static int markers;		/* in the function being parsed */
static int first;		/* directive of that function */
static const char *word;	/* the first of the pragma being read */
static location_t line;		/* where it is */
static ta_directive lost;	/* defaults that an internal error took */
static bool lost_off;		/* it took an "off" of the function */
static bool refused;		/* C++ has been told */

/* Give "text" to GCC as "severity" at "loc". */
static void emit(void *, enum ta_severity severity, ta_loc loc,
		 const char *text)
{
	switch (severity) {
	case TA_ERROR:
		error_at((location_t)loc, "%s", text);
		break;
	case TA_WARNING:
		warning_at((location_t)loc, 0, "%s", text);
		break;
	default:
		inform((location_t)loc, "%s", text);
	}
}

ta_diag ta_pragma_diag = { emit, NULL, 0 };

/* Return the number of directives so far. */
int ta_pragma_count(void)
{
	return table.length();
}

/* Return directive "id", or NULL if there is none. */
const ta_directive *ta_pragma_directive(int id)
{
	if (id < 0 || id >= (int)table.length())
		return NULL;
	return table[id].d;
}

/* Return whether directive "id" was before a function definition. */
bool ta_pragma_on_function(int id)
{
	return id >= 0 && id < (int)table.length() && table[id].on_function;
}

/* Return whether directive "id" is to be forgotten. */
bool ta_pragma_dead(int id)
{
	return id >= 0 && id < (int)table.length() && table[id].dead;
}

/* Set in "t" the number that "value" is. */
static void set_number(ta_token *t, tree value)
{
	char text[64];

	t->kind = TA_TOK_NUMBER;
	if (value && TREE_CODE(value) == INTEGER_CST) {
		t->integer = tree_fits_shwi_p(value);
		t->value = t->integer ? tree_to_shwi(value) : 0;
		print_dec(wi::to_wide(value), text, TYPE_SIGN(TREE_TYPE(value)));
	} else if (value && TREE_CODE(value) == REAL_CST) {
		real_to_decimal(text, TREE_REAL_CST_PTR(value), sizeof(text),
				0, 1);
	} else {
		strcpy(text, "0");
	}
	t->text = ta_strdup(ta_pragma_arena, text);
}

/* Return the token of GCC's "type" and "value" at "loc". */
static ta_token make_token(enum cpp_ttype type, tree value, location_t loc)
{
	ta_token t;

	memset(&t, 0, sizeof(t));
	t.loc = loc;
	t.kind = TA_TOK_PUNCT;
	switch (type) {
	case CPP_EOF:
		t.kind = TA_TOK_END;
		t.text = "";
		break;
	case CPP_NAME:
		t.kind = TA_TOK_NAME;
		t.text = ta_strdup(ta_pragma_arena, IDENTIFIER_POINTER(value));
		break;
	case CPP_NUMBER:
	case CPP_CHAR:
		set_number(&t, value);
		break;
	case CPP_STRING:
		t.kind = TA_TOK_STRING;
		t.text = ta_sprintf(ta_pragma_arena, "\"%s\"",
				    TREE_STRING_POINTER(value));
		break;
	default:
		t.text = ta_strdup(ta_pragma_arena, cpp_type2name(type, 0));
	}
	return t;
}

/* Return the tokens up to the end of the pragma's line, in the arena. */
static ta_token *collect_tokens(void)
{
	ta_token *v = NULL;
	enum cpp_ttype type;
	location_t loc;
	tree value;
	int n = 0;

	do {
		value = NULL_TREE;
		type = pragma_lex(&value, &loc);
		if (!n) {
			line = loc;
			word = type == CPP_NAME ? IDENTIFIER_POINTER(value) :
						  "";
		}
		TA_PUSH(ta_pragma_arena, v, n, make_token(type, value, loc));
	} while (type != CPP_EOF);
	return v;
}

/* Return the defaults in force, or NULL. */
static ta_directive *top(void)
{
	return defaults.is_empty() ? NULL : defaults.last();
}

/* Make "d" the defaults, on top of those in force. */
static void push(ta_directive *d)
{
	ta_directive_merge(ta_pragma_arena, d, top());
	ta_directive_check(d, &ta_pragma_diag);
	defaults.safe_push(d);
}

/* End the defaults in force, as "d" says. */
static void pop(const ta_directive *d)
{
	if (defaults.is_empty())
		ta_report(&ta_pragma_diag, TA_ERROR, d->loc,
			  "'pop' without a 'push' before it");
	else
		defaults.pop();
}

/* Return whether the name that "d" gives is its own; else report. */
static bool check_name(const ta_directive *d)
{
	for (unsigned i = 0; i < table.length(); i++) {
		const ta_directive *other = table[i].d;

		if (!d->name || other == d || !other->name
		    || strcmp(d->name, other->name))
			continue;
		ta_report(&ta_pragma_diag, TA_ERROR,
			  d->clause_loc[TA_CLAUSE_NAME],
			  "the name '%s' is taken by another kernel", d->name);
		ta_report(&ta_pragma_diag, TA_NOTE,
			  other->clause_loc[TA_CLAUSE_NAME], "here");
		return false;
	}
	return true;
}

/* Report that the directive that waits for a function definition did not get
   one; "where", if known, is what came instead. */
static void give_up_waiting(location_t where)
{
	const ta_directive *d = ta_pragma_directive(waiting);

	waiting = -1;
	ta_report(&ta_pragma_diag, TA_ERROR, d->loc,
		  "'%s' outside of a function must stand directly before a "
		  "function definition", ta_directive_name(d->kind));
	if (where != UNKNOWN_LOCATION)
		ta_report(&ta_pragma_diag, TA_NOTE, where,
			  "this follows it instead");
}

/* Leave the marker of directive "id" where the parser is, with the values
   that its clauses need.  The scope of the statement to come, a block or a
   loop, is kept as one tree: without declarations it would be spliced into
   the list around it. */
static void leave_marker(int id)
{
	ta_directive *d = table[id].d;
	auto_vec<tree> values;

	if (d->kind == TA_DIRECTIVE_KERNEL
	    && (!ta_pragma_resolve(d, NULL_TREE, values)
		|| !ta_directive_check(d, &ta_pragma_diag)))
		return;
	add_stmt(ta_begin_call(id, values));
	markers++;
	if (d->kind == TA_DIRECTIVE_KERNEL || d->kind == TA_DIRECTIVE_OFF)
		keep_next_level();
}

/* Whether defaults in force are lost: what they said is not known. */
static bool defaults_lost(void)
{
	for (unsigned i = 0; i < defaults.length(); i++)
		if (defaults[i] == &lost)
			return true;
	return false;
}

/* Whether "d" is in a header that is being precompiled, where nothing of ours
   is kept; say so. */
static bool precompiled(const ta_directive *d)
{
	if (!&pch_file || !pch_file)
		return false;
	ta_report(&ta_pragma_diag, TA_WARNING, d->loc,
		  "'%s' has no effect in a precompiled header",
		  ta_directive_name(d->kind));
	return true;
}

/* Take the directive "d" into the table and do what it says. */
static void accept(ta_directive *d)
{
	int id = table.length();
	entry e = { d, !current_function_decl, defaults_lost() };

	if (precompiled(d))
		return;
	table.safe_push(e);
	if (d->kind == TA_DIRECTIVE_PUSH)
		push(d);
	else if (d->kind == TA_DIRECTIVE_POP)
		pop(d);
	else if (d->kind == TA_DIRECTIVE_KERNEL)
		ta_directive_merge(ta_pragma_arena, d, top());
	if (!check_name(d))
		return;
	if (current_function_decl) {
		leave_marker(id);
		return;
	}
	if (d->kind == TA_DIRECTIVE_PUSH || d->kind == TA_DIRECTIVE_POP)
		return;
	if (waiting >= 0)
		give_up_waiting(d->loc);
	waiting = id;
}

/* Keep push and pop in balance when the line "token" had an error. */
static void accept_wrong(const ta_token *token)
{
	ta_directive *d;

	if (token->kind == TA_TOK_NAME
	    && !strcmp(token->text,
		       ta_directive_name(TA_DIRECTIVE_PUSH))) {
		d = TA_NEW(ta_pragma_arena, ta_directive);
		d->kind = TA_DIRECTIVE_PUSH;
		d->loc = token->loc;
		push(d);
	}
}

/* Tell once at the token "t" that the language is not C. */
static void refuse(const ta_token *t)
{
	if (!refused)
		error_at((location_t)t->loc,
			 "%<#pragma tensoraot%> is for C only; the macros of "
			 "%<tensoraot.h%> vanish in other languages");
	refused = true;
}

/* Read the line of the pragma and act on it; for "ta_fence". */
static void read_line(void *)
{
	ta_token *token = collect_tokens();
	ta_directive *d;

	if (!ta_in_c()) {
		refuse(token);
		return;
	}
	ta_checkpoint("a pragma");
	d = ta_pragma_parse(ta_pragma_arena, token, &ta_pragma_diag);
	if (d)
		accept(d);
	else
		accept_wrong(token);
}

/* Whether the pragma being read begins with the word for "kind". */
static bool is_line_of(enum ta_directive_kind kind)
{
	return word && !strcmp(word, ta_directive_name(kind));
}

/* The handler of the pragma: read its line and act on it.  When an internal
   error comes between, push and pop stay in balance, and what this line might
   have forbidden in kernels is not done in them. */
static void handle_pragma(cpp_reader *)
{
	unsigned depth = defaults.length();

	word = NULL;
	line = input_location;
	if (ta_fence(read_line, NULL))
		return;
	depth += is_line_of(TA_DIRECTIVE_PUSH);
	depth -= depth && is_line_of(TA_DIRECTIVE_POP);
	while (defaults.length() < depth)
		defaults.safe_push(&lost);
	while (defaults.length() > depth)
		defaults.pop();
	lost_off |= current_function_decl && is_line_of(TA_DIRECTIVE_OFF);
	ta_report(&ta_pragma_diag, TA_WARNING, line, "tensoraot: internal "
		  "inconsistency: %s; this pragma is ignored, and kernels "
		  "that depend on it are left as written; please report this",
		  ta_fence_text());
}

/* Define the macro that says we are here, unless the text is preprocessed
   already.  The debug information does not hear of it: with -g3 -flto it is
   not ready to before the main file is entered. */
static void define_macro(void)
{
	cpp_callbacks *cb = cpp_get_callbacks(parse_in);
	auto define = cb->define;

	if (!ta_in_c() || cpp_get_options(parse_in)->preprocessed)
		return;
	cb->define = NULL;
	cpp_define(parse_in, "__TENSORAOT__=1");
	cb->define = define;
}

/* The front end takes pragmas now: register ours. */
static void on_pragmas(void *, void *)
{
	if (!c_register_pragma_with_expansion)
		return;
	c_register_pragma_with_expansion(NULL, "tensoraot", handle_pragma);
	define_macro();
}

/* The definition of the function "data" begins. */
static void on_start_function(void *data, void *)
{
	if (waiting < 0)
		return;
	body = waiting;
	body_name = DECL_NAME((tree)data);
	waiting = -1;
}

/* Note that the parameter "data" is declared; for "ta_fence". */
static void use(void *data)
{
	ta_pragma_use(table[waiting].d, (tree)data);
}

/* The declaration "data" is complete.  A parameter may be one of the function
   that is waited for; anything else ends the waiting, but the type
   without a name that a parameter "float (*a)[n]" comes with. */
static void on_finish_decl(void *data, void *)
{
	tree d = (tree)data;

	if (waiting < 0 || !DECL_P(d))
		return;
	if (TREE_CODE(d) == PARM_DECL)
		ta_fence(use, d);
	else if (TREE_CODE(d) != TYPE_DECL || DECL_NAME(d))
		give_up_waiting(DECL_SOURCE_LOCATION(d));
}

/* Give the begin markers of the function "data" their ends; for "ta_fence". */
static void close_markers(void *data)
{
	tree fn = (tree)data;

	ta_checkpoint("the markers of a function");
	ta_close_markers(fn, body_name == DECL_NAME(fn) ? body : -1);
}

/* Take back the constructs of OpenMP in the function "data", which is a kernel
   without a pragma; for "ta_fence". */
static void take_all_back(void *data)
{
	ta_checkpoint("the constructs of a function");
	ta_take_all_back((tree)data);
}

/* An internal error left "fn" without some of its markers: nothing it holds is
   a kernel. */
static void forget_kernels(void)
{
	if (body >= 0)
		table[body].dead = true;
	for (unsigned i = (unsigned)first; i < table.length(); i++)
		table[i].dead = true;
}

/* Say why the kernels of "fn" were forgotten. */
static void tell_forgotten(tree fn)
{
	ta_report(&ta_pragma_diag, TA_WARNING, DECL_SOURCE_LOCATION(fn),
		  "tensoraot: internal inconsistency: %s; the kernels of this "
		  "function are left as written; please report this",
		  ta_fence_text());
}

/* The body of the function "data" is complete, and still as C made it. */
static void on_pre_genericize(void *data, void *)
{
	tree fn = (tree)data;

	if (!markers && body_name != DECL_NAME(fn)) {
		if (ta_set.automatic && optimize
		    && !ta_fence(take_all_back, fn))
			tell_forgotten(fn);
		return;
	}
	if (!ta_fence(close_markers, fn)) {
		forget_kernels();
		tell_forgotten(fn);
	}
	if (lost_off)
		forget_kernels();
	lost_off = false;
	markers = 0;
	body = -1;
	body_name = NULL_TREE;
	first = table.length();
}

/* The translation unit is complete: nothing may be open. */
static void on_finish_unit(void *, void *)
{
	if (waiting >= 0)
		give_up_waiting(UNKNOWN_LOCATION);
	for (unsigned i = 0; i < defaults.length(); i++) {
		const char *file = LOCATION_FILE(defaults[i]->loc);

		if (file && main_input_filename
		    && strcmp(file, main_input_filename))
			ta_report(&ta_pragma_diag, TA_ERROR, defaults[i]->loc,
				  "'push' in a header without a 'pop'");
	}
}

/* Make the arena for directives; for "ta_fence". */
static void open_arena(void *)
{
	ta_pragma_arena = ta_arena_new();
}

/* Register everything above under "plugin_name"; false, with a warning, when
   there is no memory for it. */
bool ta_pragma_init(const char *plugin_name)
{
	if (!ta_fence(open_arena, NULL)) {
		warning(0, "tensoraot: %s; the plugin is not active",
			ta_fence_text());
		return false;
	}
	ta_markers_init(plugin_name);
	ta_openmp_init(plugin_name);
	register_callback(plugin_name, PLUGIN_PRAGMAS, on_pragmas, NULL);
	register_callback(plugin_name, PLUGIN_START_PARSE_FUNCTION,
			  on_start_function, NULL);
	register_callback(plugin_name, PLUGIN_FINISH_DECL, on_finish_decl,
			  NULL);
	register_callback(plugin_name, PLUGIN_PRE_GENERICIZE,
			  on_pre_genericize, NULL);
	register_callback(plugin_name, PLUGIN_FINISH_UNIT, on_finish_unit,
			  NULL);
	return true;
}
