// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>

#include "failure.h"
#include "kernel.h"

/**
 * sipmap_kernel_open() - connect to the module
 * @status: exit status; a failure has been reported
 *
 * Return: the connection, or NULL.
 */
struct sipmap_knl *sipmap_kernel_open(int *status)
{
	struct sipmap_knl *knl;
	int error = sipmap_knl_open(&knl);

	*status = SIPMAP_EXIT_OK;
	if (!error)
		return knl;
	*status = sipmap_failed("%s", sipmap_knl_open_error(error));
	return NULL;
}

static const char *kernel_remedy(int error)
{
	switch (error) {
	case -ENOENT:
	case -EPERM:
		return "see sipmapctl bindings and sipmapctl nat";
	case -EEXIST:
		return "unset the other one first";
	case -ENOSPC:
	case -E2BIG:
		return "raise the limit, sysctl net.sipmap";
	case -EINTR:
		return "try again";
	default:
		return "see the kernel log";
	}
}

/**
 * sipmap_kernel_result() - make an exit status of a request's result
 * @knl: the connection
 * @error: 0 or a negative errno
 *
 * Return: exit status; a failure has been reported.
 */
int sipmap_kernel_result(const struct sipmap_knl *knl, int error)
{
	const char *text;

	if (!error)
		return SIPMAP_EXIT_OK;
	text = sipmap_knl_error(knl);
	/* the kernel's own words mostly say what to do */
	if (strchr(text, ';') || strstr(text, "CAP_NET_ADMIN"))
		return sipmap_failed("%s", text);
	return sipmap_failed("%s; %s", text, kernel_remedy(error));
}

/**
 * sipmap_kernel_list() - connect, go through a table, disconnect
 * @command: a SIPMAP_CMD_*_GET that dumps
 * @take: gets each object; must return 0
 * @arg: for @take
 *
 * Return: exit status; a failure has been reported.
 */
int sipmap_kernel_list(u8 command, sipmap_knl_object_t take, void *arg)
{
	struct sipmap_knl *knl;
	int status;

	knl = sipmap_kernel_open(&status);
	if (!knl)
		return status;
	status = sipmap_kernel_result(knl, sipmap_knl_dump(knl, command, take,
							   arg));
	sipmap_knl_close(knl);
	return status;
}

/**
 * sipmap_kernel_interface() - name of an interface
 * @ifindex: its number; 0 for none
 * @name: room for IF_NAMESIZE characters
 *
 * Return: @name: the name, the number where it has gone, empty for none.
 */
const char *sipmap_kernel_interface(u32 ifindex, char *name)
{
	*name = '\0';
	if (ifindex && !if_indextoname(ifindex, name))
		snprintf(name, IF_NAMESIZE, "#%u", ifindex);
	return name;
}

/**
 * sipmap_kernel_ifindex() - number of an interface
 * @name: its name
 * @ifindex: the number
 *
 * Return: exit status; a failure has been reported.
 */
int sipmap_kernel_ifindex(const char *name, u32 *ifindex)
{
	*ifindex = if_nametoindex(name);
	if (*ifindex)
		return SIPMAP_EXIT_OK;
	return sipmap_failed("there is no interface %s here; see ip link",
			     *name ? name : "without a name");
}
