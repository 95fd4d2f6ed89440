/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spell.h - what routines.c lists and spell.c writes out: loop nests that are
   a routine of BLAS, in a small language that leaves open how arrays are
   indexed and loops are written.

     A(i,j) x(i)	an element of matrix A, B or C, of vector x, y or z
     @i(lo,hi){ ... }	the loop lo <= i < hi, in either direction; lo <= hi
     !i(lo,hi){ ... }	the same, upwards; ~i downwards
     T			the type of the elements

   All else is C.  n, m, k are sizes; alpha, beta numbers.  */
#ifndef SPELL_H
#define SPELL_H

/* One nest or several that are "routine", or, if "near", only nearly.
   "arrays" lists them with their sizes: "Anm xn" is A[n][m] and x[n]; "x=y"
   has the caller pass y as x. */
struct spelling {
	const char *routine, *arrays;
	int near;
	char *text;
};

extern struct spelling *spellings;
extern int nspellings;

/* Fill "spellings". */
void list_spellings(void);

#endif
