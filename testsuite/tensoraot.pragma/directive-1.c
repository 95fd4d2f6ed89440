/* Each way to get the directive wrong is an error at the word, with the nearest
   one, and never -Wunknown-pragmas. */
/* { dg-do compile } */
/* { dg-options "-w" } */

#pragma tensoraot kernl		/* { dg-error "19:unknown directive 'kernl'; did you mean 'kernel'" } */
#pragma tensoraot			/* { dg-error "expected 'kernel', 'push', 'pop' or 'off' before the end of the line" } */
#pragma tensoraot shape (a[3])	/* { dg-error "19:'shape' is a clause; did you forget 'kernel' before it" } */
#pragma tensoraot 3		/* { dg-error "19:expected 'kernel', 'push', 'pop' or 'off' before '3'" } */
#pragma tensoraot something	/* { dg-error "19:unknown directive 'something'; expected 'kernel', 'push', 'pop' or 'off'" } */
#pragma tensoraot off fp (strict) /* { dg-error "23:'off' takes no clauses" } */
#pragma tensoraot pop all	/* { dg-error "23:'pop' takes no clauses" } */
int v;
