/* Kernels in a transaction and in functions that transactions call.  If this
   fails, the program does not compile, or a kernel's stores are not undone
   with the transaction.  */
/* { dg-additional-options "-fgnu-tm" } */
__attribute__((transaction_safe)) void safe(int n, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[TRANSACTION\]} } */
		a[i] = a[i] * 2 + 1;
}

void atomic(int n, float *a)
{
	__transaction_atomic {
#pragma tensoraot kernel
		for (int i = 0; i < n; i++) /* { dg-missed {\[TRANSACTION\]} } */
			a[i] = a[i] * 2 + 1;
		safe(n, a);
	}
}
