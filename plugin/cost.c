/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cost.c - what pays: every constant of the planner, with where it comes from.

   Assumes nothing.  The estimates that they are compared with are in
   cost_work.c. */
#include "plan.h"
#include "wave.h"


/* Return whether plans under "opt" do without tests of how much there is to do. */
bool ta_unasked(const ta_options *opt)
{
	return opt->eager && !opt->enough;
}

/* Return from how much on there is enough to do under "opt", where otherwise it is
   "least". */
double ta_enough(const ta_options *opt, double least)
{
	return opt->eager && opt->enough < least ? opt->enough : least;
}

/* Opening a parallel region and meeting at its end takes 2 to 5 microseconds
   with threads that still spin, and 20 to 50 when they sleep.  In vectors a
   core does about 100 of our operations in a nanosecond, one by one about
   5. */
double ta_cost_parallel(bool vectors)
{
	return vectors ? 500000 : 60000;
}

/* Where threads meet again and again over the same memory, and one works alone
   in between, what one of them has changed has to move to the cache of another
   each time.  The method of Gram and Schmidt on 200 by 140 elements, of which a
   region has up to 8e6 of our operations, takes 1.7 times as long on two
   threads as on one, 900 by 300 with up to 7e7 1.2 times. */
const double ta_cost_parallel_again = 2e8;

/* Return whether "e" takes the processor longer than an addition waits for the
   one before: it divides, or calls a function. */
static bool is_slow(const ta_expr *e)
{
	int i;

	if (e->op == TA_OP_CALL || e->op == TA_OP_DIV || e->op == TA_OP_MOD)
		return true;
	for (i = 0; i < e->nargs; i++)
		if (is_slow(e->arg[i]))
			return true;
	return false;
}

/* Return whether the compiler comes to know the value of "e" of "p", of numbers and of
   parameters that it knows. */
static bool is_number(const ta_program *p, const ta_expr *e)
{
	int i;

	if (e->op == TA_OP_PARAM)
		return p->param[e->u.param].known && p->param[e->u.param].always;
	for (i = 0; i < e->nargs; i++)
		if (!is_number(p, e->arg[i]))
			return false;
	return e->nargs || e->op == TA_OP_CONST;
}

/* Return whether "e" of "p" is a quotient or remainder of integers that a loop of vectors
   makes of doubles (emit-quotient.cc): by a number that is not known, of 32 bits.  It is
   inexact, which a program may ask about that knows of floating-point exceptions. */
bool ta_divides_as_real(const ta_program *p, const ta_expr *e)
{
	return (e->op == TA_OP_DIV || e->op == TA_OP_MOD) && e->type == TA_I32
	       && !is_number(p, e->arg[1]) && !p->traps;
}

/* Return whether "e" of "p" has a quotient or remainder of integers of which there are no
   vectors: by another number that is not known. */
bool ta_divides_alone(const ta_program *p, const ta_expr *e)
{
	int i;

	if ((e->op == TA_OP_DIV || e->op == TA_OP_MOD)
	    && ta_type_is_integer(e->type) && !is_number(p, e->arg[1])
	    && !ta_divides_as_real(p, e))
		return true;
	for (i = 0; i < e->nargs; i++)
		if (ta_divides_alone(p, e->arg[i]))
			return true;
	return false;
}

/* Return whether "e" is made of numbers that take half the room, or less. */
static bool is_wider(const ta_expr *e)
{
	int i;

	if (e->op == TA_OP_CAST
	    && 2 * ta_type_size(e->arg[0]->type) <= ta_type_size(e->type))
		return true;
	for (i = 0; i < e->nargs; i++)
		if (is_wider(e->arg[i]))
			return true;
	return false;
}

/* Return whether the loop "piece" of "p" never has "least" iterations. */
static bool stays_below(const ta_program *p, const struct ta_piece *piece,
			int64_t least)
{
	const ta_stmt *s = p->stmt[piece->set.s[0]];
	const ta_idx *lo, *hi;
	int64_t k;

	return ta_range(p, s, piece->it[0],
			ta_idx_var(p->arena, piece->it[0]), &lo, &hi)
	       && ta_range(p, s, 0, ta_idx_sub(p->arena, hi, lo), &lo, &hi)
	       && ta_idx_is_const(hi, &k) && k + 1 < least;
}

