/* The other way round: a function for old processors in a file for new ones.
   If this fails, its kernel stops with an illegal instruction.  */
/* { dg-do compile { target x86_64-*-* } } */
/* { dg-options "-O3 -mavx512f -mprefer-vector-width=512" } */
/* { dg-final { scan-assembler-not "%\[yz\]mm" } } */
/* { dg-final { scan-assembler "GOMP_parallel" } } */

__attribute__((target("no-avx"))) void
narrow(int n, float *restrict a, const float *restrict b)
{
#pragma tensoraot kernel require(parallel, vector)
	for (int i = 0; i < n; i++)
		a[i] = b[i] * 3 + 1;
}
