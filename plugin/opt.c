/* SPDX-License-Identifier: GPL-3.0-or-later */
/* opt.c - tensoraot-opt: the phases over a tensor program as text.

   Assumes a program in the text form (ir.txt) in a file or on the standard
   input.  Runs the phases after the one its first line names, or those asked
   for, and prints what they leave.  Ends with 0, with 1 after an error in the
   program, with 2 after one in the command line, or with 3 after one of its
   own. */
#include "fence.h"
#include "ta.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
	"usage: tensoraot-opt [OPTION]... FILE\n"
	"Run phases on the tensor program in FILE (-: the standard input).\n"
	"  --start-at=PHASE    begin with PHASE, not after the one FILE names\n"
	"  --stop-after=PHASE  end with PHASE, not with the last one\n"
	"  --print             run no phase: parse, check, print\n"
	"  --roundtrip         as --print, and fail if what is printed is\n"
	"                      another program when it is parsed\n"
	"  --nests             print what became of each nest instead\n"
	"  --no-maps           find dependences without isl's text of them, as\n"
	"                      the plugin does\n"
	"  --no-blas           plan no library call\n"
	"  --identity          plan the loops as they are\n"
	"  --verify            run each plan and compare\n"
	"  --deterministic     as if each kernel had that clause\n"
	"  --eager[=N]         plan what is legal though it may not pay; N\n"
	"                      operations are enough where the plan asks\n"
	"  --max-operations=N  the limit of isl's work in each phase\n"
	"  --simd-bytes=N      the vector width of the target (default 32)\n"
	"  --cx-vectors        products of complex numbers can be vectors\n"
	"  --nontemporal       the target has stores past the cache\n"
	"  --turns             and squares of vectors can be turned there\n"
	"  --held              and registers hold 512 bytes of vectors\n"
	"  --slow-solves       the library solves slower than it multiplies\n"
	"  --fault=KIND:N      fail at the N-th alloc, check, isl or plan\n";

/* What the command line asks for; "line": how many lines of the file are
   before the program that is read. */
struct command {
	const char *file;
	ta_options opt;
	bool print, roundtrip, nests, starts;
	enum ta_phase start;
	ta_loc line;
};

/* If "arg" begins with "name", return what follows, else NULL. */
static const char *option_value(const char *arg, const char *name)
{
	size_t n = strlen(name);

	return strncmp(arg, name, n) ? NULL : arg + n;
}

/* Set "phase" to the one called "name"; false and a message if there is
   none. */
static bool find_phase(const char *name, enum ta_phase *phase)
{
	int i;

	for (i = 0; i < TA_NPHASES; i++)
		if (!strcmp(name, ta_phase_name((enum ta_phase)i))) {
			*phase = (enum ta_phase)i;
			return true;
		}
	fprintf(stderr, "tensoraot-opt: no phase is named '%s'\n", name);
	return false;
}

/* Set "n" to the number "s"; false and a message if it is none. */
static bool find_number(const char *s, unsigned long *n)
{
	char *end;

	errno = 0;
	*n = strtoul(s, &end, 10);
	if (!errno && *s >= '0' && *s <= '9' && !*end)
		return true;
	fprintf(stderr, "tensoraot-opt: '%s' is no number\n", s);
	return false;
}

/* Take the option "arg" with a value into "c"; false and a message if it is
   wrong. */
static bool take_valued(struct command *c, const char *arg)
{
	const char *value;
	unsigned long n;

	if ((value = option_value(arg, "--stop-after=")))
		return find_phase(value, &c->opt.stop_after);
	if ((value = option_value(arg, "--start-at="))) {
		c->starts = true;
		return find_phase(value, &c->start);
	}
	if ((value = option_value(arg, "--max-operations=")))
		return find_number(value, &c->opt.max_operations);
	if ((value = option_value(arg, "--eager="))) {
		if (!find_number(value, &n))
			return false;
		c->opt.eager = true;
		c->opt.enough = (double)n;
		return true;
	}
	if ((value = option_value(arg, "--simd-bytes="))) {
		if (!find_number(value, &n))
			return false;
		c->opt.simd_bytes = n < 4096 ? (int)n : 4096;
		return true;
	}
	if ((value = option_value(arg, "--fault="))) {
		if (ta_fault_arm(value))
			return true;
		fprintf(stderr, "tensoraot-opt: '%s' is no fault\n", value);
		return false;
	}
	fprintf(stderr, "tensoraot-opt: unknown option '%s'\n%s", arg, usage);
	return false;
}

