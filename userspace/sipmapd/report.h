/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All that is told of a router at one moment: as metrics, JSON, or a page. */
#ifndef SIPMAP_SIPMAPD_REPORT_H
#define SIPMAP_SIPMAPD_REPORT_H

#include "sound.h"
#include "tally.h"
#include "../common/check.h"

/**
 * struct sipmap_report - what is known
 * @attached: the module is there, and this is its agent
 * @state: the module's tables
 * @findings: what they mean
 * @sounds: media streams of calls
 * @sound_count: how many
 * @sound_known: what was seen of them could be read
 * @tally: what the agent has done
 * @servers: addresses of STUN servers that are known
 * @failing: how many of them did not answer when last asked
 */
struct sipmap_report {
	bool attached;
	struct sipmap_state state;
	struct sipmap_symptoms findings;
	struct sipmap_sound *sounds;
	size_t sound_count;
	bool sound_known;
	struct sipmap_tally tally;
	unsigned int servers;
	unsigned int failing;
};

struct mbuf;

void sipmap_report_read(struct sipmap_report *report, struct sipmap_knl *knl);
void sipmap_report_judge(struct sipmap_report *report);
void sipmap_report_clean(struct sipmap_report *report);
int sipmap_report_metrics(struct mbuf *to, const struct sipmap_report *report);
int sipmap_report_json(struct mbuf *to, const struct sipmap_report *report);

#endif /* SIPMAP_SIPMAPD_REPORT_H */
