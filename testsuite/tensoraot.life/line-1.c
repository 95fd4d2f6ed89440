/* #line, as generators of C write it: reports name the file and the line that
   it says.  If this fails, they name the generated file.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-report=r.txt" } */
/* { dg-final { scan-file r.txt "^grammar.y:8: f " } } */
/* { dg-final { scan-file r.txt "^line-2.c:301: f " } } */
/* { dg-final { scan-file-not r.txt "line-1.c" } } */
/* { dg-error "not a library call" "" { target *-*-* } 301 } */
/* { dg-note "required here" "" { target *-*-* } 300 } */
void f(int n, float *a)
{
#line 7 "grammar.y"
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		a[i] = a[i] * 2 + 1;
# 300 "line-2.c"
#pragma tensoraot kernel require(blas)
	for (int i = 0; i < n; i++)
		a[i] = a[i] * 2 + 1;
}
