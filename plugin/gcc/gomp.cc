/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gomp.cc - the functions of libgomp that lowered OpenMP constructs call.

   Without -fopenmp the C front end does not declare them.  Having it do so by
   a flag would number the user's declarations otherwise, and so change the
   debug information of files that hold no kernel; hence they are made here,
   when the first kernel needs them.

   Assumes that the emitted constructs are parallel, for with a static
   schedule, simd, and reductions.  Leaves true that lowering these finds every
   builtin it calls.  */
#include "gcc-compat.h"
#include "driver.h"

/* Declare builtin "code" as "name" of "type"; "constant": it reads and writes
   nothing.  One that is there is left alone. */
static void declare(enum built_in_function code, const char *name, tree type,
		    bool constant)
{
	tree decl;
	char *full;

	if (builtin_decl_explicit_p(code))
		return;
	full = concat("__builtin_", name, NULL);
	decl = build_decl(BUILTINS_LOCATION, FUNCTION_DECL,
			  get_identifier(full), type);
	free(full);
	SET_DECL_ASSEMBLER_NAME(decl, get_identifier(name));
	TREE_PUBLIC(decl) = 1;
	DECL_EXTERNAL(decl) = 1;
	TREE_NOTHROW(decl) = 1;
	TREE_READONLY(decl) = constant;
	set_decl_built_in_function(decl, BUILT_IN_NORMAL, code);
	set_builtin_decl(code, decl, true);
}

/* Declare what the lowering of OpenMP constructs calls. */
void ta_gomp_builtins(void)
{
	tree body = build_pointer_type(build_function_type_list(
			    void_type_node, ptr_type_node, NULL_TREE));
	tree nothing = build_function_type_list(void_type_node, NULL_TREE);
	tree number = build_function_type_list(integer_type_node, NULL_TREE);
	tree parallel = build_function_type_list(void_type_node, body,
						 ptr_type_node, unsigned_type_node,
						 unsigned_type_node, NULL_TREE);

	declare(BUILT_IN_GOMP_PARALLEL, "GOMP_parallel", parallel, false);
	declare(BUILT_IN_GOMP_BARRIER, "GOMP_barrier", nothing, false);
	declare(BUILT_IN_GOMP_ATOMIC_START, "GOMP_atomic_start", nothing,
		false);
	declare(BUILT_IN_GOMP_ATOMIC_END, "GOMP_atomic_end", nothing, false);
	declare(BUILT_IN_OMP_GET_THREAD_NUM, "omp_get_thread_num", number,
		true);
	declare(BUILT_IN_OMP_GET_NUM_THREADS, "omp_get_num_threads", number,
		true);
}
