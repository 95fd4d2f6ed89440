/* Which arrays may overlap: only those that nothing keeps apart.  If this
   fails, two arrays that may meet are taken for separate, or a guard tests
   what is known.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */

#pragma tensoraot kernel name(may)
void may(int n, float *a, const float *b, const float *c)
{
	for (int i = 0; i < n; i++)
		a[i] = b[i] + c[i];
}
/* { dg-final { scan-ir {kernel may (.*\n)*?  alias a, b\n  alias a, c} } } */
/* { dg-final { scan-ir-not {alias b, c} } } */
/* { dg-final { scan-ir-times {  alias } 5 } } */

#pragma tensoraot kernel name(restricted)
void restricted(int n, float *restrict d, const float *e)
{
	for (int i = 0; i < n; i++)
		d[i] = e[i];
}

#pragma tensoraot kernel name(said) disjoint(f, g)
void said(int n, float *f, const float *g)
{
	for (int i = 0; i < n; i++)
		f[i] = g[i];
}

#pragma tensoraot kernel name(types)
void types(int n, float *h, const int *k)
{
	for (int i = 0; i < n; i++)
		h[i] = k[i];
}
/* A store may give memory another type.  */
/* { dg-final { scan-ir {kernel types (.*\n)*?  alias (h, k|k, h)} } } */

float result;
#pragma tensoraot kernel name(local)
void local(int n, float *l)
{
	float t[64];

	for (int i = 0; i < 64; i++)
		t[i] = l[i];
	for (int i = 0; i < 64; i++)
		l[i] = t[63 - i];
}

static float P[32], Q[32];
#pragma tensoraot kernel name(globals)
void globals(float *escaped)
{
	for (int i = 0; i < 32; i++)
		P[i] = Q[i];
	for (int i = 0; i < 32; i++)
		escaped[i] = P[i];
}
/* { dg-final { scan-ir {kernel globals (.*\n)*?  alias (P, escaped|escaped, P)} } } */

float *leak(int i)
{
	return i ? P : Q;
}
