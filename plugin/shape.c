/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shape.c - every access inside the declared extents, or an error.

   Assumes a program as extracted; the dimensions that delin chose do not
   matter.  Changes nothing.  An error is given only where the access leaves
   its extent whenever its loops run at all, whatever the sizes; what depends
   on sizes is silent.

   A subscript that runs out of its row but not out of the array is an error
   where the extents are the user's claim (a shape clause), and where it runs
   out by a few elements (an index one too far); not where a C array is walked
   through as one long row, which is common and works. */
#include "ta.h"

enum { SLIP = 16 };

/* One access that is being checked.  "bare": the program without guards. */
struct check {
	ta_program *p;
	const ta_program *bare;
	ta_diag *diag;
	unsigned long max_operations;
	const ta_stmt *stmt;
	const ta_access *acc;
	const ta_shape *shape;
	const ta_idx **sub;
	int nseen;
	ta_loc *seen;
};

/* Return "x", over the iterators of the statement of "c", as text. */
static const char *idx_text(const struct check *c, const ta_idx *x)
{
	const ta_program *p = c->p;
	const char **param = TA_NEWV(p->arena, const char *, p->nparams);
	ta_buf b;
	int i;

	for (i = 0; i < p->nparams; i++)
		param[i] = p->param[i].name;
	ta_buf_init(&b, p->arena);
	ta_idx_print(&b, x, c->stmt->iter, param);
	return b.s;
}

/* Return the access of "c" as the C programmer would write it. */
static const char *access_text(const struct check *c)
{
	ta_buf b;
	int d;

	ta_buf_init(&b, c->p->arena);
	ta_buf_puts(&b, c->p->array[c->acc->array].name);
	for (d = 0; d < c->shape->ndims; d++)
		ta_buf_printf(&b, "[%s]", idx_text(c, c->sub[d]));
	return b.s;
}

/* Return whether the loops of "c" run for some values of what a loop around changes:
   it may have none of these. */
static bool may_not_run(const struct check *c)
{
	int i, k;

	for (i = 0; i < c->stmt->ncons; i++)
		for (k = 0; k < c->p->nparams; k++)
			if (c->p->param[k].moves
			    && ta_idx_uses(c->stmt->cons[i], TA_PARAM0 + k))
				return true;
	return false;
}

/* Return whether "x" is negative somewhere whenever the loops of "c" run,
   guards or not: where a guard fails the loops run as they are written. */
static bool never(const struct check *c, const ta_idx *x)
{
	const ta_idx *lo, *hi;

	if (may_not_run(c))
		return false;
	if (ta_range(c->p, c->stmt, 0, x, &lo, &hi)
	    && ta_known_nonneg(c->p, lo))
		return false;
	return ta_poly_nonneg(c->bare, c->stmt, x, c->max_operations)
	       == TA_NEVER;
}

/* Return the largest (or smallest) value of "x" in "c" over the parameters,
   or NULL when there is none that is taken whenever the loops run. */
static const ta_idx *extreme(const struct check *c, const ta_idx *x,
			     bool largest)
{
	ta_arena *a = c->p->arena;
	const ta_idx *lo, *hi, *short_of;

	if (!ta_range(c->p, c->stmt, 0, x, &lo, &hi))
		return NULL;
	short_of = largest ? ta_idx_sub(a, hi, x) : ta_idx_sub(a, x, lo);
	if (!never(c, ta_idx_addk(a, short_of, -1)))
		return NULL;
	return largest ? hi : lo;
}

/* Return whether the access of "c" was reported before at its place; note
   that it is now. */
static bool seen(struct check *c)
{
	int i;

	for (i = 0; i < c->nseen; i++)
		if (c->seen[i] == c->acc->loc && c->acc->loc)
			return true;
	TA_PUSH(c->p->arena, c->seen, c->nseen, c->acc->loc);
	return false;
}

/* Point to where the extents of the array of "c" come from. */
static void note_declared(const struct check *c)
{
	const char *name = c->p->array[c->acc->array].name;

	if (!c->shape->loc)
		return;
	ta_report(c->diag, TA_NOTE, c->shape->loc,
		  c->shape->clause ? "the extents of '%s' are given here"
				   : "'%s' is declared here",
		  name);
}

