/* A loop of vectors in which one of several rows is read, by conditions that it leaves as
   they are, chooses the row before it; where one row is of another array, or chosen by the
   column, it does not.  If this fails, each vector is
   read of all rows under masks, or a row is read from where it is not.  */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=." } */
/* { dg-final { scan-file "tensoraot_mirrored.c" {row = hi > 0 \? .* >= 0 \? .* \? } } } */
/* { dg-final { scan-file-not "tensoraot_mirrored.c" {out.*= .*\?} } } */
/* { dg-final { scan-file "tensoraot_steps.c" {row = hi > 0 \? y .*\?} } } */
/* { dg-final { scan-file-not "tensoraot_two.c" {row = } } } */
/* { dg-final { scan-file-not "tensoraot_column.c" {row = } } } */

void mirrored (int y, int h, int w, const float *restrict in, float *restrict out)
{
#pragma tensoraot kernel
  for (int x = 0; x < w; x++)
    {
      float s = 0;
      for (int d = -2; d <= 2; d++)
	{
	  int yy = y + d < 0 ? -y - d : y + d;
	  s += in[(yy < h ? yy : 2 * h - 2 - yy) * w + x] * (d == 0 ? 2 : 1);
	}
      out[x] = s;
    }
}

void steps (int h, int w, const float *restrict in, float *restrict out)
{
#pragma tensoraot kernel
  for (int y = 0; y < h; y++)
    for (int x = 0; x < w; x++)
      out[y * w + x] = in[(2 * y < h ? 2 * y : h - 1) * w + x] * 2;
}

void two (int y, int w, const float *restrict in, const float *restrict other,
	  float *restrict out)
{
#pragma tensoraot kernel
  for (int x = 0; x < w; x++)
    out[x] = y > 0 ? in[x] : other[x];
}

void column (int y, int w, const float *restrict in, float *restrict out)
{
#pragma tensoraot kernel
  for (int x = 0; x < w; x++)
    out[x] = x < y ? in[x] : in[y * w + x];
}
