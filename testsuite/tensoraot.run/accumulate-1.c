/* Tables of dynamic programs: each element the best of what is left of it, or above,
   and of pairs of elements that its row has before it; of whole numbers, floats with
   NaN, infinities and zeros of both signs, counts; where the pairs are those of
   another table, and where what an element was counts too.  If this fails, an element
   begins with another value, or is looked at before it is complete.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>
#include <string.h>

enum { MOST = 90 };

#define FUNCTIONS(name, args, ...)                                        \
  __attribute__ ((noipa)) static void name args                           \
  {                                                                       \
    _Pragma ("tensoraot kernel require(lowered)")                         \
    __VA_ARGS__                                                           \
  }                                                                       \
  __attribute__ ((noipa)) static void name##_plain args                   \
  {                                                                       \
    __VA_ARGS__                                                           \
  }

/* Pairs of bases that match, as many as there can be. */
FUNCTIONS (pairs, (int n, const int base[n], int most[n][n]),
  for (int i = n - 1; i >= 0; i--) {
    most[i][i] = 0;
    for (int j = i + 1; j < n; j++) {
      int best = most[i][j - 1];

      if (most[i + 1][j] > best)
	best = most[i + 1][j];
      if (j > i + 1) {
	int pair = most[i + 1][j - 1] + (base[i] + base[j] == 3);

	if (pair > best)
	  best = pair;
      }
      for (int k = i + 1; k < j; k++)
	if (most[i][k] + most[k + 1][j] > best)
	  best = most[i][k] + most[k + 1][j];
      most[i][j] = best;
    }
  })

/* The shortest way by which a row gets from one column to another. */
FUNCTIONS (ways, (int n, const float w[n][n], float d[n][n]),
  for (int i = 0; i < n; i++)
    for (int j = 1; j < n; j++) {
      float least = d[i][j - 1] + w[0][j];

      for (int k = 1; k < j; k++)
	if (d[i][k] + w[k][j] < least)
	  least = d[i][k] + w[k][j];
      d[i][j] = least;
    })

/* How many ways there are, modulo 2 to the power of 32. */
FUNCTIONS (counts, (int n, const unsigned w[n][n], unsigned c[n][n]),
  for (int i = 0; i < n; i++)
    for (int j = i + 1; j < n; j++) {
      unsigned sum = c[i][j - 1] * 3 + w[i][j];

      for (int k = i + 1; k < j; k++)
	sum += c[i][k] * w[k][j];
      c[i][j] = sum;
    })

/* The least cost to multiply a chain of matrices, of which the one at either end is
   alone; made in a scalar, and in the row.  */
FUNCTIONS (chain, (int n, const float p[n + 1], float m[n][n]),
  for (int i = n - 1; i >= 0; i--) {
    m[i][i] = 0;
    for (int j = i + 1; j < n; j++) {
      float least = __builtin_inff ();

      for (int k = i; k < j; k++) {
	float cost = m[i][k] + m[k + 1][j] + p[i] * p[k + 1] * p[j + 1];

	if (cost < least)
	  least = cost;
      }
      m[i][j] = least;
    }
  })

FUNCTIONS (row, (int n, const float p[n + 1], float m[n][n]),
  for (int i = n - 1; i >= 0; i--) {
    m[i][i] = 0;
    for (int j = i + 1; j < n; j++) {
      m[i][j] = __builtin_inff ();
      for (int k = i; k < j; k++) {
	float cost = m[i][k] + m[k + 1][j] + p[i] * p[k + 1] * p[j + 1];

	if (cost < m[i][j])
	  m[i][j] = cost;
      }
    }
  })

/* The same, where all rows begin before.  */
FUNCTIONS (begun, (int n, const float p[n + 1], float m[n][n]),
  for (int i = n - 1; i >= 0; i--) {
    for (int j = i; j < n; j++)
      m[i][j] = j > i ? __builtin_inff () : 0;
    for (int j = i + 1; j < n; j++)
      for (int k = i; k < j; k++) {
	float cost = m[i][k] + m[k + 1][j] + p[i] * p[k + 1] * p[j + 1];

	if (cost < m[i][j])
	  m[i][j] = cost;
      }
  })

/* The same by the length of what is multiplied.  */
FUNCTIONS (length, (int n, const float p[n + 1], float m[n][n]),
  for (int len = 2; len <= n; len++)
    for (int i = 0; i <= n - len; i++) {
      int j = i + len - 1;

      m[i][j] = __builtin_inff ();
      for (int k = i; k < j; k++) {
	float cost = m[i][k] + m[k + 1][j] + p[i] * p[k + 1] * p[j + 1];

	if (cost < m[i][j])
	  m[i][j] = cost;
      }
    })

/* The best tree to search: each of its elements may be the root, the first and the
   last too.  */
FUNCTIONS (tree, (int n, const int w[n + 2], int e[n + 2][n + 2]),
  for (int i = n; i >= 1; i--)
    for (int j = i; j <= n; j++) {
      int least = 1 << 28;

      for (int r = i; r <= j; r++) {
	int cost = e[i][r - 1] + e[r + 1][j] + w[j] - w[i - 1];

	if (cost < least)
	  least = cost;
      }
      e[i][j] = least;
    })

/* The same with a weight that is added when the best is known, and one that is made in
   the same loop.  */
FUNCTIONS (weighted, (int n, const int p[n + 2], int e[n + 2][n + 2],
		      int w[n + 2][n + 2]),
  for (int i = n; i >= 1; i--)
    for (int j = i; j <= n; j++) {
      int least = 1 << 28;

      w[i][j] = w[i][j - 1] + p[j];
      for (int r = i; r <= j; r++) {
	int cost = e[i][r - 1] + e[r + 1][j];

	if (cost < least)
	  least = cost;
      }
      e[i][j] = least + w[i][j];
    })

