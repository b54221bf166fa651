// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>

#include "conf_key.h"
#include "spelling.h"

#define LINE_SIZE 512

/**
 * struct reader - the file as far as it has been read
 * @conf: filled in
 * @common: what holds for every interface, unless it says otherwise; whole when
 *	    the first one is named
 * @realm: who the lines are about: @common, or the interface named last
 * @has_servers: that one has servers of its own
 * @given: bit N for sipmap_conf_keys[N] that has been read
 */
struct reader {
	struct sipmap_conf *conf;
	struct sipmap_conf_realm common;
	struct sipmap_conf_realm *realm;
	bool has_servers;
	u32 given;
};

/* what was meant, if it can be guessed */
static const char *unknown_key(const char *name)
{
	static char text[128];
	unsigned int least = 4;
	const struct sipmap_conf_key *key;
	const char *nearest = NULL;

	for (key = sipmap_conf_keys; key->name; key++) {
		unsigned int wrong = sipmap_spelling_distance(name, key->name);

		if (wrong >= least)
			continue;
		least = wrong;
		nearest = key->name;
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

	for (i = 0; sipmap_conf_keys[i].name; i++)
		if (!sipmap_conf_keys[i].set)
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
	const struct sipmap_conf_key *key = &sipmap_conf_keys[i];
	const char *fault;

	if (!key->set && !key->set_realm)
		return begin_realm(reader, value);
	if (key->is_list)
		begin_servers(reader);
	fault = key->set ? key->set(reader->conf, value) :
			   key->set_realm(reader->realm, value);
	if (!fault && reader->given & 1u << i)
		return "key is given twice: keep one of the two lines";
	if (!key->is_list)
		reader->given |= 1u << i;
	return fault;
}

static const char *set_key(struct reader *reader, const char *name,
			   const char *value)
{
	size_t i;

	for (i = 0; sipmap_conf_keys[i].name; i++) {
		if (strcmp(sipmap_conf_keys[i].name, name))
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
	conf->status_group = -1;
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
