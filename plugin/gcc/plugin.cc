/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plugin.cc - where GCC finds the plugin: is it the right compiler, what do
   the arguments say, and who wants to be called.

   Assumes nothing.  Leaves true that a compiler other than the one this was
   built for is refused with what differs, that an argument is obeyed or an
   error, and that anything but the C front end (lto1, cc1plus) loads the
   plugin and is left alone. */
#include "gcc-compat.h"
#include "ta-config.h"
#include "driver.h"
#include "fence.h"
#include "markers.h"

#define TA_VISIBLE __attribute__((visibility("default")))

/* The plugin is GPL-3.0-or-later; what it links into programs is not. */
extern "C" {
TA_VISIBLE int plugin_is_GPL_compatible;
TA_VISIBLE int plugin_init(struct plugin_name_args *info,
			   struct plugin_gcc_version *version);
}

ta_settings ta_set;

enum form { FORM_NONE, FORM_MAYBE, FORM_VALUE, FORM_NUMBER, FORM_LATER };

enum argument {
#define X(code, name, form, value, help) ARG_##code,
#include "args.def"
#undef X
	NARGUMENTS
};

static const struct {
	const char *name;
	enum form form;
	const char *value, *help;
} arguments[] = {
#define X(code, name, form, value, help) { name, FORM_##form, value, help },
#include "args.def"
#undef X
};

static const char *const argument_names[] = {
#define X(code, name, form, value, help) name,
#include "args.def"
#undef X
};

static bool borrowed;

/* The word after "--target=" in "configuration", or "" (in static memory,
   overwritten by each second call). */
static const char *target_of(const char *configuration)
{
	static char buffer[2][128];
	static int turn;
	const char *at = strstr(configuration, "--target=");
	size_t n;

	turn = !turn;
	if (!at)
		return "";
	at += strlen("--target=");
	n = MIN(strcspn(at, " '"), sizeof(buffer[0]) - 1);
	memcpy(buffer[turn], at, n);
	buffer[turn][n] = 0;
	return buffer[turn];
}

/* Say that "field" of the compiler's version is "is", not "built", if so;
   return whether. */
static bool differs(const char *field, const char *is, const char *built)
{
	if (!strcmp(is, built))
		return false;
	error("plugin tensoraot was built for another compiler: its %s is "
	      "%qs, this one%'s is %qs", field, built, is);
	return true;
}

/* Whether "v" is the compiler this was built for; if not, say what differs
   and what to do. */
static bool right_compiler(const struct plugin_gcc_version *v)
{
	const struct plugin_gcc_version *b = &gcc_version;
	const char *is, *built;
	bool wrong;

	is = target_of(v->configuration_arguments);
	built = target_of(b->configuration_arguments);
	wrong = differs("version", v->basever, b->basever) ||
		differs("target", is, built) ||
		differs("date", v->datestamp, b->datestamp) ||
		differs("development phase", v->devphase, b->devphase) ||
		differs("revision", v->revision, b->revision) ||
		differs("configuration", v->configuration_arguments,
			b->configuration_arguments);
	if (wrong)
		inform(UNKNOWN_LOCATION,
		       "build it for this compiler: "
		       "%<configure --with-gcc=CC && make%>");
	return !wrong;
}

/* Print the arguments and what they do. */
static void print_help(void)
{
	fprintf(stderr, "tensoraot %s, arguments "
			"(-fplugin-arg-tensoraot-NAME[=VALUE]):\n", TA_VERSION);
	for (int i = 0; i < NARGUMENTS; i++) {
		char head[64];

		if (arguments[i].form == FORM_LATER)
			continue;
		snprintf(head, sizeof(head), "%s%s%s%s", arguments[i].name,
			 arguments[i].form == FORM_NONE ? "" :
			 arguments[i].form == FORM_MAYBE ? "[=" : "=",
			 arguments[i].value,
			 arguments[i].form == FORM_MAYBE ? "]" : "");
		fprintf(stderr, "  %-18s %s\n", head, arguments[i].help);
	}
}

/* Report that "value" is not "what" argument "i" takes. */
static bool bad_value(int i, const char *value, const char *what)
{
	error("%<-fplugin-arg-tensoraot-%s=%s%>: %qs is not %s",
	      arguments[i].name, value, value, what);
	return false;
}

/* Whether "value" is a whole number and nothing else. */
static bool is_number(const char *value)
{
	return strspn(value, "0123456789") == strlen(value);
}

/* The phase that is called "name", or TA_NPHASES. */
static enum ta_phase phase_by_name(const char *name)
{
	for (int i = 0; i < TA_NPHASES; i++)
		if (!strcmp(ta_phase_name((enum ta_phase)i), name))
			return (enum ta_phase)i;
	return TA_NPHASES;
}

/* Obey argument "i" with "value", which may be NULL where the form says so;
   false after an error. */
