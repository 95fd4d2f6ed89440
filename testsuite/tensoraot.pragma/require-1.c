/* The words of require, fp and lower: all of them are accepted; whether they
   are met is for other tests. */
/* { dg-do compile } */
/* { dg-options "-fsyntax-only -Wall -Wextra" } */

void f(int n, float *a)
{
#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel require(blas, parallel | vector, fused) fp(relaxed)
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel fp(strict), lower(auto)
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel fp(reassociate) lower(blas) require(blas)
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel lower(loops)
	for (int i = 0; i < n; i++) a[i] = 0;
}
