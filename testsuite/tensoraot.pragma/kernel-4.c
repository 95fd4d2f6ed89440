/* Nothing follows at the end of the file: an error, although everything else
   has been parsed well. */
/* { dg-do compile } */

int v;
#pragma tensoraot kernel	/* { dg-error "19:'kernel' outside of a function must stand directly before a function definition" } */
