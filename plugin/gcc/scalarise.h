/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scalarise.h - small arrays of a kernel's own become scalars.

   Assumes gcc-compat.h came first. */
#ifndef TA_SCALARISE_H
#define TA_SCALARISE_H

/* Register the pass, to run behind that of helpers.h. */
void ta_scalarise_init(const char *plugin_name);

#endif
