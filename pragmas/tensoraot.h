/* SPDX-License-Identifier: MIT */
/* tensoraot.h - the pragmas of tensoraot as macros.

   With the plugin (gcc -fplugin=tensoraot), which defines __TENSORAOT__, these
   are "#pragma tensoraot ..."; without it, with any compiler, they are
   nothing, so that -Wall has no unknown pragma to complain about:

	#include <tensoraot.h>

	TENSORAOT_KERNEL (shape (A[n][k], B[k][m], C[n][m]) disjoint)
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			for (int l = 0; l < k; l++)
				C[i * m + j] += A[i * k + l] * B[l * m + j];

   The header itself declares nothing and needs no library.  Being a macro, a
   directive can also be part of one:

	#define FOR(i, n) TENSORAOT_KERNEL () for (int i = 0; i < (n); i++)
*/
#ifndef TENSORAOT_H
#define TENSORAOT_H

/* C90 has no macros with a variable number of arguments, but GCC has: no word
   about it from here. */
#if defined __GNUC__ && !defined __cplusplus
#ifndef __STDC_VERSION__
#pragma GCC system_header
#elif __STDC_VERSION__ < 199901L
#pragma GCC system_header
#endif
#endif

#ifdef __TENSORAOT__

/* _Pragma needs its text as a string; macros in the text are expanded on the
   way here. */
#define TENSORAOT_PRAGMA_(...) _Pragma(#__VA_ARGS__)

/* TENSORAOT_KERNEL (clauses): the statement, block or function definition
   that follows is a kernel. */
#define TENSORAOT_KERNEL(...) TENSORAOT_PRAGMA_(tensoraot kernel __VA_ARGS__)

/* TENSORAOT_OFF: leave the statement that follows as it is. */
#define TENSORAOT_OFF TENSORAOT_PRAGMA_(tensoraot off)

/* TENSORAOT_PUSH (clauses), TENSORAOT_POP: the clauses are defaults for the
   kernels in between, or up to the end of the file. */
#define TENSORAOT_PUSH(...) TENSORAOT_PRAGMA_(tensoraot push __VA_ARGS__)
#define TENSORAOT_POP TENSORAOT_PRAGMA_(tensoraot pop)

#else

#define TENSORAOT_KERNEL(...)
#define TENSORAOT_OFF
#define TENSORAOT_PUSH(...)
#define TENSORAOT_POP

#endif
#endif