/* Return the number of elements of the array of "c", or NULL when unknown. */
static const ta_idx *total(const struct check *c)
{
	const ta_idx *n = c->shape->extent[0];
	int d;

	for (d = 1; d < c->shape->ndims; d++)
		n = ta_idx_mul(c->p->arena, n, c->shape->pitch[d]);
	return n;
}

/* Report that subscript "x" of "c" leaves an extent of "extent". */
static void report_high(struct check *c, const ta_idx *x,
			const ta_idx *extent)
{
	const char *name = c->p->array[c->acc->array].name;
	const ta_idx *hi = extreme(c, x, true);

	if (seen(c))
		return;
	if (hi)
		ta_report(c->diag, TA_ERROR, c->acc->loc,
			  "'%s' leaves the extent of '%s': index '%s' "
			  "reaches %s, the extent is %s",
			  access_text(c), name, idx_text(c, x),
			  idx_text(c, hi), idx_text(c, extent));
	else
		ta_report(c->diag, TA_ERROR, c->acc->loc,
			  "'%s' leaves the extent of '%s': index '%s' goes "
			  "beyond it, the extent is %s",
			  access_text(c), name, idx_text(c, x),
			  idx_text(c, extent));
	note_declared(c);
}

/* Report that the array of "c", walked through as one row, is left. */
static void report_row(struct check *c)
{
	const char *name = c->p->array[c->acc->array].name;
	const ta_idx *x = c->acc->offset, *hi = extreme(c, x, true);
	const ta_idx *n = total(c);

	if (seen(c))
		return;
	ta_report(c->diag, TA_ERROR, c->acc->loc,
		  "'%s' leaves the extent of '%s': element '%s' reaches %s, "
		  "the array has %s",
		  access_text(c), name, idx_text(c, x),
		  hi ? idx_text(c, hi) : "beyond the last",
		  n ? idx_text(c, n) : "fewer");
	note_declared(c);
}

/* Report that subscript "x" of "c" is negative. */
static void report_low(struct check *c, const ta_idx *x)
{
	const char *name = c->p->array[c->acc->array].name;
	const ta_idx *lo = extreme(c, x, false);

	if (seen(c))
		return;
	ta_report(c->diag, TA_ERROR, c->acc->loc,
		  "'%s' leaves the extent of '%s': index '%s' goes down to "
		  "%s",
		  access_text(c), name, idx_text(c, x),
		  lo ? idx_text(c, lo) : "a negative value");
	note_declared(c);
}

/* Return whether the access of "c" leaves the array as a whole, whenever its
   loops run. */
static bool leaves_array(const struct check *c)
{
	ta_arena *a = c->p->arena;
	const ta_idx *n = total(c), *x = c->acc->offset;

	if (never(c, x))
		return true;
	return n && never(c, ta_idx_addk(a, ta_idx_sub(a, n, x), -1));
}

/* Return whether subscript "x" of "c" leaves "extent" by a few elements. */
static bool slips(const struct check *c, const ta_idx *x,
		  const ta_idx *extent)
{
	const ta_idx *lo, *hi;
	int64_t k;

	if (!ta_range(c->p, c->stmt, 0, x, &lo, &hi))
		return false;
	if (ta_idx_is_const(lo, &k) && k < 0)
		return k >= -SLIP;
	return ta_idx_is_const(ta_idx_sub(c->p->arena, hi, extent), &k)
	       && k >= 0 && k < SLIP;
}

/* Return whether the row of dimension "d" of "c" is one that the user moves
   along by an index of its own: an outer subscript varies. */
static bool moves_by_rows(const struct check *c, int d)
{
	int i;

	for (i = 0; i < d; i++)
		if (ta_idx_uses_iters(c->sub[i]))
			return true;
	return false;
}

/* Return subscript "d" of "c" when the access is read as "rows" rows further out. */
static const ta_idx *in_other_row(const struct check *c, int d, int rows)
{
	ta_arena *a = c->p->arena;

	return ta_idx_sub(a, c->sub[d],
			  ta_idx_scale(a, c->shape->pitch[d], rows));
}

/* Return whether the access of "c" stays inside dimension "d" when it is
   read as "rows" rows further out: rounding may have chosen another row than
   the user did. */
static bool inside_other_row(const struct check *c, int d, int rows)
{
	ta_arena *a = c->p->arena;
	const ta_idx *x = in_other_row(c, d, rows);

	return ta_proved_nonneg(c->p, c->stmt, x)
	       && ta_proved_nonneg(c->p, c->stmt,
				   ta_idx_addk(a, ta_idx_sub(
					   a, c->shape->extent[d], x), -1));
}

