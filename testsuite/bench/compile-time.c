/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compile-time.c - how long a compilation takes.

   Arguments: what it is of, how often, then two commands, each one word for
   "sh -c", or a command and how many seconds it may take.  Commands run in turn; a
   row as bench.h describes it is printed, with the processor time of both, children
   included, in the pair of the median ratio, or the least time and the limit.  */
#include "bench.h"

#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 99 };

/* The processor time, in seconds, that the shell command "command" takes. */
static double run(const char *command)
{
	struct rusage before, after;
	int status;
	pid_t pid;

	getrusage(RUSAGE_CHILDREN, &before);
	pid = fork();
	if (pid == 0) {
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0) {
		fprintf(stderr, "bench: failed: %s\n", command);
		exit(1);
	}
	getrusage(RUSAGE_CHILDREN, &after);
	return after.ru_utime.tv_sec - before.ru_utime.tv_sec +
	       after.ru_stime.tv_sec - before.ru_stime.tv_sec +
	       (after.ru_utime.tv_usec - before.ru_utime.tv_usec +
		after.ru_stime.tv_usec - before.ru_stime.tv_usec) * 1e-6;
}

/* Return the pair of the median ratio of "n" runs of each of two commands. */
static struct bench_pair median(int n, const char *subject,
				const char *reference)
{
	struct bench_pair p[MOST];

	for (int i = 0; i < n; i++) {
		if (i % 2)
			p[i].reference = run(reference);
		p[i].subject = run(subject);
		if (i % 2 == 0)
			p[i].reference = run(reference);
	}
	qsort(p, (size_t)n, sizeof *p, bench_by_ratio);
	return p[n / 2];
}

/* Return the least time of "n" runs of "subject", and the "limit". */
static struct bench_pair least(int n, const char *subject, double limit)
{
	struct bench_pair p = { 1e9, limit };

	while (n--) {
		double t = run(subject);

		p.subject = t < p.subject ? t : p.subject;
	}
	return p;
}

int main(int argc, char **argv)
{
	int n = argc == 5 ? atoi(argv[2]) : 0;
	struct bench_pair p;
	double limit;
	char *end;

	if (n < 1 || n > MOST) {
		fprintf(stderr,
			"usage: compile-time NAME N WITH WITHOUT|SECONDS\n");
		return 2;
	}
	limit = strtod(argv[4], &end);
	p = *end ? median(n, argv[3], argv[4]) : least(n, argv[3], limit);
	printf("compile,%s,-,%.6f,%.6f,%.3f\n", argv[1], p.subject * 1e6,
	       p.reference * 1e6, p.reference / p.subject);
	return 0;
}