/* Take the argument "arg" into "c"; false and a message if it is wrong. */
static bool take_argument(struct command *c, const char *arg)
{
	if (!strcmp(arg, "--print"))
		c->print = true;
	else if (!strcmp(arg, "--roundtrip"))
		c->roundtrip = true;
	else if (!strcmp(arg, "--nests"))
		c->nests = true;
	else if (!strcmp(arg, "--no-maps"))
		c->opt.relations = false;
	else if (!strcmp(arg, "--no-blas"))
		c->opt.blas = false;
	else if (!strcmp(arg, "--deterministic"))
		c->opt.deterministic = true;
	else if (!strcmp(arg, "--identity"))
		c->opt.identity = true;
	else if (!strcmp(arg, "--verify"))
		c->opt.verify = true;
	else if (!strcmp(arg, "--cx-vectors"))
		c->opt.cx_vectors = true;
	else if (!strcmp(arg, "--nontemporal"))
		c->opt.nontemporal = true;
	else if (!strcmp(arg, "--turns"))
		c->opt.turns = true;
	else if (!strcmp(arg, "--slow-solves"))
		c->opt.slow_solves = true;
	else if (!strcmp(arg, "--held"))
		c->opt.held = 512;
	else if (!strcmp(arg, "--eager"))
		c->opt.eager = true;
	else if (arg[0] == '-' && arg[1])
		return take_valued(c, arg);
	else if (c->file)
		fprintf(stderr, "tensoraot-opt: more than one file\n");
	else
		c->file = arg;
	return c->file == arg || arg[0] == '-';
}

/* Take the "argc" words "argv" of the command line into "c"; false and a
   message if they are wrong. */
static bool take_command(struct command *c, int argc, char **argv)
{
	int i;

	memset(c, 0, sizeof(*c));
	c->opt.blas = true;
	c->opt.relations = true;
	c->opt.stop_after = (enum ta_phase)(TA_NPHASES - 1);
	c->opt.simd_bytes = 32;
	for (i = 1; i < argc; i++)
		if (!take_argument(c, argv[i]))
			return false;
	if (!c->file)
		fputs(usage, stderr);
	return c->file != NULL;
}

/* Return all of "in" as a string of "a", NULL if it contains a NUL or cannot
   be read. */
static const char *read_all(ta_arena *a, FILE *in)
{
	char block[4096];
	size_t n;
	ta_buf b;

	ta_buf_init(&b, a);
	while ((n = fread(block, 1, sizeof(block), in)) > 0) {
		if (memchr(block, 0, n))
			return NULL;
		ta_buf_puts(&b, ta_strndup(a, block, n));
	}
	return ferror(in) ? NULL : b.s;
}

/* Return the text of the file that "c" names, in "a", or NULL after a
   message. */
static const char *read_file(ta_arena *a, const struct command *c)
{
	bool standard = !strcmp(c->file, "-");
	FILE *in = standard ? stdin : fopen(c->file, "rb");
	const char *text;

	if (!in) {
		fprintf(stderr, "tensoraot-opt: cannot open '%s': %s\n",
			c->file, strerror(errno));
		return NULL;
	}
	text = read_all(a, in);
	if (!standard)
		fclose(in);
	if (!text)
		fprintf(stderr, "%s: error: not a text file\n", c->file);
	return text;
}

/* Print the message "text" about location "loc" of a program of the file that
   "data" names. */
static void emit(void *data, enum ta_severity severity, ta_loc loc,
		 const char *text)
{
	static const char *const names[] = { "error", "warning", "note",
					     "optimized", "missed" };
	const struct command *c = (const struct command *)data;

	if (loc)
		fprintf(stderr, "%s:%" PRIu64 ": %s: %s\n", c->file, loc,
			names[severity], text);
	else
		fprintf(stderr, "%s: %s: %s\n", c->file, names[severity],
			text);
}

/* Print the message "text" about line "loc" of the program that "data" has
   reached. */
static void emit_line(void *data, enum ta_severity severity, ta_loc loc,
		      const char *text)
{
	const struct command *c = (const struct command *)data;

	emit(data, severity, loc + c->line, text);
}

/* Return "p" as text, in its arena. */
static const char *text_of(const ta_program *p)
{
	ta_buf b;

	ta_buf_init(&b, p->arena);
	ta_program_print(&b, p);
	return b.s;
}

