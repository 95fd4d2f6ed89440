/* Convolutions with a border that conditions keep out of: by an if, by continue,
   by a value chosen instead, by clamped bounds, in memory and in a scalar.  The
   copy of the image has zeros there, and zero times NaN would be NaN: where a
   weight is NaN or infinite, the loops as written run, and where the image is, it
   counts just where the window meets it.  If this fails, a border is one off, or
   a NaN spreads.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <string.h>
#include "path.h"

enum { MAX = 12000 };

/* The loops around a convolution of n images, and the place in the image.  */
#define AROUND(type, t, name, body)                                           \
	__attribute__((noipa)) static void t##name(                           \
		int n, int co, int ci, int oh, int ow, int k, int p, int h,   \
		int w, const type in[n][ci][h][w],                            \
		const type weight[co][ci][k][k], type out[n][co][oh][ow])     \
	{                                                                     \
		_Pragma("tensoraot kernel disjoint")                          \
		for (int b = 0; b < n; b++)                                   \
			for (int o = 0; o < co; o++)                          \
				for (int y = 0; y < oh; y++)                  \
					for (int x = 0; x < ow; x++) {        \
						body                          \
					}                                     \
	}
#define WINDOW                                                                \
	for (int c = 0; c < ci; c++)                                          \
		for (int i = 0; i < k; i++)                                   \
			for (int j = 0; j < k; j++)

