// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdlib.h>

#include "line.h"
#include "log.h"
#include "realm.h"
#include "resolve.h"

/**
 * struct sipmap_line - what the system says of one outside interface
 * @lines: all of them
 * @conf: its configuration
 * @realm: view of the routing table
 * @watch: in the event loop
 * @resolver: names of its STUN servers
 */
struct sipmap_line {
	struct sipmap_lines *lines;
	struct sipmap_conf_realm conf;
	struct sipmap_realm *realm;
	struct sipmap_watch watch;
	struct sipmap_resolver *resolver;
};

static bool is_auto(const struct sipmap_line *line)
{
	return !strcmp(line->conf.interface, "auto");
}

/* an interface that is named belongs to that name, wherever "auto" leads */
static bool is_named(const struct sipmap_lines *lines, const char *name)
{
	unsigned int i;

	for (i = 0; i < lines->count; i++)
		if (!strcmp(lines->list[i]->conf.interface, name))
			return true;
	return false;
}

static void look(struct sipmap_line *line)
{
	struct sipmap_lines *lines = line->lines;
	struct sipmap_outside outside;
	int err = sipmap_realm_find(line->realm, &outside);

	if (err) {
		sipmap_log(SIPMAP_LOG_ERROR, "cannot read the routes: %s",
			   strerror(-err));
		return;
	}
	if (is_auto(line) && is_named(lines, outside.name))
		memset(&outside, 0, sizeof(outside));
	if (sipmap_attach_outside(lines->attach, line->conf.interface,
				  &outside))
		sipmap_resolver_again(line->resolver);
}

static void on_routes(int flags, void *arg)
{
	struct sipmap_line *line = arg;

	(void)flags;
	if (!sipmap_realm_changed(line->realm))
		return;
	look(line);
	line->lines->wake(line->lines->arg);
}

static void on_resolved(void *arg, unsigned int origin,
			const struct sipmap_endpoint *endpoints,
			unsigned int count)
{
	struct sipmap_line *line = arg;
	struct sipmap_lines *lines = line->lines;

	sipmap_uplinks_servers(&lines->attach->uplinks, line->conf.interface,
			       origin, endpoints, count, sipmap_kernel_now());
	lines->wake(lines->arg);
}

static void close_line(struct sipmap_line *line)
{
	if (line->realm) {
		sipmap_watch_stop(&line->watch);
		sipmap_realm_close(line->realm);
	}
	sipmap_resolver_close(line->resolver);
	free(line);
}

static int open_realm(struct sipmap_line *line)
{
	int err = sipmap_realm_open(&line->realm, line->conf.interface);

	if (err)
		return err;
	err = sipmap_watch_start(&line->watch, sipmap_realm_fd(line->realm),
				 on_routes, line);
	if (err) {
		sipmap_realm_close(line->realm);
		line->realm = NULL;
	}
	return err;
}

static int open_line(struct sipmap_line **line, struct sipmap_lines *lines,
		     const struct sipmap_conf_realm *conf)
{
	struct sipmap_line *opened = calloc(1, sizeof(*opened));
	int err;

	if (!opened)
		return -ENOMEM;
	opened->lines = lines;
	opened->conf = *conf;
	err = sipmap_resolver_open(&opened->resolver, conf, on_resolved,
				   opened);
	if (!err)
		err = open_realm(opened);
	if (err)
		close_line(opened);
	else
		*line = opened;
	return err;
}

/* without memory for the new servers the old ones stay */
static int keep_line(struct sipmap_line *line,
		     const struct sipmap_conf_realm *conf)
{
	struct sipmap_uplinks *uplinks = &line->lines->attach->uplinks;
	struct sipmap_resolver *resolver;
	unsigned int origin;
	int err;

	if (line->conf.server_count == conf->server_count &&
	    !memcmp(line->conf.servers, conf->servers, sizeof(conf->servers))) {
		line->conf = *conf;
		return 0;
	}
	err = sipmap_resolver_open(&resolver, conf, on_resolved, line);
	if (err)
		return err;
	sipmap_resolver_close(line->resolver);
	line->resolver = resolver;
	line->conf = *conf;
	for (origin = 0; origin < SIPMAP_CONF_SERVERS; origin++)
		sipmap_uplinks_servers(uplinks, conf->interface, origin, NULL,
				       0, sipmap_kernel_now());
	return 0;
}

/**
 * sipmap_lines_init - no interface yet
 * @lines: to be set up
 * @attach: the agents
 * @wake: to be called when they have been told something
 * @arg: for @wake
 */
void sipmap_lines_init(struct sipmap_lines *lines, struct sipmap_attach *attach,
		       void (*wake)(void *arg), void *arg)
{
	memset(lines, 0, sizeof(*lines));
	lines->attach = attach;
	lines->wake = wake;
	lines->arg = arg;
}

/* takes it out of the list of the old ones */
static struct sipmap_line *take(struct sipmap_lines *old, const char *interface)
{
	struct sipmap_line *line;
	unsigned int i;

	for (i = 0; i < old->count; i++) {
		line = old->list[i];
		if (strcmp(line->conf.interface, interface))
			continue;
		old->list[i] = old->list[--old->count];
		return line;
	}
	return NULL;
}

/**
 * sipmap_lines_configure - these interfaces are configured from now on
 * @lines: all of them
 * @conf: configuration, which the agents have been told
 *
 * The agents are told of each interface and its servers. What was there before
 * is not disturbed.
 *
 * Return: 0 or a negative errno: some are missing.
 */
int sipmap_lines_configure(struct sipmap_lines *lines,
			   const struct sipmap_conf *conf)
{
	struct sipmap_lines old = *lines;
	unsigned int i;
	int first = 0;
	int err;

	lines->count = 0;
	for (i = 0; i < conf->realm_count; i++) {
		const struct sipmap_conf_realm *realm = &conf->realms[i];
		struct sipmap_line *line = take(&old, realm->interface);

		err = line ? keep_line(line, realm) :
			     open_line(&line, lines, realm);
		if (line)
			lines->list[lines->count++] = line;
		if (!first)
			first = err;
	}
	while (old.count)
		close_line(old.list[--old.count]);
	for (i = 0; i < lines->count; i++) {
		sipmap_resolver_again(lines->list[i]->resolver);
		look(lines->list[i]);
	}
	return first;
}

/**
 * sipmap_lines_close - look no more
 * @lines: all of them
 */
void sipmap_lines_close(struct sipmap_lines *lines)
{
	while (lines->count)
		close_line(lines->list[--lines->count]);
}