/* Return whether it may stay inside, whatever else is known, when it is read so. */
static bool may_be_inside(const struct check *c, int d, int rows)
{
	ta_arena *a = c->p->arena;
	const ta_idx *x = in_other_row(c, d, rows);

	return !never(c, x)
	       && !never(c, ta_idx_addk(a, ta_idx_sub(a, c->shape->extent[d], x),
					-1));
}

/* Return whether subscript "d" of "c" goes down by half a row or more: the next row may
   have been chosen for what is far right in this one. */
static bool goes_far(const struct check *c, int d)
{
	const ta_idx *lo, *hi;
	int64_t k, pitch;

	if (ta_proved_nonneg(c->p, c->stmt, c->sub[d]))
		return false;
	if (!ta_range(c->p, c->stmt, 0, c->sub[d], &lo, &hi))
		return true;
	if (!ta_idx_is_const(lo, &k))
		return true;
	return ta_idx_is_const(c->shape->pitch[d], &pitch) ? -2 * k >= pitch
							    : -k > SLIP;
}

/* Return whether leaving dimension "d" > 0 of "c" is a mistake for sure. */
static bool is_mistake(const struct check *c, int d)
{
	if (inside_other_row(c, d, 1) || inside_other_row(c, d, -1))
		return false;
	if (goes_far(c, d) && may_be_inside(c, d, -1))
		return false;
	if (c->shape->clause && moves_by_rows(c, d))
		return true;
	if (leaves_array(c))
		return true;
	return moves_by_rows(c, d)
	       && slips(c, c->sub[d], c->shape->extent[d]);
}

/* Return whether the subscripts of "c" inside dimension "d" are not before
   their rows, or if not "high", not behind them: then one that leaves dimension
   "d" on this side leaves it whichever rows the user had in mind. */
static bool settled(const struct check *c, int d, bool high)
{
	ta_arena *a = c->p->arena;
	const ta_idx *x;

	while (++d < c->shape->ndims) {
		x = c->sub[d];
		if (!high)
			x = ta_idx_addk(a, ta_idx_sub(a, c->shape->pitch[d], x),
					-1);
		if (!x || !ta_proved_nonneg(c->p, c->stmt, x))
			return false;
	}
	return true;
}

/* Check dimension "d" of the access of "c"; return false when an error was
   reported. */
static bool check_dim(struct check *c, int d)
{
	ta_arena *a = c->p->arena;
	const ta_idx *x = c->sub[d], *extent = c->shape->extent[d];
	bool low = never(c, x), high = false;

	if (extent)
		high = never(c, ta_idx_addk(a, ta_idx_sub(a, extent, x), -1));
	if ((!low && !high) || (d > 0 && !is_mistake(c, d))
	    || (!settled(c, d, high) && !leaves_array(c)))
		return true;
	if (high && d > 0 && !moves_by_rows(c, d))
		report_row(c);
	else if (high)
		report_high(c, x, extent);
	else
		report_low(c, x);
	return false;
}

/* Check the access "acc" for the check "data" when its array has declared
   extents that fit it, and it is made for sure. */
static bool check_access(void *data, ta_access *acc)
{
	struct check *c = (struct check *)data;
	const ta_array *array = &c->p->array[acc->array];
	int d;

	if (array->is_virtual || !array->declared || !acc->sure)
		return true;
	c->acc = acc;
	c->shape = array->declared;
	c->sub = TA_NEWV(c->p->arena, const ta_idx *, c->shape->ndims);
	if (!ta_subscripts(c->p, c->stmt, c->shape, acc->offset, c->sub))
		return true;
	for (d = 0; d < c->shape->ndims; d++)
		if (!check_dim(c, d))
			break;
	return true;
}

/* Report to "diag" every access of "p" that leaves the declared extents of
   its array. */
void ta_shape_check(ta_program *p, const ta_options *opt, ta_diag *diag)
{
	ta_program bare = *p;
	struct check c = { .p = p, .bare = &bare, .diag = diag };
	int i;

	bare.nguards = 0;
	c.max_operations = opt ? opt->max_operations : 0;
	for (i = 0; i < p->nstmts; i++) {
		c.stmt = p->stmt[i];
		ta_expr_reads(p->stmt[i]->rhs, check_access, &c);
		check_access(&c, p->stmt[i]->write);
	}
}
