/* SPDX-License-Identifier: GPL-3.0-or-later */
/* routines.c - the routines of BLAS 1 to 3 as loops: each case
   (side, triangle, transposed or not, diagonal of ones or not) in the loop
   orders and with the accumulators that programs have; and near misses, which
   look like one and are not.  */
#include "spell.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct spelling *spellings;
int nspellings;

/* Add "routine" on "arrays"; in the text that "format" gives, E(r,c) stands
   for A(r,c), or for A(c,r) if "transposed". */
static void add(const char *routine, const char *arrays, int transposed,
		const char *format, ...)
{
	char text[512], *out = malloc(1024), *to = out;
	struct spelling *s;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	for (const char *p = text; *p; p++) {
		if (*p != 'E' || p[1] != '(') {
			*to++ = *p;
			continue;
		}
		if (transposed)
			to += sprintf(to, "A(%c,%c)", p[4], p[2]);
		else
			to += sprintf(to, "A(%c,%c)", p[2], p[4]);
		p += 5;
	}
	*to = 0;
	spellings = realloc(spellings, (nspellings + 1) * sizeof *spellings);
	s = &spellings[nspellings++];
	s->near = *routine == '-';
	s->routine = routine + s->near;
	s->arrays = arrays;
	s->text = out;
}

/* y = A x, or A^T x, by rows and by columns. */
static void gemv(int t)
{
	const char *a = t ? "Amn xm yn zn" : "Anm xm yn zn";

	add("gemv", a, t, "@i(0,n){y(i)=0; @j(0,m){y(i)+=E(i,j)*x(j);}}");
	add("gemv", a, t, "@i(0,n){T s=0; @j(0,m){s+=E(i,j)*x(j);} y(i)=s;}");
	add("gemv", a, t,
	    "@i(0,n){T s=z(i); @j(0,m){s+=E(i,j)*x(j);} y(i)=s;}");
	add("gemv", a, t,
	    "@i(0,n){T s=0; @j(0,m){s+=x(j)*E(i,j);} y(i)=s+z(i);}");
	add("gemv", a, t,
	    "@i(0,n){y(i)*=beta; @j(0,m){y(i)+=alpha*E(i,j)*x(j);}}");
	add("gemv", a, t,
	    "@i(0,n){T s=0; @j(0,m){s+=E(i,j)*x(j);} y(i)+=alpha*s;}");
	add("gemv", a, t,
	    "@i(0,n){T s=0; @j(0,m){s+=E(i,j)*x(j);} "
	    "y(i)=alpha*s+beta*y(i);}");
	add("gemv", a, t, "@i(0,n){@j(0,m){y(i)-=E(i,j)*x(j);}}");
	add("gemv", a, t, "@i(0,n){@j(0,m){y(i)=E(i,j)*x(j)+y(i);}}");
	add("gemv", a, t,
	    "@i(0,n){y(i)=0;} @j(0,m){@i(0,n){y(i)+=E(i,j)*x(j);}}");
	add("gemv", a, t,
	    "@i(0,n){y(i)=z(i);} @j(0,m){@i(0,n){y(i)+=E(i,j)*x(j);}}");
	add("gemv", a, t,
	    "@i(0,n){y(i)*=beta;} @j(0,m){T s=alpha*x(j); "
	    "@i(0,n){y(i)+=s*E(i,j);}}");
	add("gemv", a, t, "@j(0,m){T s=x(j); @i(0,n){y(i)-=s*E(i,j);}}");
	add("-gemv", "Ann xn", t,
	    "@i(0,n){T s=0; @j(0,n){s+=E(i,j)*x(j);} x(i)=s;}");
	add("-gemv", t ? "Amn xm yn y=x" : "Anm xm yn y=x", t,
	    "@i(0,n){T s=0; @j(0,m){s+=E(i,j)*x(j);} y(i)=s;}");
	add("-gemv", "Ann xn yn x=y", t,
	    "@i(0,n){y(i)=0; @j(0,n){y(i)+=E(i,j)*x(j);}}");
	add("-gemv", t ? "Amn xm yn" : "Anm xm yn", t,
	    "@i(0,n){y(i)=0; @j(0,m){y(i)+=E(i,j)*x(j)*x(j);}}");
	add("-gemv", t ? "Amn xm yn" : "Anm xm yn", t,
	    "@i(0,n){T s=0; @j(0,m){s=E(i,j)*x(j)-s;} y(i)=s;}");
}