#define FORMS(type, t)                                                        \
	AROUND(type, t, by_if, type sum = 1; WINDOW {                         \
		int v = y * S + i - p;                                        \
		int u = x * S + j - p;                                        \
		if (v >= 0 && v < h && u >= 0 && u < w)                       \
			sum += weight[o][c][i][j] * in[b][c][v][u];           \
	} out[b][o][y][x] = sum;)                                             \
	AROUND(type, t, by_continue, type sum = 1; WINDOW {                   \
		int v = y * S + i - p;                                        \
		int u = x * S + j - p;                                        \
		if (v < 0 || v >= h || u < 0 || u >= w)                       \
			continue;                                             \
		sum += in[b][c][v][u] * weight[o][c][i][j];                   \
	} out[b][o][y][x] = sum;)                                             \
	AROUND(type, t, in_memory, out[b][o][y][x] = 1; WINDOW {              \
		int v = y * S + i - p;                                        \
		int u = x * S + j - p;                                        \
		if (v >= 0 && v < h && u >= 0 && u < w)                       \
			out[b][o][y][x] += weight[o][c][i][j]                 \
					   * in[b][c][v][u];                  \
	})                                                                    \
	AROUND(type, t, clamped, type sum = 1;                                \
	       for (int c = 0; c < ci; c++)                                   \
		for (int i = y * S < p ? p - y * S : 0;                       \
		     i < k && y * S + i - p < h; i++)                         \
			for (int j = x * S < p ? p - x * S : 0;               \
			     j < k && x * S + j - p < w; j++)                 \
				sum += weight[o][c][i][j]                     \
				       * in[b][c][y * S + i - p]              \
					   [x * S + j - p];                   \
	       out[b][o][y][x] = sum;)                                        \
	AROUND(type, t, chosen, type sum = 1; WINDOW {                        \
		int v = y * S + i - p;                                        \
		int u = x * S + j - p;                                        \
		type e = v >= 0 && v < h && u >= 0 && u < w                   \
			 ? in[b][c][v][u] : 0;                                \
		sum += weight[o][c][i][j] * e;                                \
	} out[b][o][y][x] = sum;)                                             \
	static type t##in[MAX], t##weight[MAX], t##out[MAX], t##want[MAX];    \
	/* What is to come out: zeros in the border are multiplied if         \
	   "zeros".  */                                                       \
	static void t##plain(int n, int co, int ci, int oh, int ow, int k,    \
			     int p, int h, int w, int zeros)                  \
	{                                                                     \
		for (int q = 0; q < n * co * oh * ow; q++) {                  \
			int x = q % ow, y = q / ow % oh, o = q / ow / oh % co; \
			int b = q / ow / oh / co;                             \
			type sum = 1;                                         \
			for (int r = 0; r < ci * k * k; r++) {                \
				int c = r / k / k, v = y * S + r / k % k - p; \
				int u = x * S + r % k - p;                    \
				int is = v >= 0 && v < h && u >= 0 && u < w;  \
				type e = is ? t##in[((b * ci + c) * h + v)    \
						    * w + u] : 0;             \
				if (is || zeros)                              \
					sum += t##weight[o * ci * k * k + r]  \
					       * e;                           \
			}                                                     \
			t##want[q] = sum;                                     \
		}                                                             \
	}                                                                     \
	static void t##compare(int n)                                         \
	{                                                                     \
		for (int i = 0; i < n; i++)                                   \
			if (t##out[i] != t##want[i]                           \
			    && !(isnan(t##out[i]) && isnan(t##want[i])))      \
				abort();                                      \
	}                                                                     \
	/* With "odd" at place "at" of the weights (which 1) or the image     \
	   (which 2).  */                                                     \
	static void t##check(int n, int co, int ci, int oh, int ow, int k,    \
			     int p, int h, int w, int which, double odd)      \
	{                                                                     \
		for (int i = 0; i < MAX; i++) {                               \
			t##in[i] = i * 7 % 11 - 5;                            \
			t##weight[i] = i * 5 % 7 - 3;                         \
			t##out[i] = 99;                                       \
		}                                                             \
		if (which == 1)                                               \
			t##weight[co * ci * k * k / 2] = odd;                 \
		if (which == 2)                                               \
			t##in[n * ci * h * w / 2] = odd;                      \
		t##plain(n, co, ci, oh, ow, k, p, h, w, 0);                   \
		t##by_if(n, co, ci, oh, ow, k, p, h, w, (void *)t##in,        \
			 (void *)t##weight, (void *)t##out);                  \
		went(PATH(which));                                            \
		t##compare(n * co * oh * ow);                                 \
		t##by_continue(n, co, ci, oh, ow, k, p, h, w, (void *)t##in,  \
			       (void *)t##weight, (void *)t##out);            \
		went(PATH(which));                                            \
		t##compare(n * co * oh * ow);                                 \
		t##in_memory(n, co, ci, oh, ow, k, p, h, w, (void *)t##in,    \
			     (void *)t##weight, (void *)t##out);              \
		t##compare(n * co * oh * ow);                                 \
		t##clamped(n, co, ci, oh, ow, k, p, h, w, (void *)t##in,      \
			   (void *)t##weight, (void *)t##out);                \
		t##compare(n * co * oh * ow);                                 \
		went(ANY);                                                    \
		t##plain(n, co, ci, oh, ow, k, p, h, w, 1);                   \
		t##chosen(n, co, ci, oh, ow, k, p, h, w, (void *)t##in,       \
			  (void *)t##weight, (void *)t##out);                 \
		went(which == 1 ? ANY : LOWERED);                             \
		t##compare(n * co * oh * ow);                                 \
	}

#define PATH(which) ((which) == 1 ? GUARD : LOWERED)
#define S 1
FORMS(float, f)
#undef S
#define S 2
FORMS(double, d)

static void checks(int n, int co, int ci, int oh, int ow, int k, int p, int h,
		   int w)
{
	for (int which = 0; which < 3; which++) {
		fcheck(n, co, ci, oh, ow, k, p, h, w, which, NAN);
		fcheck(n, co, ci, oh, ow, k, p, h, w, which, INFINITY);
		dcheck(n, co, ci, (oh + 1) / 2, (ow + 1) / 2, k, p, h, w, which,
		       -INFINITY);
	}
}

int main(void)
{
	checks(1, 9, 2, 7, 5, 3, 1, 7, 5);
	checks(2, 9, 3, 10, 11, 3, 1, 10, 11);
	checks(1, 8, 2, 8, 9, 5, 2, 8, 9);
	checks(3, 17, 1, 6, 6, 3, 1, 6, 6);
	checks(1, 9, 2, 9, 8, 3, 2, 7, 6);
	checks(1, 9, 2, 13, 17, 1, 0, 13, 17);
	return 0;
}
