// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

#include "log.h"

static enum sipmap_log_level threshold = SIPMAP_LOG_NOTICE;
static bool to_syslog;
static bool to_stderr = true;
static bool with_prefix;

/**
 * sipmap_log_open - choose where messages go
 * @foreground: there is somebody, or the journal, at standard error
 *
 * The journal reads the level from a prefix; to write to syslog as well would
 * make it keep everything twice.
 */
void sipmap_log_open(bool foreground)
{
	with_prefix = getenv("JOURNAL_STREAM");
	to_stderr = foreground;
	to_syslog = !with_prefix;
	if (to_syslog)
		openlog("sipmapd", LOG_PID | LOG_NDELAY, LOG_DAEMON);
}

/**
 * sipmap_log_set_level - choose how much is said
 * @level: the least important that is still said
 */
void sipmap_log_set_level(enum sipmap_log_level level)
{
	threshold = level;
}

/**
 * sipmap_log_level_from_name - read a level
 * @name: error, warning, notice, info or debug
 * @level: set if the name is known
 *
 * Return: true if it is.
 */
bool sipmap_log_level_from_name(const char *name, enum sipmap_log_level *level)
{
	static const char *const names[] = {
		[SIPMAP_LOG_ERROR] = "error",
		[SIPMAP_LOG_WARNING] = "warning",
		[SIPMAP_LOG_NOTICE] = "notice",
		[SIPMAP_LOG_INFO] = "info",
		[SIPMAP_LOG_DEBUG] = "debug",
	};
	int i;

	for (i = SIPMAP_LOG_ERROR; i <= SIPMAP_LOG_DEBUG; i++) {
		if (strcmp(names[i], name))
			continue;
		*level = i;
		return true;
	}
	return false;
}

/**
 * sipmap_log - say something
 * @level: how much it matters
 * @format: one line, without its end
 */
void sipmap_log(enum sipmap_log_level level, const char *format, ...)
{
	va_list arguments;
	char line[512];

	if (level > threshold)
		return;
	va_start(arguments, format);
	vsnprintf(line, sizeof(line), format, arguments);
	va_end(arguments);
	if (with_prefix)
		fprintf(stderr, "<%d>%s\n", level, line);
	else if (to_stderr)
		fprintf(stderr, "sipmapd: %s\n", line);
	if (to_syslog)
		syslog(level, "%s", line);
}
