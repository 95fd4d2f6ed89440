/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rounding.c - does the compiler keep what rounds doubles to floats and back, where
   it has put two side by side into a vector?  The status is 0 if it drops it, as
   GCC 12 does, which takes vectors of as many elements for vectors of one type. */
__attribute__((noipa)) static void f(double *o, const double *b)
{
	float x = b[0], y = b[1];

	o[0] = x;
	o[1] = y;
}

int main(void)
{
	double b[2] = { 0.1, 0.3 }, o[2];

	f(o, b);
	return o[0] == (double)0.1f && o[1] == (double)0.3f;
}
