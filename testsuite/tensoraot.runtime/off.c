/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TENSORAOT_VERBOSE=0 is off. */
/* { dg-do run } */
/* { dg-set-target-env-var TENSORAOT_VERBOSE 0 } */
/* { dg-output "^$" } */
#include "tensoraot_rt.h"

int main(void)
{
	return tensoraot_active;
}
