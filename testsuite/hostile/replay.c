/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replay.c - give a harness the inputs that are the files on the command line;
   for compilers that have no fuzzer. */
#include "hostile.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST = 1 << 20 };

/* Give the harness the file "name"; false if it cannot be read. */
static int replay(const char *name)
{
	FILE *f = fopen(name, "rb");
	unsigned char *all = malloc(MOST), *data;
	size_t n, i;

	if (!f || !all) {
		fprintf(stderr, "replay: cannot read '%s'\n", name);
		free(all);
		return 0;
	}
	n = fread(all, 1, MOST, f);
	fclose(f);
	data = malloc(n + 1);
	for (i = 0; i < n; i++)
		data[i] = all[i];
	free(all);
	LLVMFuzzerTestOneInput(data, n);
	free(data);
	return 1;
}

/* Replay the files "argv". */
int main(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++)
		if (!replay(argv[i]))
			return 1;
	printf("%d inputs\n", argc - 1);
	return argc < 2;
}
