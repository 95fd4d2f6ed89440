/* A loop that runs until something has happened stays, and says why; the nest
   in it is replaced, and is all that counts as a nest.  */
/* { dg-options "-O2 -fplugin-arg-tensoraot-report=r.txt" } */
/* { dg-final { scan-file "r.txt" "around-1.c:17: relax *- loop kept around the nests in it: .*TRIP_COUNT" } } */
/* { dg-final { scan-file "r.txt" "1 of 1 loop nests replaced" } } */
void relax (int n, float *a, const float *b)
{
  float most;
#pragma tensoraot kernel
  do {
    most = 0;
    for (int i = 0; i < n; i++) {
      a[i] = a[i] * 0.5f + b[i];
      if (a[i] > most)
	most = a[i];
    }
  } while (most > 2);
}
