// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A router that is not there. What SIPMAP_FAKE_SYSTEM has, lines of "NAME
 * VALUE", is how it differs from a good one: settings by their path below
 * /proc/sys, "module NAME", "mtu INTERFACE", "route ADDRESS", "time", and
 * "output PROGRAM" with the name of a file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../userspace/sipmapctl/argument.h"
#include "../../../userspace/sipmapctl/failure.h"
#include "../../../userspace/sipmapctl/system.h"

static const char good[] =
	"net/ipv4/ip_forward 1\n"
	"net/netfilter/nf_conntrack_count 10\n"
	"net/netfilter/nf_conntrack_max 65536\n"
	"net/netfilter/nf_conntrack_udp_timeout 30\n"
	"net/netfilter/nf_conntrack_udp_timeout_stream 120\n"
	"net/ipv4/conf/all/rp_filter 0\n"
	"net/ipv4/conf/wan0/rp_filter 0\n"
	"mtu wan0 1500\n"
	"mtu lan0 1500\n"
	"route 100.127.255.250 wan0\n"
	"route 192.168.100.100 lan0\n"
	"time 1800000000\n";

static bool look_in(const char *lines, const char *name, char *value)
{
	size_t length = strlen(name);

	for (; lines && *lines; lines += strcspn(lines, "\n") + 1) {
		if (!strncmp(lines, name, length) && lines[length] == ' ')
			return sscanf(lines + length, "%255s", value) == 1;
		if (!strchr(lines, '\n'))
			break;
	}
	return false;
}

static bool look(const char *name, char *value)
{
	return look_in(getenv("SIPMAP_FAKE_SYSTEM"), name, value) ||
	       look_in(good, name, value);
}

static bool look_two(const char *kind, const char *name, char *value)
{
	char both[256];

	snprintf(both, sizeof(both), "%s %s", kind, name);
	return look(both, value);
}

bool sipmap_system_number(const char *name, unsigned long *value)
{
	char text[256];

	if (!look(name, text))
		return false;
	*value = strtoul(text, NULL, 10);
	return true;
}

bool sipmap_system_has_module(const char *name)
{
	char text[256];

	return look_two("module", name, text);
}

char *sipmap_system_output(const char *const *arguments)
{
	char path[256];
	FILE *stream;
	char *text;
	size_t used;

	if (!look_two("output", arguments[0], path))
		return NULL;
	stream = fopen(path, "re");
	if (!stream)
		return NULL;
	text = sipmap_grow(NULL, 65536);
	used = fread(text, 1, 65535, stream);
	text[used] = '\0';
	fclose(stream);
	return text;
}

unsigned int sipmap_system_mtu(const char *interface)
{
	char text[256];

	return look_two("mtu", interface, text) ? atoi(text) : 0;
}

bool sipmap_system_route(const struct sipmap_endpoint *to,
			 const struct sipmap_endpoint *from, char *interface)
{
	char address[SIPMAP_ARGUMENT_TEXT_MAX];
	char text[256];

	(void)from;
	if (!look_two("route", sipmap_argument_address_text(to, address),
		      text))
		return false;
	snprintf(interface, IF_NAMESIZE, "%.15s", text);
	return true;
}

time_t sipmap_system_time(void)
{
	char text[256];

	return look("time", text) ? atol(text) : 0;
}
