// SPDX-License-Identifier: GPL-2.0-or-later
/* The only file of the command that asks anybody but the module. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>

#include "failure.h"
#include "system.h"

/* what a program prints beyond this is not looked at */
#define OUTPUT_MAX (8u << 20)
#define REQUEST_SIZE 256
#define ANSWER_SIZE 8192

/**
 * sipmap_system_number() - read a setting of the kernel
 * @name: its path below /proc/sys
 * @value: set if it is there
 *
 * Return: true if it is, and is a number.
 */
bool sipmap_system_number(const char *name, unsigned long *value)
{
	char path[128];
	FILE *stream;
	bool found;

	snprintf(path, sizeof(path), "/proc/sys/%s", name);
	stream = fopen(path, "re");
	if (!stream)
		return false;
	found = fscanf(stream, "%lu", value) == 1;
	fclose(stream);
	return found;
}

/**
 * sipmap_system_has_module() - is a module of the kernel there?
 * @name: its name
 *
 * Return: true if it is loaded, or built in with parameters.
 */
bool sipmap_system_has_module(const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "/sys/module/%s", name);
	return !access(path, F_OK);
}

static void run_program(const char *const *arguments, int out)
{
	int null = open("/dev/null", O_RDWR);

	dup2(null, STDIN_FILENO);
	dup2(null, STDERR_FILENO);
	dup2(out, STDOUT_FILENO);
	setenv("PATH", "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin", 1);
	execvp(arguments[0], (char *const *)arguments);
	_exit(127);
}

static char *read_all(int in)
{
	size_t room = 4096;
	size_t used = 0;
	char *text = sipmap_grow(NULL, room);
	ssize_t got;

	while ((got = read(in, text + used, room - used - 1)) > 0) {
		used += got;
		if (used + 1 < room)
			continue;
		if (room >= OUTPUT_MAX)
			break;
		room *= 2;
		text = sipmap_grow(text, room);
	}
	text[used] = '\0';
	return text;
}

/**
 * sipmap_system_output() - run a program and keep what it prints
 * @arguments: its name, its arguments, NULL
 *
 * Return: the text, to be freed; NULL if there is no such program or it failed.
 */
char *sipmap_system_output(const char *const *arguments)
{
	int status = -1;
	int ends[2];
	pid_t child;
	char *text;

	if (pipe2(ends, O_CLOEXEC))
		return NULL;
	fflush(stdout);
	child = fork();
	if (!child)
		run_program(arguments, ends[1]);
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		return NULL;
	}
	text = read_all(ends[0]);
	close(ends[0]);
	if (waitpid(child, &status, 0) == child && !status)
		return text;
	free(text);
	return NULL;
}

/**
 * sipmap_system_mtu() - the largest packet an interface takes
 * @interface: its name
 *
 * Return: bytes; 0 if there is no such interface.
 */
unsigned int sipmap_system_mtu(const char *interface)
{
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct ifreq request;
	unsigned int mtu = 0;

	memset(&request, 0, sizeof(request));
	snprintf(request.ifr_name, sizeof(request.ifr_name), "%s", interface);
	if (fd >= 0 && !ioctl(fd, SIOCGIFMTU, &request))
		mtu = request.ifr_mtu;
	if (fd >= 0)
		close(fd);
	return mtu;
}

static int take_interface(const struct nlattr *attribute, void *arg)
{
	if (mnl_attr_get_type(attribute) == RTA_OIF)
		*(u32 *)arg = mnl_attr_get_u32(attribute);
	return MNL_CB_OK;
}

static int take_route(const struct nlmsghdr *message, void *arg)
{
	mnl_attr_parse(message, sizeof(struct rtmsg), take_interface, arg);
	return MNL_CB_STOP;
}

static u32 ask_route(struct mnl_socket *socket, struct nlmsghdr *request)
{
	char answer[ANSWER_SIZE];
	u32 ifindex = 0;
	ssize_t length;

	if (mnl_socket_bind(socket, 0, MNL_SOCKET_AUTOPID) < 0 ||
	    mnl_socket_sendto(socket, request, request->nlmsg_len) < 0)
		return 0;
	length = mnl_socket_recvfrom(socket, answer, sizeof(answer));
	if (length > 0)
		mnl_cb_run(answer, length, 0, 0, take_route, &ifindex);
	return ifindex;
}

/**
 * sipmap_system_route() - through which interface do packets leave?
 * @to: where they go; IPv4
 * @from: their source, which policy routing may look at; NULL for any
 * @interface: room for IF_NAMESIZE characters
 *
 * Return: false if there is no route.
 */
bool sipmap_system_route(const struct sipmap_endpoint *to,
			 const struct sipmap_endpoint *from, char *interface)
{
	char room[REQUEST_SIZE] = { 0 };
	struct nlmsghdr *request = mnl_nlmsg_put_header(room);
	struct mnl_socket *socket;
	struct rtmsg *route;
	u32 ifindex = 0;

	if (to->family != SIPMAP_FAMILY_IPV4)
		return false;
	request->nlmsg_type = RTM_GETROUTE;
	request->nlmsg_flags = NLM_F_REQUEST;
	route = mnl_nlmsg_put_extra_header(request, sizeof(*route));
	route->rtm_family = AF_INET;
	route->rtm_dst_len = 32;
	mnl_attr_put(request, RTA_DST, 4, to->address);
	if (from && from->family == SIPMAP_FAMILY_IPV4) {
		route->rtm_src_len = 32;
		mnl_attr_put(request, RTA_SRC, 4, from->address);
	}
	socket = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC);
	if (!socket)
		return false;
	ifindex = ask_route(socket, request);
	mnl_socket_close(socket);
	return ifindex && if_indextoname(ifindex, interface);
}

/**
 * sipmap_system_time() - what the clock says
 *
 * Return: seconds since 1970.
 */
time_t sipmap_system_time(void)
{
	return time(NULL);
}
