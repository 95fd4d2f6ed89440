/* SPDX-License-Identifier: MIT */
/* An argument that needs a value says so. */
/* { dg-options "-fplugin-arg-tensoraot-limit" } */
/* { dg-error "limit" "" { target *-*-* } 0 } */
/* { dg-prune-output "failed to initialize plugin" } */
int x;