/* The sum of x y. */
static void dot(void)
{
	const char *a = "xn yn z1";

	add("dot", a, 0, "T s=0; @i(0,n){s+=x(i)*y(i);} z(0)=s;");
	add("dot", a, 0, "T s=z(0); @i(0,n){s+=x(i)*y(i);} z(0)=s;");
	add("dot", a, 0, "T s=0; @i(0,n){s-=x(i)*y(i);} z(0)=alpha*s;");
	add("dot", a, 0, "z(0)=0; @i(0,n){z(0)+=x(i)*y(i);}");
	add("dot", a, 0, "T s=0; @i(0,n){s+=x(i)*x(i);} z(0)=s;");
	add("dot", a, 0, "T s=0; @i(0,n){s+=x(i)*y(i);} z(0)+=s;");
	add("dot", "Ann yn z1", 0, "T s=0; @i(0,n){s+=A(i,i)*y(i);} z(0)=s;");
	add("-dot", a, 0, "T s=0; @i(0,n){s+=x(i)*y(i)+alpha;} z(0)=s;");
	add("-dot", a, 0, "T s=1; @i(0,n){s*=x(i)+y(i);} z(0)=s;");
	add("-dot", "xn yn z1 z=x", 0, "z(0)=0; !i(0,n){z(0)+=x(i)*y(i);}");
}

/* A += x y^T. */
static void ger(void)
{
	const char *a = "Anm xn ym";

	add("ger", a, 0, "@i(0,n){@j(0,m){A(i,j)+=x(i)*y(j);}}");
	add("ger", a, 0, "@j(0,m){@i(0,n){A(i,j)+=x(i)*y(j);}}");
	add("ger", a, 0,
	    "@i(0,n){T s=alpha*x(i); "
	    "@j(0,m){A(i,j)+=s*y(j);}}");
	add("ger", a, 0, "@j(0,m){T s=y(j); @i(0,n){A(i,j)-=s*x(i);}}");
	add("ger", a, 0, "@i(0,n){@j(0,m){A(i,j)+=alpha*x(i)*y(j);}}");
	add("ger", a, 0, "@i(0,n){@j(0,m){A(i,j)=A(i,j)-x(i)*y(j);}}");
	add("-ger", "Ann xn", 0, "!i(0,n){!j(0,n){A(i,j)+=x(i)*A(0,j);}}");
	add("-ger", "Ann xn", 0, "!i(0,n){!j(0,n){A(i,j)+=A(i,0)*x(j);}}");
}

