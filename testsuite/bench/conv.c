/* SPDX-License-Identifier: GPL-3.0-or-later */
/* conv.c - convolutions, as loops, against the product of matrices that does as
   much: cblas_sgemm of co by ci * kh * kw and that by oh * ow, for each image, with a
   matrix of its own.

   Arguments: parts of the names of the rows that are wanted; none: all.  The
   layers are those of well-known networks.  "valid": the image has its border
   of zeros in memory; "pad": conditions keep inside of it; "nhwc": the channels
   of a pixel are side by side; "sizes" and "pad-sizes": nothing is known when it
   is compiled.  Each is compared with the same loops compiled plain.  */
#include "bench.h"

#include <string.h>

enum { ROW_MAJOR = 101, NO_TRANS = 111 };

void cblas_sgemm(int, int, int, int, int, int, float, const float *, int,
		 const float *, int, float, float *, int);

/* A layer: "in" is n images of ci channels of h by w, "out" of co channels of
   oh by ow; windows are k by k, "s" apart, and the border is "p". */
struct layer {
	const char *name;
	int n, co, ci, h, w, k, s, p, oh, ow;
	float *in, *weight, *out, *matrix;
};

/* The loops of a convolution without a border. */
#define VALID(N, CO, CI, K, S, OH, OW)                                        \
	for (int b = 0; b < N; b++)                                           \
		for (int o = 0; o < CO; o++)                                  \
			for (int y = 0; y < OH; y++)                          \
				for (int x = 0; x < OW; x++) {                \
					float sum = 0;                        \
					for (int c = 0; c < CI; c++)          \
						for (int i = 0; i < K; i++)   \
							for (int j = 0;       \
							     j < K; j++)      \
								sum +=        \
	weight[o][c][i][j] * in[b][c][y * S + i][x * S + j];                  \
					out[b][o][y][x] = sum;                \
				}

/* The same where channels are innermost. */
#define NHWC(N, CO, CI, K, S, OH, OW)                                         \
	for (int b = 0; b < N; b++)                                           \
		for (int y = 0; y < OH; y++)                                  \
			for (int x = 0; x < OW; x++)                          \
				for (int o = 0; o < CO; o++) {                \
					float sum = 0;                        \
					for (int i = 0; i < K; i++)           \
						for (int j = 0; j < K; j++)   \
							for (int c = 0;       \
							     c < CI; c++)     \
								sum +=        \
	in[b][y * S + i][x * S + j][c] * weight[i][j][c][o];                  \
					out[b][y][x][o] = sum;                \
				}

/* The same with a border of P around images of H by W, by conditions. */
#define PAD(N, CO, CI, H, W, K, S, P, OH, OW)                                 \
	for (int b = 0; b < N; b++)                                           \
		for (int o = 0; o < CO; o++)                                  \
			for (int y = 0; y < OH; y++)                          \
				for (int x = 0; x < OW; x++) {                \
					float sum = 0;                        \
					for (int c = 0; c < CI; c++)          \
						for (int i = 0; i < K; i++)   \
							for (int j = 0;       \
							     j < K; j++) {    \
		int v = y * S + i - P, u = x * S + j - P;                     \
		if (v >= 0 && v < H && u >= 0 && u < W)                       \
			sum += weight[o][c][i][j] * in[b][c][v][u];           \
							}                     \
					out[b][o][y][x] = sum;                \
				}

/* The layers: X(name, images, co, ci, oh, ow, k, s). */
#define LAYERS(X)                                                             \
	X(resnet56, 1, 64, 64, 56, 56, 3, 1)                                  \
	X(resnet28, 1, 128, 128, 28, 28, 3, 1)                                \
	X(resnet14, 1, 256, 256, 14, 14, 3, 1)                                \
	X(resnet7, 1, 512, 512, 7, 7, 3, 1)                                   \
	X(first, 1, 64, 3, 112, 112, 7, 2)                                    \
	X(point, 1, 64, 256, 56, 56, 1, 1)                                    \
	X(alex5, 1, 192, 64, 27, 27, 5, 1)                                    \
	X(resnet56x8, 8, 64, 64, 56, 56, 3, 1)                                \
	X(resnet28x8, 8, 128, 128, 28, 28, 3, 1)                              \
	X(resnet14x8, 8, 256, 256, 14, 14, 3, 1)                              \
	X(resnet7x8, 8, 512, 512, 7, 7, 3, 1)                                 \
	X(firstx8, 8, 64, 3, 112, 112, 7, 2)                                  \
	X(pointx8, 8, 64, 256, 56, 56, 1, 1)                                  \
	X(alex5x8, 8, 192, 64, 27, 27, 5, 1)

