// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "conf.h"
#include "sanity.h"
#include "spelling.h"

#define LINE_SIZE 512

/* a setter says what is wrong and what helps, or NULL; each key has one */
struct key {
	const char *name;
	const char *(*set)(struct sipmap_conf *conf, const char *value);
	const char *(*set_realm)(struct sipmap_conf_realm *realm,
				 const char *value);
};

/**
 * struct reader - the file as far as it has been read
 * @conf: filled in
 * @common: what holds for every interface, unless it says otherwise; whole when
 *	    the first one is named
 * @realm: who the lines are about: @common, or the interface named last
 * @has_servers: that one has servers of its own
 * @given: bit N for keys[N] that has been read
 */
struct reader {
	struct sipmap_conf *conf;
	struct sipmap_conf_realm common;
	struct sipmap_conf_realm *realm;
	bool has_servers;
	u32 given;
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

static bool read_port(const char *text, u16 *port)
{
	unsigned long number;

	if (!read_number(text, 1, 65535, &number))
		return false;
	*port = number;
	return true;
}

static const char *set_stun_server(struct sipmap_conf_realm *realm,
				   const char *value)
{
	struct sipmap_conf_server *server;
	char *colon;

	server = &realm->servers[realm->server_count];
	if (realm->server_count == SIPMAP_CONF_SERVERS)
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
	realm->server_count++;
	return NULL;
}

static const char *set_pool(struct sipmap_conf_realm *realm, const char *value)
{
	unsigned long number;

	if (!read_number(value, 1, 64, &number))
		return "not a pool size: write a number from 1 to 64";
	realm->pool = number;
	return NULL;
}

static const char *set_keepalive(struct sipmap_conf_realm *realm,
				 const char *value)
{
	unsigned long number = 0;

	if (strcmp(value, "auto") && !read_number(value, 5, 3600, &number))
		return "not an interval: write auto, or seconds from 5 to 3600";
	realm->keepalive_interval = number;
	return NULL;
}

static const char *set_ping_kind(struct sipmap_conf_realm *realm,
				 const char *value)
{
	if (!sipmap_ping_kind_from_name(value, &realm->ping.kind))
		return "not a keep-alive: write crlf, empty, stun, options, notify or text";
	return NULL;
}

static const char *set_ping_to(struct sipmap_conf_realm *realm,
			       const char *value)
{
	struct sipmap_endpoint *to = &realm->ping.destination;
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

static const char *set_ping_text(struct sipmap_conf_realm *realm,
				 const char *value)
{
	if (!sipmap_ping_text(&realm->ping, value))
		return "not a text: at most 128 bytes, with \\r, \\n, \\0 and \\\\ for bytes that cannot be written";
	return NULL;
}

static const char *set_port_mapping(struct sipmap_conf_realm *realm,
				    const char *value)
{
	static const char *const names[] = {
		[SIPMAP_UPSTREAM_NONE] = "no",
		[SIPMAP_UPSTREAM_AUTO] = "auto",
		[SIPMAP_UPSTREAM_NATPMP] = "nat-pmp",
		[SIPMAP_UPSTREAM_UPNP] = "upnp",
		[SIPMAP_UPSTREAM_PCP] = "pcp",
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		if (strcmp(names[i], value))
			continue;
		realm->port_mapping = i;
		return NULL;
	}
	return "not a way to ask for mappings: write no, auto, pcp, nat-pmp or upnp";
}

static const char *set_static(struct sipmap_conf_realm *realm,
			      const char *value)
{
	struct sipmap_endpoint *address = &realm->static_address;

	if (!sipmap_endpoint_from_host(address, value, strlen(value)) ||
	    address->family != SIPMAP_FAMILY_IPV4)
		return "not an IPv4 address: write it like 203.0.113.7, without a port";
	return NULL;
}

static const char *set_allow_private(struct sipmap_conf_realm *realm,
				     const char *value)
{
	realm->allow_private = !strcmp(value, "yes");
	if (!realm->allow_private && strcmp(value, "no"))
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
	{ "interface", NULL, NULL },
	{ "stun_server", NULL, set_stun_server },
	{ "pool", NULL, set_pool },
	{ "keepalive_interval", NULL, set_keepalive },
	{ "keepalive_kind", NULL, set_ping_kind },
	{ "keepalive_to", NULL, set_ping_to },
	{ "keepalive_text", NULL, set_ping_text },
	{ "port_mapping", NULL, set_port_mapping },
	{ "static_address", NULL, set_static },
	{ "allow_private", NULL, set_allow_private },
	{ "log_level", set_log_level, NULL },
	{ "status_port", set_status_port, NULL },
	{ "held_queue", set_held_queue, NULL },
	{ "caught_queue", set_caught_queue, NULL },
};

/* what was meant, if it can be guessed */
static const char *unknown_key(const char *name)
{
	static char text[128];
	unsigned int least = 4;
	const char *nearest = NULL;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		unsigned int wrong = sipmap_spelling_distance(name,
							      keys[i].name);

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

static u32 realm_keys(void)
{
	u32 bits = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++)
		if (!keys[i].set)
			bits |= 1u << i;
	return bits;
}

/* the lines that follow are about another interface */
static const char *begin_realm(struct reader *reader, const char *name)
{
	struct sipmap_conf *conf = reader->conf;
	struct sipmap_conf_realm *realm = &conf->realms[conf->realm_count];
	unsigned int i;

	if (strlen(name) >= sizeof(realm->interface))
		return "interface name is too long: use \"auto\" or a name that \"ip link\" shows";
	for (i = 0; i < conf->realm_count; i++)
		if (!strcmp(conf->realms[i].interface, name))
			return "interface is given twice: keep one of the two, with all that is said of it";
	if (conf->realm_count == SIPMAP_UPLINKS_MAX)
		return "too many interfaces: keep at most 8";
	*realm = reader->common;
	snprintf(realm->interface, sizeof(realm->interface), "%s", name);
	conf->realm_count++;
	reader->realm = realm;
	reader->has_servers = false;
	reader->given &= ~realm_keys();
	return NULL;
}

/* an interface's own servers take the place of the common ones */
static void begin_servers(struct reader *reader)
{
	if (!reader->has_servers)
		reader->realm->server_count = 0;
	reader->has_servers = true;
}

static const char *set_known(struct reader *reader, size_t i, const char *value)
{
	const struct key *key = &keys[i];
	const char *fault;

	if (!key->set && !key->set_realm)
		return begin_realm(reader, value);
	if (key->set_realm == set_stun_server)
		begin_servers(reader);
	fault = key->set ? key->set(reader->conf, value) :
			   key->set_realm(reader->realm, value);
	if (!fault && reader->given & 1u << i)
		return "key is given twice: keep one of the two lines";
	if (key->set_realm != set_stun_server)
		reader->given |= 1u << i;
	return fault;
}

static const char *set_key(struct reader *reader, const char *name,
			   const char *value)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		if (strcmp(keys[i].name, name))
			continue;
		if (!*value)
			return "key without a value: write \"KEY VALUE\", or put # before it";
		return set_known(reader, i, value);
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

static void begin(struct reader *reader, struct sipmap_conf *conf)
{
	memset(conf, 0, sizeof(*conf));
	conf->log_level = SIPMAP_LOG_NOTICE;
	conf->held_queue = 5060;
	conf->caught_queue = 5061;
	memset(reader, 0, sizeof(*reader));
	reader->conf = conf;
	reader->common.pool = 4;
	reader->realm = &reader->common;
}

static const char *end(struct reader *reader)
{
	const struct sipmap_conf *conf = reader->conf;

	if (!conf->realm_count)
		begin_realm(reader, "auto");
	if (conf->held_queue == conf->caught_queue)
		return "held_queue and caught_queue are the same: give them different numbers";
	return NULL;
}

static const char *read_line(struct reader *reader, char *line, bool is_whole)
{
	const char *value;
	const char *name;

	if (!is_whole)
		return "line is too long: at most 510 bytes";
	split(line, &name, &value);
	return *name ? set_key(reader, name, value) : NULL;
}

static int read_lines(struct sipmap_conf *conf, const char *file, FILE *stream,
		      char *error)
{
	const char *fault = NULL;
	unsigned int number = 0;
	struct reader reader;
	char line[LINE_SIZE];

	begin(&reader, conf);
	while (!fault && fgets(line, sizeof(line), stream)) {
		number++;
		fault = read_line(&reader, line,
				  strchr(line, '\n') || feof(stream));
	}
	if (!fault)
		fault = end(&reader);
	if (!fault)
		return 0;
	snprintf(error, SIPMAP_CONF_ERROR, "%s:%u: %s", file, number, fault);
	return -EINVAL;
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

/**
 * sipmap_conf_measures - can public endpoints be found there?
 * @realm: an interface
 *
 * Return: false if nobody could be asked, and nothing is known.
 */
bool sipmap_conf_measures(const struct sipmap_conf_realm *realm)
{
	return realm->server_count ||
	       realm->static_address.family != SIPMAP_FAMILY_NONE;
}