/* C += A A^T, or A^T A, in one triangle of C. */
static void syrk(int lower, int t)
{
	const char *a = t ? "Akn Cnn" : "Ank Cnn";
	const char *j = lower ? "(0,i+1)" : "(i,n)";
	const char *i = lower ? "(j,n)" : "(0,j+1)";

	add("syrk", a, t, "@i(0,n){@j%s{@p(0,k){C(i,j)+=E(i,p)*E(j,p);}}}", j);
	add("syrk", a, t,
	    "@i(0,n){@j%s{T s=0; @p(0,k){s+=E(i,p)*E(j,p);} C(i,j)=s;}}", j);
	add("syrk", a, t,
	    "@i(0,n){@j%s{T s=0; @p(0,k){s+=E(j,p)*E(i,p);} "
	    "C(i,j)+=alpha*s;}}",
	    j);
	add("syrk", a, t,
	    "@i(0,n){@j%s{C(i,j)*=beta;} "
	    "@p(0,k){@j%s{C(i,j)+=alpha*E(i,p)*E(j,p);}}}",
	    j, j);
	add("syrk", a, t,
	    "@i(0,n){@p(0,k){T s=E(i,p); @j%s{C(i,j)-=s*E(j,p);}}}", j);
	add("syrk", a, t, "@p(0,k){@i(0,n){@j%s{C(i,j)+=E(i,p)*E(j,p);}}}", j);
	add("syrk", a, t,
	    "@j(0,n){@i%s{T s=0; @p(0,k){s+=E(i,p)*E(j,p);} "
	    "C(i,j)=alpha*s+beta*C(i,j);}}",
	    i);
	add("syrk", a, t, "@j(0,n){@p(0,k){@i%s{C(i,j)+=E(i,p)*E(j,p);}}}", i);
	add("-syrk", a, t,
	    "@i(0,n){@j%s{T s=0; @p(0,k){s+=E(i,p)*E(j,p)*E(j,p);} "
	    "C(i,j)=s;}}",
	    j);
	add("-syrk", "Ann Cnn A=C", t,
	    "!i(0,n){!j%s{!p(0,n){C(i,j)+=E(i,p)*E(j,p);}}}", j);
	add("-syrk", "Ann Cnn", t,
	    "@i(0,n){@j%s{T s=0; @p(i,n){s+=E(i,p)*E(j,p);} C(i,j)=s;}}", j);
}

/* C += A B^T + B A^T, or A^T B + B^T A, in one triangle of C. */
static void syr2k(int lower, int t)
{
	const char *a = t ? "Akn Bkn Cnn" : "Ank Bnk Cnn";
	const char *j = lower ? "(0,i+1)" : "(i,n)";
	const char *ip = t ? "p,i" : "i,p", *jp = t ? "p,j" : "j,p";

	add("syr2k", a, t,
	    "@i(0,n){@j%s{@p(0,k){C(i,j)+=E(i,p)*B(%s)+B(%s)*E(j,p);}}}", j, jp,
	    ip);
	add("syr2k", a, t,
	    "@i(0,n){@j%s{T s=0; @p(0,k){s+=E(i,p)*B(%s)+B(%s)*E(j,p);} "
	    "C(i,j)=s;}}",
	    j, jp, ip);
	add("syr2k", a, t,
	    "@i(0,n){@j%s{C(i,j)*=beta;} @p(0,k){@j%s{"
	    "C(i,j)+=E(j,p)*alpha*B(%s)+B(%s)*alpha*E(i,p);}}}",
	    j, j, ip, jp);
	add("syr2k", a, t,
	    "@i(0,n){@j%s{@p(0,k){C(i,j)+=E(i,p)*B(%s); "
	    "C(i,j)+=B(%s)*E(j,p);}}}",
	    j, jp, ip);
	add("syr2k", a, t,
	    "@i(0,n){@j%s{T s=0; @p(0,k){s+=E(i,p)*B(%s); s+=B(%s)*E(j,p);} "
	    "C(i,j)+=alpha*s;}}",
	    j, jp, ip);
	add("syr2k", a, t,
	    "@p(0,k){@i(0,n){@j%s{C(i,j)-=E(i,p)*B(%s)+B(%s)*E(j,p);}}}", j, jp,
	    ip);
	add("-syr2k", a, t,
	    "@i(0,n){@j%s{@p(0,k){C(i,j)+=E(i,p)*B(%s)-B(%s)*E(j,p);}}}", j, jp,
	    ip);
	add("-syr2k", a, t,
	    "@i(0,n){@j%s{@p(0,k){C(i,j)+=E(i,p)*B(%s)+B(%s)*E(i,p);}}}", j, jp,
	    ip);
}

