/* A push that a header leaves open would reach into this file. */
/* { dg-do compile } */

#include "push-3.h"
int v;
/* { dg-error "'push' in a header without a 'pop'" "" { target *-*-* } 0 } */
