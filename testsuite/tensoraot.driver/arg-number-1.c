/* SPDX-License-Identifier: MIT */
/* A value that is not the number it should be is an error. */
/* { dg-options "-fplugin-arg-tensoraot-limit=some" } */
/* { dg-error "limit" "" { target *-*-* } 0 } */
/* { dg-prune-output "failed to initialize plugin" } */
int x;
