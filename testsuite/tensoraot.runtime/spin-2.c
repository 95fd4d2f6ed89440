/* How often processors are taken from a process says whether others want them: many
   times in a row, not now and then, and as long as it goes on.  If this fails, threads
   sleep where processors are free, which takes longer, or spin where they are not.
   Where the environment says how long to wait, that is what holds.  */
/* { dg-do run } */
/* { dg-additional-options "-fopenmp" } */
#include <omp.h>
#include <stdlib.h>
#include <time.h>

#include "../../runtime/spin.c"

#define CHECK(x)                                                              \
	do {                                                                  \
		if (!(x))                                                     \
			abort();                                              \
	} while (0)

int main(void)
{
	CHECK(!tensoraot_wanted(0, 10, 1) && !tensoraot_wanted(2, 10, 1));
	CHECK(tensoraot_wanted(3, 10, 1) && tensoraot_wanted(3, 20, 1));
	CHECK(!tensoraot_wanted(3, 30, 1) && !tensoraot_wanted(149, 1000, 1));
	CHECK(tensoraot_wanted(150, 1000, 1));
	CHECK(tensoraot_wanted(30, 1000, 0) && !tensoraot_wanted(29, 1000, 0));
	CHECK(!tensoraot_wanted(0, 1000, 0));
	setenv("OMP_WAIT_POLICY", "active", 1);
	begin();
	CHECK(never);
	unsetenv("OMP_WAIT_POLICY");
	setenv("GOMP_SPINCOUNT", "5", 1);
	begin();
	CHECK(never);
	unsetenv("GOMP_SPINCOUNT");
	begin();
	CHECK(!never);
	/* As many more as make more than there are processors.  */
	omp_set_num_threads(1);
	CHECK(team_size() == 0);
	omp_set_num_threads(omp_get_num_procs() + 1);
	CHECK(team_size() == 2);
	if (omp_get_num_procs() > 1) {
		omp_set_num_threads(omp_get_num_procs());
		CHECK(team_size() == 2);
		start();
		CHECK(sleeping);
		leave(NULL);
		CHECK(!sleeping);
		start();
		CHECK(sleeping);
		last = now() - LATER - SOON;
		last_taken = taken();
		tensoraot_share();
		CHECK(!sleeping);
	}
	return 0;
}
