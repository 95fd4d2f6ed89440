/* SPDX-License-Identifier: MIT */
/* What may be a number is an error if it is none. */
/* { dg-options "-fplugin-arg-tensoraot-eager=much" } */
/* { dg-error "eager=much.*a number" "" { target *-*-* } 0 } */
/* { dg-prune-output "failed to initialize plugin" } */
int x;
