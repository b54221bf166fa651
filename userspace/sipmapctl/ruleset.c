// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Line by line, of what nft and iptables-save print. A rule in a chain that
 * others jump to counts for all of them: where it is unclear, nothing is
 * found, rather than something wrong.
 */
#include <stdio.h>
#include <string.h>

#include "ruleset.h"

/* what is known of the table, or of the family, that is being read */
struct table {
	struct sipmap_ruleset *ruleset;
	char name[64];
	bool drops;
	bool lets_related;
	char sip_helper[64];
};

/* of the chain */
struct chain {
	bool base;
	bool forward;
};

static bool has(const char *line, const char *text)
{
	return strstr(line, text);
}

static bool begins(const char *line, const char *text)
{
	return !strncmp(line, text, strlen(text));
}

/* cuts the next line off, without the white space around it */
static char *next_line(char **text)
{
	static const char space[] = " \t\r";
	char *line = strsep(text, "\n");
	size_t length;

	if (!line)
		return NULL;
	line += strspn(line, space);
	length = strlen(line);
	while (length && strchr(space, line[length - 1]))
		line[--length] = '\0';
	return line;
}

static void end_table(struct table *table)
{
	struct sipmap_ruleset *ruleset = table->ruleset;

	if (table->drops && !table->lets_related && !ruleset->blocks) {
		ruleset->blocks = true;
		memcpy(ruleset->blocking, table->name,
		       sizeof(ruleset->blocking));
	}
	*table = (struct table){ .ruleset = ruleset };
}

/* "table inet filter {": name is "inet filter" */
static void begin_table(struct table *table, const char *line)
{
	end_table(table);
	snprintf(table->name, sizeof(table->name), "%.*s",
		 (int)strcspn(line + 6, "{"), line + 6);
	if (*table->name && table->name[strlen(table->name) - 1] == ' ')
		table->name[strlen(table->name) - 1] = '\0';
}

/* a rule without a condition: what the rules before it did not accept goes */
static bool drops_rest(const char *line)
{
	int counted = 0;

	if (sscanf(line, "counter packets %*u bytes %*u %n", &counted) != EOF)
		line += counted;
	return begins(line, "drop") || begins(line, "reject");
}

static bool lets_related(const char *line)
{
	if (has(line, "ct state") && has(line, "related") &&
	    !has(line, "!=") && has(line, "accept"))
		return true;
	if (has(line, "ct status") && has(line, "dnat") && has(line, "accept"))
		return true;
	/* a match of iptables that nft cannot show */
	return has(line, "xt match") &&
	       (has(line, "conntrack") || has(line, "state"));
}

static void read_rule(struct table *table, const struct chain *chain,
		      const char *line)
{
	char wanted[80];

	if (has(line, "masquerade") || has(line, "snat to") ||
	    has(line, "snat ip to") ||
	    (has(line, "xt target") &&
	     (has(line, "MASQUERADE") || has(line, "SNAT"))))
		table->ruleset->translates = true;
	if (lets_related(line) && (chain->forward || !chain->base))
		table->lets_related = true;
	if (chain->forward && drops_rest(line))
		table->drops = true;
	snprintf(wanted, sizeof(wanted), "ct helper set \"%s\"",
		 table->sip_helper);
	if (*table->sip_helper && has(line, wanted))
		table->ruleset->helper = true;
}

/* "type filter hook forward priority filter; policy drop;" */
static void read_hook(struct table *table, struct chain *chain,
		      const char *line)
{
	chain->base = true;
	chain->forward = has(line, " hook forward ");
	if (chain->forward && has(line, "policy drop"))
		table->drops = true;
}

/**
 * sipmap_ruleset_read_nft() - read what "nft list ruleset" prints
 * @ruleset: to be added to
 * @text: the text; cut up
 */
void sipmap_ruleset_read_nft(struct sipmap_ruleset *ruleset, char *text)
{
	struct table table = { .ruleset = ruleset };
	struct chain chain = { .base = false };
	char helper[64] = "";
	char *line;

	while ((line = next_line(&text))) {
		if (begins(line, "table ")) {
			begin_table(&table, line);
		} else if (begins(line, "chain ")) {
			chain = (struct chain){ .base = false };
		} else if (begins(line, "ct helper ") &&
			   !begins(line, "ct helper set")) {
			if (sscanf(line, "ct helper %63s", helper) != 1)
				*helper = '\0';
		} else if (begins(line, "type \"sip\"")) {
			memcpy(table.sip_helper, helper, sizeof(helper));
		} else if (begins(line, "type ") && has(line, " hook ")) {
			read_hook(&table, &chain, line);
		} else {
			read_rule(&table, &chain, line);
		}
	}
	end_table(&table);
}

/**
 * sipmap_ruleset_read_iptables() - read what "iptables-save" prints
 * @ruleset: to be added to
 * @text: the text; cut up
 */
void sipmap_ruleset_read_iptables(struct sipmap_ruleset *ruleset, char *text)
{
	struct table table = { .ruleset = ruleset };
	char *line;

	while ((line = next_line(&text))) {
		if (begins(line, "*")) {
			end_table(&table);
			snprintf(table.name, sizeof(table.name), "%s",
				 line + 1);
		}
		if (begins(line, ":FORWARD DROP"))
			table.drops = true;
		if (!begins(line, "-A "))
			continue;
		if (has(line, "-j MASQUERADE") || has(line, "-j SNAT"))
			ruleset->translates = true;
		if (has(line, "-j CT") && has(line, "--helper sip"))
			ruleset->helper = true;
		if (has(line, "RELATED") && has(line, "-j ACCEPT") &&
		    !begins(line, "-A INPUT") && !begins(line, "-A OUTPUT"))
			table.lets_related = true;
		if (!strcmp(line, "-A FORWARD -j DROP") ||
		    begins(line, "-A FORWARD -j REJECT"))
			table.drops = true;
	}
	end_table(&table);
}
