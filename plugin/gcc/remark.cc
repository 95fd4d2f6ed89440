/* SPDX-License-Identifier: GPL-3.0-or-later */
/* remark.cc - everything the plugin says: diagnostics with carets,
   -fopt-info, the report at the end, dumps, and kernels as readable C.

   Assumes that each loop nest of a kernel is handed to ta_remark_nest exactly
   once.  Leaves true that what is reported is text of its own, not GCC's
   memory. */
#include "gcc-compat.h"
#include "driver.h"

/* A line of the report. */
struct entry {
	char *file, *function, *kernel, *line;
	int lineno;
	bool lowered, around;
	const char *reason;
};

/* A diagnostic about "function" that waits. */
struct waiting {
	enum ta_severity severity;
	location_t loc;
	tree function;
	char *text;
};

static vec<entry> entries;
static vec<waiting> queue;
static FILE *ir_stream;

/* The functions that diagnostics wait for, as a TREE_LIST: a root. */
static tree functions;
static const struct ggc_root_tab roots[] = {
	{ &functions, 1, sizeof(functions), &gt_ggc_mx_tree_node,
	  &gt_pch_nx_tree_node },
	LAST_GGC_ROOT_TAB
};

/* Print the diagnostic "w". */
static void print_waiting(const waiting *w)
{
	if (w->severity == TA_ERROR)
		error_at(w->loc, "%s", w->text);
	else if (w->severity == TA_WARNING)
		warning_at(w->loc, 0, "%s", w->text);
	else
		inform(w->loc, "%s", w->text);
}

/* Print what waits. */
static void print_queue(void)
{
	tree outer = current_function_decl;

	for (unsigned i = 0; i < queue.length(); i++) {
		current_function_decl = queue[i].function;
		print_waiting(&queue[i]);
		free(queue[i].text);
	}
	current_function_decl = outer;
	queue.truncate(0);
	functions = NULL_TREE;
}

/* All functions have been through a list of passes: print what waits if ours
   was in it.  An error sooner would keep it from running. */
static void on_passes_end(void *, void *)
{
	if (ta_pass_reached)
		print_queue();
}

/* The unit ends, and had no errors so far: print what still waits. */
static void on_unit_end(void *, void *)
{
	print_queue();
}

/* Keep "text" at "loc" for on_passes_end.  After an error the compiler would
   not hand the other functions to the pass, and theirs would go unsaid. */
static void defer(enum ta_severity severity, location_t loc, const char *text)
{
	waiting w = { severity, loc, current_function_decl, xstrdup(text) };

	if (w.function && (!functions ||
			   TREE_VALUE(functions) != w.function))
		functions = tree_cons(NULL_TREE, w.function, functions);
	queue.safe_push(w);
}

/* Print "text" at "loc" as the diagnostic that "severity" says. */
static void emit_diag(void *, enum ta_severity severity, ta_loc at,
		      const char *text)
{
	location_t loc = (location_t)at;
	dump_user_location_t where =
		dump_user_location_t::from_location_t(loc);

	switch (severity) {
	case TA_ERROR:
	case TA_WARNING:
	case TA_NOTE:
		defer(severity, loc, text);
		return;
	case TA_OPTIMIZED:
		if (dump_enabled_p())
			dump_printf_loc(MSG_OPTIMIZED_LOCATIONS, where,
					"%s\n", text);
		return;
	case TA_MISSED:
		if (dump_enabled_p())
			dump_printf_loc(MSG_MISSED_OPTIMIZATION, where,
					"%s\n", text);
		return;
	}
}

ta_diag ta_gcc_diag = { emit_diag, NULL, 0 };

/* The line of "loc": what dumps print for a location. */
static ta_loc line_of(ta_loc loc)
{
	return (ta_loc)LOCATION_LINE((location_t)loc);
}

/* Tell what became of "nest", at "loc" of "function", in "kernel": "line".
   "around": it is only a loop around nests, and does not count as one. */
void ta_remark_nest(location_t loc, const char *function, const char *kernel,
		    const ta_nest *nest, bool around, const char *line)
{
	expanded_location at = expand_location(loc);
	entry e;

	ta_say(&ta_gcc_diag, nest->lowered ? TA_OPTIMIZED : TA_MISSED, loc,
	       line);
	if (!ta_set.report)
		return;
	e.file = xstrdup(at.file ? at.file : "");
	e.lineno = at.line;
	e.function = xstrdup(function);
	e.kernel = xstrdup(kernel);
	e.line = xstrdup(line);
	e.lowered = nest->lowered;
	e.around = around;
	e.reason = nest->lowered ? "" : ta_reason_name(nest->reason);
	entries.safe_push(e);
}

/* "p" as text, in its arena. */
static const char *program_text(const ta_program *p)
{
	ta_buf b;

	ta_print_loc = line_of;
	ta_buf_init(&b, p->arena);
	ta_program_print(&b, p);
	return b.s ? b.s : "";
}

