/* Calls of every odd kind are looked at without harm: vector builtins, old
   style functions, variable arguments, function pointers, nested functions,
   statement expressions, flexible members.  One of them is wrong.  */
/* { dg-do compile } */
/* { dg-options "-O2 -w -std=gnu17" } */

typedef int v4 __attribute__((vector_size(16)));
v4 sh (v4 a, v4 b) { return __builtin_shuffle (a, b); }
int g (); int kr (a, b) int a; double b[4][5]; { return b[1][2] + a; }
void va (int n, ...);
struct s { int n; double d[3][4]; double fl[]; };
static inline void in (int n, double x[static n]) { for (int i = 0; i < n; i++) x[i] = 0; }
void (*fp) (int, double (*)[3]);
void k (int n, int m, double a[n][m]) {	/* { dg-message "is declared here" } */
#pragma tensoraot kernel
  for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) a[i][j] = 1; }
int all (struct s *p, int n, double w[n][n], double (*z)[n][n]) {
  double A[4][5]; int t = g (1, A) + kr (1, A); va (3, A, p); fp (3, 0); (*fp) (n, w);
  in (3, p->d[0]); in (4, &A[1][1]); in (25, &A[1][1]);
  k (3, 4, p->d); k (4, 4, p->d); k (3, 5, (void *) p->fl); k (n, n, *z); k (n, n, w); 
  k (n, n + 1, w);	/* { dg-error "rows of .w. are n long, but this call makes those of parameter .a. n . 1 long" } */
  k (4, 5, &A[0]); k (4, 5, n ? A : A + 1);
  k (n, n, ({ w; })); k (sizeof A / sizeof A[0], sizeof A[0] / sizeof A[0][0], A);
  void nested (int r, double e[r]) { e[0] = r; in (r, e); k (1, r, (double (*)[r]) e); }
  nested (3, A[0]); __builtin_memcpy (A, w, 8); goto *(&&l); l: return t + __builtin_add_overflow (n, n, &t); }
