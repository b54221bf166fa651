/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was found to be wrong, and what to do about it. */
#ifndef SIPMAP_COMMON_SYMPTOM_H
#define SIPMAP_COMMON_SYMPTOM_H

#include <stddef.h>

/**
 * enum sipmap_severity - how bad a finding is
 * @SIPMAP_NOTE: worth knowing; nothing is wrong
 * @SIPMAP_WARNING: a part does not work, or soon will not
 * @SIPMAP_FAULT: calls do not work
 */
enum sipmap_severity {
	SIPMAP_NOTE,
	SIPMAP_WARNING,
	SIPMAP_FAULT,
};

/**
 * struct sipmap_symptom - one of them
 * @severity: how bad it is
 * @check: what was looked at, in a word
 * @text: what was found; allocated
 * @remedy: what to do; kept, not copied
 */
struct sipmap_symptom {
	enum sipmap_severity severity;
	const char *check;
	char *text;
	const char *remedy;
};

/**
 * struct sipmap_symptoms - all of them, in the order of the checks
 * @list: the findings
 * @count: how many
 */
struct sipmap_symptoms {
	struct sipmap_symptom *list;
	size_t count;
};

void sipmap_symptom_add(struct sipmap_symptoms *findings,
			const struct sipmap_symptom *finding,
			const char *format, ...)
	__attribute__((format(printf, 3, 4)));
const char *sipmap_severity_name(enum sipmap_severity severity);
size_t sipmap_symptoms_count(const struct sipmap_symptoms *findings,
			     enum sipmap_severity severity);
void sipmap_symptoms_clean(struct sipmap_symptoms *findings);

#endif /* SIPMAP_COMMON_SYMPTOM_H */
