// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "symptom.h"

/**
 * sipmap_severity_name - how bad it is, in a word
 * @severity: which
 *
 * Return: the word.
 */
const char *sipmap_severity_name(enum sipmap_severity severity)
{
	static const char *const names[] = {
		[SIPMAP_NOTE] = "note",
		[SIPMAP_WARNING] = "warning",
		[SIPMAP_FAULT] = "fault",
	};

	return names[severity];
}

/**
 * sipmap_symptom_add - something was found
 * @findings: the list
 * @finding: severity, check and remedy; its text is not looked at
 * @format: what was found, without a full stop
 *
 * Without memory it is lost; there will be worse to look after then.
 */
void sipmap_symptom_add(struct sipmap_symptoms *findings,
			const struct sipmap_symptom *finding,
			const char *format, ...)
{
	struct sipmap_symptom *place;
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	place = realloc(findings->list,
			(findings->count + 1) * sizeof(*place));
	if (!place)
		return;
	findings->list = place;
	place += findings->count;
	*place = *finding;
	place->text = strdup(text);
	if (place->text)
		findings->count++;
}

/**
 * sipmap_symptoms_count - how many are at least that bad
 * @findings: the list
 * @severity: the least that counts
 *
 * Return: their number.
 */
size_t sipmap_symptoms_count(const struct sipmap_symptoms *findings,
			     enum sipmap_severity severity)
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < findings->count; i++)
		count += findings->list[i].severity >= severity;
	return count;
}

/**
 * sipmap_symptoms_clean - free the list
 * @findings: the list
 */
void sipmap_symptoms_clean(struct sipmap_symptoms *findings)
{
	while (findings->count)
		free(findings->list[--findings->count].text);
	free(findings->list);
	findings->list = NULL;
}
