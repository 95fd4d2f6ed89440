/* In a shared library what may be another function when it is loaded is not copied into
   a kernel, what cannot is. */
/* { dg-options "-O2 -fPIC -fopt-info-optimized-missed" } */
float shared (float a, float b)
{
  float t = a * 3 + b;
  t = t > 1 ? t * t - a / (b + 2) : t + a * (b - 1) * (a + 7);
  return t < -5 ? t * b : t + a * a * 0.5f - b * b * 0.25f;
}
__attribute__ ((visibility ("hidden"))) float hidden (float a, float b)
{
  float t = a * 4 + b;
  t = t > 1 ? t * t - a / (b + 2) : t + a * (b - 1) * (a + 7);
  return t < -5 ? t * b : t + a * a * 0.5f - b * b * 0.25f;
}
void one (int n, float *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-missed "not known: shared \\\[CALL\\\]" } */
    x[i] = shared (x[i], 2);
}
void other (int n, float *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-optimized "parallel simd loop" } */
    x[i] = hidden (x[i], 2);
}