/* Return in how many parts side by side a loop of vectors over "piece" runs,
   from "least" iterations on.  An addition of floats takes 3 to 4 cycles, in
   which two to four more could have begun: a sum of 1000 elements takes half
   the time in four parts, one of 6000 a third, and one of 200 as long as in
   one.  The sums of a loop and its streams have 16 registers.  What is
   converted to a wider type fills two vectors or more at a time.  Parts that add
   one value again and again are equal: GCC 12 makes them one, and crashes where
   it adds these up. */
int ta_cost_streams(const ta_program *p, const struct ta_piece *piece,
		    int64_t *least)
{
	bool wider = false;
	double cost = 0;
	int i;

	for (i = 0; i < piece->set.n; i++) {
		const ta_stmt *s = p->stmt[piece->set.s[i]];

		if (is_slow(s->rhs) || !ta_expr_varies(s->rhs, piece->it[i]))
			return 1;
		cost += ta_stmt_cost(s);
		wider |= is_wider(s->rhs);
	}
	for (i = 0; i < piece->nreductions; i++) {
		const ta_stmt *s = p->stmt[piece->reduction[i].stmt];

		if (!ta_type_rounds(p->array[s->write->array].elem))
			return 1;
	}
	*least = ta_order_free(p) ? 128 : 256;
	if (!piece->nreductions || piece->nreductions > 4 || cost > 16
	    || stays_below(p, piece, *least))
		return 1;
	if (wider)
		return 2;
	return piece->nreductions <= 2 ? 4 : 2;
}

/* Return whether the compiler is to allot registers to the function of "p" by its
   loops, which takes it longer: a loop of "p" calls a function, which leaves next to
   no register to what lives across the call, and there are others beside it, in one
   around both, that would find in memory what they need all the time.  (Softmax of
   rows of 4096 floats, in cache 0.448 and 0.442 ns for each, of 16 MB 0.73 and
   0.58.)  So it is where a loop that seldom runs, as "p" asks first, needs more of them
   than what asks. */
bool ta_cost_regions(const ta_program *p)
{
	int i, j, n;

	if (ta_plan_asks_first(p->plan))
		return true;
	for (i = 0; i < p->nstmts; i++)
		for (j = 0; j < p->nstmts; j++) {
			n = ta_common_loops(p->stmt[i], p->stmt[j]);
			if (n && p->stmt[i]->depth > n && p->stmt[j]->depth > n
			    && ta_expr_has_op(p->stmt[i]->rhs, TA_OP_CALL)
			    && !ta_expr_has_op(p->stmt[j]->rhs, TA_OP_CALL))
				return true;
		}
	return false;
}

/* Return from which product of its extents on a call of "idiom" is faster
   than loops of vectors; "known": than those of a compiler that knows the
   extents and unrolls.  A sum of products as one loop over several
   accumulators is as fast as the library's. */
double ta_cost_call(enum ta_idiom idiom, bool known)
{
	switch (idiom) {
	case TA_IDIOM_GEMM:
		return known ? 4096 : 512;
	case TA_IDIOM_GEMV:
	case TA_IDIOM_TRMV:
	case TA_IDIOM_TRSV:
		return known ? 4096 : 600;
	case TA_IDIOM_SYRK:
	case TA_IDIOM_SYR2K:
	case TA_IDIOM_SYMM:
	case TA_IDIOM_TRMM:
	case TA_IDIOM_TRSM:
		return 16384;
	default:
		return 1e300;
	}
}

/* Vectors of fewer bytes than this have no fused multiplication, so that a
   library that looks at the processor is faster than what is compiled for
   all of them. */
enum { WIDE = 32 };

/* Return whether a product of "m" by "k" and "k" by "n" is best made in
   line, on a target with vectors of "simd_bytes": the loops as written,
   unrolled, are as good below 3 by 3, which is twice as fast so, and above some
   other size, or where vectors are short, a "library" is, which packs its
   operands. */
