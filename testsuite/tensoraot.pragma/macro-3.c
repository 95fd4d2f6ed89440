/* An error in a macro is shown where the macro has it, with a note where it was
   used; in tensoraot.h's macros at their use. */
/* { dg-do compile } */

#include "tensoraot.h"
#define COLS (wdth + 1)		/* { dg-error "15:'wdth' is not declared here; did you mean 'width'" } */

void f(int width, float *a)
{
#pragma tensoraot kernel shape(a[COLS])	/* { dg-note "34:in expansion of macro 'COLS'" } */
	for (int i = 0; i < 64; i++)
		a[i] = 0;
	TENSORAOT_KERNEL(shap (a[3]))	/* { dg-note "in expansion of macro" } */
	for (int i = 0; i < 64; i++)
		a[i] = 0;
}
/* { dg-error "unknown clause 'shap'" "" { target *-*-* } 0 } */
/* { dg-prune-output "tensoraot.h:.*in (expansion|definition) of macro" } */