/* Does the text of "p" parse as what prints as the same text? */
static bool round_trips(const ta_program *p, ta_diag *diag)
{
	const char *text = text_of(p);
	const ta_program *q = ta_program_parse(p->arena, text, diag);

	if (q && !strcmp(text, text_of(q)))
		return true;
	ta_report(diag, TA_ERROR, 0, "printed and parsed again it is another"
				     " program");
	return false;
}

/* Print one line for each nest of "p". */
static void print_nests(const struct command *c, const ta_program *p)
{
	int i;

	for (i = 0; i < p->nnests; i++) {
		ta_loc loc = p->nest[i].loc;

		if (loc)
			printf("%s:%" PRIu64 ": %s\n", c->file, loc,
			       ta_nest_line(p, i));
		else
			printf("%s: nest %d: %s\n", c->file, i,
			       ta_nest_line(p, i));
	}
}

/* Take "p" back to before phase "start": what that phase and later ones found
   is forgotten.  Guards stay, since the first phases find some. */
static void rewind_to(ta_program *p, enum ta_phase start)
{
	int i;

	if (start <= TA_PHASE_DEPS)
		p->ndeps = 0;
	if (start <= TA_PHASE_IDIOM)
		p->ngroups = 0;
	p->plan = NULL;
	for (i = 0; i < p->nstmts && start <= TA_PHASE_DEPS; i++)
		p->stmt[i]->reduce = p->stmt[i]->in_place = TA_OP_NONE;
	for (i = 0; i < p->naliases && start <= TA_PHASE_DEPS; i++)
		p->alias[i].coincident = false;
	for (i = 0; i < p->nguards && start <= TA_PHASE_DEPS; i++)
		p->guard[i]->equal = false;
	for (i = 0; i < p->nnests; i++)
		p->nest[i] = (ta_nest){ .loc = p->nest[i].loc };
	p->done = start ? (enum ta_phase)(start - 1) : TA_PHASE_EXTRACT;
}

/* Do on the program "text" what "c" asks for; false after an error. */
static bool run(struct command *c, ta_arena *a, const char *text)
{
	ta_diag diag = { emit, c, 0 }, parse_diag = { emit_line, c, 0 };
	ta_program *p = ta_program_parse(a, text, &parse_diag);
	const char *wrong = p ? ta_check(p) : NULL;
	bool good = true;

	if (!p)
		return false;
	if (wrong) {
		ta_report(&diag, TA_ERROR, p->loc,
			  "not a program after %s: %s",
			  ta_phase_name(p->done), wrong);
		return false;
	}
	if (c->roundtrip)
		good = round_trips(p, &diag);
	if (c->starts)
		rewind_to(p, c->start);
	if (!c->print && !c->roundtrip)
		good = ta_pipeline(p, &c->opt, &diag, NULL, NULL);
	if (c->nests) {
		print_nests(c, p);
		return good;
	}
	fputs(text_of(p), stdout);
	if (p->unit)
		fputs(text_of(p->unit), stdout);
	return good;
}

/* Return the length of the first program of "text": up to the line that is
   only "}", and to the end of the text if nothing but white space is left. */
static size_t program_length(const char *text)
{
	const char *end = strstr(text, "\n}\n");

	if (!end || !end[3 + strspn(end + 3, " \t\r\n")])
		return strlen(text);
	return (size_t)(end + 3 - text);
}

/* Do on each program of "text" what "c" asks for; false after an error. */
static bool run_all(struct command *c, const char *text)
{
	bool good = true;

	do {
		ta_arena *a = ta_arena_new();
		size_t n = program_length(text);
		const char *s;

		good &= run(c, a, ta_strndup(a, text, n));
		for (s = text; s < text + n; s++)
			c->line += *s == '\n';
		text += n;
		ta_arena_free(a);
	} while (*text);
	return good;
}

/* What main has to do, and the status that it comes to. */
struct job {
	struct command c;
	int status;
};

/* Do the job "data". */
static void run_job(void *data)
{
	struct job *j = (struct job *)data;
	ta_arena *a = ta_arena_new();
	const char *text = read_file(a, &j->c);

	j->status = text && run_all(&j->c, text) ? 0 : 1;
	ta_arena_free(a);
}

/* Run the command line; return the status to exit with. */
int main(int argc, char **argv)
{
	struct job j = { .status = 2 };

	if (!take_command(&j.c, argc, argv))
		return j.status;
	if (ta_fence(run_job, &j))
		return j.status;
	fprintf(stderr, "%s: internal error: %s\n", j.c.file,
		ta_fence_text());
	return 3;
}
