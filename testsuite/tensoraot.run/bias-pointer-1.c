/* A bias that may be missing, as linear layers in plain C have it: the test of
   the pointer does not change in the nest, which is one product over all rows
   of the batch.  If this fails, a missing bias is read, or a present one not.  */
#include <stdlib.h>

#define LAYER                                                          \
	for (int b = 0; b < nb; b++)                                   \
		for (int t = 0; t < nt; t++) {                         \
			float *o = out + b * nt * no + t * no;         \
			const float *x = in + b * nt * ni + t * ni;    \
			for (int j = 0; j < no; j++) {                 \
				float v = bias != NULL ? bias[j] : 0;  \
				const float *row = weight + j * ni;    \
				for (int i = 0; i < ni; i++)           \
					v += x[i] * row[i];            \
				o[j] = v;                              \
			}                                              \
		}

__attribute__((noinline)) void kernel(float *out, const float *in,
				      const float *weight, const float *bias,
				      int nb, int nt, int ni, int no)
{
#pragma tensoraot kernel
	LAYER
}

__attribute__((noinline)) void plain(float *out, const float *in,
				     const float *weight, const float *bias,
				     int nb, int nt, int ni, int no)
{
	LAYER
}

enum { NB = 3, NT = 17, NI = 33, NO = 29 };
static float in[NB * NT * NI], weight[NO * NI], bias[NO];
static float x[NB * NT * NO + 1], y[NB * NT * NO + 1];

int main(void)
{
	for (int i = 0; i < NB * NT * NI; i++)
		in[i] = i * 7 % 11 - 5;
	for (int i = 0; i < NO * NI; i++)
		weight[i] = i * 5 % 7 - 3;
	for (int i = 0; i < NO; i++)
		bias[i] = i;
	for (int with = 0; with < 2; with++) {
		kernel(x, in, weight, with ? bias : NULL, NB, NT, NI, NO);
		plain(y, in, weight, with ? bias : NULL, NB, NT, NI, NO);
		for (int i = 0; i <= NB * NT * NO; i++)
			if (x[i] != y[i])
				abort();
	}
	return 0;
}
