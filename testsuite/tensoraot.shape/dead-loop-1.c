/* The innermost loop has no iteration, as the ones around it have one each: an index
   that would be too large in it is no error, though it would be one in every iteration
   there could be.  If this fails, a right program does not compile.  */
/* { dg-options "-O1" } */

unsigned short best(unsigned short a[2][2])
{
	unsigned short most = 0;

#pragma tensoraot kernel
	for (unsigned i = 1; i-- > 0;)
		for (unsigned j = i; j < 1; j++)
			for (unsigned k = i; k < j; k++)
				if ((unsigned short)(a[i][k + 1] + a[k + 1][j + 1]) > most)
					most = a[i][k + 1] + a[k + 1][j + 1];
	return most;
}

/* The same with a loop that is known to run.  */
unsigned short wrong(unsigned short a[2][2], unsigned n) /* { dg-message "is declared here" } */
{
	unsigned short most = 0;

#pragma tensoraot kernel
	for (unsigned k = 0; k < n; k++)
		if ((unsigned short)(a[0][k] + a[1][k + 2]) > most) /* { dg-error "leaves the extent of 'a'" } */
			most = 1;
	return most;
}
