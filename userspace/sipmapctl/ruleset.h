/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a firewall's rules mean for SIP, read off their text. */
#ifndef SIPMAPCTL_RULESET_H
#define SIPMAPCTL_RULESET_H

#include <stdbool.h>

/**
 * struct sipmap_ruleset - what was seen
 * @translates: a rule translates the source of what leaves
 * @blocks: a chain drops what it forwards, and lets related packets
 *	    through nowhere
 * @blocking: name of that chain's table
 * @helper: a rule gives flows the kernel's own SIP helper
 */
struct sipmap_ruleset {
	bool translates;
	bool blocks;
	char blocking[64];
	bool helper;
};

void sipmap_ruleset_read_nft(struct sipmap_ruleset *ruleset, char *text);
void sipmap_ruleset_read_iptables(struct sipmap_ruleset *ruleset, char *text);

#endif /* SIPMAPCTL_RULESET_H */
