/* A local array of variable size: one of n + 1 has room, one of n has none. */
/* { dg-do compile } */

extern void use (double *, double *);

void
f (int n)
{
  double v[n], w[n + 1];	/* { dg-message "'v' is declared here" } */

#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    v[i] = w[i + 1] = 1;
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    w[i] = v[i + 1];	/* { dg-error "index 'i . 1' reaches n, the extent is n" } */
  use (v, w);
}