/* y += A x for a symmetric A of which one triangle is stored. */
static void symv(int lower)
{
	const char *a = "Ann xn yn", *j = lower ? "(0,i)" : "(i+1,n)";
	const char *far = lower ? "(i+1,n)" : "(0,i)";

	add("symv", a, 0,
	    "!i(0,n){T s=0; @j%s{y(j)+=alpha*x(i)*A(i,j); s+=A(i,j)*x(j);} "
	    "y(i)+=alpha*(s+A(i,i)*x(i));}",
	    j);
	add("symv", a, 0,
	    "!i(0,n){@j%s{y(j)+=A(i,j)*x(i); y(i)+=A(i,j)*x(j);} "
	    "y(i)+=A(i,i)*x(i);}",
	    j);
	add("symv", a, 0,
	    "!i(0,n){T s=A(i,i)*x(i); @j%s{s+=A(i,j)*x(j);} "
	    "@j%s{y(j)+=A(i,j)*x(i);} y(i)+=s;}",
	    j, j);
	add("symv", a, 0,
	    "@i(0,n){T s=A(i,i)*x(i); @j%s{s+=A(i,j)*x(j);} "
	    "@j%s{s+=A(j,i)*x(j);} y(i)=s;}",
	    j, far);
	add("-symv", a, 0,
	    "!i(0,n){@j%s{y(j)+=A(i,j)*x(i); y(i)+=A(i,j)*x(j);} "
	    "y(i)+=A(i,i)*x(i)*x(i);}",
	    j);
	add("-symv", "Ann xn yn x=y", 0,
	    "!i(0,n){!j%s{y(j)+=A(i,j)*x(i); y(i)+=A(i,j)*x(j);} "
	    "y(i)+=A(i,i)*x(i);}",
	    j);
}

/* C += A B, or B A, for a symmetric A of which one triangle is stored. */
static void symm(int lower)
{
	const char *l = "Ann Bnm Cnm", *r = "Amm Bnm Cnm";
	const char *p = lower ? "(0,i)" : "(i+1,n)";
	const char *q = lower ? "(0,j)" : "(j+1,m)";

	add("symm", l, 0,
	    "!i(0,n){@j(0,m){T s=0; @p%s{C(p,j)+=alpha*B(i,j)*A(i,p); "
	    "s+=B(p,j)*A(i,p);} C(i,j)=C(i,j)+alpha*B(i,j)*A(i,i)+alpha*s;}}",
	    p);
	add("symm", l, 0,
	    "!i(0,n){@p%s{@j(0,m){C(p,j)+=A(i,p)*B(i,j); "
	    "C(i,j)+=A(i,p)*B(p,j);}} @j(0,m){C(i,j)+=A(i,i)*B(i,j);}}",
	    p);
	add("symm", l, 0,
	    "@i(0,n){@j(0,m){C(i,j)*=beta;}} "
	    "!i(0,n){@p%s{@j(0,m){C(p,j)+=A(i,p)*B(i,j);} "
	    "@j(0,m){C(i,j)+=A(i,p)*B(p,j);}} "
	    "@j(0,m){C(i,j)+=A(i,i)*B(i,j);}}",
	    p);
	add("symm", r, 0,
	    "@i(0,n){!j(0,m){T s=0; @p%s{C(i,p)+=alpha*B(i,j)*A(j,p); "
	    "s+=B(i,p)*A(j,p);} C(i,j)=C(i,j)+alpha*B(i,j)*A(j,j)+alpha*s;}}",
	    q);
	add("symm", r, 0,
	    "@i(0,n){!j(0,m){@p%s{C(i,p)+=B(i,j)*A(j,p); "
	    "C(i,j)+=B(i,p)*A(j,p);} C(i,j)+=B(i,j)*A(j,j);}}",
	    q);
	add("-symm", l, 0,
	    "!i(0,n){@j(0,m){T s=0; @p%s{C(p,j)+=B(i,j)*A(i,p); "
	    "s+=B(p,j)*A(i,p);} C(i,j)=B(i,j)*A(i,i)+s;}}",
	    p);
	add("-symm", "Ann Bnm Cnm B=C", 0,
	    "!i(0,n){!j(0,m){T s=0; !p%s{C(p,j)+=B(i,j)*A(i,p); "
	    "s+=B(p,j)*A(i,p);} C(i,j)+=B(i,j)*A(i,i)+s;}}",
	    p);
}

/* A triangle of A as it is used: E(i,j) for j in "row" and for i in "column";
   "dir" is the direction in which rows are solved, "back" the other one. */
