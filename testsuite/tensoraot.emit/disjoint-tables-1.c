/* The near miss of disjoint-rows-1 of the tests that run: rows of two tables, or two
   pointers of one structure, are arrays of their own where "disjoint" is said, and rows of
   one table are not.  If this fails, calls test again what the pragma has said, or do not
   test what it has not.  */
/* { dg-do compile } */
/* { dg-options "-O2 -fplugin-arg-tensoraot-eager -fplugin-arg-tensoraot-ir=tables.ta" } */
/* { dg-final { scan-file tables.ta {alias p, p_2} } } */
/* { dg-final { scan-file-not tables.ta {alias [^\n]*q} } } */
/* { dg-final { scan-file-not tables.ta {alias [^\n]*[ab]\M} } } */
struct s {
	double **p, **q, *a, *b;
};

#pragma tensoraot kernel disjoint
void one_table(unsigned n, unsigned m, double **p)
{
	for (unsigned i = 0; i < n; i++)
		for (unsigned j = 0; j < m; j++)
			p[i & 3][j] = p[i & 5][j] + 1;
}
#pragma tensoraot kernel disjoint
void two_tables(unsigned n, unsigned m, double **p, double **q)
{
	for (unsigned i = 0; i < n; i++)
		for (unsigned j = 0; j < m; j++)
			p[i & 3][j] = q[i & 5][j] + 1;
}
#pragma tensoraot kernel disjoint
void two_members(unsigned n, unsigned m, struct s *s)
{
	for (unsigned i = 0; i < n; i++)
		for (unsigned j = 0; j < m; j++)
			s->p[i & 3][j] = s->q[i & 5][j] + 1;
}
#pragma tensoraot kernel disjoint
void two_pointers(unsigned n, struct s *s)
{
	for (unsigned j = 0; j < n; j++)
		s->a[j] = s->b[j] + 1;
}
