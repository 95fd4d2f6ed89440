/* SPDX-License-Identifier: MIT */
/* What is not there yet is not accepted and ignored. */
/* { dg-options "-fplugin-arg-tensoraot-plan=x" } */
/* { dg-error "not supported yet" "" { target *-*-* } 0 } */
/* { dg-prune-output "failed to initialize plugin" } */
int x;
