/* Sizes that are constants where a function is called from are known to the
   compiler once it inlines it: what is small then must run as written, since the
   compiler's own unrolled loops outrun the kernel, and nothing of the kernel may
   be left.  What is large must call it, and so must what has no known size.  */
/* { dg-do compile } */
/* { dg-options "-O3" } */

#define LOOPS \
  for (int i = 0; i < n; i++) \
    for (int j = 0; j < m; j++) \
      b[i][j] = (a[i][j] - b[i][j]) / n;

#pragma tensoraot kernel disjoint name(little)
static inline void little (int n, int m, float a[n][m], float b[n][m])
{
  LOOPS
}

#pragma tensoraot kernel disjoint name(much)
static inline void much (int n, int m, float a[n][m], float b[n][m])
{
  LOOPS
}

#pragma tensoraot kernel disjoint name(unknown)
void unknown (int n, int m, float a[n][m], float b[n][m])
{
  LOOPS
}

float x[64][10], y[64][10], u[640][100], v[640][100];

void use (void)
{
  little (64, 10, x, y);
  much (640, 100, u, v);
}

/* { dg-final { scan-assembler-not "(call|jmp)\[ \t\]*tensoraot_little" } } */
/* { dg-final { scan-assembler "(call|jmp)\[ \t\]*tensoraot_much" } } */
/* { dg-final { scan-assembler "(call|jmp)\[ \t\]*tensoraot_unknown" } } */