bool ta_cost_in_line(int64_t m, int64_t n, int64_t k, int simd_bytes,
		     bool library)
{
	const int64_t most = 128;
	const int64_t limit = library && simd_bytes < WIDE ? 20 * 20 * 20 :
							     most * most * most;

	return m >= 1 && n >= 1 && k >= 1 && m <= most && n <= most
	       && k <= 8 * most && m * n * k <= limit
	       && (m * n * k >= 64 || (m >= 3 && n >= 3 && k >= 3));
}

/* Return whether a product of "m" by "k" and "k" by "n" in line is worth turning the
   right operand for first, element by element: of 4 by 4 it takes as long as the
   loops as written, of 5 by 5 0.6 of that, and up to 64 by 64, which a stack has
   room for, no longer than a library, 0.3 to 0.5 of it up to 16 by 16. */
bool ta_cost_turned(int64_t m, int64_t n, int64_t k)
{
	const int64_t most = 64;

	return n <= most && k <= most && m * n * k >= 125;
}

/* From so many products on those of known sizes are worth several threads. */
const double ta_cost_in_line_threads = 100 * 100 * 100;

/* A product is worth a call of the library, and not of the function of the
   file that packs and does no more, from so many products on, if each extent,
   of m, n and k, is as large as that: below, the library takes longer to begin
   than to multiply, and in several threads far longer.  Of a sum of few terms
   all but the library's multiplying counts: on a core with AVX2 the function is
   1.3 to 2 times as fast for 16 to 32 terms, whatever m and n, 1.0 to 1.3 times
   for 128, and for 49 to 64 columns 0.9 to 1.3 times.  On two cores ("several")
   it is 1.1 to 2.3 times there, and still 1.2 to 1.4 for 65 to 128 columns or
   129 to 384 terms. */
const double ta_cost_library = 96 * 96 * 96;
const double ta_cost_library_extent[3] = { 48, 65, 129 };
const double ta_cost_library_several[3] = { 48, 129, 385 };

/* A right operand of so many elements is held in registers by loops that are
   unrolled, 5000 rows by 4 columns of 4 terms at 3 us; by a function for products
   of any size, which fills a quarter of a vector with them, at 50. */
const int64_t ta_cost_held = 32;

/* Rows of so many bytes are added up by loops, which hold the sum in registers, or take
   four rows at a time: those of 16 to 64 elements from cache 1.1 to 8 times as fast as
   OpenBLAS does. */
const int64_t ta_cost_row_sum = 512;

/* Return of how many bytes rows are whose elements, with weights, are added up by loops,
   which hold the weights in registers, with vectors of "simd_bytes": 512 rows of 128
   floats take 3.2 microseconds with vectors of 32 bytes and 2.4 with such of 64, where
   OpenBLAS takes 4.4, of 256 floats 8.0 and 5.9, where that takes 8.1. */
int64_t ta_cost_row_dot(int simd_bytes)
{
	return simd_bytes >= WIDE ? 1024 : 0;
}

/* Return whether a function of the file can be better than a library on a
   target with vectors of "simd_bytes", for elements of "size" bytes;
   "turned": of which the right operand is stored by columns, so that they are
   copied one by one, but where the widest vectors are, in squares: up to 128
   rows it takes 0.5 to 0.85 of the library's time there. */
bool ta_cost_own(int simd_bytes, int size, bool turned)
{
	return simd_bytes >= WIDE
	       && !(turned && size > 4 && !ta_cost_direct(simd_bytes));
}

/* A product with fewer rows than this is mostly packing: with one row loops of
   vectors are 6 times as fast, with 6 rows nearly twice. */
const double ta_cost_gemm_rows = 8;

/* Return whether the function of the file multiplies small matrices where they are,
   on a target with vectors of "simd_bytes": some of a vector is as fast as all. */
bool ta_cost_direct(int simd_bytes)
{
	return simd_bytes >= 2 * WIDE;
}

/* So many products, and so many rows, are worth a call of that function: 4 by 4 by 4
   take 27 ns, and 35 as written, 3 by 3 by 3 28 and 22, 7 by 7 by 7 43 and 140; 2 rows
   and 100 columns and terms 0.6 us, and 1.3 with a strip of sums, one row of 512 19
   and 11. */
const double ta_cost_direct_products = 48, ta_cost_direct_rows = 2;

/* An element that is copied before it is multiplied pays from so many products
   on: copying takes as long as 4 or 5 of them. */
