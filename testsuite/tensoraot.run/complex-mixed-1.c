/* The compiler loads and stores a complex number by its parts where it can, and
   whole elsewhere: both in one kernel are accesses to the same elements.  If
   this fails, the parts of an array of complex numbers are elements of their
   own, an order between a whole and its part was lost, or parts stored in two
   steps came together though memory was read in between.  */
#include "pairs.h"

enum { N = 30000 };
typedef _Complex double T;

#define KERNEL(name, body)                                                 \
	__attribute__((noipa)) static double name(                         \
		long n, T *y, const T *x, T c, double r)                   \
	{                                                                  \
		double s = 0;                                              \
		_Pragma("tensoraot kernel") { body }                       \
		return s;                                                  \
	}                                                                  \
	__attribute__((noipa)) static double name##_plain(                 \
		long n, T *y, const T *x, T c, double r)                   \
	{                                                                  \
		double s = 0;                                              \
		body                                                       \
		return s;                                                  \
	}

/* Stored by its parts in one nest, read whole in the next.  */
KERNEL(part_whole,
       for (long i = 0; i < n; i++)
	       y[i] = r * x[i];
       for (long i = 0; i < n; i++)
	       y[i] = y[i] * y[i] + c;)

/* Stored whole, then one part read.  */
KERNEL(whole_part,
       for (long i = 0; i < n; i++)
	       y[i] = x[i] * c;
       for (long i = 0; i < n; i++)
	       s += creal(y[i]) - 2 * cimag(y[i]);)

/* Both in one statement, and with another element.  */
KERNEL(neighbours,
       for (long i = 1; i < n; i++)
	       y[i] = r * x[i - 1] + x[i] * c + cimag(x[i]);)

/* Part after part, of which the second is computed from the first as stored: no
   whole number is stored here.  */
KERNEL(step_by_step,
       for (long i = 0; i < n; i++) {
	       __real__ y[i] = creal(x[i]) + r;
	       __imag__ y[i] = creal(y[i]) * 2;
       }
       for (long i = 0; i < n; i++)
	       y[i] = y[i] * c;)

/* Only one part.  */
KERNEL(one_part,
       for (long i = 0; i < n; i++)
	       __imag__ y[i] = creal(x[i]);)

/* Only one part of what is read whole too.  */
KERNEL(one_of_whole,
       for (long i = 0; i < n; i++)
	       __imag__ y[i] = creal(x[i]);
       for (long i = 0; i < n; i++)
	       y[i] = y[i] * c;)

/* The imaginary part first.  */
KERNEL(other_order,
       for (long i = 0; i < n; i++) {
	       __imag__ y[i] = creal(x[i]);
	       __real__ y[i] = r;
       }
       for (long i = 0; i < n; i++)
	       y[i] = y[i] * c - x[i];)

/* As an array of doubles beside that of complex numbers.  */
KERNEL(as_doubles,
       double *p = (double *)y;
       for (long i = 0; i < n; i++)
	       p[2 * i] = creal(x[i]) * r;
       for (long i = 0; i < n; i++)
	       y[i] = y[i] * c;)

/* A choice between elements stored by parts.  */
KERNEL(choice,
       for (long i = 0; i < n; i++) {
	       if (creal(x[i]) > 0)
		       y[i] = r * x[i];
	       else
		       y[i] = r + x[i];
       }
       for (long i = 0; i < n; i++)
	       y[i] = y[i] * c;)

/* A declared shape is one of complex numbers, of whose parts there are twice as
   many.  */
__attribute__((noipa)) static double shaped(long n, T *y, const T *x, T c,
					    double r)
{
#pragma tensoraot kernel shape (y[n], x[n])
	for (long i = 0; i < n; i++)
		y[i] = r * x[i];
	return 0;
}

__attribute__((noipa)) static double shaped_plain(long n, T *y, const T *x, T c,
						  double r)
{
	for (long i = 0; i < n; i++)
		y[i] = r * x[i];
	return 0;
}

static T x[N], y[N], z[N];

#define RUN(name, way)                                                     \
	do {                                                               \
		double s, t;                                               \
		c128_fill(N, x, 1, wild);                                  \
		c128_fill(N, y, 5, wild);                                  \
		c128_fill(N, z, 5, wild);                                  \
		s = name(n, y, x, 2 - 3 * I, 2);                           \
		went(n == N ? way : ANY);                                  \
		t = name##_plain(n, z, x, 2 - 3 * I, 2);                   \
		c128_compare(N, y, z, true);                               \
		if (!same(s, t, false))                                    \
			abort();                                           \
		/* in place */                                             \
		c128_fill(N, y, 5, wild);                                  \
		c128_fill(N, z, 5, wild);                                  \
		s = name(n - 1, y, y + 1, 2 - 3 * I, 2);                   \
		t = name##_plain(n - 1, z, z + 1, 2 - 3 * I, 2);           \
		c128_compare(N, y, z, true);                               \
		if (!same(s, t, false))                                    \
			abort();                                           \
	} while (0)

int main(void)
{
	static const long sizes[] = { 0, 1, 2, 9, N };

	for (int k = 0; k < 10; k++) {
		long n = sizes[k / 2];
		bool wild = k & 1;

		RUN(part_whole, LOWERED);
		RUN(whole_part, LOWERED);
		RUN(neighbours, LOWERED);
		RUN(step_by_step, ANY);
		RUN(one_part, LOWERED);
		RUN(one_of_whole, ANY);
		RUN(other_order, LOWERED);
		RUN(as_doubles, ANY);
		RUN(choice, LOWERED);
		RUN(shaped, LOWERED);
	}
	return 0;
}
