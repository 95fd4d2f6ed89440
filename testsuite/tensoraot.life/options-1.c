/* Kernels of every kind under each option of the list in life.exp that has
   nothing to do with them: they are lowered, and right.  If this fails, an
   option makes wrong code, or none.  */
/* { dg-do run } */
/* { dg-final { scan-file r.txt "5 of 5 loop nests replaced" } } */
#include "options.h"
