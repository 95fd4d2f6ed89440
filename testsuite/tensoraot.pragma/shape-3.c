/* Names in a shape must be in scope and of the right type; the suggestion is a
   variable that would fit. */
/* { dg-do compile } */

float scale;			/* { dg-note "7:declared here" } */
struct s { int rows; float *data; };
struct s value;			/* { dg-note "10:declared here" } */
void *nothing;			/* { dg-note "7:declared here" } */
typedef int type;
volatile int changing;
__int128 wide;
int rowcount, row_counter_of_nobody;
float rowcounts;

void f(int nrows, float *matrix, float vector[], struct s *s)
{
#pragma tensoraot kernel shape(matrix[nrow])	/* { dg-error "39:'nrow' is not declared here; did you mean 'nrows'" } */
	for (int i = 0; i < nrows; i++) matrix[i] = vector[i];
#pragma tensoraot kernel shape(martix[nrows])	/* { dg-error "32:'martix' is not declared here; did you mean 'matrix'" } */
	for (int i = 0; i < nrows; i++) matrix[i] = vector[i];
#pragma tensoraot kernel shape(matrix[rowcountt]) /* { dg-error "39:'rowcountt' is not declared here; did you mean 'rowcount'" } */
	for (int i = 0; i < nrows; i++) matrix[i] = vector[i];
#pragma tensoraot kernel shape(zzzz[nrows])	/* { dg-error "32:'zzzz' is not declared here" } */
	for (int i = 0; i < nrows; i++) matrix[i] = vector[i];
#pragma tensoraot kernel shape(matrix[scale])	/* { dg-error "39:'scale' has type 'float', where an integer is needed" } */
	for (int i = 0; i < nrows; i++) matrix[i] = vector[i];
#pragma tensoraot kernel shape(nrows[3])	/* { dg-error "32:'nrows' has type 'int', where an array of numbers" } */
	for (int i = 0; i < nrows; i++) matrix[i] = vector[i];
#pragma tensoraot kernel shape(value[3])	/* { dg-error "32:'value' has type 'struct s', where an array of numbers" } */
	for (int i = 0; i < nrows; i++) matrix[i] = vector[i];
#pragma tensoraot kernel shape(nothing[3])	/* { dg-error "32:'nothing' has type 'void \\*', where an array of numbers" } */
	for (int i = 0; i < nrows; i++) matrix[i] = vector[i];
#pragma tensoraot kernel shape(s[3])	/* { dg-error "32:'s' has type 'struct s \\*', where an array of numbers" } */
	for (int i = 0; i < nrows; i++) matrix[i] = vector[i];
#pragma tensoraot kernel shape(s->data[s->row])	/* { dg-error "43:no member named 'row'; did you mean 'rows'" } */
	for (int i = 0; i < nrows; i++) matrix[i] = vector[i];
#pragma tensoraot kernel shape(s.data[3])	/* { dg-error "34:'s' is a pointer; did you mean to use '->'" } */
	for (int i = 0; i < nrows; i++) matrix[i] = vector[i];
#pragma tensoraot kernel shape(matrix[type])	/* { dg-error "39:'type' is a type, not a variable" } */
	for (int i = 0; i < nrows; i++) matrix[i] = vector[i];
#pragma tensoraot kernel shape(f[3])	/* { dg-error "32:'f' is a function, not a variable" } */
	for (int i = 0; i < nrows; i++) matrix[i] = vector[i];
#pragma tensoraot kernel shape(matrix[changing])	/* { dg-error "39:'changing' is volatile or atomic" } */
	for (int i = 0; i < nrows; i++) matrix[i] = vector[i];
#pragma tensoraot kernel shape(matrix[wide])	/* { dg-error "39:'wide' has more than 64 bits" } */
	for (int i = 0; i < nrows; i++) matrix[i] = vector[i];
}
/* The notes of 'nrows' and 's'. */
/* { dg-note "12:declared here" "" { target *-*-* } 15 } */
/* { dg-note "60:declared here" "" { target *-*-* } 15 } */
