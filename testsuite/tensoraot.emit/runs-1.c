/* Rows of an image that are copied as they lie are runs, of which memcpy copies each:
   of known sizes, and where the run finds that windows are one element apart.  Every
   other element, or one that is converted, is no run.  If this fails, a short row is a
   loop of vectors with its rest, and with a step that only the run knows one of single
   elements.  */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=made" } */
/* { dg-final { scan-file "made/tensoraot_known.c" "memcpy" } } */
/* { dg-final { scan-file "made/tensoraot_steps.c" "memcpy" } } */
/* { dg-final { scan-file-not "made/tensoraot_other.c" "memcpy" } } */
/* { dg-final { scan-file-not "made/tensoraot_turned.c" "memcpy" } } */
enum { C = 64, N = 28, K = 3, ROW = 2 * N + K };

#define CONV(name, h, w, at)                                                   \
	void name(const float (*restrict f)[C][K][K],                          \
		  const float (*restrict in)[h][w],                            \
		  float (*restrict out)[N][N])                                 \
	{                                                                      \
		_Pragma("tensoraot kernel")                                    \
		for (int o = 0; o < C; o++)                                    \
			for (int y = 0; y < N; y++)                            \
				for (int x = 0; x < N; x++) {                  \
					float sum = 0;                         \
					for (int c = 0; c < C; c++)            \
						for (int i = 0; i < K; i++)    \
							for (int j = 0;        \
							     j < K; j++)       \
								sum +=         \
								f[o][c][i][j]  \
								* at;          \
					out[o][y][x] = sum;                    \
				}                                              \
	}

CONV(known, ROW, ROW, in[c][y + i][x + j])
CONV(other, ROW, ROW, in[c][2 * y + i][2 * x + j])
CONV(turned, ROW, ROW, in[c][x + j][y + i])

void steps(int co, int ci, int k, int s, int oh, int ow, int h, int w,
	   const float f[restrict co][ci][k][k],
	   const float in[restrict ci][h][w], float out[restrict co][oh][ow])
{
#pragma tensoraot kernel
	for (int o = 0; o < co; o++)
		for (int y = 0; y < oh; y++)
			for (int x = 0; x < ow; x++) {
				float sum = 0;
				for (int c = 0; c < ci; c++)
					for (int i = 0; i < k; i++)
						for (int j = 0; j < k; j++)
							sum += f[o][c][i][j]
							       * in[c][y * s + i][x * s + j];
				out[o][y][x] = sum;
			}
}
