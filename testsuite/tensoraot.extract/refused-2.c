/* More of what is no affine nest, each with its own reason at the loop's line.
   If this fails, something is extracted that is not what C says, or the user
   is told the wrong thing.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-report=report.txt" } */

#pragma tensoraot kernel
void middle(int n, float *y)
{
	int i = 0;

	for (;;) {
		y[i] = 1;
		if (i >= n)
			break;
		y[i + 1] = 2;
		i++;
	}
}
/* { dg-final { scan-file report.txt {:13:.*\[IRREDUCIBLE\]} } } */

struct list {
	float value;
	struct list *next;
};

#pragma tensoraot kernel
void chase(int n, float *y, const struct list *p)
{
	for (int i = 0; i < n; i++) {
		y[i] = p->value;
		p = p->next;
	}
}
/* { dg-final { scan-file report.txt {:29:.*: p \[CARRIED\]} } } */

#pragma tensoraot kernel
void wrap(float *y)
{
	for (unsigned char i = 0; i < 251; i += 10)
		y[i] = 1;
}
/* { dg-final { scan-file report.txt {:39:.*\[WRAP\]} } } */

#define L(i) for (int i = 0; i < 2; i++)

#pragma tensoraot kernel
void deep(float *y)
{
	L(a) L(b) L(c) L(d) L(e) L(f) L(g) L(h) L(i) L(j) L(k) L(l) L(m) L(n)
		L(o) L(p) L(q) y[a + b + c + d + e + f + g + h + i + j + k
				 + l + m + n + o + p + q] += 1;
}
/* { dg-final { scan-file report.txt {:49:.*\[DEPTH\]} } } */
