/* Without the registers that pass floating-point numbers the compiler refuses
   functions that would need them, and kernels are such.  If this fails, a file
   that compiles without the plugin does not with it.  */
/* { dg-do compile { target x86_64-*-* } } */
/* { dg-additional-options "-mno-sse" } */
void scale(int n, float *a, const int *b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[TARGET\]} } */
		a[i] = a[i] * 2 + b[i];
}

void ints(int n, int *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[TARGET\]} } */
		a[i] = a[i] * 2 + 1;
}

__attribute__((target("sse2"))) void again(int n, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		a[i] = a[i] * 2 + 1;
}
