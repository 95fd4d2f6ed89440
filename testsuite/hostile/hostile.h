/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hostile.h - what the harnesses for hostile input share. */
#ifndef TA_HOSTILE_H
#define TA_HOSTILE_H

#include <stddef.h>
#include <stdint.h>

/* What a fuzzer calls with each input; replay.c calls it with each file. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
