/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-streams.cc - sums to which several vectors are added at a time.

   Assumes a loop of vectors with accumulators, whose terms may be added in any
   order, and of which the plan says how many sums side by side hide the time that an
   addition takes.  Each accumulator becomes an array of as many vectors:

	T held[32] = { 0, ... };
	for (strip = lo; strip < end; strip = strip + step)
	  {
	    #pragma omp simd
	    for (i = 0; i < 16; i = i + 1)
	      { T acc = held[i];  acc = acc + x[strip + i];  held[i] = acc; }
	    #pragma omp simd
	    for (i = 0; i < 16; i = i + 1)
	      the same of held[16 + i] and x[strip + apart + i]
	  }
	for (i = 0; i < 16; i = i + 1) held[i] = held[i] + held[16 + i];
	acc = acc + held[0] + ... + held[15];

   Each inner loop is one vector, hence no loop, and what it holds a register, at -O2
   too.  What is short goes through memory in its order ("apart" is one vector,
   "step" all of them), as the processor fetches it when it reads row after row.  What
   is long is read in as many parts side by side ("step" is one vector), which it
   fetches ahead each.  Of 64 MB of doubles, rows of 256 take 3.2 ms in order and 7.2
   in parts, of 4096 as long in both ways, of 65536 3.3 and 2.6 (Zen 4).  What is larger
   than caches is read in as many parts as the processor fetches side by side, of all
   arrays together, several for each vector of sums: these take 2.2 ms in 4 parts, 1.7 in
   14, and 2.2 in 16 again; two arrays of as much 5.2 in 4 each, 4.2 in 7 and 5.1 in 8.

   Leaves true that the accumulators hold what the loop adds up, but for the last
   few iterations, which are left to the caller. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* From so many bytes on, of the smallest elements, a range is read in parts. */
enum { LONG = 1 << 15 };

/* From so many bytes on, of all arrays, it is read in so many parts, of all arrays. */
enum { LARGE = 1 << 24, FETCHED = 14 };

/* The loop "node" over [lo, hi) with the arrays held[] for its "n" accumulators, of
   "width" elements: "lanes" for each of its streams.  The first vectors of each begin
   in [lo, end), "step" apart, the others, "parts" in all, "apart" from these.  "size": of
   the smallest element that the loop accesses, of which a vector is full. */
struct stream {
	ta_emit *e;
	const ta_node *node;
	tree lo, hi;
	int64_t size;
	int n, lanes, width, parts;
	tree *held, end, step, apart;
};

/* The size of the smallest element seen so far, of the arrays of "p". */
struct smallest {
	const ta_program *p;
	int64_t size;
};

/* Let "data", a smallest, see the element of "acc"; return true. */
static bool see(void *data, ta_access *acc)
{
	smallest *s = (smallest *)data;

	s->size = MIN(s->size, ta_type_size(s->p->array[acc->array].elem));
	return true;
}

/* Let "s" see all elements that "node" reads and writes. */
static void see_all(smallest *s, const ta_node *node)
{
	if (node->kind == TA_NODE_STMT) {
		see(s, s->p->stmt[node->stmt]->write);
		ta_expr_reads(s->p->stmt[node->stmt]->rhs, see, s);
	}
	for (int i = 0; i < node->nchildren; i++)
		if (node->child[i])
			see_all(s, node->child[i]);
}

/* What the loop "node" does for the iteration "at", in a scope of its own. */
static tree body_at(ta_emit *e, const ta_node *node, tree at, tree hi)
{
	tree iv = ta_tree_local(e, "at", ta_index_type()), list = NULL_TREE;

	ta_tree_assign(ta_locus(node->loc), iv, at, &list);
	e->var[node->var] = iv;
	append_to_statement_list(
		ta_loop_body(e, node, iv, hi,
			  build_int_cst(ta_index_type(), node->step)), &list);
	return ta_tree_bind(iv, list);
}

/* A loop of vectors over "iv" in [0, n) that does "body". */
static tree simd_loop(const stream *s, tree iv, int n, tree body, tree clauses)
{
	tree type = ta_index_type();

	return ta_tree_bind(iv, ta_omp_loop(OMP_SIMD, ta_locus(s->node->loc), iv,
					    build_int_cst(type, 0),
					    build_int_cst(type, n),
					    build_int_cst(type, 1), body,
					    clauses));
}

/* The element "at" of what holds the sums of accumulator "i" of "s". */
static tree element(const stream *s, int i, tree at)
{
	return build4(ARRAY_REF, TREE_TYPE(TREE_TYPE(s->held[i])), s->held[i],
		      unshare_expr(at), NULL_TREE, NULL_TREE);
}

/* Append to "list" that the accumulators of "s" become elements "at" of what holds
   them, or if "back" these become those. */
