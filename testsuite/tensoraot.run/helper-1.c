/* Kernels whose loops are in functions of the file, or call such: conditions, early
   returns, results by pointer, a static variable, loops, other helpers, restrict that
   holds in one call and not across two, calls that call themselves and those that
   cannot be copied.  If this fails, a copied function does not do what the call
   did.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>
#include <string.h>

enum { MOST = 5000 };

static unsigned x[MOST], y[MOST], z[MOST], xx[MOST], yy[MOST], zz[MOST];
static unsigned calls, limit = 40;

/* Code that the early inliner does not take: it does not become smaller.  */
#define HELPERS(f)                                                        \
  static unsigned f##_mix (unsigned a, unsigned b)                        \
  {                                                                       \
    unsigned t = a * 3 + b;                                               \
    if (t > 1000)                                                         \
      return t - a * b + (t ^ b) * 5;                                     \
    t = t * 7 - (a & 15) * b + (a ^ b);                                   \
    return t > 4000000000u ? t + b * a * 11 : t * t - a;                  \
  }                                                                       \
  static void f##_split (unsigned a, unsigned *low, unsigned *high)       \
  {                                                                       \
    *low = (a & 255) * 3 + (a ^ 5) - a * a + (a | 9) * (a & 77);          \
    *high = (a >> 8) * 5 - (a & 3) * a + (a ^ 1023) * 9 - (a | 64);       \
  }                                                                       \
  static unsigned f##_count (unsigned a)                                  \
  {                                                                       \
    static unsigned seen;                                                 \
    seen = (seen & 1023) + 1;                                             \
    return a * seen + (a ^ seen) * (a & 31) - (seen | 7) * (a + seen);    \
  }                                                                       \
  static unsigned f##_dot (const unsigned *a, const unsigned *b, int n)   \
  {                                                                       \
    unsigned s = 0;                                                       \
    for (int i = 0; i < n; i++)                                           \
      s += a[i] * b[i];                                                   \
    return s;                                                             \
  }                                                                       \
  static void f##_axpy (int n, unsigned a, const unsigned *p, unsigned *q) \
  {                                                                       \
    for (int i = 0; i < n; i++)                                           \
      q[i] += a * p[i];                                                   \
  }                                                                       \
  static void f##_copy (int n, unsigned *restrict q, const unsigned *restrict p) \
  {                                                                       \
    for (int i = 0; i < n; i++)                                           \
      q[i] = f##_mix (p[i], i);                                           \
  }                                                                       \
  static int f##_find (const unsigned *p, int n, unsigned v)              \
  {                                                                       \
    for (int i = 0; i < n; i++)                                           \
      if (p[i] == v)                                                      \
        return i;                                                         \
    return -1;                                                            \
  }                                                                       \
  static unsigned f##_odd (unsigned a);                                   \
  static unsigned f##_even (unsigned a)                                   \
  {                                                                       \
    return a < 1 ? 1 : f##_odd (a - 1) * 3 + a;                           \
  }                                                                       \
  static unsigned f##_odd (unsigned a)                                    \
  {                                                                       \
    return a < 1 ? 0 : f##_even (a - 1) * 5 - a;                          \
  }                                                                       \
  __attribute__ ((noinline)) static unsigned f##_apart (unsigned a)       \
  {                                                                       \
    calls++;                                                              \
    return a + calls;                                                     \
  }

