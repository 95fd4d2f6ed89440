/* How often processors are taken from a process, and how long it waits for them, says
   whether others want them: many times in a row, not now and then, and not where it
   only yields.  If this fails, threads sleep where processors are free, which takes
   longer, or spin where they are not.
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

/* A processor was taken often, and again, but nothing has waited.  */
static void yielded(void)
{
	if (waited() < 0)
		return;
	for (int i = 0; i < 2; i++) {
		last_taken = taken() - 1000;
		look(100);
		CHECK(!sleeping);
	}
	/* It waited half of the time.  */
	last_taken = taken() - 1000;
	last_waited = waited() - 50000000;
	look(100);
	CHECK(sleeping);
	leave(NULL);
	/* Not so the first time that it is seen.  */
	last_taken = taken() - 1000;
	last_waited = NOT_SEEN;
	look(100);
	CHECK(!sleeping);
}

int main(void)
{
	CHECK(!tensoraot_taken_often(0, 10) && !tensoraot_taken_often(2, 10));
	CHECK(tensoraot_taken_often(3, 10) && tensoraot_taken_often(3, 20));
	CHECK(!tensoraot_taken_often(3, 30));
	CHECK(!tensoraot_taken_often(149, 1000));
	CHECK(tensoraot_taken_often(150, 1000));
	CHECK(tensoraot_waits_long(2000000, 10));
	CHECK(!tensoraot_waits_long(1999999, 10) && !tensoraot_waits_long(0, 10));
	CHECK(waited() >= -1);
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
		yielded();
	}
	return 0;
}