/* Write "p" to the file of -fplugin-arg-tensoraot-ir. */
void ta_remark_program(const ta_program *p)
{
	if (!ta_set.ir_file)
		return;
	if (!ir_stream)
		ir_stream = fopen(ta_set.ir_file, "w");
	if (!ir_stream) {
		error("cannot write %qs: %m", ta_set.ir_file);
		ta_set.ir_file = NULL;
		return;
	}
	fprintf(ir_stream, "%s\n", program_text(p));
	fflush(ir_stream);
}

/* Is all that is known of a program to be printed? */
bool ta_remarks_all(void)
{
	return ta_set.ir_file || (dump_file && (dump_flags & TDF_DETAILS));
}

/* A phase has run on "p": dump it when details are wanted. */
void ta_remark_phase(void *, const ta_program *p)
{
	if (dump_file && (dump_flags & TDF_DETAILS))
		fprintf(dump_file, "%s\n", program_text(p));
}

/* Print the function "fn" to "f". */
static void print_function(FILE *f, tree fn)
{
	fprintf(f, "static ");
	print_generic_expr(f, TREE_TYPE(DECL_RESULT(fn)), TDF_NONE);
	fprintf(f, " %s (", IDENTIFIER_POINTER(DECL_NAME(fn)));
	for (tree d = DECL_ARGUMENTS(fn); d; d = DECL_CHAIN(d)) {
		print_generic_expr(f, TREE_TYPE(d), TDF_NONE);
		fprintf(f, " %s%s", IDENTIFIER_POINTER(DECL_NAME(d)),
			DECL_CHAIN(d) ? ", " : "");
	}
	fprintf(f, ")\n");
	print_generic_expr(f, DECL_SAVED_TREE(fn), TDF_NONE);
	fputc('\n', f);
}

/* Print the kernel "fn" of "p" to "f". */
static void print_kernel(FILE *f, tree fn, const ta_program *p)
{
	expanded_location at = expand_location((location_t)p->loc);

	fprintf(f, "/* Kernel %s of %s:%d, as tensoraot wrote it.  Returns 0, "
		   "having done nothing,\n   when the loops as written are "
		   "to run.\n\n", p->name, at.file ? at.file : "", at.line);
	for (int n = 0; n < p->nnests; n++)
		fprintf(f, "   line %d: %s\n",
			(int)line_of(p->nest[n].loc), ta_nest_line(p, n));
	for (int i = 0; i < p->nguards; i++)
		fprintf(f, "   guard %d: %s\n", i,
			p->guard[i]->text ? p->guard[i]->text : "");
	fprintf(f, "*/\n");
	print_function(f, fn);
}

/* A new file for the function "fn" where -fplugin-arg-tensoraot-emit says,
   or NULL. */
static FILE *emitted_file(tree fn)
{
	char *path;
	FILE *f;

	if (!ta_set.emit_dir)
		return NULL;
	path = concat(ta_set.emit_dir, "/", IDENTIFIER_POINTER(DECL_NAME(fn)),
		      ".c", NULL);
	mkdir(ta_set.emit_dir, 0777);
	f = fopen(path, "w");
	if (!f) {
		error("cannot write %qs: %m", path);
		ta_set.emit_dir = NULL;
	}
	free(path);
	return f;
}

/* Write the kernel "fn" of "p" where -fplugin-arg-tensoraot-emit says, and to
   the dump. */
void ta_remark_kernel(tree fn, const ta_program *p)
{
	FILE *f = emitted_file(fn);

	if (dump_file)
		print_kernel(dump_file, fn, p);
	if (f) {
		print_kernel(f, fn, p);
		fclose(f);
	}
}

/* Write the function "fn", which kernels call, where
   -fplugin-arg-tensoraot-emit says. */
void ta_remark_own(tree fn)
{
	FILE *f = emitted_file(fn);

	if (f) {
		fprintf(f, "/* For kernels of the file, as tensoraot wrote it. */\n");
		print_function(f, fn);
		fclose(f);
	}
}

/* The order of two lines of the report: that of the source. */
static int compare_entries(const void *x, const void *y)
{
	const entry *a = (const entry *)x, *b = (const entry *)y;
	int c = strcmp(a->file, b->file);

	return c ? c : a->lineno - b->lineno;
}

/* Print the report as text to "f": nothing where errors kept the file from having
   any. */
static void report_text(FILE *f)
{
	int lowered = 0, nests = 0, wide = 0;

	for (unsigned i = 0; i < entries.length(); i++) {
		wide = MAX(wide, (int)strlen(entries[i].kernel));
		lowered += entries[i].lowered;
		nests += !entries[i].around;
	}
	for (unsigned i = 0; i < entries.length(); i++) {
		const entry *e = &entries[i];

		fprintf(f, "%s:%d: %-*s  %s %s\n", e->file, e->lineno, wide,
			e->kernel, e->lowered ? "+" : "-", e->line);
	}
	if (nests || !seen_error())
		fprintf(f, "%d of %d loop nests replaced\n", lowered, nests);
}