struct triangle {
	int t, unit;
	char dir, back;
	const char *row, *column;
};

/* The triangle "lower" of A, transposed or not. */
static struct triangle triangle(int lower, int t, int unit)
{
	int before = lower != t;
	struct triangle r = {t,
			     unit,
			     before ? '!' : '~',
			     before ? '~' : '!',
			     before ? "(0,i)" : "(i+1,n)",
			     before ? "(j+1,n)" : "(0,j)"};

	return r;
}

/* x = A x for a triangle of A. */
static void trmv(struct triangle u)
{
	const char *a = "Ann xn yn";
	const char *own = u.unit ? "x(i)" : "A(i,i)*x(i)";

	add("trmv", a, u.t, "%ci(0,n){T s=%s; @j%s{s+=E(i,j)*x(j);} x(i)=s;}",
	    u.back, own, u.row);
	add("trmv", a, u.t, "%ci(0,n){%s @j%s{x(i)+=E(i,j)*x(j);}}", u.back,
	    u.unit ? "" : "x(i)*=A(i,i);", u.row);
	add("trmv", a, u.t, "%cj(0,n){@i%s{x(i)+=E(i,j)*x(j);} %s}", u.back,
	    u.column, u.unit ? "" : "x(j)*=A(j,j);");
	add("trmv", a, u.t, "@i(0,n){T s=%s; @j%s{s+=E(i,j)*x(j);} y(i)=s;}",
	    own, u.row);
	add("-trmv", a, u.t, "%ci(0,n){T s=%s; !j%s{s+=E(i,j)*x(j);} x(i)=s;}",
	    u.dir, own, u.row);
}

/* Solve A x = b for a triangle of A. */
static void trsv(struct triangle u)
{
	const char *a = "Ann xn yn", *by = u.unit ? "" : "/A(i,i)";

	add("trsv", a, u.t,
	    "%ci(0,n){T s=x(i); @j%s{s-=E(i,j)*x(j);} x(i)=s%s;}", u.dir, u.row,
	    by);
	add("trsv", a, u.t, "%ci(0,n){@j%s{x(i)-=E(i,j)*x(j);} %s}", u.dir,
	    u.row, u.unit ? "" : "x(i)/=A(i,i);");
	add("trsv", a, u.t, "%cj(0,n){%s @i%s{x(i)-=E(i,j)*x(j);}}", u.dir,
	    u.unit ? "" : "x(j)/=A(j,j);", u.column);
	add("trsv", a, u.t,
	    "%ci(0,n){T s=y(i); @j%s{s-=E(i,j)*x(j);} x(i)=s%s;}", u.dir, u.row,
	    by);
	add("trsv", a, u.t,
	    "%ci(0,n){T s=0; @j%s{s+=E(i,j)*x(j);} x(i)=(y(i)-s)%s;}", u.dir,
	    u.row, by);
	add("-trsv", a, u.t,
	    "%ci(0,n){T s=x(i); !j%s{s-=E(i,j)*x(j);} x(i)=s%s;}", u.back,
	    u.row, by);
	add("-trsv", a, u.t,
	    "%ci(0,n){T s=y(i); @j%s{s-=E(i,j)*y(j);} x(i)=s%s;}", u.dir, u.row,
	    by);
	if (!u.unit)
		add("-trsv", a, u.t,
		    "%ci(0,n){T s=x(i); @j%s{s-=E(i,j)*x(j);} x(i)=s*A(i,i);}",
		    u.dir, u.row);
}

