/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gcc-compat.h - the one place that knows which GCC it is, 12 to 16.

   Every file of plugin/gcc/ includes this first, and no other GCC header; no
   other file tests a version.  Assumes one plugin build per target compiler.
   Leaves true that the names below mean the same with every version, and
   that the functions which only the C front end has are weak: lto1 and
   cc1plus load the plugin too, and must find it loadable. */
#ifndef TA_GCC_COMPAT_H
#define TA_GCC_COMPAT_H

#define INCLUDE_ALGORITHM
#define INCLUDE_MEMORY
#define INCLUDE_STRING
#define INCLUDE_VECTOR
#include "gcc-plugin.h"
#include "plugin-version.h"
#include "config.h"
#include "system.h"
#include "coretypes.h"
#include "backend.h"
#include "tm.h"
#include "target.h"
#include "tm_p.h"
#include "options.h"
#include "opts.h"
#include "flags.h"
#include "toplev.h"
#include "plugin.h"
#include "rtl.h"
#include "tree.h"
#include "cpplib.h"
#include "c-family/c-common.h"
#include "c-family/c-pragma.h"
#include "c-tree.h"
#include "gimple.h"
#include "tree-pass.h"
#include "ssa.h"
#include "cgraph.h"
#include "alloc-pool.h"
#include "symbol-summary.h"
#include "ipa-utils.h"
#include "sreal.h"
#include "gimple-iterator.h"
#include "gimple-walk.h"
#include "gimple-fold.h"
#include "gimple-pretty-print.h"
#include "gimplify.h"
#include "gimplify-me.h"
#include "cfgloop.h"
#include "cfghooks.h"
#include "cfganal.h"
#include "cfgexpand.h"
#include "cfgcleanup.h"
#include "dominance.h"
#include "tree-phinodes.h"
#include "ssa-iterators.h"
#include "tree-ssa.h"
#include "tree-ssa-alias.h"
#include "tree-ssa-loop.h"
#include "tree-ssa-loop-ivopts.h"
#include "tree-ssa-loop-manip.h"
#include "tree-ssa-loop-niter.h"
#include "tree-scalar-evolution.h"
#include "tree-chrec.h"
#include "tree-data-ref.h"
#include "tree-affine.h"
#include "tree-into-ssa.h"
#include "tree-cfg.h"
#include "tree-cfgcleanup.h"
#include "tree-dfa.h"
#include "tree-eh.h"
#include "tree-inline.h"
#include "tree-nested.h"
#include "tree-iterator.h"
#include "tree-pretty-print.h"
#include "print-tree.h"
#include "value-query.h"
#include "value-range.h"
#include "ipa-prop.h"
#include "ipa-fnsummary.h"
#include "ipa-inline.h"
#include "stringpool.h"
#include "tree-vector-builder.h"
#include "stor-layout.h"
#include "attribs.h"
#include "alias.h"
#include "builtins.h"
#include "internal-fn.h"
#include "convert.h"
#include "langhooks.h"
#include "fold-const.h"
#include "fold-const-call.h"
#include "real.h"
#include "wide-int.h"
#include "asan.h"
#include "omp-general.h"
#include "gomp-constants.h"
#include "varasm.h"
#include "output.h"
#include "calls.h"
#include "context.h"
#include "pass_manager.h"
#include "dumpfile.h"
#include "tree-dump.h"
#include "pretty-print.h"
#include "diagnostic.h"
#include "diagnostic-core.h"
#include "intl.h"

#if GCCPLUGIN_VERSION_MAJOR < 12
#error "tensoraot needs GCC 12 or later"
#endif

#if GCCPLUGIN_VERSION_MAJOR >= 13
#define array_at_struct_end_p(ref) array_ref_flexible_size_p(ref)
#endif

/* optabs.h has this, but wants a header that is not installed. */
extern bool have_insn_for(enum rtx_code, machine_mode);

/* The C front end alone has these: they are absent (NULL) in lto1, and most
   in cc1plus.  Test the address of one before the first call. */
#define TA_C_ONLY(name) extern decltype(name) name __attribute__((weak))

extern enum cpp_ttype pragma_lex(tree *, location_t *) __attribute__((weak));
extern tree c_fully_fold(tree, bool, bool *, bool) __attribute__((weak));
TA_C_ONLY(add_stmt);
TA_C_ONLY(build_array_ref);
TA_C_ONLY(build_binary_op);
TA_C_ONLY(build_component_ref);
TA_C_ONLY(build_external_ref);
TA_C_ONLY(build_indirect_ref);
TA_C_ONLY(build_unary_op);
TA_C_ONLY(c_language);
TA_C_ONLY(c_register_pragma_with_expansion);
TA_C_ONLY(cpp_define);
TA_C_ONLY(cpp_forall_identifiers);
TA_C_ONLY(cpp_get_callbacks);
TA_C_ONLY(cpp_get_options);
TA_C_ONLY(cpp_type2name);
TA_C_ONLY(default_function_array_conversion);
TA_C_ONLY(flag_hosted);
TA_C_ONLY(keep_next_level);
TA_C_ONLY(lookup_name);
TA_C_ONLY(mark_exp_read);
TA_C_ONLY(parse_in);
TA_C_ONLY(pch_file);
TA_C_ONLY(perform_integral_promotions);

/* Return whether the compiler this is loaded into is that for C.  Neither
   lto1 nor cc1plus has build_external_ref. */
static inline bool ta_in_c(void)
{
	return build_external_ref && c_register_pragma_with_expansion;
}

/* Return whether the current function can pass floating-point numbers to
   others in registers. */
static inline bool ta_target_floats(void)
{
#ifdef TARGET_SSE2
	return TARGET_SSE2;
#else
	return true;
#endif
}

/* Return whether the target has an instruction that rounds a vector. */
static inline bool ta_target_rounds(void)
{
#ifdef TARGET_SSE4_1
	return TARGET_SSE4_1;
#else
	return true;
#endif
}

/* Return the member "name" of "object"; errors are given at "loc". */
static inline tree ta_component_ref(location_t loc, tree object, tree name)
{
#if GCCPLUGIN_VERSION_MAJOR >= 13
	return build_component_ref(loc, object, name, loc, UNKNOWN_LOCATION);
#else
	return build_component_ref(loc, object, name, loc);
#endif
}

/* Return the vector of "type" that is at "address" where "mask" is true, and 0
   elsewhere; "align" tells the alignment, in bits, and what it may alias.  GCC 15
   asks what is elsewhere. */
static inline tree ta_mask_load(location_t loc, tree type, tree address,
				tree align, tree mask)
{
#if GCCPLUGIN_VERSION_MAJOR >= 15
	return build_call_expr_internal_loc(loc, IFN_MASK_LOAD, type, 4,
					    address, align, mask,
					    build_zero_cst(type));
#else
	return build_call_expr_internal_loc(loc, IFN_MASK_LOAD, type, 3,
					    address, align, mask);
#endif
}

/* Return the last statement of "bb" that is no debug statement, or NULL.
   GCC 14 dropped last_stmt. */
static inline gimple *ta_last_stmt(basic_block bb)
{
	gimple_stmt_iterator i = gsi_last_nondebug_bb(bb);

	return gsi_end_p(i) ? NULL : gsi_stmt(i);
}

#endif
