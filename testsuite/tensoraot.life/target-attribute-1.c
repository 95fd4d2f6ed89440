/* A function that is compiled for a processor of its own: its kernel is too,
   the part that threads run included.  If this fails, a kernel under a test
   for AVX-512 runs without it, which is slow.  */
/* { dg-do compile { target x86_64-*-* } } */
/* { dg-options "-O2 -mno-avx" } */
/* { dg-final { scan-assembler "%zmm" } } */

__attribute__((target("avx512f,prefer-vector-width=512"))) void
wide(int n, float *restrict a, const float *restrict b)
{
#pragma tensoraot kernel require(parallel, vector)
	for (int i = 0; i < n; i++)
		a[i] = b[i] * 3 + 1;
}