/* B = alpha A B for a triangle of A. */
static void trmm_left(struct triangle u)
{
	const char *a = "Ann Bnm", *own = u.unit ? "B(i,j)" : "A(i,i)*B(i,j)";
	const char *p = u.row;

	add("trmm", a, u.t,
	    "%ci(0,n){@j(0,m){T s=%s; @p%s{s+=E(i,p)*B(p,j);} "
	    "B(i,j)=alpha*s;}}",
	    u.back, own, p);
	add("trmm", a, u.t,
	    "@j(0,m){%ci(0,n){%s @p%s{B(i,j)+=E(i,p)*B(p,j);} "
	    "B(i,j)*=alpha;}}",
	    u.back, u.unit ? "" : "B(i,j)*=A(i,i);", p);
	add("trmm", a, u.t,
	    "%ci(0,n){%s @p%s{@j(0,m){B(i,j)+=E(i,p)*B(p,j);}}}", u.back,
	    u.unit ? "" : "@j(0,m){B(i,j)*=A(i,i);}", p);
	add("-trmm", a, u.t,
	    "%ci(0,n){!j(0,m){T s=%s; !p%s{s+=E(i,p)*B(p,j);} B(i,j)=s;}}",
	    u.dir, own, p);
}

/* B = alpha B A for a triangle of A. */
static void trmm_right(struct triangle u)
{
	int before = u.dir == '!';
	const char *a = "Amm Bnm", *own = u.unit ? "B(i,j)" : "B(i,j)*A(j,j)";
	const char *p = before ? "(j+1,m)" : "(0,j)";
	char go = before ? '!' : '~', back = before ? '~' : '!';

	add("trmm", a, u.t,
	    "@i(0,n){%cj(0,m){T s=%s; @p%s{s+=B(i,p)*E(p,j);} "
	    "B(i,j)=alpha*s;}}",
	    go, own, p);
	add("trmm", a, u.t,
	    "%cj(0,m){@i(0,n){%s @p%s{B(i,j)+=B(i,p)*E(p,j);}}}", go,
	    u.unit ? "" : "B(i,j)*=A(j,j);", p);
	add("trmm", a, u.t,
	    "%cj(0,m){%s @p%s{T s=E(p,j); @i(0,n){B(i,j)+=B(i,p)*s;}}}", go,
	    u.unit ? "" : "@i(0,n){B(i,j)*=A(j,j);}", p);
	add("-trmm", a, u.t,
	    "@i(0,n){%cj(0,m){T s=%s; !p%s{s+=B(i,p)*E(p,j);} B(i,j)=s;}}",
	    back, own, p);
}

/* Solve A X = alpha B in place of B for a triangle of A. */
static void trsm_left(struct triangle u)
{
	const char *a = "Ann Bnm", *by = u.unit ? "" : "/A(i,i)";

	add("trsm", a, u.t,
	    "%ci(0,n){@j(0,m){T s=alpha*B(i,j); @p%s{s-=E(i,p)*B(p,j);} "
	    "B(i,j)=s%s;}}",
	    u.dir, u.row, by);
	add("trsm", a, u.t,
	    "@j(0,m){%ci(0,n){@p%s{B(i,j)-=E(i,p)*B(p,j);} %s}}", u.dir, u.row,
	    u.unit ? "" : "B(i,j)/=A(i,i);");
	add("trsm", a, u.t,
	    "%ci(0,n){@p%s{@j(0,m){B(i,j)-=E(i,p)*B(p,j);}} %s}", u.dir, u.row,
	    u.unit ? "" : "@j(0,m){B(i,j)/=A(i,i);}");
	add("trsm", a, u.t,
	    "%cp(0,n){%s @i%s{@j(0,m){B(i,j)-=E(i,p)*B(p,j);}}}", u.dir,
	    u.unit ? "" : "@j(0,m){B(p,j)/=A(p,p);}",
	    u.dir == '!' ? "(p+1,n)" : "(0,p)");
	add("-trsm", a, u.t,
	    "%ci(0,n){!j(0,m){T s=B(i,j); !p%s{s-=E(i,p)*B(p,j);} "
	    "B(i,j)=s%s;}}",
	    u.back, u.row, by);
}

