// SPDX-License-Identifier: GPL-2.0-only
/* The names of verdicts. */
#include "reason.h"

#define SIPMAP_REASON_TEXT(name, text)	\
	[SIPMAP_REASON_##name] = text,
#define SIPMAP_REASON_LEFT_TEXT(name, counter, text)	\
	[SIPMAP_REASON_LEFT_##name] = counter,
static const char *const sipmap_reason_names[SIPMAP_REASON_COUNT] = {
	SIPMAP_REASONS(SIPMAP_REASON_TEXT)
	SIPMAP_LEFT_ROWS(SIPMAP_REASON_LEFT_TEXT)
};

/**
 * sipmap_reason_name - the name under which a verdict is counted
 * @reason: one of enum sipmap_reason
 *
 * Return: the name; "unknown" for a number that is not a verdict.
 */
const char *sipmap_reason_name(enum sipmap_reason reason)
{
	if ((unsigned int)reason >= SIPMAP_REASON_COUNT)
		return "unknown";
	return sipmap_reason_names[reason];
}
