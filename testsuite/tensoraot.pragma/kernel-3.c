/* Outside of functions a kernel needs a function definition, with a loop, and
   directly after it. */
/* { dg-do compile } */

#pragma tensoraot kernel	/* { dg-error "19:'kernel' outside of a function must stand directly before a function definition" } */
int v;				/* { dg-note "this follows it instead" } */

#pragma tensoraot kernel	/* { dg-error "must stand directly before a function definition" } */
void prototype(int n, float *a); /* { dg-note "this follows it instead" } */

#pragma tensoraot kernel	/* { dg-error "must stand directly before a function definition" } */
struct s {
	int member;		/* { dg-note "this follows it instead" } */
};

#pragma tensoraot off		/* { dg-error "'off' outside of a function must stand directly" } */
typedef float type;		/* { dg-note "this follows it instead" } */

#pragma tensoraot kernel	/* { dg-error "must stand directly before a function definition" } */
#pragma tensoraot kernel	/* { dg-note "this follows it instead" } */
void good(int n, float *a)
{
	for (int i = 0; i < n; i++)
		a[i] = 0;
}

#pragma tensoraot kernel	/* { dg-error "'kernel' governs a function without a loop" } */
void no_loop(float *a)		/* { dg-note "defined here" } */
{
	a[0] = 0;
}
