/* Options under which nothing of a file is lowered: life.exp says which, and
   the reason.  If this fails, code of a kernel comes where it cannot be, or
   is counted or watched in the place of what is written.  */
/* { dg-do assemble } */
/* { dg-final { scan-file r.txt "0 of 5 loop nests replaced" } } */
#include "options.h"
