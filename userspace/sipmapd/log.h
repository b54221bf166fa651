/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages for the router's owner: standard error, the journal, syslog. */
#ifndef SIPMAP_SIPMAPD_LOG_H
#define SIPMAP_SIPMAPD_LOG_H

#include <stdbool.h>

/**
 * enum sipmap_log_level - how much a message matters; syslog's numbers
 * @SIPMAP_LOG_ERROR: the agent cannot do its work
 * @SIPMAP_LOG_WARNING: it can, but somebody should look
 * @SIPMAP_LOG_NOTICE: what the owner wants to know without asking
 * @SIPMAP_LOG_INFO: changes
 * @SIPMAP_LOG_DEBUG: everything
 */
enum sipmap_log_level {
	SIPMAP_LOG_ERROR = 3,
	SIPMAP_LOG_WARNING = 4,
	SIPMAP_LOG_NOTICE = 5,
	SIPMAP_LOG_INFO = 6,
	SIPMAP_LOG_DEBUG = 7,
};

void sipmap_log_open(bool foreground);
void sipmap_log_set_level(enum sipmap_log_level level);
bool sipmap_log_level_from_name(const char *name,
				enum sipmap_log_level *level);
__attribute__((format(printf, 2, 3)))
void sipmap_log(enum sipmap_log_level level, const char *format, ...);

#endif /* SIPMAP_SIPMAPD_LOG_H */
