/* A loop that cannot be extracted only repeats the nests inside, which are
   kernels of their own; what is switched off stays as it is.  If this fails,
   nothing in a training loop is lowered, or something is against the user's
   will.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */
/* { dg-final { scan-ir-times {^kernel |\nkernel } 4 } } */
/* { dg-final { scan-ir {w.i. = sub} } } */
/* { dg-final { scan-ir {g.i. = 0:f32} } } */
/* { dg-final { scan-ir {h.i. = 1:f32} } } */
/* { dg-final { scan-ir-not {= 2:f32} } } */

int report(int);

#pragma tensoraot kernel
void train(int n, float *restrict w, float *restrict g)
{
	for (int epoch = 0; report(epoch); epoch++) {
		for (int i = 0; i < n; i++)
			w[i] -= 0.1f * g[i];
		report(-1);
		for (int i = 0; i < n; i++)
			g[i] = 0;
	}
}

#pragma tensoraot kernel
void partly(int n, float *h)
{
	for (int i = 0; i < n; i++)
		h[i] = 1;
#pragma tensoraot off
	for (int i = 0; i < n; i++)
		h[i] = 2;
	for (int i = 0; i < n; i++)
		h[i] = 3;
}
