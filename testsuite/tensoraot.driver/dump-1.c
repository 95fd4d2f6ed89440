/* SPDX-License-Identifier: MIT */
/* The pass has a dump file, by the plugin's own argument. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-dump=details" } */
void f (int n, float *a)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    a[i] += 1;
}
/* { dg-final { scan-tree-dump "after" "tensoraot" } } */
