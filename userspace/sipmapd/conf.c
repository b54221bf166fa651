// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "conf.h"
#include "sanity.h"

#define LINE_SIZE 512
/* no key has a longer name */
#define NAME_SIZE 32

/* a setter says what is wrong and what helps, or NULL */
struct key {
	const char *name;
	const char *(*set)(struct sipmap_conf *conf, const char *value);
};

static bool read_number(const char *value, unsigned long min, unsigned long max,
			unsigned long *number)
{
	char *end;

	if (*value < '0' || *value > '9')
		return false;
	errno = 0;
	*number = strtoul(value, &end, 10);
	return !errno && !*end && *number >= min && *number <= max;
}

static const char *set_interface(struct sipmap_conf *conf, const char *value)
{
	if (strlen(value) >= sizeof(conf->interface))
		return "interface name is too long: use \"auto\" or a name that \"ip link\" shows";
	snprintf(conf->interface, sizeof(conf->interface), "%s", value);
	return NULL;
}

static bool read_port(const char *text, u16 *port)
{
	unsigned long number;

	if (!read_number(text, 1, 65535, &number))
		return false;
	*port = number;
	return true;
}

static const char *set_stun_server(struct sipmap_conf *conf, const char *value)
{
	struct sipmap_conf_server *server = &conf->servers[conf->server_count];
	char *colon;

	if (conf->server_count == SIPMAP_CONF_SERVERS)
		return "too many STUN servers: keep at most 8";
	if (strlen(value) >= sizeof(server->name))
		return "name of the STUN server is too long: at most 253 bytes";
	memset(server, 0, sizeof(*server));
	snprintf(server->name, sizeof(server->name), "%s", value);
	colon = strchr(server->name, ':');
	if (colon) {
		*colon = '\0';
		if (!read_port(colon + 1, &server->port))
			return "not a port: write NAME, or ADDRESS:PORT with a port from 1 to 65535";
	}
	if (!server->name[0])
		return "STUN server without a name: write NAME or ADDRESS:PORT";
	if (sipmap_endpoint_from_host(&server->endpoint, server->name,
				      strlen(server->name)))
		server->endpoint.port = server->port ? server->port : 3478;
	conf->server_count++;
	return NULL;
}

static const char *set_pool(struct sipmap_conf *conf, const char *value)
{
	unsigned long number;

	if (!read_number(value, 1, 64, &number))
		return "not a pool size: write a number from 1 to 64";
	conf->pool = number;
	return NULL;
}

static const char *set_keepalive(struct sipmap_conf *conf, const char *value)
{
	unsigned long number = 0;

	if (strcmp(value, "auto") && !read_number(value, 5, 3600, &number))
		return "not an interval: write auto, or seconds from 5 to 3600";
	conf->keepalive_interval = number;
	return NULL;
}

static const char *set_ping_kind(struct sipmap_conf *conf, const char *value)
{
	if (!sipmap_ping_kind_from_name(value, &conf->ping.kind))
		return "not a keep-alive: write crlf, empty, stun, options, notify or text";
	return NULL;
}

static const char *set_ping_to(struct sipmap_conf *conf, const char *value)
{
	struct sipmap_endpoint *to = &conf->ping.destination;
	const char *colon = strchr(value, ':');
	u16 port = 0;

	memset(to, 0, sizeof(*to));
	if (!strcmp(value, "registrar"))
		return NULL;
	if (!colon || !read_port(colon + 1, &port) ||
	    !sipmap_endpoint_from_host(to, value, colon - value) ||
	    to->family != SIPMAP_FAMILY_IPV4)
		return "not a destination: write registrar, or ADDRESS:PORT";
	to->port = port;
	return NULL;
}

static const char *set_ping_text(struct sipmap_conf *conf, const char *value)
{
	if (!sipmap_ping_text(&conf->ping, value))
		return "not a text: at most 128 bytes, with \\r, \\n, \\0 and \\\\ for bytes that cannot be written";
	return NULL;
}

static const char *set_port_mapping(struct sipmap_conf *conf,
				    const char *value)
{
	static const char *const names[] = {
		[SIPMAP_UPSTREAM_NONE] = "no",
		[SIPMAP_UPSTREAM_AUTO] = "auto",
		[SIPMAP_UPSTREAM_NATPMP] = "nat-pmp",
		[SIPMAP_UPSTREAM_UPNP] = "upnp",
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		if (strcmp(names[i], value))
			continue;
		conf->port_mapping = i;
		return NULL;
	}
	return "not a way to ask for mappings: write no, auto, nat-pmp or upnp";
}

static const char *set_static(struct sipmap_conf *conf, const char *value)
{
	struct sipmap_endpoint *address = &conf->static_address;

	if (!sipmap_endpoint_from_host(address, value, strlen(value)) ||
	    address->family != SIPMAP_FAMILY_IPV4)
		return "not an IPv4 address: write it like 203.0.113.7, without a port";
	return NULL;
}

static const char *set_allow_private(struct sipmap_conf *conf,
				     const char *value)
{
	conf->allow_private = !strcmp(value, "yes");
	if (!conf->allow_private && strcmp(value, "no"))
		return "neither yes nor no: write one of them";
	return NULL;
}

static const char *set_log_level(struct sipmap_conf *conf, const char *value)
{
	if (!sipmap_log_level_from_name(value, &conf->log_level))
		return "not a level: write error, warning, notice, info or debug";
	return NULL;
}

static const char *set_queue(const char *value, u16 *queue)
{
	unsigned long number;

	if (!read_number(value, 0, 65535, &number))
		return "not a queue: write a number from 0 to 65535 that no other program uses";
	*queue = number;
	return NULL;
}