/* Print "s" to "f" as a JSON string. */
static void json_string(FILE *f, const char *s)
{
	fputc('"', f);
	for (; *s; s++)
		if (*s == '"' || *s == '\\')
			fprintf(f, "\\%c", *s);
		else if ((unsigned char)*s < 32)
			fprintf(f, "\\u%04x", *s);
		else
			fputc(*s, f);
	fputc('"', f);
}

/* Print the report as JSON to "f". */
static void report_json(FILE *f)
{
	fprintf(f, "[\n");
	for (unsigned i = 0; i < entries.length(); i++) {
		const entry *e = &entries[i];

		fprintf(f, "  {\"file\": ");
		json_string(f, e->file);
		fprintf(f, ", \"line\": %d, \"function\": ", e->lineno);
		json_string(f, e->function);
		fprintf(f, ", \"kernel\": ");
		json_string(f, e->kernel);
		fprintf(f, ", \"lowered\": %s, \"reason\": ",
			e->lowered ? "true" : "false");
		json_string(f, e->reason);
		fprintf(f, ", \"what\": ");
		json_string(f, e->line);
		fprintf(f, "}%s\n", i + 1 < entries.length() ? "," : "");
	}
	fprintf(f, "]\n");
}

/* Print "s" to "f" as text of HTML. */
static void html_string(FILE *f, const char *s)
{
	for (; *s; s++)
		if (*s == '<')
			fputs("&lt;", f);
		else if (*s == '&')
			fputs("&amp;", f);
		else
			fputc(*s, f);
}

/* Print line "n" of "file" with its fates to "f". */
static void html_line(FILE *f, const char *file, int n, const char *text)
{
	fprintf(f, "<tr><td>%d</td><td><pre>", n);
	html_string(f, text);
	fprintf(f, "</pre></td><td>");
	for (unsigned i = 0; i < entries.length(); i++) {
		const entry *e = &entries[i];

		if (e->lineno != n || strcmp(e->file, file))
			continue;
		fprintf(f, "<p class=%s><b>", e->lowered ? "yes" : "no");
		html_string(f, e->kernel);
		fprintf(f, "</b>: ");
		html_string(f, e->line);
		fprintf(f, "</p>");
	}
	fprintf(f, "</td></tr>\n");
}

/* Print the source "file" with the fates of its nests beside it to "f". */
static void html_source(FILE *f, const char *file)
{
	FILE *in = fopen(file, "r");
	char *line = NULL;
	size_t cap = 0;
	int n = 0;

	fprintf(f, "<h1>");
	html_string(f, file);
	fprintf(f, "</h1>\n<table>\n");
	while (in && getline(&line, &cap, in) > 0) {
		line[strcspn(line, "\n")] = 0;
		html_line(f, file, ++n, line);
	}
	fprintf(f, "</table>\n");
	if (in)
		fclose(in);
	free(line);
}

/* Print the report as HTML to "f". */
static void report_html(FILE *f)
{
	fprintf(f, "<!DOCTYPE html><meta charset=utf-8><title>tensoraot</title>"
		   "\n<style>pre,p{margin:0}td{vertical-align:top;"
		   "padding:0 1em}.yes{color:#060}.no{color:#a00}"
		   "td:first-child{color:#888;text-align:right}</style>\n");
	for (unsigned i = 0; i < entries.length(); i++)
		if (!i || strcmp(entries[i].file, entries[i - 1].file))
			html_source(f, entries[i].file);
}

/* Whether "name" ends with "suffix". */
static bool ends_with(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);

	return n >= m && !strcmp(name + n - m, suffix);
}

/* The compilation is over, with errors or not: write the report. */
static void on_finish(void *, void *)
{
	const char *name = ta_set.report_file;
	FILE *f = stderr;

	if (ir_stream)
		fclose(ir_stream);
	ir_stream = NULL;
	if (!ta_set.report || flag_preprocess_only)
		return;
	entries.qsort(compare_entries);
	if (name)
		f = fopen(name, "w");
	if (!f) {
		error("cannot write %qs: %m", name);
		return;
	}
	if (name && ends_with(name, ".json"))
		report_json(f);
	else if (name && ends_with(name, ".html"))
		report_html(f);
	else
		report_text(f);
	if (name)
		fclose(f);
}

/* Ask to be called when kernels are done, and when all is. */
void ta_remark_init(const char *plugin_name)
{
	register_callback(plugin_name, PLUGIN_REGISTER_GGC_ROOTS, NULL,
			  const_cast<ggc_root_tab *>(roots));
	register_callback(plugin_name, PLUGIN_EARLY_GIMPLE_PASSES_END,
			  on_passes_end, NULL);
	register_callback(plugin_name, PLUGIN_FINISH_UNIT, on_unit_end, NULL);
	register_callback(plugin_name, PLUGIN_FINISH, on_finish, NULL);
}
