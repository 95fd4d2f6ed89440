/* Functions that auto leaves alone, each for its own rule, and one that it
   takes.  If this fails, loops are replaced in code that must not be changed,
   or that does not pay. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-auto -fplugin-arg-tensoraot-report=report.txt -Wno-attributes" } */
/* { dg-final { scan-file report.txt "\n1 of 1 loop nests? replaced|^\[^\n\]*taken +\\+ simd loop\n1 of 1" } } */
#include <setjmp.h>
#define LOOP                                                            \
  for (int i = 0; i < n; i++)                                           \
    y[i] = y[i] * 2 + 1;

void taken (int n, float *y) { LOOP }
__attribute__ ((cold)) void cold (int n, float *y) { LOOP }
__attribute__ ((optimize ("Os"))) void small (int n, float *y) { LOOP }
__attribute__ ((optimize ("O0"))) void plain (int n, float *y) { LOOP }
__attribute__ ((optimize ("Og"))) void debug (int n, float *y) { LOOP }
__attribute__ ((optimize ("trapv"))) void traps (int n, float *y) { LOOP }
__attribute__ ((optimize ("non-call-exceptions")))
void throws (int n, float *y) { LOOP }
__attribute__ ((optimize ("no-tree-loop-optimize")))
void no_loops (int n, float *y) { LOOP }
__attribute__ ((simd)) float for_vectors (int n, float *y) { LOOP return *y; }
__attribute__ ((target_clones ("avx2", "default")))
void clones (int n, float *y) { LOOP }
#pragma tensoraot off
void off (int n, float *y) { LOOP }

jmp_buf env;
int returns_twice (int n, float *y)
{
  if (setjmp (env))
    return 1;
  LOOP
  return 0;
}
void receives (int n, float *y, void (*call) (void (*) (void)))
{
  __label__ out;
  auto void jump (void);
  void jump (void) { goto out; }
  call (jump);
  LOOP
 out:
  ;
}
static float table[64];
static void one (void) { }
static void (*choose (void)) (void)
{
  for (int i = 0; i < 64; i++)
    table[i] = i * 2 + 1;
  return one;
}
void chosen (void) __attribute__ ((ifunc ("choose")));
float third (void) { return table[3]; }