static const char *set_held_queue(struct sipmap_conf *conf, const char *value)
{
	return set_queue(value, &conf->held_queue);
}

static const char *set_caught_queue(struct sipmap_conf *conf, const char *value)
{
	return set_queue(value, &conf->caught_queue);
}

static const char *set_status_port(struct sipmap_conf *conf, const char *value)
{
	unsigned long number;

	if (!read_number(value, 0, 65535, &number))
		return "not a port: write a number from 1 to 65535, or 0 for none";
	conf->status_port = number;
	return NULL;
}

static const struct key keys[] = {
	{ "interface", set_interface },
	{ "stun_server", set_stun_server },
	{ "pool", set_pool },
	{ "keepalive_interval", set_keepalive },
	{ "keepalive_kind", set_ping_kind },
	{ "keepalive_to", set_ping_to },
	{ "keepalive_text", set_ping_text },
	{ "port_mapping", set_port_mapping },
	{ "static_address", set_static },
	{ "allow_private", set_allow_private },
	{ "log_level", set_log_level },
	{ "status_port", set_status_port },
	{ "held_queue", set_held_queue },
	{ "caught_queue", set_caught_queue },
};

/* how many letters are wrong, too many or too few; names are short */
static unsigned int distance(const char *a, const char *b)
{
	unsigned int row[NAME_SIZE + 1];
	size_t length = strnlen(b, NAME_SIZE);
	size_t i;

	for (i = 0; i <= length; i++)
		row[i] = i;
	for (; *a; a++) {
		unsigned int diagonal = row[0]++;

		for (i = 1; i <= length; i++) {
			unsigned int best = diagonal + (*a != b[i - 1]);

			diagonal = row[i];
			if (best > row[i] + 1)
				best = row[i] + 1;
			if (best > row[i - 1] + 1)
				best = row[i - 1] + 1;
			row[i] = best;
		}
	}
	return row[length];
}

/* what was meant, if it can be guessed */
static const char *unknown_key(const char *name)
{
	static char text[128];
	unsigned int least = 4;
	const char *nearest = NULL;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		unsigned int wrong = distance(name, keys[i].name);

		if (wrong >= least)
			continue;
		least = wrong;
		nearest = keys[i].name;
	}
	if (!nearest)
		return "unknown key: man sipmapd.conf lists all of them";
	snprintf(text, sizeof(text), "unknown key: did you mean %s?", nearest);
	return text;
}

/* @given: bit N for keys[N], which must not be given twice */
static const char *set_key(struct sipmap_conf *conf, const char *name,
			   const char *value, u32 *given)
{
	const char *fault;
	u32 bit;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		if (strcmp(keys[i].name, name))
			continue;
		if (!*value)
			return "key without a value: write \"KEY VALUE\", or put # before it";
		fault = keys[i].set(conf, value);
		bit = keys[i].set == set_stun_server ? 0 : 1u << i;
		if (!fault && *given & bit)
			return "key is given twice: keep one of the two lines";
		*given |= bit;
		return fault;
	}
	return unknown_key(name);
}

/* "key value  # comment": cuts it up in place; empty name: nothing there */
static void split(char *line, const char **name, const char **value)
{
	static const char space[] = " \t\r\n";
	char *end;

	line[strcspn(line, "#")] = '\0';
	line += strspn(line, space);
	*name = line;
	line += strcspn(line, space);
	if (*line)
		*line++ = '\0';
	line += strspn(line, space);
	*value = line;
	end = line + strlen(line);
	while (end > line && strchr(space, end[-1]))
		*--end = '\0';
}

static void set_defaults(struct sipmap_conf *conf)
{
	memset(conf, 0, sizeof(*conf));
	set_interface(conf, "auto");
	conf->pool = 4;
	conf->log_level = SIPMAP_LOG_NOTICE;
	conf->held_queue = 5060;
	conf->caught_queue = 5061;
}

static int read_lines(struct sipmap_conf *conf, const char *file, FILE *stream,
		      char *error)
{
	unsigned int number = 0;
	char line[LINE_SIZE];
	const char *fault;
	const char *value;
	const char *name;
	u32 given = 0;

	while (fgets(line, sizeof(line), stream)) {
		number++;
		fault = "line is too long: at most 510 bytes";
		if (strchr(line, '\n') || feof(stream)) {
			split(line, &name, &value);
			fault = *name ? set_key(conf, name, value, &given) :
					NULL;
		}
		if (fault) {
			snprintf(error, SIPMAP_CONF_ERROR, "%s:%u: %s", file,
				 number, fault);
			return -EINVAL;
		}
	}
	if (conf->held_queue == conf->caught_queue) {
		snprintf(error, SIPMAP_CONF_ERROR,
			 "%s:%u: held_queue and caught_queue are the same: give them different numbers",
			 file, number);
		return -EINVAL;
	}
	return 0;
}

/**
 * sipmap_conf_read - read the configuration
 * @conf: filled in; what the file leaves out has its default
 * @file: its name
 * @error: room for SIPMAP_CONF_ERROR bytes: "FILE:LINE: fault: remedy"
 *
 * Return: 0 or a negative errno.
 */
int sipmap_conf_read(struct sipmap_conf *conf, const char *file, char *error)
{
	FILE *stream = fopen(file, "re");
	int err;

	set_defaults(conf);
	if (!stream) {
		err = -errno;
		snprintf(error, SIPMAP_CONF_ERROR,
			 "%s: %s: name another file with -f FILE", file,
			 strerror(errno));
		return err;
	}
	err = read_lines(conf, file, stream, error);
	fclose(stream);
	return err;
}