const double ta_cost_pack_uses = 8;

/* Return how many bytes of an operand are copied at a time: they are to stay in
   the second-level cache, and every time the other operand is packed again.
   Small ones are for tests ("eager"). */
int64_t ta_cost_scratch(bool eager)
{
	return eager ? 1 << 8 : 1 << 20;
}

/* Return of how many terms of a sum elements are copied at a time: about as
   many as the library packs, so that it reads the other operand once for a
   wide panel rather than for each narrow one.  Few are for tests ("eager"). */
int64_t ta_cost_chunk(bool eager)
{
	return eager ? 24 : 384;
}

/* Return how many bytes one thread may have for a copy at most. */
int64_t ta_cost_scratch_most(bool eager)
{
	return eager ? 1 << 14 : 16 << 20;
}

/* The product of the sizes from which a box of a triangle is worth threads,
   which meet at the end of each: that from which OpenBLAS takes them for a product
   by itself.  On two threads, an LU factorisation of 500 rows runs at 32 GFLOP/s
   from 1e9 on, at 41 from 1e7, at 44 from 3e6; of 1500 rows at 50, 74 and 89.  From
   3e5 on it is 2 to 4 percent faster again, of 400 to 1600 rows. */
const double ta_cost_call_threads = 3e5;

/* The size of the matrix from which a product with a vector is worth threads.
   OpenBLAS takes them from 9216 on: 100 by 100 floats take 0.5 microseconds on one
   and 1.0 on two, 200 by 200 2.1 and 1.8, 400 by 400 7.7 and 4.5. */
const double ta_cost_gemv_threads = 3e4;

/* A matrix and a vector of fewer rows or columns than this are a few vectors
   at best. */
const double ta_cost_gemv_rows = 16;

/* Return how many rows of a product run together with the loops over its
   result, "rows" of them; "least": from how many rows on that pays.  Every
   panel packs the other operand again: with 64 rows that costs 7 percent of a
   product of 512 by 512, with 128 rows 2 percent, with 256 less than one,
   about what the loops gain from finding the panel in cache. */
int64_t ta_cost_panel(const ta_idx *rows, int64_t *least)
{
	int64_t n, step = 128;

	if (ta_idx_is_const(rows, &n) && n >= 1024)
		step = 256;
	*least = 2 * step;
	return step;
}

/* Up to so many terms in each sum, the loops over the result are a share of
   the work worth the packing; and up to so many bytes of the other operand,
   packing finds it in the second-level cache.  A product of 512 by 512 loses
   1 to 3 percent by panels of 128 rows; one of 1024 by 1024 a tenth. */
const int64_t ta_cost_panel_depth = 256, ta_cost_panel_bytes = 2 << 20;

/* A matrix that is read by rows and by columns pays chunks of rows, in threads,
   from so many rows on: the part of each is cleared and added up.  Rows shorter
   than this are few vectors, and a library does better. */
const int64_t ta_cost_once_rows = 256, ta_cost_once_cols = 32;

/* Return how long the panels of a triangle are, those inside one of "block"
   iterations (0: of all of it), or 0 when there are to be none: of longer ones
   more is left to loops, with shorter ones a product packs more than it
   multiplies.  Two levels and three, the time by halves down to 32 rows divided
   by theirs: L U of 200 rows 0.79 and 0.85, 400 0.92 and 0.95, 800 0.95 and
   0.98, and on two threads 0.91 and 0.96.  The longest of 256 rows and not 512:
   L U of 400 rows on two threads is 1.2 times as fast, as threads share its
   boxes, and longer ones as fast.  Without a "library" the boxes of short panels
   are products as well, and what is between them loops: 0.72 and 0.50.  Small
   ones are for tests ("eager"). */
int64_t ta_cost_block(int64_t block, bool library, bool eager)
{
	static const int64_t calls[] = { 256, 64, 16, 0 };
	static const int64_t own[] = { 512, 32, 0 }, tiny[] = { 8, 2, 0 };
	const int64_t *n = eager ? tiny : library ? calls : own;

	while (block && *n >= block)
		n++;
	return *n;
}

/* Return how many unknowns of a system are a panel where a library solves slower
   than it multiplies: OpenBLAS 0.3.21 with AVX-512, whose Cholesky's method of 800
   rows takes 1.26 times as long without.  Small ones are for tests ("eager"). */