static void move(const stream *s, tree at, bool back, tree *list)
{
	location_t loc = ta_locus(s->node->loc);
	ta_accumulator *acc =
		XALLOCAVEC(ta_accumulator, ta_accumulator_room(s->node));

	ta_accumulators(s->e, s->node, acc);
	for (int i = 0; i < s->n; i++)
		if (back)
			ta_tree_assign(loc, element(s, i, at), acc[i].var, list);
		else
			ta_tree_assign(loc, acc[i].var, element(s, i, at), list);
}

/* Append to "list" the loop over the "n" elements from "first" on of what "s"
   holds: sums of nothing, or where there is a "from", what as many iterations from
   there on add to them. */
static void some(const stream *s, int first, int n, tree from, tree *list)
{
	ta_emit *e = s->e;
	tree type = ta_index_type(), iv = ta_tree_local(e, "i", type);
	tree at = fold_build2(PLUS_EXPR, type, iv, build_int_cst(type, first));
	tree vars = NULL_TREE, body = NULL_TREE;

	for (int i = 0; i < s->node->nreductions; i++) {
		const ta_reduction *r = &s->node->reduction[i];

		ta_reduction_part(e, r, &body);
		ta_reduction_bind(e, r->stmt, &vars);
	}
	if (from) {
		move(s, at, false, &body);
		append_to_statement_list(
			body_at(e, s->node, fold_build2(PLUS_EXPR, type, from, iv),
				s->hi), &body);
	}
	move(s, at, true, &body);
	append_to_statement_list(
		simd_loop(s, iv, n, ta_tree_bind(vars, body), NULL_TREE), list);
}

/* The function of the compiler that joins all elements of a vector of "type" by
   "code", or IFN_LAST where the target has none. */
static internal_fn joins_vector(enum tree_code code, tree type)
{
	internal_fn fn = code == PLUS_EXPR ? IFN_REDUC_PLUS :
			 code == MAX_EXPR  ? IFN_REDUC_MAX :
			 code == MIN_EXPR  ? IFN_REDUC_MIN :
					     IFN_LAST;

	if (fn == IFN_LAST ||
	    !direct_internal_fn_supported_p(fn, type, OPTIMIZE_FOR_SPEED))
		return IFN_LAST;
	return fn;
}

/* Append to "list" that what "s" holds for accumulator "i" is joined by "code" to
   the first vector of it. */
static void join_vectors(const stream *s, int i, enum tree_code code, tree *list)
{
	tree type = ta_index_type();

	for (int at = s->lanes; at < s->width; at += s->lanes) {
		tree iv = ta_tree_local(s->e, "i", type), body = NULL_TREE;
		tree to = element(s, i, iv), from;

		from = element(s, i, build2(PLUS_EXPR, type, iv,
					    build_int_cst(type, at)));
		ta_tree_assign(ta_locus(s->node->loc), to,
			       build2(code, TREE_TYPE(to), unshare_expr(to), from),
			       &body);
		append_to_statement_list(
			simd_loop(s, iv, s->lanes, body, NULL_TREE), list);
	}
}

/* Append to "list" that "acc", number "i" of "s", takes the first elements that are
   held for it: half by half where the target can, one after the other elsewhere. */
static void join_lanes(const stream *s, int i, ta_accumulator acc, tree *list)
{
	location_t loc = ta_locus(s->node->loc);
	tree elem = TREE_TYPE(acc.var), x, iv, body = NULL_TREE;
	tree type = build_vector_type(elem, s->lanes);
	internal_fn fn = VECTOR_MODE_P(TYPE_MODE(type)) ?
				 joins_vector(acc.code, type) : IFN_LAST;

	if (fn == IFN_LAST) {
		iv = ta_tree_local(s->e, "i", ta_index_type());
		ta_tree_assign(loc, acc.var,
			       build2(acc.code, elem, acc.var, element(s, i, iv)),
			       &body);
		append_to_statement_list(
			simd_loop(s, iv, s->lanes, body,
				  ta_reduction_clauses(loc, &acc, 1)), list);
		return;
	}
	TREE_ADDRESSABLE(s->held[i]) = 1;
	x = build2(MEM_REF,
		   build_aligned_type(type, TYPE_ALIGN(TREE_TYPE(s->held[i]))),
		   build1(ADDR_EXPR, build_pointer_type(TREE_TYPE(s->held[i])),
			  s->held[i]),
		   build_int_cst(build_pointer_type(elem), 0));
	x = build_call_expr_internal_loc(loc, fn, elem, 1, x);
	ta_tree_assign(loc, acc.var, build2(acc.code, elem, acc.var, x), list);
}

/* Append to "list" that the accumulators of "s" take what it holds for each. */
static void join(const stream *s, tree *list)
{
	ta_accumulator *acc =
		XALLOCAVEC(ta_accumulator, ta_accumulator_room(s->node));

	ta_accumulators(s->e, s->node, acc);
	for (int i = 0; i < s->n; i++) {
		join_vectors(s, i, acc[i].code, list);
		join_lanes(s, i, acc[i], list);
	}
}

