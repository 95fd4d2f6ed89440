/* path.h - which way the last call of a kernel went.

   The program that includes this is its own runtime library: kernels report
   every call to it.  Without the plugin, and where nothing is optimised or
   sanitizers instrument it, there are no kernels, and "went" is always
   true.  */
#include <stdint.h>
#include <stdlib.h>

enum { LOWERED, GUARD, SMALL, NO_BLAS, NOT_CALLED, ANY };

int32_t tensoraot_active = 1;
static int path_taken = NOT_CALLED;

__attribute__((noinline)) uint64_t tensoraot_enter(void *record)
{
	return record != NULL;
}

__attribute__((noinline)) void tensoraot_leave(void *record, uint64_t start,
					       int32_t path, double flops)
{
	(void)record;
	(void)start;
	(void)flops;
	path_taken = path & 0xff;
}

/* Stop unless the last call went the way "path", if that is not ANY. */
static inline void went(int path)
{
#if defined __TENSORAOT__ && defined __OPTIMIZE__ \
	&& !defined __SANITIZE_ADDRESS__
	if (path_taken != path && path != ANY)
		abort();
#else
	(void)path;
#endif
	path_taken = NOT_CALLED;
}