int64_t ta_cost_solve(bool eager)
{
	return eager ? 2 : 64;
}

/* Return how many iterations a triangle has to have for panels: as many as
   hold a few of the shortest. */
int64_t ta_cost_least_blocks(bool eager)
{
	return eager ? 4 : 64;
}

/* Return how many elements of "bytes" a tile is wide and high: rows of a few
   lines of the cache each, so that all of it and what it becomes stay in the
   first-level cache.  Small ones are for tests ("eager"). */
int64_t ta_cost_tile(int bytes, bool eager)
{
	int64_t size = 4 * TA_LINE / bytes;

	return eager ? 4 : size;
}

/* Return how many rows and columns of a matrix are turned at a time: whole lines of
   the cache are written, so that not they, but the pages that they are in are to be
   few.  Of a "triangle" what is not turned, on the diagonal, is to be little.  Small
   ones are for tests ("eager"). */
int64_t ta_cost_transpose(bool triangle, bool eager)
{
	int64_t size = triangle ? 64 : 256;

	return eager ? 20 : size;
}

/* Return how many rows of "stmts" statements, each of which waits for what the row
   did before, run side by side; 1: none do.  What they have at a time is to be in
   registers, and their code not to be long. */
int ta_cost_abreast(int stmts)
{
	return stmts <= 12 ? 4 : stmts <= 24 ? 2 : 1;
}

/* Return how many columns rows have at least that run one behind the other in vectors
   of "lanes" elements, floats if "real": what is before and behind the diagonals goes
   one by one.  Where vectors are short the target may have no instruction for the
   larger of two integers. */
int ta_cost_wave(int lanes, bool real)
{
	return lanes * (real || lanes >= 8 ? 2 : 16);
}

/* Return how much work rows that run so, of floats if "real", have to be for threads to
   wait for each other from tile to tile.  (Edits of 1,000 by 1,000 letters 0.25 ms on one
   thread and 0.27 to 0.34 on two, of 2,000 by 2,000 1.0 and 0.93; relaxation of 1,000 by
   1,000 doubles 1.08 and 0.61.) */
double ta_cost_wave_work(bool real)
{
	return real ? 4e6 : 3e7;
}

/* Return how many bytes are too many for the cache: what writes so many goes past
   it.  Few caches are larger that a core has for itself, and of what is as large
   as one, the beginning has gone when its end is written.  (Layer norm of 4096 by
   2048 floats on a core of Zen 4 takes 0.75 of the time past its cache of 32 MB.)
   Small ones are for tests ("eager"). */
double ta_cost_bypass(bool eager)
{
	return eager ? 64 : 32 << 20;
}

/* Return how many bytes side by side are worth that: at both ends lines are
   written through the cache. */
int64_t ta_cost_bypass_row(bool eager)
{
	return eager ? 16 : 8 * TA_LINE;
}

/* Return how many bytes are made at a time, to be stored past the cache: they
   are in the first-level cache, next to what they are made of, and so few that the
   processor reads on meanwhile.  (A stencil of 64 MB: 7.6 ms with up to 1024, 8.5
   with 2048, 9.0 with 4096.) */
int64_t ta_cost_bypass_block(bool eager)
{
	return eager ? 2 * TA_LINE : 1024;
}

/* Return how many bytes of a row are fetched while the row before is written: they
   stay in the second-level cache, with those of two or three others, until they are
   read. */
int64_t ta_cost_near(bool eager)
{
	return eager ? 1 << 12 : 1 << 17;
}

/* Return the iterations of a panel of columns that is turned, each with scalars of "bytes":
   vectors of this length stay in the first-level cache, and enough panels are left for
   threads. */
int64_t ta_cost_turned_panel(int64_t bytes)
{
	int64_t n = 256;

	while (n > 64 && n * bytes > 5 << 12)
		n /= 2;
	return n;
}

/* From how many columns on that pays: of a few, each is faster with its scalars in
   registers. */
const int64_t ta_cost_turned_least = 16;

/* The vectors of a panel of which rows are copied, turned: so many sums side by side hide
   how long an addition takes. */
const int ta_cost_turned_vectors = 4;

