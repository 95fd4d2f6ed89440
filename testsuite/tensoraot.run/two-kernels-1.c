/* The second kernel begins with what the first one leaves in m, less or more a
   constant.  If this fails, the value was looked for inside the loop of the
   first kernel, which did not run. */
#define NOINLINE __attribute__((noinline, noclone))

NOINLINE int kernels(int n, int m, float *a)
{
#pragma tensoraot kernel
	while (m--)
		a[m] = 3;
#pragma tensoraot kernel
	do
		a[++m] += 4;
	while (m < n);
	return m;
}

int main(void)
{
	static float a[3000];
	int i;

	for (i = 0; i < 3000; i++)
		a[i] = 1;
	if (kernels(2000, 1000, a) != 2000)
		__builtin_abort();
	for (i = 0; i < 3000; i++)
		if (a[i] != (i < 1000 ? 7 : i <= 2000 ? 5 : 1))
			__builtin_abort();
	if (kernels(0, 1, a) != 0 || a[0] != 7 || a[1] != 7)
		__builtin_abort();
	return 0;
}