#define KERNELS(K, f)                                                     \
  HELPERS (f)                                                             \
  __attribute__ ((noipa)) static void f##_values (int n, unsigned *q,     \
						  const unsigned *p)      \
  {                                                                       \
    K for (int i = 0; i < n; i++)                                         \
      q[i] = f##_mix (p[i], q[i]) + f##_mix (p[i], i);                    \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_pairs (int n, unsigned *q,      \
						 const unsigned *p)       \
  {                                                                       \
    K for (int i = 0; i < n; i++)                                         \
      {                                                                   \
	unsigned low, high;                                               \
	f##_split (p[i], &low, &high);                                    \
	q[i] = low - high;                                                \
      }                                                                   \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_counts (int n, unsigned *q)     \
  {                                                                       \
    K for (int i = 0; i < n; i++)                                         \
      q[i] = f##_count (q[i]);                                            \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_product (int m, int n, unsigned *q, \
						   const unsigned *p,     \
						   const unsigned *v)     \
  {                                                                       \
    K for (int i = 0; i < m; i++)                                         \
      q[i] = f##_dot (p + i * n, v, n);                                   \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_matrices (int m, int n, unsigned *c, \
						    const unsigned *a,    \
						    const unsigned *b)    \
  {                                                                       \
    K for (int i = 0; i < m; i++)                                         \
      for (int k = 0; k < m; k++)                                         \
        f##_axpy (n, a[i * m + k], b + k * n, c + i * n);                 \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_chain (int n, unsigned *a, unsigned *b, \
						 unsigned *c)             \
  {                                                                       \
    K                                                                     \
    {                                                                     \
      f##_copy (n, a, b);                                                 \
      f##_axpy (n, 3, a, c);                                              \
      f##_copy (n, b, c);                                                 \
      f##_copy (n, c, a);                                                 \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_found (int n, unsigned *q,      \
						 const unsigned *p)       \
  {                                                                       \
    K for (int i = 0; i < n; i++)                                         \
      q[i] = f##_find (p, n, q[i]);                                       \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_turns (int n, unsigned *q)      \
  {                                                                       \
    K for (int i = 0; i < n; i++)                                         \
      q[i] += f##_even (i & 15);                                          \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_apart_all (int n, unsigned *q)  \
  {                                                                       \
    K for (int i = 0; i < n; i++)                                         \
      q[i] = f##_apart (q[i]) + f##_mix (q[i], i);                        \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_limited (int n, unsigned *q)    \
  {                                                                       \
    K                                                                     \
    {                                                                     \
      unsigned m = f##_mix (limit, 3) & 127;                              \
      for (int i = 0; i < n; i++)                                         \
        q[i] = q[i] > m ? m : q[i];                                       \
      m = f##_mix (m, 4) & 63;                                            \
      for (int i = 0; i < n; i++)                                         \
        q[i] += m;                                                        \
    }                                                                     \
  }

#define NOTHING
KERNELS (_Pragma ("tensoraot kernel"), kernel)
KERNELS (NOTHING, plain)

static void
fill (void)
{
  for (int i = 0; i < MOST; i++)
    {
      x[i] = xx[i] = i * 37 % 101 - 50;
      y[i] = yy[i] = i * 13 % 89 - 40;
      z[i] = zz[i] = i * 7 % 61 - 30;
    }
}

static void
compare (void)
{
  if (memcmp (x, xx, sizeof x) || memcmp (y, yy, sizeof y)
      || memcmp (z, zz, sizeof z))
    abort ();
  fill ();
}

/* Vectors of "n", of which the second begins "d" behind the first.  */
static void
try (int n, int d)
{
  kernel_values (n, x + d, x);
  plain_values (n, xx + d, xx);
  compare ();
  kernel_pairs (n, x, x + d);
  plain_pairs (n, xx, xx + d);
  compare ();
  kernel_counts (n, x);
  plain_counts (n, xx);
  compare ();
  kernel_chain (n, x, y, z);
  plain_chain (n, xx, yy, zz);
  compare ();
  kernel_chain (n, x, x + n, x + 2 * n);
  plain_chain (n, xx, xx + n, xx + 2 * n);
  compare ();
  kernel_found (n, x, y);
  plain_found (n, xx, yy);
  compare ();
  kernel_turns (n, x);
  plain_turns (n, xx);
  compare ();
  calls = 0;
  kernel_apart_all (n, x);
  calls = 0;
  plain_apart_all (n, xx);
  compare ();
  kernel_limited (n, x);
  plain_limited (n, xx);
  compare ();
}

int
main (void)
{
  static const int sizes[] = { 0, 1, 2, 7, 16, 33, 400, 1500 };

  fill ();
  for (int n = 0; n < 8; n++)
    {
      try (sizes[n], 0);
      try (sizes[n], 1);
      try (sizes[n], sizes[n]);
    }
  for (unsigned m = 0; m < 40; m += 13)
    for (int n = 0; n < 80; n += 19)
      {
	kernel_product (m, n, x, y, z);
	plain_product (m, n, xx, yy, zz);
	compare ();
	kernel_product (m, n, z, y, z);
	plain_product (m, n, zz, yy, zz);
	compare ();
	kernel_matrices (m, n, x, y, z);
	plain_matrices (m, n, xx, yy, zz);
	compare ();
	kernel_matrices (m, n, y, y, z);
	plain_matrices (m, n, yy, yy, zz);
	compare ();
      }
  return 0;
}