/* Append to "list" the loop of "s" over what it can hold. */
static void strips(const stream *s, tree *list)
{
	ta_emit *e = s->e;
	int room = ta_accumulator_room(s->node);
	tree type = ta_index_type(), at = ta_tree_local(e, "strip", type);
	tree body = NULL_TREE, *outer = XALLOCAVEC(tree, room), from;
	tree *imag = XALLOCAVEC(tree, room);

	for (int i = 0; i < s->node->nreductions; i++) {
		outer[i] = e->acc[s->node->reduction[i].stmt];
		imag[i] = e->imag[s->node->reduction[i].stmt];
	}
	some(s, 0, s->width, NULL_TREE, list);
	for (int k = 0; k < s->parts; k++) {
		from = fold_build2(MULT_EXPR, type, s->apart,
				   build_int_cst(type, k));
		some(s, k % s->node->streams * s->lanes, s->lanes,
		     fold_build2(PLUS_EXPR, type, at, from), &body);
	}
	append_to_statement_list(
		ta_tree_bind(at, ta_tree_loop(ta_locus(s->node->loc), at, s->lo,
					      s->end, s->step, body)),
		list);
	for (int i = 0; i < s->node->nreductions; i++) {
		e->acc[s->node->reduction[i].stmt] = outer[i];
		e->imag[s->node->reduction[i].stmt] = imag[i];
	}
	join(s, list);
}

/* Append to "list" where the vectors of "s" begin, of [lo, from), which is a
   multiple of its width, in variables chained to "vars". */
static void place(stream *s, tree from, tree *vars, tree *list)
{
	location_t loc = ta_locus(s->node->loc);
	tree type = ta_index_type(), lanes = build_int_cst(type, s->lanes);
	tree length = fold_build2(MINUS_EXPR, type, from, s->lo), parts, part;

	parts = ta_tree_kept(s->e, loc, "parts", boolean_type_node,
			     fold_build2(GE_EXPR, boolean_type_node, length,
					 build_int_cst(type, LONG / s->size)),
			     vars, list);
	part = fold_build2(TRUNC_DIV_EXPR, type, unshare_expr(length),
			   build_int_cst(type, s->node->streams));
	s->apart = ta_tree_kept(s->e, loc, "apart", type,
				fold_build3(COND_EXPR, type, parts, part, lanes),
				vars, list);
	s->step = ta_tree_kept(s->e, loc, "step", type,
			       fold_build3(COND_EXPR, type, parts, lanes,
					   build_int_cst(type, s->width)),
			       vars, list);
	s->end = ta_tree_kept(s->e, loc, "end", type,
			      fold_build3(COND_EXPR, type, parts,
					  fold_build2(PLUS_EXPR, type, s->lo,
						      s->apart), from),
			      vars, list);
}

/* Append to "list" where the vectors of "s" begin, of [lo, from), which is a multiple of
   those of all its parts, in variables chained to "vars". */
static void place_parts(stream *s, tree from, tree *vars, tree *list)
{
	location_t loc = ta_locus(s->node->loc);
	tree type = ta_index_type();
	tree length = fold_build2(MINUS_EXPR, type, from, s->lo);

	s->apart = ta_tree_kept(s->e, loc, "apart", type,
				fold_build2(TRUNC_DIV_EXPR, type, length,
					    build_int_cst(type, s->parts)),
				vars, list);
	s->step = build_int_cst(type, s->lanes);
	s->end = ta_tree_kept(s->e, loc, "end", type,
			      fold_build2(PLUS_EXPR, type, s->lo, s->apart),
			      vars, list);
}

/* The arrays in memory that a loop reads, "others" if there are more. */
struct arrays {
	int n;
	int array[TA_MAX_DEPTH];
	bool others;
};

/* Note in "data" the array that "acc" reads; return true. */
static bool note_array(void *data, ta_access *acc)
{
	arrays *a = (arrays *)data;

	for (int i = 0; i < a->n; i++)
		if (a->array[i] == acc->array)
			return true;
	if (!acc->offset)
		return true;
	if (a->n < TA_MAX_DEPTH)
		a->array[a->n++] = acc->array;
	else
		a->others = true;
	return true;
}

/* In how many parts the loop "node" reads each of its arrays, "*n" of them, where they are
   large; 0: it is one row of many, does not only add up, or in as many as else. */
static int large_parts(const ta_emit *e, const ta_node *node, int *n)
{
	const ta_node *at;
	arrays a = {};

	for (int i = 0; (at = ta_loop_part(node, i)); i++) {
		if (at->kind != TA_NODE_STMT || !e->acc[at->stmt])
			return 0;
		ta_expr_reads(e->p->stmt[at->stmt]->rhs, note_array, &a);
	}
	*n = a.n;
	if (node->var || a.others || !a.n || FETCHED / a.n <= node->streams)
		return 0;
	return FETCHED / a.n;
}

