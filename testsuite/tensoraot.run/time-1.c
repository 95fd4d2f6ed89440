/* Stencils repeated in time, in place and between arrays, large enough for skewed
   tiles, at sizes around the edges of these, with no steps, one, and more than a
   tile has.  If this fails, tiles run in a wrong order, leave something out at
   their edges, or reach beyond.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include "steps.h"

static const long steps[] = { 0, 1, 4, 17, 35 };
static const long sizes[][2] = {
	{ 0, 0 }, { 1, 1 }, { 3, 1000 }, { 515, 257 }, { 400, 500 }, { 2, 90000 },
};

int main(void)
{
	for (int s = 0; s < 5; s++) {
		for (int i = s % 2; i < 6; i += 2) {
			long n = sizes[i][0], m = sizes[i][1];

			RUN(plane, ARGS_PLANE, steps[s], n, m);
			RUN(waves, ARGS_WAVES, steps[s], n, m);
		}
		RUN(place, ARGS_PLACE, steps[s], 130 + s, 250 + 2 * s);
		RUN(table, ARGS_TABLE, 320 + s, 800);
	}
	RUN(line, ARGS_LINE, 65, 280511);
	RUN(space, ARGS_SPACE, 5, 66, 65, 68);
	RUN(space, ARGS_SPACE, 17, 65, 67, 66);
	return 0;
}
