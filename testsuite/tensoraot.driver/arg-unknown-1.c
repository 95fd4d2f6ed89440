/* SPDX-License-Identifier: MIT */
/* A misspelt argument is an error: it must not switch anything off in
   silence. */
/* { dg-options "-fplugin-arg-tensoraot-reprot" } */
/* { dg-error "reprot" "" { target *-*-* } 0 } */
/* { dg-prune-output "failed to initialize plugin" } */
int x;
