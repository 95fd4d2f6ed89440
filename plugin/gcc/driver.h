/* SPDX-License-Identifier: GPL-3.0-or-later */
/* driver.h - what plugin.cc, pass.cc and remark.cc share: the settings of the
   compilation, and how its results are told. */
#ifndef TA_DRIVER_H
#define TA_DRIVER_H

#include "ta.h"

/* What the arguments say.  File names are NULL where not given. */
struct ta_settings {
	bool report, dump, dump_details, identity, verbose, automatic;
	const char *report_file, *emit_dir, *ir_file;
	long limit;		/* -1: none */
	ta_options opt;
};

extern ta_settings ta_set;

/* plugin.cc */
void ta_borrow_openmp(void);

/* pass.cc */
extern bool ta_pass_reached;	/* has a function come as far as the pass? */
void ta_pass_init(const char *plugin_name);
void ta_register_pass(const char *plugin_name, opt_pass *pass,
		      enum pass_positioning_ops pos, const char *reference);

/* callsite.cc */
void ta_callsite_init(const char *plugin_name);

/* remark.cc */
extern ta_diag ta_gcc_diag;
void ta_remark_init(const char *plugin_name);
void ta_remark_nest(location_t loc, const char *function, const char *kernel,
		    const ta_nest *nest, bool around, const char *line);
void ta_remark_program(const ta_program *p);
bool ta_remarks_all(void);
void ta_remark_phase(void *data, const ta_program *p);
void ta_remark_kernel(tree fn, const ta_program *p);
void ta_remark_own(tree fn);

#endif
