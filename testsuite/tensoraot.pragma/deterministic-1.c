/* "deterministic" takes no argument, comes once, and may be a default.  */
/* { dg-do compile } */
#pragma tensoraot push deterministic
void f (int n, float *y)
{
#pragma tensoraot kernel deterministic(1) /* { dg-error "39:'deterministic' takes no argument" } */
  for (int i = 0; i < n; i++)
    y[i] = 0;
#pragma tensoraot kernel deterministic deterministic /* { dg-error "clause 'deterministic' given twice" } */
	/* { dg-note "26:first given here" "" { target *-*-* } .-1 } */
  for (int i = 0; i < n; i++)
    y[i] = 1;
#pragma tensoraot kernel determinstic /* { dg-error "did you mean 'deterministic'" } */
  for (int i = 0; i < n; i++)
    y[i] = 2;
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    y[i] = 3;
}
#pragma tensoraot pop
