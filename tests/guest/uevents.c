// SPDX-License-Identifier: GPL-2.0
/*
 * uevents COMMAND...: runs COMMAND and prints the uevents about memory blocks that the kernel sent
 * meanwhile, "ACTION memoryN" a line, in the order of their arrival. The kernel sends them before
 * the system call that causes them returns, so all are there when COMMAND has ended.
 * The exit status is that of COMMAND.
 */
#include <errno.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define KERNEL_UEVENTS 1 /* the multicast group of kobject_uevent() */

static int open_uevents(void)
{
	struct sockaddr_nl addr = { .nl_family = AF_NETLINK,
				    .nl_groups = KERNEL_UEVENTS };
	int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC,
			NETLINK_KOBJECT_UEVENT);
	int size = 64 << 20;

	if (fd < 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)) ||
	    bind(fd, (struct sockaddr *)&addr, sizeof(addr))) {
		perror("uevents");
		_exit(2);
	}
	return fd;
}

/* A message begins with "ACTION@/devices/...". */
static void print_uevent(char *msg)
{
	char *path = strchr(msg, '@');

	if (!path || strncmp(path, "@/devices/system/memory/memory", 30))
		return;
	*path = '\0';
	printf("%s %s\n", msg, strrchr(path + 1, '/') + 1);
}

int main(int argc, char **argv)
{
	char msg[8192];
	int fd, status;
	ssize_t n;
	pid_t pid;

	if (argc < 2) {
		fprintf(stderr, "usage: uevents COMMAND...\n");
		return 2;
	}
	fd = open_uevents();
	pid = fork();
	if (!pid) {
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execvp(argv[1], argv + 1);
		perror(argv[1]);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid) {
		perror("uevents");
		return 2;
	}
	while ((n = recv(fd, msg, sizeof(msg) - 1, MSG_DONTWAIT)) > 0) {
		msg[n] = '\0';
		print_uevent(msg);
	}
	if (n < 0 && errno != EAGAIN) {
		perror("uevents");
		return 2;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
