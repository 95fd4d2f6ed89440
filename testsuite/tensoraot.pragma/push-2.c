/* push and pop out of balance, and clauses that are no defaults. */
/* { dg-do compile } */

#pragma tensoraot pop		/* { dg-error "19:'pop' without a 'push' before it" } */
#pragma tensoraot push serial
#pragma tensoraot pop
#pragma tensoraot pop		/* { dg-error "19:'pop' without a 'push' before it" } */
#pragma tensoraot push shape(a[3])	/* { dg-error "24:'shape' cannot be a default" } */
#pragma tensoraot pop
#pragma tensoraot push name(x)	/* { dg-error "24:'name' cannot be a default" } */
#pragma tensoraot pop
#pragma tensoraot push assume(1)	/* { dg-error "24:'assume' cannot be a default" } */
#pragma tensoraot pop
#pragma tensoraot push serial threads(1)	/* { dg-error "31:'threads' contradicts 'serial'" } */
	/* { dg-note "24:given here" "" { target *-*-* } .-1 } */
#pragma tensoraot pop
#pragma tensoraot push threads(nobody)
void f(int n, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) a[i] = 0;
}
/* { dg-error "32:'nobody' is not declared here" "" { target *-*-* } 17 } */
