/* With -fno-inline calls stay calls, in kernels too. */
/* { dg-options "-O2 -fno-inline -fopt-info-optimized-missed" } */
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
  for (int i = 0; i < n; i++)   /* { dg-missed "not known: shared.* \\\[CALL\\\]" } */
    x[i] = shared (x[i], 2);
}
void other (int n, float *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-missed "not known: hidden.* \\\[CALL\\\]" } */
    x[i] = hidden (x[i], 2);
}
