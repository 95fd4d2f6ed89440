/* The stencils of time-1.c in tiles of a few elements, at all small sizes, so that
   tiles of every shape at every edge are met.  If this fails, one of them runs in
   a wrong order, leaves something out, or reaches beyond.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#define MOST 4096
#include "steps.h"

int main(void)
{
	for (long s = 0; s < 9; s++)
		for (long n = 0; n < 14; n += 1 + n / 6) {
			RUN(line, ARGS_LINE, s, n + 5 * s);
			RUN(plane, ARGS_PLANE, s, n, n + s % 3);
			RUN(plane, ARGS_PLANE, s, n + 5, n);
			RUN(place, ARGS_PLACE, s, n, n + 1);
			RUN(place, ARGS_PLACE, s, n + 4, n);
			RUN(waves, ARGS_WAVES, s, n, n + 2);
			RUN(waves, ARGS_WAVES, s, n + 3, n);
			RUN(space, ARGS_SPACE, s % 7, n % 9, n % 7, n);
			RUN(table, ARGS_TABLE, n, n + s);
		}
	return 0;
}