/* The functions of a layer. */
#define FUNCTIONS(name, n, co, ci, oh, ow, k, s)                              \
	KEEP static void name##_valid(void *arg)                              \
	{                                                                     \
		const struct layer *l = arg;                                  \
		const float(*in)[ci][(oh - 1) * s + k][(ow - 1) * s + k] =    \
			(void *)l->in;                                        \
		const float(*weight)[ci][k][k] = (void *)l->weight;           \
		float(*out)[co][oh][ow] = (void *)l->out;                     \
		_Pragma("tensoraot kernel disjoint")                          \
		VALID(n, co, ci, k, s, oh, ow)                                \
	}                                                                     \
	KEEP static void name##_nhwc(void *arg)                               \
	{                                                                     \
		const struct layer *l = arg;                                  \
		const float(*in)[(oh - 1) * s + k][(ow - 1) * s + k][ci] =    \
			(void *)l->in;                                        \
		const float(*weight)[k][ci][co] = (void *)l->weight;          \
		float(*out)[oh][ow][co] = (void *)l->out;                     \
		_Pragma("tensoraot kernel disjoint")                          \
		NHWC(n, co, ci, k, s, oh, ow)                                 \
	}                                                                     \
	KEEP static void name##_pad(void *arg)                                \
	{                                                                     \
		enum { p = k / 2 };                                           \
		const struct layer *l = arg;                                  \
		const float(*in)[ci][oh * s][ow * s] = (void *)l->in;         \
		const float(*weight)[ci][k][k] = (void *)l->weight;           \
		float(*out)[co][oh][ow] = (void *)l->out;                     \
		_Pragma("tensoraot kernel disjoint")                          \
		PAD(n, co, ci, oh * s, ow * s, k, s, p, oh, ow)               \
	}
LAYERS(FUNCTIONS)

/* A convolution of which nothing is known when it is compiled. */
KEEP static void convolve(int n, int co, int ci, int h, int w, int k, int s,
			  int oh, int ow, const float in[n][ci][h][w],
			  const float weight[co][ci][k][k],
			  float out[n][co][oh][ow])
{
#pragma tensoraot kernel disjoint
	VALID(n, co, ci, k, s, oh, ow)
}

static void sizes(void *arg)
{
	struct layer *l = arg;

	convolve(l->n, l->co, l->ci, (l->oh - 1) * l->s + l->k,
		 (l->ow - 1) * l->s + l->k, l->k, l->s, l->oh, l->ow,
		 (void *)l->in, (void *)l->weight, (void *)l->out);
}

/* The same with a border of zeros by conditions. */
KEEP static void convolve_pad(int n, int co, int ci, int h, int w, int k, int s,
			      int p, int oh, int ow, const float in[n][ci][h][w],
			      const float weight[co][ci][k][k],
			      float out[n][co][oh][ow])
{
#pragma tensoraot kernel disjoint
	PAD(n, co, ci, h, w, k, s, p, oh, ow)
}

static void padded_sizes(void *arg)
{
	struct layer *l = arg;

	convolve_pad(l->n, l->co, l->ci, l->oh * l->s, l->ow * l->s, l->k, l->s,
		     l->p, l->oh, l->ow, (void *)l->in, (void *)l->weight,
		     (void *)l->out);
}

/* As much by products of matrices that are there, one for each image. */
static void products(void *arg)
{
	struct layer *l = arg;
	int size = l->oh * l->ow, depth = l->ci * l->k * l->k;

	for (int b = 0; b < l->n; b++)
		cblas_sgemm(ROW_MAJOR, NO_TRANS, NO_TRANS, l->co, size, depth,
			    1, l->weight, depth,
			    l->matrix + (size_t)b * depth * size, size, 0,
			    l->out + (size_t)b * l->co * size, size);
}

/* Return whether the row "what" is one of the "n" "wanted". */
static int wanted(const char *what, int n, char **name)
{
	for (int i = 0; i < n; i++)
		if (strstr(what, name[i]))
			return 1;
	return !n;
}

/* Make the row of "form", done by "subject", of the layer "l". */
static void row(const char *form, void (*subject)(void *), struct layer *l,
		int n, char **name)
{
	char what[64];

	snprintf(what, sizeof(what), "%s %s", l->name, form);
	if (wanted(what, n, name))
		bench_compare("conv", what, 0.5, subject, products, l);
}

/* Memory for "n" floats, filled. */
static float *floats(size_t n)
{
	float *x = bench_alloc(n * sizeof(*x));

	for (size_t i = 0; i < n; i++)
		x[i] = (float)(i * 7 % 13) / 13 - .5f;
	return x;
}

int main(int argc, char **argv)
{
#define ROWS(id, n, co, ci, oh, ow, k, s)                                  \
	{                                                                     \
		struct layer l = { #id, n, co, ci, 0, 0, k, s, k / 2,      \
				   oh, ow, NULL, NULL, NULL, NULL };          \
		l.in = floats((size_t)n * ci * (oh * s + k) * (ow * s + k));  \
		l.weight = floats((size_t)co * ci * k * k);                   \
		l.out = floats((size_t)n * co * oh * ow);                     \
		l.matrix = floats((size_t)n * ci * k * k * oh * ow);          \
		row("valid", id##_valid, &l, argc - 1, argv + 1);          \
		row("nhwc", id##_nhwc, &l, argc - 1, argv + 1);            \
		row("pad", id##_pad, &l, argc - 1, argv + 1);              \
		row("sizes", sizes, &l, argc - 1, argv + 1);                  \
		row("pad-sizes", padded_sizes, &l, argc - 1, argv + 1);       \
		free(l.in);                                                   \
		free(l.weight);                                               \
		free(l.out);                                                  \
		free(l.matrix);                                               \
	}
	LAYERS(ROWS)
	return 0;
}