/* Solve X A = alpha B in place of B for a triangle of A. */
static void trsm_right(struct triangle u)
{
	int before = u.dir == '!';
	const char *a = "Amm Bnm", *by = u.unit ? "" : "/A(j,j)";
	const char *p = before ? "(j+1,m)" : "(0,j)";
	char go = before ? '~' : '!', back = before ? '!' : '~';

	add("trsm", a, u.t,
	    "@i(0,n){%cj(0,m){T s=alpha*B(i,j); @p%s{s-=B(i,p)*E(p,j);} "
	    "B(i,j)=s%s;}}",
	    go, p, by);
	add("trsm", a, u.t,
	    "%cj(0,m){@i(0,n){@p%s{B(i,j)-=B(i,p)*E(p,j);} %s}}", go, p,
	    u.unit ? "" : "B(i,j)/=A(j,j);");
	add("trsm", a, u.t,
	    "%cj(0,m){@p%s{@i(0,n){B(i,j)-=B(i,p)*E(p,j);}} %s}", go, p,
	    u.unit ? "" : "@i(0,n){B(i,j)/=A(j,j);}");
	add("-trsm", a, u.t,
	    "@i(0,n){%cj(0,m){T s=B(i,j); !p%s{s-=B(i,p)*E(p,j);} "
	    "B(i,j)=s%s;}}",
	    back, p, by);
}

/* C += A B, with A and B transposed or not. */
static void gemm(int ta, int tb)
{
	const char *arrays = ta ? tb ? "Akn Bmk Cnm" : "Akn Bkm Cnm"
			     : tb ? "Ank Bmk Cnm" : "Ank Bkm Cnm";
	const char *b = tb ? "B(j,p)" : "B(p,j)";
	static const char *const dots[] = {
		"C(i,j)=0; @p(0,k){C(i,j)+=E(i,p)*%s;}",
		"T s=0; @p(0,k){s+=E(i,p)*%s;} C(i,j)=s;",
		"T s=0; @p(0,k){s+=E(i,p)*%s;} C(i,j)+=alpha*s;",
		"C(i,j)*=beta; @p(0,k){C(i,j)+=alpha*E(i,p)*%s;}",
		"@p(0,k){C(i,j)-=E(i,p)*%s;}"
	};
	char text[400];

	for (int i = 0; i < 5; i++)
		for (int o = 0; o < 2; o++) {
			sprintf(text, o ? "@j(0,m){@i(0,n){%s}}"
					: "@i(0,n){@j(0,m){%s}}", dots[i]);
			add("gemm", arrays, ta, text, b);
		}
	for (int o = 0; o < 2; o++) {
		const char *z = o ? "@i(0,n){@j(0,m){C(i,j)=0;}} " : "";

		add("gemm", arrays, ta,
		    "%s@i(0,n){@p(0,k){@j(0,m){C(i,j)+=E(i,p)*%s;}}}", z, b);
		add("gemm", arrays, ta,
		    "%s@p(0,k){@i(0,n){@j(0,m){C(i,j)+=alpha*E(i,p)*%s;}}}", z,
		    b);
		add("gemm", arrays, ta,
		    "%s@j(0,m){@p(0,k){@i(0,n){C(i,j)+=E(i,p)*%s;}}}", z, b);
		add("gemm", arrays, ta,
		    "%s@p(0,k){@j(0,m){T s=%s; @i(0,n){C(i,j)+=E(i,p)*s;}}}",
		    z, b);
		add("gemm", arrays, ta,
		    "%s@i(0,n){@p(0,k){T s=E(i,p); @j(0,m){C(i,j)+=s*%s;}}}",
		    z, b);
	}
}

void list_spellings(int all)
{
	dot();
	ger();
	for (int t = 0; t < 2; t++) {
		gemv(t);
		symv(t);
		symm(t);
	}
	for (int i = 0; i < 4; i++) {
		syrk(i & 1, i >> 1);
		syr2k(i & 1, i >> 1);
	}
	for (int i = 0; i < 8; i++) {
		struct triangle u = triangle(i & 1, i >> 1 & 1, i >> 2);

		trmv(u);
		trsv(u);
		trmm_left(u);
		trmm_right(u);
		trsm_left(u);
		trsm_right(u);
	}
	for (int i = 0; all && i < 4; i++)
		gemm(i & 1, i >> 1);
}
