/* A pragma before the definition of a nested function: it governs statements
   there, and says so.  If this fails, the kernel is silently none.  */
void outer(int n, float *a)
{
#pragma tensoraot kernel	/* { dg-error "before a declaration" } */
	void inner(int m)	/* { dg-note "declared here" } */
	{
		for (int i = 0; i < m; i++)
			a[i] += 1;
	}

	inner(n);
}
