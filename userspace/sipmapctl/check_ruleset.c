// SPDX-License-Identifier: GPL-2.0-or-later
/* Does the firewall translate, let calls in, and leave SIP to sipmap? */
#include <stdlib.h>

#include "check.h"
#include "ruleset.h"
#include "system.h"

static const char *const nft[] = { "nft", "-t", "list", "ruleset", NULL };
static const char *const iptables[] = { "iptables-save", NULL };
static const char *const legacy[] = { "iptables-legacy-save", NULL };

static bool read_output(const char *const *program,
			void (*read)(struct sipmap_ruleset *ruleset,
				     char *text),
			struct sipmap_ruleset *ruleset)
{
	char *text = sipmap_system_output(program);

	if (!text)
		return false;
	read(ruleset, text);
	free(text);
	return true;
}

/* both, since rules of either are in force */
static bool read_rules(struct sipmap_ruleset *ruleset)
{
	bool known = read_output(nft, sipmap_ruleset_read_nft, ruleset);

	known |= read_output(iptables, sipmap_ruleset_read_iptables, ruleset);
	known |= read_output(legacy, sipmap_ruleset_read_iptables, ruleset);
	return known;
}

/**
 * sipmap_check_ruleset() - what the firewall does with SIP and media
 * @findings: the list
 */
void sipmap_check_ruleset(struct sipmap_symptoms *findings)
{
	static const struct sipmap_symptom unread = {
		SIPMAP_NOTE, "ruleset", NULL,
		"install nft (or iptables) and look again",
	};
	static const struct sipmap_symptom untranslated = {
		SIPMAP_WARNING, "masquerade", NULL,
		"add to a chain of type nat, hook postrouting: oifname \"wan0\" masquerade; not needed if the next router translates for your phones",
	};
	static const struct sipmap_symptom blocked = {
		SIPMAP_FAULT, "related", NULL,
		"add to its forward chain: ct state established,related accept",
	};
	static const struct sipmap_symptom helped = {
		SIPMAP_WARNING, "helper", NULL,
		"take that rule out, and nf_conntrack_sip with it: rmmod nf_nat_sip nf_conntrack_sip",
	};
	struct sipmap_ruleset ruleset = { .translates = false };

	if (!read_rules(&ruleset)) {
		sipmap_symptom_add(findings, &unread,
				   "the firewall's rules cannot be read");
		return;
	}
	if (!ruleset.translates)
		sipmap_symptom_add(findings, &untranslated,
				   "no rule translates what leaves this router");
	if (ruleset.blocks)
		sipmap_symptom_add(findings, &blocked,
				   "the firewall (table %s) drops what is forwarded, and lets related packets through nowhere: no call from outside, no sound",
				   ruleset.blocking);
	if (ruleset.helper)
		sipmap_symptom_add(findings, &helped,
				   "a rule gives SIP flows the kernel's own helper, and sipmap leaves those alone");
}
