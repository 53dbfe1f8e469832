// SPDX-License-Identifier: GPL-2.0
/*
 * terminal COMMAND [ARG...]: run it on a terminal of its own; what it writes there goes to standard
 * output as it is. The exit status is that of COMMAND.
 */
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	const struct winsize size = { .ws_row = 25, .ws_col = 80 };
	int master, status;
	char text[4096];
	ssize_t n;
	pid_t pid;

	if (argc < 2) {
		fprintf(stderr, "usage: terminal COMMAND [ARG...]\n");
		return 2;
	}
	pid = forkpty(&master, NULL, NULL, &size);
	if (pid < 0) {
		perror("forkpty");
		return 2;
	}
	if (!pid) {
		execvp(argv[1], argv + 1);
		perror(argv[1]);
		_exit(127);
	}
	/* EIO when nobody has the other end any more */
	while ((n = read(master, text, sizeof(text))) > 0)
		fwrite(text, 1, n, stdout);
	if (waitpid(pid, &status, 0) != pid) {
		perror("waitpid");
		return 2;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
