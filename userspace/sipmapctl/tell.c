// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>

#include "../common/symptom.h"
#include "json.h"
#include "tell.h"

/* where text begins behind the severity, and where lines end */
#define INDENT 9
#define WIDTH 79

/**
 * sipmap_tell_wrapped() - print a text behind a title, and end the line
 * @text: the text; a word that is too long for a line stands alone
 *
 * The title, or the blanks in its place, has been printed: nine characters.
 */
void sipmap_tell_wrapped(const char *text)
{
	size_t column = INDENT;

	while (*text) {
		size_t length = strcspn(text, " ");

		if (column > INDENT && column + 1 + length > WIDTH) {
			printf("\n%*s", INDENT, "");
			column = INDENT;
		} else if (column > INDENT) {
			putchar(' ');
			column++;
		}
		printf("%.*s", (int)length, text);
		column += length;
		text += length;
		text += strspn(text, " ");
	}
	putchar('\n');
}

/**
 * sipmap_tell_text() - print them, each with its remedy
 * @findings: the list
 */
void sipmap_tell_text(const struct sipmap_symptoms *findings)
{
	size_t i;

	for (i = 0; i < findings->count; i++) {
		const struct sipmap_symptom *finding = &findings->list[i];

		printf("%-*s", INDENT, sipmap_severity_name(finding->severity));
		sipmap_tell_wrapped(finding->text);
		printf("%*s", INDENT, "-> ");
		sipmap_tell_wrapped(finding->remedy);
	}
}

/**
 * sipmap_tell_json() - add an array of them
 * @to: an object
 * @findings: the list
 */
void sipmap_tell_json(struct odict *to,
		      const struct sipmap_symptoms *findings)
{
	struct odict *array = sipmap_json_add_array(to, "findings");
	const char *severity;
	size_t i;

	for (i = 0; i < findings->count; i++) {
		const struct sipmap_symptom *finding = &findings->list[i];
		struct odict *object = sipmap_json_add_object(array, NULL);

		sipmap_json_add_text(object, "check", finding->check);
		severity = sipmap_severity_name(finding->severity);
		sipmap_json_add_text(object, "severity", severity);
		sipmap_json_add_bytes(object, "finding", finding->text,
				      strlen(finding->text));
		sipmap_json_add_text(object, "remedy", finding->remedy);
	}
}