/* Return how many elements rows may have for "bytes" of each element of a panel to be
   copied, turned, with vectors of "simd_bytes".  4,000 points of 128 floats that meet five
   others take 0.8 of the time of sums along the row at -Ofast so, 64 others half of it,
   while the copy stays in the second-level cache; with the shortest vectors points of 40
   take as long, of 16 less.  Sums that are made "in_order" wait for each addition along the
   row: 300 rows of 600 floats with as many take 40 ms so, with copies 2, of 6,000 440 and
   25. */
int64_t ta_cost_turned_row(int simd_bytes, int64_t bytes, bool in_order)
{
	if (in_order)
		return (1 << 22) / bytes;
	return simd_bytes > TA_SHORTEST_VECTOR ? (1 << 17) / bytes : 32;
}

/* Return from how many elements on a sum of "p" is made faster by vectors: from less on
   where the compiler may begin and end one in any order. */
int64_t ta_cost_vector_sum(const ta_program *p)
{
	return ta_order_free(p) ? 16 : 32;
}

/* Return how many rows, columns and terms of a product are a tile whose
   operands are converted: each element is used so often, and three tiles of
   doubles stay in the second-level cache, and below what the C library
   returns to the system each time.  A product of 100 by 100 takes 32
   microseconds so, 50 by tiles of 128, and 170 by 256 rows and terms and
   512 columns; one of 500 by 500 3.8 ms, as fast as any.  Small ones are
   for tests ("eager"). */
int64_t ta_cost_converted(bool eager)
{
	return eager ? 3 : 64;
}

/* From how many products on that pays. */
const double ta_cost_converting = 2000;

/* How many elements are looked through at a time for the largest one: it is
   looked for where it is while they are in the first-level cache.  Of fewer
   than the least, the loop as written is as fast. */
const int64_t ta_cost_arg_block = 4096, ta_cost_arg_least = 64;

/* From how many iterations on, each with a copy of an operand of its own, they
   are shared out among threads rather than what is in each. */
const int64_t ta_cost_shared_out = 4;

/* What an element of a copy costs that a block of iterations has to itself (privatise.c),
   to be set and joined: so much work has to be done for each. */
const int64_t ta_cost_copied = 48;

/* From how much work on threads pay for what has copies. */
const int64_t ta_cost_scattered = 200000;

/* Return how many columns are a strip: eight cache lines of doubles in a
   row, as much as there are accumulators for.  Small ones are for tests
   ("eager"). */
int64_t ta_cost_strip(bool eager)
{
	return eager ? 4 : 64;
}

/* A strip of more bytes than this leaves the second-level cache before it is
   gone through again; whole rows are then better: 4000 rows take 1.4 times as
   long by strips.  Fewer strips than four are little to share among threads. */
const int64_t ta_cost_strip_bytes = 1 << 20, ta_cost_strips = 4;

/* A matrix of fewer bytes stays in cache from one pass to the next. */
const int64_t ta_cost_passes_bytes = 1 << 21;

/* Return how many iterations of loop "k" of "n" a skewed tile has, "inner"
   being the innermost.  Of two loops, where elements are not met again ("once"), tiles
   are there to be shared among threads: few, to begin together, and more than one
   along a row of a thousand; where points go by diagonals ("diagonal"), of few rows, as
   memory does not keep up with more.  Small ones are for tests ("eager"). */
int64_t ta_cost_skew(int n, int k, bool inner, bool once, bool diagonal,
		     bool eager)
{
	static const int64_t size[][2] = {
		{ 64, 64 }, { 16, 32 }, { 8, 16 }
	};
	int row = n < 2 ? 0 : n > 4 ? 2 : n - 2;

	if (eager)
		return inner ? 5 : 3 + (k > 0);
	if (n == 2 && once && !diagonal)
		return inner ? 512 : 128;
	if (n == 2 && once && !inner)
		return 16;
	if (inner)
		return n == 2 ? 1024 : n == 3 ? 256 : 64;
	return size[row][k > 0];
}

/* Skewed tiles pay in place of loops of vectors from so many steps and
   bytes on: what stays in the second-level cache from step to step has
   nothing to gain. */
const int64_t ta_cost_skew_steps = 4;
const double ta_cost_skew_data = 2 << 20;
