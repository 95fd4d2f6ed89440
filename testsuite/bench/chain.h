/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chain.h - the kernels of the group "chain": memory-bound, math-bound, and
   chains around products of matrices.

   chain-kernels.c defines each as it is compiled: run_NAME with the plugin,
   o3_run_NAME and ofast_run_NAME without, as CHAIN_PREFIX says; chain-hand.c
   defines hand_run_NAME of the chains.  */
#ifndef CHAIN_H
#define CHAIN_H

#include <stddef.h>

/* The arrays of a kernel.  Of a memory-bound one "n" elements each, or "rows"
   times "cols"; what it sums up is in "sum".  "f" to "l": floats, "x" to "w":
   doubles. */
struct chain {
	long n;
	int rows, cols;
	float *f[9];
	double *x[4];
	double sum;
};

/* X(name, bytes per element): what memory moves for it, read or written; a
   processor reads what it writes first, that counts too. */
#define CHAIN_MEMORY(X)                                                        \
	X(copy, 24)                                                            \
	X(scale, 24)                                                           \
	X(add, 32)                                                             \
	X(triad, 32)                                                           \
	X(axpy, 24)                                                            \
	X(dot, 16)                                                             \
	X(sum, 8)                                                              \
	X(maximum, 8)                                                          \
	X(transpose, 24)                                                       \
	X(stencil, 24)                                                         \
	X(residual, 12)                                                        \
	X(rmsnorm, 12)                                                         \
	X(layernorm, 12)                                                       \
	X(momentum, 20)                                                        \
	X(adam, 28)

/* X(name) */
#define CHAIN_MATH(X)                                                          \
	X(exp)                                                                 \
	X(log)                                                                 \
	X(tanh)                                                                \
	X(erf)                                                                 \
	X(gelu_tanh)                                                           \
	X(gelu_erf)                                                            \
	X(silu)                                                                \
	X(sigmoid)                                                             \
	X(softmax)

/* X(name) */
#define CHAIN_CHAINS(X)                                                        \
	X(normalised)                                                          \
	X(attention)                                                           \
	X(mlp)                                                                 \
	X(block)

/* The sizes of the chains. */
enum {
	CHAIN_ROWS = 512, CHAIN_DEPTH = 1024, CHAIN_COLS = 1024,
	CHAIN_TIME = 1024, CHAIN_HEAD = 64,
	CHAIN_TOKENS = 256, CHAIN_HEADS = 8, CHAIN_WIDTH = 512,
	CHAIN_HIDDEN = 2048
};

#define CHAIN_DECLARE_3(name)                                                  \
	void run_##name(struct chain *);                                       \
	void o3_run_##name(struct chain *);                                    \
	void ofast_run_##name(struct chain *);                                 \
	void hand_run_##name(struct chain *);
#define CHAIN_DECLARE_MEMORY(name, bytes) CHAIN_DECLARE_3(name)
#define CHAIN_DECLARE_MATH(name)                                               \
	CHAIN_DECLARE_3(name##_f32) CHAIN_DECLARE_3(name##_f64)
CHAIN_MEMORY(CHAIN_DECLARE_MEMORY)
CHAIN_MATH(CHAIN_DECLARE_MATH)
CHAIN_CHAINS(CHAIN_DECLARE_3)

#endif
