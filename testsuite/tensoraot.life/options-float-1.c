/* Options that change what floating-point arithmetic means: another rounding
   mode or a signaling NaN must be seen by it where it is written.  If this
   fails, a thread that has its own rounding mode computes, or an exception is
   raised that is none.  */
/* { dg-do run } */
/* { dg-final { scan-file-times r.txt "\\\[FENV\\\]" 3 } } */
/* { dg-final { scan-file r.txt "2 of 5 loop nests replaced" } } */
#include "options.h"