/* Append to "list" the sums of "s", over what is a multiple of what they hold, in [lo,
   from): in the order of memory or in parts, by its length. */
static void sums(stream *s, tree from, tree *list)
{
	tree scope = NULL_TREE, body = NULL_TREE;

	s->parts = s->node->streams;
	place(s, from, &scope, &body);
	strips(s, &body);
	append_to_statement_list(ta_tree_bind(scope, body), list);
}

/* The same, where "large" holds in "parts" parts. */
static void sums_of_large(stream *s, tree from, tree large, int parts,
			  tree *list)
{
	tree scope = NULL_TREE, yes = NULL_TREE, no = NULL_TREE;

	s->parts = parts;
	place_parts(s, from, &scope, &yes);
	strips(s, &yes);
	yes = ta_tree_bind(scope, yes);
	sums(s, from, &no);
	ta_tree_if(large, yes, no, list);
}

/* Whether all that the loop of "s" reads, of "n" arrays, is larger than caches, and the
   "length" of what a thread adds up at a time long enough to be read in "parts" parts. */
static tree is_large(stream *s, tree length, int n, int parts, tree *vars,
		     tree *list)
{
	tree type = ta_index_type(), lo, hi, all;

	ta_loop_bounds(s->e, s->node, &lo, &hi, vars, list);
	all = fold_build2(GE_EXPR, boolean_type_node,
			  fold_build2(MINUS_EXPR, type, hi, lo),
			  build_int_cst(type, LARGE / s->size / n));
	return fold_build2(TRUTH_AND_EXPR, boolean_type_node, all,
			   fold_build2(GE_EXPR, boolean_type_node,
				       unshare_expr(length),
				       build_int_cst(type, LONG / s->size * parts)));
}

/* As much of "length" as is a multiple of "n". */
static tree whole(tree length, int n)
{
	tree type = ta_index_type(), by = build_int_cst(type, n);

	return fold_build2(MULT_EXPR, type,
			   fold_build2(TRUNC_DIV_EXPR, type,
				       unshare_expr(length), by), by);
}

/* Append to "list" the loop "node", which has streams, over as much of [lo, hi) as
   is a multiple of what they hold, if it is long enough; return where the rest
   begins, and add variables to "vars".  That is one value, without a branch, so that
   what a rest takes is found before loops around where the length is one for all. */
tree ta_emit_streams(ta_emit *e, const ta_node *node, tree lo, tree hi,
		     tree *vars, tree *list)
{
	tree type = ta_index_type(), cond, body = NULL_TREE, length, held;
	tree rest, large = NULL_TREE;
	int narrays, parts = large_parts(e, node, &narrays);
	tree from = ta_tree_variable(e, "from", type, vars), scope = NULL_TREE;
	ta_accumulator *acc =
		XALLOCAVEC(ta_accumulator, ta_accumulator_room(node));
	smallest least = { e->p, 16 };
	stream s = {};

	see_all(&least, node);
	s.size = least.size;
	s.e = e;
	s.node = node;
	s.lo = lo;
	s.hi = hi;
	s.n = ta_accumulators(e, node, acc);
	s.lanes = (int)(MAX(ta_vector_bytes(), 16) / s.size);
	s.width = s.lanes * node->streams;
	s.held = XALLOCAVEC(tree, ta_accumulator_room(node));
	for (int i = 0; i < s.n; i++) {
		held = build_array_type_nelts(TREE_TYPE(acc[i].var), s.width);
		s.held[i] = ta_tree_variable(e, "held", held, &scope);
	}
	length = fold_build2(MINUS_EXPR, type, hi, lo);
	cond = fold_build2(GE_EXPR, boolean_type_node, length,
			   build_int_cst(type, node->least));
	if (parts)
		large = is_large(&s, length, narrays, parts, vars, list);
	if (parts && integer_zerop(large))
		parts = 0;
	rest = whole(length, s.width);
	if (parts)
		rest = fold_build3(COND_EXPR, type, large,
				   whole(length, s.lanes * parts), rest);
	rest = fold_build2(MULT_EXPR, type, rest,
			   fold_convert(type, unshare_expr(cond)));
	rest = fold_build2(PLUS_EXPR, type, lo, rest);
	ta_tree_assign(ta_locus(node->loc), from, rest, list);
	rest = CONSTANT_CLASS_P(rest) ? rest : from;
	if (parts)
		sums_of_large(&s, rest, unshare_expr(large), parts, &body);
	else
		sums(&s, rest, &body);
	ta_tree_if(cond, ta_tree_bind(scope, body), NULL_TREE, list);
	return from;
}
