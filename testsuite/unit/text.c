/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text.c - tests of the text form on the programs named on the command line:
   every prefix of each, and each with random damage, is either refused with a
   message or read as a program that prints and parses as itself. */
#include "unit.h"

#include <stdlib.h>

static char message[200];

/* Keep "text". */
static void keep(void *data, enum ta_severity severity, ta_loc loc,
		 const char *text)
{
	(void)data;
	(void)severity;
	snprintf(message, sizeof(message), "%lu: %s", (unsigned long)loc,
		 text);
}

/* "p" as text. */
static const char *text_of(ta_arena *a, const ta_program *p)
{
	ta_buf b;

	ta_buf_init(&b, a);
	ta_program_print(&b, p);
	return b.s;
}

/* Read "text"; when it is a program, verify and print it, and read that
   again.  Returns whether it was one. */
static bool try_text(const char *text)
{
	ta_arena *a = ta_arena_new();
	ta_diag diag = { keep, NULL, 0 };
	ta_program *p, *q;
	const char *once;

	message[0] = 0;
	p = ta_program_parse(a, text, &diag);
	TEST((p != NULL) == (diag.nerrors == 0));
	TEST(diag.nerrors <= 1);
	TEST((message[0] != 0) == (diag.nerrors == 1));
	if (p) {
		ta_check(p);
		once = text_of(a, p);
		q = ta_program_parse(a, once, &diag);
		if (!TEST(q != NULL))
			printf("%s\nin:\n%s\n", message, once);
		else if (!TEST(!strcmp(once, text_of(a, q))))
			printf("of:\n%s\n", once);
	}
	ta_arena_free(a);
	return p != NULL;
}

/* Put a word or character that means something at random places of "s", of
   "n" characters. */
static void damage(char *s, size_t n)
{
	static const char *const words[] = {
		"{", "}", "[", "]", "(", ")", ":", ";", ",", "%9", "$3", "@1",
		"?", "\"", "\\", "-", "1e9", "99999999999", "nan", "maybe",
		"call", "if", "seq", "loop", "0x", "#", "\n", "*", "<>",
	};
	int i;

	for (i = (int)unit_random(3); i >= 0; i--) {
		const char *w = words[unit_random(TA_ARRAY_LEN(words))];
		size_t at = unit_random(n), len = strlen(w);

		if (unit_random(3) == 0)
			s[at] = (char)(1 + unit_random(255));
		else if (unit_random(3) == 0)
			s[at] = s[unit_random(n)];
		else if (at + len <= n)
			memcpy(s + at, w, len);
	}
}

/* Test the program in the file "name". */
static void test_file(const char *name)
{
	FILE *f = fopen(name, "rb");
	char *text = calloc(1, 1 << 16), *bad = calloc(1, 1 << 16);
	size_t n, i;

	if (!TEST(f != NULL))
		return;
	n = fread(text, 1, (1 << 16) - 1, f);
	fclose(f);
	if (!TEST(try_text(text)))
		printf("%s:%s\n", name, message);
	for (i = 0; i < n; i += 1 + n / 400) {
		memcpy(bad, text, n + 1);
		bad[i] = 0;
		try_text(bad);
	}
	for (i = 0; i < 1000; i++) {
		memcpy(bad, text, n + 1);
		damage(bad, n);
		try_text(bad);
	}
	free(text);
	free(bad);
}

/* Nesting without end is refused, not followed. */
static void test_depth(void)
{
	static const char head[] = "kernel k { param n : i32\n threads ";
	size_t deep = 200000, len = strlen(head), i;
	char *text = calloc(1, len + 4 * deep + 1);

	strcpy(text, head);
	for (i = 0; i < deep; i++)
		memcpy(text + len + 4 * i, "neg(", 4);
	TEST(!try_text(text));
	TEST(strstr(message, "deep") != NULL);
	strcpy(text, "kernel k { plan { ");
	len = strlen(text);
	for (i = 0; i < deep; i++)
		memcpy(text + len + 4 * i, "seq{", 4);
	TEST(!try_text(text));
	TEST(strstr(message, "deep") != NULL);
	free(text);
}

/* Test the programs in the files "argv"; the status to exit with. */
int main(int argc, char **argv)
{
	int i;

	test_depth();
	for (i = 1; i < argc; i++)
		test_file(argv[i]);
	return unit_done();
}
