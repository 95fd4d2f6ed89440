/* Wrong words are errors at the word, with the nearest one of that clause. */
/* { dg-do compile } */

void f(int n, float *a)
{
#pragma tensoraot kernel require()	/* { dg-error "34:expected a word such as 'lowered' before '\\)'" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel require(lowerd)	/* { dg-error "34:unknown 'require' word 'lowerd'; did you mean 'lowered'" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel require(blas, vectr)	/* { dg-error "40:unknown 'require' word 'vectr'; did you mean 'vector'" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel require(blas, blas)	/* { dg-error "40:'blas' is required twice" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel require(strict)	/* { dg-error "34:unknown 'require' word 'strict'; expected 'lowered', 'blas', 'parallel', 'vector' or 'fused'" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel fp(relax)	/* { dg-error "29:unknown 'fp' word 'relax'; did you mean 'relaxed'" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel fp(fast)	/* { dg-error "29:unknown 'fp' word 'fast'; expected 'strict', 'reassociate' or 'relaxed'" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel fp(strict, relaxed)	/* { dg-error "35:expected '\\)' before ','" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel fp	/* { dg-error "expected '\\(' after 'fp' before the end of the line" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel lower(blass)	/* { dg-error "32:unknown 'lower' word 'blass'; did you mean 'blas'" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel lower(3)	/* { dg-error "32:expected a word such as 'auto' before '3'" } */
	for (int i = 0; i < n; i++) a[i] = 0;
}
