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

   Everything up to that runs behind a fence, kernel by kernel: an
   inconsistency, or memory that runs out, takes back what was made and said of
   the kernel, and costs nothing but a warning.  What changes the function is
   tried before, and allocates nothing that could fail.

   Leaves true that no marker is left, that each nest is reported once, and
   that a function without markers, or without loops to work on where every
   function is a kernel, is untouched. */
#include "gcc-compat.h"
#include "driver.h"
#include "markers.h"
#include "region.h"
#include "emit.h"
#include "auto.h"
#include "helpers.h"
#include "scalarise.h"
#include "straight.h"
#include "fence.h"
#include "work.h"

static long nkernels;

/* An inconsistency was found where there is no fence. */
static void on_bug(const char *text)
{
	internal_error("tensoraot: %s", text);
}

/* Collect the markers and choices of the function. */
static void find_markers(work *w)
{
	basic_block bb;

	w->markers.truncate(0);
	w->begins.truncate(0);

	FOR_EACH_BB_FN (bb, w->fun)
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i);
		     gsi_next(&i)) {
			enum ta_marker kind;
			bool parallel;
			int id;

			if (ta_choice_p(gsi_stmt(i), &id, &parallel))
				w->choices.safe_push(
					as_a<gcall *>(gsi_stmt(i)));
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

/* Say nothing but what is wrong with the plugin: where no pragma asked for a
   kernel, a mistake in it is the compiler's business. */
static void swallow(void *, enum ta_severity severity, ta_loc loc,
		    const char *text)
{
	if (severity == TA_WARNING)
		ta_say(&ta_gcc_diag, severity, loc, text);
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

/* Make the kernel of "r", whose every nest has a plan, or say why not; if it is
   only tried, nothing is made. */
static void lower(work *w, ta_region *r)
{
	lowered made = { r, { NULL_TREE, NULL_TREE, NULL_TREE, 0, NULL, false, false } };

	if (w->trial) {
		for (unsigned i = 0; i < r->nests.length(); i++)
			ta_work_nest(w, &r->prog->nest[nest_of_loop(r, i)],
				     ta_loop_location(r->nests[i]), "");
		return;
	}
	if (ta_set.limit >= 0 && nkernels >= ta_set.limit) {
		ta_work_all(w, r, TA_REASON_LIMIT, NULL);
		return;
	}
	if (!ta_can_splice(r)
	    || !ta_emit_kernel(r->prog, w->fun->decl, w->directive->implied,
			       &r->codes, &made.kernel)) {
		ta_work_all(w, r, TA_REASON_LIVE_OUT, NULL);
		return;
	}
	nkernels++;
	w->done.safe_push(made);
	ta_check_splice(r);
	for (unsigned i = 0; i < r->nests.length(); i++) {
		int n = nest_of_loop(r, i);

		ta_work_nest(w, &r->prog->nest[n],
			    (location_t)r->prog->nest[n].loc,
			    ta_nest_line(r->prog, n));
	}
}

static void plan_region(work *w, ta_region *r);

/* Whether what is wrong with the program is not to be said: nobody asked for a
   kernel, or it is said when it is more than tried. */
static bool is_mute(const work *w)
{
	return w->directive->implied || w->trial;
}

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
		ta_work_missed(w, ta_loop_location(r->nests[i]),
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
			ta_work_missed(w, ta_loop_location(r->nests[i]),
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
	enum ta_reason refused = ta_refused(w->fun, w->directive->implied);
	bool hopeless, ok;

	opt.simd_bytes = (int)ta_vector_bytes();
	opt.cx_vectors = !ta_tests_products();
	opt.nontemporal = ta_has_nontemporal();
	opt.turns = ta_has_turns();
	opt.slow_solves = ta_widest(double_type_node) == 64;
	opt.held = opt_for_fn(w->fun->decl, optimize) < 3
		   ? 0 : ta_registers_hold(opt.simd_bytes);
	opt.relations = ta_remarks_all();
	opt.contracts = ta_contracts();
	opt.finite_only = flag_finite_math_only;
	opt.no_heap = !flag_hosted || ta_hides_heap();
	r->prog->serial |= ta_hides_openmp();
	opt.terse = opt_for_fn(w->fun->decl, optimize) < 2
		    || opt_for_fn(w->fun->decl, optimize_size)
		    || opt_for_fn(w->fun->decl, optimize_debug);
	opt.blas = opt.blas && !ta_defines_blas() && !ta_hides_openmp()
		   && !ta_hides_heap() && !ta_watches_memory(w->fun);
	if (refused != TA_REASON_NONE)
		opt.stop_after = MIN(opt.stop_after, TA_PHASE_SHAPE);
	if (!w->trial)
		ta_remark_phase(NULL, r->prog);
	ok = ta_pipeline(r->prog, &opt, is_mute(w) ? &mute : &ta_gcc_diag,
			 w->trial ? NULL : ta_remark_phase, NULL);
	if (!w->trial)
		ta_remark_program(r->prog);
	if (!w->trial && r->prog->unit)
		ta_remark_program(r->prog->unit);
	if (!ok) {
		if (is_mute(w))
			ta_work_all(w, r, TA_REASON_EXTENT, NULL);
		return;
	}
	if (refused != TA_REASON_NONE)
		ta_work_all(w, r, refused, NULL);
	else if (all_lowered(r, &hopeless))
		lower(w, r);
	else if (hopeless)
		split_region(w, r);
	else if (opt.stop_after != TA_PHASE_GUARD)
		ta_work_all(w, r, TA_REASON_NONE, ta_sprintf(w->arena,
			   "stopped after %s",
			   ta_phase_name(opt.stop_after)));
	else
		ta_work_all(w, r, TA_REASON_NO_IDIOM, NULL);
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

/* Whether a kernel seen before has a loop of "r"; if not, it has from now
   on. */
static bool take_region(work *w, const ta_region *r)
{
	bool taken = false;

	for (unsigned l = 0; l < r->nests.length(); l++)
		taken |= take_loop(w, r->nests[l]);
	return taken;
}

/* A kernel to be lowered, for "ta_fence"; "regions", "done",
   "nkernels": how much there was before. */
struct kernel_run {
	work *w;
	ta_scope scope;
	unsigned regions, done;
	long nkernels;
};

/* Lower what can be lowered of the kernel that "data", a kernel_run, names. */
static void run_kernel(void *data)
{
	kernel_run *run = (kernel_run *)data;
	work *w = run->w;
	enum ta_reason refused = ta_refused(w->fun, w->directive->implied);

	ta_find_regions(&run->scope, w->arena,
			is_mute(w) ? NULL : &ta_gcc_diag, w->found,
			w->skipped);
	for (unsigned i = 0; i < w->found.length(); i++)
		w->regions.safe_push(w->found[i]);
	if (refused != TA_REASON_OPTIMIZE_0)
		override_reasons(w->skipped, refused);
	for (unsigned i = 0; i < w->skipped.length(); i++)
		if (w->skipped[i].inner)
			ta_work_around(w, &w->skipped[i]);
		else if (!take_loop(w, w->skipped[i].loop))
			ta_work_missed(w, w->skipped[i].loc,
				      w->skipped[i].reason,
				      w->skipped[i].detail);
	for (unsigned i = 0; i < w->found.length(); i++)
		if (!take_region(w, w->found[i]))
			plan_region(w, w->found[i]);
	if (!w->trial)
		ta_work_outlined(w, &run->scope, refused);
	if (!w->trial && run->scope.begin && w->remarks.is_empty()
	    && w->found.is_empty() && w->skipped.is_empty())
		ta_work_empty(w, &run->scope);
	for (unsigned i = run->done; i < w->done.length(); i++) {
		const ta_kernel *k = &w->done[i].kernel;
		const ta_program *p = w->done[i].region->prog;

		ta_remark_kernel(k->fn, p);
		if (k->quick)
			ta_remark_kernel(k->quick, p);
		if (k->inner)
			ta_remark_kernel(k->inner, p->unit ? p->unit : p);
	}
	ta_checkpoint("a kernel is done");
}

/* An internal error left the kernel of "run": take back what was made of it,
   and say so instead. */
static void take_back(kernel_run *run)
{
	work *w = run->w;
	location_t loc = (location_t)w->directive->loc;
	char text[200];
	ta_nest n;

	memset(&n, 0, sizeof(n));
	n.reason = TA_REASON_INTERNAL;
	nkernels = run->nkernels;
	w->regions.truncate(run->regions);
	while (w->done.length() > run->done)
		ta_drop_kernel(&w->done.pop().kernel);
	w->remarks.truncate(0);
	ta_report(&ta_gcc_diag, TA_WARNING, loc,
		  "tensoraot: internal inconsistency: %s; the kernel is left "
		  "as written; please report this", ta_fence_text());
	snprintf(text, sizeof(text), "loop nests left as written: %s [%s]; %s",
		 ta_reason_text(n.reason), ta_reason_name(n.reason),
		 ta_reason_advice(n.reason));
	ta_remark_nest(loc, function_name(w->fun), w->kernel, &n, false, text);
	if (w->directive->require)
		ta_report(&ta_gcc_diag, TA_ERROR, loc, "the kernel misses "
			  "what it requires: %s", ta_reason_text(n.reason));
}

/* Begin the work on the kernel of "run". */
static void open_kernel(kernel_run *run)
{
	work *w = run->w;

	w->directive = run->scope.directive;
	w->kernel = w->directive->name ? w->directive->name :
					 function_name(w->fun);
	w->found.truncate(0);
	w->skipped.truncate(0);
	w->remarks.truncate(0);
}

/* Lower what can be lowered of the kernel "scope". */
static void lower_kernel(work *w, const ta_scope *scope)
{
	kernel_run run = { w, *scope, w->regions.length(), w->done.length(),
			   nkernels };

	open_kernel(&run);
	if (ta_fence(run_kernel, &run))
		ta_work_tell(w);
	else
		take_back(&run);
}

/* Find out what would become of the kernel "scope". */
bool ta_work_try(work *w, const ta_scope *scope)
{
	kernel_run run = { w, *scope, w->regions.length(), w->done.length(),
			   nkernels };
	bool ok;

	open_kernel(&run);
	w->trial = true;
	ok = ta_fence(run_kernel, &run);
	w->trial = false;
	while (w->regions.length() > run.regions) {
		ta_region *r = w->regions.pop();

		if (ok)
			delete r;
	}
	return ok;
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
	ta_scope scope = { w->fun, w->directive, -1, NULL,
			   ENTRY_BLOCK_PTR_FOR_FN(w->fun) };

	if (number_of_loops(w->fun) > 1)
		lower_kernel(w, &scope);
}

/* Splice in the kernel of "l", with the regions "waiting" still to come; false when what
   came after it in the function needs a value that cannot be had any more. */
static bool splice_one(lowered *l, const vec<ta_region *> &waiting)
{
	if (ta_can_splice(l->region)) {
		ta_splice(l->region, &l->kernel, waiting);
		return true;
	}
	ta_report(&ta_gcc_diag, TA_WARNING, l->region->prog->loc,
		  "tensoraot: internal inconsistency: a later kernel needs a "
		  "value of this one; it is left as written; please report "
		  "this");
	ta_drop_kernel(&l->kernel);
	return false;
}

/* Splice the kernels in, last first, and let the symbol table have them. */
static void splice_all(work *w)
{
	auto_vec<ta_region *> waiting;
	auto_vec<tree> made;

	if (w->done.is_empty())
		return;
	ta_borrow_openmp();
	ta_need_gomp();
	for (unsigned i = 0; i < w->done.length(); i++)
		waiting.safe_push(w->done[i].region);
	for (unsigned i = w->done.length(); i-- > 0;) {
		waiting.pop();
		if (splice_one(&w->done[i], waiting)) {
			made.safe_push(w->done[i].kernel.fn);
			if (w->done[i].kernel.quick)
				made.safe_push(w->done[i].kernel.quick);
			if (w->done[i].kernel.inner)
				made.safe_push(w->done[i].kernel.inner);
		}
	}
	while (!made.is_empty())
		cgraph_node::add_new_function(made.pop(), false);
	ta_own_end();
}

/* Work on the function of "w", whose loops are known. */
static void lower_kernels(work *w)
{
	ta_own_begin();
	for (unsigned i = 0; i < w->begins.length(); i++)
		lower_marked(w, w->begins[i]);
	if (w->markers.is_empty())
		lower_unmarked(w);
	splice_all(w);
	for (unsigned i = 0; i < w->regions.length(); i++)
		delete w->regions[i];
}

/* Give the work "data" its arena, and without markers a directive, for
   "ta_fence". */
static void open_work(void *data)
{
	work *w = (work *)data;

	w->arena = ta_arena_new();
	if (w->markers.is_empty())
		w->directive = ta_auto_directive(w->fun, w->arena);
}

/* An internal error came before any kernel of the function of "w". */
static void not_opened(work *w)
{
	w->arena = NULL;
	ta_report(&ta_gcc_diag, TA_WARNING,
		  DECL_SOURCE_LOCATION(w->fun->decl),
		  "tensoraot: internal inconsistency: %s; the kernels of this "
		  "function are left as written; please report this",
		  ta_fence_text());
}

/* Work on "fun"; return what is to do after. */
static unsigned lower_function(function *fun)
{
	bool able, wanted;
	unsigned todo;
	work w;

	ta_mark_nontemporal(fun);
	todo = ta_call_alone(fun);
	todo |= ta_say_writes(fun);
	w.fun = fun;
	if (ta_pragma_count() || ta_set.automatic)
		find_markers(&w);
	wanted = !w.markers.is_empty()
		 || (ta_set.automatic && ta_auto_wants(fun));
	if (!wanted && w.choices.is_empty())
		return todo;
	able = wanted && ta_fence(open_work, &w);
	if (!w.choices.is_empty()) {
		ta_settle_choices(&w, able);
		find_markers(&w);
	}
	if (!wanted)
		return TODO_update_ssa | TODO_cleanup_cfg;
	loop_optimizer_init(LOOPS_NORMAL | LOOPS_HAVE_RECORDED_EXITS);
	calculate_dominance_info(CDI_DOMINATORS);
	if (able)
		lower_kernels(&w);
	else
		not_opened(&w);
	drop_markers(&w);
	loop_optimizer_finalize();
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

/* Register "pass", to run where "pos" says from the first pass "reference". */
void ta_register_pass(const char *plugin_name, opt_pass *pass,
		      enum pass_positioning_ops pos, const char *reference)
{
	register_pass_info info;

	info.pass = pass;
	info.reference_pass_name = reference;
	info.ref_pass_instance_number = 1;
	info.pos_op = pos;
	register_callback(plugin_name, PLUGIN_PASS_MANAGER_SETUP, NULL,
			  &info);
}

/* Register the passes, and the dump that was asked for. */
void ta_pass_init(const char *plugin_name)
{
	ta_bug_handler(on_bug);
	ta_helpers_init(plugin_name);
	ta_scalarise_init(plugin_name);
	ta_straight_init(plugin_name);
	ta_register_pass(plugin_name, new tensoraot_pass(true, g),
			 PASS_POS_INSERT_AFTER, "phiopt");
	ta_register_pass(plugin_name, new tensoraot_pass(false, g),
			 PASS_POS_INSERT_AFTER, "einline");
	if (ta_set.dump)
		g->get_dumps()->dump_switch_p(ta_set.dump_details ?
					      "tree-tensoraot-details" :
					      "tree-tensoraot");
}
