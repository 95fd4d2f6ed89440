/* In a deterministic kernel what is added up at places that data say, and of elements at
   such places, is the same to the bit for every number of threads, though one thread
   gains nothing over the loops as written.  If this fails, one thread adds up in another
   order than two.  */
#include <stdlib.h>
#include <string.h>

extern void omp_set_num_threads(int) __attribute__((weak));

enum { N = 300001, BINS = 300 };
static float x[N], h[6][BINS], s[6];
static int p[N];

#pragma tensoraot kernel deterministic shape(bin[BINS])
__attribute__((noipa)) void scatter(long n, float *restrict bin)
{
	for (long i = 0; i < n; i++)
		bin[p[i]] += x[i];
}

#pragma tensoraot kernel deterministic
__attribute__((noipa)) void gather(long n, const float *restrict bin,
				   float *restrict sum)
{
	float t = 0;

	for (long i = 0; i < n; i++)
		t += bin[p[i]] * x[i];
	*sum = t;
}

int main(void)
{
	unsigned seed = 1;

	for (int i = 0; i < N; i++) {
		seed = seed * 1103515245 + 12345;
		x[i] = (float)(seed >> 8) / 16777216 - .3f;
		p[i] = (seed >> 9) % BINS;
	}
	for (int i = 0; i < 6; i++) {
		if (omp_set_num_threads)
			omp_set_num_threads(i + 1);
		scatter(N, h[i]);
		gather(N, h[0], &s[i]);
		if (memcmp(h[i], h[0], sizeof h[0]) || s[i] != s[0])
			abort();
	}
	return 0;
}
