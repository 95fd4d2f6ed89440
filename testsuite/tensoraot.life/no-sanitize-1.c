/* A function that a sanitizer, the stack protector or a profiler is to leave
   alone: so are its kernel and the part of it that threads run.  If this
   fails, they are instrumented, and reports come that were declined.  */
/* { dg-do compile { target x86_64-*-* } } */
/* { dg-options "-O2 -fsanitize=address -fstack-protector-all -finstrument-functions -fprofile-arcs" } */
/* { dg-require-effective-target sanitizers } */
/* { dg-final { scan-assembler-not "__asan_report" } } */
/* { dg-final { scan-assembler-not "__cyg_profile" } } */
/* { dg-final { scan-assembler "GOMP_parallel" } } */

__attribute__((no_sanitize("address"), no_stack_protector,
	       no_instrument_function, no_profile_instrument_function)) void
alone(int n, float *a)
{
#pragma tensoraot kernel require(parallel)
	for (int i = 0; i < n; i++)
		a[i] = a[i] * 2 + 1;
}
