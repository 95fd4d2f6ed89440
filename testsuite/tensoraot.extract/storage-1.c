/* A matrix in any storage: the same offsets, the same base, and a struct's
   members as parameters.  If this fails, one storage form is not seen as rows
   of a fixed length.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */
/* { dg-final { scan-ir-times { = add \(A.i\*m \+ j., 1:f32\)} 5 } } */

struct matrix {
	int rows, cols;
	float *data;
};

#pragma tensoraot kernel
void param(int n, int m, float A[n][m])
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			A[i][j] += 1;
}

#pragma tensoraot kernel
void flat(int n, int m, float *A)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			A[i * m + j] += 1;
}

#pragma tensoraot kernel
void row(int n, int m, float *A)
{
	for (int i = 0; i < n; i++) {
		float *r = A + (long)i * m;

		for (int j = 0; j < m; j++)
			r[j] += 1;
	}
}

#pragma tensoraot kernel
void moving_rows(int n, int m, float *A)
{
	float *r = A;

	for (int i = 0; i < n; i++, r += m)
		for (int j = 0; j < m; j++)
			r[j] += 1;
}

#pragma tensoraot kernel
void moving(int n, int m, float *A)
{
	float *p = A;

	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			*p++ += 1;
}

#pragma tensoraot kernel
float local(int n, int m, int k)
{
	float V[n][m];

	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			V[i][j] = k;
	return V[k][k];
}
/* { dg-final { scan-ir {V.i\*m \+ j. = cast:f32@?[0-9]* \(k\)} } } */
/* { dg-final { scan-ir {array V : f32 base V write declared \[n\]\[m\]} } } */

static float G[40][50];

#pragma tensoraot kernel
void global(int n)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < 50; j++)
			G[i][j] = 7;
}
/* { dg-final { scan-ir {array G : f32 base G write declared \[40\]\[50\]} } } */
/* { dg-final { scan-ir {G.50\*i \+ j. = 7:f32} } } */

float use(int i)
{
	return G[i][i];
}

#pragma tensoraot kernel
void member(struct matrix *a, struct matrix *b)
{
	for (int i = 0; i < a->rows; i++)
		for (int j = 0; j < a->cols; j++)
			b->data[i * b->cols + j] = a->data[i * a->cols + j];
}
/* { dg-final { scan-ir {.0 <= i < a_rows; 0 <= j < a_cols.\n    b_data.i\*b_cols \+ j. = a_data.i\*a_cols \+ j.} } } */

struct layer {
	float w[20][30], b[30];
};

#pragma tensoraot kernel
void members(struct layer *l)
{
	for (int i = 0; i < 20; i++)
		for (int j = 0; j < 30; j++)
			l->w[i][j] += l->b[j];
}
/* { dg-final { scan-ir {l_w.30\*i \+ j. = add \(l_w.30\*i \+ j., l_b.j.\)} } } */
