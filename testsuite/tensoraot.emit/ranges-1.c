/* Sums of bytes that are cut to a byte need no more than 16 bits, as ranges tell: the
   vectors of a kernel hold as many elements as those of the loop as written do.
   Without ranges they were of ints, and it took more than twice as long. */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-options "-O3 -mavx2" } */
/* { dg-final { scan-file "ranges-1.s" "vpmin.w" } } */
/* { dg-final { scan-file-not "ranges-1.s" "vpmin.d" } } */
#pragma tensoraot kernel
void add (int n, const unsigned char *a, const unsigned char *b,
          unsigned char *c)
{
  for (int i = 0; i < n; i++) {
    int v = a[i] + b[i];
    c[i] = v > 255 ? 255 : v;
  }
}
