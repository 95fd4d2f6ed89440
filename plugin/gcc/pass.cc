/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pass.cc - the passes over GIMPLE: for each kernel of a function, from its
   marker to the calls that replace its loops.

   The first runs among the early optimisations, after `phiopt': helpers have
   been inlined, scalars are in SSA form, conditions are selections, and
   nothing has been split or unrolled yet; callees come before callers, so
   that a static inline function is lowered before it is copied.  The second
   runs where there is no optimisation: kernels are then verified and
   reported, and stay as written.

   Every region is extracted and planned; where only some of its nests have a
   plan, runs of these are extracted again on their own.  The functions are
   made while the user's is still untouched, then spliced in, last region
   first, so that values which pass from one to the next are rewritten.

   Leaves true that no marker is left, that each nest is reported once, that a
   function without markers, or without loops to work on where every function
   is a kernel, is untouched, and that an inconsistency inside the
   plugin costs nothing but a warning. */
#include "gcc-compat.h"
#include "driver.h"
#include "markers.h"
#include "region.h"
#include "emit.h"
#include "auto.h"
#include <setjmp.h>

/* A region and the kernel that is to replace it. */
struct lowered {
	ta_region *region;
	ta_kernel kernel;
};

/* The work on one function.  "taken": loops that belong to a kernel seen
   before. */
struct work {
	function *fun;
	ta_arena *arena;
	auto_vec<gcall *> begins;
	auto_vec<gimple *> markers;
	auto_vec<ta_region *> regions;
	auto_vec<lowered> done;
	hash_set<class loop *> taken;
	const ta_directive *directive;
	const char *kernel;
};

static long nkernels;
static jmp_buf bug_exit;
static bool bug_caught;
static char bug_text[512];

/* An inconsistency was found: leave what ran under "guarded". */
static void on_bug(const char *text)
{
	snprintf(bug_text, sizeof(bug_text), "%s", text);
	if (!bug_caught)
		internal_error("tensoraot: %s", bug_text);
	longjmp(bug_exit, 1);
}

/* Run fn (data); false, with a warning at "loc", when it found itself
   inconsistent.  What it owned besides arenas is lost, not undone: "fn" must
   not have changed the function yet. */
static bool guarded(location_t loc, void (*fn)(void *data), void *data)
{
	bool outer = bug_caught;

	if (setjmp(bug_exit)) {
		bug_caught = outer;
		warning_at(loc, 0, "tensoraot: internal inconsistency: %s; the "
			   "kernel is left as written; please report this",
			   bug_text);
		return false;
	}
	bug_caught = true;
	fn(data);
	bug_caught = outer;
	return true;
}

/* Collect the markers of the function. */
static void find_markers(work *w)
{
	basic_block bb;

	FOR_EACH_BB_FN (bb, w->fun)
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i);
		     gsi_next(&i)) {
			enum ta_marker kind;
			int id;

			if (!ta_marker_p(gsi_stmt(i), &id, &kind))
				continue;
			w->markers.safe_push(gsi_stmt(i));
			if (kind == TA_MARKER_BEGIN && id >= 0)
				w->begins.safe_push(
					as_a<gcall *>(gsi_stmt(i)));
		}
}

/* Remove the markers of the function. */
static void drop_markers(work *w)
{
	for (unsigned i = 0; i < w->markers.length(); i++) {
		gimple_stmt_iterator g = gsi_for_stmt(w->markers[i]);

		unlink_stmt_vdef(w->markers[i]);
		gsi_remove(&g, true);
		release_defs(w->markers[i]);
	}
}

/* What the nest lacks that bit "b" of require asks for; its word, or NULL. */
static const char *lacks(const ta_nest *n, unsigned b)
{
	if (b == TA_REQUIRE_LOWERED && !n->lowered)
		return "replaced";
	if (b == TA_REQUIRE_BLAS && !(n->lowered && n->blas))
		return "a library call";
	if (b == TA_REQUIRE_PARALLEL && !(n->lowered && n->parallel))
		return "parallel";
	if (b == TA_REQUIRE_VECTOR && !(n->lowered && n->vector))
		return "vectorised";
	if (b == TA_REQUIRE_FUSED && !(n->lowered && n->fused))
		return "fused";
	return NULL;
}

/* Report that "n" at "loc" misses what the kernel requires, if it does. */
static void check_require(work *w, const ta_nest *n, location_t loc,
			  const char *line)
{
	const char *left = "loop nest left as written: ";

	if (startswith(line, left))
		line += strlen(left);
	for (int b = 0; b < TA_NREQUIRES; b++) {
		const char *word = NULL;

		if (w->directive->require & 1u << b)
			word = lacks(n, 1u << b);
		if (!word)
			continue;
		ta_report(&ta_gcc_diag, TA_ERROR, loc,
			  "this loop nest is not %s: %s", word, line);
		ta_report(&ta_gcc_diag, TA_NOTE, w->directive->require_loc[b],
			  "required here");
		return;
	}
}

/* "loc", or the kernel's pragma if that is no place in the source. */
static location_t known_place(const work *w, location_t loc)
{
	if (LOCATION_LOCUS(loc) == UNKNOWN_LOCATION)
		return (location_t)w->directive->loc;
	return loc;
}

/* Tell what became of the nest "n" at "loc". */
static void report_nest(work *w, const ta_nest *n, location_t loc,
			const char *line)
{
	loc = known_place(w, loc);
	ta_remark_nest(loc, function_name(w->fun), w->kernel, n, false,
		       line);
	if (!ta_refused_for_now(n->reason)
	    && ta_set.opt.stop_after == TA_PHASE_GUARD)
		check_require(w, n, loc, line);
}

/* Tell that a nest at "loc" is left as written for "reason". */
static void report_missed(work *w, location_t loc, enum ta_reason reason,
			  const char *detail)
{
	ta_program *p = ta_program_new(w->arena, w->kernel, loc);
	ta_nest *n = TA_NEW(w->arena, ta_nest);

	n->loc = known_place(w, loc);
	n->reason = reason;
	n->detail = detail;
	p->nnests = 1;
	p->nest = n;
	report_nest(w, n, loc, ta_nest_line(p, 0));
}

/* Tell why the loop "s" stays as written around the nests in it, which have
   their own lines. */
static void report_around(work *w, const ta_skipped *s)
{
	const char *advice = ta_reason_advice(s->reason);
	ta_nest *n = TA_NEW(w->arena, ta_nest);

	n->loc = known_place(w, s->loc);
	n->reason = s->reason;
	ta_remark_nest((location_t)n->loc, function_name(w->fun), w->kernel, n,
		       true,
		       ta_sprintf(w->arena, "loop kept around the nests in "
				  "it: %s%s%s [%s]%s%s",
				  ta_reason_text(s->reason),
				  s->detail ? ": " : "",
				  s->detail ? s->detail : "",
				  ta_reason_name(s->reason),
				  *advice ? "; " : "", advice));
}

/* Tell that the nests of "r" are left as written for "reason". */
static void report_all(work *w, const ta_region *r, enum ta_reason reason,
		       const char *detail)
{
	for (unsigned i = 0; i < r->nests.length(); i++)
		report_missed(w, ta_loop_location(r->nests[i]), reason,
			      detail);
}

/* Say nothing: where no pragma asked for a kernel, a mistake in it is the
   compiler's business. */
static void swallow(void *, enum ta_severity, ta_loc, const char *)
{
}

/* One run of the pipeline, for "guarded". */
struct pipeline_run {
	ta_program *p;
	const ta_options *opt;
	ta_diag *diag;
	bool ok;
};

/* Run the pipeline as "data", a pipeline_run, says. */
static void run_pipeline(void *data)
{
	pipeline_run *run = (pipeline_run *)data;

	ta_remark_phase(NULL, run->p);
	run->ok = ta_pipeline(run->p, run->opt, run->diag, ta_remark_phase,
			      NULL);
	ta_remark_program(run->p);
}

/* One emission, for "guarded". */
struct emission {
	work *w;
	ta_region *r;
	lowered made;
	bool ok;
};

/* Make the kernel as "data", an emission, says. */
static void run_emission(void *data)
{
	emission *em = (emission *)data;

	em->made.region = em->r;
	em->ok = ta_can_splice(em->r) &&
		 ta_emit_kernel(em->r->prog, em->w->fun->decl,
				em->w->directive->implied,
				&em->made.kernel);
	if (em->ok)
		ta_remark_kernel(em->made.kernel.fn, em->r->prog);
}

/* The nest of the program of "r" that is its loop "i". */
static int nest_of_loop(const ta_region *r, int i)
{
	for (unsigned n = 0; n < r->loop_of_nest.length(); n++)
		if (r->loop_of_nest[n] == i)
			return (int)n;
	ta_bug("a loop of the region is no nest of its program");
}

/* Whether loop "i" of "r" has a plan, or has had no verdict yet. */
static bool is_open(const ta_region *r, int i)
{
	const ta_nest *n = &r->prog->nest[nest_of_loop(r, i)];

	return n->lowered || n->reason == TA_REASON_NONE;
}

/* Make the kernel of "r", whose every nest has a plan, or say why not. */
static void lower(work *w, ta_region *r)
{
	emission em = { w, r, { r, { NULL_TREE, 0, NULL } }, false };

	if (ta_set.limit >= 0 && nkernels >= ta_set.limit) {
		report_all(w, r, TA_REASON_LIMIT, NULL);
		return;
	}
	if (!guarded((location_t)r->prog->loc, run_emission, &em) || !em.ok) {
		report_all(w, r, TA_REASON_LIVE_OUT, NULL);
		return;
	}
	nkernels++;
	w->done.safe_push(em.made);
	for (unsigned i = 0; i < r->nests.length(); i++) {
		int n = nest_of_loop(r, i);

		report_nest(w, &r->prog->nest[n],
			    (location_t)r->prog->nest[n].loc,
			    ta_nest_line(r->prog, n));
	}
}

static void plan_region(work *w, ta_region *r);

/* Plan the run of loops [first, last] of "r" on its own. */
static void plan_run(work *w, ta_region *r, int first, int last)
{
	ta_region *sub = ta_subregion(r, first, last, w->arena);

	if (sub) {
		w->regions.safe_push(sub);
		plan_region(w, sub);
		return;
	}
	for (int i = first; i <= last; i++)
		report_missed(w, ta_loop_location(r->nests[i]),
			      TA_REASON_LIVE_OUT, NULL);
}

/* Whether loop "i" of "r" may have a plan when it is looked at without the
   others: it sees an array in another way than they do, or all of them
   together were too much work. */
static bool may_do_alone(const ta_region *r, int i)
{
	enum ta_reason reason = r->prog->nest[nest_of_loop(r, i)].reason;

	return reason == TA_REASON_DELIN || reason == TA_REASON_WORK_LIMIT;
}

/* Some loops of "r" have no plan: report these, or try them alone, and plan
   the runs between. */
static void split_region(work *w, ta_region *r)
{
	int n = (int)r->nests.length(), first = 0;

	for (int i = 0; i <= n; i++) {
		if (i < n && is_open(r, i))
			continue;
		if (first < i)
			plan_run(w, r, first, i - 1);
		first = i + 1;
		if (i < n && n > 1 && may_do_alone(r, i))
			plan_run(w, r, i, i);
		else if (i < n)
			report_missed(w, ta_loop_location(r->nests[i]),
				      r->prog->nest[nest_of_loop(r, i)].reason,
				      r->prog->nest[nest_of_loop(r, i)].detail);
	}
}

/* How far "r" has come: whether each loop has a plan, and whether some has no
   hope of one. */
static bool all_lowered(const ta_region *r, bool *hopeless)
{
	bool all = r->prog->plan != NULL;

	*hopeless = false;
	for (unsigned i = 0; i < r->nests.length(); i++) {
		all &= r->prog->nest[nest_of_loop(r, i)].lowered;
		*hopeless |= !is_open(r, i);
	}
	return all;
}

/* Run the phases over "r" and make what kernels come of it. */
static void plan_region(work *w, ta_region *r)
{
	ta_options opt = ta_set.opt;
	ta_diag mute = { swallow, NULL, 0 };
	pipeline_run run = { r->prog, &opt, w->directive->implied ? &mute :
							&ta_gcc_diag, false };
	enum ta_reason refused = ta_refused(w->fun, w->directive->implied);
	bool hopeless;

	opt.simd_bytes = (int)GET_MODE_SIZE(
		targetm.vectorize.preferred_simd_mode(SFmode)).to_constant();
	opt.blas = opt.blas && !ta_defines_blas() && !ta_watches_memory(w->fun);
	if (refused != TA_REASON_NONE)
		opt.stop_after = MIN(opt.stop_after, TA_PHASE_SHAPE);
	if (!guarded((location_t)r->prog->loc, run_pipeline, &run)) {
		report_all(w, r, TA_REASON_NO_IDIOM, "internal inconsistency");
		return;
	}
	if (!run.ok) {
		if (w->directive->implied)
			report_all(w, r, TA_REASON_EXTENT, NULL);
		return;
	}
	if (refused != TA_REASON_NONE)
		report_all(w, r, refused, NULL);
	else if (all_lowered(r, &hopeless))
		lower(w, r);
	else if (hopeless)
		split_region(w, r);
	else if (opt.stop_after != TA_PHASE_GUARD)
		report_all(w, r, TA_REASON_NONE, ta_sprintf(w->arena,
			   "stopped after %s",
			   ta_phase_name(opt.stop_after)));
	else
		report_all(w, r, TA_REASON_NO_IDIOM, NULL);
}

/* Looking for regions, for "guarded". */
struct search {
	work *w;
	ta_scope scope;
	auto_vec<ta_region *> regions;
	auto_vec<ta_skipped> skipped;
};

/* Find the regions that "data", a search, asks for. */
static void run_search(void *data)
{
	search *s = (search *)data;

	ta_find_regions(&s->scope, s->w->arena, s->scope.directive->implied ?
			NULL : &ta_gcc_diag, s->regions, s->skipped);
}

/* Whether a kernel seen before has "loop" or one around it; if not, it has
   from now on. */
static bool take_loop(work *w, class loop *loop)
{
	if (!loop)
		return false;
	for (class loop *l = loop; l; l = loop_outer(l))
		if (w->taken.contains(l))
			return true;
	w->taken.add(loop);
	return false;
}

/* If there is a "reason" for the whole function, it is that of all "skipped":
   what else is wrong is of no use to know. */
static void override_reasons(vec<ta_skipped> &skipped, enum ta_reason reason)
{
	for (unsigned i = 0; i < skipped.length(); i++)
		if (reason != TA_REASON_NONE) {
			skipped[i].reason = reason;
			skipped[i].detail = NULL;
		}
}

/* Lower what can be lowered of the kernel "scope". */
static void lower_kernel(work *w, const ta_scope *scope)
{
	enum ta_reason refused;
	search s;

	w->directive = scope->directive;
	w->kernel = w->directive->name ? w->directive->name :
					 function_name(w->fun);
	s.w = w;
	s.scope = *scope;
	if (!guarded((location_t)w->directive->loc, run_search, &s))
		return;
	refused = ta_refused(w->fun, w->directive->implied);
	if (refused != TA_REASON_OPTIMIZE_0)
		override_reasons(s.skipped, refused);
	for (unsigned i = 0; i < s.skipped.length(); i++)
		if (s.skipped[i].inner)
			report_around(w, &s.skipped[i]);
		else if (!take_loop(w, s.skipped[i].loop))
			report_missed(w, s.skipped[i].loc, s.skipped[i].reason,
				      s.skipped[i].detail);
	for (unsigned i = 0; i < s.regions.length(); i++) {
		bool taken = false;

		w->regions.safe_push(s.regions[i]);
		for (unsigned l = 0; l < s.regions[i]->nests.length(); l++)
			taken |= take_loop(w, s.regions[i]->nests[l]);
		if (!taken)
			plan_region(w, s.regions[i]);
	}
}

/* Lower the kernel that the marker "begin" opens. */
static void lower_marked(work *w, gcall *begin)
{
	ta_scope scope = { w->fun, NULL, -1, begin, gimple_bb(begin) };

	ta_marker_p(begin, &scope.id, NULL);
	scope.directive = ta_pragma_directive(scope.id);
	lower_kernel(w, &scope);
}

/* Lower the function as a kernel that no pragma marks. */
static void lower_unmarked(work *w)
{
	ta_scope scope = { w->fun, ta_auto_directive(w->fun, w->arena), -1,
			   NULL, ENTRY_BLOCK_PTR_FOR_FN(w->fun) };

	if (number_of_loops(w->fun) > 1)
		lower_kernel(w, &scope);
}

/* Splice in the kernel of "l"; false when what came after it in the function
   needs a value that cannot be had any more. */
static bool splice_one(lowered *l)
{
	if (ta_can_splice(l->region)) {
		ta_splice(l->region, &l->kernel);
		return true;
	}
	ta_report(&ta_gcc_diag, TA_WARNING, l->region->prog->loc,
		  "tensoraot: internal inconsistency: a later kernel needs a "
		  "value of this one; it is left as written; please report "
		  "this");
	return false;
}

/* Splice the kernels in, last first, and let the symbol table have them. */
static void splice_all(work *w)
{
	auto_vec<tree> made;

	if (w->done.is_empty())
		return;
	ta_borrow_openmp();
	ta_need_gomp();
	for (unsigned i = w->done.length(); i-- > 0;)
		if (splice_one(&w->done[i]))
			made.safe_push(w->done[i].kernel.fn);
	while (!made.is_empty())
		cgraph_node::add_new_function(made.pop(), false);
}

/* Work on "fun"; return what is to do after. */
static unsigned lower_function(function *fun)
{
	work w;

	w.fun = fun;
	if (ta_pragma_count())
		find_markers(&w);
	if (w.markers.is_empty()
	    && !(ta_set.automatic && ta_auto_wants(fun)))
		return 0;
	w.arena = ta_arena_new();
	loop_optimizer_init(LOOPS_NORMAL | LOOPS_HAVE_RECORDED_EXITS);
	calculate_dominance_info(CDI_DOMINATORS);
	for (unsigned i = 0; i < w.begins.length(); i++)
		lower_marked(&w, w.begins[i]);
	if (w.markers.is_empty())
		lower_unmarked(&w);
	splice_all(&w);
	drop_markers(&w);
	loop_optimizer_finalize();
	for (unsigned i = 0; i < w.regions.length(); i++)
		delete w.regions[i];
	ta_arena_free(w.arena);
	return TODO_update_ssa | TODO_cleanup_cfg;
}

bool ta_pass_reached;

namespace {

const pass_data optimised_data = {
	GIMPLE_PASS, "tensoraot", OPTGROUP_LOOP, TV_NONE, PROP_cfg | PROP_ssa,
	0, 0, 0, 0
};

const pass_data unoptimised_data = {
	GIMPLE_PASS, "tensoraot0", OPTGROUP_LOOP, TV_NONE,
	PROP_cfg | PROP_ssa, 0, 0, 0, 0
};

/* The pass among the early optimisations, or that without. */
struct tensoraot_pass : gimple_opt_pass {
	bool optimised;

	tensoraot_pass(bool optimised, gcc::context *c)
		: gimple_opt_pass(optimised ? optimised_data :
					      unoptimised_data, c),
		  optimised(optimised)
	{
	}

	bool gate(function *) final override
	{
		ta_pass_reached = true;
		return (optimize > 0) == optimised;
	}

	unsigned execute(function *fun) final override
	{
		return lower_function(fun);
	}
};

}

/* Register the pass for one kind of compilation after "reference". */
static void register_one(const char *plugin_name, bool optimised,
			 const char *reference)
{
	register_pass_info info;

	info.pass = new tensoraot_pass(optimised, g);
	info.reference_pass_name = reference;
	info.ref_pass_instance_number = 1;
	info.pos_op = PASS_POS_INSERT_AFTER;
	register_callback(plugin_name, PLUGIN_PASS_MANAGER_SETUP, NULL,
			  &info);
}

/* Register the passes, and the dump that was asked for. */
void ta_pass_init(const char *plugin_name)
{
	ta_bug_handler(on_bug);
	register_one(plugin_name, true, "phiopt");
	register_one(plugin_name, false, "einline");
	if (ta_set.dump)
		g->get_dumps()->dump_switch_p(ta_set.dump_details ?
					      "tree-tensoraot-details" :
					      "tree-tensoraot");
}
