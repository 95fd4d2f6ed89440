/* SPDX-License-Identifier: MIT */
/* What is said of a wrong value is text for people: no format directive shows. */
/* { dg-options "-fplugin-arg-tensoraot-dump=all" } */
/* { dg-error "'all' is not what it takes, details" "" { target *-*-* } 0 } */
/* { dg-prune-output "failed to initialize plugin" } */
int x;
