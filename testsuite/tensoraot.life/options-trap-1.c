/* -ftrapv: an overflow must stop the program in signed arithmetic, and floats
   are not meant.  If this fails, the trap is lost.  */
/* { dg-do run } */
/* { dg-additional-options "-ftrapv -fplugin-arg-tensoraot-report=r.txt" } */
/* { dg-final { scan-file-times r.txt "\\\[TRAPS\\\]" 2 } } */
/* { dg-final { scan-file r.txt "3 of 5 loop nests replaced" } } */
#include "options.h"
