/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compile-time.c - how long a compilation takes.

   Arguments: what it is of, how often, then two commands, each one word for
   "sh -c", or a command and how many seconds it may take.  Commands run in turn; a
   row as bench.h describes it is printed, with the least processor time of each,
   children included, or the limit as the reference.  */
#include "bench.h"

#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

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

int main(int argc, char **argv)
{
	double with = 1e9, without = 1e9, t;
	char *end;

	if (argc != 5) {
		fprintf(stderr,
			"usage: compile-time NAME N WITH WITHOUT|SECONDS\n");
		return 2;
	}
	t = strtod(argv[4], &end);
	if (!*end)
		without = t;
	for (int i = atoi(argv[2]); i > 0; i--) {
		t = run(argv[3]);
		with = t < with ? t : with;
		if (!*end)
			continue;
		t = run(argv[4]);
		without = t < without ? t : without;
	}
	printf("compile,%s,-,%.6f,%.6f,%.3f\n", argv[1], with * 1e6,
	       without * 1e6, without / with);
	return 0;
}