static bool obey(int i, const char *value)
{
	ta_settings *s = &ta_set;

	switch ((enum argument)i) {
	case ARG_REPORT:
		s->report = true;
		s->report_file = value;
		return true;
	case ARG_EMIT:
		s->emit_dir = value;
		return true;
	case ARG_DUMP:
		s->dump = true;
		s->dump_details = value != NULL;
		return !value || !strcmp(value, "details") ||
		       bad_value(i, value, "what it takes, details");
	case ARG_IR:
		s->ir_file = value;
		return true;
	case ARG_STOP_AFTER:
		s->opt.stop_after = phase_by_name(value);
		return s->opt.stop_after != TA_NPHASES ||
		       bad_value(i, value, "a phase");
	case ARG_DETERMINISTIC:
		s->opt.deterministic = true;
		return true;
	case ARG_IDENTITY:
		s->opt.identity = true;
		return true;
	case ARG_EAGER:
		s->opt.eager = true;
		s->opt.enough = value ? atof(value) : 0;
		return !value || is_number(value) ||
		       bad_value(i, value, "a number");
	case ARG_LIMIT:
		s->limit = atol(value);
		return true;
	case ARG_MAX_OPERATIONS:
		s->opt.max_operations = strtoul(value, NULL, 10);
		return true;
	case ARG_BLAS:
		s->opt.blas = strcmp(value, "none") != 0;
		return !s->opt.blas || !strcmp(value, "openblas") ||
		       bad_value(i, value, "openblas or none");
	case ARG_CHECK:
		s->opt.check = true;
		s->opt.check_abort = value && !strcmp(value, "abort");
		return !value || s->opt.check_abort ||
		       bad_value(i, value, "what it takes, abort");
	case ARG_VERIFY:
		s->opt.verify = true;
		return true;
	case ARG_FAULT:
		return ta_fault_arm(value) ||
		       bad_value(i, value, "a fault and a number, KIND:N");
	case ARG_HELP:
		print_help();
		return true;
	case ARG_AUTO:
		s->automatic = true;
		return true;
	case ARG_VERBOSE:
		s->verbose = true;
		return true;
	default:
		return true;
	}
}

/* Check the form of argument "i" with "value", then obey it; false after an
   error. */
static bool take_argument(int i, const char *value)
{
	const char *name = arguments[i].name;

	switch (arguments[i].form) {
	case FORM_LATER:
		error("%<-fplugin-arg-tensoraot-%s%> is not supported yet",
		      name);
		return false;
	case FORM_NONE:
		if (!value)
			break;
		error("%<-fplugin-arg-tensoraot-%s%> takes no value", name);
		return false;
	case FORM_MAYBE:
		if (!value || *value)
			break;
		error("no value after %<-fplugin-arg-tensoraot-%s=%>", name);
		return false;
	case FORM_VALUE:
	case FORM_NUMBER:
		if (!value || !*value) {
			error("no value supplied for "
			      "%<-fplugin-arg-tensoraot-%s%>", name);
			return false;
		}
		if (arguments[i].form == FORM_NUMBER &&
		    !is_number(value))
			return bad_value(i, value, "a number");
		break;
	}
	return obey(i, value);
}

/* Obey the arguments in "info"; false if any was in error. */
static bool take_arguments(const struct plugin_name_args *info)
{
	bool ok = true;

	for (int a = 0; a < info->argc; a++) {
		const char *key = info->argv[a].key, *near;
		int i = 0;

		while (i < NARGUMENTS && strcmp(arguments[i].name, key))
			i++;
		if (i < NARGUMENTS) {
			ok &= take_argument(i, info->argv[a].value);
			continue;
		}
		ok = false;
		near = ta_nearest(key, argument_names, NARGUMENTS);
		if (near)
			error("unknown argument %<-fplugin-arg-tensoraot-%s%>; "
			      "did you mean %<-fplugin-arg-tensoraot-%s%>?",
			      key, near);
		else
			error("unknown argument %<-fplugin-arg-tensoraot-%s%>; "
			      "%<-fplugin-arg-tensoraot-help%> lists them",
			      key);
	}
	return ok;
}

/* A pass begins: the first over the whole program after kernels were made
   finds them lowered, and the flag is given back. */
static void on_pass(void *data, void *)
{
	const opt_pass *pass = (const opt_pass *)data;

	if (borrowed && pass->type != GIMPLE_PASS) {
		borrowed = false;
		flag_openmp = 0;
	}
}

/* From here until the next pass over the whole program, which comes when the
   new functions have been lowered, OpenMP constructs are heeded.  The user's
   pragmas have been read, or ignored, long ago. */
void ta_borrow_openmp(void)
{
	static bool registered;

	if (flag_openmp)
		return;
	if (!registered)
		register_callback("tensoraot", PLUGIN_PASS_EXECUTION, on_pass,
				  NULL);
	registered = true;
	borrowed = true;
	flag_openmp = 1;
}

/* Whether this is the C compiler proper. */
static bool c_front_end(void)
{
	const char *name = lang_hooks.name;

	return startswith(name, "GNU C") && !startswith(name, "GNU C++");
}

/* Print what the plugin was built for. */
static void print_build(void)
{
	fprintf(stderr, "tensoraot %s for GCC %s (%s), BLAS: %s (%s)\n",
		TA_VERSION, TA_GCC_VERSION, TA_GCC_MACHINE, TA_BLAS_LIBS,
		TA_BLAS_THREADS);
}

/* Called by GCC when it loads the plugin; 0 when it may go on. */
int plugin_init(struct plugin_name_args *info,
		struct plugin_gcc_version *version)
{
	static struct plugin_info about = {
		TA_VERSION, "compiles tensor code written as C loops to "
			    "library calls and parallel SIMD loops"
	};
	const char *name = info->base_name;

	ta_set.limit = -1;
	ta_set.opt.blas = true;
	ta_set.opt.stop_after = TA_PHASE_GUARD;
	register_callback(name, PLUGIN_INFO, NULL, &about);
	if (!right_compiler(version) || !take_arguments(info))
		return 1;
	if (ta_set.verbose)
		print_build();
	if (c_front_end())
		ta_callsite_init(name);
	if (!ta_pragma_init(name) || !c_front_end())
		return 0;
	ta_remark_init(name);
	ta_pass_init(name);
	return 0;
}
