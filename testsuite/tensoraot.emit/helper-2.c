/* Functions that cannot be copied into a kernel: it says of each why, as it says of a
   kernel that has no loop.  What is not the function's fault is not said of it. */
/* { dg-options "-O2 -fopt-info-missed" } */
#include <stdarg.h>
#include <string.h>
extern float more (float);
void outside (int n, float *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-missed "not known: more \\\[CALL\\\]" } */
    x[i] = more (x[i]);
}
__attribute__ ((noinline)) static float apart (float a) { return a * 3 + 1; }
void refuses (int n, float *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-missed "apart, which the compiler does not inline \\\[CALL\\\]" } */
    x[i] = apart (x[i]);
}
static float list (int n, ...)
{
  va_list l;
  float s = 0;
  va_start (l, n);
  for (int i = 0; i < n; i++)
    s += va_arg (l, double);
  va_end (l);
  return s;
}
void varies (int n, float *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-missed "list, which the compiler does not inline \\\[CALL\\\]" } */
    x[i] = list (2, x[i], 1.0);
}
static float power (float x, int n)
{
  return n > 0 ? power (x, n - 1) * x + power (x, n - 2) : 0.5f;
}
void recurs (int n, float *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-missed "power, which calls itself \\\[CALL\\\]" } */
    x[i] = power (x[i], i);
}
static void row (int n, float *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    x[i] *= 2;
}
void has_kernel (int n, float *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-missed "row, which has a kernel of its own \\\[CALL\\\]" } */
    row (n, x + i * n);
}
__attribute__ ((optimize ("no-math-errno"))) static float other (float a)
{
  return a > 0 ? a * a * 3 - a / (a + 1) : a * (a - 1) * (a + 2) / (a - 5);
}
void differs (int n, float *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-missed "other, which is compiled with other options \\\[CALL\\\]" } */
    x[i] = other (x[i]);
}
static float stack (float a, int n)
{
  float t[n];
  memset (t, 0, sizeof t);
  t[n / 2] = a;
  return t[n / 3] + t[n - 1];
}
void piles (int n, float *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-missed "stack, which has much on its stack \\\[CALL\\\]" } */
    x[i] = stack (x[i], n);
}
#define FOUR(a) a, a, a, a
#define SUM(a, b, c, d) a + b * (c - d) / (a + 7)
#define TWICE(m) m m
static float large (float a, float b)
{
  float t = a;
  TWICE (TWICE (TWICE (TWICE (TWICE (t = t > b ? t * a + t / (b + t) : t - a / (t * b + 3);)))))
  return t;
}
void grows (int n, float *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-missed "large, which is too large to be copied \\\[CALL\\\]" } */
    x[i] = large (x[i], 3);
}
extern void elsewhere (float *, int);
void calls (int n, float *x)
{
#pragma tensoraot kernel
  elsewhere (x, n);   /* { dg-missed "not known: elsewhere \\\[CALL\\\]" } */
}
static void once (float *x, int n)
{
  for (int i = 0; i < n; i++)
    x[i] = 1;
}
void empty (float *x)
{
#pragma tensoraot kernel        /* { dg-missed "no loop in it runs \\\[NO_LOOP\\\]" } */
  once (x, 0);
}