/* The best of elements of the row, scaled before it is stored.  */
FUNCTIONS (halves, (int n, const float w[n][n], float m[n][n]),
  for (int i = 0; i < n; i++)
    for (int j = 1; j < n; j++) {
      float best = m[i][j - 1] * .25f;

      for (int k = 1; k < j; k++) {
	float c = m[i][k] * .5f + w[k][j];

	if (c > best)
	  best = c;
      }
      m[i][j] = best * .5f + w[0][j];
    })

/* The same where what an element was is one of its parts. */
FUNCTIONS (kept, (int n, const unsigned w[n][n], unsigned c[n][n]),
  for (int i = 0; i < n; i++)
    for (int j = 1; j < n; j++) {
      unsigned best = c[i][j] + c[i][j - 1] / 2;

      for (int k = 1; k < j; k++)
	if (c[i][k] / 2 + w[k][j] > best)
	  best = c[i][k] / 2 + w[k][j];
      c[i][j] = best;
    })

/* The same where it is joined when the best is stored.  */
FUNCTIONS (joined, (int n, const unsigned w[n][n], unsigned c[n][n]),
  for (int i = 0; i < n; i++)
    for (int j = 1; j < n; j++) {
      unsigned best = c[i][j - 1] / 2;

      for (int k = 1; k < j; k++)
	if (c[i][k] / 2 + w[k][j] > best)
	  best = c[i][k] / 2 + w[k][j];
      c[i][j] = c[i][j] > best ? c[i][j] : best;
    })

static int base[MOST], most[2][MOST * MOST + MOST];
static int roots[2][(MOST + 2) * (MOST + 2)];
static int costs[2][2][(MOST + 2) * (MOST + 2)];
static float m[5][2][MOST * MOST];
static int weight[MOST + 2];
static float w[MOST * MOST], d[2][MOST * MOST];
static unsigned u[MOST * MOST], c[2][MOST * MOST];

static float odd (int i)
{
  switch (i % 23) {
  case 3: return __builtin_nanf ("");
  case 7: return __builtin_inff ();
  case 11: return -__builtin_inff ();
  case 13: return -0.0f;
  case 17: return 0;
  default: return i * 37 % 101 * .25f - 9;
  }
}

static int same (int n, const float *x, const float *y)
{
  for (int i = 0; i < n; i++)
    if (!(x[i] == y[i] || (x[i] != x[i] && y[i] != y[i])))
      return 0;
  return 1;
}

static void try (int n, int with_odd)
{
  for (int f = 0; f < 2; f++) {
    for (int i = 0; i < MOST * MOST; i++) {
      w[i] = with_odd ? odd (i * 5 + i / 91) : i * 37 % 101 * .25f - 9;
      d[f][i] = with_odd ? odd (i * 3 + i / 77) : i * 41 % 103 * .5f;
      u[i] = (unsigned)i * 2654435761u;
      c[f][i] = (unsigned)i * 40503u + 7;
      most[f][i] = i;
      m[0][f][i] = m[1][f][i] = m[2][f][i] = m[3][f][i] = m[4][f][i] = d[f][i];
    }
    for (int i = 0; i < (MOST + 2) * (MOST + 2); i++)
      roots[f][i] = costs[0][f][i] = costs[1][f][i] = i * 7 % 5;
    (f ? chain_plain : chain) (n, w, (float (*)[])m[0][f]);
    (f ? row_plain : row) (n, w, (float (*)[])m[1][f]);
    (f ? begun_plain : begun) (n, w, (float (*)[])m[2][f]);
    (f ? length_plain : length) (n, w, (float (*)[])m[3][f]);
    (f ? halves_plain : halves) (n, (const float (*)[])w,
				(float (*)[])m[4][f]);
    (f ? weighted_plain : weighted) (n, weight, (int (*)[])costs[0][f],
				     (int (*)[])costs[1][f]);
    (f ? tree_plain : tree) (n, weight, (int (*)[])roots[f]);
    (f ? pairs_plain : pairs) (n, base, (int (*)[])most[f]);
    (f ? ways_plain : ways) (n, (const float (*)[])w, (float (*)[])d[f]);
    (f ? counts_plain : counts) (n, (const unsigned (*)[])u,
				 (unsigned (*)[])c[f]);
    (f ? joined_plain : joined) (n, (const unsigned (*)[])u,
				 (unsigned (*)[])c[f]);
    (f ? kept_plain : kept) (n, (const unsigned (*)[])u,
			     (unsigned (*)[])c[f]);
  }
  if (memcmp (most[0], most[1], sizeof *most) || memcmp (c[0], c[1], sizeof *c)
      || memcmp (roots[0], roots[1], sizeof *roots)
      || memcmp (costs[0][0], costs[0][1], sizeof **costs)
      || memcmp (costs[1][0], costs[1][1], sizeof **costs)
      || !same (MOST * MOST, m[4][0], m[4][1])
      || !same (MOST * MOST, d[0], d[1])
      || !same (MOST * MOST, m[0][0], m[0][1])
      || !same (MOST * MOST, m[1][0], m[1][1])
      || !same (MOST * MOST, m[2][0], m[2][1])
      || !same (MOST * MOST, m[3][0], m[3][1]))
    abort ();
}

int main (void)
{
  for (int i = 0; i < MOST + 2; i++)
    weight[i] = i * i / 3;
  for (int i = 0; i < MOST; i++)
    base[i] = (i * 7919 + i / 3) % 4;
  for (int n = 0; n <= MOST; n += n < 20 ? 1 : 14) {
    try (n, 0);
    try (n, 1);
  }
  return 0;
}
